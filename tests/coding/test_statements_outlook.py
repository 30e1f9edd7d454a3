import pytest

from foedera.coding.statements.outlook import horizon, likelihood, outlook
from foedera.model import Edtf, Span

DAY = Edtf.parse("2031-04-10")


def span(words: str) -> tuple[Span]:
    return (Span(0, len(words), words),)


@pytest.mark.parametrize(
    ("words", "mark", "found"),
    [
        ("that the pact will collapse", "", (None, True)),
        ("that the pact will not collapse", "", (None, False)),
        ("that the pact could collapse", "", ("could", True)),
        ("a collapse is unlikely", "", ("unlikely", False)),
        ("there is a 60 percent chance of war", "", ("60 percent chance", True)),
        ("a war by 2035", "expect", (None, True)),
        ("a war", "warn", (None, True)),
        ("to keep the pact", "promise", None),
        ("that the pact has collapsed", "", None),
        ("that it could have collapsed", "", None),
        ("we will keep the pact", "", None),
    ],
)
def test_what_is_an_outlook(words: str, mark: str, found: tuple[str | None, bool] | None) -> None:
    made = outlook(span(words), "said", mark, DAY)
    assert (None if made is None else (made.likelihood, made.expected)) == found


def test_a_question_and_ones_own_plan_are_no_outlook() -> None:
    words = span("Japan will sign")
    assert outlook(words, "asked", "", DAY, question=True) is None
    assert outlook(words, "said", "", DAY, own=frozenset({"Japan"})) is None
    assert outlook(words, "said", "", DAY, own=frozenset({"Norvane"})) is not None


def test_in_a_turn_will_alone_announces() -> None:
    assert outlook(span("The President will speak at noon."), "", "", DAY, spoken=True) is None
    assert outlook(span("The pact is going to fail."), "", "", DAY, spoken=True) is not None
    assert outlook(span("The pact will probably fail."), "", "", DAY, spoken=True) is not None


def test_an_expected_thing_takes_its_likelihood_from_the_cue() -> None:
    made = outlook(span("Japan to sign"), "is expected", "expect", DAY)
    assert made is not None
    assert (made.likelihood, made.expected) == ("is expected", True)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("in 2035", "2035"),
        ("over the next decade", "2031/2041"),
        ("within 20 years", "2031/2051"),
        ("within five years", "2031/2036"),
        ("in 2019", None),
        ("at some time", None),
    ],
)
def test_horizons(words: str, when: str | None) -> None:
    found = horizon(f"a war will come {words}", DAY)
    assert (None if found is None else str(found)) == when


def test_without_a_publication_date_there_is_no_horizon() -> None:
    assert horizon("a war will come in 2035", None) is None


def test_likelihood_takes_the_longest_words() -> None:
    assert likelihood("it will almost certainly rain") == ("will almost certainly", True)
    assert likelihood("it rains") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the centre opened in May and is at work", None),
        ("since 12 May the fleet has been at sea", None),
        ("on May 12 the fleet left", None),
        ("the centre may open", ("may", True)),
        ("May the centre open in May", ("May", True)),
    ],
)
def test_a_month_is_no_likelihood(words: str, expected: tuple[str, bool] | None) -> None:
    assert likelihood(words) == expected
