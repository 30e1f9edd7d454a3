"""What was promised, and what became of it: a table that sorts and filters, a file for a spreadsheet, a calendar."""

from __future__ import annotations

import datetime
import io
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from starlette.responses import Response

from foedera import register
from foedera.exchange.calendar import calendar as icalendar
from foedera.exchange.deliverables import appointment, write_csv
from foedera.model import QuestionError
from foedera.register import Deliverable
from foedera.register.days import day as day_of
from foedera.register.stages import STAGES
from foedera.web.cards import FOREVER, Promised, Stood
from foedera.web.pages.page import File, Page
from foedera.web.room import Ask

_SHOWN = 100
_AT_ONCE = 500
_FILTERS = ("party", "about", "stage", "only", "since", "until", "order", "down")
_ORDERS = ("due", "commitment", "parties", "stage", "sources")


def table(ask: Ask) -> dict[str, Any]:
    """The deliverables within the filters, in the order asked for."""
    part = ask.part("/deliverables", chosen(ask), _SHOWN, **filters(ask))
    return {
        "deliverables": part.rows, "count": part.total, "part": part, "filters": filters(ask),
        "orders": _ORDERS, "stages": [stage for stages in STAGES.values() for stage in stages],
        "file": ask.moment.link("/deliverables.csv", **filters(ask)),
        "dates": ask.moment.link("/deliverables.ics", **filters(ask)),
        "today": ask.moment.on,
    }  # fmt: skip


def calendar(ask: Ask) -> dict[str, Any]:
    """A month of due dates."""
    month = _month(ask.given("month"), ask.moment.on[:7])
    weeks = Calendar(ask.room.language.first_weekday).monthdatescalendar(month.year, month.month)
    found = chosen(ask)
    days = found.due
    due: dict[datetime.date, list[Promised]] = defaultdict(list)
    for each in found.only((days >= weeks[0][0].toordinal()) & (days <= weeks[-1][-1].toordinal())):
        if each.progress.due is not None:
            due[each.progress.due.latest].append(each)
    first, last = month.toordinal(), (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1).toordinal()
    ahead, behind = days[(days >= last) & (days < FOREVER)], days[days < first]
    return {
        "month": month, "weeks": weeks, "due": due, "shown": any(day in due for week in weeks for day in week),
        "today": ask.moment.on,
        "before": _link(ask, month - datetime.timedelta(days=1)),
        "after": _link(ask, month + datetime.timedelta(days=32)),
        "next_due": _link(ask, datetime.date.fromordinal(ahead.min())) if len(ahead) else None,
        "last_due": _link(ask, datetime.date.fromordinal(behind.max())) if len(behind) else None,
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


def chosen(ask: Ask) -> Stood:
    """The deliverables within the filters, in the order asked for."""
    stage, only = ask.given("stage"), ask.given("only")
    found = every(ask, ask.given("party"))
    if only == "overdue":
        found = found.only(found.overdue)
    if only == "reaffirmed":
        found = found.whose(lambda standing: standing.is_only_reaffirmed)
    if stage:
        found = found.whose(lambda standing: standing.stage == stage)
    since, until = (_bound(ask.given(name)) for name in ("since", "until"))
    if since is not None or until is not None:
        found = found.only((found.due >= (since or 0)) & (found.due <= (until or FOREVER - 1)))
    found = found.of(ask.cards.flags("", ask.given("about")))
    return _ordered(found, ask.given("order"), down=ask.given("down") == "yes")


def _ordered(found: Stood, order: str, *, down: bool) -> Stood:
    if order == "commitment":
        return found.by(order, lambda card: card.label.casefold(), down=down)
    if order == "parties":
        return found.by(
            order, lambda card: ", ".join(card.promise.parties).casefold() if card.promise else "", down=down
        )
    if order == "sources":
        return found.by(order, lambda card: -card.sources, down=down)
    if order == "stage":
        return found.standing(lambda standing: standing.stage or "", down=down)
    # They are in the order of due dates.
    return found.ordered(found.due, down=True) if down else found


def every(ask: Ask, party: str = "") -> Stood:
    """All deliverables at a moment, of one party or of all, by due date."""
    found = ask.cards.promised(ask.moment.on)
    return found.of(ask.cards.undertaken(party)) if party else found


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
    return {name: ask.given(name) for name in _FILTERS}


def _bound(text: str) -> int | None:
    """The number of a day on which something falls due; raises `QuestionError` where it is none."""
    return day_of(text).toordinal() if text else None


def _month(text: str, otherwise: str) -> datetime.date:
    """The first day of a month; of another one where it lies at an end of the calendar. Raises `QuestionError` where
    it is none."""
    for month in filter(None, (text, otherwise)):
        try:
            found = datetime.date.fromisoformat(f"{month}-01")
        except ValueError as error:
            raise QuestionError(f"{month} is no month: write it as 2024-06") from error
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
