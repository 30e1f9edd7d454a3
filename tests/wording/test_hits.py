"""Where words stand on the ladders."""

import pytest

from foedera.wording import bundled
from foedera.wording.hits import degrees, hits
from foedera.wording.passages import words


def level(text: str, ladder: str) -> float:
    (found,) = [hit for hit in hits(text, bundled()) if hit.ladder == ladder]
    return found.level


def test_of_a_chain_of_undertakings_the_weakest_counts() -> None:
    assert level("We will consider a patrol.", "undertaking") == level("We consider a patrol.", "undertaking")
    told = "They instructed their ministers to consider a stockpile."
    assert level(told, "undertaking") == level("We consider a stockpile.", "undertaking")


def test_of_words_of_importance_the_strongest_counts() -> None:
    plain, vital, paramount = (
        level(f"We stress the {word}importance of trust.", "importance") for word in ("", "vital ", "paramount ")
    )
    assert plain < vital < paramount


def test_superlatives_are_more_than_their_words() -> None:
    plain, deep, deepest = (level(f"We express {word}concern.", "disapproval") for word in ("", "deep ", "deepest "))
    assert plain < deep < deepest


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("when the conditions are met", ["hedge"]),
        ("when the six of the members who voted have met", []),
        ("as resources allow", ["hedge"]),
        ("rock-solid", ["stronger"]),
        ("not without delay", ["denial", "denial"]),
    ],
)
def test_degrees_are_found_across_gaps(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in degrees(words(text), bundled())] == kinds
