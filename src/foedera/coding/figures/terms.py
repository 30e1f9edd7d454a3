"""Which currency a document means, for which year an amount stands, and by when it is due."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import msgspec

from foedera.coding.coder import Reading
from foedera.dates import dates, deadline
from foedera.language import Amount, Money
from foedera.model import ActorRef, Deadline, Edtf, Modality

_NEAR = 70  # characters behind an amount within which a date is its own
_DUE = re.compile(
    r"(?:by|before|no later|not later|until|till|as early|as soon|within|through|starting|"
    r"over the (?:next|coming)|prior)\b",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    r"(?:^|.*\s)(?:in|for|during|over|since|from|of|as of|between|throughout)\s+(?:the\s+)?$", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(r"[;:]|[.!?]\s|,\s(?!\d)|\b(?:that|while|but|after|when)\b|[$€£%]|\bpercent\b")
_BRACKET = re.compile(r"\s?\([^()]{0,30}\)")
_LEADING = re.compile(r"[\"“‘']?(?:By|Before|No later than|Within|Through)\b")
_NATION = re.compile(r"state:([A-Z]{3})$")
_PESOS = {"state:PHL": "PHP", "state:MEX": "MXN"}
_RUPEES = {"state:IND": "INR", "state:PAK": "PKR"}
_DOLLARS = {"au": "AUD", "nz": "NZD", "ca": "CAD", "sg": "SGD"}
_MARKS = {"A": "AUD", "AU": "AUD", "NZ": "NZD", "C": "CAD", "CA": "CAD", "S": "SGD"}
_MARK = re.compile(r"(?<![A-Z.])([A-Z]{1,3}|U\.S\.)[ ]?\$(?=[ ]?\d)")
_BESIDE = re.compile(r"[A-Z]\$ ?[\d.,]+[ -]?\w* \((?:about |around |or )?\$|\bUSD\b")
_SITE = re.compile(r"^\w+://[^/]*\.([a-z]{2})(?::\d+)?(?:/|$)")


class Time(msgspec.Struct, frozen=True):
    """The year or time for which an amount stands, and by when it is due."""

    base: Edtf | None = None
    due: Deadline | None = None


def money(reading: Reading) -> Money:
    """Which currencies a document means by "$", pesos, rupees and the sign of yen and yuan."""
    site = _SITE.match(reading.document.url or "")
    country = site[1] if site is not None else ""
    near = {ref.state or ref.id for mention in reading.mentions for ref in mention.refs}
    yuan = country == "cn" or ("state:JPN" not in near and "state:CHN" in near)
    dollar = _DOLLARS.get(country) or _marked(reading.document.text) or "USD"
    return Money(
        dollar=dollar, peso=_first(near, _PESOS), rupee=_first(near, _RUPEES),
        yen="CNY" if yuan else "JPY",
    )  # fmt: skip


def _marked(text: str) -> str | None:
    """The dollars that a document marks by letters ("A$40 million"), if it marks no others and gives none beside."""
    marks = {match[1] for match in _MARK.finditer(text)}
    return None if len(marks) != 1 or _BESIDE.search(text) else _MARKS.get(marks.pop())


def _first(near: Collection[str | None], codes: Mapping[str, str]) -> str | None:
    """The currency of the first of these states that a document names."""
    return next((code for state, code in codes.items() if state in near), None)


def time(
    reading: Reading, words: str, amount: Amount, owner: ActorRef | None, modality: Modality, following: int | None
) -> Time:
    """The dates of an amount: "by 2030" and years to come for what is planned are when it is due, others its base.

    `words` are those of the sentence, `following` is where its next amount starts.
    """
    published, country = reading.document.published, _country(owner)
    region = _region(words, amount.end, following)
    due = deadline(region, published, country)
    if due is not None and _DUE.match(due.text):
        return Time(None, due)
    base = _base(words, amount.end, len(region), published, country)
    if modality == "actual":
        return Time(base, None)
    ahead = base is not None and published is not None and base.after(published)
    return Time(None, due) if ahead and due is not None else Time(base, _led(words, amount, published, country))


def _led(words: str, amount: Amount, published: Edtf | None, country: str | None) -> Deadline | None:
    """The deadline with which the sentence begins: "By 2030, Japan will ..."."""
    if _LEADING.match(words) is None:
        return None
    found = deadline(words[: amount.start], published, country)
    return found if found is not None and words.find(found.text) <= 1 else None


def _region(words: str, start: int, following: int | None) -> str:
    """The words behind an amount that may date it: up to the next amount or clause."""
    region = words[start : min(start + _NEAR, len(words) if following is None else following)]
    bracket = _BRACKET.match(region)
    if bracket is not None:
        region = " " * bracket.end() + region[bracket.end() :]
    cut = _BREAK.search(region, 1)
    return region if cut is None else region[: cut.start()]


def _base(words: str, start: int, length: int, published: Edtf | None, country: str | None) -> Edtf | None:
    """The first date behind an amount that says for which time it stands."""
    for found in dates(words, published, country):
        if start <= found.start and found.end <= start + length:
            own = _is_of(words[start : found.start], words[found.start : found.end])
            # A decade is too vague for the time of a claim.
            return found.when if own and "X" not in found.when.text and "Y" not in found.when.text else None
    return None


def _is_of(between: str, date: str) -> bool:
    """Whether a date is that of the amount before it."""
    return _YEAR_OF.match(_BRACKET.sub("", between, count=1)) is not None or (
        len(between) < _NEAR and date.lower().startswith(("last ", "this ", "next "))
    )


def _country(owner: ActorRef | None) -> str | None:
    found = None if owner is None else _NATION.match(owner.state or owner.id or "")
    return None if found is None else found[1]
