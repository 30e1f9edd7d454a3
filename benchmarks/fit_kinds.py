"""What confidence the claims of five kinds deserve, by the annotations, and how well it holds on documents left out.

    python benchmarks/fit_kinds.py FOLDER [--gold FILE ...]

FOLDER and the annotations are those of `bench_kinds.py`. A claim is right here where it is the same as an annotated
entry, has its modality (of figures, the annotations have none to go by), and gives it to nobody else. The claims of a
kind are parted by the confidence that they have now; each part is given the share of it that is right, drawn towards
what was right in documents before the coder was mended on them (`FRESH`), and made monotone by pooling neighbours
(isotonic regression). For every document the table is fitted on the others: printed are the mean confidence so given,
the share that is right, and the Brier score beside that of one confidence for all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench_kinds import GOLD, KINDS, SAME, Entry, expected, overlap, parties
from foedera.documents import documents
from foedera.model import Claim
from foedera.reading import reader

FRESH = {
    "instruments": (38, 43), "commands": (12, 14), "assets": (73, 90), "figures": (135, 142), "affiliations": (64, 64),
}  # fmt: skip
"""Right and found in fresh documents, each measured before anything was mended on them: four rounds, the half that was
held out, and of commands, assets and figures the rounds five to seven."""
_WEIGHT = 8


class Judged(msgspec.Struct, frozen=True):
    """A claim with its confidence, and whether it is right."""

    document: str
    confidence: float
    right: bool


def judged(folder: Path, files: Sequence[Path]) -> dict[str, list[Judged]]:
    """The claims of the annotated documents by kind; those of optional entries are not judged."""
    rows = {row["document"]: row for file in files for row in map(json.loads, file.read_text("utf-8").splitlines())}
    found: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
    for read in reader().read(document for document in documents(folder) if document.id in rows):
        row = rows[read.document.id]
        low, high = row["annotated"]
        for kind in row.get("kinds", KINDS):
            left = list(row[kind])
            for claim in read.claims:
                first = claim.evidence[0]
                if claim.kind != kind[:-1] or first.start < low or first.end > high:
                    continue
                same = [e for e in left if overlap(claim, e["evidence"]) and SAME[kind](claim, e, read.document.text)]
                entry = min(same, key=lambda e: bool(e["optional"]), default=None)
                if entry is not None:
                    left.remove(entry)
                if entry is None or not entry["optional"]:
                    right = entry is not None and is_right(claim, entry, kind)
                    found[kind].append(Judged(read.document.id, claim.confidence, right))
    return found


def is_right(claim: Claim, entry: Entry, kind: str) -> bool:
    """Whether what a claim says of an entry is so, beyond that it is there."""
    wanted, told = expected(entry), parties(claim) - {None}
    if kind != "figures" and claim.modality != entry["modality"]:
        return False
    return not wanted or not told or bool(wanted & told)


def table(claims: Sequence[Judged], kind: str) -> dict[float, float]:
    """The share that is right by present confidence: drawn to the fresh share, and monotone."""
    right, of = FRESH[kind]
    prior = (right + 1) / (of + 2)
    pools: list[tuple[float, float, list[float]]] = []
    for value in sorted({claim.confidence for claim in claims}):
        part = [claim.right for claim in claims if claim.confidence == value]
        pools.append((sum(part) + _WEIGHT * prior, len(part) + _WEIGHT, [value]))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], before[2] + last[2]))
    return {value: good / size for good, size, values in pools for value in values}


def given(fitted: dict[float, float], value: float) -> float:
    """The confidence of a claim by a table: that of the nearest value in it."""
    return fitted[min(fitted, key=lambda one: abs(one - value))]


def main() -> None:
    """Prints the tables and how they do on documents left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "development.jsonl"])
    options = parser.parse_args()
    for kind, claims in judged(options.folder, options.gold).items():
        names = sorted({claim.document for claim in claims})
        left = [
            (given(table([c for c in claims if c.document != name], kind), claim.confidence), claim.right)
            for name in names for claim in claims if claim.document == name
        ]  # fmt: skip
        share = sum(right for _, right in left) / len(left)
        brier = sum((value - right) ** 2 for value, right in left) / len(left)
        mean = sum(value for value, _ in left) / len(left)
        print(
            f"{kind:13} {len(left):4} claims in {len(names)} documents: right {share:.3f}, confidence {mean:.3f}, ",
            end="",
        )
        print(f"Brier {brier:.4f} (one for all {share * (1 - share):.4f})")
        for value, new in sorted(table(claims, kind).items()):
            part = [claim.right for claim in claims if claim.confidence == value]
            print(f"    now {value:.2f}: {sum(part)} of {len(part)} -> {new:.2f}")


if __name__ == "__main__":
    main()
