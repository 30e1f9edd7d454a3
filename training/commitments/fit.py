"""Fits what speaks for and against a commitment to annotated documents, and the confidence that follows from it.

    python training/commitments/fit.py GOLD.jsonl ... --documents FOLDER [--write]

Every draft that the coder finds is one example: its reasons, and whether an annotated item has at least half of its
characters in common with it. A logistic regression, drawn towards the weights that the guideline lets expect, gives
each reason its weight. The scores that are printed, and the table of confidence, are of documents that the weights were
not fitted to: each document in its turn is left out.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from foedera.actors import bundled
from foedera.cli.gold import texts
from foedera.coding import Reading
from foedera.coding.commitments.coder import LEAST
from foedera.coding.commitments.evaluation import Gold, Item, golds, matched
from foedera.coding.commitments.finding import Finder
from foedera.coding.commitments.lexicon import Lexicon, lexicon
from foedera.language import english
from foedera.resolution import resolve

DATA = Path(__file__).parents[2] / "src/foedera/coding/commitments/data"
STRENGTH = 0.1
"""The inverse of the strength with which weights are drawn towards nothing."""
ROUNDS = 12
THRESHOLD = -0.4
"""The log odds from which a draft is coded: a little below even, where F1 is best on documents left out."""
EXPECTED = {
    "act concrete": 0.6, "act framing": -0.3, "act stative": -1.5, "act exploratory": 0.4, "object institution": 0.8,
    "object instrument": 0.6, "object deliverable": 0.6, "name": 0.4, "number": 0.4, "direct institution": 0.4,
    "direct instrument": 0.3, "direct deliverable": 0.3, "noun alone": -0.5, "relative": -1.5, "aside": -1.0,
    "greets": -2.0, "excluded": -2.5, "values": -0.8, "attests": -0.8, "attitude": -1.2, "thing": -1.0, "effect": -1.2,
    "object framing": -0.4, "object none": -0.4, "committed": 0.3, "since": -0.8, "states": -0.5, "of others": -1.0,
    "by lead": 0.6, "shall": 0.5, "needed": 0.8, "promise": 0.5, "answers an attack": 1.0, "a counted deed": 1.2,
}  # fmt: skip
"""The weights that the guideline lets expect, towards which those that are fitted are drawn; of others, none."""
BANDS = (0.4, 0.8, 1.2, 1.6, 2.0, 2.6)
"""Between which weights the share of right ones is counted."""

Matrix = npt.NDArray[np.float64]
Example = tuple[tuple[str, ...], bool]


class Annotated(msgspec.Struct, frozen=True):
    """A document with its annotations and what the coder drafts in it."""

    gold: Gold
    reading: Reading
    examples: tuple[Example, ...]


def spans(items: Sequence[tuple[int, int]], gold: Gold) -> list[Item]:
    """Spans as items without fields, as far as they were annotated."""
    low, high = gold.annotated or (0, 10**12)
    empty: frozenset[str] = frozenset()
    return [
        Item(start, end, empty, "", False, (None, None), frozenset(), empty)
        for start, end in items
        if low <= start < high
    ]


def annotated(path: Path, folder: Path) -> Iterator[Annotated]:
    """The documents of a gold file, parsed, with every draft in them as an example."""
    words, base = lexicon(), bundled()
    for gold, parse in zip(golds(path), english().parse(texts(path, folder)), strict=True):
        reading = Reading.of(parse, resolve(parse, base))
        drafts = Finder(reading, words).drafted()
        found = [(item, span) for item in drafts for span in spans([(item.start, item.end)], gold)]
        examples = tuple((item.reasons, bool(matched([span], gold.items))) for item, span in found)
        yield Annotated(gold, reading, examples)


def weights(documents: Sequence[Annotated]) -> dict[str, float]:
    """The weight of each reason, and of none (`any`), less the threshold."""
    examples = [example for document in documents for example in document.examples]
    names = sorted({name for reasons, _ in examples for name in reasons})
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, (reasons, _) in enumerate(examples):
        matrix[row, [index[name] for name in reasons]] = 1
    right = np.array([hit for _, hit in examples])
    *values, constant = _fitted(matrix, right, [EXPECTED.get(name, 0.0) for name in names])
    found = {name: round(float(value), 2) for name, value in zip(names, values, strict=True)}
    return {"any": round(float(constant) - THRESHOLD, 2)} | {n: v for n, v in found.items() if abs(v) >= 0.02}


def _fitted(matrix: Matrix, right: Matrix, expected: Sequence[float]) -> Matrix:
    """The weights by which the examples are most likely, drawn towards those that are expected; the constant last."""
    columns = np.hstack([matrix, np.ones((len(matrix), 1))])
    drawn = np.array([1 / STRENGTH] * len(expected) + [0.0])
    prior = np.array([*expected, 0.0])
    values = prior.copy()
    for _ in range(ROUNDS):  # Newton's method
        share = 1 / (1 + np.exp(-(columns @ values)))
        slope = columns.T @ (share - right) + drawn * (values - prior)
        curve = (columns * (share * (1 - share))[:, None]).T @ columns + np.diag(drawn)
        values -= np.linalg.solve(curve, slope)
    return values


def coded(document: Annotated, given: dict[str, float]) -> list[tuple[float, bool]]:
    """The weights of what is coded under these weights, and whether each is right."""
    items = Finder(document.reading, Lexicon(weights=given)).items(LEAST)
    kept = [(item, span) for item in items for span in spans([(item.start, item.end)], document.gold)]
    right = {number for number, _ in matched([span for _, span in kept], document.gold.items)}
    return [(item.score, number in right) for number, (item, _) in enumerate(kept)]


def confidence(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The share of right ones from each weight on, never falling: (weight, share)."""
    table: list[tuple[float, float]] = []
    for low, high in zip((0.0, *BANDS), (*BANDS, float("inf")), strict=True):
        right = [hit for score, hit in pairs if low <= score < high]
        share = round((sum(right) + 1) / (len(right) + 2), 2)
        table.append((low, max([share, *(before for _, before in table)])))
    return table


def main() -> None:
    """Fit, print the scores of documents left out, and write the tables if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    documents = [one for path in options.gold for one in annotated(path, options.documents)]
    pairs: list[tuple[float, bool]] = []
    for kind in sorted({document.gold.kind for document in documents}):
        here: list[tuple[float, bool]] = []
        of_kind = [document for document in documents if document.gold.kind == kind]
        for document in of_kind:
            here += coded(document, weights([other for other in documents if other is not document]))
        hits, total = sum(hit for _, hit in here), sum(len(document.gold.items) for document in of_kind)
        print(
            f"{kind}: precision {hits / len(here):.3f}, recall {hits / total:.3f}, "
            f"F1 {2 * hits / (len(here) + total):.3f}"
        )
        pairs += here
    table = confidence(pairs)
    print("confidence:", table)
    if options.write:
        _write("weights", ("reason", "weight"), sorted(weights(documents).items()))
        _write("confidence", ("weight", "confidence"), table)


def _write(name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    with (DATA / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


if __name__ == "__main__":
    main()
