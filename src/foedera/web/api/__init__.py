"""The same answers as JSON, under `/api/v1`, described by an OpenAPI document that is served offline."""

from foedera.web.api import analyses, command, networks, wording
from foedera.web.api.routes import router

router.include_router(wording.router)
router.include_router(command.router)
router.include_router(analyses.router)
router.include_router(networks.router)

__all__ = ["router"]
