"""How the event loop is compiled: kept in numba's cache, and without the interpreter's lock while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

__all__ = ["compiled", "entry", "folded"]

F = TypeVar("F", bound=Callable[..., Any])


_ENTRY: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Without numba's counting of references (`_nrt`): the loop allocates nothing, and counting costs half of its time."""

_PART: dict[str, Any] = {**_ENTRY, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def entry(function: F) -> F:
    """A function that Python calls, as machine code; compiled at its first call, later taken from the cache.

    Threads may run it at the same time. Floating-point operations keep their order, so that results do not depend on
    the machine's vector units. Where no folder for the cache can be written, each process compiles for itself.
    """
    try:
        return cast(F, njit(cache=True, **_ENTRY)(function))
    except RuntimeError:
        return cast(F, njit(**_ENTRY)(function))


def compiled(function: F) -> F:
    """A part of an entry; compiled and kept with it."""
    return cast(F, njit(**_PART)(function))


def folded(function: F) -> F:
    """A small part, whose code becomes part of each caller's."""
    return cast(F, njit(forceinline=True, **_PART)(function))
