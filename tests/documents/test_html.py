from __future__ import annotations

import time

import pytest

from foedera.documents.html import content_of_html, parsed
from foedera.documents.page import metadata_of_page, published
from foedera.model import SourceError

PROSE = "The two governments decided to keep their forces under separate command for the time being, officials said. "
ARTICLE = f"""<!DOCTYPE html><html lang="en"><head><title>Frigates sail | Herald</title>
<meta property="og:title" content="Frigates sail for the shoals">
<meta property="og:site_name" content="Sandmark Herald">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2031-05-14T23:30:00+09:00">
<meta property="article:modified_time" content="2031-05-20"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Frigates sail for the shoals</h1>
<figure><img src="a.jpg">
<figcaption>The frigate Amory leaves the harbour of Keth on a grey morning in May</figcaption></figure>
<p>{PROSE * 2}</p>
<p>First&nbsp;line of&shy;ten<br>second   line of it, which says that the ships will stay until autumn.</p>
<h2>What the treaty says</h2><p>{PROSE}</p>
<ul><li>consultations within ten days<ul><li>by telephone within six hours</li></ul></li><li>a joint report</li></ul>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2031</td><td>12</td></tr></table>
<blockquote><p>We will be there as long as it takes, said the commander of the patrol.</p></blockquote>
<p>{PROSE}</p></article>
<aside><h2>Related</h2><ul><li><a href="/x">Grain prices fall</a></li></ul></aside><footer>(c) Herald</footer>
</body></html>"""


def test_main_text_with_roles_and_metadata() -> None:
    content = content_of_html(ARTICLE.encode(), "a.html")
    pieces = [(p.role, content.text[p.start : p.end]) for p in content.paragraphs]
    assert content.text == "\n\n".join(piece for _, piece in pieces)
    assert ("heading", "What the treaty says") in pieces
    assert ("list", "consultations within ten days") in pieces
    assert ("list", "by telephone within six hours") in pieces
    assert ("list", "Year | Ships") in pieces
    assert ("list", "2031 | 12") in pieces
    assert ("body", "First line often\nsecond line of it, which says that the ships will stay until autumn.") in pieces
    assert ("body", "We will be there as long as it takes, said the commander of the patrol.") in pieces
    assert "Grain prices" not in content.text
    assert "Home" not in content.text
    found = content.metadata
    assert (found.title, found.authors, found.publisher) == (
        "Frigates sail for the shoals",
        ("Ann Lee",),
        "Sandmark Herald",
    )
    assert str(found.published) == "2031-05-14"


def page(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{body}<p>{PROSE}</p></article></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-05-14T08:00Z",'
         ' "dateModified": "2031-06-01"}]}</script>', "", "2031-05-14"),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ("", '<time pubdate datetime="2031-05-14">x</time>', "2031-05-14"),
        ('<meta name="DC.date.issued" content="2031-05-14">', "", "2031-05-14"),
        ('<script type="application/ld+json">' + '{"a":' * 5000 + "</script>", "", None),
        ('<meta name="date" content="20310514">', "", "2031-05-14"),
        ('<meta name="citation_publication_date" content="2031/05/14">', "", "2031-05-14"),
        ('<meta name="pubdate" content="Wed, 14 May 2031 10:00:00 GMT">', "", "2031-05-14"),
        ('<meta itemprop="datePublished" content="2031-05">', "", "2031-05"),
        ("", '<time itemprop="datePublished" datetime="2031-05-14T10:00">yesterday</time>', "2031-05-14"),
        ("", '<p class="published">Published: 14 May 2031</p>', "2031-05-14"),
        ("", '<time datetime="2031-05-14">14 May</time>', "2031-05-14"),
        ("", '<time datetime="2031-05-14">14 May</time><time datetime="2031-05-15">15 May</time>', None),
        ("", '<p class="updated published">Updated: 14 May 2031</p>', None),
        ('<meta property="article:modified_time" content="2031-05-14">', "", None),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', "", None),
        ('<meta property="article:published_time" content="2031-02-31">', "", None),
        ("", "<p>The treaty of 12 May 1974 is in force, and it will stay so, both governments said.</p>", None),
    ],
)  # fmt: skip
def test_only_stated_dates_of_publication_are_taken(head: str, body: str, expected: str | None) -> None:
    found = published(parsed(page(head, body), "a.html"), None)
    assert (None if found is None else str(found)) == expected


def test_a_date_in_the_address_is_the_last_resort() -> None:
    tree = parsed(page(), "a.html")
    assert str(published(tree, "https://x.example/2031/5/14/frigates")) == "2031-05-14"
    assert published(tree, "https://x.example/2031/05/frigates") is None


def test_a_visible_date_line_is_found_in_the_text() -> None:
    content = content_of_html(
        page("", "<h1>Joint Statement of the Leaders</h1><p>Keth, 14 May 2031</p>").encode(), "a.html"
    )
    assert str(content.metadata.published) == "2031-05-14"


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Berg", ("Ann Lee", "Bo Berg")),
        ("Herald", ()),
        ("admin", ()),
        ("https://x.example/ann", ()),
    ],
)
def test_authors_are_persons(author: str, expected: tuple[str, ...]) -> None:
    head = f'<meta name="author" content="{author}"><meta property="og:site_name" content="Herald">'
    assert metadata_of_page(parsed(page(head), "a.html"), None).authors == expected


def test_a_hundred_thousand_nested_tags_do_no_harm() -> None:
    data = b"<html><body>" + b"<div><b>" * 50_000 + b"<p>" + PROSE.encode() * 3 + b"</p>" + b"</b></div>" * 50_000
    start = time.monotonic()
    try:
        content = content_of_html(data, "a.html")
        assert PROSE.strip()[:40] in content.text
    except SourceError as error:
        assert "no main text was found" in str(error)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<html>", b"<!DOCTYPE html>", b"<p> </p>"])
def test_a_page_without_text_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.html: "):
        content_of_html(data, "a.html")


def test_scripts_never_become_text() -> None:
    content = content_of_html(
        page("", f"<script>alert(1)</script><p onclick='x()'>{PROSE}&lt;script&gt;</p>").encode(), "a"
    )
    assert "alert" not in content.text
