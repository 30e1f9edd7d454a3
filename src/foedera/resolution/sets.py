"""Mentions of several actors at once: "both countries", "the three leaders", "AUKUS partners", "we" of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.naming import Naming
from foedera.resolution.syntax import Syntax

_COUNT = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_COUNTED = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Tt]heir|[Tt]hese) )?(both|Both|two|three|four|five)(?: of)?(?: the| our)? "
    r"(countries|nations|states|sides|governments|allies|partners|neighbou?rs|leaders|presidents|prime ministers|"
    r"ministers|foreign ministers|defen[cs]e ministers|militaries|capitals)\b"
)
_PERSONS = frozenset(
    ["leaders", "presidents", "prime ministers", "ministers", "foreign ministers", "defence ministers",
     "defense ministers"]
)  # fmt: skip
_MEMBERS = re.compile(r"(?:'s|\u2019s)? (members|member states|member countries|allies|partners|countries|nations)\b")
_PART = frozenset(
    "some other many several most few two three four five a an fellow key european its their his our non new eastern "
    "major certain individual more any no only fellow-".split()
)
_JOINT = re.compile(
    r"joint\b.*\b(?:statement|declaration|communiqu|vision|readout)|\b(?:principles|declaration)\b", re.I
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Oo]urselves)\b")
_LEADERS = re.compile(r"\b(?:[Ll]eaders|[Mm]inisters|[Ss]ecretaries|[Aa]dvis[eo]rs|[Ww]e) of ")
_BACK = 5


class Sets:
    """Finds the mentions of sets, given the mentions by name."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None, named: Sequence[Mention]) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self.named = Mentions(named)
        self._naming = Naming(base, syntax, published)

    def mentions(self) -> list[Mention]:
        """All mentions of sets, some of which may take the place of a mention by name ("NATO allies")."""
        return [*self._counted(), *self._members(), *self._we()]

    def _counted(self) -> Iterator[Mention]:
        text = self.syntax.text
        titled = self._in_title()
        for found in _COUNTED.finditer(text):
            count, start, end = _COUNT[found[1].lower()], found.start(), found.end()
            kind = "person" if found[2] in _PERSONS else "state"
            members, seen = self._before(start, count, kind)
            if not members:
                known = titled if kind == "state" else self._opening()
                members = known if len(known) == count else ()
            refs = tuple(_moved(ref, text, start, end) for ref in members)
            yield Mention(start, end, found[0], refs, "set", () if refs else tuple(seen))

    def _before(self, start: int, count: int, kind: str) -> tuple[tuple[ActorRef, ...], list[str]]:
        """The `count` distinct actors of the nearest sentences that name exactly so many; else all ids seen."""
        sentences = self.syntax.parse.sentences
        index = next((i for i, s in enumerate(sentences) if s.start <= start < s.end), None)
        if index is None:
            return (), []
        seen: dict[str, ActorRef] = {}
        for back in range(min(_BACK, index + 1)):
            sentence = sentences[index - back]
            for mention in self.named.within(sentence.start, min(sentence.end, start)):
                for ref in mention.refs:
                    if ref.kind == kind and (kind == "state" or ref.sector in ("GOV", None)):
                        seen.setdefault(ref.id or ref.name, ref)
            if len(seen) >= count:
                break
        ids = [ref.id for ref in seen.values() if ref.id is not None]
        return (tuple(seen.values()) if len(seen) == count else ()), ids

    def _in_title(self) -> tuple[ActorRef, ...]:
        """The states that the document's title names."""
        title = self.syntax.parse.document.title or ""
        return tuple(self._naming.ref(id, 0, 1) for id in self._states(title))

    def _opening(self) -> tuple[ActorRef, ...]:
        """The persons in office whom the first sentences name."""
        sentences = self.syntax.parse.sentences[:_BACK]
        found: dict[str, ActorRef] = {}
        for mention in self.named.within(0, sentences[-1].end if sentences else 0):
            for ref in mention.refs:
                if ref.kind == "person" and ref.sector == "GOV":
                    found.setdefault(ref.name, ref)
        return tuple(found.values())

    def _states(self, text: str) -> list[str]:
        found: dict[str, None] = {}
        for match in self.base.scan(text):
            ids = [id for id in self._naming.choices(match) if id.startswith("state:")]
            if len(ids) == 1 and match.type != "place":
                found.setdefault(ids[0])
        return list(found)

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
                start, end = mention.start, found.end()
                refs = tuple(self._naming.ref(id, start, end) for id in states)
                yield Mention(start, end, text[start:end], refs, "set")

    def _we(self) -> Iterator[Mention]:
        parties = self._parties()
        if len(parties) < 2:
            return
        text = self.syntax.text
        for found in _WE.finditer(text):
            start, end = found.span()
            line = text.rfind("\n", 0, start) + 1
            if text.count("\u201c", line, start) > text.count("\u201d", line, start):
                continue  # somebody else is quoted
            yield Mention(start, end, found[0], tuple(self._naming.ref(id, start, end) for id in parties), "set")

    def _parties(self) -> list[str]:
        """The states that speak as "we" in a joint statement; none where the document is not one."""
        title = self.syntax.parse.document.title or ""
        if _JOINT.search(title) is None:
            return []
        states = self._states(title)
        if len(states) > 1:
            return states
        for match in self.base.scan(title):
            for id in match.actors:
                members = [row.member for row in self.base.members(id, self.published)]
                if id.startswith("organisation:") and 1 < len(members) < 12:
                    return members
        opening = self.syntax.text[:1500]
        leaders = _LEADERS.search(opening)
        return [] if leaders is None else self._states(opening[leaders.end() : leaders.end() + 250].split("\n")[0])


def _moved(ref: ActorRef, text: str, start: int, end: int) -> ActorRef:
    return msgspec.structs.replace(ref, text=text[start:end], start=start, end=end)
