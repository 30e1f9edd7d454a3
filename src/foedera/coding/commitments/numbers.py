"""The figures of a commitment: sums, shares and counts, digits and number words alike, as bodies of the contract's
figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.coding.commitments.clauses import Syntax
from foedera.language import Amount, amounts, bound
from foedera.model import ActorRef, Figure, Number

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


def figures(tree: Syntax, words: str, start: int, act: str, actor: ActorRef | None) -> tuple[Figure, ...]:
    """The figures in `words`, which begin at the offset `start`. `act` names what is measured where no noun does."""
    return tuple(
        Figure(
            quantity=one.counted or act, value=one.value, low=one.low, high=one.high, bound=one.bound, unit=one.unit,
            of=one.of, actor=actor, base=None, due=None,
        )
        for one in _apart(tree, words, start)
    )  # fmt: skip


def _apart(tree: Syntax, words: str, start: int) -> list[Amount]:
    """The amounts in order; a sum or share wins over a count that begins at the same place."""
    sums = [one for one in amounts(words) if not _is_weight(words, one)]
    found = sorted(
        {one.start: one for one in (*_counts(tree, words, start), *sums)}.values(), key=lambda one: one.start
    )
    kept: list[Amount] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_weight(words: str, amount: Amount) -> bool:
    """Whether pounds are a weight: "500,000 pounds of aid"."""
    return words[amount.start : amount.end].endswith("pounds") and words.startswith(" of ", amount.end)


def _counts(tree: Syntax, words: str, start: int) -> Iterator[Amount]:
    """Numbers that count a noun: "two submarines", "1,200 personnel"."""
    for index, token in enumerate(tree.tokens):
        noun = tree.tokens[token.head]
        inside = start <= token.start and noun.end <= start + len(words)
        if token.tag != "CD" or token.dep != "nummod" or token.head < index or not inside:
            continue
        value = _WORDS.get(token.text.lower()) or (_number(token.text) if _DIGITS.fullmatch(token.text) else None)
        if value is not None and (value <= 1 or noun.tag in ("NNS", "NNPS")) and _is_count(tree, index):
            quantity = words[token.end - start : noun.end - start].strip()
            at, end = token.start - start, noun.end - start
            exact = bound(words, at, end)
            yield Amount(at, end, value, None, None, exact, noun.text.lower(), None, quantity)


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
