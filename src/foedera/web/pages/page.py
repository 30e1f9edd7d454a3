"""What a page, a file and an action are: an address, who may ask, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from starlette.responses import Response

from foedera.web.accounts import Scope
from foedera.web.room import Ask


class Page(NamedTuple):
    """A page at an address: the values for its template. `nav` is its name in the list of pages; None: not there."""

    path: str
    template: str
    view: Callable[[Ask], dict[str, Any]]
    nav: str | None = None
    scope: Scope = "read"


class File(NamedTuple):
    """Something to be saved, at an address."""

    path: str
    make: Callable[[Ask], Response]


class Action(NamedTuple):
    """What takes a form and changes the record; it gives the address to go on to."""

    path: str
    do: Callable[[Ask], str]
    scope: Scope
