"""The application: what answers at which address, who may ask, and what every answer carries.

Nothing from a document is trusted: text is escaped by the templates, the Content-Security-Policy allows no script but
our own files, and an original file is sent as an attachment that a browser may not sniff or open in place.
"""

from __future__ import annotations

import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import compile_path
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foedera import __version__
from foedera.actors import Base
from foedera.model import ConflictError, ErasedError, FoederaError, QuestionError, RecordError
from foedera.record import Record
from foedera.web import digits, login
from foedera.web.accounts import Accounts
from foedera.web.accounts import Scope as Right
from foedera.web.api import router as api_router
from foedera.web.identity import COOKIE, FORM, SAFE, Doorkeeper, Identity
from foedera.web.language import Language
from foedera.web.moment import Moment
from foedera.web.openid import Provider
from foedera.web.pages import ACTIONS, FILES, PAGES, Action, File, Page
from foedera.web.pages.menu import menu
from foedera.web.room import Ask, Room
from foedera.web.runs import UnfinishedError
from foedera.web.turns import Turns

_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Under no-referrer a browser sends our own forms with the origin `null`, as if somebody else had made them.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_DRAWING = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
"""A drawing has a style of its own, and nothing else."""
_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_MOST_BODY = 200_000
_AGAIN = 5
"""After how many seconds a page asks again for a computation that is still at work."""

Answer = Callable[[Request], Awaitable[Response]]


def app(
    record: Record, accounts: Accounts | None = None, *, hosts: tuple[str, ...] = (), secure: bool = False,
    name: str | None = None, provider: Provider | None = None, base: Base | None = None,
    language: Language | None = None,
) -> FastAPI:  # fmt: skip
    """The ASGI application that shows `record`.

    Without `accounts` whoever reaches it may do everything, under `name` (None: the name that this machine knows), so
    that it answers to the names of this machine only. `hosts` are further names it answers to; `secure` says that it
    stands behind TLS; `provider` is an OpenID provider by which accounts may log in; `base` is the base
    of actors (None: the bundled one), `language` that of the pages (None: English).
    """
    web = FastAPI(
        title="Foedera", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        description="The record of an alliance: documents, claims, entries, and what follows from them.",
    )  # fmt: skip
    door = Doorkeeper(accounts, name or _local_name(), read_only=record.read_only)
    desk = _Desk(Room(record, base=base, language=language), door, secure)
    web.add_middleware(_Guard, desk=desk)
    web.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_HOSTS, *hosts], www_redirect=False)
    web.mount("/static", StaticFiles(directory=_STATIC), name="static")
    web.state.room, web.state.door = desk.room, desk.door
    desk.room.openapi = web.openapi
    for page in PAGES:
        web.add_route(page.path, desk.answer(page), methods=["GET", "HEAD"])
    for file in FILES:
        web.add_route(file.path, desk.send(file), methods=["GET", "HEAD"])
    web.add_route("/drawings/{key}.svg", desk.picture, methods=["GET", "HEAD"])
    for action in ACTIONS:
        web.add_route(action.path, desk.act(action), methods=["POST"])
    # Every route is tried in turn: those of the API, which are many, after the pages.
    web.include_router(api_router)
    login.routes(web, desk.room, desk.door, secure=secure, provider=provider)
    web.add_exception_handler(FoederaError, desk.trouble)
    web.add_exception_handler(HTTPException, desk.trouble)
    web.add_exception_handler(RequestValidationError, desk.trouble)
    return web


class _Guard:
    """Lets every request pass by the desk."""

    def __init__(self, app: ASGIApp, desk: _Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._desk.guarded(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)


class _Desk:
    """Where every request comes in: who asks, may he, at which moment, and what comes back."""

    def __init__(self, room: Room, door: Doorkeeper, secure: bool) -> None:
        self.room, self.door, self._secure = room, door, secure
        self._turns = Turns()

    async def guarded(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Names who asks, refuses what is too long, and adds to every answer what keeps a browser safe."""
        request = Request(scope, receive)
        cookie = self.door.cookie(request) if request.method in SAFE else None

        async def guarding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if cookie is not None:
                    headers.append("set-cookie", self._set(cookie))
            await send(message)

        length = digits.number(request.headers.get("content-length", "0"))
        if length is None or length > _MOST_BODY:
            told = 413, "Too long", f"A form has at most {_MOST_BODY:,} bytes."
            await (await run_in_threadpool(self._trouble, request, *told))(scope, receive, guarding)
            return
        # Who sits at this machine is known without asking the file of accounts.
        asked = self.door.accounts is not None
        request.state.who = (
            await run_in_threadpool(self.door.identify, request) if asked else self.door.identify(request)
        )
        await app(scope, receive, guarding)

    def _set(self, cookie: str) -> str:
        made = Response()
        made.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=self._secure)
        return made.headers["set-cookie"]

    def answer(self, page: Page) -> Answer:
        """What answers at the address of a page."""

        def made(request: Request) -> Response:
            who = self._who(request, page.scope)
            if who is None:
                return self._to_login(request)
            now = self.room.now()
            moment = Moment.of(request.query_params, now)
            if moment.query.items() - request.query_params.items():
                others = {k: v for k, v in request.query_params.items() if k not in moment.query}
                return RedirectResponse(moment.link(request.url.path, **others), 303)
            ask = Ask(self.room, moment, request.query_params, request.path_params, who, request.url.path)
            key = (request.url.path, request.url.query, who, now)

            def text() -> str:
                return self.room.render(page.template, {**self._frame(request, who, moment, now), **page.view(ask)})

            return self.room.sent(request, self.room.finished(key, text))

        async def answer(request: Request) -> Response:
            return await self._turns.made(made, request)

        return answer

    def send(self, file: File) -> Answer:
        """What answers at the address of a file."""

        async def send(request: Request) -> Response:
            who = self._who(request, "read")
            if who is None:
                return self._to_login(request)
            moment = Moment.of(request.query_params, await run_in_threadpool(self.room.now))
            ask = Ask(self.room, moment, request.query_params, request.path_params, who)
            return await run_in_threadpool(file.make, ask)

        return send

    async def picture(self, request: Request) -> Response:
        """A drawing of a page. One that is not held any more is found by making the page (`of`) anew."""
        who = self._who(request, "read")
        if who is None:
            return self._to_login(request)
        tag = f'"{request.path_params["key"]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Content-Security-Policy": _DRAWING}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        moment = Moment.of(request.query_params, await run_in_threadpool(self.room.now))
        ask = Ask(self.room, moment, request.query_params, request.path_params, who)
        return Response(await run_in_threadpool(self._drawn, ask), headers=headers, media_type="image/svg+xml")

    def _drawn(self, ask: Ask) -> str:
        key, of = ask.path["key"], ask.given("of")
        if key not in self.room.pictures:
            for page in PAGES:
                found = compile_path(page.path)[0].match(of)
                if found is not None and ask.who.may(page.scope):
                    page.view(ask._replace(path=found.groupdict(), here=of))
                    break
        try:
            return ask.picture(key)
        except KeyError:
            raise HTTPException(404, "there is no such drawing on this page: open the page anew") from None

    def act(self, action: Action) -> Answer:
        """What takes a form, and sends the browser on to the page that shows what came of it."""

        async def act(request: Request) -> Response:
            who = self._who(request, action.scope)
            if who is None:
                return self._to_login(request)
            async with request.form(max_files=0, max_fields=100) as form:
                fields = _texts(form)
            if not self.door.genuine(request, who, fields.get(FORM, "")):
                raise HTTPException(403, "this form did not come from a page that was shown to you: open the page anew")
            moment = Moment.of(fields, await run_in_threadpool(self.room.now))
            ask = Ask(self.room, moment, fields, request.path_params, who)
            return RedirectResponse(await run_in_threadpool(action.do, ask), 303)

        return act

    async def trouble(self, request: Request, error: Exception) -> Response:
        """A plain page that says what happened; of the API, one line as JSON."""
        if request.url.path.startswith("/api/v1/"):
            status, _, line = _told(error)
            # A program must not take a line about an answer for the answer.
            return JSONResponse({"error": line}, 400 if isinstance(error, UnfinishedError) else status)
        answer = await run_in_threadpool(self._trouble, request, *_told(error))
        if isinstance(error, UnfinishedError):
            # A header, and no script: the page reloads itself in every browser, at the address with its two dates.
            answer.headers["Refresh"] = str(_AGAIN)
        return answer

    def _who(self, request: Request, scope: Right) -> Identity | None:
        who: Identity | None = request.state.who
        if who is not None and not who.may(scope):
            reason = "the record is open for reading only" if self.room.record.read_only else f"you are {who.role}"
            raise HTTPException(403, f"you may not {scope} here: {reason}")
        return who

    def _to_login(self, request: Request) -> Response:
        if request.method not in SAFE or request.headers.get("authorization"):
            raise HTTPException(401, "log in first")
        return RedirectResponse(login.address(request.url.path, request.url.query), 303)

    def _frame(self, request: Request, who: Identity | None, moment: Moment, now: Moment) -> dict[str, object]:
        totals = self.room.totals(moment.known)
        return {
            "query": "", "record_name": self.room.record.where, "totals": totals, "moment": moment, "now": now,
            "who": who, "form": "" if who is None else who.form or "", "here": request.url.path,
            "carried": [(k, v) for k, v in request.query_params.items() if k not in ("on", "known", "after")],
            "team": self.door.accounts is not None, "navigation": menu(PAGES, request.url.path),
        }  # fmt: skip

    def _trouble(self, request: Request, status: int, heading: str, line: str) -> Response:
        who: Identity | None = getattr(request.state, "who", None)
        now = self.room.now()
        values = {**self._frame(request, who, now, now), "heading": heading, "line": line, "again": status == 202}
        return self.room.page(request, "trouble.html", values, status)


def _texts(form: FormData) -> dict[str, str]:
    """The fields of a form; of one that is there several times the values, a line each."""
    names = dict.fromkeys(name for name, _ in form.multi_items())
    return {name: "\n".join(str(value) for value in form.getlist(name)) for name in names}


def _told(error: Exception) -> tuple[int, str, str]:
    """Status, heading and one line for an error."""
    if isinstance(error, ErasedError):
        return 410, "Erased", str(error)
    if isinstance(error, ConflictError):
        return 409, "Somebody was quicker", str(error)
    if isinstance(error, UnfinishedError):
        return 202, "Still at work", str(error)
    if isinstance(error, QuestionError):
        return 400, "This did not work", str(error)
    if isinstance(error, RecordError):
        return 404, "Not found", str(error)
    if isinstance(error, HTTPException):
        return error.status_code, "Not found" if error.status_code == 404 else "This did not work", str(error.detail)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return 400, "This did not work", f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}"
    return 400, "This did not work", str(error)


def _local_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"
