"""Every page in a language that nobody speaks: no English word is left but what the record says, which is marked."""

import re
import runpy
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from foedera import register
from foedera.model import KINDS
from foedera.record import Record
from foedera.web import PAGES, app
from foedera.web.language import language_of
from foedera.web.pages import menu
from foedera.web.pages.wording import name_of

from .conftest import Browser, statements
from .test_language import catalogue

TOOL = Path(__file__).parents[2] / "tools" / "messages.py"
WIDE = str.maketrans(string.ascii_letters, "".join(chr(ord(letter) + 0xFEE0) for letter in string.ascii_letters))
PLACE = re.compile(r"%\(\w+\)s|%%|\{[^}]*\}")
WORD = re.compile(r"[A-WYZa-z]{2,}")
SHOWN = ("aria-label", "alt", "title", "placeholder", "data-label", "aria-valuetext", "data-on", "data-off")
TWO = "first=norvane-ilmara&second=norvane-ilmara&first_on=2031-09-30&second_on=2031-12-01"
ASKED = [
    "/?on=2032-06-15", "/deliverables?on=2032-06-15&order=stage&down=yes", "/deliverables/calendar?month=2032-03",
    "/compare?from=2031-01-01&on=2032-06-01", "/search?q=fleet", "/review?blind=yes", "/network?ties=promises",
    "/wording/phrase?q=missiles", "/command?of=norvane-ilmara&on=2031-12-01", f"/command/compare?{TWO}",
    f"/command/simulate?{TWO}", "/network/ties?kind=commitment&on=2032-06-01", "/routes?cut=MALACCA&state=JPN",
    "/commands?on=2031-12-31", "/instruments?on=2032-10-01", "/timeline?since=2031-01-01&until=2032-01-01",
    "/wording/compare?q=fleet", "/none", "/?on=2031-02-30", "/documents?known=2001-01-01",
]  # fmt: skip


def wide(text: str) -> str:
    """A message with other letters, and its places as they were."""
    at, made = 0, ""
    for place in PLACE.finditer(text):
        made += text[at : place.start()].translate(WIDE) + place[0]
        at = place.end()
    return made + text[at:].translate(WIDE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in which every message that translators get has other letters."""
    tool = runpy.run_path(str(TOOL))
    words = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"}
    for _, (context, text, plural) in (*tool["in_templates"](), *tool["in_code"]()):
        key = f"{context}\x04{text}" if context else text
        if context in ("number", "format", "first weekday"):
            words[key] = text
        elif plural is None:
            words[key] = wide(text)
        else:
            words[f"{key}\0{plural}"] = f"{wide(text)}\0{wide(plural)}"
    place = tmp_path_factory.mktemp("pseudo") / "qps" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "foedera.mo").write_bytes(catalogue(words))
    return place.parents[1]


def english(page: str) -> list[str]:
    """The words in English letters that a page shows outside what is marked as English, code, or a name."""
    left: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code", "kbd", "title", "meta"):
            return
        if element.get("lang") == "en" or element.get("translate") == "no" or element.get("type") == "hidden":
            # What is ours within what the record says is marked in turn.
            for inner in element.iterdescendants():
                if isinstance(inner.tag, str) and inner.get("lang") == "qps":
                    walk(inner)
            return
        shown = [element.text or "", *(child.tail or "" for child in element)]
        shown += [element.get(name) or "" for name in SHOWN]
        left.extend(f"<{element.tag}> {text.strip()}" for text in shown if WORD.search(text))
        for child in element:
            walk(child)

    walk(html.fromstring(page))
    return left


def paths(record: Record) -> Iterator[str]:
    found = statements(record)
    before, after = (each.id for each in found.documents)
    yield from (page.path for page in PAGES if "{" not in page.path)
    yield from ASKED
    yield f"/wording/compare?before={before}&after={after}"
    yield f"/wording/series/{name_of(found)}"
    yield f"/documents/{next(row.id for row in record.documents().rows if row.claims > 5)}"
    members = (each for entry in register.entries(record, kind="commitment") for each in entry.members)
    yield f"/actors/{next(ref.id for each in members for _, ref in each.claim.actors() if ref.id)}"
    for kind in KINDS:
        some = list(register.entries(record, kind=kind)) if kind != "statement" else []
        yield from (f"/entries/{entry.id}" for entry in sorted(some, key=lambda each: -len(each.members))[:4])


def test_no_english_word_of_ours_is_left_on_any_page(dossier: Record, folder: Path) -> None:
    browser = Browser(app(dossier, name="ada", language=language_of("qps", folder)))
    left = {path: english(browser.get(path).text) for path in paths(dossier)}
    assert {path: words for path, words in left.items() if words} == {}


def test_drawings_speak_the_language_too(dossier: Record, folder: Path) -> None:
    browser = Browser(app(dossier, name="ada", language=language_of("qps", folder)))
    for path, kept in (("/timeline?since=2031-01-01&until=2032-01-01", ""), ("/commands?on=2031-12-31", "Ormund")):
        page = html.fromstring(browser.get(path).text)
        drawing = browser.get(page.xpath("//main//img/@src")[0]).text
        words = [text for text in re.findall(r"<text[^>]*>([^<]+)</text>", drawing) if WORD.search(text)]
        assert bool(words) == bool(kept) and any(kept in text for text in words or [""])
        assert not WORD.search(re.findall(r'<svg[^>]*aria-label="([^"]*)"', drawing)[0])


def test_an_english_word_would_be_found() -> None:
    page = '<p aria-label="Pages">Überall <span lang="en">said <b lang="qps">ours</b></span> &middot; <i>left</i></p>'
    assert english(page) == ["<p> Überall", "<p> Pages", "<b> ours", "<i> left"]


def test_every_page_of_the_list_stands_in_one_group() -> None:
    grouped = [path for _, some in menu.GROUPS for path in some]
    assert sorted(grouped) == sorted(page.path for page in PAGES if page.nav)


@pytest.mark.parametrize(
    ("here", "path", "current"),
    [("/documents", "/documents", "page"), ("/documents/x", "/documents", "true"), ("/", "/", "page"),
     ("/network/ties", "/network/ties", "page"), ("/wording/compare", "/wording", "true"), ("/entries/x", None, None)],
)  # fmt: skip
def test_the_list_of_pages_marks_where_one_is(here: str, path: str | None, current: str | None) -> None:
    items = [item for group in menu.menu(PAGES, here) for item in group.items if item.current]
    assert [(item.path, item.current) for item in items] == ([] if path is None else [(path, current)])
    assert all(item.path != "/review" for group in menu.menu(PAGES, here, ("/review",)) for item in group.items)
