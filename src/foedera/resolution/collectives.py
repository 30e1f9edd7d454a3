"""Sets that their own words tell: members of an organisation, holders of an office in listed states, a region's states,
the other parties of a treaty, an alliance of two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution.groups import PERSONS, VAGUE
from foedera.resolution.mentions import Mention, Mentions, only
from foedera.resolution.naming import Naming
from foedera.resolution.officials import Officials
from foedera.resolution.parties import Parties
from foedera.resolution.syntax import Syntax, has
from foedera.resolution.units import SUBJECTS

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
_MEMBERS = re.compile(r"(?:(?:'s|\u2019s)? ([Mm]ember [Ss]tates|[Mm]ember countries|[Aa]llies)| ([Pp]artners))\b")
_ALLIES = re.compile(r"(?:\b([Oo]ur|[Aa]ll|[Tt]he) )?(?<![\w-])Allies\b(?! (?:and|&) [Pp]artners)")
_BESIDES = re.compile(r"\b(?:European|Arab|Western|African|Asian|American) (?:and|or) $")
_NATO = "organisation:nato"
_PART = frozenset(
    "some other many several most few two three four five a an fellow key european its their his non new eastern "
    "major certain individual more any no only fellow- western baltic southern northern former these those such".split()
)
_OTHERS = re.compile(r"\b(?:[Tt]he|all) other ([Pp]arties|[Ss]ignatories|[Aa]llies)\b")
_ALLIANCE = re.compile(r"\b[Tt]he (Alliance|alliance)\b(?! (?:with|between|of)\b)")
_RESTS = frozenset("be have remain become stand rest".split())
_MOST = 10
_NEAR = 400


def set_of(text: str, start: int, end: int, refs: Sequence[ActorRef], seen: Sequence[str] = ()) -> Mention:
    """The mention of a set by the words from `start` to `end`; where it is open, those who may be meant."""
    words = text[start:end]
    made = tuple(msgspec.structs.replace(ref, text=words, start=start, end=end) for ref in refs)
    return Mention(start, end, words, made, "set", () if made else tuple(seen))


def _unowned(found: re.Match[str]) -> tuple[int, int]:
    """The span of what was found without "our", which is a mention by itself."""
    return found.start() + (len("our ") if found[0].lower().startswith("our ") else 0), found.end()


class Collectives:
    """Finds these sets in one document, given the mentions by name."""

    def __init__(self, syntax: Syntax, parties: Parties, officials: Officials, naming: Naming, named: Mentions) -> None:
        self.syntax, self.parties, self.officials = syntax, parties, officials
        self._naming, self.named = naming, named

    def mentions(self) -> Iterator[Mention]:
        """All of them; the names within them stay mentions by themselves."""
        yield from self._members()
        yield from self._allies()
        yield from self._holders()
        yield from self._officers()
        yield from self._regional()
        yield from self._others()
        yield from self._alliance()

    def states(self, ids: Sequence[str]) -> tuple[ActorRef, ...]:
        """References to states, whose words are still to be told."""
        return tuple(self._naming.ref(id, 0, 1) for id in ids)

    def _set(self, start: int, end: int, ids: Sequence[str]) -> Mention:
        return set_of(self.syntax.text, start, end, self.states(ids))

    def _members(self) -> Iterator[Mention]:
        """ "NATO allies": the noun alone, since the organisation is a name. What "we" call ours leaves us out."""
        for mention in self.named:
            body = only(mention, "organisation")
            found = _MEMBERS.match(self.syntax.text, mention.end)
            word = self.syntax.before(mention.start)
            if body is None or body.id is None or found is None or word in _PART:
                continue
            states = self.parties.members(body.id)
            if states:
                yield self._set(
                    *found.span(found.lastindex or 0), self._without_own(states) if word == "our" else states
                )

    def _allies(self) -> Iterator[Mention]:
        """ "Allies" with a capital letter, in a government's text on NATO."""
        named = any(ref.id == _NATO for ref in self.named.refs(0, len(self.syntax.text), "organisation"))
        states = self.parties.members(_NATO) if named and self.parties.issuer else ()
        for found in _ALLIES.finditer(self.syntax.text) if states else ():
            if self._unqualified(found):
                whole = self._does(found) if found[1] is None else found[1].lower() != "our"
                yield self._set(*_unowned(found), states if whole else self._without_own(states))

    def _unqualified(self, found: re.Match[str]) -> bool:
        """Whether all allies are meant, no number nor sort of them."""
        start = found.start()
        if self.syntax.before(start) in _PART or self.named.at(start - 1) or self.named.at(start - 2):
            return False
        head = self.syntax.head(found.end() - 6, found.end())
        return head is not None and not has(*head, ("nummod", "amod", "compound"))

    def _does(self, found: re.Match[str]) -> bool:
        """Whether bare "Allies" do something, all of them."""
        head = self.syntax.head(*found.span())
        return head is not None and head[0].tokens[head[1]].dep in SUBJECTS

    def _without_own(self, states: Sequence[str]) -> list[str]:
        return [id for id in states if id != self.parties.voice]

    def _holders(self) -> Iterator[Mention]:
        """ "The prime ministers of Denmark and Norway"."""
        for found in _HOLDERS.finditer(self.syntax.text):
            states = self._listed(found.end())
            if 1 < len(states) <= _MOST:
                refs = self.officials.holders(found[1], states)
                yield set_of(self.syntax.text, found.start(), found.end(1), refs)

    def _listed(self, start: int) -> list[str]:
        """The states that a list names from `start` on."""
        states: list[str] = []
        for mention in self.named.within(start, start + 300):
            state = only(mention, "state")
            if state is None or _LISTED.fullmatch(self.syntax.text, start, mention.start) is None:
                break
            states.append(state.id or "")
            start = mention.end
        return states

    def _officers(self) -> Iterator[Mention]:
        """ "The Japanese and South Korean defense chiefs": the noun alone, since the adjectives are names."""
        for run in self._runs():
            noun = _OFFICERS.match(self.syntax.text, run[-1].end)
            if noun is None or VAGUE.fullmatch(noun[1]):
                continue
            refs = self._in_office(noun[1], run)
            if refs:
                yield set_of(self.syntax.text, *noun.span(1), refs)

    def _runs(self) -> Iterator[list[Mention]]:
        """The names of two and more states one after another ("Japanese and South Korean")."""
        run: list[Mention] = []
        for before, mention in pairwise([None, *self.named]):
            if mention is None or only(mention, "state") is None:
                run = []
                continue
            joined = run and before is not None and _ADJECTIVES.fullmatch(self.syntax.text, before.end, mention.start)
            run = [*run, mention] if joined else [mention]
            if len(run) > 1:
                yield run

    def _in_office(self, noun: str, run: Sequence[Mention]) -> Sequence[ActorRef]:
        """Who holds an office in several states; "chiefs" may be of ministry or staff, so they must be named."""
        office = self.officials.office_before(run[0].start) if noun == "counterparts" else noun
        if office is None:
            return ()
        refs = self.officials.holders(office, [mention.refs[0].id or "" for mention in run])
        return () if office.endswith("chiefs") and not self.officials.are_named(refs) else refs

    def _regional(self) -> Iterator[Mention]:
        """ "The Nordic countries": the members of the region's council."""
        for found in _REGIONAL.finditer(self.syntax.text):
            states = self.parties.members(_REGIONS[found[1].lower().replace("á", "a")])
            if not states or _EVENT.match(self.syntax.text, found.end()) or self._partial(found.start()):
                continue
            states = (*self._joined(found.start()), *states)
            refs = self.officials.leaders(states) if found[2].lower() == "leaders" else self.states(states)
            yield set_of(self.syntax.text, *_unowned(found), refs)

    def _partial(self, start: int) -> bool:
        """Whether only some of a region's states are meant, or others too ("European and Gulf states")."""
        return (
            self.syntax.before(start) in _PART
            or _BESIDES.search(self.syntax.text, max(0, start - 20), start) is not None
        )

    def _joined(self, start: int) -> tuple[str, ...]:
        """The state in "U.S. and" right before."""
        mention = self.named.at(start - 6) if self.syntax.text[max(0, start - 5) : start] == " and " else None
        if mention is None or self.syntax.before(mention.start) == "the":
            return ()
        return tuple(ref.id or "" for ref in mention.refs if ref.kind == "state")

    def _others(self) -> Iterator[Mention]:
        """ "The other Parties": those of a treaty that are left after the one just named."""
        for found in _OTHERS.finditer(self.syntax.text) if self.parties.treaty else ():
            sentence = self.syntax.parse.at(found.start())
            begin = found.start() if sentence is None else sentence.start
            named = [ref.id for ref in self.named.refs(max(0, begin - _NEAR), found.start(), "state")]
            last = next((id for id in reversed(named) if id in self.parties.treaty), None)
            if last is not None:
                yield self._set(*found.span(), [id for id in self.parties.treaty if id != last])

    def _alliance(self) -> Iterator[Mention]:
        """ "The Alliance" of two states, where it does something."""
        for found in _ALLIANCE.finditer(self.syntax.text) if len(self.parties.all) == 2 else ():
            head = self.syntax.head(*found.span(1))
            if head is not None and self._acts(*head):
                yield self._set(*found.span(), self.parties.all)

    @staticmethod
    def _acts(sentence: Sentence, index: int) -> bool:
        verb = sentence.tokens[sentence.tokens[index].head]
        return sentence.tokens[index].dep == "nsubj" and verb.pos == "VERB" and verb.lemma not in _RESTS
