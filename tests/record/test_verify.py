"""What is wrong with a record is found and named."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from foedera.record import Record

from .samples import claim, document

DAMAGE = {
    "UPDATE versions SET claim = replace(claim, 'Avaria', 'Asmara') WHERE number = 1": "misquotes its document",
    "UPDATE versions SET claim = '{}' WHERE number = 1": "cannot be read",
    "UPDATE versions SET proposed = '{}' WHERE number = 4": "has a proposal that cannot be read",
    "UPDATE versions SET proposed = replace(claim, 'Avaria', 'Asmara') WHERE number = 3": "in what was proposed",
    "UPDATE editions SET about = '{}'": "cannot be unpacked",
    "UPDATE mentions SET status = 77 WHERE version = 1": "differs from its row",
    "UPDATE versions SET known_to = known_to - 5 WHERE number = 1": "a gap in record time",
    "UPDATE versions SET known_to = known_to + 5 WHERE number = 1": "an overlap in record time",
    "UPDATE versions SET version = 7 WHERE number = 4": "has version 7 after 1",
    "UPDATE versions SET known_to = 9 WHERE number = 3": "must be open",
    "UPDATE editions SET known_to = 9": "must be open",
    "DELETE FROM versions WHERE lineage = 2": "has no version",
    "DELETE FROM mentions WHERE version = 3 AND actor > 0": "not in the index under each of its actors",
    "INSERT INTO mentions SELECT 0, 99, kind, status, span, first, last, published, known_to FROM mentions WHERE"
    " version = 3 AND actor = 0": "refers to number 99",
    "UPDATE mentions SET known_to = 5 WHERE version = 3": "differs from its row",
    "UPDATE mentions SET first = 5 WHERE version = 3": "under other dates",
    "UPDATE lineages SET document = 77 WHERE number = 2": "refers to number 77",
    "DELETE FROM texts": "half erased",
}


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A record of two claims, one of them decided on twice."""
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        doc = document()
        record.add(doc, [claim(doc), claim(doc, 11, 18)], original=b"x")
        record.review(claim(doc).id, "accept", by="Ada")
        record.review(claim(doc, 11, 18).id, "accept", by="Ada")
        assert list(record.verify()) == []
    return path


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named(damaged: Path, damage: str) -> None:
    _harm(damaged, damage)
    assert DAMAGE[damage] in _found(damaged)


def test_another_text_is_noticed(damaged: Path) -> None:
    raw = sqlite3.connect(damaged)
    raw.execute("UPDATE texts SET text = ?", (zlib.compress(b"Another text."),))
    raw.commit()
    raw.close()
    assert "has a text whose hash is" in _found(damaged)
    _harm(damaged, "UPDATE texts SET text = x'00'")
    assert "cannot be unpacked" in _found(damaged)


def test_words_that_are_missing_or_too_many_are_noticed(damaged: Path) -> None:
    _harm(damaged, "INSERT INTO claim_words(rowid, words, marks) VALUES (99, 'stray', 'k1')")
    assert "claim_words: row 99 belongs to nothing" in _found(damaged)
    _harm(damaged, "INSERT INTO claim_words(claim_words, rowid, words, marks) VALUES ('delete', 99, 'stray', 'k1')")
    assert _found(damaged) == ""
    gone = (
        "INSERT INTO claim_words(claim_words, rowid, words, marks) VALUES ('delete', 3, 'Avaria\nAvaria', 'k0 d1 a1')"
    )
    _harm(damaged, gone)
    assert "claim_words: row 3 is missing" in _found(damaged)
    _harm(damaged, "INSERT INTO claim_words(rowid, words, marks) VALUES (3, 'Avaria\nBavaria', 'k0 d1 a1')")
    assert "the word 'bavaria' stands in 1 1 rows and places instead of none" in _found(damaged)


@pytest.mark.postgres
def test_words_are_compared_on_postgres(database: str) -> None:
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with Record.open(database) as record:
        doc = document()
        record.add(doc, [claim(doc)])
        with engine.begin() as connection:
            connection.execute(text("UPDATE claim_words SET words = to_tsvector('simple', 'stray')"))
            connection.execute(text("INSERT INTO passage_words VALUES (99, NULL, NULL)"))
        found = [f"{defect.where}: {defect.what}" for defect in record.verify()]
    engine.dispose()
    assert found == [
        "claim 1 version 1: is not in the full-text index with its words",
        "passage_words: there are 4 rows instead of 3",
    ]


def test_progress_is_told(damaged: Path) -> None:
    told: list[tuple[int, int]] = []
    with Record.open(damaged) as record:
        assert list(record.verify(lambda done, total: told.append((done, total)))) == []
    assert told == [(1, 1)]


def _harm(path: Path, sql: str) -> None:
    raw = sqlite3.connect(path)
    assert raw.execute(sql).rowcount != 0
    raw.commit()
    raw.close()


def _found(path: Path) -> str:
    with Record.open(path) as record:
        return "; ".join(f"{defect.where}: {defect.what}" for defect in record.verify())
