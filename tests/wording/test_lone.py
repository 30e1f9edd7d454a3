"""Words put in or left out that tell of strength by themselves."""

import pytest

from foedera.wording import bundled, edits, shifts
from foedera.wording.strength import verdict


def judged(before: str, after: str) -> str:
    return verdict(shifts(before, after, edits(before, after), bundled()))


MORE = [
    ("We reject the claim to the shoals.", "We categorically reject the claim to the shoals."),
    ("They confirm the line of 1974.", "They solemnly confirm the line of 1974."),
    ("They will consult each other.", "They will immediately consult each other."),
    ("They undertook to open the port.", "They undertook to open the port without delay."),
    ("Trust is an element of peace.", "Trust is an indispensable element of peace."),
    ("We condemn the raid on the port.", "We condemn the raid on the port in the strongest terms."),
    ("We will, as resources allow, build a ship.", "We will build a ship."),
    ("We stand ready to send a mission if the parties so request.", "We stand ready to send a mission."),
]


@pytest.mark.parametrize(("less", "more"), MORE)
def test_what_is_put_in_strengthens_and_left_out_weakens(less: str, more: str) -> None:
    assert judged(less, more) == "strengthened"
    assert judged(more, less) == "weakened"


NOTHING = [
    ("We do not support the plan.", "We do not fully support the plan."),  # a denial turns it round
    ("We urge them to settle it immediately.", "We urge them to an immediate settlement of it."),
    ("The fleet sailed to Brill.", "The fleet sailed to Brill by the vital road of the north."),
    ("The use of arms is serious and inadmissible.", "The use of arms is unacceptable."),
]


@pytest.mark.parametrize(("one", "two"), NOTHING)
def test_there_is_no_verdict(one: str, two: str) -> None:
    assert judged(one, two) == "changed"


def test_both_places_are_told() -> None:
    before, after = "We will build a ship.", "We will, as far as possible, build a ship."
    (found,) = shifts(before, after, edits(before, after), bundled())
    assert (found.ladder, found.direction, found.before) == ("hedge", "weakened", None)
    assert found.after is not None
    assert after[slice(*found.after)] == "as far as possible"
