"""How loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_F = TypeVar("_F", bound=Callable[..., Any])


def inner(function: _F) -> _F:
    """Compiles a function that only compiled functions call: without the entrances for Python, which for tables of
    tables take longer to compile than the function itself. Called from Python it breaks the process."""
    compiled: Any = njit
    return cast(_F, compiled(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))
