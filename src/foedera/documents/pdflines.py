"""The lines of a PDF page, in the order in which a person reads them."""

from __future__ import annotations

import ctypes
import itertools
import statistics
from collections.abc import Iterable, Iterator, Sequence
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
    edges = list(map(ctypes.byref, box[:4]))
    origin = list(map(ctypes.byref, box[4:]))
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
        chars.append(_Char(_letter(code), box[0].value, box[1].value, box[5].value, size, bold))
    return chars


def _letter(code: int) -> str:
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def _is_solid(char: _Char) -> bool:
    """Whether a character leaves ink on the page."""
    return not char.text.isspace() and char.right > char.left


def _runs(chars: Sequence[_Char | None]) -> list[list[_Char]]:
    """Characters that stand on one line without a wide gap between them."""
    runs: list[list[_Char]] = [[]]
    last: _Char | None = None
    for char in chars:
        if char is None:
            runs.append([])
            last = None
        elif not _is_solid(char):
            runs[-1].append(char)
        else:
            _set_down(char, last, runs)
            last = char
    return runs


def _set_down(char: _Char, last: _Char | None, runs: list[list[_Char]]) -> None:
    """Puts a character into the last run, or into a new one where it stands apart from the one before."""
    if last is not None and _stands_apart(char, last):
        runs.append([])
    runs[-1].append(char)


def _stands_apart(char: _Char, last: _Char) -> bool:
    if char.left - last.right > _WIDE * char.size or char.left < last.left - 2 * char.size:
        return True
    return abs(char.base - last.base) > 0.5 * max(char.size, last.size)


def _line(run: Sequence[_Char], page: int, height: float) -> Line | None:
    solid = list(filter(_is_solid, run))
    text = _spelled("".join(char.text for char in run))
    if not solid or not text:
        return None
    size = statistics.median_low(char.size for char in solid)
    base = statistics.median_low(char.base for char in solid)
    return Line(text, *_extent(solid), base, base + 0.75 * size, size, _is_bold(solid), page, height,
                broken=text.endswith("-"))  # fmt: skip


def _extent(chars: Sequence[_Char]) -> tuple[float, float]:
    return min(char.left for char in chars), max(char.right for char in chars)


def _is_bold(chars: Sequence[_Char]) -> bool:
    return sum(char.bold for char in chars) * 2 > len(chars)


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
    for spans, run in itertools.groupby(sorted(lines, key=_down), lambda line: line.left < gutter < line.right):
        group = list(run)
        ordered.extend(_spanning(group, column) if spans else _side_by_side(group, gutter, column))
    return ordered


def _spanning(lines: Iterable[Line], column: int) -> Iterator[Line]:
    for line in lines:
        yield msgspec.structs.replace(line, column=column)


def _side_by_side(lines: Iterable[Line], gutter: float, column: int) -> Iterator[Line]:
    """The lines left of the gutter, and then those right of it."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        sides[line.right > gutter].append(line)
    for number, side in enumerate(sides, 1):
        yield from _in_columns(side, column + number)


def _down(line: Line) -> tuple[float, float]:
    return (-round(line.bottom), line.left)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white strip between two columns of prose runs; None where there is none."""
    if len(lines) < 8:
        return None
    crossing, gutter = _strip(lines)
    if crossing > 0.35 * len(lines):
        return None
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    return gutter if _is_prose(left) and _is_prose(right) else None


def _strip(lines: Sequence[Line]) -> tuple[int, float]:
    """Where the fewest lines cross the middle half of the page, as near to the middle as may be, and how many do."""
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best = (len(lines) + 1, 0.0, 0.0)
    x = first + (last - first) * 0.25
    while x < first + (last - first) * 0.75:
        best = min(best, (_crossing(lines, x), abs(x - (first + last) / 2), x))
        x += 3
    return best[0], best[2]


def _crossing(lines: Sequence[Line], x: float) -> int:
    return sum(line.left < x + 3 and line.right > x - 3 for line in lines)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are of a column of prose rather than the cells of a table."""
    return len(lines) >= 4 and sum(len(line.text) for line in lines) >= 22 * len(lines)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the cells of a table's row or the parts of a widely spaced line put together."""
    rows: list[Line] = []
    for line in lines:
        if rows and _is_beside(rows[-1], line):
            before = rows[-1]
            rows[-1] = msgspec.structs.replace(
                before, text=f"{before.text} {line.text}", right=line.right, bottom=min(before.bottom, line.bottom),
                top=max(before.top, line.top), broken=line.broken,
            )  # fmt: skip
        else:
            rows.append(line)
    return rows


def _is_beside(before: Line, line: Line) -> bool:
    """Whether a line stands to the right of the one before, at the same height."""
    if before.column != line.column or line.left < before.right:
        return False
    return abs(line.bottom - before.bottom) < 0.5 * line.size
