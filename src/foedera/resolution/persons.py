"""Persons: those whom the base knows and those whom only the document names, each one person through the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.actors import Base, Match
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mention
from foedera.resolution.syntax import Syntax
from foedera.resolution.titles import TITLE, TITLE_BEFORE, is_title, offices, sector

_INITIAL = re.compile(r"[A-Z](?:\.|$)")
_NAME = r"[A-Z][\w'’.-]*[\w.](?: (?:[A-Z][\w'’-]*[\w.]|[A-Z]\.|bin|al|van|von|der|den|de|da|del|la|di|dos|y))*"
_NAMED = re.compile(rf"(?:{_NAME})")
_NO_PERSON = re.compile(
    r"['’]s |[\d@/\\:;()\n\t]|\b(?:[A-Z]{4,}|Ministry|Department|Army|Navy|Force|Forces|Treaty|Agreement|Act|Sea|"
    r"Islands?|Strait|University|Institute|Council|Agency|News|Times|Post|Reuters|Pact|Initiative|Dialogue|Summit|Statement|Photo|"
    r"Strategy|Plan|Program|Programme|Group|Street|House|Operation|Exercise|Base|Camp|Fort|Air|USS|HMS|JS|"
    r"Association|Center|Centre|Command|Corps|Fleet|Policy|Committee|Article|Getty|AFP|AP|of|the|Joint|Images|Read|More|Subscribe)\b"
)
_PARTICLE = re.compile(r"(?: (?:von|van|der|den|de|del|di|da|dos|al|bin|la|y)|[ \u201c\"])+$")
_REST = re.compile(r" (?:(?:der|den|de|la|los) )?[A-Z][\w'\u2019-]+")
_SUFFIX = re.compile(r"(?:['’]s?|[,.;:]|\s+(?:Jr|Sr|II|III)\.?)+$")
_COMMON = frozenset(
    "May March April June August Will Bush Rice Brown White Black Green Young Long Short Hill Price Day King Prince "
    "Bishop Pope Hope Grant Mark Bill Rose West North South East Park Field Stone Wood Banks Power Powers Love Case "
    "Just Gray Grey Best Major General Bell Ball Cook Cooper Hunt Chan Han Xi An Ma Do To So No".split()
)  # fmt: skip


def is_name(words: str) -> bool:
    """Whether words that a parser takes for a person's name may be one."""
    return len(words) > 1 and words[0].isupper() and _NO_PERSON.search(words) is None


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
        words = self.name.split()
        if len(words) < 2:
            return (self.name,)
        return (words[-1], words[0])


class Persons:
    """The persons of one document."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self._full: dict[str, Person] = {}

    def mentions(self, known: Sequence[Match], taken: Sequence[tuple[int, int]]) -> list[Mention]:
        """The mentions of persons by name.

        `known` are the persons that the base found; `taken` are stretches of text that name something else.
        """
        spans = sorted(set(self._candidates(taken)) | {(match.start, match.end) for match in known})
        ids = {(match.start, match.end): match.on(None) for match in known}
        text = self.syntax.text
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            found = ids.get((start, end), ())
            if found or " " in text[start:end]:
                self._learn(text[start:end], start, end, found[0] if len(found) == 1 else None)
        for start, end in spans:
            if " " not in text[start:end] and not self._who(text[start:end]):
                self._learn(text[start:end], start, end, None)
        spans = sorted({*spans, *self._returns(spans, taken)})
        return [mention for start, end in spans if (mention := self._mention(start, end)) is not None]

    def person(self, name: str) -> Person | None:
        """The person meant by a full name or surname in this document; None where there is none or several."""
        found = self._who(name)
        return found[0] if len(found) == 1 else None

    def known(self) -> list[Person]:
        """All persons of the document, once each."""
        return list({id(person): person for person in self._full.values()}.values())

    def _candidates(self, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        occupied: set[int] = set()
        for start, end in taken:
            occupied.update(range(start, end))
        for sentence in self.syntax.parse.sentences:
            for name in sentence.names:
                if name.label == "PERSON":
                    span = self._trimmed(name.start, name.end)
                    if span is not None and not occupied.intersection(range(*span)):
                        yield span
            yield from self._titled(sentence.start, sentence.end, occupied)

    def _titled(self, start: int, end: int, occupied: set[int]) -> Iterator[tuple[int, int]]:
        """Names that a title introduces, whether the sentence was parsed or not."""
        text = self.syntax.text
        for title in TITLE.finditer(text, start, end):
            named = _NAMED.match(text, title.end() + 1, end)
            if named is None or text[title.end()] != " ":
                continue
            span = self._trimmed(named.start(), named.end())
            if span is not None and span[0] == named.start() and not occupied.intersection(range(*span)):
                yield span

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        text = self.syntax.text
        while (title := TITLE.match(text, start, end)) is not None:
            start = title.end() + 1
        words = text[start:end]
        words = words[: words.find("\n")] if "\n" in words else words
        words = _SUFFIX.sub("", words)
        if _PARTICLE.search(words) is not None:  # "Ursula von der" Leyen
            rest = _REST.match(text, start + len(words))
            words = words + rest[0] if rest is not None else _PARTICLE.sub("", words)
        if not is_name(words) or is_title(words):
            return None
        if not any(c.islower() for c in words):
            return None
        if self.syntax.before(start) in ("exercise", "exercises", "operation", "typhoon", "hurricane", "storm", "uss"):
            return None
        return start, start + len(words)

    def _learn(self, name: str, start: int, end: int, id: str | None) -> None:
        person = self._full.get(name)
        if person is None:
            person = self._longer(name) or Person(name)
            self._full[name] = person
        if id is not None:
            person.id = id
            person.name = self.base.name_of(id, self.published) or person.name
            on = self.published if self.base.actor(id, self.published) else None
            person.state = self.base.state_of(id, on)
            if self.base.posts_of(id, self.published):  # out of office, the sector is not known
                person.sector = self.base.sector_of(id, on)
        self._affiliate(person, start, end)

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

    def _affiliate(self, person: Person, start: int, end: int) -> None:
        """Take a person's state and sector from the title before the name or the apposition after it."""
        text = self.syntax.text
        line = text.rfind("\n", 0, start) + 1
        window = text[max(line, start - 90) : start]
        apart = window.endswith(", ")  # "Japan's foreign minister, NAME"
        before = TITLE_BEFORE.search(window.removesuffix(", ") + " " if apart else window)
        if before is not None:
            person.sector = person.sector or sector(before[1])
            person.offices |= offices(before[1])
            at = start - len(before[1]) - apart
            person.state = person.state or self._state_before(at) or self._state_after(end)
        after = re.compile(r", (?:the |a |an )?([^,.;\n]{3,90})").match(text, end)
        if after is not None and sector(after[1]) is not None:
            person.sector = person.sector or sector(after[1])
            person.offices |= offices(after[1])
            states = {m.actors for m in self._states(after[1])}
            if len(states) == 1 and person.state is None:
                person.state = self._only(next(iter(states)))

    def _state_before(self, at: int) -> str | None:
        """The state whose name or adjective ends right before `at`."""
        text = self.syntax.text
        line = max(text.rfind("\n", 0, at) + 1, at - 60)
        for match in self._states(text[line:at]):
            rest = text[line + match.end : at]
            if rest in (" ", "'s ", "’s ", "' ", "’ "):
                return self._only(match.actors)
        return None

    def _state_after(self, at: int) -> str | None:
        """The state in "NAME of STATE"."""
        text = self.syntax.text
        follows = re.compile(r",? of (?:the )?").match(text, at)
        if follows is None:
            return None
        matches = self.base.scan(text[follows.end() : follows.end() + 60])
        if matches and matches[0].start == 0 and matches[0].type in ("name", "official", "short", "acronym", "alias"):
            return self._only(matches[0].on(None))
        return None

    def _states(self, text: str) -> list[Match]:
        return [m for m in self.base.scan(text) if m.actors and m.type != "place" and m.actors[0].startswith("state:")]

    def _only(self, ids: Iterable[str]) -> str | None:
        alive = [id for id in ids if self.published is None or self.base.actor(id, self.published) is not None]
        return alive[0] if len(alive) == 1 else None

    def _returns(self, spans: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Surnames of persons of this document that no name of the parser covers."""
        surnames = {p.surnames[0] for p in self._full.values() if len(p.surnames) > 1 and len(p.surnames[0]) > 2}
        surnames |= {name for name in self._full if " " in name}
        surnames |= {name.upper() for name in surnames if len(name) > 3}
        if not surnames:
            return
        covered: set[int] = set()
        for start, end in (*spans, *taken):
            covered.update(range(start, end))
        wanted = "|".join(map(re.escape, sorted(surnames, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![\w@-])(?:{wanted})(?!\w|-\w)")
        for found in pattern.finditer(self.syntax.text):
            if covered.intersection(range(*found.span())):
                continue
            if found[0] in _COMMON and not self._proper(found.start(), found.end()):
                continue
            yield found.span()

    def _proper(self, start: int, end: int) -> bool:
        sentence = self.syntax.sentence(start)
        if sentence is None:
            return False
        return all(sentence.tokens[i].pos == "PROPN" for i in self.syntax.indexes(sentence, start, end))

    def _mention(self, start: int, end: int) -> Mention | None:
        text = self.syntax.text[start:end]
        found = self._who(text)
        how = "name" if " " in text else "surname"
        if len(found) != 1:
            ref = ActorRef(id=None, name=text, kind="person", state=None, sector=None, text=text, start=start, end=end)
            return Mention(start, end, text, (ref,), how, tuple(p.id for p in found if p.id is not None))
        person = found[0]
        ref = ActorRef(
            id=person.id, name=person.name, kind="person", state=person.state, sector=person.sector,
            text=text, start=start, end=end,
        )  # fmt: skip
        return Mention(start, end, text, (ref,), how)
