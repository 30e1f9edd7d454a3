"""The training sentences as the encoder reads them: marked, framed, with what the lexicon makes of them.

    python training/events/frame.py OUT.jsonl [FILE.tsv ...]

Runs in Foedera's own environment. One JSON object a line: `words`, `type`,
`family`, `text` and `hints`, the types by the lexicon.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from phrases import phrases

from foedera.coding.events.given import Pair, reckoned
from foedera.coding.events.lexicon import lexicon
from foedera.language import english

SENTENCES = Path(__file__).parent / "sentences"
MARKED = re.compile(r"\[([AR]) ([^\[\]]+)\]")


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The plain text of a marked sentence, and the offsets of its actor and recipient."""
    text, at = "", 0
    spans: dict[str, tuple[int, int]] = {}
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans[match[1]] = (len(text), len(text) + len(match[2]))
        text += match[2]
        at = match.end()
    return text + marked[at:], spans


def rows(paths: list[Path]) -> Iterator[dict[str, str]]:
    """The rows of the files, by column."""
    for path in paths:
        lines = path.read_text("utf-8").splitlines()
        header = lines[0].split("\t")
        yield from (dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


def main(out: Path, paths: list[Path]) -> None:
    """Write the framed sentences."""
    found = list(rows(paths))
    pairs = []
    for row in found:
        text, spans = unmarked(row["text"])
        pairs.append(Pair(text, spans["A"], spans.get("R")))
    with out.open("w", encoding="utf-8") as file:
        for row, pair, known in zip(found, pairs, reckoned(pairs, english(), lexicon()), strict=True):
            # PLOVER's gold standard has a conviction as ACCUSE, against the letter of the manual's draft.
            type = "ACCUSE" if row["mode"] == "convict" else row["type"]
            line = {"words": known.words, "type": type, "family": row["family"], "text": pair.text}
            file.write(json.dumps({**line, "hints": known.types}, ensure_ascii=False) + "\n")
        for clause in phrases(lexicon()):
            file.write(json.dumps(clause, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]] or sorted(SENTENCES.glob("*.tsv")))
