"""`foedera record …`: what a record holds, held and says. Decisions and copies are modules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from foedera.cli import copies, decisions
from foedera.cli.options import actor_option, by_option, document_option, json_option, kind_option, limit_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.cli.rows import change_cells, open_record, pages, print_rows, row_dict
from foedera.model.errors import RecordError, UsageError

if TYPE_CHECKING:
    from foedera.record import Change, Hit


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
    if ctx.get_parameter_source("where") is ParameterSource.DEFAULT and not Path(where).exists():
        raise RecordError(f"no record is named and there is no {where} here: say --record DB, or set FOEDERA_RECORD")


@record.command()
@click.argument("document", required=False)
@limit_option
@json_option
@click.pass_obj
def show(where: str, document: str | None, limit: int, as_json: bool | None) -> None:
    """Show what is in the record: its documents, or one DOCUMENT with its claims."""
    import msgspec

    with open_record(where, read_only=True) as kept:
        if document is not None:
            rows = list(kept.claims(document))
            print_rows(rows, wants_json(as_json), kept.document(document).title)
        elif wants_json(as_json):
            print_json(msgspec.to_builtins(row) for row in pages(partial(kept.documents), limit))
        else:
            summary = kept.summary()
            claims = ", ".join(f"{count} {kind}" for kind, count in summary.claims.items() if count)
            print_table(
                f"{summary.where}: {summary.documents} documents; claims: {claims or 'none'}",
                ("id", "published", "title", "publisher", "claims"),
                (
                    (row.id[7:19], row.published, shorten(row.title or row.source, 80), row.publisher, row.claims)
                    for row in pages(partial(kept.documents), limit)
                    if row.erased is None
                ),
            )


@record.command("as-of")
@click.option("--valid", metavar="DATE", help="Only what may hold on this day, or in this EDTF interval.")
@click.option("--known", metavar="MOMENT", help="Only what was known then (default: now).")
@by_option
@actor_option
@kind_option
@document_option
@click.option(
    "--undated", type=click.Choice(["documented", "include", "exclude"]), default="documented", show_default=True,
    help="With --valid: claims without a date hold when their document was published, always, or never.",
)  # fmt: skip
@limit_option
@json_option
@click.pass_obj
def as_of(
    where: str, valid: str | None, known: str | None, by: Any, actor: str | None, kind: str | None,
    document: str | None, undated: Any, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What stood at a moment: what held in the world on one day, as it was known on another."""
    with open_record(where, read_only=True) as kept:
        ask = partial(
            kept.as_of, valid=valid, known=known, by=by, actor=actor, kind=kind, document=document, undated=undated
        )
        left_out = ask(limit=1).undated
        print_rows(pages(ask, limit), wants_json(as_json), None)
        if left_out:
            note(f"{left_out} documents without a publication date were left out")


@record.command()
@click.argument("a", metavar="FROM")
@click.argument("b", metavar="TO")
@click.option(
    "--axis", type=click.Choice(["known", "valid"]), default="known", show_default=True,
    help="What came to be known in between, or what changed in the world.",
)  # fmt: skip
@by_option
@actor_option
@kind_option
@document_option
@limit_option
@json_option
@click.pass_obj
def diff(
    where: str, a: str, b: str, axis: Any, by: Any, actor: str | None, kind: str | None, document: str | None,
    limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What changed after FROM and until TO."""
    if len(a) == len(b) and a > b:
        raise UsageError(f"{a} comes after {b}: give the earlier one first")
    with open_record(where, read_only=True) as kept:
        ask = partial(kept.diff, a, b, axis=axis, by=by, actor=actor, kind=kind, document=document)
        changes: Iterator[Change] = pages(ask, limit)
        if wants_json(as_json):
            print_json({"change": c.change, "before": row_dict(c.before), "after": row_dict(c.after)} for c in changes)
            return
        print_table(None, ("change", "kind", "when", "says", "claim"), (change_cells(c) for c in changes))


@record.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--among", type=click.Choice(["documents", "claims"]), default="documents", show_default=True,
    help="Look in the texts of the documents, or in the evidence and actors of the claims.",
)  # fmt: skip
@actor_option
@kind_option
@document_option
@click.option("--since", metavar="DATE", help="Only documents published since.")
@click.option("--until", metavar="DATE", help="Only documents published until.")
@limit_option
@json_option
@click.pass_obj
def search(
    where: str, words: tuple[str, ...], among: Any, actor: str | None, kind: str | None, document: str | None,
    since: str | None, until: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """Find passages that have all WORDS; a phrase stands in quotation marks, deliver* finds what begins so."""
    if kind or actor:
        among = "claims"
    with open_record(where, read_only=True) as kept:
        ask = partial(
            kept.search, " ".join(words), among=among, actor=actor, kind=kind, document=document, since=since,
            until=until,
        )  # fmt: skip
        hits: Iterator[Hit] = pages(ask, limit)
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


for _command in (
    decisions.review, decisions.history, decisions.retract, decisions.erase, copies.backup, copies.export, copies.verify
):  # fmt: skip
    record.add_command(_command)
