"""What can be chosen on a published site: days, months, years and kinds, each of which has files of its own."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from foedera.command.recorded import AS_IS
from foedera.model import FoederaError
from foedera.networks.tie import TIE_KINDS
from foedera.web.pages.deliverables import every as promised
from foedera.web.pages.home import LATELY
from foedera.web.pages.network import TIES, years_of
from foedera.web.pages.outlook import STATUSES
from foedera.web.pages.structures import choices
from foedera.web.pages.ties import tied as ties_of_day
from foedera.web.pages.wording import every, name_of, news_of
from foedera.web.publishing.links import Site
from foedera.web.room import Ask

_YEARS = 12
_MONTHS = 12
_NETWORK_YEARS = 80
_PHRASES = 60
DAILY = ("/", "/deliverables", "/instruments", "/commands", "/network/ties")
"""The pages that have a file for each key day."""

Given = Mapping[str, str]


class Plan(NamedTuple):
    """What there is to choose from on a site, the earliest first: key days, months with a due date, years with ties,
    the days of the timeline, pairs of days to compare, kinds of ties, statuses of predictions, structures of command,
    and pairs of these."""

    days: tuple[datetime.date, ...]
    due: tuple[str, ...]
    years: tuple[int, ...]
    dated: tuple[datetime.date, ...]
    pairs: tuple[tuple[datetime.date, datetime.date], ...]
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    structures: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str, str], ...]


def planned(ask: Ask) -> Plan:
    """What can be chosen of the record that is published."""
    today = datetime.date.fromisoformat(ask.moment.on)
    due = {each.progress.due.latest.isoformat()[:7] for each in promised(ask) if each.progress.due is not None}
    days = _key_days(ask, today)
    tied = {kind for kind, number in ties_of_day(ask).counts().items() if number}
    found = {each.status for each in ask.room.outlook(*ask.moment).predictions}
    structures = _structures(ask)
    return Plan(
        days, tuple(sorted({*due, today.isoformat()[:7]})), tuple(sorted(years_of(ask))[-_NETWORK_YEARS:]),
        tuple(sorted({item.day for item in ask.cards.dated(ask.moment.on)})), _pairs(days, today),
        tuple(kind for kind in TIE_KINDS if kind in tied), tuple(each for each in STATUSES if each in found),
        structures, _variants(structures),
    )  # fmt: skip


def offer(site: Site, plan: Plan) -> None:
    """Takes everything that can be chosen into a site."""
    site.same("/deliverables/calendar", {"month": site.on[:7]})
    if plan.years:
        site.same("/network", {"ties": TIES[0], "year": str(plan.years[-1])})
    for path in DAILY:
        for day in plan.days:
            if day.isoformat() != site.on:
                site.offer(path, {"on": day.isoformat()}, short=True)
    for size in (decade, year_of, month_of):
        for day in firsts(plan.dated, size):
            # The months have every row.
            site.offer("/timeline", span(*size(day)), short=size is not month_of)
    for path, given in _offered(plan):
        site.offer(path, given)
    following = set(pairwise(plan.days))
    for first, last in plan.pairs:
        given = {"from": str(first), "on": "" if str(last) == site.on else str(last)}
        # The pairs of days that follow each other have every change once.
        site.offer("/compare", given, short=(first, last) not in following)


def _offered(plan: Plan) -> Iterator[tuple[str, Given]]:
    yield from (("/deliverables", {"only": only}) for only in ("overdue", "reaffirmed"))
    yield from (("/deliverables/calendar", {"month": month}) for month in plan.due)
    yield from (("/network", {"ties": kind, "year": str(year)}) for kind in TIES for year in plan.years)
    yield from (("/network/ties", {"kind": kind}) for kind in plan.kinds)
    yield from (("/outlook", {"status": status}) for status in plan.statuses)
    for value, _ in plan.structures:
        yield "/command", {"of": value}
        yield "/command.yaml", {"of": value}
    yield from (("/command/compare", {"first": first, "second": second}) for first, second, _ in plan.variants)


def offer_wording(site: Site, ask: Ask, free: Callable[[str], bool]) -> None:
    """Takes into a site the comparisons of documents that follow each other in a series, and the phrases that came and
    went, where the texts may be shown."""
    for series in every(ask):
        for one, other in pairwise(series.documents):
            if free(one.id) and free(other.id):
                site.offer("/wording/compare", {"before": one.id, "after": other.id})
        if all(free(each.id) for each in series.documents):
            news = news_of(ask, series)
            for each in (*news.appeared[:_PHRASES], *news.vanished[:_PHRASES]):
                site.offer("/wording/phrase", {"q": each.text, "series": name_of(series)})


def _key_days(ask: Ask, today: datetime.date) -> tuple[datetime.date, ...]:
    """The ends of the years and of the last months in which documents were published, and the present day."""
    published = sorted({told.published for card in ask.cards.every for told in card.told if told.published is not None})
    ends = {datetime.date(day.year, 12, 31) for day in published}
    months = {day.replace(day=calendar.monthrange(day.year, day.month)[1]) for day in published}
    some = {*sorted(day for day in ends if day < today)[-_YEARS:], *sorted(m for m in months if m < today)[-_MONTHS:]}
    return (*sorted(some), today)


def _pairs(days: Sequence[datetime.date], today: datetime.date) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """Each key day with the next, and the year before the present with it."""
    lately = today - datetime.timedelta(days=min(LATELY, today.toordinal() - 1))
    late = [day for day in days if day < today][-_MONTHS:]
    return tuple(sorted({*pairwise(days), *((day, today) for day in late), (lately, today)}))


def _structures(ask: Ask) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((each.value, each.label) for each in choices(ask))
    except FoederaError:
        return ()


def _variants(structures: Sequence[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """The variants of each structure, each with the one before it."""
    found = []
    for (first, one), (second, other) in pairwise(structures):
        if first.partition("#")[0] == second.partition("#")[0] and first.partition("#")[0] != AS_IS:
            found.append((first, second, f"{one} / {other}"))
    return tuple(found)


Span = tuple[datetime.date, datetime.date]


def decade(day: datetime.date) -> Span:
    """The first and last day of the ten years around a day."""
    first = max(day.year // 10 * 10, datetime.MINYEAR)
    return datetime.date(first, 1, 1), datetime.date(day.year // 10 * 10 + 9, 12, 31)


def year_of(day: datetime.date) -> Span:
    """The first and last day of the year of a day."""
    return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)


def month_of(day: datetime.date) -> Span:
    """The first and last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def firsts(days: Sequence[datetime.date], size: Callable[[datetime.date], Span]) -> list[datetime.date]:
    """The first days of the decades, years or months in which something is dated."""
    return sorted({size(day)[0] for day in days})


def span(first: datetime.date, last: datetime.date) -> Given:
    """The parameters by which the timeline shows some days."""
    return {"since": first.isoformat(), "until": last.isoformat()}
