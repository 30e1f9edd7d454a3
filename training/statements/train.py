"""Train the ranker of statements on the articles beside this file, and calibrate its confidences.

    python training/statements/train.py --documents FOLDER

`FOLDER` holds the plain texts of the documents that `benchmarks/gold/statements/development.jsonl` annotates; they are
known by the hash of their text. They are used for the confidences and never to grow trees. Without the option the
confidences rest on the articles alone. The same articles, documents and versions of the libraries give the same
weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import check
import msgspec

from foedera.coding.statements import Ranker, lexicon
from foedera.coding.statements.evaluation import Article, Attribution
from foedera.coding.statements.training import Example, example, examples, left_out, out_of_fold, scored, taken, train
from foedera.documents import documents
from foedera.language import english
from foedera.model import Document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WEIGHTS = ROOT / "src/foedera/coding/statements/weights/ranker.json"
DEVELOPMENT = ROOT / "benchmarks/gold/statements/development.jsonl"


def articles() -> Iterator[Article]:
    """The articles beside this file, those with a flaw in their markup left out."""
    for path in sorted((HERE / "articles").glob("*.txt")):
        try:
            found = check.article(path)
        except check.MarkupError as flaw:
            print(f"left out: {flaw}")
            continue
        yield Article(
            id=found["id"], text=found["text"],
            attributions=[Attribution(a["source"], a["cue"], a["content"]) for a in found["attributions"]],
        )  # fmt: skip


def texts(folder: Path, wanted: set[str]) -> dict[str, Document]:
    """The documents of a folder whose hash is wanted, by their hash."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        if "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest() in wanted:
            found |= {document.id: document for document in documents(path)}
    return found


def annotated(gold: Path, folder: Path) -> list[Example]:
    """The annotated documents of `gold` as examples, but for the author's own predictions, which have no source."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    by_id = texts(folder, {row["document"] for row in rows})
    language, cues, made = english(), lexicon(), []
    for row in rows:
        if row["document"] not in by_id:
            print(f"left out: no text of {row['document']}")
            continue
        (parse,) = language.parse([by_id[row["document"]]])
        attributions = [Attribution(a["source"], a["cue"], a["content"]) for a in row["attributions"] if a["cue"]]
        low, high = row["annotated"]
        made.append(example(parse, attributions, cues, (low, high)))
    return made


def main() -> None:
    """Train, write the weights, and print what they are worth on the development documents."""
    parser = argparse.ArgumentParser(description="Train the ranker of statements.")
    parser.add_argument("--documents", type=Path, help="folder with the texts that the development gold annotates")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    arguments = parser.parse_args()
    own = examples(articles())
    others = annotated(DEVELOPMENT, arguments.documents) if arguments.documents else []
    folded = out_of_fold(own)
    weights = train(own, folded=folded, calibrated_on=others)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(msgspec.json.encode(weights))
    print(f"articles {len(own)}, attributions {sum(each.annotated for each in own)}, threshold {weights.threshold}")
    if others:
        ranker = Ranker(weights)
        mine = [taken(each, scores, weights.threshold, nested=False) for each, scores in zip(own, folded, strict=True)]
        theirs = [taken(each, scored(ranker, each, alone=True), weights.threshold) for each in others]
        hits, count = sum(sum(t.labels) for t in theirs), sum(len(t.scores) for t in theirs)
        total = sum(t.annotated for t in theirs)
        print(f"development: precision {hits / count:.3f}, recall {hits / total:.3f} of {total}")
        trust, threshold = left_out(mine, theirs)
        print(f"each document calibrated without it: {trust}; {threshold}")


if __name__ == "__main__":
    main()
