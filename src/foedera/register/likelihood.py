"""What words of likelihood mean as a probability, by the terms of ICD 203, or by the number in them.

Intelligence Community Directive 203, Analytic Standards (Office of the Director of National Intelligence, 2 January
2015), section D.6.e(2)(a), gives a range to each of its terms; the middle of the range is taken. Words that it does not
have ("may", "more likely") have no probability: none is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from foedera.register.tables import rows

_LEADS = frozenset("will would is are was were be been seems seem it that looks look quite a an".split())
_WORDS = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)")
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_IN = re.compile(rf"\b{_NUMBER} (?:chance )?in {_NUMBER}\b")
_TO = re.compile(r"\b(\d{1,3}) to (\d{1,3})\b")


class Probability(msgspec.Struct, frozen=True):
    """A probability from 0 to 1: `value`, and the range that the words leave open."""

    value: float
    low: float
    high: float


def probability(words: str | None) -> Probability | None:
    """The probability that words of likelihood state ("almost certain", "70 percent", "one in three"); None where they
    state none."""
    if words is None:
        return None
    small = words.casefold()
    number = _number(small)
    if number is not None:
        return Probability(number, number, number)
    kept = _WORDS.findall(small)
    while kept and kept[0] in _LEADS and " ".join(kept) not in _terms():
        kept = kept[1:]
    return _terms().get(" ".join(kept))


@cache
def _terms() -> Mapping[str, Probability]:
    found = {row["words"]: (float(row["low"]), float(row["high"])) for row in rows("likelihoods")}
    return MappingProxyType({words: Probability((low + high) / 2, low, high) for words, (low, high) in found.items()})


def _number(words: str) -> float | None:
    percent = _PERCENT.search(words)
    if percent is not None:
        return _within(float(percent[1]), 100)
    share = _IN.search(words)
    if share is not None:
        return _within(_counted(share[1]), _counted(share[2]))
    odds = _TO.search(words)
    return None if odds is None else _within(float(odds[1]), float(odds[1]) + float(odds[2]))


def _counted(word: str) -> float:
    return float(_NUMBERS.get(word) or word)


def _within(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 and part <= whole else None
