"""Which attributions say enough to be statements, and who can be their speaker."""

import pytest

from foedera.coding.statements import Statements
from foedera.model import Statement
from tests.coding.conftest import Code


def contents(code: Code, text: str) -> list[str]:
    bodies = (claim.body for claim in code(Statements(), text))
    return [" ".join(span.text for span in body.content) for body in bodies if isinstance(body, Statement)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of Norway admitted it.",
        "The defence minister of Norway announced his departure.",
        "Norway criticised the United Nations on Monday.",
        "Article 9: Disputes and Annexes",
        "This comes despite the minister of Norway claiming this.",
        "The Guidelines want a calm sea and a good wind.",
    ],
)
def test_nothing_is_said(code: Code, text: str) -> None:
    assert contents(code, text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway opposes the planned deployment of ships.", "the planned deployment of ships"),
        ("Norway said that the deal is dead.", "that the deal is dead"),
        ("One of the ministers of Norway said that the deal was dead.", "that the deal was dead"),
        ('The minister of Norway vowed "zero tolerance".', '"zero tolerance"'),
    ],
)
def test_clauses_quotations_and_things_described_are_content(code: Code, text: str, content: str) -> None:
    assert [found.strip("'\"") for found in contents(code, text)] == [content.strip('"')]


def test_who_is_passed_over_is_still_remembered(code: Code) -> None:
    text = "Foreign Minister Yoko Kamikawa criticised it. She said that the pact was dead."
    claims = [claim.body for claim in code(Statements(), text) if isinstance(claim.body, Statement)]
    assert [[ref.name for ref in body.speakers] for body in claims] == [["Yoko Kamikawa"]]
