"""Words of a document as they are quoted."""

from __future__ import annotations

_MARKS = '\u201c\u201d"'
_LONGEST = 320


def quote(text: str) -> str:
    """Words of a document in quotation marks, on one line, the end of what is too long left out."""
    line = " ".join(text.split()).strip()
    if line[:1] in _MARKS and line[-1:] in _MARKS:
        line = line[1:-1]
    line = line.rstrip(".,; ")
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST].rpartition(' ')[0].rstrip(',;:')} …"
    return f"\u201c{_single(line)}\u201d"


def _single(line: str) -> str:
    """The line with single quotation marks in place of double ones, each that is opened also closed."""
    opened = False
    made = []
    for character in line:
        if character == "\u201d" or (character == '"' and opened):
            made.append("\u2019" if opened else "")
            opened = False
        elif character in _MARKS:
            made.append("\u2018")
            opened = True
        else:
            made.append(character)
    return "".join(made) + ("\u2019" if opened else "")


def has(words: str, part: str) -> bool:
    """Whether some words stand in others, whatever their case and line breaks."""
    return " ".join(part.split()).casefold() in words.casefold()
