"""What speaks for and against an actor as the one whom a pronoun means, each as a word that has a weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from foedera.language import Sentence
from foedera.resolution.anaphors import Anaphor
from foedera.resolution.governors import barred, governors, reachable
from foedera.resolution.units import SUBJECTS, Key, Unit

# Nouns of which states and organisations are the owners, hardly anything else.
_STATELY = frozenset(
    "ally partner neighbor neighbour military force troop army navy coast border territory sovereignty economy "
    "government citizen people defense defence security interest obligation commitment policy member leader president "
    "minister independence influence claim ambition neighborhood waters region parliament constitution adversary "
    "capital nuclear arsenal missile program programme accession membership aggression "
    "relationship relation tie".split()
)
# Verbs of which somebody is the subject, not something.
_WILLFUL = frozenset(
    "say announce seek plan want hope pledge agree deny claim warn urge accuse reject refuse decide intend consider "
    "fight defend deploy send join host sign recognize recognise support oppose face choose welcome condemn "
    "threaten vow ask demand call believe expect try attempt insist add affirm discuss commit".split()
)
_SAYS = frozenset("say tell add note warn argue explain stress insist reply comment write ask".split())
_OFFICIALS = frozenset("leader minister official diplomat analyst expert critic lawmaker senator".split())
_INSIDE = frozenset(["compound", "poss", "amod", "nmod", "npadvmod"])
_MOST = 2


class Context(msgspec.Struct, frozen=True):
    """What is known of the document where a pronoun stands: the units of the sentences around it, the actors of the
    title, whom the last pronoun of its type meant and in which sentence, and who agrees with it."""

    units: Sequence[Unit]
    titled: frozenset[str]
    before: tuple[Key, int] | None
    fits: Callable[[Unit, str], bool]
    quoted: Callable[[int], bool]


class Clues:
    """The units that a pronoun of one sentence may mean, and what is true of each."""

    def __init__(self, sentences: Sequence[Sentence], who: Anaphor, context: Context) -> None:
        self.who, self.context = who, context
        self._sentences, self._sentence = sentences, sentences[who.sentence]
        self._above = governors(self._sentence, who)
        self.units = sorted(self._fitting(), key=self._distance)
        before = [unit for unit in self.units if self._here(unit) and unit.start < who.token.start]
        self._beside = {unit.key for unit in before}
        self._entities = len({unit.key for unit in self.units})
        self._named = Counter(key for unit in context.units for key in unit.key)
        self._ruled = self._ruler()

    def all(self) -> Iterator[tuple[Unit, tuple[str, ...]]]:
        """The units, the nearest first, each with its clues."""
        nearer: set[Key] = set()
        for unit in self.units:
            others = _others(unit, nearer)
            nearer.add(unit.key)
            yield unit, tuple(self._clues(unit, others))

    def _fitting(self) -> list[Unit]:
        no = barred(self._sentence, self.who, self.context.units)
        agree = [unit for unit in self.context.units if unit.key not in no and self.context.fits(unit, self.who.type)]
        found = [unit for unit in agree if reachable(self._sentence, self.who, unit) and not self._spoken_of(unit)]
        if self.who.type == "they" and self._officials(found):
            return []
        if self.who.reflexive:
            return [unit for unit in found if self._here(unit) and unit.head in self._above[:1]]
        return found

    def _spoken_of(self, unit: Unit) -> bool:
        """Whether the pronoun is who says the quotation that names the unit."""
        if not self._here(unit) or self.who.quoted or not self.context.quoted(unit.start):
            return False
        return self._speaks(self.who.sentence, self.who.index)

    def _officials(self, found: Sequence[Unit]) -> bool:
        """Whether leaders or officials who are not known stand next above "their"."""
        heads = {unit.head for unit in found if self._here(unit)}
        above = next(iter(self._above), -1)
        return above >= 0 and above not in heads and self._sentence.tokens[above].lemma.lower() in _OFFICIALS

    def _here(self, unit: Unit) -> bool:
        return unit.sentence == self.who.sentence

    def _distance(self, unit: Unit) -> tuple[int, int]:
        return self.who.sentence - unit.sentence, abs(self.who.token.start - unit.start)

    def _ruler(self) -> str:
        """What stands next above the pronoun: an actor that fits, a thing, or nothing."""
        if not self._above:
            return "free"
        heads = {unit.head for unit in self.units if self._here(unit)}
        return "under-actor" if self._above[0] in heads else "under-thing"

    def _clues(self, unit: Unit, nearer: int) -> Iterator[str]:
        yield from self._place(unit) if self._here(unit) else self._back(unit)
        yield from self._crowd(unit, nearer)
        yield from self._part(unit)
        yield from self._size(unit)
        yield self._doing()
        yield from self._course(unit)
        yield from self._standing(unit)
        yield "quoted-alike" if self.context.quoted(unit.start) == self.who.quoted else "quoted-apart"

    def _place(self, unit: Unit) -> Iterator[str]:
        """Where a unit of the pronoun's own sentence stands."""
        if unit.start > self.who.token.start:
            yield "ahead"
            return
        yield f"between-{min(self._things(unit.head), _MOST)}"
        rank = self._above.index(unit.head) if unit.head in self._above else -1
        yield f"above-{min(rank, _MOST)}" if rank >= 0 else f"aside-{self.who.case}"
        if rank != 0:
            yield f"here-{self._ruled}"

    def _things(self, head: int) -> int:
        """How many singular nouns that are no actors stand between a unit and the pronoun."""
        actors = {unit.head for unit in self.units if self._here(unit)}
        tokens = self._sentence.tokens
        return sum(
            1 for index in range(head + 1, self.who.index)
            if tokens[index].tag in ("NN", "NNP") and tokens[index].dep not in _INSIDE and index not in actors
        )  # fmt: skip

    def _back(self, unit: Unit) -> Iterator[str]:
        """Where a unit of an earlier sentence stands."""
        yield f"back-{self.who.sentence - unit.sentence}"
        yield f"back-{self._ruled}"
        yield f"back-{self.who.case}"
        if self._sentence.paragraph != self._sentences[unit.sentence].paragraph:
            yield "other-paragraph"
        if self._topic(unit.sentence) == unit.head:
            yield "topic"

    def _topic(self, number: int) -> int | None:
        """The subject of a sentence."""
        tokens = self._sentences[number].tokens
        return next((i for i, t in enumerate(tokens) if t.dep in SUBJECTS and tokens[t.head].dep == "ROOT"), None)

    def _crowd(self, unit: Unit, nearer: int) -> Iterator[str]:
        """How many others of the same size stand nearer, and how many in the sentence."""
        beside = _others(unit, self._beside)
        yield f"nearer-{min(nearer, _MOST)}"
        yield f"beside-{min(beside, _MOST)}"
        if self._here(unit) and self._above[:1] == [unit.head] and nearer == 0:
            yield "above-nearest" if beside else "above-alone"

    def _part(self, unit: Unit) -> Iterator[str]:
        """What part a unit plays in its sentence."""
        near = "here" if self._here(unit) else "back"
        yield f"{near}-{unit.role}"
        if unit.pronoun:
            yield "pronoun"
        if unit.role == "subject" and unit.main:
            yield f"{near}-main"
            if near == "back" and self.who.case == "subject":
                yield "parallel"
        if self._speaks(unit.sentence, unit.head) and self._speaks(self.who.sentence, self.who.index):
            yield "speaks-on"

    def _speaks(self, sentence: int, index: int) -> bool:
        """Whether a token is the subject of a verb of saying."""
        tokens = self._sentences[sentence].tokens
        return tokens[index].dep == "nsubj" and tokens[tokens[index].head].lemma in _SAYS

    def _size(self, unit: Unit) -> Iterator[str]:
        """Of which kind a unit is, and whether it is several actors."""
        kind = unit.refs[0].kind
        if self.who.case == "owner" and self._sentence.tokens[self.who.token.head].lemma in ("country", "nation"):
            yield f"country-of-{kind}"
        if len(unit.key) == 1:
            yield kind
            if self._sentences[unit.sentence].tokens[unit.head].tag in ("NNS", "NNPS"):
                yield "plural"
            return
        yield "several"
        yield f"several-{kind}"
        if self.who.case == "subject":
            yield f"several-{kind}-does"

    def _doing(self) -> str:
        """What the pronoun owns or does."""
        lemma = self._sentence.tokens[self.who.token.head].lemma.lower()
        if self.who.case == "owner":
            return "owns-stately" if lemma in _STATELY else "owns-other"
        if self.who.case == "subject":
            return "willful" if lemma in _WILLFUL else "does-other"
        return "object"

    def _course(self, unit: Unit) -> Iterator[str]:
        """Whether the pronoun would mean whom the last one of its type meant."""
        before = self.context.before
        if before is None or self.who.sentence - before[1] > 1:
            return
        where = "here" if self.who.sentence == before[1] else "back"
        yield f"goes-on-{where}" if before[0] == unit.key else f"changes-{where}"

    def _standing(self, unit: Unit) -> Iterator[str]:
        """How much a unit stands out: named in the title, again and again, or alone."""
        if unit.key <= self.context.titled:
            yield "titled"
        if sum(self._named[key] for key in unit.key) >= _MOST * len(unit.key):
            yield "again"
        if self._entities == 1:
            yield "alone"
        else:
            yield "several-fit" if self._entities < 4 else "many-fit"


def _others(unit: Unit, keys: set[Key]) -> int:
    """How many of `keys` are other actors, as many as the unit's."""
    return sum(1 for key in keys if key != unit.key and len(key) == len(unit.key))
