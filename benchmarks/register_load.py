"""Measures a register of a hundred thousand claims: consolidating it, adding a document to it, and questions.

The press is made up (`register_press.py`) and made outside the measured time. `make bench-register-load`, or with
`--claims 10000` for a tenth. Seconds are those of the clock; of consolidation, those of the processor stand beside.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from foedera.record import Record
from foedera.register import changes, deliverables, entries, instruments, update
from foedera.register.brief import brief
from register_press import Press


def main() -> None:
    """Fills a record in a temporary folder, consolidates it, adds documents one by one, and deletes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--more", type=int, default=10, help="documents to add one by one afterwards")
    parser.add_argument("--verify", action="store_true", help="also prove that the record is whole")
    options = parser.parse_args()
    press = Press(options.claims, seed=options.seed)
    with tempfile.TemporaryDirectory(prefix="bench-register-") as folder:
        path = Path(folder) / "record.db"
        with Record.open(path) as record:
            for _ in record.add_many(press.entries()):
                pass
            begun, processor = time.perf_counter(), time.process_time()
            done = update(record)
            took = time.perf_counter() - begun
            print(
                f"{done.changed:,} claims, {done.compared:,} pairs: {took:,.1f} s "
                f"({time.process_time() - processor:,.1f} s of processor time)",
                flush=True,
            )
            report(record)
            one_by_one(record, press, options.more)
            questions(record)
            print(f"file: {path.stat().st_size / 1e6:,.0f} MB; memory: {memory():,.0f} MB at most")
            if options.verify:
                print(f"verify: {len(list(record.verify()))} defects")


def one_by_one(record: Record, press: Press, count: int) -> None:
    """Adds so many documents, each consolidated by itself, and prints the middle and the longest time."""
    took, spent = [], 0.0
    for number in range(count):
        for _ in record.add_many([press.entry(press.documents_to_make + number, press.days)]):
            pass
        begun, processor = time.perf_counter(), time.process_time()
        update(record)
        took.append(time.perf_counter() - begun)
        spent += time.process_time() - processor
    if took:
        print(
            f"one document more: {sorted(took)[len(took) // 2]:.2f} s in the middle, {max(took):.2f} s at most "
            f"({spent / count:.2f} s of processor time on average)",
            flush=True,
        )


def report(record: Record) -> None:
    """How many entries there are, and of what size, and how long listing them takes."""
    begun = time.perf_counter()
    sizes = Counter(min(len(entry.members), 50) for entry in entries(record))
    print(
        f"{sum(sizes.values()):,} entries, {sizes[1]:,} of one claim, the largest of {max(sizes)} or more; "
        f"listed in {time.perf_counter() - begun:.1f} s",
        flush=True,
    )


def questions(record: Record) -> None:
    """Asks what analysts ask."""
    party = "state:QAA"
    asked: dict[str, Callable[[], object]] = {
        "deliverables, all": lambda: deliverables(record, as_of="2024-06-01"),
        "deliverables, overdue, of a frequent party": lambda: deliverables(
            record, as_of="2024-06-01", overdue=True, party=party
        ),
        "diff of three days": lambda: changes(record, "2024-04-09", "2024-04-12"),
        "brief of a month about a frequent party": lambda: brief(record, since="2024-05-01", about=party),
        "instruments": lambda: instruments(record),
    }
    for name, ask in asked.items():
        begun = time.perf_counter()
        ask()
        print(f"{name}: {time.perf_counter() - begun:.2f} s", flush=True)


def memory() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
