"""Which years a file covers: those of its version, but never years of which the user's copy has no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.datasets.tables.catalogue import Dataset, Version

if TYPE_CHECKING:
    import polars as pl

Coverage = tuple[int | None, int | None, tuple[int, ...], tuple[str, ...]]
"""First and last year, years between them that are not covered, and notes."""


def coverage(data: Dataset, version: Version, frame: pl.DataFrame) -> Coverage:
    """The years that a file covers.

    A data set that has rows of every year (`Dataset.every_year`) may come from a user who kept some years only. That
    there is no row of a dyad in a year of which the file has none at all says nothing, and must not become "none".
    """
    if version.first is None or version.last is None:
        return (*_ends(frame), (), ())
    if not data.every_year:
        return version.first, version.last, (), ()
    there = sorted(year for year in frame["year"].unique().to_list() if version.first <= year <= version.last)
    if not there:
        return version.first, version.last, tuple(range(version.first, version.last + 1)), (_note(data, "no year"),)
    gaps = tuple(sorted(set(range(there[0], there[-1] + 1)) - set(there)))
    whole = (there[0], there[-1]) == (version.first, version.last) and not gaps
    some = f"{there[0]} to {there[-1]}" + _without(gaps)
    return there[0], there[-1], gaps, () if whole else (_note(data, some),)


def _without(gaps: tuple[int, ...]) -> str:
    more = f" and {len(gaps) - 5} more" if len(gaps) > 5 else ""
    return f" without {', '.join(str(year) for year in gaps[:5])}{more}" if gaps else ""


def _note(data: Dataset, some: str) -> str:
    return f"{data.title}: the file has rows of {some} only; other years count as not covered"


def _ends(frame: pl.DataFrame) -> tuple[int | None, int | None]:
    """The first and the last year with a value, of a data set to which its publisher adds year by year."""
    first, last = frame["year"].min(), frame["year"].max()
    return (first, last) if isinstance(first, int) and isinstance(last, int) else (None, None)
