"""Charts as files and as drawings within a page; no browser and no script draws them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.model.errors import UsageError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["INK", "PALETTE", "converted", "png", "save", "specification", "svg"]

INK = "currentColor"
"""The colour of lines and words in a page: that of the text around the drawing."""

PALETTE = ("#4f7fb5", "#b5544f", "#4f8a4a", "#7a5fb5", "#b07b35", "#3f8f8f", "#a05080", "#8a8030")
"""Colours that can be told apart on light and on dark paper, in the order in which to use them."""

_LOCK = threading.Lock()
_LINK = re.compile(r'<a xlink:href="(?:https://vega\.github\.io/vega-datasets/)?')
"""How the converter writes a link: it takes an address within a site for one that is relative to a site of its own."""


def svg(chart: alt.TopLevelMixin, label: str) -> str:
    """The chart as an SVG element for a page, in the colour of the page's text.

    Args:
        chart: an Altair chart.
        label: what the drawing shows, for those who do not see it; the same must stand beside it as text or table.

    A drawing without links is an image. One with links (`href`) is a group, in which the keyboard goes from link to
    link, each with the `description` of its mark; the addresses stay as they were given.
    """
    return converted(specification(chart), label)


def specification(chart: alt.TopLevelMixin) -> str:
    """The chart as Vega-Lite (JSON) with the look of a page; `converted` makes the drawing of it, in another process
    if need be."""
    return json.dumps(_spec(chart, INK, "inherit", None))


def converted(specification: str, label: str) -> str:
    """The drawing of a `specification`, as `svg` gives it. While the converter works, no other thread of this process
    does."""
    with _LOCK:
        import vl_convert

        drawing: str = vl_convert.vegalite_to_svg(specification)
    drawing, links = _LINK.subn('<a href="', drawing)
    role = "group" if links else "img"
    return drawing.replace("<svg ", f'<svg role="{role}" aria-label="{_escaped(label)}" ', 1)


def png(chart: alt.TopLevelMixin, *, scale: float = 2.0) -> bytes:
    """The chart as a PNG on white, `scale` pixels for each unit."""
    with _LOCK:
        import vl_convert

        drawing: bytes = vl_convert.vegalite_to_png(
            json.dumps(_spec(chart, "#222222", "sans-serif", "white")), scale=scale
        )
    return drawing


def save(chart: alt.TopLevelMixin, path: str | Path) -> None:
    """Writes the chart to a file whose name ends in `.svg` or `.png`.

    Raises:
        UsageError: a name that ends otherwise.
    """
    target = Path(path)
    if target.suffix == ".png":
        target.write_bytes(png(chart))
    elif target.suffix == ".svg":
        with _LOCK:
            import vl_convert

            drawing: str = vl_convert.vegalite_to_svg(json.dumps(_spec(chart, "#222222", "sans-serif", "white")))
        target.write_text(drawing, encoding="utf-8")
    else:
        raise UsageError(f"{path}: a plot is written as .svg or .png")


def _spec(chart: alt.TopLevelMixin, ink: str, font: str, paper: str | None) -> Mapping[str, Any]:
    """The chart's Vega-Lite specification with our own look where it does not say otherwise."""
    made: dict[str, Any] = chart.to_dict()
    look: dict[str, Any] = {
        "background": paper,
        "font": font,
        "view": {"stroke": None},
        "axis": {
            "labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink, "gridColor": ink,
            "gridOpacity": 0.15, "labelFontSize": 12, "labelLimit": 260, "titleFontWeight": "normal",
        },
        "legend": {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "orient": "top", "title": None},
        "range": {"category": list(PALETTE)},
    }  # fmt: skip
    made["config"] = {**made.get("config", {}), **look}
    return made


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
