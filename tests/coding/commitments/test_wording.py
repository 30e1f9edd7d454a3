"""What a commitment says in short: its act and what that is done to, in texts of our own."""

import pytest

from tests.coding.commitments.conftest import Find

JOINT = "Joint Statement of the Leaders of Japan and the Philippines"


def said(find: Find, text: str, title: str | None = None) -> list[str]:
    return [f"{body.action} {body.object}" for _, _, body in find(text, title)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Japan will not host foreign bombers in Okinawa.", "not host foreign bombers in Okinawa"),
        ("Australia said that it would never buy such missiles.", "not buy such missiles"),
        ("Australia refused to sell 40 tanks to Fiji.", "not sell 40 tanks to Fiji"),
        ("Neither Japan nor Australia will close the radar station.", "not close the radar station"),
    ],
)
def test_what_is_not_to_be_done_says_so(find: Find, sentence: str, words: str) -> None:
    assert said(find, sentence) == [words]


def test_who_keeps_others_from_a_deed_does_not_do_it(find: Find) -> None:
    kept = said(find, "Japan on Monday banned the airline Kestrel Air from flying over its islands.")
    assert kept == ["ban the airline Kestrel Air from flying over its islands"]
    assert said(find, "Japan will refrain from closing the port.") == ["not close the port"]


def test_a_passive_keeps_what_it_is_done_to(find: Find) -> None:
    found = said(find, "The naval school in Cebu will be opened by Japan in June 2025.", JOINT)
    assert found == ["open the naval school in Cebu in June 2025"]
    found = said(find, f"{JOINT}\n\nThe dredging of the harbour is to be finished by March 2025.", JOINT)
    assert found == ["finish the dredging of the harbour by March 2025"]


def test_a_passive_drops_its_count_of_states(find: Find) -> None:
    signed = "The Treaty on Sea Cables was signed by 3 states in Oslo on 4 May 2024: Norway, Denmark and Japan."
    (found,) = said(find, signed)
    assert found.startswith("sign the Treaty on Sea Cables in Oslo on 4 May 2024")


def test_numbers_of_notes_are_no_words(find: Find) -> None:
    found = said(find, "On 3 March 2024, Japan established the naval school in Cebu [4][15].")
    assert found == ["establish the naval school in Cebu"]


def test_who_is_no_party_stays_in_brackets(find: Find) -> None:
    assert said(find, f"{JOINT}\n\nThe sea cable is to enter service before the end of 2026.", JOINT) == [
        "enter service before the end of 2026 (the sea cable)"
    ]


def test_a_noun_of_a_deed_gives_the_verb(find: Find) -> None:
    ((_, _, body),) = find("Japan and the Philippines welcome the completion of two radar stations.", JOINT)
    assert (body.action, body.object, body.status) == ("complete", "two radar stations", "completed")


def test_what_is_only_explored_is_not_done(find: Find) -> None:
    ((_, _, body),) = find("Japan is exploring the deployment of two frigates to Cebu.")
    assert (body.action, body.exploratory) == ("explore", True)


def test_what_others_do_belongs_to_the_object(find: Find) -> None:
    assert said(find, "The United States reaffirmed that Article V of the treaty applies to the outer islands.") == [
        "reaffirm that Article V of the treaty applies to the outer islands"
    ]
    (first, *_) = said(
        find,
        "Jens Stoltenberg said NATO was considering a Polish offer to command a multinational brigade.",
    )
    assert first == "consider a Polish offer to command a multinational brigade"


def test_there_will_be_is_a_thing_to_have(find: Find) -> None:
    (found,) = said(find, "“There will be a new tank brigade,” said Australian Defence Minister Richard Marles.")
    assert found == "have a new tank brigade"


def test_a_prefix_is_no_object(find: Find) -> None:
    assert said(find, "Japan will co-host the naval summit in Cebu.") == ["co-host the naval summit in Cebu"]


def test_things_in_a_list_have_the_verb_of_its_opening(find: Find) -> None:
    text = "Japan will deliver the following equipment:\n\n- Three patrol vessels for the coast guard.\n\n- Two radars."
    assert said(find, text)[0] == "deliver Three patrol vessels for the coast guard"


def test_whoever_agrees_that_something_is_done_to_him_says_so(find: Find) -> None:
    assert said(find, "Fiji agreed to be guided by Australian advice at sea.") == [
        "be guided by Australian advice at sea"
    ]
