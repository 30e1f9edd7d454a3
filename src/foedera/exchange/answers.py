"""Answers of the register as plain values for JSON: every one with its evidence and its document."""

from __future__ import annotations

from typing import Any

import msgspec

from foedera.exchange.lines import line
from foedera.model import Span
from foedera.record import Note
from foedera.register import Deliverable, Entry, Item, Learnt, Member, Prediction, Progress, Score
from foedera.register.brief import Brief
from foedera.register.dues import Due
from foedera.register.force import Reason, Standing
from foedera.register.graph import Stale
from foedera.register.nodes import Node
from foedera.register.stages import TRACKS, Step


def evidence_of(member: Member, shown: Span | None = None) -> dict[str, Any]:
    """A claim of an entry: what it says, its first evidence or that which is `shown`, and its document."""
    claim, source = member.claim, member.source
    span = shown or claim.evidence[0]
    return {
        "claim": claim.id, "lineage": member.row.lineage, "status": member.row.status, "says": line(claim),
        "text": span.text, "start": span.start, "end": span.end, "document": claim.document, "title": source.title,
        "publisher": source.publisher, "published": source.published, "url": source.url,
    }  # fmt: skip


def entry_of(entry: Entry) -> dict[str, Any]:
    """An entry with all its claims."""
    return {
        "entry": entry.id, "kind": entry.kind, "label": entry.label, "decided": entry.decided,
        "documents": len({member.claim.document for member in entry.members}),
        "evidence": [evidence_of(member) for member in entry.members],
    }  # fmt: skip


def deliverable_of(found: Deliverable) -> dict[str, Any]:
    """A commitment with its progress: where it stands, its due date, and all its histories."""
    state = found.progress
    return {
        "entry": found.entry.id, "label": found.entry.label, "parties": found.parties, "as_of": state.as_of,
        "stage": state.stage, "agreed": state.is_agreed, "overdue": state.is_overdue, "days_late": state.late,
        "only_reaffirmed": state.is_only_reaffirmed, "due": None if state.due is None else due_of(state.due),
        **_histories(state), "evidence": [evidence_of(member) for member in found.entry.members],
    }  # fmt: skip


def due_of(due: Due) -> dict[str, Any]:
    """A due date, with whose word it is and what says so."""
    return {
        "latest": due.latest, "earliest": due.earliest, "text": due.text, "said": due.said, "voice": due.voice,
        "names": due.names, "evidence": evidence_of(due.member),
    }  # fmt: skip


def step_of(step: Step) -> dict[str, Any]:
    """A step with what shows it: a claim, or a person's note."""
    return {
        "track": step.track, "stage": step.stage, "since": step.since,
        "when": None if step.when is None else step.when.text, "voice": step.voice, "names": step.names,
        "evidence": None if step.member is None else evidence_of(step.member), "note": note_of(step.note),
    }  # fmt: skip


def note_of(note: Note | None) -> dict[str, Any] | None:
    """A note of a person, or None."""
    return None if note is None else msgspec.to_builtins(note)


def item_of(item: Item) -> dict[str, Any]:
    """Something dated in a timeline."""
    shown = [evidence_of(member) for member in item.members]
    return {
        "day": item.day, "when": None if item.when is None else item.when.text, "kind": item.kind, "what": item.what,
        "entry": item.entry.id, "label": item.entry.label, "names": item.names, "evidence": shown,
        "note": None if item.step is None else note_of(item.step.note),
    }  # fmt: skip


def learnt_of(learnt: Learnt) -> dict[str, Any]:
    """Something that came to be known."""
    return {
        "day": learnt.day, "published": learnt.published, "entry": learnt.entry.id, "kind": learnt.entry.kind,
        "label": learnt.entry.label, "evidence": [evidence_of(learnt.member)],
    }  # fmt: skip


def standing_of(standing: Standing) -> dict[str, Any]:
    """Whether an instrument was in force on a day, with the reasons."""
    return {
        **_node(standing.node), "day": standing.day, "answer": standing.answer, "suspended": standing.suspended,
        "reasons": [_reason(reason) for reason in standing.reasons],
    }  # fmt: skip


def stale_of(stale: Stale) -> dict[str, Any]:
    """An instrument that is out of date, with the chain of reasons."""
    return {
        **_node(stale.node), "cause": stale.cause, "on": _node(stale.on),
        "reasons": [_reason(reason) for reason in stale.chain],
    }  # fmt: skip


def prediction_of(prediction: Prediction) -> dict[str, Any]:
    """A prediction with who made it and what became of it."""
    made = prediction
    return {
        "prediction": made.id, "text": made.text, "speakers": made.speakers, "affiliation": made.affiliation,
        "source": made.source, "said": made.said, "horizon": None if made.horizon is None else made.horizon.text,
        "likelihood": made.likelihood, "probability": msgspec.to_builtins(made.probability), "happens": made.happens,
        "status": made.status, "outcome": note_of(made.outcome), "note": note_of(made.note),
        "evidence": None if made.member is None else evidence_of(made.member),
    }  # fmt: skip


def score_of(score: Score) -> dict[str, Any]:
    """The score of a speaker or a source, with its uncertainty."""
    found: dict[str, Any] = msgspec.to_builtins(score)
    return {**found, "few": score.is_few}


def brief_of(brief: Brief) -> dict[str, Any]:
    """A briefing, section by section, and its footnotes."""
    return {
        "title": brief.title, "lead": brief.lead, "since": brief.since, "until": brief.until, "about": brief.about,
        "known": brief.known, "documents": brief.documents,
        "sections": [
            {
                "topic": section.topic, "heading": section.heading, "text": section.text, "more": section.more,
                "remarks": [msgspec.to_builtins(remark) for remark in section.remarks],
            }
            for section in brief.sections
        ],
        "footnotes": [msgspec.to_builtins(footnote) for footnote in brief.footnotes],
    }  # fmt: skip


def _histories(state: Progress) -> dict[str, Any]:
    return {
        "tracks": {track: [step_of(step) for step in state.track(track)] for track in TRACKS},
        "judgements": [step_of(step) for step in state.judgements],
        "denials": [evidence_of(member) for member in state.denials],
        "dues": [due_of(due) for due in state.dues],
        "conditions": [
            {"text": each.text, "met": note_of(each.met), "evidence": evidence_of(each.member)}
            for each in state.conditions
        ],
        "conflicts": [
            {"about": each.about, "one": _side(each.one), "other": _side(each.other)} for each in state.conflicts
        ],
    }


def _side(side: Step | Due) -> dict[str, Any]:
    return step_of(side) if isinstance(side, Step) else due_of(side)


def _node(node: Node) -> dict[str, Any]:
    return {
        "entry": None if node.entry is None else node.entry.id, "name": node.name, "type": node.type,
        "parties": [ref.name for ref in node.parties],
    }  # fmt: skip


def _reason(reason: Reason) -> dict[str, Any]:
    return {"text": reason.text, "evidence": None if reason.member is None else evidence_of(reason.member, reason.span)}
