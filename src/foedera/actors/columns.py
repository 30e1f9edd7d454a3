"""The cells of CSV text column by column: a few long lists in place of a list for every row, which loads faster."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n\r"
# Stand for a comma and a line break within quotation marks while text is split; text that holds them is read slowly.
_COMMA, _BREAK, _QUOTE = "\x00", "\x01", "\x02"
_MARKS = (_COMMA, _BREAK, _QUOTE)
Columns = list[Sequence[str]]


def columns(text: str) -> Columns | None:
    """The columns of CSV text, each with its header cell; None where a row has more or fewer cells than the header.

    Raises `csv.Error` where the text is no CSV.
    """
    made = _split(text)
    if made is not None:
        return made
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    if len({*map(len, rows)}) != 1:
        return None
    return list(zip(*rows, strict=True))


def printable(data: bytes) -> bool:
    """Whether UTF-8 text holds nothing but printable characters and line breaks."""
    rest = data.removeprefix(codecs.BOM_UTF8).translate(None, _PRINTABLE)
    return rest.decode("utf-8").isprintable()


def _split(text: str) -> Columns | None:
    """The columns of plain CSV text, or None where only a CSV reader can tell what is meant."""
    if "\r" in text or any(mark in text for mark in _MARKS):
        return None
    quoted = '"' in text
    bare = _unquoted(text) if quoted else text
    if bare is None:
        return None
    lines = bare.removesuffix("\n").split("\n")
    width = lines[0].count(",") + 1
    if {line.count(",") for line in lines} != {width - 1} or "" in lines:
        return None
    cells = ",".join(lines).split(",")
    made = [cells[at::width] for at in range(width)]
    return [_restored(column) for column in made] if quoted else [*made]


def _unquoted(text: str) -> str | None:
    """Text without its quotation marks, what they hold marked; None where they stand elsewhere than around a cell."""
    parts = text.replace('""', _QUOTE).split('"')
    outside = parts[0::2]
    if len(parts) % 2 == 0 or not all(map(_opens, outside[:-1])) or not all(map(_closes, outside[1:])):
        return None
    if any(_QUOTE in part for part in outside):
        return None
    parts[1::2] = [part.replace(",", _COMMA).replace("\n", _BREAK) for part in parts[1::2]]
    return "".join(parts)


def _opens(before: str) -> bool:
    return before == "" or before[-1] in ",\n"


def _closes(after: str) -> bool:
    return after == "" or after[0] in ",\n"


def _restored(column: list[str]) -> list[str]:
    text = "".join(column)
    if not any(mark in text for mark in _MARKS):
        return column
    inside = {cell for cell in {*column} if _COMMA in cell or _BREAK in cell or _QUOTE in cell}
    meant = {cell: cell.replace(_COMMA, ",").replace(_BREAK, "\n").replace(_QUOTE, '"') for cell in inside}
    return [meant.get(cell, cell) for cell in column]
