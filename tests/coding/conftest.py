from collections.abc import Callable

import pytest

from foedera.actors import bundled
from foedera.coding import Coder, Reading
from foedera.language import english
from foedera.model import Claim, Document, Edtf, Paragraph
from foedera.resolution import resolve

Code = Callable[[Coder, str], list[Claim]]


@pytest.fixture(scope="session")
def code() -> Code:
    """The claims of a coder in a text of paragraphs, published on 10 April 2031, every sentence parsed."""
    language, base = english(), bundled()

    def claims(coder: Coder, text: str) -> list[Claim]:
        paragraphs, start = [], 0
        for part in text.split("\n\n"):
            paragraphs.append(Paragraph(start, start + len(part), "body"))
            start += len(part) + 2
        document = Document(text=text, paragraphs=tuple(paragraphs), published=Edtf.parse("2031-04-10"))
        (parse,) = language.parse([document])
        found = list(coder.code(Reading.of(parse, resolve(parse, base))))
        for claim in found:
            assert all(span.text == text[span.start : span.end] for span in claim.evidence)
            assert all(ref.text == text[ref.start : ref.end] for _, ref in claim.actors())
        return found

    return claims
