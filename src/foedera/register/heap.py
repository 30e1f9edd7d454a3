"""Holding off the garbage collector while an answer is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[None]:
    """Holds off the cyclic garbage collector in the block.

    An answer over many claims makes values that hold no cycles, some millions; going through them again and again to
    find none took half the time. Reference counting goes on.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
