"""`foedera demo`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from foedera.cli.output import complain, print_table, progress, shorten
from foedera.cli.serve import serve

_FOLDER = "foedera-demo"


@click.command()
@click.option(
    "--serve/--no-serve", "serves", default=True, show_default=True, help="Show the record in the browser afterwards."
)
@click.option(
    "--record",
    "where",
    type=click.Path(path_type=Path),
    help="Keep the record in this file (default: a new one among temporary files).",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="The port to serve on.")
@click.pass_context
def demo(ctx: click.Context, serves: bool, where: Path | None, port: int) -> int:
    """Read the bundled dossiers into a record, print what came out, and show it in the browser.

    One dossier is about an openly fictional alliance; the other is a small real one: a register of defence treaties and
    a chronicle of the alliance of Japan and the United States.
    """
    from foedera.record import Record

    if where is None:
        where = Path(tempfile.mkdtemp(prefix=_FOLDER + "-")) / "demo.db"
    with Record.open(where) as record:
        missed = _read(record)
        _print_summary(record, where)
    if serves:
        ctx.invoke(serve, where=str(where), port=port, host="127.0.0.1")
    return 3 if missed else 0


def _read(record: object) -> int:
    """Reads both dossiers, the fictional one with its own actor tables; returns how many sources failed."""
    from foedera.documents import Options, sources
    from foedera.dossiers import folder
    from foedera.reading import Intake, Missed, reader
    from foedera.record import Record

    assert isinstance(record, Record)
    missed = 0
    with progress(False) as bar:
        for name, bases in (("fictional", [folder("fictional") / "actors"]), ("real", [])):
            found = [s for s in sources([folder(name)]) if s.path is not None and s.path.parent == folder(name)]
            found = [s for s in found if s.path is not None and s.path.suffix not in (".csv", ".md")]
            task = None if bar is None else bar.add_task(f"reading the {name} dossier", total=len(found))
            for step in Intake(reader(*bases), Options(), record).steps(found):
                if isinstance(step, Missed):
                    missed += 1
                    complain(str(step.error))
                elif bar is not None and task is not None:
                    bar.update(task, completed=getattr(step, "number", 0))
    return missed


def _print_summary(record: object, where: Path) -> None:
    from foedera.exchange import line
    from foedera.record import Record

    assert isinstance(record, Record)
    summary = record.summary()
    kinds = ", ".join(f"{count} {kind}s" for kind, count in summary.claims.items() if count)
    click.echo(f"{summary.documents} documents read; {kinds}.")
    rows = []
    for row in record.documents(limit=500).rows:
        if (row.published or "") > "2030":
            first = next(iter(record.claims(row.id)), None)
            rows.append(
                (
                    row.published,
                    shorten(row.title or row.source, 60),
                    row.claims,
                    first and shorten(line(first.claim), 90),
                )
            )
    print_table("The fictional dossier", ("published", "document", "claims", "the first says"), sorted(rows))
    click.echo(f"The record: {where}. Ask it, for example: foedera record --record {where} search guidelines")
