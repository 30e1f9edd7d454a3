"""Given pairs coded and scored: what is the event between this actor and that recipient?

A file of given pairs has one JSON object a line: `id`, `text`, `source` and `target` (each with `spans`, a list of
start and end; empty where nobody is named), and for scoring `root`, `quad`, `binary`. Scores are macro-F1, the
unweighted mean over the labels of F1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from foedera.coding.events.encoder import encoder
from foedera.coding.events.given import Pair, Reckoned, in_gold_standard, reckoned
from foedera.coding.events.heads import NONE, Heads, heads
from foedera.coding.events.lexicon import lexicon
from foedera.language import Language
from foedera.model import EVENT_TYPES, EventType, SourceError
from foedera.model.plover import plover_types

YIELD = "YIELD"
"""What the gold standard calls CONCEDE and RETREAT together."""

ROOTS: tuple[str, ...] = tuple(dict.fromkeys(
    YIELD if type in ("CONCEDE", "RETREAT") else type for type in EVENT_TYPES
))  # fmt: skip
"""The fifteen labels of the gold standard, in the contract's order."""

LEVELS = ("binary", "quad", "root")


class Given(msgspec.Struct, frozen=True):
    """A line of a file of given pairs: its id, the pair, and its labels by level (none where it carries none)."""

    id: str
    pair: Pair
    labels: dict[str, str]


class Prediction(msgspec.Struct, frozen=True):
    """The label of a pair, and the probability of each."""

    id: str
    root: str
    probabilities: dict[str, float]


class Score(msgspec.Struct, frozen=True):
    """Macro-F1 and accuracy (0 to 1) at one level over `pairs` pairs, and F1 with the number of pairs by label."""

    level: str
    macro_f1: float
    accuracy: float
    pairs: int
    labels: dict[str, tuple[float, int]]


def given(path: Path) -> Iterator[Given]:
    """The pairs in a file. Raises `SourceError` with file, line and reason where a line is malformed."""
    for line, row in rows(path):
        where = f"{path}:{line}"
        pair = pair_of(row, where)
        labels = {level: row[level] for level in LEVELS if row.get(level) is not None}
        if labels.get("root", YIELD) not in ROOTS:
            raise SourceError(f"{where}: {labels['root']!r} is no root; use one of {', '.join(ROOTS)}")
        yield Given(str(row.get("id", line)), pair, labels)


def pair_of(row: Mapping[str, Any], where: str) -> Pair:
    """The pair in a JSON object. Raises `SourceError`, which begins with `where`, where it holds none."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{where}: text is missing; give the sentence as a string")
    actor, recipient = (_span(row.get(name), text, f"{where}: {name}") for name in ("source", "target"))
    return Pair(text, actor or (0, 0), recipient)


def rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The JSON objects of a file with their lines. Raises `SourceError` where one is none."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError as error:
            raise SourceError(f"{path}:{number}: not a JSON object: {error}") from error


def predictions(pairs: Sequence[Given], language: Language, layer: Heads | None = None) -> Iterator[Prediction]:
    """The label of each pair, in their order: one of `ROOTS`, never none; or a user's own where `layer` has such."""
    layer = layer or heads()
    known = list(reckoned((one.pair for one in pairs), language, lexicon()))
    if not known:
        return
    likely = layer.probabilities(encoder().vectors([one.words for one in known]), [one.types for one in known])
    for one, reckon, row in zip(pairs, known, likely.tolist(), strict=True):
        shares = dict(zip(layer.labels.labels, row, strict=True))
        if not layer.labels.own:
            shares = _roots(shares, reckon)
        whole = sum(shares.values()) or 1.0
        root = max(shares, key=lambda label: shares[label])
        yield Prediction(one.id, root, {label: round(share / whole, 6) for label, share in shares.items()})


def scores(pairs: Sequence[Given], found: Sequence[Prediction]) -> tuple[Score, ...]:
    """The scores at each level for which every pair has a label."""
    made = []
    for level in LEVELS:
        gold = [one.labels.get(level) for one in pairs]
        if gold and all(gold):
            made.append(_score(level, [str(label) for label in gold], [_at(level, one.root) for one in found]))
    return tuple(made)


def _roots(shares: Mapping[str, float], known: Reckoned) -> dict[str, float]:
    """The probabilities of the gold standard's labels, in which every pair has an event."""
    found = dict.fromkeys(ROOTS, 0.0)
    for label, share in shares.items():
        if label != NONE:
            root = in_gold_standard(cast(EventType, label), known.modality if known.types else "actual")
            found[YIELD if root in ("CONCEDE", "RETREAT") else root] += share
    return found


def _at(level: str, root: str) -> str:
    """The label of a root at a level. A label of a user's own stays."""
    if level == "root" or root not in ROOTS:
        return root
    quad = "M-COOP" if root == YIELD else plover_types()[cast(EventType, root)].quad
    return quad if level == "quad" else quad[-4:]


def _score(level: str, gold: Sequence[str], found: Sequence[str]) -> Score:
    table: dict[str, tuple[float, int]] = {}
    for label in sorted(set(gold) | set(found)):
        hits = sum(a == b == label for a, b in zip(gold, found, strict=True))
        total = gold.count(label) + found.count(label)
        table[label] = (2 * hits / total, gold.count(label))
    right = sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold)
    return Score(level, sum(f1 for f1, _ in table.values()) / len(table), right, len(gold), table)


def _span(value: object, text: str, where: str) -> tuple[int, int] | None:
    """Start and end of all spans of a party; None where it has none."""
    if value is None:
        return None
    spans = value.get("spans") if isinstance(value, dict) else None
    if not isinstance(spans, list):
        raise SourceError(f"{where}: give an object with spans, a list of [start, end]")
    for span in spans:
        good = isinstance(span, list) and len(span) == 2 and all(isinstance(at, int) for at in span)
        if not good or not 0 <= span[0] < span[1] <= len(text):
            raise SourceError(f"{where}: {span!r} is no span of a text of {len(text)} characters")
    return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
