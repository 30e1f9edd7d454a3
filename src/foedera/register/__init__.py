"""Entries consolidated from claims: what an alliance has promised, signed and done, and what became of it."""

from foedera.register.consolidation import Updated, current, update
from foedera.register.deliverables import Deliverable, deliverable, deliverables
from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry, Member
from foedera.register.graph import Graph, instruments
from foedera.register.noting import note_progress
from foedera.register.outlook import Outlook, outlook, resolve, write_forecast
from foedera.register.predictions import Prediction
from foedera.register.progress import Progress, progress
from foedera.register.related import Related, related
from foedera.register.scores import Score

__all__ = [
    "Deliverable",
    "Entry",
    "Graph",
    "Member",
    "Outlook",
    "Prediction",
    "Progress",
    "Related",
    "Score",
    "Updated",
    "current",
    "deliverable",
    "deliverables",
    "entries",
    "entry",
    "instruments",
    "note_progress",
    "outlook",
    "progress",
    "related",
    "resolve",
    "successors",
    "update",
    "write_forecast",
]
