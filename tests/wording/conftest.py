"""Two statements of an openly fictional alliance, a year apart, and a record that holds both and more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedera.model import Document, Edtf, Paragraph
from foedera.record import Record

EARLIER = """Joint Statement of the Leaders of Japan and Australia

Tokyo, 4 May 2031

We met in the spirit of trust that has long marked our partnership.
We intend to establish a joint logistics centre in Darwin.

We express serious concern about the closure of the Lombok passage.
We oppose any attempt to change the status quo by force.

We will hold an annual exercise of our coast guards, and we will share the data of our weather satellites.

We underscore the importance of peace and stability across the Taiwan Strait.

We welcome the opening of the language school in Cairns.

###
"""

LATER = """Joint Statement of the Leaders of Japan and Australia

Canberra, 9 May 2032

We met in the spirit of trust that has long marked our partnership.
We will establish a joint logistics centre in Darwin.

We welcome the opening of the language school in Cairns.

We express serious concern about the closure of the Lombok passage.
We strongly oppose any attempt to change the status quo by force.

We will hold an annual exercise of our coast guards. We will share the data of our weather satellites.

We note for the first time the reports of piracy near the Sunda Strait.

###
"""


def made(text: str, title: str | None = None, on: str | None = None) -> Document:
    """A document of plain paragraphs, the first of which is a heading."""
    paragraphs, start = [], 0
    for place, block in enumerate(text.strip().split("\n\n")):
        at = text.index(block, start)
        paragraphs.append(Paragraph(at, at + len(block), "heading" if place == 0 and title else "body"))
        start = at + len(block)
    return Document(
        text=text, paragraphs=tuple(paragraphs), title=title, language="en", source=f"{title or 'text'}.txt",
        published=None if on is None else Edtf.parse(on), publisher="The Ministry",
    )  # fmt: skip


@pytest.fixture(scope="session")
def earlier() -> Document:
    return made(EARLIER, "Joint Statement of the Leaders of Japan and Australia", "2031-05-04")


@pytest.fixture(scope="session")
def later() -> Document:
    return made(LATER, "Joint Statement of the Leaders of Japan and Australia", "2032-05-09")


@pytest.fixture
def record(tmp_path: Path, earlier: Document, later: Document) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as kept:
        kept.add(earlier, ())
        kept.add(later, ())
        middle = EARLIER.replace("across the Taiwan Strait", "in the Taiwan Straits").replace(
            "4 May 2031", "9 June 2031"
        )
        kept.add(made(middle, "Australia-Japan Leaders' Joint Statement", "2031-06-09"), ())
        kept.add(
            made("Remarks on fishing.\n\nThe minister spoke of cod.\n", "Remarks by the minister", "2031-07-01"), ()
        )
        yield kept
