"""`foedera read`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.options import actors_option, edtf, json_option, record_option
from foedera.cli.output import (
    complain,
    counted,
    is_quiet,
    is_verbose,
    note,
    print_json,
    print_table,
    progress,
    shorten,
    wants_json,
)

if TYPE_CHECKING:
    from foedera.coding import Coder
    from foedera.documents import Options, Source
    from foedera.reading import Step, Taken
    from foedera.record import Record

_SOURCES_FAILED = 3


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@record_option("Keep what is read in this record: a file, or postgresql://…; without it, claims are only printed.")
@json_option
@click.option("--documents", is_flag=True, help="Print the documents instead of their claims; nothing is coded.")
@click.option("--text", is_flag=True, help="With --documents: also each text and its paragraphs with their roles.")
@click.option("--title", help="The title of every document of this call.")
@click.option("--publisher", help="The publisher of every document of this call.")
@click.option("--author", "authors", multiple=True, help="An author of every document of this call; may be repeated.")
@click.option("--published", metavar="DATE", help="The publication date of every document of this call: 2024-04-10.")
@click.option("--url", help="The address where the document was published.")
@actors_option
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="CODER=PATH",
    help="A model of your own from `foedera train`: statements=FILE or events=FOLDER.",
)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="CODER=PATH",
    help="Tables of your own beside the bundled ones: statements=CSV, events=FOLDER, and FOLDER for the other coders.",
)
@click.option("--again", is_flag=True, help="With --record: read again what the record has from the same versions.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and its network too.")
def read(
    sources: tuple[str, ...], where: str | None, as_json: bool | None, documents: bool, text: bool,
    title: str | None, publisher: str | None, authors: tuple[str, ...], published: str | None, url: str | None,
    bases: tuple[Path, ...], models: tuple[str, ...], lexicons: tuple[str, ...], again: bool, allow_private: bool,
) -> int:  # fmt: skip
    """Read documents into claims, each with the sentence that says so.

    FILE is plain text, HTML, PDF, DOCX, an RSS or Atom feed, or a .jsonl or .parquet file with one document a row;
    FOLDER is read recursively, sorted by name; URL is http or https. A file NAME.json beside NAME.txt gives title,
    publisher, authors, url and date.

    What cannot be read is said in one line each; the rest is read, and the exit code is 3.
    """
    from foedera.documents import Metadata, Options
    from foedera.documents import sources as find
    from foedera.model.errors import SourceError

    _check(documents=documents, text=text, url=url)
    day = None if published is None else edtf("--published", published)
    metadata = Metadata(title=title, publisher=publisher, authors=authors, url=url, published=day)
    options = Options(metadata=metadata, allow_private=allow_private)
    if not (found := list(find(sources))):
        raise SourceError(f"{', '.join(sources)}: there is nothing to read")
    if documents:
        return _documents(found, options, text=text, as_json=wants_json(as_json))
    from foedera.reading import Intake, reader

    with _opened(where) as record:
        to_pipe = wants_json(as_json) and (record is None or as_json is True)
        intake = Intake(reader(*bases, coders=_coders(models, lexicons)), options, record, again=again or to_pipe)
        report = Report()
        _print_taken(report.watched(intake.steps(found), len(found)), where, to_pipe=to_pipe)
        if record is not None:
            consolidated(record)
    return report.exit_code


def _check(*, documents: bool, text: bool, url: str | None) -> None:
    from foedera.model import UsageError

    if text and not documents:
        raise UsageError("--text goes with --documents")
    if url is not None and not url.startswith(("http://", "https://")):
        raise UsageError(f"--url: {url} is no address; it starts with http:// or https://")


def _opened(where: str | None) -> AbstractContextManager[Record | None]:
    if where is None:
        return nullcontext()
    from foedera.record import Record

    return Record.open(where)


def _print_taken(taken: Iterator[Taken], where: str | None, *, to_pipe: bool) -> None:
    if to_pipe:
        print_json(claim.to_json() for document in taken for claim in document.claims)
    elif where is None:
        _print_claims(taken)
    else:
        _print_kept(taken, where)


def consolidated(record: Record) -> None:
    """Puts what was read into the entries of the register, with a progress bar."""
    from foedera.register import update

    with progress("consolidating") as tell:
        update(record, progress=lambda done, _: tell(done))


def _coders(models: Sequence[str], lexicons: Sequence[str]) -> Sequence[Coder]:
    """All coders, with the user's own models and tables."""
    from foedera.coding import coders
    from foedera.coding.own import own
    from foedera.model.errors import UsageError

    tables: dict[str, list[Path]] = {}
    for name, path in (_named(given, "--lexicon") for given in lexicons):
        tables.setdefault(name, []).append(path)
    made = own(coders(), dict(_named(given, "--model") for given in models), tables)
    for name, paths in tables.items():
        for path in paths:
            if path.is_dir() and not any(path.glob("*.csv")):
                raise UsageError(f"--lexicon {name}={path}: the folder holds no table; tables are .csv files")
    return made


def _named(given: str, option: str) -> tuple[str, Path]:
    from foedera.model import UsageError

    name, _, path = given.partition("=")
    if not path or not Path(path).exists():
        raise UsageError(f"{option} {given}: give the name of a coder and a path that exists, as in events=FOLDER")
    return name, Path(path)


class Report:
    """Watches the steps of an intake: shows progress, says what failed, and counts it."""

    def __init__(self) -> None:
        self.missed = 0

    @property
    def exit_code(self) -> int:
        """0, or 3 where a source could not be read."""
        return _SOURCES_FAILED if self.missed else 0

    def watched(self, steps: Iterator[Step], total: int) -> Iterator[Taken]:
        """The documents that were taken in, with a progress bar over `total` sources."""
        from foedera.model import ErasedError
        from foedera.reading import Missed, Started

        with progress("reading", total) as tell:
            for step in steps:
                if isinstance(step, Started):
                    tell(step.number - 1)
                elif isinstance(step, Missed) and isinstance(step.error, ErasedError):
                    note(f"{step.source}: not read: {step.error}")
                elif isinstance(step, Missed):
                    self.missed += 1
                    complain(str(step.error))
                else:
                    if is_verbose():
                        complain(_verdict(step))
                    yield step


def _documents(found: Sequence[Source], options: Options, *, text: bool, as_json: bool) -> int:
    from foedera.documents import read as load
    from foedera.model import Document, SourceError

    missed = 0

    def each() -> Iterator[Document]:
        nonlocal missed
        with progress("reading", len(found)) as tell:
            for result in (result for source in counted(found, tell) for result in load(source, options)):
                if isinstance(result, SourceError):
                    missed += 1
                    complain(str(result))
                else:
                    yield result.document

    if as_json:
        print_json(document.summary(text=text) for document in each())
    else:
        rows = [(d.published, shorten(d.title or "", 70), d.publisher, len(d.text), d.source) for d in each()]
        print_table(None, ("published", "title", "publisher", "characters", "source"), rows)
    return _SOURCES_FAILED if missed else 0


def _print_claims(taken: Iterator[Taken]) -> None:
    from foedera.exchange import line

    for document in taken:
        rows = [
            (claim.kind, claim.when, shorten(line(claim), 160), shorten(claim.evidence[0].text, 240))
            for claim in document.claims
        ]
        print_table(
            f"{document.document.title or document.document.source}: {len(rows)} claim{'' if len(rows) == 1 else 's'}",
            ("kind", "when", "says", "because it says"), rows,
        )  # fmt: skip


def _print_kept(taken: Iterator[Taken], where: str) -> None:
    documents = new = known = claims = 0
    for document in taken:
        documents += 1
        known += document.known
        if document.added is not None:
            new += document.added.new
            claims += document.added.added + document.added.offered
    if not is_quiet():
        again = documents - new - known
        click.echo(
            f"{documents} document{'' if documents == 1 else 's'}: {new} new to the record, {again} read again, "
            f"{known} known and unchanged. {claims} new claims. See them: foedera serve --record {where}"
        )


def _verdict(step: Taken) -> str:
    name = step.document.source
    if step.known:
        return f"{name}: nothing new"
    if step.added is None:
        return f"{name}: {len(step.claims)} claims"
    a = step.added
    counts = (("added", a.added), ("changed", a.changed), ("unchanged", a.unchanged), ("closed", a.closed))
    told = ", ".join(f"{count} {what}" for what, count in counts)
    return f"{name}: claims: {told}, {a.offered} offered for review"
