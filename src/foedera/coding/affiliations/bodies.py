"""The groups that stand beside a role: states, bodies and commands; of a person beside it, his or her state."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.affiliations import patterns
from foedera.coding.coder import Reading
from foedera.language import Sentence
from foedera.model import ActorRef
from foedera.resolution import Mention

_KINDS = ("state", "organisation", "command")
_JOINTS = (" ", "’s ", "'s ", "’ ", "' ")


class Bodies:
    """Finds the groups in one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text

    def named(self, at: int) -> bool:
        """Whether somebody is named at an offset."""
        mention = self.reading.mentions.at(at)
        return mention is not None and bool(mention.refs)

    def ending(self, end: int) -> Mention | None:
        """The mention of one actor that ends at an offset."""
        mention = self.reading.mentions.at(end - 1) if end > 0 else None
        return mention if mention is not None and mention.end == end and len(mention.refs) == 1 else None

    def before(self, start: int, low: int) -> ActorRef | None:
        """Whose post it is by what is named right before the role ("Japan's", "US", "his")."""
        for joint in _JOINTS:
            end = max(0, start - len(joint))
            mention = self.ending(end) if self.text.startswith(joint, end) else None
            if mention is not None and mention.start >= low:
                return self._body(mention.refs[0])
        return None

    def of(self, end: int) -> ActorRef | None:
        """The group in "NAME of STATE"."""
        for joint in (" of the ", " of "):
            if self.text.startswith(joint, end):
                mention = self.reading.mentions.at(end + len(joint))
                whole = mention is not None and mention.start == end + len(joint) and len(mention.refs) == 1
                return mention.refs[0] if mention is not None and whole and mention.refs[0].kind in _KINDS else None
        return None

    def inside(self, start: int, end: int) -> ActorRef | None:
        """The last group named within the words of a post."""
        return next((ref for ref in reversed(list(self.reading.mentions.refs(start, end))) if ref.kind in _KINDS), None)

    def last(self, start: int, end: int) -> ActorRef | None:
        """The last group named between two offsets, or else the state of the last person."""
        named = self.inside(start, end)
        people = list(self.reading.mentions.refs(start, end, "person"))
        return named or (self._body(people[-1]) if people else None)

    def behind(self, start: int, end: int) -> ActorRef | None:
        """The first group that a preposition or a comma joins to a role which ends at `start`."""
        unknown = self._institution(start, end)
        for mention in self.reading.mentions.within(start, end):
            if not mention.refs or mention.refs[0].kind not in _KINDS or mention.how in ("pronoun", "set"):
                continue
            if unknown is not None and mention.refs[0].kind == "state" and unknown.start <= mention.start < unknown.end:
                return unknown
            if patterns.JOINT.fullmatch(self.text, start, mention.start):
                return self._whole(mention, start) or unknown
        return unknown

    def _whole(self, mention: Mention, start: int) -> ActorRef | None:
        """The group that a mention begins or is: "the Philippine Embassy", where only the state is known."""
        ref = mention.refs[0]
        if ref.kind != "state":
            return ref
        longer = patterns.NAMED_BODY.match(self.text, mention.end)
        if longer is not None:
            return self.unknown(longer.start("name") if longer["owned"] else mention.start, longer.end())
        based = self.text.startswith(("-", "’s", "'s"), mention.end)
        meant_for = re.search(r" for (?:the )?$", self.text[start : mention.start]) is not None
        return None if based or meant_for else ref

    def state(self, id: str, start: int, end: int) -> ActorRef | None:
        """A state as the document names it anywhere, told here by the words from `start` to `end`."""
        refs = (ref for mention in self.reading.mentions for ref in mention.refs if ref.id == id)
        ref = next(refs, None)
        return None if ref is None else msgspec.structs.replace(ref, text=self.text[start:end], start=start, end=end)

    def _institution(self, start: int, end: int) -> ActorRef | None:
        """An institution behind a preposition that nothing but its words tells."""
        found = patterns.INSTITUTION.search(self.text, start, end)
        if found is None or patterns.IN_BODY.search(self.text, start, found.start()) is None:
            return None
        if patterns.FIELD.fullmatch(found[0]) and patterns.PORTFOLIO.search(self.text, max(0, start - 20), start):
            return None  # "Minister for External Affairs": what the post is about
        return self.unknown(*found.span())

    def unknown(self, start: int, end: int) -> ActorRef:
        """An organisation that the actor base does not know, by its words in the text."""
        words = self.text[start:end]
        return ActorRef(
            id=None, name=words, kind="organisation", state=None, sector=None, text=words, start=start, end=end
        )

    def leading(self, sentence: Sentence, start: int) -> ActorRef | None:
        """An unknown organisation in capitals right before a role ("Operation Sea Lantern (OSL) spokesman")."""
        run = patterns.RUN.search(self.text, sentence.start, start)
        if run is None or patterns.HEADLINE.search(run[0]):
            return None
        first = run.start() + (4 if run[0].startswith("The ") else 0)
        words = self.text[first : start - 1]
        named = any(name.label == "ORG" and name.start < start - 1 and first < name.end for name in sentence.names)
        acronym = words.isupper() and len(words) > 1
        return self.unknown(first, start - 1) if named or acronym or words.endswith(")") else None

    def home(self, start: int, end: int, *, every: bool = False) -> ActorRef | None:
        """The institution at which somebody works, named right behind a preposition ("of CSIS", "at Yale University");
        `every` body may be it where the words before say so."""
        mention = self.reading.mentions.at(start)
        if mention is not None and mention.start == start and len(mention.refs) == 1:
            ref = mention.refs[0]
            official = ref.sector in ("IGO", "GOV", "MIL")
            return ref if ref.kind in ("organisation", "command") and (every or not official) else None
        found = patterns.INSTITUTION.match(self.text, start, end)
        return None if found is None else self.unknown(*found.span())

    def _body(self, ref: ActorRef) -> ActorRef | None:
        """The group for which a reference stands: itself, or of a person his or her state."""
        if ref.kind in _KINDS:
            return ref
        return None if ref.state is None else self.state(ref.state, ref.start, ref.end)
