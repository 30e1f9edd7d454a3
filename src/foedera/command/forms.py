"""The forms that a value in a structure file can have: how each is read, and its JSON Schema."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn
from zoneinfo import ZoneInfo, available_timezones

from foedera.command import duty
from foedera.command.lines import Lines, Path
from foedera.model import Edtf
from foedera.model.errors import EdtfError

ID = r"^[A-Za-z0-9][A-Za-z0-9:._-]*$"
"""What an id looks like: letters, digits and : . _ -, as in command:us-forces-japan."""


class At(NamedTuple):
    """A place in a file."""

    lines: Lines
    path: Path

    def inner(self, part: str | int) -> At:
        """The place of a key or of an element of a list."""
        return At(self.lines, (*self.path, part))

    def wrong(self, reason: str) -> NoReturn:
        """Raises the `DatasetError` for this place."""
        self.lines.fail(self.path, reason)


class Form(NamedTuple):
    """A form of value: its JSON Schema, and what reads it."""

    schema: Mapping[str, Any]
    read: Callable[[Any, At], Any]


class Field(NamedTuple):
    """A key of an item: its form, what it says, and whether it must be there."""

    key: str
    form: Form
    says: str
    required: bool = False


def record(fields: Sequence[Field], given: Any, at: At) -> dict[str, Any]:
    """The values of an item by key; what is not given is not there. Unknown and missing keys are errors."""
    if not isinstance(given, dict):
        at.wrong("write keys with values here, one on each line")
    known = {field.key: field for field in fields}
    for key in given:
        if key not in known:
            at.inner(key).wrong(f"unknown key; known are {', '.join(known)}")
    for field in fields:
        if field.required and given.get(field.key) is None:
            at.wrong(f"{field.key} is missing: {field.says}")
    return {key: known[key].form.read(value, at.inner(key)) for key, value in given.items() if value is not None}


def shape(fields: Sequence[Field]) -> dict[str, Any]:
    """The JSON Schema of an item."""
    made: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            each.key: {"description": each.says, **(each.form.schema if each.required else nullable(each.form.schema))}
            for each in fields
        },
    }
    required = [each.key for each in fields if each.required]
    return {**made, "required": required} if required else made


def nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a value that may also be null, which says that it is not known."""
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _text(given: Any, at: At) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float) or not str(given).strip():
        at.wrong("write words here")
    return str(given)


def _id(given: Any, at: At) -> str:
    text = _text(given, at)
    if re.fullmatch(ID, text) is None:
        at.wrong(f"{text!r} is no id: write letters, digits and : . _ - without spaces")
    return text


def _ids(given: Any, at: At) -> tuple[str, ...]:
    if not isinstance(given, list):
        return (_id(given, at),)
    return tuple(_id(each, at.inner(number)) for number, each in enumerate(given))


def _date(given: Any, at: At) -> Edtf:
    try:
        return Edtf.parse(_text(given, at))
    except EdtfError as error:
        at.wrong(str(error))


def _zone(given: Any, at: At) -> str:
    text = _text(given, at)
    if text not in _zones():
        at.wrong(f"{text!r} is no IANA time zone: write for example Asia/Tokyo")
    return ZoneInfo(text).key


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _duty(given: Any, at: At) -> Any:
    try:
        return duty.parsed(_text(given, at))
    except ValueError as error:
        at.wrong(str(error))


def _number(given: Any, at: At) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        at.wrong("write a number here")
    return float(given)


def _hours(given: Any, at: At) -> float:
    number = _number(given, at)
    if number < 0:
        at.wrong(f"{given} hours: a time cannot be negative")
    return number


def _count(given: Any, at: At) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        at.wrong("write a whole number of at least 1 here")
    return int(given)


def _rank(given: Any, at: At) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        at.wrong("write a whole number here, 0 for what goes first")
    return int(given)


def _truth(given: Any, at: At) -> bool:
    if not isinstance(given, bool):
        at.wrong("write true or false here")
    return given


def choice(words: Sequence[str]) -> Form:
    """One of some words."""

    def read(given: Any, at: At) -> str:
        if not isinstance(given, str) or given not in words:
            at.wrong(f"{given!r} is none of {', '.join(words)}")
        return given

    return Form({"enum": list(words)}, read)


def several(form: Form) -> Form:
    """One value, or a list of such values."""

    def read(given: Any, at: At) -> tuple[Any, ...]:
        if not isinstance(given, list):
            return (form.read(given, at),)
        return tuple(form.read(each, at.inner(number)) for number, each in enumerate(given))

    return Form({"anyOf": [dict(form.schema), {"type": "array", "items": dict(form.schema)}]}, read)


def item(fields: Sequence[Field], short: str, form: Form) -> Form:
    """An item with keys, or in short only the value of its key `short`, in that key's form."""

    def read(given: Any, at: At) -> dict[str, Any]:
        return record(fields, given, at) if isinstance(given, dict) else {short: form.read(given, at)}

    return Form({"anyOf": [dict(form.schema), shape(fields)]}, read)


TEXT = Form({"type": ["string", "number"]}, _text)
WORD = Form({"type": "string", "pattern": ID}, _id)
WORDS = Form(
    {"anyOf": [{"type": "string", "pattern": ID}, {"type": "array", "items": {"type": "string", "pattern": ID}}]}, _ids
)
DATE = Form({"type": ["string", "integer"]}, _date)
ZONE = Form({"type": "string"}, _zone)
DUTY = Form({"type": "string"}, _duty)
NUMBER = Form({"type": "number"}, _number)
HOURS = Form({"type": "number", "minimum": 0}, _hours)
COUNT = Form({"type": "integer", "minimum": 1}, _count)
RANK = Form({"type": "integer", "minimum": 0}, _rank)
TRUTH = Form({"type": "boolean"}, _truth)
