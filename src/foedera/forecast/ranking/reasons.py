"""Why a candidate stands where it stands: what each kind of evidence adds to its score, in words, with past events.

What a group of features adds is the score with them less the score with nothing known in their place. The groups
overlap (who met yesterday also met this month), so their parts need not sum to the score.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedera.forecast.ranking.features import COLUMN, FEATURES, NEVER
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.past import Past
from foedera.forecast.ranking.state import Floats
from foedera.forecast.ranking.trees import Forest, scores

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "same": ("same_", "rank_same"),
    "pair": ("pair_", "rank_pair"),
    "rule": ("rule_", "back_", "rank_rule"),
    "kind": ("kind_0", "kind_35", "kind_7", "kind_1", "kind_age", "kind_partners", "rank_kind"),
    "other": ("other_",),
    "origin": ("country_", "sector_", "from_", "asked_country", "same_country"),
    "path": ("path_",),
    "factor": ("factor", "rank_factor"),
}
"""Names of features, or how they begin, that make one kind of evidence."""


class Reason(NamedTuple):
    """One kind of evidence: its group, what it adds to the score (in natural logarithms of the odds against the other
    candidates), words, and the rows of `quads` that it rests on, newest first."""

    group: str
    adds: float
    words: str
    events: tuple[int, ...]


def _members(group: str) -> list[int]:
    begins = GROUPS[group]
    found = [COLUMN[name] for name in FEATURES if name in begins or any(
        name.startswith(begin) for begin in begins if begin.endswith("_"))]  # fmt: skip
    return [c for c in found if FEATURES[c] != "asked_country" or group == "origin"]


def without(row: Floats, group: str, candidates: int) -> Floats:
    """A row of features with nothing known in a group: no counts, ages of never, places at the end of the list."""
    bare = row.copy()
    for column in _members(group):
        name = FEATURES[column]
        bare[column] = NEVER if name.endswith(("_age", "_gap")) else candidates if name.startswith("rank_") else 0.0
    return bare


def reasons(
    past: Past, forest: Forest, quads: Ints, question: tuple[int, int, int], other: int, *, depth: int = 100,
    events: int = 5,
) -> tuple[Reason, ...]:  # fmt: skip
    """Why `other` is ranked as it is for a question (actor, kind, day), strongest first, at most `events` events each.

    `quads` is the stream that `past` was made of. Empty where `other` is not among the first `depth` candidates.
    """
    seen = past.described(np.array([question], np.int32), depth, depth)
    at = np.flatnonzero(seen.others == other)
    if not len(at):
        return ()
    row = seen.features[at[0]]
    rows = np.stack([row, *(without(row, group, len(seen.others)) for group in GROUPS)])
    score = scores(forest, rows)
    support = _support(past, quads, question, other)
    found = []
    for i, group in enumerate(GROUPS):
        words = _words(group, dict(zip(FEATURES, row.tolist(), strict=True)))
        if words:
            chosen = tuple(support.get(group, np.zeros(0, np.int64))[::-1][:events].tolist())
            found.append(Reason(group, float(score[0] - score[i + 1]), words, chosen))
    return tuple(sorted(found, key=lambda reason: -reason.adds))


def _support(past: Past, quads: Ints, question: tuple[int, int, int], other: int) -> dict[str, NDArray[np.int64]]:
    """The rows of past events between the two (by group), in order of days."""
    actor, kind, day = question
    half = past.types
    type_, back = kind % half, kind >= half
    doer, sufferer = (other, actor) if back else (actor, other)
    known = quads[:, 3] < min(day, past.seen)
    forth = known & (quads[:, 0] == doer) & (quads[:, 2] == sufferer)
    away = known & (quads[:, 0] == sufferer) & (quads[:, 2] == doer)
    role = quads[:, 0] if back else quads[:, 2]
    rows = {
        "same": forth & (quads[:, 1] == type_),
        "pair": forth | away,
        "rule": (forth & (quads[:, 1] != type_)) | away,
        "kind": known & (quads[:, 1] == type_) & (role == other),
    }
    return {group: _ordered(quads, mask) for group, mask in rows.items()}


def _ordered(quads: Ints, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    rows = np.flatnonzero(mask).astype(np.int64)
    return rows[np.argsort(quads[rows, 3], kind="stable")]


def _ago(age: float) -> str:
    return "the day before" if age == 1 else f"{age:.0f} days before"


def _times(count: float) -> str:
    return "once" if round(count) == 1 else f"{count:.0f} times"


def _words(group: str, f: dict[str, float]) -> str:
    """What a group says of the candidate; empty where it says nothing."""
    says = {
        "same": f"the same between the two {_times(f['same_0'])}, last {_ago(f['same_age'])}" if f["same_0"] else "",
        "pair": f"{f['pair_0']:.0f} events between the two, of {f['pair_kinds']:.0f} kinds and ways, last "
        f"{_ago(f['pair_age'])}" if f["pair_0"] else "",
        "rule": f"what passed between the two is followed by this in {100 * f['rule_best']:.0f} % of such questions"
        if f["rule_best"] else "",
        "kind": f"in this role {_times(f['kind_partners'])} with different others, last {_ago(f['kind_age'])}"
        if f["kind_partners"] else "",
        "other": f"{_times(f['other_0'])} in any event, last {_ago(f['other_age'])}" if f["other_0"] else "",
        "origin": f"{100 * f['asked_country']:.0f} % of the partners in this are of the candidate's country"
        if f["asked_country"] >= 0.005 else "of the same country" if f["same_country"] else "",
        "path": "shared partners" if f["path_35"] > 0 else "",
        "factor": f"actors like these do this: {100 * f['factor']:.1f} % by the learned factors"
        if f["factor"] >= 0.0005 else "",
    }  # fmt: skip
    return says[group]
