"""Pronouns of the third person, in the order of the text, so that each may take up the one before it."""

from __future__ import annotations

import re
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

_TITLES = {"Mr": "he", "Sir": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Madam": "she", "Dame": "she"}
_HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Madam|Dame)\.? ([A-Z][\w'’-]+)")


class Pronouns:
    """Finds who "he", "she", "it" and "they" are, given the other mentions."""

    def __init__(
        self, syntax: Syntax, named: Sequence[Mention], quotations: Quotations, home: str | None = None
    ) -> None:
        self.syntax, self.named, self.quotations = syntax, Mentions(named), quotations
        self._home = home
        self._units = Units(syntax, self.named)
        self._antecedents = Antecedents(syntax)
        self._gender: dict[str, str] = {}
        self._honorifics = {found[2]: _TITLES[found[1]] for found in _HONORIFIC.finditer(syntax.text)}
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
        """Remember whom a pronoun refers to, for those that follow; "the country" of a national newspaper is its own."""
        if who.type == "country" and self._home is not None and refs and refs[0].id != self._home:
            own = [unit.refs for unit in context.units if unit.key == {self._home} and unit.start < who.token.start]
            refs = own[-1] if own else ()
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
            return ref.kind == "person" and len(unit.key) == 1 and self._sex(ref) in (None, type)
        if type == "country":
            return ref.kind == "state" and len(unit.key) == 1
        if type == "it":
            return ref.kind in GROUPS and len(unit.key) == 1
        return len(unit.key) > 1 or ref.kind in GROUPS

    def _sex(self, ref: ActorRef) -> str | None:
        """Which pronoun a person takes: as the text has it, by an honorific, by the given name; None where unknown."""
        known = self._gender.get(key_of(ref))
        if known is not None:
            return known
        words = ref.name.split()
        titles = {self._honorifics[word] for word in words if word in self._honorifics}
        if len(titles) == 1:
            return titles.pop()
        if any(word in _WOMEN for word in words):
            return "she"
        return "he" if ref.id is not None or words[0] in _MEN else None

    @staticmethod
    def _mention(who: Pronoun, refs: Sequence[ActorRef]) -> Mention:
        token = who.token
        made = tuple(msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end) for ref in refs)
        return Mention(token.start, token.end, token.text, made, "role" if who.type == "country" else "pronoun")


# Given names that tell where the document has not said so itself. Of those in the base only women are told.
_MEN = frozenset(
    "John James Robert Michael William David Richard Joseph Thomas Charles Mark Paul Peter George Daniel Matthew Antony "
    "Anthony Andrew Stephen Steven Kevin Brian Edward Jeff Jeffrey Scott Frank Greg Gregory Patrick Jack Dennis Henry "
    "Carl Karl Hans Jean Pierre Jens Lars Ivan Sergei Vladimir Dmitry Mikhail Carlos Jose Juan Luis Jorge Mohammed "
    "Ahmed Ali Hassan Philip Alan Adam Ben Benjamin Chris Christopher Eric Gary Ian Jim Joe Ken Larry Martin Mike Nick "
    "Nicholas Oliver Ray Roger Simon Tim Timothy Tom Tony Walter".split()
)
_WOMEN = frozenset(
    "Hillary Penny Ursula Angela Theresa Giorgia Sanae Yoko Tomomi Yuriko Kamala Nancy Condoleezza Annalena Margaret "
    "Liz Elizabeth Kaja Sanna Magdalena Mette Jacinda Julia Marise Linda Susan Samantha Victoria Wendy Avril Christine "
    "Katrin Ana Anna Anne Maria Marie Julie Sarah Laura Karen Jennifer Jessica Michelle Melania Jill Catherine "
    "Kathleen Mary Barbara Patricia Emily Amanda Rebecca Rachel Nikki Federica Florence Ine Maia Zuzana Ingrida "
    "Tulsi Hina Sushma Retno Gina Leni Sara Cristina Dilma Ellen Sonali Bonnie Oriana Lynn Rosemary Geun-hye Ing-wen "
    "Kyung-wha Chunying Ning Hsiao-khim".split()
)
