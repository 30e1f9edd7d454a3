"""Every page in a real browser: two widths, light and dark, with and without scripts, by mouse and by keyboard."""

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from foedera import register
from foedera.documents import Options, sources
from foedera.model import KINDS
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import PAGES, app
from foedera.web.pages.wording import name_of
from foedera.wording import one

from .conftest import serving, statements

pytestmark = pytest.mark.chromium

EVIL = (
    "The fleet leaves\n\n“Japan will <script>document.title='run'</script> keep its word,” Anna Kestrel said.\n\n"
    "The fleet of 14 warships <img src=x onerror=\"document.title='run'\"> left port.\n"
)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMED = ["/documents/{id}", "/actors/{id}", *(f"/entries/{{{kind}}}" for kind in KINDS if kind != "statement")]
ASKED = ["/compare?from=2031-01-01&on=2032-06-01", "/search?q=fleet", "/review?blind=yes", "/network?ties=promises"]
WORDING = ["/wording/phrase?q=missiles", "/wording/compare?before={before}&after={after}", "/wording/series/{series}"]
TWO = "first=norvane-ilmara&second=norvane-ilmara&first_on=2031-09-30&second_on=2031-12-01"
COMMAND = ["/command?of=norvane-ilmara", f"/command/compare?{TWO}", f"/command/simulate?{TWO}&run=yes"]
COMMAND += ["/network/ties?kind=commitment&on=2032-06-01", "/routes?cut=MALACCA&state=JPN"]
PATHS = [page.path for page in PAGES if "{" not in page.path] + ASKED + WORDING + COMMAND + NAMED


class Seen(NamedTuple):
    """A page of the browser, what it complained of, and what it asked for."""

    page: Page
    complaints: list[str]
    asked: list[str]


def watched(page: Page) -> Seen:
    seen = Seen(page, [], [])
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


@pytest.fixture(scope="module")
def record(dossier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    where = tmp_path_factory.mktemp("browser")
    shutil.copy(dossier_file, where / "record.db")
    (where / "one.txt").write_text(EVIL, "utf-8")
    with Record.open(where / "record.db") as kept:
        list(Intake(reader(), Options(), kept).steps(sources([where / "one.txt"])))
        statements(kept)
        yield register.current(kept)


@pytest.fixture(scope="module")
def address(record: Record) -> Iterator[str]:
    with serving(app(record, name="ada")) as where:
        yield where


@pytest.fixture(scope="module")
def reading(chromium: Browser) -> Seen:
    return watched(chromium.new_context(viewport=DESKTOP).new_page())


@pytest.fixture(scope="module")
def plain(chromium: Browser) -> Page:
    """A browser without scripts."""
    return chromium.new_context(viewport=DESKTOP, java_script_enabled=False).new_page()


@pytest.fixture(scope="module")
def axe() -> str:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None and found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


def filled(path: str, record: Record) -> str:
    """The address of a page with the id of something that the record has."""
    if path == "/actors/{id}":
        members = (member for entry in register.entries(record, kind="commitment") for member in entry.members)
        return path.replace("{id}", next(ref.id for each in members for _, ref in each.claim.actors() if ref.id))
    if path == "/documents/{id}":
        return path.replace("{id}", next(row.id for row in record.documents().rows if row.claims > 5))
    if path.startswith("/wording"):
        found = one(record, "Statements of the summit")
        before, after = (each.id for each in found.documents)
        return path.format(before=before, after=after, series=name_of(found))
    return re.sub(r"{(\w+)}", lambda kind: _longest(record, kind[1]), path)


def _longest(record: Record, kind: Any) -> str:
    """The entry of a kind that has most claims, as most is shown of it."""
    return max(register.entries(record, kind=kind), key=lambda entry: len(entry.members)).id


def complaints_of_axe(page: Page, *, only: list[str] | None = None) -> list[str]:
    """What axe finds: the rule and the place of each fault."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    options["runOnly"] = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['target']}: {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """What sticks out of the page, if the page can be scrolled sideways."""
    return page.evaluate("""() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.body.querySelectorAll("*")]
            .filter((each) => each.getBoundingClientRect().right > width + 1 && !each.closest(".wide, .drawing"))
            .map((each) => each.outerHTML.slice(0, 120)).concat("the page can be scrolled sideways");
    }""")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_fits_and_can_be_read_by_everybody(
    path: str, address: str, record: Record, reading: Seen, plain: Page, axe: str
) -> None:
    page = reading.page
    reading.asked.clear()
    reading.complaints.clear()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)
    answer = page.goto(address + filled(path, record))
    assert answer is not None and answer.status == 200
    page.evaluate(axe)
    faults = too_wide(page) + complaints_of_axe(page)
    page.emulate_media(color_scheme="dark")
    faults += complaints_of_axe(page, only=["color-contrast"])
    page.set_viewport_size(PHONE)
    faults += too_wide(page) + complaints_of_axe(page)
    page.emulate_media(color_scheme="light")
    faults += complaints_of_axe(page, only=["color-contrast"])
    assert faults == []
    assert reading.complaints == []
    assert [url for url in reading.asked if not url.startswith(address)] == []
    assert page.title() != "run"
    plain.set_viewport_size(PHONE)
    plain.goto(page.url)
    assert plain.inner_text("main") == page.inner_text("main") != ""


def test_dark_and_light_differ(address: str, reading: Seen) -> None:
    paper = []
    for scheme in ("light", "dark"):
        reading.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        reading.page.goto(address)
        paper.append(reading.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert paper == ["rgb(251, 250, 247)", "rgb(25, 26, 28)"]


def test_nothing_of_a_document_runs(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/documents")
    page.click("text=The fleet leaves")
    page.wait_for_selector("article")
    page.wait_for_load_state("load")
    assert page.title() == "The fleet leaves · Foedera"
    assert page.locator("article img, article script").count() == 0


def test_evidence_and_claims_light_each_other(address: str, record: Record, reading: Seen) -> None:
    page = reading.page
    page.set_viewport_size(DESKTOP)
    page.goto(address + filled("/documents/{id}", record))
    expect(page.locator(".lit")).to_have_count(0)
    page.locator("#c1").focus()
    expect(page.locator("mark.lit").first).to_be_visible()
    page.locator("h1").first.click()
    expect(page.locator("mark.lit")).to_have_count(0)
    page.locator("mark").last.hover()
    expect(page.locator(".claim.lit").first).to_be_visible()
    page.locator("mark sup a, mark + sup a").first.focus()
    page.keyboard.press("Enter")
    assert "#c" in page.url


def test_the_search_box_finds(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(address)
    page.fill("#q", "warships")
    page.press("#q", "Enter")
    page.wait_for_selector(".hits li")
    assert "q=warships" in page.url and "known=" in page.url


def test_the_first_stop_of_the_keyboard_leads_to_the_text(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/deliverables")
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
    assert stops[:3] == ["Skip to the text", "Foedera", "q"]
    page.goto(f"{address}/deliverables")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_the_keyboard_stands_on_is_to_be_seen(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/deliverables")
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none", page.evaluate("document.activeElement.outerHTML")


def test_a_reviewer_decides_by_keys_and_takes_it_back(address: str, record: Record, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/review")
    lineage = int(page.locator("input[name=lineage]").first.input_value())
    for key, status in (("a", "accepted"), ("u", "unreviewed"), ("r", "rejected"), ("u", "unreviewed")):
        before = page.url
        with page.expect_navigation():
            page.keyboard.press(key)
        expect(page.locator("[role=status]")).to_contain_text(f"Claim {lineage} is {status} now")
        assert record.history(lineage)[-1].status == status and record.history(lineage)[-1].who == "ada"
        assert page.url != before
        page.goto(f"{address}/review?done={lineage}")
        if status == "unreviewed":
            assert int(page.locator("input[name=lineage] >> nth=-1").input_value()) == lineage
    page.keyboard.press("e")
    expect(page.locator("textarea[name=edited]")).to_be_focused()
    page.keyboard.type("aru")
    assert record.history(lineage)[-1].status == "unreviewed"


def test_looking_on_decides_nothing(address: str, record: Record, reading: Seen) -> None:
    page = reading.page
    before = record.summary().claims
    page.goto(f"{address}/review")
    first = page.locator("input[name=lineage]").first.input_value()
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.locator("input[name=lineage]").first.input_value() != first
    assert record.summary().claims == before


def test_the_keys_can_be_turned_off_for_good(address: str, record: Record, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/deliverables")
    assert not page.locator("#keys").is_visible()
    page.goto(f"{address}/review")
    before = record.summary().claims
    page.get_by_role("button", name="Turn the keys of this page off").click()
    page.keyboard.press("a")
    page.goto(f"{address}/review")
    page.keyboard.press("r")
    assert record.summary().claims == before
    page.get_by_role("button", name="Turn the keys of this page on").click()
    with page.expect_navigation():
        page.keyboard.press("n")


def test_a_decision_without_scripts(address: str, record: Record, plain: Page) -> None:
    plain.goto(f"{address}/review")
    lineage = int(plain.locator("input[name=lineage]").first.input_value())
    plain.click("text=Accept")
    expect(plain.locator("[role=status]")).to_contain_text("is accepted now")
    assert record.history(lineage)[-1].status == "accepted"
    plain.click("text=Undo")
    expect(plain.locator("[role=status]")).to_contain_text("is unreviewed now")


def test_the_year_slider_says_its_year(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/network")
    slider = page.locator("input[type=range]")
    last = int(slider.get_attribute("max") or "")
    slider.fill(str(last - 1))
    assert page.locator("output").inner_text() == str(last - 1)
    assert slider.get_attribute("aria-valuetext") == str(last - 1)
    page.get_by_role("main").get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile(f"year={last - 1}"))
    assert page.locator("h1").inner_text().endswith(str(last - 1))


def test_the_list_of_pages_opens_on_a_phone_without_scripts(address: str, plain: Page) -> None:
    plain.set_viewport_size(PHONE)
    plain.goto(f"{address}/deliverables")
    listed = plain.get_by_role("navigation", name="Pages")
    assert not listed.is_visible()
    plain.keyboard.press("Tab")
    plain.keyboard.press("Tab")
    plain.keyboard.press("Tab")
    assert plain.evaluate("document.activeElement.textContent") == "All pages"
    plain.keyboard.press("Enter")
    expect(listed).to_be_visible()
    assert listed.locator("[aria-current=page]").inner_text() == "Deliverables"
    assert [group.inner_text() for group in listed.locator(".group > p").all()] == [
        "The record", "Views", "Analyses", "Work",
    ]  # fmt: skip
    listed.get_by_role("link", name="Close the list of pages").click()
    expect(listed).not_to_be_visible()
    plain.set_viewport_size(DESKTOP)
    expect(listed).to_be_visible()


def test_entries_are_put_together_by_keys_and_parted_again(address: str, record: Record, reading: Seen) -> None:
    page = reading.page
    page.set_viewport_size(DESKTOP)
    page.goto(f"{address}/review/entries")
    before = sorted(entry.id for entry in register.entries(record))
    with page.expect_navigation():
        page.keyboard.press("m")
    expect(page.locator("[role=status]")).to_contain_text("Two entries are one now.")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("[role=status]")).to_contain_text("The decision is taken back.")
    assert sorted(entry.id for entry in register.entries(record)) == before


def test_printing_leaves_out_what_only_a_screen_needs(address: str, reading: Seen) -> None:
    page = reading.page
    page.goto(f"{address}/deliverables")
    page.emulate_media(media="print", color_scheme="light")
    for hidden in (".skip", ".search", ".pages-nav", "form.asof", ".filters", ".foot"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("main table").is_visible() and page.locator("p.asof").is_visible()
    assert page.locator("p.asof").inner_text().startswith("As it was on ")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
