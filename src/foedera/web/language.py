"""The language of pages: their words, days and numbers, all from one gettext catalogue.

English stands in the templates. A catalogue in another language also says how that language writes a day, a month and
a number: these are messages like others, with the context `format`, `month`, `weekday` or `number`.
"""

from __future__ import annotations

import datetime
import html
import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from markupsafe import Markup, escape

from foedera.model import UsageError
from foedera.web.escaping import Templates

DOMAIN = "foedera"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = ("spring %(year)s", "summer %(year)s", "autumn %(year)s", "winter %(year)s")
DOUBTS = {"~": "about %(day)s", "?": "perhaps %(day)s", "%": "perhaps about %(day)s"}
DECADE = "%(year)ss"
_LOOSE = re.compile(r"(?P<year>\d{3}[\dX])(?:-(?P<season>2[1-4])|(?P<rest>(?:-\d\d){0,2}))(?P<mark>[~?%]?)")
_IN_DRAWING = re.compile(r"""(<text[^>]*>|aria-label=")([^<>"]+)(</text>|")""")
_RECORD = "en"
"""The language of what a record says: of its documents as they are read, of labels, claims and reasons."""
SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Language:
    """A language by its tag (BCP 47), with the catalogue of its words (None: the English of the templates)."""

    def __init__(self, tag: str = "en", words: NullTranslations | None = None) -> None:
        self.tag, self._words = tag, words or NullTranslations()
        self._is_record = tag.partition("-")[0].lower() == _RECORD

    def install(self, templates: Templates) -> None:
        """Lets templates speak it: `_("…")`, `{% trans %}`, the filters `word`, `day`, `date`, `month`, `weekday`,
        `period`, `number`, `decimal`, `percent`, `filled`; `said`, `told` and `spoken` mark what the record says.

        `word` is for words of our own vocabulary that come as values (a stage, a kind); what it gives is still escaped.
        """
        templates.install_gettext_translations(self._words, newstyle=True)  # type: ignore[attr-defined]
        templates.say = self._words.gettext
        templates.filters.update(
            word=self.word, day=self.day, month=self.month, weekday=self.weekday, number=self.number, date=self.date,
            decimal=self.decimal, percent=self.percent, said=self.said, told=self.told, filled=self.filled,
            period=self.period,
        )  # fmt: skip
        templates.globals["language"] = self.tag
        templates.globals["spoken"] = "" if self._is_record else Markup(f' lang="{_RECORD}"')  # noqa: S704 - a constant

    def said(self, text: object) -> Markup:
        """Words of the record within a page: marked as being in its language where the page is in another."""
        shown = escape("" if text is None else text)
        return shown if self._is_record else Markup('<span lang="{}">{}</span>').format(_RECORD, shown)

    def told(self, text: object) -> Markup:
        """A word that may be of our own vocabulary: in the language of the page, else marked as of the record."""
        written = "" if text is None else str(text)
        found = self.word(written)
        return escape(found) if self._is_record or found != written else self.said(written)

    def filled(self, text: str, **values: object) -> Markup:
        """A sentence of our own vocabulary with its places (`%(name)s`) filled; these are escaped."""
        return escape(self.word(text)) % {name: escape(value) for name, value in values.items()}

    def drawn(self, drawing: str) -> str:
        """A drawing (SVG) with the words in it that are of our own vocabulary, and names of months, in the language."""
        return drawing if self._is_record else _IN_DRAWING.sub(self._in_drawing, drawing)

    def _in_drawing(self, found: re.Match[str]) -> str:
        text = html.unescape(found[2])
        month = self._words.pgettext("month", text)
        return f"{found[1]}{escape(self.word(text) if month == text else month)}{found[3]}"

    def word(self, text: str | None) -> str:
        """A word of our own vocabulary; empty where there is none."""
        return self._words.gettext(text) if text else ""

    def day(self, value: datetime.date | str) -> str:
        """A day of the calendar, in full: 9 April 2024. What is no whole day (a month, an interval) stays as it is."""
        day = _date(value)
        if day is None:
            return str(value)
        pattern = self._words.pgettext("format", "{day} {month} {year}")
        return pattern.format(day=day.day, month=self._month(day), number=day.month, year=day.year)

    def month(self, day: datetime.date) -> str:
        """The month of a day: April 2024."""
        return self._words.pgettext("format", "{month} {year}").format(
            month=self._month(day), number=day.month, year=day.year
        )

    def date(self, value: object) -> str:
        """A day as tables have it: 2024-04-09. What is no whole day (a month, an interval) stays as it is written,
        but for the signs of EDTF for seasons, decades and doubt, which have words: summer 1945, about 1949."""
        day = None if value is None else _date(value)
        if day is None:
            return "" if value is None else self._loose(str(value))
        pattern = self._words.pgettext("format", "{year:04}-{month:02}-{day:02}")
        return pattern.format(day=day.day, month=day.month, year=day.year)

    def _loose(self, written: str) -> str:
        """A date in EDTF that is no whole day."""
        found = _LOOSE.fullmatch(written)
        if found is None:
            return self._interval(written) or written
        year, season, rest, mark = found["year"], found["season"], found["rest"] or "", found["mark"]
        if season is not None:
            said = self._words.gettext(SEASONS[int(season) - 21]) % {"year": year}
        else:
            said = self._words.gettext(DECADE) % {"year": f"{year[:3]}0"} if year[3] == "X" else f"{year}{rest}"
        return self._words.gettext(DOUBTS[mark]) % {"day": said} if mark else said

    def _interval(self, written: str) -> str | None:
        """An interval in words; None for what is none, or has an open end."""
        first, parted, last = written.partition("/")
        if not parted or first in ("", "..") or last in ("", ".."):
            return None
        return self._words.gettext("%(first)s to %(last)s") % {"first": self.date(first), "last": self.date(last)}

    def period(self, value: object) -> Markup:
        """A time of the actor base (EDTF): since, until, from and to; empty where both ends are open."""
        first, parted, last = ("" if value is None else str(value)).partition("/")
        ends = [self.said(self.date(end)) for end in (first, last) if end not in ("", "..")]
        if not parted or not ends:
            return ends[0] if ends else Markup("")
        if len(ends) == 2:
            return self.filled("%(first)s to %(last)s", first=ends[0], last=ends[1])
        return self.filled("until %(day)s" if first in ("", "..") else "since %(day)s", day=ends[0])

    def weekday(self, day: datetime.date) -> str:
        """The name of a day of the week, short."""
        return self._words.pgettext("weekday", SHORT[day.weekday()])

    def number(self, value: float) -> str:
        """A number with separated thousands: 12,000."""
        return self._marked(f"{value:,}")

    def decimal(self, value: float, digits: int = 2) -> str:
        """A number with so many digits after the point: 0.64."""
        return self._marked(f"{value:,.{digits}f}")

    def percent(self, value: float, digits: int = 0) -> str:
        """A share in percent: 64 %."""
        return self._words.pgettext("format", "{number} %").format(number=self.decimal(value * 100, digits))

    def _marked(self, written: str) -> str:
        """A number with the marks of the language for thousands and the point."""
        comma, point = self._words.pgettext("number", ","), self._words.pgettext("number", ".")
        return written.replace(",", "\0").replace(".", point).replace("\0", comma)

    @property
    def first_weekday(self) -> int:
        """The first day of the week, from 0 for Monday."""
        return WEEKDAYS.index(name) if (name := self._words.pgettext("first weekday", "Monday")) in WEEKDAYS else 0

    def _month(self, day: datetime.date) -> str:
        return self._words.pgettext("month", MONTHS[day.month - 1])


def language_of(tag: str, catalogues: Path | None = None) -> Language:
    """A language by its tag, from `catalogues`/TAG/LC_MESSAGES/foedera.mo; English needs none.

    Raises `UsageError` where there is no such catalogue, or it cannot be read.
    """
    if tag == "en" and catalogues is None:
        return Language()
    path = (catalogues or Path()) / tag / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if catalogues is None or not tag.replace("-", "").isalnum() or not path.is_file():
        raise UsageError(f"no catalogue for the language {tag[:40]!r}: give --catalogues with TAG/LC_MESSAGES")
    try:
        with path.open("rb") as file:
            return Language(tag, GNUTranslations(file))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(f"{path} is no catalogue that can be read: {error}") from None


def _date(value: object) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
