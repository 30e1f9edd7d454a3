"""Reading event files whatever their layout: ICEWS, POLECAT, GDELT, Phoenix, plain tables, folders of steps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from foedera.datasets.streams.columns import collected, first_line, refuse_future, refuse_undated, scanned, streamed
from foedera.datasets.streams.layouts import LAYOUTS, Layout, told
from foedera.datasets.streams.steps import read_steps
from foedera.datasets.streams.stream import EventStream
from foedera.datasets.streams.tables import is_table, read_table
from foedera.model.errors import DatasetError
from foedera.model.plover import from_cameo, plover_types

if TYPE_CHECKING:
    import polars as pl

Who = Literal["actor", "state"]
Types = Literal["plover", "cameo", "root"]

_NOBODY = ("", "None", "NONE", "nan", "NA", "---")
_DASHED = 10


def read(
    paths: str | Path | Sequence[str | Path], *, who: Who = "actor", types: Types = "plover",
    latest: datetime.date | None = None,
) -> EventStream:  # fmt: skip
    """The stream of a file, of several of one layout, or of a folder of them; the layout is told by the first line.

    Args:
        paths: files or a folder; a folder with a `train.txt` is read by `read_steps`.
        who: `actor` for names (of GDELT and Phoenix: full codes), `state` for the states to which they belong.
        types: `plover` for PLOVER's types (what it does not code, comments and appeals, is left out and counted),
            `cameo` for the codes of the file, `root` for the first two digits.
        latest: the last day on which an event may lie; a later one is refused.

    Rows without an actor, recipient or known type, and rows dated after the day on which they were published, are left
    out, and `notes` says how many. Of rows with one id the first counts; equal rows without ids are events each.
    Raises `DatasetError` with file, line and reason for what is no such file.
    """
    files = _files(paths)
    if len(files) == 1 and files[0].is_dir():
        return read_steps(files[0])
    if is_table(first_line(files[0])):
        if len(files) > 1:
            raise DatasetError(f"{files[1]}: plain tables are read one at a time")
        return read_table(files[0], latest=latest)
    return _coded(files, who, types, latest)


def _coded(files: list[Path], who: Who, types: Types, latest: datetime.date | None) -> EventStream:
    """The stream of files in one of the layouts."""
    import polars as pl

    notes: list[str] = []
    first, _ = _layout(files[0], None)
    rows = pl.concat([_rows(path, *_layout(path, first), who, types, latest, notes) for path in files])
    whole = len(rows)
    rows = rows.unique("id", keep="first", maintain_order=True)
    if whole > len(rows):
        notes.append(f"{whole - len(rows)} rows have an id that stood before; they were left out")
    return streamed(f"{first.title}, {files[0].name}{' …' * (len(files) > 1)}", rows.drop("id"), notes)


def _files(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if missing := [path for path in given if not path.exists()]:
        raise DatasetError(f"{missing[0]}: there is no such file or folder")
    if len(given) == 1 and given[0].is_dir() and not (given[0] / "train.txt").exists():
        given = _within(given[0])
    if not given:
        raise DatasetError(f"{paths}: there is no event file (.tab, .tsv, .txt, .csv) in it")
    return given


def _within(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".tab", ".tsv", ".txt", ".csv"))


def _layout(path: Path, before: Layout | None) -> tuple[Layout, list[str]]:
    line = first_line(path)
    found = told(line)
    if found is None:
        counts = " or ".join(str(line.count(separator) + 1) for separator in ("\t", ","))
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise DatasetError(
            f"{path}: line 1: {counts} columns and no known header: not one of {known}, and no table of actor, type, "
            "recipient, day"
        )
    if before is not None and found[0] != before:
        raise DatasetError(f"{path}: line 1: {found[0].title} among files of {before.title}: read them apart")
    return found


def _rows(
    path: Path, layout: Layout, names: list[str], who: Who, types: Types, latest: datetime.date | None,
    notes: list[str],
) -> pl.DataFrame:  # fmt: skip
    import polars as pl

    lazy = scanned(path, names, separator=layout.separator, header=bool(layout.header), quote=layout.quote)
    rows = collected(
        path, lazy.select("line", *_columns(layout, names, who)), separator=layout.separator, quote=layout.quote,
        columns=len(names),
    )  # fmt: skip
    refuse_undated(path, rows, "shown")
    refuse_future(path, rows, latest)
    if layout.several is not None:
        rows = _apart(rows, layout.several)
    rows = rows.with_columns(_typed(rows["type"], layout, types, path))
    tests = (
        ("of a type that is not coded", pl.col("type").is_null()),
        ("without an actor or a recipient", pl.col("actor").is_in(_NOBODY) | pl.col("recipient").is_in(_NOBODY)),
        ("dated after their publication", (pl.col("day") > pl.col("published")).fill_null(False)),
    )
    for reason, test in tests:
        kept = rows.filter(~test)
        if len(kept) < len(rows):
            notes.append(f"{path.name}: {len(rows) - len(kept)} rows {reason} were left out")
        rows = kept
    return rows.select("id", "actor", "type", "recipient", "day")


def _columns(layout: Layout, names: list[str], who: Who) -> list[pl.Expr]:
    """The parts of an event, and the `shown` text of its day, from the columns of a layout."""
    import polars as pl

    actor, recipient = (layout.actor, layout.recipient) if who == "actor" else layout.states
    raw, format = layout.date
    text = pl.concat_str([pl.col(part).str.zfill(2) for part in raw.split("/")], separator="-")
    parts = (("actor", actor), ("type", layout.type), ("recipient", recipient))
    return [
        text.alias("shown"), text.str.to_date(format, strict=False).alias("day"), pl.col(layout.id).hash(0).alias("id"),
        *(pl.col(column).fill_null("").str.strip_chars().alias(name) for name, column in parts),
        _published(layout, names),
    ]  # fmt: skip


def _published(layout: Layout, names: list[str]) -> pl.Expr:
    import polars as pl

    if layout.published is None or layout.published[0] not in names:
        return pl.lit(None, pl.Date).alias("published")
    column, width = layout.published
    format = "%Y-%m-%d" if width == _DASHED else "%Y%m%d"
    return pl.col(column).str.slice(0, width).str.to_date(format, strict=False).alias("published")


def _apart(rows: pl.DataFrame, separator: str) -> pl.DataFrame:
    """One row for each actor and each recipient of cells that name several; each pair has an id of its own."""
    import polars as pl

    for column in ("actor", "recipient"):
        rows = rows.with_columns(pl.col(column).str.split(separator)).explode(column)
        rows = rows.with_columns(pl.col(column).fill_null("").str.strip_chars())
    return rows.with_columns(pl.struct("id", "actor", "recipient").hash(0).alias("id"))


def _typed(column: pl.Series, layout: Layout, types: Types, path: Path) -> pl.Series:
    import polars as pl

    if layout.coding == "plover" and types != "plover":
        raise DatasetError(f"{path}: {layout.title} has PLOVER's types: ask for types of plover, not {types}")
    naming = _plover if layout.coding == "plover" else _NAMING[types]
    mapped = {code: naming(code) for code in column.unique().to_list()}
    return column.replace_strict(mapped, return_dtype=pl.String)


def _plover(name: str) -> str | None:
    return name.upper() if name.upper() in plover_types() else None


def _mapped(code: str) -> str | None:
    found = from_cameo(code)
    return None if found is None else found.type


def _code(code: str) -> str | None:
    return code if code[:2].isdigit() else None


def _root(code: str) -> str | None:
    return code[:2] if code[:2].isdigit() else None


_NAMING: Final[dict[Types, Callable[[str], str | None]]] = {"plover": _mapped, "cameo": _code, "root": _root}
