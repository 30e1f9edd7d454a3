"""Pronouns of the third person where syntax makes them safe.

A pronoun is looked for upwards in its sentence: the owner or subject of each phrase and clause that holds it. What
stands there decides, and where it is nobody known, the pronoun stays open. Only persons are looked for further: where
the sentence or the one before it has one person only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.language import Sentence, Token
from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.quotations import Quotations
from foedera.resolution.syntax import Syntax

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_OBJECTS = frozenset(["him", "her", "it", "them"])
_OBJECTIVE = ("dobj", "iobj", "dative", "pobj")
_CLAUSES = ("advcl", "ccomp", "conj")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OWNERS = ("poss", "amod", "compound", "nmod")
_GROUPS = ("state", "organisation", "command")
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_EXPLETIVE = frozenset("seem appear happen matter remain take follow rain snow".split())

_Key = tuple[str | None, str]


class Pronouns:
    """Finds who "he", "she", "it" and "they" are, given the other mentions."""

    def __init__(self, syntax: Syntax, named: Sequence[Mention], quotations: Quotations) -> None:
        self.syntax, self.named, self.quotations = syntax, Mentions(named), quotations
        self._made: dict[int, Mention] = {}
        self._gender: dict[_Key, str] = {}

    def mentions(self) -> list[Mention]:
        """The pronouns that surely refer to somebody; the others are no mentions."""
        before: list[Sentence] = []
        for sentence in self.syntax.parse.sentences:
            if not sentence.tokens:
                before = []
                continue
            for index, token in enumerate(sentence.tokens):
                word = token.text.lower()
                if token.pos == "PRON" and word in _HE | _SHE | _IT | _THEY and self.named.at(token.start) is None:
                    refs = self._referents(sentence, index, word, before)
                    if refs:
                        self._made[token.start] = self._mention(token, refs)
                        self._sex(word, refs)
            before = [*before[-2:], sentence]
        return list(self._made.values())

    def _referents(self, sentence: Sentence, index: int, word: str, before: Sequence[Sentence]) -> Sequence[ActorRef]:
        if word in _IT and self._expletive(sentence, index):
            return ()
        refs, sure = self._above(sentence, index, word)
        if sure or word not in _HE | _SHE:
            if refs or sure or self._later(sentence, index):
                return refs
            return self._carried(sentence, index, word, before)
        if self.quotations.quoted(sentence.tokens[index].start):
            return ()
        return self._only_person(sentence, index, word, before)

    def _above(self, sentence: Sentence, index: int, word: str) -> tuple[Sequence[ActorRef], bool]:
        """Who owns or does what holds the pronoun, and whether the search has come to an end."""
        tokens = sentence.tokens
        skip = tokens[index].dep in _OBJECTIVE and word in _OBJECTS  # who does something does it to another
        child, crossed = index, False
        while tokens[child].head != child:
            current = tokens[child].head
            refs = self._head(sentence, current, index, word)
            if refs:
                return refs, True
            for candidate in self._beside(sentence, current, child, index):
                if skip and tokens[candidate].dep in _SUBJECTS:
                    skip = False
                    break
                refs, stop = self._candidate(sentence, candidate, index, word, crossed)
                if stop:
                    return refs, True
            crossed = crossed or tokens[current].dep in _CLAUSES
            child = current
        return (), False

    def _head(self, sentence: Sentence, current: int, index: int, word: str) -> Sequence[ActorRef]:
        """The actor that the pronoun's phrase belongs to ("the US and its allies")."""
        above = sentence.tokens[current]
        if above.start < sentence.tokens[index].start and above.pos in ("NOUN", "PROPN"):
            return self._fitting(sentence, current, word)[0]
        return ()

    def _candidate(
        self, sentence: Sentence, candidate: int, index: int, word: str, crossed: bool
    ) -> tuple[Sequence[ActorRef], bool]:
        """The actors at an owner or subject where they fit; and whether nobody further up can be meant."""
        token = sentence.tokens[candidate]
        if token.text.lower() in _RELATIVE and word in _HE | _SHE:
            return (), True
        refs, stop = self._fitting(sentence, candidate, word)
        if refs and crossed and self._between(token.end, sentence.tokens[index].start, refs, word):
            return (), True
        return refs, stop or bool(refs)

    def _beside(self, sentence: Sentence, head: int, child: int, pronoun: int) -> Iterator[int]:
        """The owners or the subject of `head` that stand before the pronoun, the nearest first."""
        tokens = sentence.tokens
        wanted = _OWNERS if tokens[head].pos in ("NOUN", "PROPN", "ADJ") else _SUBJECTS
        for number in range(pronoun - 1, -1, -1):
            token = tokens[number]
            if token.head == head and number not in (child, head) and token.dep in (*wanted, *_SUBJECTS):
                yield number

    def _fitting(self, sentence: Sentence, index: int, word: str) -> tuple[Sequence[ActorRef], bool]:
        """The actors that a token mentions where they fit the pronoun; and whether nobody further up can be meant."""
        token = sentence.tokens[index]
        if token.text.lower() in _RELATIVE:
            return (), False
        refs = self._actors(sentence, index)
        fits = [ref for ref in refs if self._fits(ref, word, len(refs))]
        if fits and len(fits) == len(refs):
            return fits, True
        if token.dep not in _SUBJECTS:
            return (), False
        return (), (not refs and self._another(token, word)) or (bool(refs) and token.pos != "PRON" and word in _IT)

    @staticmethod
    def _another(token: Token, word: str) -> bool:
        """Whether a subject that names nobody known may be whom the pronoun means."""
        if word in _HE | _SHE:  # only a person
            return token.pos == "NOUN" and token.lemma in _HUMAN
        return True

    def _between(self, start: int, end: int, refs: Sequence[ActorRef], word: str) -> bool:
        """Whether another actor that fits the pronoun stands nearer to it."""
        if word in _HE | _SHE:
            return False
        ids = {ref.id for ref in refs}
        return any(ref.id not in ids and self._fits(ref, word, 1) for ref in self.named.refs(start, end))

    def _fits(self, ref: ActorRef, word: str, count: int) -> bool:
        if word in _HE | _SHE:
            other = "she" if word in _HE else "he"
            known = self._gender.get((ref.id, ref.name)) or ("she" if ref.name.split()[0] in _WOMEN else None)
            return ref.kind == "person" and count == 1 and known != other
        if word in _IT:
            return ref.kind in _GROUPS and count == 1
        return count > 1 or (word == "their" and ref.kind in _GROUPS)

    def _actors(self, sentence: Sentence, index: int) -> list[ActorRef]:
        """The actors that a token and those joined to it by "and" mention."""
        tokens = sentence.tokens
        mention = self._made.get(tokens[index].start) or self.named.at(tokens[index].start)
        if mention is None or not mention.refs:
            return []
        found = list(mention.refs)
        for number in range(index + 1, len(tokens)):
            if tokens[number].dep == "conj" and tokens[number].head == index:
                joined = self._actors(sentence, number)
                if not joined:
                    return []
                found.extend(joined)
        return found

    def _only_person(self, sentence: Sentence, index: int, word: str, before: Sequence[Sentence]) -> Sequence[ActorRef]:
        """The only person of the sentence so far, or else of the sentence before."""
        here = self._persons(sentence.start, sentence.tokens[index].start, word)
        if here:
            return list(here.values()) if len(here) == 1 else ()
        for earlier in reversed(before):
            there = self._persons(earlier.start, earlier.end, word)
            if len(there) == 1:
                return list(there.values())
            if there:
                subject = self._subject(earlier)
                return [ref for ref in subject if (ref.id, ref.name) in there] if len(subject) == 1 else ()
        return ()

    def _persons(self, start: int, end: int, word: str) -> dict[_Key, ActorRef]:
        made = [self._made[at] for at in self._made if start <= at < end]
        return {
            (ref.id, ref.name): ref
            for mention in (*self.named.within(start, end), *made)
            for ref in mention.refs
            if ref.kind == "person" and len(mention.refs) == 1 and self._fits(ref, word, 1)
        }

    def _later(self, sentence: Sentence, index: int) -> bool:
        """Whether the pronoun does not begin its sentence as the subject."""
        token = sentence.tokens[index]
        return token.dep not in _SUBJECTS or any(t.pos in ("NOUN", "PROPN") for t in sentence.tokens[:index])

    def _carried(self, sentence: Sentence, index: int, word: str, before: Sequence[Sentence]) -> Sequence[ActorRef]:
        """For "it" and "they" at the beginning: the subject of the sentence before."""
        if not before or self.quotations.quoted(sentence.start) != self.quotations.quoted(before[-1].start):
            return ()
        refs = self._subject(before[-1])
        return [ref for ref in refs if self._fits(ref, word, len(refs)) and (word in _IT or len(refs) > 1)]

    def _subject(self, sentence: Sentence) -> list[ActorRef]:
        """The actors that are the subject of a sentence's main verb."""
        tokens = sentence.tokens
        root = next((number for number, token in enumerate(tokens) if token.head == number), None)
        for number, token in enumerate(tokens):
            if token.head == root and token.dep in _SUBJECTS:
                return self._actors(sentence, number)
        return []

    def _expletive(self, sentence: Sentence, index: int) -> bool:
        """Whether "it" stands for a clause or for nothing ("it is clear that")."""
        tokens = sentence.tokens
        verb = tokens[index].head
        if tokens[index].dep == "expl" or tokens[verb].lemma in _EXPLETIVE:
            return True
        if tokens[verb].lemma != "be" or tokens[index].dep not in _SUBJECTS:
            return False
        return any(
            t.head == verb and t.dep in ("ccomp", "advcl", "xcomp", "attr", "csubj") for t in tokens[index + 1 :]
        )

    def _sex(self, word: str, refs: Sequence[ActorRef]) -> None:
        if len(refs) == 1 and refs[0].kind == "person":
            self._gender.setdefault((refs[0].id, refs[0].name), "he" if word in _HE else "she")

    @staticmethod
    def _mention(token: Token, refs: Sequence[ActorRef]) -> Mention:
        made = tuple(msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end) for ref in refs)
        return Mention(token.start, token.end, token.text, made, "pronoun")


_HUMAN = frozenset(
    "official officer spokesman spokeswoman spokesperson man woman person soldier admiral general minister president "
    "leader adviser advisor analyst expert professor author diplomat ambassador senator commander secretary journalist "
    "lawmaker chairman director chief mother father wife son daughter source prince king".split()
)
# Given names that tell "she" where the document has not said so itself.
_WOMEN = frozenset(
    "Hillary Penny Ursula Angela Theresa Giorgia Sanae Yoko Tomomi Yuriko Kamala Nancy Condoleezza Annalena Margaret "
    "Liz Elizabeth Kaja Sanna Magdalena Mette Jacinda Julia Marise Linda Susan Samantha Victoria Wendy Avril Christine "
    "Katrin Ana Anna Anne Maria Marie Julie Sarah Laura Karen Jennifer Jessica Michelle Melania Jill Catherine "
    "Kathleen Mary Barbara Patricia Emily Amanda Rebecca Rachel Nikki Federica Florence Ine Maia Zuzana Ingrida "
    "Tulsi Hina Sushma Retno Gina Leni Sara Cristina Dilma Ellen Sonali Bonnie Oriana Lynn Rosemary".split()
)
