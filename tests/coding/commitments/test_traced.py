"""Commitments that an analyst could not trace: another clause's date, the words of a quotation, whose treaty it is."""

from tests.coding.commitments.conftest import Find

JOINT = "Joint Statement of the Leaders of Norway and Sweden"


def test_another_clause_has_dates_of_its_own(find: Find) -> None:
    text = (
        "Norway and Sweden condemned the tests of North Korea this year; they reaffirmed their commitment to work "
        "together to build five radars."
    )
    ((_, _, body),) = [each for each in find(text, title=JOINT) if each[2].action == "build"]
    assert body.status == "reaffirmed"
    assert body.due is None


def test_an_object_begins_behind_the_marks_of_a_quotation(find: Find) -> None:
    ((_, _, body),) = find("Norway vowed to “upgrade” its five frigates in the north.")
    assert (body.action, body.object) == ("upgrade", "its five frigates in the north")


def test_what_is_approved_by_somebody_is_the_object(find: Find) -> None:
    text = "The new rules supersede the old Fisheries Agreement approved by the North Atlantic Council last spring."
    ((_, _, body),) = find(text)
    assert (body.action, body.object) == ("approve", "the old Fisheries Agreement")


def test_a_treaty_that_others_conclude_is_theirs(find: Find) -> None:
    ((_, _, body),) = find("Norway welcomes the conclusion of a second Harbour Treaty between Fiji and Tonga.")
    assert {ref.id for ref in body.parties} == {"state:FJI", "state:TON"}
    assert body.counterparties == ()


def test_a_commitment_among_others_is_theirs(find: Find) -> None:
    ((_, _, body),) = find("Norway noted the shared commitment among Fiji and Tonga to build five radars.")
    assert {ref.id for ref in body.parties} == {"state:FJI", "state:TON"}


def test_members_do_not_undertake_what_an_officer_shall_do(find: Find) -> None:
    text = (
        "The Parties shall ensure that five radars are built.\n\n"
        "The Secretary General shall ensure that NATO keeps to the rules for radars."
    )
    found = find(text, title="Agreement among the Members of NATO on radars")
    assert [words for words, _, _ in found if "Secretary" in words] == []


def test_an_annex_undertakes_nothing(find: Find) -> None:
    assert find("This Annex forms a necessary part of the Treaty.") == []


def test_an_item_is_known_by_its_verb(find: Find) -> None:
    text = "Norway and Sweden commit to:\n\n- Strengthen Norway’s capacity to sail, including by building radars."
    ((_, _, body),) = [each for each in find(text, title=JOINT) if "radars" in each[0]]
    assert body.action == "strengthen"
    assert body.object.startswith("Norway’s capacity")
