"""Logging in and out, where there are accounts."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from foedera.model import UsageError
from foedera.web import openid
from foedera.web.accounts import Accounts
from foedera.web.accounts.accounts import LASTING
from foedera.web.identity import COOKIE, FORM, Doorkeeper
from foedera.web.openid import Provider
from foedera.web.room import Room

_BEFORE = "foedera_login"
_AWAY = "foedera_openid"


def address(path: str, query: str) -> str:
    """The address of the login page that leads back to a page."""
    return "/login?" + urlencode({"next": path + ("?" + query if query else "")})


def onward(text: str) -> str:
    """Where to go after logging in: a page of ours, never another host."""
    parts = urlsplit(text)
    inside = text.startswith("/") and not text.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return text if inside and text.isprintable() and "\\" not in text else "/"


def routes(web: FastAPI, room: Room, door: Doorkeeper, *, secure: bool, provider: Provider | None = None) -> None:
    """Adds the addresses of logging in and out; none where there are no accounts."""
    if door.accounts is None:
        return
    desk = _Login(room, door.accounts, secure, provider)
    if provider is not None:
        web.add_route("/login/openid/begin", desk.begin, methods=["GET"])
        web.add_route("/login/openid", desk.come_back, methods=["GET"])
    web.add_route("/login", desk.show, methods=["GET", "HEAD"])
    web.add_route("/login", desk.take, methods=["POST"])
    web.add_route("/logout", desk.leave, methods=["POST"])


class _Login:
    def __init__(self, room: Room, accounts: Accounts, secure: bool, provider: Provider | None) -> None:
        self._room, self._accounts, self._secure, self._provider = room, accounts, secure, provider

    async def show(self, request: Request) -> Response:
        """The page that asks for name and password."""
        return self._form(request, onward(request.query_params.get("next", "/")), None)

    async def take(self, request: Request) -> Response:
        """Begins a session, or asks again."""
        async with request.form(max_files=0, max_fields=10) as form:
            fields = {name: str(form.get(name, "")) for name in ("name", "password", "next", FORM)}
        before = request.cookies.get(_BEFORE, "")
        if not before or not secrets.compare_digest(before.encode(), fields[FORM].encode()):
            raise HTTPException(403, "this form did not come from the login page: open it anew")
        origin = request.client.host if request.client else "unknown"
        onto = onward(fields["next"])
        try:
            key = await run_in_threadpool(self._accounts.log_in, fields["name"], fields["password"], origin)
        except UsageError as error:
            return self._form(request, onto, str(error), 429)
        if key is None:
            return self._form(request, onto, "Name and password do not agree.", 403)
        response = RedirectResponse(onto, 303)
        self._give(response, COOKIE, key, LASTING)
        response.delete_cookie(_BEFORE)
        return response

    async def leave(self, request: Request) -> Response:
        """Ends the session."""
        async with request.form(max_files=0, max_fields=10) as form:
            given = str(form.get(FORM, ""))
        key = request.cookies.get(COOKIE, "")
        session = await run_in_threadpool(self._accounts.session, key)
        if session is not None and not secrets.compare_digest(session.form.encode(), given.encode()):
            raise HTTPException(403, "this form did not come from a page that was shown to you")
        await run_in_threadpool(self._accounts.log_out, key)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE)
        return response

    async def begin(self, request: Request) -> Response:
        """Sends the browser to the OpenID provider."""
        assert self._provider is not None
        begun = openid.begin()
        response = RedirectResponse(await run_in_threadpool(self._provider.address, begun), 303)
        self._give(response, _AWAY, begun.text(), 600)
        return response

    async def come_back(self, request: Request) -> Response:
        """Begins a session for whom the provider vouches, if there is an account for him."""
        assert self._provider is not None
        begun = openid.Begun.read(request.cookies.get(_AWAY, ""))
        if begun is None:
            raise HTTPException(403, "this login was not begun here: try again")
        try:
            subject = await run_in_threadpool(self._provider.subject, begun, request.query_params)
        except UsageError as error:
            return self._form(request, "/", str(error), 403)
        key = await run_in_threadpool(self._accounts.log_in_as, subject)
        if key is None:
            return self._form(request, "/", f"There is no account for {subject}.", 403)
        response = RedirectResponse("/", 303)
        self._give(response, COOKIE, key, LASTING)
        response.delete_cookie(_AWAY)
        return response

    def _form(self, request: Request, onto: str, complaint: str | None, status: int = 200) -> Response:
        before = request.cookies.get(_BEFORE) or secrets.token_urlsafe(32)
        label = None if self._provider is None else self._provider.settings.label
        values = {"next": onto, "complaint": complaint, "form": before, "openid": label}
        response = self._room.page(request, "login.html", values, status)
        response.headers["Cache-Control"] = "no-store"
        self._give(response, _BEFORE, before, 3600)
        return response

    def _give(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=self._secure)
