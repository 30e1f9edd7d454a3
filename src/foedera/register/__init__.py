"""Entries consolidated from claims: what an alliance has promised, signed and done, and what became of it."""

from foedera.register.deliverables import Deliverable, deliverable, deliverables
from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry, Member
from foedera.register.graph import Graph, instruments
from foedera.register.noting import note_progress
from foedera.register.progress import Progress, progress

__all__ = [
    "Deliverable",
    "Entry",
    "Graph",
    "Member",
    "Progress",
    "deliverable",
    "deliverables",
    "entries",
    "entry",
    "instruments",
    "note_progress",
    "progress",
    "successors",
]
