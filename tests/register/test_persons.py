"""What a person decided about entries holds, whatever is read afterwards, until a person decides otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from foedera.model import Claim, QuestionError, RecordError, Span
from foedera.record import Record
from foedera.register import disputes, doubts, entries, entry, merge, split, successors, undo, update
from foedera.register import persons as persons_module

from .pledges import OBJECTS, Told, claims, document, partition, put

HALBERD = Told("Norvane", OBJECTS[0])
AGAIN = Told("Norvane", OBJECTS[1])
CENTRE = Told("Norvane", OBJECTS[3])
VESSELS = Told("Norvane", OBJECTS[7])

HISTORIES = int(os.environ.get("FOEDERA_TEST_HISTORIES", "30"))
POOL = [
    [Told("Norvane", OBJECTS[0]), Told("Norvane", OBJECTS[3])],
    [Told("Norvane", OBJECTS[1])],
    [Told("Norvane", OBJECTS[2]), Told("Norvane", OBJECTS[4], "instrument")],
    [Told("Ilmara", OBJECTS[3]), Told("Ilmara", OBJECTS[7])],
    [Told("Norvane", OBJECTS[5]), Told("Norvane", OBJECTS[0])],
    [Told("Norvane", OBJECTS[8]), Told("Norvane", OBJECTS[4], "instrument")],
]
DATES = ["2031-04-10", "2032-01-01", None, "2030-06-01", "2031-04-10", "2033-01-01"]

Pair = frozenset[tuple[str, str]]


def _ids(record: Record) -> list[str]:
    return [each.id for each in entries(record)]


def test_a_merge_holds_when_a_better_coder_reads_again(record: Record) -> None:
    first, second = put(record, 1, [HALBERD])[0], put(record, 2, [CENTRE], "2032-01-01")[0]
    update(record)
    assert len(_ids(record)) == 2
    made = merge(record, _ids(record), by="Ada", why="the same contract")
    assert made.decided
    assert {m.claim.key for m in made.members} == {first.key, second.key}
    doc = document(2, [CENTRE], "2032-01-01")
    better = _shorter(claims(doc, [CENTRE], "test/2.0")[0])
    record.add(doc, [better], coders=["test/2.0"])
    update(record)
    now = list(entries(record))
    assert [m.claim.coder for m in now[0].members] == ["test/1.0", "test/2.0"]
    assert now[0].decided


def test_a_split_holds_when_a_better_coder_reads_again(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [AGAIN])
    update(record)
    whole = next(iter(entries(record)))
    parts = split(record, whole.id, [whole.members[1].row.lineage], by="Ada")
    assert [len(each.members) for each in parts] == [1, 1]
    assert successors(record, whole.id) == tuple(each.id for each in parts)
    doc = document(2, [AGAIN])
    record.add(doc, [_shorter(claims(doc, [AGAIN], "test/2.0")[0])], coders=["test/2.0"])
    put(record, 3, [AGAIN], "2033-01-01")
    update(record)
    assert sorted(len(each.members) for each in entries(record)) in ([1, 2], [1, 1, 1])
    apart = [{m.claim.document for m in each.members} for each in entries(record)]
    assert not any({whole.members[0].claim.document, doc.id} <= some for some in apart)


def test_a_decision_is_taken_back(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [CENTRE])
    update(record)
    before = partition(record)
    merge(record, _ids(record), by="Ada")
    assert len(partition(record)) == 1
    undo(record, record.notes(kind="merge")[-1].number, by="Ada")
    assert partition(record) == before
    assert not any(each.decided for each in entries(record))
    with pytest.raises(QuestionError, match="taken back already"):
        undo(record, 1, by="Ada")


def test_a_later_decision_goes_before_an_earlier_one(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [CENTRE])
    put(record, 3, [VESSELS])
    update(record)
    whole = merge(record, _ids(record), by="Ada")
    split(record, whole.id, [whole.members[0].row.lineage], by="Bo")
    assert sorted(len(each.members) for each in entries(record)) == [1, 2]
    merge(record, _ids(record), by="Ada")
    assert [len(each.members) for each in entries(record)] == [3]


def test_a_merge_that_a_document_disproves_is_shown_and_kept(record: Record) -> None:
    put(record, 1, [HALBERD])
    put(record, 2, [VESSELS])
    update(record)
    made = merge(record, _ids(record), by="Ada", why="one package")
    put(record, 3, [VESSELS], "2033-01-01")
    update(record)
    kept = entry(record, made.id)
    assert len(kept.members) == 3
    found = disputes(record)
    assert [(each.entry, each.note.why) for each in found] == [(kept.id, "one package")]
    assert found[0].score < 0.1
    assert {m.claim.body.object for m in found[0].claims} == {OBJECTS[0], OBJECTS[7]}  # type: ignore[union-attr]


def test_bad_decisions_are_refused(record: Record) -> None:
    put(record, 1, [HALBERD, Told("Norvane", OBJECTS[4], "instrument")])
    put(record, 2, [CENTRE])
    update(record)
    found = list(entries(record))
    with pytest.raises(QuestionError, match="two or more"):
        merge(record, [found[0].id], by="Ada")
    with pytest.raises(QuestionError, match="of one kind"):
        merge(record, [each.id for each in found], by="Ada")
    with pytest.raises(QuestionError, match="some of its claims"):
        split(record, found[0].id, [found[0].members[0].row.lineage], by="Ada")
    with pytest.raises(RecordError, match="no entry"):
        merge(record, ["e-1", "e-2"], by="Ada")
    with pytest.raises(QuestionError, match="the name of who"):
        merge(record, [each.id for each in found if each.kind == "commitment"], by=" ")
    assert record.notes() == ()


def test_doubts_are_those_that_nobody_has_decided(record: Record) -> None:
    put(record, 1, [Told("Norvane", OBJECTS[0])])
    put(record, 2, [Told("Norvane", "Halberd coastal missiles to Ilmara")])
    put(record, 3, [Told("Norvane", "80 coastal missiles and their seekers")])
    update(record)
    found = doubts(record)
    assert found
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    first = found[0]
    assert first.kind == "commitment"
    whole = merge(record, first.entries, by="Ada")
    out = [m.row.lineage for m in whole.members if m.claim.document == first.claims[0].claim.document]
    split(record, whole.id, out, by="Ada")
    ids = {frozenset(each.entries) for each in doubts(record)}
    parted = {m.row.lineage: each.id for each in entries(record) for m in each.members}
    assert frozenset(parted[m.row.lineage] for m in first.claims) not in ids


def _shorter(claim: Claim) -> Claim:
    """The claim as another coder has it: less evidence, and so another key."""
    first = claim.evidence[0]
    cut = Span(first.start, first.end - 1, first.text[:-1])
    return msgspec.structs.replace(claim, id=claim.id + "x", evidence=(cut,))


class Histories(RuleBasedStateMachine):
    """Documents come, are read again, claims are retracted, persons decide; the register is updated now and then."""

    fresh: Callable[[], Record]

    def __init__(self) -> None:
        super().__init__()
        self.record = self.fresh()
        self.steps: dict[int, list[list[Claim] | str]] = {}
        self.bound: dict[Pair, bool] = {}
        self.steady = True

    @rule(number=st.integers(0, len(POOL) - 1))
    def add(self, number: int) -> None:
        if number not in self.steps:
            self.steps[number] = [put(self.record, number, POOL[number], DATES[number])]

    @precondition(lambda self: self.steps)
    @rule(data=st.data())
    def read_again(self, data: st.DataObject) -> None:
        """Another version of the coder finds some of the claims, with less evidence, and no longer the others."""
        number = data.draw(st.sampled_from(sorted(self.steps)))
        doc = document(number, POOL[number], DATES[number])
        version = f"test/{len(self.steps[number]) + 1}.0"
        places = st.sampled_from(range(len(POOL[number])))
        some = data.draw(st.one_of(st.sets(places, min_size=1), st.sets(places)))
        made = [_shorter(claims(doc, [POOL[number][place]], version)[0]) for place in sorted(some)]
        self.steps[number].append(made)
        self.record.add(doc, made, coders=[version])
        self.steady = False

    @precondition(lambda self: self.steps)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.steps)))
        standing = [row.claim.id for row in self.record.claims(_id(number))]
        if standing:
            id = data.draw(st.sampled_from(standing))
            self.record.retract(id, why="misread", by="Ada")
            self.steps[number].append(id)

    @rule()
    def consolidate(self) -> None:
        update(self.record)
        assert update(self.record).moved == 0

    @precondition(lambda self: len(self.steps) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        update(self.record)
        kinds: dict[str, list[str]] = {}
        for each in entries(self.record):
            kinds.setdefault(each.kind, []).append(each.id)
        several = [ids for ids in kinds.values() if len(ids) > 1]
        if several:
            ids = data.draw(st.sampled_from(several))
            some = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True))
            made = merge(self.record, some, by="Ada")
            whole = [(m.claim.document, m.claim.key) for m in made.members]
            self.bound |= {frozenset((a, b)): True for a in whole for b in whole if a != b}

    @precondition(lambda self: self.steps)
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        update(self.record)
        several = [each for each in entries(self.record) if len(each.members) > 1]
        if several:
            whole = data.draw(st.sampled_from(several))
            lineages = [m.row.lineage for m in whole.members]
            out = data.draw(st.sets(st.sampled_from(lineages), min_size=1, max_size=len(lineages) - 1))
            split(self.record, whole.id, sorted(out), by="Bo")
            sides: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
            for m in whole.members:
                sides[m.row.lineage in out].append((m.claim.document, m.claim.key))
            self.bound |= {frozenset((a, b)): False for a in sides[0] for b in sides[1]}

    @precondition(lambda self: self.record.notes())
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        note = data.draw(st.sampled_from([each.number for each in self.record.notes()]))
        undo(self.record, note, by="Ada")
        self.steady = False

    def teardown(self) -> None:
        if not hasattr(self, "steps"):
            return
        update(self.record)
        now = partition(self.record)
        assert list(self.record.verify()) == []
        if self.steady:
            self._decisions_hold(now)
        with self.fresh() as other:
            for number in sorted(self.steps, reverse=True):
                self._replay(other, number)
            for note in self.record.notes(undone=True):
                other.write_note(note.kind, note.subject, note.payload, by=note.who)
            update(other)
            assert partition(other) == now

    def _decisions_hold(self, now: dict[str, frozenset[tuple[str, str]]]) -> None:
        held = {claim: id for id, some in now.items() for claim in some}
        for pair, together in self.bound.items():
            a, b = sorted(pair)
            if a in held and b in held:
                assert (held[a] == held[b]) == together

    def _replay(self, other: Record, number: int) -> None:
        doc = document(number, POOL[number], DATES[number])
        for place, step in enumerate(self.steps[number], 1):
            if isinstance(step, str):
                other.retract(step, why="misread", by="Ada")
            else:
                other.add(doc, step, coders=[f"test/{place}.0"])


def _id(number: int) -> str:
    return document(number, POOL[number], DATES[number]).id


def test_random_histories(blank: Path, tmp_path: Path) -> None:
    made = iter(range(10**9))

    class Here(Histories):
        fresh = staticmethod(lambda: Record.open(shutil.copy(blank, tmp_path / f"{next(made)}.db")))

    options = settings(
        max_examples=HISTORIES, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Here, settings=options)


def test_the_module_names_its_kinds_of_notes() -> None:
    assert (persons_module.MERGE, persons_module.SPLIT, persons_module.UNDO) == ("merge", "split", "undo")
