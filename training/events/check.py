"""Check the training sentences of the event coder and count them.

Run from the root of the repository: ``python training/events/check.py [FILE ...]``; without a file it takes all of
``sentences/*.tsv``. One line for each fault (file, line, reason), then tables of counts. The exit status is 1 if
anything is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from foedera.model.plover import plover_contexts, plover_modes
from foedera.model.vocabulary import EVENT_TYPES, MODALITIES

HERE = Path(__file__).parent
COLUMNS = ("type", "mode", "contexts", "modality", "family", "text")
TYPES = (*EVENT_TYPES, "NONE")

# The sentences are labelled more finely than `foedera.model.plover`, which keeps to the manual's draft 0.7b1: to the
# right stands what that draft calls it, None where it has no word.
_ASKED = {
    **dict.fromkeys(("assist", "support", "cooperate"), "assist"),
    **dict.fromkeys(("meet", "settle", "intercede"), "meet"),
    **{"change": "change", "yield": "yield"},
}


def _same(names: str) -> dict[str, str | None]:
    return {name: name for name in names.split()}


MODES: dict[str, dict[str, str | None]] = {
    "AGREE": dict.fromkeys(_ASKED),
    "CONSULT": _same("visit third-party multilateral phone"),
    "SUPPORT": {},
    "COOPERATE": {},
    "AID": _same("economic military humanitarian asylum"),
    "CONCEDE": {},
    "RETREAT": _same("withdraw release return disarm ceasefire access resign"),
    "REQUEST": {**_ASKED},
    "ACCUSE": {**_same("disapprove investigate"), "allege": "disapprove"},
    "REJECT": {**_ASKED},
    "THREATEN": _same("restrict ban arrest relations expel territory violence"),
    "PROTEST": {**_same("demo riot boycott obstruct"), "strike": "strike-lim", "hunger": "strike-hun"},
    "SANCTION": {**_same("convict expel withdraw"), "discontinue": "sever"},
    "MOBILIZE": _same("troops weapons police"),
    "COERCE": {
        **_same("restrict ban censor curfew martial-law arrest deport withhold"),
        **{"seize": "confiscate", "misinformation": None, "cyber": None},
    },
    "ASSAULT": {
        **_same("abduct beat torture execute sexual assassinate destroy primitive firearms explosives"),
        **_same("suicide-attack heavy-weapons"),
        **dict.fromkeys(("crowd-control", "cleansing", "unconventional"), None),
    },
    "NONE": {},
}
CONTEXTS: dict[str, str | None] = {
    **_same("military diplomatic economic resource election legislative legal crime terrorism migration cyber"),
    **_same("intelligence corruption peacekeeping humanitarian gender"),
    **{"territory": "resource", "human-rights": "human_rights", "executive": "government", "refugee": "migration"},
    **{"displacement": "migration", "disaster": "enviro_disaster", "environment": "enviro_disaster"},
    **{"health": "disease", "wmd": "cbrn", "political-institutions": "political_institutions"},
    **{"religion-ethnicity": "religion_ethnicity", "reparations": None, "misinformation": None},
}
FAMILIES = frozenset(
    {
        *("plain", "history", "sport", "business", "metaphor", "hypothetical", "statement", "fiction", "weather"),
        *("background", "other-pair"),
    }
)

_MARK = re.compile(r"\[([AR]) ([^\[\]]+)\]")
_WORD = re.compile(r"[\w'’-]+")
# Sentences of one type may share less than sentences of two: a contrast pair keeps its words and changes its event.
SHARED_WITHIN, SHARED_ACROSS = 0.5, 0.8
# A passage of words that so many sentences share is a template.
LONGEST_SHARED = 9


class Row(NamedTuple):
    """One training sentence and where it stands."""

    file: str
    line: int
    type: str
    mode: str
    contexts: tuple[str, ...]
    modality: str
    family: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words of the sentence in lower case, without the marks of actor and recipient."""
        return _WORD.findall(_MARK.sub(r"\2", self.text).lower())


def vocabulary_faults() -> list[str]:
    """Name each word on the right of `MODES` and `CONTEXTS` that the ontology does not have."""
    known = plover_modes()
    faults = [
        f"{type} has no mode {mode!r} in the ontology"
        for type in EVENT_TYPES
        for mode in MODES[type].values()
        if mode and mode not in known[type]
    ]
    return faults + [
        f"{context!r} is no context of the ontology"
        for context in CONTEXTS.values()
        if context and context not in plover_contexts()
    ]


def row_faults(row: Row) -> list[str]:
    """Say what is wrong with one row by itself."""
    faults = []
    if row.type not in TYPES:
        return [f"unknown type {row.type!r}"]
    if row.mode and row.mode not in MODES[row.type]:
        faults.append(f"{row.mode!r} is no mode of {row.type}")
    faults += [f"unknown context {context!r}" for context in row.contexts if context not in CONTEXTS]
    if len(set(row.contexts)) != len(row.contexts):
        faults.append("a context is given twice")
    if row.modality not in MODALITIES:
        faults.append(f"unknown modality {row.modality!r}")
    if row.family not in FAMILIES:
        faults.append(f"unknown family {row.family!r}")
    if row.type == "NONE" and (row.mode or row.contexts):
        faults.append("NONE has neither mode nor contexts")
    marks = sorted(mark for mark, _ in _MARK.findall(row.text))
    if marks != ["A", "R"]:
        faults.append(f"wants one [A ...] and one [R ...], has {' '.join(marks) or 'none'}")
    if set("[]") & set(_MARK.sub("", row.text)):
        faults.append("a bracket that is no mark")
    if row.text != " ".join(row.text.split()):
        faults.append("white space at an end or twice in a row")
    if len(row.words) < 4:
        faults.append("fewer than four words")
    return faults


def rows(path: Path) -> tuple[list[Row], list[str]]:
    """Read one file: its well-formed rows and what is wrong with the others."""
    found: list[Row] = []
    faults: list[str] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        return [], [f"{path.name}:1: the header has to be {' '.join(COLUMNS)}, divided by tabs"]
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            faults.append(f"{path.name}:{number}: {len(cells)} columns instead of {len(COLUMNS)}")
            continue
        contexts = tuple(cells[2].split(";")) if cells[2] else ()
        row = Row(path.name, number, cells[0], cells[1], contexts, cells[3], cells[4], cells[5])
        faults += [f"{path.name}:{number}: {fault}" for fault in row_faults(row)]
        found.append(row)
    return found, faults


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    """The runs of three words of a sentence."""
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def repetitions(found: list[Row]) -> list[str]:
    """Name each sentence that repeats an earlier one: the same text, or too many runs of three words in common."""
    faults: list[str] = []
    seen: dict[str, Row] = {}
    sets = [shingles(row.words) for row in found]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(found):
        earlier = seen.setdefault(row.text.lower(), row)
        if earlier is not row:
            faults.append(f"{row.file}:{row.line}: the same as {earlier.file}:{earlier.line}")
        common = Counter(other for shingle in sets[index] for other in holders[shingle])
        for other, shared in common.items():
            share = shared / len(sets[index] | sets[other])
            # The same words with other marks are another question to the coder, and wanted.
            same_words = row.words == found[other].words
            limit = SHARED_WITHIN if row.type == found[other].type else SHARED_ACROSS
            if share > limit and not same_words:
                first = found[other]
                faults.append(
                    f"{row.file}:{row.line}: {share:.0%} of its runs of words as in {first.file}:{first.line}"
                )
        for shingle in sets[index]:
            holders[shingle].append(index)
    return faults


def templates(found: list[Row], times: int = 4) -> list[str]:
    """Name each passage of `LONGEST_SHARED` words that stands in `times` sentences or more."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, row in enumerate(found):
        words = row.words
        for i in range(len(words) - LONGEST_SHARED + 1):
            holders[tuple(words[i : i + LONGEST_SHARED])].add(index)
    return [f"{len(at)} sentences share {' '.join(run)!r}" for run, at in holders.items() if len(at) >= times]


def table(title: str, counts: Counter[str]) -> None:
    """Print counts, the greatest first."""
    print(f"\n{title}")
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{count:6d}  {name}")


def report(found: list[Row]) -> None:
    """Print what the sentences are: by file, type, mode, context, modality, family and length in words."""
    table("File", Counter(row.file for row in found))
    table("Type", Counter(row.type for row in found))
    table("Mode", Counter(f"{row.type} {row.mode}" for row in found if row.mode))
    table("Context", Counter(context for row in found for context in row.contexts))
    table("Modality", Counter(row.modality for row in found))
    table("Family", Counter(row.family for row in found))
    print("\nLength in words")
    bounds = (0, 10, 15, 20, 25, 30, 35, 45, 1000)
    lengths = [len(row.words) for row in found]
    for low, high in pairwise(bounds):
        name = f"{low + 1} to {high}" if high < 1000 else f"more than {low}"
        print(f"{sum(low < length <= high for length in lengths):6d}  {name}")
    if lengths:
        print(f"{sum(lengths) / len(lengths):6.1f}  mean")
    first = sum(row.text.find("[A ") < row.text.find("[R ") for row in found)
    print(f"\n{len(found)} sentences, the actor before the recipient in {first}")


def main(paths: list[Path]) -> int:
    """Check the files, print faults and counts, and give the exit status."""
    found: list[Row] = []
    faults = vocabulary_faults()
    for path in paths:
        more, wrong = rows(path)
        found += more
        faults += wrong
    faults += repetitions(found) + templates(found)
    for fault in faults:
        print(fault, file=sys.stderr)
    report(found)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    sys.exit(main(given or sorted((HERE / "sentences").glob("*.tsv"))))
