"""Whom a pronoun of the third person means: every actor near it that fits gets a score, and the best one is taken
where its score is high and no other comes near.

The score is a sum of weights, one for each clue. The weights are data (`weights.csv`), with the least score that is
enough (`least`) and by how much it must be the best (`margin`), for each kind of pronoun.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from foedera.model import ActorRef
from foedera.resolution.clues import Clues
from foedera.resolution.units import Key


def antecedent(clues: Clues) -> tuple[ActorRef, ...]:
    """The actors whom the pronoun means; none where that is not certain."""
    weights = _weights()[clues.who.model]
    best: dict[Key, tuple[float, tuple[ActorRef, ...]]] = {}
    for unit, words in clues.all():
        score = sum(weights.get(word, 0.0) for word in words)
        if unit.key not in best or score > best[unit.key][0]:
            best[unit.key] = (score, unit.refs)
    ranked = sorted(best, key=lambda key: (-best[key][0], sorted(key)))
    return best[ranked[0]][1] if ranked and _sure([best[key][0] for key in ranked], weights) else ()


def _sure(scores: list[float], weights: Mapping[str, float]) -> bool:
    """Whether the first of the scores, in falling order, is high enough and stands out."""
    second = scores[1] if len(scores) > 1 else -math.inf
    return scores[0] >= weights["least"] and scores[0] - second >= weights["margin"]


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each kind of pronoun."""
    made: dict[str, dict[str, float]] = {}
    sheet = (files(__package__) / "weights.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(sheet.splitlines()):
        made.setdefault(row["pronoun"], {})[row["clue"]] = float(row["weight"])
    return MappingProxyType({pronoun: MappingProxyType(weights) for pronoun, weights in made.items()})
