"""The application: routes, what every answer carries, and the server.

Nothing from a document is trusted: text is escaped by the templates, the Content-Security-Policy allows no script but
our own file, and an original file is sent as an attachment that a browser may not sniff or open in place.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from foedera.model import ErasedError, FoederaError, QuestionError, RecordError, UsageError
from foedera.record import Record
from foedera.web import pages

_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAGES = {
    "/": "documents",
    "/documents/{id}": "document",
    "/documents/{id}/original": "original",
    "/documents/{id}/claims.jsonl": "claims",
}
"""The addresses of the pages, and what answers them."""

_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def app(record: Record) -> FastAPI:
    """The ASGI application that shows `record`. It answers to the names of this machine only, and writes nothing."""
    web = FastAPI(title="Foedera", docs_url=None, redoc_url=None, openapi_url=None)
    room = _Room(record)
    web.add_middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False)
    web.mount("/static", StaticFiles(directory=_STATIC), name="static")

    @web.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    for path, name in PAGES.items():
        web.add_api_route(path, getattr(room, name), methods=["GET", "HEAD"])
    web.add_exception_handler(FoederaError, room.trouble)
    web.add_exception_handler(HTTPException, room.trouble)
    return web


def run(record: Record, host: str, port: int) -> None:
    """Serves `record` until it is interrupted, and prints the address.

    Raises `UsageError` where `host` is not an address of this machine alone, or the port is taken.
    """
    if host != "localhost" and not _is_loopback(host):
        raise UsageError(f"{host} can be reached from elsewhere; give 127.0.0.1, ::1 or localhost")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"port {port} on {host} cannot be used ({error.strerror}); choose another: --port 0"
            ) from error
        shown = f"[{host}]" if ":" in host else host
        print(f"Serving {record.where} at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C stops it)", flush=True)
        config = uvicorn.Config(app(record), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])


class _Room:
    """The pages of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._templates = Environment(
            loader=PackageLoader("foedera.web"), autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined, trim_blocks=True,
        )  # fmt: skip
        self._templates.globals["static"] = lambda name: f"/static/{name}"

    def documents(self, request: Request, q: str = "", after: str = "") -> Response:
        """The list of documents, or what was found for the words `q`."""
        page = pages.search(self._record, q, after) if q.strip() else pages.documents(self._record, after)
        return self._page("documents.html", page)

    def document(self, id: str) -> Response:
        """One document with its claims."""
        return self._page("document.html", pages.document(self._record, id))

    def original(self, id: str) -> Response:
        """The bytes from which a document was made, to be saved."""
        found = pages.original(self._record, id)
        headers = {
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return Response(found.data, media_type="application/octet-stream", headers=headers)

    def claims(self, id: str) -> Response:
        """The claims of a document as JSON Lines."""
        lines = b"".join(row.claim.to_json() + b"\n" for row in self._record.claims(id))
        return Response(lines, media_type="application/x-ndjson")

    async def trouble(self, request: Request, error: Exception) -> Response:
        """A plain page that says what happened."""
        status, heading, line = _told(error)
        return self._page("trouble.html", {"heading": heading, "line": line}, status)

    def _page(self, name: str, values: dict[str, object], status: int = 200) -> HTMLResponse:
        summary = self._record.summary()
        totals = {"documents": summary.documents, "claims": sum(summary.claims.values())}
        shown = {"query": "", "record_name": self._record.where, "totals": totals, **values}
        return HTMLResponse(self._templates.get_template(name).render(shown), status)


def _told(error: Exception) -> tuple[int, str, str]:
    """Status, heading and one line for an error."""
    if isinstance(error, ErasedError):
        return 410, "Erased", str(error)
    if isinstance(error, QuestionError):
        return 400, "This did not work", str(error)
    if isinstance(error, RecordError):
        return 404, "Not found", str(error)
    if isinstance(error, HTTPException):
        return error.status_code, "Not found" if error.status_code == 404 else "This did not work", str(error.detail)
    return 400, "This did not work", str(error)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
