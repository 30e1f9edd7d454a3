"""How far confidences can be trusted: calibration error, Brier skill, and what a threshold gives."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

_BINS = 10


class Reliability(msgspec.Struct, frozen=True):
    """Of claims with confidences: their number, the expected calibration error over ten bins of equal width, the Brier
    score, and its skill against always saying the share that is right (1 is perfect, 0 no better)."""

    claims: int
    error: float
    brier: float
    skill: float


class Operating(msgspec.Struct, frozen=True):
    """What is left at a threshold of confidence: precision, and recall of all that was annotated."""

    threshold: float
    precision: float
    recall: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> Reliability:
    """The reliability of confidences, each with whether its claim was right."""
    count = len(confidences)
    if not count:
        return Reliability(0, 0.0, 0.0, 0.0)
    bins: list[list[int]] = [[] for _ in range(_BINS)]
    for index, confidence in enumerate(confidences):
        bins[min(_BINS - 1, int(confidence * _BINS))].append(index)
    error = sum(
        abs(sum(confidences[i] for i in members) - sum(right[i] for i in members)) for members in bins if members
    )
    brier = sum((c - r) ** 2 for c, r in zip(confidences, right, strict=True)) / count
    share = sum(right) / count
    spread = share * (1 - share)
    return Reliability(count, error / count, brier, 1 - brier / spread if spread else 0.0)


def operating(
    confidences: Sequence[float], right: Sequence[bool], annotated: int, precision: float = 0.9
) -> Operating | None:
    """The lowest threshold from which on the precision is at least the one asked; None where no threshold gives it."""
    order = sorted(range(len(confidences)), key=lambda i: -confidences[i])
    best: Operating | None = None
    hits = 0
    for number, index in enumerate(order, 1):
        hits += right[index]
        last = number == len(order) or confidences[order[number]] < confidences[index]
        if last and hits >= precision * number:
            best = Operating(confidences[index], hits / number, hits / annotated if annotated else 0.0)
    return best
