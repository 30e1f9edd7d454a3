"""Fit the weights of the pronouns to the annotated documents.

    python training/resolution/fit.py FOLDER [--write]

Prints, for each kind of pronoun, how often the answers are right when each document is judged by weights from all the
others, and with `--write` writes the weights from all of them.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from foedera.actors import Base, bundled
from foedera.documents import Options, read, sources
from foedera.language import Parse, english
from foedera.model import SourceError
from foedera.resolution.mentions import key_of
from foedera.resolution.resolve import stages

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "benchmarks" / "gold" / "actors"
WEIGHTS = ROOT / "src" / "foedera" / "resolution" / "weights.csv"
FILES = ("development", "held-out", "held-out-2")
KINDS = {"he": (1.0, 0.5, 1.2), "it": (0.1, 0.75, 0.9), "they": (0.03, 0.2, 0.2), "country": (1.0, 0.75, 0.2)}
"""Of each kind: the inverse strength of the penalty, the least score, and by how much it must be the best."""
STRUCTURE = {"above-alone": 4.0, "above-nearest": 4.0, "ahead": 4.0}
"""Clues of grammar alone, which are rare and sure: the penalty weighs less on them."""
SMALL = 0.05

Weights = Mapping[str, float]


class Choice(NamedTuple):
    """One actor that a pronoun may mean, with its clues, and whether it is right."""

    key: frozenset[str]
    clues: tuple[str, ...]
    right: bool


class Case(NamedTuple):
    """One pronoun: its document, its kind, whether an actor of the base is meant, and those who may be."""

    document: str
    kind: str
    known: bool
    choices: list[Choice]


def cases(parse: Parse, base: Base, row: dict[str, Any]) -> Iterator[Case]:
    """The pronouns of an annotated document, each with those before it decided as they are annotated."""
    gold = {(m["start"], m["end"]): m for m in row["mentions"]}
    roles = {m["end"]: m for m in row["mentions"] if m["type"] == "role"}
    pronouns, *_ = stages(parse, base)
    same: dict[str, str] = {}
    for mention in pronouns.named:
        meant = gold.get((mention.start, mention.end))
        if meant is not None and len(mention.refs) == len(meant["ids"]) == 1:
            same.setdefault(key_of(mention.refs[0]), next(iter(ids(meant, base))))
    for clues in pronouns.clues():
        token = clues.who.token
        meant = roles.get(token.end) if clues.who.type == "country" else gold.get((token.start, token.end))
        wanted = None if meant is None else ids(meant, base)
        choices, right = [], None
        for unit, words in clues.all():
            choices.append(Choice(unit.key, words, frozenset(same.get(key, key) for key in unit.key) == wanted))
            right = right or (unit if choices[-1].right else None)
        yield Case(parse.document.id, clues.who.model, any(":" in id for id in wanted or ()), choices)
        pronouns.take(clues, right.refs if right is not None else ())


def ids(mention: dict[str, Any], base: Base) -> frozenset[str]:
    """Who is annotated: ids of the base, or the annotation's own name for an actor whom it lacks."""
    return frozenset(id if id and base.actor(id) else f"?{mention.get('name')}" for id in mention["ids"])


def fitted(rows: Sequence[Case], strength: float) -> Weights:
    """The weights that tell right choices from wrong ones; "" is the constant."""
    names = sorted({clue for case in rows for choice in case.choices for clue in choice.clues})
    place = {name: number for number, name in enumerate(names)}
    scale = np.array([STRUCTURE.get(name, 1.0) for name in names])
    choices = [choice for case in rows for choice in case.choices]
    table = np.zeros((len(choices), len(names)))
    for line, choice in zip(table, choices, strict=True):
        line[[place[clue] for clue in choice.clues]] = 1
    model = LogisticRegression(C=strength, max_iter=1000).fit(table * scale, [choice.right for choice in choices])
    return {"": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0] * scale), strict=True))}


def answered(case: Case, weights: Weights, least: float, margin: float) -> Choice | None:
    """The choice that is taken; None where it is not certain."""
    best: dict[frozenset[str], tuple[float, Choice]] = {}
    for choice in case.choices:
        score = weights[""] + sum(weights.get(clue, 0.0) for clue in choice.clues)
        if choice.key not in best or score > best[choice.key][0]:
            best[choice.key] = (score, choice)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    second = ranked[1][0] if len(ranked) > 1 else float("-inf")
    sure = bool(ranked) and ranked[0][0] >= least and ranked[0][0] - second >= margin
    return ranked[0][1] if sure else None


def report(kind: str, rows: Sequence[Case]) -> None:
    """Print how right the answers are, each document judged by the others."""
    strength, least, margin = KINDS[kind]
    right = found = 0
    for document in sorted({case.document for case in rows}):
        weights = fitted([case for case in rows if case.document != document], strength)
        for case in (case for case in rows if case.document == document):
            choice = answered(case, weights, least, margin)
            if choice is not None and any(":" in key for key in choice.key):
                found, right = found + 1, right + (choice.right and case.known)
    known = sum(case.known for case in rows)
    print(f"{kind:8} precision {right / found:.3f} recall {right / known:.3f}  ({right} of {found}; {known} annotated)")


def main() -> None:
    """Fit, print and perhaps write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="the annotated documents, among others")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args()
    lines = [line for name in FILES for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = {row["document"]: row for row in map(json.loads, lines)}
    results = [result for source in sources([str(options.folder)]) for result in read(source, Options())]
    documents = [r.document for r in results if not isinstance(r, SourceError) and r.document.id in gold]
    base, rows = bundled(), defaultdict[str, list[Case]](list)
    for parse in english().parse(documents):
        for case in cases(parse, base, gold[parse.document.id]):
            rows[case.kind].append(case)
    table = [["pronoun", "clue", "weight"]]
    for kind, (strength, least, margin) in KINDS.items():
        report(kind, rows[kind])
        weights = dict(fitted(rows[kind], strength))
        table += [[kind, "least", f"{least - weights.pop(''):.2f}"], [kind, "margin", f"{margin}"]]
        table += [[kind, clue, f"{weight:.2f}"] for clue, weight in sorted(weights.items()) if abs(weight) >= SMALL]
    if options.write:
        with WEIGHTS.open("w", encoding="utf-8", newline="") as sheet:
            csv.writer(sheet, lineterminator="\n").writerows(table)


if __name__ == "__main__":
    main()
