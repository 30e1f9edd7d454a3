"""What was promised, and what became of it: a table that sorts and filters, a file for a spreadsheet, a calendar."""

from __future__ import annotations

import datetime
import io
from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from starlette.responses import Response

from foedera import register
from foedera.exchange.calendar import calendar as icalendar
from foedera.exchange.deliverables import appointment, write_csv
from foedera.register import Deliverable
from foedera.register.stages import STAGES
from foedera.web.cards import Promised, undertaken
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask

_SHOWN = 100
_AT_ONCE = 500
_ORDERS: dict[str, Callable[[Promised], Any]] = {
    "due": lambda found: found.progress.due.latest.isoformat() if found.progress.due else "9999",
    "commitment": lambda found: found.entry.label.casefold(),
    "parties": lambda found: ", ".join(found.parties).casefold(),
    "stage": lambda found: found.progress.stage or "",
    "sources": lambda found: -found.entry.sources,
}


def table(ask: Ask) -> dict[str, Any]:
    """The deliverables within the filters, in the order asked for."""
    part = ask.part("/deliverables", chosen(ask), _SHOWN, **filters(ask))
    return {
        "deliverables": part.rows, "count": part.total, "part": part, "filters": filters(ask),
        "orders": tuple(_ORDERS), "stages": [stage for stages in STAGES.values() for stage in stages],
        "file": ask.moment.link("/deliverables.csv", **filters(ask)),
        "dates": ask.moment.link("/deliverables.ics", **filters(ask)),
        "today": ask.moment.on,
    }  # fmt: skip


def calendar(ask: Ask) -> dict[str, Any]:
    """A month of due dates."""
    month = _month(ask.given("month"), ask.moment.on[:7])
    due: dict[datetime.date, list[Promised]] = defaultdict(list)
    for each in chosen(ask):
        if each.progress.due is not None:
            due[each.progress.due.latest].append(each)
    weeks = Calendar(ask.room.language.first_weekday).monthdatescalendar(month.year, month.month)
    ahead = sorted(day for day in due if day.isoformat()[:7] > month.isoformat()[:7])
    behind = sorted(day for day in due if day.isoformat()[:7] < month.isoformat()[:7])
    return {
        "month": month, "weeks": weeks, "due": due, "today": ask.moment.on,
        "before": _link(ask, month - datetime.timedelta(days=1)),
        "after": _link(ask, month + datetime.timedelta(days=32)),
        "next_due": _link(ask, ahead[0]) if ahead else None, "last_due": _link(ask, behind[-1]) if behind else None,
    }  # fmt: skip


def download(ask: Ask) -> Response:
    """The same table as CSV, whole."""
    file = io.StringIO()
    write_csv(whole(ask), file)
    headers = {"Content-Disposition": 'attachment; filename="deliverables.csv"'}
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def appointments(ask: Ask) -> Response:
    """The due dates as iCalendar."""
    found = (appointment(each) for each in whole(ask))
    data = icalendar([each for each in found if each is not None], name="Foedera: due dates")
    headers = {"Content-Disposition": 'attachment; filename="deliverables.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


def chosen(ask: Ask) -> list[Promised]:
    """The deliverables within the filters, in the order asked for."""
    about, stage, only = ask.given("about").casefold().split(), ask.given("stage"), ask.given("only")
    found: Iterable[Promised] = every(ask, ask.given("party"))
    if about:
        found = (each for each in found if all(word in each.entry.said for word in about))
    if stage:
        found = (each for each in found if each.progress.stage == stage)
    if only == "overdue":
        found = (each for each in found if each.progress.is_overdue)
    if only == "reaffirmed":
        found = (each for each in found if each.progress.is_only_reaffirmed)
    order = ask.given("order")
    return sorted(found, key=_ORDERS.get(order, _ORDERS["due"]), reverse=ask.given("down") == "yes")


def every(ask: Ask, party: str = "") -> Sequence[Promised]:
    """All deliverables at a moment, of one party or of all, by due date."""
    found = ask.cards.promised(ask.moment.on)
    takes_part = undertaken(party)
    return [each for each in found if takes_part(each)] if party else found


def whole(ask: Ask) -> Iterator[Deliverable]:
    """The same with all their claims, some at a time."""
    some = chosen(ask)
    for start in range(0, len(some), _AT_ONCE):
        yield from with_claims(ask, some[start : start + _AT_ONCE])


def with_claims(ask: Ask, some: Sequence[Promised]) -> list[Deliverable]:
    """Deliverables with all their claims, in the order given."""
    on, known = ask.moment
    ids = [each.entry.id for each in some]
    found = {each.entry.id: each for each in register.deliverables(ask.record, as_of=on, known=known, ids=ids)}
    return [found[id] for id in ids if id in found]


def filters(ask: Ask) -> dict[str, str]:
    """The filters in an address."""
    return {name: ask.given(name) for name in ("party", "about", "stage", "only", "order", "down")}


def _month(text: str, otherwise: str) -> datetime.date:
    """The first day of a month; of another one where it is none, or lies at an end of the calendar."""
    for month in (text, otherwise):
        try:
            found = datetime.date.fromisoformat(f"{month}-01")
        except ValueError:
            continue
        if datetime.MINYEAR < found.year < datetime.MAXYEAR:
            return found
    return datetime.date(2000, 1, 1)


def _link(ask: Ask, day: datetime.date | None) -> str | None:
    if day is None:
        return None
    return ask.moment.link("/deliverables/calendar", party=ask.given("party"), month=day.isoformat()[:7])


PAGES = (
    Page("/deliverables", "deliverables.html", table, "Deliverables"),
    Page("/deliverables/calendar", "calendar.html", calendar),
)
FILES = (File("/deliverables.csv", download), File("/deliverables.ics", appointments))
