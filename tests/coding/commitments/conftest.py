from collections.abc import Callable

import pytest

from foedera.actors import bundled
from foedera.coding import Commitments, Reading
from foedera.language import english
from foedera.model import Claim, Commitment, Document, Edtf, Paragraph, Role
from foedera.resolution import resolve

Found = list[tuple[str, Claim, Commitment]]
Find = Callable[..., Found]


@pytest.fixture(scope="session")
def find() -> Find:
    """The commitments of a text of paragraphs with the words of each; lines that begin with a bullet are list items."""
    language, base = english(), bundled()

    def found(text: str, title: str | None = None, published: str | None = "2024-05-20") -> Found:
        paragraphs, start = [], 0
        for part in text.split("\n\n"):
            role: Role = "list" if part.lstrip().startswith(("-", "•")) else "body"
            paragraphs.append(Paragraph(start, start + len(part), role))
            start += len(part) + 2
        when = None if published is None else Edtf.parse(published)
        document = Document(
            text=text, paragraphs=tuple(paragraphs), title=title, published=when, publisher="The White House"
        )
        (parse,) = language.parse([document])
        made: Found = []
        for claim in Commitments().code(Reading.of(parse, resolve(parse, base))):
            assert isinstance(claim.body, Commitment)
            assert all(span.text == text[span.start : span.end] for span in claim.evidence)
            assert all(ref.text == text[ref.start : ref.end] for _, ref in claim.actors())
            assert all(ref.kind in ("state", "organisation") for ref in claim.body.parties)
            assert Claim.from_json(claim.to_json()) == claim
            made.append((claim.evidence[0].text, claim, claim.body))
        return made

    return found
