"""Who acts and on whom, where the syntax does not say it outright."""

import pytest

from foedera.actors import bundled
from foedera.coding import Reading
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.candidates import candidates
from foedera.coding.events.lexicon import lexicon
from foedera.language import english
from foedera.model import Document, Edtf, Paragraph
from foedera.resolution import resolve
from tests.coding.events.conftest import Find


def told(found: list[Candidate]) -> set[tuple[str, str, str]]:
    """Type, actors and recipients of each candidate, ids without their kind."""

    def who(refs: tuple[object, ...]) -> str:
        names = [str(getattr(ref, "id", None) or getattr(ref, "name", "")).split(":")[-1] for ref in refs]
        return "+".join(names)

    return {(one.entries[0].type, who(one.actors), who(one.recipients)) for one in found}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # a finite verb that the parser puts beside a gerund or an infinitive
        (
            "France and Germany reiterate their commitment to dialogue as the only means of achieving a settlement "
            "and call on Serbia to return to the talks.",
            ("REQUEST", "FRA+DEU", "SRB"),
        ),
        # what is condemned is an act of its own
        ("Norway condemned Russia's invasion of Ukraine.", ("ASSAULT", "RUS", "UKR")),
        # the texts that are signed are those between the parties
        ("The signing of five agreements between Peru and Chile took an hour.", ("SUPPORT", "PER+CHL", "")),
        # what somebody called it
        (
            "A Greek frigate sailed past the island on Monday, in what Turkey called a provocation.",
            ("ACCUSE", "TUR", "GRC"),
        ),
        # who was given something
        ("Moldova was given assurances by France.", ("AGREE", "FRA", "MDA")),
        ("Egypt criticised Ethiopia for Kenya's insistence that Sudan withdraw.", ("REQUEST", "KEN", "SDN")),
        # by what somebody answered
        ("Estonia responded by expelling two Russian diplomats.", ("SANCTION", "EST", "RUS")),
        # who defends himself
        ("Finland will help Ukraine defend itself against Russia's aggression.", ("ASSAULT", "RUS", "UKR")),
        # an adjective between
        ("Sweden and Denmark were united in condemning Belarus.", ("ACCUSE", "SWE+DNK", "BLR")),
        # what is founded does not found itself
        (
            "Peru and Chile announced the establishment of the Pacific Secretariat, a body for trade.",
            ("AGREE", "PER+CHL", ""),
        ),
        # who did what the parser hangs up further down
        (
            "Spain condemned violations of several resolutions by Libya.",
            ("ACCUSE", "ESP", "LBY"),
        ),
        ("Oman called Yemen's claims baseless and illegal.", ("ACCUSE", "OMN", "YEM")),
        # told to do something
        ("Kenya told Uganda not to close the border.", ("REQUEST", "KEN", "UGA")),
        # the deed of one of several
        (
            "President Macron and Prime Minister Modi welcomed India's decision to join.",
            ("SUPPORT", "emmanuel-macron+narendra-modi", "IND"),
        ),
        # members that act as one
        ("NATO leaders agreed on Thursday to raise their spending.", ("AGREE", "nato", "")),
    ],
)
def test_parties_that_stand_elsewhere(find: Find, text: str, event: tuple[str, str, str]) -> None:
    assert event in told(find(text))


def test_the_only_other_state_is_who_is_accused(find: Find) -> None:
    text = "Algeria spoke out against the decision, for which Morocco had voted."
    assert ("ACCUSE", "DZA", "MAR") in told(find(text))


def test_of_two_other_states_none_is_who_is_accused(find: Find) -> None:
    text = "Algeria spoke out against the decision, for which Morocco and Spain had voted."
    assert not any(type == "ACCUSE" for type, _, _ in told(find(text)))


def test_as_many_states_as_were_counted_stand_behind_the_colon(find: Find) -> None:
    found = find("The charter was signed by three states in Lisbon on 2 May 1990: Portugal, Spain and Morocco.")
    assert ("SUPPORT", "PRT+ESP+MAR", "") in told(found)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Canada is likely to deploy to Latvia, Italy to Bulgaria and France to Romania.", ("MOBILIZE", "CAN", "")),
        ("Portugal has doubled NATO's battlegroups.", ("MOBILIZE", "PRT", "")),
        ("A Chinese ship entered Japan's waters.", ("MOBILIZE", "CHN", "JPN")),
    ],
)
def test_where_forces_go_is_not_against_whom(find: Find, text: str, event: tuple[str, str, str]) -> None:
    assert {one for one in told(find(text)) if one[0] == "MOBILIZE"} == {event}


@pytest.mark.parametrize(
    "text",
    [
        "They are to deter any show of force such as that deployed by Russia in Abkhazia in 2008.",
        "Canada is expected to command a battalion in Latvia.",
        "Peter Olsen placed conditions on a withdrawal of Danish troops.",
        "We have seen stepped up patrols around Cyprus, said Italy.",
        "General Anna Berg directs the Policy Centre at the University of Oslo.",
        "The president of Mexico was fed up with Spain.",
        "Norway makes plans in case Russia takes military action against it.",
    ],
)
def test_no_acts_of_those_who_are_named(find: Find, text: str) -> None:
    assert {one for one in told(find(text)) if one[0] != "RETREAT"} == set()


def test_who_says_i_is_whose_statement_it_is() -> None:
    text = "Statement by President Emmanuel Macron on the Talks\n\nI urge Serbia and Kosovo to return to the table."
    document = Document(
        text=text,
        paragraphs=(Paragraph(0, 51, "heading"), Paragraph(53, len(text), "body")),
        published=Edtf.parse("2024-05-10"),
    )
    (parse,) = english().parse([document])
    read = Reading.of(parse, resolve(parse, bundled()))
    found = [c for s in read.sentences() for c in candidates(read, s, lexicon())]
    assert ("REQUEST", "emmanuel-macron", "SRB+XKX") in told(found) or (
        "REQUEST",
        "emmanuel-macron",
        "SRB+gw-347",
    ) in told(found)
