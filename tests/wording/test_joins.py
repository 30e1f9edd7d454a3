"""Sentences that were split or joined, near by and from elsewhere."""

import numpy as np

from foedera.wording import compared
from foedera.wording.alignment import likenesses
from foedera.wording.joins import joined, kept, share
from foedera.wording.passages import Passage, passages
from tests.wording.conftest import made


def read(text: str) -> tuple[Passage, ...]:
    return passages(made(text))


def test_what_is_kept_is_counted_in_order() -> None:
    one, two, turned = read(
        "The navies will share their charts.\n\nThe navies will share their charts of the gulf.\n\n"
        "Their charts the navies will share."
    )
    assert kept(one, two) == 1.0
    assert kept(one, turned) == 4 / 6
    assert share(one, turned) == 1.0


def test_a_few_words_or_only_small_ones_are_not_kept() -> None:
    short, other = read("They met there.\n\nThey met there on Friday to sign the accord.")
    assert kept(short, other) == 0.0
    assert kept(short, other, few=0) == 1.0
    one, two = read("We have noted the remarks of the admiral.\n\nWe have noted the sale of the harbour.")
    assert kept(one, two) == 0.0


def test_a_part_is_found_far_away() -> None:
    filler = "\n\n".join(f"Paragraph {word} speaks of {word} alone." for word in ("ice", "grain", "timber", "salt"))
    before = f"Work has begun on the shipyard at Brill.\n\n{filler}\n\nWelders learn their trade at Fort Brae."
    after = f"Work has begun on the shipyard at Brill, and welders learn their trade at Fort Brae.\n\n{filler}"
    (found,) = [each for each in compared(made(before), made(after)).differences if each.parts]
    assert found.parts == (2, 1)
    assert found.before is not None
    assert found.before.text.endswith("… Welders learn their trade at Fort Brae.")
    assert [before[start:end] for _, start, end in found.before.apart] == [
        "Work has begun on the shipyard at Brill.", "Welders learn their trade at Fort Brae.",
    ]  # fmt: skip


def test_a_title_is_no_part_of_a_sentence() -> None:
    a = read("Statement of Castrel and Doveny\n\nCastrel and Doveny met today and made a statement.")
    b = read("Statement of Castrel and Doveny")
    like = likenesses(a, b)
    assert joined([(0, 0)], like, a, b) == [([0], [0])]


def test_nothing_is_joined_without_pairs() -> None:
    a, b = read("The fleet sails."), read("The harvest was poor.")
    assert joined([], np.zeros((1, 1), dtype=np.float32), a, b) == []
