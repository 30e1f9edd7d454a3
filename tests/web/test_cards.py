"""Cards say of every day what the register says, whether they were made anew or from those of another moment."""

import datetime
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedera import register
from foedera.documents import Options, sources
from foedera.reading import Intake, reader
from foedera.record import Ledger, Record
from foedera.web.cards import ANSWERS, Cards, Forces, Members
from foedera.web.moment import written
from foedera.web.room import Room

DAYS = ("2029-01-01", "2031-03-01", "2031-12-20", "2032-06-15", "2034-01-01")
LATER = "Norvane will deliver 40 more Halberd coastal missiles to Ilmara by May 2032, Minister Katrin Soleth said.\n"


def now(record: Record) -> str:
    last = record.last()
    assert last is not None
    return written(last)


def item(each: Any) -> tuple[Any, ...]:
    return each.day, each.when, each.kind, each.what, each.entry.id, each.entry.label, each.names


@pytest.mark.parametrize("on", DAYS)
def test_commitments_stand_where_the_register_says(dossier: Record, on: str) -> None:
    full = register.deliverables(dossier, as_of=on)
    cards = Cards.of(dossier, now(dossier)).promised(on)
    assert [each.entry.id for each in cards] == [each.entry.id for each in full]
    for card, whole in zip(cards, full, strict=True):
        said, progress = card.progress, whole.progress
        assert (said.stage, said.is_overdue, said.is_delivered, said.is_ended, said.is_only_reaffirmed, card.late) == (
            progress.stage, progress.is_overdue, progress.is_delivered, progress.is_ended, progress.is_only_reaffirmed,
            progress.late,
        )  # fmt: skip
        assert card.parties == whole.parties
        assert (said.due and said.due.text) == (progress.due and progress.due.text)


@pytest.mark.parametrize("on", DAYS)
def test_the_timeline_is_that_of_the_register(dossier: Record, on: str) -> None:
    cards = Cards.of(dossier, now(dossier))
    assert [item(each) for each in cards.dated(on)] == [item(each) for each in register.timeline(dossier, as_of=on)]


@pytest.mark.parametrize(("a", "b"), [("2031-01-01", "2031-12-31"), ("2031-06-01", "2033-06-01")])
def test_changes_are_those_of_the_register(dossier: Record, a: str, b: str) -> None:
    full = register.changes(dossier, a, b)
    found = Cards.of(dossier, now(dossier)).changes(full.a, full.b)
    assert [item(each) for each in found.alliance] == [item(each) for each in full.alliance] != []
    learnt = [(each.entry.id, each.told.lineage, each.day) for each in found.known]
    assert learnt == [(each.entry.id, each.member.row.lineage, each.day) for each in full.known] != []


@pytest.mark.parametrize("on", ["0001-01-01", "1951-06-01", *DAYS, "9999-12-31"])
def test_instruments_stand_where_their_graph_says(dossier: Record, on: str) -> None:
    graph, day = register.instruments(dossier), datetime.date.fromisoformat(on)
    forces = Forces(graph)
    found, full = forces.on(day), graph.in_force(on)
    assert list(found) == list(full) == found[:] != []
    assert [ANSWERS[at] for at in found.answers] == [one.answer for one in full]
    assert list(found.answered("in force")) == list(graph.in_force(on, "in force"))
    assert list(forces.stale(day)) == list(graph.stale(on))
    assert {one.node.id for one in graph.stale(on)} == {id for id in forces.places if forces.stale(day).of(id)}


def test_some_instruments_change_and_go_out_of_date(dossier: Record) -> None:
    graph = register.instruments(dossier)
    answers = {on: [one.answer for one in graph.in_force(on)] for on in DAYS}
    assert answers[DAYS[0]] != answers[DAYS[-1]] and graph.stale(DAYS[-1])


def test_filters_are_those_of_the_register(dossier: Record) -> None:
    cards = Cards.of(dossier, now(dossier))
    for actor, about in (("state:XNV", ""), ("Norvane", "missiles"), ("", "missiles coastal")):
        full = register.timeline(dossier, actor=actor or None, about=about or None, as_of="2034-01-01")
        flags = cards.flags(actor, about)
        assert flags is not None
        assert [item(one) for one in cards.dated("2034-01-01").of(flags)] == [item(one) for one in full] != []
        changed = register.changes(dossier, "2031-01-01", "2032-06-01", actor=actor or None, about=about or None)
        found = cards.changes(changed.a, changed.b, flags)
        assert [item(one) for one in found.alliance] == [item(one) for one in changed.alliance] != []
        assert [one.told.lineage for one in found.known] == [one.member.row.lineage for one in changed.known] != []
    assert cards.flags("", " ") is None


def test_cards_in_the_order_of_the_register_lead_from_claims_to_entries(dossier: Record) -> None:
    cards = Cards.of(dossier, now(dossier))
    full = list(register.entries(dossier))
    assert [card.id for card in cards.every] == [entry.id for entry in full]
    for entry in full:
        for member in entry.members:
            holder = cards.holder(member.row.lineage)
            assert holder is not None and holder.id == entry.id
    statement = dossier.as_of(kind="statement", limit=1).rows[0]
    assert cards.holder(statement.lineage) is None


def test_cards_made_from_those_before_are_the_same_as_new_ones(dossier: Record, tmp_path: Path) -> None:
    before = Cards.of(dossier, now(dossier))
    (tmp_path / "later.txt").write_text(LATER, "utf-8")
    (tmp_path / "later.json").write_text('{"date": "2031-12-20", "title": "More missiles"}', "utf-8")
    list(Intake(reader(), Options(), dossier).steps(sources([tmp_path / "later.txt"])))
    for row in dossier.queue(limit=15).rows:
        dossier.review(row.lineage, "reject", by="ada")
    entry = max(before.of_kind("commitment"), key=lambda card: len(card.told))
    register.split(dossier, entry.id, [entry.told[-1].lineage], by="ada")
    promised = before.promised("2034-01-01")[0].entry.id
    register.note_progress(
        dossier, promised, track="execution", stage="delivered", when="2033-01-01", source="A note", by="ada"
    )
    register.update(dossier)
    fresh, kept = Cards.of(dossier, now(dossier)), Cards.of(dossier, now(dossier), before)
    assert kept.every == fresh.every != before.every
    back = Cards.of(dossier, before.known, fresh)
    assert back.every == before.every


def test_what_several_ask_for_at_once_is_made_once(dossier: Record) -> None:
    room, made = Room(dossier), []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return len(made)

    found: list[int] = []
    some = [threading.Thread(target=lambda: found.append(room.cached("key", make))) for _ in range(8)]
    for one in some:
        one.start()
    for one in some:
        one.join()
    assert found == [1] * 8


def test_what_could_not_be_made_is_tried_again(dossier: Record) -> None:
    room = Room(dossier)

    def fail() -> int:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            room.cached("key", fail)
    assert room.cached("key", lambda: 3) == 3


def test_a_day_has_no_bounds(dossier: Record) -> None:
    cards = Cards.of(dossier, now(dossier))
    for on in (datetime.date.min, datetime.date.max):
        assert len(cards.promised(on.isoformat())) == len(register.deliverables(dossier, as_of=on))


def test_what_looked_ahead_once_is_read_once(dossier: Record, tmp_path: Path) -> None:
    before = register.ahead(dossier)
    assert register.outlook(dossier, among=before) == register.outlook(dossier)
    said = "Minister Katrin Soleth said that Norvane would probably deliver more missiles by June 2033.\n"
    (tmp_path / "later.txt").write_text(said, "utf-8")
    (tmp_path / "later.json").write_text('{"date": "2031-12-20", "title": "Expected"}', "utf-8")
    list(Intake(reader(), Options(), dossier).steps(sources([tmp_path / "later.txt"])))
    after = register.ahead(dossier, before)
    assert after == register.ahead(dossier)
    assert after.lineages > before.lineages
    assert register.outlook(dossier, among=after) == register.outlook(dossier)


def test_claims_that_were_cited_lately_are_not_read_again(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    known = now(dossier)
    with dossier.ledger(known) as ledger:
        whole = {each.row.lineage: each for each in ledger.belonging(kind="commitment")}
    some, others = sorted(whole)[:4], sorted(whole)[2:6]
    members = Members(dossier, known, most=4)
    assert {lineage: found.row for lineage, found in members.of(some).items()} == {n: whole[n].row for n in some}
    read: list[set[int]] = []
    found = Ledger.belonging

    def belonging(self: Ledger, *, lineages: set[int]) -> Any:
        read.append(set(lineages))
        return found(self, lineages=lineages)

    monkeypatch.setattr(Ledger, "belonging", belonging)
    assert members.of(some[::-1]).keys() == set(some) and not read
    assert members.of([*others, 10**9])[others[-1]].source == whole[others[-1]].source
    assert read == [{*others[2:], 10**9}]
    members.of(some)
    assert read[1:] == [set(some[:2])]


def test_the_claims_behind_dated_things_are_those_of_each(dossier: Record) -> None:
    found = Cards.of(dossier, now(dossier)).dated(DAYS[-1])
    assert found.lineages.tolist() == [lineage for each in found for lineage in each.note.lineages] != []
    steps = found.steps()
    assert [each.kind for each in steps] == [each.kind for each in found if each.kind != "due"]
    assert steps.only(np.zeros(len(steps), np.bool_)).lineages.tolist() == []
