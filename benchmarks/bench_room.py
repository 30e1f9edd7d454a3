"""Measures the reading room on a record of a hundred thousand claims: each page, search, memory, and bytes of script.

The press is made up (`register_press.py`) and made outside the measured time; `--record FILE` measures a record that is
there already. `make bench-room`. For each page it prints the milliseconds of the first answer, with nothing kept yet,
and of the middle one and the 95th percentile of many with twenty clients at once; the last two columns are the same
where each client asks for another day (`on`), so that nothing is finished before. A client's wait for its turn counts;
clients and server share one process. The card index is made before, and its seconds of processor time are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import gzip
import resource
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from foedera.model import KINDS
from foedera.record import Record
from foedera.register import entries, update
from foedera.web import PAGES, app
from register_press import Press

TOGETHER = 20
QUESTIONS = ("/search?q=missiles", "/search?q=the&kind=commitment", "/compare?from=2024-04-01&on=2024-04-30")


def main() -> None:
    """Makes or opens a record, serves it, and prints a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help="a record to measure instead of a made one")
    parser.add_argument("--requests", type=int, default=100, help="requests for each page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-room-") as folder:
        path = options.record or Path(folder) / "record.db"
        with Record.open(path) as record:
            if options.record is None:
                for _ in record.add_many(Press(options.claims, seed=options.seed).entries()):
                    pass
                update(record)
            measure(record, options.requests)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")
    for name in ("room.js", "find.js"):
        script = (files("foedera.web") / "static" / name).read_bytes()
        print(f"{name}: {len(script):,} bytes, {len(gzip.compress(script)):,} compressed")


def measure(record: Record, requests: int) -> None:
    """Asks for every page and prints, in milliseconds, the first answer, the middle one and the 95th percentile."""
    web = app(record, name="bench")
    begun = time.process_time()
    web.state.room.warm()
    print(f"card index: {time.process_time() - begun:.1f} s of processor time, memory {memory():,.0f} MB")
    with serving(web) as address:
        for path in addresses(record):
            first = asyncio.run(asked(address + path, 1))
            took = sorted(asyncio.run(asked(address + path, requests)))
            days = sorted(asyncio.run(asked(address + path, requests, days=True)))
            shown = [first[0], middle(took), late(took), middle(days), late(days)]
            print(f"{path[:50]:50}" + "".join(f" {ms:8,.0f}" for ms in shown), flush=True)
    print(f"memory: {memory():,.0f} MB without the file of the record")


def middle(took: list[float]) -> float:
    """The middle one of sorted times."""
    return took[len(took) // 2]


def late(took: list[float]) -> float:
    """The 95th percentile of sorted times."""
    return took[min(len(took) - 1, int(len(took) * 0.95))]


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
    return [*fixed, *QUESTIONS, f"/documents/{document}", f"/actors/{rows[0]}", *named]


async def asked(address: str, requests: int, *, days: bool = False) -> list[float]:
    """How many milliseconds each of so many requests took, `TOGETHER` of them at once; with `days`, each for a day of
    its own."""
    waiting = asyncio.Semaphore(TOGETHER)
    async with httpx.AsyncClient(timeout=120, follow_redirects=True) as client:
        now = str((await client.get(address)).url) if requests > 1 else address

        async def ask(number: int) -> float:
            day = datetime.date(2024, 6, 1) + datetime.timedelta(days=number)
            url = httpx.URL(now).copy_set_param("on", day.isoformat()) if days else httpx.URL(now)
            async with waiting:
                begun = time.perf_counter()
                answer = await client.get(url)
                answer.raise_for_status()
                return (time.perf_counter() - begun) * 1000

        return list(await asyncio.gather(*(ask(number) for number in range(requests))))


@contextmanager
def serving(web: FastAPI) -> Iterator[str]:
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
