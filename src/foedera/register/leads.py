"""Where else to look before calling a commitment overdue: entries that may be the same, in which more is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from foedera.record import Record
from foedera.register.deliverables import Deliverable, deliverables
from foedera.register.doubts import Doubt, doubts

_MOST = 400


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that may be the same as a commitment, and tells more of it: that it is done, disrupted, or due later.

    `score` (0 to 1) is the register's doubt; `doubt` has the two claims that are most alike. A person decides, with
    `merge` or `split`.
    """

    other: Deliverable
    score: float
    doubt: Doubt


def leads(record: Record, found: Iterable[Deliverable]) -> Mapping[str, tuple[Lead, ...]]:
    """The leads for those of some commitments that are neither delivered nor ended, by the id of the entry, the
    likeliest first; those without any are left out.

    Only the 400 likeliest doubts of the record are looked at, as the register holds them now.
    """
    wanted = {each.entry.id: each for each in found if not (each.progress.is_delivered or each.progress.is_ended)}
    if not wanted:
        return {}
    pairs = defaultdict(list)
    for doubt in doubts(record, kind="commitment", limit=_MOST):
        for id, other in (doubt.entries, doubt.entries[::-1]):
            if id in wanted:
                pairs[id].append((other, doubt))
    others = _others(record, wanted, {other for some in pairs.values() for other, _ in some})
    made = {
        id: tuple(
            Lead(other=others[other], score=doubt.score, doubt=doubt)
            for other, doubt in some
            if other in others and _tells_more(others[other], wanted[id])
        )
        for id, some in pairs.items()
    }
    return {id: some for id, some in made.items() if some}


def _others(record: Record, wanted: Mapping[str, Deliverable], ids: set[str]) -> dict[str, Deliverable]:
    as_of = next((each.progress.as_of for each in wanted.values()), None)
    return {each.entry.id: each for each in deliverables(record, as_of=as_of, ids=ids)} if ids else {}


def _tells_more(other: Deliverable, than: Deliverable) -> bool:
    state, due = other.progress, than.progress.due
    further = any(step.track == "disruption" or step.stage in ("delivered", "partly delivered") for step in state.steps)
    return further or (state.due is not None and due is not None and state.due.latest > due.latest)
