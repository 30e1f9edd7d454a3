"""How well and how fast documents are read: main text of pages, and roles and metadata of plain text.

    python benchmarks/bench_documents.py pages FOLDER    # FOLDER has ground-truth.json and html/*.html.gz
    python benchmarks/bench_documents.py text FOLDER     # FOLDER has NAME.txt with NAME.json beside it

`pages` scores as Zyte's article-extraction-benchmark does: shingles of four words, precision and recall of each page,
the mean of both over pages, F1 of the means. It compares settings of trafilatura, and the whole of foedera.documents.
`text` compares title and date that were found in the text alone with those of the file beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from foedera.model import ROLES, SourceError

WORD = re.compile(r"\w+")
SETTINGS: dict[str, dict[str, bool]] = {
    "trafilatura": {},
    "trafilatura, recall": {"favor_recall": True},
    "trafilatura, precision": {"favor_precision": True},
    "trafilatura, fast": {"fast": True},
    "trafilatura, fast and precision": {"fast": True, "favor_precision": True},
    "trafilatura, no tables": {"include_tables": False},
}


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `size` words in a text; a shorter text is one run."""
    words = WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def score(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Mean precision, mean recall, and their F1 over pairs of a true and a found text."""
    precisions, recalls = [], []
    for true, found in pairs:
        wanted, given = shingles(true), shingles(found)
        right = (wanted & given).total()
        precisions.append(right / given.total() if given else float(not wanted))
        recalls.append(right / wanted.total() if wanted else 1.0)
    precision, recall = sum(precisions) / len(pairs), sum(recalls) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pages(folder: Path) -> None:
    """Prints precision, recall, F1 and pages a second of each way of reading the pages of a folder."""
    import trafilatura

    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    data = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}

    def measure(label: str, extract: Callable[[bytes], str]) -> None:
        extract(next(iter(data.values())))
        start = time.perf_counter()
        found = {name: extract(page) for name, page in data.items()}
        seconds = time.perf_counter() - start
        precision, recall, f1 = score([(truth[name]["articleBody"], found[name]) for name in truth])
        speed = f"{len(data) / seconds:6.1f} pages/s"
        print(f"{label:36} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {speed}")

    for label, options in SETTINGS.items():
        measure(label, lambda page, options=options: trafilatura.extract(page, include_comments=False, **options) or "")
    measure("foedera.documents", lambda page: read_page(page, ROLES))
    measure("foedera.documents, body and lists", lambda page: read_page(page, ("body", "heading", "list")))


def read_page(page: bytes, roles: tuple[str, ...]) -> str:
    """The paragraphs of a page that have one of some roles."""
    from foedera.documents.html import content_of_html

    try:
        content = content_of_html(page, "page")
    except SourceError:
        return ""
    return "\n".join(content.text[p.start : p.end] for p in content.paragraphs if p.role in roles)


def text(folder: Path) -> None:
    """Prints how often title and date in the text agree with those of the file beside it, and the time."""
    from foedera.documents.text import content_of_text

    counts: dict[str, Counter[str]] = {"title": Counter(), "date": Counter()}
    characters, seconds = 0, 0.0
    for path in sorted(folder.glob("*.txt")):
        known = json.loads(path.with_suffix(".json").read_text("utf-8"))
        data = path.read_bytes()
        start = time.perf_counter()
        content = content_of_text(data, path.name)
        seconds += time.perf_counter() - start
        characters += len(content.text)
        found = content.metadata
        counts["title"][agreement(letters(found.title), letters(known.get("title")))] += 1
        counts["date"][agreement(str(found.published or ""), known.get("date") or "")] += 1
    for field, count in counts.items():
        print(f"{field:6}", "  ".join(f"{kind} {number}" for kind, number in sorted(count.items())))
    print(f"{seconds / characters * 5000 * 1000:.2f} ms for 5,000 characters (roles, title, authors and date)")


def agreement(found: str, known: str) -> str:
    """Whether what was found agrees with what is known: `same`, `part` of it, `none` found, or `other`."""
    if not found:
        return "none"
    if found == known:
        return "same"
    return "part" if found in known or known in found else "other"


def letters(value: str | None) -> str:
    """The letters and figures of a title."""
    return "".join(WORD.findall((value or "").casefold()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pages", "text"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    (pages if arguments.what == "pages" else text)(arguments.folder)
