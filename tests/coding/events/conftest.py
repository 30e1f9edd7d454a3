from collections.abc import Callable

import pytest

from foedera.actors import bundled
from foedera.coding import Reading
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.candidates import candidates
from foedera.coding.events.lexicon import lexicon
from foedera.language import english
from foedera.model import Document, Edtf, Paragraph
from foedera.resolution import resolve

Find = Callable[[str], list[Candidate]]


def reading(text: str) -> Reading:
    document = Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),), published=Edtf.parse("2024-05-10"))
    (parse,) = english().parse([document])
    return Reading.of(parse, resolve(parse, bundled()))


@pytest.fixture(scope="session")
def find() -> Find:
    """All candidates of a text."""

    def found(text: str) -> list[Candidate]:
        read = reading(text)
        return [c for s in read.sentences() for c in candidates(read, s, lexicon())]

    return found
