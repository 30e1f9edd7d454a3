"""The tables of the actor base: CSV files of a folder, with every row checked."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import msgspec

from foedera.actors import rows
from foedera.actors.columns import columns, printable
from foedera.actors.rows import Period
from foedera.model import BaseError, EdtfError

_ACTOR_ID = re.compile(
    r"state:(?:[A-Z]{3}|[A-Z]{4}|gw-[0-9]+)|(?:organisation|person|command):[a-z0-9][a-z0-9-]*", re.ASCII
)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_KINDS = ("state", "organisation", "person", "command")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


class Table(NamedTuple):
    """A file of the base: its row type and, by column, the parser of a cell. Rows with equal `key` override."""

    row: type[msgspec.Struct]
    cells: dict[str, Callable[[Reader, str], Any]]
    key: tuple[str, ...]


class Tables(NamedTuple):
    """All rows of the base by table, and a hash of the files they came from."""

    rows: Mapping[str, tuple[Any, ...]]
    version: str


class Files(Mapping[str, tuple[Any, ...]]):
    """The rows of each table from the files that hold them, read when they are first asked for."""

    def __init__(self, files: Mapping[str, Sequence[tuple[Path, bytes]]], reader: Reader) -> None:
        self._files, self.reader = files, reader
        self._rows: dict[str, tuple[Any, ...]] = {}

    def cells(self, name: str) -> list[list[str]]:
        """The cells of a table by column, in the order of `TABLES`, unchecked; far faster than its rows."""
        table = TABLES[name]
        keys = [list(table.cells).index(column) for column in table.key]
        made: list[list[str]] = [[] for _ in table.cells]
        for path, data in self._files.get(name, ()):
            found = _cells(path, data, table)
            old, new = (zip(*(part[at] for at in keys), strict=True) for part in (made, found))
            shared = {*made[keys[0]]} & {*found[keys[0]]}
            replaced = {key for key in new if key[0] in shared}
            if replaced:
                kept = [key[0] not in shared or key not in replaced for key in old]
                made = [list(compress(column, kept)) for column in made]
            for column, more in zip(made, found, strict=True):
                column.extend(more)
        return made

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        if name not in self._rows:
            table, rows = TABLES[name], ()
            for path, data in self._files.get(name, ()):
                rows = _merge(rows, _rows(path, data, table, self.reader), table.key)
            self._rows[name] = rows
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


class Reader:
    """Parses cells; remembers periods, which repeat."""

    def __init__(self) -> None:
        self._periods: dict[str, Period] = {}
        self.clean = False  # whether the file is known to hold no hidden character

    def text(self, cell: str) -> str:
        """A cell that must not be empty. Raises `ValueError` where it is or holds hidden characters."""
        if not cell:
            raise ValueError("is empty")
        if not self.clean and _HIDDEN.search(cell):
            raise ValueError(f"holds a hidden or control character: {cell!r}")
        return cell

    def actor(self, cell: str) -> str:
        """An actor id."""
        if _ACTOR_ID.fullmatch(cell) is None:
            raise ValueError(f"{cell!r} is no actor id such as state:JPN or organisation:nato")
        return cell

    def state(self, cell: str) -> str | None:
        """A state id, or None for an empty cell."""
        if not cell:
            return None
        if not cell.startswith("state:"):
            raise ValueError(f"{cell!r} is no state id such as state:JPN")
        return self.actor(cell)

    def slug(self, cell: str) -> str:
        """An id of lower-case letters, digits and hyphens."""
        if _SLUG.fullmatch(cell) is None:
            raise ValueError(f"{cell!r} is no id of lower-case letters, digits and hyphens")
        return cell

    def sector(self, cell: str) -> str | None:
        """A PLOVER sector, or None for an empty cell."""
        if cell and cell not in rows.SECTORS:
            raise ValueError(f"{cell!r} is no PLOVER sector such as GOV or MIL")
        return cell or None

    def period(self, cell: str) -> Period:
        """A date or interval in EDTF."""
        known = self._periods.get(cell)
        if known is None:
            if not cell:
                raise ValueError("is empty; write an interval such as 1949-04-04/..")
            known = self._periods[cell] = Period.parse(cell)
        return known

    def seat(self, cell: str) -> str:
        """Any text, also none."""
        return cell if not cell else self.text(cell)

    def latitude(self, cell: str) -> float | None:
        """Degrees north, or None for an empty cell."""
        return _degrees(cell, 90)

    def longitude(self, cell: str) -> float | None:
        """Degrees east, or None for an empty cell."""
        return _degrees(cell, 180)


def _degrees(cell: str, bound: int) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no number of degrees") from None
    if not -bound <= value <= bound:
        raise ValueError(f"{cell} lies outside -{bound} to {bound} degrees")
    return value


def _one_of(*choices: str) -> Callable[[Reader, str], str]:
    allowed = frozenset(choices)

    def choice(_: Reader, cell: str) -> str:
        if cell not in allowed:
            raise ValueError(f"{cell!r} is none of {', '.join(c for c in choices if c)}")
        return cell

    return choice


_R = Reader
TABLES: dict[str, Table] = {
    "actors": Table(
        rows.Actor,
        {"id": _R.actor, "kind": _one_of(*_KINDS), "name": _R.text, "state": _R.state, "sector": _R.sector,
         "when": _R.period, "source": _R.text},
        ("id",),
    ),
    "names": Table(
        rows.Name,
        {"actor": _R.actor, "name": _R.text, "type": _one_of(*rows.NAME_TYPES), "when": _R.period, "source": _R.text},
        ("actor", "name", "type"),
    ),
    "codes": Table(
        rows.Code,
        {"actor": _R.actor, "scheme": _one_of(*rows.SCHEMES), "code": _R.text, "when": _R.period, "source": _R.text},
        ("actor", "scheme"),
    ),
    "successions": Table(
        rows.Succession,
        {"predecessor": _R.actor, "successor": _R.actor, "kind": _one_of(*rows.SUCCESSIONS), "when": _R.period,
         "source": _R.text},
        ("predecessor", "successor"),
    ),
    "memberships": Table(
        rows.Membership,
        {"member": _R.actor, "group": _R.actor, "standing": _one_of(*rows.STANDINGS), "when": _R.period,
         "source": _R.text},
        ("member", "group"),
    ),
    "posts": Table(
        rows.Post,
        {"post": _R.slug, "body": _R.actor, "role": _R.text, "rank": _one_of(*rows.RANKS), "source": _R.text},
        ("post",),
    ),
    "holders": Table(
        rows.Holder,
        {"person": _R.actor, "post": _R.slug, "when": _R.period, "source": _R.text},
        ("person", "post"),
    ),
    "commands": Table(
        rows.Subordination,
        {"command": _R.actor, "parent": _R.actor, "relationship": _one_of(*rows.RELATIONSHIPS), "seat": _R.seat,
         "when": _R.period, "source": _R.text},
        ("command", "parent"),
    ),
    "places": Table(
        rows.Place,
        {"place": _R.slug, "name": _R.text, "type": _one_of(*rows.PLACE_TYPES), "state": _R.state,
         "latitude": _R.latitude, "longitude": _R.longitude, "when": _R.period, "source": _R.text},
        ("place",),
    ),
    "place_names": Table(
        rows.PlaceName,
        {"place": _R.slug, "name": _R.text, "when": _R.period, "source": _R.text},
        ("place", "name"),
    ),
    "phrases": Table(
        rows.Phrase, {"phrase": _R.text, "meaning": _R.text, "source": _R.text}, ("phrase",)
    ),
    "cautions": Table(
        rows.Caution,
        {"name": _R.text, "side": _one_of(*rows.SIDES), "words": _R.text, "source": _R.text},
        ("name", "side"),
    ),
}  # fmt: skip


def tables(folders: Iterable[Path], trusted: Iterable[Path] = ()) -> Tables:
    """The rows of all folders, those of a later folder in place of earlier ones with the same key.

    The `trusted` folders come first; their tables are read when they are first asked for, since most uses need few.
    All other tables are read at once: raises `BaseError` with file, row (the header is row 1) and reason where a folder
    holds no table or a row is malformed, and then nothing is loaded.
    """
    reader, digest = Reader(), hashlib.sha256()
    files: dict[str, list[tuple[Path, bytes]]] = {name: [] for name in TABLES}
    own: list[tuple[str, Path, bytes]] = []
    kept = list(trusted)
    for number, folder in enumerate([*kept, *folders]):
        found = list(_files(folder))
        if not found:
            raise BaseError(f"{folder}: holds no table of the actor base, such as actors.csv")
        for name, path, data in found:
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
            files[name].append((path, data))
        own += found if number >= len(kept) else []
    for name, path, data in own:
        _rows(path, data, TABLES[name], reader)
    return Tables(Files(files, reader), digest.hexdigest()[:12])


def _files(folder: Path) -> Iterator[tuple[str, Path, bytes]]:
    for name in TABLES:
        path = folder / f"{name}.csv"
        try:
            yield name, path, path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise BaseError(f"{path}: cannot be read: {error.strerror}") from error


def lines_of(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header of a CSV file, and its other rows with their numbers (the header is row 1).

    Raises `BaseError` with file and row where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BaseError(f"{path}: cannot be read: {error.strerror}") from error
    lines = csv.reader(io.StringIO(_text(path, data), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        return header, [(lines.line_num, cells) for cells in lines if cells]
    except csv.Error as error:
        raise BaseError(f"{path}, row {lines.line_num}: {error}") from error


def cells_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column. Raises `BaseError` where it cannot be read."""
    header, lines = lines_of(path)
    return [dict(zip(header, cells, strict=True)) for _, cells in lines]


def parse_row(table: str, cells: dict[str, str]) -> None:
    """Check the cells of one row. Raises `ValueError` with column and reason where one is malformed."""
    reader = Reader()
    for column, parse in TABLES[table].cells.items():
        try:
            parse(reader, cells[column])
        except EdtfError as error:
            raise ValueError(f"{column}: {error}") from error
        except ValueError as error:
            raise ValueError(f"{column} {error}") from error


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise BaseError(f"{path}, row {row}: is not UTF-8; save the file as CSV UTF-8") from error


def _merge(old: tuple[Any, ...], new: tuple[Any, ...], key: tuple[str, ...]) -> tuple[Any, ...]:
    if not old or not new:
        return old or new
    key_of = attrgetter(*key)
    replaced = {*map(key_of, new)}
    return (*[row for row in old if key_of(row) not in replaced], *new)


def _cells(path: Path, data: bytes, table: Table) -> list[Sequence[str]]:
    """The cells of a file below the header, by column in the order of the table."""
    text = _text(path, data)
    try:
        found = columns(text)
    except csv.Error as error:
        # Read again for the number of the row.
        lines_of(path)
        raise BaseError(f"{path}: {error}") from error
    if found is None:
        order = _order(path, next(csv.reader(io.StringIO(text, newline="")), []), table)
        _refuse(path, data, order, table, Reader())
    return [found[place][1:] for place in _order(path, [column[0] for column in found], table)]


def _rows(path: Path, data: bytes, table: Table, reader: Reader) -> tuple[Any, ...]:
    cells = _cells(path, data, table)
    if not cells[0]:
        return ()
    reader.clean = printable(data)
    parsed: list[Sequence[Any]] = []
    try:
        # Most cells of a column repeat: each is parsed once.
        for column, parse in zip(cells, table.cells.values(), strict=True):
            unique = {*column}
            if parse is Reader.text and reader.clean and "" not in unique:
                parsed.append(column)
                continue
            known = {cell: parse(reader, cell) for cell in unique}
            parsed.append([known[cell] for cell in column])
    except ValueError:
        _refuse(path, data, _order(path, next(csv.reader(io.StringIO(_text(path, data)))), table), table, reader)
    return tuple(map(table.row, *parsed))


def _refuse(path: Path, data: bytes, order: Sequence[int], table: Table, reader: Reader) -> NoReturn:
    """Raise the error of the first row that is wrong."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    next(lines)
    for cells in lines:
        at = f"{path}, row {lines.line_num}"
        if not cells:
            continue
        if len(cells) != len(order):
            raise BaseError(
                f"{at}: has {len(cells)} cells where the header has {len(order)}; "
                "put text that holds a comma in quotation marks"
            )
        for place, (column, parse) in zip(order, table.cells.items(), strict=True):
            try:
                parse(reader, cells[place])
            except EdtfError as error:
                raise BaseError(f"{at}: {column}: {error}") from error
            except ValueError as error:
                raise BaseError(f"{at}: {column} {error}") from error
    raise BaseError(f"{path}: cannot be read")


def _order(path: Path, header: Sequence[str], table: Table) -> list[int]:
    columns = [cell.strip() for cell in header]
    missing = [name for name in table.cells if name not in columns]
    unknown = [name for name in columns if name not in table.cells]
    if missing or unknown or len(set(columns)) != len(columns):
        raise BaseError(f"{path}, row 1: the header must be {','.join(table.cells)}, not {','.join(columns)[:80]!r}")
    return [columns.index(name) for name in table.cells]
