"""Spells of members out of the tables in which the field keeps them: ATOP's members, COW's formal alliances."""

from __future__ import annotations

import calendar
from datetime import date

from foedera.datasets.tables.table import Table
from foedera.model.errors import DatasetError
from foedera.networks.spells import Pledge, Precision, Spell, Spells

_COW = {
    "defense": Pledge.DEFENSE,
    "neutrality": Pledge.NEUTRAL,
    "nonaggression": Pledge.NONAGG,
    "entente": Pledge.CONSUL,
}
_ATOP = {
    "defense": Pledge.DEFENSE, "offense": Pledge.OFFENSE, "neutral": Pledge.NEUTRAL, "nonagg": Pledge.NONAGG,
    "consul": Pledge.CONSUL,
}  # fmt: skip


def spells_of(table: Table) -> Spells:
    """The spells of a table of members (`atop-members`, `cow-alliances`) or of directed dyad-years (`atop-ddyr`).

    A member owes what its row says to all other members of the pact. Of COW's kinds neutrality, non-aggression and
    entente are taken for the pledges to stay neutral, not to attack and to consult; which of two neutrals it is, COW
    does not say, and asymmetric obligations it does not know. A day or month that is not known makes the precision
    `month` or `year`, and the spell as long as it can have been. A phase of a pact is a pact of its own: `3205/2`.

    Raises:
        DatasetError: a table of something else, a member without a year of entry, or overlapping spells.
    """
    id = table.sources[0].id if table.sources else ""
    if id == "atop-ddyr":
        return Spells.of_dyad_years(table.frame, system=table.system, sources=table.sources)
    if id == "atop-members":
        rows = [_spell(row, "atopid", ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit"), _ATOP)
                for row in table.frame.iter_rows(named=True)]  # fmt: skip
    elif id == "cow-alliances":
        starts, ends = (tuple(f"mem_{side}_{part}" for part in ("year", "month", "day")) for side in ("st", "end"))
        rows = [_spell(row, "version4id", starts, ends, _COW) for row in table.frame.iter_rows(named=True)]
    else:
        raise DatasetError(f"{table.title}: no table of members; known are atop-members, atop-ddyr and cow-alliances")
    return Spells.of(
        rows, system=table.system, sources=table.sources, notes=_unsaid(table, _ATOP if id == "atop-members" else _COW)
    )


def _unsaid(table: Table, kinds: dict[str, Pledge]) -> tuple[str, ...]:
    """A note where the source does not say whether a member owes something: a spell has no place for it."""
    gone = {name: table.frame[name].null_count() for name in kinds if table.frame[name].null_count()}
    said = ", ".join(f"{name} of {count}" for name, count in gone.items())
    return (f"{table.title}: not said, and so not among the pledges: {said} rows",) if gone else ()


def _spell(
    row: dict[str, object], pact: str, starts: tuple[str, ...], ends: tuple[str, ...], kinds: dict[str, Pledge]
) -> Spell:
    phase, member = row.get("phase"), row["ccode"]
    name = f"{row[pact]}/{phase}" if phase else str(row[pact])
    try:
        first, exact = _day(row, starts, last=False)
        end, other = _day(row, ends, last=True)
    except ValueError as error:
        raise DatasetError(f"pact {name}: member {member}: a day of entry or exit is none: {error}") from error
    if first is None or not isinstance(member, int):
        raise DatasetError(f"pact {name}: member {member}: the year of entry is missing")
    pledges = Pledge.NONE
    for column, pledge in kinds.items():
        if (row.get(column) or 0) > 0:  # type: ignore[operator]  # the reader gives whole numbers
            pledges |= pledge
    worst: Precision = max(exact, other if end else exact, key=("day", "month", "year").index)
    return Spell(pact=name, member=member, start=first, end=end, pledges=pledges, precision=worst)


def _day(row: dict[str, object], parts: tuple[str, ...], *, last: bool) -> tuple[date | None, Precision]:
    """The first day that the parts allow, or the last, and how exactly they say it; null without a year."""
    year, month, day = (row.get(part) for part in parts)
    if not isinstance(year, int):
        return None, "day"
    if not isinstance(month, int):
        return (date(year, 12, 31) if last else date(year, 1, 1)), "year"
    if not isinstance(day, int):
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1), "month"
    return date(year, month, day), "day"
