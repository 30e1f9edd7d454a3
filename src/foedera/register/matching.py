"""How surely two claims speak of the same thing: a logistic model with a few weights for each kind, kept as data."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from functools import cache
from operator import mul
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from foedera.model import Claim, Kind, QuestionError
from foedera.register.pairs import (
    EVIDENCE,
    FEATURES,
    FRAMED,
    SAID,
    SENTENCE,
    TOGETHER,
    VALUES,
    Framed,
    Said,
    Values,
    evidence,
    features,
    framed_by,
    said,
    sentence,
    spelt_out,
    together,
    values_of,
)
from foedera.register.tables import rows
from foedera.register.traits import Traits, traits

WHOLE = 10_000

_DATA = Path(__file__).parent / "data"
_VERSION = "register/2"


class Weights(NamedTuple):
    """The model of one kind: log odds for each feature, and from which score on pairs are merged, or doubtful."""

    bias: float
    features: tuple[float, ...]
    merged: int
    doubtful: int


class Part(msgspec.Struct, frozen=True):
    """What a feature (between 0 and 1) adds to the log odds of a score: its weight times its value."""

    name: str
    value: float
    weight: float


class Likeness(msgspec.Struct, frozen=True):
    """How surely two claims are of one thing (0 to 1), with `bias` and the parts that make it, the heaviest first."""

    value: float
    bias: float
    parts: tuple[Part, ...]


@cache
def weights() -> Mapping[Kind, Weights]:
    """The model of each kind, from `data/weights.csv`."""
    table = rows("weights")
    kinds = [name for name in table[0] if name != "feature"]
    cells = {row["feature"]: row for row in table}
    return MappingProxyType(
        {
            kind: Weights(  # type: ignore[misc]
                bias=float(cells["bias"][kind]),
                features=tuple(float(cells[name][kind]) for name in FEATURES),
                merged=round(float(cells["merged"][kind]) * WHOLE),
                doubtful=round(float(cells["doubtful"][kind]) * WHOLE),
            )
            for kind in kinds
        }
    )


@cache
def model() -> str:
    """The name of the model, which changes with its data."""
    data = b"".join((_DATA / name).read_bytes() for name in ("weights.csv", "words.csv", "synonyms.csv", "light.csv"))
    return f"{_VERSION}-{hashlib.sha256(data).hexdigest()[:8]}"


class Groups(NamedTuple):
    """The weights of one kind, by groups of features that are found together."""

    bias: float
    said: tuple[float, ...]
    framed: tuple[float, ...]
    values: tuple[float, ...]
    sentence: tuple[float, ...]
    evidence: float
    together: tuple[float, ...]


@cache
def groups(kind: Kind) -> Groups:
    """The weights of a kind by groups."""
    found = weights()[kind]
    named = dict(zip(FEATURES, found.features, strict=True))

    def of(names: Iterable[str]) -> tuple[float, ...]:
        return tuple(named[name] for name in names)

    (evident,) = of(EVIDENCE)
    return Groups(found.bias, of(SAID), of(FRAMED), of(VALUES), of(SENTENCE), evident, of(TOGETHER))


def odds(some: tuple[float, ...], values: Values) -> float:
    """What the features of a group add to the log odds."""
    return sum(map(mul, some, values), 0.0)


def score(a: Traits, b: Traits) -> int:
    """How surely claims with these traits are of one thing, in ten-thousandths; they must be of one kind."""
    mine = groups(a.kind)
    a, b = spelt_out(a, b)
    told, framed = said(a, b), framed_by(a, b)
    apart = odds(mine.said, told.values) + odds(mine.framed, framed.values)
    return weighed(mine, apart, told, framed, values_of(a, b), sentence(a, b))


def weighed(mine: Groups, apart: float, told: Said, framed: Framed, values: Values, around: Values) -> int:
    """A score from the features of a pair; `apart` is what `told` and `framed` add to the log odds by themselves."""
    found = mine.bias + apart + odds(mine.values, values) + odds(mine.sentence, around)
    found += mine.evidence * evidence(told, framed, values[0])
    found += odds(mine.together, together(told, framed, around[0]))
    # Rounded, so that the last digits of the machine's arithmetic make no difference.
    return round(WHOLE / (1 + math.exp(-found)))


def explained(a: Claim, b: Claim, published: tuple[int | None, int | None] = (None, None)) -> Likeness:
    """The score of two claims with its parts; `published` are the last days of publication (yyyymmdd) of each.

    Raises `QuestionError` where the claims are of different kinds, or statements, which are never put together.
    """
    if a.kind != b.kind or a.kind not in weights():
        raise QuestionError(f"a {a.kind} and a {b.kind} are never one entry")
    first, second = traits(a, published[0]), traits(b, published[1])
    found, values = weights()[a.kind], features(first, second)
    parts = [Part(n, v, round(v * w, 4)) for n, v, w in zip(FEATURES, values, found.features, strict=True) if v and w]
    heaviest = tuple(sorted(parts, key=lambda part: (-abs(part.weight), part.name)))
    return Likeness(value=score(first, second) / WHOLE, bias=found.bias, parts=heaviest)
