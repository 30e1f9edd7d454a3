import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedera.model import RecordError, UsageError
from foedera.web.accounts import SCOPES, Accounts, may, opened
from foedera.web.accounts import accounts as limits

GOOD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = 2_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    kept = Accounts(opened(tmp_path / "team.db"), clock)
    kept.add("ada", "administrator", GOOD)
    yield kept
    kept.close()


def test_a_password_opens_a_session_and_a_wrong_one_none(accounts: Accounts) -> None:
    key = accounts.log_in("ADA", GOOD, "here")
    assert key is not None
    session = accounts.session(key)
    assert session is not None and session.user.name == "ada" and session.form
    assert accounts.log_in("ada", GOOD + "!", "here") is None
    assert accounts.log_in("nobody", GOOD, "here") is None
    accounts.log_out(key)
    assert accounts.session(key) is None


def test_nothing_secret_is_stored(accounts: Accounts, tmp_path: Path) -> None:
    key, token = accounts.log_in("ada", GOOD, "here"), accounts.make_token("ada", "sync", ["read"])
    assert key is not None
    accounts.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in (GOOD, key, token):
        assert secret.encode() not in stored
    assert b"$argon2id$" in stored


def test_only_its_owner_may_read_the_file(accounts: Accounts, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "team.db").stat().st_mode) == 0o600


def test_sessions_end(accounts: Accounts, clock: Clock) -> None:
    key = accounts.log_in("ada", GOOD, "here")
    assert key is not None
    clock.now += limits.IDLE + 1
    assert accounts.session(key) is None
    key = accounts.log_in("ada", GOOD, "here")
    assert key is not None
    for _ in range(limits.LASTING // limits.IDLE):
        clock.now += limits.IDLE
        assert accounts.session(key) is not None
    clock.now += 2
    assert accounts.session(key) is None


def test_guessing_is_refused_until_the_window_has_passed(accounts: Accounts, clock: Clock) -> None:
    for _ in range(limits.TRIES):
        assert accounts.log_in("ada", "wrong", "here") is None
    with pytest.raises(UsageError, match="too many"):
        accounts.log_in("ada", GOOD, "elsewhere")
    clock.now += limits.WINDOW + 1
    assert accounts.log_in("ada", GOOD, "here") is not None


def test_guessing_many_names_from_one_place_is_refused(accounts: Accounts) -> None:
    for number in range(limits.TRIES_FROM):
        accounts.log_in(f"name{number}", "wrong", "here")
    with pytest.raises(UsageError, match="too many"):
        accounts.log_in("ada", GOOD, "here")
    assert accounts.log_in("ada", GOOD, "elsewhere") is not None


def test_a_closed_account_has_no_session_and_no_token(accounts: Accounts) -> None:
    accounts.add("bo", "editor", GOOD)
    key, token = accounts.log_in("bo", GOOD, "here"), accounts.make_token("bo", "sync", SCOPES)
    assert key is not None and accounts.token(token) is not None
    accounts.change("bo", active=False)
    assert accounts.session(key) is None
    assert accounts.token(token) is None
    assert accounts.log_in("bo", GOOD, "here") is None
    accounts.change("bo", active=True)
    assert accounts.token(token) is None


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    for change in ({"role": "reader"}, {"active": False}):
        with pytest.raises(UsageError, match="only administrator"):
            accounts.change("ada", **change)  # type: ignore[arg-type]
    assert accounts.user("ada").role == "administrator" and accounts.user("ada").active


def test_a_token_never_does_more_than_its_user(accounts: Accounts) -> None:
    accounts.add("bo", "reviewer", GOOD)
    with pytest.raises(UsageError, match="may not edit"):
        accounts.make_token("bo", "sync", ["edit"])
    token = accounts.make_token("bo", "sync", ["review", "read"])
    found = accounts.token(token)
    assert found is not None and found[1] == {"read", "review"}
    accounts.change("bo", role="reader")
    found = accounts.token(token)
    assert found is not None and found[1] == {"read"}
    (listed,) = accounts.tokens("bo")
    assert listed.scopes == ("read", "review") and listed.used is not None
    accounts.revoke(listed.number)
    assert accounts.token(token) is None
    with pytest.raises(UsageError, match="no token"):
        accounts.revoke(listed.number)


def test_roles_build_on_each_other() -> None:
    assert [may("reader", scope) for scope in SCOPES] == [True, False, False]
    assert [may("reviewer", scope) for scope in SCOPES] == [True, True, False]
    assert [may("editor", scope) for scope in SCOPES] == [True, True, True]


@pytest.mark.parametrize("name", ["", " ", "a b", "../x", "x" * 65, "ä", "-x"])
def test_names_that_cannot_be(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="not a name"):
        accounts.add(name, "reader", GOOD)


def test_other_mistakes_are_one_line(accounts: Accounts, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="already"):
        accounts.add("Ada", "reader", GOOD)
    with pytest.raises(UsageError, match="12 to"):
        accounts.add("bo", "reader", "short")
    with pytest.raises(UsageError, match="no such role"):
        accounts.add("bo", "boss", GOOD)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no account"):
        accounts.user("bo")
    with pytest.raises(UsageError, match="no such scope"):
        accounts.make_token("ada", "x", ["write"])  # type: ignore[list-item]
    with pytest.raises(RecordError, match="make one first"):
        opened(tmp_path / "none.db", create=False)
    (tmp_path / "text.db").write_text("no database, only words " * 50)
    with pytest.raises(RecordError, match="no accounts can be kept"):
        opened(tmp_path / "text.db")


def test_who_comes_by_openid_has_no_password(accounts: Accounts) -> None:
    accounts.add("cy", "reader", None, subject="https://id.example#42")
    assert accounts.log_in("cy", "", "here") is None
    key = accounts.log_in_as("https://id.example#42")
    assert key is not None
    session = accounts.session(key)
    assert session is not None and session.user.name == "cy"
    assert accounts.log_in_as("https://id.example#43") is None
