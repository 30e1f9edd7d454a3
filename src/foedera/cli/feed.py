"""`foedera feed`: what is new and changed in a record, for a feed reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.asked import about_option, actor_named, asked, known_option, required_record, written
from foedera.cli.options import kind_option, limit_option
from foedera.cli.output import note

if TYPE_CHECKING:
    from foedera.model import Kind


@click.command()
@required_record
@click.option(
    "--output", "-o", "file", metavar="FILE", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file; - is standard output.",
)  # fmt: skip
@click.option("--since", metavar="MOMENT", help="Only what the record learnt something of since.")
@kind_option
@click.option("--actor", metavar="ACTOR", help="Only what names this actor: an id, a state's code, a name.")
@about_option
@known_option
@limit_option
@click.option("--name", default="New and changed", show_default=True, help="The title of the feed.")
@click.option("--address", metavar="URL", help="Where the feed will lie.")
def feed(
    where: str, file: Path, since: str | None, kind: Kind | None, actor: str | None, about: str | None, name: str,
    address: str | None, known: str | None, limit: int,
) -> None:  # fmt: skip
    """Write new and changed entries as an Atom feed, the last changed first.

    Ids stay the same; an entry that the record learns something new of moves to the top.
    """
    from foedera.exchange.atom import atom
    from foedera.exchange.deliverables import item
    from foedera.record.time import known as moment_of
    from foedera.record.time import moment
    from foedera.register import entries as found_in
    from foedera.register.deliverables import speaks_of

    who = actor_named("--actor", actor)
    start = None if since is None else moment(moment_of(since))
    with asked(where) as kept:
        every = (each for each in found_in(kept, kind=kind, actor=who, known=known) if speaks_of(each, about))
        items = sorted(map(item, every), key=lambda each: each.updated, reverse=True)
    kept_items = [each for each in items if start is None or each.updated >= start][:limit]
    asked_for = (("kind", kind), ("actor", who), ("about", about))
    query = "&".join(f"{field}={value}" for field, value in asked_for if value)
    written(file, atom(kept_items, name=name, query=query, at=address))
    note(f"{len(kept_items)} entries written to {file}")
