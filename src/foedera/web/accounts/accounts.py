"""The accounts of a team: made, closed, logged in to, and throttled where somebody guesses."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from foedera.model import UsageError
from foedera.web.accounts.passwords import agrees, digest, hashed, key, stale
from foedera.web.accounts.rows import ROLES, SCOPES, Role, Scope, Session, Token, User, may
from foedera.web.accounts.store import failures, sessions, tokens, users

IDLE = 12 * 3600
"""Seconds after which a session that nobody uses has ended."""
LASTING = 7 * 24 * 3600
"""Seconds after which every session has ended."""
WINDOW = 15 * 60
"""Seconds for which a failed login is remembered."""
TRIES = 5
"""Failed logins under one name within the window after which more are refused."""
TRIES_FROM = 30
"""The same from one address, whatever the names."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", re.ASCII)


class Accounts:
    """The accounts in a database, as `opened` gives it. `clock` gives the seconds since 1970, for tests."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._clock = engine, clock

    def close(self) -> None:
        """Closes the database."""
        self._engine.dispose()

    def add(self, name: str, role: Role, password: str | None, *, subject: str | None = None) -> User:
        """Makes an account. Without a password it is for OpenID Connect alone, and `subject` is who it is there.

        Raises `UsageError` where the name is taken or unfit, the role unknown, or the password too short.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(f"not a name for an account: {name[:70]!r}: letters, digits and . _ @ - only")
        values = {
            "name": name, "folded": name.casefold(), "role": _role(role), "subject": subject, "active": True,
            "password": None if password is None else hashed(password), "created": self._now(),
        }  # fmt: skip
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(users).values(values))
        except IntegrityError:
            raise UsageError(f"there is an account {name} already") from None
        return self.user(name)

    def user(self, name: str) -> User:
        """The account of that name. Raises `UsageError` where there is none."""
        with self._engine.connect() as connection:
            return _user(_found(connection, name))

    def users(self) -> tuple[User, ...]:
        """Every account, closed ones too, by name."""
        with self._engine.connect() as connection:
            return tuple(_user(row) for row in connection.execute(select(users).order_by(users.c.folded)))

    def change(
        self, name: str, *, role: Role | None = None, password: str | None = None, active: bool | None = None
    ) -> User:
        """Gives an account another role or password, or closes or opens it; its sessions and, where it is closed, its
        tokens end. Raises `UsageError` where nobody would be left to administer."""
        with self._engine.begin() as connection:
            row = _found(connection, name)
            values: dict[str, Any] = {} if role is None else {"role": _role(role)}
            values |= {} if password is None else {"password": hashed(password)}
            values |= {} if active is None else {"active": active}
            connection.execute(update(users).where(users.c.number == row.number).values(values))
            if row.role == "administrator" and not _administrators(connection):
                raise UsageError(f"{row.name} is the only administrator left: make another one first")
            connection.execute(delete(sessions).where(sessions.c.user == row.number))
            if active is False:
                connection.execute(delete(tokens).where(tokens.c.user == row.number))
        return self.user(name)

    def log_in(self, name: str, password: str, origin: str) -> str | None:
        """The key of a new session, or None where name and password do not agree.

        Raises `UsageError` where there were too many failures under this name or from this `origin` of late.
        """
        with self._engine.begin() as connection:
            self._throttle(connection, name, origin)
        # Hashing is slow on purpose, so it is done outside any transaction.
        with self._engine.connect() as connection:
            row = connection.execute(select(users).where(users.c.folded == name.casefold())).first()
        good = agrees(password, None if row is None else row.password) and row is not None and row.active
        with self._engine.begin() as connection:
            if row is None or not good:
                for whom in _whom(name, origin):
                    connection.execute(insert(failures).values(whom=whom, at=self._now()))
                return None
            connection.execute(delete(failures).where(failures.c.whom == _whom(name, origin)[0]))
            if stale(row.password):
                fresh = hashed(password)
                connection.execute(update(users).where(users.c.number == row.number).values(password=fresh))
            return self._begin(connection, row.number)

    def log_in_as(self, subject: str) -> str | None:
        """The key of a new session for whom an OpenID provider knows as `subject`; None where nobody is."""
        with self._engine.begin() as connection:
            row = connection.execute(select(users).where(users.c.subject == subject, users.c.active)).first()
            return None if row is None else self._begin(connection, row.number)

    def session(self, secret: str) -> Session | None:
        """The session of a cookie; None where it has ended or never was."""
        now = self._now()
        with self._engine.begin() as connection:
            joined = select(sessions.c.form, sessions.c.seen, sessions.c.created.label("begun"), users)
            joined = joined.join(users, sessions.c.user == users.c.number).where(sessions.c.key == digest(secret))
            row = connection.execute(joined).first()
            if row is None:
                return None
            if not row.active or now - row.seen > IDLE or now - row.begun > LASTING:
                connection.execute(delete(sessions).where(sessions.c.key == digest(secret)))
                return None
            if now - row.seen > 60:
                connection.execute(update(sessions).where(sessions.c.key == digest(secret)).values(seen=now))
            return Session(user=_user(row), form=row.form)

    def log_out(self, secret: str) -> None:
        """Ends a session."""
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.key == digest(secret)))

    def make_token(self, name: str, label: str, scopes: Iterable[Scope]) -> str:
        """A new key for programs, with no more rights than its user has. It is shown once and stored as a digest.

        Raises `UsageError` where a scope is unknown or beyond the user's role.
        """
        asked = tuple(scope for scope in SCOPES if scope in set(scopes))
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown or not asked:
            raise UsageError(f"no such scope: {', '.join(unknown) or 'none given'}: choose from {', '.join(SCOPES)}")
        secret = "foedera_" + key()
        with self._engine.begin() as connection:
            row = _found(connection, name)
            beyond = [scope for scope in asked if not may(row.role, scope)]
            if beyond or not row.active:
                raise UsageError(f"{row.name} is {row.role} and may not {beyond[0] if beyond else 'log in'}")
            values = {"key": digest(secret), "user": row.number, "label": label[:200], "scopes": " ".join(asked)}
            connection.execute(insert(tokens).values(values | {"created": self._now()}))
        return secret

    def token(self, secret: str) -> tuple[User, frozenset[Scope]] | None:
        """Whose key this is and what it may do, which is never more than its user may now; None where it is no key."""
        with self._engine.begin() as connection:
            joined = select(tokens.c.scopes, tokens.c.number.label("token"), users)
            joined = joined.join(users, tokens.c.user == users.c.number)
            row = connection.execute(joined.where(tokens.c.key == digest(secret), users.c.active)).first()
            if row is None:
                return None
            connection.execute(update(tokens).where(tokens.c.number == row.token).values(used=self._now()))
        user = _user(row)
        return user, frozenset(scope for scope in SCOPES if scope in row.scopes.split() and may(user.role, scope))

    def tokens(self, name: str | None = None) -> tuple[Token, ...]:
        """The keys of one account or of all, oldest first, without their secrets."""
        joined = select(tokens, users.c.name.label("whose")).join(users, tokens.c.user == users.c.number)
        if name is not None:
            joined = joined.where(users.c.folded == name.casefold())
        with self._engine.connect() as connection:
            return tuple(
                Token(
                    number=row.number, user=row.whose, label=row.label, created=_moment(row.created),
                    scopes=tuple(scope for scope in SCOPES if scope in row.scopes.split()),
                    used=None if row.used is None else _moment(row.used),
                )
                for row in connection.execute(joined.order_by(tokens.c.number))
            )  # fmt: skip

    def revoke(self, number: int) -> None:
        """Ends a key. Raises `UsageError` where there is none of that number."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(tokens).where(tokens.c.number == number)).rowcount:
                raise UsageError(f"there is no token {number}")

    def _now(self) -> int:
        return int(self._clock())

    def _begin(self, connection: Connection, user: int) -> str:
        secret, now = key(), self._now()
        connection.execute(delete(sessions).where(sessions.c.created < now - LASTING))
        values = {"key": digest(secret), "user": user, "form": key(), "created": now, "seen": now}
        connection.execute(insert(sessions).values(values))
        return secret

    def _throttle(self, connection: Connection, name: str, origin: str) -> None:
        since = self._now() - WINDOW
        connection.execute(delete(failures).where(failures.c.at < since))
        for whom, most in zip(_whom(name, origin), (TRIES, TRIES_FROM), strict=True):
            counted = select(func.count()).select_from(failures).where(failures.c.whom == whom)
            if connection.execute(counted).scalar_one() >= most:
                raise UsageError(f"too many failed logins: wait {WINDOW // 60} minutes and try again")


def _whom(name: str, origin: str) -> tuple[str, str]:
    return f"name {name.casefold()[:64]}", f"from {origin[:64]}"


def _found(connection: Connection, name: str) -> Any:
    row = connection.execute(select(users).where(users.c.folded == name.casefold())).first()
    if row is None:
        raise UsageError(f"there is no account {name[:70]}")
    return row


def _administrators(connection: Connection) -> int:
    counted = select(func.count()).select_from(users).where(users.c.role == "administrator", users.c.active)
    return connection.execute(counted).scalar_one()


def _role(role: str) -> str:
    if role not in ROLES:
        raise UsageError(f"no such role: {role}: choose from {', '.join(ROLES)}")
    return role


def _user(row: Any) -> User:
    return User(name=row.name, role=row.role, active=row.active, created=_moment(row.created))


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
