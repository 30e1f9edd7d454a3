"""The words by which events are found: verbs, nouns and adjectives with their frames, as data that users extend.

Six tables lie in `data`, each a CSV file with a header row. `lexicon` says which words in which frame mean which
type; `classes` names sets of words that frames ask for ("@arms"); `operators` which word changes what follows it;
`agents` which nouns act for the actor beside them ("Chinese officials"); `modes` and `contexts` which words in a
sentence speak for a mode or a context. A user's folder with files of the same names adds rows, which come before ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, cast

import msgspec

from foedera.coding.tables import Row, rows
from foedera.model import EVENT_TYPES, EventType
from foedera.model.plover import plover_contexts, plover_modes

Effect = Literal["AGREE", "REJECT", "THREATEN", "REQUEST", "planned", "possible", "denied", "none", "same", "light"]
"""What an operator makes of the act that it governs: a type of its own, a modality, no event at all, or nothing; a
`light` verb lends its subject to the noun that names the act ("announced the arrest of")."""

_DATA = Path(__file__).parent / "data"
_EFFECTS = ("AGREE", "REJECT", "THREATEN", "REQUEST", "planned", "possible", "denied", "none", "same", "light")
_POS = ("verb", "noun", "adjective")
_COLUMNS = {
    "lexicon": ("lemma", "phrase", "pos", "needs", "type", "mode", "contexts", "recipient", "comment"),
    "classes": ("name", "words", "comment"),
    "operators": ("lemma", "effect", "comment"),
    "agents": ("noun", "comment"),
    "modes": ("type", "mode", "words", "comment"),
    "contexts": ("context", "words", "comment"),
}


class Entry(msgspec.Struct, frozen=True):
    """A word in a frame, and the event that it means.

    `phrase` are words that follow the lemma ("on" after "call"); `needs` are lemmas of which one must stand in what the
    word governs ("sign" needs "treaty" or its like), all are free where it is empty; of those in `unless` none may
    stand there (in the table they follow an exclamation mark). `recipient` lists where the recipient stands, best
    first: `obj`, or a preposition; with `must` (in the table before them) it has to stand there.
    """

    lemma: str
    phrase: tuple[str, ...]
    pos: Literal["verb", "noun", "adjective"]
    needs: frozenset[str]
    unless: frozenset[str]
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    recipient: tuple[str, ...]
    must: bool = False

    @property
    def weight(self) -> int:
        """How specific the frame is: what it asks for beyond its lemma."""
        return 2 * len(self.phrase) + 3 * bool(self.needs)


class Lexicon:
    """All tables, with the lookups that coding needs; immutable."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Our tables under those of a user's folders. Raises `SourceError` with file, line and reason."""
        tables = {name: list(_read(name, folders)) for name in _COLUMNS}
        self._entries: dict[tuple[str, str], tuple[Entry, ...]] = {}
        classes = {row["name"]: row.words("words") for row in reversed(tables["classes"])}
        for entry in (entry for row in tables["lexicon"] for entry in _frames(row, classes)):
            key = (entry.pos, entry.lemma)
            self._entries[key] = (*self._entries.get(key, ()), entry)
        self.operators: Mapping[str, Effect] = _first(
            (row["lemma"], cast(Effect, row.one_of("effect", _EFFECTS))) for row in tables["operators"]
        )
        self.agents = frozenset(row["noun"] for row in tables["agents"])
        self._modes: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for row in tables["modes"]:
            type = cast(EventType, row.one_of("type", EVENT_TYPES))
            mode = row.one_of("mode", plover_modes()[type])
            self._modes.setdefault(type, []).append((mode, row.words("words")))
        self._contexts = [(row.one_of("context", plover_contexts()), row.words("words")) for row in tables["contexts"]]

    def __len__(self) -> int:
        return sum(len(entries) for entries in self._entries.values())

    def entries(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """The frames of a word, as `verb`, `noun` or `adjective`."""
        return self._entries.get((pos, lemma), ())

    def lemmas(self) -> frozenset[str]:
        """Every lemma that has a frame."""
        return frozenset(lemma for _, lemma in self._entries)

    def mode(self, type: EventType, words: Collection[str]) -> str | None:
        """The first mode of the type of which a word stands among `words` (in small letters)."""
        return next((mode for mode, cues in self._modes.get(type, ()) if not cues.isdisjoint(words)), None)

    def contexts(self, words: Collection[str]) -> tuple[str, ...]:
        """The contexts of which a word stands among `words` (in small letters)."""
        return tuple(dict.fromkeys(context for context, cues in self._contexts if not cues.isdisjoint(words)))


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with Foedera."""
    return Lexicon()


def _read(name: str, folders: Sequence[Path]) -> Iterator[Row]:
    """The rows of a table in the users' folders and then in ours."""
    return rows(f"{name}.csv", _COLUMNS[name], (*folders, _DATA))


def _frames(row: Row, classes: Mapping[str, frozenset[str]]) -> Iterator[Entry]:
    """The frames of a row, one for each of its words; a word may bring its phrase, behind low lines."""
    type = cast(EventType, row.one_of("type", EVENT_TYPES))
    mode = row.one_of("mode", plover_modes()[type]) if row["mode"] else None
    contexts = tuple(row["contexts"].split())
    for context in contexts:
        if context not in plover_contexts():
            raise row.error(f"{context!r} is no context of PLOVER")
    pos = cast(Literal["verb", "noun", "adjective"], row.one_of("pos", _POS))
    must, to = "must" in row.words("recipient"), tuple(word for word in row["recipient"].split() if word != "must")
    needs = _needed(row, classes)
    unless = frozenset(word[1:] for word in needs if word.startswith("!"))
    wanted = frozenset(word for word in needs if not word.startswith("!"))
    for word in row["lemma"].split():
        lemma, *phrase = word.split("_")
        yield Entry(lemma, (*phrase, *row["phrase"].split()), pos, wanted, unless, type, mode, contexts, to, must)


def _needed(row: Row, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words that a row needs, with those of the classes that it names."""
    found: set[str] = set()
    for word in row.words("needs"):
        banned = "!" if word.startswith("!") else ""
        name = word.removeprefix("!")
        if name.startswith("@") and name[1:] not in classes:
            raise row.error(f"{name!r} is no class of words; classes.csv has {', '.join(sorted(classes))}")
        found |= {banned + one for one in classes[name[1:]]} if name.startswith("@") else {word}
    return frozenset(found)


def _first(pairs: Iterable[tuple[str, Effect]]) -> dict[str, Effect]:
    found: dict[str, Effect] = {}
    for lemma, effect in pairs:
        found.setdefault(lemma, effect)
    return found
