"""Turns: pages that are asked for at once are made one after another, in the order in which they were asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio.lowlevel import RunVar
from starlette.concurrency import run_in_threadpool

T = TypeVar("T")

SECONDS = 0.2
"""How long a page may keep the others waiting."""


class Turns:
    """Whose turn it is to be made.

    Threads that share one interpreter, each a little at a time, end together and late: twenty pages of 5 ms take 100 ms
    each. One after another they take that long only for the last. What takes longer than `seconds` goes on beside the
    others, so that nobody waits for it.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        # A lock belongs to the loop of events in which somebody waits for it.
        self._locks: RunVar[asyncio.Lock] = RunVar("turns")

    async def made(self, make: Callable[..., T], *given: object) -> T:
        """What `make` gives for what is `given`, made in a thread when its turn has come."""
        lock = self._lock()
        await lock.acquire()
        turn = _Turn(lock)
        timer = asyncio.get_running_loop().call_later(self._seconds, turn.end)
        try:
            return await run_in_threadpool(make, *given)
        finally:
            timer.cancel()
            turn.end()

    def _lock(self) -> asyncio.Lock:
        try:
            return self._locks.get()
        except LookupError:
            lock = asyncio.Lock()
            self._locks.set(lock)
            return lock


class _Turn:
    """A turn that has begun; it ends once."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock, self._over = lock, False

    def end(self) -> None:
        """Lets the next one in."""
        if not self._over:
            self._over = True
            self._lock.release()
