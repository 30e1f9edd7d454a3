"""A program that is killed while it adds documents: nothing half-written, nothing lost that it had acknowledged."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from foedera.record import Entry, Record

from .samples import claim, document

KILLS = 52
CLAIMS = 4
GROUP = 24


def entry(number: int) -> Entry:
    """A small document with several claims, another for each number."""
    doc = document(f"Avaria sent note {number} to Borland. " * 3)
    return Entry(document=doc, claims=tuple(claim(doc, n, n + 9) for n in range(CLAIMS)), original=b"x" * 300)


def write(path: str, first: int, many: bool, acknowledge: Connection) -> None:
    """Adds documents without end, and tells the number of each when it is safe."""
    with Record.open(path) as record:
        for start in range(first, first + 100_000, GROUP):
            numbers = range(start, start + GROUP)
            if many:
                for number, _ in zip(numbers, record.add_many(entry(n) for n in numbers), strict=True):
                    acknowledge.send(number)
                continue
            for number in numbers:
                one = entry(number)
                record.add(one.document, one.claims, original=one.original)
                acknowledge.send(number)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["foedera.record.sqlite", "foedera.record.migration", __name__])
    chance = random.Random(7)
    safe: set[int] = set()
    for kill in range(KILLS):
        here, there = context.Pipe(duplex=False)
        first = max(safe, default=-1) + 1
        worker = context.Process(target=write, args=(str(path), first, kill % 4 == 3, there))
        worker.start()
        there.close()
        # Half of them die before anything is acknowledged, in the middle of opening or of the first document.
        if kill % 2:
            here.poll(20)
        time.sleep(chance.uniform(0, 0.04))
        worker.kill()
        worker.join()
        safe.update(_acknowledged(here))
        with Record.open(path) as record:
            _check(record, safe)
    assert len(safe) > KILLS
    with Record.open(path) as record:
        assert list(record.verify()) == []
        last = max(safe) + GROUP
        list(record.add_many(entry(n) for n in range(last)))
        assert record.summary().documents == last
        assert record.summary().claims == {"unreviewed": last * CLAIMS}
        assert list(record.verify()) == []


def _acknowledged(here: Connection) -> Iterator[int]:
    try:
        while True:
            yield here.recv()
    except (EOFError, OSError):
        here.close()


def _check(record: Record, safe: set[int]) -> None:
    """Every document is there with all its claims, or not at all; and those that were acknowledged are there."""
    found = record.summary()
    assert found.claims.get("unreviewed", 0) == found.documents * CLAIMS
    assert found.documents >= len(safe)
    for number in sorted(safe)[-5:]:
        assert len(record.claims(entry(number).document.id)) == CLAIMS
