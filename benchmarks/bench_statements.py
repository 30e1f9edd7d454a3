"""How well statements are found in whole documents, against the gold beside this file.

    python benchmarks/bench_statements.py FOLDER [--half development|held-out] [--errors]

FOLDER holds the annotated documents, which are found by their hash. A statement is right where it has at least half of
the words of an annotated content, and its source (as `foedera evaluate statements` has it). Of those that share the
content: how often speakers, voice, quotation and outlook are right. Then how far confidences can be trusted, and what
the lowest threshold of confidence with a precision of 0.9 gives.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, cast

from foedera.actors import bundled
from foedera.coding import Reading, Statements
from foedera.coding.statements.contents import whole
from foedera.coding.statements.evaluation import Attribution, right
from foedera.coding.statements.reliability import operating, reliability
from foedera.documents import documents
from foedera.language import english
from foedera.model import Claim, Statement
from foedera.resolution import resolve

GOLD = Path(__file__).parent / "gold" / "statements"
FIELDS = ("speakers", "voice", "quotation", "outlook")


def share(one: list[list[int]], other: list[list[int]]) -> float:
    """The characters that both lists of spans have, of those that either has."""
    ours = {i for start, end in one for i in range(start, end)}
    theirs = {i for start, end in other for i in range(start, end)}
    return len(ours & theirs) / len(ours | theirs)


def fields(claim: Claim, gold: dict[str, Any]) -> dict[str, bool]:
    """Which fields of a statement are as annotated."""
    body = cast(Statement, claim.body)
    ours = {ref.id or ref.name.lower() for ref in body.speakers}
    theirs = {speaker["id"] or speaker["name"].lower() for speaker in gold["speakers"]}
    return {
        "speakers": ours == theirs, "voice": claim.attribution.voice == gold["voice"],
        "quotation": body.quotation == gold["quotation"], "outlook": body.outlook == gold["outlook"],
    }  # fmt: skip


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("development", "held-out"), default="development")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    lines = (GOLD / f"{given.half}.jsonl").read_text("utf-8").splitlines()
    rows = {row["document"]: row for row in map(json.loads, lines)}
    base, coder = bundled(), Statements()
    found = [document for document in documents(given.folder) if document.id in rows]
    counts: Counter[str] = Counter()
    confidences: list[float] = []
    labels: list[bool] = []
    for parse in english().parse(found):
        row = rows[parse.document.id]
        low, high = row["annotated"]
        gold = row["attributions"]
        reading = Reading.of(parse, resolve(parse, base))
        found_here = (whole(each, parse.document.text) for each in coder.finder.said(parse)[0])
        said = {tuple(each.content): each.source for each in found_here}
        claims = [
            c for c in coder.code(reading)
            if low <= cast(Statement, c.body).content[0].start and cast(Statement, c.body).content[0].end <= high
        ]  # fmt: skip
        contents = [tuple((s.start, s.end) for s in cast(Statement, c.body).content) for c in claims]
        predicted = [
            Attribution([list(s) for s in said.get(content, ())], [], [list(s) for s in content])
            for content in contents
        ]
        annotated = [Attribution(a["source"], a["cue"], a["content"]) for a in gold]
        truths = right(parse.document.text, annotated, predicted)
        counts.update(predicted=len(claims), annotated=len(gold), right=sum(truths))
        confidences += [claim.confidence for claim in claims]
        labels += truths
        for claim, one, truth in zip(claims, predicted, truths, strict=True):
            best = max(gold, key=lambda a, one=one: share(one.content, a["content"]), default=None)
            if best is not None and share(one.content, best["content"]) >= 0.5:
                counts["matched"] += 1
                counts.update(name for name, same in fields(claim, best).items() if same)
            if given.errors and not truth:
                print(f"+ {claim.confidence:.2f} {cast(Statement, claim.body).cue}: {claim.evidence[0].text[:150]!r}")
    print(f"{len(found)} of {len(rows)} documents, {counts['annotated']} annotated, {counts['predicted']} predicted")
    print(f"precision {counts['right'] / counts['predicted']:.3f} recall {counts['right'] / counts['annotated']:.3f}")
    print(", ".join(f"{name} {counts[name] / counts['matched']:.3f}" for name in FIELDS), f"of {counts['matched']}")
    trust = reliability(confidences, labels)
    print(f"calibration error {trust.error:.3f}, Brier skill {trust.skill:.3f}")
    print(operating(confidences, labels, counts["annotated"]))


if __name__ == "__main__":
    main()
