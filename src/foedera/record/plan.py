"""What reading a document again means for the claims that the record already has of it. No input, no output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedera.model import Claim
from foedera.record.quotations import Draft
from foedera.record.rows import DECIDED, GONE, Status


class Held(NamedTuple):
    """A claim that the record has: the latest version of its lineage, and the global number of that version.

    `key` is that of the first extraction; `proposed` is the coder's claim where `claim` is a person's edit. `claim`
    is None where it was erased.
    """

    lineage: int
    number: int
    version: int
    key: str
    kind: str
    status: Status
    claim: Claim | None
    proposed: Claim | None
    beside: int | None

    @property
    def extraction(self) -> Claim | None:
        """The claim as the coder had it."""
        return self.claim if self.proposed is None else self.proposed


class Plan(NamedTuple):
    """What is to be done with each claim. The last of `fresh` and `reopened` is the decided lineage to stand beside."""

    fresh: list[tuple[Draft, int | None]]
    again: list[tuple[Held, Draft]]
    reopened: list[tuple[Held, Draft, int | None]]
    closed: list[Held]
    unchanged: list[Held]
    kept: list[Held]


def plan(held: Sequence[Held], drafts: Sequence[Draft], families: frozenset[str]) -> Plan:
    """Compares a reading with what the record has of the same document.

    `families` are the coders (without version) that read it: only their claims can be missed. A claim is the same
    when its key is that of an extraction, or of the edit that a person made of it.
    """
    known = _by_key(held)
    done = Plan([], [], [], [], [], [])
    fresh: list[Draft] = []
    back: list[tuple[Held, Draft]] = []
    seen: set[int | str] = set()
    for new in drafts:
        old = known.get(new.key)
        this = new.key if old is None else old.lineage
        if this in seen:
            continue
        seen.add(this)
        if old is None:
            fresh.append(new)
        elif old.status in GONE:
            back.append((old, new))
        elif new.claim in (old.extraction, old.claim):
            done.unchanged.append(old)
        else:
            done.again.append((old, new))
    _miss(done, [old for old in held if old.lineage not in seen and family(old.extraction) in families])
    done.fresh.extend((new, _beside(new.claim, done.kept)) for new in fresh)
    done.reopened.extend((old, new, _beside(new.claim, done.kept)) for old, new in back)
    return done


def family(claim: Claim | None) -> str | None:
    """The name of a claim's coder without its version."""
    return None if claim is None else claim.coder.partition("/")[0]


def families(coders: Iterable[str]) -> frozenset[str]:
    """The names of coders without their versions."""
    return frozenset(coder.partition("/")[0] for coder in coders)


def overlap(first: Claim, second: Claim) -> bool:
    """Whether the evidence of two claims of one document shares a character."""
    return any(a.start < b.end and b.start < a.end for a in first.evidence for b in second.evidence)


def _by_key(held: Iterable[Held]) -> dict[str, Held]:
    edits = {old.claim.key: old for old in held if old.proposed is not None and old.claim is not None}
    return edits | {old.key: old for old in held}


def _miss(done: Plan, missed: Iterable[Held]) -> None:
    for old in missed:
        if old.status in DECIDED:
            done.kept.append(old)
        elif old.status not in GONE:
            done.closed.append(old)


def _beside(claim: Claim, kept: Iterable[Held]) -> int | None:
    for old in kept:
        if old.kind == claim.kind and any(c is not None and overlap(c, claim) for c in (old.claim, old.proposed)):
            return old.lineage
    return None
