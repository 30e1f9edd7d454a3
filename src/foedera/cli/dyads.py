"""How commands take an event stream and name its actors: by id, code or name."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
import msgspec

from foedera.cli.asked import asked
from foedera.cli.options import record_option
from foedera.cli.output import note
from foedera.model.errors import QuestionError, UsageError

if TYPE_CHECKING:
    from foedera.datasets.streams import EventStream

_F = TypeVar("_F", bound=Callable[..., Any])
_SHOWN = 6

_OPTIONS = (
    record_option("The record: its own events, where no file is named; and the ledger for --keep."),
    click.option(
        "--stream", "paths", metavar="PATH", multiple=True, type=click.Path(path_type=Path, exists=True),
        help="An event file (ICEWS, POLECAT, GDELT, Phoenix, or a table of actor, type, recipient, day) or a folder; "
        "may be repeated.",
    ),
    click.option(
        "--documents", "read_file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A table of day and documents: how many were read, for a stream from a choice of articles.",
    ),
    click.option(
        "--systematic", is_flag=True, help="The table holds all that a source coded, no choice of it."
    ),
    click.option(
        "--who", type=click.Choice(["actor", "state"]), default="state", show_default=True,
        help="Whether actors are as named, or the states to which they belong.",
    ),
    click.option(
        "--types", type=click.Choice(["plover", "cameo", "root"]), default="plover", show_default=True,
        help="Which types of events, of files that have codes of CAMEO.",
    ),
)  # fmt: skip


def stream_options(command: _F) -> _F:
    """The options of a command that asks an event stream."""
    made: Any = command
    for option in reversed(_OPTIONS):
        made = option(made)
    return cast(_F, made)


def source_options(command: _F) -> _F:
    """The same without --stream: for a command whose arguments are the files."""
    made: Any = command
    for option in reversed((_OPTIONS[0], *_OPTIONS[2:])):
        made = option(made)
    return cast(_F, made)


def stream_of(
    where: str | None, paths: tuple[Path, ...], read_file: Path | None, systematic: bool, who: Any, types: Any
) -> EventStream:
    """The stream that the options name; what was done to its rows is told.

    Raises `UsageError` where neither a record nor a file is named.
    """
    from foedera.datasets.streams import documents_read, read

    if paths:
        found = read(list(paths) if len(paths) > 1 else paths[0], who=who, types=types, latest=_today())
    elif where is not None:
        from foedera.register import stream

        with asked(where) as record:
            found = stream(record, who=who)
    else:
        raise UsageError("say whose events: --record DB or --stream PATH")
    if systematic:
        found = msgspec.structs.replace(found, chosen=False)
    if read_file is not None:
        found = documents_read(found, read_file)
    for line in found.notes:
        note(line)
    return found


def day_of(stream: EventStream, text: str | None) -> int | None:
    """The day that a user names by its date, or by its number where the stream counts steps; None for None."""
    if text is None:
        return None
    if stream.origin is None and text.isdigit():
        return int(text)
    try:
        return stream.number(datetime.date.fromisoformat(text))
    except ValueError:
        raise QuestionError(f"--as-of {text} is no day: write 2024-05-01, or a number where days are steps") from None


def dyad_of(stream: EventStream, text: str) -> tuple[str, str]:
    """The actors of a dyad like `CHN-JPN`: ids, codes of states, or names, as the stream has them.

    Raises `QuestionError` where one of them is not in the stream, or the text can be read in several ways.
    """
    parts = [(text[:i].strip(), text[i + 1 :].strip()) for i, letter in enumerate(text) if letter == "-"]
    parts = [(a, b) for a, b in parts if a and b]
    if not parts:
        raise QuestionError(f"--dyad {text} names no two actors: write CHN-JPN, or two names with a hyphen between")
    known = _spellings(stream)
    found = {(x, y) for a, b in parts for x in _meant(known, a) for y in _meant(known, b)}
    if len(found) == 1:
        return found.pop()
    if not found:
        missing = [name for name in parts[0] if not _meant(known, name)] if len(parts) == 1 else [text]
        raise QuestionError(
            f"{' and '.join(missing)}: no such actor has an event in {stream.name}; of an actor never seen no "
            f"probability can be calibrated"
        )
    shown = "; ".join(f"{a}-{b}" for a, b in sorted(found)[:_SHOWN])
    raise QuestionError(f"--dyad {text} may mean {shown}: write one of them")


def _spellings(stream: EventStream) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for name in stream.actors:
        for form in {_plain(name), _plain(name.partition(":")[2] or name)}:
            known.setdefault(form, []).append(name)
    return known


def _meant(known: dict[str, list[str]], text: str) -> list[str]:
    """The actors of the stream that a text may mean: by its own name first, else by what the actor base calls it."""
    if found := known.get(_plain(text)):
        return found
    from foedera.actors import bundled

    base = bundled()
    ids = [f"state:{text.upper()}"] if len(text) == 3 and base.actor(f"state:{text.upper()}") else []
    ids += [text] if ":" in text else [actor.id for actor in base.find(text)]
    forms = [form for id in ids for form in (id, *(name.name for name in base.names(id)))]
    return sorted({name for form in forms for name in known.get(_plain(form), ())})


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
