"""Passwords and keys: Argon2id for what a person chooses, SHA-256 for what we drew at random."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from foedera.model import UsageError

SHORTEST = 12
LONGEST = 1024

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """The Argon2id hash of a password. Raises `UsageError` where it is too short or absurdly long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST:,} characters, not {len(password):,}")
    return _HASHER.hash(password)


def agrees(password: str, stored: str | None) -> bool:
    """Whether a password is that of a hash. It takes as long without a hash, so that no name can be guessed."""
    if len(password) > LONGEST:
        return False
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def stale(stored: str) -> bool:
    """Whether a hash was made with settings that are no longer ours."""
    return _HASHER.check_needs_rehash(stored)


def key() -> str:
    """A new secret of 256 bits, as text for a cookie, a form or a header."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret that was drawn at random."""
    return hashlib.sha256(secret.encode()).hexdigest()
