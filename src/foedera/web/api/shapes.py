"""What the answers about pages have in common: a commitment, something dated, a claim with its document."""

from __future__ import annotations

from typing import Any

from foedera.exchange import answers
from foedera.register import Member
from foedera.web.cards import Dated, Promised


def promise_of(found: Promised) -> dict[str, Any]:
    """A commitment in short: what, by whom, due when, and where it stands."""
    progress = found.progress
    return {
        "entry": found.entry.id, "label": found.entry.label, "parties": found.parties,
        "due": None if progress.due is None else progress.due.latest, "stage": progress.stage,
        "overdue": progress.is_overdue, "days_late": found.late,
    }  # fmt: skip


def dated_of(found: Dated) -> dict[str, Any]:
    """Something dated in short: when, what, and of which entry."""
    return {
        "day": found.day, "when": None if found.when is None else found.when.text, "kind": found.kind,
        "what": found.what, "entry": found.entry.id, "label": found.entry.label, "names": found.names,
    }  # fmt: skip


def evidence_of(member: Member | None) -> dict[str, Any] | None:
    """A claim with its first evidence and its document."""
    return None if member is None else answers.evidence_of(member)
