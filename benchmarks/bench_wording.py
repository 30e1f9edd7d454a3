"""Measures the comparison of wordings on pairs with known edits, and its speed.

`make bench-wording`, or with FOLDER=... to time real documents too. The pairs lie in `gold/wording`: invented texts,
each a file of two parts, `# before` and `# after`. Every line is a sentence with its marks before a bar; an empty line
ends a paragraph. In the first part the mark is the sentence's number. In the second it is what became of it: `7` the
same or changed, `7a` and `7b` its halves, `7+8` two that were joined, `+` new; then `^` stronger, `v` weaker, `%` both
at once, `~` changed in a way that a scale of strength does not know, `=` nothing but the place. The pairs are split by
name: `fit-...` was looked at while the program was written; `test-...`, `second-...` and `third-...` were each written
before the program was run on them, and looked at after their first run.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from foedera.documents import documents
from foedera.model import Document, Edtf, Paragraph
from foedera.record import Record
from foedera.wording import Difference, compared, uses

GOLD = Path(__file__).parent / "gold" / "wording"
SETS = ("fit", "test", "second", "third")
VERDICTS = {"^": "strengthened", "v": "weakened", "%": "mixed", "~": "changed", "=": "same"}
TOLD = frozenset({"strengthened", "weakened", "mixed"})
WORDS = 10_000
DOCUMENTS = 10_000

_LINE = re.compile(r"(?P<of>\+|\d+(?P<part>[a-h])?(?:\+\d+)*)(?P<verdict>[\^v%~=]?)\s*\|\s?(?P<text>.+)")


class Sentence(NamedTuple):
    """A sentence of a pair: the numbers of the earlier sentences that it came from, the mark of what changed."""

    of: tuple[int, ...]
    verdict: str
    part: str
    start: int
    end: int


class Side(NamedTuple):
    """One document of a pair, and its sentences."""

    document: Document
    sentences: tuple[Sentence, ...]


class Counts(NamedTuple):
    """What was found: links, those that are right, those that should be; verdicts by what they should be and are."""

    found: int
    right: int
    wanted: int
    verdicts: Counter[tuple[str, str]]
    edits: int


def side(lines: Sequence[str], name: str) -> Side:
    """Reads one part of a file. Raises `SystemExit` where a line makes no sense."""
    text, sentences, paragraphs, first = "", [], [], 0
    for line in [*lines, ""]:
        if not line.strip():
            if len(text) > first:
                paragraphs.append(Paragraph(first, len(text), "body"))
                text += "\n\n"
                first = len(text)
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise SystemExit(f"{name}: a line without marks: {line}")
        if len(text) > first:
            text += " "
        numbers = tuple(int(part) for part in re.findall(r"\d+", found["of"]))
        sentences.append(
            Sentence(numbers, found["verdict"], found["part"] or "", len(text), len(text) + len(found["text"]))
        )
        text += found["text"]
    document = Document(
        text=text, paragraphs=tuple(paragraphs), title=name, language="en", published=Edtf.parse("2031")
    )
    return Side(document, tuple(sentences))


def pair(path: Path) -> tuple[Side, Side]:
    """The two documents of a file."""
    before, _, after = path.read_text("utf-8").partition("# after\n")
    return side(before.replace("# before\n", "").split("\n"), path.stem), side(after.split("\n"), path.stem)


def links(differences: Sequence[Difference], before: Side, after: Side) -> Iterator[tuple[int, int, Difference]]:
    """The links that were found, as places of sentences in both documents."""
    for each in differences:
        if each.before is not None and each.after is not None:
            for i in _within(before, each, 0):
                for j in _within(after, each, 1):
                    yield i, j, each


def _within(side: Side, each: Difference, number: int) -> list[int]:
    """The sentences whose words a difference has on its side."""
    told = (each.before, each.after)[number]
    assert told is not None
    texts = [side.document.text[s.start : s.end] for s in side.sentences]
    return [
        place for place, s in enumerate(side.sentences)
        if told.start <= s.start and s.end <= told.end + 1 and texts[place][:-1] in told.text
    ]  # fmt: skip


def measured(before: Side, after: Side) -> Counts:
    """Holds a comparison against what is known of a pair."""
    differences = compared(before.document, after.document).differences
    found = list(links(differences, before, after))
    number = {sentence.of[0]: place for place, sentence in enumerate(before.sentences)}
    wanted = {(number[of], place) for place, sentence in enumerate(after.sentences) for of in sentence.of}
    got = {(i, j) for i, j, _ in found}
    verdicts: Counter[tuple[str, str]] = Counter()
    kinds = {(i, j): each.kind for i, j, each in found}
    marked = {sentence.of for sentence in after.sentences if sentence.verdict}  # a verdict is of all parts together
    for place, sentence in enumerate(after.sentences):
        if sentence.of and (sentence.verdict or not sentence.part or sentence.of not in marked):
            kind = kinds.get((number[sentence.of[0]], place), "not aligned")
            verdicts[VERDICTS.get(sentence.verdict, "same"), kind] += 1
    edits = sum(sentence.verdict + sentence.part != "" or len(sentence.of) != 1 for sentence in after.sentences)
    edits += len(number.keys() - {of for sentence in after.sentences for of in sentence.of})
    return Counts(len(got), len(got & wanted), len(wanted), verdicts, edits)


def report(name: str, every: Sequence[Counts]) -> None:
    """Prints the figures of some pairs together."""
    found, right, wanted, edits = (sum(c[i] for c in every) for i in (0, 1, 2, 4))
    verdicts = sum((c.verdicts for c in every), Counter())
    precision, recall = right / max(1, found), right / max(1, wanted)
    covered = [("strengthened", "weakened"), ("strengthened",), ("weakened",), ("mixed",), ("changed",)]
    f1 = 2 * right / max(1, found + wanted)
    print(f"{name}: {len(every)} pairs, {edits} edits; sentences aligned: ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    unasked = [(got in TOLD, n) for (want, got), n in verdicts.items() if want in ("same", "changed")]
    told, asked = sum(n for wrong, n in unasked if wrong), sum(n for _, n in unasked)
    print(f"  a verdict where none is due: {told} of {asked} sentences ({told / max(1, asked):.3f})")
    for group in covered:
        total = sum(n for (want, _), n in verdicts.items() if want in group)
        good = sum(n for (want, got), n in verdicts.items() if want in group and got == want)
        if total:
            print(f"  {' or '.join(group)}: {good} of {total} right ({good / total:.3f})")
    for (want, got), n in sorted(verdicts.items()):
        if want not in (got, "same") or got in TOLD - {want}:
            print(f"    {want} shown as {got}: {n}")


def speed(folder: Path | None) -> None:
    """Times two documents of 10,000 words, and a phrase over 10,000 documents."""
    every = [pair(path) for path in sorted(GOLD.glob("*.txt"))]
    texts = [side.document.text for both in every for side in both]
    if folder is not None:
        texts = [document.text for document in documents(folder)]
    long = [" ".join(some) for some in (texts, texts[::-1])]
    made = [_cut(text, number) for number, text in enumerate(long)]
    begun = time.process_time()
    compared(*made)
    print(f"two documents of {WORDS:,} words: {time.process_time() - begun:.2f} CPU s")
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part) > 60]
    with tempfile.TemporaryDirectory() as place, Record.open(Path(place) / "record.db") as record:
        for number in range(DOCUMENTS):
            some = [paragraphs[(number * 7 + k * 131) % len(paragraphs)] for k in range(6)]
            record.add(_document("\n\n".join(some) + f"\n\nNumber {number}.", number), ())
        for phrase in ("peace and stability", "strongly oppose", "joint exercise"):
            times = []
            for _ in range(3):
                begun = time.process_time()
                found = uses(record, phrase)
                times.append(time.process_time() - begun)
            print(f"“{phrase}” over {DOCUMENTS:,} documents: {found.total} uses, {min(times):.3f} CPU s")


def _cut(text: str, number: int) -> Document:
    words = (text * (1 + WORDS * 8 // max(1, len(text)))).split(" ")[:WORDS]
    return _document(" ".join(words), number)


def _document(text: str, number: int) -> Document:
    starts = [0, *(found.end() for found in re.finditer(r"\n\n", text))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    spans = tuple(Paragraph(a, b, "body") for a, b in zip(starts, ends, strict=True) if a < b)
    return Document(
        text=text, paragraphs=spans, title=f"Text {number}", language="en", published=Edtf.parse("2031-01-01")
    )


def main() -> None:
    """Prints the figures of each set, and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="real documents to time")
    parser.add_argument("--half", choices=SETS, help="only this set")
    options = parser.parse_args()
    for half in SETS:
        paths = sorted(GOLD.glob(f"{half}-*.txt"))
        if paths and options.half in (None, half):
            report(half, [measured(*pair(path)) for path in paths])
    if options.half is None:
        speed(options.folder)


if __name__ == "__main__":
    main()
