"""Opening records: new, old, newer, read-only, foreign, damaged, full, out of reach. One clear line each."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from foedera.model import RecordError
from foedera.record import Record, migration
from foedera.record.tables import HEAD, METADATA, VERSION_TABLE

from .samples import claim, document


def _refused(call: Callable[[], object]) -> str:
    with pytest.raises(RecordError) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    assert 20 < len(message) < 300
    return message


def test_a_record_is_made_once_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a folder & ünï" / "record #1?.db"
    path.parent.mkdir()
    with Record.open(path) as record:
        record.add(document(), [claim(document())])
    with Record.open(f"sqlite:///{path}") as record:
        assert record.summary().documents == 1
    with Record.open(str(path), read_only=True) as record:
        assert len(record.as_of().rows) == 1
        assert "read-only" in _refused(lambda: record.add(document("Other."), []))


def test_opening_a_record_that_is_there_is_quick(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    begun = time.perf_counter()
    Record.open(path).close()
    assert time.perf_counter() - begun < 2
    assert "alembic.command" not in _modules_of("from foedera.record import Record; Record.open(sys.argv[1])", path)


def test_no_record_where_none_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert "no record at" in _refused(lambda: Record.open(path, create=False))
    assert "no record at" in _refused(lambda: Record.open(path, read_only=True))
    assert "does not exist" in _refused(lambda: Record.open(tmp_path / "no" / "record.db"))
    assert "is a folder" in _refused(lambda: Record.open(tmp_path))
    assert not path.exists()


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir, this is not a record. " * 50)
    assert "is not a record" in _refused(lambda: Record.open(path))
    assert path.read_text().startswith("Dear Sir")


def test_a_database_that_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE shopping (item TEXT)")
    other.close()
    assert "not a record of Foedera" in _refused(lambda: Record.open(path))


def test_a_record_from_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    raw.close()
    message = _refused(lambda: Record.open(path))
    assert "newer version" in message
    assert "upgrade Foedera" in message


def test_a_damaged_record(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        for n in range(30):
            record.add(document(f"Text {n}."), [])
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = os.urandom(len(data) - 4096 * 2)
    path.write_bytes(bytes(data))

    def use() -> object:
        with Record.open(path) as record:
            return record.documents(), list(record.verify())

    assert "damaged" in _refused(use)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="every file may be written")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    path.chmod(0o444)
    assert "is read-only" in _refused(lambda: Record.open(path))


def test_permissions_are_looked_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    assert "is read-only" in _refused(lambda: Record.open(path))
    Record.open(path, read_only=True).close()
    monkeypatch.setattr(os, "access", lambda _, mode: False)
    assert "permission denied" in _refused(lambda: Record.open(path))


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        record.add(document(), [claim(document())])
    with sqlite3.connect(path) as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    monkeypatch.setattr("foedera.record.sqlite._PRAGMAS", (f"PRAGMA max_page_count = {pages + 2}",))
    with Record.open(path) as record:
        big = document("".join(chr(0x4E00 + n % 20_000) for n in range(90_000)))
        assert "the disk is full" in _refused(lambda: record.add(big, [], original=os.urandom(100_000)))
        assert record.summary().documents == 1
        assert list(record.verify()) == []


def test_a_record_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    monkeypatch.setattr("foedera.record.sqlite._WAIT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record.open(path) as record:
        assert "is locked" in _refused(lambda: record.add(document(), []))
        assert record.summary().documents == 0
    other.close()


def test_addresses_that_name_no_record() -> None:
    assert "no record can be kept in mysql" in _refused(lambda: Record.open("mysql://host/db"))
    assert "names no file" in _refused(lambda: Record.open("sqlite://"))
    assert "not an address" in _refused(lambda: Record.open("://"))


def test_postgres_out_of_reach_and_passwords_are_not_shown() -> None:
    message = _refused(lambda: Record.open("postgresql://ada:secret@127.0.0.1:1/records"))
    assert "cannot be reached" in message
    assert "secret" not in message


def test_postgres_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'foedera[postgres]'" in _refused(lambda: Record.open("postgresql://localhost/records"))


@pytest.mark.postgres
def test_postgres_is_read_only_where_it_was_opened_so(database: str) -> None:
    assert "no record in" in _refused(lambda: Record.open(database, create=False))
    Record.open(database).close()
    with Record.open(database, read_only=True) as record:
        assert "read-only" in _refused(lambda: record.add(document(), []))
        assert record.summary().documents == 0


@pytest.mark.postgres
def test_postgres_without_the_database(database: str) -> None:
    assert "does not exist" in _refused(lambda: Record.open(database.replace("/foedera_", "/nothing_")))


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    assert ScriptDirectory(str(migration._FOLDER)).get_heads() == [HEAD]
    _assert_same_layout(f"sqlite:///{path}")


@pytest.mark.postgres
def test_the_migrations_lead_to_the_tables_on_postgres(database: str) -> None:
    Record.open(database).close()
    _assert_same_layout(database.replace("postgresql://", "postgresql+psycopg://"))


def _assert_same_layout(url: str) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name in METADATA.tables

    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            options = {"version_table": VERSION_TABLE, "include_name": ours}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, METADATA) == []
    finally:
        engine.dispose()


def _modules_of(code: str, path: Path) -> str:
    import subprocess

    program = f"import sys; {code}; print(*sys.modules)"
    return subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout
