"""The API: whatever it is asked it answers as documented, page by page, at one moment, and briefly where it can."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from foedera import register
from foedera.record import Record
from foedera.web import app
from foedera.web.pages.wording import name_of
from foedera.wording import one

from ..conftest import Browser, statements

REFUSED = {"/forecast", "/spillover"}
"""What the dossier is too thin for."""

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def record(dossier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    where = tmp_path_factory.mktemp("api") / "record.db"
    shutil.copy(dossier_file, where)
    with Record.open(where) as kept:
        statements(kept)
        yield kept


@pytest.fixture(scope="module")
def api(record: Record) -> Browser:
    return Browser(app(record, name="ada", hosts=("testserver",)))


def ids(record: Record) -> dict[str, str]:
    entry = next(register.entries(record, kind="commitment"))
    member = entry.members[0]
    instrument = next(register.entries(record, kind="instrument"))
    actor = next(ref.id for _, ref in member.claim.actors() if ref.id)
    return {
        "/entries/{id}/history": entry.id, "/instruments/{id}": instrument.id, "/actors/{id}": actor,
        "/documents/{id}": member.source.id, "/documents/{id}/claims": member.source.id, "/entries/{id}": entry.id,
        "/deliverables/{id}": entry.id, "/claims/{lineage}/history": str(member.row.lineage),
        "/wording/series/{id}": name_of(one(record, "Statements of the summit")),
    }  # fmt: skip


def paths(api: Browser) -> list[str]:
    found = api.get("/api/v1/openapi.json").json()["paths"]
    return [path.removeprefix("/api/v1") for path, methods in found.items() if "get" in methods]


def asked(path: str, record: Record) -> dict[str, str]:
    """What an address cannot do without."""
    after, before = (row.id for row in record.documents(limit=2).rows)
    return {
        "/changes": {"since": "2031-01-01"}, "/compare": {"from": "2031-01-01"}, "/find": {"q": "missiles"},
        "/search": {"q": "missiles"}, "/wording/phrase": {"q": "missiles"},
        "/wording/compare": {"before": before, "after": after},
        "/ties/structure": {"kind": "commitment"}, "/routes": {"cut": "SUEZ"},
        "/command/simulate": {"first": "japan-us#before", "second": "japan-us#proposed-2024"},
    }.get(path, {})  # fmt: skip


def test_whatever_it_is_asked_it_answers_as_documented(api: Browser) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", api.web)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 50
    quiet = settings(
        max_examples=15, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for operation in operations:

        @quiet
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        holds()


odd = st.text(max_size=30) | st.sampled_from(["2031-02-30", "0000", "9999-12-31", "-1", "1e9", "%00", "2031-XX", "x.y"])


@settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        [
            "/documents",
            "/claims",
            "/entries",
            "/deliverables",
            "/timeline",
            "/search",
            "/queue",
            "/changes",
            "/home",
            "/actors",
            "/map",
            "/network",
            "/commands",
            "/compare",
            "/deliverables/calendar",
            "/find",
            "/outlook",
        ]
    ),
    st.dictionaries(
        st.sampled_from(
            [
                "on",
                "known",
                "kind",
                "actor",
                "since",
                "until",
                "about",
                "limit",
                "start",
                "cursor",
                "q",
                "valid",
                "among",
            ]
        ),
        odd,
        max_size=4,
    ),
)
def test_odd_questions_are_refused_in_one_line(api: Browser, path: str, query: dict[str, str]) -> None:
    answer = api.get(f"/api/v1{path}", params=query)
    assert answer.status_code in (200, 400)
    assert answer.headers["content-type"] == "application/json"
    if answer.status_code == 400:
        line = answer.json()["error"]
        assert line and "\n" not in line and "Traceback" not in line


def test_every_address_answers_with_both_dates_and_a_tag(api: Browser, record: Record) -> None:
    moment = {"on": "2032-01-01", "known": api.get("/api/v1/summary").json()["known"]}
    for path in set(paths(api)) - REFUSED:
        full = path
        if "{" in path:
            full = path.replace("{id}", ids(record)[path]).replace("{lineage}", ids(record)[path])
        answer = api.get(f"/api/v1{full}", params=asked(path, record) | moment)
        assert answer.status_code == 200, path
        assert {name: answer.json()[name] for name in moment} == moment
        again = api.get(
            f"/api/v1{full}", params=asked(path, record) | moment, headers={"If-None-Match": answer.headers["etag"]}
        )
        assert again.status_code == 304 and again.content == b""
        other = api.get(f"/api/v1{full}", params=asked(path, record) | moment | {"on": "2033-01-01"})
        assert other.headers["etag"] != answer.headers["etag"]


def test_an_earlier_moment_of_knowledge_knows_less(api: Browser) -> None:
    for path in ("/documents", "/claims", "/entries", "/deliverables", "/instruments", "/timeline"):
        assert api.get(f"/api/v1{path}").json()["rows"]
        assert api.get(f"/api/v1{path}", params={"known": "2001-01-01"}).json()["rows"] == []


def test_pages_that_count_join_to_the_whole(api: Browser) -> None:
    for path in ("/entries", "/deliverables", "/timeline", "/instruments", "/actors", "/map"):
        whole = api.get(f"/api/v1{path}", params={"limit": 500}).json()
        rows: list[Any] = []
        start: int | None = 0
        while start is not None:
            page = api.get(f"/api/v1{path}", params={"limit": 97, "start": start}).json()
            assert page["total"] == whole["total"]
            rows += page["rows"]
            start = page["next"]
        assert rows[: len(whole["rows"])] == whole["rows"] and len(rows) == whole["total"]
        assert api.get(f"/api/v1{path}", params={"start": 10_000_000}).json()["rows"] == []


def test_pages_with_a_cursor_join_to_the_whole(api: Browser, record: Record) -> None:
    known = api.get("/api/v1/summary").json()["known"]
    for path, limit in (("/claims", 300), ("/queue", 300), ("/documents", 5), ("/search", 5)):
        keys: list[str] = []
        given: dict[str, Any] = {**asked(path, record), "limit": limit, "known": known}
        while True:
            page = api.get(f"/api/v1{path}", params=given).json()
            keys += [json.dumps(row, sort_keys=True) for row in page["rows"]]
            assert len(page["rows"]) <= limit
            if page["cursor"] is None:
                break
            given["cursor"] = page["cursor"]
        assert len(keys) == len(set(keys)) > limit


def test_a_filter_keeps_what_fits(api: Browser) -> None:
    assert {row["claim"]["kind"] for row in api.get("/api/v1/claims?kind=event").json()["rows"]} == {"event"}
    everything = api.get("/api/v1/deliverables?on=2033-01-01").json()["total"]
    overdue = api.get("/api/v1/deliverables?on=2033-01-01&overdue=true").json()
    other = api.get("/api/v1/deliverables?on=2033-01-01&overdue=false").json()["total"]
    assert 0 < overdue["total"] < everything == overdue["total"] + other
    states = [api.get("/api/v1/instruments", params={"state": s}).json()["total"]
              for s in ("in force", "not in force", "unknown")]  # fmt: skip
    assert sum(states) == api.get("/api/v1/instruments").json()["total"] > 0


def test_what_is_not_there_is_said(api: Browser) -> None:
    some = ["/documents/x", "/documents/x/claims", "/entries/e-0", "/entries/e-0/history", "/deliverables/e-0"]
    for path in (*some, "/claims/c-0/history", "/actors/x", "/instruments/e-0"):
        answer = api.get(f"/api/v1{path}")
        assert answer.status_code == 404 and answer.json()["error"], path


def test_the_description_lies_beside_it_and_is_a_page(api: Browser) -> None:
    described = api.get("/api/v1/openapi.json").json()
    page = api.get("/api").text
    for path, methods in described["paths"].items():
        assert path in page
        for call in methods.values():
            assert call["description"] and call["responses"]["200"]["description"]
            assert {p["name"] for p in call.get("parameters", ())} >= ({"on", "known"} if "get" in methods else set())


def test_a_decision_by_the_api(dossier: Record) -> None:
    api = Browser(app(dossier, name="ada"))
    row = api.get("/api/v1/queue?limit=1").json()["rows"][0]
    address = f"/api/v1/claims/{row['lineage']}/decisions"
    for body in ("", "[]", "{", '{"decision": "accept"}', '{"decision": "burn", "version": 1}', "\x00",
                 '{"decision": "edit", "version": 1, "edited": {}}'):  # fmt: skip
        refused = api.ask("POST", address, content=body)
        assert refused.status_code == 400 and refused.json()["error"], body
    body = {"decision": "accept", "version": row["version"], "why": "read it"}
    done = api.ask("POST", address, json=body)
    assert done.status_code == 200 and done.json()["status"] == "accepted"
    assert api.ask("POST", address, json=body).status_code == 409
    last = api.get(f"/api/v1/claims/{row['lineage']}/history").json()["rows"][-1]
    assert (last["who"], last["why"], last["status"]) == ("ada", "read it", "accepted")


def test_changes_are_those_of_the_register_page_by_page(api: Browser, record: Record) -> None:
    full = register.changes(record, "2031-01-01", "2033-01-01")
    asked: dict[str, Any] = {"since": "2031-01-01", "on": "2033-01-01", "limit": 7, "start": 0}
    alliance, learnt = [], []
    while asked["start"] is not None:
        found = api.get("/api/v1/changes", params=asked).json()
        assert found["totals"] == {"alliance": len(full.alliance), "learnt": len(full.known)}
        alliance += found["alliance"]
        learnt += found["learnt"]
        asked["start"] = found["next"]
    assert [(row["entry"], row["what"]) for row in alliance] == [(one.entry.id, one.what) for one in full.alliance]
    assert [(row["entry"], row["published"]) for row in learnt] == [(one.entry.id, one.published) for one in full.known]
    assert alliance and learnt
