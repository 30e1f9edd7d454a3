"""Writing to a record: moments, numbers, and rows that are put down together at the end of a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, case, func, insert, select, update

from foedera.model import KINDS, ActorRef, Claim, Edtf, QuestionError
from foedera.record import time
from foedera.record.base import Backend, Worded
from foedera.record.quotations import Draft, draft
from foedera.record.rows import STANDING, STATUSES, Cause, Status
from foedera.record.tables import (
    ANY,
    FOREVER,
    actors,
    claim_words,
    clock,
    ids,
    mentions,
    passage_words,
    versions,
)
from foedera.record.words import claim_text, folded_name, label_of

T = TypeVar("T")

_CHUNK = 500
_KIND = {kind: number for number, kind in enumerate(KINDS)}
_STATUS = {status: number for number, status in enumerate(STATUSES)}
# These refer to rows of the others.
_LATE = (versions, ids, mentions)


class Step(NamedTuple):
    """A new version of a lineage, to be written. `proposed` is the coder's claim where the draft is a person's."""

    lineage: int
    version: int
    draft: Draft
    status: Status
    cause: Cause
    proposed: Claim | None = None
    beside: int | None = None
    who: str | None = None
    why: str | None = None


class Writer:
    """What one transaction writes. Rows are collected, and put down by `flush` in the order that references need."""

    def __init__(self, connection: Connection, backend: Backend) -> None:
        self.connection = connection
        self._backend = backend
        self._last: int | None = None
        self._numbers: dict[str, int] = {}
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._words: dict[Table, list[Worded]] = defaultdict(list)
        self._steps: list[tuple[Step, int, Edtf | None, int]] = []
        self._ends: list[tuple[int, int, Draft | None]] = []

    def moment(self) -> int:
        """The next moment of record time: this one, or just after the last that was given out."""
        at = (self._backend.clock or time.now)()
        if self._last is None:
            statement = update(clock).values(last=case((clock.c.last >= at, clock.c.last + 1), else_=at))
            self._last = int(self.connection.execute(statement.returning(clock.c.last)).scalar_one())
        else:
            self._last = max(at, self._last + 1)
        return self._last

    def number(self, table: Table) -> int:
        """The next number of a table. Only one transaction writes at a time, so none is given out twice."""
        if table.name not in self._numbers:
            highest = self.connection.execute(select(func.max(table.c.number))).scalar()
            self._numbers[table.name] = highest or 0
        self._numbers[table.name] += 1
        return self._numbers[table.name]

    def put(self, table: Table, **values: Any) -> None:
        """A row for a table."""
        self._rows[table].append(values)

    def passage(self, number: int, words: str, marks: str) -> None:
        """A row for the full-text index of passages."""
        self._words[passage_words].append(Worded(number, words, marks))

    def unpassage(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Takes rows out of the full-text index of passages, now."""
        self._backend.unindex(self.connection, passage_words, [Worded(*row) for row in rows])

    def step(self, step: Step, at: int, published: Edtf | None, document: int) -> None:
        """A new version of a claim of a document, from `at` on."""
        self._steps.append((step, at, published, document))

    def end(self, number: int, at: int, claim: Claim | None) -> None:
        """The version of this number is no longer in force from `at` on; `claim` is what it says."""
        self._ends.append((number, at, None if claim is None else draft(claim)))

    def flush(self) -> None:
        """Puts everything down that was collected."""
        drafts = [step.draft for step, *_ in self._steps] + [old for _, _, old in self._ends if old is not None]
        numbers = self._actors({label_of(ref.id, ref.name): ref for each in drafts for ref in each.actors})
        self._end(numbers)
        for step, at, published, document in self._steps:
            self._step(step, at, published, document, numbers)
        # In the order of their keys, so that neighbours in an index are written together.
        self._rows[ids].sort(key=itemgetter("claim_id"))
        self._rows[mentions].sort(key=itemgetter("actor", "version"))
        for table in (*(t for t in self._rows if t not in _LATE), *_LATE):
            self._insert(table)
        for table, rows in self._words.items():
            self._backend.index(self.connection, table, rows)
        if self._last is not None:
            self.connection.execute(update(clock).values(last=self._last))
        self._rows.clear()
        self._words.clear()
        self._steps.clear()
        self._ends.clear()

    def _insert(self, table: Table) -> None:
        rows = self._rows[table]
        if rows:
            # Every row has the columns of the first; so the driver can take them as they are, which is twice as fast.
            statement = insert(table).values({name: bindparam(name) for name in rows[0]})
            sql = str(statement.compile(dialect=self.connection.dialect))
            self.connection.exec_driver_sql(sql + (" ON CONFLICT DO NOTHING" if table is ids else ""), rows)

    def _step(self, step: Step, at: int, published: Edtf | None, document: int, numbers: dict[str, int]) -> None:
        claim, number = step.draft.claim, self.number(versions)
        self.put(
            versions,
            number=number,
            lineage=step.lineage,
            version=step.version,
            known_from=at,
            known_to=FOREVER,
            status=step.status,
            cause=step.cause,
            who=step.who,
            why=step.why,
            doubt=doubt(step.status, claim.confidence),
            beside=step.beside,
            claim=step.draft.json,
            proposed=None if step.proposed is None else step.proposed.to_json().decode(),
        )
        self.put(ids, claim_id=claim.id, lineage=step.lineage)
        if step.proposed is not None:
            self.put(ids, claim_id=step.proposed.id, lineage=step.lineage)
        mentioned = actor_numbers(step.draft.actors, numbers)
        first, last, span = time.extent(claim.when, published)
        kind, status, day = _KIND[claim.kind], _STATUS[step.status], time.last_day(published)
        self._rows[mentions] += [
            {
                "actor": actor, "version": number, "kind": kind, "status": status, "span": span, "first": first,
                "last": last, "published": day, "known_to": FOREVER,
            }
            for actor in mentioned
        ]  # fmt: skip
        if step.status in STANDING:
            self._words[claim_words].append(worded(number, claim, step.draft.actors, document, mentioned))

    def _end(self, numbers: dict[str, int]) -> None:
        if not self._ends:
            return
        self.connection.execute(
            update(versions).where(versions.c.number == bindparam("n")).values(known_to=bindparam("t"), doubt=None),
            [{"n": number, "t": at} for number, at, _ in self._ends],
        )
        rows = [
            {"a": actor, "n": number, "t": at}
            for number, at, old in self._ends
            if old is not None
            for actor in actor_numbers(old.actors, numbers)
        ]
        if rows:
            mine = (mentions.c.actor == bindparam("a")) & (mentions.c.version == bindparam("n"))
            self.connection.execute(update(mentions).where(mine).values(known_to=bindparam("t")), rows)

    def _actors(self, refs: dict[str, ActorRef]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for labels in chunks(refs):
            statement = select(actors.c.label, actors.c.number).where(actors.c.label.in_(labels))
            numbers.update((label, number) for label, number in self.connection.execute(statement))
        for label, ref in refs.items():
            if label not in numbers:
                numbers[label] = self.number(actors)
                name = ref.name.replace("\0", " ")
                self.put(actors, number=numbers[label], label=label, id=ref.id, name=name, folded=folded_name(ref.name))
        return numbers


def actor_numbers(refs: Iterable[ActorRef], numbers: dict[str, int]) -> list[int]:
    """The numbers under which a claim is indexed: any actor, and each of its own."""
    return [ANY, *sorted({numbers[label_of(ref.id, ref.name)] for ref in refs})]


def worded(number: int, claim: Claim, refs: Iterable[ActorRef], document: int, mentioned: Iterable[int]) -> Worded:
    """The row of a version in the full-text index of claims. `refs` are its actors, `mentioned` their numbers."""
    marks = [f"k{_KIND[claim.kind]}", f"d{document}", *(f"a{actor}" for actor in mentioned if actor != ANY)]
    return Worded(number, claim_text(claim, refs), " ".join(marks))


def doubt(status: Status, confidence: float) -> int | None:
    """The place in the queue of a claim that waits for a person: offered ones first, then the least certain."""
    if status == "offered":
        return -1
    return round(abs(confidence - 0.5) * 1000) if status == "unreviewed" else None


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that fit into one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def kind_number(kind: str) -> int:
    """The number of a kind in the index of mentions. Raises `RecordError` where there is no such kind."""
    for number, name in enumerate(KINDS):
        if name == kind:
            return number
    raise QuestionError(f"no such kind of claim: {kind}: choose from {', '.join(KINDS)}")
