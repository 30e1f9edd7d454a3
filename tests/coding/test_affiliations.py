from pathlib import Path

import pytest

from foedera.coding.affiliations import Affiliations, Lexicon
from foedera.model import Affiliation, SourceError
from tests.coding.conftest import Code

Row = tuple[str, str | None, str, str]


def rows(code: Code, text: str) -> list[Row]:
    bodies = [claim.body for claim in code(Affiliations(), text)]
    return [
        (body.member.name, body.role, body.group.name, body.standing)
        for body in bodies
        if isinstance(body, Affiliation)
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Japanese Prime Minister Anna Dorn spoke.", ("Anna Dorn", "Prime Minister", "Japan", "holder")),
        ("President Anna Dorn of Australia spoke.", ("Anna Dorn", "President", "Australia", "holder")),
        ("The former Australian foreign minister Anna Dorn spoke.",
         ("Anna Dorn", "foreign minister", "Australia", "former")),
        ("Anna Dorn, a former Turkish diplomat, spoke.", ("Anna Dorn", "diplomat", "Türkiye", "former")),
        ("Anna Dorn, a US envoy for Syria, said it.", ("Anna Dorn", "envoy", "United States", "holder")),
    ],
)  # fmt: skip
def test_a_title_or_an_apposition_is_a_post(code: Code, text: str, row: Row) -> None:
    (found,) = rows(code, text)
    assert (*found[:2], found[3]) == (*row[:2], row[3])
    assert found[2] in (row[2], "Turkey")


def test_an_institution_is_found_by_its_words(code: Code) -> None:
    ((member, role, group, standing),) = rows(code, "Anna Dorn, a professor of law at Lindmoor University, said so.")
    assert (member, role, group, standing) == ("Anna Dorn", "professor of law", "Lindmoor University", "holder")


def test_a_title_of_the_next_person_is_not_of_the_last(code: Code) -> None:
    text = "They met Anna Dorn, US Secretary of State Antony Blinken and others."
    assert [row[0] for row in rows(code, text)] == ["Antony Blinken"]


def test_verbs_tell_posts_and_their_time(code: Code) -> None:
    (claim,) = code(Affiliations(), "Anna Dorn served as defence minister of Australia from 2013 to 2017.")
    assert isinstance(claim.body, Affiliation)
    assert (claim.body.role, claim.body.standing, str(claim.when)) == ("defence minister", "former", "2013/2017")
    ((_, role, _, standing),) = rows(code, "Anna Dorn was appointed ambassador of Japan on Monday.")
    assert (role, standing) == ("ambassador", "holder")


def test_the_same_post_makes_one_claim(code: Code) -> None:
    text = "Japanese Defense Minister Anna Dorn spoke.\n\nAnna Dorn, Japan's minister of defence, left."
    (claim,) = code(Affiliations(), text)
    assert len(claim.evidence) == 2


def test_states_that_join_or_belong(code: Code) -> None:
    (claim,) = code(Affiliations(), "Finland joined NATO in 2023.")
    assert isinstance(claim.body, Affiliation)
    assert (claim.body.member.id, claim.body.group.id) == ("state:FIN", "organisation:nato")
    assert (claim.body.standing, str(claim.when), claim.modality) == ("member", "2023/", "actual")
    assert [row[3] for row in rows(code, "Turkey is a member of NATO.")] == ["member"]
    assert len(rows(code, "The Quad (Australia, India, Japan and the United States) met.")) == 4
    assert [row[0] for row in rows(code, "NATO members Poland and Estonia spoke.")] == ["Poland", "Estonia"]


def test_what_is_not_so_or_not_yet(code: Code) -> None:
    (planned,) = code(Affiliations(), "Finland will join NATO.")
    (denied,) = code(Affiliations(), "Ukraine is not a member of NATO.")
    (possible,) = code(Affiliations(), "If Ukraine becomes a member of NATO, they shall meet.")
    assert [claim.modality for claim in (planned, denied, possible)] == ["planned", "denied", "possible"]


def test_a_summit_is_no_membership(code: Code) -> None:
    assert rows(code, "Japan attended the NATO summit and joined the United States in condemning it.") == []
    assert rows(code, "Japan joined NATO allies in an exercise.") == []


def test_a_users_table_adds_roles(code: Code, tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text("role,group,comment\nwarden,state,\n", encoding="utf-8")
    text = "Japanese Warden Anna Dorn spoke."
    assert rows(code, text) == []
    ((claim),) = code(Affiliations(Lexicon([tmp_path])), text)
    assert isinstance(claim.body, Affiliation) and claim.body.role == "Warden"
    (tmp_path / "roles.csv").write_text("role,group,comment\nwarden,planet,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="planet"):
        Lexicon([tmp_path])


@pytest.mark.parametrize(
    ("text", "members", "group"),
    [
        (
            "NATO's eastern members, particularly Poland and Estonia, asked for troops.",
            {"Poland", "Estonia"},
            "North Atlantic Treaty Organization",
        ),
        (
            "NATO members including the Baltic States met.",
            {"Estonia", "Latvia", "Lithuania"},
            "North Atlantic Treaty Organization",
        ),
        (
            "China, with its permanent seat on the UN Security Council, objected.",
            {"China"},
            "United Nations Security Council",
        ),
    ],
)
def test_members_are_told_among_others_and_by_their_seat(code: Code, text: str, members: set[str], group: str) -> None:
    found = rows(code, text)
    assert members <= {row[0] for row in found}
    assert {row[2:] for row in found} == {(group, "member")}


def test_a_list_without_a_word_for_examples_is_none(code: Code) -> None:
    assert rows(code, "NATO's members praised Japan and Australia.") == []


def test_a_title_with_its_state_stands_before_a_comma_and_a_name(code: Code) -> None:
    text = "President of France, Anna Dorn, and Prime Minister of Japan, Boris Eck, met in Tokyo."
    assert rows(code, text) == [
        ("Anna Dorn", "President", "France", "holder"),
        ("Boris Eck", "Prime Minister", "Japan", "holder"),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Anna Dorn, a former commander of U.S. Army Europe, said so.",
         ("Anna Dorn", "commander", "U.S. Army Europe and Africa", "former")),
        ("Anna Dorn of the Center for Strategic and International Studies agreed.",
         ("Anna Dorn", None, "Center for Strategic and International Studies", "holder")),
        ("Anna Dorn, director of policy and defence at the United States Studies Centre, said no.",
         ("Anna Dorn", "director of policy and defence", "United States Studies Centre", "holder")),
        ("Operation Sea Lantern (OSL) spokesman Anna Dorn spoke.",
         ("Anna Dorn", "spokesman", "Operation Sea Lantern (OSL)", "holder")),
        ("The United States sent Anna Dorn, deputy assistant secretary of defense for China.",
         ("Anna Dorn", "deputy assistant secretary of defense for China", "United States", "holder")),
    ],
)  # fmt: skip
def test_more_forms_of_posts(code: Code, text: str, row: Row) -> None:
    assert row in [(member, role, group, standing) for member, role, group, standing in rows(code, text)]


@pytest.mark.parametrize(
    ("text", "standing", "modality"),
    [
        ("Finland and Sweden have joined NATO.", "member", "actual"),
        ("Ukraine wants to join NATO.", "member", "possible"),
        ("Finland decided to apply for NATO membership.", "candidate", "actual"),
        ("Moldova is a candidate for membership in the European Union.", "candidate", "actual"),
        ("We have Finland as a staunch member of NATO.", "member", "actual"),
    ],
)
def test_more_forms_of_membership(code: Code, text: str, standing: str, modality: str) -> None:
    found = list(code(Affiliations(), text))
    assert found
    told = {(c.body.standing, c.modality) for c in found if isinstance(c.body, Affiliation)}
    assert told == {(standing, modality)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("For the Kingdom of Norway: Kari Dahl, Minister for External Affairs.",
         [("Kari Dahl", "Minister for External Affairs", "Norway", "holder")]),
        ("Joe Biden, now President of the United States, spoke.",
         [("Joe Biden", "President", "United States", "holder")]),
        ("Joe Biden, the first leader of the United States to visit, spoke.", []),
    ],
)  # fmt: skip
def test_a_post_with_what_it_is_about_and_no_distinction(code: Code, text: str, found: list[Row]) -> None:
    assert rows(code, text) == found
