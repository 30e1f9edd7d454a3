"""How well claims that speak of the same thing become one entry, against the labels in gold/register.

    python benchmarks/bench_register.py [FOLDER] [--half development|held-out|fresh] [--errors]

A pair is two claims of one kind. Precision is the part of the pairs put into one entry that the labels have together,
recall the part of the pairs with one label that are in one entry. The fictional world is measured in its two halves,
each consolidated in a record of its own: weights are fitted on `fit`, and `test` measures. A hard case is measured over
the pairs in which at least one claim has it. With `--half fresh` the half `fresh` is measured instead, and the real
documents that were labelled with it.

With FOLDER the documents of gold/register/real-*.jsonl that lie there (found by their hash) are read, put into one
record and measured too. Labels are kept by kind and evidence: a claim stands for the labelled span of its kind that it
overlaps best, by at least half of what both cover together. Claims that stand for none are left out and counted.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from foedera.model import (
    KINDS,
    ActorRef,
    Affiliation,
    Asset,
    Claim,
    Command,
    Document,
    Edtf,
    Event,
    Figure,
    Instrument,
    Kind,
    Paragraph,
)
from foedera.record import Record

GOLD = Path(__file__).parent / "gold" / "register"
LEAST = 0.5
"""What a claim's evidence and a labelled span must have in common, as part of what both cover."""

Works = Sequence[tuple[Document, Sequence[Claim]]]


class Label(NamedTuple):
    """What a claim speaks of, and the hard cases that it belongs to."""

    entry: str
    kind: Kind
    cases: frozenset[str] = frozenset()


class Score(NamedTuple):
    """Counts of pairs: in one entry and rightly so, in one entry, with one label."""

    right: int
    found: int
    labelled: int

    def __str__(self) -> str:
        parts = (f"{self.right / of:9.3f}" if of else f"{'-':>9}" for of in (self.found, self.labelled))
        return f"{' '.join(parts)}  {self.right:6} {self.found:6} {self.labelled:8}"


class Span(NamedTuple):
    """A labelled span of a real document: `mark` tells apart claims of one kind from one sentence."""

    kind: Kind
    start: int
    end: int
    mark: str
    group: str


def score(labels: Iterable[tuple[str, str]]) -> Score:
    """The pairs among claims of which each is given as its label and its entry."""
    both = Counter(labels)
    found, labelled = Counter[str](), Counter[str]()
    for (label, entry), count in both.items():
        labelled[label] += count
        found[entry] += count
    return Score(*(sum(count * (count - 1) // 2 for count in each.values()) for each in (both, found, labelled)))


def scores(labels: Mapping[str, Label], entries: Mapping[str, str]) -> dict[str, Score]:
    """Scores of all pairs, by kind and by hard case (a claim of the pair has it). A claim without an entry is alone."""

    def among(claims: Iterable[str]) -> Score:
        return score((f"{labels[c].kind} {labels[c].entry}", f"{labels[c].kind} {entries.get(c, c)}") for c in claims)

    found = {"all": among(labels)}
    for kind in KINDS:
        found[kind] = among(claim for claim, label in labels.items() if label.kind == kind)
    for case in sorted({case for label in labels.values() for case in label.cases}):
        rest = among(claim for claim, label in labels.items() if case not in label.cases)
        found[f"#{case}"] = Score(*(whole - part for whole, part in zip(found["all"], rest, strict=True)))
    return {name: each for name, each in found.items() if any(each)}


def wrong(labels: Mapping[str, Label], entries: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The pairs that are wrongly together (`+`) or wrongly apart (`-`)."""
    pairs = [(a, b) for a, b in combinations(labels, 2) if labels[a].kind == labels[b].kind]
    told = [
        (labels[a].entry == labels[b].entry, entries.get(a, a) == entries.get(b, b), a, b) for a, b in pairs
    ]  # fmt: skip
    return [("+" if found else "-", a, b) for labelled, found, a, b in told if labelled != found]


def entries(works: Works) -> dict[str, str]:
    """The entry of each claim, by their ids, after these documents were consolidated in a record of their own."""
    from foedera import register

    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "register.db") as record:
        for document, claims in works:
            record.add(document, claims)
        register.update(record)
        return {member.claim.id: entry.id for entry in register.entries(record) for member in entry.members}


def world(half: str) -> tuple[Works, dict[str, Label]]:
    """The documents of a half of the fictional world with their claims, and the labels of these."""
    claims: dict[str, list[Claim]] = {}
    for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = Claim.from_json(line)
        claims.setdefault(claim.document, []).append(claim)
    rows = map(json.loads, (GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines())
    works = [(fictional(row), claims[row["id"]]) for row in rows if row["half"] == half]
    kinds = {claim.id: claim.kind for _, some in works for claim in some}
    with (GOLD / "labels.csv").open(encoding="utf-8", newline="") as lines:
        labels = {
            row["claim"]: Label(row["entry"], kinds[row["claim"]], frozenset(row["cases"].split()))
            for row in csv.DictReader(lines)
            if row["half"] == half
        }
    return works, labels


def fictional(row: Mapping[str, str]) -> Document:
    """A document of the fictional world."""
    marks = (Paragraph(match.start(), match.end(), "body") for match in re.finditer(r"[^\n]+", row["text"]))
    return Document(
        text=row["text"], paragraphs=tuple(marks), title=row["title"], publisher=row["publisher"],
        published=Edtf.parse(row["published"]), language="en",
    )  # fmt: skip


def mark(claim: Claim) -> str:
    """A short hash of what the claim names, which tells it from others of its kind in the same sentence."""
    match claim.body:
        case Figure(value=value, low=low, high=high, unit=unit):
            named: tuple[object, ...] = (value, low, high, unit)
        case Instrument(name=name) | Asset(name=name):
            named = (name.lower(),)
        case Affiliation(member=member, role=role):
            named = (_who(member), (role or "").lower())
        case Event(type=type, actors=actors):
            named = (type, *map(_who, actors))
        case Command(change=change, unit=unit):
            named = (change, "" if unit is None else _who(unit))
        case _:
            named = ()
    return hashlib.sha256(repr((claim.kind, *named)).encode()).hexdigest()[:8]


def _who(actor: ActorRef) -> str:
    return actor.id or actor.name.lower()


def overlap(claim: Claim, span: Span) -> float:
    """What the claim's first evidence and the span have in common, as part of what both cover; 0 for other kinds."""
    if claim.kind != span.kind:
        return 0.0
    first = claim.evidence[0]
    common = min(first.end, span.end) - max(first.start, span.start)
    return max(0, common) / (max(first.end, span.end) - min(first.start, span.start))


def matched(claims: Sequence[Claim], spans: Sequence[Span]) -> dict[str, Span]:
    """The labelled span for which each claim stands: the best overlaps first, of equal ones that with the same mark."""
    order = sorted(
        (-overlap(claim, span), mark(claim) != span.mark, c, s)
        for c, claim in enumerate(claims)
        for s, span in enumerate(spans)
        if overlap(claim, span) >= LEAST
    )
    found: dict[int, int] = {}
    for _, _, claim, span in order:
        if claim not in found and span not in found.values():
            found[claim] = span
    return {claims[claim].id: spans[span] for claim, span in found.items()}


def labelled(half: str) -> dict[str, tuple[Span, ...]]:
    """The labelled spans of real documents, by document. A span without a group is in one of its own."""
    gold: dict[str, tuple[Span, ...]] = {}
    for line in (GOLD / f"real-{half}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["document"]] = tuple(
            Span(kind, start, end, mark, group or f"{row['document']} {number}")
            for number, (kind, start, end, mark, group) in enumerate(row["claims"])
        )
    return gold


def real(folder: Path, half: str) -> tuple[Works, dict[str, Label]]:
    """The real documents in a folder with the claims read from them, and the labels of those that have one."""
    from foedera.documents import documents
    from foedera.reading import reader

    gold = labelled(half)
    found = [document for document in documents(folder) if document.id in gold]
    works = [(read.document, read.claims) for read in reader().read(found)]
    labels: dict[str, Label] = {}
    for document, claims in works:
        spans = matched([claim for claim in claims if claim.kind != "statement"], gold[document.id])
        labels |= {claim: Label(span.group, span.kind) for claim, span in spans.items()}
    read = sum(claim.kind != "statement" for _, claims in works for claim in claims)
    spans_of = sum(len(gold[document.id]) for document in found)
    print(f"real documents, {half}: {len(found)} of {len(gold)} documents; {spans_of} labelled spans, {read} claims,")
    print(f"{len(labels)} of them matched")
    return works, labels


def report(title: str, works: Works, labels: Mapping[str, Label], errors: bool) -> None:
    """Consolidates and prints the scores, and with `errors` the pairs that are wrong."""
    found = entries(works)
    print(f"\n{title}: {len(works)} documents, {len(labels)} claims, {len({x.entry for x in labels.values()})} labels")
    print(f"{'':14}precision    recall   right  found labelled")
    for name, each in scores(labels, found).items():
        print(f"{name:14}{each}")
    if errors:
        claims = {claim.id: claim for _, some in works for claim in some}
        for sign, *pair in wrong(labels, found):
            print(sign, labels[pair[0]].kind)
            for claim in pair:
                entry = labels[claim].entry
                print(f"    {'(alone)' if entry.startswith('sha256:') else entry}: {_words(claims[claim])}")


def _words(claim: Claim) -> str:
    return " ".join(claim.evidence[0].text.split())[:160]


def main() -> int:
    """Prints the scores of halves of the world, and of the real documents if there is a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--half", choices=("development", "held-out", "fresh"), default="development")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for half in ("fresh",) if given.half == "fresh" else ("fit", "test"):
        report(f"fictional world, {half}", *world(half), given.errors and half == "fit")
    if given.folder is not None:
        works, labels = real(given.folder, given.half)
        report(f"real documents, {given.half}", works, labels, given.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
