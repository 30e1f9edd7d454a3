"""Mentions of several actors at once: "both countries", "the three leaders", "AUKUS partners", "the Parties".

They are decided in the order of the text. What a document's own parties do not answer is looked for among the actors
that were named together shortly before, and stays open where nothing fits in number and kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.groups import PERSONS, VAGUE, Group, alone, groups
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.naming import Naming
from foedera.resolution.officials import Officials
from foedera.resolution.parties import Parties
from foedera.resolution.syntax import Syntax
from foedera.resolution.units import Unit, Units

_HOLDERS = re.compile(rf"\b[Tt]he ({PERSONS.pattern}) of (?:the )?", re.IGNORECASE)
_LISTED = re.compile(r"(?:,|,? and|;| as well as)? ?(?:the )?", re.IGNORECASE)
_ADJECTIVES = re.compile(r"(?:,|,? and|-| and the)? ?")
_OFFICERS = re.compile(rf" ({PERSONS.pattern}|counterparts)\b(?! [A-Z])")
_REGIONAL = re.compile(
    r"\b(?:[Tt]he |[Oo]ur )?(?:three )?(Nordic|Baltic|Visegr[aá]d|Gulf) "
    r"(countries|states|nations|leaders|partners|allies)\b",
    re.IGNORECASE,
)
_REGIONS = {
    "nordic": "organisation:nordic-council", "baltic": "organisation:baltic-council-of-ministers",
    "gulf": "organisation:gcc", "visegrad": "organisation:visegrad-group",
}  # fmt: skip
_EVENT = re.compile(r"['’]?s? (?:Summit|Meeting|Dialogue|Conference|Forum)\b")
_MEMBERS = re.compile(r"(?:'s|\u2019s)? ([Mm]ember [Ss]tates|[Mm]ember countries|[Aa]llies|[Pp]artners)\b")
_ALLIES = re.compile(r"(?:\b([Oo]ur|[Aa]ll|[Tt]he) )?(?<![\w-])Allies\b(?! (?:and|&) [Pp]artners)")
_NATO = "organisation:nato"
_PART = frozenset(
    "some other many several most few two three four five a an fellow key european its their his non new eastern "
    "major certain individual more any no only fellow- western baltic southern northern former these those such".split()
)
_OTHERS = re.compile(r"\b(?:[Tt]he|all) other ([Pp]arties|[Ss]ignatories|[Aa]llies)\b")
_ALLIANCE = re.compile(r"\b[Tt]he (Alliance|alliance)\b(?! (?:with|between|of)\b)")
_RESTS = frozenset("be have remain become stand rest".split())
_BACK = 5
_RECENT = 2
_FEW = 8
_MOST = 10


class Sets:
    """Finds the mentions of sets, given the mentions by name."""

    def __init__(
        self, base: Base, syntax: Syntax, published: Edtf | None, parties: Parties, officials: Officials,
        naming: Naming, sides: Sequence[str], named: Sequence[Mention],
    ) -> None:  # fmt: skip
        self.base, self.syntax, self.published, self.parties = base, syntax, published, parties
        self.officials, self._naming, self.sides = officials, naming, sides
        self.named = Mentions(named)
        self._units = Units(syntax, self.named)
        self._starts = [sentence.start for sentence in syntax.parse.sentences]
        self._made: dict[int, list[Mention]] = {}
        self._said: dict[tuple[bool, int | None], Sequence[ActorRef]] = {}

    def mentions(self) -> list[Mention]:
        """All mentions of sets; the names within them stay mentions by themselves."""
        fixed = [
            *self._members(),
            *self._holders(),
            *self._officers(),
            *self._regional(),
            *self._others(),
            *self._alliance(),
        ]
        taken = {at for mention in fixed for at in range(mention.start, mention.end)}
        for mention in fixed:
            self._made.setdefault(self._number(mention.start), []).append(mention)
        asked = [group for group in groups(self.syntax.text) if group.start not in taken and group.end - 1 not in taken]
        return [*fixed, *self._decided([*asked, *self._lone(asked)])]

    def _lone(self, asked: Sequence[Group]) -> list[Group]:
        """ "Both" and "the two" that stand for a noun."""
        covered = {at for group in asked for at in range(group.start, group.end)}
        return [
            g for g in alone(self.syntax.text) if g.end - 1 not in covered and g.start not in covered and self._noun(g)
        ]

    def _noun(self, group: Group) -> bool:
        found = self.syntax.head(group.end - 2, group.end)
        if found is None:
            return False
        sentence, index = found
        token = sentence.tokens[index]
        return token.dep in ("nsubj", "nsubjpass", "pobj", "dobj") and not any(sentence.children(index, ("prep",)))

    def _decided(self, asked: Sequence[Group]) -> Iterator[Mention]:
        for group in sorted(asked, key=lambda group: group.start):
            number = self._number(group.start)
            refs = self._persons(group, number) if group.persons else self._states(group, number)
            if refs:
                mention = self._set(group.start, group.end, refs)
                self._made.setdefault(number, []).append(mention)
                if group.noun:
                    self._said[group.persons, group.count] = refs
                yield mention
            elif group.count is not None and group.noun:
                yield self._set(group.start, group.end, (), self._seen(group.start, number))

    def _number(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _persons(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The persons meant by "leaders" or "ministers"."""
        if group.vague and group.count is None:
            return ()
        own = self.officials.principals(group.noun, group.count, mine=group.owner in ("our", "their"))
        if own:
            return own
        for refs in self._recent(group, number, _BACK, "person"):
            if group.vague or self.officials.in_office(refs, group.noun):
                return refs
        return (
            ()
            if group.vague or group.noun.startswith("chiefs")
            else self.officials.named(group.noun, group.start, group.count)
        )

    def _states(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The states meant by "countries" or "sides"."""
        if group.noun in ("parties", "signatories") and (self.parties.treaty or group.count is None):
            return self._refs(self.parties.treaty)
        own = self.parties.joint or ((self.sides or self.parties.all) if group.owner == "our" else ())
        if 1 < len(own) <= _FEW and group.count in (None, len(own)) and group.noun:
            return self._refs(own)
        kind = "state" if group.noun else None
        near = next((refs for refs in self._recent(group, number, _RECENT, kind) if self._ours(group, refs)), ())
        if near or not group.noun:
            return near
        return self._farther(group, number)

    def _ours(self, group: Group, refs: Sequence[ActorRef]) -> bool:
        """Whether a set may be "ours": a government that speaks belongs to it."""
        own = self.parties.voice
        return group.owner != "our" or own is None or any(ref.id == own for ref in refs)

    def _farther(self, group: Group, number: int) -> Sequence[ActorRef]:
        """The states of a set that is not named together nearby."""
        if group.owner == "our" and self.parties.voice is not None:
            return ()
        said = self._said.get((False, group.count))
        before = self._before(group.start, group.count)
        if before and (said is None or group.count is None):
            return before
        if said is not None:
            return said
        if group.count is not None:
            far = next(self._recent(group, number, _BACK, "state"), ())
            own = next((g for g in (self.parties.all, self.sides) if len(g) == group.count), ())
            return far or self._refs(own)
        own = self.parties.all or self.sides
        return self._refs(own) if 1 < len(own) <= _FEW and group.noun in ("sides", "countries", "nations") else ()

    def _recent(self, group: Group, number: int, back: int, kind: str | None) -> Iterator[Sequence[ActorRef]]:
        """Sets of the right size that were named shortly before, the nearest first; a set of persons from as many
        states stands for these."""
        for earlier in range(number, max(-1, number - back - 1), -1):
            units = [unit for unit in self._units.of(earlier, self._made.get(earlier, ())) if unit.start < group.start]
            for unit in reversed(units):
                refs = self._suited(unit, kind)
                if 1 < len(refs) <= _FEW and group.count in (None, len(refs)):
                    if kind == "state" and self._opposed(unit, units):
                        return
                    yield refs

    @staticmethod
    def _opposed(unit: Unit, units: Sequence[Unit]) -> bool:
        """Whether the sentence has another state as its subject, which may be one of those meant."""
        return unit.role in ("object", "oblique") and any(
            other.role == "subject" and other.main and other.refs[0].kind == "state" and not other.key & unit.key
            for other in units
        )

    def _suited(self, unit: Unit, kind: str | None) -> Sequence[ActorRef]:
        if kind is None or all(ref.kind == kind for ref in unit.refs):
            return unit.refs
        if kind == "state" and all(ref.kind == "person" and ref.state is not None for ref in unit.refs):
            states = dict.fromkeys(ref.state or "" for ref in unit.refs)
            return self._refs(list(states)) if len(states) == len(unit.refs) else ()
        return ()

    def _before(self, start: int, count: int | None) -> Sequence[ActorRef]:
        """The `count` distinct states of the nearest sentences that name exactly so many."""
        if count is None:
            return ()
        found = self._nearby(start, count)
        return tuple(found.values()) if len(found) == count else ()

    def _seen(self, start: int, number: int) -> list[str]:
        return list(self._nearby(start, _FEW))

    def _nearby(self, start: int, count: int) -> dict[str, ActorRef]:
        index = self._number(start)
        seen: dict[str, ActorRef] = {}
        for sentence in reversed(self.syntax.parse.sentences[max(0, index - _BACK + 1) : index + 1]):
            for ref in self.named.refs(sentence.start, min(sentence.end, start), "state"):
                seen.setdefault(key_of(ref), ref)
            if len(seen) >= count:
                break
        return seen

    def _holders(self) -> Iterator[Mention]:
        """ "The prime ministers of Denmark and Norway"."""
        for found in _HOLDERS.finditer(self.syntax.text):
            states = self._listed(found.end())
            refs = self.officials.holders(found[1], states) if 1 < len(states) <= _MOST else ()
            if refs:
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

    def _officers(self) -> Iterator[Mention]:
        """ "The Japanese and South Korean defense chiefs": the noun alone, since the adjectives are names."""
        text, run = self.syntax.text, list[Mention]()
        for mention in self.named:
            if len(mention.refs) != 1 or mention.refs[0].kind != "state":
                run = []
                continue
            if run and _ADJECTIVES.fullmatch(text, run[-1].end, mention.start) is None:
                run = []
            run.append(mention)
            noun = _OFFICERS.match(text, mention.end) if len(run) > 1 else None
            if noun is not None and not VAGUE.fullmatch(noun[1]):
                states = [m.refs[0].id or "" for m in run]
                office = self.officials.office_before(run[0].start) if noun[1] == "counterparts" else noun[1]
                refs = self.officials.holders(office, states) if office else ()
                if office and office.endswith("chiefs") and not self.officials.are_named(refs):
                    continue
                if refs:
                    yield self._set(noun.start(1), noun.end(1), refs)

    def _regional(self) -> Iterator[Mention]:
        """ "The Nordic countries": the members of the region's council."""
        for found in _REGIONAL.finditer(self.syntax.text):
            states = self.parties.members(_REGIONS[found[1].lower().replace("á", "a")])
            if states and _EVENT.match(self.syntax.text, found.end()) is None:
                leaders = found[2].lower() == "leaders"
                states = (*self._joined(found.start()), *states)
                yield self._set(*found.span(), self.officials.leaders(states) if leaders else self._refs(states))

    def _joined(self, start: int) -> tuple[str, ...]:
        """The state in "U.S. and" right before."""
        if self.syntax.text[max(0, start - 5) : start] != " and ":
            return ()
        mention = self.named.at(start - 6)
        if mention is not None and self.syntax.before(mention.start) == "the":
            return ()
        return tuple(ref.id or "" for ref in mention.refs if ref.kind == "state") if mention is not None else ()

    def _members(self) -> Iterator[Mention]:
        """ "NATO allies": the noun alone, since the organisation is a name. What "we" call ours leaves us out."""
        text = self.syntax.text
        for mention in self.named:
            if len(mention.refs) != 1 or mention.refs[0].kind != "organisation" or mention.refs[0].id is None:
                continue
            found = _MEMBERS.match(text, mention.end)
            word = self.syntax.before(mention.start)
            if found is None or word in _PART:
                continue
            states = self._less_own(self.parties.members(mention.refs[0].id), word)
            if states:
                yield self._set(found.start(1), found.end(1), self._refs(states))
        if (
            self.named
            and any(ref.id == _NATO for ref in self.named.refs(0, len(text), "organisation"))
            and self.parties.issuer
        ):
            yield from self._allies()

    def _allies(self) -> Iterator[Mention]:
        """ "Allies" with a capital letter, in a government's text on NATO."""
        states = self.parties.members(_NATO)
        for found in _ALLIES.finditer(self.syntax.text):
            before = self.syntax.before(found.start())
            named = self.named.at(found.start() - 1) or self.named.at(found.start() - 2)
            if before not in _PART and named is None and states and self._unqualified(found):
                yield self._set(*found.span(), self._refs(self._less_own(states, (found[1] or "").lower())))

    def _unqualified(self, found: re.Match[str]) -> bool:
        """Whether all allies are meant, no number nor sort of them."""
        head = self.syntax.head(found.end() - 6, found.end())
        return head is not None and not any(head[0].children(head[1], ("nummod", "amod", "compound")))

    def _less_own(self, states: Sequence[str], word: str) -> Sequence[str]:
        return [id for id in states if word not in ("our", "") or id != self.parties.voice]

    def _others(self) -> Iterator[Mention]:
        """ "The other Parties": those of a treaty that are left after the one just named."""
        if not self.parties.treaty:
            return
        for found in _OTHERS.finditer(self.syntax.text):
            sentence = self.syntax.parse.sentences[self._number(found.start())]
            named = [ref.id for ref in self.named.refs(max(0, sentence.start - 400), found.start(), "state")]
            last = next((id for id in reversed(named) if id in self.parties.treaty), None)
            rest = [id for id in self.parties.treaty if id != last]
            if last is not None:
                yield self._set(*found.span(), self._refs(rest))

    def _alliance(self) -> Iterator[Mention]:
        """ "The Alliance" of two states, where it does something."""
        if len(self.parties.all) != 2:
            return
        for found in _ALLIANCE.finditer(self.syntax.text):
            head = self.syntax.head(*found.span(1))
            if head is None or head[0].tokens[head[1]].dep != "nsubj":
                continue
            verb = head[0].tokens[head[0].tokens[head[1]].head]
            if verb.pos == "VERB" and verb.lemma not in _RESTS:
                yield self._set(*found.span(), self._refs(self.parties.all))

    def _refs(self, ids: Sequence[str]) -> tuple[ActorRef, ...]:
        return tuple(self._naming.ref(id, 0, 1) for id in ids)

    def _set(self, start: int, end: int, refs: Sequence[ActorRef], seen: Sequence[str] = ()) -> Mention:
        words = self.syntax.text[start:end]
        made = tuple(msgspec.structs.replace(ref, text=words, start=start, end=end) for ref in refs)
        return Mention(start, end, words, made, "set", () if made else tuple(seen))
