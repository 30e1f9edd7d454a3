"""`foedera record backup|export|verify`: copies of a record, and the proof that it is whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import actor_option, by_option, document_option, kind_option
from foedera.cli.output import counted, note, progress
from foedera.cli.rows import open_record, pages

if TYPE_CHECKING:
    from foedera.record import Record, Row

_RECORD_WRONG = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(where: str, file: Path) -> None:
    """Write a copy of the record to a new FILE, also while others write to it (SQLite)."""
    with open_record(where) as kept:
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
    from foedera.model import UsageError

    form = form or {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(file.suffix.lower())
    if form is None or (form == "parquet" and str(file) == "-"):
        raise UsageError(f"{file}: name the file .jsonl, .csv or .parquet, or say --format; Parquet needs a file")
    with open_record(where, read_only=True) as kept:
        ask = partial(kept.as_of, valid=valid, known=known, by=by, actor=actor, kind=kind, document=document)
        with progress("writing") as tell:
            count = _export(kept, counted(pages(ask, None), tell), file, form)
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


def _export(kept: Record, rows: Iterator[Row], file: Path, form: str) -> int:
    from foedera.exchange import Exported, write_parquet
    from foedera.model import FoederaError

    described: dict[str, tuple[str | None, str | None, str | None]] = {}

    def exported(row: Row) -> Exported:
        id = row.claim.document
        if id not in described:
            document = kept.document(id)
            published = None if document.published is None else document.published.text
            described[id] = document.title, document.publisher, published
        title, publisher, published = described[id]
        return Exported(
            claim=row.claim, title=title, publisher=publisher, published=published, status=row.status,
            known_from=row.known_from.isoformat(), known_to=None if row.known_to is None else row.known_to.isoformat(),
        )  # fmt: skip

    try:
        if form == "parquet":
            return write_parquet(map(exported, rows), file)
        if str(file) == "-":
            return _write_text(sys.stdout, rows, exported, form)
        with file.open("w", encoding="utf-8", newline="") as out:
            return _write_text(out, rows, exported, form)
    except OSError as error:
        raise FoederaError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _write_text(out: Any, rows: Iterator[Row], exported: Callable[[Row], Any], form: str) -> int:
    from foedera.exchange import write_csv

    if form == "csv":
        return write_csv(map(exported, rows), out)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
        out.write(row.claim.to_json().decode() + "\n")
    return count
