"""The list of pages that stands on every page: in groups, with a mark where the reader is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from foedera.web.pages.page import Page

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The record", ("/", "/documents", "/deliverables", "/instruments", "/actors")),
    ("Views", ("/timeline", "/map", "/network", "/commands")),
    ("Analyses", ("/wording", "/network/ties", "/command", "/forecast", "/spillover", "/routes")),
    ("Work", ("/review", "/outlook", "/compare")),
)
"""The groups, each with the paths of its pages."""


class Item(NamedTuple):
    """A page in the list; `current` is what `aria-current` says: the reader is on it, or on a page below it."""

    path: str
    name: str
    current: Literal["page", "true"] | None


class Group(NamedTuple):
    """Pages that belong together."""

    name: str
    items: tuple[Item, ...]


def menu(pages: Sequence[Page], here: str, without: Collection[str] = ()) -> tuple[Group, ...]:
    """The groups of `pages` as they stand on the page at the path `here`, less those whose paths are `without`."""
    names = {page.path: page.nav for page in pages if page.nav is not None and page.path not in without}
    at = max((path for path in names if here == path or here.startswith(f"{path}/")), key=len, default="")

    def item(path: str) -> Item:
        return Item(path, names[path], ("page" if path == here else "true") if path == at else None)

    groups = (Group(name, tuple(item(path) for path in paths if path in names)) for name, paths in GROUPS)
    return tuple(group for group in groups if group.items)
