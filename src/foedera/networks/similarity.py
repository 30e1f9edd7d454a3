"""How alike the commitments of states are: all pairs, in one year or in many.

A portfolio is what a state owes each state of the system, itself among them (with itself it has the strongest tie).
Asymmetric pacts make a portfolio of what is *owed*, by rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.tables.table import Column, Report, Source, Table
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.contingency import Contingency, contingency_of
from foedera.networks.measures import MEASURES, UNWEIGHTED, Measure
from foedera.networks.network import Floats, Network
from foedera.networks.spells import Code

if TYPE_CHECKING:
    import polars as pl

    from foedera.networks.ties import Ties, YearOfTies

LEVELS = 4
"""The scale of portfolios: 0 no tie, 1 non-aggression, 2 neutrality or consultation, 3 defence or offence."""

Capabilities = Mapping[int, Mapping[Code, float]]
"""By year, what each state counts for: its share of the system's capabilities (CINC), or anything not negative."""


def portfolio_similarity(
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
        capabilities: for weighted measures.
        weighted_by: the source of the capabilities.
        own: also each state with itself (1 by all measures).

    A state without capabilities in a year is not counted among the third parties of that year, and the report says so.

    Raises:
        QuestionError: an unknown measure, a weighted one without capabilities, or no year that is covered.
    """
    import polars as pl

    wanted = [measure_named(name) for name in measures]
    years = list(ties)
    skipped = [year.year for year in years if not year.covered]
    if len(skipped) == len(years):
        raise QuestionError("similarity: no year is covered by the source" + _years(skipped))
    frames: list[pl.DataFrame] = []
    lacking: list[str] = []
    for year in (year for year in years if year.covered):
        weights, missing = _weights(year, wanted, capabilities)
        lacking += missing
        frames.append(_frame(year, wanted, weights, own))
    sources = (*getattr(ties, "sources", ()), *([] if weighted_by is None else [weighted_by]))
    prefix = "gwcode" if getattr(ties, "system", None) == "gw" else "ccode"
    frame = pl.concat(frames).rename({"code1": f"{prefix}1", "code2": f"{prefix}2"})
    return Table(
        frame, title="similarity of alliance portfolios by pair and year", sources=sources,
        columns=tuple(_column(measure, sources) for measure in wanted), report=_report(ties, skipped, lacking),
        system=getattr(ties, "system", None),
    )  # fmt: skip


def capabilities_of(table: Table, column: str = "cinc") -> dict[int, dict[Code, float]]:
    """What each state counts for by year, out of a table of state-years such as `nmc`; missing values are left out.

    Raises:
        DatasetError: the table lacks the column, a code or a year.
    """
    frame = table.frame
    code = next((name for name in ("ccode", "gwcode") if name in frame.columns), None)
    if code is None or not {column, "year"} <= set(frame.columns):
        raise DatasetError(f"capabilities: a table of state-years with the column {column} is needed")
    found: dict[int, dict[Code, float]] = {}
    for state, year, share in frame.select(code, "year", column).drop_nulls().iter_rows():
        found.setdefault(year, {})[state] = float(share)
    return found


def pairs_of(table: Table, pairs: Sequence[tuple[Code, Code]]) -> Table:
    """The rows of some pairs only, in either order. Raises `QuestionError` where the table lacks one of them."""
    import polars as pl

    first, second = table.frame.columns[:2]
    kept = pl.lit(value=False)
    for one, other in pairs:
        pair = pl.col(first).is_in([one, other]) & pl.col(second).is_in([one, other])
        if one != other:
            pair = pair & (pl.col(first) != pl.col(second))
        if table.frame.filter(pair).is_empty():
            raise QuestionError(f"{one}-{other}: no such pair in any of these years")
        kept = kept | pair
    return table.with_frame(table.frame.filter(kept))


def matrix_of(table: Table, measure: str, year: YearOfTies) -> Floats:
    """The values of a measure in one year as a matrix in the order of the year's states, 1 on the diagonal.

    Raises:
        QuestionError: a measure that the table lacks.
    """
    import polars as pl

    if measure not in table.frame.columns:
        raise QuestionError(f"{measure}: the table has no such measure")
    first, second = table.frame.columns[:2]
    at = {code: place for place, code in enumerate(year.codes)}
    matrix = np.full((len(at), len(at)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    rows = table.frame.filter(pl.col("year") == year.year).select(first, second, measure)
    for one, other, value in rows.iter_rows():
        matrix[at[one], at[other]] = matrix[at[other], at[one]] = np.nan if value is None else value
    return matrix


def network_of_similarity(table: Table, measure: str, year: YearOfTies) -> Network:
    """The network of a year in which states are tied by how alike they are: each tie has the value of the measure.

    A pair of which the measure is 0 or not defined has no tie.

    Raises:
        QuestionError: a measure that the table lacks.
    """
    ties = np.nan_to_num(matrix_of(table, measure, year), nan=0.0)
    return Network.of(year.codes, ties, year.year, kind=measure, names=year.labels)


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
        valued = contingency_of(portfolios, LEVELS, weights if weighted else None)
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


def _weights(
    year: YearOfTies, wanted: Sequence[Measure], capabilities: Capabilities | None
) -> tuple[Floats | None, list[str]]:
    """What each state of a year counts for, 0 where that is not known, and who these are; None if nothing needs it."""
    if capabilities is None or not any(measure.weighted for measure in wanted):
        return None, []
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


def _column(measure: Measure, sources: Sequence[Source]) -> Column:
    held = f"{measure.statistic}, {measure.scale}" + (f", {measure.distance}" if measure.distance != "none" else "")
    label = f"{held}{', weighted' if measure.weighted else ''}: {measure.formula}"
    return sourced(Column(name=measure.name, label=label), sources)


def sourced(column: Column, sources: Sequence[Source]) -> Column:
    """The note on a column with the source that comes first, and the years that it covers."""
    if not sources:
        return column
    return msgspec.structs.replace(column, source=sources[0].id, first=sources[0].first, last=sources[0].last)


def _years(years: Sequence[int]) -> str:
    if not years:
        return ""
    return f" {years[0]} to {years[-1]}" if len(years) > 2 else " " + ", ".join(map(str, years))
