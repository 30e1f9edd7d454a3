"""Answers that need not be made twice: the last few of each sort."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """What was made lately, by sort and key. Several threads may ask at once."""

    def __init__(self) -> None:
        self._sorts: defaultdict[Hashable, OrderedDict[Hashable, Any]] = defaultdict(OrderedDict)
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._time = 0

    def of(self, sort: Hashable, most: int, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept under a key among so many of its sort; of several who ask at once, one makes it, and
        the others wait."""
        gate = sort, key
        with self._lock:
            kept = self._sorts[sort]
            if key in kept:
                kept.move_to_end(key)
                found: T = kept[key]
                return found
            making = self._making.setdefault(gate, threading.Lock())
        with making:
            with self._lock:
                if key in self._sorts[sort]:
                    there: T = self._sorts[sort][key]
                    return there
                begun = self._time
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(gate, None)
            with self._lock:
                if begun == self._time:
                    kept = self._sorts[sort]
                    kept[key] = made
                    while len(kept) > most:
                        kept.popitem(last=False)
        return made

    def last(self, sort: Hashable) -> Any:
        """What was last made or asked for of a sort; None where there is nothing."""
        with self._lock:
            return next(reversed(self._sorts[sort].values()), None)

    def forget(self) -> None:
        """Lets go of everything, and of what is being made now once it is made."""
        with self._lock:
            self._sorts.clear()
            self._time += 1
