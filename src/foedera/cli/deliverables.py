"""`foedera deliverables`, `calendar`: what was promised, and whether it was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import (
    about_option,
    actor_named,
    as_of_option,
    asked,
    asking,
    because,
    known_option,
    limited,
    required_record,
    written,
)
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import FoederaError, UsageError

if TYPE_CHECKING:
    from foedera.register import Deliverable, Member

_STAGES = (
    "explored", "intended", "agreed", "reaffirmed", "authorised", "funded", "under way", "partly delivered",
    "delivered", "delayed", "suspended", "withdrawn", "lapsed", "superseded",
)  # fmt: skip
_FORMS = (".csv", ".parquet", ".jsonl", ".ics")
_party = click.option("--party", metavar="ACTOR", help="Only what this actor undertakes.")
_overdue = click.option("--overdue/--not-overdue", "overdue", default=None, help="Only what is overdue, or is not.")


@click.command()
@asking(
    as_of_option,
    _party,
    _overdue,
    click.option("--stage", type=click.Choice(_STAGES), help="Only what stands there."),
    click.option(
        "--reaffirmed/--not-reaffirmed", "reaffirmed", default=None,
        help="Only what was reaffirmed without progress, or was not.",
    ),
    about_option,
    click.option("--since", metavar="DAY", help="Only what falls due on this day or later."),
    click.option("--until", metavar="DAY", help="Only what falls due until this day."),
    click.option(
        "--output", "-o", "file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
        help="Write to a .csv, .parquet, .jsonl or .ics file: all that was asked for.",
    ),
)  # fmt: skip
def deliverables(
    where: str, as_of: str | None, party: str | None, overdue: bool | None, stage: Any, reaffirmed: bool | None,
    about: str | None, since: str | None, until: str | None, file: Path | None, known: str | None, limit: int,
    as_json: bool | None,
) -> None:  # fmt: skip
    """What was promised, where it stands, and what is overdue.

    An ACTOR is an id (state:JPN), a state's three letters (JPN) or a name. Only what is dated, agreed and not merely
    explored can be overdue. A third party's judgement is shown and moves nothing; reports that contradict each other
    are both shown.
    """
    from foedera.exchange.answers import deliverable_of
    from foedera.register import deliverables as found_in

    if file is not None and file.suffix.lower() not in _FORMS:
        raise UsageError(f"{file}: name the file .csv, .parquet, .jsonl or .ics")
    with asked(where) as kept:
        found = found_in(
            kept, as_of=as_of, known=known, party=actor_named("--party", party), overdue=overdue, stage=stage,
            about=about, reaffirmed=reaffirmed, since=since, until=until, limit=None if file is not None else limit + 1,
        )  # fmt: skip
        if file is not None:
            note(f"{_write(found, file)} written to {file}")
        elif wants_json(as_json):
            print_json(deliverable_of(each) for each in limited(found, limit))
        else:
            _print(list(limited(found, limit)))


def _print(found: Sequence[Deliverable]) -> None:
    from foedera.register.english import date

    on = next((each.progress.as_of for each in found if each.progress.as_of is not None), None)
    cells = (
        (
            _due(each), _stands(each), ", ".join(each.parties), shorten(_what(each), 120),
            because(_shown(each)), each.entry.id,
        )
        for each in found
    )  # fmt: skip
    title = None if on is None else f"As of {date(on)}"
    print_table(title, ("due", "stands as", "who", "what", "because it says", "entry"), cells)


def _shown(found: Deliverable) -> Member:
    """The claim that shows most: that which sets the date, or the first."""
    return found.entry.members[0] if found.progress.due is None else found.progress.due.member


def _due(found: Deliverable) -> str:
    due = found.progress.due
    return "" if due is None else due.latest.isoformat()


def _stands(found: Deliverable) -> str:
    state = found.progress
    parts: list[str] = [state.stage or "unknown"]
    if state.is_overdue and state.late is not None:
        parts.append(f"{state.late} days overdue")
    if state.unmet:
        parts.append("condition open")
    if state.conflicts:
        parts.append("reports differ")
    return "; ".join(parts)


def _what(found: Deliverable) -> str:
    return found.entry.label.partition(": ")[2] or found.entry.label


def _write(found: Sequence[Deliverable], file: Path) -> str:
    from foedera.exchange import deliverables as rows
    from foedera.exchange.answers import deliverable_of

    form = file.suffix.lower()
    if form == ".ics":
        return _write_calendar(found, file, "Due dates")
    if form == ".jsonl":
        written(file, b"".join(_line(deliverable_of(each)) for each in found))
        return f"{len(found)} deliverables"
    try:
        if form == ".parquet":
            return f"{rows.write_parquet(found, file)} deliverables"
        with file.open("w", encoding="utf-8", newline="") as out:
            return f"{rows.write_csv(found, out)} deliverables"
    except OSError as error:
        raise FoederaError(f"{file}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _line(row: dict[str, Any]) -> bytes:
    import msgspec

    return msgspec.json.encode(row) + b"\n"


def _write_calendar(found: Sequence[Deliverable], file: Path, name: str) -> str:
    from foedera.exchange.calendar import calendar as made
    from foedera.exchange.deliverables import appointment

    appointments = [one for one in map(appointment, found) if one is not None]
    written(file, made(appointments, name=name))
    return f"{len(appointments)} due dates"


@click.command()
@required_record
@click.option(
    "--output", "-o", "file", metavar="FILE", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this .ics file; - is standard output.",
)  # fmt: skip
@as_of_option
@known_option
@_party
@about_option
@click.option("--since", metavar="DAY", help="Only what falls due on this day or later.")
@click.option("--name", default="Due dates", show_default=True, help="The name of the calendar.")
def calendar(
    where: str, file: Path, as_of: str | None, known: str | None, party: str | None, about: str | None,
    since: str | None, name: str,
) -> None:  # fmt: skip
    """Write due dates as an iCalendar that other programs can subscribe to.

    Each is an all-day event whose UID stays the same; write the file again, and programs take what changed for updates.
    What was withdrawn is cancelled, what is not agreed is tentative.
    """
    from foedera.register import deliverables as found_in

    with asked(where) as kept:
        found = found_in(kept, as_of=as_of, known=known, party=actor_named("--party", party), about=about, since=since)
        note(f"{_write_calendar(found, file, name)} written to {file}")
