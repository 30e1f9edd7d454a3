"""How well instruments, commands, assets, figures and affiliations are found, against the gold beside this file.

    python benchmarks/bench_kinds.py FOLDER [--half development|held-out | --gold FILE ...] [--errors]

FOLDER holds the annotated documents, which are found by their hash. A claim and an annotated entry are the same thing
where some evidence of the claim overlaps some of the entry, and: an instrument's names share half of their words; a
command has one of the right changes; an asset has one of the right actions and a word of the name; a figure has the
value, or either end of the range; an affiliation has the member and one of the right groups. Optional entries count
neither as missed nor, if found, as wrong; what lies outside the annotated part is passed over. Of what is right, the
last columns give the share with the right modality and, where the annotation names them, the right parties (a figure's
actor, an asset's owners, an instrument's parties; a command's parent).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from foedera.documents import documents
from foedera.model import ActorRef, Affiliation, Asset, Claim, Command, Document, Figure, Instrument
from foedera.reading import reader

GOLD = Path(__file__).parent / "gold" / "kinds"
KINDS = ("instruments", "commands", "assets", "figures", "affiliations")
_SMALL = frozenset("the a an of on in for and to with between s".split())

Entry = dict[str, Any]


def words(text: str) -> set[str]:
    """The words of a name that carry it, without plural endings."""
    return {word.removesuffix("s") for word in re.findall(r"[^\W_]+", text.lower())} - _SMALL


def overlap(claim: Claim, spans: Sequence[Sequence[int]]) -> bool:
    """Whether some evidence of the claim overlaps one of the spans."""
    return any(e.start < end and start < e.end for e in claim.evidence for start, end in spans)


def same_instrument(claim: Claim, entry: Entry, text: str) -> bool:
    """By name."""
    one, other = words(cast(Instrument, claim.body).name), words(text[slice(*entry["name"])])
    return 2 * len(one & other) >= min(len(one), len(other)) > 0


def same_command(claim: Claim, entry: Entry, text: str) -> bool:
    """By change, and by the unit where both have one."""
    body = cast(Command, claim.body)
    if body.change not in entry["changes"]:
        return False
    unit = entry.get("unit")
    if not unit or body.unit is None:
        return True
    return body.unit.id == unit["id"] is not None or bool(words(body.unit.text) & words(text[slice(*unit["span"])]))


def same_asset(claim: Claim, entry: Entry, text: str) -> bool:
    """By action and name."""
    body = cast(Asset, claim.body)
    return body.action in entry["actions"] and bool(words(body.name) & words(text[slice(*entry["name"])]))


def same_figure(claim: Claim, entry: Entry, text: str) -> bool:  # noqa: ARG001
    """By value, or by either end of a range."""
    body = cast(Figure, claim.body)
    ours = {float(x) for x in (body.value, body.low, body.high) if x is not None}
    return bool(ours & {float(x) for x in (entry["value"], entry["low"], entry["high"]) if x is not None})


def same_affiliation(claim: Claim, entry: Entry, text: str) -> bool:
    """By member and group."""
    body = cast(Affiliation, claim.body)
    member = entry["member"]
    known = body.member.id == member["id"] is not None
    return (known or bool(words(body.member.name) & words(text[slice(*member["span"])]))) and _grouped(
        body.group, entry
    )


def _grouped(group: ActorRef, entry: Entry) -> bool:
    """By id or state; a group that the actor base does not know, by the words of the annotated id."""
    groups = set(entry["groups"])
    if not groups or {group.id, group.state} & groups:
        return True
    known = [words(str(one).partition(":")[2]) for one in groups if str(one).startswith("organisation:")]
    return group.id is None and any(2 * len(words(group.name) & each) > len(each) for each in known)


SAME: dict[str, Callable[[Claim, Entry, str], bool]] = {
    "instruments": same_instrument, "commands": same_command, "assets": same_asset, "figures": same_figure,
    "affiliations": same_affiliation,
}  # fmt: skip


def parties(claim: Claim) -> set[str | None]:
    """The ids of those to whom what a claim tells belongs."""
    body = claim.body
    if isinstance(body, Instrument):
        return {ref.id for ref in body.parties}
    if isinstance(body, Asset):
        return {one for ref in body.owners for one in (ref.id, ref.state)}
    one = body.actor if isinstance(body, Figure) else body.parent if isinstance(body, Command) else None
    return set() if one is None else {one.id, one.state}


def expected(entry: Entry) -> set[str]:
    """The ids that an annotation gives for the same."""
    given = entry.get("parties") or entry.get("owners") or [entry.get("actor") or (entry.get("parent") or {}).get("id")]
    return {one for one in given if one}


class Tally:
    """Right, found and annotated; and of the right ones, whose modality and parties are right too."""

    def __init__(self) -> None:
        self.right = self.found = self.annotated = self.meant = self.owned = self.theirs = 0

    def more(self, claim: Claim, entry: Entry) -> None:
        """Counts one that is right."""
        self.right += 1
        self.found += 1
        self.meant += claim.modality == entry["modality"]
        if wanted := expected(entry):
            self.owned += 1
            self.theirs += wanted <= parties(claim)

    def add(self, claims: Sequence[Claim], entries: Sequence[Entry], kind: str, document: Document, show: bool) -> None:
        """Counts one document; with `show` prints what is wrong (+) or missed (-)."""
        left = list(entries)
        for claim in claims:
            alike = [
                e for e in left if overlap(claim, e["evidence"]) and SAME[kind](claim, e, document.text)
            ]  # fmt: skip
            if not alike:
                again = any(
                    overlap(claim, e["evidence"]) and SAME[kind](claim, e, document.text)
                    for e in entries
                    if e["optional"]
                )
                if not again:
                    self.found += 1
                    if show:
                        print(f"+ {kind}: {claim.body!r:.220} | {claim.evidence[0].text[:160]!r}")
                continue
            first = min(alike, key=lambda e: bool(e["optional"]))
            left.remove(first)
            if not first["optional"]:
                self.more(claim, first)
        self.annotated += sum(not e["optional"] for e in entries)
        for entry in left:
            if show and not entry["optional"]:
                start, end = entry["evidence"][0]
                print(f"- {kind}: {json.dumps(entry)[:160]} | {document.text[start:end][:160]!r}")

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.annotated if self.annotated else 0.0
        meant = self.meant / self.right if self.right else 0.0
        theirs = f"{self.theirs / self.owned:8.3f}" if self.owned else "       -"
        counts = f"{self.right:5d} {self.found:5d} {self.annotated:5d}"
        return f"{precision:6.3f} {recall:6.3f}   {counts} {meant:9.3f} {theirs}"


def main() -> None:
    """Prints precision and recall by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("development", "held-out"), default="development")
    parser.add_argument("--gold", type=Path, nargs="+", help="annotations to measure against, in place of a half")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    files = given.gold or [GOLD / f"{given.half}.jsonl"]
    rows = {row["document"]: row for file in files for row in map(json.loads, file.read_text("utf-8").splitlines())}
    tallies = {kind: Tally() for kind in KINDS}
    found = [document for document in documents(given.folder) if document.id in rows]
    for read in reader().read(found):
        row = rows[read.document.id]
        low, high = row["annotated"]
        for kind, tally in tallies.items():
            if kind not in row.get("kinds", KINDS):
                continue
            claims = [
                claim for claim in read.claims
                if claim.kind == kind[:-1] and low <= claim.evidence[0].start and claim.evidence[0].end <= high
            ]  # fmt: skip
            tally.add(claims, row[kind], kind, read.document, given.errors)
    print(f"{len(found)} of {len(rows)} documents")
    print(f"{'':14}{'prec.':>6} {'recall':>6}   right found  gold  modality  parties")
    for kind, tally in tallies.items():
        print(f"{kind:14}{tally}")


if __name__ == "__main__":
    main()
