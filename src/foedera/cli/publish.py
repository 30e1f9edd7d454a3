"""`foedera publish`: the accepted record as plain files for any web host."""

from __future__ import annotations

from pathlib import Path

import click

from foedera.cli.options import actors_option, catalogue_option, language_option, record_option
from foedera.cli.output import note, progress


@click.command()
@record_option("The record to publish: a file, or an address postgresql://….", required=True)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="Foedera", show_default=True, help="The title of the site.")
@click.option("--address", metavar="URL", help="Where the site will lie, for the feed.")
@click.option("--everything", is_flag=True, help="Publish what nobody has reviewed, too.")
@actors_option
@language_option
@catalogue_option
def publish(
    where: str, folder: Path, title: str, address: str | None, everything: bool, bases: tuple[Path, ...], language: str,
    catalogues: Path | None,
) -> None:  # fmt: skip
    """Write what persons have accepted as a site of plain files into FOLDER.

    FOLDER is new, empty, or a site that was published before: then the new one takes its place at the end, all or
    nothing, and what others put there (.git, CNAME) stays.

    The same pages as foedera serve shows, with downloads, feeds and a search, for GitHub Pages or any web host. Of a
    document that is not marked as redistributable, the sentences of evidence and the link are shown, not the text.
    """
    from foedera.actors import load
    from foedera.record import Record
    from foedera.web.language import language_of
    from foedera.web.publishing import publish as printed

    base, spoken = load(*bases) if bases else None, language_of(language, catalogues)
    with Record.open(where, create=False, read_only=True) as record, progress("writing pages") as tell:
        done = printed(
            record, folder, title=title, everything=everything, address=address, told=tell, base=base, language=spoken
        )
    note(f"{done.pages} pages of {done.documents} documents and {done.entries} entries written to {folder}")
