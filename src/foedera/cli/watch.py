"""`foedera watch`: new items of feeds, read as they come."""

from __future__ import annotations

import datetime
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import required_record
from foedera.cli.options import actors_option, json_option
from foedera.cli.output import complain, is_verbose, note, print_json, print_table, shorten, wants_json

if TYPE_CHECKING:
    from foedera.reading import Taken
    from foedera.reading.watch import Looked, Watch
    from foedera.record import Record

_SOURCES_FAILED = 3


@click.command()
@click.argument("file", metavar="FEEDS", type=click.Path(path_type=Path))
@required_record
@click.option("--once", is_flag=True, help="Look at the feeds that are due, and end: for cron.")
@click.option("--all", "every", is_flag=True, help="With --once: look at all feeds, due or not.")
@click.option(
    "--state", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Where to keep what was seen. Default: FEEDS with the ending .state.json.",
)  # fmt: skip
@actors_option
@click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and its network too.")
@json_option
def watch(
    file: Path, where: str, once: bool, every: bool, state: Path | None, bases: tuple[Path, ...], allow_private: bool,
    as_json: bool | None,
) -> int:  # fmt: skip
    """Read the new items of feeds into a record, on a schedule, and report what is new.

    FEEDS is a TOML file with a table [[feed]] for each: `url`, and if you like `name`, `every` ("6h"), `publisher` and
    `keep` (words that a document must have). Without --once it goes on until it is stopped (Ctrl-C, SIGTERM).

    A feed that fails is reported and tried again after growing waits; with --once the exit code is then 3. While one
    run goes on, a second one with the same --state says so and ends.
    """
    from foedera.model import UsageError
    from foedera.reading import reader
    from foedera.reading.alone import alone
    from foedera.reading.feeds import feeds
    from foedera.reading.watch import Watch
    from foedera.record import Record

    if every and not once:
        raise UsageError("--all goes with --once")
    listed = feeds(file)
    stop, memory = _Stop(), state or file.with_suffix(".state.json")
    with alone(memory) as is_alone, _ended_by_signals(stop):
        if not is_alone:
            complain(f"another run watches with {memory}: this one ends")
            return 0
        with Record.open(where) as record:
            watched = Watch(
                listed, reader(*bases), record, memory, clock=_now, pause=stop.pause, allow_private=allow_private
            )
            return _watched(record, watched, once, every, as_json)


def _watched(record: Record, watched: Watch, once: bool, every: bool, as_json: bool | None) -> int:
    """Looks once, or until it is stopped; returns the exit code."""
    if watched.warning is not None:
        complain(watched.warning)
    if once:
        return _SOURCES_FAILED if _report(record, watched.looks(all=every), as_json) else 0
    _go_on(record, watched, as_json)
    return 0


def _go_on(record: Record, watched: Watch, as_json: bool | None) -> None:
    note(f"watching {len(watched.feeds)} feeds; stop with Ctrl-C")
    for looks in watched.turns():
        _report(record, looks, as_json)
    note("stopped")


def _report(record: Record, looks: Iterator[Looked], as_json: bool | None) -> int:
    """Reads what is new, puts it into entries, prints it, and returns how many feeds failed."""
    from foedera.register import update

    failed = 0
    found: list[Taken] = []
    for looked in looks:
        failed += looked.error is not None
        _tell(looked)
        found.extend(looked.new)
    if found:
        update(record)
    rows = [_row(taken, record) for taken in found]
    if wants_json(as_json):
        print_json(rows)
    elif rows:
        columns = ("published", "title", "publisher", "claims", "entries new", "and changed", "id")
        print_table(None, columns, map(_cells, rows))
    return failed


def _tell(looked: Looked) -> None:
    name = looked.feed.name
    if looked.error is not None:
        complain(f"{name}: {looked.error}; next try {looked.next:%Y-%m-%d %H:%M} UTC")
        return
    for missed in looked.missed:
        complain(f"{name}: {missed}")
    if is_verbose():
        left = f", {looked.left} without the words to keep" if looked.left else ""
        told = "unchanged" if looked.unchanged else f"{len(looked.new)} new documents{left}"
        complain(f"{name}: {told}; next look {looked.next:%Y-%m-%d %H:%M} UTC")


def _row(taken: Taken, record: Record) -> dict[str, Any]:
    document = taken.document
    new, changed = _entries(record, document.id)
    return {
        "document": document.id, "title": document.title, "publisher": document.publisher,
        "published": None if document.published is None else document.published.text, "url": document.url,
        "claims": len(taken.claims), "new_entries": new, "changed_entries": changed,
    }  # fmt: skip


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    title, counts = shorten(row["title"] or "", 80), [len(row[name]) for name in ("new_entries", "changed_entries")]
    return row["published"], title, row["publisher"], row["claims"], *counts, row["document"][7:19]


def _entries(record: Record, document: str) -> tuple[list[str], list[str]]:
    """The ids of the entries that only this document speaks of, and of those that others speak of too."""
    from foedera.register import entries

    lineages = [row.lineage for row in record.claims(document)]
    with record.ledger() as ledger:
        ids = {entry for _, entry in ledger.memberships(lineages).values()}
    new: list[str] = []
    changed: list[str] = []
    for entry in entries(record, ids=ids):
        alone = all(member.claim.document == document for member in entry.members)
        (new if alone else changed).append(entry.id)
    return new, changed


class _Stop:
    """Whether the watch was asked to end; `pause` waits, but no longer than until then."""

    def __init__(self) -> None:
        self.asked = False

    def pause(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not self.asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.5))
        return self.asked


@contextmanager
def _ended_by_signals(stop: _Stop) -> Iterator[None]:
    """Lets SIGTERM and SIGINT end the watch after what is being read, and a second one at once."""

    def end(number: int, _: Any) -> None:
        stop.asked = True
        signal.signal(number, signal.default_int_handler)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
