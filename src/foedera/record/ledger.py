"""What the record keeps for the register now: what each claim may match, and to which entry it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from foedera.model import Claim
from foedera.record import outlines
from foedera.record.asof import moment_of
from foedera.record.belonging import (
    Belonging,
    belonging,
    entries_naming,
    entries_with,
    listed,
    published_within,
    spoken_of_before,
)
from foedera.record.notes import notes_at
from foedera.record.rows import STANDING, Listed, Note
from foedera.record.tables import (
    FOREVER,
    blocks,
    consolidations,
    documents,
    editions,
    forms,
    lineages,
    links,
    memberships,
    notes,
    versions,
)
from foedera.record.time import Known
from foedera.record.within import entries_changed, entries_within, entry_ids, totals
from foedera.record.writer import chunks

_LINKS = 10_000


class Consolidation(NamedTuple):
    """One time that the register was brought up to date: by which model, what it took in last, and of which make the
    outlines of entries were (None: none were kept)."""

    model: str
    version: int
    note: int
    outlines: str | None


class Stand(NamedTuple):
    """A standing claim with what places it: its key, and the last day of publication of its document (yyyymmdd)."""

    lineage: int
    key: str
    published: int | None
    claim: Claim


class Doubtful(NamedTuple):
    """A link of two claims (lineages) in different entries, with its score in ten-thousandths, and their forms."""

    score: int
    a: int
    b: int
    entry_a: str
    entry_b: str
    kind: str
    forms: tuple[int, int]


class Ledger:
    """One state of what the record keeps for the register, to be read: as it was at a moment, or as it is now.

    Claims, memberships and notes are those of the moment; forms, blocks and links are of the present only.
    """

    def __init__(self, connection: Connection, known: Known | None = None) -> None:
        self._connection = connection
        self._moment = FOREVER - 1 if known is None else moment_of(connection, known)

    def consolidated(self) -> Consolidation | None:
        """The last time that the register was brought up to date."""
        c = consolidations.c
        last = select(c.model, c.version, c.note, c.outlines).order_by(c.number.desc()).limit(1)
        row = self._connection.execute(last).first()
        return None if row is None else Consolidation(*row)

    def last(self) -> tuple[int, int]:
        """The numbers of the last version of a claim, and of the last note; 0 where there is none."""
        highest = [self._connection.execute(select(func.max(t.c.number))).scalar() or 0 for t in (versions, notes)]
        return highest[0], highest[1]

    def changed(self, after: int) -> dict[int, str]:
        """The lineages that have a version after the one of this number, in order, with their kinds."""
        late = select(versions.c.lineage).where(versions.c.number > after)
        statement = select(lineages.c.number, lineages.c.kind).where(lineages.c.number.in_(late))
        return dict(self._connection.execute(statement.order_by(lineages.c.number)).all())

    def notes(self, kind: str, *, undone: bool = False) -> tuple[Note, ...]:
        """The notes of a kind that are in force, the oldest first; with `undone`, those taken back too."""
        return notes_at(self._connection, self._moment, kind=kind, undone=undone)

    def standing(self, some: Iterable[int]) -> Iterator[Stand]:
        """Those of these lineages that stand now."""
        for row in self._each(_standing(self._moment), versions.c.lineage, some):
            yield _stand(row)

    def stated(self, document: str, kind: str) -> list[Stand]:
        """The standing claims of a kind in a document, given by its id, in the order of lineages."""
        mine = _standing(self._moment).where(lineages.c.document == _number(document), lineages.c.kind == kind)
        return [_stand(row) for row in self._connection.execute(mine.order_by(lineages.c.number))]

    def lineages(self, document: str, keys: Iterable[str]) -> dict[str, int]:
        """The lineages of a document, given by its id, that have these keys."""
        statement = select(lineages.c.key, lineages.c.number).where(lineages.c.document == _number(document))
        return dict(self._each(statement, lineages.c.key, keys))

    def claim(self, lineage: int) -> tuple[str, str, Claim | None]:
        """The document (id) and kind of a lineage, and what it said last (None: erased)."""
        statement = (
            select(documents.c.id, lineages.c.kind, versions.c.claim)
            .select_from(lineages)
            .join(documents, documents.c.number == lineages.c.document)
            .join(versions, versions.c.lineage == lineages.c.number)
            .where(lineages.c.number == lineage)
        )
        id, kind, data = self._connection.execute(statement.order_by(versions.c.version.desc()).limit(1)).one()
        return id, kind, None if data is None else Claim.from_json(data)

    def forms(self, some: Iterable[int]) -> dict[int, int]:
        """The form of each of these lineages that has one."""
        return dict(self._each(select(forms.c.lineage, forms.c.form), forms.c.lineage, some))

    def of_forms(self, some: Iterable[int]) -> dict[int, list[int]]:
        """The lineages of each of these forms, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for form, lineage in self._each(select(forms.c.form, forms.c.lineage), forms.c.form, some):
            found[form].append(lineage)
        return {form: sorted(mine) for form, mine in found.items()}

    def blocked(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The forms that have each of these keys."""
        found: dict[int, list[int]] = defaultdict(list)
        for key, form in self._each(select(blocks.c.key, blocks.c.form), blocks.c.key, keys):
            found[key].append(form)
        return found

    def sizes(self, some: Iterable[int]) -> dict[int, int]:
        """How many keys each of these forms has."""
        statement = select(blocks.c.form, func.count()).group_by(blocks.c.form)
        return dict(self._each(statement, blocks.c.form, some))

    def links(self, some: Iterable[int], least: int = 0) -> dict[tuple[int, int], int]:
        """The links of these forms with a score of at least so many ten-thousandths, by pair (the lower form first)."""
        found: dict[tuple[int, int], int] = {}
        wanted = list(some)
        statement = select(links.c.a, links.c.b, links.c.score).where(links.c.score >= least)
        for column in (links.c.a, links.c.b):
            found.update(((a, b), score) for a, b, score in self._each(statement, column, wanted))
        return found

    def doubtful(self, kinds: Collection[str], limit: int) -> list[Doubtful]:
        """The links of some kinds whose claims belong to different entries, the highest score first; so many of each
        kind at most.

        Each form is given by the first of its claims.
        """
        holders = self._holders(kinds)
        best: dict[str, list[tuple[int, str, str, int, int, str, tuple[int, int]]]] = defaultdict(list)
        least: dict[str, int] = {}
        # Links are millions: gone through once, they cost seconds, and put in order by the data base, a minute.
        each = select(links.c.score, links.c.a, links.c.b).where(links.c.a != links.c.b)
        for score, a, b in self._connection.execution_options(yield_per=_LINKS).execute(each):
            first, second = holders.get(a), holders.get(b)
            if first is None or second is None or first[1] == second[1] or score < least.get(first[2], 0):
                continue
            mine = best[first[2]]
            mine.append((-score, first[1], second[1], first[0], second[0], first[2], (a, b)))
            if len(mine) > _LINKS:
                mine[:] = nsmallest(limit, mine)
                least[first[2]] = -mine[-1][0]
        return [
            Doubtful(-score, a, b, entry_a, entry_b, kind, pair)
            for some in kinds
            for score, entry_a, entry_b, a, b, kind, pair in nsmallest(limit, best[some])
        ]

    def doubtful_of(self, kinds: Collection[str], forms: Iterable[int]) -> list[Doubtful]:
        """The links of some forms whose claims belong to different entries, in no order."""
        found = {pair: score for pair, score in self.links(forms).items() if pair[0] != pair[1]}
        holders = self._holders(kinds, {form for pair in found for form in pair})
        ends = ((score, pair, holders.get(pair[0]), holders.get(pair[1])) for pair, score in found.items())
        return [
            Doubtful(score, first[0], second[0], first[1], second[1], first[2], pair)
            for score, pair, first, second in ends
            if first is not None and second is not None and first[1] != second[1]
        ]

    def _holders(
        self, kinds: Collection[str], some: Collection[int] | None = None
    ) -> dict[int, tuple[int, str, str]]:  # fmt: skip
        """The first claim of each form of some kinds, with its entry and kind; of all forms, or of some."""
        first = func.min(forms.c.lineage).label("first")
        grouped = select(forms.c.form, first).group_by(forms.c.form)
        wanted = [grouped] if some is None else [grouped.where(forms.c.form.in_(few)) for few in chunks(sorted(some))]
        shared: dict[str, str] = {}
        return {
            form: (lineage, shared.setdefault(entry, entry), shared.setdefault(kind, kind))
            for each in wanted
            for form, lineage, entry, kind in self._connection.execute(_held(each, kinds))
        }

    def memberships(self, some: Iterable[int]) -> dict[int, tuple[int, str]]:
        """The number and the entry of the membership of each of these lineages that has one."""
        m = memberships.c
        statement = select(m.lineage, m.number, m.entry).where(m.known_from <= self._moment, m.known_to > self._moment)
        return {lineage: (number, entry) for lineage, number, entry in self._each(statement, m.lineage, some)}

    def entered(self, entries: Iterable[str]) -> dict[int, str]:
        """The lineages that ever belonged to these entries, with their keys."""
        m = memberships.c
        statement = select(lineages.c.number, lineages.c.key).join(memberships, m.lineage == lineages.c.number)
        ever = statement.where(m.known_from <= self._moment)
        held: dict[int, str] = dict(self._each(ever, m.entry, entries))
        return dict(sorted(held.items()))

    def beginning(self, key: str) -> int | None:
        """The lineage whose key begins so, if there is one."""
        statement = select(lineages.c.number).where(lineages.c.key.like(key + "%")).order_by(lineages.c.number)
        return self._connection.execute(statement.limit(1)).scalar()

    def belonging(
        self, *, kind: str | None = None, actor: str | None = None, entries: Collection[str] | None = None,
        containing: str | None = None, lineages: Collection[int] | None = None,
    ) -> list[Belonging]:  # fmt: skip
        """The standing claims, each with its entry, in the order of lineages.

        With `actor`, every claim of the entries in which one names it; with `entries`, those of these entries; with
        `containing`, those that have these characters as JSON (`"outlook":true`); with `lineages`, those of these,
        whatever their entries.
        """
        return belonging(
            self._connection, self._moment, kind=kind, actor=actor, entries=entries, containing=containing,
            some=lineages,
        )  # fmt: skip

    def stating(self, containing: str, after: int = 0) -> set[int]:
        """The lineages of which a version after the one of this number, standing or not, has these characters as
        JSON."""
        v = versions.c
        late = select(v.lineage).where(v.number > after, v.claim.contains(containing, autoescape=True))
        return set(self._connection.execute(late).scalars())

    def entries_with(
        self, containing: str, *, kind: str | None = None, among: Collection[str] | None = None
    ) -> set[str]:
        """The ids of the entries (of these, with `among`) in which a standing claim has these characters as JSON:
        without reading the claims."""
        return entries_with(self._connection, self._moment, containing, kind, among)

    def entries_naming(self, actor: str, *, kind: str | None = None) -> set[str]:
        """The ids of the entries in which a standing claim names an actor (an id or a name): without reading claims."""
        return entries_naming(self._connection, self._moment, actor, kind)

    def commitments_standing(self, asked: outlines.Standing) -> Iterator[list[tuple[int, str]]]:
        """The due dates and ids of commitments that stand as asked, by outlines: in order, a list after the other."""
        return outlines.standing(self._connection, asked)

    def commitments_pending(self, day: int) -> set[str]:
        """The ids of commitments that were overdue on a day (yyyymmdd), or fell due later and were open, by
        outlines."""
        return outlines.pending(self._connection, day)

    def dated(
        self, day: int, first: int | None = None, last: int | None = None, kinds: Collection[str] | None = None
    ) -> Iterator[list[tuple[int, str, str, str]]]:
        """What is told on a day of looking, of the days from `first` to `last`, by outlines: day, kind, what and entry,
        in order, a list after the other."""
        return outlines.dated(self._connection, day, first, last, kinds)

    def reported(self, after: int, until: int) -> list[tuple[int, str, int]]:
        """The claims published or learnt after a day and until another (yyyymmdd), by outlines: the day of the thing
        itself, entry and lineage, in order."""
        return outlines.reported(self._connection, after, until)

    def noted(self) -> set[str]:
        """The ids of the entries on which persons' notes were looked at when their outlines were made."""
        return outlines.noted(self._connection)

    def entries_within(self, first: int, last: int, *, learnt: bool = False) -> set[str]:
        """The ids of the entries of claims that begin or end within some days (yyyymmdd, both included), or whose
        document was published then; with `learnt`, also of claims that the record learnt then."""
        return entries_within(self._connection, self._moment, first, last, learnt=learnt)

    def entry_ids(self) -> set[str]:
        """The ids of all entries."""
        return entry_ids(self._connection, self._moment)

    def entries_changed(self, other: Known) -> set[str]:
        """The ids of the entries that may differ at this moment and another one, be it earlier or later: some claim in
        them changed, came or went, or their document did. Notes on them are not looked at."""
        return entries_changed(self._connection, self._moment, moment_of(self._connection, other))

    def listed(self, documents: Collection[str]) -> list[Listed]:
        """These documents, given by their ids, as they were known."""
        return listed(self._connection, self._moment, documents)

    def totals(self) -> tuple[int, int]:
        """How many documents were known, and how many claims stood."""
        return totals(self._connection, self._moment)

    def published(self, first: int, last: int, *, containing: str | None = None) -> list[Belonging]:
        """The standing claims of the documents published within some days (yyyymmdd, both included); with
        `containing`, those that have these characters as JSON, in capitals or small letters."""
        return published_within(self._connection, self._moment, first, last, containing)

    def spoken_of_before(self, entries: Collection[str], day: int) -> set[str]:
        """Those of some entries of which a document spoke that was published before a day (yyyymmdd)."""
        return spoken_of_before(self._connection, self._moment, entries, day)

    def _each(self, statement: Select[Any], column: Any, some: Iterable[Any]) -> Iterator[Any]:
        for chunk in chunks(some):
            yield from self._connection.execute(statement.where(column.in_(chunk))).all()


def _held(firsts: Select[Any], kinds: Collection[str]) -> Select[Any]:
    """Forms and their first claims, with the entries and kinds of these, now."""
    f, m = firsts.subquery().c, memberships.c
    return (
        select(f.form, f.first, m.entry, lineages.c.kind)
        .join(lineages, lineages.c.number == f.first)
        .join(memberships, (m.lineage == f.first) & (m.known_to == FOREVER))
        .where(lineages.c.kind.in_(kinds))
    )


def _standing(moment: int) -> Select[Any]:
    v, e = versions.c, editions.c
    return (
        select(v.lineage, lineages.c.key, e.published, v.claim)
        .join(lineages, v.lineage == lineages.c.number)
        .join(editions, (e.document == lineages.c.document) & (e.known_from <= moment) & (e.known_to > moment))
        .where(v.known_from <= moment, v.known_to > moment, v.status.in_(STANDING), v.claim.is_not(None))
    )


def _stand(row: Any) -> Stand:
    return Stand(row.lineage, row.key, row.published, Claim.from_json(row.claim))


def _number(document: str) -> Any:
    return select(documents.c.number).where(documents.c.id == document).scalar_subquery()
