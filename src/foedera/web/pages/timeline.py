"""What happened and what falls due, in order, from decades to days."""

from __future__ import annotations

import datetime
from typing import Any

from foedera.model import QuestionError
from foedera.web import charts
from foedera.web.cards import Items
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_LISTED = 100
_DRAWN = 300
_LONGEST = 120
_ZOOMS = (31, 366, 3_653, 36_525)
"""Days that the timeline shows at each step of its zoom."""


def timeline(ask: Ask) -> dict[str, Any]:
    """The items between two days, drawn and listed."""
    items = _items(ask)
    since, until = _bounds(ask, items)
    shown = items.within(since, until)
    actor, about = ask.given("actor"), ask.given("about")
    given = {"since": ask.given("since"), "until": ask.given("until"), "actor": actor, "about": about}
    part = ask.part("/timeline", shown, _LISTED, **given)
    return {
        "items": part.rows, "part": part, "since": since, "until": until, "actor": actor, "about": about,
        "drawing": _drawing(ask, shown, (until - since).days),
        "zooms": list(_zooms(ask, since, until)),
    }  # fmt: skip


def _items(ask: Ask) -> Items:
    return ask.cards.dated(ask.moment.on).of(ask.cards.flags(ask.given("actor"), ask.given("about")))


def _bounds(ask: Ask, items: Items) -> tuple[datetime.date, datetime.date]:
    """The days asked for; else all of them."""
    first, last = (items[0].day, items[-1].day) if items else (_day(ask.moment.on), _day(ask.moment.on))
    since = _day(ask.given("since")) if ask.given("since") else first
    until = _day(ask.given("until")) if ask.given("until") else max(last, since)
    if until < since:
        raise QuestionError(f"{until} is before {since}: give the earlier day first")
    return since, until


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"not a day: {text[:40]!r}: write it as 2024-04-09") from None


def _zooms(ask: Ask, since: datetime.date, until: datetime.date) -> Any:
    """Links that show less, more, what came before, and what came after."""
    days = (until - since).days
    middle = since + (until - since) / 2
    closer = [size for size in _ZOOMS if size < days]
    wider = [size for size in _ZOOMS if size > days]
    if closer:
        yield "closer", _link(ask, middle, closer[-1])
    yield ("wider", _link(ask, middle, wider[0])) if wider else ("everything", _link(ask, None, 0))
    yield "earlier", _link(ask, _moved(middle, -days), days)
    yield "later", _link(ask, _moved(middle, days), days)


def _link(ask: Ask, middle: datetime.date | None, days: int) -> str:
    given = {"actor": ask.given("actor"), "about": ask.given("about")}
    if middle is None:
        return ask.moment.link("/timeline", **given)
    since, until = _moved(middle, -days // 2), _moved(middle, days // 2)
    return ask.moment.link("/timeline", since=since.isoformat(), until=until.isoformat(), **given)


def _moved(day: datetime.date, days: int) -> datetime.date:
    low, high = datetime.date(1, 1, 1).toordinal(), datetime.date(9999, 12, 31).toordinal()
    return datetime.date.fromordinal(min(max(day.toordinal() + days, low), high))


def _drawing(ask: Ask, shown: Items, days: int) -> Any:
    if not shown:
        return None
    if len(shown) <= _DRAWN:
        return ask.drawing(
            charts.events,
            [
                {
                    "day": item.day.isoformat(), "kind": item.entry.kind,
                    "label": f"{item.day}: {item.what}: {item.entry.label}"[:_LONGEST],
                    "href": f"/entries/{item.entry.id}",
                }
                for item in shown
            ],
        )  # fmt: skip
    year = days > _ZOOMS[1] * 3
    counted = shown.counted("Y" if year else "M")
    return ask.drawing(
        charts.counts,
        [{"day": first.isoformat(), "kind": kind, "count": number} for first, kind, number in counted],
    )


PAGES = (Page("/timeline", "timeline.html", timeline, "Timeline"),)
