"""Who "the leaders", "the ministers" and "the two Presidents" are: persons in office, of the parties or of the text."""

from __future__ import annotations

from collections.abc import Sequence

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mentions, key_of
from foedera.resolution.offices import Offices
from foedera.resolution.parties import Parties
from foedera.resolution.persons import Person, Persons
from foedera.resolution.syntax import Syntax

_FOREIGN = ("foreign minister", "foreign secretary", "secretary of state")
_DEFENSE = ("defense minister", "defense secretary", "secretary of defense", "defense chief")
_LEADERS = ("president", "prime minister", "chancellor", "premier")
_OFFICES = {
    "foreign and": (*_FOREIGN, *_DEFENSE), "foreign": _FOREIGN, "defense": _DEFENSE, "president": ("president",),
    "prime": ("prime minister", "chancellor", "premier"), "premier": ("prime minister", "premier"),
    "national": ("national security adviser", "national security advisor"),
    "nsa": ("national security adviser", "national security advisor"), "leader": _LEADERS,
    "minister": (*_FOREIGN, *_DEFENSE), "secretar": (*_FOREIGN, *_DEFENSE),
    "chief": ("chief of staff", "chief of defense", "admiral", "general"),
    "general": ("general", "admiral"), "diplomat": _FOREIGN, "top": _FOREIGN,
}  # fmt: skip
_FEW = 5
_NEAR = 1500


def offices_of(noun: str) -> tuple[str, ...]:
    """The offices that a plural noun may mean, in American spelling."""
    noun = noun.lower().replace("defence", "defense")
    if noun.startswith(("presidents and", "president and")):
        return _LEADERS
    return next((offices for word, offices in _OFFICES.items() if noun.startswith(word)), _LEADERS)


class Officials:
    """The persons in office whom a document means by a plural noun."""

    def __init__(
        self, base: Base, syntax: Syntax, published: Edtf | None, parties: Parties, persons: Persons, offices: Offices,
        named: Mentions,
    ) -> None:  # fmt: skip
        self.base, self.syntax, self.published, self.parties = base, syntax, published, parties
        self.persons, self.offices, self.mentions = persons, offices, named

    def principals(self, noun: str, count: int | None, *, mine: bool) -> Sequence[ActorRef]:
        """The leaders of the parties of a joint document, or the ministers that it calls their own."""
        offices, parties = offices_of(noun), self.parties.joint
        if not parties and count is None and self.parties.announces:
            parties = self.parties.all
        if offices == _LEADERS:
            return self.leaders(parties) if parties and count in (None, len(parties)) else ()
        if offices == ("president",) and count in (None, len(parties)):
            return self._held(parties, ("president",))
        return self._ministers(parties, noun) if mine else ()

    def _ministers(self, states: Sequence[str], noun: str) -> Sequence[ActorRef]:
        found: list[ActorRef] = []
        for offices in (_FOREIGN, _DEFENSE):
            if offices_of(noun) in (offices, (*_FOREIGN, *_DEFENSE)) and " " in noun:
                found += self._held(states, offices)
        whole = len(states) * (2 if noun.startswith("foreign and") else 1)
        return found if len(found) == whole else ()

    def _held(self, states: Sequence[str], offices: tuple[str, ...]) -> list[ActorRef]:
        """Who holds one of the offices in each of the states, where all are known; else nobody."""
        people = [next(filter(None, (self.offices.holder(o, s) for o in offices)), None) for s in states]
        return (
            [person.ref(self.syntax.text, 0, 1) for person in people if person is not None]
            if None not in people
            else []
        )

    def in_office(self, refs: Sequence[ActorRef], noun: str) -> bool:
        """Whether all of these persons hold an office that the noun may mean."""
        return all(self._holds(ref, offices_of(noun)) for ref in refs)

    def _holds(self, ref: ActorRef, offices: tuple[str, ...]) -> bool:
        person = self.persons.person(ref.name)
        return person is not None and any(self.offices.in_office(person, office) for office in offices)

    def named(self, noun: str, at: int, count: int | None) -> Sequence[ActorRef]:
        """The persons in such an office whom the text named last, as many as are wanted."""
        offices = offices_of(noun)
        named = {key_of(ref): ref for ref in self.mentions.refs(0, at, "person") if self._holds(ref, offices)}
        found = [named[key] for key in self._nearest(list(named), at, count)]
        if len(found) > 1 and count in (None, len(found)):
            return found
        return self.leaders(self.parties.all) if offices == _LEADERS and count == len(self.parties.all) else ()

    def _nearest(self, keys: list[str], at: int, count: int | None) -> list[str]:
        """Of persons named before, the `count` named last; all of them where no count is known and they are few."""
        if count is None:
            return keys if len(keys) < _FEW else []
        if len(keys) <= count:
            return keys
        near = [key_of(ref) for ref in self.mentions.refs(max(0, at - _NEAR), at)]
        recent = [key for key in dict.fromkeys(reversed(near)) if key in keys][:count]
        return [key for key in keys if key in recent]

    def are_named(self, refs: Sequence[ActorRef]) -> bool:
        """Whether the document names all of these persons."""
        return all(self.persons.person(ref.name) is not None for ref in refs)

    def holders(self, noun: str, states: Sequence[str]) -> list[ActorRef]:
        """Who holds an office in each of the states; one who is not known is named after it."""
        refs = []
        for state in states:
            people = [self.offices.holder(office, state) for office in offices_of(noun)]
            person = next((p for p in people if p is not None), None)
            name = f"{noun.lower()} of {self.base.name_of(state, self.published)}"
            refs.append((person or Person(name, state=state, sector="GOV")).ref(self.syntax.text, 0, 1))
        return refs

    def leaders(self, states: Sequence[str]) -> list[ActorRef]:
        """Who leads each of the states; one who is not known is named after it."""
        refs = []
        for state in states:
            person = self.offices.leader(state) if state.startswith("state:") else None
            if person is None:
                name = self.base.name_of(state, self.published) or state
                person = Person(f"leader of {name}", state=state, sector="GOV")
            refs.append(person.ref(self.syntax.text, 0, 1))
        return refs

    def office_before(self, start: int) -> str | None:
        """The office of the only person that the sentence names before `start`."""
        sentence = self.syntax.parse.at(start)
        if sentence is None:
            return None
        persons = [self.persons.person(ref.name) for ref in self.mentions.refs(sentence.start, start, "person")]
        titles = {office for person in persons if person is not None for office in person.offices}
        return titles.pop() if len(titles) == 1 else None
