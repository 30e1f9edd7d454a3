"""`foedera brief`: a briefing that a colleague could read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.asked import actor_named, asked, known_option, required_record, written
from foedera.cli.options import json_option
from foedera.cli.output import note, print_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.register.brief import Brief

_FORMS = (".md", ".html", ".docx", ".json")


@click.command()
@required_record
@click.option("--since", metavar="DAY", required=True, help="From this day on, by publication.")
@click.option("--until", metavar="DAY", help="Until this day (default: that of the newest document).")
@click.option("--about", metavar="ACTOR|WORDS", help="Only what names this actor, or has all of these words.")
@known_option
@click.option(
    "--output", "-o", "file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a .md, .html, .docx or .json file. Default: print Markdown.",
)  # fmt: skip
@json_option
def brief(
    where: str, since: str, until: str | None, about: str | None, known: str | None, file: Path | None,
    as_json: bool | None,
) -> None:  # fmt: skip
    """Write a briefing: what is new, what moved, what is overdue and due next, who said what, what is expected, what is
    out of date.

    Every sentence is made by a template from what the record holds, and footnoted to the sentence of its source. New is
    what no document before --since speaks of. Markdown is printed unless --json or --output is given.
    """
    from foedera.exchange import briefing
    from foedera.exchange.answers import brief_of
    from foedera.register.brief import brief as made_of

    if file is not None and file.suffix.lower() not in _FORMS:
        raise UsageError(f"{file}: name the file .md, .html, .docx or .json")
    if about is not None and not about.strip():
        raise UsageError("--about: name an actor or some words")
    with asked(where) as kept:
        made = made_of(kept, since=since, until=until, about=_subject(about), known=known)
    if file is None:
        if as_json:
            print_json([brief_of(made)])
        else:
            click.echo(briefing.markdown(made), nl=False)
        return
    written(file, _rendered(made, file.suffix.lower()))
    note(f"{made.title}: {len(made.footnotes)} footnotes; written to {file}")


def _rendered(made: Brief, form: str) -> bytes | str:
    import msgspec

    from foedera.exchange import briefing
    from foedera.exchange.answers import brief_of

    if form == ".json":
        return msgspec.json.format(msgspec.json.encode(brief_of(made))) + b"\n"
    if form == ".docx":
        return briefing.docx(made)
    return briefing.html(made) if form == ".html" else briefing.markdown(made)


def _subject(about: str | None) -> str | None:
    """The actor of that name, or the words as they are given."""
    try:
        return actor_named("--about", about, quietly=True)
    except UsageError:
        return about
