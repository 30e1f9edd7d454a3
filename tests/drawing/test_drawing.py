"""Charts become drawings in a page and files beside it."""

import html
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from foedera.drawing import png, save, svg
from foedera.model.errors import UsageError

DATA: Any = {"values": [{"year": 1951, "spells": 3}, {"year": 1960, "spells": 5}]}


def bars() -> alt.Chart:
    return alt.Chart(DATA).mark_bar().encode(x="year:O", y="spells:Q")


def test_a_drawing_in_a_page_says_what_it_shows() -> None:
    drawing = svg(bars(), 'Spells of "all" <states> & others')
    assert drawing.startswith('<svg role="img" aria-label="Spells of &quot;all&quot; &lt;states> &amp; others" ')
    assert "currentColor" in drawing
    assert "<script" not in drawing


@pytest.mark.parametrize("href", ["/entries/e-1?on=2024-01-01&known=x", "../entries/e-1.html", "https://example.org/a"])
def test_links_can_be_reached_and_lead_where_they_were_meant_to(href: str) -> None:
    data: Any = {"values": [{"year": 1951, "to": href, "name": 'The "first" <one>'}]}
    drawing = svg(alt.Chart(data).mark_point().encode(x="year:Q", href="to:N", description="name:N"), "Spells")
    assert drawing.startswith('<svg role="group" aria-label="Spells" ')
    link = drawing.split("<a ", 1)[1].split("</a>", 1)[0]
    assert link.startswith(f'href="{html.escape(href)}">')
    assert 'aria-label="The &quot;first&quot; &lt;one&gt;"' in link
    assert "vega.github.io" not in drawing


def test_files_are_written_by_their_ending(tmp_path: Path) -> None:
    save(bars(), tmp_path / "a.png")
    save(bars(), tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes() == png(bars())
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "currentColor" not in (tmp_path / "a.svg").read_text("utf-8")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf: a plot is written as \.svg or \.png"):
        save(bars(), tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())
