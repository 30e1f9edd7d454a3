"""Measure the actor base and its resolver.

    make bench-actors FOLDER=folder-of-documents
    python benchmarks/bench_actors.py FOLDER --half held-out

Speed, in processor time, best of several rounds: milliseconds to load and index all bundled tables, megabytes of UTF-8
text scanned a second for all names on one core, seconds to resolve the documents once parsed. Without a folder, the
text is made of sentences with the base's names, and nothing more is measured.

Quality, against `benchmarks/gold/actors`: the folder's documents are joined with the annotations by the hash of their
canonical text; their dates come from the files beside them. Where only a part of a document was annotated, mentions
outside it do not count, found or annotated. For each kind of actor, over direct mentions:

- mentions: a mention of the right kind with exactly the span of the annotation;
- ids: exactly the span and the right id. The right id of an actor whom the base lacks is null, and a mention with null
  where the annotation has an id that the base knows is missed, not wrong.

For indirect mentions (roles, pronouns, sets): the words that are meant (a role or set need only overlap, a pronoun must
be exact) and all ids, neither more nor fewer. A mention that the resolver found but left open has no id: it is missed,
not wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from foedera.actors import Base, bundled, check
from foedera.documents import Options, read, sources
from foedera.language import Parse, english
from foedera.model import Document, SourceError
from foedera.resolution import Mention, Mentions, resolve

GOLD = Path(__file__).parent / "gold" / "actors"
KINDS = ("state", "organisation", "command", "person")
INDIRECT = ("role", "pronoun", "set")
HALVES = ("development", "held-out", "held-out-2", "held-out-3")
ROUNDS = 7
SIZE = 8_000_000
FILLER = "said on Tuesday that it had agreed to hold further talks on the exercise, and that nothing else changed. "


class Found(NamedTuple):
    """A mention, annotated or found: its span, type, kind and ids, sorted; an unknown actor's id is None."""

    start: int
    end: int
    type: str
    kind: str
    ids: tuple[str | None, ...]

    @property
    def known(self) -> bool:
        """Whether it has an id."""
        return any(self.ids)


class Score(NamedTuple):
    """How many are right, of how many found and how many annotated."""

    right: int
    found: int
    annotated: int

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.annotated if self.annotated else 0.0
        f1 = 2 * self.right / (self.found + self.annotated) if self.right else 0.0
        return f"{precision:6.3f} {recall:6.3f} {f1:6.3f}   {self.right:5d} {self.found:5d} {self.annotated:5d}"


def annotated(row: dict[str, Any], base: Base) -> list[Found]:
    """The annotated mentions of a document; the id of an actor whom the base lacks is None."""
    return [
        Found(m["start"], m["end"], m["type"], m["kind"], _ids(i if i and base.actor(i) else None for i in m["ids"]))
        for m in row["mentions"]
    ]


def inside(mentions: list[Found], row: dict[str, Any]) -> list[Found]:
    """Those in the part of a document that was annotated, `[start, end]`; all where no part is given."""
    start, end = row.get("annotated", (0, float("inf")))
    return [mention for mention in mentions if start <= mention.start and mention.end <= end]


def resolved(mentions: Iterable[Mention]) -> list[Found]:
    """What the resolver found, in the terms of the annotations."""
    made = []
    for mention in mentions:
        kinds = [ref.kind for ref in mention.refs] or [c.partition(":")[0] for c in mention.candidates]
        if not kinds:
            continue
        type = mention.how if mention.how in INDIRECT else "direct"
        if type == "pronoun" and len(mention.refs) > 1:
            type = "set"
        made.append(Found(mention.start, mention.end, type, kinds[0], _ids(ref.id for ref in mention.refs)))
    return made


def _ids(ids: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(sorted(set(ids), key=str)) or (None,)


def direct(found: list[Found], gold: list[Found], kind: str, *, with_ids: bool) -> Score:
    """Precision and recall over the direct mentions of one kind."""
    ours = [m for m in found if m.type == "direct" and m.kind == kind and (m.known or not with_ids)]
    theirs = [m for m in gold if m.type == "direct" and m.kind == kind and (m.known or not with_ids)]
    width = 5 if with_ids else 2
    right = {tuple(m)[:width] for m in ours} & {tuple(m)[:width] for m in theirs}
    return Score(len(right), len(ours), len(theirs))


def indirect(found: list[Found], gold: list[Found], type: str | None = None) -> Score:
    """Precision and recall over the indirect mentions with ids, of one type or of all."""
    theirs = [m for m in gold if m.type in INDIRECT and m.known]
    ours = [m for m in found if m.type in INDIRECT and m.known]
    pairs = list(pairs_of(ours, theirs))
    return Score(
        sum(1 for one, other in pairs if type in (None, other.type) and one.ids == other.ids),
        sum(1 for m in ours if type in (None, m.type)),
        sum(1 for m in theirs if type in (None, m.type)),
    )


def pairs_of(ours: list[Found], theirs: list[Found]) -> Iterator[tuple[Found, Found]]:
    """Which found mention stands for which annotated one: the same span, or else an overlap that is no pronoun."""
    left = {(m.start, m.end): m for m in ours}
    rest = []
    for gold in theirs:
        same = left.pop((gold.start, gold.end), None)
        if same is None:
            rest.append(gold)
        else:
            yield same, gold
    for gold in rest:
        if gold.type == "pronoun":
            continue
        near = [m for m in left.values() if m.type in ("role", "set") and m.start < gold.end and gold.start < m.end]
        if near:
            yield left.pop((near[0].start, near[0].end)), gold


def total(scores: Iterable[Score]) -> Score:
    """The sum over documents."""
    return Score(*map(sum, zip(*scores, strict=True)))


def quality(parses: list[Parse], base: Base, gold: dict[str, dict[str, Any]], *, errors: bool) -> None:
    """Print the figures of all documents that are annotated."""
    pairs = []
    for parse in parses:
        row = gold.get(parse.document.id)
        if row is not None:
            pairs.append((inside(resolved(resolve(parse, base)), row), inside(annotated(row, base), row)))
            if errors:
                report(parse, *pairs[-1])
    print(f"documents: {len(pairs)} of {len(gold)} annotated; mentions: {sum(len(g) for _, g in pairs)}")
    if not pairs:
        return
    print(f"{'':24}{'prec.':>6} {'recall':>6} {'F1':>6}   right found annotated")
    for kind in KINDS:
        print(f"{kind + ', mentions':24}{total(direct(f, g, kind, with_ids=False) for f, g in pairs)}")
        print(f"{kind + ', ids':24}{total(direct(f, g, kind, with_ids=True) for f, g in pairs)}")
    for type in (*INDIRECT, None):
        print(f"{'indirect: ' + (type or 'all'):24}{total(indirect(f, g, type) for f, g in pairs)}")


def report(parse: Parse, found: list[Found], gold: list[Found]) -> None:
    """Print every mention that is only annotated (-), only found (+), with the words around it."""
    ours, theirs = set(found), set(gold)
    indirect = [[m for m in side if m.type in INDIRECT and m.known] for side in (found, gold)]
    same = {mention for pair in pairs_of(*indirect) if pair[0].ids == pair[1].ids for mention in pair}
    for mention in sorted((ours ^ theirs) - same, key=lambda m: (m.start, m.end, m.type)):
        text = parse.document.text
        before, after = text[max(0, mention.start - 50) : mention.start], text[mention.end : mention.end + 40]
        words = f"{before}[{text[mention.start : mention.end]}]{after}".replace("\n", "|")
        ids = ",".join(str(id).partition(":")[2] or "?" for id in mention.ids)
        print(f"{'-' if mention in theirs else '+'} {mention.type:8}{mention.kind:13}{ids:30.40} {words}")


def documents(folder: Path) -> list[Document]:
    """The readable documents of a folder."""
    results = [result for source in sources([str(folder)]) for result in read(source, Options())]
    return [result.document for result in results if not isinstance(result, SourceError)]


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least processor seconds that `work` took in several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def speed(base: Base, texts: list[str]) -> None:
    """Print how fast the base is loaded and scans; with no texts, some made of its own names."""
    counts = Counter(
        {table: len(base.rows(table)) for table in ("actors", "names", "memberships", "holders", "places")}
    )
    print(", ".join(f"{count} {table}" for table, count in counts.items()))
    print(f"contradictions: {len(check(base))}")
    print(f"load: {best(bundled) * 1000:.0f} ms; load and build the scanner: {best(_ready) * 1000:.0f} ms")
    text = "\n".join(texts) or " ".join(f"{row.name} {FILLER}" for row in base.rows("names"))
    text *= max(1, SIZE // len(text))
    base.scan("x")
    size, seconds = len(text.encode()) / 1e6, best(lambda: base.scan(text))
    names = len(base.scan(text))
    print(f"scan: {size / seconds:.0f} MB/s ({size:.1f} MB, one name in {len(text) // names} characters)")


def _ready() -> list[Any]:
    return list(bundled().scan("x"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, nargs="?", help="documents, with or without annotations")
    parser.add_argument("--half", choices=HALVES, default=HALVES[0])
    parser.add_argument("--errors", action="store_true", help="also every mention that differs")
    options = parser.parse_args()
    base = bundled()
    if options.folder is None:
        speed(base, [])
        return
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}")
    lines = (GOLD / f"{options.half}.jsonl").read_text(encoding="utf-8").splitlines()
    gold: dict[str, dict[str, Any]] = {row["document"]: row for row in map(json.loads, lines)}
    everything = documents(options.folder)
    speed(base, [document.text for document in everything])
    parses = list(english().parse(document for document in everything if document.id in gold))
    print(f"resolve: {best(lambda: _resolved(parses, base), 3):.2f} s for the annotated documents")
    quality(parses, base, gold, errors=options.errors)


def _resolved(parses: list[Parse], base: Base) -> list[Mentions]:
    return [resolve(parse, base) for parse in parses]


if __name__ == "__main__":
    main()
