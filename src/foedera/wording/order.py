"""The differences of two documents as one text with changes: what stands, what went and what came, in both orders."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
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
    gone = deque(sorted((each for each in differences if _went(each)), key=_before))
    come = deque(sorted((each for each in differences if _came(each)), key=_after))
    steady = sorted((each for each in differences if not _went(each) and not _came(each)), key=_after)
    for each in steady:
        while gone and _before(gone[0]) < _before(each):
            yield _item("gone", gone.popleft(), moves)
        while come and _after(come[0]) < _after(each):
            yield _item("come", come.popleft(), moves)
        yield _item("both", each, moves)
    yield from (_item("gone", each, moves) for each in gone)
    yield from (_item("come", each, moves) for each in come)


def _went(difference: Difference) -> bool:
    return difference.before is not None and (difference.after is None or difference.moved)


def _came(difference: Difference) -> bool:
    return difference.after is not None and (difference.before is None or difference.moved)


def _item(part: Part, difference: Difference, moves: Mapping[int, int]) -> Item:
    side = difference.before if part == "gone" else difference.after
    return Item(part, difference, -1 if side is None else side.paragraphs[0], moves.get(id(difference)))


def _before(difference: Difference) -> int:
    return -1 if difference.before is None else difference.before.start


def _after(difference: Difference) -> int:
    return -1 if difference.after is None else difference.after.start
