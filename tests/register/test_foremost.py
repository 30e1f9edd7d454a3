"""The first of an answer, found by outlines, is the beginning of the whole answer."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.record import Belonging, Record
from foedera.register import changes, deliverables, entries, merge, note_progress, split, timeline, undo, update
from foedera.register import foremost as foremost_module
from foedera.register.foremost import Reader, is_outlined

from .made import AUTHOR, ILMARA, KARVOSSA, NORVANE, RIVAL, UNNAMED, instrument, named, promise, written
from .pledges import put
from .test_changes import asset, met, post
from .test_consolidation import AGAIN, CENTRE, HALBERD, VESSELS
from .test_progress import DATES, STATUSES

DAYS = ("2030-12-31", "2032-03-01", "2033-06-30", "2036-01-01")
TOLD_OF: tuple[dict[str, Any], ...] = (
    {}, {"since": "2032-03-01", "until": "2033-06-30", "kinds": ["due", "step", "act"]}, {"actor": "state:XIL"},
)  # fmt: skip
ASKED: tuple[dict[str, Any], ...] = (
    {}, {"overdue": True}, {"reaffirmed": True, "stage": "reaffirmed"}, {"overdue": False, "stage": "agreed"},
    {"party": "state:XNV", "about": "RADARS"}, {"since": "2032-06-01"}, {"until": "2033-01-01"},
)  # fmt: skip


def assert_first_is_first(record: Record, *days: str) -> None:
    """Asks for all and for the first of it, on some days and in several ways; the first is found by outlines."""
    with record.ledger() as ledger:
        assert is_outlined(ledger, None)
    for on in days:
        for asked in ASKED:
            _assert_begins(partial(deliverables, record, as_of=on, **asked))
        for asked in TOLD_OF:
            _assert_begins(partial(timeline, record, as_of=on, **asked))
        for asked in ({}, {"actor": "state:XNV"}, {"about": "radars"}):
            _assert_begins(partial(_changed, record, on, **asked))


def _changed(record: Record, on: str, **asked: Any) -> Sequence[Any]:
    found = changes(record, "2031-06-01", max(on, "2031-06-02"), **asked)
    return [*found.alliance, *found.known]


def _assert_begins(ask: partial[Any]) -> None:
    every = list(ask(limit=None))
    assert list(ask(limit=100)) == every
    if ask.func is not _changed:
        assert list(ask(limit=2)) == every[:2]


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    acts = st.lists(st.tuples(st.sampled_from(["signed", "entered-into-force", "terminated"]), st.none() | DATES))
    pledge = st.builds(
        promise, STATUSES, object=st.sampled_from(["four radars", "a port", "20 Halberd missiles"]),
        due=st.none() | DATES, exploratory=st.booleans(), parties=st.sampled_from([(NORVANE,), (ILMARA, KARVOSSA)]),
    )  # fmt: skip
    accord = st.builds(lambda done: instrument("Tolmer Accord", acts=done), acts)
    return draw(st.one_of(pledge, pledge, accord, st.sampled_from([met(), post(), asset("close")])))


TOLD = st.tuples(
    st.lists(bodies(), min_size=1, max_size=3), st.none() | DATES, st.none() | DATES,
    st.sampled_from([AUTHOR, UNNAMED, named(RIVAL), named(NORVANE)]), st.sampled_from(["actual", "actual", "planned"]),
    st.booleans(),
)  # fmt: skip


@given(st.lists(TOLD, min_size=1, max_size=4))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_first_is_the_beginning_of_the_whole(blank: Path, tmp_path: Path, some: list[Any]) -> None:
    path = tmp_path / "record.db"
    shutil.copy(blank, path)
    with Record.open(path) as record:
        for number, (told, published, when, attribution, modality, at_once) in enumerate(some):
            written(
                record, *told, published=published, when=when, attribution=attribution, modality=modality,
                text=f"Letter {number} about radars",
            )  # fmt: skip
            if at_once:
                update(record)
        update(record)
        assert_first_is_first(record, *DAYS)


def test_what_persons_decide_and_find_out_is_in_it(record: Record) -> None:
    first = written(record, promise(due="2032-01-31", object="four radars"), met())
    written(record, promise("ongoing", object="a port", due="2033-01-31"), published="2031-05-01")
    update(record)
    ids = [each.id for each in entries(record, kind="commitment")]
    steps: list[Callable[[], Any]] = [
        lambda: note_progress(
            record, ids[0], track="execution", stage="delivered", when="2032-02-10", source="Gazette 1", by="Ann"
        ),
        lambda: merge(record, ids, by="Ann"),
        lambda: split(record, ids[0], [next(iter(entries(record, ids=ids[:1]))).members[0].row.lineage], by="Bo"),
        lambda: undo(record, 1, by="Ann"),
        lambda: record.retract(first[0].id, why="misread", by="Bo"),
        lambda: record.erase(first[0].document, why="a court order", by="Bo"),
    ]
    for step in steps:
        step()
        update(record)
        assert_first_is_first(record, DAYS[1])


def test_a_note_counts_for_whoever_says_it_now(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [CENTRE, VESSELS])
    update(record)
    (made, *_) = entries(record)
    note_progress(record, made.id, track="execution", stage="delivered", when="2031-04-05", source="Gazette", by="Ann")
    update(record)
    assert [each.progress.stage for each in deliverables(record, limit=5)].count("delivered") == 1
    undo(record, 1, by="Ann")
    update(record)
    assert [each.progress.stage for each in deliverables(record, limit=5)].count("delivered") == 0


def test_only_what_is_shown_is_read(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("Tolmer", "Halberd", "Cressy", "Aldane", "Borland", "Veyra"):
        written(record, instrument(f"Treaty of {place}"), published=None, text=f"At {place}")
    update(record)
    monkeypatch.setattr(foremost_module, "_FIRST", 2)
    with record.ledger() as ledger:
        reader, asked = Reader(ledger), list[set[str]]()
        belonging = ledger.belonging

        def counted(entries: Collection[str]) -> list[Belonging]:
            asked.append(set(entries))
            return belonging(entries=entries)

        monkeypatch.setattr(ledger, "belonging", counted)
        ids = [each.id for each in entries(record)]
        found = reader.entries(["e-none", *ids, ids[0]])
        assert [next(found).id for _ in range(2)] == ids[:2]
        assert [len(some) for some in asked] == [2, 4]
        assert [each.id for each in found] == [*ids[2:], ids[0]]
        assert sorted(id for some in asked for id in some) == sorted(["e-none", *ids])


def test_outlines_answer_only_for_what_they_were_made_of(record: Record, tmp_path: Path) -> None:
    put(record, 1, [HALBERD])
    with record.ledger() as ledger:
        assert not is_outlined(ledger, None), "nothing was made yet"
    assert len(deliverables(record, limit=5)) == 1
    update(record)
    with record.ledger() as ledger:
        assert is_outlined(ledger, None) and not is_outlined(ledger, datetime.datetime.now(datetime.UTC))
    put(record, 2, [AGAIN])
    with record.ledger() as ledger:
        assert not is_outlined(ledger, None)
    assert len(deliverables(record, limit=5)) == 2, "the new one is not yet put to the other"


def test_outlines_of_another_make_are_made_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    put(record, 1, [HALBERD])
    update(record)
    with record.keeper() as keeper:
        keeper.drop_outlines(None)
    assert deliverables(record, limit=5) == ()
    monkeypatch.setattr(foremost_module, "MAKE", "another")
    monkeypatch.setattr("foedera.register.consolidation.MAKE", "another")
    assert update(record).changed == 0
    assert_first_is_first(record, DAYS[1])
    assert len(deliverables(record, limit=5)) == 1
