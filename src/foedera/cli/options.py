"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from foedera.model.errors import UsageError
from foedera.model.vocabulary import KINDS

if TYPE_CHECKING:
    from foedera.model import Edtf

_F = TypeVar("_F", bound=Callable[..., Any])


def record_option(help: str, *, required: bool = False) -> Callable[[_F], _F]:
    """`--record DB`, which the environment variable FOEDERA_RECORD may set."""
    return click.option(
        "--record", "where", metavar="DB", envvar="FOEDERA_RECORD", show_envvar=True, required=required, help=help
    )


def output_option(help: str) -> Callable[[_F], _F]:
    """`--output FILE`: `out` is its path, or None."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("-o", "--output", "--out", "out", metavar="FILE", type=path, help=help)


def edtf(option: str, text: str) -> Edtf:
    """The date that an option gives. Raises `UsageError`, which names the option, where it is none."""
    from foedera.model import Edtf, EdtfError

    try:
        return Edtf.parse(text)
    except EdtfError as error:
        raise UsageError(f"{option}: {error}") from error


json_option = click.option(
    "--json/--table",
    "as_json",
    default=None,
    help="Print JSON Lines, or tables. Default: tables on a terminal, JSON Lines to a pipe.",
)

actors_option = click.option(
    "--actors",
    "bases",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with actor tables of your own, laid over the bundled ones; may be repeated.",
)

language_option = click.option(
    "--language", default="en", show_default=True, metavar="TAG", help="The language of the pages (BCP 47)."
)
catalogue_option = click.option(
    "--catalogues",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with catalogues of other languages: TAG/LC_MESSAGES/foedera.mo.",
)
kind_option = click.option("--kind", type=click.Choice(KINDS), help="Only claims of this kind.")


def _actor(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    from foedera.cli.asked import actor_named

    return actor_named("--actor", given)


actor_option = click.option(
    "--actor", metavar="ACTOR", callback=_actor, help="Only claims that name this actor: JPN, state:JPN, or a name."
)
document_option = click.option("--document", metavar="ID", help="Only claims of this document.")
limit_option = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many rows."
)
by_option = click.option(
    "--by", type=click.Choice(["record", "publication"]), default="record", show_default=True,
    help="Whether `known` means when this record learnt it, or when the documents were published.",
)  # fmt: skip
