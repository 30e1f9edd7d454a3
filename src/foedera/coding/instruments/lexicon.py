"""The words by which instruments are found and read, as data that users extend.

Tables in `data`, each a CSV file with a header row and a column for comments: `heads` (the nouns that end or lead a
name), `names` (known names and acronyms), `leads` (capitalised words that stand before a name and are no part of it),
`exclusions` (what makes it no instrument), `acts`, `moods`, `relations` and `obligations`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

import msgspec

from foedera.model import ActName, InstrumentType, Modality, ObligationType, RelationName, SourceError

_DATA = Path(__file__).parent / "data"
_COLUMNS = {
    "heads": ("head", "type", "comment"),
    "names": ("name", "acronym", "type", "comment"),
    "leads": ("word", "comment"),
    "exclusions": ("where", "words", "comment"),
    "acts": ("word", "act", "form", "comment"),
    "moods": ("word", "modality", "comment"),
    "relations": ("word", "relation", "comment"),
    "obligations": ("type", "pattern", "comment"),
}
_WHERE = ("after", "within", "phrase")
_FORMS = ("verb", "noun")
_MODALITIES = ("planned", "possible", "denied")


class Known(msgspec.Struct, frozen=True):
    """An instrument's name that needs no capital letters to be known, with its acronym or none."""

    name: str
    acronym: str
    type: InstrumentType


class Lexicon:
    """All tables, with the lookups that coding needs; immutable."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Our tables under those of a user's folders. Raises `SourceError` with file, line and reason."""
        rows = {name: list(_read(name, folders)) for name in _COLUMNS}
        types = get_args(InstrumentType)
        self.heads: Mapping[tuple[str, ...], InstrumentType] = {
            tuple(row["head"].split()): cast(InstrumentType, row.one_of("type", types)) for row in rows["heads"]
        }
        self.known = tuple(
            Known(row["name"], row["acronym"], cast(InstrumentType, row.one_of("type", types))) for row in rows["names"]
        )
        self.leads = frozenset(row["word"] for row in rows["leads"])
        excluded = [(row.one_of("where", _WHERE), row["words"]) for row in rows["exclusions"]]
        self.after = frozenset(words for where, words in excluded if where == "after")
        self.within = frozenset(words for where, words in excluded if where == "within")
        self.phrases = tuple(words for where, words in excluded if where == "phrase")
        acts = [(row.one_of("form", _FORMS), row["word"], row.one_of("act", get_args(ActName))) for row in rows["acts"]]
        self.verbs = {word: cast(ActName, act) for form, word, act in acts if form == "verb"}
        self.nouns = {word: cast(ActName, act) for form, word, act in acts if form == "noun"}
        self.moods = {row["word"]: cast(Modality, row.one_of("modality", _MODALITIES)) for row in rows["moods"]}
        self.relations = {
            row["word"]: cast(RelationName, row.one_of("relation", get_args(RelationName))) for row in rows["relations"]
        }
        self.obligations = tuple(
            (cast(ObligationType, row.one_of("type", get_args(ObligationType))), row.pattern("pattern"))
            for row in rows["obligations"]
        )

    def head(self, words: Sequence[str]) -> InstrumentType | None:
        """The type that these words tell, if they are a head."""
        return self.heads.get(tuple(words))

    def bare(self, word: str) -> InstrumentType | None:
        """The type that a single noun tells, in any case ("treaty", "Agreement")."""
        return self.head([word[:1].upper() + word[1:]])


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with Foedera."""
    return Lexicon()


class _Row(msgspec.Struct, frozen=True):
    """A row of a table, and where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, reason: str) -> SourceError:
        return SourceError(f"{self.path}:{self.line}: {reason}")

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        if self.cells[column] not in allowed:
            raise self.error(f"{self.cells[column]!r} is no {column}; use one of {', '.join(allowed)}")
        return self.cells[column]

    def pattern(self, column: str) -> re.Pattern[str]:
        try:
            return re.compile(self.cells[column], re.IGNORECASE)
        except re.error as error:
            raise self.error(f"{self.cells[column]!r} is no regular expression: {error}") from error


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
        yield _Row(path, reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True)))
