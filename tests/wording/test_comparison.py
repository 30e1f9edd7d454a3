"""Two documents side by side."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.model import Document, UsageError
from foedera.wording import compared
from foedera.wording.comparison import Difference
from tests.wording.conftest import EARLIER, made


def kinds(found: tuple[Difference, ...]) -> dict[str, str]:
    return {each.kind: (each.after or each.before).text for each in found if each.kind != "same"}  # type: ignore[union-attr]


def test_each_change_is_told_once_and_as_what_it_is(earlier: Document, later: Document) -> None:
    found = compared(earlier, later)
    assert found.counted() == {
        "new": 1, "dropped": 1, "strengthened": 2, "weakened": 0, "mixed": 0, "changed": 1, "moved": 1, "same": 3,
    }  # fmt: skip
    told = kinds(found.differences)
    assert told["new"].endswith("near the Sunda Strait.")
    assert told["dropped"].endswith("across the Taiwan Strait.")
    assert told["moved"].startswith("We welcome the opening")
    stronger = [each for each in found.differences if each.kind == "strengthened"]
    assert [each.after.text[slice(*shift.after)] for each in stronger for shift in each.shifts] == [  # type: ignore[union-attr, misc]
        "will", "strongly oppose",
    ]  # fmt: skip


def test_a_sentence_that_was_split_is_one_difference(earlier: Document, later: Document) -> None:
    (split,) = [each for each in compared(earlier, later).differences if each.parts is not None]
    assert split.parts == (1, 2)
    assert split.kind == "changed"
    (joined,) = [each for each in compared(later, earlier).differences if each.parts is not None]
    assert joined.parts == (2, 1)


def test_first_and_last_mentions(earlier: Document, later: Document) -> None:
    found = compared(earlier, later)
    assert [term.text for term in found.first] == ["Sunda Strait"]
    assert [term.text for term in found.gone] == ["Taiwan Strait"]


def test_datelines_and_end_marks_are_set_aside(earlier: Document, later: Document) -> None:
    before, after = compared(earlier, later).aside
    assert [side.text for side in before] == ["Tokyo, 4 May 2031", "###"]
    assert [side.text for side in after] == ["Canberra, 9 May 2032", "###"]


def test_offsets_point_into_the_canonical_text(earlier: Document, later: Document) -> None:
    for each in compared(earlier, later).differences:
        for document, side in ((earlier, each.before), (later, each.after)):
            assert side is None or document.text[side.start : side.end] == side.text


def test_the_same_document_twice_is_said_so(earlier: Document) -> None:
    found = compared(earlier, earlier)
    assert found.remarks == ("both are the same document, word for word",)
    assert {each.kind for each in found.differences} == {"same"}


def test_only_the_dateline_differs(earlier: Document) -> None:
    found = compared(earlier, made(EARLIER.replace("4 May", "6 May"), earlier.title))
    assert found.remarks == ("nothing but what was set aside differs: every sentence is the same",)


def test_nothing_in_common_is_said_so(earlier: Document) -> None:
    other = made("The cook bought turnips.\n\nHis sister grew tall hedges, and painted gates green.\n", "Turnips")
    found = compared(earlier, other)
    assert any("next to nothing in common" in remark for remark in found.remarks)
    assert {each.kind for each in found.differences} == {"new", "dropped"}


def test_another_language_is_refused(earlier: Document) -> None:
    from msgspec.structs import replace

    with pytest.raises(UsageError, match=r"different languages \(.*: en; .*: fr\)"):
        compared(earlier, replace(earlier, language="fr"))


def test_a_document_without_words_is_refused(earlier: Document) -> None:
    with pytest.raises(UsageError, match="there are no words to compare"):
        compared(earlier, made("***\n\n###\n", "Empty"))


def test_a_very_long_document_beside_a_short_one(earlier: Document) -> None:
    long = made(
        "".join(f"Clause {n} sets the width of gauge number {n * 7} for rails.\n\n" for n in range(4_000)), "Rails"
    )
    found = compared(earlier, long)
    assert any("differ much in length" in remark for remark in found.remarks)


def test_two_documents_too_long_for_each_other_are_refused() -> None:
    long = made("".join(f"Clause {n} sets gauge number {n * 7}.\n\n" for n in range(6_400)), "Rails")
    with pytest.raises(UsageError, match="too many to be compared sentence by sentence"):
        compared(long, made(long.text + "One more.\n", "Rails again"))


SENTENCES = st.lists(
    st.sampled_from([line for block in EARLIER.split("\n\n")[2:-1] for line in block.split("\n")]),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_of_both_is_told_exactly_once(one: list[str], two: list[str]) -> None:
    a, b = (made("".join(f"{s.rstrip('.')}.\n\n" for s in some)) for some in (one, two))
    found = compared(a, b)
    for document, number in ((a, 0), (b, 1)):
        told = " ".join(
            side.text for each in found.differences if (side := (each.before, each.after)[number]) is not None
        )
        assert sorted(told.replace(" … ", " ").split()) == sorted(document.text.split())


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_what_comes_is_what_goes_the_other_way(some: list[str]) -> None:
    a = made("".join(f"{s.rstrip('.')}.\n\n" for s in some))
    b = made(EARLIER)
    there, back = compared(a, b).counted(), compared(b, a).counted()
    assert (there["new"], there["strengthened"]) == (back["dropped"], back["weakened"])


def test_numbers_and_marks_alone_are_no_change() -> None:
    before = made("3. The ports, and the roads, stay open.\n\n4. The Parties will consult.")
    after = made("2. The ports and the roads stay open.\n\n(5) The Parties will consult.")
    assert [each.kind for each in compared(before, after).differences] == ["same", "same"]


def test_what_is_not_in_english_is_compared_without_verdict() -> None:
    before, after = (
        msgspec.structs.replace(made(text), language="fr")
        for text in ("Nous allons ouvrir le port.", "Nous allons vraiment ouvrir le port.")
    )
    found = compared(before, after)
    assert [each.kind for each in found.differences] == ["changed"]
    assert found.remarks == (
        "the scale of strength is in English, the documents are not: nothing is called stronger or weaker",
    )


def test_an_exchanged_name_does_not_part_two_sentences() -> None:
    before = made("We agree to establish a Gulf Information Centre in Port Callis.\n\nWe met in Oum.")
    after = made("We met in Oum.\n\nWe agree to establish a Gulf Information Centre in Anse Verte.")
    assert [each.kind for each in compared(before, after).differences if each.before and each.after].count(
        "changed"
    ) == 1
