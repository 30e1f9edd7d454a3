"""The differences of two documents as one text with changes: what stands, what went and what came, in both orders."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from foedera.wording.comparison import Comparison, Difference, Side

Part = Literal["both", "gone", "come"]


class Item(msgspec.Struct, frozen=True):
    """A difference at one of its places: where it stands in `both`, where it has `gone` from, where it has `come` to,
    with the `text` there, which starts at `start` of the document that has it.

    What was moved stands twice; `move` is its number then, else None. Sentences that belong together but do not follow
    each other are an item each.
    """

    part: Part
    difference: Difference
    paragraph: int
    start: int
    text: str
    move: int | None = None


def items(comparison: Comparison) -> tuple[Item, ...]:
    """The differences so that those in `both` and `come`, in order, are the later document, and those in `both` and
    `gone` the earlier."""
    differences = comparison.differences
    moves = {id(each): number for number, each in enumerate(d for d in differences if d.moved)}
    gone = [item for each in differences if _leaves(each) for item in _of(each, "gone", each.before, comparison, moves)]
    come = [item for each in differences if _leaves(each) for item in _of(each, "come", each.after, comparison, moves)]
    both = [item for each in differences if not _leaves(each) for item in _of(each, "both", each.after, comparison, {})]
    return tuple(_merged(_sorted(both), deque(_sorted(gone)), deque(_sorted(come))))


def _leaves(difference: Difference) -> bool:
    """Whether a difference has no one place at which it stands in both documents."""
    sides = difference.before, difference.after
    return difference.moved or any(side is None or side.apart for side in sides)


def _of(
    difference: Difference, part: Part, side: Side | None, comparison: Comparison, moves: Mapping[int, int]
) -> Iterator[Item]:
    """The items of one side of a difference."""
    if side is None:
        return
    if not side.apart:
        yield Item(part, difference, side.paragraphs[0], side.start, side.text, moves.get(id(difference)))
    document = comparison.before if part == "gone" else comparison.after
    for paragraph, start, end in side.apart:
        yield Item(part, difference, paragraph, start, document.text[start:end], moves.get(id(difference)))


def _sorted(found: Sequence[Item]) -> list[Item]:
    return sorted(found, key=lambda item: item.start)


def _merged(both: Sequence[Item], gone: deque[Item], come: deque[Item]) -> Iterator[Item]:
    """What stands, with what went and what came before it."""
    for item in both:
        before = item.difference.before
        while gone and before is not None and gone[0].start < before.start:
            yield gone.popleft()
        while come and come[0].start < item.start:
            yield come.popleft()
        yield item
    yield from (*gone, *come)
