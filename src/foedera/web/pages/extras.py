"""What a page says where it needs packages that are not installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from foedera.model import QuestionError
from foedera.web.room import Ask

View = Callable[[Ask], dict[str, Any]]


def needs(extra: str) -> Callable[[View], View]:
    """Makes a page say which extra of Foedera to install, where a package of it is missing.

    Its template extends `analysis.html`.
    """

    def made(view: View) -> View:
        @wraps(view)
        def shown(ask: Ask) -> dict[str, Any]:
            try:
                return {"missing": None, **view(ask)}
            except ModuleNotFoundError as error:
                return {"missing": extra, "lacks": _package(error)}

        return shown

    return made


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """The same for files and the API: raises `QuestionError` with what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = _package(error)
        raise QuestionError(f"{name} is not installed: install it with pip install 'foedera[{extra}]'") from None


def _package(error: ModuleNotFoundError) -> str:
    """The package that is missing; one of our own is no extra."""
    name = (error.name or "a package").partition(".")[0]
    if name == "foedera":
        raise error
    return name
