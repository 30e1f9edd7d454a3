"""The differences as one text: both documents can be read from it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.wording import compared
from foedera.wording.order import items
from foedera.wording.passages import passages
from tests.wording.conftest import made

SENTENCES = [
    "Work has begun on the shipyard at Brill.",
    "Welders learn their trade at Fort Brae.",
    "Work has begun on the shipyard at Brill, and welders learn their trade at Fort Brae.",
    "The two navies will share their charts of the gulf.",
    "The two navies intend to share their charts of the gulf.",
    "Grain is dear this winter.",
]
SOME = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8, unique=True)


@settings(max_examples=80, deadline=None)
@given(SOME, SOME)
def test_both_documents_can_be_read(one: list[str], two: list[str]) -> None:
    a, b = made("\n\n".join(one)), made("\n\n".join(two))
    found = items(compared(a, b))
    later = [item.text for item in found if item.part != "gone"]
    earlier = [
        item.difference.before.text if item.part == "both" and item.difference.before else item.text
        for item in found if item.part != "come"
    ]  # fmt: skip
    assert " ".join(later).split() == " ".join(p.text for p in passages(b)).split()
    assert " ".join(earlier).split() == " ".join(p.text for p in passages(a)).split()
