"""What persons decide: accepting, rejecting, editing and retracting claims, undoing it, and what waits for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from foedera.model import Claim, ClaimError, ConflictError, Edtf, QuestionError, RecordError
from foedera.record import time
from foedera.record.adding import held_of
from foedera.record.asof import check_limit, fetched, moment_of
from foedera.record.base import Backend
from foedera.record.editions import about_from, edition_at, number_of, published_of, text_of
from foedera.record.plan import Held
from foedera.record.quotations import draft, misquotation
from foedera.record.rows import STATUSES, Decision, Page, Row, Status, Version, cursor_of, cursor_parts
from foedera.record.tables import FOREVER, documents, ids, lineages, versions
from foedera.record.writer import Step, Writer, chunks, kind_number

Order = Literal["doubt", "document"]

_BEGINNING = re.compile(r"c-[0-9a-f]{4,19}")
_DECISIONS = ("accept", "reject", "edit", "undo", "retract")
_STATUS: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "edit": "edited", "retract": "retracted"}


def decide(
    backend: Backend, claim: int | str, decision: Decision | Literal["retract"], *, by: str, why: str | None,
    edited: Claim | None, expected: int | None,
) -> Row:  # fmt: skip
    """Writes a person's decision down as a new version. See `Record.review` and `Record.retract`."""
    if decision not in _DECISIONS:
        raise QuestionError(f"no such decision: {decision}: choose accept, reject, edit or undo")
    if not by.strip():
        raise QuestionError(f"a decision on claim {claim} needs the name of who decides")
    if (decision == "edit") != (edited is not None):
        raise QuestionError(f"to edit claim {claim}, give the edited claim with the decision 'edit', and only then")
    with backend.writing() as connection:
        lineage = lineage_of(connection, claim, backend.where)
        document, id = _document_of(connection, lineage)
        held = next(h for h in held_of(connection, document) if h.lineage == lineage)
        _check(held, claim, decision, expected)
        edition = edition_at(connection, document, FOREVER - 1)
        assert edition is not None and edition.about is not None
        published = published_of(about_from(edition.about))
        if edited is not None:
            edited = _edit(held, edited, text_of(connection, document, id), id, published)
        step = _undo(connection, held) if decision == "undo" else _step(held, decision, edited)
        writer = Writer(connection, backend)
        at = writer.moment()
        writer.end(held.number, at, held.claim)
        said = None if why is None else why.replace("\0", " ")
        writer.step(step._replace(who=by.replace("\0", " "), why=said), at, published, document)
        writer.flush()
        return fetched(connection, [_latest(connection, lineage)])[0]


def lineage_of(connection: Connection, claim: int | str, where: str) -> int:
    """The lineage of a claim given by any of its ids, which may be shortened, or by its number.

    Raises `RecordError` where there is none, and `QuestionError` where the beginning of an id is that of several.
    """
    if isinstance(claim, str) and not claim.isdecimal():
        given = ids.c.claim_id == claim
        if _BEGINNING.fullmatch(claim):
            given = (ids.c.claim_id >= claim) & (ids.c.claim_id < claim + "g")  # behind every hexadecimal digit
        asked = select(ids.c.lineage).where(given).distinct().limit(2)
    else:
        asked = select(lineages.c.number).where(lineages.c.number == min(int(claim), FOREVER))
    found = connection.execute(asked).scalars().all()
    if not found:
        raise RecordError(f"no claim {str(claim)[:80]} in {where}: `foedera record show DOCUMENT` lists those of one")
    if len(found) > 1:
        raise QuestionError(f"several claims of {where} begin with {claim}: give more of the id")
    return int(found[0])


def history(connection: Connection, claim: int | str, where: str) -> tuple[Version, ...]:
    """Every version of a claim, the first first."""
    return histories(connection, [lineage_of(connection, claim, where)])


def histories(connection: Connection, some: Collection[int]) -> tuple[Version, ...]:
    """Every version of the claims of some lineages, by lineage, the first first."""
    rows = [
        row
        for chunk in chunks(sorted(some))
        for row in connection.execute(
            select(versions).where(versions.c.lineage.in_(chunk)).order_by(versions.c.lineage, versions.c.version)
        )
    ]
    return tuple(
        Version(
            lineage=row.lineage, version=row.version, status=row.status, cause=row.cause, who=row.who, why=row.why,
            known_from=time.moment(row.known_from),
            known_to=None if row.known_to == FOREVER else time.moment(row.known_to),
            claim=None if row.claim is None else Claim.from_json(row.claim),
            proposed=None if row.proposed is None else Claim.from_json(row.proposed),
        )
        for row in rows
    )  # fmt: skip


def queue(
    connection: Connection, where: str, *, kind: str | None, document: str | None, order: Order, limit: int,
    after: str | None,
) -> Page[Row]:  # fmt: skip
    """A page of the claims that wait for a person. See `Record.queue`."""
    check_limit(limit)
    v = versions.c
    statement = select(v.doubt, v.number, v.lineage).where(v.doubt.is_not(None))
    if kind is not None or document is not None:
        statement = statement.join(lineages, v.lineage == lineages.c.number)
    if kind is not None:
        kind_number(kind)
        statement = statement.where(lineages.c.kind == kind)
    if document is not None:
        statement = statement.where(lineages.c.document == number_of(connection, document, where))
    place = None if after is None else cursor_parts(after, 2)
    if order == "doubt":
        statement = statement.order_by(v.doubt, v.number)
        if place is not None:
            statement = statement.where((v.doubt > place[0]) | ((v.doubt == place[0]) & (v.number > place[1])))
            statement = statement.where(v.doubt >= place[0])
    else:
        statement = statement.order_by(v.lineage, v.number)
        statement = statement if place is None else statement.where(v.lineage > place[0])
    found = connection.execute(statement.limit(limit + 1)).all()
    rows = fetched(connection, [row.number for row in found[:limit]])
    last = found[limit - 1] if len(found) > limit else None
    cursor = None if last is None else cursor_of(last.doubt if order == "doubt" else last.lineage, last.number)
    return Page(rows=tuple(rows), cursor=cursor, known=time.moment(moment_of(connection, None)))


def _document_of(connection: Connection, lineage: int) -> tuple[int, str]:
    statement = select(documents.c.number, documents.c.id).join(lineages, lineages.c.document == documents.c.number)
    row = connection.execute(statement.where(lineages.c.number == lineage)).one()
    return row.number, row.id


def _latest(connection: Connection, lineage: int) -> int:
    latest = (versions.c.lineage == lineage) & (versions.c.known_to == FOREVER)
    return int(connection.execute(select(versions.c.number).where(latest)).scalar_one())


def _check(held: Held, claim: int | str, decision: str, expected: int | None) -> None:
    if held.status == "erased":
        raise RecordError(f"claim {claim} was erased with its document: nothing is left to decide on")
    if held.status == "retracted" and decision != "undo":
        raise RecordError(f"claim {claim} was retracted: undo the retraction first")
    if expected is not None and expected != held.version:
        raise ConflictError(
            f"claim {claim} has changed since: it is {held.status} now, in version {held.version}, and you decided on"
            f" version {expected}; look again"
        )
    assert held.status in STATUSES and held.claim is not None


def _step(held: Held, decision: str, edited: Claim | None) -> Step:
    stands = held.claim
    assert stands is not None
    proposed = held.proposed
    if edited is not None:
        stands, proposed = edited, held.extraction
    status = _STATUS[decision]
    if decision == "accept" and proposed is not None and held.status != "edited":
        # Accepting after an edit was rejected: the edit is what is accepted.
        status = "edited"
    return Step(held.lineage, held.version + 1, draft(stands), status, decision, proposed, held.beside)  # type: ignore[arg-type]


def _undo(connection: Connection, held: Held) -> Step:
    """The version that brings back what stood before a person last decided."""
    mine = select(versions).where(versions.c.lineage == held.lineage)
    decided = mine.where(versions.c.cause.in_(_DECISIONS)).order_by(versions.c.version.desc()).limit(1)
    last = connection.execute(decided).first()
    if last is None or last.claim is None:
        raise RecordError(f"nobody has decided on claim {held.lineage}, as far as is left: there is nothing to undo")
    before = connection.execute(mine.where(versions.c.version == last.version - 1)).one()
    status: Status = before.status
    edit = Claim.from_json(before.claim) if before.proposed is not None else None
    extraction = held.extraction
    assert extraction is not None
    stands, proposed = (extraction, None) if edit is None else (edit, extraction)
    return Step(held.lineage, held.version + 1, draft(stands), status, "undo", proposed, before.beside)


def _edit(held: Held, edited: Claim, text: str, document: str, published: Edtf | None) -> Claim:
    if edited.document != document:
        raise QuestionError(f"the edit of claim {held.lineage} is of another document than {document}")
    if edited.kind != held.kind:
        raise QuestionError(f"an edit keeps the kind: claim {held.lineage} is of kind {held.kind}, not {edited.kind}")
    wrong = misquotation(edited, text)
    if wrong is not None:
        raise ClaimError(f"the edit of claim {held.lineage} misquotes its document: {wrong}")
    fields = {name: value for name, value in msgspec.structs.asdict(edited).items() if name != "id"}
    return Claim.coded(published=published, **fields)
