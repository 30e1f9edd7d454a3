"""What comes next: which event (`forecast.ranking`), and with which probability, with reasons and a score."""

from foedera.forecast.counts import Count
from foedera.forecast.forecaster import Counted, Forecast, Forecaster, forecaster
from foedera.forecast.kept import arrays_of, load, save
from foedera.forecast.ledger import Settled, keep, scored, settle, waiting
from foedera.forecast.observed import Observed, observed
from foedera.forecast.reasons import Past, Reason
from foedera.forecast.scoring import Score, Scorecard, Scored, brier, log_score, scorecard

__all__ = [
    "Count", "Counted", "Forecast", "Forecaster", "Observed", "Past", "Reason", "Score", "Scorecard", "Scored",
    "Settled", "arrays_of", "brier", "forecaster", "keep", "load", "log_score", "observed", "save", "scorecard",
    "scored", "settle", "waiting",
]  # fmt: skip
