"""Numbers whose noun stands elsewhere in the sentence: "from four to six" of ships, "nine relating to" of groups, a
strength of troops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.language import Amount, amounts

_N = (
    r"\d{1,3}(?:,\d{3})+|\d+|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
)
_CHANGED = re.compile(
    r"\bnumber of (?P<noun>(?:[\w.-]+ ){0,4}?(?:[\w.-]+?s|aircraft|personnel))\b[^;:.]{0,60}?"
    rf"\b(?:from (?P<low>{_N}) )?to (?P<high>{_N})\b(?!-|\s?%|\s?percent|[.,]\d)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"(?:\(|,\s|;\s|\band\s)(?P<number>(?:{_N}))"
    r"(?= (?:relating to|focused on|focusing on|dealing with|devoted to|of which|of them|of these|for|in|on)\b)",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\b(?:(?:troop|force|personnel|active[- ]duty|end) (?:strength|levels?|numbers|cap|ceiling)|headcount|manpower)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:\b(?:strength|levels?|numbers|cap|ceiling|headcount|manpower)"
    r"(?:\s?[-–—,(]\s?|\s(?:of|is|was|at|to|stands at|stood at|reached)\s)|\b(?:target|goal|ceiling|cap|minimum) of\s)"
    r"(?:(?:about|around|roughly|some|nearly|almost|approximately|over|more than|at least|up to|only)\s)?"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{4,}))\b(?!\s?%|[.,]\d|\s(?:dollars|euros))",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"\b(?P<more>another |the other |an additional |a further )?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{2,3}}|{_N})"
    r"(?= (?:more\b|others\b|of (?:them|whom|which)\b|(?:are|were|was|have|had|will|would|return|remain|arriv|deploy|"
    r"serv|stay)\w*\b|(?:in|from|at|to|on)(?: the)? [A-Z]))",
    re.IGNORECASE,
)
_BODIES = frozenset(
    "troops soldiers personnel marines sailors airmen forces members people civilians jets aircraft planes fighters "
    "ships warships vessels destroyers frigates submarines tanks missiles drones helicopters officers refugees".split()
)
_MOST_PARTS = 120  # characters of a bracket that tells the parts of a count


_DATE = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d")


class Elliptic(msgspec.Struct, frozen=True):
    """An amount without its noun, and from where to where the noun stands in the sentence."""

    amount: Amount
    low: int
    high: int


def ellipses(text: str) -> Iterator[Elliptic]:
    """The numbers of a sentence whose noun stands elsewhere in it, in no order."""
    found = list(amounts(text))
    for elliptic in (*_changed(text), *_parts(text, found), *_levels(text), *_others(text, found)):
        amount = elliptic.amount
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            yield elliptic


def _changed(text: str) -> Iterator[Elliptic]:
    """ "The number of destroyers from four to six"."""
    for match in _CHANGED.finditer(text):
        noun = match["noun"]
        for name in ("low", "high"):
            if match[name] is not None:
                yield from _of(text, match.start(name), match.end(name), noun, match.start("noun"))


def _parts(text: str, found: Sequence[Amount]) -> Iterator[Elliptic]:
    """ "Twelve battalions (eight in the north and four in the south)": parts that make up the count before them."""
    for whole in found:
        at = text.find("(", whole.end, whole.end + _MOST_PARTS)
        close = text.find(")", at) if at >= 0 else -1
        if whole.counted is None or whole.value is None or close < 0:
            continue
        parts: list[Elliptic] = []
        for match in _PARTS.finditer(text, at, close):
            low = whole.end - len(whole.counted)
            parts += _of(text, match.start("number"), match.end("number"), whole.counted, low)
        if len(parts) > 1 and sum(part.amount.value or 0 for part in parts) == whole.value:
            yield from parts


def _levels(text: str) -> Iterator[Elliptic]:
    """ "Troop strength - around 166,000 - lags the target of 170,000"."""
    strength = _STRENGTH.search(text)
    if strength is None:
        return
    for match in _LEVEL.finditer(text, strength.start()):
        yield from _of(text, match.start("number"), match.end("number"), "troops", strength.start(), strength.end())


def _others(text: str, found: Sequence[Amount]) -> Iterator[Elliptic]:
    """ "60,000 troops are there, even after 2,000 return from Iraq and another 100 were sent"."""
    first = next((amount for amount in found if amount.counted and amount.unit in _BODIES), None)
    if first is None or first.counted is None:
        return
    for match in _ANOTHER.finditer(text, first.end):
        plain = match["more"] is None and "," not in match["number"] and not match["number"].isdigit()
        if not plain and not _DATE.search(text, match.start(), match.end() + 1):
            low = first.end - len(first.counted)
            yield from _of(text, match.start("number"), match.end("number"), first.counted, low)


def _of(text: str, start: int, end: int, noun: str, low: int, high: int | None = None) -> Iterator[Elliptic]:
    """The number from `start` to `end` as a count of `noun`, which stands at `low`, by the grammar of amounts."""
    before = text[max(0, start - 40) : start]
    for amount in amounts(f"{before}{text[start:end]} troops"):
        if amount.start == len(before) and amount.value is not None:
            unit = noun.rsplit(maxsplit=1)[-1]
            moved = msgspec.structs.replace(amount, start=start, end=end, unit=unit, counted=noun)
            yield Elliptic(moved, low, low + len(noun) if high is None else high)
