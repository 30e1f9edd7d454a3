"""First and second person: who "I", "we" and "you" are, in a quotation, a transcript, a joint statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions, key_of
from foedera.resolution.naming import Naming
from foedera.resolution.offices import headed
from foedera.resolution.parties import Parties
from foedera.resolution.quotations import Quotation, Quotations
from foedera.resolution.sides import Sides, nobody, together
from foedera.resolution.syntax import Syntax

_PERSON = re.compile(
    r"\b(?:(?P<one>(?<!War )(?<!Article )(?<!Part )I(?=['’ ,]|$)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)|"
    r"(?P<many>[Ww]e|WE|[Oo]ur|OUR|[Oo]urs|us|[Oo]urselves)|"
    r"(?P<address>(?:Your Excellency|(?:Mr|Madam|Mrs|Ms)\.? "
    r"(?:President|Prime Minister|Chancellor|Secretary))(?! [A-Z]))|"
    r"(?P<other>(?<![Tt]hank )[Yy]ou(?! all\b|['’]ve\b| know\b| see\b)|[Yy]ours?|[Yy]ourself))\b"
)
_DIRECTLY = re.compile(r"\b(?:Mr|Madam|Mrs|Ms)\.? (?:President|Prime Minister|Chancellor)\b|\bmy friend\b")
_MANY = 5


class Voices:
    """Finds who speaks of himself in a document, and to whom."""

    def __init__(
        self, syntax: Syntax, naming: Naming, parties: Parties, quotations: Quotations, sides: Sequence[str]
    ) -> None:
        self.syntax, self._naming, self.parties, self.quotations = syntax, naming, parties, quotations
        self._sides = sides
        self._speakers = quotations.speakers
        self._known: dict[tuple[int, int], bool] = {}
        self._side = Sides(syntax, Mentions(()))
        self._turn: Quotation | None = None

    def mentions(self, mentions: Mentions) -> list[Mention]:
        """The pronouns of the first and second person whose speaker is known, given all other mentions."""
        quoted = self.quotations.attributed(mentions)
        self._side = Sides(self.syntax, mentions)
        author = self.quotations.speech()
        made: list[Mention] = []
        index = 0
        for found in _PERSON.finditer(self.syntax.text):
            while index < len(quoted) and quoted[index].end <= found.start():
                index += 1
            inside = index < len(quoted) and quoted[index].start <= found.start()
            turn = self.quotations.turn(found.start())
            if inside:
                refs = self._said(found, quoted[index])
            elif turn is not None:
                refs = self._spoken(found, turn)
            elif author is not None:
                refs = self._spoken(found, Quotation(0, len(self.syntax.text), author))
            else:
                refs = self._own(found)
            made += self._mention(found, refs)
        return made

    def _said(self, found: re.Match[str], quotation: Quotation) -> Sequence[ActorRef]:
        """Who is meant in a quotation; where the speaker's side is not alone, it is not certain."""
        speaker = quotation.speaker
        if speaker is None or found["other"] or found["address"]:
            return ()
        if found["one"]:
            return (speaker,) if speaker.kind == "person" else ()
        return () if self._shared(quotation) else self._group(speaker)

    def _shared(self, quotation: Quotation) -> bool:
        """Whether a quotation speaks of more than the speaker's side anywhere."""
        start, end = quotation.start, quotation.end
        if (start, end) not in self._known:
            found = _PERSON.finditer(self.syntax.text, start, end)
            self._known[start, end] = any(self._with_others(match) for match in found if match["many"])
        return self._known[start, end]

    def _spoken(self, found: re.Match[str], turn: Quotation) -> Sequence[ActorRef]:
        """Who is meant in a turn of a transcript or in a speech."""
        speaker = turn.speaker
        if speaker is None:
            return ()
        if found["one"]:
            return (speaker,)
        if found["other"] or found["address"]:
            return self._addressed(found, turn, speaker)
        sides = self.parties.joint or self._sides
        return self._sided(found, turn, speaker, sides) if sides else self._group(speaker)

    def _sided(
        self, found: re.Match[str], turn: Quotation, speaker: ActorRef, sides: Sequence[str]
    ) -> Sequence[ActorRef]:
        """Who "we" are where one of several speaks."""
        if turn != self._turn:
            self._turn = turn
            self._side.begin(None if self.quotations.answers(turn) else turn.start)
        side = self._side.side(*found.span(), speaker.state)
        if side == "all":
            return self._states(sides)
        return self._group(speaker) if side == "own" else ()

    def _addressed(self, found: re.Match[str], turn: Quotation, speaker: ActorRef) -> Sequence[ActorRef]:
        """To whom somebody speaks: the only other speaker of a transcript, while nobody else is asking."""
        if self.quotations.answers(turn) or (found["other"] and not self._directly(found.start())):
            return ()
        others = [ref for ref in self._speakers if key_of(ref) != key_of(speaker)]
        return others if len(self._speakers) == 2 and len(others) == 1 else ()

    def _directly(self, start: int) -> bool:
        """Whether "you" is not the audience: nobody will ask, or the sentence addresses the other by his title."""
        sentence = self.syntax.parse.at(start)
        if self.quotations.questions is None or sentence is None:
            return self.quotations.questions is None
        return _DIRECTLY.search(self.syntax.text, sentence.start, sentence.end) is not None

    def _own(self, found: re.Match[str]) -> Sequence[ActorRef]:
        """Who "we" are in a document's own voice: those that issue it."""
        if not found["many"] or nobody(self.syntax.text, found.end()):
            return ()
        if len(self.parties.joint) > 1 and found.start() >= self.parties.speak_from:
            return self._presented(found.start()) or self._states(self.parties.joint)
        if self.parties.voice is None:
            return ()
        if self.parties.alliance:
            return self._allied(found)
        return self._states(self._with_all() if self._with_others(found) else (self.parties.voice,))

    def _presented(self, start: int) -> Sequence[ActorRef]:
        """The persons who present themselves by the "we" at `start`."""
        opened = self.parties.opening
        return opened.persons if opened is not None and opened.start == start else ()

    def _with_all(self) -> Sequence[str]:
        """The states with which a government's text deals, where they are few."""
        return self.parties.all if 1 < len(self.parties.all) < _MANY else ()

    def _allied(self, found: re.Match[str]) -> Sequence[ActorRef]:
        """Who "we" are in a government's text on its alliance: it, where allies are "ours", or all in what they do."""
        side = self._side.within(*found.span(), self.parties.voice)
        if side is None:
            return ()
        return self._states(self.parties.alliance if side == "all" else (self.parties.voice or "",))

    def _with_others(self, found: re.Match[str]) -> bool:
        """Whether "we" are more than the speaker's side."""
        return together(self.syntax.text, *found.span())

    def _group(self, speaker: ActorRef) -> Sequence[ActorRef]:
        """For whom somebody speaks: a government's or a soldier's state, else nobody that is sure."""
        if speaker.kind == "state":
            return (speaker,)
        body = headed(self._naming.base, speaker.id, self._naming.published)
        if body is not None:
            return (self._naming.ref(body, 0, 1),)
        if speaker.state is not None and speaker.sector in ("GOV", "MIL", "LEG"):
            return (self._naming.ref(speaker.state, 0, 1),)
        if speaker.kind == "organisation" and speaker.sector in ("BUS", "IGO", "NGO"):
            return (speaker,)
        return ()

    def _states(self, ids: Sequence[str]) -> list[ActorRef]:
        return [self._naming.ref(id, 0, 1) for id in ids]

    def _mention(self, found: re.Match[str], refs: Sequence[ActorRef]) -> Iterator[Mention]:
        if not refs:
            return
        start, end = found.span()
        words = found[0]
        made = tuple(msgspec.structs.replace(ref, text=words, start=start, end=end) for ref in refs)
        how = "role" if found["address"] else "pronoun" if len(made) == 1 else "set"
        yield Mention(start, end, words, made, how)
