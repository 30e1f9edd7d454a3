"""Mentions by a role: "the Japanese prime minister", "his Chinese counterpart", "the president", "the alliance"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from foedera.actors import Base
from foedera.model import ActorRef
from foedera.resolution.focus import Focus
from foedera.resolution.mentions import Mention, Mentions, key_of, only
from foedera.resolution.offices import Offices
from foedera.resolution.parties import Parties
from foedera.resolution.persons import Person, Persons
from foedera.resolution.syntax import Syntax

_OFFICE = (
    r"(prime minister|vice[- ]president|president|chancellor|premier|foreign minister|defen[cs]e minister|"
    r"foreign secretary|defen[cs]e secretary|secretary of state|secretary of defen[cs]e|defen[cs]e chief|"
    r"national security advis[eo]r|chief cabinet secretary|ambassador|crown prince|king|emperor|leader)"
)
_NAMED = r"(?:,? (?:the )?(?-i:[A-Z])|,? who is )"
_OWNED = re.compile(
    rf"(?:'s|\u2019s)? (?:new |current |then-)?{_OFFICE}(?![\w-])(?!{_NAMED})"
    r"(?! to (?:the )?(?-i:[A-Z])\w*(?: \w+){0,3} (?-i:[A-Z]))",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"\b(?:the|a|new|current) {_OFFICE} of (?:the )?$", re.IGNORECASE)
_COUNTERPART = re.compile(r" counterpart\b(?!s?,? (?-i:[A-Z]))", re.IGNORECASE)
_BARE = re.compile(
    rf"\b(?:the|this) {_OFFICE}(?![\w-])(?!,? (?-i:[A-Z])| of | for | to the |-elect)(?<! leader)", re.IGNORECASE
)
_RANKED = re.compile(
    r"\b[Tt]he (admiral|general|colonel|senator|ambassador|professor|commissioner|spokes(?:man|woman|person))(?![\w-])"
    r"(?! (?:staff|assembly|elections?|public|manager|secretary)\b)"
)
_ALLIANCE = re.compile(r"\b(?:[Tt]he|[Tt]his) ([Aa]lliance)\b(?! (?:with|between|of|to)\b)")
_OTHER_ALLIANCE = re.compile(
    r"\b(?:security|bilateral|defen[cs]e|military|our|treaty) [Aa]lliance\b|-\w+ [Aa]lliance\b"
)
_BODY = re.compile(
    r"\b(?:[Tt]he|[Tt]his) (?:terrorist |militant |jihadist |Islamist |extremist )?"
    r"(group|organi[sz]ation|bloc|ministry|company|"
    r"agency|chamber|command|militia)(?![\w-])(?! of | for )"
)
_SECTORS = {
    "group": ("REB", "UAF", "CRM", "IGO"), "organisation": ("IGO", "REB", "UAF", "NGO"), "bloc": ("IGO",),
    "company": ("BUS",), "militia": ("REB", "UAF"), "chamber": ("LEG",), "ministry": ("GOV",), "agency": ("GOV", "MED"),
    "command": ("MIL",),
}  # fmt: skip
_WORDS = {"ministry": "inistry", "agency": "gency"}
_APPOSED = re.compile(r",? (?:\(|– |- )?(?:and )?(?:the |a |an |its |his |her )?(?:new |former |then[- ])?$")
_ATLANTIC = re.compile(r"\b[Tt]he [Tt]rans-?[Aa]tlantic (?:(?:military|defen[cs]e|security) )?([Aa]lliance)\b")
_NATO = "organisation:nato"
_PACT = re.compile(r"\b(?:Treaty|Pact)\b")
_NEAR = 600
_OFTEN = 3
_SELDOM = 2


class Roles:
    """Finds who is meant by a role, given the mentions by name and the persons of the document."""

    def __init__(
        self, base: Base, syntax: Syntax, parties: Parties, persons: Persons, offices: Offices, named: Sequence[Mention]
    ) -> None:
        self.base, self.syntax, self.parties, self.persons, self.offices = base, syntax, parties, persons, offices
        self.named = Mentions(named)
        self.focus = Focus(syntax, self.named)
        self._counts = Counter(key_of(ref) for mention in self.named for ref in mention.refs)

    def mentions(self) -> list[Mention]:
        """All mentions by a role; a state's name beside one stays a mention by itself."""
        return [
            *self._owned(),
            *self._counterparts(),
            *self._bare(),
            *self._ranked(),
            *self._alliance(),
            *self._bodies(),
        ]

    def _owned(self) -> Iterator[Mention]:
        text = self.syntax.text
        for mention in self.named:
            if only(mention, "state") is None or self._apposed(mention.start):
                continue
            found = _OWNED.match(text, mention.end)
            if found is None:
                line = text.rfind("\n", 0, mention.start) + 1
                found = _OWNER.search(text, max(line, mention.start - 60), mention.start)
            if found is not None:
                yield self._mention(found.start(1), found.end(1), found[1], mention)

    def _apposed(self, start: int) -> bool:
        """Whether the words describe a person named right before them ("John Bolton, the US adviser")."""
        before = _APPOSED.search(self.syntax.text, max(0, start - 20), start)
        if before is None:
            return False
        mention = self.named.at(before.start() - 1)
        return mention is not None and any(ref.kind == "person" for ref in mention.refs[:1])

    def _counterparts(self) -> Iterator[Mention]:
        text = self.syntax.text
        for mention in self.named:
            found = _COUNTERPART.match(text, mention.end) if mention.how == "adjective" else None
            if found is not None and only(mention) is not None:
                yield self._mention(mention.end + 1, found.end(), self._office_before(mention.start), mention)

    def _office_before(self, start: int) -> str | None:
        """The office of the only person that the sentence names before `start`."""
        sentence = self.syntax.parse.at(start)
        if sentence is None:
            return None
        persons = [self.persons.person(ref.name) for ref in self.named.refs(sentence.start, start, "person")]
        titles = {office for person in persons if person is not None for office in person.offices}
        return titles.pop() if len(titles) == 1 else None

    def _bare(self) -> Iterator[Mention]:
        """ "The prime minister" alone, where it is plain of which state."""
        text = self.syntax.text
        for found in _BARE.finditer(text):
            if self._apposed(found.start(1)):
                continue
            person = self._bearer(found[1].lower().replace("defence", "defense").replace("-", " "), found.start())
            if person is not None:
                start, end = found.span(1)
                yield Mention(start, end, found[1], (person.ref(text, start, end),), "role")

    def _bearer(self, office: str, at: int) -> Person | None:
        """Who is meant by an office without a state: the document's only holder, or that of the state spoken of."""
        own = self._own(office)
        if own is not None:
            return own
        holders = [p for p in self.persons.known() if self.offices.in_office(p, office)]
        if len(holders) == 1:
            return holders[0]
        states = self._states_beside(at)
        mine = [p for p in holders if p.state in states]
        if len(mine) == 1 and len(states) == 1:
            return mine[0]
        return self._salient(holders, at) or self._at_home(office, at)

    def _at_home(self, office: str, at: int) -> Person | None:
        """Who holds the office in the state with which the document deals."""
        state = self.focus.at(at)
        return None if state is None else self.offices.holder(office, state)

    def _own(self, office: str) -> Person | None:
        """Who holds the office in the state that issues the document by itself."""
        return None if self.parties.alone is None else self.offices.holder(office, self.parties.alone)

    def _salient(self, persons: Sequence[Person], at: int) -> Person | None:
        """Of several persons the only one named shortly before, or the one named far more often than any other."""
        keys = {person.id or person.name: person for person in persons}
        near = {key for ref in self.named.refs(max(0, at - _NEAR), at, "person") if (key := key_of(ref)) in keys}
        counts = [(self._counts[key], key) for key in keys]
        if len(near) == 1 and _SELDOM * self._counts[min(near)] >= max(counts)[0]:
            return keys[near.pop()]
        first, second = [*sorted(counts, reverse=True), (0, ""), (0, "")][:2]
        return keys[first[1]] if first[0] >= _OFTEN * max(1, second[0]) else None

    def _states_beside(self, at: int) -> set[str]:
        """The states of the other persons of the sentence."""
        sentence = self.syntax.parse.at(at)
        if sentence is None:
            return set()
        refs = self.named.refs(sentence.start, sentence.end, "person")
        return {ref.state for ref in refs if ref.state is not None}

    def _ranked(self) -> Iterator[Mention]:
        """ "The admiral", where the document has one only."""
        text = self.syntax.text
        for found in _RANKED.finditer(text):
            rank = found[1]
            bearers = [person for person in self.persons.known() if rank in person.offices]
            bearer = bearers[0] if len(bearers) == 1 else self._salient(bearers, found.start())
            if bearer is not None:
                start, end = found.span(1)
                yield Mention(start, end, rank, (bearer.ref(text, start, end),), "role")

    def _alliance(self) -> Iterator[Mention]:
        """ "The alliance" is the only alliance that the document names, the transatlantic one NATO."""
        text = self.syntax.text
        for nato in [ref for ref in self.named.refs(0, len(text), "organisation") if ref.id == _NATO][:1]:
            yield from (self._again(nato, *found.span(1)) for found in _ATLANTIC.finditer(text))
        named = {
            ref.id: ref for ref in self.named.refs(0, len(text), "organisation")
            if ref.sector == "IGO" and _PACT.search(ref.name)
        }  # fmt: skip
        if len(named) != 1 or _OTHER_ALLIANCE.search(text):
            return
        for found in _ALLIANCE.finditer(text):
            start, end = found.span(1)
            yield self._again(next(iter(named.values())), start, end)

    def _bodies(self) -> Iterator[Mention]:
        """ "The ministry", "the group": the only body of that sort that was named shortly before."""
        text = self.syntax.text
        for found in _BODY.finditer(text):
            noun = found[1].replace("z", "s")
            sectors, word = _SECTORS[noun], _WORDS.get(noun, "")
            near = {
                key_of(ref): ref
                for ref in self.named.refs(max(0, found.start() - _NEAR), found.start(), "organisation", "command")
                if ref.sector in sectors and word in ref.name
            }
            if len(near) == 1:
                yield self._again(next(iter(near.values())), *found.span(1))

    def _again(self, ref: ActorRef, start: int, end: int) -> Mention:
        words = self.syntax.text[start:end]
        return Mention(start, end, words, (msgspec.structs.replace(ref, text=words, start=start, end=end),), "role")

    def _mention(self, start: int, end: int, office: str | None, owner: Mention) -> Mention:
        text, state = self.syntax.text, owner.refs[0].id
        person = None if office is None or state is None else self.offices.holder(office, state)
        if person is None:
            whole = text[min(start, owner.start) : max(end, owner.end)]
            person = Person(whole, state=state, sector="GOV")
        return Mention(start, end, text[start:end], (person.ref(text, start, end),), "role")
