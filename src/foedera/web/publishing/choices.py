"""What a reader can choose on a published page, as links to files: other days, months, years and kinds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from foedera.web.pages.network import TIES
from foedera.web.publishing.links import Printed
from foedera.web.publishing.plan import DAILY, Given, Plan, decade, firsts, month_of, span, year_of


class Choice(NamedTuple):
    """Something that can be chosen: in which words, and what that puts into an address of the page at `path`."""

    text: str
    path: str
    given: Given


class Row(NamedTuple):
    """Choices of one sort; `slider` says that a script may show them as one."""

    label: str
    links: tuple[tuple[str, str | None], ...]
    slider: bool = False


class At(NamedTuple):
    """Where a reader is: on the page at `path`, where `given` was chosen; `moment` makes links from there."""

    plan: Plan
    path: str
    given: Given
    moment: Printed

    def words(self, name: str) -> str:
        """What was chosen under a name; empty: nothing."""
        return self.given.get(name, "")


_Sorts = Iterator[tuple[str, Iterable[Choice]]]
_SLIDERS = ("Year",)


def rows(plan: Plan, path: str, given: Given, moment: Printed) -> Iterator[Row]:
    """What can be chosen on a page, where `given` was."""
    at = At(plan, path, given, moment)
    for label, some in _rows(at):
        links = tuple((each.text, _href(each, moment)) for each in some)
        if any(href for _, href in links):
            yield Row(label, links, label in _SLIDERS)


def _rows(at: At) -> _Sorts:
    make = _ROWS.get(at.path)
    if make is not None:
        yield from make(at)
    if at.path in DAILY:
        yield "Other days", (Choice(str(day), at.path, {"on": str(day)}) for day in at.plan.days)


def _deliverables(at: At) -> _Sorts:
    words = (("all", ""), ("overdue", "overdue"), ("reaffirmed without progress", "reaffirmed"))
    yield "Only", (Choice(text, at.path, {"only": only}) for text, only in words)


def _calendar(at: At) -> _Sorts:
    month = at.words("month") or at.moment.on[:7]
    first = {each[:4]: each for each in reversed(at.plan.due)} | {month[:4]: month}
    yield "Year", (Choice(year, at.path, {"month": first[year]}) for year in sorted(first))
    some = (each for each in at.plan.due if each[:4] == month[:4])
    yield "Month", (Choice(each, at.path, {"month": each}) for each in some)


def _network(at: At) -> _Sorts:
    kind, years = at.words("ties") or TIES[0], at.plan.years
    year = at.words("year") or str(years[-1] if years else at.moment.on[:4])
    yield "Ties", (Choice(each, at.path, {"ties": each, "year": year}) for each in TIES)
    yield "Year", (Choice(str(each), at.path, {"ties": kind, "year": str(each)}) for each in years)


def _ties(at: At) -> _Sorts:
    kinds = (("all", ""), *((kind, kind) for kind in at.plan.kinds))
    yield "Ties", (Choice(text, at.path, {"kind": kind}) for text, kind in kinds)


def _timeline(at: At) -> _Sorts:
    dated = at.plan.dated
    decades = [Choice("everything", at.path, {})]
    yield "Decade", [*decades, *(Choice(f"{d.year}s", at.path, span(*decade(d))) for d in firsts(dated, decade))]
    if not at.words("since"):
        return
    day, last = (datetime.date.fromisoformat(at.words(name)) for name in ("since", "until"))
    years = (d for d in firsts(dated, year_of) if decade(d) == decade(day))
    yield "Year", (Choice(str(d.year), at.path, span(*year_of(d))) for d in years)
    if year_of(day) == year_of(last):
        months = (d for d in firsts(dated, month_of) if year_of(d) == year_of(day))
        yield "Month", (Choice(str(d)[:7], at.path, span(*month_of(d))) for d in months)
    if month_of(day) == month_of(last):
        yield "Day", (Choice(str(d), "", {"day": str(d)}) for d in dated if day <= d <= last)


def _compare(at: At) -> _Sorts:
    today = datetime.date.fromisoformat(at.moment.site.on)
    late = (a for a, b in at.plan.pairs if b == today)
    yield "The present with", (Choice(str(a), at.path, {"from": str(a), "on": str(today)}) for a in late)
    others = (pair for pair in at.plan.pairs if pair[1] != today)
    yield "Two days", (Choice(f"{a}, {b}", at.path, {"from": str(a), "on": str(b)}) for a, b in others)


def _outlook(at: At) -> _Sorts:
    some = (("all", ""), *((each, each) for each in at.plan.statuses))
    yield "Status", (Choice(text, at.path, {"status": status}) for text, status in some)


def _command(at: At) -> _Sorts:
    yield "Structure", (Choice(label, at.path, {"of": value}) for value, label in at.plan.structures)
    own = Choice("The record, as it is and as proposed", "/command/compare", {})
    others = (Choice(label, "/command/compare", {"first": a, "second": b}) for a, b, label in at.plan.variants)
    yield "Two structures", (own, *others)


_ROWS: Mapping[str, Callable[[At], _Sorts]] = {
    "/deliverables": _deliverables, "/deliverables/calendar": _calendar, "/network": _network, "/network/ties": _ties,
    "/timeline": _timeline, "/compare": _compare, "/outlook": _outlook, "/command": _command,
    "/command/compare": _command,
}  # fmt: skip


def _href(choice: Choice, moment: Printed) -> str | None:
    """The address of a choice; None where the page shows it already."""
    if "day" in choice.given:
        return f"#d{choice.given['day']}"
    on = choice.given.get("on", "")
    some = {**choice.given, "on": "" if on == moment.site.on else on}
    found = moment.site.file(choice.path, some)
    return None if not found or found == moment.here else moment.file(found)
