"""A person holds two entries apart: they are neither offered nor put together again."""

import msgspec
import pytest

from foedera.model import QuestionError
from foedera.record import Record
from foedera.register import doubts, entries, part, undo, update

from .pledges import OBJECTS, Told, document, put


def test_what_is_held_apart_stays_so_when_a_better_coder_would_make_it_one(record: Record) -> None:
    ours = put(record, 1, [Told("Norvane", OBJECTS[3])])[0]
    theirs = put(record, 2, [Told("Norvane", OBJECTS[7])])[0]
    update(record)
    assert len(list(entries(record))) == 2
    first, second = (each.id for each in entries(record))
    note = part(record, first, second, by="Ada", why="two centres")
    better = msgspec.structs.replace(theirs, id=theirs.id + "x", body=ours.body)
    record.add(document(2, [Told("Norvane", OBJECTS[7])]), [better], coders=["test/2.0"])
    update(record)
    assert len(list(entries(record))) == 2
    assert doubts(record) == ()
    undo(record, note.number, by="Ada")
    assert len(list(entries(record))) == 1


def test_one_entry_cannot_be_held_apart_from_itself(record: Record) -> None:
    put(record, 1, [Told("Norvane", OBJECTS[0])])
    update(record)
    (only,) = entries(record)
    with pytest.raises(QuestionError, match="different"):
        part(record, only.id, only.id, by="Ada")
