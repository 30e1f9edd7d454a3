"""Bringing the register up to date: what changed since the last time, and only what that may touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import msgspec

from foedera.record import Keeper, Ledger, Record
from foedera.register.anchors import bound
from foedera.register.comparing import taken
from foedera.register.deciding import UNDO, Decision, anchors_of, decisions, rules
from foedera.register.entries import REGISTERED
from foedera.register.foremost import MAKE, is_current
from foedera.register.matching import model
from foedera.register.outlines import outlined
from foedera.register.placing import placed

Tell = Callable[[int, int], None]


class Updated(msgspec.Struct, frozen=True, kw_only=True):
    """What bringing the register up to date did: claims that had changed, pairs compared, claims put elsewhere."""

    changed: int = 0
    compared: int = 0
    moved: int = 0


def update(record: Record, *, progress: Tell | None = None, beside: Record | None = None) -> Updated:
    """Puts claims that speak of one thing into one entry, as far as anything changed since the last time.

    The outcome follows from the standing claims and the decisions in force alone, in whatever order they came. All of
    it is written in one transaction. `progress` is called with the kinds done and their number. `beside` is a record
    that has all claims of this one: if its register is up to date, what was compared there is not compared again.
    """
    with record.ledger() as ledger:
        if is_current(ledger):
            return Updated()
    with record.keeper() as keeper:
        if is_current(keeper):
            return Updated()
        if beside is None:
            return _Update(keeper).run(progress)
        with beside.ledger() as other:
            return _Update(keeper, other if _is_matched(other) else None).run(progress)


def current(record: Record) -> Record:
    """The record, with its register up to date if it may be written; else as it is."""
    if not record.read_only:
        update(record)
    return record


def _is_matched(ledger: Ledger) -> bool:
    """Whether all claims were compared with each other."""
    last = ledger.consolidated()
    return last is not None and (last.model, last.version, last.note) == (model(), *ledger.last())


class _Update:
    """One run, inside one transaction."""

    def __init__(self, keeper: Keeper, beside: Ledger | None = None) -> None:
        self._keeper, self._beside = keeper, beside
        last = keeper.consolidated()
        self._after = 0
        self._is_outlined = last is not None and last.outlines == MAKE
        if last is not None and last.model == model():
            self._after, self._note = last.version, last.note
        else:
            keeper.drop_matches()
            self._note, self._is_outlined = 0, False
        self._changed = keeper.changed(self._after)
        self._decisions = decisions(keeper)
        self._meant = {anchor: stand.lineage for anchor, stand in bound(keeper, anchors_of(self._decisions)).items()}
        self._rules = rules(self._decisions, self._meant)

    def run(self, progress: Tell | None) -> Updated:
        """Matches and places the claims of each kind."""
        compared = moved = 0
        altered: set[str] = set()
        stirred = self._stirred()
        for number, kind in enumerate(REGISTERED, 1):
            mine = [lineage for lineage, its in self._changed.items() if its == kind]
            found = taken(self._keeper, kind, mine, self._beside)
            touched = found.touched | set(self._keeper.forms(stirred.get(kind, ())).values())
            self._keeper.write()
            put = placed(self._keeper, kind, self._rules, touched, mine)
            moved += put.moved
            altered |= put.entries
            compared += found.compared
            if progress is not None:
                progress(number, len(REGISTERED))
        self._keeper.write()
        altered.update(entry for _, entry in self._keeper.memberships(self._changed).values())
        outlined(self._keeper, altered if self._is_outlined else None)
        done = Updated(changed=len(self._changed), compared=compared, moved=moved)
        self._keeper.close(model(), *self._keeper.last(), MAKE, msgspec.structs.asdict(done))
        return done

    def _stirred(self) -> dict[str, set[int]]:
        """The claims whose decisions may mean something else than the last time, by kind.

        That is so where a decision is new or was taken back, and where a document that it names was read again: an
        anchor may mean another claim of it now, or none.
        """
        found: dict[str, set[int]] = defaultdict(set)
        again = self._read_again() if self._decisions else set()
        for decision in self._decisions:
            if decision.note.number > self._note or any(each.document in again for each in anchors_of([decision])):
                self._stir(decision, found)
        back = {note.subject for note in self._keeper.notes(UNDO) if note.number > self._note}
        if back:
            for decision in decisions(self._keeper, undone=True):
                if str(decision.note.number) in back:
                    self._stir(decision, found)
        return found

    def _stir(self, decision: Decision, found: dict[str, set[int]]) -> None:
        for document, kind in {(each.document, each.kind) for each in anchors_of([decision])}:
            found[kind].update(stand.lineage for stand in self._keeper.stated(document, kind))

    def _read_again(self) -> set[str]:
        """The documents that have a changed claim; where all is made anew, those that a decision names are enough."""
        if self._after == 0:
            return {each.document for each in anchors_of(self._decisions)}
        return {self._keeper.claim(lineage)[0] for lineage in self._changed}
