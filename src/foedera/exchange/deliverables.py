"""Deliverables as flat rows, one for each, and as appointments of a calendar; entries as items of a feed."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from foedera.exchange.atom import Item
from foedera.exchange.calendar import Appointment
from foedera.exchange.flat import cell
from foedera.register import Deliverable, Entry, Member
from foedera.register.english import date, dated, listed
from foedera.register.progress import Progress
from foedera.register.quoting import quote
from foedera.register.sentences import sentence

COLUMNS: dict[str, type] = {
    "entry": str, "says": str, "parties": str, "stage": str, "due": str, "due_earliest": str, "due_text": str,
    "agreed": bool, "overdue": bool, "days_late": int, "only_reaffirmed": bool, "conditions_open": str,
    "contradictory": bool, "as_of": str, "documents": int, "claim": str, "evidence": str, "document": str,
    "title": str, "publisher": str, "published": str, "url": str,
}  # fmt: skip
"""The columns of a flat row of a deliverable, with their types, in order."""

_SOURCES = 5


def flat_deliverable(found: Deliverable) -> dict[str, Any]:
    """A deliverable with the columns of `COLUMNS`: where it stands, and its first claim with its document."""
    state, first = found.progress, found.entry.members[0]
    due = state.due
    return {
        "entry": found.entry.id, "says": sentence(first.claim), "parties": "; ".join(found.parties),
        "stage": state.stage, "due": None if due is None else due.latest.isoformat(),
        "due_earliest": None if due is None or due.earliest is None else due.earliest.isoformat(),
        "due_text": None if due is None else due.text, "agreed": state.is_agreed, "overdue": state.is_overdue,
        "days_late": state.late, "only_reaffirmed": state.is_only_reaffirmed,
        "conditions_open": "; ".join(each.text for each in state.unmet) or None,
        "contradictory": bool(state.conflicts), "as_of": None if state.as_of is None else state.as_of.isoformat(),
        "documents": len({member.claim.document for member in found.entry.members}), "claim": first.claim.id,
        "evidence": first.claim.evidence[0].text, "document": first.claim.document, "title": first.source.title,
        "publisher": first.source.publisher, "published": first.source.published, "url": first.source.url,
    }  # fmt: skip


def write_csv(found: Iterable[Deliverable], file: IO[str]) -> int:
    """Writes deliverables as CSV with a header, and returns their number."""
    writer = csv.DictWriter(file, fieldnames=list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    count = 0
    for count, each in enumerate(found, 1):  # noqa: B007 - the last number is the count
        writer.writerow({name: cell(value) for name, value in flat_deliverable(each).items()})
    return count


def write_parquet(found: Iterable[Deliverable], path: Path) -> int:
    """Writes deliverables as a Parquet file, and returns their number. Raises `OSError` where it cannot be written."""
    import polars

    types = {str: polars.String, int: polars.Int64, bool: polars.Boolean}
    schema = {name: types[type] for name, type in COLUMNS.items()}
    frame = polars.DataFrame([flat_deliverable(each) for each in found], schema=schema)
    frame.write_parquet(path)
    return frame.height


def appointment(found: Deliverable) -> Appointment | None:
    """The day on which a deliverable is due, with where it stands and what says so; None where it has no date.

    What is not agreed is tentative; what was withdrawn, lapsed or superseded is cancelled.
    """
    state = found.progress
    if state.due is None:
        return None
    says = sentence(state.due.member.claim)
    return Appointment(
        id=found.entry.id, day=state.due.latest, summary=f"Due: {says.rstrip('.')}",
        detail="\n".join([_state_in_words(state), *_sources([state.due.member, *found.entry.members])]),
        changed=_changed(found.entry.members, [step.note.at for step in state.steps if step.note is not None]),
        url=state.due.member.source.url, words=found.parties,
        standing="cancelled" if state.is_ended else "firm" if state.is_agreed else "tentative",
    )  # fmt: skip


def item(entry: Entry, progress: Progress | None = None) -> Item:
    """An entry as an item of a feed: what it says, where it stands if it is a commitment, and what says so."""
    paragraphs = [sentence(entry.members[0].claim)]
    if progress is not None:
        paragraphs.append(_state_in_words(progress))
    sources = list({member.claim.document: member.source for member in entry.members}.values())
    return Item(
        id=f"entry:{entry.id}", title=entry.label, paragraphs=(*paragraphs, *_sources(entry.members)),
        updated=_changed(entry.members), published=min(member.row.known_from for member in entry.members),
        authors=tuple(dict.fromkeys(source.publisher for source in sources if source.publisher)),
        categories=(entry.kind,),
        links=tuple((source.title or url, url) for source in sources if (url := _address(source.url))),
    )  # fmt: skip


def _state_in_words(state: Progress) -> str:
    parts = [f"Stands as {state.stage or 'unknown'}"]
    if state.as_of is not None:
        parts.append(f" on {date(state.as_of)}")
    if state.is_overdue:
        parts.append(f", overdue by {state.late} days" if state.late != 1 else ", overdue by 1 day")
    if state.unmet:
        parts.append(f"; open conditions: {listed([quote(each.text) for each in state.unmet])}")
    return f"{''.join(parts)}."


def _sources(members: Iterable[Member]) -> list[str]:
    """One line for each of the first documents: the words, title, publisher, date and address."""
    lines: dict[str, str] = {}
    for member in members:
        source = member.source
        about = ", ".join(part for part in (source.title, source.publisher, dated(source.published)) if part)
        address = f" {source.url}" if source.url else ""
        lines.setdefault(member.claim.document, f"{quote(member.claim.evidence[0].text)} ({about}){address}")
    return list(lines.values())[:_SOURCES]


def _changed(members: Iterable[Member], also: Iterable[datetime.datetime] = ()) -> datetime.datetime:
    """When the record last learnt something of some claims, or of what persons noted."""
    return max([*(member.row.known_from for member in members), *also])


def _address(url: str | None) -> str | None:
    return url if url is not None and url.startswith(("http://", "https://")) else None
