"""The same answers as JSON, under `/api/v1`, described by an OpenAPI document that is served offline."""

from foedera.web.api import wording
from foedera.web.api.routes import router

router.include_router(wording.router)

__all__ = ["router"]
