"""Fits how far to trust an event, from annotated documents: the table of evidence and that of confidences.

    python training/events/calibrate.py DOCUMENTS [--precision 0.78] [--out FOLDER]

DOCUMENTS is the folder of the annotated documents, which are found by their hash: the five development files, and the
candidates that were judged one by one (`judged-2.jsonl`, `judged-3.jsonl`). The weights of the evidence are those of a
logistic regression on the signs of all candidates; confidences are its own probabilities, checked by fits without
their own document. All of it was looked at while the rules were written, so the wrong ones are weighted until the share
of right ones is `--precision`, as first readings of unseen documents have it. Runs in Foedera's own environment.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import bench_events as bench  # noqa: E402
from foedera.actors import bundled  # noqa: E402
from foedera.coding import Reading  # noqa: E402
from foedera.coding.events.calibration import Calibration  # noqa: E402
from foedera.coding.events.candidates import candidates, spoken_of  # noqa: E402
from foedera.coding.events.encoder import encoder  # noqa: E402
from foedera.coding.events.evidence import Evidence  # noqa: E402
from foedera.coding.events.heads import WEIGHTS, heads  # noqa: E402
from foedera.coding.events.lexicon import lexicon  # noqa: E402
from foedera.coding.events.reports import report  # noqa: E402
from foedera.coding.events.weighing import Weighed, weighed  # noqa: E402
from foedera.documents import documents  # noqa: E402
from foedera.language import english  # noqa: E402
from foedera.resolution import resolve  # noqa: E402

HALVES = ("development", "development-2", "development-3", "development-4", "development-5")
STRENGTH = 0.3
STEP = 0.02


class Judged(NamedTuple):
    """The signs of a candidate, whether it is right, and its document."""

    signs: dict[str, float]
    right: bool
    document: str


def judged_candidates(folder: Path) -> Iterator[Judged]:
    """The candidates in annotated sentences and those judged one by one."""
    halves = [row for half in HALVES for row in lines(f"{half}.jsonl")]
    gold = {row["document"]: row for row in halves}
    single: dict[str, dict[int, bool]] = {}
    for row in (row for name in ("judged-2", "judged-3") for row in lines(f"{name}.jsonl")):
        single.setdefault(row["document"], {})[row["anchor"][0]] = row["right"]
    language, base = english(), bundled()
    for path in sorted(folder.glob("*.txt")):
        for document in documents(str(path)):
            if document.id in gold or document.id in single:
                (parse,) = language.parse([document])
                reading = Reading.of(parse, resolve(parse, base))
                yield from _of(reading, gold.get(document.id), single.get(document.id, {}))


def lines(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (bench.GOLD / name).read_text("utf-8").splitlines())


def _of(reading: Reading, gold: dict[str, Any] | None, single: dict[int, bool]) -> Iterator[Judged]:
    for one in weighed(reading, [*_candidates(reading)], encoder(), heads()):
        start = one.candidate.sentence.tokens[one.candidate.trigger].start
        right = single.get(start)
        if gold is not None:
            right = _right(reading, gold, one, start)
        if right is not None:
            yield Judged(dict(one.signs), right, reading.document_id)


def _candidates(reading: Reading) -> Iterator[Any]:
    before: Any = ()
    for sentence in reading.sentences():
        yield from candidates(reading, sentence, lexicon(), before=before)
        before = spoken_of(reading, sentence, lexicon(), before)


def _right(reading: Reading, gold: dict[str, Any], one: Weighed, start: int) -> bool | None:
    """Whether an annotated event is the same; None where the sentence is not annotated."""
    sentence = next((sentence for sentence in gold["sentences"] if sentence[0] <= start < sentence[1]), None)
    if sentence is None:
        return None
    told = report(reading, lexicon(), one)
    found = bench.Found(told.type, told.actors, told.recipients)
    text = reading.document.text
    here = [event for event in gold["events"] if bench.overlap(event["evidence"], sentence)]
    return any(bench.same(event, found, text) for event in here)


def trust(said: np.ndarray[Any, Any], right: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> None:
    """Print how far these confidences can be trusted, in ten bins."""
    bins = np.minimum((said * 10).astype(int), 9)
    error = sum(abs(np.sum((weights * (said - right))[bins == one])) for one in range(10)) / weights.sum()
    mean = np.average(right, weights=weights)
    skill = 1 - np.average((said - right) ** 2, weights=weights) / (mean * (1 - mean))
    print(f"documents left out, {len(said)} kept: {mean:.3f} right, calibration error {error:.3f}, skill {skill:.3f}")


def steps() -> Calibration:
    """The table that gives each score as it is, in steps: out of fold the regression's own probabilities were closer
    to what was right than any table fitted to them."""
    lows = np.arange(0, 1, STEP).round(3).tolist()
    return Calibration(tuple(lows), tuple(round(low + STEP / 2, 3) for low in lows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--precision", type=float, default=0.78)
    parser.add_argument("--least", type=float, default=0.5, help="the lowest score that makes an event")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    settings = parser.parse_args()
    rows = [*judged_candidates(settings.documents)]
    names = sorted({name for row in rows for name in row.signs})
    signs = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    right = np.array([row.right for row in rows], float)
    wrong = right.sum() * (1 - settings.precision) / settings.precision / (1 - right).sum()
    weights = np.where(right > 0, 1.0, wrong)
    scores = np.zeros(len(rows))
    for train, test in LeaveOneGroupOut().split(signs, right, [row.document for row in rows]):
        fold = LogisticRegression(C=STRENGTH, max_iter=2000).fit(signs[train], right[train], weights[train])
        scores[test] = fold.predict_proba(signs[test])[:, 1]
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(signs, right, weights)
    kept = scores >= settings.least
    trust(scores[kept], right[kept], weights[kept])
    evidence = Evidence(
        round(float(fitted.intercept_[0]), 3), dict(zip(names, fitted.coef_[0].round(3).tolist(), strict=True))
    )
    for name, value in (("evidence", evidence), ("calibration", steps())):
        (settings.out / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    mean = np.average(right, weights=weights)
    skill = 1 - np.average((scores - right) ** 2, weights=weights) / (mean * (1 - mean))
    print(f"{len(rows)} candidates, {right.mean():.2f} right; out of fold: Brier skill {skill:.3f}")
    for least in np.arange(0.4, 0.85, 0.05):
        kept = scores >= least
        share = np.average(right[kept], weights=weights[kept])
        print(f"  from {least:.2f}: precision {share:.3f}, {right[kept].sum() / right.sum():.3f} of the right ones")


if __name__ == "__main__":
    main()
