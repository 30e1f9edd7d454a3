"""Ties by events and promises: what is said to all the world, what is done together, what was published later."""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase

import msgspec

from foedera.model import ActorRef
from foedera.networks.recorded import ties_on
from foedera.record import Record
from foedera.register import update
from tests.register.made import ILMARA, NORVANE, RIVAL, actor, promise, written

from .recordings import event


def test_what_several_do_against_nobody_named_makes_them_no_enemies(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        both = (NORVANE, ILMARA)
        for type, reached in (("MOBILIZE", ()), ("COOPERATE", ()), ("ACCUSE", (RIVAL,))):
            written(record, event(type, both, reached), published="2031-05-01", text=f"They {type} today.")
        update(record)
        found = ties_on(record, "2031-06-01", kinds=["event"])
    assert {(tie.sort, tie.mutual) for tie in found.ties} == {("COOPERATE", True), ("ACCUSE", False)}


def test_an_act_towards_the_world_ties_nobody_and_is_counted(tmp_path: Path) -> None:
    world: list[ActorRef] = [actor(f"state:Z{one}{other}") for one in "ABCDE" for other in ascii_uppercase]
    with Record.open(tmp_path / "r.db") as record:
        written(record, event("REQUEST", (NORVANE,), world), published="2031-05-01", text="We call on all states.")
        update(record)
        found = ties_on(record, "2031-06-01", kinds=["event"])
    assert (found.ties, found.world) == ((), 1)


def test_a_promise_ties_nobody_before_a_document_tells_of_it(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        written(
            record,
            msgspec.structs.replace(promise(), beneficiaries=(ILMARA,)),
            published="2031-05-01",
            text="Both will build it.",
        )
        update(record)
        before, after = (ties_on(record, day, kinds=["commitment"]).ties for day in ("2031-04-30", "2031-05-01"))
    assert before == () and len(after) == 1
