"""The store: every claim with its document, its evidence, its versions, and what persons decided about it.

    with Record.open("alliance.db") as record:
        record.add(document, claims)
        page = record.as_of(valid="2024-04-09", known="2024-05-01", actor="state:JPN")

A record is bitemporal (when it holds in the world, when it was known), append-only, cited and reviewed, and adds
nothing twice. It is one SQLite file, or a PostgreSQL database (`foedera[postgres]`).
"""

from foedera.record.belonging import Belonging, entry_id
from foedera.record.keeper import Keeper, Placed
from foedera.record.ledger import Doubtful, Ledger, Stand
from foedera.record.record import Record
from foedera.record.rows import (
    STANDING,
    STATUSES,
    Added,
    Change,
    Defect,
    Entry,
    Hit,
    Listed,
    Note,
    Page,
    Reading,
    Row,
    Status,
    Summary,
    Tombstone,
    Version,
)

__all__ = [
    "STANDING",
    "STATUSES",
    "Added",
    "Belonging",
    "Change",
    "Defect",
    "Doubtful",
    "Entry",
    "Hit",
    "Keeper",
    "Ledger",
    "Listed",
    "Note",
    "Page",
    "Placed",
    "Reading",
    "Record",
    "Row",
    "Stand",
    "Status",
    "Summary",
    "Tombstone",
    "Version",
    "entry_id",
]
