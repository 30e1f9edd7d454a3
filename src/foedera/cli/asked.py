"""How the commands that ask the register open the record, name actors, and print what shows an answer."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from foedera.cli.options import json_option, limit_option, record_option
from foedera.cli.output import afterwards, note, shorten
from foedera.model.errors import FoederaError, RecordError, UsageError

if TYPE_CHECKING:
    from foedera.model import Span
    from foedera.record import Record
    from foedera.register import Member

_F = TypeVar("_F", bound=Callable[..., Any])
T = TypeVar("T")

required_record = record_option("The record: a file, or postgresql://….", required=True)
known_option = click.option("--known", metavar="MOMENT", help="As the record knew it then (default: now).")
as_of_option = click.option(
    "--as-of", "as_of", metavar="DAY", help="Where things stood on this day (default: that of the newest document)."
)
about_option = click.option("--about", metavar="WORDS", help="Only what has all of these words.")
by_person = click.option("--by", "who", metavar="NAME", help="Who says so (default: the name of this computer's user).")
why_option = click.option("--why", metavar="TEXT", help="Why.")


def asking(*options: Callable[[Any], Any]) -> Callable[[_F], _F]:
    """The options of a command that asks the register: its own after `--record`, then those that all have."""

    def decorated(command: _F) -> _F:
        made: Any = command
        every: list[Any] = [json_option, limit_option, known_option, *reversed(options), required_record]
        for option in every:
            made = option(made)
        return cast(_F, made)

    return decorated


@contextmanager
def asked(where: str) -> Iterator[Record]:
    """The record, its register up to date where it may be written."""
    from foedera.record import Record
    from foedera.register import current

    try:
        kept = Record.open(where, create=False)
    except RecordError:
        kept = Record.open(where, create=False, read_only=True)
    with kept:
        yield current(kept)


def actor_named(option: str, given: str | None, *, quietly: bool = False) -> str | None:
    """The id or name of an actor that a user names: by id, by a state's three letters, or by name; says where the base
    knows no such actor, unless it is asked to be quiet.

    Raises `UsageError` where a name has several bearers.
    """
    from foedera.actors import bundled

    if given is None or ":" in given:
        return given
    base, code = bundled(), f"state:{given.upper()}"
    if len(given) == 3 and base.actor(code) is not None:
        return code
    found = base.find(given)
    if len(found) > 1:
        raise UsageError(f"{option} {given} may be any of {', '.join(one.id for one in found[:8])}: give an id")
    if found:
        return found[0].id
    if not quietly:
        note(f"{option} {given}: no actor of the base is called so; looked for as written")
    return " ".join(given.split())


def limited(rows: Iterable[T], limit: int, *, some: bool = False) -> Iterator[T]:
    """At most so many rows; says where there are more, or none (unless the answer has `some` elsewhere)."""
    count = 0
    for count, row in enumerate(rows, 1):
        if count > limit:
            afterwards(f"the first {limit} are shown, and there are more: raise --limit")
            return
        yield row
    if count == 0 and not some:
        afterwards("nothing found")


def because(member: Member | None, span: Span | None = None) -> str:
    """The sentence that shows something (the claim's first, or `span`), and its document, for a table."""
    if member is None:
        return ""
    source = member.source
    about = ", ".join(part for part in (source.publisher or source.title, source.published) if part)
    return f"{shorten((span or member.claim.evidence[0]).text, 200)}{f' ({about})' if about else ''}"


def written(file: Path, data: bytes | str) -> None:
    """Writes a file, or to standard output for `-`. Raises `FoederaError` where it cannot be written."""
    raw = data.encode() if isinstance(data, str) else data
    if str(file) == "-":
        sys.stdout.buffer.write(raw)
        return
    try:
        file.write_bytes(raw)
    except OSError as error:
        raise FoederaError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def user() -> str:
    """The name of this computer's user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
