"""The words of posts and memberships, as data that users extend.

Three tables in `data`, each a CSV file with a header row and a column for comments: `roles` (a post, and whether its
group is the `state` where nothing else is named, one state by its id, or must be `named`), `fields` (words before a
role that specify it) and `standings` (words for the members, candidates, partners, observers and guests of a group).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

from foedera.coding.tables import Row, rows
from foedera.language import either
from foedera.model.vocabulary import Standing

_DATA = Path(__file__).parent / "data"
_COLUMNS = {
    "roles": ("role", "group", "comment"),
    "fields": ("word", "comment"),
    "standings": ("word", "standing", "comment"),
}
_STATE = re.compile(r"state:[A-Z]{3}")
_GROUPS = ("state", "named")


class Lexicon:
    """All tables, with the patterns made of them; immutable."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Our tables under those of a user's folders. Raises `SourceError` with file, line and reason."""
        tables = {name: list(_read(name, folders)) for name in _COLUMNS}
        self.groups = {row["role"].lower(): _group(row) for row in tables["roles"]}
        self.fields = frozenset(row["word"].lower() for row in tables["fields"])
        self.standings = {
            row["word"].lower(): cast(Standing, row.one_of("standing", get_args(Standing)))
            for row in tables["standings"]
        }
        self.role = re.compile(rf"(?<![\w-])(?:{either(self.groups)}|(?-i:PM))(?![\w-])", re.IGNORECASE)
        self.standing = re.compile(rf"(?<![\w-])(?:{either(self.standings)})(?![\w-])", re.IGNORECASE)

    def of_state(self, role: str) -> bool:
        """Whether a role without a named group is one of a state ("Prime Minister", "Minister of Defence")."""
        found = self.role.search(role)
        return found is not None and self._whose(found[0]) != "named"

    def _whose(self, role: str) -> str:
        return self.groups.get(role.lower(), "state")  # only "PM", which is no word in small letters, is no row

    def only_of(self, role: str) -> str | None:
        """The id of the one state that has posts of this name ("deputy assistant secretary")."""
        found = self.role.search(role)
        whose = "" if found is None else self._whose(found[0])
        return whose if whose.startswith("state:") else None


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with Foedera."""
    return Lexicon()


def _group(row: Row) -> str:
    """To whom a post belongs: the state of who holds it, what must be named, or one state by its id."""
    return row["group"] if _STATE.fullmatch(row["group"]) else row.one_of("group", _GROUPS)


def _read(name: str, folders: Sequence[Path]) -> Iterator[Row]:
    """The rows of a table: ours, and then those in the users' folders, which override them."""
    return rows(f"{name}.csv", _COLUMNS[name], (_DATA, *folders))
