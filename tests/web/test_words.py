"""What pages say is said in words: names instead of ids, terms instead of letters, and nothing twice."""

from __future__ import annotations

import html
import re

import msgspec

from foedera import register
from foedera.record import Record
from foedera.web import charts
from foedera.web.pages.documents import _facts
from foedera.web.pages.instruments import _LONGEST, _called, _short

from .conftest import Browser


def said(page: str) -> str:
    """The words of the main part of a page."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def test_actors_that_the_base_does_not_know_have_the_name_and_kind_that_claims_give_them(browser: Browser) -> None:
    page = browser.get("/actors?on=2033-03-17").text
    named = re.findall(r'<a href="/actors/([a-z]+):[^"]*">([^<]+)</a>', page)
    assert {"person", "command", "state"} <= {kind for kind, _ in named}
    assert not [name for kind, name in named if name.startswith(f"{kind}:")]
    assert "Corin Halvard person:corin-halvard person" in said(page)
    assert "Norvane state:XNV state" in said(page)
    assert "Corin Halvard" in said(browser.get("/actors?kind=person&name=halvard&on=2033-03-17").text)


def test_relationships_of_command_are_words(browser: Browser) -> None:
    words = said(browser.get("/commands?on=2033-03-17").text)
    assert "operational control" in words and "tactical control" in words
    assert not re.search(r"\b(opcon|tacon|cocom)\b", words)


def test_two_structures_are_called_as_in_their_choice(browser: Browser) -> None:
    words = said(browser.get("/command/compare?on=2033-03-17").text)
    assert "The record, as it is, 17 March 2033" in words and "record, record" not in words
    assert "(operational control)" in words and "opcon" not in words


def test_a_form_shows_the_strait_that_was_cut_however_it_was_written(browser: Browser) -> None:
    page = browser.get("/routes?cut=suez&also=bab-el-mandeb&state=jpn&when=2024-04").text
    assert '<option value="SUEZ" selected>' in page and '<option value="BAB_EL_MANDEB" selected>' in page
    assert '<option value="JPN" selected>' in page


def test_what_happened_is_said_once(browser: Browser) -> None:
    home = browser.get("/?on=2033-03-17").text
    assert '<span class="kind">event</span>' in home and '<span class="kind">AGREE</span>' not in home
    rows = re.findall(r'<tr class="event">.*?</tr>', browser.get("/timeline?on=2033-03-17").text)
    assert rows and not [row for row in rows if re.search(r"</span> [A-Z]{4,}</td>", row)]


def test_an_interval_is_no_code(browser: Browser) -> None:
    words = said(browser.get("/outlook?on=2033-03-17").text)
    assert "by 2032-06-05" in words and not re.search(r"\d/\d{4}", words)


def test_a_publisher_that_is_also_the_author_is_named_once(browser: Browser, dossier: Record) -> None:
    found = [dossier.document(row.id) for row in dossier.documents().rows]
    twice = [document for document in found if document.authors == (document.publisher,)]
    assert twice and all(_facts(document) == [document.publisher] for document in twice)


def test_a_page_without_a_question_says_what_it_answers(browser: Browser) -> None:
    words = said(browser.get("/wording/phrase").text)
    assert "the page then shows every document that uses it" in words
    assert "the page then shows every document" not in said(browser.get("/wording/phrase?q=missiles").text)


def test_reaffirmed_is_said_once(browser: Browser, dossier: Record) -> None:
    listed = browser.get("/deliverables?only=reaffirmed&stage=reaffirmed&on=2033-03-17").text
    id = re.findall(r'href="/entries/(e-[0-9a-f]+)', listed)[0]
    page = browser.get(f"/entries/{id}?on=2033-03-17").text
    verdict = re.findall(r'<p class="verdict">(.*?)</p>', page)[0]
    assert verdict.startswith("reaffirmed without progress") and verdict.count("reaffirmed") == 1


def test_instruments_are_drawn_in_their_order_under_names_that_differ() -> None:
    names = ["Treaty of Zurich", "Agreement of Athens", "Mutual Treaty of the North"]
    rows = [{"name": n, "start": "1950-01-01", "end": "1960-01-01", "state": "in force", "href": "/"} for n in names]
    ties = [{"day": "1955-01-01", "source": names[0], "target": names[1], "relation": "supersedes"}]
    layers = charts.spans.make(rows, ties).to_dict()["layer"]
    assert [layer["encoding"]["y"]["scale"]["domain"] for layer in layers] == [names, names]
    long = "Mutual Defense Treaty between the United States of America and the Republic of "
    one, other = _short(long + "Korea"), _short(long + "the Philippines")
    assert (one, other) == ("Mutual Defense … Republic of Korea", "Mutual Defense … of the Philippines")
    assert _short(names[0]) == names[0] and len(_short("x" * 200)) <= _LONGEST + 3


def test_names_in_a_drawing_are_never_alike(dossier: Record) -> None:
    nodes = register.instruments(dossier).listed[:3]
    same = [msgspec.structs.replace(node, name="Treaty of Friendship of the two and of all others") for node in nodes]
    assert list(_called(same).values()) == [f"Treaty of … and of all others{end}" for end in ("", " (2)", " (3)")]


def test_a_drawing_of_instruments_says_what_its_lines_are(browser: Browser) -> None:
    assert "A broken line stands on the day on which one instrument changed another." in said(
        browser.get("/instruments?on=2033-03-17").text
    )
