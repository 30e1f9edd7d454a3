"""The lines of a PDF page, in the order in which a person reads them."""

from __future__ import annotations

import ctypes
import statistics
from collections.abc import Sequence
from typing import Any

import msgspec

_WIDE = 1.8
"""A gap of so many type sizes parts two columns or cells; a space between words is a quarter of one."""

_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u0002": "-", "\ufffe": "-"}
)
"""Ligatures, and the marks that PDFium sets where it sees a broken word."""

_BOLD = 600


class Line(msgspec.Struct, frozen=True):
    """A line of type, or the part of one in a column. Lengths are in points, from the lower left of the page.

    `bottom` is the line on which the letters stand; `height` is the page's. `broken`: the line ends in the middle of a
    word. `column` counts the columns of the page.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page: int
    height: float
    column: int = 0
    broken: bool = False


class _Char(msgspec.Struct, frozen=True):
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def lines_of_page(page: Any, number: int) -> list[Line]:
    """The lines of a page of pypdfium2, columns one after the other."""
    textpage = page.get_textpage()
    height = page.get_height()
    pieces = [piece for run in _runs(_chars(textpage)) if (piece := _line(run, number, height)) is not None]
    textpage.close()
    page.close()
    return _rows(_in_columns(pieces, 0))


def _chars(textpage: Any) -> list[_Char | None]:
    """The characters in the file's order; None where PDFium ends a line."""
    from pypdfium2 import raw

    box = [ctypes.c_double() for _ in range(6)]
    left, right, _, _, _, base = box
    edges = [ctypes.byref(value) for value in box[:4]]
    origin = [ctypes.byref(value) for value in box[4:]]
    chars: list[_Char | None] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            chars.append(None)
            continue
        raw.FPDFText_GetCharBox(textpage, index, *edges)
        raw.FPDFText_GetCharOrigin(textpage, index, *origin)
        size = max(raw.FPDFText_GetFontSize(textpage, index), 1.0)
        bold = raw.FPDFText_GetFontWeight(textpage, index) >= _BOLD
        char = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        chars.append(_Char(char, left.value, right.value, base.value, size, bold))
    return chars


def _runs(chars: Sequence[_Char | None]) -> list[list[_Char]]:
    """Characters that stand on one line without a wide gap between them."""
    runs: list[list[_Char]] = [[]]
    last: _Char | None = None
    for char in chars:
        if char is None:
            runs.append([])
            last = None
            continue
        if char.text.isspace() or char.right <= char.left:
            runs[-1].append(char)
            continue
        if last is not None and (
            char.left - last.right > _WIDE * char.size
            or char.left < last.left - 2 * char.size
            or abs(char.base - last.base) > 0.5 * max(char.size, last.size)
        ):
            runs.append([])
        runs[-1].append(char)
        last = char
    return runs


def _line(run: Sequence[_Char], page: int, height: float) -> Line | None:
    solid = [char for char in run if not char.text.isspace() and char.right > char.left]
    text = _spelled("".join(char.text for char in run))
    if not solid or not text:
        return None
    size = statistics.median_low(char.size for char in solid)
    base = statistics.median_low(char.base for char in solid)
    left, right = min(char.left for char in solid), max(char.right for char in solid)
    bold = sum(char.bold for char in solid) * 2 > len(solid)
    return Line(text, left, right, base, base + 0.75 * size, size, bold, page, height, broken=text.endswith("-"))


def _spelled(text: str) -> str:
    """The text of a line in plain letters; a soft hyphen is a hyphen at its end, and nothing elsewhere."""
    words = " ".join(text.translate(_LETTERS).split())
    if words.endswith("\u00ad"):
        words = words[:-1] + "-"
    return "".join(char for char in words.replace("\u00ad", "") if char.isprintable()).strip()


def _in_columns(lines: list[Line], column: int) -> list[Line]:
    """The lines in reading order: down the page, but one column after the other between lines that span them."""
    gutter = _gutter(lines)
    if gutter is None:
        return [msgspec.structs.replace(line, column=column) for line in sorted(lines, key=_down)]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        ordered.extend(_in_columns(left, column + 1))
        ordered.extend(_in_columns(right, column + 2))
        left.clear()
        right.clear()

    for line in sorted(lines, key=_down):
        if line.left < gutter < line.right:
            flush()
            ordered.append(msgspec.structs.replace(line, column=column))
        else:
            (left if line.right <= gutter else right).append(line)
    flush()
    return ordered


def _down(line: Line) -> tuple[float, float]:
    return (-round(line.bottom), line.left)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white strip between two columns of prose runs; None where there is none."""
    if len(lines) < 8:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float, float] | None = None
    middle = (first + last) / 2
    x = first + (last - first) * 0.25
    while x < first + (last - first) * 0.75:
        crossing = sum(line.left < x + 3 and line.right > x - 3 for line in lines)
        candidate = (crossing, abs(x - middle), x)
        best = candidate if best is None or candidate < best else best
        x += 3
    if best is None or best[0] > 0.35 * len(lines):
        return None
    gutter = best[2]
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    return gutter if _is_prose(left) and _is_prose(right) else None


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are of a column of prose rather than the cells of a table."""
    return len(lines) >= 4 and sum(len(line.text) for line in lines) >= 22 * len(lines)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the cells of a table's row or the parts of a widely spaced line put together."""
    rows: list[Line] = []
    for line in lines:
        before = rows[-1] if rows else None
        if (
            before is not None
            and before.column == line.column
            and line.left >= before.right
            and abs(line.bottom - before.bottom) < 0.5 * line.size
        ):
            rows[-1] = msgspec.structs.replace(
                before, text=f"{before.text} {line.text}", right=line.right, bottom=min(before.bottom, line.bottom),
                top=max(before.top, line.top), broken=line.broken,
            )  # fmt: skip
        else:
            rows.append(line)
    return rows
