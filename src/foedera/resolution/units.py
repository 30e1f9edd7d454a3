"""What a pronoun may refer back to: the actors that each sentence mentions, alone and joined, and their part in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.syntax import Syntax

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_QUALIFIES = frozenset(["poss", "compound", "amod", "nmod"])
_ROLES = {
    **dict.fromkeys(SUBJECTS, "subject"),
    **dict.fromkeys(("dobj", "iobj", "dative", "attr"), "object"),
    **dict.fromkeys(("pobj", "agent"), "oblique"),
    **dict.fromkeys(("compound", "amod", "nmod"), "modifier"),
    "poss": "owner",
}
# Nouns that add nothing to a state's name: "the Chinese military" is China.
_NOTHING = frozenset(
    "military force government side troop army authority regime delegation leadership soldier people citizen national "
    "sailor".split()
)
_WITH = frozenset(["with", "to", "and"])
_MEETS = frozenset("meet speak talk call telephone host welcome visit agree sign discuss hold confer".split())

Key = frozenset[str]


class Unit(msgspec.Struct, frozen=True):
    """Actors that a sentence mentions together, and where: token number `head` of sentence number `sentence`.

    `role` is the part that they play: "subject", "object", "oblique" (behind a preposition), "owner", "modifier",
    "pair" for a subject together with whom it meets, "other". `main` is True where the verb is the sentence's own.
    """

    refs: tuple[ActorRef, ...]
    key: Key
    start: int
    sentence: int
    head: int
    role: str
    main: bool
    pronoun: bool


class Units:
    """The units of one document's sentences, sentence by sentence as they are asked for."""

    def __init__(self, syntax: Syntax, named: Mentions) -> None:
        self.syntax, self.named = syntax, named

    def of(self, number: int, found: Sequence[Mention] = ()) -> list[Unit]:
        """The units of sentence `number`, in order; `found` are mentions that have come to be known since."""
        sentence = self.syntax.parse.sentences[number]
        if not sentence.tokens:
            return []
        single: dict[int, Unit] = {}
        for mention in sorted([*self.named.within(sentence.start, sentence.end), *found], key=_start):
            unit = self.one(number, mention)
            if unit is not None:
                single.setdefault(unit.head, unit)
        joined = list(self._joined(sentence, single))
        several = {unit.head for unit in joined}
        pairs = list(self._pairs(sentence, [*(u for u in single.values() if u.head not in several), *joined]))
        return sorted([*single.values(), *joined, *pairs], key=_start)

    def one(self, number: int, mention: Mention) -> Unit | None:
        """The unit that a mention in sentence `number` is by itself; None where it means nobody."""
        sentence = self.syntax.parse.sentences[number]
        inside = self.syntax.indexes(sentence, mention.start, mention.end)
        if not inside or not mention.refs:
            return None
        head = next((i for i in inside if sentence.tokens[i].head not in inside), inside[-1])
        head = self._whole(sentence, head)
        role, main = self._role(sentence, head)
        key = frozenset(map(key_of, mention.refs))
        return Unit(mention.refs, key, mention.start, number, head, role, main, mention.how == "pronoun")

    @staticmethod
    def _whole(sentence: Sentence, head: int) -> int:
        """The noun that stands for the actor: "military" in "the Chinese military"."""
        token = sentence.tokens[head]
        above = sentence.tokens[token.head]
        if token.dep in _QUALIFIES and above.pos in ("NOUN", "PROPN") and above.lemma.lower() in _NOTHING:
            return token.head
        return head

    @staticmethod
    def _role(sentence: Sentence, head: int) -> tuple[str, bool]:
        """The part that a token plays, which is that of the first of those it is joined to."""
        tokens = sentence.tokens
        while tokens[head].dep in ("conj", "appos") and tokens[head].head != head:
            head = tokens[head].head
        token = tokens[head]
        return _ROLES.get(token.dep, "other"), tokens[token.head].head == token.head

    def _joined(self, sentence: Sentence, single: dict[int, Unit]) -> Iterator[Unit]:
        """Two or more actors joined by "and"."""
        tokens = sentence.tokens
        for head, unit in single.items():
            if tokens[head].dep == "conj" and tokens[head].head in single:
                continue
            members = [unit]
            at = head
            while (at := self._next(sentence, at)) >= 0 and at in single:
                members.append(single[at])
            if at < 0 and len(members) > 1:
                refs = {key_of(ref): ref for member in members for ref in member.refs}
                if len(refs) > 1:
                    yield msgspec.structs.replace(
                        unit, refs=tuple(refs.values()), key=frozenset(refs), start=members[-1].start, pronoun=False
                    )

    @staticmethod
    def _next(sentence: Sentence, head: int) -> int:
        """What is joined to a token by "and"; -1 where nothing is, -2 where something is by "or" or "but"."""
        tokens = sentence.tokens
        joined = [i for i in sentence.children(head, ("conj",)) if tokens[i].pos in ("NOUN", "PROPN", "PRON", "ADJ")]
        if not joined:
            return -1
        return (
            -2 if any(tokens[i].text.lower() in ("or", "but") for i in sentence.children(head, ("cc",))) else joined[0]
        )

    def _pairs(self, sentence: Sentence, units: Sequence[Unit]) -> Iterator[Unit]:
        """A subject and whom it meets or speaks with, who may be "they" in what follows."""
        tokens = sentence.tokens
        for subject in units:
            if subject.role != "subject" or tokens[tokens[subject.head].head].lemma not in _MEETS:
                continue
            verb = tokens[subject.head].head
            for other in units:
                if other.refs[0].kind == subject.refs[0].kind and self._meets(sentence, verb, other):
                    refs = {key_of(ref): ref for ref in (*subject.refs, *other.refs)}
                    if len(refs) > 1:
                        yield msgspec.structs.replace(
                            subject, refs=tuple(refs.values()), key=frozenset(refs), start=other.start, role="pair",
                            pronoun=False,
                        )  # fmt: skip

    @staticmethod
    def _meets(sentence: Sentence, verb: int, other: Unit) -> bool:
        tokens = sentence.tokens
        token = tokens[other.head]
        if token.dep == "dobj":
            return token.head == verb
        above = tokens[token.head]
        if token.dep != "pobj" or above.text.lower() not in _WITH:
            return False
        return above.head == verb or tokens[above.head].head == verb


def _start(found: Mention | Unit) -> int:
    return found.start
