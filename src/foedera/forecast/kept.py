"""A fitted forecaster in a file: its models and laws, without the stream, so that a prediction need not fit anew."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from foedera.datasets.streams import EventStream
from foedera.forecast.baselines import Baselines
from foedera.forecast.boosted import Trees
from foedera.forecast.calibration import Curve
from foedera.forecast.counting import Floats, Keys
from foedera.forecast.counts import Law
from foedera.forecast.features import Lens
from foedera.forecast.following import Rules
from foedera.forecast.forecaster import Forecaster, forecaster
from foedera.forecast.odds import Model, Odds
from foedera.model.errors import DatasetError

_FORMAT: Final = "foedera odds 1"


class _Head(msgspec.Struct, frozen=True):
    format: str
    types: list[str]
    fitted: str
    seed: int
    curves: dict[int, tuple[Curve, ...]]
    laws: dict[int, Law]


def arrays_of(made: Forecaster) -> dict[str, Any]:
    """The models and laws as arrays by name, to be put into a file (`save`)."""
    curves = {days: model.curves for days, model in made.models.items()}
    head = _Head(_FORMAT, list(made.stream.types), made.made, made.seed, curves, made.laws)
    arrays: dict[str, Any] = {"odds.head": np.frombuffer(msgspec.json.encode(head), np.uint8)}
    for days, odds in made.models.items():
        for name, model in (("seen", odds.seen), ("unseen", odds.unseen)):
            arrays |= {} if model is None else _flat(f"odds.{days}.{name}", model)
        arrays |= _flat(f"odds.{days}.rules", odds.lens.rules) | _flat(f"odds.{days}.baselines", odds.baselines)
    return arrays


def save(made: Forecaster, path: Path) -> None:
    """Writes the fitted models and laws (not the stream); raises `DatasetError` where that cannot be."""
    try:
        with path.open("wb") as file:
            np.savez(file, **arrays_of(made))
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written: {error.strerror}") from None


def load(path: Path, stream: EventStream, *, day: int | None = None) -> Forecaster:
    """The forecaster on the morning of `day` (None: after the last one observed) with the models of a file.

    The stream is the one that they were fitted on, or one that goes on from there; a type that is new in it is known
    by its counts alone. Raises `DatasetError` for a file of another kind, for a stream without a type of the file, and
    for a morning before the one on which the models were fitted, who would know what came after it.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files if name.startswith("odds.")}
        head = msgspec.json.decode(arrays["odds.head"].tobytes(), type=_Head)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError):
        raise DatasetError(f"{path}: no file of fitted probabilities: write one by `foedera forecast train`") from None
    if head.format != _FORMAT:
        raise DatasetError(f"{path}: {head.format!r} is not {_FORMAT!r}: train it anew")
    made = forecaster(stream, day=day, seed=head.seed)
    _refuse(path, head, made)
    types = np.array([stream.types.index(name) for name in head.types], np.int64)
    made.models = {days: _odds(arrays, head, days, made, types) for days in head.curves}
    made.laws = dict(head.laws)
    return made


def _refuse(path: Path, head: _Head, made: Forecaster) -> None:
    if lost := [name for name in head.types if name not in made.stream.types]:
        raise DatasetError(
            f"{path}: fitted on a stream with events of type {lost[0]}, of which {made.stream.name} has none: "
            "ask it of the stream that it was fitted on, or train anew"
        )
    if _order(made.made) < _order(head.fitted):
        raise DatasetError(
            f"{path}: fitted on what happened before {head.fitted}: it knows what came after {made.made}"
        )


def _order(made: str) -> tuple[int, str]:
    return (int(made[4:]), "") if made.startswith("day ") else (0, made)


def _odds(arrays: dict[str, Any], head: _Head, days: int, made: Forecaster, types: Keys) -> Odds:
    def part(name: str) -> dict[str, Any]:
        begin = f"odds.{days}.{name}."
        return {key.removeprefix(begin): value for key, value in arrays.items() if key.startswith(begin)}

    rules = part("rules")
    number = len(made.stream.types)
    lens = Lens(
        rules=Rules(*(_numbered(rules[name], types, number) for name in ("same", "back"))), observed=made.observed,
        horizon=days,
    )  # fmt: skip
    unseen = part("unseen")
    return Odds(
        horizon=days, lens=lens, seen=_model(part("seen")), unseen=_model(unseen) if unseen else None,
        curves=head.curves[days], baselines=Baselines(**part("baselines")), blocs=made.state.blocs,
    )  # fmt: skip


def _numbered(table: Floats, types: Keys, number: int) -> Floats:
    """A table of types by types, as another stream numbers them."""
    found = np.zeros((number, number))
    found[np.ix_(types, types)] = table
    return found


def _flat(name: str, value: Model | Rules | Baselines) -> dict[str, Any]:
    """The fields of a struct as arrays by name."""
    found: dict[str, Any] = {}
    for field in value.__struct_fields__:
        each = getattr(value, field)
        if isinstance(each, Trees):
            found |= {f"{name}.trees.{part}": np.asarray(getattr(each, part)) for part in each.__struct_fields__}
        elif isinstance(each, tuple):
            found[f"{name}.{field}"] = np.concatenate([*each, np.zeros(0)])
            found[f"{name}.{field}.length"] = np.array([len(some) for some in each])
        else:
            found[f"{name}.{field}"] = np.asarray(each)
    return found


def _model(part: dict[str, Any]) -> Model:
    trees = {key.removeprefix("trees."): value for key, value in part.items() if key.startswith("trees.")}
    trees["base"] = float(trees["base"])
    edges = np.split(part["edges"], np.cumsum(part["edges.length"])[:-1])
    return Model(
        trees=Trees(**trees), edges=tuple(edges), middle=part["middle"], spread=part["spread"], slopes=part["slopes"],
        constant=float(part["constant"]),
    )  # fmt: skip
