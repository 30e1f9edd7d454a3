"""Reports that contradict each other. Both are shown, and neither is decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from foedera.register.dues import Due, binding
from foedera.register.stages import ENDED, STAGES, Step
from foedera.register.voices import moves

_STALLED = ("delayed", "suspended", *ENDED)


class Conflict(msgspec.Struct, frozen=True, gc=False):
    """Two reports that cannot both be right: of the stage, or of the due date. The one that counts stands first."""

    about: Literal["stage", "due"]
    one: Step | Due
    other: Step | Due


def conflicts_of(steps: Sequence[Step], judgements: Sequence[Step], dues: Sequence[Due]) -> tuple[Conflict, ...]:
    """The contradictions among what counts, and between it and what third parties say.

    Stages contradict each other where a thing is said to be delivered, and on the same day or later to be only partly
    delivered, delayed, suspended or ended; a disruption before the delivery is its history. A third party contradicts
    by claiming a delivery that nobody else reports. Due dates contradict each other where they were given on one day,
    or where a third party gives another than the one that counts.
    """
    return (*_of_stages(steps, judgements), *_of_dues(dues))


def _of_stages(steps: Sequence[Step], judgements: Sequence[Step]) -> Iterator[Conflict]:
    delivered = next((step for step in steps if step.stage == "delivered"), None)
    if delivered is not None:
        against = [*steps, *judgements]
        yield from (Conflict("stage", delivered, step) for step in against if _denies(step, delivered))
        return
    standing = max(
        (step for step in steps if step.track == "execution"),
        key=lambda step: STAGES["execution"].index(step.stage), default=steps[-1] if steps else None,
    )  # fmt: skip
    if standing is not None:
        yield from (Conflict("stage", standing, step) for step in judgements if step.stage == "delivered")


def _denies(step: Step, delivered: Step) -> bool:
    contrary = step.stage == "partly delivered" or step.stage in _STALLED
    return contrary and (step.since or datetime.date.max) >= (delivered.since or datetime.date.min)


def _of_dues(dues: Sequence[Due]) -> Iterator[Conflict]:
    counting = binding(dues)
    if not counting:
        return
    last = counting[-1]
    yield from (Conflict("due", last, due) for due in counting if due.said == last.said and due.latest != last.latest)
    others = (due for due in dues if not moves(due.voice) and due.latest != last.latest)
    yield from (Conflict("due", last, due) for due in others)
