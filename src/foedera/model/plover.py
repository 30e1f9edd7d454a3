"""PLOVER, the ontology of events, as data: types, modes, contexts, and how CAMEO's codes map to them.

The lists are those of the manual's draft 0.7b1 (2021) and of the mapping of CAMEO's codes published beside it, by the
Open Event Data Alliance; the definitions are our own words. The manual's DEMAND is called REQUEST here, as in the claim
contract and in POLECAT. Scores are the manual's, from -10 (conflict) to 10 (cooperation).
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

import msgspec

from foedera.model.vocabulary import EventType

Quad = Literal["V-COOP", "M-COOP", "V-CONF", "M-CONF"]

_DATA = Path(__file__).parent / "data"


class PloverType(msgspec.Struct, frozen=True):
    """A type of event: its quad category, its conflict-cooperation score, whether the manual wants a recipient, the
    root codes of CAMEO that it takes up, and a definition."""

    type: EventType
    quad: Quad
    score: float
    recipient: Literal["required", "optional"]
    cameo: tuple[str, ...]
    definition: str


class Cameo(msgspec.Struct, frozen=True):
    """What a code of CAMEO is in PLOVER."""

    code: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]


@cache
def plover_types() -> Mapping[EventType, PloverType]:
    """The sixteen types in the contract's order."""
    rows = {
        cast(EventType, row["type"]): PloverType(
            cast(EventType, row["type"]), cast(Quad, row["quad"]), float(row["score"]),
            cast(Literal["required", "optional"], row["recipient"]), tuple(row["cameo"].split(";")), row["definition"],
        )
        for row in _rows("plover_types")
    }  # fmt: skip
    return MappingProxyType(rows)


@cache
def plover_modes() -> Mapping[EventType, Mapping[str, str]]:
    """The closed list of modes of each type, with their definitions; empty where the manual has none."""
    found: dict[EventType, dict[str, str]] = {type: {} for type in plover_types()}
    for row in _rows("plover_modes"):
        found[cast(EventType, row["type"])][row["mode"]] = row["definition"]
    return MappingProxyType(found)


@cache
def plover_contexts() -> Mapping[str, str]:
    """The closed list of contexts, with their definitions."""
    return MappingProxyType({row["context"]: row["definition"] for row in _rows("plover_contexts")})


def from_cameo(code: str) -> Cameo | None:
    """What a code of CAMEO is in PLOVER: of its nearest listed parent where the code itself is not listed. None for
    comments and appeals (01, 02), which PLOVER does not code, and for what is no code."""
    table = _cameo()
    while len(code) >= 2:
        if code in table:
            return table[code]
        code = code[:-1]
    return None


def to_cameo(type: EventType, mode: str | None = None, contexts: Collection[str] = ()) -> str:
    """The code of CAMEO that fits best by mode, then by contexts, the shortest of equals; else the first root."""
    best, score = plover_types()[type].cameo[0], 0
    for cameo in _cameo().values():
        if cameo.type == type and cameo.mode in (None, mode):
            shared = len(set(cameo.contexts) & set(contexts))
            fit = 4 * (cameo.mode is not None) + 2 * shared - (len(cameo.contexts) - shared)
            if fit > score or (fit == score > 0 and len(cameo.code) < len(best)):
                best, score = cameo.code, fit
    return best


@cache
def _cameo() -> Mapping[str, Cameo]:
    found = {
        row["code"]: Cameo(
            row["code"], cast(EventType, row["type"]), row["mode"] or None,
            tuple(row["contexts"].split(";")) if row["contexts"] else (),
        )
        for row in _rows("plover_cameo")
    }  # fmt: skip
    return MappingProxyType(found)


def _rows(table: str) -> list[dict[str, str]]:
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
