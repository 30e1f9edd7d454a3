"""What a simulation of structures assumes where they say nothing, and what of them it does not follow: in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.command.route import Route, routes
from foedera.command.simulation.assumptions import Assumptions
from foedera.command.structure import Structure

__all__ = ["caveats"]

IN_TURN = "Steps follow one another: a post that asks several others asks them in turn, and no path is shortened."


def caveats(structures: Sequence[Structure], assumptions: Assumptions, names: Sequence[str]) -> tuple[str, ...]:
    """What has to be read with every figure, for structures called by `names`; the first sentence holds for all."""
    found = [IN_TURN]
    for structure, name in zip(structures, names, strict=True):
        ways = [way[0] for kind in structure.kinds if (way := routes(structure, kind.id))]
        found += [f"{name}: {said}" for said in _said(structure, ways, assumptions)]
    return tuple(found)


def _said(structure: Structure, ways: Sequence[Route], assumptions: Assumptions) -> Iterator[str]:
    unknown = _unknown(structure, ways, assumptions)
    for what, posts in unknown.items():
        if posts:
            yield f"{what}: {', '.join(posts)}"
    if unseen := [way.kind for way in ways if (kind := structure.kind(way.kind)) is not None and kind.arises is None]:
        yield f"where the need is seen is not known, and the path begins with who decides: {', '.join(unseen)}"
    for way in ways:
        asked = [step.post for step in way.steps if step.does in ("consult", "consent")]
        if len(asked) > 1:
            yield f"{way.kind} asks {', '.join(asked)} in turn; asked at the same time, they would take less"
        for step in way.steps:
            if step.together is not None:
                yield (
                    f"{way.kind}: {step.together} and {step.post} must be on duty at the same time; only the hours of "
                    f"{step.post} are waited for"
                )


def _unknown(structure: Structure, ways: Sequence[Route], assumptions: Assumptions) -> dict[str, list[str]]:
    """Posts on a path of which the structure does not say when they are on duty or how much they can do."""
    on_paths = dict.fromkeys(step.post for way in ways for step in way.steps if step.answers)
    posts = [post for post in structure.posts if post.id in on_paths]
    duty = [post.id for post in posts if post.duty is None or post.zone is None]
    staff = [post.id for post in posts if post.capacity is None and assumptions.post(post.id).staff is None]
    return {
        "taken to be always on duty, because their hours are not known": duty,
        "taken to work on one matter at a time, because their capacity is not known": staff,
    }
