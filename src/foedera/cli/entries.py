"""`foedera entries …`: what the claims of several documents say of one thing, and what persons decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foedera.cli.asked import (
    about_option,
    actor_named,
    asked,
    asking,
    because,
    by_person,
    known_option,
    limited,
    required_record,
    user,
    why_option,
)
from foedera.cli.options import json_option, kind_option, limit_option
from foedera.cli.output import print_json, print_table, shorten, wants_json

if TYPE_CHECKING:
    from foedera.model import Kind
    from foedera.register import Entry, Member

_TRACKS = ("agreement", "authorisation", "funding", "execution", "disruption", "condition")


@click.group()
def entries() -> None:
    """List, show and correct entries: one for each thing, with all the claims of all documents that speak of it.

    Entries are made from claims by themselves. What a person puts together or parts stays so, also when documents are
    read again, and an id that was ever given leads to its successor.
    """


@entries.command(name="list")
@asking(
    kind_option,
    click.option("--actor", metavar="ACTOR", help="Only what names this actor: an id, a state's code, a name."),
    about_option,
)
def list_(
    where: str, kind: Kind | None, actor: str | None, about: str | None, known: str | None, limit: int,
    as_json: bool | None,
) -> None:  # fmt: skip
    """Entries by kind, and in the order in which their first documents were published."""
    from foedera.exchange.answers import entry_of
    from foedera.register import entries as found_in
    from foedera.register.deliverables import speaks_of

    with asked(where) as kept:
        every = found_in(kept, kind=kind, actor=actor_named("--actor", actor), known=known)
        found = limited((each for each in every if speaks_of(each, about)), limit)
        if wants_json(as_json):
            print_json(map(entry_of, found))
        else:
            print_table(None, ("entry", "kind", "what", "documents", "because it says"), map(_cells, found))


@entries.command()
@click.argument("entry")
@required_record
@known_option
@json_option
def show(where: str, entry: str, known: str | None, as_json: bool | None) -> None:
    """Show an ENTRY, given by its id or by an id that it had: all its claims, with their documents.

    The number of a claim, its lineage, is what `foedera entries split` takes.
    """
    from foedera.exchange.answers import entry_of
    from foedera.register import entry as found_in

    with asked(where) as kept:
        found = found_in(kept, entry, known=known)
    if wants_json(as_json):
        print_json([entry_of(found)])
    else:
        _print(found)


@entries.command()
@click.argument("ids", nargs=-1, required=True, metavar="ENTRY...")
@required_record
@by_person
@why_option
def merge(where: str, ids: tuple[str, ...], who: str | None, why: str | None) -> None:
    """Put two or more of one kind together for good, each ENTRY given by its id."""
    from foedera.register import merge as merged

    with asked(where) as kept:
        made = merged(kept, ids, by=who or user(), why=why)
    click.echo(f"{made.id}: {made.label} ({len(made.members)} claims)")


@entries.command()
@click.argument("entry")
@click.argument("claims", nargs=-1, required=True, type=int, metavar="CLAIM...")
@required_record
@by_person
@why_option
def split(where: str, entry: str, claims: tuple[int, ...], who: str | None, why: str | None) -> None:
    """Take some claims out of an ENTRY for good; each CLAIM is given by its number in `foedera entries show`."""
    from foedera.register import split as parted

    with asked(where) as kept:
        made = parted(kept, entry, claims, by=who or user(), why=why)
    for each in made:
        click.echo(f"{each.id}: {each.label} ({len(each.members)} claims)")


@entries.command()
@required_record
@kind_option
@limit_option
@json_option
def review(where: str, kind: Kind | None, limit: int, as_json: bool | None) -> None:
    """List what waits for a person: pairs of entries that may be one, and merges that the documents speak against.

    Decide with `foedera entries merge` or `foedera entries split`.
    """
    from foedera.exchange.answers import evidence_of
    from foedera.register import disputes, doubts

    with asked(where) as kept:
        pairs = [("one thing?", each.entries, each.score, each.claims) for each in doubts(kept, kind=kind, limit=limit)]
        against = [("not one thing?", (each.entry,), each.score, each.claims) for each in disputes(kept)]
    every = [*against, *pairs]
    if wants_json(as_json):
        print_json(
            {"question": question, "entries": ids, "score": score, "claims": [evidence_of(each) for each in claims]}
            for question, ids, score, claims in limited(every, limit)
        )
        return
    columns = ("question", "score", "one says", "the other says", "entries")
    cells = (
        (question, f"{score:.2f}", because(claims[0]), because(claims[1]), " ".join(ids))
        for question, ids, score, claims in limited(every, limit)
    )
    print_table(None, columns, cells)


@entries.command(name="note")
@click.argument("entry")
@required_record
@click.option("--track", type=click.Choice(_TRACKS), required=True, help="Which history it belongs to.")
@click.option(
    "--stage", metavar="STAGE", required=True,
    help="What was found: a stage of the track (delivered), or with --track condition the condition that was met.",
)  # fmt: skip
@click.option("--when", metavar="DATE", required=True, help="When it happened: 2032-09-29, 2032-09, 2032.")
@click.option("--source", metavar="TEXT", required=True, help="What shows it: a citation or an address.")
@by_person
@why_option
def note_(
    where: str, entry: str, track: str, stage: str, when: str, source: str, who: str | None, why: str | None
) -> None:
    """Write down what you found out about a commitment, the ENTRY, from a source that the record does not hold.

    It counts as a step beside those that documents report, and is shown with your name and the source.
    """
    from foedera.register import note_progress

    with asked(where) as kept:
        made = note_progress(kept, entry, track=track, stage=stage, when=when, source=source, by=who or user(), why=why)
    click.echo(f"note {made.number}: {stage} on {track}, {when}, by {made.who}")


@entries.command()
@click.argument("number", type=int)
@required_record
@by_person
@why_option
def undo(where: str, number: int, who: str | None, why: str | None) -> None:
    """Take back a merge, a split, a note or an outcome, given by the NUMBER of its note."""
    from foedera.register import undo as undone

    with asked(where) as kept:
        made = undone(kept, number, by=who or user(), why=why)
    click.echo(f"note {made.number}: takes back note {number}, by {made.who}")


def _cells(entry: Entry) -> tuple[object, ...]:
    documents = len({member.claim.document for member in entry.members})
    return entry.id, entry.kind, shorten(entry.label, 100), documents, because(entry.members[0])


def _print(entry: Entry) -> None:
    cells = (
        (member.row.lineage, member.source.published, member.source.publisher, _said(member), member.claim.id)
        for member in entry.members
    )
    hand = ", decided by a person" if entry.decided else ""
    columns = ("number", "published", "publisher", "because it says", "claim")
    print_table(f"{entry.id}: {entry.label} ({entry.kind}{hand})", columns, cells)


def _said(member: Member) -> str:
    return shorten(member.claim.evidence[0].text, 240)
