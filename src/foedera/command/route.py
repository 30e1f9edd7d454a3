"""The decision path: from where the need is seen, step by step, to the post that decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from foedera.command.deciding import Grant, grants
from foedera.command.structure import Ask, Authority, Kind, Limit, Silence, Structure
from foedera.command.ways import Net
from foedera.model.errors import QuestionError

Deed = Literal["report", "review", "consult", "consent", "decide"]
"""What happens at a step: pass a matter on, look at it, be heard, agree, decide."""


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One step of a path: the post, what happens there, and for those who are asked, their limit of time in hours.

    A consultation ends with `hours`; a consent not given by then is what `silence` says. Where `answers` is false
    nobody answers (the post is out of action): the step takes all its hours. `source` are ids of sources.
    """

    post: str
    does: Deed
    hours: float | None = None
    silence: Silence | None = None
    answers: bool = True
    together: str | None = None
    source: tuple[str, ...] = ()


class Route(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The path of one kind of decision: its steps in order, one after another; the last one decides.

    `delegated` are the posts from which the decider has its authority, the first giver first; empty where it is its
    own. `limits` are those within which it decides.
    """

    kind: str
    steps: tuple[Step, ...]
    delegated: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def decider(self) -> str:
        """The post that decides."""
        return self.steps[-1].post

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts on the path, each once, in the order of their first steps."""
        return tuple(dict.fromkeys(step.post for step in self.steps))

    @property
    def length(self) -> int:
        """The number of steps."""
        return len(self.steps)

    @property
    def distance(self) -> int:
        """The number of steps that pass the matter on."""
        return sum(step.does == "report" for step in self.steps)

    @property
    def consents(self) -> tuple[str, ...]:
        """The posts whose consent is needed."""
        return tuple(step.post for step in self.steps if step.does == "consent")


def routes(
    structure: Structure, kind: str, *, origin: str | None = None, size: Mapping[str, float] | None = None,
    lost: Collection[str] = (), cut: Collection[str] = (),
) -> tuple[Route, ...]:  # fmt: skip
    """All paths of a kind of decision, one for each rule by which a post may decide it.

    First comes the decider nearest to where the need is seen (the fewest posts pass the matter up), of equally near
    ones the one with the fewest steps, and then whose authority is its own: who may decide below need not ask above.

    Args:
        structure: as it is on the day that is asked about (`Structure.on`).
        kind: the id of the kind of decision.
        origin: the post where the need is seen; None: that of the kind, and where it has none, the decider itself.
        size: what the decision comprises, by the names of limits ({"ships": 15}); who may not decide so much is out.
        lost: posts that are out of action. Who asks one in vain waits out its time; without one, there is no path.
        cut: links that are out of action, by `Link.id`.

    Raises:
        QuestionError: no such kind of decision, or no such post.
    """
    _check_posts(structure, (*(() if origin is None else (origin,)), *lost))
    return routes_over(Net(structure, lost, cut), structure, kind, origin=origin, size=size)


def routes_over(
    net: Net, structure: Structure, kind: str, *, origin: str | None = None, size: Mapping[str, float] | None = None
) -> tuple[Route, ...]:
    """As `routes`, over the ways that are left: for who asks about many kinds with the same losses."""
    start = origin or _asked_kind(structure, kind).arises
    allowed = [grant for grant in grants(structure, kind) if _allows(grant, size or {})]
    made = [_route(structure, net, kind, grant, start) for grant in allowed]
    return tuple(sorted((each for each in made if each is not None), key=lambda each: (each.distance, each.length)))


def _asked_kind(structure: Structure, kind: str) -> Kind:
    found = structure.kind(kind)
    if found is None:
        there = _list(one.id for one in structure.kinds)
        raise QuestionError(f"{structure.name}: no kind of decision {kind!r}: {there}")
    return found


def _check_posts(structure: Structure, ids: Iterable[str]) -> None:
    for id in ids:
        if structure.post(id) is None:
            raise QuestionError(f"{structure.name}: no post {id!r}: {_list(one.id for one in structure.posts)}")


def route(
    structure: Structure, kind: str, *, origin: str | None = None, size: Mapping[str, float] | None = None
) -> Route:
    """The path of a kind of decision that comes first among `routes`.

    Raises:
        QuestionError: no such kind or post, or nobody may take the decision on any path.
    """
    found = routes(structure, kind, origin=origin, size=size)
    if not found:
        raise QuestionError(f"{structure.name}: no path leads to a post that may decide {kind!r}")
    return found[0]


def _allows(grant: Grant, size: Mapping[str, float]) -> bool:
    for limit in grant.rule.limits:
        amount = size.get(limit.of)
        if amount is not None and not _within(limit, amount):
            return False
    return True


def _within(limit: Limit, amount: float) -> bool:
    return (limit.most is None or amount <= limit.most) and (limit.least is None or amount >= limit.least)


def _route(structure: Structure, net: Net, kind: str, grant: Grant, start: str | None) -> Route | None:
    """The path to one decider; None where it is out of action, cannot be reached, or cannot ask whom it must."""
    if grant.post not in net.posts:
        return None
    through = grant.rule.through if isinstance(grant.rule, Authority) else ()
    way = _way(net, (start or grant.post, *through, grant.post))
    asked = _asked(net, grant)
    looked = _reviews(structure, net, kind)
    if way is None or asked is None or looked is None:
        return None
    steps = [Step(post=post, does="report", source=grant.rule.source) for post in way[:-1]]
    decided = Step(post=grant.post, does="decide", source=grant.rule.source)
    return Route(
        kind=kind,
        steps=(*steps, *looked, *asked, decided),
        delegated=grant.givers,
        limits=grant.rule.limits,
    )


def _way(net: Net, stops: Sequence[str]) -> tuple[str, ...] | None:
    """The way over all stops; the decider and whoever is passed twice in a row stand in it once."""
    whole = [stops[0]]
    for start, end in pairwise(stops):
        part = net.between(start, end)
        if part is None:
            return None
        whole += part[1:]
    return tuple(whole) if stops[0] in net.posts else None


def _reviews(structure: Structure, net: Net, kind: str) -> tuple[Step, ...] | None:
    """The reviews before the decision; None where a reviewer is out of action and no time ends its review."""
    steps = []
    for review in structure.reviews:
        if kind in review.kinds and review.stage == "before":
            there = review.post in net.posts
            if not there and review.hours is None:
                return None
            steps.append(Step(post=review.post, does="review", hours=review.hours, answers=there, source=review.source))
    return tuple(steps)


def _asked(net: Net, grant: Grant) -> tuple[Step, ...] | None:
    """Whom the decider asks, with the posts that pass the request on; None where one that it needs cannot be asked."""
    consulted = [_asking(net, grant, "consult", ask) for ask in grant.rule.consult]
    consenting = [_asking(net, grant, "consent", ask) for ask in grant.rule.consent]
    steps: list[Step] = []
    for part in (*consulted, *consenting):
        if part is None:
            return None
        steps += part
    return tuple(steps)


def _asking(net: Net, grant: Grant, does: Deed, ask: Ask) -> list[Step] | None:
    """The steps of asking one post; None where it cannot be reached and its silence does not do."""
    way = net.between(grant.post, ask.post)
    if way is None and not _ends(does, ask):
        return None
    passed = [Step(post=post, does="report", source=grant.rule.source) for post in (way or ())[1:-1]]
    asked = Step(
        post=ask.post,
        does=does,
        hours=ask.hours,
        silence=ask.silence,
        answers=way is not None,
        together=grant.post if ask.together else None,
        source=grant.rule.source,
    )
    return [*passed, asked]


def _ends(does: Deed, ask: Ask) -> bool:
    """Whether asking ends by itself: a consultation with its time, a consent where silence grants it."""
    return ask.hours is not None and (does == "consult" or ask.silence == "granted")


def _list(ids: Iterable[str]) -> str:
    return "there are " + ", ".join(ids)
