from __future__ import annotations

import pytest

from foedera.documents.roles import read_roles, role_alone
from foedera.documents.text import content_of_string

PAGE = """\
Skip to main content
Sandmark Herald
Home
World
Politics
Defence
Search
Sign in
Home > World > Ormund
Norvane sends two frigates to the Ferrant Shoals
Move follows a collision and comes days before talks
By Ann Lee and Bo Berg
Published: 14 May 2031, 08:15 GMT | Updated: 15 May 2031
3 min read
Share this article
The frigate Amory leaves the harbour of Keth on Tuesday. (Photo: Cy Day/Herald)
KETH, 14 May (Herald) - Norvane will send two frigates to the Ferrant Shoals this week, officials said on Tuesday.
The ships will join a patrol that was agreed last year, and stay until the end of the month.
"We will be there as long as it takes," said Commander Di Eck.
Read more: Who owns the Ferrant Shoals?
What the treaty says
The treaty obliges both states to consult when either of them is threatened, according to its third article.
- consultations within ten days
- a joint report to both parliaments
Advertisement
Analysts expect that the patrol will be repeated in the autumn, and that others may join it.
Sign up for our weekly newsletter and get the best of the Herald in your inbox.
Edited by Ed Fox
Related stories
Karvossa warns of consequences at sea
Ilmara buys twelve patrol drones
Most read
Grain prices fall for a third month
About us
Privacy policy
© 2031 Sandmark Herald
"""

ROLES = """\
navigation navigation navigation navigation navigation navigation navigation navigation navigation
heading heading heading heading navigation navigation caption
body body body teaser heading body list list navigation body teaser footer
teaser teaser teaser teaser teaser navigation footer footer""".split()


def test_a_page_copied_as_text() -> None:
    content = content_of_string(PAGE, "page.txt")
    lines = PAGE.splitlines()
    assert [content.text[p.start : p.end] for p in content.paragraphs] == lines
    assert list(zip(lines, (p.role for p in content.paragraphs), strict=True)) == list(zip(lines, ROLES, strict=True))
    assert content.metadata.title == "Norvane sends two frigates to the Ferrant Shoals"
    assert content.metadata.authors == ("Ann Lee", "Bo Berg")
    assert str(content.metadata.published) == "2031-05-14"


def test_the_same_page_with_empty_lines() -> None:
    content = content_of_string(PAGE.replace("\n", "\n\n"), "page.txt")
    assert [p.role for p in content.paragraphs] == ROLES


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The ministers agreed on a plan.", "body"),
        ("MODERATOR: Thank you", "body"),
        ("Q When will that be", "body"),
        ("Facebook", "navigation"),
        ("Video & Audio", "navigation"),
        ("Log in", "navigation"),
        ("5 min read", "navigation"),
        ("Home / World / Asia", "navigation"),
        ("File photo: a destroyer at sea", "caption"),
        ("The fleet at anchor in Keth on 3 May. Ann Lee/AFP via Getty Images", "caption"),
        ("Leaders shake hands. [Photo by Ann Lee]", "caption"),
        ("(Reporting by Ann Lee; Editing by Bo Berg)", "footer"),
        ("(Reporting Ann Lee in Tovasel; Editing by Bo Berg)", "footer"),
        ("Copyright 2031 The Herald. All rights reserved.", "footer"),
        ("This article was first published in the Herald.", "footer"),
        ("###", "footer"),
        ("READ ALSO: The long road to Keth", "teaser"),
        ("Subscribe to our newsletter for free.", "teaser"),
        ("• to deter aggression", "list"),
        ("(a) the first condition;", "list"),
        ("3. The report is due in May.", "list"),
        ("Security of supply", None),
        ("Will it hold?", None),
        ("Japan and the U.S.", None),
    ],
)
def test_roles_that_show_alone(text: str, role: str | None) -> None:
    assert role_alone(text) == role


PROSE = "The two governments decided to keep their forces under separate command for the time being."


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (["A treaty between two old friends", PROSE], "A treaty between two old friends"),
        (["FACT SHEET: The Official Visit", PROSE], "FACT SHEET: The Official Visit"),
        (["Opinion: Time for a new treaty", PROSE], "Opinion: Time for a new treaty"),
        (["Could the alliance fall apart?", PROSE], "Could the alliance fall apart?"),
        (["China signals no backdown to the U.S.", PROSE], "China signals no backdown to the U.S."),
        (["Admiral rattles the capital.", PROSE], "Admiral rattles the capital."),
        (["Two ships", "By Ann Lee", PROSE], "Two ships"),
        (["Commitment to Consult", "Among Norvane, Ilmara and Sandovar", PROSE], "Commitment to Consult"),
        (["Home", "World", "Two ships", "By Ann Lee", PROSE], "Two ships"),
        ([PROSE, PROSE], None),
        ([PROSE, "A heading further down", PROSE], None),
        (["By Ann Lee", PROSE], None),
        (["10 April 2031", PROSE], None),
    ],
)  # fmt: skip
def test_titles(texts: list[str], title: str | None) -> None:
    assert read_roles(texts).metadata.title == title


def test_numbered_paragraphs_are_body_where_some_are_long() -> None:
    long = "2. " + PROSE * 3
    assert read_roles(["Title of the act", "1. This is short enough.", long]).roles == ("heading", "body", "body")
    assert read_roles(["Title of the act", PROSE, "1. This is short.", "2. So is this one."]).roles[2:] == (
        "list",
        "list",
    )


def test_a_lead_in_is_body_and_a_signature_too() -> None:
    roles = read_roles(
        ["Title of the act", PROSE, "The Parties agreed on these points:", "- one", PROSE, "JOHN DOE"]
    ).roles
    assert roles == ("heading", "body", "body", "list", "body", "body")


def test_roles_that_a_format_knows_stay() -> None:
    assert read_roles(["Home", PROSE], ["heading", None]).roles == ("heading", "body")


def test_words_of_menus_may_head_sections() -> None:
    assert read_roles(["Title of the act", PROSE, "Health Security", PROSE, "Share", PROSE]).roles[2] == "heading"
    assert read_roles(["Title of the act", PROSE, "Health Security", PROSE, "Share", PROSE]).roles[4] == "navigation"


def test_lines_without_words_are_no_headings() -> None:
    assert read_roles(["Title of the act", PROSE, "<!-- -->", PROSE]).roles[2] == "navigation"


def test_nothing_gives_nothing() -> None:
    assert read_roles([]).roles == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["“Norvane will keep its word,” Anna Kestrel said.", "She spoke in Keth."],
        ["“Norvane will keep its word,” Anna Kestrel said.", PROSE, PROSE, PROSE],
        ["The minister met the press.", "He said nothing."],
        ["The minister met the press.", "He said that nothing had been decided, and that talks would go on in May."],
    ],
)
def test_a_sentence_that_opens_a_text_is_no_title(lines: list[str]) -> None:
    reading = read_roles(lines)
    assert reading.roles == ("body",) * len(lines)
    assert reading.metadata.title is None


def test_a_headline_with_a_full_stop_opens_an_article() -> None:
    reading = read_roles(["Admiral rattles the neighbours.", PROSE, PROSE, PROSE])
    assert reading.roles[:2] == ("heading", "body")
    assert reading.metadata.title == "Admiral rattles the neighbours."


@pytest.mark.parametrize("line", ["Admiral rattles the neighbours.", "Norvane acts.", "Will Norvane act?"])
def test_a_title_that_is_known_decides_about_the_first_line(line: str) -> None:
    assert read_roles([line, PROSE, PROSE, PROSE], known="Ships at sea").roles[0] == "body"
    assert read_roles([line, PROSE, PROSE, PROSE], known=line.rstrip(".?").upper()).roles[0] == "heading"
    assert read_roles(["Admiral rattles neighbours", PROSE], known="Ships at sea").roles[0] == "heading"


LISTED = """\
A chronicle of the Ferrant Pact

On 3 May 1971 Norvane and Karvossa signed the Ferrant Pact in the harbour town of Keth [1].

The pact was amended twice, and both amendments are still in force today [2][3].

{heading}

[1] Keth Herald, 4 May 1971: Leaders sign a pact to defend the strait, https://herald.example/1971/pact
[2] Treaty Series of Norvane, vol. 12, p. 88 (No. 4402): Protocol that amends the pact
[3] Ministry of Defence: Minister announces that a brigade moves to Keth, https://mod.example/brigade
"""


@pytest.mark.parametrize(
    "heading", ["Sources", "References:", "## Notes", "BIBLIOGRAPHY", "7. Endnotes", "Works cited"]
)
def test_the_entries_under_a_heading_of_references_are_of_the_foot(heading: str) -> None:
    roles = read_roles([line for line in LISTED.format(heading=heading).split("\n") if line]).roles
    assert roles[1:3] == ("body", "body")
    assert roles[-3:] == ("footer", "footer", "footer")


def test_prose_and_lists_under_such_a_heading_stay() -> None:
    texts = [
        "Norvane looks for its informers",
        "The service lost four of its men in the spring, and the minister was told of it in June.",
        "Sources",
        "Officers in Keth said that they had warned the ministry of the danger two times before.",
        "Notes",
        "1. The minister will open the harbour at Keth in May.",
        "2. The two states will hold an exercise there every year.",
        "3. The brigade will be stationed at Keth until 2033.",
    ]
    assert "footer" not in read_roles(texts).roles


def test_what_follows_the_entries_is_read_again() -> None:
    after = "Karvossa will send a second brigade to Keth in the autumn of this year, its minister said."
    texts = [line for line in LISTED.format(heading="Sources").split("\n") if line]
    assert read_roles([*texts, after]).roles[-4:] == ("footer", "footer", "footer", "body")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Sources: [1] Keth Herald: Two states sign a pact, https://herald.example/a; [2] T. Orr: Pacts (1999).",
            "footer",
        ),
        ("Published as NTS vol. 3, p. 8. Sources: [1] The Herald: Norvane will renew its pact.", "footer"),
        ("References: https://herald.example/1971/pact and the archive of the ministry.", "footer"),
        ("Sources: two officers of the brigade told the Herald that it would move to Keth in May.", "body"),
        ("The pact was signed on 3 May 1971. Sources: [1] Keth Herald, https://herald.example/a.", "body"),
    ],
)
def test_a_list_of_references_in_one_paragraph(text: str, role: str) -> None:
    prose = "Norvane and Karvossa signed the Ferrant Pact in the harbour town of Keth on that day."
    assert read_roles(["The Ferrant Pact", prose, text]).roles[-1] == role


def test_numbered_entries_with_addresses_need_no_heading() -> None:
    prose = "Norvane and Karvossa signed the Ferrant Pact in the harbour town of Keth on that day."
    entries = [
        f"{n}. Keth Herald: Leaders sign a pact to defend the strait, https://herald.example/{n}" for n in (1, 2, 3)
    ]
    assert read_roles(["The Ferrant Pact", prose, *entries]).roles[2:] == ("footer",) * 3
    assert "footer" not in read_roles(["The Ferrant Pact", prose, *entries[:2]]).roles
    assert "footer" not in read_roles(["The Ferrant Pact", prose, entries[0], entries[2], entries[1]]).roles
