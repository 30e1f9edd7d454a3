"""Statements that an analyst could not trace: speakers that cannot speak, words of another clause, horizons of the
past."""

import pytest

from foedera.coding.statements import Statements
from foedera.coding.statements.outlook import horizon, outlook
from foedera.model import Claim, Edtf, Span, Statement
from tests.coding.conftest import Code

DAY = Edtf.parse("2031-04-10")


def made(code: Code, text: str) -> list[tuple[Claim, Statement]]:
    return [(claim, claim.body) for claim in code(Statements(), text) if isinstance(claim.body, Statement)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2030, the Swedish parliament appropriated $9 million to reply to the fires in Norway.",
        "Such factors point to possible aims for a Norway-Sweden treaty.",
    ],
)
def test_sums_and_factors_say_nothing(code: Code, text: str) -> None:
    assert made(code, text) == []


def test_a_topic_before_a_colon_says_nothing(code: Code) -> None:
    text = "Improved Resilience and Readiness: Allies will commit to build two radars with Sweden."
    assert ":" not in [body.cue for _, body in made(code, text)]


def test_who_is_committed_speaks(code: Code) -> None:
    ((claim, body),) = made(code, "Norway is committed to working with Sweden on a new frigate.")
    assert [ref.id for ref in body.speakers] == ["state:NOR"]
    assert [span.text for span in body.content] == ["to working with Sweden on a new frigate"]
    assert claim.attribution.voice == "named"


def test_a_semicolon_parts_what_is_said_from_what_was_said_before(code: Code) -> None:
    text = "We intend to keep the strait open for all ships; to that end, Norway affirmed its commitment to the pact."
    found = {body.cue: [span.text for span in body.content] for _, body in made(code, text)}
    assert found["affirmed"] == ["its commitment to the pact"]


def test_a_saying_behind_two_clauses_keeps_them(code: Code) -> None:
    text = "Norway will begin the sale of two frigates; Sweden will follow soon, officials said."
    ((_, body),) = [each for each in made(code, text) if each[1].cue == "said"]
    assert "Sweden will follow soon" in " ".join(span.text for span in body.content)


def test_an_article_of_a_treaty_is_not_one_partys_word(code: Code) -> None:
    text = "More clearly, Article 3 of the Norway-Sweden Treaty states the need for consultations on the radars."
    ((_, body),) = made(code, text)
    assert body.speakers == ()
    assert body.affiliation == "Article 3 of the Norway-Sweden Treaty"


def test_who_saw_a_draft_did_not_write_it(code: Code) -> None:
    text = "Norwegian aid to Sweden will be cut, according to a draft of the budget seen by Reuters."
    ((_, body),) = [each for each in made(code, text) if each[1].cue == "according to"]
    assert body.speakers == ()
    assert body.affiliation == "a draft of the budget seen by Reuters"


def test_verbs_in_a_row_share_their_will(code: Code) -> None:
    text = "On Monday, the leaders of Norway will reaffirm the pact with Sweden and underscore the need for new radars."
    assert {body.cue: claim.modality for claim, body in made(code, text)}["underscore"] == "planned"


@pytest.mark.parametrize(
    "words",
    [
        "a frigate will visit Sweden for the first time in 15 years",
        "the strongest change to our ties in 70 years will follow",
        "our fate today may tomorrow be theirs",
    ],
)
def test_what_has_not_been_for_years_is_no_horizon(words: str) -> None:
    assert horizon(words, DAY) is None


def test_years_to_come_are_a_horizon() -> None:
    assert str(horizon("the fleet will be the largest within five years", DAY)) == "2031/2036"
    assert str(horizon("war will come in 15 years", DAY)) == "2031/2046"


def test_never_before_denies_nothing() -> None:
    words = "the pact will grow as never before"
    found = outlook((Span(0, len(words), words),), "said", "", DAY)
    assert found is not None
    assert found.expected
