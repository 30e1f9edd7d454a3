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
from foedera.documents import Options, sources
from foedera.dossiers import folder
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import app

from .conftest import serving

FOLDER = os.environ.get("FOEDERA_SCREENSHOTS")
MOST = 150_000
PAGES = {
    "home": "/?on=2032-04-20", "document": "/documents/{document}", "entry": "/entries/{entry}?on=2032-10-01",
    "deliverables": "/deliverables?on=2032-10-01", "instruments": "/instruments?on=2032-10-01",
    "timeline": "/timeline?since=2031-01-01&until=2033-06-01", "commands": "/commands?on=2031-12-31",
    "compare": "/compare?from=2031-05-01&on=2032-05-01",
    "wording": "/wording/compare?before={before}&after={after}", "phrase": "/wording/phrase?q=Hesk+Islands",
    "who-decides": "/command?of=norvane-ilmara&on=2031-12-01", "routes": "/routes?cut=MALACCA&state=JPN",
    "ties": "/network/ties?kind=commitment&on=2032-06-01", "review": "/review?kind=commitment&order=document",
}  # fmt: skip
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


def test_the_pictures_of_the_pages(record: Record, chromium: Browser, request: pytest.FixtureRequest) -> None:
    pictures = request.config.rootpath / (FOLDER or "")
    pictures.mkdir(parents=True, exist_ok=True)
    ids = {
        "document": next(row.id for row in record.documents().rows if "Harrowmere" in (row.title or "")),
        "entry": max(register.entries(record, kind="commitment"), key=lambda entry: len(entry.members)).id,
    }
    titled = {row.id: row.title or "" for row in record.documents().rows}
    ids["after"], ids["before"] = (id for id, title in titled.items() if "Joint Statement" in title)
    with serving(app(record, name="ada")) as address:
        for name, path in PAGES.items():
            page = chromium.new_page(viewport={"width": 1180, "height": 860}, color_scheme="light")
            page.goto(address + path.format(**ids))
            if name == "document":
                page.locator("#c3").focus()
            shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
            shown.save(pictures / f"{name}.png", optimize=True)
            page.close()
            assert (pictures / f"{name}.png").stat().st_size < MOST, name
