from datetime import date
from math import comb
from pathlib import Path

import pytest

from foedera.model.errors import QuestionError
from foedera.networks import Pledge, Spell, Spells, kad_years
from tests.networks.world import states


def pact(name: str, year: int, *members: int) -> list[Spell]:
    return [Spell(pact=name, member=code, start=date(year, 6, 1), pledges=Pledge.DEFENSE) for code in members]


def test_groups_that_made_pacts_stand_beside_drawn_ones(tmp_path: Path) -> None:
    spells = Spells.of([*pact("1", 1818, 901, 903), *pact("2", 1818, 901, 902, 904)])
    made = kad_years(spells, states(tmp_path), 1816, 1820, controls=2, seed=7).frame
    assert made.filter(event=1).rows() == [
        (1818, 2, "901-903", 1, "1", 1.0), (1818, 3, "901-902-904", 1, "2", 1.0),
    ]  # fmt: skip
    drawn = made.filter(event=0)
    assert drawn["members"].n_unique() == len(drawn) == 4
    assert not set(drawn["members"]) & {"901-903", "901-902-904"}
    for size in (2, 3):
        rows = made.filter(k=size)
        assert rows["weight"].sum() == pytest.approx(comb(4, size))
        assert all(len(members.split("-")) == size for members in rows["members"])
    assert made.equals(kad_years(spells, states(tmp_path), 1816, 1820, controls=2, seed=7).frame)
    assert kad_years(spells, states(tmp_path), 1816, 1820, controls=99, seed=1).frame["weight"].unique().to_list() == [
        1.0
    ]


def test_pacts_that_are_left_out_are_reported(tmp_path: Path) -> None:
    rows = [*pact("early", 1815, 901, 902), *pact("stranger", 1818, 901, 990), *pact("away", 1824, 901, 902)]
    rows += [*pact("large", 1818, 901, 902, 903), *pact("9/1", 1818, 901, 902), *pact("9/2", 1820, 901, 902, 903)]
    made = kad_years(Spells.of(rows), states(tmp_path), 1816, 1830, seed=1, most=2)
    (step,) = made.report.steps
    assert (step.rows, step.used) == (5, 1)
    assert {drop.reason: drop.examples for drop in step.dropped} == {
        "began outside 1816 to 1830": ("early",),
        "a member not in the system in that year": ("away", "stranger"),
        "more than 2 members": ("large",),
    }
    assert made.frame.filter(event=1)["pact"].to_list() == ["9"]
    with pytest.raises(QuestionError, match="0 controls: at least one"):
        kad_years(Spells.of(rows), states(tmp_path), 1816, 1830, seed=1, controls=0)
