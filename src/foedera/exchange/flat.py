"""Claims as flat rows for spreadsheets, R and data frames: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import msgspec

from foedera.exchange.kinds import unfold, unfolding
from foedera.exchange.lines import line, names
from foedera.model import Claim, Kind

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with what a flat row says about its document and its review; None where it is not known."""

    claim: Claim
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    status: str | None = None
    known_from: str | None = None
    known_to: str | None = None


COLUMNS: dict[str, type] = {
    "id": str, "kind": str, "says": str, "when": str, "earliest": str, "latest": str, "modality": str, "voice": str,
    "sources": str, "actors": str, "actor_names": str, "confidence": float, "coder": str, "status": str,
    "known_from": str, "known_to": str, "document": str, "title": str, "publisher": str, "published": str,
    "start": int, "end": int, "evidence": str, "body": str,
}  # fmt: skip
"""The columns of a flat row with their types, in order."""

_FOLDED = ("actors", "actor_names", "body")  # what the columns of a kind say better
_RENAMED = {"status": "review"}  # a commitment has a status of its own


def flat(row: Exported) -> dict[str, Any]:
    """The row with the columns of `COLUMNS`: the first evidence, every actor once, the body as JSON."""
    claim = row.claim
    refs = [ref for _, ref in claim.actors()]
    first, when = claim.evidence[0], claim.when
    whole = claim.to_dict()
    return {
        "id": claim.id, "kind": claim.kind, "says": line(claim), "when": None if when is None else when.text,
        "earliest": None if when is None or when.earliest is None else when.earliest.isoformat(),
        "latest": None if when is None or when.latest is None else when.latest.isoformat(),
        "modality": claim.modality, "voice": claim.attribution.voice, "sources": names(claim.attribution.sources),
        "actors": " ".join(dict.fromkeys(ref.id for ref in refs if ref.id)), "actor_names": names(refs),
        "confidence": claim.confidence, "coder": claim.coder, "status": row.status, "known_from": row.known_from,
        "known_to": row.known_to, "document": claim.document, "title": row.title, "publisher": row.publisher,
        "published": row.published, "start": first.start, "end": first.end, "evidence": first.text,
        "body": msgspec.json.encode(whole["body"]).decode(),
    }  # fmt: skip


def columns(kind: Kind | None = None) -> dict[str, type]:
    """The columns of a flat row with their types, in order: `COLUMNS`, or for one kind with the body unfolded."""
    if kind is None:
        return COLUMNS
    before = {_RENAMED.get(name, name): type for name, type in COLUMNS.items() if name not in _FOLDED}
    return before | {column: type for rule in unfolding(kind).values() for column, type in rule.columns.items()}


def flat_of_kind(row: Exported) -> dict[str, Any]:
    """The row with the columns of its kind: every field of the body in columns of its own."""
    before = {_RENAMED.get(name, name): value for name, value in flat(row).items() if name not in _FOLDED}
    return before | unfold(row.claim)


def write_csv(rows: Iterable[Exported], file: IO[str], kind: Kind | None = None) -> int:
    """Writes rows as CSV with a header and returns their number; `kind`: all are of this kind and get its columns.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    writer = csv.DictWriter(file, fieldnames=list(columns(kind)), lineterminator="\n")
    writer.writeheader()
    flattened = flat if kind is None else flat_of_kind
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
        writer.writerow({name: cell(value) for name, value in flattened(row).items()})
    return count


def write_parquet(rows: Iterable[Exported], path: Path, kind: Kind | None = None) -> int:
    """Writes rows as a Parquet file and returns their number; `kind`: all are of this kind and get its columns.

    Raises `OSError` where the file cannot be written.
    """
    import polars

    types = {str: polars.String, float: polars.Float64, int: polars.Int64, bool: polars.Boolean}
    schema = {name: types[type] for name, type in columns(kind).items()}
    flattened = flat if kind is None else flat_of_kind
    frame = polars.DataFrame([flattened(row) for row in rows], schema=schema, orient="row")
    frame.write_parquet(path)
    return frame.height


def cell(value: Any) -> Any:
    """The value as a CSV cell: with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
