"""Measures a record of a million claims over fifty thousand documents: adding, opening, `as_of`, `search`, `diff`.

The text is made of invented words, distributed as words are; one actor stands in 30 % of the claims. Documents are made
outside the measured time. Run with `make bench-record`, or with `--claims 100000` for a tenth of it.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from foedera.model import ActorRef, Claim, Commitment, Document, Edtf, Event, Figure, Paragraph, Statement
from foedera.record import Entry, Record

PER_DOCUMENT = 20
ACTORS = 5_000
COMMON = "state:AAA"
CHUNK = 500
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "wa", "ze")


class World:
    """A made-up press: the same seed gives the same documents."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted(
            {"".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4))) for _ in range(30_000)}
        )
        self.random.shuffle(self.words)
        self.zipf = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        self.actors = [f"organisation:org-{n}" for n in range(ACTORS)]
        self.actor_zipf = list(accumulate(1 / (rank + 5) for rank in range(ACTORS)))

    def documents(self, count: int) -> Iterator[Entry]:
        """So many documents with their claims, in the order of their dates."""
        start = datetime.date(2015, 1, 1)
        for number in range(count):
            day = start + datetime.timedelta(days=number * 3650 // count)
            yield self.document(number, day)

    def document(self, number: int, day: datetime.date) -> Entry:
        """One document: as many sentences as claims, two in a paragraph."""
        sentences = []
        for _ in range(PER_DOCUMENT):
            words = self.random.choices(self.words, cum_weights=self.zipf, k=self.random.randint(14, 28))
            sentences.append(" ".join(words).capitalize() + ".")
        text, spans, paragraphs = "", [], []
        for first in range(0, PER_DOCUMENT, 2):
            begin = len(text)
            for sentence in sentences[first : first + 2]:
                spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
            paragraphs.append(Paragraph(begin, len(text) - 1, "body"))
            text += "\n\n"
        document = Document(
            text=text, paragraphs=tuple(paragraphs), title=" ".join(sentences[0].split()[:8]) + f" {number}",
            publisher="The Example Courier", published=Edtf.of(day), language="en", source=f"corpus.jsonl#{number}",
        )  # fmt: skip
        id = document.id
        claims = tuple(self.claim(document, id, start, end, day) for start, end in spans)
        return Entry(document=document, claims=claims, original=text.encode(), coders=("bench/1.0",), base="b1")

    def claim(self, document: Document, id: str, start: int, end: int, day: datetime.date) -> Claim:
        """One claim about one sentence: two actors, a kind, and a date of its own or none."""
        evidence = document.span(start, end)
        first, second = self.actor(document, start), self.actor(document, start)
        if self.random.random() < 0.3:
            first = ref(document, start, COMMON, "state")
        kind = self.random.random()
        body: Statement | Event | Commitment | Figure
        if kind < 0.5:
            body = Statement(
                speakers=(first,), affiliation=None, cue="said", content=(evidence,), quotation="indirect",
                about=(second,), outlook=False, horizon=None, likelihood=None, expected=None,
            )  # fmt: skip
        elif kind < 0.75:
            body = Event(actors=(first,), recipients=(second,), type="CONSULT", mode=None, contexts=(), place=None)
        elif kind < 0.9:
            body = Figure(
                quantity="money", value=self.random.randint(1, 10**6), low=None, high=None, bound="exact", unit="USD",
                of=None, actor=first, base=None, due=None,
            )  # fmt: skip
        else:
            body = Commitment(
                parties=(first, second), action="to build", object="a base", status="committed", exploratory=False,
                beneficiaries=(), counterparties=(), conditions=(), due=None, figures=(),
            )  # fmt: skip
        return Claim.coded(
            document=id, published=document.published, evidence=(evidence,), body=body, coder="bench/1.0",
            confidence=round(self.random.random(), 3), when=self.when(day),
        )  # fmt: skip

    def actor(self, document: Document, start: int) -> ActorRef:
        """Some actor; a few are met far more often than the rest."""
        id = self.random.choices(self.actors, cum_weights=self.actor_zipf)[0]
        return ref(document, start, id, "organisation")

    def when(self, day: datetime.date) -> Edtf | None:
        """A day in three of five claims, else a month, a year, an open interval, or nothing."""
        chance = self.random.random()
        day -= datetime.timedelta(days=self.random.randint(0, 400))
        if chance < 0.6:
            return Edtf.of(day)
        if chance < 0.7:
            return Edtf.parse(f"{day:%Y-%m}")
        if chance < 0.8:
            return Edtf.parse(f"{day:%Y}")
        return Edtf.parse(f"{day:%Y}/..") if chance < 0.85 else None


def ref(document: Document, start: int, id: str, kind: str) -> ActorRef:
    """A mention of an actor in the first two letters of a sentence."""
    name = id.partition(":")[2].replace("-", " ").title()
    return ActorRef(
        id=id, name=name, kind=kind, state=None, sector=None, text=document.text[start : start + 2], start=start,  # type: ignore[arg-type]
        end=start + 2,
    )  # fmt: skip


def fill(path: Path, world: World, documents: int) -> tuple[float, float, list[datetime.datetime]]:
    """Adds the documents. Returns the seconds on the clock and on the processor, and the moments of the chunks."""
    wall = cpu = 0.0
    moments = []
    source = world.documents(documents)
    with Record.open(path) as record:
        while chunk := [entry for _, entry in zip(range(CHUNK), source, strict=False)]:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            added = list(record.add_many(chunk))
            wall += time.perf_counter() - begun
            cpu += time.process_time() - begun_cpu
            assert added[-1].at is not None
            moments.append(added[-1].at)
            if len(moments) % 20 == 0:
                print(
                    f"  {len(moments) * CHUNK:,} documents, {len(moments) * CHUNK * PER_DOCUMENT / wall:,.0f} claims/s",
                    flush=True,
                )
    return wall, cpu, moments


def measured(name: str, ask: Callable[[], object], times: int = 200) -> None:
    """Asks so many times and prints the middle and the 95th percentile, in milliseconds."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(took, n=20)
    print(f"{name:<46} p50 {cuts[9]:7.2f} ms   p95 {cuts[18]:7.2f} ms   most {max(took):7.2f} ms", flush=True)


def questions(record: Record, world: World, moments: list[datetime.datetime]) -> None:
    """Asks the record what analysts ask, at random points."""
    rng = world.random
    common, rare = world.words[:20], world.words[5_000:]

    def actor() -> str:
        return f"organisation:org-{rng.randint(200, ACTORS - 1)}"

    def day() -> str:
        return (datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randint(0, 3650))).isoformat()

    measured("as_of, rare actor", lambda: record.as_of(actor=actor()))
    measured("as_of, rare actor, on a day", lambda: record.as_of(actor=actor(), valid=day()))
    measured("as_of, common actor", lambda: record.as_of(actor=COMMON))
    measured("as_of, common actor, on a day", lambda: record.as_of(actor=COMMON, valid=day()))
    measured("as_of, common actor, known earlier", lambda: record.as_of(actor=COMMON, known=rng.choice(moments)))
    measured(
        "as_of, common actor, on a day, known earlier",
        lambda: record.as_of(actor=COMMON, valid=day(), known=rng.choice(moments)),
    )
    measured("as_of, common actor, by publication", lambda: record.as_of(actor=COMMON, by="publication", known=day()))
    measured(
        "as_of, common actor, on a day, by publication",
        lambda: record.as_of(actor=COMMON, valid=day(), by="publication", known=day()),
    )
    measured("as_of, common actor, commitments", lambda: record.as_of(actor=COMMON, kind="commitment"))
    measured("as_of, anybody, on a day", lambda: record.as_of(valid=day()))
    page = record.as_of(actor=COMMON, limit=10_000)
    measured("as_of, common actor, a far page", lambda: record.as_of(actor=COMMON, after=page.cursor))
    measured("search, rare word", lambda: record.search(rng.choice(rare)))
    measured("search, common word", lambda: record.search(rng.choice(common)))
    measured("search, two common words", lambda: record.search(" ".join(rng.sample(common, 2))))
    measured("search, phrase of common words", lambda: record.search(f'"{" ".join(rng.sample(common, 2))}"'))
    measured("search claims, rare word", lambda: record.search(rng.choice(rare), among="claims"))
    measured("search claims, common word", lambda: record.search(rng.choice(common), among="claims"))
    measured(
        "search claims, common word, rare actor",
        lambda: record.search(rng.choice(common), among="claims", actor=actor()),
    )
    measured("diff, between two moments", lambda: record.diff(*sorted(rng.sample(moments, 2))))
    measured("diff, common actor", lambda: record.diff(*sorted(rng.sample(moments, 2)), actor=COMMON))
    measured("diff, between two days in the world", lambda: record.diff(*sorted((day(), day())), axis="valid"))
    measured("diff, the same, common actor", lambda: record.diff(*sorted((day(), day())), axis="valid", actor=COMMON))
    measured("diff, by publication", lambda: record.diff(*sorted((day(), day())), by="publication"))
    measured("queue", record.queue)
    measured("documents", record.documents)


def main() -> None:
    """Builds the record in a temporary folder, asks, and deletes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verify", action="store_true", help="also prove that the record is whole")
    options = parser.parse_args()
    world = World(options.seed)
    documents = options.claims // PER_DOCUMENT
    with tempfile.TemporaryDirectory(prefix="bench-record-") as folder:
        path = Path(folder) / "record.db"
        print(f"{documents * PER_DOCUMENT:,} claims over {documents:,} documents")
        wall, cpu, moments = fill(path, world, documents)
        claims = documents * PER_DOCUMENT
        print(f"adding: {claims / wall:,.0f} claims/s ({claims / cpu:,.0f} in processor time)")
        print(f"file: {path.stat().st_size / 1e6:,.0f} MB")
        measured("opening", lambda: Record.open(path).close(), 20)
        with Record.open(path) as record:
            questions(record, world, moments)
            if options.verify:
                begun = time.perf_counter()
                defects = list(record.verify())
                print(f"verify: {time.perf_counter() - begun:,.0f} s, {len(defects)} defects")


if __name__ == "__main__":
    main()
