"""Items left out of a list of what is opposed, asked or supported, or put into it."""

import pytest

from foedera.wording import compared
from foedera.wording.comparison import Difference
from tests.wording.conftest import made

THREE = "We oppose the arming of reefs, the ramming of boats and the jamming of signals."


def told(before: str, after: str, rest: str = "") -> Difference:
    """The difference of the one sentence that was changed."""
    found = compared(made(f"Our talks were long.\n\n{before}"), made(f"Our talks were long.\n\n{after}{rest}"))
    return next(each for each in found.differences if each.before is not None and each.before.text == before)


@pytest.mark.parametrize(
    ("before", "after", "kind", "item"),
    [
        (THREE, "We oppose the arming of reefs and the jamming of signals.", "weakened", "the ramming of boats"),
        (THREE, "We oppose the ramming of boats and the jamming of signals.", "weakened", "the arming of reefs"),
        (THREE, "We oppose the arming of reefs and the ramming of boats.", "weakened", "the jamming of signals"),
        ("We oppose the arming of reefs.", "We oppose the arming of reefs and boats.", "strengthened", "boats"),
        (
            "We call for a truce and a return to talks.",
            "We call for a truce, safe roads for aid and a return to talks.",
            "strengthened",
            "safe roads for aid",
        ),
    ],
)
def test_an_item_of_a_list_that_went_or_came(before: str, after: str, kind: str, item: str) -> None:
    found = told(before, after)
    assert found.kind == kind
    (shift,) = found.shifts
    side, place = (found.before, shift.before) if shift.after is None else (found.after, shift.after)
    assert side is not None and place is not None
    assert side.text[slice(*place)] == item


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "We welcome the school in Cairns, opened in May, and the port.",
            "We welcome the school in Cairns and the port.",
        ),
        ("We welcome the review, free of pressure, of the code.", "We welcome the review of the code."),
        ("We note reefs, cables, fisheries and ports.", "We note reefs, cables and ports."),
        ("We do not oppose the arming of reefs, boats and ports.", "We do not oppose the arming of reefs and ports."),
        (THREE, "We oppose the ramming of boats, the jamming of signals and all arming of reefs."),
        ("We oppose the seizure of ships.", "We oppose the seizure, of late, of ships."),
    ],
)
def test_what_is_no_item_or_is_still_there_gets_no_verdict(before: str, after: str) -> None:
    assert told(before, after).kind == "changed"


def test_an_item_that_the_other_document_has_elsewhere_was_moved() -> None:
    shorter = "We oppose the arming of reefs and the jamming of signals."
    assert told(THREE, shorter).kind == "weakened"
    assert told(THREE, shorter, " We strongly oppose the ramming of boats near the cape.").kind == "changed"
