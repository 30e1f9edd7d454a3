"""Second opinions: what a reviewer decides without seeing what others did, and how far reviewers agree.

An opinion is a note of the kind `opinion` beside a claim; it changes nothing. Agreement is Cohen's kappa (Cohen 1960,
Educational and Psychological Measurement 20) over the claims on which two reviewers said accept or reject.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import NamedTuple

from foedera.model import QuestionError
from foedera.record import Page, Record, Row, Status
from foedera.web import digits

OPINION = "opinion"
DECISIONS = ("accept", "reject")
_DECIDED: tuple[Status, ...] = ("accepted", "edited", "rejected")
_MOST = 200


class Agreement(NamedTuple):
    """How far two reviewers agree on `claims` that both judged: the share, and kappa (None where it has no meaning)."""

    first: str
    second: str
    claims: int
    share: float
    kappa: float | None


def write(record: Record, lineage: int, decision: str, *, by: str, why: str | None = None) -> None:
    """Writes down an opinion on a claim. Raises `QuestionError` where it is neither accept nor reject."""
    if decision not in DECISIONS:
        raise QuestionError("an opinion is accept or reject")
    version = record.history(lineage)[-1].version
    record.write_note(OPINION, str(lineage), {"decision": decision, "version": version}, by=by, why=why)


def queue(record: Record, reviewer: str, *, kind: str | None = None, after: str = "") -> Page[Row]:
    """The first claim that somebody decided on and this reviewer has not judged, after a lineage; at most one."""
    judged = {note.subject for note in record.notes(kind=OPINION) if note.who == reviewer}
    page = record.as_of(kind=kind, statuses=_DECIDED, limit=_MOST)
    last = digits.number(after)
    while True:
        for row in page.rows:
            late = last is not None and row.lineage >= last
            if not late and str(row.lineage) not in judged and _by(record, row.lineage) != reviewer:
                return Page(rows=(row,), cursor=str(row.lineage), known=page.known)
        if page.cursor is None:
            return Page(rows=(), cursor=None, known=page.known)
        page = record.as_of(kind=kind, statuses=_DECIDED, limit=_MOST, after=page.cursor)


def agreements(record: Record) -> tuple[Agreement, ...]:
    """The agreement of every two reviewers who judged the same claims, those with most claims first."""
    judged: dict[int, dict[str, str]] = defaultdict(dict)
    for note in record.notes(kind=OPINION):
        lineage = digits.number(note.subject or "")
        if lineage is not None and note.who:
            judged[lineage][note.who] = str(note.payload.get("decision"))
    for lineage, said in judged.items():
        last = next((v for v in reversed(record.history(lineage)) if v.cause in ("accept", "reject", "edit")), None)
        if last is not None and last.who is not None:
            said.setdefault(last.who, "reject" if last.cause == "reject" else "accept")
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for said in judged.values():
        for first, second in combinations(sorted(said), 2):
            pairs[first, second].append((said[first], said[second]))
    made = (_agreement(*names, some) for names, some in pairs.items())
    return tuple(sorted(made, key=lambda one: (-one.claims, one.first, one.second)))


def _agreement(first: str, second: str, some: list[tuple[str, str]]) -> Agreement:
    n = len(some)
    share = sum(a == b for a, b in some) / n
    ours, theirs = Counter(a for a, _ in some), Counter(b for _, b in some)
    chance = sum(ours[word] * theirs[word] for word in DECISIONS) / n**2
    return Agreement(first, second, n, share, None if chance == 1 else (share - chance) / (1 - chance))


def _by(record: Record, lineage: int) -> str | None:
    return record.history(lineage)[-1].who
