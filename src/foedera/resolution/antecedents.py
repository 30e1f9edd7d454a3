"""Whom a pronoun of the third person refers to: every actor near it that fits gets a score, and the best one is taken
where its score is high and no other comes near.

The score is a sum of weights, one for each thing that is true of the two: where the actor stands, what part it plays
in its sentence, how often it is named, what else might be meant. The weights are data (`weights.csv`).
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from foedera.language import Sentence, Token
from foedera.model import ActorRef
from foedera.resolution.governors import governors
from foedera.resolution.syntax import Syntax
from foedera.resolution.units import SUBJECTS, Key, Unit

_HE = dict.fromkeys(("he", "him", "his", "himself"), "he")
_SHE = dict.fromkeys(("she", "her", "hers", "herself"), "she")
_IT = dict.fromkeys(("it", "its", "itself"), "it")
_THEY = dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they")
CLASSES: Mapping[str, str] = MappingProxyType({**_HE, **_SHE, **_IT, **_THEY})
"""The pronouns of the third person and the nominative of each."""
GROUPS = ("state", "organisation", "command")
SENTENCES = 3
"""How many sentences before its own a pronoun may refer back."""

# Nouns of which states and organisations are the owners, hardly anything else.
_STATELY = frozenset(
    "ally partner neighbor neighbour military force troop army navy coast border territory sovereignty economy "
    "government citizen people defense defence security interest obligation commitment policy member leader president minister "
    "independence influence claim ambition neighborhood waters region parliament constitution adversary capital "
    "nuclear arsenal missile program programme accession membership aggression relationship relation tie".split()
)
# Verbs of which somebody is the subject, not something.
_WILLFUL = frozenset(
    "say announce seek plan want hope pledge agree deny claim warn urge accuse reject refuse decide intend consider "
    "fight defend deploy send join host sign recognize recognise support oppose face choose welcome condemn "
    "threaten vow ask demand call believe expect try attempt insist add condemn affirm discuss commit".split()
)
_HUMAN = frozenset(
    "official officer spokesman spokeswoman spokesperson man woman person soldier admiral general minister president "
    "leader adviser advisor analyst expert professor author diplomat ambassador senator commander secretary journalist "
    "lawmaker chairman director chief mother father wife son daughter source prince king".split()
)


class Pronoun(msgspec.Struct, frozen=True):
    """A pronoun: token number `index` of sentence number `sentence`, and what it is."""

    sentence: int
    index: int
    token: Token
    type: str
    case: str
    quoted: bool


class Context(msgspec.Struct, frozen=True):
    """What is known of the document where a pronoun stands."""

    units: Sequence[Unit]
    counts: Mapping[str, int]
    titled: frozenset[str]
    before: tuple[Key, int] | None
    fits: Callable[[Unit, str], bool]
    quoted: Callable[[int], bool]


COUNTRY = frozenset("country nation state kingdom island government regime".split())
"""Nouns that, with "the" alone before them, take up a state."""
_DETERMINERS = frozenset(["the", "this", "that"])


def country(sentence: Sentence, number: int, index: int, *, quoted: bool) -> Pronoun | None:
    """ "The country" at token number `index`, which is found like a pronoun; None where it is another thing."""
    token = sentence.tokens[index]
    if token.lemma.lower() not in COUNTRY or token.tag != "NN" or token.text.isupper():
        return None
    beside = list(sentence.children(index))
    before = [sentence.tokens[i] for i in beside if i < index]
    if not before or before[0].text.lower() not in _DETERMINERS or any(t.pos not in ("DET", "ADJ") for t in before):
        return None
    if any(sentence.tokens[i].dep in ("prep", "relcl", "acl", "appos") for i in beside) or token.dep in (
        "compound",
        "attr",
    ):
        return None
    case = "owner" if token.dep == "poss" else "subject" if token.dep in SUBJECTS else "object"
    return Pronoun(number, index, token, "country", case, quoted)


def pronoun(sentence: Sentence, number: int, index: int, *, quoted: bool) -> Pronoun | None:
    """The pronoun of the third person at token number `index`; None where there is none that refers to somebody."""
    token = sentence.tokens[index]
    type = CLASSES.get(token.text.lower())
    if type is None or token.pos != "PRON" or (type == "it" and _expletive(sentence, index)):
        return None
    if sentence.tokens[token.head].text in _STYLES:
        return None
    case = "owner" if token.tag == "PRP$" else "subject" if token.dep in SUBJECTS else "object"
    return Pronoun(number, index, token, type, case, quoted)


_STYLES = frozenset(["Excellency", "Majesty", "Highness", "Honour", "Honor"])
_DEEMS = frozenset("make find consider deem think believe".split())
_EXPLETIVE = frozenset("seem appear happen matter remain take follow rain snow".split())


def _expletive(sentence: Sentence, index: int) -> bool:
    """Whether "it" stands for a clause or for nothing ("it is clear that")."""
    tokens = sentence.tokens
    verb = tokens[index].head
    if tokens[verb].lemma in _DEEMS and index + 1 < len(tokens) and tokens[index + 1].tag == "JJ":
        return True
    if tokens[index].dep == "expl" or (tokens[index].dep in SUBJECTS and tokens[verb].lemma in _EXPLETIVE):
        return True
    if tokens[verb].lemma != "be" or tokens[index].dep not in SUBJECTS:
        return False
    return any(t.head == verb and t.dep in ("ccomp", "advcl", "xcomp", "attr", "csubj") for t in tokens[index + 1 :])


class Antecedents:
    """Scores the actors to whom pronouns may refer."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def best(self, who: Pronoun, context: Context) -> tuple[ActorRef, ...]:
        """The actors to whom the pronoun refers; none where that is not certain."""
        weights = _weights()[_model(who)]
        scores: dict[Key, float] = {}
        refs: dict[Key, tuple[ActorRef, ...]] = {}
        for unit, features in self.candidates(who, context):
            score = sum(weights.get(feature, 0.0) for feature in features)
            if score > scores.get(unit.key, -math.inf):
                scores[unit.key] = score
                refs[unit.key] = unit.refs
        ranked = sorted(scores, key=lambda key: (-scores[key], sorted(key)))
        if not ranked or scores[ranked[0]] < weights["least"]:
            return ()
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < weights["margin"]:
            return ()
        return refs[ranked[0]]

    def candidates(self, who: Pronoun, context: Context) -> Iterator[tuple[Unit, tuple[str, ...]]]:
        """The units that fit a pronoun, the nearest first, with all that is true of the two."""
        sentence = self.syntax.parse.sentences[who.sentence]
        above = self._governors(sentence, who)
        barred = self._barred(sentence, who, context.units)
        fitting = [
            unit for unit in context.units
            if context.fits(unit, who.type) and self._free(sentence, who, unit, barred)
        ]  # fmt: skip
        if _reflexive(who.token):
            fitting = [unit for unit in fitting if unit.sentence == who.sentence and unit.head in above[:1]]
        ruled = self._ruled(who, above, fitting)
        here = {unit.key for unit in fitting if unit.sentence == who.sentence and unit.start < who.token.start}
        entities = len({unit.key for unit in fitting})
        seen = Counter(key for unit in context.units for key in unit.key)
        nearer: dict[Key, None] = {}
        for unit in sorted(fitting, key=lambda unit: self._distance(who, unit)):
            others = sum(1 for key in nearer if key != unit.key and len(key) == len(unit.key))
            beside = sum(1 for key in here if key != unit.key and len(key) == len(unit.key))
            nearer[unit.key] = None
            yield unit, (
                *self._place(who, unit, above, ruled), *self._part(who, unit), *self._doing(sentence, who),
                *self._standing(who, unit, context, entities, seen),
                *self._crowd(unit, above, others, beside, here=unit.sentence == who.sentence),
                "quoted-alike" if context.quoted(unit.start) == who.quoted else "quoted-apart",
            )  # fmt: skip

    @staticmethod
    def _crowd(unit: Unit, above: Sequence[int], nearer: int, beside: int, *, here: bool) -> Iterator[str]:
        """How many others of the same size stand nearer, and how many in the sentence."""
        yield f"nearer-{min(nearer, 2)}"
        yield f"beside-{min(beside, 2)}"
        if here and above and above[0] == unit.head and nearer == 0:
            yield "above-alone" if beside == 0 else "above-nearest"

    @staticmethod
    def _ruled(who: Pronoun, above: Sequence[int], fitting: Sequence[Unit]) -> str:
        """What stands next above the pronoun: an actor that fits, a thing, or nothing."""
        if not above:
            return "free"
        heads = {unit.head for unit in fitting if unit.sentence == who.sentence}
        return "under-actor" if above[0] in heads else "under-thing"

    @staticmethod
    def _distance(who: Pronoun, unit: Unit) -> tuple[int, int]:
        return who.sentence - unit.sentence, abs(who.token.start - unit.start)

    def _governors(self, sentence: Sentence, who: Pronoun) -> list[int]:
        """The tokens above the pronoun that agree with it, once each."""
        found = dict.fromkeys(
            g for g in governors(sentence, who.index)
            if _agrees(sentence.tokens[g], who.type) and (who.type == "they" or not self._joint(sentence, g, who.index))
        )  # fmt: skip
        if who.case == "object" and not _reflexive(who.token):  # who does something does it to another
            verb = _verb(sentence, who.index)
            found = dict.fromkeys(
                g for g in found if not (sentence.tokens[g].dep in SUBJECTS and verb == sentence.tokens[g].head)
            )
        return list(found)

    @staticmethod
    def _joint(sentence: Sentence, governor: int, index: int) -> bool:
        """Whether a subject is one of several ("Japan and its partners will stand by Ukraine as it fights")."""
        inside = {index, *sentence.ancestors(index)}
        return any(child < index and child not in inside for child in sentence.children(governor, ("conj",)))

    def _free(self, sentence: Sentence, who: Pronoun, unit: Unit, barred: frozenset[Key]) -> bool:
        """Whether grammar lets the pronoun refer to the unit: not "Japan defended it" nor "its ally Japan"."""
        if unit.key in barred:
            return False
        if unit.sentence != who.sentence or unit.start < who.token.start:
            return True
        return unit.role == "subject" and unit.main and _fronted(sentence, who.index)

    @staticmethod
    def _barred(sentence: Sentence, who: Pronoun, units: Sequence[Unit]) -> frozenset[Key]:
        """Who does what is done to the pronoun, which is another, but for "itself"."""
        if who.case != "object" or _reflexive(who.token):
            return frozenset()
        verb = _verb(sentence, who.index)
        here = [unit for unit in units if unit.sentence == who.sentence]
        return frozenset(
            unit.key for unit in here
            if sentence.tokens[unit.head].dep in SUBJECTS and sentence.tokens[unit.head].head == verb
        )  # fmt: skip

    def _place(self, who: Pronoun, unit: Unit, above: Sequence[int], ruled: str) -> Iterator[str]:
        back = who.sentence - unit.sentence
        if unit.start > who.token.start:
            yield "ahead"
        elif back == 0:
            rank = above.index(unit.head) if unit.head in above else -1
            yield f"above-{min(rank, 2)}" if rank >= 0 else f"aside-{who.case}"
            if rank != 0:
                yield f"here-{ruled}"
        else:
            yield f"back-{back}"
            yield f"back-{ruled}"
            yield f"back-{who.case}"
            if self._crosses(who, unit):
                yield "other-paragraph"

    def _crosses(self, who: Pronoun, unit: Unit) -> bool:
        sentences = self.syntax.parse.sentences
        return sentences[who.sentence].paragraph != sentences[unit.sentence].paragraph

    @staticmethod
    def _part(who: Pronoun, unit: Unit) -> Iterator[str]:
        near = "here" if who.sentence == unit.sentence else "back"
        yield f"{near}-{unit.role}"
        if unit.role == "subject" and unit.main:
            yield f"{near}-main"
            if near == "back" and who.case == "subject":
                yield "parallel"
        if unit.pronoun:
            yield "pronoun"
        if who.type in ("it", "they", "country"):
            yield "several" if len(unit.key) > 1 else unit.refs[0].kind
        if len(unit.key) > 1:
            yield f"several-{unit.refs[0].kind}"
            if who.case == "subject":
                yield f"several-{unit.refs[0].kind}-does"

    @staticmethod
    def _doing(sentence: Sentence, who: Pronoun) -> Iterator[str]:
        head = sentence.tokens[who.token.head]
        if who.case == "owner":
            yield "owns-stately" if head.lemma.lower() in _STATELY else "owns-other"
        elif who.case == "subject":
            yield "willful" if head.lemma.lower() in _WILLFUL else "does-other"
        else:
            yield "object"

    @staticmethod
    def _standing(who: Pronoun, unit: Unit, context: Context, count: int, seen: Mapping[str, int]) -> Iterator[str]:
        if context.before is not None and who.sentence - context.before[1] < 2:
            where = "here" if who.sentence == context.before[1] else "back"
            yield f"goes-on-{where}" if context.before[0] == unit.key else f"changes-{where}"
        if unit.key <= context.titled:
            yield "titled"
        yield "alone" if count == 1 else "several-fit" if count < 4 else "many-fit"
        often = sum(seen[key] for key in unit.key) / len(unit.key)
        if often >= 2:
            yield "again"


def _reflexive(token: Token) -> bool:
    return token.text.lower().endswith(("self", "selves"))


def _model(who: Pronoun) -> str:
    return "he" if who.type == "she" else who.type


def _agrees(token: Token, type: str) -> bool:
    """Whether a token may be what a pronoun refers to, by number and kind, an actor or not."""
    if token.pos == "PRON":
        return CLASSES.get(token.text.lower()) == type
    if type == "country":
        return token.pos == "PROPN"
    if type in ("he", "she"):
        return token.pos == "PROPN" or token.lemma.lower() in _HUMAN
    if type == "they":
        return token.tag in ("NNS", "NNPS", "NNP", "JJ")
    return token.tag not in ("NNS", "NNPS")


def _verb(sentence: Sentence, index: int) -> int:
    """The verb on which an object depends, through its preposition."""
    head = sentence.tokens[index].head
    return sentence.tokens[head].head if sentence.tokens[head].pos == "ADP" else head


def _fronted(sentence: Sentence, index: int) -> bool:
    """Whether a token stands in a phrase before its sentence's subject ("In its statement, Japan")."""
    tokens = sentence.tokens
    child = index
    while tokens[tokens[child].head].head != tokens[child].head:
        child = tokens[child].head
    return tokens[child].dep in ("prep", "advcl", "npadvmod", "advmod", "mark") and child < tokens[child].head


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each kind of pronoun."""
    made: dict[str, dict[str, float]] = {}
    sheet = (files(__package__) / "weights.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(sheet.splitlines()):
        made.setdefault(row["pronoun"], {})[row["feature"]] = float(row["weight"])
    return MappingProxyType({pronoun: MappingProxyType(weights) for pronoun, weights in made.items()})
