"""Where the paragraphs of a plain text begin and end: at empty lines, at lines, or across lines that were wrapped."""

from __future__ import annotations

import re

import msgspec

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_ENDS = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_WORD = re.compile(r"\S+")
_NARROWEST, _WIDEST = 40, 110


class _Line(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    after_blank: bool


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs of `text`, in order; together they hold everything but white space.

    A file has one paragraph a line, or lines that a program wrapped at a width (then an empty line, or a line that
    could have held the next word, ends a paragraph), or wrapped lines with an empty line between any two of them. A
    sentence that a stray line end parts is one paragraph all the same.
    """
    lines = _lines(text)
    joined = _joined(lines)
    spans: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if index in joined:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def _joined(lines: list[_Line]) -> set[int]:
    """The lines that go on with the paragraph of the line before them."""
    close = [i for i in range(1, len(lines)) if not lines[i].after_blank]
    parted = {i for i in range(2, len(lines)) if _parted(lines[i - 1], lines[i])}
    if not close:
        return parted | _double_spaced(lines)
    width = _width(lines, close)
    return parted.union(i for i in close if width and _wrapped(lines[i - 1], lines[i], width))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + raw.index(stripped[0])
        blank = text.count("\n", end, start) + text.count("\r", end, start) > 1
        lines.append(_Line(start, start + len(stripped), stripped, blank))
        end = start + len(stripped)
    return lines


def _width(lines: list[_Line], close: list[int]) -> int:
    """The width at which the file was wrapped, in characters; 0 where it was not."""
    width = _percentile_95([len(lines[i - 1].text) for i in close])
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    long = [i for i in close if len(lines[i - 1].text) >= width / 2]
    wrapped = sum(_wrapped(lines[i - 1], lines[i], width) and not _is_whole(lines[i - 1]) for i in long)
    return width if len(long) >= 2 and wrapped * 2 >= len(long) else 0


def _percentile_95(lengths: list[int]) -> int:
    return sorted(lengths)[min(len(lengths) - 1, int(len(lengths) * 0.95))]


def _wrapped(line: _Line, following: _Line, width: int) -> bool:
    word = _WORD.match(following.text)
    if len(line.text) + 1 + (len(word[0]) if word else 0) >= width - 2:
        return True
    return _breaks_off(line, following) and len(line.text) * 2 > width


def _breaks_off(line: _Line, following: _Line) -> bool:
    """Whether a line ends in the middle of a sentence, and the next goes on with a small letter."""
    return _is_lower(following) and not _is_whole(line)


def _double_spaced(lines: list[_Line]) -> set[int]:
    """The lines that go on with the line before them in a file that has an empty line after every wrapped line."""
    if len(lines) < 6:
        return set()
    width = _percentile_95([len(line.text) for line in lines])
    running = sum(map(_breaks_off, lines, lines[1:]))
    if not _NARROWEST <= width <= _WIDEST or running * 4 < len(lines):
        return set()
    first = 1 if _is_lower(lines[1]) else 2
    return {i for i in range(first, len(lines)) if _runs_on(lines[i - 1], lines[i], width)}


def _parted(line: _Line, following: _Line) -> bool:
    """Whether a line end fell into a sentence: a long line breaks off at a word, and a small letter follows."""
    broken = len(line.text) >= _NARROWEST and line.text[-1].isalpha()
    return broken and following.text[:2].isalpha() and _is_lower(following)


def _runs_on(line: _Line, following: _Line, width: int) -> bool:
    return _wrapped(line, following, width) if _is_whole(line) else len(line.text) * 2 > width


def _is_whole(line: _Line) -> bool:
    return _ENDS.search(line.text) is not None


def _is_lower(line: _Line) -> bool:
    return line.text[0].islower()
