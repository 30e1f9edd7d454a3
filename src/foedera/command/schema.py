"""The JSON Schema of structure files."""

from __future__ import annotations

from typing import Any

from foedera.command.fields import LISTED, NAMED
from foedera.command.forms import ID, nullable, shape

_SAYS = {
    "doctrines": "Doctrines besides us and nato, by id.",
    "sources": "Where the facts stand, by id.",
    "chains": "Chains of command, by id.",
    "posts": "Posts and units, by id.",
    "kinds": "Kinds of decision, by id.",
    "links": "Links between posts.",
    "authorities": "Who may decide what: alone, after consultation, with consent.",
    "delegations": "Authority that one post gives to another.",
    "reviews": "Who looks at decisions before or after they are taken.",
}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a structure file. What only the whole file can show, it does not check."""
    named = {
        key: nullable({"type": "object", "propertyNames": {"pattern": ID}, "additionalProperties": shape(fields)})
        for key, fields in NAMED.items()
    }
    listed = {key: nullable({"type": "array", "items": shape(fields)}) for key, fields in LISTED.items()}
    sections = {key: {"description": _SAYS[key], **form} for key, form in {**named, **listed}.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A structure of command",
        "description": "Who commands whom, who may decide what, and since when; null is not known.",
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "posts"],
        "properties": {
            "name": {"description": "The name of the structure.", "type": "string"},
            "variants": {
                "description": "Forms of the structure, as it was and as it is proposed: names by id.",
                **nullable(
                    {"type": "object", "propertyNames": {"pattern": ID}, "additionalProperties": {"type": "string"}}
                ),
            },
            **sections,
        },
    }
