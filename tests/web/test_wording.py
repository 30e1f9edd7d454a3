"""Wording in the reading room: what is marked, filtered, saved; a phrase; a prediction that a reviewer settles."""

import io
import json
from pathlib import Path

import docx
import pytest

from foedera.record import Record
from foedera.register import current, outlook
from foedera.web import app
from foedera.web.accounts import Accounts, opened
from foedera.web.pages.wording import name_of
from tests.wording.test_expected import predicted

from .conftest import Browser, field, statements

GOOD = "correct horse battery"


@pytest.fixture
def pair(dossier: Record) -> tuple[str, str]:
    before, after = (each.id for each in statements(dossier).documents)
    return before, after


def test_what_went_and_what_came_is_marked(browser: Browser, pair: tuple[str, str]) -> None:
    page = browser.get("/wording/compare", params={"before": pair[0], "after": pair[1]}).text
    assert "<ins>unwavering </ins>" in page and "<del>intends to </del>" in page
    assert "strengthened: “intends” became “will”" in page
    assert f"/documents/{pair[0].replace(':', '%3A')}" in page or f"/documents/{pair[0]}" in page


def test_a_link_of_a_difference_leads_to_its_paragraph(browser: Browser, pair: tuple[str, str]) -> None:
    page = browser.get("/wording/compare", params={"before": pair[0], "after": pair[1], "kind": "weakened"}).text
    place = page.split(f"/documents/{pair[1]}?", 2)[2].split('"')[0].rpartition("#")[2]
    document = browser.get(f"/documents/{pair[1]}").text
    assert place.startswith("p") and f'id="{place}"' in document


def test_only_the_kind_that_is_asked_for_is_shown(browser: Browser, pair: tuple[str, str]) -> None:
    params = {"before": pair[0], "after": pair[1]}
    counts = browser.get("/api/v1/wording/compare", params=params).json()["counts"]
    assert counts["weakened"] and counts["same"]
    for kind in ("weakened", "same", "moved"):
        page = browser.get("/wording/compare", params=params | {"kind": kind}).text
        assert page.count('<div class="twofold">') == counts[kind]
        rows = browser.get("/api/v1/wording/compare", params=params | {"kind": kind}).json()["rows"]
        assert {row["kind"] for row in rows} <= {kind} and len(rows) == counts[kind]
    assert browser.get("/wording/compare", params=params | {"kind": "odd"}).status_code == 400


def test_the_files_hold_both_texts(browser: Browser, pair: tuple[str, str]) -> None:
    place = f"/wording/compare/{pair[0]}/{pair[1]}"
    word = browser.get(f"{place}.docx")
    assert "attachment" in word.headers["content-disposition"]
    body = docx.Document(io.BytesIO(word.content)).element.xml
    assert "w:ins " in body and "w:del " in body and "unwavering" in body
    assert "<ins>" in browser.get(f"{place}.html").text
    assert json.loads(browser.get(f"{place}.json").content)["after"]["id"] == pair[1]
    assert browser.get(f"/wording/compare/{pair[0]}/none.docx").status_code == 404


def test_the_same_document_twice_is_said(browser: Browser, pair: tuple[str, str]) -> None:
    page = browser.get("/wording/compare", params={"before": pair[0], "after": pair[0]}).text
    assert "Both are the same document, word for word." in page and "Nothing of this kind." in page


def test_a_series_says_what_is_new(browser: Browser, dossier: Record) -> None:
    found = statements(dossier)
    page = browser.get(f"/wording/series/{name_of(found)}").text
    assert "Tovasel" in page and "against the one before" in page
    assert found.name in browser.get("/wording").text
    told = browser.get(f"/api/v1/wording/series/{name_of(found)}").json()
    assert "Tovasel" in {each["text"] for each in told["appeared"]}
    assert browser.get(f"/wording/series/{name_of(found)}?known=2001-01-01").status_code == 404


def test_every_use_of_a_phrase_stands_with_its_sentence(browser: Browser) -> None:
    told = browser.get("/api/v1/wording/phrase?q=Hesk+Islands&limit=500").json()
    page = browser.get("/wording/phrase?q=Hesk+Islands").text
    assert told["total"] == len(told["uses"]) == page.count("<blockquote>") > 10
    assert page.count("<rect ") == len(told["counts"])
    assert told["uses"] == sorted(told["uses"], key=lambda use: (use["published"], use["document"], use["start"]))
    second = browser.get("/api/v1/wording/phrase?q=Hesk+Islands&start=3&limit=2").json()["uses"]
    assert second == told["uses"][3:5]
    assert "No document that was known then has it." in browser.get("/wording/phrase?q=zeppelins").text


def test_a_phrase_is_text_and_nothing_else(browser: Browser) -> None:
    page = browser.get("/wording/phrase", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


@pytest.fixture
def foretold(dossier: Record) -> Record:
    predicted(dossier, "The next joint statement will mention the Hesk Islands")
    return current(dossier)


def test_a_prediction_waits_for_a_reviewer(foretold: Record) -> None:
    browser = Browser(app(foretold, name="ada"))
    page = browser.get("/wording").text
    assert "Looked for: “Hesk Islands”" in page and "<strong>came true</strong>" in page
    fields = {name: field(page, name) for name in ("form", "prediction", "outcome")}
    assert not [each for each in outlook(foretold).predictions if each.outcome is not None]
    assert browser.post("/wording/settle", {**fields, "form": "x"}).status_code == 403
    assert browser.post("/wording/settle", {**fields, "outcome": "did not"}).status_code == 409
    assert browser.post("/wording/settle", fields).status_code == 200
    settled = [each for each in outlook(foretold).predictions if each.outcome is not None]
    assert [(each.id, each.outcome and each.outcome.who) for each in settled] == [(fields["prediction"], "ada")]
    assert "/wording/settle" not in browser.get("/wording").text
    assert browser.post("/wording/settle", fields).status_code == 409


def test_a_reader_settles_nothing(foretold: Record, tmp_path: Path) -> None:
    accounts = Accounts(opened(tmp_path / "accounts.db"))
    accounts.add("eve", "reader", GOOD)
    browser = Browser(app(foretold, accounts))
    login = browser.get("/login").text
    browser.post("/login", {"form": field(login, "form"), "name": "eve", "password": GOOD})
    page = browser.get("/wording").text
    assert "came true" in page and "/wording/settle" not in page
    fields = {"form": field(page, "form"), "prediction": "x", "outcome": "came true"}
    assert browser.post("/wording/settle", fields).status_code == 403
