"""How sure a commitment is, by its weight: steps fitted on the annotated development documents."""

from __future__ import annotations

from bisect import bisect_right

_STEPS = (1.0, 2.0, 3.0, 4.5)
_CONFIDENCES = (0.4, 0.45, 0.55, 0.65, 0.75)


def confidence(score: float) -> float:
    """The share of such items that were right on development documents."""
    return _CONFIDENCES[bisect_right(_STEPS, score)]
