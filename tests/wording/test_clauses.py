"""Clauses put in or left out, and what one verb gave to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.wording import bundled, compared, edits, shifts
from foedera.wording.strength import verdict
from tests.wording.conftest import made

MORE = [
    ("We regret the raid.", "We regret the raid and urge Orvane to pay for the damage."),
    ("Ministers recalled the award.", "Ministers recalled the award, and called on both sides to carry it out."),
    ("They set up a group on cables.", "They set up a group on cables, which shall report within a year."),
    ("Claims go to the board of both states.", "Claims go to the board and will not be sent to a court."),
    ("We support talks on the river.", "We support talks on the river and reject the use of force."),
    (
        "We oppose the reefs and the patrols, and express concern about the lamps on the old pier.",
        "We oppose the reefs, the patrols and the lamps on the old pier.",
    ),
    ("We note the harvest of the delta islands.", "We recognise the harvest of the delta islands and pledge seed."),
]

ALIKE = [
    ("We support the port of Lisse.", "We support the port of Lisse and demand for ships from its yard."),
    ("We met at the port of Lisse.", "We met at the port of Lisse and thanked the crew."),
    ("We will keep the port of Lisse open.", "We will keep the port of Lisse open, a place of support for crews."),
]


PIECES = (
    " and", " urge all to go", ",", ".", " which shall report", " will", " not", " oppose the reefs",
    " express concern", " about the pier", " the pier", ";", " as an essential part", " at once", " –",
    " support for crews",
)  # fmt: skip


def judged(before: str, after: str) -> str:
    return verdict(shifts(before, after, edits(before, after), bundled()))


@pytest.mark.parametrize(("less", "more"), MORE)
def test_a_clause_that_asks_or_undertakes_strengthens(less: str, more: str) -> None:
    assert judged(less, more) == "strengthened"
    assert judged(more, less) == "weakened"


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_what_is_added_without_an_act_has_no_verdict(one: str, two: str) -> None:
    assert judged(one, two) == "changed"


def test_a_clause_that_stands_elsewhere_was_moved() -> None:
    first = "We condemn the raid on Lisse harbour and call on the islanders to release the crew at once.\n\n"
    rest = "The ministers met in Vall.\n\nTrade rose again."
    kept = "We condemn the raid on Lisse harbour.\n\n"
    again = "\n\nWe also call on the islanders to release the whole crew at once."
    lost = [d.kind for d in compared(made(first + rest), made(kept + rest)).differences if d.kind != "same"]
    moved = [d.kind for d in compared(made(first + rest), made(kept + rest + again)).differences if d.kind != "same"]
    assert lost == ["weakened"]
    assert "weakened" not in moved


def test_a_sentence_of_other_words_has_no_verdict() -> None:
    before = "We will study the growing trade in timber between the two ports of the delta."
    after = "Both shall close the northern mines, and demand that barges carry lamps in winter."
    assert judged(before, after) == "changed"


def test_a_verb_of_a_clause_put_in_is_no_verb_of_the_first() -> None:
    before = "We express our strong support for the aims of the northern chair this year."
    after = "We express our gratitude for the work of the northern chair, and commit to support the southern chair."
    assert judged(before, after) != "weakened"


def test_binding_is_more_than_not_binding() -> None:
    assert judged("This text is not legally binding.", "This text is legally binding.") == "strengthened"


def test_one_of_two_equal_words_is_that_which_was_exchanged() -> None:
    before = "The Board may set up bodies."
    after = "The Board shall set up such bodies as it may need."
    assert judged(before, after) == "strengthened"


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_two_texts_can_be_compared(one: list[str], two: list[str]) -> None:
    before, after = "We met at Lisse" + "".join(one), "We met at Lisse" + "".join(two)
    for shift in shifts(before, after, edits(before, after), bundled()):
        for span, text in ((shift.before, before), (shift.after, after)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_a_mark_at_the_end_is_no_clause() -> None:
    assert judged("We met at the old port of Lisse", "We met at the old port of Lisse.") == "changed"


def test_a_verb_gives_nothing_across_another_act() -> None:
    before = (
        "Fully welcoming that crews are skilled, both agree to mend the locks, including sluice gates and tidal mills."
    )
    after = "They agree to mend the locks, including sluice gates. They also noted tidal mills."
    assert judged(before, after) != "weakened"
