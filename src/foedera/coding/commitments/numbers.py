"""The figures of a commitment: sums, shares and counts, digits and number words alike, as bodies of the contract's
figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.commitments.clauses import Syntax
from foedera.language import amounts
from foedera.model import ActorRef, Bound, Figure, Number

_CODES = "USD AUD GBP EUR JPY KRW INR PHP CAD NZD CHF SEK NOK DKK PLN TWD CNY SGD UAH".split()
_CODED = re.compile(
    rf"\b(?P<unit>{'|'.join(_CODES)}|PhP)\s?(?P<value>\d+(?:,\d{{3}})*(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion))?\b"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen "
        "nineteen twenty".split(),
        2,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_UNCOUNTED = frozenset(
    "country nation state leader side party government minister president secretary partner ally member people power "
    "capital democracy economy neighbor neighbour continent ocean pillar article paragraph chapter section page "
    "part time "
    "year month week day hour minute decade century fiscal quarter half third percent cent degree million billion "
    "trillion "
    "thousand hundred anniversary person man woman counterpart general official resolution line front".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_BOUNDS: dict[Bound, re.Pattern[str]] = {
    "at-least": re.compile(
        r"(?:at least|no (?:fewer|less) than|more than|over|a minimum of|upwards? of|exceed(?:ing|s)?|in excess of|"
        r"above)\s(?:an additional |some )?$",
        re.IGNORECASE,
    ),
    "at-most": re.compile(
        r"(?:at most|no more than|not more than|up to|less than|fewer than|under|a maximum of|"
        r"as (?:many|much) as)\s(?:an additional )?$",
        re.IGNORECASE,
    ),
    "about": re.compile(
        r"(?:about|around|roughly|some|nearly|almost|approximately|(?:an )?estimated|close to|circa|~)\s?$",
        re.IGNORECASE,
    ),
}


class Counted(msgspec.Struct, frozen=True):
    """A number as written, from `start` to `end` in the text given; multipliers applied."""

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    of: str | None
    quantity: str | None


def figures(tree: Syntax, words: str, start: int, act: str, actor: ActorRef | None) -> tuple[Figure, ...]:
    """The figures in `words`, which begin at the offset `start`. `act` names what is measured where no noun does."""
    found = sorted({one.start: one for one in _found(tree, words, start)}.values(), key=lambda one: one.start)
    kept: list[Counted] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(
        Figure(
            quantity=one.quantity or act, value=one.value, low=one.low, high=one.high, bound=bound(words, one.start),
            unit=one.unit, of=one.of, actor=actor, base=None, due=None,
        )
        for one in kept
    )  # fmt: skip


def bound(words: str, at: int) -> Bound:
    """How exact a number that begins at `at` is, by the words before it."""
    before = words[max(0, at - 30) : at]
    return next((name for name, pattern in _BOUNDS.items() if pattern.search(before)), "exact")


def _found(tree: Syntax, words: str, start: int) -> Iterator[Counted]:
    """Counts by syntax, then sums and shares, so that these win where both begin at one place."""
    yield from _counts(tree, words, start)
    for amount in amounts(words):
        if words[amount.start : amount.end].endswith("pounds") and words.startswith(" of ", amount.end):
            continue  # a weight
        yield Counted(
            amount.start, amount.end, amount.value, amount.low, amount.high, amount.unit, amount.of, amount.counted
        )
    for match in _CODED.finditer(words):
        value = _number(match["value"])
        if value is not None:
            times = _SCALES.get(match["scale"] or "", 1)
            yield Counted(match.start(), match.end(), value * times, None, None, match["unit"].upper(), None, None)


def _counts(tree: Syntax, words: str, start: int) -> Iterator[Counted]:
    """Numbers that count a noun: "two submarines", "1,200 personnel"."""
    for index, token in enumerate(tree.tokens):
        noun = tree.tokens[token.head]
        inside = start <= token.start and noun.end <= start + len(words)
        if token.tag != "CD" or token.dep != "nummod" or token.head < index or not inside:
            continue
        value = _WORDS.get(token.text.lower()) or (_number(token.text) if _DIGITS.fullmatch(token.text) else None)
        if value is not None and (value <= 1 or noun.tag in ("NNS", "NNPS")) and _is_count(tree, index):
            quantity = words[token.end - start : noun.end - start].strip()
            yield Counted(token.start - start, noun.end - start, value, None, None, noun.text.lower(), None, quantity)


def _is_count(tree: Syntax, index: int) -> bool:
    """Whether a number counts things: no parties, years or times, nor "Article 5", "four-star", "155-millimetre"."""
    token, noun = tree.tokens[index], tree.tokens[tree.tokens[index].head]
    if noun.pos != "NOUN" or noun.lemma.lower() in _UNCOUNTED or not noun.text.islower() or _is_year(token.text):
        return False
    if tree.tokens[min(index + 1, len(tree.tokens) - 1)].text == "-":
        return False
    return index == 0 or tree.word(index - 1) not in ("article", "no.", "pillar", *_MONTHS)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1800 <= int(text) <= 2100


def _number(digits: str) -> Number | None:
    plain = digits.replace(",", "")
    if len(plain) > 18:
        return None
    return float(plain) if "." in plain else int(plain)
