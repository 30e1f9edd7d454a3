"""What cannot be, what is nested, what is long and what has no date: five kinds of claims, no invented value."""

import pytest

from foedera.actors import bundled
from foedera.coding import Reading
from foedera.coding.affiliations import Affiliations
from foedera.coding.assets import Assets
from foedera.coding.commands import Commands
from foedera.coding.figures import Figures
from foedera.coding.instruments import Instruments
from foedera.language import english
from foedera.model import Claim, Document, Edtf, Figure, Instrument, Paragraph
from foedera.resolution import resolve
from tests.coding.conftest import Code

CODERS = (Instruments, Commands, Assets, Figures, Affiliations)


def claims(code: Code, text: str) -> list[Claim]:
    return [claim for coder in CODERS for claim in code(coder(), text)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan will spend $-3 billion% on defence.",
        "Norway bought 1,23 tanks for €,5 billion.",
        "The parliament passed 7.5.3 percent of the budget of $.",
        "The fund holds USD million and 0x12 billion euros%.",
    ],
)
def test_a_number_that_cannot_be_is_none(code: Code, text: str) -> None:
    assert not list(code(Figures(), text))


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on 31 April 2023.",
        "The Treaty of Example was signed on 30 February 2023 by Norway and Canada.",
        "Norway and Canada signed the Arctic Security Agreement on 32 May 2021.",
    ],
)
def test_a_day_that_cannot_be_is_no_date(code: Code, text: str) -> None:
    for claim in claims(code, text):
        body = claim.body
        dates = [act.when for act in body.acts] if isinstance(body, Instrument) else []
        told = [str(date) for date in (claim.when, *dates) if date is not None]
        assert not any("-04-31" in date or "-02-30" in date or "-05-32" in date or "-05-01" in date for date in told)


def test_a_table_turned_to_text_gives_no_invented_number(code: Code) -> None:
    text = (
        "Country 2019 2020 2021 2022 Norway 1.86 2.00 1.74 1.55 Canada 1.30 1.44 1.32 1.22 Poland 1.98 2.23\n\n"
        "Army | 12 | 300 | - | n/a\n\nNavy\t7\t\t1,204\n\nTotal 2019 2020 % 3.1 -- 4\n"
    )
    for claim in claims(code, text):
        assert all(span.text in text for span in claim.evidence)
        if isinstance(claim.body, Figure):
            assert claim.body.value is None or str(claim.body.value).rstrip("0").rstrip(".") in text.replace(",", "")


def test_bullets_nested_five_deep_are_read(code: Code) -> None:
    depth = "\n\n".join(f"{'  ' * level}- Level {level} of the plan:" for level in range(5))
    text = f"The United States will take these steps:\n\n{depth}\n\n          - Germany will buy 35 F-35 jets.\n"
    (claim,) = code(Assets(), text)
    assert claim.modality == "planned"
    assert claim.evidence[0].text.endswith("Germany will buy 35 F-35 jets.")


@pytest.mark.parametrize("published", [None, "2199-01-01"])
def test_a_document_without_a_date_or_of_the_future_is_read(published: str | None) -> None:
    text = "Last month Norway signed the Arctic Security Agreement with Canada. Norway will buy 35 F-35 jets next year."
    day = None if published is None else Edtf.parse(published)
    document = Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),), published=day)
    (parse,) = english().parse([document])
    reading = Reading.of(parse, resolve(parse, bundled()))
    found = [claim for coder in CODERS for claim in coder().code(reading)]
    assert {claim.kind for claim in found} == {"instrument", "asset", "figure"}
    (signed,) = (act for claim in found if isinstance(claim.body, Instrument) for act in claim.body.acts)
    assert str(signed.when) == {None: "None", "2199-01-01": "2198-12"}[published]


def test_a_treaty_of_many_articles_is_read_to_its_end(code: Code) -> None:
    article = (
        "Article {0}\n\nThe Parties shall consult. Norway shall contribute {0}00 troops. This Treaty shall be "
        "ratified by the signatory states.\n\n"
    )
    text = "Treaty of Mutual Defense between Norway and Canada\n\n" + "".join(map(article.format, range(1, 120)))
    found = claims(code, text)
    assert {claim.body.value for claim in found if isinstance(claim.body, Figure)} == {n * 100 for n in range(1, 120)}
    assert sum(isinstance(claim.body, Instrument) for claim in found) <= 3
