"""Numbers in English text that have a unit: sums of money, shares, and counts of what an alliance counts.

What is counted stands in `counted.csv`. A number without such a unit (a page, an age, a time, a calibre, an article)
is no amount, and one that cannot be ("$-3 billion%", "1,23 troops") is none either.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

import msgspec

from foedera.model import Bound, Number


class Money(msgspec.Struct, frozen=True):
    """Which currency is meant by a sign or word that several countries have; None where it is not known."""

    dollar: str | None = "USD"
    peso: str | None = "PHP"
    rupee: str | None = "INR"
    yen: str | None = "JPY"


USUAL = Money()


class Amount(msgspec.Struct, frozen=True):
    """A number as written, from `start` to `end` in the text, multipliers applied.

    Either `value` is known or `low` and `high`. `unit` is an ISO 4217 code, `percent` or the noun counted; `of` is of
    what it is a share; `counted` is that noun with the words before it.
    """

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str
    of: str | None
    counted: str | None


_CARDINALS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1}
_SCALES = {
    "k": 10**3, "thousand": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9,
    "trillion": 10**12, "tn": 10**12, "hundred": 100, "dozen": 12,
}  # fmt: skip
_CODES = "USD|AUD|GBP|EUR|JPY|KRW|INR|PHP|CAD|NZD|CHF|SEK|NOK|DKK|PLN|TWD|CNY|SGD|UAH|RUB|PhP|Php"
_SIGN = rf"(?:U\.S\.\s?\$|(?:US|AU?|NZ|CA?|S|NT|HK)?\$|\$A(?=\d)|[€£¥₩₹₱]|(?:{_CODES})\s?\$?)"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_WORD = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,/$€£¥\u2010\u2011\u2013-])(?:(?P<symbol>{_SIGN})?\s?(?P<low>{_DIGITS})(?!\d)(?![.,]\d)|"
    rf"(?P<words>(?:half\s+an?|{_WORD})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"(?:[\s-](?:hundred|thousand|million|billion|trillion|dozen))*)(?![\w-]))",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\+?[\s-]?(thousand|million|billion|trillion|mn|bn|tn)\b|([kmb])\b", re.IGNORECASE)
_TO = re.compile(rf"\s?(?:-|–|to|and|or)\s?(?:{_SIGN})?({_DIGITS})(?!\d)(?![.,]\d)")
_PERCENT = re.compile(r"\s?(?:%|percent\b|per\s?cent\b|pct\b)(?!\s?-?point)(?!age)")
_OF = re.compile(
    r"\s(?:of|to)\s(?:(?:its|their|the|our|annual|national|own|total|(?-i:[A-Z])[\w.]*(?:\s(?-i:[A-Z])[\w.]*){0,2}['’]s?)"
    r"\s)*"
    r"(GDP|gross domestic product|GNP|gross national product|GNI|"
    r"(?:gross )?national income|(?:national |economic )?output)\b",
    re.IGNORECASE,
)
_SHARES = {"gross domestic product": "GDP", "gross national product": "GNP", "gdp": "GDP", "gnp": "GNP", "gni": "GNI"}
_CURRENCY = re.compile(
    r"[\s-](?:(U\.?S\.?|American|Australian|Canadian|New Zealand|Taiwan(?:ese)?|Singapore|Hong Kong)\s)?"
    r"(dollars?|euros?|pounds(?!\sof\s)|yen|won|yuan|renminbi|rupees|pesos|roubles|rubles|zloty|kronor|kroner|francs|shekels)\b"
)
_SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "$A": "AUD", "AU$": "AUD", "NZ$": "NZD", "C$": "CAD", "CA$": "CAD",
    "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₱": "PHP",
}  # fmt: skip
_CURRENCIES = {
    "euro": "EUR", "pound": "GBP", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB", "rouble": "RUB",
    "zloty": "PLN", "kronor": "SEK", "kroner": "NOK", "franc": "CHF", "shekel": "ILS",
}  # fmt: skip
_DOLLARS = {
    "australian": "AUD", "canadian": "CAD", "new zealand": "NZD", "taiwan": "TWD", "taiwanese": "TWD",
    "singapore": "SGD", "hong kong": "HKD",
}  # fmt: skip
_MANY = frozenset(["pound", "won", "franc", "yen"])  # of these, small numbers are weights, victories, or nothing
_CODE = re.compile(rf"\s({_CODES})\b")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NUMBERED = re.compile(
    r"\b(?:Leopard|Challenger|Type|Block|Mark|Mk|Merkava|Group|Force|Article|Articles|No\.?|Resolution|Pillar|Phase|Tranche|"
    r"Route|Section|Chapter|Annex|Figure|Table|[Pp]age|Room|Cay|Flight|Area|Level|Tier|Unit|Stage|Option|Increment|Number|"
    r"[Vv]ersion|Act|Rule|Line|Space|Fleet|Army|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s$|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$"
)
_YEAR = re.compile(r"(?:in|since|by|until|of|from|before|after|during|for|the|early|late)\s$", re.IGNORECASE)
_BOUNDS: dict[Bound, re.Pattern[str]] = {
    "at-least": re.compile(
        r"(?:at least|at the least|no (?:fewer|less) than|not less than|(?<!no )(?<!not )more than|"
        r"over|a minimum of|upwards? of|"
        r"exceed(?:ing|s|ed)?|in excess of|above|greater than|as low as)\s(?:an? (?:additional|extra|further) )?$",
        re.IGNORECASE,
    ),
    "at-most": re.compile(
        r"(?:at most|no(?:t)? more than|up to|less than|fewer than|under|below|a maximum of|as (?:many|much|high) as|"
        r"just short of)\s(?:an? (?:additional|extra|further) )?$",
        re.IGNORECASE,
    ),
    "about": re.compile(
        r"(?:about|around|roughly|some|nearly|almost|approximately|an estimated|estimated|close to|circa|near|"
        r"virtually|more or less|~)\s?(?:an? (?:additional|extra|further) )?$",
        re.IGNORECASE,
    ),
}  # fmt: skip
_BROKEN = re.compile(r"\s?[a-z]+-(?:\s|—|$)")  # a word that the speaker breaks off: "$200 tril- — billion"
_NO_PART = (  # words that never stand between a number and what it counts
    "their|its|our|his|her|they|we|reaffirm|and|at|of|in|the|to|from|for|by|on|with|when|after|before|as|is|are|was|were|will|have|has|had|that|who|which|or|if|per|"
    "mm|cm|m|km|kg|lb|nm|inch|foot|feet|caliber|calibre|th|st|nd|rd|am|pm|p|a"
)
_AFTER = re.compile(r"\s(?:or (?P<more>more)|or so|or (?P<less>less|fewer))\b", re.IGNORECASE)
_REACH = 40


@cache
def _counted() -> re.Pattern[str]:
    with (files(__package__) / "counted.csv").open(encoding="utf-8") as table:
        nouns = sorted({row["noun"] for row in csv.DictReader(table)}, key=len, reverse=True)
    word = rf"(?!(?:{_NO_PART})\b)(?:[A-Z][\w-]*\s\d{{1,3}}(?=\s)|[A-Za-z][\w.-]*)"
    return re.compile(rf"\s((?:{word}(?:,\s(?:and\s)?|\s(?:and\s)?)){{0,5}}?({'|'.join(nouns)}))\b(?!-)")


def amounts(text: str, money: Money = USUAL) -> Iterator[Amount]:
    """The numbers of a text that have a unit, in order. Linear in the length of the text."""
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        at = match.end()
        low = _value(match)
        if low is None:
            continue
        end, low, high = _range(text, at, low)
        amount = _with_unit(text, match, end, (low, high), money)
        if amount is not None:
            at = amount.end
            yield amount


def bound(text: str, start: int, end: int | None = None) -> Bound:
    """How exact the number from `start` to `end` is, by the words before and after it."""
    before = text[max(0, start - _REACH) : start]
    found = next((name for name, pattern in _BOUNDS.items() if pattern.search(before)), None)
    if found is not None or end is None:
        return found or "exact"
    after = _AFTER.match(text, end)
    if after is None:
        return "exact"
    return "at-least" if after["more"] else "at-most" if after["less"] else "about"


def _value(match: re.Match[str]) -> Number | None:
    """The number in figures or words; None where the commas do not stand at thousands, or "a" has nothing to count."""
    if match["low"] is not None:
        return _number(match["low"])
    words = re.split(r"[\s-]+", match["words"].lower())
    if words in (["one"], ["a"], ["an"]):
        return None
    total: Number = 0
    for word in words:
        if word == "half":
            total = 0.5
        elif word in _SCALES:
            total *= _SCALES[word]
        elif not (word in ("a", "an") and total):
            total += _CARDINALS[word]
    return int(total) if total == int(total) else total


def _number(digits: str) -> Number | None:
    if "," in digits and not _THOUSANDS.fullmatch(digits):
        return None
    plain = digits.replace(",", "")
    if len(plain) > 18:
        return None
    return float(plain) if "." in plain else int(plain)


def _range(text: str, at: int, low: Number) -> tuple[int, Number, Number | None]:
    """Where the number that starts with `low` and ends its digits at `at` ends, and its values, scales applied."""
    first = _SCALE.match(text, at)
    if first is not None:
        at = first.end()
    elif percent := _PERCENT.match(text, at):  # "2% to 5%"
        return _shares(text, at, percent.end(), low)
    second = _TO.match(text, at)
    high = None if second is None else _number(second[1])
    if second is None or high is None:
        return at, _scaled(low, first), None
    last = _SCALE.match(text, second.end())
    values = _scaled(low, first or last), _scaled(high, last)
    if values[0] >= values[1]:
        return at, _scaled(low, first), None
    return second.end() if last is None else last.end(), *values


def _shares(text: str, at: int, percent: int, low: Number) -> tuple[int, Number, Number | None]:
    second = re.compile(rf"\s?[-–]\s?({_DIGITS})(?=\s?%|\s?per)").match(text, percent)
    high = None if second is None else _number(second[1])
    if second is None or high is None or high <= low:
        return at, low, None
    return second.end(), low, high


def _scaled(value: Number, scale: re.Match[str] | None) -> Number:
    """The value with its scale applied, whole where it is whole: 2.2 million is 2200000."""
    times = 1 if scale is None else _SCALES[(scale[1] or scale[2]).lower()]
    if isinstance(value, int) or times == 1:
        return value * times
    product = Decimal(str(value)) * times
    return int(product) if product == int(product) else float(product)


def _with_unit(
    text: str, match: re.Match[str], at: int, values: tuple[Number, Number | None], money: Money
) -> Amount | None:
    """The amount, if a unit stands before the number or after `at`."""
    low, high = values
    unit = _unit(text, match, at, max(low, high or 0), money)
    if unit is None:
        return None
    end, name, of, counted = unit
    value, least, most = (low, None, None) if high is None else (None, low, high)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    plus = "+" in text[match.end() : at]
    return Amount(start, end, value, least, most, "at-least" if plus else bound(text, start, end), name, of, counted)


_Unit = tuple[int, str, str | None, str | None]


def _unit(text: str, match: re.Match[str], at: int, size: Number, money: Money) -> _Unit | None:
    """Where the unit ends, its name, of what it is a share, and what is counted."""
    percent = _PERCENT.match(text, at)
    if match["symbol"]:
        if _BROKEN.match(text, at):
            return None
        code = _code(match["symbol"].strip(), money)
        return None if percent is not None or code is None else (at, code, None, None)
    if percent is not None:
        of = _OF.match(text, percent.end())
        return (percent.end(), "percent", None, None) if of is None else (of.end(), "percent", _share(of[1]), None)
    coded = _CODE.match(text, at)
    if coded is not None:
        return coded.end(), coded[1].upper(), None, None
    currency = _CURRENCY.match(text, at)
    if currency is not None:
        name = _currency(currency, size, money)
        return None if name is None else (currency.end(), name, None, None)
    counted = _counted().match(text, at)
    if counted is None or _counts_nothing(text, match, counted[1]):
        return None
    return counted.end(), counted[2], None, counted[1]


def _code(symbol: str, money: Money) -> str | None:
    if symbol == "$":
        return money.dollar
    if symbol == "¥":
        return money.yen
    return _SYMBOLS.get(symbol.upper().replace(" ", ""), symbol.upper().rstrip("$ "))


def _currency(match: re.Match[str], size: Number, money: Money) -> str | None:
    """The code of a currency written as a word."""
    whose, word = (match[1] or "").lower(), match[2].removesuffix("s")
    if word in _MANY and size < 1000:
        return None
    if word == "dollar":
        return _DOLLARS.get(whose, "USD" if whose else money.dollar)
    known = {"yen": "JPY", "peso": money.peso, "rupee": money.rupee}
    return known[word] if word in known else _CURRENCIES[word]


def _share(words: str) -> str:
    return _SHARES.get(words.lower(), words)


def _counts_nothing(text: str, match: re.Match[str], counted: str) -> bool:
    """Whether the number counts nothing: the year of "in 1993 troops", the model of "Leopard 2 tanks"."""
    low = max(0, match.start() - 20)
    if _NUMBERED.search(text[low : match.start("low") if match["low"] else match.start()]):
        return True
    if match["low"] is None or re.fullmatch(r"\d{4}", match["low"]) is None or not 1800 <= int(match["low"]) <= 2100:
        return False
    return " " in counted or _YEAR.search(text[low : match.start("low")]) is not None
