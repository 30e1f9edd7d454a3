"""Command charts: who stands under whom, by which relationship, in columns by chain."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from foedera.command.structure import Link, Post, Structure
from foedera.command.terms import WORDS
from foedera.drawing import PALETTE

if TYPE_CHECKING:
    import altair as alt

_WIDE, _HIGH, _NAME = 190, 92, 22
_TITLES = 30


def chart(structure: Structure) -> alt.LayerChart:
    """The structure as it is, as a drawing: superiors above; dashed are coordination, liaison and support.

    Administrative control is left out. The same is told as tables by `foedera command show`.
    """
    import altair as alt

    places = layout(structure)
    boxes = [_box(post, places[post.id]) for post in structure.posts]
    lines = [_line(link, places) for link in structure.links if link.type != "adcon"]
    wide = int(max((x for x, _ in places.values()), default=0)) + 1
    high = max((y for _, y in places.values()), default=0) + 1
    scale_x = alt.Scale(domain=[-0.55, wide - 0.45], nice=False)
    scale_y = alt.Scale(domain=[high - 0.5, -0.5], nice=False)
    x = alt.X("x:Q", scale=scale_x, axis=None)
    y = alt.Y("y:Q", scale=scale_y, axis=None)
    kinds = [*WORDS.values(), "not told"]
    link_lines = alt.Chart(alt.InlineData(values=lines)).mark_rule(strokeWidth=1.6).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q",
        color=alt.Color("type:N", scale=alt.Scale(domain=_used(lines, kinds), range=_colours(lines, kinds))),
        strokeDash=alt.StrokeDash(
            "dashed:N", scale=alt.Scale(domain=["no", "yes"], range=[[1, 0], [5, 4]]), legend=None
        ),
    )  # fmt: skip
    posts = alt.Chart(alt.InlineData(values=boxes))
    cards = posts.mark_rect(fill="#f4f4f4", stroke="#555555", cornerRadius=4).encode(
        x=alt.X("left:Q", scale=scale_x, axis=None), x2="right:Q",
        y=alt.Y("top:Q", scale=scale_y, axis=None), y2="bottom:Q",
    )  # fmt: skip
    names = posts.mark_text(fontSize=11, color="#222222", lineBreak="\n").encode(
        x=x, y=alt.Y("text:Q", scale=scale_y, axis=None), text="name:N"
    )
    title = "\n".join(textwrap.wrap(_title(structure), max(_TITLES, wide * 26)))
    layers = cast("alt.LayerChart", alt.layer(link_lines, cards, names))
    return layers.properties(
        width=_WIDE * wide, height=_HIGH * high, title=alt.TitleParams(title.split("\n"), anchor="start")
    )


def side_by_side(first: Structure, second: Structure) -> alt.HConcatChart:
    """Two structures beside each other."""
    import altair as alt

    return alt.hconcat(chart(first), chart(second), spacing=50)


def layout(structure: Structure) -> dict[str, tuple[float, int]]:
    """The column and row of each post: below its superiors, above the middle of its subordinates."""
    rows = _rows(structure)
    under: dict[str, list[str]] = {}
    taken: set[str] = set()
    for id in sorted((post.id for post in structure.posts), key=lambda each: rows[each]):
        mine = [link.below for link in _under(structure, id) if link.below not in taken and link.below != id]
        under[id] = list(dict.fromkeys(below for below in mine if rows[below] > rows[id]))
        taken.update(under[id])
    places: dict[str, tuple[float, int]] = {}
    column = 0.0
    for post in structure.posts:
        if post.id not in taken:
            column = _place(post.id, under, rows, places, column)
    return places


def _under(structure: Structure, post: str) -> list[Link]:
    """What is drawn below a post: whom it commands, and who supports it and has no superior."""
    supports = [
        link
        for link in structure.links
        if link.above == post and link.type == "support" and not structure.superiors(link.below)
    ]
    return [*structure.subordinates(post), *supports]


def _rows(structure: Structure) -> dict[str, int]:
    """How many levels each post stands below the head of its chain, by the longest way; circles are cut."""
    rows = {post.id: 0 for post in structure.posts}
    for _ in structure.posts:
        for link in structure.links:
            if (link.commands or link in _under(structure, link.above)) and link.above != link.below:
                rows[link.below] = min(max(rows[link.below], rows[link.above] + 1), len(rows))
    return rows


def _place(
    post: str, under: dict[str, list[str]], rows: dict[str, int], places: dict[str, tuple[float, int]], column: float
) -> float:
    """Places a post and all below it from a column on; returns the next free column."""
    start = column
    for each in under[post]:
        column = _place(each, under, rows, places, column)
    if column == start:
        places[post] = (start, rows[post])
        return start + 1
    columns = [places[each][0] for each in under[post]]
    places[post] = ((columns[0] + columns[-1]) / 2, rows[post])
    return column


def _box(post: Post, at: tuple[float, int]) -> dict[str, Any]:
    lines = textwrap.wrap(post.name, _NAME)[:3]
    x, y = at
    return {
        "name": "\n".join(lines), "x": x, "y": y, "left": x - 0.44, "right": x + 0.44,
        "top": y - 0.27, "bottom": y + 0.27, "text": y - 0.075 * (len(lines) - 1),
    }  # fmt: skip


def _line(link: Link, places: dict[str, tuple[float, int]]) -> dict[str, Any]:
    (x, y), (x2, y2) = places[link.above], places[link.below]
    return {
        "x": x, "y": y, "x2": x2, "y2": y2, "type": WORDS[link.type] if link.type else "not told",
        "dashed": "yes" if link.lateral or link.type == "support" else "no",
    }  # fmt: skip


def _used(lines: Sequence[dict[str, Any]], kinds: Sequence[str]) -> list[str]:
    there = {line["type"] for line in lines}
    return [kind for kind in kinds if kind in there]


def _colours(lines: Sequence[dict[str, Any]], kinds: Sequence[str]) -> list[str]:
    palette = ["#222222", *PALETTE, "#6e6a5e", "#2f4b8f"]
    found = dict(zip(kinds, palette, strict=False))
    return [found.get(kind, "#9a9a9a") for kind in _used(lines, kinds)]


def _title(structure: Structure) -> str:
    offered = next((each.name for each in structure.offered if each.id == structure.variant), structure.variant)
    parts = [structure.name, offered, None if structure.day is None else structure.day.isoformat()]
    return ", ".join(part for part in parts if part)
