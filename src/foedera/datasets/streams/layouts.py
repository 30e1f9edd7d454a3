"""The layouts of event data: which column holds what, and how a version is told.

Sources of the columns, all public documentation of the data sets:

* ICEWS Coded Event Data, Harvard Dataverse (doi:10.7910/DVN/28075): tab-separated, 20 columns with a header.
* POLECAT, Harvard Dataverse (doi:10.7910/DVN/AJGVIT): tab-separated, 40 columns with a header; types are PLOVER's.
* GDELT Event Database, data format codebook 1.03 (58 columns; the historical files before April 2013 have 57, without
  the address of the article) and 2.0 (61 columns): tab-separated, no header.
* Cline Center Historical Phoenix Event Data, codebook 1.0 and later: comma-separated, 25 columns with a header.
* Phoenix of the Open Event Data Alliance, 0.x: tab-separated, 26 columns, no header.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Coding = Literal["cameo", "plover"]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """A layout: its `name` and `title`, how it is told (by the names in `header`, or by a number of columns), and the
    columns that hold the parts of an event. Of layouts without header, columns are numbered from 0 as `f0`, `f1`, …

    `actor` and `recipient` are the columns of names or full codes, `states` those of the states to which they belong.
    `published` is the column with the day on which it was known, and how many letters of it are the day.
    """

    name: str
    title: str
    coding: Coding
    date: tuple[str, str]
    actor: str
    recipient: str
    states: tuple[str, str]
    type: str
    id: str
    header: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    separator: str = "\t"
    quote: str | None = None
    several: str | None = None
    published: tuple[str, int] | None = None


def _gdelt(version: str, columns: tuple[int, ...], published: str) -> Layout:
    return Layout(
        name=f"gdelt-{version}", title=f"GDELT events {version}.0", coding="cameo", columns=columns,
        date=("f1", "%Y%m%d"), actor="f5", recipient="f15", states=("f7", "f17"), type="f26", id="f0",
        published=(published, 8),
    )  # fmt: skip


LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout(
        name="icews", title="ICEWS Coded Event Data", coding="cameo",
        header=("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name",
                "Target Country"),
        date=("Event Date", "%Y-%m-%d"), actor="Source Name", recipient="Target Name",
        states=("Source Country", "Target Country"), type="CAMEO Code", id="Event ID",
    ),
    Layout(
        name="polecat", title="POLECAT", coding="plover",
        header=("Event ID", "Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name",
                "Recipient Country", "Publication Date"),
        date=("Event Date", "%Y-%m-%d"), actor="Actor Name", recipient="Recipient Name",
        states=("Actor Country", "Recipient Country"), type="Event Type", id="Event ID", several=";",
        published=("Publication Date", 10),
    ),
    Layout(
        name="phoenix-cline", title="Cline Center Historical Phoenix", coding="cameo", separator=",", quote='"',
        header=("eid", "year", "month", "day", "source", "source_root", "target", "target_root", "code"),
        date=("year/month/day", "%Y-%m-%d"), actor="source", recipient="target",
        states=("source_root", "target_root"), type="code", id="eid",
    ),
    Layout(
        name="phoenix-oeda", title="Phoenix (Open Event Data Alliance)", coding="cameo", columns=(26,),
        date=("f1", "%Y%m%d"), actor="f5", recipient="f9", states=("f6", "f10"), type="f13", id="f0",
    ),
    _gdelt("1", (57, 58), "f56"),
    _gdelt("2", (61,), "f59"),
)  # fmt: skip
"""The layouts that `read` knows, besides plain tables and folders of steps."""


def told(first_line: str) -> tuple[Layout, list[str]] | None:
    """The layout that a file's first line shows, and the names of its columns; None where it shows none."""
    for layout in LAYOUTS:
        cells = [cell.strip().strip('"') for cell in first_line.rstrip("\r\n").split(layout.separator)]
        if layout.header and set(layout.header) <= set(cells):
            return layout, cells
        if not layout.header and len(cells) in layout.columns:
            return layout, [f"f{i}" for i in range(len(cells))]
    return None
