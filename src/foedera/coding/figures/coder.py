"""The coder of figures: amounts of money, shares and counts become claims with what they measure, whose and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from foedera.coding.acts.actors import Voices
from foedera.coding.acts.mood import mood
from foedera.coding.coder import Reading
from foedera.coding.figures.actors import actor
from foedera.coding.figures.ellipses import ellipses
from foedera.coding.figures.lexicon import Lexicon, lexicon
from foedera.coding.figures.measures import Measured, Measures
from foedera.coding.figures.terms import money, time
from foedera.language import Amount, Money, Sentence, Tree, amounts, quotations
from foedera.model import Attribution, Claim, Figure, Modality, Number, Role

Known = TypeVar("Known")
_ROLES: tuple[Role, ...] = ("body", "list", "caption")
_OPEN = re.compile(r"\b(?:if|unless|whether|should|must|could|may|might|would)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom(?: around| about| some| roughly| nearly| almost)?\s*$")
_TARGET = re.compile(r"\b(?:target|benchmark|guideline|threshold)s? of (?:spending |investing )?$")
_PHRASE = 40  # characters before an amount that may name it a target
_GOAL = frozenset("benchmark target goal guideline pledge threshold floor commitment".split())
_OUTPUT: dict[str | None, str] = {"economic output": "GDP", "national output": "GDP", "output": "GDP"}
_CAPITAL_BEFORE = re.compile(r"\w,? (?:[A-Z]\w+ )+$")
_CAPITAL_BEHIND = re.compile(r"\d{1,2} [A-Z]")
_FAR = 110  # characters between two amounts of which one is set beside the other
_SHARED = 16  # characters between two shares of one whole: "from 2 percent to 5 percent of GDP"


class Counted(msgspec.Struct, frozen=True):
    """A figure of a sentence, from `start` to `end` in the document, with the token that governs it, and how the act
    of which it tells is meant."""

    start: int
    end: int
    figure: Figure
    word: int
    modality: Modality
    sayer: int | None
    confidence: float


class _Report(msgspec.Struct, frozen=True):
    """A figure as one sentence has it."""

    sentence: Sentence
    counted: Counted
    attribution: Attribution


class Figures:
    """Codes money, shares and counts."""

    name = "figures"
    version = "1.5"

    def __init__(self, words: Lexicon | None = None) -> None:
        """With the lexicon that comes with Foedera, which is read at the first document, or with others."""
        self._words = words

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with an amount."""
        return next(amounts(sentence), None) is not None or next(ellipses(sentence), None) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each figure of a document, with every sentence that has it, in the order of the text."""
        voices = Voices(reading, quotations(reading.document))
        means = money(reading)
        groups: list[list[_Report]] = []
        for sentence in reading.sentences(_ROLES):
            tree = reading.tree(sentence)
            for counted in _figures(reading, tree, means, self._words or lexicon()):
                report = _Report(sentence, counted, voices.of(tree, counted.word, counted.sayer))
                same = next((group for group in groups if _same(group[0].counted.figure, counted.figure)), None)
                if same is None:
                    groups.append([report])
                else:
                    same.append(report)
        for group in groups:
            yield self._claim(reading, group)

    def _claim(self, reading: Reading, group: Sequence[_Report]) -> Claim:
        """The claim of a figure: the surest report leads, the others add what it lacks."""
        best = max(group, key=lambda report: report.counted.confidence)
        figures = [best.counted.figure, *(report.counted.figure for report in group)]
        body = msgspec.structs.replace(
            figures[0], actor=_known(f.actor for f in figures), base=_known(f.base for f in figures),
            due=_known(f.due for f in figures),
        )  # fmt: skip
        sentences = dict.fromkeys((r.sentence.start, r.sentence.end) for r in (best, *group))
        evidence = tuple(reading.document.span(*place) for place in sentences)
        modality = best.counted.modality
        return reading.claim(
            self, body, evidence, best.counted.confidence, when=body.base if modality == "actual" else None,
            modality=modality, attribution=best.attribution,
        )  # fmt: skip


def _known(values: Iterable[Known | None]) -> Known | None:
    """The first that is known."""
    return next((value for value in values if value is not None), None)


def figures_in(
    reading: Reading, sentence: Sentence, start: int | None = None, end: int | None = None
) -> tuple[Figure, ...]:
    """The figures in a parsed sentence, or in its part from `start` to `end` (offsets of the document), in order."""
    low, high = sentence.start if start is None else start, sentence.end if end is None else end
    found = _figures(reading, reading.tree(sentence), money(reading), lexicon())
    return tuple(one.figure for one in found if low <= one.start and one.end <= high)


def _figures(reading: Reading, tree: Tree, means: Money, words_of: Lexicon) -> Iterator[Counted]:
    """The figures of a sentence whose words say what they measure."""
    sentence = tree.sentence
    words = reading.document.text[sentence.start : sentence.end]
    found = list(amounts(words, means))
    measures = Measures(tree, words_of)
    found = [
        amount
        for number, amount in enumerate(found)
        if not (number and _is_same_sum(words, found[number - 1], amount)) and not _is_named(words, amount)
    ]
    told: dict[int, Measured] = {}
    for number, amount in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        share = _whole(words, amount, following)
        measured = measures.of(share) or _alike(words, found, number, told)
        if measured is not None:
            told[number] = measured
            yield _counted(reading, tree, _shared(found, number, share, told), measured, following)
    for elliptic in ellipses(words):
        measured = measures.elliptic(elliptic)
        if measured is not None:
            yield _counted(reading, tree, elliptic.amount, measured, None)


_LINK = re.compile(
    r"\b(?:total of|against|compared (?:with|to)|versus|up from|down from|plus|call(?:s|ed)? for|target of|goal of|"
    r"instead of|rather than) (?:the |its )?"
    r"(?:(?:about|around|roughly|some|nearly|almost|over|recommended|required) )?$"
)


def _alike(words: str, found: Sequence[Amount], number: int, told: Mapping[int, Measured]) -> Measured | None:
    """What an amount measures that is only set beside the one before it ("$43 billion, against $38 billion for")."""
    before = told.get(number - 1)
    if before is None or found[number].counted is not None:
        return None
    between = words[found[number - 1].end : found[number].start]
    if len(between) > _FAR or _LINK.search(between) is None:
        return None
    return msgspec.structs.replace(before, sure=False)


def _shared(found: Sequence[Amount], number: int, amount: Amount, told: Mapping[int, Measured]) -> Amount:
    """A share that is set beside one of the economy is one of it too ("1.15 % of its GDP; guidelines call for 2 %")."""
    if amount.unit != "percent" or amount.of is not None or not number or number - 1 not in told:
        return amount
    alike = found[number - 1].unit == "percent" and not told[number].sure
    return msgspec.structs.replace(amount, of=found[number - 1].of) if alike else amount


def _is_same_sum(words: str, before: Amount, amount: Amount) -> bool:
    """Whether a sum only gives the one before it in another currency, in brackets."""
    between = words[before.end : amount.start].strip()
    return between.startswith("(") and len(between) < 12 and before.unit != amount.unit and amount.counted is None


def _is_named(words: str, amount: Amount) -> bool:
    """Whether a number is part of a name in capitals ("Standard Missile 3 Block IIA missiles")."""
    inside = _CAPITAL_BEHIND.match(words, amount.start) is not None
    return amount.counted is not None and inside and _CAPITAL_BEFORE.search(words[: amount.start]) is not None


def _whole(words: str, amount: Amount, following: Amount | None) -> Amount:
    """A share of what the next one is a share of, where both stand together."""
    if following is None or amount.unit != "percent" or amount.of is not None or following.of is None:
        return amount
    between = words[amount.end : following.start]
    joined = len(between) <= _SHARED and between.strip() in ("to", "and", "or", "from")
    return msgspec.structs.replace(amount, of=following.of) if joined else amount


def _counted(reading: Reading, tree: Tree, amount: Amount, measured: Measured, following: Amount | None) -> Counted:
    sentence = tree.sentence
    words = reading.document.text[sentence.start : sentence.end]
    modality, sayer = _mood(tree, words[: amount.start], measured)
    owner = actor(reading, tree, measured)
    when = time(reading, words, amount, owner, modality, None if following is None else following.start)
    figure = Figure(
        quantity=measured.quantity, value=amount.value, low=amount.low, high=amount.high, bound=amount.bound,
        unit=amount.unit, of=amount.of or measured.of, actor=owner, base=when.base, due=when.due,
    )  # fmt: skip
    start = sentence.start + amount.start
    return Counted(
        start, sentence.start + amount.end, figure, measured.word, modality, sayer, _confidence(amount, measured)
    )


_SUSTAINING = frozenset("support back sustain allow permit enable fund finance help facilitate push review".split())
_FINITE = frozenset(["VBD", "VBZ", "VBP"])


def _is_told(tree: Tree, measured: Measured) -> bool:
    """Whether what is counted is the object of a verb that tells what it did for it ("supported 200,000 jobs")."""
    token = tree.tokens[measured.word]
    if token.dep not in ("dobj", "pobj", "conj") or measured.word != measured.noun:
        return False
    above = tree.sentence.ancestors(measured.word)
    verbs = (at for at in above if tree.tokens[at].pos == "VERB" and tree.lemma(at) != "include")
    verb = next(verbs, None)
    if verb is None or tree.lemma(verb) not in _SUSTAINING:
        return False
    helped = any(tree.word(kid) in ("has", "have", "had") for kid in tree.kids(verb, "aux"))
    return (tree.tokens[verb].tag in _FINITE or helped) and mood(tree, verb).modality == "actual"


def _mood(tree: Tree, before: str, measured: Measured) -> tuple[Modality, int | None]:
    """How an amount is meant, and the verb that reports it; from where something will rise or fall is actual."""
    meant = mood(tree, measured.word)
    if _is_told(tree, measured):
        return "actual", meant.sayer
    if meant.modality is None:
        return ("possible" if _OPEN.search(before) else "actual"), meant.sayer
    if meant.modality in ("planned", "possible") and _TARGET.search(before[-_PHRASE:]):
        return "actual", meant.sayer
    leaves = _FROM.search(before) is not None and meant.modality != "denied"
    return ("actual" if leaves else meant.modality), meant.sayer


def _confidence(amount: Amount, measured: Measured) -> float:
    """The share that was right of the figures found in this way, in documents read line by line (docs/figures.md)."""
    if not measured.sure:
        return 0.7
    if amount.of is not None or amount.counted is not None or measured.noun is None:
        return 0.93
    return 0.8 if amount.unit == "percent" else 0.87


def _same(one: Figure, other: Figure) -> bool:
    """Whether two sentences give one figure: the same number of the same, and not of two actors."""
    if _number(one) != _number(other) or _differ(_key(one), _key(other)):
        return False
    return not _differ(_whole_of(one), _whole_of(other)) and _same_measure(one, other)


def _same_measure(one: Figure, other: Figure) -> bool:
    """Whether two figures, of one whole if both have one, may measure the same."""
    if one.of is not None and other.of is not None:
        return True
    words, others = _words(one.quantity), _words(other.quantity)
    if one.unit == "percent" and (one.of or other.of) == "GDP" and _GOAL & (words | others):
        return True
    return words == others or (bool(_key(one) and _key(other)) and (words <= others or others <= words))


def _whole_of(figure: Figure) -> str | None:
    return _OUTPUT.get(figure.of, figure.of)


def _words(quantity: str) -> set[str]:
    """The words of what is measured, without the ending of plurals."""
    return {word.removesuffix("s") for word in quantity.lower().split()}


def _number(figure: Figure) -> tuple[Number | None, Number | None, Number | None, str]:
    return figure.value, figure.low, figure.high, figure.unit


def _key(figure: Figure) -> str | None:
    return None if figure.actor is None else figure.actor.id or figure.actor.name


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known and not the same."""
    return one is not None and other is not None and one != other
