"""What two structures have in common, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from foedera.command.duty import written
from foedera.command.route import Route, routes
from foedera.command.structure import Structure, Window

_T = TypeVar("_T", bound=msgspec.Struct)
_IGNORED = frozenset({"source", "variants", "note", "when"})


class Changed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that both have, with the fields that differ: the value in the first, and in the second."""

    id: str
    fields: dict[str, tuple[Any, Any]]


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One sort of things: what only the first has, what only the second has, what differs, and how many are alike."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    changed: tuple[Changed, ...]
    alike: int

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return bool(self.first or self.second or self.changed)


class Paths(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The paths of one kind of decision in both structures (`route`); None where there is none."""

    kind: str
    first: Route | None
    second: Route | None

    @property
    def differs(self) -> bool:
        """Whether who decides, or what happens on the way, is another."""
        return bool(_way(self.first) != _way(self.second))


class Comparison(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two structures side by side. Validity, sources and notes make no difference; what they lead to does."""

    first: str
    second: str
    posts: Part
    links: Part
    rules: Part
    paths: tuple[Paths, ...]

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return any(each.differs for each in (self.posts, self.links, self.rules)) or any(p.differs for p in self.paths)


def compare(first: Structure, second: Structure) -> Comparison:
    """The two structures, as each is (`Structure.on` takes a day and a variant), side by side.

    Posts and kinds of decision are the same by their ids, links by their ends and type, rules by their post and kind.
    """
    kinds = dict.fromkeys(kind.id for kind in (*first.kinds, *second.kinds))
    return Comparison(
        first=first.name,
        second=second.name,
        posts=_part(first.posts, second.posts, lambda post: post.id),
        links=_part(first.links, second.links, lambda link: link.id),
        rules=_part(_rules(first), _rules(second), _rule),
        paths=tuple(Paths(kind=kind, first=_first(first, kind), second=_first(second, kind)) for kind in kinds),
    )


def _rules(structure: Structure) -> Sequence[Any]:
    return (*structure.authorities, *structure.delegations, *structure.reviews)


def _rule(rule: Any) -> str:
    tag = type(rule).__name__.lower()
    if tag == "authority":
        return f"{rule.post} decides {rule.kind}"
    if tag == "delegation":
        return f"{rule.giver} delegates {', '.join(rule.kinds) or 'authority'} to {rule.receiver}"
    return f"{rule.post} reviews {', '.join(rule.kinds)} {rule.stage} the decision"


def _part(first: Iterable[_T], second: Iterable[_T], name: Callable[[_T], str]) -> Part:
    """What is told apart by name; several of one name are told apart by their number."""
    one, other = _numbered(first, name), _numbered(second, name)
    both = [key for key in one if key in other]
    changed = [Changed(id=str(key[0]), fields=found) for key in both if (found := _differences(one[key], other[key]))]
    return Part(
        first=tuple(str(key[0]) for key in one if key not in other),
        second=tuple(str(key[0]) for key in other if key not in one),
        changed=tuple(changed),
        alike=len(both) - len(changed),
    )


def _numbered(items: Iterable[_T], name: Callable[[_T], str]) -> dict[tuple[str, int], _T]:
    found: dict[tuple[str, int], _T] = {}
    counts: dict[Hashable, int] = {}
    for item in items:
        key = name(item)
        counts[key] = counts.get(key, 0) + 1
        found[key, counts[key]] = item
    return found


def _differences(one: msgspec.Struct, other: msgspec.Struct) -> dict[str, tuple[Any, Any]]:
    return {
        field: (_shown(getattr(one, field)), _shown(getattr(other, field)))
        for field in one.__struct_fields__
        if field not in _IGNORED and getattr(one, field) != getattr(other, field)
    }


def _shown(value: Any) -> Any:
    """A value as a person writes it: hours of duty as in a file."""
    return written(value) if isinstance(value, tuple) and value and isinstance(value[0], Window) else value


def _first(structure: Structure, kind: str) -> Route | None:
    found = routes(structure, kind) if structure.kind(kind) is not None else ()
    return found[0] if found else None


def _way(route: Route | None) -> Any:
    if route is None:
        return None
    steps = [(step.post, step.does, step.hours, step.silence, step.together) for step in route.steps]
    return steps, route.delegated, route.limits
