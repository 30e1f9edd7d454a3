"""The network that a structure of command is, under assumptions."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from foedera.command.route import Route, Step, routes
from foedera.command.simulation.assumptions import Assumptions
from foedera.command.simulation.duty import overlap, weekly
from foedera.command.simulation.network import Flow, Law, Network, Stage, Station, Surge
from foedera.command.structure import Post, Structure
from foedera.model.errors import DatasetError

__all__ = ["named", "network", "networks", "undecidable", "undelegated"]

_DAY = datetime.date(2025, 1, 15)
"""The day whose offsets from UTC count where no day is asked about: a winter's day."""


def network(structure: Structure, assumptions: Assumptions, *, lost: Collection[str] = ()) -> Network:
    """The network of a structure: its posts that are on a path, and each kind of decision on its shortest path.

    Args:
        structure: as it is on the day that is asked about.
        assumptions: everything that the structure does not say.
        lost: posts that are out of action. Kinds that nobody can decide then are left out (see `undecidable`).

    Raises:
        DatasetError: nobody may decide a kind although no post is lost; duty hours that never overlap with those of
            the post that is to relieve it.
    """
    flows = []
    for kind in structure.kinds:
        found = routes(structure, kind.id, lost=lost)
        if found:
            flows.append(_flow(structure, found[0], assumptions))
        elif not lost:
            raise DatasetError(f"{structure.name}: kind {kind.id!r}: nobody may decide it: add an authority for it")
    used = {stage.station for flow in flows for stage in flow.stages}
    used |= {assumptions.post(post).relief for post in used if post is not None}
    made = Network(
        name=structure.short,
        stations=tuple(_station(structure, post, assumptions, lost) for post in structure.posts if post.id in used),
        flows=tuple(flows),
    )
    made.check()
    return made


def networks(structures: Sequence[Structure], assumptions: Assumptions) -> tuple[Network, ...]:
    """The networks of structures that are compared, each with a name of its own.

    Raises:
        DatasetError: as `network`; the assumptions name a post or a kind of decision that none of them has.
    """
    _check_names(structures, assumptions)
    made = (network(each, assumptions) for each in structures)
    return tuple(
        msgspec.structs.replace(each, name=name) for each, name in zip(made, named(structures), strict=True)
    )  # fmt: skip


def _check_names(structures: Sequence[Structure], assumptions: Assumptions) -> None:
    """A name that no structure has is a slip of the pen that would change nothing, silently."""
    names = ", ".join(dict.fromkeys(each.name for each in structures))
    posts = {post.id for each in structures for post in each.posts}
    kinds = {kind.id for each in structures for kind in each.kinds}
    for section, given, there in (("posts", assumptions.posts, posts), ("kinds", assumptions.kinds, kinds)):
        for name in given:
            if name not in there:
                raise DatasetError(f"assumptions: {section}.{name}: {names} has none of that name")


def named(structures: Sequence[Structure]) -> tuple[str, ...]:
    """What tells structures apart: variant, and day where they differ in it; else also their names, or their number."""
    variants = [each.variant for each in structures if each.variant is not None]
    if len({each.day for each in structures}) == 1 and len(set(variants)) == len(structures):
        return tuple(variants)
    short = [each.short for each in structures]
    whole = [
        one if short.count(one) == 1 or one == each.name else f"{each.name}, {one}"
        for one, each in zip(short, structures, strict=True)
    ]
    seen: Counter[str] = Counter()
    found = []
    for one in whole:
        seen[one] += 1
        found.append(one if whole.count(one) == 1 else f"{one} ({seen[one]})")
    return tuple(found)


def undelegated(structure: Structure) -> Structure | None:
    """The structure without its delegations: what delegation is to be weighed against.

    None where no decision takes its path by delegation, or nobody could take one of them without.
    """
    without = msgspec.structs.replace(
        structure, delegations=(), variant=" ".join(filter(None, (structure.variant, "without delegation")))
    )
    paths = [routes(structure, kind.id)[:1] for kind in structure.kinds]
    if not any(path.delegated for found in paths for path in found) or undecidable(without):
        return None
    return without


def undecidable(structure: Structure, *, lost: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds of decision that nobody can take while these posts are lost."""
    return tuple(kind.id for kind in structure.kinds if not routes(structure, kind.id, lost=lost))


def _limit(step: Step) -> float | None:
    """Hours after which a decision goes on without the answer. Without a consent it does not, unless silence grants
    it: who is refused by silence must go on asking."""
    return None if step.does == "consent" and step.silence != "granted" else step.hours


def _station(structure: Structure, post: Post, assumptions: Assumptions, lost: Collection[str]) -> Station:
    own = assumptions.post(post.id)
    relief = None if own.relief in lost else own.relief
    duty = _duty(structure, post)
    if relief is not None:
        other = structure.post(relief)
        if other is None:
            raise DatasetError(f"{structure.name}: post {post.id!r}: is relieved by {relief!r}, which is no post there")
        _check_relief(structure, post, duty, _duty(structure, other), relief)
    return Station(
        name=post.id, staff=own.staff or post.capacity or 1, duty=duty, pauses=own.pauses, relief=relief,
        handover=own.handover,
    )  # fmt: skip


def _check_relief(
    structure: Structure, post: Post, duty: tuple[tuple[float, float], ...] | None,
    other: tuple[tuple[float, float], ...] | None, relief: str,
) -> None:  # fmt: skip
    """Relief that is on duty at no other hours than the post itself relieves nobody."""
    if duty is None or overlap(other, None) <= overlap(duty, other):
        raise DatasetError(
            f"{structure.name}: post {post.id!r}: {relief!r} is never on duty when it is not: it cannot relieve it"
        )


def _duty(structure: Structure, post: Post) -> tuple[tuple[float, float], ...] | None:
    """When a post is on duty, in the week of UTC; always, where that is not known or its zone is not."""
    if post.duty is None or post.zone is None:
        return None
    windows = [(window.days, window.start / 60, window.end / 60) for window in post.duty]
    return weekly(windows, post.zone, structure.day or _DAY)


def _flow(structure: Structure, route: Route, assumptions: Assumptions) -> Flow:
    kind = structure.kind(route.kind)
    own = assumptions.kind(route.kind)
    if kind is None:
        raise DatasetError(f"{structure.name}: no kind of decision {route.kind!r}")
    surge: Surge | None = own.surge or assumptions.surge
    start = kind.arises or route.steps[0].post
    return Flow(
        name=kind.id,
        rate=assumptions.rate if own.rate is None else own.rate,
        priority=own.priority if own.priority is not None else kind.priority or 0,
        deadline=own.deadline if own.deadline is not None else kind.deadline,
        surges=() if surge is None else (surge,),
        stages=tuple(_stage(step, kind.id, start, assumptions) for step in route.steps),
    )


def _stage(step: Step, kind: str, start: str, assumptions: Assumptions) -> Stage:
    """A step as a stage. Who only passes a matter on needs no information; a lost post takes all its time."""
    own = assumptions.post(step.post)
    if not step.answers:
        return Stage(station=None, work=Law(step.hours or 0.0, "constant"), source=f"{kind}/{step.post}/none")
    late = None
    if step.does != "report":
        late = own.late if own.late is not None else 0.0 if step.post == start else assumptions.late
    wrong = own.wrong if own.wrong is not None else assumptions.wrong
    return Stage(
        station=step.post,
        work=assumptions.law(assumptions.work[step.does] * own.work),
        late=assumptions.law(late) if late else None,
        lacking=own.lacking if own.lacking is not None else assumptions.lacking,
        within=_limit(step),
        back=wrong if step.does == "decide" else 0.0,
        source=f"{kind}/{step.post}/{step.does}",
    )
