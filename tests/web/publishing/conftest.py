"""A site that was published from the fictional dossier, of which some was accepted and some rejected."""

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from foedera import register
from foedera.documents import Options, sources
from foedera.model import KINDS
from foedera.reading import Intake, reader
from foedera.record import Record, Row
from foedera.web import opinions
from foedera.web.publishing import Published, publish
from foedera.wording import name_series

from ..conftest import statements

FREE = "The fleet leaves\n\nThe weather was fair and nobody had expected it.\n\nThe fleet of 14 warships left port.\n"
AGAIN = (
    "The fleet leaves\n\nThe weather was foul and nobody had expected it. A dense freezing fog lay on the harbour.\n\n"
    "The fleet of 16 warships left port in the dense freezing fog. Nobody saw a dense freezing fog before.\n"
)
WHO = "zebedee-quill"
"""The name of a user, which nothing else is called."""
WHY = "an invented secret reason"
EACH = 6


class Site(NamedTuple):
    """A published site, and the record that it was made of."""

    folder: Path
    record: Record
    accepted: list[Row]
    rejected: list[Row]
    done: Published

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))


@pytest.fixture(scope="session")
def site(dossier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    where = tmp_path_factory.mktemp("publishing")
    shutil.copy(dossier_file, where / "record.db")
    with Record.open(where / "record.db") as record:
        free = [read(record, where, "free", FREE, "2031-04-12"), read(record, where, "again", AGAIN, "2031-06-12")]
        statements(record)
        name_series(record, "Fleet notes", free, by=WHO)
        accepted, rejected = reviewed(record, free)
        written(record, accepted)
        address = "https://room.example/feed.atom"
        done = publish(record, where / "site", title="The Harrowmere file", address=address)
        yield Site(where / "site", record, accepted, rejected, done)


def read(record: Record, where: Path, name: str, text: str, day: str) -> str:
    """Reads a document that may be shown whole; gives its id."""
    title = f"Free <b>{name}</b>"
    facts = {"title": title, "date": day, "redistributable": True, "url": f"https://free.example/{name}"}
    (where / f"{name}.txt").write_text(text, "utf-8")
    (where / f"{name}.json").write_text(json.dumps(facts), "utf-8")
    list(Intake(reader(), Options(), record).steps(sources([where / f"{name}.txt"])))
    return next(row.id for row in record.documents().rows if row.title == title)


def reviewed(record: Record, free: list[str]) -> tuple[list[Row], list[Row]]:
    """Accepts all that the free documents say, and of the others some; rejects some."""
    accepted, rejected = [row for id in free for row in record.claims(id)], []
    for kind in KINDS:
        rows = record.queue(kind=kind, limit=60).rows
        accepted += [row for row in rows[: 3 * EACH : 3] if row.claim.document not in free]
        rejected += [row for row in rows[1 : 2 * EACH : 3] if row.claim.document not in free]
    # Of statements some look ahead, or there would be no predictions.
    ahead = [row for row in record.queue(kind="statement", limit=60).rows if getattr(row.claim.body, "outlook", None)]
    decided = {row.lineage for row in (*accepted, *rejected)}
    accepted += [row for row in ahead if row.lineage not in decided and row.claim.document not in free][:2]
    for row in accepted:
        record.review(row.lineage, "accept", by=WHO, why=WHY)
    for row in rejected:
        record.review(row.lineage, "reject", by=WHO, why=WHY)
    return accepted, rejected


def written(record: Record, accepted: list[Row]) -> None:
    """What else persons write down: opinions, progress, outcomes."""
    register.update(record)
    opinions.write(record, accepted[0].lineage, "reject", by=WHO, why=WHY)
    ahead = [row for row in accepted if row.claim.kind == "statement" and getattr(row.claim.body, "outlook", None)]
    for row in ahead[:1]:
        register.resolve(record, row.lineage, "came true", evidence="The Courier, 3 May 2032", by=WHO, why=WHY)
    for row in accepted:
        if row.claim.kind == "commitment":
            entry = next(each for each in register.entries(record, kind="commitment")
                         if any(member.row.lineage == row.lineage for member in each.members))  # fmt: skip
            register.note_progress(
                record, entry.id, track="execution", stage="delivered", when="2032-05-03",
                source="The Courier, 4 May 2032", by=WHO, why=WHY,
            )  # fmt: skip
            return


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of a folder on a web host that knows nothing but files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
