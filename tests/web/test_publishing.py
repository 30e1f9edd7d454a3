"""The accepted record as plain files: what was accepted is there and leads somewhere, and nothing else is."""

import csv
import functools
import http.server
import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, expect

from foedera.cli.main import main
from foedera.documents import Options, sources
from foedera.dossiers import folder
from foedera.exchange import line
from foedera.model import KINDS, UsageError
from foedera.reading import Intake, reader
from foedera.record import Record, Row
from foedera.web.publishing import Published, publish
from foedera.web.publishing.links import Printed, file_of

FREE = "The fleet leaves\n\nThe weather was fair and nobody had expected it.\n\nThe fleet of 14 warships left port.\n"
EACH = 6


class Site(NamedTuple):
    """A published site, and the record that it was made of."""

    folder: Path
    record: Record
    accepted: list[Row]
    rejected: list[Row]
    done: Published

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))


@pytest.fixture(scope="module")
def site(dossier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    where = tmp_path_factory.mktemp("publishing")
    shutil.copy(dossier_file, where / "record.db")
    (where / "free.txt").write_text(FREE, "utf-8")
    facts = {
        "title": "Free <b>words</b>",
        "date": "2031-04-12",
        "redistributable": True,
        "url": "https://free.example/1",
    }
    (where / "free.json").write_text(json.dumps(facts), "utf-8")
    with Record.open(where / "record.db") as record:
        list(Intake(reader(), Options(), record).steps(sources([where / "free.txt"])))
        free = next(row.id for row in record.documents().rows if row.title == facts["title"])
        accepted, rejected = list(record.claims(free)), []
        for kind in KINDS:
            rows = record.queue(kind=kind, limit=60).rows
            accepted += [row for row in rows[: 3 * EACH : 3] if row.claim.document != free]
            rejected += [row for row in rows[1 : 2 * EACH : 3] if row.claim.document != free]
        for row in accepted:
            record.review(row.lineage, "accept", by="ada")
        for row in rejected:
            record.review(row.lineage, "reject", by="ada", why="an invented secret reason")
        done = publish(record, where / "site", title="The Harrowmere file", address="https://room.example/feed.atom")
        yield Site(where / "site", record, accepted, rejected, done)


def flat(text: str) -> str:
    return " ".join(unescape(text).split())


def test_only_accepted_claims_are_there(site: Site) -> None:
    lines = (site.folder / "claims.jsonl").read_text("utf-8").splitlines()
    wanted = {row.claim.id for row in site.accepted if row.claim.kind != "statement"}
    assert wanted <= {json.loads(each)["id"] for each in lines} <= {row.claim.id for row in site.accepted}
    words = {flat(line(row.claim)) for row in site.accepted}
    others = {flat(line(row.claim)) for row in site.rejected} - words
    found = "\n".join(flat(page.read_text("utf-8")) for page in site.pages)
    assert others and not [each for each in others if f"> {each} <" in found or f"<p>{each}</p>" in found]
    assert sum(word in found for word in words) == len(words)
    assert "secret reason" not in found


def test_of_a_document_that_is_not_free_only_evidence_is_shown(site: Site) -> None:
    everything = [
        flat(path.read_bytes().decode("utf-8", "replace")) for path in site.folder.rglob("*") if path.is_file()
    ]
    shown = "\n".join(everything + [each.replace('\\"', '"') for each in everything])
    evidence = flat(" ".join(span.text for row in site.accepted for span in row.claim.evidence))
    hidden = 0
    for row in site.record.documents().rows:
        document = site.record.document(row.id)
        if document.redistributable:
            continue
        for sentence in re.split(r"(?<=[.!?”])\s+", document.text):
            some = flat(sentence)
            if len(some) > 40 and some not in evidence and some != document.title:
                assert some not in shown, f"{document.title}: {some}"
                hidden += 1
    assert hidden > 100


def test_of_a_free_document_the_text_is_shown(site: Site) -> None:
    page = next(page for page in site.pages if page.parent.name == "documents" and "Free &lt;b&gt;" in page.read_text())
    text = page.read_text("utf-8")
    assert "The weather was fair" in text and "<mark" in text and "https://free.example/1" in text
    closed = [other for other in site.pages if other.parent.name == "documents" and other != page]
    assert closed and all("<mark" not in other.read_text("utf-8") for other in closed)
    assert all("may not be published here" in other.read_text("utf-8") for other in closed)


def test_every_link_leads_to_a_file_and_its_place(site: Site) -> None:
    trees = {page: html.document_fromstring(page.read_text("utf-8")) for page in site.pages}
    places = {page: set(tree.xpath("//@id")) for page, tree in trees.items()}
    outside = {site.record.document(row.claim.document).url for row in site.accepted}
    followed = 0
    for page, tree in trees.items():
        for link in (
            *tree.xpath("//*[local-name()!='use']/@href"),
            *tree.xpath("//@src"),
            *tree.xpath("//@data-index"),
        ):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert link in outside, f"{page}: {link}"
                continue
            assert not parts.path.startswith("/") and not parts.query, f"{page}: {link}"
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file() and target.is_relative_to(site.folder.resolve()), f"{page}: {link}"
            if parts.fragment and target.suffix == ".html":
                assert parts.fragment in places[site.folder / target.relative_to(site.folder.resolve())], (
                    f"{page}: {link}"
                )
            followed += 1
    assert followed > 500


def test_no_link_pretends_to_lead_on(site: Site) -> None:
    """Whatever is chosen on a served page (a month, an order, the next page of a list) has no file of its own."""
    for page in site.pages:
        tree = html.document_fromstring(page.read_text("utf-8"))
        for link in tree.xpath("//main//a[@href]"):
            parts = urlsplit(link.get("href"))
            assert not (parts.path and (page.parent / parts.path).resolve() == page.resolve() and not parts.fragment), (
                f"{page.name}: {link.text_content()}"
            )


def test_forms_are_left_out(site: Site) -> None:
    for page in site.pages:
        tree = html.document_fromstring(page.read_text("utf-8"))
        assert not tree.xpath("//form"), page


def test_the_address_of_no_server_is_there(site: Site) -> None:
    for path in site.folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert "127.0.0.1" not in text and "localhost" not in text and str(site.record.where) not in text, path
            assert str(site.folder.parent) not in text and str(folder("fictional")) not in text, path


def test_every_entry_document_and_actor_has_its_page(site: Site) -> None:
    documents = {row.claim.document for row in site.accepted}
    assert site.done.documents == len(documents)
    assert {page.name for page in site.pages if page.parent.name == "documents"} == {
        Path(file_of(f"/documents/{id}")).name for id in documents
    }
    assert sum(page.parent.name == "entries" for page in site.pages) == site.done.entries > 20
    assert site.done.pages + 1 == len(site.pages)


def test_lists_are_whole(site: Site) -> None:
    listed = (site.folder / "documents.html").read_text("utf-8")
    for page in site.pages:
        if page.parent.name == "documents":
            assert f'href="documents/{page.name}"' in listed


def test_downloads_can_be_read(site: Site) -> None:
    feed = feedparser.parse((site.folder / "feed.atom").read_bytes())
    assert not feed.bozo and feed.feed.title == "The Harrowmere file" and len(feed.entries) == site.done.entries
    rows = list(csv.DictReader(io.StringIO((site.folder / "deliverables.csv").read_text("utf-8-sig"))))
    commitments = [row for row in site.accepted if row.claim.kind == "commitment"]
    assert 0 < len(rows) <= len(commitments)
    events = icalendar.Calendar.from_ical((site.folder / "deliverables.ics").read_bytes()).walk("VEVENT")
    assert all(str(event["SUMMARY"]) for event in events)
    index = json.loads((site.folder / "search.json").read_text("utf-8"))
    assert len(index["entries"]) == site.done.entries
    assert all((site.folder / row[2]).is_file() for row in index["entries"])


@pytest.mark.chromium
def test_the_search_runs_in_a_browser_from_any_web_host(site: Site, chromium: Browser) -> None:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site.folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/site"
        page = chromium.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/index.html")
        page.click("header >> text=Search")
        label = json.loads((site.folder / "search.json").read_text("utf-8"))["entries"][0][1]
        page.fill("#find", label.upper())
        expect(page.locator("#found li").first).to_be_visible()
        page.fill("#find", "no such word anywhere")
        expect(page.locator("#found")).to_contain_text("Nothing found")
        page.fill("#find", label)
        page.locator("#found a").first.click()
        page.wait_for_selector("h1")
        assert page.url.startswith(f"{address}/entries/")
        for name in ("timeline.html", "map.html", "network.html", "instruments.html", "deliverables.html"):
            page.goto(f"{address}/{name}")
            assert page.locator("h1").is_visible()
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert complaints == []
        page.context.close()
        server.shutdown()


def test_a_folder_with_something_in_it_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        publish(site.record, tmp_path, title="x")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_where_nothing_was_accepted_nothing_is_written(dossier: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was accepted"):
        publish(dossier, tmp_path / "site", title="x")
    assert not (tmp_path / "site").exists()


def test_the_command_publishes(site: Site, tmp_path: Path) -> None:
    asked = ["publish", str(tmp_path / "site"), "--record", str(site.record.where), "--title", "Ours"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert f"{site.done.pages} pages" in done.stderr
    again = CliRunner().invoke(main, asked)
    assert again.exit_code != 0
    ours = sorted(path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*"))
    assert ours == sorted(path.relative_to(site.folder) for path in site.folder.rglob("*"))


names = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["..", "../../etc/passwd", "a/b", "a\\b", "CON", "é:ü", "%2e%2e"]
)


@given(names, st.sampled_from(["documents", "entries", "actors"]))
def test_every_id_makes_a_safe_name(id: str, folder: str) -> None:
    name = file_of(f"/{folder}/{id}")
    assert re.fullmatch(r"[A-Za-z0-9._/-]+\.html", name)
    assert not Path(name).is_absolute() and ".." not in Path(name).parts
    assert len(name.encode()) < 255


@given(st.lists(names, min_size=2, max_size=2, unique=True))
def test_two_ids_never_share_a_name(ids: list[str]) -> None:
    first, second = (file_of(f"/actors/{id}").casefold() for id in ids)
    assert first != second


@given(st.sampled_from(["index.html", "documents/a.html"]), st.sampled_from(["/", "/entries/x", "/timeline"]))
def test_links_are_relative(here: str, path: str) -> None:
    link = Printed("2031-01-01", "2031-01-01T00:00:00Z", here).link(path)
    assert (Path("/site") / Path(here).parent / link).resolve() == Path("/site") / file_of(path)
