from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from foedera.documents import Loaded, Options, Source, read
from foedera.documents.feed import Entry, entries_of_feed
from foedera.model import SourceError

if TYPE_CHECKING:
    from tests.documents.conftest import Site

PROSE = "The two governments decided to keep their forces under separate command for the time being, officials said. "
OPTIONS = Options(allow_private=True)


def rss(*items: str) -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Herald</title>'
    return f"{head}{body}</channel></rss>".encode()


def page(title: str) -> str:
    body = f"<article><h1>{title}</h1><p>{PROSE * 3}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def test_entries_of_rss_and_atom() -> None:
    data = rss(
        "<title>Ships &amp; men</title><link>https://x.example/1</link><pubDate>Wed, 14 May 2031 10:00:00 GMT</pubDate>"
        "<author>a@x.example (Ann Lee)</author><description>Short.</description>",
        "<title>Two</title>",
    )
    first, second = entries_of_feed(data, "f.xml")
    assert isinstance(first, Entry)
    assert (first.name, first.content, first.metadata.title) == ("https://x.example/1", None, "Ships & men")
    assert (first.metadata.publisher, str(first.metadata.published)) == ("Herald", "2031-05-14")
    assert str(second) == "f.xml, entry 2: has neither a link nor a text of its own"
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger</title><entry><title>One</title><link href="/one"/>'
        f"<published>2031-05-14T10:00:00Z</published><author><name>Bo Berg</name></author>"
        f'<content type="html">&lt;p&gt;{PROSE * 20}&lt;/p&gt;</content></entry></feed>'
    )
    (entry,) = entries_of_feed(atom.encode("utf-16"), "https://x.example/feed")
    assert isinstance(entry, Entry)
    assert (entry.url, entry.metadata.authors) == ("https://x.example/one", ("Bo Berg",))
    assert entry.content is not None
    assert PROSE.strip() in entry.content


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
            "declares XML entities",
        ),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x">]><rss/>'.encode("utf-16"), "declares XML entities"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "has no entries"),
        (b"<rss", "is damaged or no feed|has no entries"),
    ],
)
def test_bombs_and_damage(data: bytes, message: str) -> None:
    start = time.monotonic()
    with pytest.raises(SourceError, match=message):
        list(entries_of_feed(data, "f.xml"))
    assert time.monotonic() - start < 5


def test_a_feed_is_read_entry_by_entry(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /shut\n", "text/plain")
    site.page("/one", page("First ships sail for the shoals"))
    site.page("/shut/two", page("Second"))
    full = f"<p>{PROSE * 20}</p>"
    feed = rss(
        f"<title>One</title><link>{site.url}/one</link><pubDate>Wed, 14 May 2031 10:00:00 GMT</pubDate>",
        f"<title>Two</title><link>{site.url}/shut/two</link>",
        f"<title>Three</title><link>{site.url}/gone</link>",
        f"<title>Four</title><link>{site.url}/four</link><description><![CDATA[{full}]]></description>",
    )
    url = site.page("/feed", feed, "application/rss+xml")
    one, two, three, four = read(Source(url), OPTIONS)
    assert isinstance(one, Loaded)
    assert one.document.source == f"{site.url}/one"
    assert (one.document.title, str(one.document.published), one.document.publisher) == ("One", "2031-05-14", "Herald")
    assert one.original == page("First ships sail for the shoals").encode()
    assert str(two) == f"{site.url}/shut/two: the robots.txt of the host does not let programs read it"
    assert str(three) == f"{site.url}/gone: the server answered 404 Not Found"
    assert isinstance(four, Loaded)
    assert four.document.text == (PROSE * 20).strip()
    assert "/four" not in site.asked
    assert site.asked.count("/robots.txt") == 1


def test_a_feed_that_robots_may_not_read(site: Site) -> None:
    site.page("/robots.txt", "User-agent: Foedera\nDisallow: /\n", "text/plain")
    url = site.page("/feed", rss(f"<link>{site.url}/one</link>"), "application/rss+xml")
    (error,) = read(Source(url), OPTIONS)
    assert str(error) == f"{url}: the robots.txt of the host does not let feeds be read by programs"


def test_a_host_whose_robots_fails_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    url = site.page("/feed", rss(f"<link>{site.url}/one</link>"), "application/rss+xml")
    (error,) = read(Source(url), OPTIONS)
    assert isinstance(error, SourceError)


def test_an_entry_of_a_saved_feed_may_not_lead_to_this_machine(site: Site) -> None:
    site.page("/one", page("One"))
    (error,) = read(Source("feed.xml", data=rss(f"<link>{site.url}/one</link>")))
    assert "private network" in str(error)
    assert site.asked == []
