"""The API described as a page, so that it can be read offline."""

from __future__ import annotations

from typing import Any

from foedera.web.pages.page import Page
from foedera.web.room import Ask


def api(ask: Ask) -> dict[str, Any]:
    """Every address of the API with what it takes and answers."""
    found = ask.room.openapi()
    calls = [
        {
            "method": method.upper(), "path": path, "says": call.get("description") or call.get("summary", ""),
            "parameters": [
                {"name": p["name"], "where": p["in"], "says": p.get("description", ""), "required": p.get("required")}
                for p in call.get("parameters", ())
            ],
            "answers": [(status, told["description"]) for status, told in sorted(call["responses"].items())],
        }
        for path, methods in found["paths"].items()
        for method, call in methods.items()
    ]  # fmt: skip
    return {"calls": calls}


PAGES = (Page("/api", "api.html", api),)
