"""From scores to confidence: a monotone table, the share of claims that a reader found right at each score."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from foedera.coding.tables import rows

_COLUMNS = ("least", "right", "read", "confidence", "comment")
_SLACK = 1e-6


@cache
def _table(folder: Path) -> tuple[tuple[float, float], ...]:
    found = rows("calibration.csv", _COLUMNS, [folder])
    return tuple(sorted(((float(row["least"]), float(row["confidence"])) for row in found), reverse=True))


def confidence(folder: Path, score: float) -> float:
    """The confidence of a claim with this score, by the table `calibration.csv` in a folder."""
    return next(value for least, value in _table(folder) if score + _SLACK >= least)
