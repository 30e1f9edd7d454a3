"""Measure the actor base: loading, building the scanner, scanning.

    make bench-actors FOLDER=folder-of-text-files

Prints processor time, best of several rounds: milliseconds to load and index all bundled tables, and megabytes of UTF-8
text scanned a second for all names on one core. Without a folder, the text is made of sentences with the base's names.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from foedera.actors import Base, bundled, check

ROUNDS = 7
SIZE = 8_000_000
FILLER = "said on Tuesday that it had agreed to hold further talks on the exercise, and that nothing else changed. "


def best(work: Callable[[], object]) -> float:
    """The least processor seconds that `work` took in several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def text_of(folder: Path | None, base: Base) -> str:
    """About eight megabytes of text."""
    if folder is None:
        names = [row.name for row in base.rows("names")]
        text = " ".join(f"{name} {FILLER}" for name in names)
    else:
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt")))
    if not text:
        sys.exit(f"{folder}: no .txt file with text")
    return text * max(1, SIZE // len(text))


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    base = bundled()
    print(", ".join(f"{len(base.rows(table))} {table}" for table in ("actors", "names", "memberships", "places")))
    print(f"contradictions: {len(check(base))}")
    load = best(bundled)
    both = best(lambda: bundled().scan("x"))
    print(f"load: {load * 1000:.0f} ms; load and build the scanner: {both * 1000:.0f} ms")
    text = text_of(folder, base)
    base.scan("x")
    seconds = best(lambda: base.scan(text))
    size = len(text.encode()) / 1e6
    print(
        f"scan: {size / seconds:.0f} MB/s ({size:.1f} MB, one name in {len(text) // len(base.scan(text))} characters)"
    )


if __name__ == "__main__":
    main()
