"""Lists and choices of the reading room: the actors, documents to compare among many, entries decided and undone."""

import html
import re

import pytest

from foedera import register
from foedera.actors import load
from foedera.dossiers import folder
from foedera.record import Record
from foedera.web import app
from foedera.web.pages import spillover
from tests.spillover.worlds import excited

from .conftest import Browser, field


def test_the_actors_stand_by_the_entries_that_name_them(browser: Browser, dossier: Record) -> None:
    page = browser.get("/actors").text
    numbers = [int(n.replace(",", "")) for n in re.findall(r'<td class="number">([\d,]+)</td>', page)]
    assert numbers == sorted(numbers, reverse=True) and len(numbers) > 5
    naming = [
        entry for entry in register.entries(dossier)
        if any(ref.id == "state:XNV" for member in entry.members for _, ref in member.claim.actors())
    ]  # fmt: skip
    assert ">state:XNV</code></span></td>" in page or "state:XNV" in page
    assert len(naming) in numbers
    assert "state:XNV" not in browser.get("/actors?name=ilmara").text.split("<tbody>")[1]
    assert "No actor was known that fits" in browser.get("/actors?name=nobody-at-all").text


def test_the_map_shows_the_parties_at_their_capitals(dossier: Record) -> None:
    base = load(folder("fictional") / "actors")
    browser = Browser(app(dossier, name="ada", base=base))
    page = browser.get("/map?kind=party").text
    assert re.search(r"<td>Harrowmere</td><td><a [^>]+>Norvane</a>", page) and 'id="rows"' not in page
    picture = html.unescape(page.split('<img src="')[1].split('"')[0])
    assert "Norvane: Harrowmere" in browser.get(picture).text
    assert base.capital("state:USA") == base.places("Washington")[0] and base.capital("state:NONE") is None


def test_deliverables_are_filtered_by_when_they_fall_due(browser: Browser) -> None:
    page = browser.get("/deliverables?since=2032-01-01&until=2032-03-31").text
    days = re.findall(r'<td class="date">(\S+)</td>|<td class="date">(\S+) <strong>', page)
    found = [one or other for one, other in days]
    assert len(found) > 3 and all("2032-01-01" <= day <= "2032-03-31" for day in found)
    assert "since=2032-01-01" in page.split("deliverables.csv?")[1].split('"')[0]
    assert browser.get("/deliverables?since=x").status_code == 400


def test_documents_to_compare_are_found_by_words_and_dates(browser: Browser, dossier: Record) -> None:
    page = browser.get("/wording/compare?q=Harrowmere+Fact+Sheet&since=2032-01-01").text
    offered = page.split('name="before"')[1].split("</select>")[0]
    titles = {row.title for row in dossier.documents(since="2032-01-01").rows}
    found = re.findall(r'<option value="[^"]+">\S+ ([^<]+)</option>', offered)
    assert "First Progress Report on the Harrowmere Fact Sheet" in found and set(found) <= titles
    assert "No document fits." in browser.get("/wording/compare?q=xyzzy").text


def test_a_chosen_document_stays_chosen_while_another_is_looked_for(browser: Browser, dossier: Record) -> None:
    id = next(row.id for row in dossier.documents().rows if row.published == "1974-05-12")
    page = browser.get(f"/wording/compare?before={id}&q=Progress+Report").text
    assert f'<option value="{id}" selected>1974-05-12' in page
    assert f'<input type="hidden" name="before" value="{id}">' in page
    earlier = page.split('name="before" required')[1].split("</select>")[0]
    assert "First Progress Report" in earlier and earlier.count("1974-05-12") == 1


def test_what_is_not_offered_at_once_can_be_found(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedera.web.pages.wording_compare._OFFERED", 3)
    browser = Browser(app(dossier, name="ada"))
    page = browser.get("/wording/compare").text
    assert "The last 3 documents can be chosen" in page and "1974-05-12" not in page
    assert ">1974-05-12 " in browser.get("/wording/compare?q=treaty&until=1980-01-01").text


def test_two_entries_are_put_together_and_parted_again(browser: Browser, dossier: Record) -> None:
    before = sorted(entry.id for entry in register.entries(dossier))
    page = browser.get("/review/entries").text
    asked = {name: field(page, name) for name in ("form", "first", "second")}
    assert 'data-key="m"' in page and 'data-key="s"' in page
    done = browser.post("/review/entries", {**asked, "decision": "merge"})
    assert "Two entries are one now." in done.text
    assert len(list(register.entries(dossier))) < len(before)
    undo = {"form": field(done.text, "form"), "note": field(done.text, "note"), "decision": "undo"}
    assert "The decision is taken back." in browser.post("/review/entries", undo).text
    assert sorted(entry.id for entry in register.entries(dossier)) == before
    assert browser.post("/review/entries", undo).status_code == 409


def test_claims_are_taken_out_of_an_entry_and_put_back(browser: Browser, dossier: Record) -> None:
    entry = max(register.entries(dossier, kind="commitment"), key=lambda each: len(each.members))
    page = browser.get(f"/entries/{entry.id}").text
    assert "Take claims out of this entry" in page
    lineage = str(entry.members[-1].row.lineage)
    done = browser.post(f"/entries/{entry.id}/split", {"form": field(page, "form"), "lineages": lineage})
    assert "Claims were taken out of this entry." in done.text
    there = {str(member.row.lineage) for each in register.entries(dossier, ids=[entry.id]) for member in each.members}
    assert lineage not in there
    undo = {"form": field(done.text, "form"), "note": field(done.text, "note")}
    assert f'id="l{lineage}"' in browser.post(f"/entries/{entry.id}/undo", undo).text


def test_who_looks_at_another_moment_is_not_offered_to_take_claims_out(dossier: Record) -> None:
    entry = max(register.entries(dossier, kind="commitment"), key=lambda each: len(each.members))
    past = Browser(app(dossier, name="ada")).get(f"/entries/{entry.id}?known=2100-01-01")
    assert "Take claims out" not in past.text


def test_the_command_chart_stands_twice_and_says_what_is_only_proposed(browser: Browser, dossier: Record) -> None:
    page = browser.get("/commands?on=2031-12-31").text
    drawings = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert [alt for _, alt in drawings] == ["Chart of command; the list or table below says the same"] * 2
    one, other = (browser.get(src.replace("&amp;", "&")).text for src, _ in drawings)
    assert "Joint Task Force Ormund" in one and 'stroke-dasharray="3,3"' not in one
    assert "Combined Coordination Centre" in other and 'stroke-dasharray="3,3"' in other
    assert "Combined Coordination Centre" not in one


def test_an_arrow_leads_from_what_excites_to_what_is_excited() -> None:
    from foedera.web.charts import streams

    rows = [
        {"source": "a", "target": "b", "weight": 0.5, "false": 0.1},
        {"source": "b", "target": "b", "weight": 0.2, "false": 0.0},
    ]
    made = streams.make(rows).to_dict()
    arrows = [row for some in made["datasets"].values() for row in some if "label" in row]
    assert [row["label"] for row in arrows] == ["a → b"]
    assert arrows[0]["x"] > arrows[0]["x2"] and arrows[0]["angle"] == pytest.approx(-90)
    rings = {row["name"]: row["self"] for some in made["datasets"].values() for row in some if "self" in row}
    assert rings == {"a": False, "b": True}


@pytest.mark.parametrize(
    "path",
    [
        "/routes?cut=MALACCA&state=JPN", "/network/ties?kind=commitment&on=2032-06-01", "/instruments?on=2032-10-01",
        "/network?ties=promises&on=2032-06-01", "/command?of=norvane-ilmara&on=2031-12-01", "/timeline",
        "/command/compare?first=norvane-ilmara&second=norvane-ilmara&first_on=2031-09-30&second_on=2031-12-01",
    ],
)  # fmt: skip
def test_every_drawing_stands_beside_the_same_in_words(browser: Browser, path: str) -> None:
    page = browser.get(path).text
    drawings = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert drawings and all(alt.endswith("says the same") for _, alt in drawings)
    assert "<table" in page.split("<img src")[-1]
    for src, alt in drawings:
        answer = browser.get(html.unescape(src))
        assert answer.headers["content-type"] == "image/svg+xml"
        assert f'aria-label="{html.escape(alt)}"' in answer.text and "<text" in answer.text


def test_streams_are_drawn_beside_their_table(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spillover, "counted", lambda ask: excited(days=1200, streams=4)[0])
    browser = Browser(app(dossier, name="ada"))
    page = browser.get("/spillover?run=yes").text
    src, alt = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)[0]
    assert alt == "Which streams excite which; the table says the same" and "An arrow leads from" in page
    drawing = browser.get(html.unescape(src)).text
    for edge in browser.get("/api/v1/spillover").json()["edges"]:
        if edge["source"] != edge["target"]:
            assert f'aria-label="{edge["source"]} → {edge["target"]}"' in drawing
