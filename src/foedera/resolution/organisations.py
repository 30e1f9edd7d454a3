"""Organisations that only the document names, and acronyms that it defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.actors import Base
from foedera.model import ActorRef, Edtf
from foedera.resolution.mentions import Mention
from foedera.resolution.syntax import Syntax
from foedera.resolution.titles import is_title

_KINDS = (
    ("GOV", r"Ministry|Department|Agency|Administration|Bureau|Office|Cabinet|Treasury|Embassy|Secretariat|Authority|"
            r"Coast Guard|State Council"),
    ("MIL", r"Army|Navy|Forces?|Marines?|Marine Corps|Corps|Militia|Guard|Air Force|Staff|Military|Fleet|Brigade|"
            r"Division|Squadron|Regiment"),
    ("LEG", r"Congress|Senate|Parliament|Diet|Duma|Assembly|Knesset|Bundestag|House of \w+|Subcommittee"),
    ("JUD", r"Court|Tribunal"),
    ("PTY", r"Party|Democrats|Republicans"),
    ("EDU", r"University|College|School|Institute|Institution|Academy|Think[- ]?[Tt]ank|Centre|Center|Observatory"),
    ("MED", r"News|Times|Post|Newspaper|Daily|Journal|Broadcasting|Television|Herald|Tribune|Press|Shimbun|Radio"),
    ("BUS", r"Corporation|Corp|Company|Inc|Ltd|Industries|Holdings|Group|Bank|Systems|Airlines|Shipbuilding|Electric|"
            r"Aerospace|GmbH|plc|LLC|Technologies|Motors"),
    ("NGO", r"Foundation|Association|Society|Federation|Network|Watch"),
    ("IGO", r"Organi[sz]ation|Union|Commission|Community|Council|Committee|Secretariat"),
)  # fmt: skip
_ENDS = r"(?=$|,| (?:of|for|on|in|to|at)\b)"
_TYPED = tuple((sector, re.compile(rf"\b(?:{words})\b{_ENDS}")) for sector, words in _KINDS)
_COMMAND = re.compile(
    r"\b(?:Command|Headquarters|Task (?:Force|Group)|Joint Task Force|Component|Brigade|Division|Regiment|Battalion|"
    r"Squadron|Battlegroup|Battle Group|Strike Group|Maritime Group|Wing)\b" + _ENDS
)
_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:st|nd|rd|th)?|[IVX]{1,4}) $")
_NONE = re.compile(
    r"[\n\t@]|\b(?:Act|Treaty|Agreement|Pact|Charter|Declaration|Strategy|Initiative|Framework|Statement|Summit|Plan|"
    r"Guidelines|Constitution|Article|Dialogue|Exercise|Operation|Communiqu[eé]|Resolution|Report|Paper|Programme|"
    r"Program|Principles|Accord|Convention|Protocol|Memorandum|Fact Sheet|Conference|Review|Law|Bill|Sea|Islands?|"
    r"State of the Union|Foreign Terrorist Organi[sz]ation|Cold War|World War|War|Day|Prize|"
    r"Read|Subscribe|Newsletter|Indo-Pacific|Asia-Pacific)\b(?=$| of | on | for )"
)
_ACRONYM = re.compile(r"\s?[\[(][\"“']?([A-Z][A-Za-z&/-]{1,11})[\"”']?[\])]")
_OF_STATE = re.compile(r"(.+?) of (?:the )?(.+)")
_BEHIND = re.compile(r" (?:of|from) (?:the )?")
_FORCES = re.compile(r"Defen[cs]e [Ff]orces?")
_BODY_LAST = re.compile(r"(.+) (Ministry|Department)")
_OWNER = re.compile(r"^.*['’]s (?=[A-Z])")
_REIGN = re.compile(r"[A-Z][\w-]+ Administration")
_LEADING = re.compile(r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ii]ts|[Oo]ur) ")
_TRAILING = re.compile(r"(?:['’]s?|[,.;:])+$")


class Organisation(msgspec.Struct, frozen=True):
    """An organisation that the base does not know."""

    name: str
    kind: str
    state: str | None
    sector: str | None


class Organisations:
    """The organisations of one document that the base does not know, and the document's own acronyms."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self._own: dict[str, Organisation] = {}

    def spans(self) -> list[tuple[int, int]]:
        """The stretches of text that name an organisation by its own words ("University of Warwick")."""
        found = set()
        for sentence in self.syntax.parse.sentences:
            for name in sentence.names:
                if name.label == "ORG":
                    span = self._trimmed(name.start, name.end)
                    if span is not None and self._organised(self.syntax.text[slice(*span)]):
                        found.add(span)
        return sorted(found)

    def mentions(self, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """One mention for each of the spans; `state` is that of the state that the name holds, if one."""
        made = []
        for start, end in spans:
            name = self.syntax.text[start:end]
            if name not in self._own:
                self._own[name] = self._organisation(name, start, end)
            made.append(self._mention(start, end, self._own[name], "name"))
        return made

    def acronyms(self, mentions: Sequence[Mention], taken: Sequence[tuple[int, int]]) -> list[Mention]:
        """Mentions by the acronyms that the document defines in brackets behind a mention of `mentions`."""
        text = self.syntax.text
        defined: dict[str, Mention | None] = {}
        for mention in mentions:
            found = _ACRONYM.match(text, mention.end)
            if found is None or len(mention.refs) != 1 or mention.refs[0].kind not in ("organisation", "command"):
                continue
            if _abbreviates(found[1], mention.text):
                same = defined.setdefault(found[1], mention)
                if same is not None and same.refs[0].name != mention.refs[0].name:
                    defined[found[1]] = None
        known = {short: mention for short, mention in defined.items() if mention is not None}
        return list(self._returns(known, taken))

    def _returns(self, known: dict[str, Mention], taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        if not known:
            return
        starts = {start for start, _ in taken}
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?!\w)")
        for found in pattern.finditer(self.syntax.text):
            if found.start() in starts:
                continue
            start, end = found.span()
            ref = msgspec.structs.replace(known[found[0]].refs[0], text=found[0], start=start, end=end)
            yield Mention(start, end, found[0], (ref,), "acronym")

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        words = self.syntax.text[start:end]
        owner = _OWNER.search(words)
        if owner is not None:
            start, words = start + owner.end(), words[owner.end() :]
        leading = _LEADING.match(words)
        if leading is not None:
            start, words = start + leading.end(), words[leading.end() :]
        words = _TRAILING.sub("", words)
        number = _NUMBER.search(self.syntax.text, max(0, start - 8), start) if _COMMAND.search(words) else None
        if number is not None:
            start, words = number.start(), number[0] + words
        if (
            len(words) < 3
            or _NONE.search(words)
            or words.lower() == words
            or _REIGN.fullmatch(words)
            or is_title(words)
        ):
            return None
        return start, start + len(words)

    def _organised(self, name: str) -> bool:
        return " " in name and (_COMMAND.search(name) is not None or any(p.search(name) for _, p in _TYPED))

    def _organisation(self, name: str, start: int, end: int) -> Organisation:
        command = _COMMAND.search(name) is not None
        sector = "MIL" if command else next((s for s, pattern in _TYPED if pattern.search(name)), None)
        return Organisation(
            name, "command" if command else "organisation", self._state(name, start) or self._behind(end), sector
        )

    def _state(self, name: str, start: int) -> str | None:
        text = self.syntax.text
        line = max(text.rfind("\n", 0, start) + 1, start - 40)
        window = text[line:start]
        owners = [m for m in self.base.scan(window) if window[m.end :] in (" ", "'s ", "’s ", "' ", "’ ")]
        for match in [m for m in self.base.scan(name) if m.type != "capital"] + owners:
            states = [id for id in match.actors if id.startswith("state:")]
            alive = [id for id in states if self.published is None or self.base.actor(id, self.published)]
            if len(alive) == 1:
                return alive[0]
        return None

    def _known(self, name: str, state: str | None) -> str | None:
        """The organisation of the base that a state's name and a name shared by many states' bodies mean together
        ("Republic of Korea Navy"), also where the words stand the other way ("Defence Department")."""
        if state is None:
            return None
        for words in _forms(name):
            for match in self.base.scan(words):
                if match.end == len(words) and match.actors[0].startswith("organisation:"):
                    owned = [id for id in match.actors if self.base.state_of(id, self.published) == state]
                    rest = words[: match.start].strip()
                    if len(owned) == 1 and (not rest or self._only_state(rest) == state):
                        return owned[0]
        return None

    def _only_state(self, words: str) -> str | None:
        found = self.base.scan(words)
        if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
            return None
        return next((id for id in found[0].on(None) if id.startswith("state:")), None)

    def _behind(self, end: int) -> str | None:
        """The state in "of STATE" or "from STATE" right behind a name."""
        of = _BEHIND.match(self.syntax.text, end)
        found = self.base.scan(self.syntax.text[of.end() : of.end() + 60])[:1] if of is not None else []
        if not found or found[0].start > 0:
            return None
        return next((id for id in found[0].on(None) if id.startswith("state:")), None)

    def _mention(self, start: int, end: int, own: Organisation, how: str) -> Mention:
        text = self.syntax.text[start:end]
        id = self._known(own.name, own.state)
        if id is not None:
            name = self.base.name_of(id, self.published) or own.name
            sector = self.base.sector_of(id, self.published) or own.sector
            ref = ActorRef(
                id=id, name=name, kind="organisation", state=own.state, sector=sector, text=text, start=start, end=end
            )
            return Mention(start, end, text, (ref,), how)
        ref = ActorRef(
            id=None, name=own.name, kind="command" if own.kind == "command" else "organisation", state=own.state,
            sector=own.sector, text=text, start=start, end=end,
        )  # fmt: skip
        return Mention(start, end, text, (ref,), how)


def _forms(name: str) -> Iterator[str]:
    """A name as it stands, with "of STATE" in front, and with its ministry or department in front."""
    yield name
    if _FORCES.search(name):
        yield from _forms(_FORCES.sub("Armed Forces", name))
    of = _OF_STATE.fullmatch(name)
    if of is not None:
        yield f"{of[2]} {of[1]}"
    body = _BODY_LAST.fullmatch(name)
    if body is not None:
        yield f"{body[2]} of {body[1]}"


def _abbreviates(short: str, long: str) -> bool:
    """Whether the capitals of `short` occur in order among the letters of `long`, the first as its first letter."""
    letters = [c for c in short if c.isupper()]
    start = re.search(rf"(?<!\w){letters[0]}", long, re.IGNORECASE)
    if start is None:
        return False
    long = long[start.start() :]
    position = 0
    for letter in letters:
        position = long.upper().find(letter, position) + 1
        if position == 0:
            return False
    return True
