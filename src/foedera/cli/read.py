"""`foedera read`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.output import complain, print_json, print_table, progress, shorten, wants_json

if TYPE_CHECKING:
    from foedera.documents import Options
    from foedera.model import Claim
    from foedera.reading import Missed, Reader, Step, Taken

_SOURCES_FAILED = 3


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@click.option(
    "--record",
    "where",
    metavar="DB",
    envvar="FOEDERA_RECORD",
    help="Keep what is read in this record: a file, or postgresql://… (default: only print).",
)
@click.option(
    "--json/--table",
    "as_json",
    default=None,
    help="Print JSON Lines, or tables (default: tables on a terminal, else JSON Lines).",
)
@click.option("--documents", is_flag=True, help="Print the documents instead of their claims; nothing is coded.")
@click.option(
    "--text", is_flag=True, help="With --documents: also each document's text and its paragraphs with their roles."
)
@click.option("--title", help="The title, for every document of this call.")
@click.option("--publisher", help="The publisher, for every document of this call.")
@click.option(
    "--author", "authors", multiple=True, help="An author, for every document of this call; may be given again."
)
@click.option(
    "--published", metavar="DATE", help="The publication date in EDTF (2024-04-10), for every document of this call."
)
@click.option("--url", help="The address where the document was published.")
@click.option(
    "--actors",
    "bases",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with your own actor tables, laid over the bundled ones; may be given again.",
)
@click.option(
    "--again", is_flag=True, help="With --record: read documents again that the record has from the same versions."
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and its network too.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no summary.")
@click.option("--verbose", "-v", is_flag=True, help="Say for every source what came of it.")
def read(
    sources: tuple[str, ...],
    where: str | None,
    as_json: bool | None,
    documents: bool,
    text: bool,
    title: str | None,
    publisher: str | None,
    authors: tuple[str, ...],
    published: str | None,
    url: str | None,
    bases: tuple[Path, ...],
    again: bool,
    allow_private: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Read documents into claims, each with the sentence that says so.

    FILE is plain text, HTML, PDF, DOCX, an RSS or Atom feed, or a .jsonl or .parquet file with one document a row;
    FOLDER is read recursively, sorted by name; URL is http or https. A file NAME.json beside NAME.txt supplies title,
    publisher, authors, url and date.

    What cannot be read is said in one line each; the rest is read, and the exit code is 3.
    """  # fmt: skip
    from foedera.documents import Metadata, Options
    from foedera.documents import sources as find
    from foedera.model import Edtf, UsageError

    if text and not documents:
        raise UsageError("--text goes with --documents")
    metadata = Metadata(
        title=title, publisher=publisher, authors=authors, url=url,
        published=None if published is None else Edtf.parse(published),
    )  # fmt: skip
    options = Options(metadata=metadata, allow_private=allow_private)
    found = list(find(sources))
    if documents:
        return _print_documents(found, options, text=text, as_json=wants_json(as_json))
    from foedera.reading import Missed, Reading, take

    with progress(quiet) as bar, Reading.open(where, bases) as reading:
        task = None if bar is None else bar.add_task("reading", total=len(found))
        steps = take(found, reading.reader, options, reading.record, again=again or wants_json(as_json))
        ...
    return 0
