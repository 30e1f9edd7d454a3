"""Writing down what the record keeps for the register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, select, update

from foedera.record import outlines
from foedera.record.base import Backend
from foedera.record.ledger import Ledger
from foedera.record.tables import FOREVER, blocks, consolidations, forms, lineages, links, memberships
from foedera.record.writer import Writer, chunks

Pair = tuple[int, int]


class Placed(NamedTuple):
    """How many claims were put elsewhere, and the entries that they left or came into."""

    moved: int
    entries: frozenset[str]


class Keeper(Ledger):
    """The ledger inside a transaction that writes. What is dropped goes at once, what is put comes with `write`."""

    def __init__(self, connection: Connection, backend: Backend) -> None:
        super().__init__(connection)
        self._writer = Writer(connection, backend)

    def put_forms(self, some: Mapping[int, int]) -> None:
        """The forms of lineages."""
        self._put(forms, ({"lineage": lineage, "form": form} for lineage, form in sorted(some.items())))

    def put_blocks(self, some: Iterable[Pair]) -> None:
        """Keys with the forms that have them."""
        self._put(blocks, ({"key": key, "form": form} for key, form in sorted(some)))

    def put_links(self, some: Mapping[Pair, int]) -> None:
        """Pairs of forms, the lower first, with their scores in ten-thousandths."""
        self._put(links, ({"a": a, "b": b, "score": score} for (a, b), score in sorted(some.items())))

    def drop_forms(self, some: Iterable[int]) -> list[int]:
        """Takes lineages out of their forms; returns the forms that no claim has any more, with blocks and links."""
        wanted = list(some)
        left = sorted(set(self.forms(wanted).values()))
        for chunk in chunks(wanted):
            self._connection.execute(delete(forms).where(forms.c.lineage.in_(chunk)))
        return self.drop_unused(left)

    def drop_unused(self, some: Iterable[int]) -> list[int]:
        """Drops the blocks and links of those of these forms that no claim has; returns them."""
        wanted = list(some)
        held = self.of_forms(wanted)
        gone = [form for form in wanted if form not in held]
        for chunk in chunks(gone):
            self._connection.execute(delete(blocks).where(blocks.c.form.in_(chunk)))
            self._connection.execute(delete(links).where(links.c.a.in_(chunk)))
            self._connection.execute(delete(links).where(links.c.b.in_(chunk)))
        return gone

    def drop_links(self, some: Iterable[Pair]) -> None:
        """Drops links."""
        keys = [{"x": a, "y": b} for a, b in some]
        if keys:
            mine = (links.c.a == bindparam("x")) & (links.c.b == bindparam("y"))
            self._connection.execute(delete(links).where(mine), keys)

    def drop_matches(self) -> None:
        """Drops every form, block and link, to make them anew."""
        for table in (links, blocks, forms):
            self._connection.execute(delete(table))

    def place(self, entries: Mapping[int, str | None], model: str) -> Placed:
        """Puts lineages into entries, or in none, where that changes anything."""
        before = self.memberships(entries)
        moved = {n: entry for n, entry in sorted(entries.items()) if (before[n][1] if n in before else None) != entry}
        if not moved:
            return Placed(0, frozenset())
        at = self._writer.moment()
        ended = [{"n": before[lineage][0], "t": at} for lineage in moved if lineage in before]
        if ended:
            mine = memberships.c.number == bindparam("n")
            self._connection.execute(update(memberships).where(mine).values(known_to=bindparam("t")), ended)
        rows = (
            {
                "number": self._writer.number(memberships), "lineage": lineage, "entry": entry, "known_from": at,
                "known_to": FOREVER, "model": model,
            }
            for lineage, entry in moved.items()
            if entry is not None
        )  # fmt: skip
        self._put(memberships, rows)
        left = (before[lineage][1] for lineage in moved if lineage in before)
        return Placed(len(moved), frozenset([*left, *(entry for entry in moved.values() if entry is not None)]))

    def drop_outlines(self, entries: Collection[str] | None) -> None:
        """Drops the outlines of entries (None: of all)."""
        outlines.drop(self._connection, entries)

    def put_outlines(self, some: Iterable[outlines.Outline]) -> None:
        """Outlines of entries that have none."""
        outlines.put(self._writer, some)

    def close(self, model: str, version: int, note: int, outlines: str, counts: Mapping[str, int]) -> None:
        """Says that all has been taken in up to a version and a note, with outlines of such a make, and writes
        everything down."""
        number, at = self._writer.number(consolidations), self._writer.moment()
        said = msgspec.json.encode(dict(counts)).decode()
        self._put(
            consolidations,
            [
                {
                    "number": number, "at": at, "model": model, "version": version, "note": note, "counts": said,
                    "outlines": outlines,
                }
            ],
        )  # fmt: skip
        self.write()

    def write(self) -> None:
        """Writes down what was put."""
        self._writer.flush()

    def _put(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        for row in rows:
            self._writer.put(table, **row)


def forget(connection: Connection, backend: Backend, document: int) -> None:
    """Takes the claims of an erased document out of everything that was made from their words."""
    mine = select(lineages.c.number).where(lineages.c.document == document)
    outlines.forget(connection, mine)
    Keeper(connection, backend).drop_forms(connection.execute(mine).scalars())
