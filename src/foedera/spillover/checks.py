"""What speaks for a fit and against it: held-out days against simpler models, and residuals.

The days held out are told one at a time from the days before, and models are fitted anew at each origin on what lay
before it (a rolling origin).
"""

from __future__ import annotations

import msgspec
import numpy as np

from foedera.model.errors import DatasetError
from foedera.spillover import baseline as baselines
from foedera.spillover.counts import FEWEST_DAYS, FEWEST_EVENTS, Counts
from foedera.spillover.daily import Fit, fit
from foedera.spillover.forecast import gained, predicted
from foedera.spillover.solver import Floats

__all__ = ["BASELINES", "Held", "Residuals", "held", "residuals"]

BASELINES = ("poisson", "seasonal", "common factor")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """Held-out log-likelihoods, nats an event, of the fit and of simpler models.

    Attributes:
        days, events: what was held out, in all.
        origins: the first days held out, one of each fold.
        poisson: by model, with the variance of Poisson counts.
        dispersed: by model, with the variance that each model showed on its own past.
        beats: whether the fit is above every other model by the second measure, which is the fair one for counts that
            scatter more than Poisson's.
        said: the same in a sentence.
    """

    days: int
    events: int
    origins: tuple[int, ...]
    poisson: dict[str, float]
    dispersed: dict[str, float]
    beats: bool
    said: str


class Residuals(msgspec.Struct, frozen=True, kw_only=True):
    """Time-rescaling residuals: uniform if the model were the truth.

    Attributes:
        streams: by stream, the distance of Kolmogorov and Smirnov and its p-value.
        failing: streams with a p-value below 1 % divided by their number.
        lag: the correlation of one day's normal residual with the next day's, over all streams.
    """

    streams: dict[str, tuple[float, float]]
    failing: tuple[str, ...]
    lag: float


def held(counts: Counts, *, days: int | None = None, folds: int = 4, common: bool | None = None) -> Held:
    """The fit against constant rates, against a trend, week and season, and against these and the common factor.

    Args:
        counts: all days; the last `days` are held out (a sixth where left out), in so many folds.

    Raises:
        DatasetError: where too few days would remain to fit.
    """
    out = counts.days // 6 if days is None else days
    first = counts.days - out
    if first < FEWEST_DAYS or out < folds:
        raise DatasetError(
            f"{counts.days} days are too few to hold {out} out: {FEWEST_DAYS} must remain, and {folds} folds be filled"
        )
    origins = [first + out * k // folds for k in range(folds)]
    ends = [*origins[1:], counts.days]
    poisson, dispersed = dict.fromkeys((*BASELINES, "fit"), 0.0), dict.fromkeys((*BASELINES, "fit"), 0.0)
    for low, high in zip(origins, ends, strict=True):
        known = counts.between(0, low)
        busy = known.values.sum(axis=0) >= FEWEST_EVENTS // 2
        if not busy.all():
            raise DatasetError(
                f"{', '.join(np.array(counts.names)[~busy][:5])}: too few events before the days held out"
            )
        for name, mean in _told(known, counts.values[:high], common).items():
            past, new = counts.values[:low], counts.values[low:high]
            scatter = np.maximum(((past - mean[:low]) ** 2 / np.maximum(mean[:low], 1e-9)).mean(axis=0), 1.0)
            poisson[name] += gained(new, mean[low:high])
            dispersed[name] += gained(new, mean[low:high], scatter)
    events = int(counts.values[first:].sum())
    share = {name: value / max(events, 1) for name, value in dispersed.items()}
    best = max(BASELINES, key=share.__getitem__)
    beats = share["fit"] > share[best]
    verb = "beats" if beats else "does not beat"
    said = (
        f"on {out} days held out the fit {verb} all baselines: {share['fit']:.4f} nats "
        f"an event, against {share[best]:.4f} for the best of them ({best})"
    )
    return Held(days=out, events=events, origins=tuple(counts.first + low for low in origins),
                poisson={name: value / max(events, 1) for name, value in poisson.items()}, dispersed=share,
                beats=beats, said=said)  # fmt: skip


def residuals(fitted: Fit, *, seed: int = 1) -> Residuals:
    """Randomised time-rescaling residuals of the fitted days, each told from the days before.

    A count y with distribution F gives a uniform number between F(y - 1) and F(y) (Brown et al. 2002; for counts,
    Czado, Gneiting and Held 2009), with the variance that the stream showed.
    """
    from scipy.stats import kstest, nbinom, norm, poisson

    values, mean = fitted.counts.values, np.maximum(predicted(fitted, fitted.counts.values), 1e-9)
    scatter = ((values - mean) ** 2 / mean).mean(axis=0)
    dice = np.random.default_rng([seed, 4]).random(values.shape)
    out, normal = {}, np.zeros(values.shape)
    for i, name in enumerate(fitted.counts.names):
        law = poisson(mean[:, i])
        if scatter[i] > 1.01:
            law = nbinom(mean[:, i] / (scatter[i] - 1), 1 / scatter[i])
        low, high = law.cdf(values[:, i] - 1), law.cdf(values[:, i])
        uniform = low + dice[:, i] * (high - low)
        test = kstest(uniform, "uniform")
        out[name] = (float(test.statistic), float(test.pvalue))
        normal[:, i] = norm.ppf(np.clip(uniform, 1e-9, 1 - 1e-9))
    bound = 0.01 / len(out)
    lag = float((normal[1:] * normal[:-1]).mean() / max(float((normal**2).mean()), 1e-9))
    return Residuals(streams=out, failing=tuple(name for name, (_, p) in out.items() if p < bound), lag=lag)


def _told(known: Counts, values: Floats, common: bool | None) -> dict[str, Floats]:
    """Each model's rates, days x streams, fitted on the known days."""
    days = known.days
    rate = known.values.mean(axis=0)
    terms = baselines.terms(days, known.origin, after=len(values) - days)
    made = baselines.shape(known.values, terms.columns[:days], np.ones(days))
    fitted = fit(known, common=common, controls=0)
    nothing = msgspec.structs.replace(fitted, weight=np.zeros_like(fitted.weight), level=_levels(fitted))
    return {
        "poisson": np.broadcast_to(rate, values.shape),
        "seasonal": np.exp(np.clip(terms.columns @ made, -30, 30)),
        "common factor": predicted(nothing, values),
        "fit": predicted(fitted, values),
    }


def _levels(fitted: Fit) -> Floats:
    """The baselines' levels that explain the counts without excitation."""
    mean = (fitted.baseline.shapes * fitted.baseline.factor[:, None]).sum(axis=0)
    return np.asarray(fitted.counts.values.sum(axis=0) / np.maximum(mean, 1e-9), np.float64)
