"""What missing imports could mean for a state's sectors: bounds from an input-output table, never one number for GDP.

Three assumptions, each with a range; a sector's loss is a share of its output.

- `direct`: a sector loses as much as the missing imports are of all that it uses; nothing is passed on.
- `chain`: what a sector does not make is missing to those that buy from it, in proportion (Ghosh 1958: x = v (I - B)^-1
  with B = diag(x)^-1 Z; Dietzenbacher 1997 reads it as prices, so that this too is a bound, not a forecast).
- `limit`: no input can be replaced by another: a sector makes no more than its scarcest input allows, and neither does
  any that buys from it (Leontief's production function, carried to the end of the chain).

For any table direct <= chain <= limit <= the largest shortage. Where stocks or other sellers replace what is missing,
nothing is lost: the low end of all three is zero then.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import DatasetError, UsageError
from foedera.spillover.routes.detours import Range
from foedera.spillover.routes.facts import near

__all__ = ["Economy", "Loss", "economy", "gap", "losses"]

_IMPORT = "import:"


class Economy(msgspec.Struct, frozen=True):
    """An input-output table of one state and period.

    `uses` is sector x sector (row sells to column), `imports` product x sector, `output` by sector, all in one unit.
    """

    sectors: tuple[str, ...]
    products: tuple[str, ...]
    uses: NDArray[np.float64]
    imports: NDArray[np.float64]
    output: NDArray[np.float64]
    unit: str


class Loss(msgspec.Struct, frozen=True):
    """What a sector could lose, as shares of its output, under three assumptions."""

    sector: str
    direct: Range
    chain: Range
    limit: Range


def economy(path: Path) -> Economy:
    """Reads a table: columns `row`, `unit`, one for each sector, and `output`; rows sectors, and `import:PRODUCT`.

    A cell is what the row sells to the column's sector; `output` is the output of the row's sector (empty for imports).

    Raises:
        DatasetError: a file that cannot be read; columns or rows that are missing; units mixed; a cell that is no
            number, or below zero; an output below what the sector uses.
    """
    head, rows = _table(path)
    sectors = tuple(head[2:-1])
    products = tuple(name.removeprefix(_IMPORT) for name in rows if name.startswith(_IMPORT))
    _check_rows(path, sectors, products, rows)
    cells = {name: [_number(path, line, cell) for cell in row[2:-1]] for name, (line, row) in rows.items()}
    found = Economy(
        sectors, products, np.array([cells[name] for name in sectors]),
        np.array([cells[_IMPORT + name] for name in products]),
        np.array([_number(path, rows[name][0], rows[name][1][-1]) for name in sectors]),
        rows[sectors[0]][1][1].strip(),
    )  # fmt: skip
    _check_sums(path, found)
    return found


_Rows = Mapping[str, tuple[int, list[str]]]


def _table(path: Path) -> tuple[list[str], _Rows]:
    """The head of a table, and its rows by name, each with its line."""
    rows = _lines(path)
    head = [cell.strip() for cell in rows[0][1]] if rows else []
    if head[:2] != ["row", "unit"] or head[-1:] != ["output"] or len(head) < 4:
        raise DatasetError(f"{path}: the first line must be row,unit,SECTOR,...,output")
    for line, row in rows[1:]:
        if len(row) != len(head):
            raise DatasetError(f"{path}:{line}: {len(row)} cells, but {len(head)} columns")
    return head, {row[0].strip(): (line, row) for line, row in rows[1:]}


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return [(at, row) for at, row in enumerate(csv.reader(lines), 1) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{path}: cannot be read as CSV: {error}") from error


def _check_rows(path: Path, sectors: tuple[str, ...], products: tuple[str, ...], rows: _Rows) -> None:
    missing = [name for name in sectors if name not in rows] + ([] if products else ["import:PRODUCT"])
    if missing:
        raise DatasetError(f"{path}: no row for {', '.join(missing)}")
    others = set(rows) - set(sectors) - {_IMPORT + name for name in products}
    for name in sorted(others):
        raise DatasetError(f"{path}:{rows[name][0]}: row {name!r} is neither a sector nor import:PRODUCT")
    units = sorted({row[1].strip() for _, row in rows.values()})
    if len(units) > 1:
        raise DatasetError(f"{path}: units are mixed: {', '.join(units)}; one table has one unit")


def _check_sums(path: Path, found: Economy) -> None:
    used, sold = found.uses.sum(axis=0) + found.imports.sum(axis=0), found.uses.sum(axis=1)
    for word, sums in (("uses", used), ("sells", sold)):
        for at in np.flatnonzero((sums > found.output * (1 + 1e-9)) | (found.output <= 0)):
            name, output = found.sectors[at], found.output[at]
            raise DatasetError(f"{path}: {name} {word} {sums[at]:g} {found.unit}, but its output is only {output:g}")


def _number(path: Path, line: int, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        raise DatasetError(f"{path}:{line}: {cell!r} is no amount (a number from zero on)")
    return value


def losses(table: Economy, missing: Mapping[str, Range]) -> list[Loss]:
    """What each sector could lose where shares of imported products are missing for the table's period.

    Args:
        table: the input-output table.
        missing: by product, the share of its imports that is missing (0 to 1), low and high.

    Raises:
        UsageError: a product that the table does not have, or a share that is none.
    """
    for product, share in missing.items():
        _check_share(table, product, share)
    none = Range(0.0, 0.0)
    low = np.array([missing.get(product, none).low for product in table.products])
    high = np.array([missing.get(product, none).high for product in table.products])
    columns = [_ranges(function(table, low), function(table, high)) for function in (_direct, _chain, _limit)]
    return [Loss(sector, *ranges) for sector, *ranges in zip(table.sectors, *columns, strict=True)]


def _check_share(table: Economy, product: str, share: Range) -> None:
    if product not in table.products:
        raise UsageError(f"no row import:{product} in the table{near(product, table.products)}")
    if not 0 <= share.low <= share.high <= 1:
        raise UsageError(f"{product}: {share.low:g} to {share.high:g} is no share between 0 and 1")


def _ranges(low: NDArray[np.float64], high: NDArray[np.float64]) -> list[Range]:
    return [Range(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def _direct(table: Economy, short: NDArray[np.float64]) -> NDArray[np.float64]:
    missing: NDArray[np.float64] = short @ table.imports / table.output
    return missing


def _chain(table: Economy, short: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = table.uses / table.output[:, None]
    try:
        lost = np.linalg.solve(np.eye(len(table.sectors)) - shares.T, short @ table.imports)
    except np.linalg.LinAlgError as error:
        raise DatasetError(
            "some sectors use nothing but each other's output: the table has no bound on them"
        ) from error
    return np.asarray(np.clip(lost / table.output, 0.0, 1.0))


def _limit(table: Economy, short: NDArray[np.float64]) -> NDArray[np.float64]:
    lost = np.max(np.where(table.imports > 0, short[:, None], 0.0), axis=0)
    for _ in table.sectors:
        lost = np.maximum(lost, np.max(np.where(table.uses > 0, lost[:, None], 0.0), axis=0))
    return np.asarray(lost)


def gap(share: Range, late: Range | None, period: float = 365.0) -> Range:
    """Which share of a period's imports is late or missing: the simple bound, without a table.

    Args:
        share: of the imports that pass what was cut, 0 to 1.
        late: days that the detour takes longer; None where there is no way round, so that all of the share is missing.
        period: days.

    Returns:
        The share of the period's imports that does not come in the period. A detour shifts arrivals once, by its days.
    """
    if late is None:
        return share
    return Range(share.low * min(1.0, late.low / period), share.high * min(1.0, late.high / period))
