"""Which words report what somebody says, believes, wants or decides: the lexicon of cues, which users can extend.

The lexicon is a table (`cues.csv`) with a row for each cue: `lemma` (with its particle, "point out"), `part` (verb,
noun, adjective or phrase), `kind` (speech, belief, intention, attitude, decree, seeming), `strength` (0 to 1: how
surely it reports somebody), `frames` (what its content may be, each with a strength of its own after "="),
and `outlook` (what its content predicts). Frames are `clause`, `quote`, `infinitive`, `object`, and prepositions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from foedera.model import UsageError

COLUMNS = ("lemma", "part", "kind", "strength", "frames", "outlook", "comment")
PARTS = ("verb", "noun", "adjective", "phrase")
KINDS = ("speech", "belief", "intention", "attitude", "decree", "seeming")
OUTLOOKS = ("", "expect", "warn", "promise", "plan")

_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[\"“”„«»:]|''|^\s*[―—–-]\s*[^\W\d_a-z]")
_STRONG = 0.5
_SAYS = 0.6


class Cue(msgspec.Struct, frozen=True):
    """A cue: its lemma, part of speech and kind, its strength in each frame, and how its content looks ahead."""

    lemma: str
    part: str
    kind: str
    frames: Mapping[str, float]
    outlook: str = ""

    @property
    def strength(self) -> float:
        """The greatest strength in any frame."""
        return max(self.frames.values(), default=0.0)


class Lexicon:
    """Cues by lemma and part of speech."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Later cues take the place of earlier ones of the same lemma and part. `says` are the verbs of saying."""
        self._cues = {(cue.lemma, cue.part): cue for cue in cues}
        self.phrases = tuple(sorted(lemma for lemma, part in self._cues if part == "phrase"))
        self.says = frozenset(
            lemma for (lemma, part), cue in self._cues.items()
            if part == "verb" and cue.kind == "speech" and cue.frames.get("quote", 0) >= _SAYS and " " not in lemma
        )  # fmt: skip
        strong = [at for at, cue in self._cues.items() if cue.strength >= _STRONG and at[1] != "phrase"]
        self._forms = frozenset(form for lemma, part in strong for form in forms(lemma, part)) | _IRREGULAR

    def __len__(self) -> int:
        return len(self._cues)

    def cue(self, lemma: str, part: str) -> Cue | None:
        """The cue of this lemma (lower case) and part of speech."""
        return self._cues.get((lemma, part))

    def wants(self, sentence: str) -> bool:
        """Whether a sentence has a quotation mark or colon, a form of a cue, or a phrase of the lexicon. It fails only
        at irregular forms that are not known."""
        if _MARK.search(sentence) is not None:
            return True
        lower = sentence.lower()
        return any(word in self._forms for word in _WORD.findall(lower)) or any(p in lower for p in self.phrases)


def forms(lemma: str, part: str) -> set[str]:
    """The regular forms of a cue's first word, in lower case."""
    word = lemma.split(maxsplit=1)[0].partition("-")[0]
    if part == "adjective":
        return {word}
    plural = {f"{word}s", f"{word}es", f"{word[:-1]}ies"} if word[-1] in "sxzhoy" else {f"{word}s"}
    if part == "noun":
        return {word, *plural}
    stem = word.removesuffix("e")
    ends = {f"{stem}ed", f"{stem}ing", f"{word}ed", f"{word}ing", f"{word}d", f"{word[:-1]}ied", f"{word[:-2]}ying"}
    return {word, *plural, *ends, f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}


_IRREGULAR = frozenset(
    "said seen saw told knew known thought felt held wrote written spoke spoken swore sworn sought bet meant found "
    "heard chose chosen forgot forgotten laid gave given put set taught read sang sung understood foresaw foreseen "
    "forecast took taken went stood withdrew withdrawn overrode shot struck broke threw let "
    "upheld forbade forbidden proven shown mistook misread misunderstood".split()
)


def lexicon(*paths: Path) -> Lexicon:
    """Foedera's cues, and those of the user's own tables of the same form, which come first in what they name.

    Raises `UsageError` where a table is malformed.
    """
    own = [cue for path in paths for cue in _from_file(path)]
    return Lexicon([*_bundled(), *own])


@cache
def _bundled() -> tuple[Cue, ...]:
    table = (files(__package__) / "cues.csv").read_text(encoding="utf-8")
    return tuple(read(table.splitlines(), "cues.csv"))


def _from_file(path: Path) -> list[Cue]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as table:
            return read(table, str(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: save it as CSV in UTF-8") from error


def read(table: Iterable[str], name: str) -> list[Cue]:
    """The cues of a table. Raises `UsageError`, with the line, where it is malformed."""
    rows = csv.DictReader(table)
    missing = set(COLUMNS[:5]) - set(rows.fieldnames or ())
    if missing:
        raise UsageError(f"{name}: no column {sorted(missing)[0]!r}; a cue table has {', '.join(COLUMNS)}")
    return [_cue(row, f"{name}, line {rows.line_num}") for row in rows]


def _cue(row: Mapping[str, str | None], where: str) -> Cue:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    for column, known in (("part", PARTS), ("kind", KINDS), ("outlook", OUTLOOKS)):
        if cells[column] not in known:
            raise UsageError(f"{where}: {column} {cells[column]!r} is none of {', '.join(filter(None, known))}")
    if not cells["lemma"]:
        raise UsageError(f"{where}: no lemma")
    strength = _strength(cells["strength"], where)
    frames = {}
    for frame in cells["frames"].split():
        name, equals, own = frame.partition("=")
        frames[name] = _strength(own, where) if equals else strength
    return Cue(cells["lemma"].lower(), cells["part"], cells["kind"], frames, cells["outlook"])


def _strength(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError(f"{where}: a strength of {cell!r}; write a number from 0 to 1")
    return value
