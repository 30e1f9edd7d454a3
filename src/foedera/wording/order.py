"""The differences of two documents as one text with changes: what stands, what went and what came, in both orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from foedera.wording.comparison import Comparison, Difference

Part = Literal["both", "gone", "come"]


class Item(msgspec.Struct, frozen=True):
    """A difference at one of its places: where it stands in `both`, where it has `gone` from, where it has `come` to.

    What was moved stands twice; `move` is its number then, else None.
    """

    part: Part
    difference: Difference
    paragraph: int
    move: int | None = None


def items(comparison: Comparison) -> tuple[Item, ...]:
    """The differences so that those in `both` and `come`, in order, are the later document, and those in `both` and
    `gone` the earlier."""
    return tuple(_items(comparison.differences))


def _items(differences: Sequence[Difference]) -> Iterator[Item]:
    moves = {id(each): number for number, each in enumerate(d for d in differences if d.moved)}
    gone = sorted(
        (each for each in differences if each.before is not None and (each.after is None or each.moved)), key=_before
    )
    come = [each for each in differences if each.after is not None and (each.before is None or each.moved)]
    come.sort(key=_after)
    steady = sorted(
        (d for d in differences if d.before is not None and d.after is not None and not d.moved), key=_after
    )
    for each in (*steady, None):
        while gone and (each is None or _before(gone[0]) < _before(each)):
            went = gone.pop(0)
            assert went.before is not None
            yield Item("gone", went, went.before.paragraphs[0], moves.get(id(went)))
        while come and (each is None or _after(come[0]) < _after(each)):
            came = come.pop(0)
            assert came.after is not None
            yield Item("come", came, came.after.paragraphs[0], moves.get(id(came)))
        if each is not None:
            assert each.after is not None
            yield Item("both", each, each.after.paragraphs[0])


def _before(difference: Difference) -> int:
    return -1 if difference.before is None else difference.before.start


def _after(difference: Difference) -> int:
    return -1 if difference.after is None else difference.after.start
