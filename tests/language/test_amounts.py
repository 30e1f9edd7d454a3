"""Amounts, against a table of phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.language import Money, amounts, bound

# Each phrase with its amounts: value, low, high, unit.
AMOUNTS = [
    ("spend $1.5 billion on it", [(1_500_000_000, None, None, "USD")]),
    ("spend A$2 million", [(2_000_000, None, None, "AUD")]),
    ("A$5 billion to $A6 billion", [(None, 5_000_000_000, 6_000_000_000, "AUD")]),
    ("a $200M pledge and $5B more", [(200_000_000, None, None, "USD"), (5_000_000_000, None, None, "USD")]),
    ("SM‑6 and Naval Strike missiles", []),
    ("cost €3.4bn in all", [(3_400_000_000, None, None, "EUR")]),
    ("USD 17.5 billion", [(17_500_000_000, None, None, "USD")]),
    ("AUD 50 million", [(50_000_000, None, None, "AUD")]),
    ("an additional U.S. $2.4 billion", [(2_400_000_000, None, None, "USD")]),
    ("300 billion yen a year", [(300_000_000_000, None, None, "JPY")]),
    ("¥300 billion", [(300_000_000_000, None, None, "JPY")]),
    ("10 million Australian dollars", [(10_000_000, None, None, "AUD")]),
    ("900 billion won", [(900_000_000_000, None, None, "KRW")]),
    ("they 2 won", []),
    ("500 pounds of it", []),
    ("2.2 million pounds", [(2_200_000, None, None, "GBP")]),
    ("$1,600.50", [(1600.5, None, None, "USD")]),
    ("between 10 and 15 percent", [(None, 10, 15, "percent")]),
    ("10–15% of it", [(None, 10, 15, "percent")]),
    ("from 2% to 5%", [(2, None, None, "percent"), (5, None, None, "percent")]),
    ("5 percentage points", []),
    ("$4 billion to $5 billion", [(None, 4_000_000_000, 5_000_000_000, "USD")]),
    ("$4-5 billion", [(None, 4_000_000_000, 5_000_000_000, "USD")]),
    ("1,200 troops and 14 warships", [(1_200, None, None, "troops"), (14, None, None, "warships")]),
    ("sold 80 Halberd missiles", [(80, None, None, "missiles")]),
    ("give Poland 32 jets", [(32, None, None, "jets")]),
    ("three Patriot air defense units", [(3, None, None, "units")]),
    ("eight battle groups", [(8, None, None, "battle groups")]),
    ("two hundred thousand troops", [(200_000, None, None, "troops")]),
    ("half a million soldiers", [(500_000, None, None, "soldiers")]),
    ("a dozen frigates", [(12, None, None, "frigates")]),
    ("one frigate", []),
    ("33.6 million safe, effective vaccines", [(33_600_000, None, None, "vaccines")]),
    ("deliver 18 Leopard 2 tanks to them", [(18, None, None, "tanks")]),
    ("deliver Leopard 2 tanks to them", []),
    ("all three nations' naval bases", []),
    ("open on Oct. 4 at the headquarters marines built", []),
    ("On July 5 China sent ships", []),
    ("in 1993 troops left", []),
    ("in June 2019 shows naval personnel", []),
    ("since 1993, promising new missiles", []),
    ("Resolution 1701 and the F-16", []),
    ("$-3 billion%", []),
    ("$3 billion%", []),
    ("over $200 tril- — billion", []),
    ("1,23 troops", []),
    ("on page 12, ships", []),
    ("a 45-minute meeting", []),
    ("two leaders of three countries", []),
]

BOUNDS = [
    ("at least $5 billion", "at-least"),
    ("no fewer than 70 ships", "at-least"),
    ("an inaugural $7.5+ million", "at-least"),
    ("$3 billion or more", "at-least"),
    ("up to 400 troops", "at-most"),
    ("up to an additional $50 million", "at-most"),
    ("no more than 400 troops", "at-most"),
    ("nearly £4 billion", "about"),
    ("Approximately 300 ships", "about"),
    ("$3 billion or so", "about"),
    ("exactly $3 billion", "exact"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS, ids=[text for text, _ in AMOUNTS])
def test_amounts(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(a.value, a.low, a.high, a.unit) for a in amounts(text)] == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[text for text, _ in BOUNDS])
def test_bounds(text: str, expected: str) -> None:
    (amount,) = amounts(text)
    assert amount.bound == expected
    assert bound(text, amount.start, amount.end) == expected or "+" in text


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("2% of GDP", "GDP"),
        ("2 per cent of its gross domestic product", "GDP"),
        ("1.5 percent of national income", "national income"),
        ("2% of its economic output", "economic output"),
        ("2% of ships", None),
    ],
)
def test_shares(text: str, of: str | None) -> None:
    (amount,) = amounts(text)
    assert (amount.unit, amount.of) == ("percent", of)


def test_a_currency_of_no_known_country_is_none() -> None:
    unknown = Money(dollar=None, peso=None, rupee=None, yen=None)
    assert list(amounts("$5 million, 5 million pesos, 5 million rupees and ¥5 million", unknown)) == []
    assert [a.unit for a in amounts("$5 million and US$5 million", Money(dollar="AUD"))] == ["AUD", "USD"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    at = 0
    for amount in amounts(text):
        assert at <= amount.start < amount.end <= len(text)
        assert (amount.value is None) == (amount.low is not None) == (amount.high is not None)
        at = amount.end


@given(st.integers(1, 10**12))
def test_a_sum_is_read_back(value: int) -> None:
    (amount,) = amounts(f"They paid ${value:,} for it.")
    assert (amount.value, amount.unit, amount.bound) == (value, "USD", "exact")


@pytest.mark.parametrize("unit", ["1", "1,", "$", "$5 ", "five ", "5 million ", "2 big ", "hundred ", "5-", "A "])
def test_repetitions_take_linear_time(unit: str) -> None:
    text = unit * 20_000
    assert all(a.end <= len(text) for a in amounts(text))
