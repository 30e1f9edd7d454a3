"""Questions that are asked of big records are answered from indexes: SQLite is asked how it goes about each."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event

from foedera.record import Record

from .samples import claim, document

DOC = document()
TABLES = "documents|texts|editions|readings|lineages|ids|versions|actors|mentions"

QUESTIONS: dict[str, Callable[[Record], object]] = {
    "a document": lambda r: r.document(DOC.id),
    "its readings": lambda r: r.readings(DOC.id),
    "its claims": lambda r: r.claims(DOC.id),
    "adding it again": lambda r: r.add(DOC, [claim(DOC)]),
    "an actor": lambda r: r.as_of(actor="state:AVA"),
    "an actor earlier": lambda r: r.as_of(actor="state:AVA", known="2031-01-01"),
    "an actor on a day": lambda r: r.as_of(actor="state:AVA", valid="2031-04-09", undated="include"),
    "an actor on a day, by publication": lambda r: r.as_of(actor="state:AVA", valid="2031", by="publication"),
    "the world in between": lambda r: r.diff("2031-01-01", "2031-05-01", axis="valid", actor="state:AVA"),
    "a history": lambda r: r.history(claim(DOC).id),
    "what waits": lambda r: r.queue(),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_table_is_gone_through(record: Record, question: str) -> None:
    record.add(DOC, [claim(DOC)])
    steps = [step for asked in _asked(lambda: QUESTIONS[question](record)) for step in _steps(record, *asked)]
    assert steps
    assert [step for step in steps if re.match(rf"SCAN ({TABLES})\b(?! USING INDEX ix_versions_doubt)", step)] == []


def test_a_day_is_answered_from_the_index_alone(record: Record) -> None:
    record.add(DOC, [claim(DOC)])
    asked = _asked(lambda: record.as_of(actor="state:AVA", kind="event", valid="2031-04-09", by="publication"))
    steps = [step for each in asked for step in _steps(record, *each) if step.startswith("SEARCH mentions")]
    assert len(steps) == 12
    assert {"USING COVERING INDEX ix_mentions_valid" in step for step in steps} == {True}


def test_the_index_of_actors_is_proved_by_looking_things_up(record: Record) -> None:
    record.add(DOC, [claim(DOC)])
    asked = [each for each in _asked(lambda: list(record.verify())) if each[0].startswith("WITH asked")]
    steps = [step for each in asked for step in _steps(record, *each)]
    assert "SEARCH m USING PRIMARY KEY (actor=? AND version=?)" in steps


def _asked(call: Callable[[], object]) -> list[tuple[str, Any]]:
    """The queries that a call makes of the database, with their parameters."""
    found: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return found


def _steps(record: Record, statement: str, parameters: Any) -> list[str]:
    with contextlib.closing(sqlite3.connect(record.where)) as raw:
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
