"""Entries consolidated from claims: what an alliance has promised, signed and done, and what became of it."""

from foedera.register.brief import Brief, Section, brief
from foedera.register.changes import Changes, Learnt, changes
from foedera.register.conflicts import Conflict
from foedera.register.consolidation import Updated, current, update
from foedera.register.deliverables import Deliverable, deliverable, deliverables
from foedera.register.doubts import Dispute, Doubt, Doubtfuls, disputes, doubtfuls, doubts
from foedera.register.dues import Due, Slip
from foedera.register.entries import entries, entry, successors
from foedera.register.entry import Entry, Member
from foedera.register.footnotes import Footnote, Part, Remark
from foedera.register.force import Reason, Standing
from foedera.register.graph import Graph, instruments
from foedera.register.items import Item
from foedera.register.judgements import Judgement
from foedera.register.leads import Lead, leads
from foedera.register.matching import Likeness, explained
from foedera.register.noting import note_progress
from foedera.register.outlook import Ahead, Outlook, ahead, outlook, resolve, write_forecast
from foedera.register.persons import merge, part, split, undo
from foedera.register.predictions import Prediction
from foedera.register.progress import Progress, progress
from foedera.register.related import Related, related
from foedera.register.scores import Score
from foedera.register.stages import Step
from foedera.register.streams import stream
from foedera.register.timeline import timeline

__all__ = [
    "Ahead",
    "Brief",
    "Changes",
    "Conflict",
    "Deliverable",
    "Dispute",
    "Doubt",
    "Doubtfuls",
    "Due",
    "Entry",
    "Footnote",
    "Graph",
    "Item",
    "Judgement",
    "Lead",
    "Learnt",
    "Likeness",
    "Member",
    "Outlook",
    "Part",
    "Prediction",
    "Progress",
    "Reason",
    "Related",
    "Remark",
    "Score",
    "Section",
    "Slip",
    "Standing",
    "Step",
    "Updated",
    "ahead",
    "brief",
    "changes",
    "current",
    "deliverable",
    "deliverables",
    "disputes",
    "doubtfuls",
    "doubts",
    "entries",
    "entry",
    "explained",
    "instruments",
    "leads",
    "merge",
    "note_progress",
    "outlook",
    "part",
    "progress",
    "related",
    "resolve",
    "split",
    "stream",
    "successors",
    "timeline",
    "undo",
    "update",
    "write_forecast",
]
