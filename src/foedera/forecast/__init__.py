"""What comes next: which event (`forecast.ranking`), and with which probability, with reasons and a score."""

from foedera.forecast.counts import Count
from foedera.forecast.forecaster import Counted, Forecast, Forecaster, forecaster
from foedera.forecast.ledger import Settled, keep, scored, settle
from foedera.forecast.observed import Observed, observed
from foedera.forecast.reasons import Past, Reason
from foedera.forecast.scoring import Score, Scorecard, Scored, brier, log_score, scorecard

__all__ = [
    "Count", "Counted", "Forecast", "Forecaster", "Observed", "Past", "Reason", "Score", "Scorecard", "Scored",
    "Settled", "brier", "forecaster", "keep", "log_score", "observed", "scorecard", "scored", "settle",
]  # fmt: skip
