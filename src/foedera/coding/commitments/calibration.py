"""How sure a commitment is, by its weight: a monotone table of the share of right ones among annotated development
documents."""

from __future__ import annotations

from bisect import bisect_right

_WEIGHTS = (1.0, 2.0, 4.0, 5.0)
_CONFIDENCES = (0.42, 0.63, 0.8, 0.86, 0.93)


def confidence(weight: float) -> float:
    """The share of items of about this weight that were right."""
    return _CONFIDENCES[bisect_right(_WEIGHTS, weight)]
