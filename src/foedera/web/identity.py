"""Who asks, and what he may: found out before any page is made."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request

from foedera.web.accounts import Accounts, Role, Scope, may

COOKIE = "foedera"
FORM = "form"
"""The field in which every form carries the secret of its session."""
SAFE = ("GET", "HEAD", "OPTIONS")


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `form` is what his forms must carry; None where a token was shown, which no browser sends by itself."""

    name: str
    role: Role
    form: str | None
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Whether he may do what has this scope."""
        return scope in self.scopes


class Doorkeeper:
    """Tells who asks: by session or token where there are accounts, or else whoever sits at this machine."""

    def __init__(self, accounts: Accounts | None, local: str, *, read_only: bool = False) -> None:
        self.accounts, self._local, self._read_only = accounts, local, read_only
        self._secret = secrets.token_bytes(32)

    def identify(self, request: Request) -> Identity | None:
        """Who asks; None for nobody that is known."""
        if self.accounts is None:
            return self._identity(self._local, "administrator", self._local_form(request))
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            found = self.accounts.token(token.strip())
            return None if found is None else self._identity(found[0].name, found[0].role, None, found[1])
        session = self.accounts.session(request.cookies.get(COOKIE, ""))
        return None if session is None else self._identity(session.user.name, session.user.role, session.form)

    def cookie(self, request: Request) -> str | None:
        """The cookie that a browser on this machine is to be given; None where it has one or there are accounts."""
        if self.accounts is not None or request.cookies.get(COOKIE):
            return None
        return secrets.token_urlsafe(16)

    def genuine(self, request: Request, identity: Identity, given: str) -> bool:
        """Whether a form that would change something was sent from a page of ours to the same person."""
        if identity.form is None:
            return True
        here = request.headers.get("host", "")
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != here:
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return bool(identity.form) and hmac.compare_digest(identity.form.encode(), given.encode())

    def _local_form(self, request: Request) -> str:
        cookie = request.cookies.get(COOKIE, "")
        return hmac.new(self._secret, cookie.encode(), "sha256").hexdigest() if cookie else ""

    def _identity(self, name: str, role: Role, form: str | None, most: frozenset[Scope] | None = None) -> Identity:
        scopes: frozenset[Scope] = frozenset(s for s in ("read", "review", "edit") if may(role, s))
        if self._read_only:
            scopes &= {"read"}
        return Identity(name=name, role=role, form=form, scopes=scopes if most is None else scopes & most)
