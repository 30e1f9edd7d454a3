"""Claims of a record written to a file: JSON Lines, CSV or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from foedera.model.errors import FoederaError, UsageError

if TYPE_CHECKING:
    from foedera.exchange import Exported
    from foedera.model import Kind
    from foedera.record import Record, Row

FORMS = ("jsonl", "csv", "parquet")


def form_of(file: Path, form: str | None = None) -> str:
    """The format of a file: as given, or by its ending. Raises `UsageError` where neither says."""
    form = form or {f".{form}": form for form in FORMS}.get(file.suffix.lower())
    if form is None or (form == "parquet" and str(file) == "-"):
        raise UsageError(f"{file}: name the file .jsonl, .csv or .parquet, or say --format; Parquet needs a file")
    return form


def write_rows(kept: Record, rows: Iterable[Row], file: Path, form: str, kind: Kind | None = None) -> int:
    """Writes claims to a file, or to standard output for `-`, and returns their number.

    With `kind`, all are of that kind and have its columns. Raises `FoederaError` where the file cannot be written.
    """
    from foedera.exchange import write_parquet

    described = _described(kept)
    try:
        if form == "parquet":
            return write_parquet(map(described, rows), file, kind)
        if str(file) == "-":
            return _write_text(sys.stdout, rows, described, form, kind)
        with file.open("w", encoding="utf-8", newline="") as out:
            return _write_text(out, rows, described, form, kind)
    except OSError as error:
        raise FoederaError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _described(kept: Record) -> Callable[[Row], Exported]:
    """A function that gives a claim with what its document and its review say."""
    from foedera.exchange import Exported

    documents: dict[str, tuple[str | None, str | None, str | None]] = {}

    def described(row: Row) -> Exported:
        id = row.claim.document
        if id not in documents:
            document = kept.document(id)
            published = None if document.published is None else document.published.text
            documents[id] = document.title, document.publisher, published
        title, publisher, published = documents[id]
        return Exported(
            claim=row.claim, title=title, publisher=publisher, published=published, status=row.status,
            known_from=row.known_from.isoformat(), known_to=None if row.known_to is None else row.known_to.isoformat(),
        )  # fmt: skip

    return described


def _write_text(
    out: IO[str], rows: Iterable[Row], described: Callable[[Row], Exported], form: str, kind: Kind | None
) -> int:
    from foedera.exchange import write_csv

    if form == "csv":
        return write_csv(map(described, rows), out, kind)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
        out.write(row.claim.to_json().decode() + "\n")
    return count
