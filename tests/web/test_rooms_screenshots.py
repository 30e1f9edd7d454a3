"""The pictures in the documentation: each shows a page of the fictional dossier as this version draws it.

They are written where FOEDERA_SCREENSHOTS names a folder: `FOEDERA_SCREENSHOTS=docs/images pytest -k pictures`.
"""

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from foedera import register
from foedera.actors import load
from foedera.documents import Options, sources
from foedera.dossiers import folder
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import app
from foedera.web.pages import spillover
from foedera.web.pages.wording import name_of
from tests.spillover.worlds import excited

from .conftest import serving, statements

FOLDER = os.environ.get("FOEDERA_SCREENSHOTS")
MOST = 150_000
TWO = "first=norvane-ilmara&second=norvane-ilmara&first_on=2031-09-30&second_on=2031-12-01"
PAGES = {
    "home": "/?on=2032-04-20", "documents": "/documents", "document": "/documents/{document}",
    "deliverables": "/deliverables?on=2032-10-01", "calendar": "/deliverables/calendar?month=2032-03&on=2032-03-15",
    "instruments": "/instruments?on=2032-10-01", "actors": "/actors", "actor": "/actors/{actor}?on=2032-10-01",
    "entry": "/entries/{entry}?on=2032-10-01", "instrument": "/entries/{instrument}?on=2032-10-01",
    "timeline": "/timeline?since=2031-01-01&until=2033-06-01", "map": "/map",
    "network": "/network?ties=promises&on=2032-06-01", "commands": "/commands?on=2031-12-31",
    "wording-series": "/wording", "series": "/wording/series/{series}",
    "wording": "/wording/compare?before={before}&after={after}", "phrase": "/wording/phrase?q=Hesk+Islands",
    "ties": "/network/ties?kind=commitment&on=2032-06-01", "who-decides": "/command?of=norvane-ilmara&on=2031-12-01",
    "structures": f"/command/compare?{TWO}", "under-load": f"/command/simulate?{TWO}&run=yes",
    "forecast": "/forecast", "spillover": "/spillover?run=yes", "routes": "/routes?cut=MALACCA&state=JPN",
    "review": "/review?kind=commitment&order=document", "review-entries": "/review/entries", "outlook": "/outlook",
    "compare": "/compare?from=2031-05-01&on=2032-05-01", "search": "/search?q=missiles", "api": "/api",
    "phone": "/deliverables?on=2032-10-01",
}  # fmt: skip
DESK, PHONE = {"width": 1180, "height": 860}, {"width": 390, "height": 844}
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(FOLDER is None, reason="FOEDERA_SCREENSHOTS names no folder"),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The dossier, read under short names, as pages show them."""
    where, before = tmp_path_factory.mktemp("pictures"), Path.cwd()
    shutil.copytree(folder("fictional"), where / "dossier")
    os.chdir(where)
    with Record.open("alliance.db") as kept:
        files = sorted(file for file in Path("dossier").iterdir() if file.suffix in (".txt", ".html", ".pdf", ".docx"))
        list(Intake(reader(Path("dossier/actors")), Options(), kept).steps(sources(files)))
        yield register.current(kept)
    os.chdir(before)


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams of which it is known what excites what: the dossier has too few events."""
    monkeypatch.setattr(spillover, "counted", lambda ask: excited(days=1200, streams=4)[0])


@pytest.mark.usefixtures("streams")
def test_the_pictures_of_the_pages(record: Record, chromium: Browser, request: pytest.FixtureRequest) -> None:
    pictures = request.config.rootpath / (FOLDER or "")
    pictures.mkdir(parents=True, exist_ok=True)
    ids = {
        "document": next(row.id for row in record.documents().rows if "Harrowmere" in (row.title or "")),
        "entry": max(
            register.entries(record, kind="commitment"), key=lambda each: ("Halberd" in each.label, len(each.members))
        ).id,
        "instrument": max(register.entries(record, kind="instrument"), key=lambda entry: len(entry.members)).id,
        "actor": "state:XNV", "series": name_of(statements(record)),
    }  # fmt: skip
    titled = {row.id: row.title or "" for row in record.documents().rows}
    ids["after"], ids["before"] = (id for id, title in titled.items() if "Joint Statement" in title)
    base = load(folder("fictional") / "actors")
    with serving(app(record, name="ada", base=base)) as address:
        for name, path in PAGES.items():
            on_phone = name == "phone"
            page = chromium.new_page(viewport=PHONE if on_phone else DESK, color_scheme="dark" if on_phone else "light")
            page.goto(address + path.format(**ids))
            while "open this page again" in page.inner_text("main"):
                page.wait_for_timeout(1_000)
                page.reload()
            assert "This did not work" not in page.inner_text("main"), name
            if name == "document":
                page.locator("#c3").focus()
            shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
            shown.save(pictures / f"{name}.png", optimize=True)
            page.close()
            assert (pictures / f"{name}.png").stat().st_size < MOST, name
