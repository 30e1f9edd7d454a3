"""The words of posts and memberships, as data that users extend.

Three tables in `data`, each a CSV file with a header row and a column for comments: `roles` (a post, and whether its
group is the `state` where nothing else is named, or must be `named`), `fields` (words before a role that specify it)
and `standings` (words for the members, candidates, partners, observers and guests of a group).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

from foedera.model import SourceError
from foedera.model.vocabulary import Standing

_DATA = Path(__file__).parent / "data"
_COLUMNS = {
    "roles": ("role", "group", "comment"),
    "fields": ("word", "comment"),
    "standings": ("word", "standing", "comment"),
}
_GROUPS = ("state", "named")
_Row = tuple[str, dict[str, str]]


class Lexicon:
    """All tables, with the patterns made of them; immutable."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Our tables under those of a user's folders. Raises `SourceError` with file, line and reason."""
        rows = {name: list(_read(name, folders)) for name in _COLUMNS}
        self.groups = {cells["role"].lower(): _one_of(where, cells["group"], _GROUPS) for where, cells in rows["roles"]}
        self.fields = frozenset(cells["word"].lower() for _, cells in rows["fields"])
        self.standings = {
            cells["word"].lower(): cast(Standing, _one_of(where, cells["standing"], get_args(Standing)))
            for where, cells in rows["standings"]
        }
        self.role = re.compile(rf"(?<![\w-])(?:{_either(self.groups)})(?![\w-])", re.IGNORECASE)
        self.standing = re.compile(rf"(?<![\w-])(?:{_either(self.standings)})(?![\w-])", re.IGNORECASE)

    def of_state(self, role: str) -> bool:
        """Whether a role without a named group is one of a state ("Prime Minister", "Minister of Defence")."""
        found = self.role.search(role)
        return found is not None and self.groups[found[0].lower()] == "state"


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with Foedera."""
    return Lexicon()


def _either(words: dict[str, str] | dict[str, Standing]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _one_of(where: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise SourceError(f"{where}: {value!r} is none of {', '.join(allowed)}")
    return value


def _read(name: str, folders: Sequence[Path]) -> Iterator[_Row]:
    """The rows of a table: ours, and then those in the users' folders, which override them."""
    for folder in (_DATA, *folders):
        path = folder / f"{name}.csv"
        if path.is_file():
            yield from _rows(path, _COLUMNS[name])


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    reader = csv.reader(text.splitlines())
    if tuple(next(reader, [])) != columns:
        raise SourceError(f"{path}:1: the header must be {','.join(columns)}")
    for cells in reader:
        if len(cells) != len(columns):
            raise SourceError(f"{path}:{reader.line_num}: {len(cells)} cells, not {len(columns)}")
        if not cells[0].strip():
            raise SourceError(f"{path}:{reader.line_num}: {columns[0]} is empty")
        yield f"{path}:{reader.line_num}", dict(zip(columns, map(str.strip, cells), strict=True))
