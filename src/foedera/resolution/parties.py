"""Whose document it is: the states that speak as "we" in a joint statement, the parties of a treaty, the issuer."""

from __future__ import annotations

import re
from functools import cached_property

from foedera.actors import Base
from foedera.model import Edtf
from foedera.resolution.mentions import Mentions
from foedera.resolution.naming import Naming
from foedera.resolution.openings import Opening, opening
from foedera.resolution.syntax import Syntax

_JOINT = re.compile(
    r"joint\b.*\b(?:statement|declaration|communiqu|vision|readout|press|leaders)|\b(?:principles|declaration)\b|"
    r"\breadout of\b.*\b(?:summit|meetings?|dialogue|consultations?)\b|statement of the leaders|leaders['’]? statement|"
    r"\b(?:2\+2|consultative committee|ministerial|trilateral)\b.*\bstatement\b",
    re.IGNORECASE,
)
_TREATY = re.compile(r"\b(?:treaty|protocol|agreement|pact|convention|charter|accord|alliance)\b", re.IGNORECASE)
_WHO = re.compile(
    r"\b(?:[Ww]e,?(?: -| –| —)? the |(?:[Tt]he )?"
    r"(?:[Ll]eaders|[Mm]inisters|[Ss]ecretaries|[Aa]dvis[eo]rs|[Gg]overnments|"
    r"[Hh]eads of (?:[Ss]tate|[Gg]overnment)[\w ]*) (?:of|from) (?!the [Pp]art))"
)
_PARTIES = re.compile(r"\bparties\b", re.IGNORECASE)
_DECLARED = re.compile(r"\b[Ww]e,?(?: -| –| —)? the [\w ]{3,40}? of ")
_REMARKS = re.compile(r"^remarks by\b.*\band\b.*\b(?:president|prime minister|chancellor|king)\b", re.IGNORECASE)
_JOINTLY = re.compile(r"\bjoint(?:ly)?\b|\bdeclaration\b", re.IGNORECASE)
_BY = re.compile(r"\bstatements? (?:by|of|from) (?:the )?", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:with|between|visit of|visit by)\b|^remarks by\b.*\band\b|\b(?:alliance|partnership)\b", re.IGNORECASE
)
_UNION = re.compile(r"\bEuropean (?:Union|Council|Commission)\b")
_EU = "organisation:european-union"
_CALLED = re.compile(r"(?:[A-Z][a-z]+ )+Treaty\b")
_OPENING = 1500
_SUMMARY = re.compile(r"\bfact sheet|factsheet\b", re.IGNORECASE)
_SUMMIT = re.compile(r"\b(?:[Ss]ummit|[Mm]inisterial|[Mm]eeting)\b")
_ACCEDING = re.compile(r"\baccession of\b", re.IGNORECASE)
_MOST = 40
_FEW = 4
_SHORT = 60


class Parties:
    """Who stands behind a document."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None, naming: Naming, named: Mentions) -> None:
        self.base, self.syntax, self.published, self._naming, self.named = base, syntax, published, naming, named
        self.title = syntax.parse.document.title or ""

    @cached_property
    def joint(self) -> tuple[str, ...]:
        """The states that speak as "we" in a joint statement; none where the document is not one."""
        if not self.announces:
            return self._declared()
        named = self.states(self.title)
        if self.issuer is not None and self.issuer not in named and _WITH.search(self.title):
            named = (self.issuer, *named)
        if len(named) > 1:
            return named
        return self._declared() or self._grouped() or self._announced() or self._opened()

    @cached_property
    def opening(self) -> Opening | None:
        """Where several persons or states present themselves as "we"."""
        return opening(self.syntax.text, self.named)

    @cached_property
    def treaty(self) -> tuple[str, ...]:
        """The parties of a treaty, where the document is one."""
        if _TREATY.search(self.title) is None or not re.search(r"\b[Tt]he Parties\b", self.syntax.text):
            return ()
        named = self.states(self.title)
        if len(named) > 1 and _ACCEDING.search(self.title) is None:
            return named
        members = self._organised()
        if members:
            return tuple(id for id in members if id not in named)  # who accedes is no party yet
        return self.states(self.syntax.text[:_OPENING].rpartition("\n")[0])

    def _organised(self) -> tuple[str, ...]:
        """The members of the organisation that the title names, or that is called after its treaty."""
        for match in self.base.scan(self.title):
            if match.actors and match.actors[0].startswith("organisation:"):
                return self.members(match.actors[0])
        treaty = _CALLED.search(self.title)
        found = self.base.find(f"{treaty[0]} Organization") if treaty is not None else ()
        return self.members(found[0].id) if len(found) == 1 else ()

    @cached_property
    def all(self) -> tuple[str, ...]:
        """The states with which the document deals as a group: its parties, else those that its title names."""
        if self.joint or self.treaty:
            return self.joint or self.treaty
        named = self.states(self.title)
        if len(named) == 1 and self.issuer not in (None, *named) and _WITH.search(self.title):
            return (self.issuer or "", *named)
        if len(named) > 1:
            return named
        return self._grouped() if self.announces else ()

    @cached_property
    def issuer(self) -> str | None:
        """The state whose government publishes the document."""
        publisher = self.syntax.parse.document.publisher or ""
        if _PARTIES.search(publisher):
            return None
        for match in self.base.scan(publisher):
            ids = self._naming.choices(match)
            if len(ids) != 1:
                continue
            if ids[0].startswith("state:") or self.base.sector_of(ids[0], self.published) in ("GOV", "MIL", "LEG"):
                return self.base.state_of(ids[0], self.published)
        return None

    @cached_property
    def home(self) -> str | None:
        """The state of which the publisher bears the name, as national newspapers and governments do."""
        publisher = self.syntax.parse.document.publisher or ""
        words = [] if _PARTIES.search(publisher) else publisher.split()
        named = [state for word in words for state in self.states(word)]
        return named[0] if len(named) == 1 else None

    @property
    def alone(self) -> str | None:
        """The state whose government alone wrote the text, of a meeting with others perhaps."""
        return None if self.treaty or _JOINTLY.search(self.title) or _BY.search(self.title) else self.issuer

    @cached_property
    def alliance(self) -> tuple[str, ...]:
        """The members of the alliance whose summit the title names, in a text of one of their governments."""
        members = self._organised() if _SUMMIT.search(self.title) and not self.joint else ()
        return members if len(members) > _FEW and self.issuer in members else ()

    @cached_property
    def voice(self) -> str | None:
        """The state that speaks as "we" in the text of a government or a national newspaper, where nobody else does."""
        if self.treaty:
            return None
        return (self.issuer or self.home) if _SUMMARY.search(self.title) or not self.announces else None

    def states(self, text: str) -> tuple[str, ...]:
        """The states that `text` names, in its order."""
        found: dict[str, None] = {}
        for match in self.base.scan(text):
            ids = [id for id in self._naming.choices(match) if id.startswith("state:")]
            if len(ids) == 1 and match.type not in ("place", "capital", "seat"):
                found.setdefault(ids[0])
        if "Nordic" in text:
            found |= dict.fromkeys(self.members("organisation:nordic-council"))
        return tuple(found)

    @cached_property
    def announces(self) -> bool:
        """Whether the document is one of several states or of a meeting of theirs."""
        if _JOINT.search(self.title) is not None or _REMARKS.search(self.title) is not None:
            return True
        by = _BY.search(self.title)
        if by is None or len(self.states(self.title)) < 2:
            return False
        first = self.base.scan(self.title[by.end() :])[:1]
        return bool(first) and first[0].start == 0 and first[0].type == "name"

    def members(self, id: str) -> tuple[str, ...]:
        """The states that are members of a group at the document's date."""
        members = [row.member for row in self.base.members(id, self.published)]
        return tuple(member for member in members if member.startswith("state:"))

    def _grouped(self) -> tuple[str, ...]:
        """The members of the group that the title names ("AUKUS Defence Ministers")."""
        for match in self.base.scan(self.title):
            for id in match.actors:
                members = self.members(id) if id.startswith("organisation:") else ()
                if 1 < len(members) < _MOST:
                    return members
        return ()

    @cached_property
    def speak_from(self) -> int:
        """Where the parties begin to speak: at a declaration of theirs that stands within another's text."""
        found = None if self.announces else _DECLARED.search(self.syntax.text)
        if found is not None and self.syntax.text[found.start() - 1 : found.start()] == "\n":
            return found.start()
        return 0 if self.announces or self.opening is None else self.opening.start

    def _declared(self) -> tuple[str, ...]:
        """Who says "we, the leaders of A, B and C", the European Union too, or "we, President X and President Y"."""
        for found in _DECLARED.finditer(self.syntax.text):
            line = self.syntax.text[found.end() : found.end() + _OPENING].split("\n")[0]
            named = self.states(line)
            if len(named) > 1:
                return (*named, _EU) if _UNION.search(line) and self.base.actor(_EU, self.published) else named
        return self.opening.states if self.opening is not None else ()

    def _announced(self) -> tuple[str, ...]:
        """The states in "the leaders of A and B" in the opening of a joint statement."""
        opening = self.syntax.text[:_OPENING]
        for found in _WHO.finditer(opening):
            named = self.states(opening[found.end() : found.end() + 250].split("\n")[0])
            if len(named) > 1:
                return named
        return ()

    def _opened(self) -> tuple[str, ...]:
        """The states that the first sentence below the title names, where they are few ("X of A and Y of B met")."""
        for sentence in self.syntax.parse.sentences[:6]:
            words = self.syntax.text[sentence.start : sentence.end]
            if len(words) > _SHORT and words.strip(".") not in self.title:
                named = self.states(words)
                return named if 1 < len(named) <= _FEW else ()
        return ()
