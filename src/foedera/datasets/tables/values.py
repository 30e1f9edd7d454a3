"""Cells as numbers and dates, and what stands for a missing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from foedera.datasets.tables.catalogue import Field
    from foedera.datasets.tables.origins import Origin


_MOST = 2.0**53
"""Beyond it a float no longer holds every whole number."""


def value(cells: pl.Series, field: Field, origin: Origin) -> pl.Series:
    """The cells of a column in its type: `Int64`, `Float64`, `String` or `Date`, missing ones null.

    Raises:
        DatasetError: a cell that is no such value, with its row.
    """
    plain = _unblanked(cells, field.blank)
    made = _whole_text(plain) if field.type == "text" else _KINDS[field.type](plain, field, origin)
    return made.alias(field.name)


def _unblanked(cells: pl.Series, blank: tuple[str, ...]) -> pl.Series:
    import polars as pl

    if not blank or cells.dtype != pl.String:
        return cells
    return pl.select(pl.when(cells.is_in(blank)).then(None).otherwise(cells)).to_series()


def _number(cells: pl.Series, field: Field, origin: Origin) -> pl.Series:
    import polars as pl

    plain = cells.str.strip_chars() if cells.dtype == pl.String else cells
    made = plain.cast(pl.Float64, strict=False)
    if cells.dtype.is_float():
        made = made.fill_nan(None)
        cells = cells.fill_nan(None)
    _refuse(cells, (made.is_null() | ~made.is_finite()) & cells.is_not_null(), "is no number", field, origin)
    if field.missing:
        made = pl.select(pl.when(made.is_in(field.missing)).then(None).otherwise(made)).to_series()
    if field.values:
        _refuse(cells, ~made.is_in(field.values) & made.is_not_null(), f"is none of {_listed(field)}", field, origin)
    return made


def _whole(cells: pl.Series, field: Field, origin: Origin) -> pl.Series:
    import polars as pl

    made = _number(cells, field, origin)
    odd = (made != made.floor()) | (made.abs() > _MOST)
    _refuse(cells, odd.fill_null(value=False), "is no whole number", field, origin)
    return made.cast(pl.Int64)


def _date(cells: pl.Series, field: Field, origin: Origin) -> pl.Series:
    import polars as pl

    if cells.dtype in (pl.Date, pl.Datetime):
        return cells.cast(pl.Date)
    text = _whole_text(cells)
    forms = [text.str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d:%m:%Y")]
    if field.type == "month":
        forms.append((text + "01").str.to_date("%Y%m%d", strict=False))
    made = pl.select(pl.coalesce(*forms)).to_series()
    _refuse(cells, made.is_null() & cells.is_not_null(), "is no date", field, origin)
    return made


def _whole_text(cells: pl.Series) -> pl.Series:
    """The cells as text; a number that Stata keeps as 5010.0 is 5010."""
    import polars as pl

    if cells.dtype.is_float() and cells.drop_nulls().is_finite().all() and (cells == cells.floor()).all():
        cells = cells.cast(pl.Int64)
    return cells.cast(pl.String).str.strip_chars()


def _refuse(cells: pl.Series, bad: pl.Series, why: str, field: Field, origin: Origin) -> None:
    row = bad.arg_max() if bad.any() else None
    if row is not None:
        raise origin.refused(row, f", column {origin.column(field.name, row)}: {cells[row]!r} {why}")


def _listed(field: Field) -> str:
    return ", ".join(f"{number:g}" for number in field.values)


_KINDS = {"int": _whole, "float": _number, "date": _date, "month": _date}
