"""How commands print: a table to a person, JSON Lines to a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

_WHOLE = (
    "id", "claim", "document", "kind", "status", "published", "when", "since", "entry", "due", "on", "until",
    "prediction",
)  # fmt: skip
"""Columns with cells that a person copies or compares: they are not broken."""

_READABLE = 28
"""The characters of a line in which a sentence can still be read: where columns would be narrower, there are none."""


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
    """Prints a table, or a paragraph for each row where its columns would be too narrow to read; nothing for no rows.

    Cells are shown as they are, without markup.
    """
    from rich.console import Console

    cells = [["" if cell is None else visible(str(cell)) for cell in row] for row in rows]
    console = Console(highlight=False)
    if not cells:
        if title is not None:
            click.echo(f"{title}: nothing")
    elif _fits(columns, cells, console.width):
        _print_grid(console, title, columns, cells)
    else:
        _print_paragraphs(console, title, columns, cells)


def _fits(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> bool:
    """Whether columns that are not broken fit in their whole width, and the others in one that can be read."""
    needed = 3 * len(columns) + 1  # the spaces around and between
    for at, column in enumerate(columns):
        longest = max(len(column), *(len(row[at]) for row in cells))
        needed += longest if column in _WHOLE else min(longest, _READABLE)
    return needed <= width


def _print_grid(console: Console, title: str | None, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _print_paragraphs(
    console: Console, title: str | None, columns: Sequence[str], cells: Sequence[Sequence[str]]
) -> None:
    """Each row: the cells that are not broken (or the first) on a line, then each other cell behind its column."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if title is not None:
        console.print(Text(title, style="bold"))
    heads = [at for at, column in enumerate(columns) if column in _WHOLE] or [0]
    label = max(len(column) for column in columns)
    for row in cells:
        console.print()
        if head := "  ".join(row[at] for at in heads if row[at]):
            console.print(Text(head), soft_wrap=True)
        told = Table.grid(padding=(0, 2, 0, 0))
        told.add_column(no_wrap=True, min_width=label)
        told.add_column(overflow="fold")
        for at, column in enumerate(columns):
            if at not in heads and row[at]:
                told.add_row(column, Text(row[at]))
        console.print(Padding(told, (0, 0, 0, 2)))
    console.print()


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


def afterwards(line: str) -> None:
    """Prints one line on standard error when the command is done, below what it prints; not with --quiet."""
    context = click.get_current_context(silent=True)
    if context is None:
        note(line)
    elif not is_quiet():
        context.call_on_close(partial(complain, line))


def complain(line: str) -> None:
    """Prints one line on standard error."""
    click.echo(f"foedera: {visible(line)}", err=True)
