"""The names, places and phrases of the tables as a scanner needs them, without a row object for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedera.actors.rows import Name
from foedera.actors.scan import Listed
from foedera.actors.tables import TABLES, Files


def listed(tables: Mapping[str, tuple[Any, ...]]) -> Listed:
    """The names for a scanner, their rows made when they are first asked for."""
    if not isinstance(tables, Files):
        names = tables["names"]
        return Listed([row.name for row in names], names.__getitem__, lambda at: names[at].actor.startswith("person:"))
    actors, spelled, types, whens, sources = tables.cells("names")
    period = tables.reader.period

    def row(at: int) -> Name:
        return Name(actors[at], spelled[at], types[at], period(whens[at]), sources[at])

    return Listed(spelled, row, lambda at: actors[at].startswith("person:"))


def pairs(tables: Mapping[str, tuple[Any, ...]], name: str, first: str, second: str) -> list[tuple[str, str]]:
    """Two columns of text of a table."""
    if isinstance(tables, Files):
        cells = dict(zip(TABLES[name].cells, tables.cells(name), strict=True))
        return list(zip(cells[first], cells[second], strict=True))
    return [(getattr(row, first), getattr(row, second)) for row in tables[name]]
