"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


def record_option(help: str, *, required: bool = False) -> Callable[[_F], _F]:
    """`--record DB`, which the environment variable FOEDERA_RECORD may set."""
    return click.option("--record", "where", metavar="DB", envvar="FOEDERA_RECORD", required=required, help=help)


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
