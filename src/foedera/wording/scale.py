"""The scale of strength: ladders of words, each stronger than the one below, as a table that a person can correct.

A ladder orders wordings of one kind: what is undertaken (consider, seek, intend, will, shall), disapproved of (note,
concern, oppose, condemn), requested (invite, encourage, call on, urge, demand). A word may stand on several. Words on
different ladders are not compared.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

import msgspec

from foedera.model import DatasetError
from foedera.wording.passages import words

Form = Literal["stem", "exact", "lower"]
Degree = Literal["stronger", "hedge", "denial"]

GAP = "…"
"""In a hedge, one to four words: when ... met."""

_COLUMNS = ("ladder", "level", "form", "words", "not_after", "comment")


class Rung(msgspec.Struct, frozen=True):
    """Words of one strength on a ladder. `form` tells how they are found: by their stems, exactly, or exactly and in
    lower case (may, not May); they do not count after a word of `not_after`."""

    ladder: str
    level: float
    form: Form
    words: tuple[str, ...]
    not_after: frozenset[str]


class Scale(msgspec.Struct, frozen=True):
    """Rungs by the first of their words, and words that strengthen, hedge or deny, by kind."""

    rungs: dict[str, tuple[Rung, ...]]
    degrees: dict[str, tuple[tuple[Degree, tuple[str, ...]], ...]]


NOTHING = Scale({}, {})
"""A scale that knows no wording."""


@cache
def bundled() -> Scale:
    """The scale that comes with Foedera."""
    return _made(_rungs(_table("scale.csv"), "the bundled scale"))


def load(path: Path) -> Scale:
    """The scale of a file with the columns ladder, level, form, words, not_after and comment, in place of the bundled
    one.

    Raises:
        DatasetError: a file that cannot be read, a column that is missing, a row that makes no sense.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DatasetError(f"{path}: the scale cannot be read: {reason}") from error
    return _made(_rungs(text, str(path)))


def text() -> str:
    """The bundled scale as CSV, to be corrected and given back."""
    return _table("scale.csv")


def _table(name: str) -> str:
    return (files("foedera.wording") / "data" / name).read_text("utf-8")


def _made(rungs: Iterable[Rung]) -> Scale:
    by_first: dict[str, tuple[Rung, ...]] = {}
    for rung in rungs:
        by_first[rung.words[0]] = (*by_first.get(rung.words[0], ()), rung)
    return Scale(by_first, _degrees())


def _rungs(text: str, where: str) -> Iterator[Rung]:
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in _COLUMNS[:4] if name not in (rows.fieldnames or ())]
    if missing:
        raise DatasetError(f"{where}: the scale lacks the column {missing[0]}; it has {', '.join(_COLUMNS)}")
    seen: dict[tuple[str, str, tuple[str, ...]], tuple[int, Rung]] = {}
    for number, row in enumerate(rows, 2):
        rung = _rung(row, f"{where}, line {number}")
        line, other = seen.setdefault((rung.ladder, rung.form, rung.words), (number, rung))
        if other.level != rung.level:
            again = f"{row['words']} stands on {rung.ladder} at level {other.level:g} already, in line {line}"
            raise DatasetError(f"{where}, line {number}: {again}")
        if line == number:
            yield rung


def _rung(row: dict[str, str | None], where: str) -> Rung:
    given = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if not given["ladder"]:
        raise DatasetError(f"{where}: no ladder is named")
    form = given["form"]
    if form not in get_args(Form):
        raise DatasetError(f"{where}: form is {form or 'empty'}; it is stem, exact or lower")
    level = _level(given["level"], where)
    found = words(given["words"])
    if not found:
        raise DatasetError(f"{where}: no words are given")
    return Rung(
        ladder=given["ladder"],
        level=level,
        form=form,  # type: ignore[arg-type]  # checked above
        words=tuple(word.stem if form == "stem" else word.folded for word in found),
        not_after=frozenset(given["not_after"].casefold().split()),
    )


def _level(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise DatasetError(f"{where}: level is {text or 'empty'}; it is a number") from None


def _degrees() -> dict[str, tuple[tuple[Degree, tuple[str, ...]], ...]]:
    found: dict[str, tuple[tuple[Degree, tuple[str, ...]], ...]] = {}
    for row in csv.DictReader(io.StringIO(_table("degrees.csv"))):
        parts = tuple(part for given in row["words"].split() for part in _parts(given))
        kind: Degree = row["kind"]  # type: ignore[assignment]  # our own table, tested
        found[parts[0]] = (*found.get(parts[0], ()), (kind, parts))
    return found


def _parts(given: str) -> tuple[str, ...]:
    return (GAP,) if given == GAP else tuple(word.folded for word in words(given))
