import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from foedera.command import Link, Post, Structure, starter, starters
from foedera.command.plots import chart, layout, side_by_side
from foedera.drawing import save, svg
from tests.command.made import structures

DAY = datetime.date(2031, 12, 1)


@settings(max_examples=40)
@given(structures())
def test_no_two_posts_are_drawn_on_each_other(drawn: Structure) -> None:
    places = layout(drawn)
    assert set(places) == {post.id for post in drawn.posts}
    for row in {y for _, y in places.values()}:
        columns = sorted(x for x, y in places.values() if y == row)
        assert all(second - first >= 1 - 1e-9 for first, second in pairwise(columns))


def test_superiors_stand_above() -> None:
    found = starter("norvane-ilmara").on(DAY)
    places = layout(found)
    for link in found.links:
        assert not link.commands or places[link.above][1] < places[link.below][1]


def test_a_circle_is_drawn_too() -> None:
    posts = (Post(id="a", name="A"), Post(id="b", name="B"))
    drawn = Structure(name="s", posts=posts, links=(Link(above="a", below="b"), Link(above="b", below="a")))
    assert set(layout(drawn)) == {"a", "b"}


@pytest.mark.parametrize("name", starters())
def test_charts_name_every_post(name: str) -> None:
    found = starter(name).on(DAY, starter(name).offered[0].id if starter(name).offered else None)
    drawing = svg(chart(found), found.name)
    for post in found.posts:
        assert post.name.split()[0] in drawing


def test_two_are_drawn_side_by_side(tmp_path: Path) -> None:
    sample = starter("norvane-ilmara")
    save(side_by_side(sample.on(datetime.date(2031, 9, 30)), sample.on(DAY)), tmp_path / "both.svg")
    drawing = (tmp_path / "both.svg").read_text("utf-8")
    assert "2031-09-30" in drawing
    assert "2031-12-01" in drawing
