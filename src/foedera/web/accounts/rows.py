"""What accounts are made of: users, sessions, tokens, and what a role may do."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

Role = Literal["reader", "reviewer", "editor", "administrator"]
Scope = Literal["read", "review", "edit"]

ROLES: tuple[Role, ...] = ("reader", "reviewer", "editor", "administrator")
SCOPES: tuple[Scope, ...] = ("read", "review", "edit")


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with an account. `active` is false where the account was closed: it stays, for the audit log's sake."""

    name: str
    role: Role
    active: bool
    created: datetime.datetime


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who logged in. `form` is the secret that every form of this session must carry."""

    user: User
    form: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A key for programs. `number` names it in lists; the key itself is shown once, when it is made."""

    number: int
    user: str
    label: str
    scopes: tuple[Scope, ...]
    created: datetime.datetime
    used: datetime.datetime | None


_NEEDS: dict[Scope, Role] = {"read": "reader", "review": "reviewer", "edit": "editor"}


def may(role: Role, scope: Scope) -> bool:
    """Whether somebody of this role may read, review (accept, reject) or edit (change, merge, split, erase)."""
    return ROLES.index(role) >= ROLES.index(_NEEDS[scope])
