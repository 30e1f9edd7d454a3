"""What remains when a post or a link is lost: who can still decide what, and who is left without a superior."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec

from foedera.command.route import Route, routes_over
from foedera.command.structure import Structure
from foedera.command.ways import Net
from foedera.model.errors import QuestionError

Of = Literal["post", "link", "holder"]


class Moved(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A kind of decision whose path is another one: who decides, and in how many steps."""

    kind: str
    decider: str
    now: str
    steps: int
    steps_now: int


class Loss(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the loss of a post (`id` is its id), a link (`Link.id`) or the holder of several posts does.

    Attributes:
        stopped: kinds of decision that could be taken, and now by nobody.
        moved: kinds whose path is another one.
        kept: kinds whose path is untouched.
        severed: posts that had a superior and now have no way up to the head of their chain.
    """

    of: Of
    id: str
    stopped: tuple[str, ...]
    moved: tuple[Moved, ...]
    kept: tuple[str, ...]
    severed: tuple[str, ...]

    @property
    def critical(self) -> bool:
        """Whether it stops a decision or severs somebody."""
        return bool(self.stopped or self.severed)


def losses(structure: Structure) -> tuple[Loss, ...]:
    """The loss of each post, each link, and each person who holds several posts, one at a time, in this order."""
    before = _Before(structure)
    return (
        *(_loss(before, "post", post.id, lost=(post.id,)) for post in structure.posts),
        *(_loss(before, "link", link.id, cut=(link.id,)) for link in structure.links),
        *(_loss(before, "holder", name, lost=posts) for name, posts in _holders(structure).items()),
    )


def loss(structure: Structure, id: str) -> Loss:
    """What the loss of one post, link or holder of several posts does; a link is named as by `Link.id`.

    Raises:
        QuestionError: there is no such post, link or holder.
    """
    before, holders = _Before(structure), _holders(structure)
    if structure.post(id) is not None:
        return _loss(before, "post", id, lost=(id,))
    if any(link.id == id for link in structure.links):
        return _loss(before, "link", id, cut=(id,))
    if id in holders:
        return _loss(before, "holder", id, lost=holders[id])
    raise QuestionError(f"{structure.name}: no post or link {id!r}, and nobody of that name who holds several posts")


class _Before:
    """A structure before any loss: its paths, and to which heads a way leads up from each post."""

    def __init__(self, structure: Structure) -> None:
        net = Net(structure)
        self.structure = structure
        self.routes = {kind.id: routes_over(net, structure, kind.id) for kind in structure.kinds}
        self.heads = _headed(structure, net)


def _holders(structure: Structure) -> dict[str, tuple[str, ...]]:
    """The persons who hold several posts, with these."""
    found: dict[str, list[str]] = defaultdict(list)
    for post in structure.posts:
        if post.holder is not None:
            found[post.holder].append(post.id)
    return {name: tuple(posts) for name, posts in found.items() if len(posts) > 1}


def _loss(before: _Before, of: Of, id: str, *, lost: tuple[str, ...] = (), cut: tuple[str, ...] = ()) -> Loss:
    net = Net(before.structure, lost, cut)
    stopped, moved, kept = [], [], []
    for kind, old in before.routes.items():
        new = routes_over(net, before.structure, kind) if old else ()
        if old and not new:
            stopped.append(kind)
        elif old and new[0] != old[0]:
            moved.append(_moved(kind, old[0], new[0]))
        elif old:
            kept.append(kind)
    left = _headed(before.structure, net)
    severed = tuple(post for post in left if before.heads[post] and not left[post])
    return Loss(of=of, id=id, stopped=tuple(stopped), moved=tuple(moved), kept=tuple(kept), severed=severed)


def _moved(kind: str, old: Route, new: Route) -> Moved:
    return Moved(kind=kind, decider=old.decider, now=new.decider, steps=old.length, steps_now=new.length)


def _headed(structure: Structure, net: Net) -> dict[str, frozenset[str]]:
    """For each post that is there, the heads (posts without superior in the whole structure) to which a way leads
    up."""
    tops = {post.id for post in structure.posts if not structure.superiors(post.id)}
    return {
        post.id: frozenset(_above(net, post.id) & tops - {post.id}) for post in structure.posts if post.id in net.posts
    }


def _above(net: Net, post: str) -> set[str]:
    found, waiting = set[str](), [post]
    while waiting:
        for above in net.up.get(waiting.pop(), ()):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return found
