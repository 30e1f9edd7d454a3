"""What remains when a post or a link is lost: who can still decide what, and who is left without a superior."""

from __future__ import annotations

from typing import Literal

import msgspec

from foedera.command.route import Route, routes
from foedera.command.structure import Structure
from foedera.command.ways import Net


class Moved(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A kind of decision whose path is another one: who decides, and in how many steps."""

    kind: str
    decider: str
    now: str
    steps: int
    steps_now: int


class Loss(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the loss of a post (`id` is its id) or a link (`Link.id`) does.

    Attributes:
        stopped: kinds of decision that could be taken, and now by nobody.
        moved: kinds whose path is another one.
        kept: kinds whose path is untouched.
        severed: posts that had a superior and now have no way up to the head of their chain.
    """

    of: Literal["post", "link"]
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
    """The loss of each post and then of each link, one at a time, in the order of the structure."""
    before = {kind.id: routes(structure, kind.id) for kind in structure.kinds}
    heads = _headed(structure, Net(structure))
    return (
        *(_loss(structure, before, heads, "post", post.id) for post in structure.posts),
        *(_loss(structure, before, heads, "link", link.id) for link in structure.links),
    )


def loss(structure: Structure, id: str) -> Loss:
    """What the loss of one post or link does; a link is named as by `Link.id`.

    Raises:
        QuestionError: there is no such post or link.
    """
    from foedera.model.errors import QuestionError

    of: Literal["post", "link"] = "post" if structure.post(id) is not None else "link"
    if of == "link" and all(link.id != id for link in structure.links):
        raise QuestionError(f"{structure.name}: no post or link {id!r}")
    before = {kind.id: routes(structure, kind.id) for kind in structure.kinds}
    return _loss(structure, before, _headed(structure, Net(structure)), of, id)


def _loss(
    structure: Structure, before: dict[str, tuple[Route, ...]], heads: dict[str, frozenset[str]],
    of: Literal["post", "link"], id: str,
) -> Loss:  # fmt: skip
    lost = (id,) if of == "post" else ()
    cut = (id,) if of == "link" else ()
    stopped, moved, kept = [], [], []
    for kind, old in before.items():
        new = routes(structure, kind, lost=lost, cut=cut)
        if not old:
            continue
        if not new:
            stopped.append(kind)
        elif new[0] != old[0]:
            moved.append(
                Moved(
                    kind=kind, decider=old[0].decider, now=new[0].decider, steps=old[0].length, steps_now=new[0].length
                )
            )
        else:
            kept.append(kind)
    left = _headed(structure, Net(structure, lost, cut))
    severed = tuple(post for post in left if heads[post] and not left[post])
    return Loss(of=of, id=id, stopped=tuple(stopped), moved=tuple(moved), kept=tuple(kept), severed=severed)


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
