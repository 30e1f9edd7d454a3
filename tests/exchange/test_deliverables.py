import csv
import datetime
import io
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import polars
import vobject

from foedera.exchange.answers import deliverable_of, entry_of
from foedera.exchange.atom import atom
from foedera.exchange.calendar import calendar
from foedera.exchange.deliverables import COLUMNS, appointment, flat_deliverable, item, write_csv, write_parquet
from foedera.register import Deliverable, Entry, progress
from tests.register.made import MOMENT, by, entry, member, note, promise

DAY = datetime.date(2032, 7, 4)
MISSILES = promise(due=by("2032-06-30", text="by June 2032"), conditions=["if it is paid"])


def found(*members: Any, notes: Any = (), as_of: datetime.date = DAY) -> Deliverable:
    made: Entry = entry(*members, id="e-12", label="XNV: deliver 200 Halberd missiles")
    return Deliverable(entry=made, progress=progress(made, notes, as_of=as_of))


MADE = found(
    member(MISSILES, text="=Norvane will deliver 200 missiles.", title="Fact sheet"),
    member(promise("reaffirmed"), published="2032-01-02", text="They reaffirmed it.", lineage=2, publisher="Wire"),
)


def test_a_flat_row_says_where_it_stands_and_why() -> None:
    row = flat_deliverable(MADE)
    assert list(row) == list(COLUMNS)
    assert row["says"] == "XNV is to deliver 200 Halberd missiles, by the end of June 2032."
    assert (row["due"], row["overdue"], row["days_late"], row["documents"]) == ("2032-06-30", True, 4, 2)
    assert (row["conditions_open"], row["only_reaffirmed"], row["stage"]) == ("if it is paid", True, "reaffirmed")
    assert (row["title"], row["published"]) == ("Fact sheet", "2031-04-10")


def test_csv_and_parquet(tmp_path: Path) -> None:
    undated = found(member(promise(), text="Norvane will deliver."))
    out = io.StringIO()
    assert write_csv([MADE, undated], out) == 2
    first, second = csv.DictReader(io.StringIO(out.getvalue()))
    assert first["evidence"] == "'=Norvane will deliver 200 missiles."
    assert (second["due"], second["overdue"]) == ("", "False")
    assert write_parquet([MADE, undated], tmp_path / "out.parquet") == 2
    frame = polars.read_parquet(tmp_path / "out.parquet")
    assert frame.columns == list(COLUMNS) and frame["days_late"].to_list() == [4, None]


def test_everything_of_it_as_json() -> None:
    made = msgspec.json.decode(msgspec.json.encode(deliverable_of(MADE)))
    assert made["overdue"] is True and made["due"]["evidence"]["text"] == "=Norvane will deliver 200 missiles."
    steps = made["tracks"]["agreement"]
    assert [step["stage"] for step in steps] == ["agreed", "reaffirmed"]
    assert all(step["evidence"]["document"].startswith("sha256:") for step in steps)
    assert made["conditions"][0]["met"] is None
    assert [each["publisher"] for each in made["evidence"]] == ["The Ledger", "Wire"]
    whole = entry_of(MADE.entry)
    assert (whole["entry"], whole["documents"], len(whole["evidence"])) == ("e-12", 2, 2)


def test_an_appointment_says_where_it_stands_and_changes_with_it() -> None:
    made = appointment(MADE)
    assert made is not None and (made.id, made.day, made.standing) == ("e-12", datetime.date(2032, 6, 30), "firm")
    assert made.summary == "Due: XNV is to deliver 200 Halberd missiles, by the end of June 2032"
    assert "Stands as reaffirmed on 4 July 2032, overdue by 4 days" in made.detail
    assert "“if it is paid”" in made.detail and "(Fact sheet, The Ledger, 10 April 2031)" in made.detail
    later = MOMENT + datetime.timedelta(days=1)
    step = note("progress", "e-12", track="execution", stage="delivered", when="2032-07-01", source="A letter")
    noted = appointment(found(*MADE.entry.members, notes=[msgspec.structs.replace(step, at=later)]))
    assert noted is not None and noted.changed == later > made.changed
    before, after = (vobject.readOne(calendar([each], name="x").decode()).vevent for each in (made, noted))
    assert before.uid.value == after.uid.value and int(before.sequence.value) < int(after.sequence.value)
    assert "Stands as delivered" in after.description.value


def test_what_is_withdrawn_is_cancelled_and_what_is_intended_tentative() -> None:
    gone = appointment(found(member(MISSILES), member(promise("withdrawn"), published="2032-01-02", lineage=2)))
    assert gone is not None and gone.standing == "cancelled"
    meant = appointment(found(member(promise("intended", due="2033-01-01"))))
    assert meant is not None and meant.standing == "tentative"
    assert appointment(found(member(promise()))) is None


def test_an_entry_as_an_item_of_a_feed() -> None:
    made = item(MADE.entry, MADE.progress)
    feed = feedparser.parse(atom([made], name="New"))
    (each,) = feed.entries
    assert each.id == "tag:foedera.invalid,2026:entry:e-12" and each.title == "XNV: deliver 200 Halberd missiles"
    assert "Stands as reaffirmed" in each.content[0].value and "They reaffirmed it" in each.content[0].value
    assert each.updated == each.published == "2034-01-01T00:00:00Z"
    assert {author.name for author in each.authors} == {"The Ledger", "Wire"}
