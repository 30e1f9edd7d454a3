"""Fits the weights of the register: `src/foedera/register/data/weights.csv`.

    python training/register/fit.py [CLAIMS FOLDER]

Learns from the half `fit` of the labelled world in benchmarks/gold/register and, where CLAIMS (what `foedera read
FOLDER --json` prints) and FOLDER are given, from the labels of real documents for development there. Looked at are
pairs of claims of one kind that share a key of `foedera.register.blocking`. The weights are those of a logistic
regression with a normal prior around `prior.csv`, which says by hand what each feature ought to weigh. No weight may
change its sign, and what keeps claims apart keeps half of its weight at least.

Prints precision and recall of pairs after clustering, where each fifth of the entries was held out of the fit, and
writes the weights that follow from all.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from foedera.documents import documents
from foedera.model import Claim, Document, Edtf
from foedera.register.blocking import comparable, keys
from foedera.register.clustering import clusters
from foedera.register.matching import WHOLE
from foedera.register.pairs import FEATURES, features
from foedera.register.traits import Traits, traits

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "benchmarks" / "gold" / "register"
TARGET = HERE.parents[1] / "src" / "foedera" / "register" / "data" / "weights.csv"
STRENGTH = 1.0
FOLDS = 5
DOUBTFUL = 0.1
MERGED = {
    "commitment": 0.85, "instrument": 0.6, "event": 0.85, "affiliation": 0.8, "command": 0.85, "asset": 0.75,
    "figure": 0.9,
}  # fmt: skip

Array = Any


class Labelled(NamedTuple):
    """A claim with its traits, and the entry to which it belongs."""

    kind: str
    entry: str
    traits: Traits


class Pairs(NamedTuple):
    """The pairs of some claims that are compared: places, features (with a 1 in front), whether they are one entry."""

    some: Sequence[Labelled]
    places: list[tuple[int, int]]
    values: Array
    same: Array
    folds: Array


def world() -> list[Labelled]:
    """The claims of the half of the fictional world to fit on."""
    with (GOLD / "labels.csv").open(encoding="utf-8", newline="") as lines:
        labels = {row["claim"]: row["entry"] for row in csv.DictReader(lines) if row["half"] == "fit"}
    rows = map(json.loads, (GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines())
    published = {row["id"]: day(Edtf.parse(row["published"])) for row in rows}
    claims = map(Claim.from_json, (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Labelled(claim.kind, labels[claim.id], traits(claim, published[claim.document]))
        for claim in claims
        if claim.id in labels
    ]


def real(claims: Path, folder: Path) -> Iterator[Labelled]:
    """The claims of the real documents for development that stand for a labelled one."""
    sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))
    from bench_register import labelled, matched

    read: Iterator[Document] = (each for each in documents(str(folder)) if isinstance(each, Document))
    published = {document.id: day(document.published) for document in read}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in map(Claim.from_json, claims.read_text(encoding="utf-8").splitlines()):
        if claim.kind != "statement":
            found[claim.document].append(claim)
    for document, spans in labelled("development").items():
        names = matched(found[document], spans)
        for claim in found[document]:
            if claim.id in names:
                yield Labelled(claim.kind, f"real {names[claim.id].group}", traits(claim, published[document]))


def day(published: Edtf | None) -> int | None:
    """The last day of a publication date, as yyyymmdd."""
    return None if published is None or published.latest is None else published.latest.number


def pairs(some: Sequence[Labelled]) -> Pairs:
    """The pairs of claims that share a key."""
    keyed = [keys(each.traits) for each in some]
    places = [
        (i, j)
        for i, j in combinations(range(len(some)), 2)
        if keyed[i] & keyed[j] and comparable(len(keyed[i] & keyed[j]), len(keyed[i]), len(keyed[j]))
    ]
    values = [(1.0, *features(some[i].traits, some[j].traits)) for i, j in places]
    number = {entry: place % FOLDS for place, entry in enumerate(sorted({each.entry for each in some}))}
    return Pairs(
        some,
        places,
        np.array(values).reshape(-1, len(FEATURES) + 1),
        np.array([float(some[i].entry == some[j].entry) for i, j in places]),
        np.array([number[each.entry] for each in some], int),
    )


def fitted(values: Array, same: Array, prior: Array) -> Array:
    """The weights that are likeliest after these pairs, where they vary by `STRENGTH` around the prior."""

    def loss(weights: Array) -> tuple[float, Array]:
        odds, off = values @ weights, weights - prior
        told = np.logaddexp(0, odds) - same * odds
        return told.sum() + STRENGTH * (off**2).sum() / 2, values.T @ (1 / (1 + np.exp(-odds)) - same) + STRENGTH * off

    bounds = [(None, None), *((None, weight / 2) if weight < 0 else (0, None) for weight in prior[1:])]
    return minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B").x


def held_out(some: Pairs, others: Pairs, prior: Array) -> Array:
    """The log odds of each pair by weights that were fitted without its entries."""
    odds = np.zeros(len(some.places))
    for fold in range(FOLDS):
        out, rest = (
            np.array([fold in (each.folds[i], each.folds[j]) for i, j in each.places], bool) for each in (some, others)
        )
        weights = fitted(
            np.vstack([some.values[~out], others.values[~rest]]),
            np.concatenate([some.same[~out], others.same[~rest]]),
            prior,
        )
        odds[out] = some.values[out] @ weights
    return odds


def counted(some: Pairs, odds: Array, least: float) -> Counter[str]:
    """How many pairs are rightly together, wrongly together, and wrongly apart after clustering."""
    likely = 1 / (1 + np.exp(-odds))
    scores = {
        place: round(value * WHOLE) for place, value in zip(some.places, likely, strict=True) if value >= DOUBTFUL
    }
    groups = clusters(len(some.some), scores, round(least * WHOLE))
    group = {node: number for number, nodes in enumerate(groups) for node in nodes}
    found: Counter[str] = Counter()
    for i, j in combinations(range(len(some.some)), 2):
        same, put = some.some[i].entry == some.some[j].entry, group[i] == group[j]
        if same or put:
            found["right" if same and put else "together" if put else "apart"] += 1
    return found


def told(name: str, found: Counter[str]) -> str:
    """Precision and recall in a line."""
    right, put, same = found["right"], found["right"] + found["together"], found["right"] + found["apart"]
    return f"{name:<22} precision {right / max(put, 1):.2f}   recall {right / max(same, 1):.2f}   of {same} pairs"


def main() -> None:
    """Fits, prints what was measured, and writes the weights."""
    made = list(real(Path(sys.argv[1]), Path(sys.argv[2]))) if len(sys.argv) == 3 else []
    fictional = world()
    with (HERE / "prior.csv").open(encoding="utf-8", newline="") as lines:
        prior = {row["feature"]: row for row in csv.DictReader(lines)}
    weights: dict[str, list[float]] = {}
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, least in MERGED.items():
        start = np.array([float(prior[name][kind] or prior[name]["weight"]) for name in ("bias", *FEATURES)])
        sets = {
            name: pairs([each for each in some if each.kind == kind])
            for name, some in (("world", fictional), ("real", made))
        }
        for name, other in (("world", "real"), ("real", "world")):
            found = counted(sets[name], held_out(sets[name], sets[other], start), least)
            totals[name] += found
            print(told(f"{name}, {kind}", found))
        values = np.vstack([each.values for each in sets.values()])
        weights[kind] = list(fitted(values, np.concatenate([each.same for each in sets.values()]), start))
    for name, found in totals.items():
        print(told(f"{name}, all", found))
    write(weights)


def write(weights: dict[str, list[float]]) -> None:
    """Writes the table: a row for each feature, a column for each kind, and the two thresholds in front."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("feature", *weights))
        table.writerow(("merged", *(MERGED[kind] for kind in weights)))
        table.writerow(("doubtful", *(DOUBTFUL for _ in weights)))
        for number, name in enumerate(("bias", *FEATURES)):
            table.writerow((name, *(round(weights[kind][number], 3) for kind in weights)))


if __name__ == "__main__":
    main()
