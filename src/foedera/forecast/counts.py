"""How many events of a pair in the next month: a negative binomial law, drawn towards the other pairs.

A pair's rate has a gamma law before anything is seen, with the mean of the pairs that met, worth `weight` months. Every
month that was seen adds its events and its exposure, discounted by `keep` for each month that it lies back (West and
Harrison 1997, Bayesian Forecasting and Dynamic Models, ch. 10). What follows is a negative binomial law of the count;
its size is multiplied by `firmness`, for counts come in bursts. All three are chosen on past months by the log score.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.observed import Observed
from foedera.forecast.state import ACTORS
from foedera.model.errors import DatasetError

_KEEP: Final = (0.3, 0.5, 0.7, 0.85, 1.0)
_WEIGHT: Final = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8)
_FIRMNESS: Final = (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)


class Count(msgspec.Struct, frozen=True):
    """A negative binomial law by its `mean` and `size` (the variance is mean + mean² / size)."""

    mean: float
    size: float

    def chances(self, most: int | None = None) -> Floats:
        """The probabilities of 0, 1, 2, … events, up to `most` (None: until nothing to speak of is left)."""
        end = int(self.mean + 12 * np.sqrt(self.mean + self.mean**2 / self.size) + 12) if most is None else most
        return np.exp(log_chance(np.arange(end + 1.0), np.array(self.mean), np.array(self.size)))

    def quantile(self, share: float) -> int:
        """The least number of events that is not exceeded with this probability."""
        return int(np.searchsorted(np.cumsum(self.chances()), share - 1e-12))

    def crps(self, came: int) -> float:
        """The continuous ranked probability score of the count that came (Matheson and Winkler 1976): the sum of
        squared distances of the distribution's steps to the truth, in events; 0 is perfect."""
        steps = np.cumsum(
            self.chances(max(came, int(self.mean + 12 * np.sqrt(self.mean + self.mean**2 / self.size) + 12)))
        )
        return float(((steps - (np.arange(len(steps)) >= came)) ** 2).sum())


class Law(msgspec.Struct, frozen=True, eq=False):
    """The fitted law: its settings, the mean of pairs that met, in events a month, and the `length` of a month."""

    keep: float
    weight: float
    firmness: float
    mean: float
    length: int

    def of(self, seen: Floats, exposure: float, ahead: float) -> tuple[Floats, Floats]:
        """Means and sizes of counts, from discounted events and exposure (in months)."""
        shape = self.mean * self.weight + seen
        return shape / (self.weight + exposure) * ahead, shape * self.firmness


def log_chance(count: Floats, mean: Floats, size: Floats) -> Floats:
    """The log probability of counts under negative binomial laws."""
    from scipy.special import gammaln

    return np.asarray(
        gammaln(count + size) - gammaln(size) - gammaln(count + 1)
        + size * np.log(size / (size + mean)) + count * np.log(mean / (size + mean))
    )  # fmt: skip


def months_of(
    pairs: Keys, days: Keys, day: int, observed: Observed, length: int, keep: float
) -> tuple[Keys, Floats, float]:
    """The pairs (sorted), their discounted events in the months before `day`, counted backwards, and the discounted
    exposure in months."""
    number = (day - observed.start) // length
    back = (day - 1 - days) // length
    kept = (back >= 0) & (back < number)
    known, inverse = np.unique(pairs[kept], return_inverse=True)
    seen = np.bincount(inverse, keep ** back[kept].astype(float), minlength=len(known)).astype(float)
    exposure = sum(keep**i * observed.window(day - (i + 1) * length, length) / length for i in range(number))
    return known, seen, float(exposure)


def law_of(stream: EventStream, observed: Observed, length: int = 30) -> Law:
    """The law for counts in `length` days, fitted on up to four past windows.

    Raises `DatasetError` where there are not two windows with as many before them.
    """
    days = stream.day.astype(np.int64)
    pairs = stream.actor.astype(np.int64) * ACTORS + stream.recipient
    first, end = observed.start + 2 * length, observed.end - length
    mornings = [day for day in range(end, first - 1, -length) if observed.is_whole(day, length)][:4]
    if len(mornings) < 2:
        raise DatasetError(
            f"{stream.name}: {observed.end - observed.start} days are too few to forecast counts in {length} days; "
            f"{4 * length} are needed"
        )
    best: tuple[float, Law] | None = None
    for keep in _KEEP:
        seen = [_window(pairs, days, day, observed, length, keep) for day in mornings]
        mean = sum(s.sum() for _, s, _, _ in seen) / max(sum(len(s) * e for _, s, e, _ in seen), 1e-9)
        for weight in _WEIGHT:
            for firmness in _FIRMNESS:
                law = Law(keep, weight, firmness, float(mean), length)
                score = sum(float(log_chance(came, *law.of(s, e, ahead)).sum()) for came, s, e, ahead in seen)
                if best is None or score > best[0]:
                    best = score, law
    assert best is not None
    return best[1]


def _window(
    pairs: Keys, days: Keys, day: int, observed: Observed, length: int, keep: float
) -> tuple[Floats, Floats, float, float]:
    """What came in the window from `day` on for each pair that met before, with what was seen by then."""
    past = slice(0, int(np.searchsorted(days, day)))
    known, seen, exposure = months_of(pairs[past], days[past], day, observed, length, keep)
    ahead = pairs[past.stop : int(np.searchsorted(days, day + length))]
    at = np.minimum(np.searchsorted(known, ahead), max(len(known) - 1, 0))
    met = known[at] == ahead if len(known) else np.zeros(len(ahead), bool)
    came = np.bincount(at[met], minlength=len(known)).astype(float)
    return came, seen, exposure, observed.window(day, length) / length
