"""What was promised, and what became of it: a table that sorts and filters, a file for a spreadsheet, a calendar."""

from __future__ import annotations

import datetime
import io
from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response

from foedera import register
from foedera.exchange.calendar import calendar as icalendar
from foedera.exchange.deliverables import appointment, write_csv
from foedera.register import Deliverable
from foedera.register.stages import STAGES
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask

_SHOWN = 200
_ORDERS: dict[str, Callable[[Deliverable], Any]] = {
    "due": lambda found: found.progress.due.latest.isoformat() if found.progress.due else "9999",
    "commitment": lambda found: found.entry.label.casefold(),
    "parties": lambda found: ", ".join(found.parties).casefold(),
    "stage": lambda found: found.progress.stage or "",
    "sources": lambda found: -_sources(found),
}


def table(ask: Ask) -> dict[str, Any]:
    """The deliverables within the filters, in the order asked for."""
    found = chosen(ask)
    start = int(ask.given("start")) if ask.given("start").isdigit() else 0
    end = start + ask.room.most(_SHOWN)
    shown, more = found[start:end], end < len(found)
    return {
        "deliverables": shown, "count": len(found), "start": start, "filters": filters(ask),
        "orders": tuple(_ORDERS), "stages": [stage for stages in STAGES.values() for stage in stages],
        "after": ask.moment.link("/deliverables", **filters(ask), start=str(end)) if more else None,
        "file": ask.moment.link("/deliverables.csv", **filters(ask)),
        "dates": ask.moment.link("/deliverables.ics", **filters(ask)),
        "today": ask.moment.on,
    }  # fmt: skip


def calendar(ask: Ask) -> dict[str, Any]:
    """A month of due dates."""
    month = _month(ask.given("month"), ask.moment.on[:7])
    due: dict[datetime.date, list[Deliverable]] = defaultdict(list)
    for each in chosen(ask):
        if each.progress.due is not None:
            due[each.progress.due.latest].append(each)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    ahead = sorted(day for day in due if day.isoformat()[:7] > month.isoformat()[:7])
    behind = sorted(day for day in due if day.isoformat()[:7] < month.isoformat()[:7])
    return {
        "month": month, "weeks": weeks, "due": due, "today": ask.moment.on,
        "before": _link(ask, month - datetime.timedelta(days=1)),
        "after": _link(ask, month + datetime.timedelta(days=32)),
        "next_due": _link(ask, ahead[0]) if ahead else None, "last_due": _link(ask, behind[-1]) if behind else None,
    }  # fmt: skip


def download(ask: Ask) -> Response:
    """The same table as CSV."""
    file = io.StringIO()
    write_csv(chosen(ask), file)
    headers = {"Content-Disposition": 'attachment; filename="deliverables.csv"'}
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def appointments(ask: Ask) -> Response:
    """The due dates as iCalendar."""
    found = (appointment(each) for each in chosen(ask))
    data = icalendar([each for each in found if each is not None], name="Foedera: due dates")
    headers = {"Content-Disposition": 'attachment; filename="deliverables.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


def chosen(ask: Ask) -> list[Deliverable]:
    """The deliverables that the filters of an address let through, ordered as it says."""
    party, about, stage = ask.given("party"), ask.given("about").casefold(), ask.given("stage")
    only = ask.given("only")
    found: Iterable[Deliverable] = every(ask, party or None)
    if about:
        found = (each for each in found if all(word in each.entry.label.casefold() for word in about.split()))
    if stage:
        found = (each for each in found if each.progress.stage == stage)
    if only == "overdue":
        found = (each for each in found if each.progress.is_overdue)
    if only == "reaffirmed":
        found = (each for each in found if each.progress.is_only_reaffirmed)
    order = ask.given("order")
    return sorted(found, key=_ORDERS.get(order, _ORDERS["due"]), reverse=ask.given("down") == "yes")


def every(ask: Ask, party: str | None = None) -> tuple[Deliverable, ...]:
    """All deliverables at a moment, of one party or of all."""
    on, known = ask.moment
    return ask.room.cached(
        ("deliverables", on, known, party),
        lambda: register.deliverables(ask.record, as_of=on, known=known, party=party),
    )


def filters(ask: Ask) -> dict[str, str]:
    """The filters in an address."""
    return {name: ask.given(name) for name in ("party", "about", "stage", "only", "order", "down")}


def _sources(found: Deliverable) -> int:
    return len({member.source.id for member in found.entry.members})


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
