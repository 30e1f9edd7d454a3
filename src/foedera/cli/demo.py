"""`foedera demo`."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.output import complain, print_table, progress, shorten
from foedera.cli.read import consolidated
from foedera.cli.serve import serve

if TYPE_CHECKING:
    from foedera.model import Body, Claim
    from foedera.record import Record

_SOURCES_FAILED = 3
_SURE = 0.7
_READ = (".html", ".txt", ".pdf", ".docx", ".jsonl")


@click.command()
@click.option(
    "--serve/--no-serve", "serves", default=True, show_default=True, help="Show the record in the browser afterwards."
)
@click.option(
    "--record", "where", metavar="FILE", type=click.Path(path_type=Path),
    help="Keep the record in this file. Default: a new one among the temporary files.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="The port; 0 takes any that is free."
)
@click.pass_context
def demo(ctx: click.Context, serves: bool, where: Path | None, port: int) -> int:
    """Read the bundled dossiers into a record, print what came out, and show it in the browser.

    One dossier is about an openly fictional alliance. The other is small and real: a register of defence treaties and a
    chronicle of the alliance of Japan and the United States.
    """
    from foedera.dossiers import folder
    from foedera.record import Record

    where = where or Path(tempfile.mkdtemp(prefix="foedera-demo-")) / "demo.db"
    with Record.open(where) as record:
        real, missed = _read(record, folder("real"))
        fictional, others = _read(record, folder("fictional"), folder("fictional") / "actors")
        consolidated(record)
        _summarise(record, real, fictional)
    click.echo(f"The record is {where}. Ask it: foedera record --record {where} search guidelines")
    if serves:
        bases = (folder("fictional") / "actors",)
        ctx.invoke(serve, where=str(where), port=port, host="127.0.0.1", bases=bases)
    return _SOURCES_FAILED if missed or others else 0


def _read(record: Record, place: Path, *bases: Path) -> tuple[list[str], int]:
    """Reads the documents of a dossier; returns their ids and how many could not be read."""
    from foedera.documents import Options, Source
    from foedera.reading import Intake, Missed, Taken, reader

    files = sorted(file for file in place.iterdir() if file.suffix in _READ)
    found = [Source(f"{place.name}/{file.name}", file) for file in files]
    taken, missed = [], 0
    with progress(f"reading the {place.name} dossier") as tell:
        for step in Intake(reader(*bases), Options(), record).steps(found):
            if isinstance(step, Missed):
                missed += 1
                complain(str(step.error))
            elif isinstance(step, Taken):
                taken.append(step.document.id)
                tell(len(taken))
    return taken, missed


def _summarise(record: Record, real: list[str], fictional: list[str]) -> None:
    from foedera.exchange import line

    kinds: Counter[str] = Counter()
    rows = []
    for id in [*real, *fictional]:
        document, claims = record.document(id), record.claims(id)
        kinds.update(row.claim.kind for row in claims)
        if id in fictional:
            best = max((row.claim for row in claims), key=_telling, default=None)
            says = None if best is None else shorten(line(best), 160)
            rows.append((document.published, shorten(document.title or "", 60), len(claims), says))
    counted = ", ".join(f"{count} {kind}s" for kind, count in kinds.most_common())
    print_table(
        "The fictional dossier", ("published", "title", "claims", "for example"),
        sorted(rows, key=lambda row: str(row[0])),
    )  # fmt: skip
    click.echo(f"{len(real) + len(fictional)} documents read ({len(real)} of the real dossier); {counted}.")


def _telling(claim: Claim) -> tuple[bool, int, float]:
    """How well a claim serves as an example: what may be wrong is the last choice, then what says most comes first."""
    return claim.confidence >= _SURE, _worth(claim.body), claim.confidence


def _worth(body: Body) -> int:
    """How much a claim tells somebody who knows nothing of it: a treaty in force, words that were said, a promise with
    a day, then what a command changes; posts and bare names least."""
    from foedera.model import Affiliation, Command, Commitment, Figure, Instrument, Statement

    match body:
        case Instrument():
            return 5 if len(body.acts) > 1 else 0
        case Statement():
            return (4 if body.quotation == "direct" and body.cue is not None else 1) if body.speakers else -1
        case Commitment():
            return 3 if body.due is not None and body.parties else 1
        case Command():
            return 2
        case Affiliation() | Figure():
            return 0
    return 1
