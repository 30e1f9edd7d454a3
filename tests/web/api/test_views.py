"""What the pages show, as JSON: every page of the room has an address of the API that says the same."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedera import register
from foedera.record import Record
from foedera.web import PAGES, app
from foedera.web.pages import ACTIONS

from ..conftest import Browser, statements

TWINS = {
    "/": "/home", "/documents": "/documents", "/documents/{id}": "/documents/{id}", "/deliverables": "/deliverables",
    "/deliverables/calendar": "/deliverables/calendar", "/instruments": "/instruments", "/timeline": "/timeline",
    "/map": "/map", "/network": "/network", "/network/ties": "/ties", "/commands": "/commands", "/command": "/command",
    "/command/compare": "/command/compare", "/command/simulate": "/command/simulate", "/forecast": "/forecast",
    "/spillover": "/spillover", "/routes": "/routes", "/outlook": "/outlook", "/wording/compare": "/wording/compare",
    "/wording/phrase": "/wording/phrase", "/wording": "/wording/predictions",
    "/wording/series/{id}": "/wording/series/{id}", "/compare": "/compare", "/review": "/queue",
    "/review/entries": "/doubts", "/entries/{id}": "/entries/{id}", "/actors": "/actors",
    "/actors/{id}": "/actors/{id}", "/search": "/find", "/api": "/openapi.json",
}  # fmt: skip
"""The address of the API that says what a page says."""

DEEDS = {
    "/outlook/resolve": "/predictions/{id}/outcome", "/forecast/keep": "/forecast/keep",
    "/review/decide": "/claims/{lineage}/decisions", "/review/entries": "/entries/merge",
    "/entries/{id}/split": "/entries/{id}/split", "/entries/{id}/undo": "/notes/{number}/undo",
    "/wording/settle": "/wording/predictions/{id}/outcome",
}  # fmt: skip
"""The address of the API that does what a form does."""


@pytest.fixture(scope="module")
def record(dossier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    where = tmp_path_factory.mktemp("views") / "record.db"
    shutil.copy(dossier_file, where)
    with Record.open(where) as kept:
        statements(kept)
        yield kept


@pytest.fixture(scope="module")
def api(record: Record) -> Browser:
    return Browser(app(record, name="ada"))


def test_every_page_and_every_form_has_a_twin(api: Browser) -> None:
    described = api.get("/api/v1/openapi.json").json()["paths"]
    gets = {path.removeprefix("/api/v1") for path, methods in described.items() if "get" in methods} | {"/openapi.json"}
    posts = {path.removeprefix("/api/v1") for path, methods in described.items() if "post" in methods}
    assert {page.path for page in PAGES} == TWINS.keys()
    assert {action.path for action in ACTIONS} == DEEDS.keys()
    assert set(TWINS.values()) <= gets and set(DEEDS.values()) <= posts


def ask(api: Browser, path: str, **given: Any) -> Any:
    found = api.get(f"/api/v1{path}", params={"on": "2033-01-01"} | given)
    assert found.status_code == 200, found.text
    return found.json()


def test_the_first_page(api: Browser) -> None:
    found = ask(api, "/home")
    page = api.get("/?on=2033-01-01").text
    assert found["documents"] and found["overdue"]
    for each in (*found["overdue"], *found["changed"]):
        assert f"/entries/{each['entry']}?" in page
    assert found["overdue_count"] >= len(found["overdue"])


def test_a_month_of_due_dates(api: Browser, record: Record) -> None:
    due = [each for each in register.deliverables(record, as_of="2033-01-01") if each.progress.due is not None]
    day = due[0].progress.due.latest  # type: ignore[union-attr]
    found = ask(api, "/deliverables/calendar", month=day.isoformat()[:7])
    assert due[0].entry.id in [each["entry"] for each in found["days"][day.isoformat()]]
    assert all(at.startswith(found["month"]) for at in found["days"])
    for month in ("2031-13", "2031", "x", "9999-12", "0001-01", "2031-1"):
        assert api.get("/api/v1/deliverables/calendar", params={"month": month}).status_code == 400, month


def test_places_and_ties_are_those_of_the_pages(api: Browser) -> None:
    places = ask(api, "/map", limit=500)
    page = api.get("/map?on=2033-01-01").text
    assert places["rows"] and all(f"/entries/{row['entry']}?" in page for row in places["rows"][:50])
    one = places["rows"][0]
    assert {row["words"] for row in ask(api, "/map", place=one["words"])["rows"]} == {one["words"]}
    assert {row["kind"] for row in ask(api, "/map", kind="event")["rows"]} <= {"event"}
    for kind in ("events", "promises", "instruments", "memberships"):
        ties = ask(api, "/network", ties=kind, year=2031)
        page = api.get(f"/network?ties={kind}&year=2031").text
        assert ties["year"] == 2031 and 2031 in ties["years"]
        assert f"{ties['total']} pair" in page


def test_an_actor(api: Browser) -> None:
    some = ask(api, "/actors")["rows"]
    assert some == sorted(some, key=lambda each: (-each["entries"], each["name"], each["id"]))
    found = ask(api, f"/actors/{some[0]['id']}")
    page = api.get(f"/actors/{some[0]['id']}?on=2033-01-01").text
    assert found["name"] == some[0]["name"] in page
    assert found["claims"] and found["promised"]
    assert all(f"/entries/{each['entry']}?" in page for each in found["promised"])
    assert all(each["text"] and each["document"] for kind in found["claims"].values() for each in kind)
    named = ask(api, "/actors", name=some[0]["name"][:4])["rows"]
    assert some[0] in named and all(some[0]["name"][:4].casefold() in str(each).casefold() for each in named)


def test_command_charts(api: Browser) -> None:
    found = ask(api, "/commands", on="2032-06-01")

    def names(units: list[Any]) -> list[str]:
        return [name for unit in units for name in (unit["name"], *names(unit["below"]))]

    page = api.get("/commands?on=2032-06-01").text
    assert names(found["was"]) and all(name.split()[0] in page for name in names(found["was"]))
    notes = [note for unit in found["was"] for note in unit["notes"]]
    assert all(note["evidence"]["text"] for note in notes)


def test_two_days_compared(api: Browser) -> None:
    found = ask(api, "/compare", on="2032-06-01", limit=500, **{"from": "2031-03-01"})
    assert found["totals"]["commitments"] == len(found["commitments"]) > 0
    for each in found["commitments"]:
        then, now = ({"stage": None, "overdue": None} if side is None else side for side in each.values())
        assert (then["stage"], then["overdue"]) != (now["stage"], now["overdue"])
    for each in found["instruments"]:
        assert each["before"] != each["after"]
    pages = []
    start: int | None = 0
    while start is not None:
        part = ask(api, "/compare", on="2032-06-01", start=start, limit=40, **{"from": "2031-03-01"})
        pages += part["commitments"]
        start = part["next"]
    assert pages == found["commitments"]
    late = api.get("/api/v1/compare", params={"on": "2031-01-01", "from": "2032-01-01"})
    assert late.status_code == 400 and "earlier day first" in late.json()["error"]


def test_an_instrument_and_how_it_came_to_be(api: Browser, record: Record) -> None:
    with_ties = 0
    for entry in register.entries(record, kind="instrument"):
        found = ask(api, f"/instruments/{entry.id}")
        assert found["answer"] in ("in force", "not in force", "unknown") and found["reasons"]
        for edge in (*found["does"], *found["suffers"]):
            assert edge["evidence"]["text"] and edge["relation"]
            with_ties += 1
        told = ask(api, f"/entries/{entry.id}/history")
        assert told["total"] == len(entry.members)
        assert all(step["lineage"] == steps[0]["lineage"] for steps in told["rows"] for step in steps)
    assert with_ties
    commitment = next(register.entries(record, kind="commitment"))
    assert api.get(f"/api/v1/instruments/{commitment.id}").status_code == 404


def test_the_search_over_everything(api: Browser) -> None:
    found = ask(api, "/find", q="missiles")
    assert found["entries"] and found["passages"]
    keys = [each["lineage"] for each in found["entries"] + found["statements"]]
    cursor = found["cursor"]
    while cursor:
        part = ask(api, "/find", q="missiles", cursor=cursor)
        keys += [each["lineage"] for each in part["entries"] + part["statements"]]
        cursor = part["cursor"]
    assert len(keys) > len(found["entries"]) or found["cursor"] is None
    assert {each["kind"] for each in ask(api, "/find", q="missiles", kind="commitment")["entries"]} == {"commitment"}
    some = ask(api, "/find", q="missiles", confidence=0.8)
    assert all(each["confidence"] >= 0.8 for each in some["entries"])
    assert ask(api, "/find", q="missiles", source="no such publisher")["entries"] == []


def test_filters_of_promises_and_predictions(api: Browser) -> None:
    every = ask(api, "/deliverables", limit=500)["rows"]
    some = ask(api, "/deliverables", limit=500, about="missiles")["rows"]
    assert 0 < len(some) < len(every)
    found = ask(api, "/outlook", limit=500)["rows"]
    for status in {row["status"] for row in found}:
        assert ask(api, "/outlook", status=status, limit=500)["total"] == sum(r["status"] == status for r in found)
    name = next(who for row in found for who in row["speakers"])
    assert 0 < ask(api, "/outlook", speaker=name)["total"] <= len(found)
    assert json.dumps(ask(api, "/outlook", speaker=name)["rows"])
