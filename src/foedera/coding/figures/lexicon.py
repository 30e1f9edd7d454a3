"""Which nouns name a measure and which verbs say what an amount measures; tables that a user may extend."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from foedera.coding.tables import rows

_DATA = Path(__file__).parent / "data"
Measure = Literal["open", "plain", "none"]
_SLOTS = ("object", "change")


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
def lexicon(*folders: Path) -> Lexicon:
    """Foedera's own tables, and over them those of the same names in a user's folders.

    Raises `SourceError` where a table is malformed.
    """
    every = (_DATA, *folders)
    verbs = list(rows("figure-verbs.csv", ("lemma", "slot", "quantity", "comment"), every))
    measures = rows("figure-measures.csv", ("lemma", "kind", "comment"), every)
    return Lexicon(
        measures={row["lemma"]: cast(Measure, row.one_of("kind", get_args(Measure))) for row in measures},
        objects={row["lemma"]: row["quantity"] for row in verbs if row.one_of("slot", _SLOTS) == "object"},
        changes={row["lemma"]: row["quantity"] for row in verbs if row["slot"] == "change"},
    )
