"""The register's tables of words, which lie as CSV files in `data`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from foedera.register.stages import Stage, Track

_DATA = Path(__file__).parent / "data"


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table, in its order, as values by column."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def acts() -> Mapping[str, tuple[Track, Stage]]:
    """Which verb, done or decided, shows a step on which track."""
    found = {row["act"]: (cast(Track, row["track"]), cast(Stage, row["stage"])) for row in rows("acts")}
    return MappingProxyType(found)


@cache
def parts() -> tuple[str, ...]:
    """The words that say that only a part is meant."""
    return tuple(row["words"] for row in rows("parts"))


def track_of(action: str) -> tuple[Track, Stage] | None:
    """The track and stage that a verb belongs to; None for an act that is a delivery itself."""
    table, verb = acts(), action.casefold()
    return table.get(verb) or table.get(verb.partition(" ")[0])
