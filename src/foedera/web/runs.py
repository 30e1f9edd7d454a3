"""Long computations that a page asks for: one at a time, each within a time, each result kept for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from foedera.model import QuestionError

T = TypeVar("T")

SECONDS = 20.0
"""How long a page waits for a computation."""

_KEPT = 16


class UnfinishedError(QuestionError):
    """A computation that a page waits for is still at work, or has to wait for another."""

    exit_code = 1


class Runs:
    """The computations of a room. What they may cost must be bounded by whoever asks: one that has begun goes on."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._worker = ThreadPoolExecutor(1, "foedera-run")
        self._known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def result(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for a key.

        Raises `UnfinishedError` where another computation is under way, or this one takes longer than a page waits;
        then it goes on, and whoever asks again later gets its result.
        """
        with self._lock:
            run = self._known.get(key)
            if run is None:
                if any(not other.done() for other in self._known.values()):
                    raise UnfinishedError("another computation is under way here: ask again in a few seconds")
                run = self._known[key] = self._worker.submit(make)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        try:
            found: T = run.result(self._seconds)
        except TimeoutError:
            raise UnfinishedError(
                f"this takes longer than the {self._seconds:g} seconds that a page waits; it goes on: ask again in a "
                "few seconds, or on the command line"
            ) from None
        return found

    def forget(self) -> None:
        """Lets go of every result; what is still at work is one of its own time."""
        with self._lock:
            for key in [key for key, run in self._known.items() if run.done()]:
                del self._known[key]
