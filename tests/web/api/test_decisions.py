"""Every decision that a form takes can be sent as JSON: by whoever may, of what he looked at, once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from foedera import register
from foedera.record import Record
from foedera.web import app
from foedera.web.accounts import Accounts, opened

from ..conftest import Browser

GOOD = "correct horse battery"


@pytest.fixture
def api(dossier: Record) -> Browser:
    return Browser(app(dossier, name="ada"))


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    kept = Accounts(opened(tmp_path / "team.db"))
    for name, role in (("ada", "administrator"), ("eve", "reader"), ("rob", "reviewer"), ("bea", "reviewer")):
        kept.add(name, role, GOOD)  # type: ignore[arg-type]
    yield kept
    kept.close()


def send(api: Browser, path: str, body: Any, **more: Any) -> httpx.Response:
    return api.ask("POST", f"/api/v1{path}", content=json.dumps(body), **more)


def pair(record: Record) -> list[register.Entry]:
    return [entry for _, entry in zip(range(2), register.entries(record, kind="commitment"), strict=False)]


def test_two_entries_are_put_together_parted_and_that_is_taken_back(api: Browser, dossier: Record) -> None:
    first, second = pair(dossier)
    done = send(api, "/entries/merge", {"first": first.id, "second": second.id, "why": "one and the same"})
    assert done.status_code == 200 and done.json()["decided"]
    assert len(done.json()["evidence"]) == len(first.members) + len(second.members)
    note = dossier.notes(kind="merge")[-1]
    assert (note.who, note.why) == ("ada", "one and the same")
    assert send(api, f"/notes/{note.number}/undo", {}).status_code == 200
    assert register.entry(dossier, second.id).id == second.id
    assert send(api, f"/notes/{note.number}/undo", {}).status_code == 400
    parted = send(api, "/entries/part", {"first": first.id, "second": second.id})
    assert parted.json()["note"]["kind"] == "split" and parted.json()["note"]["who"] == "ada"


def test_claims_are_taken_out_of_an_entry(api: Browser, dossier: Record) -> None:
    entry = next(each for each in register.entries(dossier) if len(each.members) > 1)
    out = entry.members[0].row.lineage
    found = send(api, f"/entries/{entry.id}/split", {"lineages": [out]}).json()["rows"]
    assert len(found) == 2
    assert sorted(len(each["evidence"]) for each in found) == sorted((1, len(entry.members) - 1))
    assert send(api, f"/entries/{entry.id}/split", {"lineages": []}).status_code == 400


def test_only_decisions_about_entries_are_taken_back_here(api: Browser, dossier: Record) -> None:
    note = dossier.write_note("series", "Some", {"documents": []}, by="ada")
    assert send(api, f"/notes/{note.number}/undo", {}).status_code == 404
    assert [each.number for each in dossier.notes(kind="series")] == [note.number]


def test_what_became_of_a_prediction(api: Browser, dossier: Record) -> None:
    row = api.get("/api/v1/outlook?on=2033-01-01").json()["rows"][0]
    path = f"/predictions/{row['prediction']}/outcome"
    assert send(api, path, {"outcome": "maybe", "evidence": "x"}).status_code == 400
    assert send(api, path, {"outcome": "came true", "evidence": " "}).status_code == 400
    done = send(api, path, {"outcome": "came true", "evidence": "The Courier, 3 May 2032"})
    assert done.status_code == 200 and done.json()["note"]["who"] == "ada"
    again = api.get("/api/v1/outlook?on=2033-01-01&status=came true").json()["rows"]
    assert [each["prediction"] for each in again] == [row["prediction"]]


def test_an_outcome_that_is_not_proposed_is_refused(api: Browser) -> None:
    refused = send(api, "/wording/predictions/c-0/outcome", {"outcome": "came true"})
    assert refused.status_code == 409 and "not what you looked at" in refused.json()["error"]


def test_a_forecast_that_is_refused_is_not_kept(api: Browser, dossier: Record) -> None:
    refused = send(api, "/forecast/keep", {"actor": "XNV", "recipient": "XIL"})
    assert refused.status_code == 400 and refused.json()["error"]
    assert dossier.notes(kind="forecast") == ()


def test_second_opinions(dossier: Record, accounts: Accounts) -> None:
    web = app(dossier, accounts)
    heads = {name: {"Authorization": f"Bearer {accounts.make_token(name, 'x', ['read', 'review'])}"}
             for name in ("rob", "bea")}  # fmt: skip
    api = Browser(web)
    row = api.get("/api/v1/queue?limit=1", headers=heads["rob"]).json()["rows"][0]
    decide = {"decision": "accept", "version": row["version"]}
    assert send(api, f"/claims/{row['lineage']}/decisions", decide, headers=heads["rob"]).status_code == 200
    assert api.get("/api/v1/opinions", headers=heads["rob"]).json()["rows"] == []
    waiting = api.get("/api/v1/opinions", headers=heads["bea"]).json()["rows"]
    assert [each["lineage"] for each in waiting] == [row["lineage"]]
    assert waiting[0].keys() == {"claim", "lineage", "version"}, "blind: what was decided is not told"
    body = {"decision": "reject", "why": "no"}
    assert send(api, f"/claims/{row['lineage']}/opinions", body, headers=heads["bea"]).status_code == 200
    assert dossier.history(row["lineage"])[-1].status == "accepted"
    found = api.get("/api/v1/agreements", headers=heads["bea"]).json()["rows"]
    assert [(one["first"], one["second"], one["share"]) for one in found] == [("bea", "rob", 0)]


def test_pairs_that_may_be_one(api: Browser) -> None:
    found = api.get("/api/v1/doubts").json()
    page = api.get("/review/entries").text
    assert all(f'value="{id}"' in page for pair in found["rows"] for id in pair["entries"])
    assert all(0 <= pair["score"] <= 1 and len(pair["claims"]) == 2 for pair in found["rows"])


WRITES = (
    ("/claims/1/decisions", {"decision": "accept", "version": 1}), ("/claims/1/opinions", {"decision": "accept"}),
    ("/entries/merge", {"first": "e-1", "second": "e-2"}), ("/entries/part", {"first": "e-1", "second": "e-2"}),
    ("/entries/e-1/split", {"lineages": [1]}), ("/notes/1/undo", {}),
    ("/predictions/1/outcome", {"outcome": "void", "evidence": "x"}),
    ("/wording/predictions/1/outcome", {"outcome": "void"}), ("/forecast/keep", {"actor": "A", "recipient": "B"}),
)  # fmt: skip


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_a_reader_cannot_write_and_a_page_of_somebody_else_cannot(
    path: str, body: dict[str, Any], dossier: Record, accounts: Accounts
) -> None:
    before = (dossier.last(), len(dossier.notes(undone=True)))
    reads = {"Authorization": f"Bearer {accounts.make_token('rob', 'x', ['read'])}"}
    team = Browser(app(dossier, accounts))
    assert send(team, path, body).status_code == 401
    assert send(team, path, body, headers=reads).status_code == 403
    alone = Browser(app(dossier, name="ada"))
    alone.get("/")
    evil = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert send(alone, path, body, headers=evil).status_code == 403
    with Record.open(dossier.where, read_only=True) as kept:
        assert send(Browser(app(kept, name="ada")), path, body).status_code == 403
    assert (dossier.last(), len(dossier.notes(undone=True))) == before


@pytest.mark.parametrize("path", [path for path, _ in WRITES])
@pytest.mark.parametrize("body", ["", "[]", "{", "\x00", '{"burn": 1}', '"x"'])
def test_what_is_no_decision_is_refused_in_one_line(api: Browser, path: str, body: str) -> None:
    refused = api.ask("POST", f"/api/v1{path}", content=body)
    assert refused.status_code == 400
    assert "\n" not in refused.json()["error"] and refused.json()["error"]


@pytest.mark.parametrize("path", ["/opinions", "/agreements", "/doubts"])
def test_what_is_for_reviewers_is_not_for_readers(path: str, dossier: Record, accounts: Accounts) -> None:
    eve = {"Authorization": f"Bearer {accounts.make_token('eve', 'x', ['read'])}"}
    assert Browser(app(dossier, accounts)).get(f"/api/v1{path}", headers=eve).status_code == 403
