"""Logging in by OpenID Connect (Core 1.0), with the authorization code flow and PKCE (RFC 7636).

Whoever logs in so must have an account whose subject is `ISSUER#SUBJECT`; a provider alone lets nobody in.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import msgspec

from foedera.model import UsageError

SECONDS = 10.0
LEEWAY = 60
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach a provider: its issuer, who we are to it, our address (`https://…/login/openid`), and a label."""

    issuer: str
    client_id: str
    client_secret: str
    redirect: str
    label: str = "OpenID"


class Begun(msgspec.Struct, frozen=True):
    """A login that has begun: what the provider must give back, and what proves that it is ours."""

    state: str
    nonce: str
    verifier: str

    def text(self) -> str:
        """As a cookie has it."""
        return ".".join((self.state, self.nonce, self.verifier))

    @classmethod
    def read(cls, text: str) -> Begun | None:
        """What a cookie has; None where that is nothing of ours."""
        parts = text.split(".")
        return cls(*parts) if len(parts) == 3 and all(parts) else None


def settings(path: Path) -> Settings:
    """The settings in a TOML file. Raises `UsageError` where they are not whole."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path}: not the settings of OpenID Connect: {error}") from error
    if not found.issuer.startswith("https://"):
        raise UsageError(f"{path}: the issuer must be an https:// address")
    return found


def begin() -> Begun:
    """A new login, with secrets drawn at random."""
    return Begun(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


class Provider:
    """An OpenID provider. `transport` replaces the network in tests."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self._client = httpx.Client(timeout=SECONDS, transport=transport, follow_redirects=False)

    def address(self, begun: Begun) -> str:
        """Where to send the browser. Raises `UsageError` where the provider cannot be reached."""
        digest = hashlib.sha256(begun.verifier.encode()).digest()
        asked = {
            "response_type": "code", "client_id": self.settings.client_id, "redirect_uri": self.settings.redirect,
            "scope": "openid", "state": begun.state, "nonce": begun.nonce, "code_challenge_method": "S256",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        }  # fmt: skip
        return f"{self._found()['authorization_endpoint']}?{urlencode(asked)}"

    def subject(self, begun: Begun, query: Mapping[str, str]) -> str:
        """Who came back from the provider, as `ISSUER#SUBJECT`. Raises `UsageError` where that is not proved."""
        if not secrets.compare_digest(query.get("state", "").encode(), begun.state.encode()):
            raise UsageError("this login was not begun here: try again")
        if "code" not in query:
            raise UsageError(f"the provider refused: {query.get('error', 'no code')[:60]}")
        found = self._found()
        answer = self._asked("POST", found["token_endpoint"], {
            "grant_type": "authorization_code", "code": query["code"], "redirect_uri": self.settings.redirect,
            "client_id": self.settings.client_id, "client_secret": self.settings.client_secret,
            "code_verifier": begun.verifier,
        })  # fmt: skip
        claims = self._proved(str(answer.get("id_token", "")), self._asked("GET", found["jwks_uri"]), begun.nonce)
        return f"{self.settings.issuer}#{claims['sub']}"

    def _proved(self, token: str, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)  # type: ignore[arg-type]
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY, iss={"essential": True, "value": self.settings.issuer}, exp={"essential": True},
                aud={"essential": True, "value": self.settings.client_id}, sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(read.claims)  # fmt: skip
        except (JoseError, ValueError, KeyError) as error:
            raise UsageError(f"the provider's answer is not proved: {str(error)[:120]}") from error
        return read.claims

    def _found(self) -> dict[str, Any]:
        found = self._asked("GET", self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self.settings.issuer or not all(
            str(found.get(name, "")).startswith("https://") for name in needed
        ):
            raise UsageError("the provider does not describe itself as OpenID Connect asks")
        return found

    def _asked(self, method: str, address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = self._client.request(method, address, data=form)
            answer.raise_for_status()
            found: dict[str, Any] = msgspec.json.decode(answer.content, type=dict[str, Any])
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise UsageError(f"the OpenID provider cannot be asked: {str(error)[:120]}") from error
        return found
