"""One report of an act in one sentence, and which reports are of one and the same act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.lexicon import Lexicon
from foedera.coding.events.occasions import occasion, place
from foedera.coding.events.recipients import HARM
from foedera.coding.events.sides import MUTUAL
from foedera.coding.events.weighing import Weighed
from foedera.language import Sentence
from foedera.model import ActorRef, Attribution, Edtf, EventType, Modality

_MOST_CONTEXTS = 3


class Report(msgspec.Struct, frozen=True):
    """What one sentence says of one act, with the score of its type."""

    sentence: Sentence
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    when: Edtf | None
    place: str | None
    modality: Modality
    attribution: Attribution
    score: float


def report(reading: Reading, lexicon: Lexicon, weighed: Weighed, *, own: bool = False) -> Report:
    """The report that a candidate makes; with `own` its label is its mode. What does not stand in the sentence is not
    known."""
    candidate = weighed.candidate
    tree = reading.tree(candidate.sentence)
    entry = next((entry for entry in candidate.entries if entry.type == weighed.type), None)
    near = {tree.word(token) for token in tree.below(candidate.trigger, 3)}
    words = {token.text.lower() for token in candidate.sentence.tokens}
    mode = weighed.label if own else lexicon.mode(weighed.type, near) or (entry.mode if entry else None)
    contexts = (*(entry.contexts if entry else ()), *lexicon.contexts(words))
    type, modality = _turned(candidate, weighed.type)
    if type != weighed.type and not own:
        mode = lexicon.mode(type, words)
    return Report(
        candidate.sentence, type, mode, tuple(dict.fromkeys(contexts))[:_MOST_CONTEXTS], candidate.actors,
        candidate.recipients, occasion(reading, tree, candidate.trigger, modality), place(tree, candidate.trigger),
        modality, candidate.mood.attribution, weighed.score,
    )  # fmt: skip


def _turned(candidate: Candidate, type: EventType) -> tuple[EventType, Modality]:
    """The type and modality of an act that lies ahead or is refused: who says that he will not do it, rejects; who says
    that he will do harm, threatens."""
    mood = candidate.mood
    modality = mood.modality or "actual"
    if mood.refused and (type == "REJECT" or type not in HARM):
        return "REJECT", "actual"
    if modality == "planned" and type in ("ASSAULT", "COERCE", "SANCTION"):
        mine = {ref.state or ref.id for ref in candidate.actors}
        if any((ref.state or ref.id) in mine for ref in mood.attribution.sources):
            return "THREATEN", "actual"
    return type, modality


def merged(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """The reports of each act, the likeliest first: of one type, between the same parties, of one modality, and at
    dates that do not exclude each other. Acts come in the order of their first report."""
    acts: list[list[Report]] = []
    for one in reports:
        for act in acts:
            if _key(act[0]) == _key(one) and all(_meet(one.when, other.when) for other in act):
                act.append(one)
                break
        else:
            acts.append([one])
    for act in acts:
        yield sorted(act, key=lambda report: -report.score)


def _key(report: Report) -> tuple[str, Modality, frozenset[str], frozenset[str]]:
    actors, recipients = (frozenset(r.id or r.name for r in refs) for refs in (report.actors, report.recipients))
    if report.type in MUTUAL and report.type in ("CONSULT", "COOPERATE"):
        actors, recipients = actors | recipients, frozenset()
    return report.type, report.modality, actors, recipients


def _meet(one: Edtf | None, other: Edtf | None) -> bool:
    return one is None or other is None or one.overlaps(other)
