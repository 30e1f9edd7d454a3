"""Drawings at addresses of their own, so that no page waits for one: held as rows until a browser asks for them."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from foedera.drawing import converted, specification

if TYPE_CHECKING:
    import altair as alt

_HELD = 64
_DRAWN = 64
_LIFE = 2_000
_STYLE = (
    "<style>svg{color:#1d1c1a;font-family:Georgia,'Times New Roman','Liberation Serif',serif}"
    "@media (prefers-color-scheme:dark){svg{color:#e8e5de}}</style>"
)
"""Words and lines take the colour of the page's text: what is around a picture does not reach into it."""


class Chart(NamedTuple):
    """A drawing of rows: how the chart is made of them, what it shows in words, and how large it is, in pixels."""

    name: str
    make: Callable[..., alt.TopLevelMixin]
    label: str
    size: Callable[..., tuple[int, int]]


class Pictures:
    """The drawings that pages have asked for, by a digest of what they show. Those that nobody asked for lately are
    given up: whoever asks then makes the page anew."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Chart, tuple[Any, ...]]] = OrderedDict()
        self._drawn: OrderedDict[str, str] = OrderedDict()
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def hold(self, chart: Chart, rows: tuple[Any, ...]) -> str:
        """Keeps the rows of a drawing; gives the key to ask for it."""
        key = hashlib.sha256(msgspec.json.encode((chart.name, rows))).hexdigest()[:32]
        with self._lock:
            self._held[key] = chart, rows
            self._held.move_to_end(key)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return key

    def __contains__(self, key: str) -> bool:
        return key in self._held or key in self._drawn

    def keys(self) -> set[str]:
        """The keys of the drawings that are held."""
        return set(self._held)

    def forget(self) -> None:
        """Lets go of every drawing."""
        with self._lock:
            self._held.clear()
            self._drawn.clear()

    def drawn(self, key: str) -> str:
        """The drawing as an SVG file. Raises `KeyError` where it is not held."""
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
            chart, rows = self._held[key]
        made = self._converted(specification(chart.make(*rows)), chart.label)
        start = made.index(">", made.index("<svg ")) + 1
        text = made[:start] + _STYLE + made[start:]
        with self._lock:
            self._drawn[key] = text
            while len(self._drawn) > _DRAWN:
                self._drawn.popitem(last=False)
        return text

    def hire(self) -> None:
        """Lets a process of its own draw from now on: the converter would hold up every page meanwhile."""
        self._pool = ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), initializer=_begin, max_tasks_per_child=_LIFE
        )
        # The first drawing takes longest: what the converter runs in must start.
        self._pool.submit(converted, '{"data":{"values":[]},"mark":"point"}', "")

    def dismiss(self) -> None:
        """Ends that process."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _converted(self, specification: str, label: str) -> str:
        if self._pool is not None:
            try:
                return self._pool.submit(converted, specification, label).result()
            except (BrokenProcessPool, RuntimeError):
                # It was killed, or is being dismissed: pages matter more than who draws for them.
                self._pool = None
        return converted(specification, label)


def _begin() -> None:
    """Readies the process that draws: it is not interrupted from the keyboard, and does not outlive its server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_follow, args=(server.sentinel,), daemon=True).start()


def _follow(server: int) -> None:
    wait([server])
    os._exit(0)
