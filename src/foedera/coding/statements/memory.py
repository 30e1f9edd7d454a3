"""Who has spoken so far in a document, and who issued the documents that it cites."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.named import at, each_once, issuer_of
from foedera.coding.statements.trees import DOCUMENTS, VERBAL, Tree
from foedera.model import ActorRef, Voice
from foedera.resolution.genders import Genders
from foedera.resolution.mentions import key_of

_FAR = 4
_GENDERED = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: the actors, the words that describe them or whoever is not named, and the voice."""

    actors: tuple[ActorRef, ...]
    description: str | None
    voice: Voice


class Memory:
    """Who has spoken so far in a document, and who issued the documents that it cites."""

    def __init__(self, reading: Reading) -> None:
        """Nobody has spoken yet."""
        self._reading = reading
        self._last: tuple[int, int, Speaker] | None = None
        self._people: list[tuple[int, Speaker]] = []
        self._genders = Genders(reading.document.text)
        self._names: dict[str, ActorRef] = {}
        self._issuers: tuple[tuple[int, str, tuple[ActorRef, ...]], ...] | None = None

    def learn(self, who: Speaker, pronoun: str) -> None:
        """Note that the text says "he" or "she" of a speaker."""
        if pronoun in _GENDERED and [ref.kind for ref in who.actors] == ["person"]:
            self._genders.learn(who.actors[0], _GENDERED[pronoun])

    def add(self, paragraph: int, offset: int, who: Speaker) -> None:
        """Keep who spoke in a paragraph, where anything is known of him."""
        if who.voice == "named":
            for ref in who.actors:
                if ref.kind == "person":
                    self._names |= dict.fromkeys(ref.name.split(), ref)
        if (who.actors and who.voice == "named") or (who.voice == "unnamed" and who.description is not None):
            self._last = (paragraph, offset, who)
        if [ref.kind for ref in who.actors] == ["person"]:
            self._people.append((paragraph, who))

    def last(self, paragraph: int, offset: int, pronoun: str) -> Speaker | None:
        """Who spoke last: in this paragraph or the one above, or a few above where no person is named since; else the
        one person named in the paragraph above. Whoever cannot be "he" or "she" is passed over for the last person a
        few paragraphs above who can."""
        newer = self._introduced(paragraph, offset, pronoun)
        if newer is not None:
            return newer
        spoke = self._spoke(paragraph, offset)
        found = self._only(paragraph) if spoke is None else spoke
        if found is None or self._agrees(found, pronoun):
            return found
        near = (who for place, who in reversed(self._people) if paragraph - place <= _FAR)
        return next((who for who in near if self._agrees(who, pronoun)), None)

    def _agrees(self, who: Speaker, pronoun: str) -> bool:
        """Whether all of a speaker's persons may be "he" or "she"; of other pronouns always."""
        single = _GENDERED.get(pronoun)
        return single is None or all(self._genders.agree(ref, single) for ref in who.actors if ref.kind == "person")

    def _introduced(self, paragraph: int, offset: int, pronoun: str) -> Speaker | None:
        """The one person whom the paragraph names before an offset, where nobody has spoken in it yet."""
        if pronoun not in _GENDERED or (self._last is not None and self._last[0] == paragraph):
            return None
        start = self._reading.document.paragraphs[paragraph].start
        persons = self._persons(start, offset)
        who = Speaker(persons, None, "named")
        return who if len(persons) == 1 and self._agrees(who, pronoun) else None

    def _persons(self, start: int, end: int) -> tuple[ActorRef, ...]:
        """The persons whom the text names between two offsets."""
        mentions = [m for m in self._reading.mentions.within(start, end) if m.how != "pronoun"]
        return each_once(ref for m in mentions for ref in m.refs if ref.kind == "person")

    def _only(self, paragraph: int) -> Speaker | None:
        if paragraph < 1:
            return None
        above = self._reading.document.paragraphs[paragraph - 1]
        persons = self._persons(above.start, above.end)
        return Speaker(persons, None, "named") if len(persons) == 1 else None

    def _spoke(self, paragraph: int, offset: int) -> Speaker | None:
        if self._last is None:
            return None
        place, start, who = self._last
        if paragraph - place <= 1:
            return who
        since = self._reading.mentions.within(start, offset) if paragraph - place <= _FAR else None
        if since is None or any(ref.kind == "person" for m in since if m.how != "pronoun" for ref in m.refs):
            return None
        return who

    def named(self, word: str) -> ActorRef | None:
        """The person who spoke before by a fuller name with this word."""
        return self._names.get(word)

    def issuer(self, lemma: str, offset: int) -> tuple[ActorRef, ...]:
        """Who issued a document that speaks at `offset`: of the last one of this kind whose issuer the text told
        before ("a Pentagon report"), or of "the document" where only one issuer was told."""
        if self._issuers is None:
            self._issuers = tuple(_issuers(self._reading))
        before = [(kind, who) for place, kind, who in self._issuers if place < offset]
        same = [who for kind, who in before if kind == lemma]
        if same:
            return same[-1]
        one = len({tuple(key_of(ref) for ref in who) for _, who in before}) == 1
        return before[-1][1] if one and lemma == "document" else ()


def _issuers(reading: Reading) -> Iterator[tuple[int, str, tuple[ActorRef, ...]]]:
    """The documents of which the text tells who issued them: where, of which kind, and who."""
    for sentence in reading.parse.sentences:
        places = [i for i, token in enumerate(sentence.tokens) if token.lemma.lower() in DOCUMENTS]
        if not places:
            continue
        tree = Tree(sentence)
        for index in places:
            who = issuer_of(reading, tree, index, loose=False) or _teller(reading, tree, index)
            if who:
                yield sentence.tokens[index].start, tree.lemma(index), who


def _teller(reading: Reading, tree: Tree, noun: int) -> tuple[ActorRef, ...]:
    """Who says something in a document: "the ministry said in a statement"."""
    preposition = tree.tokens[noun].head
    verb = tree.tokens[preposition].head
    if tree.tokens[noun].dep != "pobj" or tree.lemma(preposition) != "in" or tree.tokens[verb].pos not in VERBAL:
        return ()
    subject = tree.subject(verb)
    return () if subject is None else tuple(ref for ref in at(reading, tree, subject) if ref.kind != "person")
