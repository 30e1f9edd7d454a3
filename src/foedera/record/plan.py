"""What reading a document again means for the claims that the record already has of it. No input, no output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedera.model import Claim
from foedera.record.rows import DECIDED, Status


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

    fresh: list[tuple[Claim, str, int | None]]
    again: list[tuple[Held, Claim]]
    reopened: list[tuple[Held, Claim, int | None]]
    closed: list[Held]
    unchanged: list[Held]
    kept: list[Held]


def plan(held: Sequence[Held], claims: Sequence[Claim], families: frozenset[str]) -> Plan:
    """Compares a reading with what the record has of the same document.

    `families` are the coders (without version) that read it: only their claims can be missed. A claim is the same
    when its key is that of an extraction, or of the edit that a person made of it.
    """
    lineages = _by_key(held)
    done = Plan([], [], [], [], [], [])
    seen: set[int | str] = set()
    fresh: list[tuple[Claim, str]] = []
    back: list[tuple[Held, Claim]] = []
    for claim in claims:
        key = claim.key
        old = lineages.get(key)
        if (key if old is None else old.lineage) in seen:
            continue
        seen.add(key if old is None else old.lineage)
        if old is None:
            fresh.append((claim, key))
        elif old.status in ("closed", "erased"):
            back.append((old, claim))
        elif old.extraction == claim or old.claim == claim:
            done.unchanged.append(old)
        else:
            done.again.append((old, claim))
    missed = [old for old in held if old.lineage not in seen and family(old.extraction) in families]
    for old in missed:
        if old.status in ("unreviewed", "offered"):
            done.closed.append(old)
        elif old.status in DECIDED:
            done.kept.append(old)
    done.fresh.extend((claim, key, _beside(claim, done.kept)) for claim, key in fresh)
    done.reopened.extend((old, claim, _beside(claim, done.kept)) for old, claim in back)
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


def _beside(claim: Claim, kept: Iterable[Held]) -> int | None:
    for old in kept:
        if old.kind == claim.kind and any(c is not None and overlap(c, claim) for c in (old.claim, old.proposed)):
            return old.lineage
    return None
