"""Doubtful pairs that are kept and mended are those that are found anew."""

from __future__ import annotations

from foedera.record import Record
from foedera.register import Doubtfuls, doubtfuls, doubts, part, update

from .pledges import OBJECTS, Told, put

OTHERS = ("Halberd coastal missiles to Ilmara", "seekers of coastal missiles", "80 coastal missiles and their seekers")


def shown(found: Doubtfuls) -> set[tuple[int, int, int, str, str]]:
    return {(each.score, each.a, each.b, each.entry_a, each.entry_b) for each in found.pairs}


def test_mended_pairs_are_those_found_anew(record: Record) -> None:
    put(record, 1, [Told("Norvane", OBJECTS[0])])
    put(record, 2, [Told("Norvane", OTHERS[0])])
    update(record)
    first = doubtfuls(record)
    assert doubtfuls(record, first) == first
    put(record, 3, [Told("Norvane", OTHERS[1]), Told("Norvane", OTHERS[2])])
    update(record)
    second = doubtfuls(record, first)
    assert shown(second) == shown(doubtfuls(record)) > shown(first)
    for row in record.queue(limit=1).rows:
        record.review(row.lineage, "reject", by="ada")
    update(record)
    third = doubtfuls(record, second)
    assert shown(third) == shown(doubtfuls(record)) != shown(second)


def test_doubts_among_kept_pairs_leave_out_what_was_parted(record: Record) -> None:
    for number, words in enumerate((OBJECTS[0], *OTHERS), 1):
        put(record, number, [Told("Norvane", words)])
    update(record)
    kept = doubtfuls(record)
    found = doubts(record, among=kept)
    assert found == doubts(record) != ()
    part(record, *found[0].entries, by="ada")
    update(record)
    left = doubts(record, among=doubtfuls(record, kept))
    assert left == doubts(record)
    assert found[0].entries not in {each.entries for each in left}
