"""Words of an act that name none here, and parties that are none."""

import pytest

from tests.coding.events.conftest import Find
from tests.coding.events.test_candidates import who


def types(find: Find, text: str) -> list[str]:
    return [candidate.entries[0].type for candidate in find(text)]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Canada and Norway are committed to sharing their catch with Iceland.", "AGREE"),
        ("Canada and Norway insisted that the radar was solely meant for Iceland.", "REQUEST"),
        ("The envoy of Canada reminded Iceland of the old pact.", "REQUEST"),
        ("The ministers praised the launch of the harbour network by Norway.", "MOBILIZE"),
        ("Norway launched a missile study with great care.", "MOBILIZE"),
        ("Norway held the first demonstration of its new tractors.", "PROTEST"),
        ("We call on Russia to fully, quickly, and finally withdraw its troops from Ukraine.", "RETREAT"),
        ("Norway accused Russia, blaming it of blocking and militarizing the sound.", "MOBILIZE"),
        ("Norway paid for the work, bringing down the number of its tank units.", "MOBILIZE"),
        ("Norway gave Russia early warning of the drill.", "THREATEN"),
        ("Russian analysts have warned Norway of the danger of a strike.", "THREATEN"),
        ("Iceland faced threats from Russia and a hard winter.", "THREATEN"),
        ("Norway is mobilizing investment for its harbours.", "MOBILIZE"),
        ("The Congress of the United States appropriated two billion dollars for Ukraine.", "COERCE"),
        ("Norway will undertake this effort with Iceland and Denmark.", "AGREE"),
        ("Norway bolstered its defence capabilities near the border.", "MOBILIZE"),
        ("Iceland was a critical partner of Norway.", "ACCUSE"),
    ],
)
def test_no_act_of_its_own(find: Find, text: str, type: str) -> None:
    assert type not in types(find, text)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Canada and Norway have committed to share their catch with Iceland.", "AGREE"),
        ("Canada insisted that Iceland send a ship.", "REQUEST"),
        ("Norway announced the launch of three rockets near Russia.", "MOBILIZE"),
        ("Norway is mobilizing its reservists near Russia.", "MOBILIZE"),
        ("Japan condemned the record number of North Korean missile launches.", "MOBILIZE"),
        ("Norway is pushing for Iceland to send a ship.", "REQUEST"),
        ("Norway threatened a boycott once Iceland and Denmark build the dam.", "THREATEN"),
        ("We commit to sharing our catch with Iceland; we will tell our fishermen.", "AGREE"),
    ],
)
def test_the_same_word_as_an_act(find: Find, text: str, type: str) -> None:
    text = text.replace("We commit", "Canada and Norway commit").replace("; we", "; they")
    assert type in types(find, text)


def test_states_in_a_list_all_act(find: Find) -> None:
    found = find("Canada, Norway and Iceland recently held the first meetings of the fishery council in Oslo.")
    assert [who(c.actors) for c in found if c.entries[0].type == "CONSULT"] == [["CAN", "NOR", "ISL"]]


def test_several_who_test_together_cooperate(find: Find) -> None:
    (found,) = find("In May, Canada and Norway conducted a radar test for their ships.")
    assert (found.entries[0].type, who(found.actors)) == ("COOPERATE", ["CAN", "NOR"])


@pytest.mark.parametrize(
    "text",
    [
        "The USS Carl Brandon was deployed to Norway on Monday.",
        "Norway signed a pact on Thunderhawk with Iceland.",
        "OSLO, May 9 (Xinhua) -- The army of Norway was sent to Iceland.",
        "Norway will sign Agenda with Harbour Storm, and the storm in the harbour is over.",
    ],
)
def test_no_ship_weapon_programme_or_agency_is_a_party(find: Find, text: str) -> None:
    names = {name for c in find(text) for name in who((*c.actors, *c.recipients))}
    assert {name.removeprefix("organisation:")[:3].upper() for name in names} <= {"NOR", "ISL"}


def test_a_person_whom_the_base_does_not_know(find: Find) -> None:
    (found,) = find("Norway condemned Ole Brandvold Nattesen for the attack.")
    assert who(found.recipients) == ["Ole Brandvold Nattesen"]


def test_groups_only_where_the_frame_has_them(find: Find) -> None:
    found = find("Canada and Norway agreed to increase exchanges of young students.")
    assert [who(c.recipients) for c in found if c.entries[0].type == "AGREE"] == [[]]


def test_arms_that_are_to_go_are_no_promise_to_their_owner(find: Find) -> None:
    found = find("Canada and Norway reaffirmed their commitment to the disarmament of Libya.")
    assert [who(c.recipients) for c in found if c.entries[0].type == "AGREE"] == [[]]


def test_another_clause_lends_no_denial(find: Find) -> None:
    found = find("No group claimed the blast, but some Libyan militias had made threats against Italian sailors.")
    assert [c.mood.modality for c in found if c.entries[0].type == "THREATEN"] == ["actual"]
