"""Which nouns name a measure and which verbs say what an amount measures; tables that a user may extend."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import msgspec

Measure = Literal["open", "plain", "none"]


class Lexicon(msgspec.Struct, frozen=True):
    """Nouns by how they measure: `open` ones take what follows ("aid to Ukraine"), `none` names no measure by itself.

    `objects` gives the noun for what a verb does with an amount ("spend": "spending"). Of a verb in `changes` the
    object beside the amount is measured ("cut aid to"), or else the subject ("the budget was"); what the verb
    gives for a change by so much is its noun ("rise by": "increase").
    """

    measures: dict[str, Measure]
    objects: dict[str, str]
    changes: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """Foedera's own tables."""
    verbs = _rows("verbs.csv")
    return Lexicon(
        measures={row["lemma"]: cast(Measure, row["kind"]) for row in _rows("measures.csv")},
        objects={row["lemma"]: row["quantity"] for row in verbs if row["slot"] == "object"},
        changes={row["lemma"]: row["quantity"] for row in verbs if row["slot"] == "change"},
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (files(__package__) / "data" / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))
