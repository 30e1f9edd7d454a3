"""How many events of a pair in the next month: a negative binomial law around a mean learnt from past months.

The logarithm of the mean is linear in the logarithms of the pair's rate at four half-lives (a quarter of the length,
the length, four times it, and no decay) and of the days since its last event. It is fitted by Poisson's likelihood,
which makes as many events expected as came on the whole (Gourieroux, Monfort and Trognon 1984, Econometrica 52), on the
last window that is past, and on up to two before it where too little came in it: in an earlier window less is known of
each pair, and the world was another, so that a law fitted there says too few events for later ones. The variance is
mean + mean² / size, and log size linear in log mean, fitted by the negative binomial likelihood: counts come in bursts,
and those of quiet pairs relatively more so.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.counting import FAR, Floats, Keys
from foedera.forecast.observed import Observed
from foedera.forecast.state import ACTORS
from foedera.model.errors import DatasetError

_WINDOWS: Final = 3
_ENOUGH: Final = 2000
"""As many events fit a law; where fewer came in a window, the one before is taken too."""
_MOST: Final = 200_000
_FLOOR: Final = 1e-4
"""A rate, in events a day, that is added to those of all pairs, so that they have logarithms."""
_PULL: Final = 1e-4


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


class Law(msgspec.Struct, frozen=True):
    """The fitted law for windows of `length` days: `slopes` of the logarithm of the mean (for 1, the rates, the age),
    and `spread` (for 1, the logarithm of the mean) of that of the size."""

    slopes: tuple[float, ...]
    spread: tuple[float, float]
    length: int

    def of(self, rates: Floats, ages: Floats, ahead: float) -> tuple[Floats, Floats]:
        """Means and sizes of counts, from rates (pairs, half-lives) and ages (`rates_of`), and the exposure ahead, in
        ordinary windows."""
        mean = np.exp(np.clip(_columns(rates, ages, self.length) @ np.array(self.slopes), -15, 10)) * ahead
        return mean, _size(np.array(self.spread), mean)


def log_chance(count: Floats, mean: Floats, size: Floats) -> Floats:
    """The log probability of counts under negative binomial laws."""
    from scipy.special import gammaln

    return np.asarray(
        gammaln(count + size) - gammaln(size) - gammaln(count + 1)
        + size * np.log(size / (size + mean)) + count * np.log(mean / (size + mean))
    )  # fmt: skip


def rates_of(
    pairs: Keys, days: Keys, day: int, observed: Observed, length: int
) -> tuple[Keys, Floats, Floats]:  # fmt: skip
    """The pairs (sorted) of events before `day`, their events a day of exposure at each half-life, and the days since
    their last."""
    decay = np.log(2) / length * np.array([4.0, 1.0, 0.25, 0.0])
    known, inverse = np.unique(pairs, return_inverse=True)
    age = (day - days).astype(float)
    seen = [np.bincount(inverse, np.exp(-rate * (age - 1)), minlength=len(known)) for rate in decay]
    last = np.full(len(known), float(FAR))
    np.minimum.at(last, inverse, age)
    return known, np.column_stack(seen) / observed.decayed(day, decay), last


def law_of(stream: EventStream, observed: Observed, length: int = 30) -> Law:
    """The law for counts in `length` days, fitted on the last past window, or up to three where little came.

    Raises `DatasetError` where there are not two windows with as many before them.
    """
    days = stream.day.astype(np.int64)
    pairs = stream.actor.astype(np.int64) * ACTORS + stream.recipient
    first, end = observed.start + 2 * length, observed.end - length
    mornings = [day for day in range(end, first - 1, -length) if observed.is_whole(day, length)][:_WINDOWS]
    if len(mornings) < 2:
        raise DatasetError(
            f"{stream.name}: {observed.end - observed.start} days are too few to forecast counts in {length} days; "
            f"{4 * length} are needed"
        )
    windows: list[tuple[Floats, Floats, Floats]] = []
    for day in mornings:
        windows.append(_window(pairs, days, day, observed, length))
        if sum(came.sum() for _, came, _ in windows) >= _ENOUGH:
            break
    columns, came, ahead = (np.concatenate(column) for column in zip(*windows, strict=True))
    slopes = _slopes(columns, came, ahead)
    mean = np.exp(np.clip(columns @ slopes, -15, 10)) * ahead
    spread = _spread(mean, came)
    return Law(tuple(map(float, slopes)), (float(spread[0]), float(spread[1])), length)


def came_of(pairs: Keys, days: Keys, known: Keys, day: int, length: int) -> Floats:
    """How many events each of the known pairs (sorted) had in the `length` days from `day` on; days are in order."""
    ahead = pairs[np.searchsorted(days, day) : np.searchsorted(days, day + length)]
    at = np.minimum(np.searchsorted(known, ahead), max(len(known) - 1, 0))
    met = known[at] == ahead if len(known) else np.zeros(len(ahead), bool)
    return np.bincount(at[met], minlength=len(known)).astype(float)


def _window(
    pairs: Keys, days: Keys, day: int, observed: Observed, length: int
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """What was known of each pair that met before `day`, what came, and the exposure; of very many pairs, of some."""
    past = slice(0, int(np.searchsorted(days, day)))
    known, rates, ages = rates_of(pairs[past], days[past], day, observed, length)
    came = came_of(pairs, days, known, day, length)
    some = slice(None, None, max(1, len(known) // _MOST))
    ahead = observed.window(day, length) / length
    return _columns(rates[some], ages[some], length), came[some], np.full(len(came[some]), ahead)


def _columns(rates: Floats, ages: Floats, length: int) -> Floats:
    return np.column_stack([np.ones(len(ages)), np.log((rates + _FLOOR) * length), np.log(ages)])


def _size(spread: Floats, mean: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(spread[0] + spread[1] * np.log(mean), -6, 6)))


def _slopes(columns: Floats, came: Floats, ahead: Floats) -> Floats:
    """The slopes of greatest Poisson likelihood."""
    from scipy.optimize import minimize

    def loss(x: Floats) -> tuple[float, Floats]:
        logs = np.clip(columns @ x, -15, 10)
        mean = np.exp(logs) * ahead
        return float((mean - came * logs).mean() + _PULL * x @ x), columns.T @ (mean - came) / len(came) + 2 * _PULL * x

    start = np.zeros(columns.shape[1])
    start[2] = 0.5
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def _spread(mean: Floats, came: Floats) -> Floats:
    """How the size follows the mean, by the greatest negative binomial likelihood."""
    from scipy.optimize import minimize

    def loss(x: Floats) -> float:
        return float(-log_chance(came, mean, _size(x, mean)).mean() + _PULL * x @ x)

    return np.asarray(minimize(loss, np.array([-0.7, 0.7]), method="L-BFGS-B").x)
