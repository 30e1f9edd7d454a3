"""Keeping score: how good forecasts were, once it is known what came.

* Brier score: the mean of (probability - outcome)² (Brier 1950, Monthly Weather Review 78).
* Log score: the mean of -log(probability given to what came), in nats (Good 1952, JRSS B 14).
* CRPS of counts: see `counts.Count.crps` (Gneiting and Raftery 2007, JASA 102).
* Skill: 1 - Brier score / Brier score of the baseline; above 0 is better than the baseline.
* Reliability, and the expected calibration error: see `calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from foedera.forecast.calibration import Bin, calibration_error, reliability


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast whose outcome is known: what was said, by the forecast and by the baselines, and whether it `came`."""

    stratum: str
    rare: bool
    days: int
    probability: float
    climatology: float
    no_change: float
    came: bool


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The score of some forecasts. `error` is the expected calibration error; what cannot be computed is None."""

    name: str
    forecasts: int
    came: int
    said: float | None
    brier: float | None
    log: float | None
    error: float | None
    over_climatology: float | None
    over_no_change: float | None


class Scorecard(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of all forecasts and of each stratum, the reliability diagram of all, and the mean CRPS of counts with
    their number."""

    scores: tuple[Score, ...]
    bins: tuple[Bin, ...]
    crps: float | None = None
    counts: int = 0


def scorecard(some: Sequence[Scored], crps: Sequence[float] = ()) -> Scorecard:
    """The scores of forecasts: of all, of pairs that met and of new ones, of each stratum, and of rare types."""
    groups = [("all", list(some)), ("seen pairs", [s for s in some if s.stratum != "new"])]
    groups += [(name, [s for s in some if s.stratum == name]) for name in ("often", "few", "once", "pair", "new")]
    groups.append(("rare types", [s for s in some if s.rare]))
    scores = tuple(_score(name, group) for name, group in groups if group or name == "all")
    bins = reliability(_column(s.probability for s in some), _column(s.came for s in some).astype(np.int64))
    return Scorecard(scores=scores, bins=bins, crps=float(np.mean(crps)) if len(crps) else None, counts=len(crps))


def brier(said: Iterable[float], came: Iterable[bool]) -> float:
    """The Brier score of probabilities: 0 is perfect."""
    return float(((_column(said) - _column(came)) ** 2).mean())


def log_score(said: Iterable[float], came: Iterable[bool]) -> float:
    """The log score of probabilities, in nats: 0 is perfect; what was called impossible counts as 1 in a million."""
    p, so = np.clip(_column(said), 1e-6, 1 - 1e-6), _column(came) > 0
    return float(-np.log(np.where(so, p, 1 - p)).mean())


def _score(name: str, some: list[Scored]) -> Score:
    if not some:
        return Score(name=name, forecasts=0, came=0, said=None, brier=None, log=None, error=None,
                     over_climatology=None, over_no_change=None)  # fmt: skip
    said, came = [s.probability for s in some], [s.came for s in some]
    own = brier(said, came)
    return Score(
        name=name, forecasts=len(some), came=sum(came), said=float(np.mean(said)), brier=own, log=log_score(said, came),
        error=calibration_error(reliability(_column(said), _column(came).astype(np.int64))),
        over_climatology=_skill(own, brier([s.climatology for s in some], came)),
        over_no_change=_skill(own, brier([s.no_change for s in some], came)),
    )  # fmt: skip


def _skill(own: float, base: float) -> float | None:
    return 1 - own / base if base > 0 else None


def _column(values: Iterable[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(list(values), float)
