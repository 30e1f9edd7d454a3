"""The first page in a real browser: nothing of a document runs, nothing comes from elsewhere, both sides light up."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Page, expect, sync_playwright

from foedera.documents import Options, sources
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import app

pytestmark = pytest.mark.chromium

EVIL = (
    "The fleet leaves\n\n“Japan will <script>document.title='run'</script> keep its word,” Anna Kestrel said.\n\n"
    "The fleet of 14 warships <img src=x onerror=\"document.title='run'\"> left port.\n"
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    (folder / "one.txt").write_text(EVIL, "utf-8")
    with Record.open(folder / "record.db") as record, socket.socket() as listening:
        list(Intake(reader(), Options(), record).steps(sources([folder / "one.txt"])))
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app(record), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI needs it")
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser.new_page()
        browser.close()


def test_reading_in_a_browser(address: str, page: Page) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.click("text=The fleet leaves")
    page.wait_for_selector("article")
    page.wait_for_load_state("load")
    assert page.title() == "The fleet leaves · Foedera"
    assert page.locator("article img, article script").count() == 0
    assert page.locator("mark").count() >= 2
    page.locator("#c1").focus()
    expect(page.locator("mark.lit").first).to_be_visible()
    page.locator("mark").last.hover()
    expect(page.locator(".claim.lit").first).to_be_visible()
    page.fill("#q", "warships")
    page.press("#q", "Enter")
    page.wait_for_selector(".hits")
    assert page.locator(".hits li").count() >= 1
    assert complaints == []
    assert {url for url in asked if not url.startswith(address)} == set()


def test_it_fits_a_phone_in_the_dark(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    page.click("text=The fleet leaves")
    page.wait_for_selector("article")
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 26, 28)"
