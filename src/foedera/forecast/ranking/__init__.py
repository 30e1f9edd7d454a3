"""The ranking forecaster: to whom will this actor do that on a day, who will do it to that one, and what will pass.

Counts of the past that fade at several rates, rules from kind to kind, shared origins, paths and learned factors
describe each candidate; boosted trees, trained on questions of the past as they stood on their day, put them in order.
"""

from foedera.forecast.ranking.evaluation import SETTINGS, Figures, Setting, figures, period, ranks
from foedera.forecast.ranking.factors import Factors, Shape
from foedera.forecast.ranking.folders import Folder, evaluated, folder, written
from foedera.forecast.ranking.forecaster import Forecaster, load, save, trained
from foedera.forecast.ranking.past import Past, Questions, asked
from foedera.forecast.ranking.ranker import Plan, Ranking, rankings, train
from foedera.forecast.ranking.reasons import Reason, reasons
from foedera.forecast.ranking.trees import Forest, Settings

__all__ = [
    "SETTINGS", "Factors", "Figures", "Folder", "Forecaster", "Forest", "Past", "Plan", "Questions", "Ranking",
    "Reason", "Setting", "Settings", "Shape", "asked", "evaluated", "figures", "folder", "load", "period", "rankings",
    "ranks", "reasons", "save", "train", "trained", "written",
]  # fmt: skip
