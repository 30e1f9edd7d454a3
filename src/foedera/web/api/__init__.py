"""The same answers as JSON, under `/api/v1`, described by an OpenAPI document that is served offline."""

from fastapi import APIRouter

from foedera.web.api import actors, analyses, command, networks, review, routes, views, wording

router = APIRouter(prefix="/api/v1")
# An address with a name of its own comes before those that take any id in its place.
for part in (views, routes, actors, wording, command, analyses, networks, review):
    router.include_router(part.router)

__all__ = ["router"]
