"""Pacts that go on without a member, and pacts that end with it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from foedera.model.errors import DatasetError
from foedera.networks.bridges import departure
from foedera.networks.leaving import fall, pacts_of_spells
from foedera.networks.network import Network
from foedera.networks.spells import Pledge, Spell, Spells
from foedera.networks.structure import leaving

from .drawn import network, networks

# A pact of 0, 1 and 2, one of 1 and 2, and one of 2 and 3.
PACTS = {
    "wide": frozenset({(0, 1), (1, 2), (0, 2)}), "twice": frozenset({(1, 2)}), "two": frozenset({(2, 3)}),
}  # fmt: skip
MADE = network((0, 1), (1, 2), (0, 2), (2, 3))


def test_a_pact_of_several_goes_on_or_ends() -> None:
    gone = fall(MADE, 0, PACTS)
    # What 1 and 2 owe each other, another pact holds too.
    assert (gone.pacts, gone.pacts_of_two, gone.among_others) == (1, 0, 0)
    assert gone.left == departure(MADE, 0)
    without = {name: pairs for name, pairs in PACTS.items() if name != "twice"}
    gone = fall(MADE, 0, without)
    assert (gone.among_others, gone.left.left_alone, gone.left.parted) == (1, (1,), 2)
    assert (departure(MADE, 0).left_alone, departure(MADE, 0).parted) == ((), 0)
    assert (fall(MADE, 3, PACTS).pacts, fall(MADE, 3, PACTS).pacts_of_two) == (1, 1)
    with pytest.raises(DatasetError, match="9 is not in the network"):
        fall(MADE, 9, PACTS)


@given(networks(3, 8))
def test_without_pacts_of_several_both_answers_are_one(made: Network) -> None:
    pairs = {f"{a}-{b}": frozenset({(a, b)}) for a in made.nodes for b in made.nodes if str(a) < str(b)}
    for member in made.nodes:
        assert fall(made, member, pairs).left == departure(made, member)  # type: ignore[arg-type]


@given(networks(3, 7))
def test_where_one_pact_holds_all_nothing_is_left(made: Network) -> None:
    whole = {"all": frozenset((a, b) for a in made.nodes for b in made.nodes if a != b)}
    for member in made.nodes:
        left = fall(made, member, whole).left
        assert left.components == 0 and left.efficiency == 0.0


def test_pacts_of_a_year_come_from_spells() -> None:
    def spell(pact: str, member: int, pledge: Pledge, end: int | None = None) -> Spell:
        last = None if end is None else date(end, 6, 1)
        return Spell(pact=pact, member=member, start=date(1900, 5, 1), end=last, pledges=pledge)

    spells = Spells.of(
        [
            spell("1/1", 1, Pledge.DEFENSE, 1902),
            spell("1/1", 2, Pledge.DEFENSE, 1902),
            spell("2", 2, Pledge.CONSUL),
            spell("2", 3, Pledge.CONSUL),
        ]
    )
    of = pacts_of_spells(spells)
    assert of("1902") == {"1": {(1, 2), (2, 1)}, "2": {(2, 3), (3, 2)}}
    assert of("1903") == {"2": {(2, 3), (3, 2)}} and of("1899") == {}
    assert pacts_of_spells(spells, ["defense"])("1901") == {"1": {(1, 2), (2, 1)}}


def test_a_table_says_both() -> None:
    table = leaving([MADE], pacts=lambda _: PACTS)
    row = next(row for row in table.frame.iter_rows(named=True) if row["node"] == 2)
    assert (row["parted"], row["parted_fall"], row["pacts"], row["pacts_of_two"]) == (2, 3, 3, 2)
    assert "all pacts of who leaves end with it" in table.report.notes[0]
    assert "go on among the others" in leaving([MADE]).report.notes[0]
    assert "parted_fall" not in leaving([MADE]).frame.columns
