"""Instruments of one name that were made more than once, and dates that belong to a name."""

import pytest

from foedera.coding import Instruments
from foedera.model import Instrument
from tests.coding.conftest import Code


def named(code: Code, text: str) -> list[Instrument]:
    return [claim.body for claim in code(Instruments(), text) if isinstance(claim.body, Instrument)]


def acts(body: Instrument) -> list[tuple[str, str]]:
    return [(act.act, str(act.when)) for act in body.acts]


def test_guidelines_that_were_issued_anew_are_others(code: Code) -> None:
    bodies = named(
        code,
        "On 27 November 1978, Japan and Peru approved the Guidelines for Polar Rescue. They were the first of their "
        "kind. On 23 September 1997, Japan and Peru issued new Guidelines for Polar Rescue in Lima. On 27 April 2015, "
        "Japan and Peru issued new Guidelines for Polar Rescue in Tokyo, in place of those of 1997.",
    )
    assert [acts(body) for body in bodies] == [
        [("adopted", "1978-11-27")], [("adopted", "1997-09-23")], [("adopted", "2015-04-27")],
    ]  # fmt: skip


def test_who_signs_later_makes_no_other_treaty(code: Code) -> None:
    (body,) = named(code, "Japan signed the Treaty of Lima on 3 May 1951. Peru signed the Treaty of Lima in 1953.")
    assert acts(body) == [("signed", "1951-05-03"), ("signed", "1953")]


def test_what_replaces_it_has_its_name_but_not_its_acts(code: Code) -> None:
    older, newer = named(
        code,
        "The Treaty of Friendship between Japan and Peru was signed by Japan and Peru in Lima on 3 May 1951. It was in "
        "force until 2 March 2007, when it was superseded by the Japan-Peru Friendship Treaty of 2007.",
    )
    assert acts(older) == [("signed", "1951-05-03"), ("terminated", "2007-03-02")]
    assert acts(newer) == []
    assert newer.name == "Japan-Peru Friendship Treaty of 2007"


@pytest.mark.parametrize(
    ("text", "name", "done"),
    [
        ("Japan and Peru extended the Agreement on Polar Rescue of 1988 for ten years.",
         "Agreement on Polar Rescue of 1988", [("extended", "None")]),
        ("On 24 February 2021, the two governments signed a Protocol to the Treaty of Lima of 1951.",
         "Protocol to the Treaty of Lima", [("signed", "2021-02-24")]),
        ("Japan and Peru signed an Agreement on Polar Rescue today.", "Agreement on Polar Rescue",
         [("signed", "2031-04-10")]),
        ("The Administrative Agreement under Article III of the Treaty of Lima of 1952 was signed in Lima in 1952.",
         "Administrative Agreement", [("signed", "1952")]),
        ("The Lima Accord, which was signed in the spring of 1950, was welcomed.", "Lima Accord",
         [("signed", "1950-21")]),
    ],
)  # fmt: skip
def test_a_date_in_a_name_is_no_time_of_an_act(code: Code, text: str, name: str, done: list[tuple[str, str]]) -> None:
    bodies = {body.name: body for body in named(code, text)}
    assert acts(bodies[name])[:1] == done


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Dual Alliance between Japan and Peru was signed by Japan and Peru in Lima in 1879.",
         "Dual Alliance between Japan and Peru"),
        ("The Agreement for Cooperation Related to Polar Rescue was signed by Japan and Peru.",
         "Agreement for Cooperation Related to Polar Rescue"),
        ("The Lima Protocol relating to Mutual Assistance on Rescue was signed by Japan and Peru.",
         "Lima Protocol relating to Mutual Assistance on Rescue"),
        ("The Agreement between Japan and Peru concerning the Chincha Islands was signed in Lima.",
         "Agreement between Japan and Peru concerning the Chincha Islands"),
        ("General Order 2017-04 was issued by the commander.", "General Order 2017-04"),
        ("Japan and Peru signed the Agreement to Supplement the Lima Rescue Agreement in 1959.",
         "Agreement to Supplement the Lima Rescue Agreement"),
    ],
)  # fmt: skip
def test_names_to_their_end(code: Code, text: str, name: str) -> None:
    assert name in [body.name for body in named(code, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway resolved to conclude a treaty.",
        "Norway is going to order 48 of them.",
        "It was concluded two weeks after the treaty between them.",
    ],
)
def test_no_instrument_that_nothing_tells_from_others(code: Code, text: str) -> None:
    assert named(code, text) == []


def test_those_in_a_list_sign_and_those_who_join_are_no_parties(code: Code) -> None:
    (body,) = named(
        code,
        "The Protocol to the Lima Treaty on the Accession of Ghana was signed by 3 states in Lima in 1951: "
        "Japan, Norway and Peru.",
    )[:1]
    assert [party.name for party in body.parties] == ["Japan", "Norway", "Peru"]
