"""The structure that the record tells of, on a day and as known at a moment, with each proposed change as a variant.

It is made of entries of the kinds command and affiliation, and of nothing else: every post and link carries the
sentences that say so, and what no sentence says stays unknown.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from foedera.command.structure import Structure
from foedera.model.errors import QuestionError

if TYPE_CHECKING:
    from foedera.command.chronicle import Chronicle
    from foedera.record import Record
    from foedera.record.time import Known

AS_IS = "record"
"""The variant of the structure as the record has it."""

ALL = "proposed"
"""The variant in which everything has happened that is planned or considered."""


def recorded(
    record: Record, *, on: datetime.date | str | None = None, known: Known | None = None,
    source: Chronicle | None = None,
) -> Structure:  # fmt: skip
    """The structure on a day (None: that of the newest document), as the record knew it at `known` (None: now).

    Its variants (see `variant`) are `record` (as it is), `proposed` (everything planned or considered has happened),
    and one for each entry that would add or end something, by the entry's id. Nobody is added whom no claim names.
    `source` is what the record tells of commands (`foedera.command.chronicle.chronicle`), where it is at hand.
    Doctrines, duty hours, capacities, kinds of decision and rules of authority are in no claim and stay unknown.

    Raises:
        QuestionError: no such day, or no document has a date and no day was given.
    """
    # Whoever only reads files does not wait for the record's packages.
    from foedera.command.chronicle import told_structure

    return told_structure(record, on, known, source)


def variant(structure: Structure, id: str | None = None) -> Structure:
    """One variant of a structure from the record: None or `record`: what is so on its day; else with what is proposed.

    Raises:
        QuestionError: there is no such variant.
    """
    if id in (None, AS_IS):
        return structure.on(structure.day, AS_IS if structure.offered else None)
    if all(each.id != id for each in structure.offered):
        there = ", ".join(each.id for each in structure.offered) or AS_IS
        raise QuestionError(f"{structure.name}: no variant {id!r}: there are {there}")
    return structure.on(None, id)
