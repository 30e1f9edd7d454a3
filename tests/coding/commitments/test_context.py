"""Who undertakes something where the subject does not say so, and when what is past was done, in texts of our own."""

import pytest

from tests.coding.commitments.conftest import Find

JOINT = "Joint Statement of the Leaders of Japan and the Philippines"


def parties(find: Find, text: str, title: str | None = None) -> list[set[str | None]]:
    return [{ref.id for ref in body.parties} for _, _, body in find(text, title)]


def test_the_title_of_news_names_no_party(find: Find) -> None:
    text = "NATO to send tanks to deter Russia\n\nThree of its powers said they would each lead a tank battalion."
    assert parties(find, text, "NATO to send tanks to deter Russia") == []


def test_whoever_is_to_do_what_is_announced_is_the_party(find: Find) -> None:
    text = "Japan announced that Australia and Fiji will open a naval school in Suva."
    assert parties(find, text) == [{"state:AUS", "state:FJI"}]


def test_whose_deed_is_welcomed_is_the_party(find: Find) -> None:
    assert parties(find, "Japan welcomes the conclusion of Australia's naval review.") == [{"state:AUS"}]


def test_what_unnamed_others_promised_is_laid_to_nobody(find: Find) -> None:
    text = "Japan will send 300 engineers to Manila. The dredging of the harbour has been promised by four governments."
    assert parties(find, text) == [{"state:JPN"}]


def test_parties_behind_a_number_of_them_are_those_that_are_listed(find: Find) -> None:
    text = "The protocol on the accession of Fiji was signed by three states in Rome: Italy, Malta and Tonga."
    assert parties(find, text) == [{"state:ITA", "state:MLT", "state:TON"}]


def test_parties_that_are_inferred_are_less_certain(find: Find) -> None:
    named = find("Japan will open two radar stations at the port by 2027.", JOINT)[0][1]
    inferred = find(f"{JOINT}\n\nTwo radar stations will be opened at the port by 2027.", JOINT)[0][1]
    assert inferred.confidence < named.confidence


@pytest.mark.parametrize(
    "sentence",
    [
        "The Philippines will serve as the chair of the forum next year.",
        "The parliament of Japan voted on a resolution to expel the troops.",
        "Will Japan send frigates to Cebu?",
        "Japan noted with concern the launch of two missiles.",
        "The fact sheet was prepared for the summit by Japan.",
        "Japan reiterates that there can be no excuse for attacks on ships.",
    ],
)
def test_roles_votes_questions_and_complaints_undertake_nothing(find: Find, sentence: str) -> None:
    assert not find(sentence, JOINT)


def test_a_condition_is_no_decision(find: Find) -> None:
    found = find(
        "The station is to be complete by 2030, provided that funds are appropriated by the US Congress.", JOINT
    )
    assert "decided" not in {body.status for _, _, body in found}


def test_the_day_of_a_past_act_is_no_deadline(find: Find) -> None:
    ((_, claim, body),) = find(
        "The guidelines were adopted by Japan and Australia on 30 November 1996.", published=None
    )
    assert body.due is None
    assert claim.when is not None and claim.when.text == "1996-11-30"


def test_the_year_of_a_name_is_no_deadline(find: Find) -> None:
    found = find("Japan and Australia implement the Treaty of Amity of 1960.", published="2024-05-20")
    assert all(body.due is None for _, _, body in found)
    ((_, _, body),) = find("Japan will open a naval school by the end of 2026.", published="2024-05-20")
    assert body.due is not None and body.due.latest == "2026-12-31"


def test_the_day_of_saying_is_no_deadline(find: Find) -> None:
    ((_, _, body),) = find(
        "Japan reaffirmed on Monday that it will open a naval school in Cebu.", published="2024-05-20"
    )
    assert body.due is None


def test_a_day_is_not_what_is_agreed_on(find: Find) -> None:
    ((_, claim, body),) = find(
        "The naval charter was agreed by Japan and Fiji in Suva on 22 October 2022.", published=None
    )
    assert (body.action, body.object) == ("agree", "the naval charter in Suva on 22 October 2022")
    assert body.due is None and claim.when is not None and claim.when.text == "2022-10-22"


def test_what_was_accepted_in_a_year_is_not_due_in_it(find: Find) -> None:
    found = find("Japan accepted the end of the treaty in 1954.", published=None)
    assert all(body.due is None for _, _, body in found)
