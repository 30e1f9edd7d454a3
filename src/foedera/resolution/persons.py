"""Persons: those whom the base knows and those whom only the document names, each one person through the document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from foedera.actors import Base, Match
from foedera.model import ActorRef, Edtf
from foedera.resolution.affiliation import Affiliation, affiliation
from foedera.resolution.candidates import candidates
from foedera.resolution.mentions import Mention
from foedera.resolution.spans import Span, Taken
from foedera.resolution.syntax import Syntax
from foedera.resolution.titles import TITLE

_REIGN = re.compile(r"(?<!\w)([A-Z][\w-]+)(?:['’]s)? [Aa]dministration\b")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III)\.?$")
_NICKNAME = re.compile(r"[\u201c\"]")
_INITIAL = re.compile(r"[A-Z](?:\.|$)")
_TOP = frozenset(["head-of-state", "head-of-government", "foreign-minister", "defence-minister", "secretary-general"])
_HEADS = frozenset(["head-of-state", "head-of-government"])
RANKS = {
    "president": ("head-of-state", "head-of-government"),
    "prime minister": ("head-of-government",),
    "premier": ("head-of-government",),
    "chancellor": ("head-of-government",),
    "foreign minister": ("foreign-minister",),
    "foreign secretary": ("foreign-minister",),
    "secretary of state": ("foreign-minister",),
    "defense minister": ("defence-minister",),
    "defense secretary": ("defence-minister",),
    "secretary of defense": ("defence-minister",),
    "defense chief": ("defence-minister",),
}
_FAMILY_FIRST = frozenset(f"state:{code}" for code in "CHN TWN KOR PRK VNM KHM HUN".split())
_COMMON = frozenset(
    "May March April June August Will Bush Rice Brown White Black Green Young Long Short Hill Price Day King Prince "
    "Bishop Pope Hope Grant Mark Bill Rose West North South East Park Field Stone Wood Banks Power Powers Love Case "
    "Just Gray Grey Best Major General Bell Ball Cook Cooper Hunt Chan Han Xi An Ma Do To So No".split()
)  # fmt: skip


class Person(msgspec.Struct):
    """One person in one document; `name` is the fullest form, `id` that of the base or None.

    `offices` are those that stand before or after the name, in lower case.
    """

    name: str
    id: str | None = None
    state: str | None = None
    sector: str | None = None
    offices: frozenset[str] = frozenset()

    @property
    def surnames(self) -> tuple[str, ...]:
        """The single words by which a text may come back to the person, the likeliest first."""
        words = _SUFFIX.sub("", self.name).split()
        if len(words) < 2:
            return (self.name,)
        return (words[-1], words[0])

    def ref(self, text: str, start: int, end: int) -> ActorRef:
        """The reference to the person by the words from `start` to `end` of `text`."""
        return ActorRef(
            id=self.id, name=self.name, kind="person", state=self.state, sector=self.sector,
            text=text[start:end], start=start, end=end,
        )  # fmt: skip


class Persons:
    """The persons of one document."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self._full: dict[str, Person] = {}

    def mentions(self, known: Sequence[Match], taken: Sequence[Span]) -> list[Mention]:
        """The mentions of persons by name.

        `known` are the persons that the base found; `taken` are stretches of text that name something else.
        """
        covered = Taken(len(self.syntax.text), taken)
        ids = {self._untitled(match): match.on(None) for match in known}
        sure = dict(ids.keys())
        others = [(a, b) for a, b in candidates(self.syntax, covered) if not self._overrun(a, b, sure)]
        spans = _outer([*others, *ids])
        self._learn_all(spans, ids)
        spans += [span for span in self._reigns() if not covered.touches(span)]
        for span in spans:
            covered.add(span)
        spans += self._returns(covered)
        return [self._mention(start, end) for start, end in sorted(set(spans))]

    def _untitled(self, match: Match) -> Span:
        """The span of a name of the base without the title that the base has with it."""
        title = TITLE.match(self.syntax.text, match.start, match.end)
        return (match.start if title is None or title.end() >= match.end else title.end() + 1), match.end

    def _overrun(self, start: int, end: int, sure: Mapping[int, int]) -> bool:
        """Whether a name only adds words to one of the base that are no suffix ("Joe Biden Launches")."""
        known = sure.get(start, end)
        return known < end and _SUFFIX.fullmatch(self.syntax.text, known, end) is None

    def _learn_all(self, spans: Sequence[Span], ids: dict[Span, tuple[str, ...]]) -> None:
        """Who is named: full names first, the longest before all, then single words."""
        words = {span: self.syntax.text[slice(*span)] for span in spans}
        for span in sorted(spans, key=lambda span: span[0] - span[1]):
            found = ids.get(span, ())
            if found or " " in words[span]:
                self._learn(words[span], *span, found[0] if len(found) == 1 else None)
        for span in spans:
            if " " not in words[span]:
                self._return(words[span], *span)

    def _return(self, surname: str, start: int, end: int) -> None:
        """Learn who is named by one word, or what a title says of who is known by it."""
        who = self._who(surname)
        if not who:
            self._learn(surname, start, end, None)
        elif len(who) == 1:
            who[0].offices |= affiliation(self.base, self.syntax.text, start, end, self.published).offices

    def person(self, name: str) -> Person | None:
        """The person meant by a full name or surname in this document; None where there is none or several."""
        found = self._who(name) or [person for person in self.known() if person.name == name]
        return found[0] if len(found) == 1 else None

    def of_base(self, id: str) -> Person:
        """A person of the base, as at the document's date."""
        on = self.published if self.base.actor(id, self.published) else None
        name = self.base.name_of(id, on) or id
        return Person(name, id, self.base.state_of(id, on), self.base.sector_of(id, on))

    def known(self) -> list[Person]:
        """All persons of the document, once each."""
        return list({id(person): person for person in self._full.values()}.values())

    def _learn(self, name: str, start: int, end: int, id: str | None) -> None:
        """Note a person and what stands beside the name; one already known by another form stays one."""
        said = affiliation(self.base, self.syntax.text, start, end, self.published)
        person = self._full.get(name) or self._longer(name)
        if person is None:
            id = id or self._in_base(name, said)
            person = self._same(id) or Person(name)
        self._full[name] = person
        if id is not None:
            self._identify(person, id)
        person.sector = person.sector or said.sector
        person.state = person.state or said.state
        person.offices |= said.offices

    def _same(self, id: str | None) -> Person | None:
        """The person of the document with this id."""
        return None if id is None else next((person for person in self.known() if person.id == id), None)

    def _identify(self, person: Person, id: str) -> None:
        """Take over what the base says of a person; out of office, the sector is not known."""
        known = self.of_base(id)
        person.id, person.name, person.state = id, known.name, known.state
        if self.base.posts_of(id, self.published):
            person.sector = known.sector

    def _in_base(self, name: str, said: Affiliation) -> str | None:
        """The person of the base whom a name means that the scanner does not find: a surname, or other spelling."""
        if " " not in name:
            return _only(self._office_holders(name, said))
        words = _SUFFIX.sub("", name).split()
        for spelled in (name, f"{words[0]} {words[-1]}"):
            people = self.base.people(spelled)
            if len(people) == 1:
                return people[0]
        return _only(self._office_holders(words[-1], said)) if _NICKNAME.search(name) else None

    def _office_holders(self, surname: str, said: Affiliation) -> list[str]:
        """Who of this surname is in office, or else was: with a title whoever fits it, without one only the highest."""
        if self.published is None or (surname in _COMMON and not said.titled):
            return []
        ranks = {rank for office in said.offices for rank in RANKS.get(office, ())} if said.titled else _TOP
        found = [] if said.former else self._ranked(surname, said.state, ranks, self.published)
        return found or self._ranked(surname, said.state, self._past(said, ranks), None)

    @staticmethod
    def _past(said: Affiliation, ranks: Collection[str]) -> Collection[str]:
        """The ranks that somebody may have held before: those of the title, or only the highest without one."""
        if not said.titled:
            return _HEADS
        return _TOP.intersection(ranks) or (_TOP if said.former else ())

    def _ranked(self, surname: str, state: str | None, ranks: Collection[str], on: Edtf | None) -> list[str]:
        """The persons of a surname who held a post of one of these ranks, whichever where there are none."""
        if on is None and not ranks:
            return []
        found = []
        for id in self.base.surnamed(surname, on):
            if state is not None and self.base.state_of(id, self.published) not in (state, None):
                continue
            posts = [self.base.post(row.post) for row in self.base.posts_of(id, on)]
            if not ranks or any(post is not None and post.rank in ranks for post in posts):
                found.append(id)
        return found

    def _reigns(self) -> Iterator[Span]:
        """ "The Biden administration" names a person, where the document or the base knows who was in office."""
        for found in _REIGN.finditer(self.syntax.text):
            if not self._who(found[1]):
                holders = self._office_holders(found[1], Affiliation())
                if len(holders) != 1:
                    continue
                self._learn(found[1], *found.span(1), holders[0])
            yield found.span(1)

    def _likeliest(self, namesakes: list[Person], start: int, end: int) -> list[Person]:
        """Of several persons of one surname the one whose title stands there, or who alone is in a high office."""
        said = affiliation(self.base, self.syntax.text, start, end, self.published)
        surname = self.syntax.text[start:end]
        ids = [] if self.published is None else self._ranked(surname, said.state, _TOP, self.published)
        found = [person for person in namesakes if person.id in ids or said.offices & person.offices]
        return found if len(found) == 1 else namesakes

    def _longer(self, name: str) -> Person | None:
        """A person already known whose name holds all words of `name` and begins and ends alike."""
        words = [word for word in name.split() if not _INITIAL.fullmatch(word)]
        found = []
        for person in self.known():
            others = person.name.split()
            if words and words[-1] == others[-1] and words[0] == others[0]:
                found.append(person)
        return found[0] if len(found) == 1 else None

    def _who(self, name: str) -> list[Person]:
        if name in self._full:
            return [self._full[name]]
        persons = self.known()
        if name.isupper():
            return [p for p in persons if name in (p.surnames[0].upper(), p.name.upper())]
        for place in (0, 1):
            found = [p for p in persons if len(p.surnames) > place and p.surnames[place] == name]
            if found:
                return found
        return []

    def _returns(self, covered: Taken) -> Iterator[Span]:
        """Surnames of persons of this document that no candidate covers."""
        surnames = {p.surnames[0] for p in self._full.values() if len(p.surnames) > 1 and len(p.surnames[0]) > 2}
        surnames |= self._full.keys() | self._first_surnames()
        surnames |= {name.upper() for name in surnames if len(name) > 3}
        if not surnames:
            return
        wanted = "|".join(map(re.escape, sorted(surnames, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![\w@-])(?:{wanted})(?!\w|-\w)")
        for found in pattern.finditer(self.syntax.text):
            if covered.touches(found.span()):
                continue
            if (found[0] in _COMMON or len(found[0]) < 4) and not self._proper(found.start(), found.end()):
                continue
            yield found.span()

    def _first_surnames(self) -> set[str]:
        """Family names that come first: of persons from where that is the custom, or with a title before them."""
        found = set()
        for person in self._full.values():
            if len(person.surnames) > 1 and len(person.surnames[1]) > 1:
                first = person.surnames[1]
                if person.state in _FAMILY_FIRST or re.search(
                    rf"\b(?:Mr|Mrs|Ms|Gen|Adm)\.? {re.escape(first)}\b", self.syntax.text
                ):
                    found.add(first)
        return found

    def _proper(self, start: int, end: int) -> bool:
        sentence = self.syntax.sentence(start)
        if sentence is None:
            return False
        return all(sentence.tokens[i].pos == "PROPN" for i in self.syntax.indexes(sentence, start, end))

    def _mention(self, start: int, end: int) -> Mention:
        text = self.syntax.text[start:end]
        found = self._who(text)
        if len(found) > 1:
            found = self._likeliest(found, start, end)
        how = "name" if " " in text else "surname"
        if len(found) == 1:
            return Mention(start, end, text, (found[0].ref(self.syntax.text, start, end),), how)
        ref = Person(text).ref(self.syntax.text, start, end)
        return Mention(start, end, text, (ref,), how, tuple(p.id for p in found if p.id is not None))


def _only(ids: Sequence[str]) -> str | None:
    return ids[0] if len(ids) == 1 else None


def _outer(spans: Sequence[Span]) -> list[Span]:
    """The spans that lie in no other."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
