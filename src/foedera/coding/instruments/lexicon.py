"""The words by which instruments are found and read, as data that users extend.

Tables in `data`, each a CSV file with a header row and a column for comments: `heads` (the nouns that end or lead a
name), `names` (known names and acronyms), `leads` (capitalised words that stand before a name and are no part of it),
`exclusions` (what makes it no instrument), `acts`, `moods`, `relations` and `obligations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

import msgspec

from foedera.coding.tables import Row, rows
from foedera.model import ActName, InstrumentType, Modality, ObligationType, RelationName

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
        given = {name: list(_read(name, folders)) for name in _COLUMNS}
        types = get_args(InstrumentType)
        self.heads: Mapping[tuple[str, ...], InstrumentType] = {
            tuple(row["head"].split()): cast(InstrumentType, row.one_of("type", types)) for row in given["heads"]
        }
        self.known = tuple(
            Known(row["name"], row["acronym"], cast(InstrumentType, row.one_of("type", types)))
            for row in given["names"]
        )
        self.leads = frozenset(row["word"] for row in given["leads"])
        excluded = [(row.one_of("where", _WHERE), row["words"]) for row in given["exclusions"]]
        self.after = frozenset(words for where, words in excluded if where == "after")
        self.within = frozenset(words for where, words in excluded if where == "within")
        self.phrases = tuple(words for where, words in excluded if where == "phrase")
        acts = [
            (row.one_of("form", _FORMS), row["word"], row.one_of("act", get_args(ActName))) for row in given["acts"]
        ]
        self.verbs = {word: cast(ActName, act) for form, word, act in acts if form == "verb"}
        self.nouns = {word: cast(ActName, act) for form, word, act in acts if form == "noun"}
        self.moods = {row["word"]: cast(Modality, row.one_of("modality", _MODALITIES)) for row in given["moods"]}
        self.relations = {
            row["word"]: cast(RelationName, row.one_of("relation", get_args(RelationName)))
            for row in given["relations"]
        }
        self.obligations = tuple(
            (cast(ObligationType, row.one_of("type", get_args(ObligationType))), row.pattern("pattern"))
            for row in given["obligations"]
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


def _read(name: str, folders: Sequence[Path]) -> Iterator[Row]:
    """The rows of a table: ours, and then those in the users' folders, which override them."""
    return rows(f"{name}.csv", _COLUMNS[name], (_DATA, *folders))
