import re
from collections.abc import Callable

import pytest

from foedera.actors import Base, bundled
from foedera.language import Language, Parse, english
from foedera.model import Document, Edtf, Paragraph
from foedera.resolution import Mentions, resolve

Resolved = Callable[..., Mentions]


@pytest.fixture(scope="session")
def language() -> Language:
    return english()


@pytest.fixture(scope="session")
def base() -> Base:
    return bundled()


@pytest.fixture(scope="session")
def parsed(language: Language) -> Callable[..., Parse]:
    def parse(text: str, published: str | None = "2024-04-11", title: str | None = None, wanted: bool = True) -> Parse:
        paragraphs = tuple(Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
        document = Document(
            text=text, paragraphs=paragraphs, title=title, published=Edtf.parse(published) if published else None
        )
        return next(iter(language.parse([document], lambda *_: wanted)))

    return parse


@pytest.fixture(scope="session")
def resolved(parsed: Callable[..., Parse], base: Base) -> Resolved:
    def mentions(text: str, **options: object) -> Mentions:
        return resolve(parsed(text, **options), base)

    return mentions
