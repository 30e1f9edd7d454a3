"""The two dates that every page is asked for: which day in the world, and what was known when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Self
from urllib.parse import urlencode

from foedera.model import Edtf, EdtfError, QuestionError

LONGEST = 40


class Moment(NamedTuple):
    """`on` is a day in the world, as ISO 8601; `known` is a moment of record time, as ISO 8601 in UTC.

    An address that carries both shows the same thing for ever.
    """

    on: str
    known: str

    @classmethod
    def of(cls, query: Mapping[str, str], now: Self) -> Self:
        """The moment that an address asks for; what it does not say is that of `now`.

        Raises `QuestionError` where it says what is no date, or no moment.
        """
        return cls(_day(query.get("on", "").strip() or now.on), _known(query.get("known", "").strip() or now.known))

    @property
    def query(self) -> dict[str, str]:
        """Both, as parameters of an address."""
        return {"on": self.on, "known": self.known}

    @property
    def known_day(self) -> str:
        """The day of record time."""
        return self.known[:10]

    def link(self, path: str, **more: str | None) -> str:
        """The address of a page at this moment; parameters that are None or empty are left out."""
        if not more:
            return f"{path}?{_address(self.on, self.known)}"
        given = {name: value for name, value in more.items() if value}
        return f"{path}?{urlencode(given)}{'&' if given else ''}{_address(self.on, self.known)}"


@lru_cache(maxsize=64)
def _address(on: str, known: str) -> str:
    return urlencode({"on": on, "known": known})


def written(moment: datetime.datetime) -> str:
    """A moment of record time as an address has it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _day(text: str) -> str:
    try:
        day = Edtf.parse(text[:LONGEST]).latest
    except EdtfError:
        day = None
    if day is None:
        raise QuestionError(f"not a day: {text[:LONGEST]!r}: write it as 2024-04-09")
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _known(text: str) -> str:
    try:
        if len(text) == len("2024-05-01"):
            return written(
                datetime.datetime.combine(datetime.date.fromisoformat(text), datetime.time.max, datetime.UTC)
            )
        found = datetime.datetime.fromisoformat(text[:LONGEST])
    except ValueError:
        raise QuestionError(f"not a moment: {text[:LONGEST]!r}: write 2024-05-01 or 2024-05-01T12:00:00Z") from None
    return written(found if found.tzinfo else found.replace(tzinfo=datetime.UTC))
