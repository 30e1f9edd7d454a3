"""Sentences written anew that belong together."""

from foedera.wording import compared
from tests.wording.conftest import made

FRAME = ("The ministers met in Lisse in good spirits.", "They thanked the crews of both fleets.")


def matched(before: list[str], after: list[str]) -> set[tuple[str, str]]:
    found = compared(made("\n\n".join(before)), made("\n\n".join(after))).differences
    return {(d.before.text, d.after.text) for d in found if d.before is not None and d.after is not None}


def test_the_few_sentences_between_two_that_correspond_are_paired() -> None:
    old = "Expresses its intention to weigh measures against those who obstruct the peace."
    new = "Decides that all shall freeze the assets of those who obstruct the peace."
    other = "Establishes a panel of nine judges."
    found = matched([FRAME[0], old, FRAME[1]], [FRAME[0], new, other, FRAME[1]])
    assert (old, new) in found
    assert not any(other == after for _, after in found)


def test_words_said_once_bring_sentences_together() -> None:
    filler = [
        f"The {word} office reported on {word} and nothing else." for word in ("grain", "ice", "salt", "wool", "tin")
    ]
    old = "Both shall build the safe and orderly harbour pilot register, train sixty crews, and name nine inspectors."
    new = "Owners who stay out of the safe and orderly harbour pilot register lose their berth and a rebate on coal."
    found = matched([FRAME[0], old, *filler, FRAME[1]], [FRAME[0], *filler[::-1], new, FRAME[1]])
    assert (old, new) in found


def test_a_name_said_often_brings_nothing_together() -> None:
    often = [f"The harbour pilot register of {word} was printed." for word in ("Vall", "Ness", "Corrath", "Dunmere")]
    old = "Nine inspectors watch the dredging of the bar under the harbour pilot register."
    new = "Owners lose their berth in winter for want of a harbour pilot register."
    found = matched([old, *often], [*often, new])
    assert (old, new) not in found
