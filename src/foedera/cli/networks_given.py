"""Tables that are given to `foedera networks` as DATASET=FILE, and how a table is shown or written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.networks import Roster, Spells, Table, Ties

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_ENCODINGS = ("utf-8", "latin-1")
_SHOWN = 20
_BESIDE = 6
"""Columns of values that a person sees beside each other; of more, blocks stand under each other."""

_KEYS = ("ccode", "gwcode", "node", "name", "year", "when")


def table_given(given: str) -> Table:
    """The table that DATASET[@VERSION][,SEPARATOR][,ENCODING]=FILE names.

    Raises:
        UsageError: it is not so written.
        DatasetError: the file cannot be read as that data set.
    """
    from foedera.datasets.tables import read

    what, equals, file = given.partition("=")
    if not equals or not what or not file:
        raise UsageError(f"{given}: a data set is given as DATASET=FILE or DATASET@VERSION=FILE")
    name, *words = what.split(",")
    id, _, version = name.partition("@")
    separators = [_SEPARATORS[word] for word in words if word in _SEPARATORS]
    encodings = [word for word in words if word in _ENCODINGS]
    if len(separators) + len(encodings) != len(words) or len(separators) > 1 or len(encodings) > 1:
        raise UsageError(
            f"{given}: after the data set stands a separator ({', '.join(_SEPARATORS)}) or an encoding "
            f"({', '.join(_ENCODINGS)}), each once"
        )
    return read(
        id, file, version=version or None, separator=separators[0] if separators else None,
        encoding=encodings[0] if encodings else None,
    )  # fmt: skip


def roster_given(given: str) -> Roster:
    """The list of states that DATASET=FILE names."""
    from foedera.networks import roster_of

    return roster_of(table_given(given))


def ties_given(states: str, pledges: str, start: int, end: int, *, extend: bool) -> tuple[Ties, Spells | None]:
    """The ties by year of a file of directed dyad-years or of members of pacts; of the latter also the spells.

    Raises:
        UsageError: the file is of no such data set.
    """
    from foedera.networks import spells_of, ties_of_dyad_years
    from foedera.networks.ties import ties_of_spells

    table, system = table_given(pledges), roster_given(states)
    years = system.asked(start, end, extend=extend)
    id = table.sources[0].id
    if id == "atop-ddyr":
        return ties_of_dyad_years(table, system, years), None
    if id not in ("atop-members", "cow-alliances"):
        raise UsageError(f"--ties {pledges}: ties are made of atop-ddyr=FILE, atop-members=FILE or cow-alliances=FILE")
    spells = spells_of(table)
    return ties_of_spells(spells, system, years), spells


def put(table: Table, out: Path | None, as_json: bool | None) -> None:
    """Says what was dropped, and writes the table to a file, to a pipe as JSON Lines, or shows it."""
    from foedera.networks import write

    for line in table.report.lines():
        note(line)
    if out is not None:
        write(table, out)
        note(f"{len(table):,} rows written to {out}: {table.title}")
    elif wants_json(as_json):
        print_json(table.frame.iter_rows(named=True))
    else:
        _show(table)


def _show(table: Table) -> None:
    head = table.frame.head(_SHOWN)
    keys = [name for name in head.columns if name.rstrip("12") in _KEYS]
    values = [name for name in head.columns if name not in keys]
    if len(head) <= 3 and len(values) > _BESIDE:
        rows = [(name, *map(_said, head[name])) for name in head.columns]
        print_table(table.title, ["", *(f"row {at}" for at in range(1, len(head) + 1))], rows)
    else:
        for at in range(0, max(len(values), 1), _BESIDE):
            shown = head.select(keys + values[at : at + _BESIDE])
            print_table(None if at else table.title, shown.columns, [tuple(map(_said, row)) for row in shown.rows()])
    if len(table) > _SHOWN:
        note(f"{_SHOWN} of {len(table):,} rows; with -o FILE all are written")


def _said(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value
