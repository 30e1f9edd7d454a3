"""Fits the table from scores to confidences, by isotonic regression.

    python training/events/calibrate.py --weights FOLDER --precision 0.8 --out FILE HELD-OUT.jsonl

The framed sentences are some that the weights in FOLDER have not seen; only those for which the lexicon has a type are
used, since only such become candidates. Among candidates in documents events are rarer than among our sentences, so
those without an event are weighted until the share of right ones among the accepted is `--precision`, as measured on
the development half of the annotated documents. Runs in Foedera's own environment.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import msgspec
import numpy as np

from foedera.coding.events.encoder import Encoder
from foedera.coding.events.heads import NONE, Heads
from foedera.coding.events.training import calibrated

LEAST_PER_STEP = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--precision", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("sentences", type=Path)
    settings = parser.parse_args()
    rows = [json.loads(line) for line in settings.sentences.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["hints"] and row["family"] != "lexicon"]
    heads = Heads(settings.weights)
    found = heads.probabilities(
        Encoder(settings.weights).vectors([row["words"] for row in rows]), [row["hints"] for row in rows]
    )
    names = heads.labels.labels
    found[:, names.index(NONE)] = 0
    scores, best = found.max(axis=1), [names[at] for at in found.argmax(axis=1)]
    right = np.array([row["type"] == name for row, name in zip(rows, best, strict=True)])
    kept = scores >= heads.labels.least
    good, bad = (kept & right).sum(), (kept & ~right).sum()
    weight = good * (1 - settings.precision) / settings.precision / bad
    print(f"{len(rows)} candidates, {kept.sum()} kept, {good} right; the wrong ones weigh {weight:.2f}")
    weights = np.where(right, 1.0, weight)
    table = calibrated(scores[kept].tolist(), right[kept].tolist(), weights[kept].tolist(), least=LEAST_PER_STEP)
    settings.out.write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n")
    print(table)


if __name__ == "__main__":
    main()
