"""Which structures a `foedera command` is about: a file, one that comes with Foedera, the record's; on which day."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from foedera.cli.output import note
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedera.command import Structure

RECORD = "record"
"""What stands for the structure that the record given by --record tells of."""

_TARGET = re.compile(r"(?P<name>.+?)(?:#(?P<variant>[^#@]+))?(?:@(?P<day>[^#@]+))?")


class Target(NamedTuple):
    """What a user asks for: `FILE[#VARIANT][@DAY]`."""

    name: str
    variant: str | None
    day: datetime.date | None


def target(given: str) -> Target:
    """The parts of what a user writes. A file of that whole name is taken as it is. Raises `UsageError` for no day."""
    found = None if Path(given).is_file() else _TARGET.fullmatch(given)
    if found is None:
        return Target(given, None, None)
    return Target(found["name"], found["variant"], None if found["day"] is None else asked_day(found["day"]))


def asked_day(text: str) -> datetime.date:
    """The day that a user writes. Raises `UsageError` where it is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text} is no day: write 2031-10-01") from None


def whole(name: str, where: str | None, day: datetime.date | None, known: str | None = None) -> Structure:
    """A structure with all its variants; that of the record is the one of the day."""
    from foedera.command import load, recorded, starter, starters

    if name == RECORD and not Path(name).is_file():
        if where is None:
            raise UsageError("record: say which with --record")
        from foedera.cli.asked import asked

        with asked(where) as kept:
            return recorded(kept, on=day, known=known)
    if name in starters() and not Path(name).is_file():
        return starter(name)
    if not Path(name).is_file():
        raise UsageError(
            f"{name}: no such file, and no structure of that name comes with Foedera ({_names(starters())})"
        )
    return load(name)


def structure(
    given: str, *, where: str | None = None, on: str | None = None, variant: str | None = None, known: str | None = None
) -> Structure:
    """The structure that a user asks for, as it is in its variant on its day.

    Raises:
        UsageError: no such file, no such variant, or a structure with variants of which none is chosen.
    """
    from foedera.command import recorded_variant

    asked_for = target(given)
    day = asked_for.day or (None if on is None else asked_day(on))
    chosen = asked_for.variant or variant
    found = whole(asked_for.name, where, day, known)
    if asked_for.name == RECORD and where is not None:
        return recorded_variant(found, chosen)
    _check(given, asked_for.name, chosen, [each.id for each in found.offered])
    if day is None and any(post.when is not None for post in (*found.posts, *found.links)):
        note(f"{given}: everything of all times is in it; for one day add it: {given}@2031-12-01")
    return found.on(day, chosen)


def _check(given: str, name: str, chosen: str | None, offered: Sequence[str]) -> None:
    """Raises `UsageError` where the chosen variant is not offered, or none is chosen though there are some."""
    if chosen is None and offered:
        raise UsageError(f"{given}: choose a variant: {', '.join(f'{name}#{each}' for each in offered)}")
    if chosen is not None and chosen not in offered:
        raise UsageError(f"{given}: no variant {chosen!r}: there are {_names(offered) or 'none'}")


def _names(names: object) -> str:
    return ", ".join(str(name) for name in names) if isinstance(names, list | tuple) else str(names)
