"""What the record keeps for the register: written at once, proved by `verify`, gone with an erased document."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from foedera.model import RecordError
from foedera.record import Ledger, Record, entry_id
from foedera.record.outlines import Course, Dated, Outline, Report, Standing
from foedera.record.tables import VERSION_TABLE
from foedera.record.time import FAR

from .samples import claim, document

OTHER = "Borland sends three ships to Port Cressy."
NEW_TABLES = ("promises", "items", "reports", "links", "blocks", "forms", "memberships", "consolidations", "notes")


def _placed(record: Record) -> tuple[str, list[int]]:
    """Two documents with a claim each, in one entry."""
    first, second = document(), document(OTHER, published="2031-05-01")
    one, two = claim(first, kind="commitment"), claim(second, kind="commitment")
    record.add(first, [one])
    record.add(second, [two])
    with record.keeper() as keeper:
        lineages = list(keeper.changed(0))
        keeper.put_forms({lineages[0]: -7, lineages[1]: 5})
        keeper.put_blocks([(1, -7), (1, 5), (2, 5)])
        keeper.put_links({(-7, -7): 9000, (-7, 5): 6000, (5, 5): 9000})
        keeper.write()
        id = entry_id(one.key)
        assert keeper.place(dict.fromkeys(lineages, id), "test/1") == (2, {id})
        keeper.put_outlines([_outline(id, lineages)])
        keeper.close("test/1", *keeper.last(), "make 1", {"changed": 2})
    return id, lineages


def _outline(id: str, lineages: list[int]) -> Outline:
    courses = [
        Course(id, 20310410, 20310501, FAR, "agreed", 0, 0, 1, 0),
        Course(id, 20310501, FAR, 20310430, "agreed", 1, 0, 1, 1),
    ]
    dated = [
        Dated(id, 0, 20310410, "new", "agreed", 20310410, FAR),
        Dated(id, 1, 20310430, "due", "overdue", 20310501, FAR),
    ]
    reports = [
        Report(lineage, id, 20310410, published, 20310601)
        for lineage, published in zip(lineages, (20310410, 20310501), strict=True)
    ]
    return Outline(tuple(courses), tuple(dated), tuple(reports))


def test_claims_belong_to_an_entry_from_a_moment_on(any_record: Record) -> None:
    id, lineages = _placed(any_record)
    then = any_record.summary().last
    with any_record.ledger() as ledger:
        held = ledger.belonging(entries=[id])
        assert [each.row.lineage for each in held] == lineages
        assert [each.source.publisher for each in held] == ["The Example Courier"] * 2
        assert [each.published for each in held] == [20310410, 20310501]
        assert ledger.blocked([1, 2, 3]) == {1: [-7, 5], 2: [5]}
        assert ledger.links([5], 7000) == {(5, 5): 9000}
        assert ledger.consolidated() == ("test/1", *ledger.last(), "make 1")
    with any_record.keeper() as keeper:
        assert keeper.place({lineages[0]: id, lineages[1]: None}, "test/1") == (1, {id})
        keeper.write()
    with any_record.ledger() as ledger:
        assert [each.row.lineage for each in ledger.belonging(entries=[id])] == lineages[:1]
        assert list(ledger.entered([id])) == lineages
    with any_record.ledger(then) as ledger:
        assert [each.entry for each in ledger.belonging()] == [id, id]


def test_what_belongs_nowhere_is_an_entry_of_its_own(record: Record) -> None:
    doc = document()
    made = claim(doc, kind="event")
    record.add(doc, [made])
    with record.ledger() as ledger:
        assert [each.entry for each in ledger.belonging()] == [entry_id(made.key)]
        assert [each.entry for each in ledger.belonging(entries=[entry_id(made.key)])] == [entry_id(made.key)]
        assert [each.entry for each in ledger.belonging(actor="Avaria", kind="event")] == [entry_id(made.key)]
        assert ledger.belonging(actor="Nobody") == ledger.belonging(entries=["e-0"]) == []
        assert ledger.consolidated() is None


def test_erasing_takes_the_forms_of_a_document_away(any_record: Record) -> None:
    _, lineages = _placed(any_record)
    any_record.erase(document().id, why="a court order", by="Ada")
    with any_record.ledger() as ledger:
        assert ledger.forms(lineages) == {lineages[1]: 5}
        assert ledger.blocked([1, 2]) == {1: [5], 2: [5]}
        assert ledger.links([-7, 5]) == {(5, 5): 9000}
    assert list(any_record.verify()) == []


def _outlined(ledger: Ledger, day: int) -> tuple[list[object], list[object]]:
    """What outlines say of a day: of commitments, and of dated things."""
    stood = [row for some in ledger.commitments_standing(Standing(day)) for row in some]
    return [*stood], [row for some in ledger.dated(day) for row in some]


def test_outlines_put_entries_in_order(any_record: Record) -> None:
    id, lineages = _placed(any_record)
    with any_record.ledger() as ledger:
        new, due = (20310410, "new", "agreed", id), (20310430, "due", "overdue", id)
        assert _outlined(ledger, 20310409) == ([], [])
        assert _outlined(ledger, 20310430) == ([(FAR, id)], [new])
        assert _outlined(ledger, 20310501) == ([(20310430, id)], [new, due])
        assert list(ledger.commitments_standing(Standing(20310501, overdue=False))) == [[]]
        assert list(ledger.commitments_standing(Standing(20310501, first=20310501, last=FAR - 1))) == [[]]
        assert list(ledger.dated(20310501, 20310411, 20310430, ["due", "step"])) == [[due]]
        assert [ledger.commitments_pending(day) for day in (20310410, 20310501)] == [set(), {id}]
        assert ledger.reported(20310409, 20310410) == [(20310410, id, lineages[0])]
        assert ledger.reported(20310501, 20310601) == [(20310410, id, lineage) for lineage in lineages]
        assert ledger.noted() == {id}
        assert ledger.entries_naming("Avaria", kind="commitment") == {id}
        assert ledger.entries_naming("Avaria", kind="event") == set()


def test_outlines_are_gone_through_a_few_hundred_at_once_and_days_as_a_whole(record: Record) -> None:
    with record.keeper() as keeper:
        courses = (Course(f"e-{at:04d}", 0, FAR, 20310101 + at // 300, None, 0, 0, 1, 0) for at in range(1000))
        keeper.put_outlines(Outline((course,), (), ()) for course in courses)
        keeper.write()
        found = list(keeper.commitments_standing(Standing(20310101)))
    assert [len(some) for some in found] == [300, 300, 300, 100]
    assert [id for some in found for _, id in some] == [f"e-{at:04d}" for at in range(1000)]


def test_erasing_takes_the_outlines_of_entries_away(any_record: Record) -> None:
    _placed(any_record)
    any_record.erase(document().id, why="a court order", by="Ada")
    with any_record.ledger() as ledger:
        assert _outlined(ledger, 20310501) == ([], [])
        assert ledger.reported(0, FAR) == []


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE memberships SET entry = 'e-1' WHERE lineage = 1", "which no entry is called"),
        ("DELETE FROM memberships WHERE lineage = 1", "belongs to no entry"),
        ("UPDATE memberships SET lineage = 99 WHERE lineage = 1", "which is not there"),
        (
            "INSERT INTO memberships SELECT 9, lineage, entry, known_from - 1, known_to, model FROM memberships"
            " WHERE number = 1",
            "another entry at one time",
        ),
        ("UPDATE forms SET form = 6 WHERE form = 5", "names form 5, which no claim has"),
        ("UPDATE links SET a = 5, b = -7 WHERE a = -7 AND b = 5", "not in order"),
        ("UPDATE items SET entry = 'e-1' WHERE number = 1", "names the entry e-1, to which no claim belongs"),
        ("UPDATE reports SET lineage = 99 WHERE lineage = 1", "which is not there"),
        ("INSERT INTO notes VALUES (7, 1, 'undo', '3', '{}', 'Ada', NULL)", "takes back note 3"),
        ("INSERT INTO notes VALUES (7, 1, 'merge', NULL, '[]', 'Ada', NULL)", "no JSON object"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, harm: str, told: str) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        _placed(record)
        assert list(record.verify()) == []
    with sqlite3.connect(path) as raw:
        raw.execute(harm)
    raw.close()
    with Record.open(path) as record:
        assert told in " ".join(defect.what for defect in record.verify())


def test_a_record_of_the_first_layout_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    _first_layout(str(path), f"sqlite:///{path}")
    with pytest.raises(RecordError, match="older layout"):
        Record.open(path, read_only=True)
    _assert_up_to_date(str(path))


@pytest.mark.postgres
def test_a_postgres_record_of_the_first_layout_is_brought_up_to_date(database: str) -> None:
    _first_layout(database, make_url(database).set(drivername="postgresql+psycopg"))
    _assert_up_to_date(database)


def _first_layout(where: str, url: object) -> None:
    """A record as the first layout left it: the tables that came with the second are not there."""
    with Record.open(where) as record:
        third = document("Avaria waits.")
        record.add(third, [claim(third)])
    engine = create_engine(url)  # type: ignore[arg-type]
    with engine.begin() as connection:
        for table in NEW_TABLES:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
    engine.dispose()


def _assert_up_to_date(where: str) -> None:
    with Record.open(where) as record:
        assert len(record.as_of().rows) == 1
        with record.keeper() as keeper:
            keeper.close("test/1", *keeper.last(), "", {})
        assert record.write_note("progress", None, {}, by="Ada").number == 1
        assert list(record.verify()) == []
