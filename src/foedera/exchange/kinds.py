"""Claims of one kind as flat rows: every field of the body in columns of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from foedera.model import BODIES, ActorRef, Claim, Deadline, Edtf, Kind, Number, Span

_SEPARATOR = "; "

Cells = Callable[[Any], tuple[Any, ...]]


class Unfolding(msgspec.Struct, frozen=True):
    """How one field of a body becomes columns: their names with types, and what stands in them."""

    columns: Mapping[str, type]
    cells: Cells


@cache
def unfolding(kind: Kind) -> dict[str, Unfolding]:
    """How each field of the body of a kind becomes columns, in the contract's order.

    An actor, or a list of actors, becomes `FIELD` (names), `FIELD_ids`, `FIELD_states` and `FIELD_sectors`, each
    joined by "; " with empty places where a part is unknown; spans become their words; a deadline becomes `FIELD`
    (its words), `FIELD_earliest` and `FIELD_latest`; what has fields of its own becomes JSON.
    """
    body = BODIES[kind]
    hints = get_type_hints(body)
    return {
        encoded: _unfolded(encoded, hints[name])
        for name, encoded in zip(body.__struct_fields__, body.__struct_encode_fields__, strict=True)
    }


def unfold(claim: Claim) -> dict[str, Any]:
    """The fields of the claim's body as flat columns; None where unknown."""
    row: dict[str, Any] = {}
    fields = zip(claim.body.__struct_fields__, unfolding(claim.kind).values(), strict=True)
    for name, rule in fields:
        row.update(zip(rule.columns, rule.cells(getattr(claim.body, name)), strict=True))
    return row


def _unfolded(name: str, hint: Any) -> Unfolding:
    parts = _parts(hint)
    if ActorRef in parts:
        columns = {name: str, f"{name}_ids": str, f"{name}_states": str, f"{name}_sectors": str}
        return Unfolding(columns, _actor_cells)
    if Deadline in parts:
        return Unfolding({name: str, f"{name}_earliest": str, f"{name}_latest": str}, _deadline_cells)
    if Span in parts:
        return Unfolding({name: str}, _span_cells)
    if any(isinstance(part, type) and issubclass(part, msgspec.Struct) for part in parts - {Edtf}):
        return Unfolding({name: str}, _json_cells)
    if bool in parts:
        return Unfolding({name: bool}, _plain_cells)
    if parts >= set(get_args(Number)):
        return Unfolding({name: float}, _number_cells)
    return Unfolding({name: str}, _text_cells)


def _parts(hint: Any) -> set[Any]:
    """The types that a hint is made of: of `tuple[ActorRef, ...] | None` they are `ActorRef` and `None`."""
    arguments = get_args(hint)
    if not arguments:
        return {hint}
    return {part for argument in arguments if argument is not ... for part in _parts(argument)}


def _actor_cells(value: ActorRef | tuple[ActorRef, ...] | None) -> tuple[str | None, ...]:
    refs: Sequence[ActorRef] = () if value is None else (value,) if isinstance(value, ActorRef) else value
    alike = list({(ref.id, ref.name): ref for ref in refs}.values())
    parts = ([ref.name for ref in alike], [ref.id for ref in alike], [ref.state for ref in alike],
             [ref.sector for ref in alike])  # fmt: skip
    return tuple(_SEPARATOR.join(part or "" for part in some) if any(some) else None for some in parts)


def _deadline_cells(value: Deadline | None) -> tuple[str | None, ...]:
    return (None, None, None) if value is None else (value.text, value.earliest, value.latest)


def _span_cells(value: Sequence[Span]) -> tuple[str | None]:
    return (" … ".join(span.text for span in value) or None,)


def _json_cells(value: Sequence[Any]) -> tuple[str | None]:
    return (msgspec.json.encode(value, enc_hook=str).decode() if value else None,)


def _plain_cells(value: Any) -> tuple[Any]:
    return (value,)


def _number_cells(value: Number | None) -> tuple[float | None]:
    return (None if value is None else float(value),)


def _text_cells(value: Any) -> tuple[str | None]:
    if isinstance(value, tuple):
        return (_SEPARATOR.join(value) or None,)
    return (None if value is None else str(value),)
