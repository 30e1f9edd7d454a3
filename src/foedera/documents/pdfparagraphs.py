"""Lines of a PDF file put together to paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from foedera.documents import cues
from foedera.documents.content import Block
from foedera.documents.pdflines import Line

_NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡§])[ .]?\s?[A-Z\"“‘(]")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
_BROKEN = re.compile(r"[^ ]-$")


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """The paragraphs of pages of lines in reading order; footnotes at the end, as the foot of the document."""
    lines = list(itertools.chain.from_iterable(pages))
    if not lines:
        return []
    type_size = _usual_size(lines)
    flow, notes = _parted(pages, type_size)
    lead = _lead(flow)
    bold = _is_mostly_bold(lines)
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    blocks = [_block(group, type_size, bold, words) for group in _groups(flow, lead)]
    return blocks + [Block(_joined(group, words), "footer", True) for group in _groups(notes, lead, notes=True)]


def _parted(pages: Sequence[Sequence[Line]], type_size: float) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of the foot of the document."""
    flow: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        text = [line for line in page if not _is_marginal(line, type_size)]
        end = len(text) - _footnotes(text, type_size)
        flow.extend(text[:end])
        notes.extend(text[end:])
        notes.extend(line for line in page if _is_marginal(line, type_size))
    return flow, notes


def _is_mostly_bold(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _is_marginal(line: Line, type_size: float) -> bool:
    """Whether a line stands in smaller type at the very top or bottom of its page."""
    return line.size < 0.92 * type_size and (line.bottom > 0.9 * line.height or line.top < 0.1 * line.height)


def _footnotes(page: Sequence[Line], type_size: float) -> int:
    """How many lines at the end of a page are footnotes: smaller type, and the first has a number or a mark."""
    small = itertools.takewhile(lambda line: line.size <= 0.92 * type_size, reversed(page))
    count = sum(1 for _ in small)
    if count in (0, len(page)):
        return 0
    return count if _NOTE.match(page[-count].text) else 0


def _lead(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, in type sizes."""
    steps = ((a.bottom - b.bottom) / b.size for a, b in pairwise(lines) if _same_column(a, b))
    gaps = sorted(gap for gap in steps if 0.8 < gap < 3)
    return gaps[len(gaps) // 2] if gaps else 1.2


def _groups(lines: Sequence[Line], lead: float, *, notes: bool = False) -> list[list[Line]]:
    groups: list[list[Line]] = []
    edges = _edges(lines)
    for line in lines:
        starts = not groups or (notes and _NOTE.match(line.text))
        if not starts and _goes_on(groups[-1], line, lead, edges[groups[-1][-1].page, groups[-1][-1].column]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edge of each column of each page."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get((line.page, line.column), (line.left, line.right))
        edges[line.page, line.column] = (min(left, line.left), max(right, line.right))
    return edges


def _goes_on(group: Sequence[Line], line: Line, lead: float, edges: tuple[float, float]) -> bool:
    """Whether a line belongs to the paragraph of the lines before it, in a column between `edges`."""
    last = group[-1]
    if not _alike(last, line) or cues.BULLET.match(line.text):
        return False
    if not _same_column(last, line):
        return _leads_over(last, *edges)
    if not 0.3 <= (last.bottom - line.bottom) / line.size <= lead * 1.3 + 0.1:
        return False
    return last.bold or (not _is_indented(group, line, *edges) and _runs_on(last, line, *edges))


def _alike(last: Line, line: Line) -> bool:
    """Whether two lines are of one type."""
    return abs(last.size - line.size) <= 0.08 * last.size and last.bold == line.bold


def _leads_over(last: Line, left: float, right: float) -> bool:
    """Whether the last line of a column breaks off, so that the next column goes on with its sentence."""
    full = right - last.right < 0.25 * (right - left)
    return last.broken or (full and cues.ENDS.search(last.text) is None)


def _is_indented(group: Sequence[Line], line: Line, left: float, right: float) -> bool:
    """Whether a line starts a paragraph by standing in from the edge; the hanging lines of a list's item do not."""
    last = group[-1]
    if len(group) > 1:
        return line.left > left + 0.8 * line.size and abs(last.left - left) < 2
    if line.left <= last.left + 0.8 * line.size or cues.BULLET.match(last.text):
        return False
    return abs(line.right - right) >= 0.1 * (right - left) or cues.ENDS.search(last.text) is not None


def _runs_on(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether the line before had no room for the first word of a line, or breaks off in a sentence."""
    word = (len(line.text.split(" ", 1)[0]) + 1) * line.size * 0.45
    if last.broken or right - last.right <= word + 0.04 * (right - left):
        return True
    return cues.ENDS.search(last.text) is None and line.text[0].islower()


def _same_column(a: Line, b: Line) -> bool:
    return a.page == b.page and a.column == b.column and a.bottom >= b.bottom


def _block(group: Sequence[Line], type_size: float, bold: bool, words: Counter[str]) -> Block:
    text = _joined(group, words)
    striking = group[0].size > 1.12 * type_size or (group[0].bold and not bold)
    return Block(text, "heading", True) if striking and _may_head(text) else Block(text)


def _may_head(text: str) -> bool:
    return len(text) <= 200 and not text.endswith((".", ";", ",")) and cues.SPEAKER.match(text) is None


def _joined(group: Sequence[Line], words: Counter[str]) -> str:
    """The text of lines; a hyphen at the end of a line goes where the document writes the word without it."""
    text = group[0].text
    for before, line in pairwise(group):
        if not before.broken or not _BROKEN.search(text):
            text += f" {line.text}"
        else:
            text = (text if _keeps_hyphen(text, line.text, words) else text[:-1]) + line.text
    return text


def _keeps_hyphen(text: str, following: str, words: Counter[str]) -> bool:
    """Whether the hyphen at the end of a text belongs to its last word."""
    head, tail = _WORD.findall(text[:-1])[-1:], _WORD.findall(following)[:1]
    if not following[:1].islower() or not head or not tail:
        return True
    return words[f"{head[0]}-{tail[0]}".lower()] > words[(head[0] + tail[0]).lower()]
