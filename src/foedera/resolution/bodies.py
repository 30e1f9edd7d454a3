"""A state's own bodies by their nouns: "the government", "the military", "its navy", "his country"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.focus import Focus
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.naming import Naming
from foedera.resolution.syntax import Syntax, has

_STATE = "government|administration|country|nation|homeland"
_BODY = (
    r"military|armed forces|army|navy|air force|coast guard|parliament|defen[cs]e (?:ministry|department)|"
    r"foreign ministry"
)
_END = r"\b(?![\w-])(?! (?:of|for|in)\b)(?! [A-Z])"
_THE = re.compile(rf"\b(?:[Tt]he|[Tt]his) (?P<noun>(?i:{_BODY}|government|administration)){_END}")
_OWN = re.compile(rf" (?:own |whole |beloved |new ){{0,2}}(?P<noun>(?i:{_BODY}|{_STATE})){_END}")
_SPELLED = {
    "military": "armed forces",
    "defence ministry": "defense ministry",
    "defense department": "defense ministry",
}
_PARTS = frozenset("nsubj nsubjpass dobj pobj poss conj agent appos".split())


class Bodies:
    """Finds them in one document; which state is meant tell the owner before the noun or the document's focus."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None, naming: Naming, focus: Focus) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self._naming, self._focus = naming, focus

    def mentions(self) -> Iterator[Mention]:
        """ "The government", "the military" of the state with which the document deals."""
        for found in _THE.finditer(self.syntax.text):
            state = self._focus.at(found.start()) if self._stands(*found.span("noun")) else None
            yield from self._mention(found, state)

    def owned(self, found: Mentions) -> Iterator[Mention]:
        """ "Its navy", "my country": of the one state that a possessive pronoun means, or of a person's."""
        for mention in found:
            words = _OWN.match(self.syntax.text, mention.end) if len(mention.refs) == 1 else None
            if words is not None and mention.text.lower() in _POSSESSIVE and self._stands(*words.span("noun")):
                if words["noun"] == "administration" and mention.refs[0].kind == "person":
                    continue  # his own, not the state's
                yield from self._mention(words, _state(mention.refs[0]))

    def _stands(self, start: int, end: int) -> bool:
        """Whether a noun stands for itself, not before another one ("the army general")."""
        head = self.syntax.head(start, end)
        if head is None:
            return False
        sentence, index = head
        return sentence.tokens[index].dep in _PARTS and not has(sentence, index, ("relcl", "acl"))

    def _mention(self, found: re.Match[str], state: str | None) -> Iterator[Mention]:
        start, end = found.span("noun")
        for ref in self._refs(found["noun"].lower(), state, start, end):
            yield Mention(start, end, found["noun"], (ref,), "role")

    def _refs(self, noun: str, state: str | None, start: int, end: int) -> Sequence[ActorRef]:
        """The state itself, or its only body that is called so."""
        if state is None:
            return ()
        if noun in _STATE.split("|"):
            return (self._naming.ref(state, start, end),)
        name = _SPELLED.get(noun, noun)
        adjectives = [row.name for row in self.base.names(state, self.published) if row.type == "adjective"]
        ids = {actor.id for word in adjectives for actor in self.base.find(f"{word} {name}", self.published)}
        return (self._naming.ref(ids.pop(), start, end),) if len(ids) == 1 else ()


_POSSESSIVE = frozenset("its his her my our your their".split())


def _state(ref: ActorRef) -> str | None:
    return ref.id if ref.kind == "state" else ref.state if ref.kind == "person" else None
