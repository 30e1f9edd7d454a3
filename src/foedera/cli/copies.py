"""`foedera record backup|export|verify`: copies of a record, and the proof that it is whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from foedera.cli.files import form_of, write_rows
from foedera.cli.options import actor_option, by_option, document_option, kind_option
from foedera.cli.output import counted, note, progress
from foedera.cli.rows import open_record, pages
from foedera.model.errors import RecordError

_RECORD_WRONG = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(where: str, file: Path) -> None:
    """Write a copy of the record to a new FILE, also while others write to it (SQLite)."""
    try:
        kept = open_record(where)
    except RecordError:
        kept = open_record(where, read_only=True)
    with kept:
        kept.backup(file)
    click.echo(f"copied {where} to {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="The format (default: by the file's ending).",
)
@click.option("--valid", metavar="DATE", help="Only what may hold on this day, or in this EDTF interval.")
@click.option("--known", metavar="MOMENT", help="Only what was known then (default: now).")
@by_option
@actor_option
@kind_option
@document_option
@click.pass_obj
def export(
    where: str, file: Path, form: str | None, valid: str | None, known: str | None, by: Any, actor: str | None,
    kind: str | None, document: str | None,
) -> None:  # fmt: skip
    """Write claims to FILE as JSON Lines (whole claims), CSV or Parquet (a flat row each); - is standard output."""
    form = form_of(file, form)
    with open_record(where, read_only=True) as kept:
        ask = partial(kept.as_of, valid=valid, known=known, by=by, actor=actor, kind=kind, document=document)
        if str(file) == "-":
            count = write_rows(kept, pages(ask, None), file, form)
        else:
            with progress("writing") as tell:
                count = write_rows(kept, counted(pages(ask, None), tell), file, form)
    note(f"{count} claims written to {'standard output' if str(file) == '-' else file}")


@click.command()
@click.pass_obj
def verify(where: str) -> int:
    """Prove that the record is whole, or say what is wrong with it; then the exit code is 4."""
    count = 0
    with open_record(where, read_only=True) as kept, progress("checking", kept.summary().documents) as tell:
        for defect in kept.verify(lambda done, _: tell(done)):
            count += 1
            click.echo(f"{defect.where}: {defect.what}")
    click.echo("whole: no defects" if count == 0 else f"{count} defects")
    return _RECORD_WRONG if count else 0
