"""How commands print: a table to a person, JSON Lines to a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import msgspec

T = TypeVar("T")

_WHOLE = (
    "id", "claim", "document", "kind", "status", "published", "when", "since", "entry", "due", "on", "until",
    "prediction",
)  # fmt: skip
"""Columns with cells that a person copies or compares: they are not broken."""


def wants_json(flag: bool | None) -> bool:
    """Whether to print JSON: as the option says, else where the output is no terminal."""
    return not sys.stdout.isatty() if flag is None else flag


def print_json(rows: Iterable[Any]) -> None:
    """Prints one JSON object a line in UTF-8: dictionaries, or bytes that are JSON already. Each line at once."""
    out = sys.stdout.buffer
    for row in rows:
        out.write(row if isinstance(row, bytes) else msgspec.json.encode(row))
        out.write(b"\n")
        out.flush()


def print_table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; cells are shown as they are, without markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    for row in rows:
        table.add_row(*(Text("" if cell is None else visible(str(cell))) for cell in row))
    Console(highlight=False).print(table)


def visible(text: str) -> str:
    """The text on one line, control characters (which could move a terminal's cursor) replaced."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def shorten(text: str, width: int) -> str:
    """The text on one line, cut at `width` characters."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"


def is_quiet() -> bool:
    """Whether `foedera --quiet` was called."""
    return _set("quiet")


def is_verbose() -> bool:
    """Whether `foedera --verbose` was called."""
    return _set("verbose")


def _set(option: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().params.get(option))


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error: the function that is given tells how much is done, of `total` if known.

    There is none where standard error is no terminal, or with --quiet.
    """
    if is_quiet() or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def counted(rows: Iterable[T], tell: Callable[[int], None]) -> Iterator[T]:
    """The rows, telling their number as they pass."""
    for number, row in enumerate(rows, 1):
        tell(number)
        yield row


def note(line: str) -> None:
    """Prints one line on standard error, unless --quiet was given."""
    if not is_quiet():
        complain(line)


def complain(line: str) -> None:
    """Prints one line on standard error."""
    click.echo(f"foedera: {visible(line)}", err=True)
