"""Random histories: whatever is done to a record, it answers as a plain model in memory does.

Thousands of histories take minutes: `FOEDERA_TEST_HISTORIES=2000 python -m pytest tests/record/test_histories.py`.
"""

from __future__ import annotations

import datetime
import itertools
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from foedera.model import Claim, Document, Edtf, RecordError
from foedera.record import STANDING, Record
from foedera.record.tables import METADATA

from .histories import Line, Model, Step
from .samples import claim, document

DOCUMENTS = [
    "Avaria and Borland agreed to build a depot at Port Cressy in May.",
    "Borland sends three ships.\n\nAvaria waits for the depot and says so.",
]
SPANS = [(0, 7), (4, 18), (11, 18), (19, 25), (20, 26)]
WORDS = ["depot", "avaria", "borland", "ships", "cressy", "nobody"]
ACTORS = [("state:AVA", "Avaria"), ("state:BOR", "Borland"), (None, "John Doe")]
DATES = [None, "2031-04-10", "2031-04", "2030"]
WHENS = [None, "2031-04-09", "2031-04", "2030", "2029/..", "../2031-01-01"]
DAYS = ["2029-06-01", "2030-12-31", "2031-01-01", "2031-04-09", "2031-04-30", "2032-01-01", "2031"]
VERSIONS = ["test/1.0", "test/2.0", "other/1.0"]

choices = st.sampled_from
drafts = st.lists(
    st.tuples(
        choices(SPANS), choices(["statement", "event"]), choices(WHENS),
        st.lists(choices(ACTORS), min_size=1, max_size=2), choices(["said", "told"]),
    ),
    max_size=4,
)  # fmt: skip


class Histories(RuleBasedStateMachine):
    """Reads, reviews, edits, retracts, erases; asks for now and for random moments of the past."""

    fresh: Callable[[], Record]

    @initialize()
    def start(self) -> None:
        self.record = self.fresh()
        self.model = Model()
        self.moments: list[datetime.datetime] = []

    def teardown(self) -> None:
        if hasattr(self, "record"):
            assert list(self.record.verify()) == []
            self.record.close()

    @rule(
        number=choices([0, 1]), published=choices(DATES), title=choices(["Depot", None]), made=drafts,
        coder=choices(VERSIONS), force=st.booleans(),
    )  # fmt: skip
    def add(
        self, number: int, published: str | None, title: str | None, made: list[Any], coder: str, force: bool
    ) -> None:
        doc = document(DOCUMENTS[number], published=published, title=title)
        claims = [
            claim(doc, *span, kind=kind, coder=coder, when=when, word=word, actors=actors)
            for span, kind, when, actors, word in made
        ]
        self._add(doc, claims, (coder,), force)

    @rule(number=choices([0, 1]), coder=choices(VERSIONS), confidence=choices([0.5, 0.9]))
    def read_again(self, number: int, coder: str, confidence: float) -> None:
        """The same claims once more, from another coder."""
        lines = [line for line in self.model.lines if line.document == document(DOCUMENTS[number]).id]
        old = [line.steps[-1].extraction for line in lines]
        doc = self._latest(number)
        if doc is not None:
            claims = [
                Claim.coded(
                    document=c.document, published=doc.published, evidence=c.evidence, body=c.body, coder=coder,
                    confidence=confidence, when=c.when,
                )
                for c in old if c is not None
            ]  # fmt: skip
            self._add(doc, claims, (coder,), False)

    @precondition(lambda self: self.model.ids)
    @rule(data=st.data(), decision=choices(["accept", "reject", "edit", "undo", "retract"]), stale=st.booleans())
    def decide(self, data: st.DataObject, decision: str, stale: bool) -> None:
        name = data.draw(choices(sorted(self.model.ids)))
        line = self.model.ids[name]
        last, version = line.steps[-1], len(line.steps)
        edited = None
        decided = any(s.cause in ("accept", "reject", "edit", "undo", "retract") for s in line.steps)
        refused = last.status == "erased" or (last.status == "retracted" and decision != "undo")
        refused = refused or (decision == "undo" and not decided) or stale
        if decision == "edit" and last.claim is not None:
            edited = msgspec.structs.replace(last.claim, when=Edtf.parse(data.draw(choices(["2028", "2031-04-09"]))))
        if refused or (decision == "edit" and edited is None) or (decision == "undo" and self._undoes_erased(line)):
            with pytest.raises(RecordError):
                self._decide(name, decision, edited, version - 1 if stale else version)
            return
        row = self._decide(name, decision, edited, version)
        self.model.decide(line, decision, row.known_from, row.claim if decision == "edit" else None)
        self.moments.append(row.known_from)
        assert (row.version, row.status, row.claim) == (version + 1, line.steps[-1].status, line.steps[-1].claim)

    @rule(number=choices([0, 1]))
    def erase(self, number: int) -> None:
        doc = document(DOCUMENTS[number])
        kept = self.model.documents.get(doc.id)
        if kept is None or kept.erased:
            with pytest.raises(RecordError):
                self.record.erase(doc.id, why="a court", by="Ada")
            return
        stone = self.record.erase(doc.id, why="a court", by="Ada")
        self.model.erase(doc.id, stone.at)
        self.moments.append(stone.at)

    @precondition(lambda self: self.moments)
    @rule(
        data=st.data(), valid=st.none() | choices(DAYS), actor=st.none() | choices(ACTORS),
        kind=st.none() | choices(["statement", "event"]), limit=choices([1, 2, 100]),
        undated=choices(["documented", "include", "exclude"]),
    )  # fmt: skip
    def ask(self, data: st.DataObject, valid: Any, actor: Any, kind: Any, limit: int, undated: Any) -> None:
        known = data.draw(st.none() | choices(self.moments))
        name = None if actor is None else actor[0] or actor[1]
        rows = self._pages(
            lambda after: self.record.as_of(
                known=known, valid=valid, actor=name, kind=kind, undated=undated, limit=limit, after=after
            )
        )
        moment = known or self.moments[-1]
        expected = [
            (line, step)
            for line, step in self.model.standing(moment)
            if _is_about(step, actor, kind) and (valid is None or _holds(step, Edtf.parse(valid), undated))
        ]
        self._same(rows, expected)
        if valid is None:
            assert [row.known_from for row in rows] == sorted((row.known_from for row in rows), reverse=True)

    @precondition(lambda self: self.moments)
    @rule(day=choices(DAYS), limit=choices([1, 3, 100]), valid=st.none() | choices(DAYS))
    def ask_by_publication(self, day: str, limit: int, valid: str | None) -> None:
        until = Edtf.parse(day).latest
        assert until is not None
        rows = self._pages(
            lambda after: self.record.as_of(
                by="publication", known=until.isoformat(), valid=valid, limit=limit, after=after
            )
        )
        expected = [
            (line, step)
            for line, step in self.model.standing(self.moments[-1])
            if step.published is not None and step.published.latest is not None and step.published.latest <= until
            and (valid is None or _holds(step, Edtf.parse(valid), "documented"))
        ]  # fmt: skip
        self._same(rows, expected)

    @precondition(lambda self: self.moments)
    @rule(data=st.data(), limit=choices([1, 2, 100]), actor=st.none() | choices(ACTORS))
    def compare(self, data: st.DataObject, limit: int, actor: Any) -> None:
        a, b = sorted(data.draw(st.lists(choices(self.moments), min_size=2, max_size=2)))
        name = None if actor is None else actor[0] or actor[1]
        changes = self._pages(lambda after: self.record.diff(a, b, limit=limit, actor=name, after=after))
        found = sorted((c.change, _id(c.before), _id(c.after)) for c in changes)
        expected = sorted(
            (change, before, after)
            for change, before, after, step in self._changes(a, b)
            if _is_about(step, actor, None)
        )
        assert found == expected

    @precondition(lambda self: self.moments)
    @rule(words=st.lists(choices(WORDS), min_size=1, max_size=2), data=st.data(), limit=choices([1, 100]))
    def search(self, words: list[str], data: st.DataObject, limit: int) -> None:
        query = " ".join(words)
        known = data.draw(st.none() | choices(self.moments))
        hits = self._pages(
            lambda after: self.record.search(query, among="claims", known=known, limit=limit, after=after)
        )
        standing = self.model.standing(known or self.moments[-1])
        self._same([hit.row for hit in hits], [(line, s) for line, s in standing if _has(words, _words(s))])
        passages = self._pages(lambda after: self.record.search(query, limit=limit, after=after))
        texts = [
            words_of
            for kept in self.model.documents.values()
            if (doc := kept.editions[-1][1]) is not None
            for words_of in ([doc.title] if doc.title else []) + [doc.text[p.start : p.end] for p in doc.paragraphs]
        ]
        assert sorted(hit.text for hit in passages) == sorted(t for t in texts if _has(words, t))

    @precondition(lambda self: self.model.ids)
    @rule(data=st.data())
    def remember(self, data: st.DataObject) -> None:
        name = data.draw(choices(sorted(self.model.ids)))
        versions = self.record.history(name)
        steps = self.model.ids[name].steps
        assert [(v.known_from, v.status, v.cause, v.claim, v.proposed, v.who) for v in versions] == [
            (s.at, s.status, s.cause, s.claim, s.proposed, s.who) for s in steps
        ]
        assert [v.known_to for v in versions] == [*(s.at for s in steps[1:]), None]

    @precondition(lambda self: self.moments)
    @rule()
    def wait(self) -> None:
        """Whatever waits for a person is in the queue, and nothing else."""
        waiting = [
            line.steps[-1].claim for line in self.model.lines if line.steps[-1].status in ("unreviewed", "offered")
        ]
        for order in ("doubt", "document"):
            rows = self._pages(lambda after, order=order: self.record.queue(order=order, limit=2, after=after))
            assert sorted(row.claim.id for row in rows) == sorted(c.id for c in waiting if c is not None)

    def _add(self, doc: Document, claims: list[Claim], coders: tuple[str, ...], force: bool) -> None:
        kept = self.model.documents.get(doc.id)
        if kept is not None and kept.erased and not force:
            with pytest.raises(RecordError, match="was erased"):
                self.record.add(doc, claims, coders=coders)
            return
        added = self.record.add(doc, claims, coders=coders, force=force)
        assert (added.at is None) == (self.model.is_known(doc, claims, coders) and not force)
        if added.at is not None:
            assert not self.moments or added.at > self.moments[-1]
            self.moments.append(added.at)
            self.model.add(doc, claims, coders, added.at)

    def _latest(self, number: int) -> Document | None:
        kept = self.model.documents.get(document(DOCUMENTS[number]).id)
        return None if kept is None else kept.editions[-1][1]

    def _decide(self, name: str, decision: str, edited: Claim | None, version: int) -> Any:
        if decision == "retract":
            return self.record.retract(name, why="wrong", by="Ada", expected_version=version)
        return self.record.review(name, decision, by="Ada", edited=edited, expected_version=version)  # type: ignore[arg-type]

    def _undoes_erased(self, line: Line) -> bool:
        decisions = ("accept", "reject", "edit", "undo", "retract")
        place = max(n for n, step in enumerate(line.steps) if step.cause in decisions)
        return line.steps[place].claim is None

    def _pages(self, page: Callable[[str | None], Any]) -> list[Any]:
        rows: list[Any] = []
        after = None
        for _ in itertools.count():
            found = page(after)
            rows += found.rows
            if found.cursor is None:
                return rows
            after = found.cursor
        raise AssertionError

    def _same(self, rows: list[Any], expected: list[tuple[Line, Step]]) -> None:
        found = sorted((row.claim.id, row.status, row.known_from, row.version) for row in rows)
        assert found == sorted(
            (step.claim.id, step.status, step.at, line.steps.index(step) + 1)
            for line, step in expected if step.claim is not None
        )  # fmt: skip

    def _changes(self, a: datetime.datetime, b: datetime.datetime) -> list[tuple[str, str, str, Step]]:
        found = []
        for line in self.model.lines:
            before, after = line.at(a), line.at(b)
            stood = before is not None and before.status in STANDING and before.claim is not None
            stands = after is not None and after.status in STANDING and after.claim is not None
            if after is None or after.claim is None:
                continue
            if stands and not stood:
                found.append(("added", "", after.claim.id, after))
            elif stood and not stands:
                assert before is not None and before.claim is not None
                found.append(("ended", before.claim.id, "", after))
            elif stood and stands:
                assert before is not None and before.claim is not None
                if (before.status, before.claim.key) != (after.status, after.claim.key):
                    found.append(("changed", before.claim.id, after.claim.id, after))
        return found


def test_histories_on_sqlite(tmp_path: Path) -> None:
    blank = tmp_path / "blank.db"
    Record.open(blank).close()
    numbers = itertools.count()

    def fresh() -> Record:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(blank, path)
        return Record.open(path)

    _run(fresh, int(os.environ.get("FOEDERA_TEST_HISTORIES", "40")))


@pytest.mark.postgres
def test_histories_on_postgres(database: str) -> None:
    Record.open(database).close()
    engine = create_engine(make_url(database).set(drivername="postgresql+psycopg"))
    tables = [*(table.name for table in METADATA.sorted_tables), "claim_words", "passage_words"]

    def fresh() -> Record:
        with engine.begin() as connection:
            for table in reversed(tables):
                keep = " WHERE number > 0" if table == "actors" else ""
                connection.execute(
                    text(f"DELETE FROM {table}{keep}" if table != "clock" else "UPDATE clock SET last = 0")
                )
        return Record.open(database)

    try:
        _run(fresh, int(os.environ.get("FOEDERA_TEST_HISTORIES", "40")) // 3)
    finally:
        engine.dispose()


def _run(fresh: Callable[[], Record], examples: int) -> None:
    class Machine(Histories):
        pass

    Machine.fresh = staticmethod(fresh)  # type: ignore[method-assign]
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )  # fmt: skip


def _id(row: Any) -> str:
    return "" if row is None else str(row.claim.id)


def _is_about(step: Step, actor: Any, kind: str | None) -> bool:
    assert step.claim is not None
    if kind is not None and step.claim.kind != kind:
        return False
    return actor is None or any((ref.id, ref.name) == actor for _, ref in step.claim.actors())


def _holds(step: Step, day: Edtf, undated: str) -> bool:
    assert step.claim is not None
    if step.claim.when is not None:
        return step.claim.when.overlaps(day)
    if undated == "documented":
        return step.published is not None and step.published.overlaps(day)
    return undated == "include"


def _words(step: Step) -> str:
    assert step.claim is not None
    names = [ref.name for _, ref in step.claim.actors()]
    return " ".join([*(span.text for span in step.claim.evidence), *names])


def _has(words: list[str], said: str) -> bool:
    return set(words) <= set(re.findall(r"\w+", said.lower()))
