"""What is said in the words that a reader needs, and what only looks like something said."""

import pytest

from foedera.coding import Statements
from foedera.model import Statement
from tests.coding.conftest import Code


def said(code: Code, text: str) -> list[tuple[list[str], str | None, str]]:
    """Speakers, the words for an unnamed one, and the content of each statement."""
    bodies = [claim.body for claim in code(Statements(), text)]
    return [
        ([ref.name for ref in body.speakers], body.affiliation, " … ".join(span.text for span in body.content))
        for body in bodies
        if isinstance(body, Statement)
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway said that the first phase of the work had started [40].",
         "that the first phase of the work had started"),
        ("Norway said that the first phase of the work had started [2][41].",
         "that the first phase of the work had started"),
        ("Norway said that the cost would be shared “more or less equally”.",
         "that the cost would be shared “more or less equally”"),
        ("Norway opened the harbour to patrols, which Sweden said would raise the price of fish.",
         "patrols … would raise the price of fish"),
        ("LIMA, Oct. 10 (Agency) -- Two ships have left the harbour, a spokesman for the navy said on Monday.",
         "Two ships have left the harbour"),
        ("Norway replied to what Sweden called a reckless act of sabotage.", "a reckless act of sabotage"),
    ],
)  # fmt: skip
def test_contents_as_a_reader_quotes_them(code: Code, text: str, content: str) -> None:
    assert content in [words for _, _, words in said(code, text)]


@pytest.mark.parametrize(
    "text",
    [
        "An armed attack on one of them is treated as an attack on both.",
        "The shipyard was selected as prime contractor for the ferry.",
        "The road is intended to bring fish to the market.",
        "The treaty stays in force until the parties agree to end it.",
        "Today President Joe Biden welcomed Prime Minister Fumio Kishida to the harbour.",
        "Touted as a steady hand in a storm, Joe Biden sailed to Norway.",
        "Protocol on Fish\n\nIt shall enter into force when each Party has notified the Government of Norway of it.",
        "The parties inform each other of serious friction with a neighbour.",
        "Treaty of Friendship between Norway and Sweden\n\nA Party may request the assistance of the other Party.",
        "Treaty of Friendship between Norway and Sweden\n\nFor the Kingdom of Norway: Kari Dahl, Minister of Fish.",
    ],
)
def test_nobody_says_anything(code: Code, text: str) -> None:
    assert said(code, text) == []


def test_what_an_attribute_tells_nobody_says(code: Code) -> None:
    found = said(
        code, "The ministers opposed “any change by force,” a line that follows drills at the self-ruled island."
    )
    assert all(words != "any change by force," for _, words, _ in found)
    assert "island" not in " ".join(words or "" for _, words, _ in found)


def test_who_is_called_on_is_to_report(code: Code) -> None:
    found = said(code, "Norway called on Sweden to announce that the road was closed.")
    assert (["Sweden"], None, "that the road was closed") in found


def test_what_nobody_has_said_yet_is_denied(code: Code) -> None:
    (claim,) = code(Statements(), "Norway has yet to announce that the road is closed.")
    assert claim.modality == "denied"


def test_what_he_does_not_think_likely_is_not_expected(code: Code) -> None:
    outer = code(Statements(), "Joe Biden said he did not think a clash with Sweden was likely this year.")[0]
    assert isinstance(outer.body, Statement)
    assert (outer.body.outlook, outer.body.expected) == (True, False)


def test_what_is_expected_is_said_by_nobody_who_is_named(code: Code) -> None:
    assert said(code, "Joe Biden is expected to visit Norway in the summer.") == [
        ([], None, "Joe Biden … to visit Norway in the summer")
    ]


def test_a_preamble_and_each_party_speak_for_the_parties(code: Code) -> None:
    found = said(
        code,
        "Joint Declaration\n\nNorway and Sweden met in Oslo. The two countries are friends.\n\n"
        "Considering that the sea between them is threatened,\n\n"
        "Each Party recognises that an armed attack on the other would endanger its own peace.",
    )
    assert [who for who, _, _ in found] == [["Norway", "Sweden"]] * 2


def test_parties_of_whom_nothing_is_known_are_described(code: Code) -> None:
    text = "Lima Treaty\n\nIt founded a union; its parties announced in March that they would end it."
    assert [(who, words) for who, words, _ in said(code, text)] == [([], "its parties")]


def test_he_is_who_was_named_since_and_not_who_spoke_before(code: Code) -> None:
    found = said(
        code,
        "Anneke Tisdorf, a professor of law, said that the rules were out of date.\n\n"
        "Oren Malvey of the Centre for Law was cautious. The new rules, he said, would be read even less.",
    )
    assert [who for who, _, _ in found] == [["Anneke Tisdorf"], ["Oren Malvey"]]


def test_they_are_the_leaders_and_not_the_reports(code: Code) -> None:
    found = said(
        code,
        "Joe Biden and Fumio Kishida met in Washington. A fact sheet named plans, many according to press reports. "
        "They announced that both countries would open a harbour.",
    )
    assert found[-1][0] == ["Joe Biden", "Fumio Kishida"]
