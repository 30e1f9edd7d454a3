"""Mentions of several actors at once by a noun: "both countries", "the three leaders", "AUKUS partners"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.naming import Naming
from foedera.resolution.offices import Offices
from foedera.resolution.parties import Parties
from foedera.resolution.persons import Person, Persons
from foedera.resolution.syntax import Syntax

_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "neither": 2, "either": 2}
_STATES = (
    "countries|nations|states|sides|governments|allies|partners|neighbou?rs|militaries|capitals|peoples|parties|"
    "delegations|participants|democracies|powers"
)
_PERSONS = (
    "leaders|presidents and prime ministers|presidents|prime ministers|foreign ministers|"
    "foreign and defen[cs]e ministers|"
    "defen[cs]e ministers|defen[cs]e chiefs|secretaries|ministers|premiers"
)
_COUNTED = re.compile(
    r"\b(?:(?:the|our|their|these) )?(both|two|three|four|five|neither|either)(?: of)?(?: the| our| their| these)? "
    rf"({_STATES}|{_PERSONS}|side|country|party)\b(?! of | from )",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(the|our|their|these|all the) ({_PERSONS}|countries|nations|governments|sides|delegations|participants|"
    r"democracies|parties)\b(?! of | from | in )",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?<!\w )\b(participants|delegations)\b")
_PRINCIPALS = re.compile(r"\b[Tt]he (President and(?: the)? Prime Minister|two [Pp]residents)\b(?! [A-Z])")
_HOLDERS = re.compile(rf"\b[Tt]he ({_PERSONS}) of (?:the )?", re.IGNORECASE)
_LISTED = re.compile(r"(?:,|,? and|;| as well as)? ?(?:the )?", re.IGNORECASE)
_REGIONAL = re.compile(
    r"\b(?:[Tt]he )?(Nordic|Baltic|Visegr[aá]d|Gulf) (countries|states|nations|leaders|partners|allies)\b",
    re.IGNORECASE,
)
_REGIONS = {
    "nordic": "organisation:nordic-council", "baltic": "organisation:baltic-council-of-ministers",
    "gulf": "organisation:gcc", "visegrad": "organisation:visegrad-group",
}  # fmt: skip
_OFFICES = {
    "foreign": ("foreign minister", "foreign secretary", "secretary of state"),
    "defense": ("defense minister", "defense secretary", "secretary of defense", "defense chief"),
    "president": ("president",),
    "prime": ("prime minister", "chancellor", "premier"),
    "premier": ("prime minister", "premier"),
    "leader": ("president", "prime minister", "chancellor", "premier"),
}
_MINISTERS = (*_OFFICES["foreign"], *_OFFICES["defense"])
_MEMBERS = re.compile(
    r"(?:'s|\u2019s)? ([Mm]embers|[Mm]ember [Ss]tates|[Mm]ember countries|[Aa]llies|[Pp]artners|countries|nations)\b"
)
_PART = frozenset(
    "some other many several most few two three four five a an fellow key european its their his our non new eastern "
    "major certain individual more any no only fellow- western baltic southern northern former".split()
)
_BACK = 5
_FEW = 5
_NEAR = 1500


class Sets:
    """Finds the mentions of sets, given the mentions by name."""

    def __init__(
        self, base: Base, syntax: Syntax, published: Edtf | None, parties: Parties, persons: Persons, offices: Offices,
        naming: Naming, sides: Sequence[str], named: Sequence[Mention],
    ) -> None:  # fmt: skip
        self.base, self.syntax, self.published, self.parties = base, syntax, published, parties
        self.persons, self.offices, self._naming = persons, offices, naming
        self.sides = sides
        self.named = Mentions(named)
        self._starts = [sentence.start for sentence in syntax.parse.sentences]

    def mentions(self) -> list[Mention]:
        """All mentions of sets, some of which may take the place of a mention by name ("NATO allies")."""
        return [*self._counted(), *self._plain(), *self._members(), *self._holders(), *self._regional()]

    def _counted(self) -> Iterator[Mention]:
        text = self.syntax.text
        for found in _COUNTED.finditer(text):
            count, noun = _COUNTS[found[1].lower()], found[2].lower()
            start, end = found.span()
            refs: Sequence[ActorRef] = ()
            seen: list[str] = []
            if re.fullmatch(_PERSONS, noun):
                refs = self._in_office(noun, start, count)
            elif len(self.parties.joint) == count:
                refs = self._refs(self.parties.joint)
            else:
                refs, seen = self._before(start, count)
                if not refs:
                    refs = self._refs(next((g for g in (self.parties.all, self.sides) if len(g) == count), ()))
            yield self._set(start, end, refs, seen)

    def _plain(self) -> Iterator[Mention]:
        for found in _PLAIN.finditer(self.syntax.text):
            refs = self._uncounted(found)
            if len(refs) > 1:
                yield self._set(*found.span(), refs)
        if 1 < len(self.parties.joint) <= _FEW:
            for found in _ALONE.finditer(self.syntax.text):
                yield self._set(*found.span(), self._refs(self.parties.joint))
        for found in _PRINCIPALS.finditer(self.syntax.text):
            refs = self._in_office("leaders", found.start(), 2)
            if len(refs) == 2:
                yield self._set(*found.span(), refs)

    def _uncounted(self, found: re.Match[str]) -> Sequence[ActorRef]:
        """Who "the ministers", "our countries", "the Parties" are."""
        owner, noun = found[1].lower(), found[2].lower()
        if re.fullmatch(_PERSONS, noun):
            return self._in_office(noun, found.start(), None)
        if noun == "parties":
            return self._refs(self.parties.treaty) if found[2][0].isupper() else ()
        if owner in ("our", "their"):
            return self._refs(self.parties.joint)
        group = self.parties.all if noun in ("sides", "countries", "nations") else self.parties.joint
        return self._refs(group) if len(group) <= _FEW else ()

    def _in_office(self, noun: str, at: int, count: int | None) -> Sequence[ActorRef]:
        """The persons meant by "leaders" or "ministers": those in such an office named before, or the parties' own."""
        offices = self._offices(noun)
        return self._principals(offices, count) or self._officials(offices, at, count)

    def _principals(self, offices: tuple[str, ...], count: int | None) -> Sequence[ActorRef]:
        """The leaders of the parties of a joint document, where leaders are meant."""
        parties = self.parties.joint
        if not parties and count is None and self.parties.announces:
            parties = self.parties.all
        if not parties or count not in (None, len(parties)):
            return ()
        if offices == _OFFICES["leader"]:
            return self._leaders(parties)
        return self._presidents(parties) if offices == _OFFICES["president"] and count is not None else ()

    def _presidents(self, states: Sequence[str]) -> Sequence[ActorRef]:
        """The presidents of states, where all are known."""
        holders = [self.offices.holder("president", state) for state in states]
        refs = [holder.ref(self.syntax.text, 0, 1) for holder in holders if holder is not None]
        return refs if len(refs) == len(states) else ()

    def _officials(self, offices: tuple[str, ...], at: int, count: int | None) -> Sequence[ActorRef]:
        """The persons named before who hold one of these offices."""
        named = {key_of(ref): ref for ref in self.named.refs(0, at, "person") if self._holds(ref, offices)}
        if not named and count == len(self.parties.all) and offices == _OFFICES["leader"]:
            return self._leaders(self.parties.all)
        found = [named[key] for key in self._nearest(list(named), at, count)]
        return found if len(found) > 1 and count in (None, len(found)) else ()

    def _holds(self, ref: ActorRef, offices: tuple[str, ...]) -> bool:
        person = self.persons.person(ref.name)
        return person is not None and any(self.offices.in_office(person, office) for office in offices)

    def _nearest(self, keys: list[str], at: int, count: int | None) -> list[str]:
        """Of persons named before, the `count` named last; all of them where no count is known and they are few."""
        if count is None:
            return keys if len(keys) < _FEW else []
        if len(keys) <= count:
            return keys
        near = [key_of(ref) for ref in self.named.refs(max(0, at - _NEAR), at)]
        recent = [key for key in dict.fromkeys(reversed(near)) if key in keys][:count]
        return [key for key in keys if key in recent]

    @staticmethod
    def _offices(noun: str) -> tuple[str, ...]:
        noun = noun.replace("defence", "defense")
        if noun.startswith("foreign and") or noun in ("ministers", "secretaries"):
            return _MINISTERS
        return next((offices for word, offices in _OFFICES.items() if noun.startswith(word)), _OFFICES["leader"])

    def _holders(self) -> Iterator[Mention]:
        """ "The prime ministers of Denmark and Norway"."""
        for found in _HOLDERS.finditer(self.syntax.text):
            states = self._listed(found.end())
            if len(states) < 2:
                continue
            offices = self._offices(found[1].lower())
            refs = []
            for state in states:
                people = [self.offices.holder(office, state) for office in offices]
                person = next((p for p in people if p is not None), None)
                name = f"{found[1].lower()} of {self.base.name_of(state, self.published)}"
                refs.append((person or Person(name, state=state, sector="GOV")).ref(self.syntax.text, 0, 1))
            yield self._set(found.start(), found.end(1), refs)

    def _listed(self, start: int) -> list[str]:
        """The states that a list names from `start` on."""
        states: list[str] = []
        for mention in self.named.within(start, start + 300):
            between = self.syntax.text[start : mention.start]
            if _LISTED.fullmatch(between) is None or len(mention.refs) != 1 or mention.refs[0].kind != "state":
                break
            states.append(mention.refs[0].id or "")
            start = mention.end
        return states

    def _regional(self) -> Iterator[Mention]:
        """ "The Nordic countries": the members of the region's council."""
        for found in _REGIONAL.finditer(self.syntax.text):
            states = self.parties.members(_REGIONS[found[1].lower().replace("á", "a")])
            if states:
                leaders = found[2].lower() == "leaders"
                yield self._set(*found.span(), self._leaders(states) if leaders else self._refs(states))

    def _leaders(self, states: Sequence[str]) -> list[ActorRef]:
        refs = []
        for state in states:
            person = self.offices.leader(state)
            if person is None:
                name = self.base.name_of(state, self.published) or state
                person = Person(f"leader of {name}", state=state, sector="GOV")
            refs.append(person.ref(self.syntax.text, 0, 1))
        return refs

    def _before(self, start: int, count: int) -> tuple[tuple[ActorRef, ...], list[str]]:
        """The `count` distinct states of the nearest sentences that name exactly so many; else all ids seen."""
        sentences = self.syntax.parse.sentences
        index = bisect_right(self._starts, start) - 1
        seen: dict[str, ActorRef] = {}
        for back in range(min(_BACK, index + 1)):
            sentence = sentences[index - back]
            for ref in self.named.refs(sentence.start, min(sentence.end, start), "state"):
                seen.setdefault(key_of(ref), ref)
            if len(seen) >= count:
                break
        return (tuple(seen.values()) if len(seen) == count else ()), list(seen)

    def _members(self) -> Iterator[Mention]:
        text = self.syntax.text
        for mention in self.named:
            if len(mention.refs) != 1 or mention.refs[0].kind != "organisation" or mention.refs[0].id is None:
                continue
            found = _MEMBERS.match(text, mention.end)
            if found is None or self.syntax.before(mention.start) in _PART:
                continue
            ids = [row.member for row in self.base.members(mention.refs[0].id, self.published)]
            states = [id for id in ids if id.startswith("state:")]
            if states:
                yield self._set(mention.start, found.end(), self._refs(states))

    def _refs(self, ids: Sequence[str]) -> tuple[ActorRef, ...]:
        return tuple(self._naming.ref(id, 0, 1) for id in ids)

    def _set(self, start: int, end: int, refs: Sequence[ActorRef], seen: Sequence[str] = ()) -> Mention:
        words = self.syntax.text[start:end]
        made = tuple(msgspec.structs.replace(ref, text=words, start=start, end=end) for ref in refs)
        return Mention(start, end, words, made, "set", () if made else tuple(seen))
