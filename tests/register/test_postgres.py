"""The register in PostgreSQL: one code path, so one history is enough."""

from __future__ import annotations

import pytest

from foedera.record import Record
from foedera.register import doubts, entries, entry, merge, split, successors, update
from tests.record.conftest import database, postgres_server  # noqa: F401

from .pledges import OBJECTS, Told, partition, put


@pytest.mark.postgres
def test_a_register_in_postgres(database: str) -> None:  # noqa: F811
    with Record.open(database) as record:
        put(record, 1, [Told("Norvane", OBJECTS[0]), Told("Ilmara", OBJECTS[3])])
        put(record, 2, [Told("Norvane", OBJECTS[1])], "2032-01-01")
        assert update(record).moved == 3
        then = record.summary().last
        early = partition(record)
        assert sorted(map(len, early.values())) == [1, 2]
        whole = merge(record, list(early), by="Ada")
        assert len(whole.members) == 3
        assert partition(record, then) == early
        parts = split(record, whole.id, [whole.members[0].row.lineage], by="Bo")
        assert sorted(len(each.members) for each in parts) == [1, 2]
        assert successors(record, whole.id) == tuple(sorted((e.id for e in parts), key=lambda id: id != whole.id))
        assert {entry(record, id).id for id in early} <= {each.id for each in entries(record)}
        assert all(each.kind == "commitment" for each in doubts(record))
        record.erase(whole.members[0].claim.document, why="a court order", by="Ada")
        update(record)
        assert [len(each.members) for each in entries(record)] == [1]
        assert list(record.verify()) == []
