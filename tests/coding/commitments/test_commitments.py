"""Commitments found in texts of our own: unit, span, splitting, status, parties and terms."""

import pytest

from tests.coding.commitments.conftest import Find

JOINT = "Joint Statement of the Leaders of Japan and the Philippines"


def words(found: object) -> list[str]:
    assert isinstance(found, list)
    return [text for text, _, _ in found]


STATUSES = [
    ("Japan intends to build two radar stations in the north.", "intended"),
    ("Japan plans to continue to host the training of pilots.", "intended"),
    ("Japan is expected to deliver five patrol vessels.", "intended"),
    ("Japan will continue to host the training of pilots.", "committed"),
    ("Japan pledged to deliver five patrol vessels.", "committed"),
    ("Japan is committed to delivering five patrol vessels.", "committed"),
    ("Japan agreed to deliver five patrol vessels.", "committed"),
    ("Japan decided to buy 400 cruise missiles.", "decided"),
    ("Japan announced the selection of a site for the radar.", "decided"),
    ("Japan approved the sale of twelve frigates.", "decided"),
    ("Japan is building two radar stations in the north.", "ongoing"),
    ("Japan continues to rotate two frigates through the port.", "ongoing"),
    ("Japan signed an agreement on the exchange of fuel.", "completed"),
    ("Japan has delivered five patrol vessels.", "completed"),
    ("Japan reaffirmed its commitment to the Treaty of Manila.", "reaffirmed"),
    ("Japan will recommit to the Treaty of Manila.", "reaffirmed"),
    ("Japan postponed the delivery of five patrol vessels.", "delayed"),
    ("Japan has suspended the delivery of five patrol vessels.", "suspended"),
    ("Japan called off the exercise with twelve ships.", "withdrawn"),
]


@pytest.mark.parametrize(("sentence", "status"), STATUSES)
def test_the_outermost_operator_gives_the_status(find: Find, sentence: str, status: str) -> None:
    ((text, _, body),) = find(sentence)
    assert body.status == status
    assert text == sentence.rstrip(".")
    assert [ref.id for ref in body.parties] == ["state:JPN"]


NONE = [
    "Japan affirmed the importance of peace in the region.",
    "Japan condemned the launch of three missiles by North Korea.",
    "Japan called on China to withdraw its ships.",
    "Japan will further strengthen its cooperation.",
    "Japan may buy 400 missiles.",
    "Japan did not sign the agreement.",
    "These investments will create thousands of jobs.",
    "The talks will help both economies to grow.",
    "Japan was building two radar stations when the war began.",
    "If Japan buys 400 missiles, its neighbours will be concerned.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_framing_positions_effects_and_what_is_not_said_are_none(find: Find, sentence: str) -> None:
    assert find(sentence) == []


def test_what_is_said_not_to_be_planned_is_denied(find: Find) -> None:
    ((text, claim, body),) = find("Japan has no plans to buy missiles from the United States.")
    assert text == "Japan has no plans to buy missiles from the United States"
    assert (body.status, claim.modality) == ("intended", "denied")


def test_acts_with_objects_of_their_own_are_parted_and_share_subject_and_operator(find: Find) -> None:
    first, second = find("Japan will buy twelve frigates and train 300 sailors at the naval school.")
    assert first[0] == "Japan will buy twelve frigates"
    assert second[0] == "train 300 sailors at the naval school"
    assert {first[2].status, second[2].status} == {"committed"}
    assert [ref.id for ref in second[2].parties] == ["state:JPN"]


def test_acts_with_one_object_are_one(find: Find) -> None:
    assert words(find("Japan will develop and deploy two new interceptors.")) == [
        "Japan will develop and deploy two new interceptors"
    ]


def test_each_act_after_including_by_is_one(find: Find) -> None:
    text = (
        "Japan will expand its training programme, including by opening a school for pilots in Cebu, building two new "
        "simulators, and sending fifty instructors."
    )
    assert words(find(text))[1:] == [
        "opening a school for pilots in Cebu",
        "building two new simulators",
        "sending fifty instructors",
    ]


def test_comments_and_leading_adverbials_stay_outside(find: Find) -> None:
    text = (
        "In the coming years, Japan will send five patrol vessels to Manila, which will help the coast guard to grow."
    )
    assert words(find(text)) == ["Japan will send five patrol vessels to Manila"]
    text = "Japan will send five patrol vessels to Manila, helping the coast guard to grow."
    assert words(find(text)) == ["Japan will send five patrol vessels to Manila"]


def test_we_and_the_two_leaders_are_the_states_of_a_joint_statement(find: Find) -> None:
    text = (
        "We, the leaders of Japan and the Philippines, met in Manila.\n\n"
        "We will establish a working group on ports.\n\n"
        "The two leaders decided to hold a maritime exercise in 2025.\n\nA new hotline will be opened by June 2025."
    )
    found = find(text, JOINT)
    assert len(found) == 3
    for _, _, body in found:
        assert {ref.id for ref in body.parties} == {"state:JPN", "state:PHL"}


def test_forces_and_ministers_undertake_for_their_state(find: Find) -> None:
    for subject in ("The U.S. Navy", "The U.S. defense secretary", "The United States"):
        ((_, _, body),) = find(f"{subject} will send three destroyers to Yokosuka.")
        assert [ref.id for ref in body.parties] == ["state:USA"]


def test_a_company_is_a_party_of_its_own(find: Find) -> None:
    ((_, _, body),) = find("Lockheed Martin will deliver twelve fighter jets to Poland in 2026.")
    assert [ref.kind for ref in body.parties] == ["organisation"]
    assert [ref.id for ref in body.beneficiaries] == ["state:POL"]


def test_list_items_inherit_subject_and_operator(find: Find) -> None:
    text = (
        "The United States and Japan committed to:\n\n- establish a joint training centre in Guam;\n\n"
        "- deploy two radar systems by June 2025;\n\n- invest $40 million in undersea cables."
    )
    found = find(text, "Fact Sheet: Official visit")
    assert words(found) == [
        "establish a joint training centre in Guam",
        "deploy two radar systems by June 2025",
        "invest $40 million in undersea cables",
    ]
    for _, _, body in found:
        assert body.status == "committed"
        assert {ref.id for ref in body.parties} == {"state:USA", "state:JPN"}


def test_a_title_that_runs_into_its_item_stays_outside(find: Find) -> None:
    text = (
        "- Nuclear Consultative Group (NCG): The United States and Japan launched a working group on nuclear planning."
    )
    found = find(text, "Joint Fact Sheet")
    assert words(found) == ["The United States and Japan launched a working group on nuclear planning"]


def test_due_figures_and_beneficiaries(find: Find) -> None:
    ((_, _, body),) = find("Germany will provide €1.5 billion and at least twelve howitzers to Ukraine by June 2025.")
    assert body.due is not None and (body.due.earliest, body.due.latest) == (None, "2025-06-30")
    assert [(figure.value, figure.unit) for figure in body.figures] == [(1500000000, "EUR"), (12, "howitzers")]
    assert [ref.id for ref in body.beneficiaries] == ["state:UKR"]


def test_dates_of_what_is_done_are_no_deadlines(find: Find) -> None:
    ((_, claim, body),) = find("Japan signed an agreement on fuel with Australia on 3 May 2024.")
    assert body.due is None
    assert claim.when is not None and claim.when.text == "2024-05-03"
    assert [ref.id for ref in body.counterparties] == ["state:AUS"]


def test_the_year_of_a_name_is_no_deadline(find: Find) -> None:
    ((_, _, body),) = find("Japan will implement the 2050 Strategy for the Blue Ocean with Fiji.")
    assert body.due is None


def test_conditions(find: Find) -> None:
    ((_, _, body),) = find("The United States intends to transfer two patrol vessels to Manila, subject to approval.")
    assert [span.text for span in body.conditions] == ["subject to approval"]


def test_exploring(find: Find) -> None:
    ((_, _, body),) = find("Japan and Australia plan to explore joint repairs of engines.")
    assert (body.status, body.exploratory) == ("intended", True)


def test_a_reported_pledge_has_a_named_voice(find: Find) -> None:
    ((text, claim, body),) = find("Germany will send three Patriot systems to Poland, Boris Pistorius said on Monday.")
    assert text == "Germany will send three Patriot systems to Poland"
    assert claim.attribution.voice == "named"
    assert body.status == "committed"


def test_a_noun_alone_may_promise(find: Find) -> None:
    ((text, _, body),) = find("Nobody in the room spoke of Japan's pledge to buy 400 missiles by 2027.")
    assert text == "Japan's pledge to buy 400 missiles by 2027"
    assert body.status == "committed"
    assert body.due is not None and body.due.latest == "2027-12-31"


def test_a_clause_begins_behind_the_dateline(find: Find) -> None:
    found = find("TOKYO, May 20 (Kyodo) -- Japan will buy 400 missiles from the United States.")
    assert words(found) == ["Japan will buy 400 missiles from the United States"]


def test_a_particle_belongs_to_the_action_alone(find: Find) -> None:
    ((_, _, body),) = find("Japan will set up a power station on the island.")
    assert (body.action, body.object) == ("set up", "a power station on the island")


def test_a_participle_that_only_tells_a_consequence_is_no_commitment(find: Find) -> None:
    assert list(find("The attack in 2018 led to seven Russian diplomats being expelled from their mission.")) == []


def test_whose_decision_it_is_is_told_by_its_owner(find: Find) -> None:
    ((_, _, body),) = find(
        "President Biden welcomed Japan's decision to buy 400 cruise missiles from the United States."
    )
    assert [ref.id for ref in body.parties] == ["state:JPN"]
    assert body.status == "decided"


def test_a_passive_without_an_agent_is_done_by_who_speaks(find: Find) -> None:
    found = find("Japan will send 300 engineers to Manila. Two radar stations will be built at the port by 2027.")
    assert [ref.id for ref in found[1][2].parties] == ["state:JPN"]
    assert found[1][2].due is not None and found[1][2].due.latest == "2027-12-31"


def test_a_straight_quotation_mark_that_opens_does_not_end_an_item(find: Find) -> None:
    (found, *_) = words(
        find('Japan launched a programme for ships dubbed "Sea 2026" in 2017 to renew twelve of its frigates.')
    )
    assert found.endswith("frigates")


def test_a_participle_that_promises_has_the_subject_of_its_clause(find: Find) -> None:
    found = find("Japan joined the coalition on Monday, promising to send two frigates to the Gulf.")
    assert ("promising to send two frigates to the Gulf", "committed") in [
        (text, body.status) for text, _, body in found
    ]


def test_what_lies_ahead_is_due_and_a_weekday_is_the_next(find: Find) -> None:
    ((_, _, one),) = find(
        "Japan intends to host the next summit in the first half of 2024 in Tokyo.", published="2024-01-22"
    )
    assert one.due is not None and (one.due.earliest, one.due.latest) == ("2024-01-01", "2024-06-30")
    ((_, _, two),) = find("Japan will open a new base for patrol ships on Wednesday.", published="2024-05-20")
    assert two.due is not None and two.due.latest == "2024-05-22"


def test_who_is_defended_is_a_beneficiary(find: Find) -> None:
    ((_, _, body),) = find(
        "The United States reaffirmed its commitment to the defense of Japan under the Treaty of 1960."
    )
    assert [ref.id for ref in body.beneficiaries] == ["state:JPN"]


def test_items_of_a_list_may_be_nouns(find: Find) -> None:
    lead = "The United States will take the following additional actions in Europe:"
    items = [
        "- Establishment of a permanent headquarters in Poland, which will improve readiness across the region.",
        "- Enhanced rotational deployments in the Baltic region including air defense forces.",
        "- Background.",
    ]
    assert [text for text, _, _ in find("\n\n".join([lead, *items]))] == [
        "Establishment of a permanent headquarters in Poland",
        "Enhanced rotational deployments in the Baltic region including air defense forces",
    ]


def test_what_is_welcomed_takes_the_place_of_the_welcome(find: Find) -> None:
    ((text, _, body),) = find("The United States welcomes the agreement signed on June 28 by Turkey and Sweden.")
    assert text == "the agreement signed on June 28 by Turkey and Sweden"
    assert {ref.id for ref in body.parties} == {"state:TUR", "state:SWE"}


def test_acts_celebrated_in_a_row_are_several(find: Find) -> None:
    found = find(
        "Japan and Australia celebrate what their partnership achieved, including the establishment of a joint "
        "command in Tokyo, and the signing of a new Security Cooperation Agreement."
    )
    assert [text.split(" of ")[0] for text, _, _ in found] == ["the establishment", "the signing"]
    assert {body.status for _, _, body in found} == {"completed"}


@pytest.mark.parametrize(
    "sentence",
    [
        "If Australia were to join the pact, relations with China would suffer.",
        "North Korea threatened to attack the new base in Guam.",
        "Japan and Australia are resolved to maintain peace and stability in the region.",
    ],
)
def test_suppositions_threats_and_what_all_want_undertake_nothing(find: Find, sentence: str) -> None:
    assert not find(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Japan would put the chances of five new frigates by next May at one in four.",
        "We will place the odds of a treaty with China at fifty-fifty.",
        "Japan will give it a good chance of success.",
    ],
)
def test_an_estimate_undertakes_nothing(find: Find, sentence: str) -> None:
    assert not find(sentence)


def test_what_gives_a_chance_may_be_promised(find: Find) -> None:
    assert find("Japan will give the officers of the Philippines five patrol vessels.")
