"""Structures as YAML that a person can complete: what is not known stands there as null."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foedera.command import duty
from foedera.command.fields import AUTHORITIES, CHAINS, DELEGATIONS, DOCTRINES, KINDS, LINKS, POSTS, REVIEWS, SOURCES
from foedera.command.forms import Field
from foedera.command.structure import Ask, Link, Structure
from foedera.command.terms import DOCTRINES as KNOWN

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._()/'-]*")
_WORDS = {None: "null", True: "true", False: "false"}
_TAKEN = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_ALWAYS_SHOWN = {
    "posts": ("name", "chain", "seat", "zone", "duty", "capacity"),
    "links": ("type",),
    "kinds": ("name", "arises"),
    "chains": ("name", "sovereigns", "doctrine"),
}


def text(structure: Structure) -> str:
    """The structure as a YAML file; reading it gives the same structure again."""
    lines = [f"name: {_scalar(structure.name)}", ""]
    if structure.offered:
        lines += ["variants:", *(f"  {_scalar(each.id)}: {_scalar(each.name)}" for each in structure.offered), ""]
    own = [each for each in structure.doctrines if KNOWN.get(each.id) != each]
    lines += _named("doctrines", own, DOCTRINES)
    lines += _named("sources", structure.sources, SOURCES)
    lines += _named("chains", structure.chains, CHAINS)
    lines += _named("posts", structure.posts, POSTS)
    lines += _listed("links", structure.links, LINKS)
    lines += _named("kinds", structure.kinds, KINDS)
    lines += _listed("authorities", structure.authorities, AUTHORITIES)
    lines += _listed("delegations", structure.delegations, DELEGATIONS)
    lines += _listed("reviews", structure.reviews, REVIEWS)
    return "\n".join(lines).rstrip("\n") + "\n"


def _named(section: str, items: Iterable[Any], fields: Sequence[Field]) -> list[str]:
    made = []
    for item in items:
        made += [f"  {_scalar(item.id)}:", *(f"    {line}" for line in _fields(section, item, fields))]
    if section == "posts" and not made:
        return ["posts: {}", ""]
    return [f"{section}:", *made, ""] if made else []


def _listed(section: str, items: Iterable[Any], fields: Sequence[Field]) -> list[str]:
    made = []
    for item in items:
        inner = _fields(section, item, fields)
        made += [f"  - {inner[0]}", *(f"    {line}" for line in inner[1:])]
    return [f"{section}:", *made, ""] if made else []


def _fields(section: str, item: Any, fields: Sequence[Field]) -> list[str]:
    values = _values(item)
    shown = _ALWAYS_SHOWN.get(section, ())
    return [
        f"{field.key}: {_inline(values.get(field.key))}"
        for field in fields
        if field.key in shown or values.get(field.key) not in (None, (), [])
    ]


def _values(item: Any) -> dict[str, Any]:
    """The values of an item under the keys of the file."""
    made = {field: getattr(item, field) for field in item.__struct_fields__}
    if isinstance(item, Link) and item.lateral:
        made["between"] = (made.pop("above"), made.pop("below"))
    if "giver" in made:
        made["from"], made["to"] = made.pop("giver"), made.pop("receiver")
    if made.get("stage") == "before":
        made["stage"] = None
    if made.get("duty") is not None:
        made["duty"] = duty.written(made["duty"])
    for key in ("consult", "consent", "limits"):
        if key in made:
            made[key] = tuple(_short(each) for each in made[key])
    return made


def _short(part: Any) -> Any:
    given = {field: getattr(part, field) for field in part.__struct_fields__}
    told = {key: value for key, value in given.items() if value not in (None, False)}
    first = "post" if isinstance(part, Ask) else "of"
    return told[first] if set(told) == {first} else told


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple | list):
        return _inline(value[0]) if len(value) == 1 else "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int | float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return _quoted(str(value))


def _quoted(plain: str) -> str:
    """Text as it is where no YAML reader could take it for anything else; otherwise in quotes."""
    bare = _PLAIN.fullmatch(plain) and plain == plain.strip() and plain.lower() not in _TAKEN
    return plain if bare else json.dumps(plain, ensure_ascii=False)
