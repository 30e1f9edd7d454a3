"""The ties of a record's day as a table: a row for each tie, with the first sentence that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.datasets.tables.table import Column, Report, Source, Table

if TYPE_CHECKING:
    from foedera.networks.instruments import Undecided
    from foedera.networks.recorded import Recorded
    from foedera.networks.tie import Tie

_LABELS = {
    "kind": "what the tie is",
    "sort": "type of instrument, obligation, event or asset; where a promise stands; the group",
    "node1": "who is tied, or acts, or owes",
    "node2": "to whom",
    "mutual": "whether it goes both ways",
    "weight": "PLOVER's conflict-cooperation score (manual 0.7b1) of an event, else 1",
    "what": "the entry of the register that shows it",
    "since": "the day from which it counts",
    "signed": "whether its instrument is only known to have been signed or adopted, not to be in force",
    "sentence": "the first sentence that shows it",
    "sentences": "how many sentences show it",
}

_ORDER = (
    "kind", "sort", "node1", "name1", "node2", "name2", "mutual", "weight", "what", "entry", "since",
    "signed", "sentence", "document", "publisher", "published", "sentences",
)  # fmt: skip


def table_of_ties(found: Recorded, *, title: str = "") -> Table:
    """All ties of a day: kind, sort, both ends with their names, direction, weight, entry, and the sentence.

    Notes in the report name the instruments of which it is not known whether they were in force, and count the ties
    that no day bounds. `title` is that of the record.
    """
    import polars as pl

    rows = [_row(found, tie) for tie in found.ties]
    others = {"mutual": pl.Boolean, "signed": pl.Boolean, "weight": pl.Float64, "since": pl.Date, "sentences": pl.Int64}
    frame = pl.DataFrame(rows, schema={name: others.get(name, pl.String) for name in _ORDER})
    columns = tuple(Column(name=name, label=label, source="record") for name, label in _LABELS.items())
    cited = "the documents named in the columns document and publisher"
    source = Source(id="record", title=title or "record", citation=cited)
    return Table(frame, title=f"ties on {found.day}", sources=(source,), columns=columns, report=_report(found))


def _row(found: Recorded, tie: Tie) -> dict[str, object]:
    shown = tie.sentences[0]
    return {
        "kind": tie.kind, "sort": tie.sort, "node1": tie.one, "name1": found.names.get(tie.one, tie.one),
        "node2": tie.other, "name2": found.names.get(tie.other, tie.other), "mutual": tie.mutual,
        "weight": tie.weight, "what": tie.what, "entry": tie.entry, "since": tie.since, "signed": tie.signed,
        "sentence": shown.text,
        "document": shown.document, "publisher": shown.publisher, "published": shown.published,
        "sentences": len(tie.sentences),
    }  # fmt: skip


def _report(found: Recorded) -> Report:
    made = Report()
    if "event" in found.kinds:
        made = made.with_note(f"events from {found.since} to {found.day}")
    if found.undecided:
        made = made.with_note(f"not known to be in force, so without ties: {_some(found.undecided)}")
        if not any(tie.signed for tie in found.ties):
            made = made.with_note("those of them that were signed or adopted by then are shown with --signed")
    if undated := sum(tie.since is None and all(one.published is None for one in tie.sentences) for tie in found.ties):
        made = made.with_note(f"ties of documents without a day, which stand on any day that is asked about: {undated}")
    if found.world:
        made = made.with_note(f"{found.world} acts towards a hundred states and more tie nobody")
    return made


def _some(undecided: tuple[Undecided, ...]) -> str:
    more = f" and {len(undecided) - 3} more" if len(undecided) > 3 else ""
    return ", ".join(one.name for one in undecided[:3]) + more
