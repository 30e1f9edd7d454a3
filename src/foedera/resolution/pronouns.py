"""Pronouns of the third person, in the order of the text, so that each may take up the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.antecedents import GROUPS, SENTENCES, Antecedents, Context, Pronoun, country, pronoun
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.quotations import Quotations
from foedera.resolution.syntax import Syntax
from foedera.resolution.units import Key, Unit, Units


class Pronouns:
    """Finds who "he", "she", "it" and "they" are, given the other mentions."""

    def __init__(self, syntax: Syntax, named: Sequence[Mention], quotations: Quotations) -> None:
        self.syntax, self.named, self.quotations = syntax, Mentions(named), quotations
        self._units = Units(syntax, self.named)
        self._antecedents = Antecedents(syntax)
        self._gender: dict[str, str] = {}
        self._counts = Counter(key_of(ref) for mention in self.named for ref in mention.refs)
        title = syntax.parse.document.title or ""
        self._titled = frozenset(key_of(r) for m in self.named for r in m.refs if m.text in title)

    def mentions(self) -> list[Mention]:
        """The pronouns that surely refer to somebody; the others are no mentions."""
        return [
            self._mention(who, refs) for who, context in self.contexts()
            if (refs := self._take(who, context, self._antecedents.best(who, context)))
        ]  # fmt: skip

    def contexts(self) -> Iterator[tuple[Pronoun, Context]]:
        """Every pronoun with what is known where it stands, those before it having been decided."""
        self._found: dict[int, list[Mention]] = {}
        self._before: dict[str, tuple[Key, int]] = {}
        history: list[tuple[int, list[Unit]]] = []
        for number, sentence in enumerate(self.syntax.parse.sentences):
            here = self._units.of(number)
            found = False
            for index in range(len(sentence.tokens)):
                who = self._pronoun(sentence, number, index)
                if who is None:
                    continue
                if found or self._found.get(number):
                    here = self._units.of(number, self._found.get(number, ()))
                found = True
                units = [unit for _, earlier in history for unit in earlier] + here
                yield (
                    who,
                    Context(
                        units,
                        self._counts,
                        self._titled,
                        self._before.get(who.type),
                        self._fits,
                        self.quotations.quoted,
                    ),
                )
            if self._found.get(number):
                here = self._units.of(number, self._found[number])
            history = [*history[-(SENTENCES - 1) :], (number, here)]

    def _pronoun(self, sentence: Sentence, number: int, index: int) -> Pronoun | None:
        token = sentence.tokens[index]
        if token.pos not in ("PRON", "NOUN") or self.named.at(token.start) is not None:
            return None
        read = pronoun if token.pos == "PRON" else country
        return read(sentence, number, index, quoted=self.quotations.quoted(token.start))

    def _take(self, who: Pronoun, context: Context, refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """Remember whom a pronoun refers to, for those that follow."""
        if refs:
            self._found.setdefault(who.sentence, []).append(self._mention(who, refs))
            self._before[who.type] = frozenset(map(key_of, refs)), who.sentence
            if refs[0].kind == "person" and len(refs) == 1:
                self._gender.setdefault(key_of(refs[0]), who.type)
        return refs

    def _fits(self, unit: Unit, type: str) -> bool:
        """Whether a unit agrees with a pronoun in number, kind and gender."""
        ref = unit.refs[0]
        if type in ("he", "she"):
            known = self._gender.get(key_of(ref)) or ("she" if ref.name.split()[0] in _WOMEN else None)
            return ref.kind == "person" and len(unit.key) == 1 and known in (None, type)
        if type == "country":
            return ref.kind == "state" and len(unit.key) == 1
        if type == "it":
            return ref.kind in GROUPS and len(unit.key) == 1
        return len(unit.key) > 1 or ref.kind in GROUPS

    @staticmethod
    def _mention(who: Pronoun, refs: Sequence[ActorRef]) -> Mention:
        token = who.token
        made = tuple(msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end) for ref in refs)
        return Mention(token.start, token.end, token.text, made, "role" if who.type == "country" else "pronoun")


# Given names that tell "she" where the document has not said so itself.
_WOMEN = frozenset(
    "Hillary Penny Ursula Angela Theresa Giorgia Sanae Yoko Tomomi Yuriko Kamala Nancy Condoleezza Annalena Margaret "
    "Liz Elizabeth Kaja Sanna Magdalena Mette Jacinda Julia Marise Linda Susan Samantha Victoria Wendy Avril Christine "
    "Katrin Ana Anna Anne Maria Marie Julie Sarah Laura Karen Jennifer Jessica Michelle Melania Jill Catherine "
    "Kathleen Mary Barbara Patricia Emily Amanda Rebecca Rachel Nikki Federica Florence Ine Maia Zuzana Ingrida "
    "Tulsi Hina Sushma Retno Gina Leni Sara Cristina Dilma Ellen Sonali Bonnie Oriana Lynn Rosemary".split()
)
