"""Measures the reading room on a record of a hundred thousand claims: each page, search, memory, and bytes of script.

The press is made up (`register_press.py`) and made outside the measured time; `--record FILE` measures a record that is
there already. `make bench-room`. Twenty clients ask at once, from a process of their own. For each page it prints in
milliseconds the first answer, with nothing kept yet; then the middle one and the 95th percentile of the same address,
and of addresses that each ask for another day (`on`), so that nothing is finished before. The first four are of the
server's processor: how much of its time passed between a request and its answer, waiting for the other nineteen
included, other programs on the machine not. The last two (`clock`) are by the clock, at the client, with everything.
What every page shares is made before, as when the server starts; its seconds and the memory are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import gzip
import multiprocessing
import os
import resource
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from foedera.model import KINDS
from foedera.record import Record
from foedera.register import entries, update
from foedera.web import PAGES, app
from foedera.web.pages.wording import name_of
from foedera.wording import series
from register_press import Press

TOGETHER = 20
WANTED = 150
QUESTIONS = (
    "/search?q=missiles", "/search?q=the&kind=commitment", "/compare?from=2024-04-01", "/timeline?about=missiles",
    "/network?ties=promises", "/network?ties=instruments", "/network/ties?kind=treaty", "/network/ties?by=actor",
    "/deliverables?order=parties", "/deliverables?only=overdue", "/wording/phrase?q=missiles", "/routes?cut=suez",
)  # fmt: skip

Took = tuple[float, float]
"""Milliseconds of an answer: of the server's processor, and by the clock at the client."""


def main() -> None:
    """Makes or opens a record, serves it, and prints a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help="a record to measure instead of a made one")
    parser.add_argument("--requests", type=int, default=100, help="requests for each page")
    parser.add_argument("--only", help="measure only addresses that begin so")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-room-") as folder:
        path = options.record or Path(folder) / "record.db"
        with Record.open(path) as record:
            if options.record is None:
                for _ in record.add_many(Press(options.claims, seed=options.seed).entries()):
                    pass
                update(record)
            measure(record, options.requests, options.only or "")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most, with files")
    for name in ("room.js", "find.js"):
        script = (files("foedera.web") / "static" / name).read_bytes()
        print(f"{name}: {len(script):,} bytes, {len(gzip.compress(script)):,} compressed")


def measure(record: Record, requests: int, only: str) -> None:
    """Asks for every page and prints, in milliseconds, the first answer, the middle one and the 95th percentile."""
    web = app(record, name="bench")
    begun = time.process_time()
    web.state.room.warm()
    print(f"made at start: {time.process_time() - begun:.1f} s of processor time, memory {memory():,.0f} MB")
    print(f"{'':50}  first  same    95  days    95  clock: days    95   load")
    late_ones = []
    with serving(Timed(web)) as address, clients(address) as ask:
        for path in addresses(record):
            if path.startswith(only):
                first, same, days = ask(path, 1, False), ask(path, requests, False), ask(path, requests, True)
                shown = [first[0][0], *spread(same, 0), *spread(days, 0), *spread(days, 1)]
                late_ones += [path] if shown[4] > WANTED or shown[2] > WANTED else []
                figures = "".join(f" {ms:5,.0f}" for ms in shown)
                print(f"{path[:50]:50} {figures}  {os.getloadavg()[0]:.0f}", flush=True)
    print(f"memory: {memory():,.0f} MB without the file of the record")
    print(f"over {WANTED} ms: {', '.join(late_ones) or 'none'}")


def spread(took: list[Took], which: int) -> tuple[float, float]:
    """The middle one and the 95th percentile of times."""
    found = sorted(each[which] for each in took)
    return found[len(found) // 2], found[min(len(found) - 1, int(len(found) * 0.95))]


def memory() -> float:
    """The megabytes that this process holds of its own (Linux), else the most that it ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(line for line in status.read_text().splitlines() if line.startswith("RssAnon"))
        return int(found.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def addresses(record: Record) -> list[str]:
    """Every page, those with an id for something that the record has."""
    fixed = [page.path for page in PAGES if "{" not in page.path]
    some = [next(iter(entries(record, kind=kind)), None) for kind in KINDS if kind != "statement"]
    named = [f"/entries/{entry.id}" for entry in some if entry is not None]
    rows = [ref.id for entry in some if entry is not None for _, ref in entry.members[0].claim.actors() if ref.id]
    document = record.documents(limit=1).rows[0].id
    named += [f"/wording/series/{name_of(each)}" for each in series(record)[:1]]
    return [*fixed, *QUESTIONS, f"/documents/{document}", f"/actors/{rows[0]}", *named]


class Timed:
    """An application that says of each answer how much of the processor's time passed in this process meanwhile."""

    def __init__(self, web: Any) -> None:
        self._web = web

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        begun = time.process_time()

        async def timed(message: Any) -> None:
            if message["type"] == "http.response.start":
                took = f"{(time.process_time() - begun) * 1000:.3f}"
                message = {**message, "headers": [*message["headers"], (b"x-took", took.encode())]}
            await send(message)

        await self._web(scope, receive, timed)


@contextmanager
def clients(address: str) -> Iterator[Any]:
    """What asks for a path so many times, each time for another day or not, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_asking, args=(address, there), daemon=True)
    process.start()

    def ask(path: str, requests: int, days: bool) -> list[Took]:
        here.send((path, requests, days))
        found = here.recv()
        if isinstance(found, str):
            raise SystemExit(found)
        return list(found)

    yield ask
    process.terminate()
    process.join()


def _asking(address: str, pipe: Connection) -> None:
    while True:
        path, requests, days = pipe.recv()
        try:
            pipe.send(asyncio.run(asked(address + path, requests, days=days)))
        except httpx.HTTPError as error:
            pipe.send(f"{path}: {error!r}")


async def asked(address: str, requests: int, *, days: bool = False) -> list[Took]:
    """How long each of so many requests took, `TOGETHER` of them at once; with `days`, each for a day of its own."""
    waiting = asyncio.Semaphore(TOGETHER)
    cookies = {"foedera": "bench"}
    async with httpx.AsyncClient(timeout=300, follow_redirects=True, cookies=cookies) as client:
        now = str((await client.get(address)).url) if requests > 1 else address

        async def ask(number: int) -> Took:
            day = datetime.date(2024, 6, 1) + datetime.timedelta(days=number)
            url = httpx.URL(now).copy_set_param("on", day.isoformat()) if days else httpx.URL(now)
            async with waiting:
                begun = time.perf_counter()
                answer = await client.get(url)
                answer.raise_for_status()
                return float(answer.headers["x-took"]), (time.perf_counter() - begun) * 1000

        return list(await asyncio.gather(*(ask(number) for number in range(requests))))


@contextmanager
def serving(web: Any) -> Iterator[str]:
    """The address at which an application is served in this process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(web, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
