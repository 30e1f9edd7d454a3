"""The accepted record as plain files: every page is there, leads somewhere, and says what the reading room says."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from foedera import register
from foedera.cli.main import main
from foedera.model import UsageError
from foedera.record import Record
from foedera.web import PAGES
from foedera.web.publishing import publish
from foedera.web.publishing.links import Printed, file_of
from foedera.web.publishing.links import Site as Files
from foedera.web.room import Part, Room

from .conftest import Site

LEFT_OUT = ("/search", "/review", "/forecast", "/spillover", "/routes", "/command/simulate")


Trees = dict[Path, html.HtmlElement]


@pytest.fixture(scope="module")
def trees(site: Site) -> Trees:
    return {page: html.document_fromstring(page.read_bytes()) for page in site.pages}


def test_of_a_free_document_the_text_is_shown(site: Site) -> None:
    shown = [page for page in site.pages if page.parent.name == "documents" and "Free &lt;b&gt;" in page.read_text()]
    assert len(shown) == 2
    texts = [page.read_text("utf-8") for page in shown]
    assert any("The weather was fair" in text for text in texts)
    for page, text in zip(shown, texts, strict=True):
        assert "<mark" in text and "https://free.example/" in text
        original = page.with_suffix(".original.txt")
        assert f'href="{original.name}"' in text and "nobody had expected it" in original.read_text("utf-8")
    closed = [other for other in site.pages if other.parent.name == "documents" and other not in shown]
    assert closed and all("<mark" not in other.read_text("utf-8") for other in closed)
    assert all("may not be published here" in other.read_text("utf-8") for other in closed)
    assert not [other for other in closed if other.with_suffix(".original.txt").exists()]


def test_every_link_leads_to_a_file_and_its_place(site: Site, trees: Trees) -> None:
    places = {page: set(tree.xpath("//@id")) for page, tree in trees.items()}
    outside = {site.record.document(row.claim.document).url for row in site.accepted}
    followed, kinds = 0, set()
    for page, tree in trees.items():
        for link in (
            *tree.xpath("//*[local-name()!='use']/@href"),
            *tree.xpath("//@src"),
            *tree.xpath("//@data-index"),
        ):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                # Starters of command structures name their public sources.
                home = link.startswith("https://room.example/") and page.name == "404.html"
                assert home or link in outside or page.name.startswith("command") or page.parent.name == "command", link
                continue
            assert not parts.path.startswith("/") and not parts.query, f"{page}: {link}"
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            assert target.is_file() and target.is_relative_to(site.folder.resolve()), f"{page}: {link}"
            if parts.fragment and target.suffix == ".html":
                where = places[site.folder / target.relative_to(site.folder.resolve())]
                assert parts.fragment in where, f"{page}: {link}"
            followed += 1
            kinds.add(target.suffix)
    assert followed > 5_000
    assert {".html", ".svg", ".json", ".jsonl", ".csv", ".ics", ".atom", ".css", ".js", ".yaml", ".graphml"} <= kinds


def test_every_link_in_a_drawing_leads_to_a_file(site: Site) -> None:
    followed = 0
    for drawing in (site.folder / "drawings").iterdir():
        for link in etree.fromstring(drawing.read_bytes()).xpath("//@*[local-name()='href']"):
            if not link.startswith("#"):
                assert (drawing.parent / unquote(urlsplit(link).path)).resolve().is_file(), f"{drawing.name}: {link}"
                followed += 1
    assert followed > 50


def test_every_page_can_be_reached_from_the_first(site: Site, trees: Trees) -> None:
    every = {page.resolve(): tree for page, tree in trees.items()}
    reached, ahead = set(), [(site.folder / "index.html").resolve()]
    while ahead:
        page = ahead.pop()
        if page in reached or page not in every:
            continue
        reached.add(page)
        ahead += [(page.parent / unquote(urlsplit(link).path)).resolve()
                  for link in every[page].xpath("//a/@href") if not urlsplit(link).scheme]  # fmt: skip
    # A pair of documents side by side is a file to be saved; others stand behind links of their own.
    assert {page.relative_to(site.folder.resolve()).as_posix() for page in every.keys() - reached} <= {
        page.relative_to(site.folder).as_posix() for page in site.pages if "changes" in page.parts
    } | {"404.html"}


def test_the_page_for_lost_addresses_leads_home_from_any_folder(site: Site) -> None:
    tree = html.document_fromstring((site.folder / "404.html").read_bytes())
    links = [*tree.xpath("//main//a/@href"), *tree.xpath("//link/@href"), *tree.xpath("//@src")]
    assert "https://room.example/index.html" in links and len(links) > 3
    for link in links:
        assert (site.folder / link.removeprefix("https://room.example/")).is_file(), link


def test_a_list_that_is_cut_says_so(site: Site) -> None:
    """Where a page of a span has not all rows, it says how many there are; no page of months is cut."""
    files = Files("2031-01-01", "2031-01-01T00:00:00Z")
    files.offer("/compare", {"from": "2030-01-01"}, short=True)
    files.offer("/compare", {"from": "2030-06-01"})
    here = Printed.at(files, "compare/a.html")
    assert here.link("/compare", **{"from": "2030-01-01", "start": "600"}) == ""
    assert here.link("/compare", **{"from": "2030-06-01", "start": "600"}) != ""
    files.offer("/deliverables", {"on": "2030-12-31"}, short=True)
    assert here._replace(on="2030-12-31").link("/deliverables", start="2000") == ""
    pages = Room(site.record, whole=True)._templates.get_template("parts.html").module.pages
    part = Part(("one",), 2, 0, None, "")
    assert "1 to 1 of 2" in pages(part) and "no page here" in pages(part)
    assert not pages(part._replace(total=1)) and "no page here" not in pages(part._replace(after="next.html"))


def test_no_page_has_two_places_of_one_name_or_a_picture_without_words(trees: Trees) -> None:
    for page, tree in trees.items():
        names = tree.xpath("//@id")
        assert len(names) == len(set(names)), page
        assert all(image.get("alt") for image in tree.xpath("//img")), page
        assert tree.get("lang") == "en" and tree.xpath("//title")[0].text_content().strip(), page
        for label in tree.xpath("//@aria-labelledby"):
            assert set(label.split()) <= set(names), page


def test_no_link_pretends_to_lead_on(trees: Trees) -> None:
    """A link within what a page says never leads to this very page, as if there were something else to see."""
    for page, tree in trees.items():
        for link in tree.xpath("//main//a[@href]"):
            parts = urlsplit(link.get("href"))
            itself = (page.parent / unquote(parts.path)).resolve() == page.resolve()
            assert not (parts.path and itself and not parts.fragment), f"{page.name}: {link.text_content()}"


def test_forms_are_left_out(trees: Trees) -> None:
    for page, tree in trees.items():
        assert not tree.xpath("//form"), page


def test_every_page_of_the_room_is_there(site: Site) -> None:
    wanted = {page.path for page in PAGES if "{" not in page.path and page.path not in LEFT_OUT}
    wanted -= {"/review/entries", "/api", "/wording/compare", "/wording/phrase"}
    assert all((site.folder / file_of(path)).is_file() for path in wanted)
    for folder in ("wording-compare", "wording-phrase"):
        assert list((site.folder / folder).glob("*.html")), folder


def test_every_entry_document_and_actor_has_its_page_and_its_files(site: Site) -> None:
    documents = {row.claim.document for row in site.accepted}
    assert site.done.documents == len(documents)
    for folder, ids in {
        "documents": documents,
        "actors": {ref.id for row in site.accepted for _, ref in row.claim.actors() if ref.id},
        "entries": {path.stem for path in (site.folder / "entries").glob("*.html")},
    }.items():
        names = {file_of(f"/{folder}/{id}") for id in ids}
        there = {path.relative_to(site.folder).as_posix() for path in (site.folder / folder).glob("*.html")}
        # Drawings also lead to actors that only have a name.
        assert names == there if folder != "actors" else names <= there
        for id in ids:
            found = json.loads((site.folder / file_of(f"/api/v1/{folder}/{id}")).read_bytes())
            assert found[{"documents": "id", "actors": "actor", "entries": "entry"}[folder]] == id
            assert found["on"] and found["known"]
    assert len(list((site.folder / "entries").glob("*.html"))) == site.done.entries > 20
    assert site.done.pages == len([page for page in site.pages if "changes" not in page.parts])


def test_claims_of_a_document_can_be_saved(site: Site) -> None:
    lines: list[str] = []
    for path in sorted((site.folder / "documents").glob("*.claims.jsonl")):
        lines += path.read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {row.claim.id for row in site.accepted}
    assert sorted((site.folder / "claims.jsonl").read_text("utf-8").splitlines()) == sorted(lines)


def test_lists_are_whole(site: Site) -> None:
    listed = (site.folder / "documents.html").read_text("utf-8")
    for page in (site.folder / "documents").glob("*.html"):
        assert f'href="documents/{page.name}"' in listed
    for name, folder in (("entries", "entries"), ("documents", "documents"), ("actors", "actors")):
        found = json.loads((site.folder / f"api/v1/{name}.json").read_bytes())
        assert found["total"] == len(found["rows"]) == len(list((site.folder / folder).glob("*.html")))
        assert found["next"] is None


def test_downloads_can_be_read(site: Site) -> None:
    feed = feedparser.parse((site.folder / "feed.atom").read_bytes())
    assert not feed.bozo and feed.feed.title == "The Harrowmere file" and len(feed.entries) == site.done.entries
    rows = list(csv.DictReader(io.StringIO((site.folder / "deliverables.csv").read_text("utf-8-sig"))))
    commitments = [row for row in site.accepted if row.claim.kind == "commitment"]
    assert 0 < len(rows) <= len(commitments)
    assert len(json.loads((site.folder / "api/v1/deliverables.json").read_bytes())["rows"]) == len(rows)
    events = icalendar.Calendar.from_ical((site.folder / "deliverables.ics").read_bytes()).walk("VEVENT")
    assert all(str(event["SUMMARY"]) for event in events)
    page = (site.folder / "api.html").read_text("utf-8")
    for name in re.findall(r'<td><a href="([^"]+)"', page):
        data = (site.folder / name).read_bytes()
        assert data, name
        if name.endswith(".json"):
            assert json.loads(data)["rows"] is not None


def test_the_index_of_the_search_leads_to_pages(site: Site) -> None:
    found = json.loads((site.folder / "search.js").read_text("utf-8").removeprefix("globalThis.foederaIndex = ")[:-2])
    rows = found["rows"]
    assert all((site.folder / row[2]).is_file() for row in rows)
    counts = {sort: sum(found["sorts"][row[0]] == sort for row in rows) for sort in found["sorts"]}
    assert counts["document"] == site.done.documents and counts["actor"] == len(
        list((site.folder / "actors").iterdir())
    )
    assert sum(counts.values()) - counts["document"] - counts["actor"] == site.done.entries


def test_what_was_learnt_keeps_its_day(site: Site) -> None:
    """The copy that is published knows what it knows since the original does, and not since it was made."""
    added = {row.id: row.added for row in site.record.documents(limit=200).rows}
    known = max(added[row.claim.document] for row in site.accepted)
    index = (site.folder / "api/v1/entries.json").read_bytes()
    assert json.loads(index)["known"][:19] >= known.isoformat()[:19]
    page = (site.folder / "index.html").read_text("utf-8")
    assert "as known by" in page


def test_the_command_publishes_the_same_files_for_the_same_record(site: Site, tmp_path: Path) -> None:
    asked = ["publish", str(tmp_path / "again"), "--record", str(site.record.where), "--title", "The Harrowmere file"]
    done = CliRunner().invoke(main, [*asked, "--address", "https://room.example/feed.atom"])
    assert done.exit_code == 0 and f"{site.done.pages} pages" in done.stderr, done.output
    first = {path.relative_to(site.folder): path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}
    again = {
        path.relative_to(tmp_path / "again"): path.read_bytes()
        for path in (tmp_path / "again").rglob("*")
        if path.is_file()
    }
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []


def test_where_nothing_was_accepted_nothing_is_written(dossier: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was accepted"):
        publish(dossier, tmp_path / "site", title="x")
    assert not (tmp_path / "site").exists()


def test_the_command_refuses_a_folder_of_somebody_else(site: Site, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    refused = CliRunner().invoke(main, ["publish", str(tmp_path), "--record", str(site.record.where)])
    assert refused.exit_code != 0 and "did not write" in str(refused.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


names = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["..", "../../etc/passwd", "a/b", "a\\b", "CON", "é:ü", "%2e%2e"]
)


@given(names, st.sampled_from(["documents", "entries", "actors", "api/v1/entries", "wording/series"]))
def test_every_id_makes_a_safe_name(id: str, folder: str) -> None:
    name = file_of(f"/{folder}/{id}")
    assert re.fullmatch(r"[A-Za-z0-9._/-]+\.(html|json)", name)
    assert not Path(name).is_absolute() and ".." not in Path(name).parts
    assert len(name.encode()) < 255


@given(st.lists(names, min_size=2, max_size=2, unique=True))
def test_two_ids_never_share_a_name(ids: list[str]) -> None:
    first, second = (file_of(f"/actors/{id}").casefold() for id in ids)
    assert first != second


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "start"]), names, min_size=1), min_size=2, max_size=2))
def test_two_choices_never_share_a_file(given: list[dict[str, str]]) -> None:
    files = Files("2031-01-01", "2031-01-01T00:00:00Z")
    first, second = (files.offer("/network", each) for each in given)
    same = {k: v for k, v in given[0].items() if (k, v) != ("start", "0")} == {
        k: v for k, v in given[1].items() if (k, v) != ("start", "0")
    }
    assert (first.casefold() == second.casefold()) == same
    assert not Path(first).is_absolute() and ".." not in Path(first).parts


@given(st.sampled_from(["index.html", "documents/a.html"]), st.sampled_from(["/", "/entries/x", "/timeline"]))
def test_links_are_relative(here: str, path: str) -> None:
    link = Printed.at(Files("2031-01-01", "2031-01-01T00:00:00Z"), here).link(path)
    assert (Path("/site") / Path(here).parent / link).resolve() == Path("/site") / file_of(path)


def test_a_choice_without_a_file_has_no_link() -> None:
    files = Files("2031-01-01", "2031-01-01T00:00:00Z")
    here = Printed.at(files, "index.html")
    files.offer("/network", {"year": "2030"})
    assert here.link("/network", year="2030") == "network/2030.html"
    assert here.link("/network", year="2029") == ""
    assert here.link("/network") == "network.html"
    files.offer("/deliverables", {"on": "2030-12-31"})
    then = here._replace(on="2030-12-31")
    assert then.link("/deliverables") == "deliverables/2030-12-31.html"
    assert then.link("/deliverables", on="2031-01-01") == "deliverables.html"
    assert here.link("/documents", start="100") == "documents/start-100.html"
    assert here.link("/documents", start="0") == "documents.html"


def test_what_can_be_chosen_in_the_room_can_be_chosen_here(site: Site) -> None:
    promised = [
        each for each in register.deliverables(site.record, as_of="2033-01-01") if each.progress.due is not None
    ]
    due = {each.progress.due.latest for each in promised
           if each.progress.due and any(member.row.status == "accepted" for member in each.entry.members)}  # fmt: skip
    months = {path.stem for path in (site.folder / "deliverables-calendar").glob("*.html")}
    assert months & {day.isoformat()[:7] for day in due}
    # The events of the last year are on the page itself.
    assert {path.stem.rpartition("-")[0] for path in (site.folder / "network").glob("*.html")} == {
        "events", "promises", "instruments", "memberships",
    }  # fmt: skip
    spans = {len(path.stem) for path in (site.folder / "timeline").glob("*.html")}
    assert spans == {21}
    for folder in ("deliverables", "instruments", "commands", "network-ties", "index", "compare", "outlook", "command"):
        assert list((site.folder / folder).glob("*.html")), folder
