"""Logging in by OpenID Connect, with a provider that is made up here: who it is must be proved, or nobody gets in."""

import base64
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from foedera.model import UsageError
from foedera.record import Record
from foedera.web import app
from foedera.web.accounts import Accounts, opened
from foedera.web.openid import Begun, Provider, Settings, begin, settings

from .conftest import Browser, field

ISSUER = "https://id.example"
SETTINGS = Settings(
    issuer=ISSUER, client_id="room", client_secret="hush", redirect="https://room.example/login/openid", label="Example"
)
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
OTHER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Fake:
    """A provider that says what it is told to say."""

    def __init__(self, **claims: Any) -> None:
        self.claims, self.key, self.token = claims, KEY, None
        self.described: dict[str, Any] = {}
        self.posted: dict[str, list[str]] = {}
        self.nonce = ""
        self.status = 200

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/.well-known/openid-configuration":
            told = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"}  # fmt: skip
            return httpx.Response(self.status, json=told | self.described)
        if path == "/keys":
            return httpx.Response(200, json={"keys": [KEY.as_dict(private=False)]})
        assert path == "/token"
        self.posted = parse_qs(request.content.decode())
        return httpx.Response(200, json={"id_token": self.token or self.signed()})

    def signed(self) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "room", "sub": "u-1", "iat": now, "exp": now + 300, "nonce": self.nonce}
        told = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "one"}, told, self.key)

    def provider(self) -> Provider:
        return Provider(SETTINGS, httpx.MockTransport(self.answer))

    def subject(self, **query: str) -> str:
        """Who comes back from a login that goes its whole way."""
        begun = begin()
        self.nonce = begun.nonce
        return self.provider().subject(begun, {"state": begun.state, "code": "c-1"} | query)


def test_a_good_login_says_who_it_is() -> None:
    fake, begun = Fake(), begin()
    fake.nonce = begun.nonce
    there = urlsplit(fake.provider().address(begun))
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{ISSUER}/authorize"
    assert asked["code_challenge"] == text(hashlib.sha256(begun.verifier.encode()).digest())
    assert asked["state"] == begun.state and asked["nonce"] == begun.nonce and asked["scope"] == "openid"
    assert "hush" not in there.query and begun.verifier not in there.query
    assert fake.provider().subject(begun, {"state": begun.state, "code": "c-1"}) == f"{ISSUER}#u-1"
    assert fake.posted["code_verifier"] == [begun.verifier] and fake.posted["code"] == ["c-1"]
    assert fake.posted["redirect_uri"] == [SETTINGS.redirect] and fake.posted["client_secret"] == ["hush"]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"aud": None}, {"aud": ["another", "third"]},
        {"iss": "https://evil.example"}, {"iss": None}, {"exp": int(time.time()) - 3600}, {"exp": None},
        {"sub": None}, {"nbf": int(time.time()) + 3600},
    ],
    ids=lambda claims: "-".join(f"{name}={value}" for name, value in claims.items())[:30],
)  # fmt: skip
def test_a_claim_that_is_wrong_or_missing_proves_nothing(claims: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="not proved"):
        Fake(**claims).subject()


def test_a_little_too_late_is_still_in_time() -> None:
    assert Fake(exp=int(time.time()) - 20).subject() == f"{ISSUER}#u-1"
    assert Fake(aud=["room"]).subject() == f"{ISSUER}#u-1"


def test_what_another_key_signed_proves_nothing() -> None:
    fake = Fake()
    fake.key = OTHER
    with pytest.raises(UsageError, match="not proved"):
        fake.subject()


def test_what_nobody_signed_proves_nothing() -> None:
    fake = Fake()
    head, body, sign = fake.signed().split(".")
    unsigned = text(b'{"alg":"none"}')
    shared = text(b'{"alg":"HS256","kid":"one"}')
    for token in (f"{unsigned}.{body}.", f"{unsigned}.{body}.{sign}", f"{shared}.{body}.{sign}", f"{head}.{body}.",
                  f"{head}.{body}", "", "x.y.z", "é"):  # fmt: skip
        fake.token = token or " "
        with pytest.raises(UsageError, match="not proved"):
            fake.subject()


def test_a_state_of_somebody_else_is_refused_before_anything_is_asked() -> None:
    fake = Fake()
    for state in ("another", "", "é"):
        with pytest.raises(UsageError, match="not begun here"):
            fake.subject(state=state)
    assert fake.posted == {}
    begun = begin()
    with pytest.raises(UsageError, match="refused: access_denied"):
        fake.provider().subject(begun, {"state": begun.state, "error": "access_denied"})


def test_a_provider_that_cannot_be_asked_or_trusted() -> None:
    fake = Fake()
    fake.status = 503
    with pytest.raises(UsageError, match="cannot be asked"):
        fake.provider().address(begin())
    for described in ({"issuer": "https://evil.example"}, {"token_endpoint": "http://id.example/token"},
                      {"jwks_uri": None}):  # fmt: skip
        fake = Fake()
        fake.described = described
        with pytest.raises(UsageError, match="does not describe itself"):
            fake.provider().address(begin())

    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no such host")

    with pytest.raises(UsageError, match="cannot be asked"):
        Provider(SETTINGS, httpx.MockTransport(gone)).address(begin())


def test_every_login_draws_its_own_secrets() -> None:
    logins = [begin() for _ in range(20)]
    assert len({part for login in logins for part in (login.state, login.nonce, login.verifier)}) == 60
    assert Begun.read(logins[0].text()) == logins[0]
    for odd in ("", "a.b", "a.b.c.d", "..", "a..c"):
        assert Begun.read(odd) is None


def test_settings_must_be_whole(tmp_path: Path) -> None:
    file = tmp_path / "openid.toml"
    whole = f'issuer = "{ISSUER}"\nclient_id = "room"\nclient_secret = "hush"\nredirect = "{SETTINGS.redirect}"\n'
    file.write_text(whole, "utf-8")
    assert settings(file).label == "OpenID" and settings(file).issuer == ISSUER
    plain, longer = whole.replace("https://id", "http://id"), whole + "more = 1\n"
    for odd in (plain, longer, "issuer = 1", "[", 'issuer = "https://i"'):
        file.write_text(odd, "utf-8")
        with pytest.raises(UsageError, match=r"openid\.toml"):
            settings(file)


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    kept = Accounts(opened(tmp_path / "team.db"))
    kept.add("ada", "administrator", "correct horse battery")
    kept.add("rob", "reviewer", None, subject=f"{ISSUER}#u-1")
    yield kept
    kept.close()


def gone_through(record: Record, accounts: Accounts, fake: Fake, **query: str) -> tuple[Browser, httpx.Response]:
    """A browser that pressed the link on the login page and came back from the provider."""
    browser = Browser(app(record, accounts, provider=fake.provider()))
    assert "Log in by Example" in browser.get("/login").text
    away = browser.get("/login/openid/begin", follow=False)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
    fake.nonce = asked["nonce"]
    cookie = away.headers["set-cookie"].lower()
    assert away.status_code == 303 and "httponly" in cookie and "samesite=lax" in cookie
    return browser, browser.get("/login/openid", params={"state": asked["state"], "code": "c"} | query, follow=False)


def test_the_whole_way_in(dossier: Record, accounts: Accounts) -> None:
    browser, back = gone_through(dossier, accounts, Fake())
    assert back.status_code == 303 and back.headers["location"] == "/"
    page = browser.get("/review")
    assert page.status_code == 200 and "rob, reviewer" in page.text
    given = {name: field(page.text, name) for name in ("form", "lineage", "version")} | {"decision": "accept"}
    assert browser.post("/review/decide", given).status_code == 200
    assert dossier.history(int(given["lineage"]))[-1].who == "rob"


def test_a_subject_without_an_account_stays_outside(dossier: Record, accounts: Accounts) -> None:
    browser, back = gone_through(dossier, accounts, Fake(sub="<b>u-2</b>"))
    assert back.status_code == 403 and "There is no account" in back.text and "<b>u-2" not in back.text
    assert browser.get("/", follow=False).headers["location"].startswith("/login")
    accounts.change("rob", active=False)
    assert gone_through(dossier, accounts, Fake())[1].status_code == 403


def test_a_login_that_was_not_begun_here_stays_outside(dossier: Record, accounts: Accounts) -> None:
    browser, back = gone_through(dossier, accounts, Fake(), state="another")
    assert back.status_code == 403 and "not begun here" in back.text
    assert browser.get("/", follow=False).status_code == 303
    fresh = Browser(app(dossier, accounts, provider=Fake().provider()))
    assert fresh.get("/login/openid?state=x&code=y").status_code == 403
    _, denied = gone_through(dossier, accounts, Fake(nonce="another"))
    assert denied.status_code == 403 and "not proved" in denied.text


def test_a_provider_that_is_down_is_said_on_the_page(dossier: Record, accounts: Accounts) -> None:
    fake = Fake()
    fake.status = 500
    answer = Browser(app(dossier, accounts, provider=fake.provider())).get("/login/openid/begin")
    assert answer.status_code == 400 and "cannot be asked" in answer.text and "Traceback" not in answer.text


def test_without_a_provider_there_is_no_such_address(dossier: Record, accounts: Accounts) -> None:
    browser = Browser(app(dossier, accounts))
    assert "openid" not in browser.get("/login").text
    assert browser.get("/login/openid/begin").status_code == 404
