"""Who may do what; forms that were forged or sent twice; markup that must never run."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedera.model import UsageError
from foedera.record import Record
from foedera.web import app, run
from foedera.web.accounts import Accounts, opened

from .conftest import Browser, field

GOOD = "correct horse battery"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    kept = Accounts(opened(tmp_path / "team.db"))
    for name, role in (("ada", "administrator"), ("eve", "reader"), ("rob", "reviewer")):
        kept.add(name, role, GOOD)  # type: ignore[arg-type]
    yield kept
    kept.close()


def logged_in(record: Record, accounts: Accounts, name: str) -> Browser:
    browser = Browser(app(record, accounts))
    page = browser.get("/login").text
    done = browser.post("/login", {"form": field(page, "form"), "name": name, "password": GOOD, "next": "/review"})
    assert done.status_code in (200, 403)
    return browser


def decision(browser: Browser, what: str = "accept") -> dict[str, str]:
    page = browser.get("/review").text
    return {name: field(page, name) for name in ("form", "lineage", "version")} | {"decision": what}


def test_nobody_gets_in_without_logging_in(dossier: Record, accounts: Accounts) -> None:
    browser = Browser(app(dossier, accounts))
    for address in ("/", "/documents", "/deliverables.csv", "/review"):
        answer = browser.get(address, follow=False)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=")
    assert browser.get("/api/v1/documents").status_code == 401
    assert browser.post("/review/decide", {"decision": "accept"}).status_code == 401


def test_a_login_leads_on_but_never_elsewhere(dossier: Record, accounts: Accounts) -> None:
    for onto, where in (
        ("/outlook", "/outlook"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
    ):
        browser = Browser(app(dossier, accounts))
        page = browser.get("/login").text
        form = {"form": field(page, "form"), "name": "ada", "password": GOOD, "next": onto}
        done = browser.post("/login", form, follow=False)
        assert done.status_code == 303 and done.headers["location"] == where
        cookie = done.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie


def test_a_login_form_of_somebody_else_is_refused(dossier: Record, accounts: Accounts) -> None:
    browser = Browser(app(dossier, accounts))
    form = {"form": "x", "name": "ada", "password": GOOD}
    assert browser.post("/login", form).status_code == 403
    page = browser.get("/login").text
    wrong = {"form": field(page, "form"), "name": "ada", "password": "wrong", "next": "/"}
    assert "do not agree" in browser.post("/login", wrong).text


def test_a_reader_cannot_write(dossier: Record, accounts: Accounts) -> None:
    eve, rob = logged_in(dossier, accounts, "eve"), logged_in(dossier, accounts, "rob")
    assert eve.get("/documents").status_code == 200
    assert eve.get("/review").status_code == 403
    theirs = decision(rob)
    assert eve.post("/review/decide", theirs).status_code == 403
    assert rob.post("/entries/e-1/split", {"form": theirs["form"], "lineages": "1"}).status_code == 403
    assert dossier.history(int(theirs["lineage"]))[-1].status == "unreviewed"


def test_a_decision_is_written_under_its_name(dossier: Record, accounts: Accounts) -> None:
    rob = logged_in(dossier, accounts, "rob")
    given = decision(rob)
    done = rob.post("/review/decide", given | {"why": "read it"})
    assert done.status_code == 200 and "is accepted now" in done.text
    last = dossier.history(int(given["lineage"]))[-1]
    assert (last.status, last.who, last.why) == ("accepted", "rob", "read it")
    undo = {name: field(done.text, name) for name in ("form", "lineage", "version")} | {"decision": "undo"}
    rob.post("/review/decide", undo)
    assert dossier.history(int(given["lineage"]))[-1].status == "unreviewed"


def test_a_form_that_was_forged_or_sent_twice_is_refused(dossier: Record, accounts: Accounts) -> None:
    rob, ada = logged_in(dossier, accounts, "rob"), logged_in(dossier, accounts, "ada")
    given, theirs = decision(rob), decision(ada)
    for forged in (given | {"form": ""}, given | {"form": theirs["form"]}, {**given, "form": "é"}):
        assert rob.post("/review/decide", forged).status_code == 403
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert rob.post("/review/decide", given, headers=headers).status_code == 403
    assert rob.post("/review/decide", given).status_code == 200
    again = rob.post("/review/decide", given)
    assert again.status_code == 409 and "has changed since" in again.text
    late = ada.post("/review/decide", theirs | {"decision": "reject"})
    assert late.status_code == 409
    assert dossier.history(int(given["lineage"]))[-1].status == "accepted"


def test_logging_out_ends_the_session(dossier: Record, accounts: Accounts) -> None:
    rob = logged_in(dossier, accounts, "rob")
    page = rob.get("/").text
    assert rob.post("/logout", {"form": "x"}).status_code == 403
    rob.post("/logout", {"form": field(page, "form")})
    assert rob.get("/", follow=False).status_code == 303


def test_a_token_reads_and_decides_within_its_scopes(dossier: Record, accounts: Accounts) -> None:
    web = app(dossier, accounts)
    reads = {"Authorization": f"Bearer {accounts.make_token('rob', 'x', ['read'])}"}
    reviews = {"Authorization": f"Bearer {accounts.make_token('rob', 'x', ['read', 'review'])}"}
    browser = Browser(web)
    row = browser.get("/api/v1/queue?limit=1", headers=reads).json()["rows"][0]
    address = f"/api/v1/claims/{row['lineage']}/decisions"
    body = json.dumps({"decision": "reject", "version": row["version"], "why": "no"})
    assert browser.ask("POST", address, content=body, headers=reads).status_code == 403
    assert browser.ask("POST", address, content=body, headers=reviews).status_code == 200
    assert browser.ask("POST", address, content=body, headers=reviews).status_code == 409
    assert browser.get("/api/v1/queue", headers={"Authorization": "Bearer foedera_x"}).status_code == 401


def test_on_this_machine_a_page_of_somebody_else_changes_nothing(browser: Browser, dossier: Record) -> None:
    given = decision(browser)
    assert browser.post("/review/decide", given, headers={"Origin": "http://evil.example"}).status_code == 403
    row = dossier.queue(limit=1).rows[0]
    body = json.dumps({"decision": "reject", "version": row.version})
    address = f"/api/v1/claims/{row.lineage}/decisions"
    evil = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.ask("POST", address, content=body, headers=evil).status_code == 403
    assert browser.post("/review/decide", given).status_code == 200


def test_a_record_that_is_only_read_stays_as_it_is(dossier: Record) -> None:
    where = dossier.where
    with Record.open(where, read_only=True) as kept:
        browser = Browser(app(kept))
        assert browser.get("/deliverables").status_code == 200
        assert browser.get("/review").status_code == 403


def test_what_is_too_long_is_refused(browser: Browser) -> None:
    given = decision(browser)
    answer = browser.post("/review/decide", given | {"why": "x" * 300_000})
    assert answer.status_code == 413
    many = {f"f{number}": "x" for number in range(200)}
    assert browser.post("/review/decide", given | many).status_code == 400


def test_markup_in_reviewers_words_never_runs(browser: Browser, dossier: Record) -> None:
    given = decision(browser)
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    browser.post("/review/decide", given | {"why": evil})
    row = dossier.history(int(given["lineage"]))[-1]
    assert row.why == evil
    for address in ("/", "/review", f"/search?q={evil}", f"/deliverables?about={evil}", f"/timeline?actor={evil}"):
        page = browser.get(address)
        assert "<script>alert" not in page.text and "<img src=x" not in page.text
        assert "unsafe" not in page.headers["content-security-policy"]


def test_headers_cannot_be_split(browser: Browser) -> None:
    answer = browser.get("/documents?q=%0d%0aSet-Cookie:%20a=b", follow=False)
    assert "\n" not in answer.headers["location"] and "a=b" not in answer.headers.get("set-cookie", "")


def test_serving_elsewhere_needs_accounts_an_administrator_and_tls(dossier: Record, tmp_path: Path) -> None:
    empty = Accounts(opened(tmp_path / "none.db"))
    with pytest.raises(UsageError, match="no accounts"):
        run(dossier, "0.0.0.0", 0)
    with pytest.raises(UsageError, match="no account is an administrator"):
        run(dossier, "0.0.0.0", 0, accounts=empty)
    empty.add("ada", "administrator", GOOD)
    with pytest.raises(UsageError, match="in the clear"):
        run(dossier, "0.0.0.0", 0, accounts=empty)
    empty.close()


def test_second_opinions_change_nothing_and_are_compared(dossier: Record, accounts: Accounts) -> None:
    accounts.add("bea", "reviewer", GOOD)
    rob, bea = logged_in(dossier, accounts, "rob"), logged_in(dossier, accounts, "bea")
    given = decision(rob)
    rob.post("/review/decide", given)
    page = bea.get("/review?blind=yes").text
    assert f'name="lineage" value="{given["lineage"]}"' in page and "accepted" not in page.split("<section")[1]
    blind = {"form": field(page, "form"), "lineage": given["lineage"], "version": "1", "blind": "yes"}
    after = bea.post("/review/decide", blind | {"decision": "reject"})
    assert dossier.history(int(given["lineage"]))[-1].status == "accepted"
    assert "bea, rob" in after.text and "0 %" in after.text
