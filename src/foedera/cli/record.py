"""`foedera record …`: ask a record, review it, correct it, check it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import json_option
from foedera.cli.output import complain, print_json, print_table, progress, shorten, wants_json

if TYPE_CHECKING:
    from foedera.model import Claim
    from foedera.record import Change, Hit, Page, Record, Row

_RECORD_WRONG = 4
_KINDS = ["statement", "event", "commitment", "instrument", "affiliation", "command", "asset", "figure"]


@click.group()
@click.option(
    "--record", "where", metavar="DB", envvar="FOEDERA_RECORD", default="foedera.db", show_default=True,
    help="The record: a file, or postgresql://…; the environment variable FOEDERA_RECORD may name it.",
)  # fmt: skip
@click.pass_context
def record(ctx: click.Context, where: str) -> None:
    """Ask, review, correct and check a record.

    Ids may be shortened as long as they are unmistakable. A moment is a day (2024-05-01, which means its end) or a time
    in ISO 8601; times without a zone are UTC.
    """
    ctx.obj = where


_kind = click.option("--kind", type=click.Choice(_KINDS), help="Only claims of this kind.")
_actor = click.option("--actor", metavar="ID", help="Only claims that name this actor: state:JPN, or a name.")
_document = click.option("--document", metavar="ID", help="Only claims of this document.")
_limit = click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many rows.")
_by = click.option(
    "--by", type=click.Choice(["record", "publication"]), default="record", show_default=True,
    help="Whether `known` means when this record learnt it, or when the documents were published.",
)  # fmt: skip
_who = click.option("--by", "who", metavar="NAME", help="Who decides (default: the name of this computer's user).")
_why = click.option("--why", metavar="TEXT", help="Why.")


def _open(where: str, *, read_only: bool = False) -> Record:
    from foedera.record import Record

    return Record.open(where, create=False, read_only=read_only)


@record.command()
@click.argument("document", required=False)
@_limit
@json_option
@click.pass_obj
def show(where: str, document: str | None, limit: int, as_json: bool | None) -> None:
    """Show what is in the record: its documents, or one DOCUMENT with its claims."""
    import msgspec

    with _open(where) as kept:
        if document is not None:
            rows = list(kept.claims(document))
            _print_rows(rows, wants_json(as_json), kept.document(document).title)
        elif wants_json(as_json):
            print_json(msgspec.to_builtins(row) for row in _pages(partial(kept.documents), limit))
        else:
            summary = kept.summary()
            claims = ", ".join(f"{count} {kind}" for kind, count in summary.claims.items() if count)
            print_table(
                f"{summary.where}: {summary.documents} documents; claims: {claims or 'none'}",
                ("id", "published", "title", "publisher", "claims"),
                (
                    (row.id[7:19], row.published, shorten(row.title or row.source, 80), row.publisher, row.claims)
                    for row in _pages(partial(kept.documents), limit)
                    if row.erased is None
                ),
            )


@record.command("as-of")
@click.option("--valid", metavar="DATE", help="Only what may hold on this day, or in this EDTF interval.")
@click.option("--known", metavar="MOMENT", help="Only what was known then (default: now).")
@_by
@_actor
@_kind
@_document
@click.option(
    "--undated", type=click.Choice(["documented", "include", "exclude"]), default="documented", show_default=True,
    help="With --valid: claims without a date hold when their document was published, always, or never.",
)  # fmt: skip
@_limit
@json_option
@click.pass_obj
def as_of(
    where: str, valid: str | None, known: str | None, by: Any, actor: str | None, kind: str | None,
    document: str | None, undated: Any, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What stood at a moment: what held in the world on one day, as it was known on another."""
    with _open(where) as kept:
        ask = partial(
            kept.as_of, valid=valid, known=known, by=by, actor=actor, kind=kind, document=document, undated=undated
        )
        left_out = ask(limit=1).undated
        _print_rows(_pages(ask, limit), wants_json(as_json), None)
        if left_out:
            complain(f"{left_out} documents without a publication date were left out")


@record.command()
@click.argument("a", metavar="FROM")
@click.argument("b", metavar="TO")
@click.option(
    "--axis", type=click.Choice(["known", "valid"]), default="known", show_default=True,
    help="What came to be known in between, or what changed in the world.",
)  # fmt: skip
@_by
@_actor
@_kind
@_document
@_limit
@json_option
@click.pass_obj
def diff(
    where: str, a: str, b: str, axis: Any, by: Any, actor: str | None, kind: str | None, document: str | None,
    limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What changed after FROM and until TO."""
    with _open(where) as kept:
        ask = partial(kept.diff, a, b, axis=axis, by=by, actor=actor, kind=kind, document=document)
        changes: Iterator[Change] = _pages(ask, limit)
        if wants_json(as_json):
            print_json(
                {"change": c.change, "before": _row_dict(c.before), "after": _row_dict(c.after)} for c in changes
            )
            return
        print_table(None, ("change", "kind", "when", "says", "claim"), (_change_cells(c) for c in changes))


@record.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--among", type=click.Choice(["documents", "claims"]), default="documents", show_default=True,
    help="Look in the texts of the documents, or in the evidence and actors of the claims.",
)  # fmt: skip
@_actor
@_kind
@_document
@click.option("--since", metavar="DATE", help="Only documents published since.")
@click.option("--until", metavar="DATE", help="Only documents published until.")
@_limit
@json_option
@click.pass_obj
def search(
    where: str, words: tuple[str, ...], among: Any, actor: str | None, kind: str | None, document: str | None,
    since: str | None, until: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """Find passages that have all WORDS; a phrase stands in quotation marks, deliver* finds what begins so."""
    if kind or actor:
        among = "claims"
    with _open(where) as kept:
        ask = partial(
            kept.search, " ".join(words), among=among, actor=actor, kind=kind, document=document, since=since,
            until=until,
        )  # fmt: skip
        hits: Iterator[Hit] = _pages(ask, limit)
        if wants_json(as_json):
            print_json(
                {
                    "document": hit.document, "title": hit.title, "start": hit.start, "end": hit.end, "text": hit.text,
                    "claim": None if hit.row is None else hit.row.claim.to_dict(),
                }
                for hit in hits
            )  # fmt: skip
            return
        cells = ((h.document[7:19], shorten(h.title or "", 40), shorten(h.text, 200)) for h in hits)
        print_table(None, ("document", "title", "words"), cells)


@record.command()
@click.argument("claim", required=False)
@click.option("--accept", "decision", flag_value="accept", help="It is right.")
@click.option("--reject", "decision", flag_value="reject", help="It is wrong.")
@click.option(
    "--edit",
    "edited",
    type=click.File("rb"),
    metavar="FILE",
    help="Put the claim in this JSON file in its place; - reads standard input.",
)
@click.option("--undo", "decision", flag_value="undo", help="Bring back what stood before the last decision.")
@_who
@_why
@click.option("--version", "expected", type=int, help="Refuse if the claim has changed since this version.")
@_kind
@_document
@_limit
@json_option
@click.pass_obj
def review(
    where: str, claim: str | None, decision: Any, edited: Any, who: str | None, why: str | None, expected: int | None,
    kind: str | None, document: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """Decide about CLAIM, or, without one, list the claims that wait for a decision.

    To edit: print the claim with `foedera record history CLAIM --json`, change it, and give it with --edit FILE.
    """
    from foedera.model import Claim, UsageError

    if (claim is None) != (decision is None and edited is None):
        raise UsageError("give a claim with --accept, --reject, --edit or --undo; or none of these, to list what waits")
    if decision is not None and edited is not None:
        raise UsageError("--edit goes with none of --accept, --reject and --undo")
    with _open(where) as kept:
        if claim is None:
            _print_rows(_pages(partial(kept.queue, kind=kind, document=document), limit), wants_json(as_json), None)
            return
        new = None if edited is None else Claim.from_json(edited.read())
        row = kept.review(
            _claim_key(claim), "edit" if new else decision, by=who or _user(), why=why, edited=new,
            expected_version=expected,
        )  # fmt: skip
        _print_rows([row], wants_json(as_json), None)


@record.command()
@click.argument("claim")
@json_option
@click.pass_obj
def history(where: str, claim: str, as_json: bool | None) -> None:
    """Every version of CLAIM: what it was, since when, why and by whom."""
    from foedera.exchange import line

    with _open(where) as kept:
        versions = kept.history(_claim_key(claim))
    if wants_json(as_json):
        print_json(
            {
                "lineage": v.lineage, "version": v.version, "status": v.status, "cause": v.cause, "who": v.who,
                "why": v.why, "known_from": v.known_from, "known_to": v.known_to,
                "claim": v.claim and v.claim.to_dict(), "proposed": v.proposed and v.proposed.to_dict(),
            }
            for v in versions
        )  # fmt: skip
        return
    print_table(
        None,
        ("version", "since", "status", "cause", "who", "why", "says"),
        (
            (v.version, f"{v.known_from:%Y-%m-%d %H:%M:%S}", v.status, v.cause, v.who, v.why, v.claim and line(v.claim))
            for v in versions
        ),
    )


@record.command()
@click.argument("claim")
@click.option("--why", required=True, metavar="TEXT", help="Why it is taken back.")
@_who
@json_option
@click.pass_obj
def retract(where: str, claim: str, why: str, who: str | None, as_json: bool | None) -> None:
    """Take CLAIM back; it stays away when its document is read again, and its history stays."""
    with _open(where) as kept:
        _print_rows([kept.retract(_claim_key(claim), why=why, by=who or _user())], wants_json(as_json), None)


@record.command()
@click.argument("document")
@click.option("--why", required=True, metavar="TEXT", help="The legal reason.")
@_who
@click.confirmation_option(
    prompt="The text, the original file and the words of its claims will be gone for good. Erase?"
)
@click.pass_obj
def erase(where: str, document: str, why: str, who: str | None) -> None:
    """Erase DOCUMENT for legal reasons; when, by whom and why stays, its words do not."""
    with _open(where) as kept:
        stone = kept.erase(document, why=why, by=who or _user())
    click.echo(f"erased on {stone.at:%Y-%m-%d} by {stone.who}: {stone.why}")


@record.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(where: str, file: Path) -> None:
    """Write a copy of the record to a new FILE, also while others write to it (SQLite)."""
    with _open(where) as kept:
        kept.backup(file)
    click.echo(f"copied {where} to {file}")


@record.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="The format (default: by the file's ending).",
)
@click.option("--valid", metavar="DATE", help="Only what may hold on this day, or in this EDTF interval.")
@click.option("--known", metavar="MOMENT", help="Only what was known then (default: now).")
@_by
@_actor
@_kind
@_document
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
    with _open(where) as kept:
        ask = partial(kept.as_of, valid=valid, known=known, by=by, actor=actor, kind=kind, document=document)
        count = _export(kept, _pages(partial(ask), None), file, form)
    complain(f"{count} claims written to {file}")


@record.command()
@click.pass_obj
def verify(where: str) -> int:
    """Prove that the record is whole, or say what is wrong with it; then the exit code is 4."""
    count = 0
    with _open(where, read_only=True) as kept, progress(False) as bar:
        task = None if bar is None else bar.add_task("checking", total=None)

        def tell(done: int, total: int) -> None:
            if bar is not None and task is not None:
                bar.update(task, completed=done, total=total)

        for defect in kept.verify(tell):
            count += 1
            click.echo(f"{defect.where}: {defect.what}")
    click.echo("whole: no defects" if count == 0 else f"{count} defects")
    return _RECORD_WRONG if count else 0


def _export(kept: Record, rows: Iterator[Row], file: Path, form: str) -> int:
    from foedera.exchange import Exported, write_parquet
    from foedera.model import SourceError

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
        raise SourceError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _write_text(out: Any, rows: Iterator[Row], exported: Callable[[Row], Any], form: str) -> int:
    from foedera.exchange import write_csv

    if form == "csv":
        return write_csv(map(exported, rows), out)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
        out.write(row.claim.to_json().decode() + "\n")
    return count


def _pages(ask: Callable[..., Page[Any]], limit: int | None) -> Iterator[Any]:
    """The rows of an answer, fetched page by page, at most `limit` (None: all)."""
    left, cursor = limit, None
    while True:
        page = ask(limit=500 if left is None else min(left, 500), after=cursor)
        yield from page.rows
        cursor = page.cursor
        if left is not None:
            left -= len(page.rows)
        if cursor is None or left == 0:
            if cursor is not None:
                complain("there is more: raise --limit")
            return


def _print_rows(rows: Iterable[Row], as_json: bool, title: str | None) -> None:
    from foedera.exchange import line

    if as_json:
        print_json(_row_dict(row) for row in rows)
        return
    cells = (
        (r.claim.id, r.status, r.claim.kind, r.claim.when, shorten(line(r.claim), 160), _evidence(r.claim))
        for r in rows
    )
    print_table(title, ("claim", "status", "kind", "when", "says", "because it says"), cells)


def _evidence(claim: Claim) -> str:
    return shorten(claim.evidence[0].text, 240)


def _row_dict(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "claim": row.claim.to_dict(), "lineage": row.lineage, "version": row.version, "status": row.status,
        "known_from": row.known_from, "known_to": row.known_to,
        "proposed": None if row.proposed is None else row.proposed.to_dict(), "beside": row.beside,
    }  # fmt: skip


def _change_cells(change: Change) -> tuple[object, ...]:
    from foedera.exchange import line

    row = change.after or change.before
    if row is None:
        return (change.change,)
    return change.change, row.claim.kind, row.claim.when, shorten(line(row.claim), 160), row.claim.id


def _claim_key(claim: str) -> int | str:
    return int(claim) if claim.isdigit() else claim


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
