"""Mentions by a role: "the Japanese prime minister", "Japan's foreign minister", "his Chinese counterpart"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.actors import Base, Post
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.persons import Person, Persons
from foedera.resolution.syntax import Syntax

_OFFICE = (
    r"(prime minister|vice president|president|chancellor|premier|foreign minister|defen[cs]e minister|"
    r"foreign secretary|defen[cs]e secretary|secretary of state|secretary of defen[cs]e|defen[cs]e chief|"
    r"national security advis[eo]r|chief cabinet secretary|ambassador|king|emperor|leader)"
)
_OWNED = re.compile(rf"(?:'s|\u2019s)? (?:new |current |then-)?{_OFFICE}(?![\w-])(?! (?-i:[A-Z]))", re.IGNORECASE)
_OWNER = re.compile(rf"\b(?:the|a|new|current) {_OFFICE} of (?:the )?$", re.IGNORECASE)
_COUNTERPART = re.compile(r" counterpart\b")
_BARE = re.compile(rf"\b[Tt]he {_OFFICE}(?![\w-])(?! (?-i:[A-Z])| of | for | to )", re.IGNORECASE)


_RANKS = {
    "prime minister": "head-of-government",
    "foreign minister": "foreign-minister",
    "foreign secretary": "foreign-minister",
    "secretary of state": "foreign-minister",
    "defense minister": "defence-minister",
    "defense secretary": "defence-minister",
    "secretary of defense": "defence-minister",
}


class Roles:
    """Finds who is meant by a role, given the mentions by name and the persons of the document."""

    def __init__(
        self, base: Base, syntax: Syntax, published: Edtf | None, persons: Persons, named: Sequence[Mention]
    ) -> None:
        self.base, self.syntax, self.published, self.persons = base, syntax, published, persons
        self.named = Mentions(named)
        self._posts: dict[str | None, list[Post]] = {}
        for post in base.rows("posts"):
            self._posts.setdefault(base.state_of(post.body), []).append(post)

    def mentions(self) -> list[Mention]:
        """All mentions by a role; those with an adjective take in its mention."""
        return [*self._owned(), *self._counterparts(), *self._bare()]

    def _owned(self) -> Iterator[Mention]:
        text = self.syntax.text
        for mention in self.named:
            if len(mention.refs) != 1 or mention.refs[0].kind != "state":
                continue
            found = _OWNED.match(text, mention.end)
            if found is None:
                owner = _OWNER.search(text, max(0, mention.start - 60), mention.start)
                if owner is not None and not text[owner.start() : mention.start].count("\n"):
                    yield self._mention(owner.start(1), owner.end(1), owner[1], mention.refs[0].id)
                continue
            start = mention.start if found[0].startswith(" ") else found.start(1)
            yield self._mention(start, found.end(1), found[1], mention.refs[0].id)

    def _counterparts(self) -> Iterator[Mention]:
        text = self.syntax.text
        for mention in self.named:
            if mention.how != "adjective" or len(mention.refs) != 1:
                continue
            found = _COUNTERPART.match(text, mention.end)
            if found is not None and not re.match(r"s?,? [A-Z]", text[found.end() : found.end() + 4]):
                yield self._mention(mention.start, found.end(), self._office_before(mention.start), mention.refs[0].id)

    def _office_before(self, start: int) -> str | None:
        """The office of the only person that the sentence names before `start`."""
        sentence = self.syntax.parse.at(start)
        if sentence is None:
            return None
        titles: set[str] = set()
        for mention in self.named.within(sentence.start, start):
            for ref in mention.refs:
                person = self.persons.person(ref.name) if ref.kind == "person" else None
                if person is not None:
                    titles |= person.offices
        return titles.pop() if len(titles) == 1 else None

    def _bare(self) -> Iterator[Mention]:
        """ "The prime minister" alone, where the document knows one only."""
        for found in _BARE.finditer(self.syntax.text):
            office = found[1].lower()
            holders = [person for person in self.persons.known() if office in person.offices]
            if len(holders) == 1:
                yield Mention(
                    found.start(1), found.end(1), found[1],
                    (self._ref(found.start(1), found.end(1), holders[0]),), "role",
                )  # fmt: skip

    def _mention(self, start: int, end: int, office: str | None, state: str | None) -> Mention:
        text = self.syntax.text[start:end]
        person = self._holder(office, state)
        if person is None:
            person = Person(text, state=state, sector="GOV")
        return Mention(start, end, text, (self._ref(start, end, person),), "role")

    def _holder(self, office: str | None, state: str | None) -> Person | None:
        """Who holds an office of a state: by the base at the document's date, or as the document says."""
        if office is None or state is None:
            return None
        office = office.lower().replace("defence", "defense")
        if self.published is not None:
            held = {
                holder.person
                for post in self._posts.get(state, ())
                if post.role.lower().replace("defence", "defense") == office or _RANKS.get(office) == post.rank
                for holder in self.base.holders(post.post, self.published)
            }
            if len(held) == 1:
                id = held.pop()
                return Person(
                    self.base.name_of(id, self.published) or id, id,
                    self.base.state_of(id, self.published), self.base.sector_of(id, self.published),
                )  # fmt: skip
        known = [p for p in self.persons.known() if p.state == state and office in p.offices]
        return known[0] if len(known) == 1 else None

    def _ref(self, start: int, end: int, person: Person) -> ActorRef:
        return ActorRef(
            id=person.id, name=person.name, kind="person", state=person.state, sector=person.sector,
            text=self.syntax.text[start:end], start=start, end=end,
        )  # fmt: skip
