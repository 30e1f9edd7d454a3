"""How claims of a record are fetched page by page and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from foedera.cli.output import afterwards, print_json, print_table, shorten

if TYPE_CHECKING:
    from foedera.model import Claim
    from foedera.record import Change, Page, Record, Row


def open_record(where: str, *, read_only: bool = False) -> Record:
    """The record at a path or address, which must exist."""
    from foedera.record import Record

    return Record.open(where, create=False, read_only=read_only)


def pages(ask: Callable[..., Page[Any]], limit: int | None, *, quietly: bool = False) -> Iterator[Any]:
    """The rows of an answer, fetched page by page, at most `limit` (None: all).

    Says where there are none, or more, unless it is asked to be quiet.
    """
    count, cursor = 0, None
    while True:
        page = ask(limit=500 if limit is None else min(limit - count, 500), after=cursor)
        yield from page.rows
        count += len(page.rows)
        cursor = page.cursor
        if cursor is None or count == limit:
            break
    if quietly:
        return
    if count == 0:
        afterwards("nothing found")
    elif cursor is not None:
        afterwards(f"the first {limit} are shown, and there are more: raise --limit")


def print_rows(rows: Iterable[Row], as_json: bool, title: str | None) -> None:
    """Prints claims with their review: as JSON Lines, or as a table under a title."""
    from foedera.exchange import line

    if as_json:
        print_json(row_dict(row) for row in rows)
        return
    cells = (
        (r.claim.id, r.status, r.claim.kind, r.claim.when, shorten(line(r.claim), 160), _evidence(r.claim))
        for r in rows
    )
    print_table(title, ("claim", "status", "kind", "when", "says", "because it says"), cells)


def _evidence(claim: Claim) -> str:
    return shorten(claim.evidence[0].text, 240)


def row_dict(row: Row | None) -> dict[str, Any] | None:
    """A claim with its review as plain values; None for none."""
    if row is None:
        return None
    return {
        "claim": row.claim.to_dict(), "lineage": row.lineage, "version": row.version, "status": row.status,
        "known_from": row.known_from, "known_to": row.known_to,
        "proposed": None if row.proposed is None else row.proposed.to_dict(), "beside": row.beside,
    }  # fmt: skip


def change_cells(change: Change) -> tuple[object, ...]:
    """What a table shows of a change: change, kind, when, what the claim says, and its id."""
    from foedera.exchange import line

    row = change.after or change.before
    if row is None:
        return (change.change,)
    return change.change, row.claim.kind, row.claim.when, shorten(line(row.claim), 160), row.claim.id
