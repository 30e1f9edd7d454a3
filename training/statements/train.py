"""Train the ranker of statements on the articles beside this file, and calibrate its confidences.

    python training/statements/train.py --documents FOLDER

`FOLDER` holds the plain texts of the documents that `benchmarks/gold/statements` has in `development.jsonl` (annotated
in full) and in `judged.jsonl` (whose statements were judged one by one); they are known by the hash of their text. They
are used for the confidences and never to grow trees. Without the option the confidences rest on the articles alone.
With `--keep` the trees stay as they are, and only the confidences are fitted. The same articles, documents and versions
of the libraries give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import check
import msgspec

from foedera.coding.statements import Finder, Ranker, lexicon
from foedera.coding.statements.evaluation import Article, Attribution
from foedera.coding.statements.exclusions import is_official
from foedera.coding.statements.ranking import Weights
from foedera.coding.statements.training import (
    Example,
    Taken,
    example,
    examples,
    left_out,
    logistic,
    out_of_fold,
    scored,
    taken,
    train,
)  # fmt: skip
from foedera.documents import documents
from foedera.language import english
from foedera.model import Document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WEIGHTS = ROOT / "src/foedera/coding/statements/weights/ranker.json"
DEVELOPMENT = ROOT / "benchmarks/gold/statements/development.jsonl"
JUDGED = ROOT / "benchmarks/gold/statements/judged.jsonl"


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


def judged(gold: Path, folder: Path, ranker: Ranker) -> list[Taken]:
    """The statements of `gold` that the coder still finds, with their scores and whether they were judged right."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    by_id = texts(folder, {row["document"] for row in rows})
    language, finder, made = english(), Finder(lexicon(), ranker), []
    for row in (row for row in rows if row["document"] in by_id and row["statements"]):
        (parse,) = language.parse([by_id[row["document"]]])
        known = {_spans(each["content"]): each["right"] for each in row["statements"]}
        said = [each for each in finder.said(parse)[0] if each.turn is None and _spans(each.content) in known]
        labels = [known[_spans(each.content)] for each in said]
        made.append(Taken([each.score for each in said], labels, 0, is_official(parse.document)))
    return made


def _spans(content: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(span) for span in content)


def grown() -> Weights:
    """Weights from the articles beside this file."""
    own = examples(articles())
    weights = train(own, folded=out_of_fold(own))
    print(f"articles {len(own)}, attributions {sum(each.annotated for each in own)}, threshold {weights.threshold}")
    return weights


def main() -> None:
    """Train, write the weights, and print what they are worth on the development documents."""
    parser = argparse.ArgumentParser(description="Train the ranker of statements.")
    parser.add_argument("--documents", type=Path, help="folder with the texts that the development gold annotates")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument("--keep", action="store_true", help="keep the trees in --out, fit only the confidences")
    arguments = parser.parse_args()
    weights = msgspec.json.decode(arguments.out.read_bytes(), type=Weights) if arguments.keep else grown()
    if arguments.documents:
        ranker = Ranker(weights)
        examined = annotated(DEVELOPMENT, arguments.documents)
        theirs = [taken(each, scored(ranker, each, alone=True), weights.threshold) for each in examined]
        hits, count = sum(sum(t.labels) for t in theirs), sum(len(t.scores) for t in theirs)
        total = sum(t.annotated for t in theirs)
        print(f"development: precision {hits / count:.3f}, recall {hits / total:.3f} of {total}")
        theirs += judged(JUDGED, arguments.documents, ranker)
        trust, threshold = left_out(weights, theirs)
        print(f"each document calibrated without it: {trust}; {threshold}")
        weights = msgspec.structs.replace(weights, logistic=logistic(theirs))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(msgspec.json.encode(weights))


if __name__ == "__main__":
    main()
