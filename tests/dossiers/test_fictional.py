"""The fictional sample dossier: openly fictional, consistent in itself, and built from its sources."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import docx
import pypdfium2
import pytest
import trafilatura

from foedera.dossiers import NAMES, folder
from foedera.model import FoederaError

DOSSIER = folder("fictional")
DOCUMENTS = sorted(path for path in DOSSIER.iterdir() if path.suffix in {".txt", ".html", ".pdf", ".docx"})
BUILT = sorted(path for path in DOCUMENTS if path.suffix in {".pdf", ".docx"})
SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "make_dossier.py"

HEADERS = {
    "actors": "id,kind,name,state,sector,when,source",
    "names": "actor,name,type,when,source",
    "codes": "actor,scheme,code,when,source",
    "successions": "predecessor,successor,kind,when,source",
    "memberships": "member,group,standing,when,source",
    "posts": "post,body,role,rank,source",
    "holders": "person,post,when,source",
    "commands": "command,parent,relationship,seat,when,source",
    "places": "place,name,type,state,latitude,longitude,when,source",
    "place_names": "place,name,when,source",
}
REFERENCES = [
    ("actors", "state", "actors", "id"),
    ("names", "actor", "actors", "id"),
    ("codes", "actor", "actors", "id"),
    ("successions", "predecessor", "actors", "id"),
    ("successions", "successor", "actors", "id"),
    ("memberships", "member", "actors", "id"),
    ("memberships", "group", "actors", "id"),
    ("posts", "body", "actors", "id"),
    ("holders", "person", "actors", "id"),
    ("holders", "post", "posts", "post"),
    ("commands", "command", "actors", "id"),
    ("commands", "parent", "actors", "id"),
    ("commands", "seat", "places", "place"),
    ("places", "state", "actors", "id"),
    ("place_names", "place", "places", "place"),
]
DATE = r"\d{4}(-\d\d(-\d\d)?)?"


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def pdf_text(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    finally:
        pages.close()


def plain_text(data: bytes) -> str:
    return data.decode("utf-8")


READERS = {".pdf": pdf_text, ".docx": docx_text, ".txt": plain_text}


@cache
def text(path: Path) -> str:
    """The visible text of a document, white space made single."""
    data = path.read_bytes()
    if path.suffix == ".html":
        raw = trafilatura.extract(data.decode(), include_tables=True) or ""
    else:
        raw = READERS[path.suffix](data)
    return " ".join(raw.split())


@cache
def world() -> str:
    """The whole text of the dossier; the pages' own markup too, since mastheads are not main text."""
    pages = [" ".join(path.read_text(encoding="utf-8").split()) for path in DOCUMENTS if path.suffix == ".html"]
    return "\n".join([text(path) for path in DOCUMENTS] + pages)


def rows(name: str) -> list[dict[str, str]]:
    with (DOSSIER / "actors" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_dossier", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_dossier_has_every_format() -> None:
    counts = {suffix: sum(path.suffix == suffix for path in DOCUMENTS) for suffix in (".txt", ".html", ".pdf", ".docx")}
    assert len(DOCUMENTS) == 13
    assert all(count >= 2 for count in counts.values()), counts


def test_names_sort_by_date() -> None:
    days = [path.name[:10] for path in DOCUMENTS]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert days == sorted(days)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_says_that_it_is_fictional(path: Path) -> None:
    assert re.search(r"\bfictional\b", text(path), re.IGNORECASE)
    assert "Foedera sample dossier" in text(path)


@pytest.mark.parametrize("path", sorted(DOSSIER.glob("*.json")), ids=lambda path: path.name)
def test_sidecars_are_json_beside_a_document(path: Path) -> None:
    values = json.loads(path.read_text(encoding="utf-8"))
    assert list(values) == ["title", "publisher", "authors", "url", "date"]
    assert values["title"] and values["publisher"] and isinstance(values["authors"], list)
    assert values["date"] == path.name[:10]
    assert re.fullmatch(r"https://[a-z.-]+\.example/\S+", values["url"])
    assert [other for other in DOCUMENTS if other.stem == path.stem]


def test_only_the_pages_and_the_copied_page_have_no_sidecar() -> None:
    bare = {path.name for path in DOCUMENTS if not path.with_suffix(".json").exists()}
    assert bare == {path.name for path in DOCUMENTS if path.suffix == ".html"} | {"2031-04-18-critical-follow-up.txt"}


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix == ".html"], ids=lambda path: path.name)
def test_pages_carry_their_metadata(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    date = f'<meta name="date" content="{path.name[:10]}"'
    for mark in ("<title>", '<meta name="author"', date, "<nav", "<aside", "<footer"):
        assert mark in page, mark
    assert "http" not in page.replace('rel="canonical" href="https', ""), "a page must load nothing from elsewhere"


@pytest.mark.parametrize("name", HEADERS)
def test_actor_files_have_the_layout(name: str) -> None:
    head = (DOSSIER / "actors" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == HEADERS[name]
    content = rows(name)
    assert content
    files = {path.name for path in DOCUMENTS} | {"README.md"}
    for row in content:
        assert None not in row and None not in row.values(), row
        assert set(row["source"].split(" ; ")) <= files, row
        if "when" in row:
            assert row["when"] != "../.." and re.fullmatch(rf"{DATE}|({DATE})?/({DATE}|\.\.)", row["when"]), row


@pytest.mark.parametrize("name, column, target, key", REFERENCES)
def test_references_resolve(name: str, column: str, target: str, key: str) -> None:
    known = {row[key] for row in rows(target)}
    assert {row[column] for row in rows(name)} - {""} <= known


def test_ids_are_well_formed() -> None:
    for row in rows("actors"):
        assert re.fullmatch(r"state:X[A-Z]{2}|(organisation|person|command):[a-z0-9][a-z0-9-]*", row["id"]), row
        assert row["kind"] == row["id"].partition(":")[0]


@pytest.mark.parametrize("name", ["actors", "names", "places", "place_names"])
def test_names_occur_in_a_document(name: str) -> None:
    missing = [row["name"] for row in rows(name) if row["name"] not in world()]
    assert not missing


@pytest.mark.parametrize("name", ["actors", "names", "places", "place_names"])
def test_names_occur_in_their_source(name: str) -> None:
    """At least one source of a name is a document in which it stands, in its text or on its masthead."""
    for row in rows(name):
        paths = [DOSSIER / source for source in row["source"].split(" ; ")]
        pages = [path.read_text(encoding="utf-8") for path in paths if path.suffix == ".html"]
        assert any(row["name"] in content for content in [*map(text, paths), *pages]), row


def test_the_fact_sheet_counts_what_the_reports_say() -> None:
    items = [p for p in docx.Document(str(DOSSIER / "2031-04-10-fact-sheet.docx")).paragraphs if p.style is not None]
    styles = [str(p.style.name) for p in items if p.style is not None]
    assert styles.count("List Bullet") == 53
    assert styles.count("List Bullet") + styles.count("List Bullet 2") == 67


def test_the_strategy_has_running_headers_and_page_numbers() -> None:
    pages = pypdfium2.PdfDocument(str(DOSSIER / "2031-02-18-national-defence-strategy.pdf"))
    texts = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    assert len(texts) >= 4
    assert all("National Defence Strategy 2031" in page for page in texts)
    assert all(f"Page {number} of {len(texts)}" in page for number, page in enumerate(texts, 1))


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_built_files_are_up_to_date(path: Path) -> None:
    pytest.importorskip("fpdf", reason="fpdf2 is not installed")
    module = builder()
    item = next(item for item in module.sources() if item.file == path.name)
    assert " ".join(READERS[path.suffix](module.built(item)).split()) == text(path)
    assert path.with_suffix(".json").read_text(encoding="utf-8") == module.sidecar(item)


def test_every_source_is_built() -> None:
    assert {item.file for item in builder().sources()} == {path.name for path in BUILT}


def test_folder_names() -> None:
    assert NAMES == ("fictional", "real")
    with pytest.raises(FoederaError, match="no bundled dossier 'other': choose one of fictional, real"):
        folder("other")
