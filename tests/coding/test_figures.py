import pytest

from foedera.coding import Figures
from foedera.coding.figures import amounts
from foedera.model import Figure
from tests.coding.conftest import Code

AMOUNTS = [
    ("spend $1.5 billion on it", [(1_500_000_000, None, None, "USD")]),
    ("spend A$2 million", [(2_000_000, None, None, "AUD")]),
    ("a $200M pledge and $5B more", [(200_000_000, None, None, "USD"), (5_000_000_000, None, None, "USD")]),
    ("SM‑6 and Naval Strike missiles", []),
    ("cost €3.4bn in all", [(3_400_000_000, None, None, "EUR")]),
    ("300 billion yen a year", [(300_000_000_000, None, None, "JPY")]),
    ("10 million Australian dollars", [(10_000_000, None, None, "AUD")]),
    ("between 10 and 15 percent", [(None, 10, 15, "percent")]),
    ("10–15% of it", [(None, 10, 15, "percent")]),
    ("$4 billion to $5 billion", [(None, 4_000_000_000, 5_000_000_000, "USD")]),
    ("$4-5 billion", [(None, 4_000_000_000, 5_000_000_000, "USD")]),
    ("1,200 troops and 14 warships", [(1_200, None, None, "troops"), (14, None, None, "warships")]),
    ("sold 80 Halberd missiles", [(80, None, None, "missiles")]),
    ("deliver 18 Leopard 2 tanks to them", []),
    ("open on Oct. 4 at the headquarters marines built", []),
    ("in 1993 troops left", []),
    ("in June 2019 shows naval personnel", []),
    ("since 1993, promising new missiles", []),
    ("Resolution 1701 and the F-16", []),
    ("$-3 billion%", []),
    ("1,23 troops", []),
    ("on page 12, ships", []),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(a.value, a.low, a.high, a.unit) for a in amounts(text)] == expected


def test_a_share_of_gdp_with_its_state_and_deadline(code: Code) -> None:
    (claim,) = code(Figures(), "Japan will raise its defence spending to at least 2.4 percent of GDP by 2034.")
    body = claim.body
    assert isinstance(body, Figure)
    assert (body.value, body.unit, body.of, body.bound) == (2.4, "percent", "GDP", "at-least")
    assert body.quantity == "defence spending"
    assert body.actor is not None and body.actor.id == "state:JPN"
    assert body.due is not None and body.due.latest == "2034-12-31"


def test_a_number_that_measures_nothing_is_no_claim(code: Code) -> None:
    assert code(Figures(), "He was 100 percent sure, and she bet $5 on it.") == []


def test_counts_take_the_words_between(code: Code) -> None:
    (claim,) = code(Figures(), "About 2,000 American soldiers stay in the east.")
    assert isinstance(claim.body, Figure)
    assert (claim.body.quantity, claim.body.value, claim.body.bound) == ("American soldiers", 2000, "about")
