"""Whom pronouns, sets, roles and voices refer to in longer texts, and when they stay open."""

from collections.abc import Callable

import pytest

from foedera.actors import Base
from foedera.language import Parse
from foedera.model import Document, Edtf, Paragraph
from foedera.resolution import Mentions, resolve

Resolved = Callable[..., Mentions]
TITLE = "Joint Statement of the United States and Japan"


def who(mentions: Mentions, words: str) -> list[list[str]]:
    """The ids of every mention with these words; the name where the id is not known."""
    return [[ref.id or ref.name for ref in mention.refs] for mention in mentions if mention.text == words]


@pytest.mark.parametrize(
    ("text", "pronoun", "ids"),
    [
        ("Japan said it would send its ships.", "its", ["state:JPN"]),
        ("The Chinese military said it would stay.", "it", ["state:CHN"]),
        ("The United States and its allies met.", "its", ["state:USA"]),
        ("Japan, which has defended its coast, agreed.", "its", ["state:JPN"]),
        ("China and Russia signed a pact to settle their dispute.", "their", ["state:CHN", "state:RUS"]),
        ("Japan armed itself.", "itself", ["state:JPN"]),
    ],
)  # fmt: skip
def test_pronouns_of_the_third_person(resolved: Resolved, text: str, pronoun: str, ids: list[str]) -> None:
    assert who(resolved(text), pronoun) == [ids]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The missile reached its target near Japan.", "its"),
        ("Japan made it clear that talks would go on.", "it"),
        ("His Majesty met Anthony Albanese.", "His"),
    ],
)
def test_pronouns_that_mean_another_or_nobody(resolved: Resolved, text: str, pronoun: str) -> None:
    assert [ids for ids in who(resolved(text), pronoun) if ids in (["state:JPN"], ["person:anthony-albanese"])] == []


def test_what_is_done_is_done_to_another(resolved: Resolved) -> None:
    assert ["state:JPN"] not in who(resolved("China pressed on. Japan hoped to deter it."), "it")


def test_an_honorific_tells_the_pronoun(resolved: Resolved) -> None:
    text = "Kerry Vale met Robin Stone. Ms. Vale stayed. Mr. Stone left after he had signed."
    assert who(resolved(text), "he") == [["Robin Stone"]]


def test_the_country_is_a_state_named_before(resolved: Resolved) -> None:
    assert who(resolved("China is arming, and the country wants more ships."), "country") == [["state:CHN"]]
    assert who(resolved("Japan condemned the Syrian regime."), "regime") == []


def test_the_country_of_a_newspaper_is_its_own(parsed: Callable[..., Parse], base: Base) -> None:
    text = "China is arming, and the country wants more ships. The Philippines objects, and the country wants peace."
    document = Document(
        text=text, paragraphs=(Paragraph(0, len(text), "body"),), publisher="Philippine Daily",
        published=Edtf.parse("2024-04-11"),
    )  # fmt: skip
    assert who(resolve(Parse(document, parsed(text).sentences), base), "country") == [["state:PHL"]]


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Japan and Australia met China. The two countries agreed.", "The two countries", ["state:JPN", "state:AUS"]),
        ("Japan and Australia met. Experts came from China too. Both countries agreed.", "Both countries",
         ["state:JPN", "state:AUS"]),
        ("Of the countries bordering the sea, Japan and China object.", "the countries", None),
        ("The Japanese and Australian prime ministers met.", "prime ministers",
         ["person:fumio-kishida", "person:anthony-albanese"]),
        ("Japan and Australia signed it. Critics said both gained.", "both", ["state:JPN", "state:AUS"]),
        ("Either country may leave.", "Either country", None),
    ],
)  # fmt: skip
def test_sets_in_reporting(resolved: Resolved, text: str, words: str, ids: list[str] | None) -> None:
    assert who(resolved(text), words) == ([] if ids is None else [ids])


def test_sets_take_up_sets(resolved: Resolved) -> None:
    text = "Japan and Australia signed a pact. The two countries will train. The countries also trade."
    assert who(resolved(text), "The countries") == [["state:JPN", "state:AUS"]]


def test_a_possessive_is_a_mention_beside_its_set(resolved: Resolved) -> None:
    found = resolved("We will trade. Our two countries will train.", title=TITLE)
    assert who(found, "Our") == who(found, "two countries") == [["state:USA", "state:JPN"]]


def test_an_alliance_acts_or_is_a_relation(resolved: Resolved) -> None:
    found = resolved("The Alliance condemns the launch. The Alliance is strong.", title=TITLE)
    assert who(found, "The Alliance") == [["state:USA", "state:JPN"]]


def test_who_accedes_is_no_party_of_the_protocol(resolved: Resolved) -> None:
    title = "Protocol to the North Atlantic Treaty on the accession of Greece and Turkey"
    (parties,) = who(resolved("The Parties agree on this.", title=title), "The Parties")
    assert "state:NOR" in parties
    assert not {"state:GRC", "state:TUR"}.intersection(parties)


def test_the_parties_of_a_treaty_and_the_others(resolved: Resolved) -> None:
    text = "The Parties will consult. The Government of Japan shall inform the other Parties."
    found = resolved(text, title="Treaty between Australia, Japan and New Zealand")
    assert who(found, "The Parties") == [["state:AUS", "state:JPN", "state:NZL"]]
    assert who(found, "the other Parties") == [["state:AUS", "state:NZL"]]


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("‘We agree,’ said Penny Wong.", "We", [["state:AUS"]]),
        ("“We agree,” a Japanese official said.", "We", [["state:JPN"]]),
        ("“We agree,” an official said. Penny Wong declined to speak.", "We", []),
        ("“We trust our alliance,” said Penny Wong.", "our", []),
        ("“We agree,” Jens Stoltenberg said.", "We", [["organisation:nato"]]),
        ("According to Penny Wong, “we agree.”", "we", [["state:AUS"]]),
    ],
)
def test_voices_in_quotations(resolved: Resolved, text: str, words: str, ids: list[list[str]]) -> None:
    assert who(resolved(text), words) == ids


def test_a_government_alone_and_with_others(resolved: Resolved, parsed: Callable[..., Parse], base: Base) -> None:
    text = "The talks went well. We thank our guests for our partnership."
    document = Document(
        text=text, paragraphs=(Paragraph(0, len(text), "body"),), title="FACT SHEET: Working with Japan",
        publisher="The White House", published=Edtf.parse("2024-04-11"),
    )  # fmt: skip
    parse = Parse(document, parsed(text).sentences)
    found = resolve(parse, base)
    assert who(found, "We") == [["state:USA"]]
    assert who(found, "our") == [["state:USA"], ["state:USA", "state:JPN"]]


def test_you_is_the_other_of_two_speakers_unless_others_ask(resolved: Resolved) -> None:
    turns = (
        "PRESIDENT BIDEN: I was glad to see you in Hiroshima last year, and we have a great deal to do together.\n"
        "PRIME MINISTER KISHIDA: I thank the President for the invitation. It is good to be here for these talks.\n"
    )
    assert who(resolved(turns), "you") == [["person:fumio-kishida"]]
    assert (
        who(resolved(turns + "Q Do you agree with the President that talks should go on in the summer?"), "you") == []
    )


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("The USS Donald Cook sailed. The Donald Cook stopped.", "Donald Cook", False),
        ("The paper asked Tobias Quill, the government commissioner for defence.", "Tobias Quill", True),
        ("(Reporting by Ana Quill in Rome and Tobias Marsh)", "Tobias Marsh", True),
        ("Admiral Sun Jianguo of China spoke. Sun said no.", "Sun", True),
        ("PRESIDENT Joe Biden Launches a Plan", "Joe Biden", True),
    ],
)
def test_names_of_persons(resolved: Resolved, text: str, name: str, known: bool) -> None:
    assert (len(who(resolved(text), name)) > 0) is known


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("The Republic of Korea Navy sailed.", "Republic of Korea Navy", [["organisation:rok-navy"]]),
        ("Maritime Domain Awareness (MDA) helps. MDA grows.", "MDA", []),
        ("Soldiers of 87 Air Assault Brigade landed.", "87 Air Assault Brigade", [["87 Air Assault Brigade"]]),
        ("They flew to RAF Lakenheath.", "RAF", []),
    ],
)
def test_names_of_organisations(resolved: Resolved, text: str, words: str, ids: list[list[str]]) -> None:
    assert who(resolved(text), words) == ids
