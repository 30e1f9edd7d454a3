"""Entries consolidated from claims: what an alliance has promised, signed and done, and what became of it."""

from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry, Member

__all__ = ["Entry", "Member", "entries", "entry", "successors"]
