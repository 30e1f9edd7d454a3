"""How well events are coded in whole sentences, against the gold beside this file.

    python benchmarks/bench_events.py FOLDER [--half development|development-2|...] [--errors]
    python benchmarks/bench_events.py controls

FOLDER holds the annotated documents, which are found by their hash. An event is right if its type is, its sentence
overlaps the annotated one, and a party on each side is; of consultations, cooperation and events without recipients the
parties of both sides together count. Only annotated sentences are scored. `controls` counts what is coded in the
paragraphs without events.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from foedera.actors import bundled
from foedera.coding import Reading
from foedera.coding.events import Events
from foedera.documents import documents
from foedera.language import english
from foedera.model import ActorRef, Document, Event, Paragraph
from foedera.resolution import resolve

GOLD = Path(__file__).parent / "gold" / "events"
HALVES = ("development", "development-2", "development-3", "development-4", "development-5")
BORDERS = (
    (("sanction", "blacklist"), {"SANCTION", "COERCE"}),
    (("agreement", "arrangement", "deal"), {"AGREE", "SUPPORT"}),
)


class Found:
    """What was found in an annotated sentence: a type, what both sides are known by, and where the unknown stand."""

    def __init__(self, type: str, actors: Sequence[ActorRef], recipients: Sequence[ActorRef]) -> None:
        both = (actors, recipients)
        self.type = type
        self.sides = [{x for r in refs for x in (r.id, r.name, r.state) if x} for refs in both]
        self.spans = [[(ref.start, ref.end) for ref in refs if ref.id is None] for refs in both]


def sides(event: dict[str, Any]) -> list[set[str]]:
    """Ids, names and states of both sides; of an unknown party ("leaders and diplomats") the words of each part."""
    found = []
    for side in ("actors", "recipients"):
        words = [x for party in event[side] for x in (party["id"], party["state"], party["name"])]
        found.append({x for x in (*words, *(y for word in words if word for y in word.split(" and "))) if x})
    return found


def known(event: dict[str, Any], found: Found) -> list[set[str]]:
    """What the found sides are known by; parties that neither knows by an id are the same where their words meet."""
    unnamed = [party for side in ("actors", "recipients") for party in event[side] if party["id"] is None]
    return [
        names | {party["name"] for party in unnamed if any(overlap(party["span"], span) for span in spans)}
        for names, spans in zip(found.sides, found.spans, strict=True)
    ]


def alike(gold: dict[str, Any], found: Found, text: str) -> bool:
    """Whether both are of one type. The annotation follows the manual, the coder PLOVER's gold standard where the two
    differ: imposing sanctions is SANCTION or COERCE, reaching an agreement AGREE or SUPPORT."""
    anchor = text[slice(*gold["anchor"])].lower()
    for stems, types in BORDERS:
        if found.type in types and gold["type"] in types and anchor.startswith(stems):
            return True
    return bool(gold["type"] == found.type)


def same(gold: dict[str, Any], found: Found, text: str, *, directed: bool = True) -> bool:
    """Whether both are the same act."""
    if not alike(gold, found, text):
        return False
    (ga, gr), (fa, fr) = sides(gold), known(gold, found)
    if not directed or gold["type"] in ("CONSULT", "COOPERATE") or not gr or not fr:
        both = bool((ga | gr) & (fa | fr))
        named = [{p["id"] or p["name"], p["state"] or p["name"]} for p in (*gold["actors"], *gold["recipients"])]
        return both and sum(bool(party & (fa | fr)) for party in named) >= min(2, len(named))
    return bool(ga & fa) and bool(gr & fr)


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def read(folder: Path, half: str) -> Iterator[tuple[dict[str, Any], Reading]]:
    """The annotated documents with their readings."""
    wanted = {row["document"]: row for row in map(json.loads, (GOLD / f"{half}.jsonl").read_text("utf-8").splitlines())}
    language, base = english(), bundled()
    for path in sorted(folder.glob("*.txt")):
        for document in documents(str(path)):
            if document.id in wanted:
                (parse,) = language.parse([document])
                yield wanted[document.id], Reading.of(parse, resolve(parse, base))


def score(pairs: Iterator[tuple[dict[str, Any], Reading]], *, errors: bool) -> None:
    """Print precision, recall, roles, modality and calibration."""
    coder, count = Events(), Counter[str]()
    sure: list[tuple[float, bool]] = []
    for row, reading in pairs:
        text = reading.document.text
        claims = list(coder.code(reading))
        for sentence in row["sentences"]:
            golds = [event for event in row["events"] if overlap(event["evidence"], sentence)]
            golds = [event for event in golds if event["evidence"][0] >= sentence[0]]
            found = [c for c in claims if any(overlap((s.start, s.end), sentence) for s in c.evidence)]
            left = list(golds)
            for claim in found:
                body = claim.body
                assert isinstance(body, Event)
                one = Found(body.type, body.actors, body.recipients)
                hit = next((gold for gold in left if same(gold, one, text)), None)
                near = hit or next((gold for gold in left if same(gold, one, text, directed=False)), None)
                count["found"] += 1
                sure.append((claim.confidence, hit is not None))
                if near is not None:
                    count["parties"] += 1
                    left.remove(near)
                if hit is not None:
                    count["hits"] += 1
                    count["modality"] += hit["modality"] == claim.modality
                    count["voice"] += hit["voice"] == claim.attribution.voice
                    count["when"] += hit["when"] == (None if claim.when is None else str(claim.when))
                    count["mode"] += hit["mode"] == body.mode
                elif errors:
                    print("WRONG", one.type, one.sides, round(claim.confidence, 2), claim.modality)
                    print("     ", " ".join(reading.document.text[slice(*sentence)].split()))
            count["gold"] += len(golds)
            if errors:
                for gold in left:
                    print("MISSED", gold["type"], sides(gold), reading.document.text[slice(*gold["anchor"])])
                    print("     ", " ".join(reading.document.text[slice(*sentence)].split()))
    hits = count["hits"]
    print(f"precision {hits / max(count['found'], 1):.3f} of {count['found']}, recall {hits / count['gold']:.3f} of "
          f"{count['gold']}, roles right {hits / max(count['parties'], 1):.3f} of {count['parties']}")  # fmt: skip
    for field in ("modality", "voice", "when", "mode"):
        print(f"  {field} right {count[field] / max(hits, 1):.3f}")
    print("  " + calibration(sure))


def calibration(sure: Sequence[tuple[float, bool]]) -> str:
    """Expected calibration error in ten bins, and the Brier skill score against the mean."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for share, hit in sure:
        bins.setdefault(min(int(share * 10), 9), []).append((share, hit))
    error = sum(abs(sum(s - h for s, h in part)) for part in bins.values()) / max(len(sure), 1)
    mean = sum(hit for _, hit in sure) / max(len(sure), 1)
    brier = sum((share - hit) ** 2 for share, hit in sure)
    skill = 1 - brier / max(sum((mean - hit) ** 2 for _, hit in sure), 1e-9)
    return f"expected calibration error {error:.3f}, Brier skill {skill:.3f}"


def controls() -> None:
    """Print what is coded where there is no event."""
    coder, language, base = Events(), english(), bundled()
    with (GOLD / "negative-controls.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    total = 0
    for row in rows:
        document = Document(text=row["text"], paragraphs=(Paragraph(0, len(row["text"]), "body"),))
        (parse,) = language.parse([document])
        for claim in coder.code(Reading.of(parse, resolve(parse, base))):
            total += 1
            body = claim.body
            assert isinstance(body, Event)
            print(row["domain"], body.type, round(claim.confidence, 2), claim.evidence[0].text)
    print(f"{total} events in {len(rows)} paragraphs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--half", default="development", choices=HALVES)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    if chosen.folder == "controls":
        controls()
    else:
        score(read(Path(chosen.folder), chosen.half), errors=chosen.errors)


if __name__ == "__main__":
    main()
