"""The event between a given actor and a given recipient, as coders with marked pairs want it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.candidates import candidates
from foedera.coding.events.framing import framed
from foedera.coding.events.lexicon import Lexicon
from foedera.language import Language
from foedera.model import ActorRef, Document, EventType, Modality, Paragraph
from foedera.model.plover import plover_types
from foedera.resolution import Mention, Mentions

_PLANNED: dict[str, EventType] = {"V-COOP": "AGREE", "M-COOP": "AGREE", "V-CONF": "THREATEN", "M-CONF": "THREATEN"}


class Pair(msgspec.Struct, frozen=True):
    """A text with the offsets of an actor and of a recipient (end exclusive), the latter None where nobody is named."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int] | None


class Reckoned(msgspec.Struct, frozen=True):
    """What the lexicon and the syntax say of a pair: the types of the act between the two, the likeliest first (none
    where they say nothing), the modality of the first (None of an act under a condition or a duty), and the words that
    the encoder reads."""

    types: tuple[EventType, ...]
    modality: Modality | None
    words: tuple[str, ...]


def reckoned(pairs: Iterable[Pair], language: Language, lexicon: Lexicon) -> Iterator[Reckoned]:
    """What the lexicon and the syntax say of each pair, in their order."""
    ordered = list(pairs)
    for pair, parse in zip(ordered, language.parse(map(_document, ordered)), strict=True):
        reading = Reading.of(parse, Mentions(_mentions(pair)))
        found = [c for s in parse.sentences if s.parsed for c in candidates(reading, s, lexicon, strict=False)]
        best = min(found, key=_order, default=None)
        if best is None or _rank(best) > 1:
            types: tuple[EventType, ...] = ()
            words = framed(pair.text, pair.actor, pair.recipient)
        else:
            types = tuple(entry.type for entry in best.entries)
            trigger = best.sentence.tokens[best.trigger].start
            words = framed(pair.text, pair.actor, pair.recipient, trigger, types)
        yield Reckoned(types, "actual" if best is None else best.mood.modality, tuple(words))


def in_gold_standard(type: EventType, modality: Modality | None) -> EventType:
    """The type by the conventions of PLOVER's gold standard, which has no modality: a cooperative act to come is AGREE,
    a hostile one THREATEN, and an act that is denied or refused REJECT."""
    if modality == "denied":
        return "REJECT"
    if modality == "planned" and type not in ("AGREE", "REJECT", "REQUEST", "THREATEN", "ACCUSE"):
        return _PLANNED[plover_types()[type].quad]
    return type


def _document(pair: Pair) -> Document:
    return Document(text=pair.text, paragraphs=(Paragraph(0, len(pair.text), "body"),))


def _mentions(pair: Pair) -> Iterator[Mention]:
    for name, span in (("actor", pair.actor), ("recipient", pair.recipient)):
        if span is not None and span[0] < span[1]:
            text = pair.text[span[0] : span[1]]
            ref = ActorRef(
                id=None, name=name, kind="organisation", state=None, sector=None, text=text, start=span[0], end=span[1]
            )
            yield Mention(span[0], span[1], text, (ref,), "name")


def _order(candidate: Candidate) -> tuple[bool, int, int]:
    """Acts before conditions, both parties before one, and the verbs of main clauses before those below them."""
    depth = sum(1 for _ in candidate.sentence.ancestors(candidate.trigger))
    return candidate.mood.modality is None, _rank(candidate), depth


def _rank(candidate: Candidate) -> int:
    """0 where both are the candidate's in their roles, 1 where only the actor is, 2 where neither, 3 where swapped."""
    actors, recipients = ({ref.name for ref in refs} for refs in (candidate.actors, candidate.recipients))
    if "actor" in actors:
        return 0 if "recipient" in recipients | actors else 1
    return 3 if "recipient" in actors and "actor" in recipients else 2
