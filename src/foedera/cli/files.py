"""Claims of a record written to a file: JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from foedera.cli.output import note, print_json, print_table
from foedera.model.errors import FoederaError, UsageError

if TYPE_CHECKING:
    from foedera.exchange import Exported
    from foedera.exchange.events import Layout, LeftOut
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
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FoederaError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def write_layout(kept: Record, rows: Iterable[Row], file: Path, layout: Layout) -> None:
    """Writes events in a layout of the field's event data, and says how many and what was left out.

    Raises `FoederaError` where the file cannot be written.
    """
    from foedera.actors import bundled
    from foedera.exchange.events import write_events

    described = map(_described(kept), rows)
    with _opened(file) as out:
        count, left = write_events(described, out, layout, bundled())
    note(f"{count} {'events' if layout == 'plover' else 'rows'} written to {file}{_left_out(left)}")


def write_counts(kept: Record, rows: Iterable[Row], file: Path | None, *, as_json: bool) -> None:
    """Writes counts of events by month, dyad and type to a CSV file, or prints them.

    Raises `UsageError` where the file is no CSV, and `FoederaError` where it cannot be written.
    """
    from foedera.exchange.events import Count, LeftOut, counts

    left = LeftOut()
    found = counts(map(_described(kept), rows), left)
    columns = Count.__struct_fields__
    cells = [[getattr(count, column) for column in columns] for count in found]
    if file is not None:
        if form_of(file) != "csv":
            raise UsageError(f"{file}: counts are written as .csv")
        with _opened(file) as out:
            csv.writer(out, lineterminator="\n").writerows([list(columns), *cells])
    elif as_json:
        print_json(found)
    else:
        print_table(None, columns, cells)
    note(f"{sum(count.events for count in found)} pairs counted{_left_out(left)}")


def _left_out(left: LeftOut) -> str:
    said = [f"{left.not_actual} that did not happen"] if left.not_actual else []
    said += [f"{left.undated} without a date"] if left.undated else []
    return f"; left out: {', '.join(said)}" if said else ""


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    if str(file) == "-":
        yield sys.stdout
        return
    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            yield out
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
