import datetime
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from foedera.exchange.atom import Item, atom

MOMENT = datetime.datetime(2031, 4, 11, 9, 30, 15, tzinfo=datetime.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def item(id: str = "entry:e-1", **changes: object) -> Item:
    given: dict[str, object] = {
        "id": id, "title": "Norvane: deliver <80> missiles & more", "updated": MOMENT + datetime.timedelta(days=3),
        "paragraphs": ("Norvane is to deliver it.", "“80 & more” <b>"), "published": MOMENT,
        "authors": ("Herald",), "categories": ("commitment",),
        "links": (("Report", "https://x.example/1?a=b&c"), ("Statement", "https://x.example/2")),
    }  # fmt: skip
    return Item(**{**given, **changes})  # type: ignore[arg-type]


def parsed(data: bytes) -> Any:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_an_independent_parser_reads_what_is_written() -> None:
    feed = parsed(atom([item()], name="What is new", query="party=state:XNO", at="https://x.example/feed.atom"))
    assert feed.feed.title == "What is new" and feed.feed.updated == "2031-04-14T09:30:15Z"
    assert feed.feed.id == "tag:foedera.invalid,2026:feed:party=state:XNO"
    (entry,) = feed.entries
    assert (entry.id, entry.title) == ("tag:foedera.invalid,2026:entry:e-1", "Norvane: deliver <80> missiles & more")
    assert (entry.published, entry.updated) == ("2031-04-11T09:30:15Z", "2031-04-14T09:30:15Z")
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", "https://x.example/1?a=b&c"), ("related", "https://x.example/2"),
    ]  # fmt: skip
    assert entry.content[0].value == "<p>Norvane is to deliver it.</p><p>“80 &amp; more” &lt;b&gt;</p>"
    assert [tag.term for tag in entry.tags] == ["commitment"] and entry.author == "Herald"


def test_what_the_standard_requires_is_there() -> None:
    for data in (atom([item()], name="x"), atom([], name="x")):
        root = etree.fromstring(data)
        for element in (root, *root.findall(f"{ATOM}entry")):
            for required in ("id", "title", "updated"):
                assert len(element.findall(ATOM + required)) == 1
        assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_the_last_updated_comes_first_in_whatever_order_they_are_given() -> None:
    old = item("entry:e-2", updated=MOMENT)
    made = atom([old, item("entry:e-3"), item()], name="x")
    assert made == atom([item("entry:e-3"), item(), old], name="x")
    assert [entry.id.rpartition(":")[2] for entry in parsed(made).entries] == ["e-1", "e-3", "e-2"]


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_written_and_read(title: str, paragraph: str, query: str) -> None:
    made = atom([item(title=title, paragraphs=(paragraph,))], name=title, query=query)
    root = etree.fromstring(made)
    assert len(root.findall(f"{ATOM}entry")) == 1
