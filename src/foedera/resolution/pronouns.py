"""Pronouns of the third person, in the order of the text, so that each may take up the one before it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.anaphors import Anaphor, country, pronoun
from foedera.resolution.antecedents import antecedent
from foedera.resolution.clues import Clues, Context
from foedera.resolution.genders import Genders
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.quotations import Quotations
from foedera.resolution.syntax import Syntax
from foedera.resolution.units import Key, Unit, Units

_GROUPS = ("state", "organisation", "command")
_BACK = 3  # how many sentences a pronoun may refer back
_BEFORE, _AFTER = 60, 5  # and how many units


class Pronouns:
    """Finds who "he", "she", "it", "they" and "the country" are, given the other mentions.

    `home` is the state of which the document's publisher bears the name.
    """

    def __init__(
        self, syntax: Syntax, named: Sequence[Mention], quotations: Quotations, home: str | None = None
    ) -> None:
        self.syntax, self.named, self.quotations = syntax, Mentions(named), quotations
        self._home = home
        self._units = Units(syntax, self.named)
        self._genders = Genders(syntax.text)
        self._before: dict[str, tuple[Key, int]] = {}
        self._here: list[Unit] = []
        title = syntax.parse.document.title or ""
        self._titled = frozenset(key_of(r) for m in self.named for r in m.refs if m.text in title)
        self._fits: dict[str, Callable[[ActorRef], bool]] = {
            "he": lambda ref: ref.kind == "person" and self._genders.agree(ref, "he"),
            "she": lambda ref: ref.kind == "person" and self._genders.agree(ref, "she"),
            "it": lambda ref: ref.kind in _GROUPS,
            "country": lambda ref: ref.kind == "state",
        }

    def mentions(self) -> list[Mention]:
        """The pronouns that surely refer to somebody; the others are no mentions."""
        return [
            self._mention(clues.who, refs)
            for clues in self.clues()
            if (refs := self.take(clues, self._at_home(clues, antecedent(clues))))
        ]

    def clues(self) -> Iterator[Clues]:
        """Every pronoun with what speaks for those whom it may mean, those before it having been decided."""
        sentences = self.syntax.parse.sentences
        history: list[list[Unit]] = []
        for number, sentence in enumerate(sentences):
            earlier = [unit for units in history for unit in units]
            self._here = self._units.of(number)
            for index in range(len(sentence.tokens)):
                who = self._anaphor(sentence, number, index)
                if who is not None:
                    yield Clues(sentences, who, self._context(who, [*earlier, *self._here]))
            history = [*history[1 - _BACK :], self._here]

    def take(self, clues: Clues, refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """Remember whom a pronoun refers to, for those that follow; the same actors."""
        who = clues.who
        unit = self._units.one(who.sentence, self._mention(who, refs)) if refs else None
        if unit is not None:
            insort(self._here, unit, key=_start)
            self._before[who.type] = unit.key, who.sentence
            if who.model == "he":
                self._genders.learn(refs[0], who.type)
        return refs

    def _anaphor(self, sentence: Sentence, number: int, index: int) -> Anaphor | None:
        token = sentence.tokens[index]
        if token.pos not in ("PRON", "NOUN") or self.named.at(token.start) is not None:
            return None
        read = pronoun if token.pos == "PRON" else country
        return read(sentence, number, index, quoted=self.quotations.quoted(token.start))

    def _context(self, who: Anaphor, units: Sequence[Unit]) -> Context:
        at = bisect_left(units, who.token.start, key=_start)
        near = units[max(0, at - _BEFORE) : at + _AFTER]
        turn = self.quotations.turn(who.token.start)
        if turn is not None and turn.speaker is not None:
            speaker = frozenset([key_of(turn.speaker)])  # who speaks of himself says "I"
            near = [unit for unit in near if unit.key != speaker]
        return Context(near, self._titled, self._before.get(who.type), self._agree, self.quotations.quoted)

    def _agree(self, unit: Unit, type: str) -> bool:
        """Whether a unit agrees with a pronoun in number, kind and gender."""
        if type == "they":
            return len(unit.key) > 1 or unit.refs[0].kind in _GROUPS
        return len(unit.key) == 1 and self._fits[type](unit.refs[0])

    def _at_home(self, clues: Clues, refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """ "The country" of a national newspaper is its own, where it is named nearby at all."""
        if clues.who.type != "country" or self._home is None:
            return refs
        return next((unit.refs for unit in clues.units if unit.key == {self._home}), ())

    @staticmethod
    def _mention(who: Anaphor, refs: Sequence[ActorRef]) -> Mention:
        token = who.token
        made = tuple(msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end) for ref in refs)
        return Mention(token.start, token.end, token.text, made, "role" if who.type == "country" else "pronoun")


def _start(unit: Unit) -> int:
    return unit.start
