"""Commitments in sentences that the parser tends to break, in texts of our own."""

import pytest

from tests.coding.commitments.conftest import Find

JOINT = "Joint Statement of the Leaders of Japan and the Philippines"


def words(find: Find, text: str, title: str | None = None) -> list[str]:
    return [found for found, _, _ in find(text, title)]


LEADING = [
    (
        "As island nations, Japan, Australia, and the Philippines are committed to building three radar stations.",
        "Japan, Australia, and the Philippines are committed to building three radar stations",
    ),
    (
        "Recognizing that Japan is a maritime power and a key partner, the Philippines and Australia will open a naval "
        "school in Cebu.",
        "the Philippines and Australia will open a naval school in Cebu",
    ),
]


@pytest.mark.parametrize(("sentence", "item"), LEADING)
def test_a_phrase_that_leads_in_is_no_part_of_the_subject(find: Find, sentence: str, item: str) -> None:
    assert words(find, sentence, JOINT) == [item]


def test_a_list_of_parties_has_an_and(find: Find) -> None:
    ((text, _, body),) = find("Following consultations with the United States, Japan will deliver five patrol vessels.")
    assert text == "Japan will deliver five patrol vessels"
    assert [ref.id for ref in body.parties] == ["state:JPN"]


def test_acts_in_a_row_are_parted_where_a_verb_looks_like_its_past(find: Find) -> None:
    text = (
        "Japan will cooperate to enhance its patrols in the Sulu Sea, set up two radar stations, and expand the naval "
        "school in Cebu."
    )
    assert words(find, text) == [
        "Japan will cooperate to enhance its patrols in the Sulu Sea",
        "set up two radar stations",
        "expand the naval school in Cebu",
    ]


def test_what_describes_the_object_behind_a_comma_is_cut_off(find: Find) -> None:
    text = "Japan will open a naval school in Cebu, led by the Ministry of Defense in partnership with the coast guard."
    assert words(find, text) == ["Japan will open a naval school in Cebu"]
    text = "Japan will open a naval school in Cebu, in order to train 300 sailors a year."
    assert words(find, text) == ["Japan will open a naval school in Cebu"]


def test_participles_in_a_row_are_not_cut_off(find: Find) -> None:
    text = "Japan will ensure that the naval school in Cebu is staffed, equipped, and financed by June 2025."
    assert words(find, text) == [text.rstrip(".")]


def test_a_gerund_beside_a_noun_is_no_act_of_its_own(find: Find) -> None:
    text = (
        "Japan and Australia agree to expand regional coordination on ports, fisheries, maritime law and "
        "promoting the study of tides."
    )
    assert words(find, text) == [text.rstrip(".")]


def test_an_item_of_a_list_reaches_beyond_a_possessive(find: Find) -> None:
    text = (
        "Japan and the Philippines committed to the following:\n\n- Strengthen Manila’s capacity to patrol its waters "
        "with five vessels.\n\n- Open a naval school in Cebu."
    )
    found = words(find, text, JOINT)
    assert found[0] == "Strengthen Manila’s capacity to patrol its waters with five vessels"


def test_what_is_described_by_a_participle_is_not_sponsored_anew(find: Find) -> None:
    text = "The forum, sponsored by the Philippines, is the main event of the year for builders of ships."
    assert words(find, text) == []


def test_a_forthcoming_exercise_that_is_welcomed_is_intended(find: Find) -> None:
    text = "The two leaders welcomed the forthcoming exercise Blue Heron with twelve ships in the Sulu Sea."
    ((_, _, body),) = find(f"We, the leaders of Japan and the Philippines, met in Manila.\n\n{text}", JOINT)
    assert body.status == "intended"


def test_a_review_that_is_announced_looks_into_something(find: Find) -> None:
    ((_, _, body),) = find("Japan announced a review of its policy on the export of five types of missiles.")
    assert (body.status, body.exploratory) == ("decided", True)


def test_an_offer_by_a_party_is_possible(find: Find) -> None:
    ((_, claim, body),) = find("Japan has offered to provide the Philippines with five patrol vessels.")
    assert claim.modality == "possible"
    assert [ref.id for ref in body.beneficiaries] == ["state:PHL"]


def test_what_will_be_agreed_is_planned_and_what_will_be_built_is_not(find: Find) -> None:
    (planned, actual) = find("Japan will agree to build two radar stations.\n\nJapan will build two radar stations.")
    assert (planned[1].modality, actual[1].modality) == ("planned", "actual")


def test_what_is_expected_of_others_is_possible_and_what_they_expect_is_not(find: Find) -> None:
    ((_, expected, _),) = find("Japan is expected to deliver five patrol vessels.")
    ((_, own, _),) = find("Japan expects to deliver five patrol vessels.")
    assert (expected.modality, own.modality) == ("possible", "actual")


def test_names_with_their_states_in_a_list_are_all_parties(find: Find) -> None:
    text = (
        "On May 3, 2024, Prime Minister Fumio Kishida of Japan, President Ferdinand Marcos of the Philippines, and "
        "Prime Minister Anthony Albanese of Australia presented a plan to build radar stations."
    )
    ((_, _, body),) = find(text, "Joint Statement of the Leaders")
    assert {ref.id for ref in body.parties} == {"state:AUS", "state:JPN", "state:PHL"}


def test_a_call_on_others_is_no_undertaking(find: Find) -> None:
    text = "We call on Russia to promptly, visibly, and lastingly pull back its ships from the port."
    assert words(find, f"We, the leaders of Japan and the Philippines, met in Manila.\n\n{text}", JOINT) == []


def test_a_welcomed_commitment_is_its_owners(find: Find) -> None:
    text = "Australia welcomes the US commitment to build two radar stations in Fiji by June 2025."
    ((_, _, body),) = find(text, "Joint Statement of the Leaders of Australia and the United States")
    assert [ref.id for ref in body.parties] == ["state:USA"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We declare to the world that our two peoples share a common destiny.",
        "The President of the Philippines paid a short visit to Osaka on 3 May 2024.",
        "You will open two radar stations in Cebu.",
        "Both countries will expand their exercises with five ships through, among others:",
        "Training of Sailors and Opening of Radar Stations in Cebu",
    ],
)
def test_what_nobody_could_check_or_nobody_undertakes_is_none(find: Find, sentence: str) -> None:
    opening = "We, the leaders of Japan and the Philippines, met in Manila. We thank our hosts."
    assert words(find, f"{opening}\n\n{sentence}", JOINT) == []


@pytest.mark.parametrize(
    "text",
    [
        "I hereby designate Fiji as a partner of the United States under the Ports Act of 1961.",
        "I hereby designate Kenya as a naval partner of the United States in the sense of the Ports Act.",
    ],
)
def test_what_a_memorandum_orders_is_laid_to_who_published_it(find: Find, text: str) -> None:
    ((_, _, body),) = find(text, "Memorandum on a Partner")
    assert [ref.id for ref in body.parties] == ["state:USA"]


def test_each_act_after_including_by_has_its_own_object(find: Find) -> None:
    text = "We commit to help the islands, including by elevating and strengthening two voices in the council."
    found = words(find, f"We, the leaders of Japan and the Philippines, met in Manila.\n\n{text}", JOINT)
    assert "elevating and strengthening two voices in the council" in found


def test_a_part_of_a_decade_has_an_end(find: Find) -> None:
    ((_, _, body),) = find("Japan will operate five radar stations in Cebu from the early 2030s.")
    assert body.due is not None
    assert (body.due.earliest, body.due.latest) == ("2030-01-01", "2033-12-31")


def test_what_comments_on_an_object_is_cut_off_with_all_that_follows(find: Find) -> None:
    text = (
        "Japan welcomes the launch of a naval school in Cebu, led by the Ministry of Defense in partnership with the "
        "coast guard, and the Department of Ports and Fisheries."
    )
    assert words(find, text) == ["Japan welcomes the launch of a naval school in Cebu"]


def test_a_plan_with_a_name_is_reached(find: Find) -> None:
    ((_, _, body),) = find("Japan and Australia reached a Critical Ports Action Plan to build five radar stations.")
    assert body.status == "completed"


def test_what_is_announced_on_an_occasion_is_decided(find: Find) -> None:
    ((_, _, body),) = find("Japan takes this opportunity to announce a new fund of $5 million for radar stations.")
    assert body.status == "decided"


def test_a_decision_that_is_condemned_is_no_commitment(find: Find) -> None:
    text = "We strongly condemn North Korea’s decision to send 12,000 soldiers to Russia."
    assert words(find, f"We, the leaders of Japan and the Philippines, met in Manila.\n\n{text}", JOINT) == []


def test_a_commitment_that_is_said_to_be_ironclad_is_reaffirmed(find: Find) -> None:
    text = "Japan reiterated that its commitment to the safety of the sea lanes is ironclad."
    ((_, _, body),) = find(text, JOINT)
    assert body.status == "reaffirmed"


def test_a_body_known_by_its_letters_is_founded(find: Find) -> None:
    text = "Japan and Australia launched an MCG to discuss how to plan for accidents at sea."
    ((_, _, body),) = find(text, "Fact Sheet: Japan and Australia")
    assert body.status == "completed"


def test_infinitives_behind_commas_are_several(find: Find) -> None:
    text = "Japan committed to open a naval school in Cebu, to train 300 sailors, and to lend two patrol vessels."
    assert words(find, text) == [
        "Japan committed to open a naval school in Cebu",
        "train 300 sailors",
        "lend two patrol vessels",
    ]


def test_an_infinitive_beside_a_promise_is_promised(find: Find) -> None:
    text = "Japan and Fiji committed to rapidly building a naval school, and to report its costs to the parliaments."
    assert words(find, text, JOINT) == [
        "Japan and Fiji committed to rapidly building a naval school",
        "report its costs to the parliaments",
    ]


def test_purposes_of_what_goes_on_are_several(find: Find) -> None:
    text = (
        "Japan and Fiji are working together to chart new sea routes, provide two survey ships, and conduct joint "
        "exercises off Suva."
    )
    assert words(find, text, JOINT) == [
        "Japan and Fiji are working together to chart new sea routes",
        "provide two survey ships",
        "conduct joint exercises off Suva",
    ]


def test_a_gerund_stands_beside_a_gerund(find: Find) -> None:
    text = (
        "Japan agreed to strengthen the coast guard of Fiji, including by opening a school to train sailors and "
        "donating two patrol vessels."
    )
    assert words(find, text)[1:] == ["opening a school to train sailors", "donating two patrol vessels"]


def test_plans_beside_what_goes_on_are_plans(find: Find) -> None:
    found = find("Japan and Fiji continue to build the radar together and plan to deploy it by 2030.", JOINT)
    assert [body.status for _, _, body in found] == ["ongoing", "intended"]


def test_hopes_beside_a_promise_are_hopes(find: Find) -> None:
    found = find("Japan and Fiji will build two radars at the port and hope to deploy them by 2030.", JOINT)
    assert [body.status for _, _, body in found] == ["committed", "intended"]


def test_the_fact_that_something_holds_is_reaffirmed(find: Find) -> None:
    (found,) = words(find, "The United States reaffirmed the fact that Article V applies to the outer islands.")
    assert found.endswith("outer islands")


def test_items_of_a_list_may_be_nouns_of_deeds(find: Find) -> None:
    text = "Japan and Fiji will expand their ties through:\n\n- the strengthening of patrols near the outer islands;"
    assert words(find, text) == ["the strengthening of patrols near the outer islands"]


def test_two_passives_with_subjects_of_their_own_are_two(find: Find) -> None:
    text = "A new radar centre will be built at Cape York and Darwin Air Base will be extended by Australia."
    assert words(find, f"{JOINT}\n\n{text}", JOINT) == [
        "A new radar centre will be built at Cape York",
        "Darwin Air Base will be extended by Australia",
    ]


def test_a_purpose_behind_examples_stays(find: Find) -> None:
    text = "Japan will work with several funds, including the Island Fund, to buy three patrol vessels for Fiji."
    assert words(find, text) == [text.rstrip(".")]
