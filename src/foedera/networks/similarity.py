"""How alike the commitments of states are: all pairs, in one year or in many.

A portfolio is what a state owes each state of the system, itself among them (with itself it has the strongest tie).
Asymmetric pacts make a portfolio of what is *owed*, by rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Report, Source, Table
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.contingency import Contingency, contingency
from foedera.networks.measures import MEASURES, UNWEIGHTED, Measure
from foedera.networks.network import Floats
from foedera.networks.spells import Code

if TYPE_CHECKING:
    import polars as pl

    from foedera.networks.ties import Ties, YearOfTies

LEVELS = 4
"""The scale of portfolios: 0 no tie, 1 non-aggression, 2 neutrality or consultation, 3 defence or offence."""

Capabilities = Mapping[int, Mapping[Code, float]]
"""By year, what each state counts for: its share of the system's capabilities (CINC), or anything not negative."""


def similarity(
    portfolios: NDArray[np.integer], measures: Sequence[str] = UNWEIGHTED, *, weights: Floats | None = None
) -> dict[str, Floats]:
    """The similarity of all portfolios of a year: for each measure a symmetric matrix.

    Args:
        portfolios: shape (states, states): row i holds what state i is tied to each by, 0 to 3, itself included.
        measures: names in `MEASURES`.
        weights: shape (states,): what each third party counts for in weighted measures.

    Where pi, kappa and tau-b are not defined (a portfolio with one category only), the value is not a number.

    Raises:
        QuestionError: an unknown measure, or a weighted one without weights.
        DatasetError: portfolios off the scale or not square, or weights that do not fit.
    """
    if portfolios.ndim != 2 or portfolios.shape[0] != portfolios.shape[1]:
        raise DatasetError(f"portfolios: a square matrix is needed, not one of shape {portfolios.shape}")
    wanted = [measure_named(name) for name in measures]
    size, found = len(portfolios), {}
    for name, values in _values(portfolios, wanted, weights).items():
        matrix = np.empty((size, size))
        first, second = np.triu_indices(size)
        matrix[first, second] = matrix[second, first] = values
        found[name] = matrix
    return found


def similarities(
    ties: Ties | Iterable[YearOfTies], measures: Sequence[str] = UNWEIGHTED, *,
    capabilities: Capabilities | None = None, weighted_by: Source | None = None, own: bool = False,
) -> Table:  # fmt: skip
    """The similarity of all pairs of states in all years, a row for each pair and year, the lower code first.

    Args:
        ties: all years, or some; years that their source does not cover are left out, and the report says which.
        measures: names in `MEASURES`.
        capabilities: for weighted measures. A state without a value in a year is not counted among the third parties
            of that year, and the report says so.
        weighted_by: the source of the capabilities.
        own: also each state with itself (1 by all measures).

    Raises:
        QuestionError: an unknown measure, a weighted one without capabilities, or no year that is covered.
    """
    import polars as pl

    wanted = [measure_named(name) for name in measures]
    frames: list[pl.DataFrame] = []
    skipped: list[int] = []
    lacking: list[str] = []
    for year in ties:
        if not year.covered:
            skipped.append(year.year)
            continue
        weights = None
        if any(measure.weighted for measure in wanted):
            weights, missing = _weights(year, capabilities)
            lacking += missing
        frames.append(_frame(year, wanted, weights, own))
    if not frames:
        raise QuestionError("similarity: no year is covered by the source" + (_years(skipped) if skipped else ""))
    sources = (*getattr(ties, "sources", ()), *([] if weighted_by is None else [weighted_by]))
    prefix = "gwcode" if getattr(ties, "system", None) == "gw" else "ccode"
    frame = pl.concat(frames).rename({"code1": f"{prefix}1", "code2": f"{prefix}2"})
    return Table(
        frame, title="similarity of alliance portfolios by pair and year", sources=sources,
        columns=tuple(_column(measure) for measure in wanted), report=_report(ties, skipped, lacking),
        system=getattr(ties, "system", None),
    )  # fmt: skip


def measure_named(name: str) -> Measure:
    """The measure of that name. Raises `QuestionError` where there is none."""
    if name not in MEASURES:
        raise QuestionError(f"{name}: no such measure of similarity; there are {', '.join(MEASURES)}")
    return MEASURES[name]


def _values(portfolios: NDArray[np.integer], wanted: Sequence[Measure], weights: Floats | None) -> dict[str, Floats]:
    tables: dict[tuple[bool, str], Contingency] = {}
    for weighted in sorted({measure.weighted for measure in wanted}):
        if weighted and weights is None:
            names = ", ".join(measure.name for measure in wanted if measure.weighted)
            raise QuestionError(f"{names}: weighted measures need capabilities")
        valued = contingency(portfolios, LEVELS, weights if weighted else None)
        tables[weighted, "valued"], tables[weighted, "binary"] = valued, valued.binary()
    return {measure.name: measure.of(tables[measure.weighted, measure.scale]) for measure in wanted}


def _frame(year: YearOfTies, wanted: Sequence[Measure], weights: Floats | None, own: bool) -> pl.DataFrame:
    import polars as pl

    portfolios = year.valued()
    values = _values(portfolios, wanted, weights)
    first, second = np.triu_indices(len(portfolios))
    kept = slice(None) if own else first != second
    codes = np.array(year.codes)
    frame = pl.DataFrame(
        {
            "code1": codes[first[kept]],
            "code2": codes[second[kept]],
            "year": np.full(len(first[kept]), year.year, dtype=np.int32),
            **{name: value[kept] for name, value in values.items()},
        }
    )
    return frame.with_columns(pl.col(list(values)).fill_nan(None)) if values else frame


def _weights(year: YearOfTies, capabilities: Capabilities | None) -> tuple[Floats, list[str]]:
    """What each state of a year counts for, 0 where that is not known, and who these are."""
    if capabilities is None:
        raise QuestionError("weighted measures need capabilities")
    held = capabilities.get(year.year, {})
    missing = [f"{code} {year.year}" for code in year.codes if held.get(code) is None]
    if len(missing) == len(year.codes):
        raise QuestionError(f"{year.year}: no state has capabilities, so that no weighted measure can be made")
    return np.array([held.get(code) or 0.0 for code in year.codes]), missing


def _report(ties: object, skipped: Sequence[int], lacking: Sequence[str]) -> Report:
    made: Report = getattr(ties, "report", Report())
    if skipped:
        made = made.with_note(f"left out, since the source does not cover them:{_years(skipped)}")
    if lacking:
        shown = ", ".join(lacking[:5]) + (" …" if len(lacking) > 5 else "")
        made = made.with_note(
            f"counted for nothing in weighted measures, capabilities unknown: {len(lacking)} ({shown})"
        )
    return made


def _column(measure: Measure) -> Column:
    held = f"{measure.statistic}, {measure.scale}" + (f", {measure.distance}" if measure.distance != "none" else "")
    return Column(name=measure.name, label=f"{held}{', weighted' if measure.weighted else ''}: {measure.formula}")


def _years(years: Sequence[int]) -> str:
    return f" {years[0]} to {years[-1]}" if len(years) > 2 else " " + ", ".join(map(str, years))
