"""Drawings at addresses of their own."""

import html
import re
import xml.etree.ElementTree as ET

from foedera.actors import load
from foedera.dossiers import folder
from foedera.record import Record
from foedera.web import app
from foedera.web.charts import counts
from foedera.web.pictures import Pictures
from tests.web.conftest import Browser

PAGES = ("/timeline", "/map", "/network?ties=promises&on=2034-01-01", "/instruments")
ROWS = [{"day": "2031-01-01", "kind": "event", "count": 2}]


def client(record: Record) -> Browser:
    # The places of the dossier are made up: only its own base knows where they lie.
    return Browser(app(record, name="ada", base=load(folder("fictional") / "actors")))


def test_a_page_carries_a_picture_with_its_size_and_words_and_the_picture_has_links(dossier: Record) -> None:
    browser = client(dossier)
    for path in PAGES:
        page = browser.get(path)
        found = re.search(r'<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)">', page.text)
        assert found is not None, path
        address = html.unescape(found[1])
        assert "on=" in address and "known=" in address
        answer = browser.get(address)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        drawing = ET.fromstring(answer.text)
        assert (drawing.get("width"), drawing.get("height")) == (found[3], found[4])
        assert drawing.get("aria-label") == html.unescape(found[2])
        assert "prefers-color-scheme:dark" in answer.text and "<script" not in answer.text
        for link in re.findall(r'<a href="([^"]+)"', answer.text)[:3]:
            assert "known=" in link
            assert browser.get(html.unescape(link)).status_code == 200
        assert browser.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_a_picture_is_found_again_by_a_server_that_never_showed_its_page(dossier: Record) -> None:
    page = client(dossier).get("/timeline?since=2031-01-01&until=2031-12-31").text
    address = html.unescape(re.findall(r'<img src="([^"]+)"', page)[0])
    assert client(dossier).get(address).text == client(dossier).get(address).text
    other = re.sub(r"/drawings/\w+", "/drawings/" + "0" * 32, address)
    assert client(dossier).get(other).status_code == 404


def test_a_process_of_its_own_draws_the_same_and_pages_go_on_when_it_is_gone() -> None:
    alone, hired = Pictures(), Pictures()
    hired.hire()
    key = alone.hold(counts, (ROWS,))
    assert hired.hold(counts, (ROWS,)) == key
    try:
        assert hired.drawn(key) == alone.drawn(key)
    finally:
        hired.dismiss()
    later = [{**ROWS[0], "count": 3}]
    assert "<svg" in hired.drawn(hired.hold(counts, (later,)))
