"""Random histories: whatever is done to a record, it answers as a plain model in memory does.

Thousands of histories take minutes: `FOEDERA_TEST_HISTORIES=2000 python -m pytest tests/record/test_histories.py`.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from foedera.model import Claim, Document, Edtf, RecordError
from foedera.record import STANDING, Record, time

from .histories import Line, Model, Step
from .samples import claim, document, emptying

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

HISTORIES = int(os.environ.get("FOEDERA_TEST_HISTORIES", "30"))
STEPS = 20
NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)

choices = st.sampled_from
some_days = st.lists(st.sampled_from(DAYS), min_size=2, max_size=3, unique=True)
one_draft = st.tuples(
    choices(SPANS), choices(["statement", "event"]), choices(WHENS),
    st.lists(choices(ACTORS), min_size=1, max_size=2), choices(["said", "told"]),
)  # fmt: skip
drafts = st.lists(one_draft, max_size=4)


some_drafts = st.lists(one_draft, min_size=2, max_size=5)
START = datetime.datetime(2031, 5, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


class Clock:
    """What the machine's clock shows."""

    at = START


class Histories(RuleBasedStateMachine):
    """Reads, reviews, edits, retracts, erases; asks for now and for random moments of the past.

    The clock of the machine is set by the history: it may stand still or go back, and record time must not.
    """

    fresh: Callable[[], Record]
    clock: Clock

    @initialize(first=some_drafts, second=some_drafts, published=choices(DATES))
    def start(self, first: list[Any], second: list[Any], published: str | None) -> None:
        self.record = self.fresh()
        self.clock.at = START
        self.model = Model()
        self.moments: list[datetime.datetime] = []
        for number, made in enumerate((first, second)):
            self._read(document(DOCUMENTS[number], published=published, title="Depot"), made, VERSIONS[0], "b1", False)

    def teardown(self) -> None:
        if hasattr(self, "model"):
            assert list(self.record.verify()) == []

    @rule(step=choices([-5, 1, 7]))
    def tick(self, step: int) -> None:
        """Time goes on, or the machine's clock is set back."""
        self.clock.at += step * MICROSECOND

    @rule(
        number=choices([0, 1]), published=choices(DATES), title=choices(["Depot", None]), made=drafts,
        coder=choices(VERSIONS), base=choices(["b1", "b2"]), force=st.booleans(),
    )  # fmt: skip
    def add(
        self, number: int, published: str | None, title: str | None, made: list[Any], coder: str, base: str, force: bool
    ) -> None:
        self._read(document(DOCUMENTS[number], published=published, title=title), made, coder, base, force)

    @rule(
        number=choices([0, 1]), coder=choices(VERSIONS), confidence=choices([0.5, 0.9]), published=choices(DATES),
        less=st.integers(0, 2), base=choices(["b1", "b2"]),
    )  # fmt: skip
    def read_again(
        self, number: int, coder: str, confidence: float, published: str | None, less: int, base: str
    ) -> None:
        """The same claims once more, from another coder, but for some; the date may have been corrected."""
        doc = self._latest(number)
        if doc is not None:
            doc = msgspec.structs.replace(doc, published=None if published is None else Edtf.parse(published))
            old = [line.steps[-1].extraction for line in self.model.lines if line.document == doc.id]
            claims = [
                Claim.coded(
                    document=c.document, published=doc.published, evidence=c.evidence, body=c.body, coder=coder,
                    confidence=confidence, when=c.when,
                )
                for c in old[less:] if c is not None
            ]  # fmt: skip
            self._add(doc, claims, (coder,), base, False)

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
        self._happened(row.known_from)
        assert (row.version, row.status, row.claim) == (version + 1, line.steps[-1].status, line.steps[-1].claim)

    @precondition(lambda self: len(self.moments) > 6)
    @rule(number=choices([0, 1]))
    def erase(self, number: int) -> None:
        doc = document(DOCUMENTS[number])
        if self.model.documents[doc.id].erased:
            with pytest.raises(RecordError):
                self.record.erase(doc.id, why="a court", by="Ada")
            return
        stone = self.record.erase(doc.id, why="a court", by="Ada")
        self.model.erase(doc.id, stone.at)
        self._happened(stone.at)

    @rule(
        data=st.data(), days=some_days, actor=st.none() | choices(ACTORS),
        kind=st.none() | choices(["statement", "event"]), limit=choices([1, 2, 100]),
        undated=choices(["documented", "include", "exclude"]),
    )  # fmt: skip
    def ask(self, data: st.DataObject, days: Any, actor: Any, kind: Any, limit: int, undated: Any) -> None:
        known = self._known(data)
        name = None if actor is None else actor[0] or actor[1]
        standing = [(line, s) for line, s in self.model.standing(self._moment(known)) if _is_about(s, actor, kind)]
        for day in (None, *days):
            rows = self._pages(
                lambda after, day=day: self.record.as_of(
                    known=known, valid=day, actor=name, kind=kind, undated=undated, limit=limit, after=after
                )
            )
            held = [(a, s) for a, s in standing if day is None or _holds(s, Edtf.parse(day), undated)]
            self._same(rows, held, known)
            if day is None:
                assert [row.known_from for row in rows] == sorted((row.known_from for row in rows), reverse=True)

    @rule(data=st.data(), day=choices(DAYS), limit=choices([1, 3, 100]), valid=st.none() | choices(DAYS))
    def ask_by_publication(self, data: st.DataObject, day: str, limit: int, valid: str | None) -> None:
        held = self._known(data)
        until = Edtf.parse(day).latest
        assert until is not None
        pages: list[Any] = []
        rows = self._pages(
            lambda after: self.record.as_of(
                by="publication", known=until.isoformat(), held=held, valid=valid, limit=limit, after=after
            ),
            pages,
        )
        expected = [
            (line, step)
            for line, step in self.model.standing(self._moment(held))
            if _was_published(step, None, until)
            and (valid is None or _holds(step, Edtf.parse(valid), "documented"))
        ]  # fmt: skip
        self._same(rows, expected, held)
        known = [self.model.edition(id, self._moment(held)) for id in self.model.documents]
        assert {page.undated for page in pages} == {sum(doc is not None and doc.published is None for doc in known)}

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

    @rule(data=st.data(), limit=choices([1, 100]), days=some_days, undated=choices(["documented", "exclude"]))
    def compare_days(self, data: st.DataObject, limit: int, days: Any, undated: Any) -> None:
        """What began and ended in the world, and what was published, between two days."""
        known = self._known(data)
        a, b = sorted((Edtf.parse(day).latest for day in days[:2]), key=lambda day: day.isoformat())  # type: ignore[union-attr]
        first, last = a.isoformat(), b.isoformat()  # type: ignore[union-attr]
        standing = self.model.standing(self._moment(known))
        changes = self._pages(
            lambda after: self.record.diff(
                first, last, axis="valid", known=known, undated=undated, limit=limit, after=after
            )
        )
        found = sorted((c.change, _id(c.before or c.after)) for c in changes)
        assert found == sorted(_in_the_world(standing, Edtf.parse(first), Edtf.parse(last), undated))
        changes = self._pages(
            lambda after: self.record.diff(first, last, by="publication", known=known, limit=limit, after=after)
        )
        assert sorted(_id(c.after) for c in changes) == sorted(
            step.claim.id for _, step in standing if step.claim is not None and _was_published(step, a, b)
        )

    @rule(words=st.lists(choices(WORDS), min_size=1, max_size=2), data=st.data(), limit=choices([1, 100]))
    def search(self, words: list[str], data: st.DataObject, limit: int) -> None:
        query = " ".join(words)
        known = self._known(data)
        hits = self._pages(
            lambda after: self.record.search(query, among="claims", known=known, limit=limit, after=after)
        )
        standing = self.model.standing(self._moment(known))
        self._same([hit.row for hit in hits], [(line, s) for line, s in standing if _has(words, _words(s))], known)
        passages = self._pages(lambda after: self.record.search(query, limit=limit, after=after))
        texts = [
            words_of
            for kept in self.model.documents.values()
            if (doc := kept.editions[-1][1]) is not None
            for words_of in ([doc.title] if doc.title else []) + [doc.text[p.start : p.end] for p in doc.paragraphs]
        ]
        assert sorted(hit.text for hit in passages) == sorted(t for t in texts if _has(words, t))

    @rule(data=st.data())
    def remember(self, data: st.DataObject) -> None:
        for name in data.draw(st.lists(choices(sorted(self.model.ids)), min_size=1, max_size=4)):
            versions = self.record.history(name)
            steps = self.model.ids[name].steps
            assert [(v.known_from, v.status, v.cause, v.claim, v.proposed, v.who) for v in versions] == [
                (s.at, s.status, s.cause, s.claim, s.proposed, s.who) for s in steps
            ]
            assert [v.known_to for v in versions] == [*(s.at for s in steps[1:]), None]

    @rule(data=st.data())
    def open_documents(self, data: st.DataObject) -> None:
        """Documents and their claims are given as they were known."""
        known = self._known(data)
        moment = self._moment(known)
        standing = self.model.standing(moment)
        listed = {row.id: row.claims for row in self._pages(lambda a: self.record.documents(known=known, after=a))}
        there = [id for id, kept in self.model.documents.items() if kept.editions[0][0] <= moment]
        assert listed == {id: sum(line.document == id for line, _ in standing) for id in there}
        for id in self.model.documents:
            doc = self.model.edition(id, moment)
            self._same(list(self.record.claims(id, known=known)), [p for p in standing if p[0].document == id], known)
            if doc is None:
                with pytest.raises(RecordError):
                    self.record.document(id, known=known)
            else:
                assert self.record.document(id, known=known) == doc

    @rule(limit=choices([1, 2, 100]))
    def wait(self, limit: int) -> None:
        """Whatever waits for a person is in the queue, beside what it was offered, and nothing else."""
        last = [(line, line.steps[-1]) for line in self.model.lines]
        waiting = [(line, step) for line, step in last if step.status in ("unreviewed", "offered")]
        for order in ("doubt", "document"):
            rows = self._pages(lambda after, order=order: self.record.queue(order=order, limit=limit, after=after))
            self._same(rows, waiting, None)

    def _known(self, data: st.DataObject) -> datetime.datetime | None:
        """No moment, one at which something happened, or the one just before."""
        moment = data.draw(st.none() | choices(self.moments))
        return moment if moment is None or data.draw(st.booleans()) else moment - MICROSECOND

    def _moment(self, known: datetime.datetime | None) -> datetime.datetime:
        return self.moments[-1] if known is None else known

    def _happened(self, at: datetime.datetime) -> None:
        assert not self.moments or at > self.moments[-1]
        assert at >= self.clock.at
        self.moments.append(at)

    def _read(self, doc: Document, made: list[Any], coder: str, base: str, force: bool) -> None:
        claims = [
            claim(doc, *span, kind=kind, coder=coder, when=when, word=word, actors=actors)
            for span, kind, when, actors, word in made
        ]
        self._add(doc, claims, (coder,), base, force)

    def _add(self, doc: Document, claims: list[Claim], coders: tuple[str, ...], base: str, force: bool) -> None:
        kept = self.model.documents.get(doc.id)
        if kept is not None and kept.erased and not force:
            with pytest.raises(RecordError, match="was erased"):
                self.record.add(doc, claims, coders=coders, base=base)
            return
        added = self.record.add(doc, claims, coders=coders, base=base, force=force)
        assert (added.at is None) == (self.model.is_known(doc, claims, coders, base) and not force)
        if added.at is not None:
            self._happened(added.at)
            self.model.add(doc, claims, coders, base, added.at)

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

    def _pages(self, page: Callable[[str | None], Any], pages: list[Any] | None = None) -> list[Any]:
        rows: list[Any] = []
        after = None
        for _ in range(200):
            found = page(after)
            rows += found.rows
            if pages is not None:
                pages.append(found)
            if found.cursor is None:
                return rows
            after = found.cursor
        raise AssertionError("the pages have no end")

    def _same(self, rows: list[Any], expected: list[tuple[Line, Step]], known: datetime.datetime | None) -> None:
        """The rows are these versions, and show nothing that was not known at that moment."""
        moment = self._moment(known)
        assert sorted(map(_shown, rows)) == sorted(
            (self._number(line), line.steps.index(step) + 1, step.status, step.at, _end(line, step, moment),
             step.claim.id, _name(step.proposed), self._number(step.beside))
            for line, step in expected if step.claim is not None
        )  # fmt: skip

    def _number(self, line: Line | None) -> int:
        return 0 if line is None else self.model.lines.index(line) + 1

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


def test_histories_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record, contextlib.closing(sqlite3.connect(path)) as raw:

        def fresh() -> Record:
            for statement in emptying("INSERT INTO {0}({0}) VALUES ('delete-all')"):
                raw.execute(statement)
            raw.commit()
            return record

        _run(fresh, HISTORIES, monkeypatch)


@pytest.mark.postgres
def test_histories_on_postgres(lasting_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(make_url(lasting_database).set(drivername="postgresql+psycopg"))
    with Record.open(lasting_database) as record, contextlib.closing(engine.raw_connection()) as raw:

        def fresh() -> Record:
            raw.cursor().execute("; ".join(emptying("DELETE FROM {0}")))
            raw.commit()
            return record

        _run(fresh, HISTORIES // 3, monkeypatch)
    engine.dispose()


def _run(fresh: Callable[[], Record], examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Clock()

    class Machine(Histories):
        pass

    Machine.fresh = staticmethod(fresh)  # type: ignore[method-assign]
    Machine.clock = shown
    monkeypatch.setattr(time, "now", lambda: time.microseconds(shown.at))
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )  # fmt: skip


def _id(row: Any) -> str:
    return "" if row is None else str(row.claim.id)


def _shown(row: Any) -> tuple[object, ...]:
    end = NEVER if row.known_to is None else row.known_to
    proposed = _name(row.proposed)
    return row.lineage, row.version, row.status, row.known_from, end, row.claim.id, proposed, row.beside or 0


def _end(line: Line, step: Step, moment: datetime.datetime) -> datetime.datetime:
    """When a version ended, as far as that was known at a moment."""
    later = line.steps[line.steps.index(step) + 1 :]
    return later[0].at if later and later[0].at <= moment else NEVER


def _name(claim: Claim | None) -> str:
    return "" if claim is None else claim.id


def _was_published(step: Step, a: datetime.date | None, b: datetime.date) -> bool:
    day = None if step.published is None else step.published.latest
    return day is not None and (a is None or a < day) and day <= b


def _in_the_world(
    standing: list[tuple[Line, Step]], a: Edtf, b: Edtf, undated: str
) -> Iterator[tuple[str, str]]:  # fmt: skip
    for _, step in standing:
        assert step.claim is not None
        when = step.claim.when or (step.published if undated == "documented" else None)
        if when is None:
            continue
        before, after = Edtf.parse(f"../{a}"), Edtf.parse(f"../{b}")
        if not when.overlaps(before) and when.overlaps(after):
            yield "added", step.claim.id
        elif when.overlaps(a) and not when.overlaps(Edtf.parse(f"{b}/..")):
            yield "ended", step.claim.id


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
