"""A record of the fictional dossier, read once, and a browser without a browser."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import playwright.sync_api
import pytest
import uvicorn

from foedera.documents import Options, sources
from foedera.dossiers import folder
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.register import current
from foedera.web import app
from foedera.wording import Series, name_series, one

BASE = "http://127.0.0.1"


class Browser:
    """Asks an application over one connection that keeps its cookies."""

    def __init__(self, web: Any, base: str = BASE) -> None:
        self.web, self.base = web, base
        self.cookies = httpx.Cookies()

    def ask(self, method: str, address: str, *, follow: bool = True, **more: Any) -> httpx.Response:
        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(self.web, raise_app_exceptions=True)
            async with httpx.AsyncClient(
                transport=transport, base_url=self.base, follow_redirects=follow, cookies=self.cookies
            ) as client:
                answer = await client.request(method, address, **more)
                self.cookies = httpx.Cookies(client.cookies)
                return answer

        return anyio.run(go)

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.ask("GET", address, **more)

    def post(self, address: str, data: dict[str, str], **more: Any) -> httpx.Response:
        return self.ask("POST", address, data=data, **more)


def field(page: str, name: str) -> str:
    """The value of the first hidden field of that name in a page."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def statements(record: Record) -> Series:
    """The two joint statements of the dossier, named as a series."""
    ids = [row.id for row in record.documents().rows if "Joint Statement" in (row.title or "")]
    name_series(record, "Statements of the summit", ids, by="ada")
    return one(record, "Statements of the summit")


@contextmanager
def serving(web: Any) -> Iterator[str]:
    """The address at which an application is served while the context lasts."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(web, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.sync_api.Browser]:
    """The Chromium of this machine. No other event loop runs in its thread while it is open, so a module closes it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI needs it")
        pytest.skip("Chromium is missing")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with playwright.sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=quiet)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def dossier_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record into which the fictional dossier was read, with its entries."""
    where = tmp_path_factory.mktemp("dossier") / "record.db"
    with Record.open(where) as record:
        place = folder("fictional")
        files = sorted(file for file in place.iterdir() if file.suffix in (".txt", ".html", ".pdf", ".docx"))
        list(Intake(reader(place / "actors"), Options(), record).steps(sources(files)))
        current(record)
    return where


@pytest.fixture
def dossier(dossier_file: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of that record, to be written to."""
    shutil.copy(dossier_file, tmp_path / "record.db")
    with Record.open(tmp_path / "record.db") as record:
        yield record


@pytest.fixture
def browser(dossier: Record) -> Browser:
    """Somebody who sits at this machine and looks at the dossier."""
    return Browser(app(dossier, name="ada"))
