"""Every page on the dossier: it answers, carries its moment, and repeats itself."""

import re

import pytest

from foedera import register
from foedera.record import Record
from foedera.web import PAGES
from foedera.web.pages import FILES
from foedera.web.pages.wording import name_of

from .conftest import Browser, statements

FIXED = [page for page in PAGES if "{" not in page.path]


def first(record: Record, kind: str) -> register.Entry:
    return next(register.entries(record, kind=kind))  # type: ignore[call-overload]


@pytest.mark.parametrize("path", [page.path for page in FIXED])
def test_every_page_answers_and_its_address_carries_its_moment(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert set(answer.url.params) >= {"on", "known"}
    assert browser.get(str(answer.url)).text == answer.text
    assert browser.get(str(answer.url), headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_every_page_with_a_name_in_its_address_is_asked_for(browser: Browser, dossier: Record) -> None:
    document = dossier.documents().rows[0].id
    actor = next(ref.id for _, ref in first(dossier, "commitment").members[0].claim.actors() if ref.id)
    asked = {
        "/documents/{id}": [document],
        "/entries/{id}": [first(dossier, kind).id for kind in ("commitment", "instrument", "event", "command")],
        "/actors/{id}": [actor],
        "/wording/series/{id}": [name_of(statements(dossier))],
    }
    assert set(asked) == {page.path for page in PAGES} - {page.path for page in FIXED}
    for path, ids in asked.items():
        for id in ids:
            assert browser.get(path.replace("{id}", id)).status_code == 200


def test_every_file_is_sent(browser: Browser, dossier: Record) -> None:
    document, before = (row.id for row in dossier.documents().rows[:2])
    for file in FILES:
        answer = browser.get(file.path.replace("{id}", document).replace("{before}", before))
        assert answer.status_code == 200 and answer.content


def test_every_link_of_every_page_leads_somewhere(browser: Browser) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 150:
        address = waiting.pop(0)
        plain = re.sub(r"[?#].*", "", address)
        kind = re.sub(r"(/documents|/entries|/actors|/series)/[^/]+", r"\1/x", plain)
        if kind in seen:
            continue
        seen.add(kind)
        answer = browser.get(address)
        assert answer.status_code == 200, address
        links = re.findall(r'href="(/[^"]*)"', answer.text)
        waiting += [
            link.replace("&amp;", "&") for link in links if not link.startswith("/static") and "/original" not in link
        ]
    assert {page.path for page in FIXED} - {"/api", "/search"} <= seen | {"/"}


def test_a_page_of_the_past_shows_the_past(browser: Browser) -> None:
    early = browser.get("/deliverables?on=2031-03-01").text
    late = browser.get("/deliverables?on=2033-03-01").text
    assert early != late
    assert "You are looking back" in early
    assert "No commitment was known that fits" in browser.get("/deliverables?known=2001-01-01").text


def test_the_table_of_deliverables_filters_and_sorts(browser: Browser) -> None:
    everything = browser.get("/deliverables").text
    count = int(re.findall(r"(\d+) commitments", everything)[0])
    overdue = browser.get("/deliverables?only=overdue&on=2033-01-01").text
    assert 0 < int(re.findall(r"(\d+) commitments?", overdue)[0]) < count
    assert overdue.count("<strong>overdue</strong>") == overdue.count("<tr><td")
    down = browser.get("/deliverables?order=commitment&down=yes").text
    assert 'aria-sort="descending"' in down


def test_the_calendar_turns_its_pages(browser: Browser) -> None:
    page = browser.get("/deliverables/calendar?month=2032-03").text
    assert "March 2032" in page and "month=2032-04" in page and "month=2032-02" in page
    refused = browser.get("/deliverables/calendar?month=2031-13")
    assert (refused.status_code, "2031-13 is no month" in refused.text) == (400, True)
    refused = browser.get("/search?q=pact&confidence=5")
    assert (refused.status_code, "5 is no confidence" in refused.text) == (400, True)
    assert browser.get("/search?q=pact&confidence=nan").status_code == 400
    assert browser.get("/deliverables/calendar?month=9999-12").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/?on=2031-02-30", "/?known=yesterday", "/timeline?since=x", "/timeline?since=2032-01-01&until=2031-01-01",
        "/network?ties=none", "/network?year=12345", "/compare?from=x", "/outlook?status=x", "/review?order=x",
        "/search?q=x&kind=nothing", "/documents?after=x.y", "/compare?from=2034-01-01&on=2031-01-01",
        "/wording/compare?since=x", "/wording/phrase?q=%2C", "/command?of=x", "/command?of=japan-us",
        "/command?lost=x", "/command/compare?first_on=x", "/command/simulate?run=yes",
        "/command/simulate?decisions=5000", "/network/ties?kind=x", "/network/ties?by=x",
        "/forecast?days=5", "/spillover?by=x", "/routes?cut=x", "/routes?cut=SUEZ&when=1900",
        "/routes?cut=SUEZ&state=X",
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_a_plain_page(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 400
    assert "This did not work" in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/entries/e-0", "/documents/x", "/actors/person:nobody-at-all", "/none", "/entries/", "/wording/series/none",
        "/wording/compare?before=x&after=y", "/wording/phrase?q=x&series=none",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "Not found" in answer.text


def test_views_do_not_hide_what_every_page_carries(browser: Browser, dossier: Record) -> None:
    for page in FIXED:
        text = browser.get(page.path).text
        assert 'name="known" value="20' in text and "Show</button>" in text


def test_a_source_dated_before_what_it_tells_is_named_as_such(browser: Browser, dossier: Record) -> None:
    """The protocol of 1993 bears the day of its signature; its notes, printed later, tell of guidelines of 2019."""
    instruments = register.entries(dossier, kind="instrument")
    (found,) = (entry for entry in instruments if entry.label == "Guidelines for Defence Cooperation")
    told = [quote for quote in browser.get(f"/entries/{found.id}").text.split("<blockquote")[1:] if "</p>" in quote]
    first = next(quote.split("</p>")[0] for quote in told if "They were replaced by the Guidelines" in quote)
    assert "1993-10-08" in first and "(what it tells is later)" in first
    assert not any("what it tells is later" in quote.split("</p>")[0] for quote in told if "2031-02-18" in quote[:900])
