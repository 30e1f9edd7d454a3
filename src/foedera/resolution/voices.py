"""First and second person: who "I", "we" and "our" are, in a quotation, a transcript, a joint statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.naming import Naming
from foedera.resolution.parties import Parties
from foedera.resolution.quotations import Quotation, Quotations
from foedera.resolution.syntax import Syntax

_FIRST = re.compile(
    r"\b(?:(I)(?:(?=['’ ,])|$)|([Mm]e|[Mm]y|[Mm]ine|[Mm]yself)|([Ww]e|[Oo]ur|[Oo]urs|us|[Oo]urselves))\b"
)
_TOGETHER = re.compile(
    r" (?:two|three|both|bilateral|respective|mutual|shared|joint|common|alliance|trilateral|strategic partnership|"
    r"relationship|partnership|cooperation)\b"
)


class Voices:
    """Finds who speaks of himself in a document."""

    def __init__(self, syntax: Syntax, naming: Naming, parties: Parties, quotations: Quotations) -> None:
        self.syntax, self._naming, self.parties, self.quotations = syntax, naming, parties, quotations

    def mentions(self, mentions: Mentions) -> list[Mention]:
        """The pronouns of the first person whose speaker is known, given all other mentions."""
        quoted = self.quotations.attributed(mentions)
        author = self.quotations.speech()
        made: list[Mention] = []
        index = 0
        for found in _FIRST.finditer(self.syntax.text):
            while index < len(quoted) and quoted[index].end <= found.start():
                index += 1
            inside = index < len(quoted) and quoted[index].start <= found.start()
            turn = self.quotations.turn(found.start())
            refs: Sequence[ActorRef]
            if inside:
                refs = self._said(found, quoted[index])
            elif turn is not None or author is not None:
                refs = self._spoken(found, turn, author)
            else:
                refs = self._own(found)
            made += self._mention(found, refs)
        return made

    def _said(self, found: re.Match[str], quotation: Quotation) -> list[ActorRef]:
        speaker = quotation.speaker
        if speaker is None:
            return []
        if found[3] is None:
            return [speaker] if speaker.kind == "person" else []
        return self._group(speaker)

    def _spoken(self, found: re.Match[str], turn: Quotation | None, author: ActorRef | None) -> Sequence[ActorRef]:
        speaker = author if turn is None else turn.speaker
        if found[3] is not None:
            both = self.parties.joint or (self.quotations.sides if turn is not None else ())
            if both:
                return self._states(both)
            return [] if speaker is None else self._group(speaker)
        return [] if speaker is None else [speaker]

    def _own(self, found: re.Match[str]) -> Sequence[ActorRef]:
        """Who "we" are in a document's own voice: those that issue it."""
        if found[3] is None:
            return []
        if len(self.parties.joint) > 1:
            return self._states(self.parties.joint)
        if self.parties.voice is None:
            return []
        together = _TOGETHER.match(self.syntax.text, found.end()) or self.syntax.text[: found.start()].endswith(
            ("Together, ", "together, ", " between ")
        )
        return self._states(self.parties.all if together and len(self.parties.all) == 2 else (self.parties.voice,))

    def _group(self, speaker: ActorRef) -> list[ActorRef]:
        """For whom somebody speaks: a government's or a soldier's state, else nobody that is sure."""
        if speaker.kind == "state":
            return [speaker]
        if speaker.state is not None and speaker.sector in ("GOV", "MIL", "LEG"):
            return [self._naming.ref(speaker.state, 0, 1)]
        if speaker.kind == "organisation" and speaker.sector in ("BUS", "IGO", "NGO"):
            return [speaker]
        return []

    def _states(self, ids: Sequence[str]) -> list[ActorRef]:
        return [self._naming.ref(id, 0, 1) for id in ids]

    def _mention(self, found: re.Match[str], refs: Sequence[ActorRef]) -> Iterator[Mention]:
        if not refs:
            return
        start, end = found.span()
        words = found[0]
        made = tuple(msgspec.structs.replace(ref, text=words, start=start, end=end) for ref in refs)
        yield Mention(start, end, words, made, "pronoun" if len(made) == 1 else "set")
