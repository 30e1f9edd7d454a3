"""Accounts of a team: who may read, review, edit and administer, with passwords, sessions and tokens."""

from foedera.web.accounts.accounts import Accounts
from foedera.web.accounts.rows import ROLES, SCOPES, Role, Scope, Session, Token, User, may
from foedera.web.accounts.store import opened

__all__ = ["ROLES", "SCOPES", "Accounts", "Role", "Scope", "Session", "Token", "User", "may", "opened"]
