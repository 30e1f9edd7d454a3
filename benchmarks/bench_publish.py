"""Measures `foedera publish`: a site of about ten thousand accepted entries, in seconds of processor time.

The press is made up (`register_press.py`), read in, consolidated and accepted claim by claim outside the measured time;
`--record FILE` publishes a record that is there already, after its register was brought up to date (`--everything`:
also what nobody has reviewed). `--keep FILE` keeps the made record. `make bench-publish`.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from foedera.record import Record
from foedera.register import update
from foedera.web.publishing import publish
from register_press import Press


def main() -> None:
    """Makes or opens a record, publishes it, and prints what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=26_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help="a record to publish instead of a made one")
    parser.add_argument("--keep", type=Path, help="where to keep the made record")
    parser.add_argument("--everything", action="store_true", help="publish what nobody has reviewed, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-publish-") as folder:
        path = options.record or options.keep or Path(folder) / "record.db"
        with Record.open(path) as record:
            if options.record is None:
                made(record, options.claims, options.seed)
            update(record)
            measure(record, Path(folder) / "site", everything=options.everything)


def made(record: Record, claims: int, seed: int) -> None:
    """Reads the press in, and accepts all that it says."""
    for _ in record.add_many(Press(claims, seed=seed).entries()):
        pass
    update(record)
    while rows := record.queue(limit=1000).rows:
        for row in rows:
            record.review(row.lineage, "accept", by="bench")
    update(record)


def measure(record: Record, folder: Path, *, everything: bool) -> None:
    """Publishes and prints seconds, pages and bytes."""
    begun, wall = time.process_time(), time.perf_counter()
    done = publish(record, folder, title="Bench", everything=everything)
    spent, took = time.process_time() - begun, time.perf_counter() - wall
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{done.entries:,} entries, {done.documents:,} documents, {done.pages:,} pages, {size / 1e6:,.0f} MB")
    print(f"{spent:.0f} s of processor time, {took:.0f} s by the clock")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")


if __name__ == "__main__":
    main()
