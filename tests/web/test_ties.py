"""Ties in the reading room: each as what it is, with its sentences; structure; files that others read."""

import csv
import datetime
import io
import sys
from collections import Counter

import networkx
import pytest

from foedera.networks.recorded import ties_on
from foedera.networks.tie import By, Tie
from foedera.record import Record
from foedera.web import app
from foedera.web.room import Room

from .conftest import Browser

ON = {"on": "2032-06-01"}


def test_every_tie_stands_with_a_sentence_of_its_document(browser: Browser, dossier: Record) -> None:
    rows = browser.get("/api/v1/ties", params=ON | {"limit": "500"}).json()["rows"]
    assert {row["kind"] for row in rows} >= {"treaty", "obligation", "commitment", "event", "asset"}
    texts = {row.id: dossier.document(row.id).text for row in dossier.documents().rows}
    assert all(one["text"] in texts[one["document"]] for row in rows for one in row["sentences"])
    assert all(row["sentences"] for row in rows)
    page = browser.get("/network/ties", params=ON | {"kind": "treaty"}).text
    assert page.count("<blockquote>") >= 3 and "Treaty of Mutual Defence and Consultation" in page


@pytest.mark.parametrize("by", ["state", "actor"])
@pytest.mark.parametrize("on", ["0001-01-01", "2030-02-01", "2031-03-10", "2031-12-20", "2032-06-15", "2034-01-01"])
def test_ties_of_all_days_are_on_each_day_those_of_the_record(dossier: Record, on: str, by: By) -> None:
    room = Room(dossier)
    table, day = room.bonds(room.now().known, by), datetime.date.fromisoformat(on)
    full, found = ties_on(dossier, on, by=by), table.on(day)

    def row(tie: Tie) -> tuple[object, ...]:
        shown = [(member.row.lineage, span) for member, span in tie.shown]
        return tie.kind, tie.sort, tie.one, tie.other, tie.mutual, tie.weight, tie.what, tie.entry, tie.since, shown

    assert [row(tie) for tie in found[:]] == [row(tie) for tie in full.ties]
    assert found.names(full.names) == full.names
    doubts = [(one.name, one.entry, [reason.text for reason in one.reasons]) for one in table.undecided(day)]
    assert doubts == [(one.name, one.entry, [reason.text for reason in one.reasons]) for one in full.undecided]
    for kind, number in found.counts().items():
        assert number == len(found.of(kind)) == len(full.of(kind))
        assert found.network(kind).ties.tolist() == full.network(kind).ties.tolist()
    pairs = Counter((min(tie.one, tie.other), max(tie.one, tie.other)) for tie in full.ties if tie.one != tie.other)
    weights = Counter(id for pair in pairs.elements() for id in pair)
    first = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:5]
    among = {id for id, _ in first}
    assert list(found.weights(5).items()) == first
    assert found.pairs(among) == sorted((*pair, number) for pair, number in pairs.items() if among.issuperset(pair))
    few = found.of(None, most=1)[:]
    assert all(
        len(tie.shown) == 1 and tie.number == len(whole.shown) for tie, whole in zip(few, full.ties, strict=True)
    )


def test_a_kind_is_never_shown_as_another(browser: Browser) -> None:
    everything = browser.get("/api/v1/ties", params=ON | {"limit": "500"}).json()["rows"]
    for kind in ("treaty", "event", "grouping"):
        rows = browser.get("/api/v1/ties", params=ON | {"kind": kind, "limit": "500"}).json()["rows"]
        assert rows == [row for row in everything if row["kind"] == kind]


def test_what_is_not_known_to_be_in_force_is_said(browser: Browser) -> None:
    undecided = browser.get("/api/v1/ties", params=ON).json()["undecided"]
    page = browser.get("/network/ties", params=ON).text
    assert undecided and all(one["entry"] in page and one["reasons"] for one in undecided)


def test_the_structure_says_what_falls_apart(browser: Browser) -> None:
    told = browser.get("/api/v1/ties/structure", params=ON | {"kind": "commitment"}).json()
    nodes = [each["node"] for each in told["places"]]
    assert len(nodes) == len(set(nodes)) >= 2 and {each["node"] for each in told["leaving"]} <= set(nodes)
    page = browser.get("/network/ties", params=ON | {"kind": "commitment"}).text
    assert "What falls apart if a member leaves" in page and "Betweenness" in page
    none = browser.get("/api/v1/ties/structure", params={"on": "1950-01-01", "kind": "event"})
    assert none.status_code == 400 and "no tie of this kind" in none.json()["error"]


def test_the_files_hold_the_ties(browser: Browser) -> None:
    total = browser.get("/api/v1/ties", params=ON).json()["total"]
    rows = list(csv.DictReader(io.StringIO(browser.get("/network/ties.csv", params=ON).text)))
    assert len(rows) == total and all(row["sentence"] for row in rows)
    graph = networkx.read_graphml(io.BytesIO(browser.get("/network/ties.graphml", params=ON).content))
    assert {row["node1"] for row in rows} | {row["node2"] for row in rows} == set(graph)
    other = networkx.read_gexf(io.BytesIO(browser.get("/network/ties.gexf", params=ON).content))
    assert set(other) == set(graph)
    only = browser.get("/network/ties.csv", params=ON | {"kind": "event"}).text
    assert {row["kind"] for row in csv.DictReader(io.StringIO(only))} == {"event"}


def test_a_step_leads_a_year_on(browser: Browser) -> None:
    page = browser.get("/network/ties?on=2032-02-29").text
    assert "on=2031-02-28" in page and "on=2033-02-28" in page


def test_without_igraph_the_ties_stand_alone(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(app(dossier, name="ada"))
    monkeypatch.setitem(sys.modules, "igraph", None)
    page = browser.get("/network/ties", params=ON | {"kind": "commitment"})
    assert page.status_code == 200 and "pip install 'foedera[networks]'" in page.text and "<blockquote>" in page.text
