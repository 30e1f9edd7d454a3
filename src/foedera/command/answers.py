"""What the questions answer, as plain values for JSON: unknown is null, and every part has its sources."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from foedera.command import duty
from foedera.command.comparison import Comparison, Part
from foedera.command.loops import loops, powerless
from foedera.command.losses import Loss, losses
from foedera.command.route import Route
from foedera.command.spans import spans
from foedera.command.structure import Post, Structure
from foedera.model import Edtf


def structure_of(structure: Structure) -> dict[str, Any]:
    """A structure with what can be told of it without simulation: spans, loops, posts without authority, losses."""
    return {
        "name": structure.name,
        "variant": structure.variant,
        "day": structure.day,
        "variants": _plain(structure.offered),
        "chains": _plain(structure.chains),
        "posts": [post_of(post) for post in structure.posts],
        "links": [{**_plain(link), "id": link.id} for link in structure.links],
        "kinds": _plain(structure.kinds),
        "authorities": _plain(structure.authorities),
        "delegations": _plain(structure.delegations),
        "reviews": _plain(structure.reviews),
        "sources": _plain(structure.sources),
        "spans": _plain(spans(structure)),
        "loops": _plain(loops(structure)),
        "without_authority": _plain(powerless(structure)),
        "losses": [loss_of(loss) for loss in losses(structure)],
    }


def post_of(post: Post) -> dict[str, Any]:
    """A post; its duty hours as a person writes them."""
    return {**_plain(post), "duty": None if post.duty is None else duty.written(post.duty)}


def loss_of(loss: Loss) -> dict[str, Any]:
    """What a loss does."""
    return {**_plain(loss), "critical": loss.critical}


def route_of(route: Route | None, structure: Structure) -> dict[str, Any] | None:
    """A path with its steps, its length, the consents on it, and the sources of its rules."""
    if route is None:
        return None
    used = {id for step in route.steps for id in step.source}
    return {
        "kind": route.kind,
        "decider": route.decider,
        "length": route.length,
        "distance": route.distance,
        "consents": list(route.consents),
        "steps": _plain(route.steps),
        "delegated": list(route.delegated),
        "limits": _plain(route.limits),
        "sources": [_plain(source) for source in structure.sources if source.id in used],
    }


def comparison_of(comparison: Comparison, first: Structure, second: Structure) -> dict[str, Any]:
    """Two structures side by side."""
    return {
        "first": _named(first),
        "second": _named(second),
        "differs": comparison.differs,
        "posts": _part(comparison.posts),
        "links": _part(comparison.links),
        "rules": _part(comparison.rules),
        "paths": [
            {
                "kind": each.kind,
                "differs": each.differs,
                "first": route_of(each.first, first),
                "second": route_of(each.second, second),
            }
            for each in comparison.paths
        ],
    }


def _named(structure: Structure) -> dict[str, Any]:
    return {"name": structure.name, "variant": structure.variant, "day": structure.day}


def _part(part: Part) -> dict[str, Any]:
    return {
        "only_first": list(part.first),
        "only_second": list(part.second),
        "changed": [{"id": each.id, "fields": _plain(each.fields)} for each in part.changed],
        "alike": part.alike,
    }


def _plain(value: Any) -> Any:
    """The value in dictionaries, lists, text and numbers."""
    if isinstance(value, Edtf):
        return value.text
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, msgspec.Struct):
        return {field: _plain(getattr(value, field)) for field in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
