from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model.errors import DatasetError, QuestionError
from foedera.networks import PLEDGES, Kad, Pledge, Spell, Spells, ties_of

DAY = date(1900, 1, 1)


def spell(
    member: str, start: int, end: int | None, *, pact: str = "p", towards: str | None = None, pledges: int = 1
) -> Spell:
    last = None if end is None else DAY + timedelta(days=end)
    return Spell(pact=pact, member=member, start=DAY + timedelta(days=start), end=last, towards=towards,
                 pledges=Pledge(pledges))  # fmt: skip


def test_spells_come_back_as_they_were_given() -> None:
    rows = [spell("b", 0, 9, pledges=5), spell("a", 3, None), spell("a", 0, 5, pact="q", towards="b", pledges=0)]
    made = Spells.of(rows)
    assert made.codes == ("a", "b") and made.pacts == ("p", "q") and len(made) == 3
    assert list(made) == [rows[1], rows[0], rows[2]]
    assert Spells.of([]).directed().dyads() == []


def test_obligations_that_differ_by_direction_survive() -> None:
    made = Spells.of([spell("a", 0, 99, pledges=1), spell("b", 10, None, pledges=16)])
    assert [(row.member, row.partner, row.pledges, row.start, row.end) for row in made.dyads()] == [
        ("a", "b", Pledge.DEFENSE, DAY + timedelta(days=10), DAY + timedelta(days=99)),
        ("b", "a", Pledge.CONSUL, DAY + timedelta(days=10), DAY + timedelta(days=99)),
    ]


def test_sets_of_members_change_with_members_and_pledges() -> None:
    made = Spells.of([spell("a", 0, None), spell("b", 0, 9), spell("b", 10, None, pledges=2), spell("c", 20, 29)])
    both = (Pledge.DEFENSE, Pledge.DEFENSE)
    changed = (Pledge.DEFENSE, Pledge.OFFENSE)

    def day(number: int) -> date:
        return DAY + timedelta(days=number)

    assert made.kads() == [
        Kad(pact="p", members=("a", "b"), pledges=both, start=day(0), end=day(9)),
        Kad(pact="p", members=("a", "b"), pledges=changed, start=day(10), end=day(19)),
        Kad(pact="p", members=("a", "b", "c"), pledges=(*changed, Pledge.DEFENSE), start=day(20), end=day(29)),
        Kad(pact="p", members=("a", "b"), pledges=changed, start=day(30), end=None),
    ]
    assert [row.member for row in made.on(day(25))] == ["a", "b", "c"]


def test_spells_that_cannot_be_are_named() -> None:
    with pytest.raises(DatasetError, match="spell of a in pact p ends before it starts: 1900-01-06"):
        Spells.of([spell("a", 5, 4)])
    with pytest.raises(DatasetError, match="spell of a in pact p is towards itself"):
        Spells.of([spell("a", 5, 9, towards="a")])
    with pytest.raises(
        DatasetError, match="overlapping spells of a in pact p: 1900-01-01 to 1900-01-06, and from 1900-01-06"
    ):
        Spells.of([spell("a", 5, 9), spell("a", 0, 5)])
    with pytest.raises(DatasetError, match="to unknown, and from 1900-01-06"):
        Spells.of([spell("a", 5, 9), spell("a", 0, None)])
    with pytest.raises(DatasetError, match="members are numbers and names at once"):
        Spells.of([spell("a", 5, 9), Spell(pact="p", member=2, start=DAY)])


def test_spells_known_to_the_year_may_touch() -> None:
    first = Spell(pact="p", member=1, start=date(1900, 1, 1), end=date(1905, 12, 31), precision="year")
    again = Spell(pact="p", member=1, start=date(1905, 1, 1), end=None, precision="year")
    assert len(Spells.of([first, again])) == 2
    early = Spell(pact="p", member=1, start=date(1904, 12, 31), end=None, precision="year")
    with pytest.raises(DatasetError, match="overlapping spells of 1"):
        Spells.of([first, early])


members = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("pq"), st.integers(0, 800), st.integers(0, 800),
              st.integers(0, 31)), max_size=8,
)  # fmt: skip


@given(members)
def test_dyads_are_those_of_a_double_loop(rows: list[tuple[str, str, int, int, int]]) -> None:
    kept: list[Spell] = []
    for member, pact, start, length, pledges in rows:
        made = spell(member, start, start + length, pact=pact, pledges=pledges)
        if not any(other.member == member and other.pact == pact and other.start <= (made.end or DAY)
                   and made.start <= (other.end or DAY) for other in kept):  # fmt: skip
            kept.append(made)
    expected = sorted(
        (one.pact, str(one.member), str(other.member), max(one.start, other.start), min(one.end, other.end),
         one.pledges)
        for one in kept for other in kept
        if one.member != other.member and one.pact == other.pact and one.end and other.end
        and max(one.start, other.start) <= min(one.end, other.end)
    )  # fmt: skip
    spells = Spells.of(kept)
    found = sorted(
        (row.pact, str(row.member), str(row.partner), row.start, row.end, row.pledges) for row in spells.dyads()
    )
    assert found == expected
    years = range(1900, 1905)
    ties = ties_of(spells, years)
    for year in years:
        for at, one in enumerate(spells.codes):
            for to, other in enumerate(spells.codes):
                owed = Pledge.NONE
                for _, member, partner, start, end, pledges in expected:
                    if (member, partner) == (one, other) and end and start.year <= year <= end.year:
                        owed |= pledges
                assert ties.bits[year - 1900, at, to] == owed


def ddyr(rows: list[tuple[int, ...]]) -> pl.DataFrame:
    names = ["ccode1", "ccode2", "year", *(f"atop_{name}" for name in PLEDGES)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")


def test_runs_of_years_with_the_same_pledges_are_one_spell() -> None:
    none = (0,) * 5
    defense = (1, 0, 0, 0, 0)
    frame = ddyr(
        [(1, 2, 1901, *defense), (1, 2, 1900, *defense), (1, 2, 1902, *none), (1, 2, 1904, *none), (2, 1, 1905, *none)]
    )
    found = [
        (row.member, row.towards, row.start, row.end, row.pledges, row.precision) for row in Spells.of_dyad_years(frame)
    ]
    assert found == [
        (1, 2, date(1900, 1, 1), date(1901, 12, 31), Pledge.DEFENSE, "year"),
        (1, 2, date(1902, 1, 1), date(1902, 12, 31), Pledge.NONE, "year"),
        (1, 2, date(1904, 1, 1), date(1904, 12, 31), Pledge.NONE, "year"),
        (2, 1, date(1905, 1, 1), date(1905, 12, 31), Pledge.NONE, "year"),
    ]
    with pytest.raises(DatasetError, match="duplicate dyad-year 1-2 1900: each may occur once"):
        Spells.of_dyad_years(ddyr([(1, 2, 1900, *none), (1, 2, 1900, *defense)]))


def test_a_year_of_ties_gives_pledges_and_values() -> None:
    frame = ddyr([(1, 2, 1900, 0, 0, 1, 0, 1), (2, 1, 1900, 0, 0, 0, 1, 0), (1, 3, 1900, 0, 1, 0, 1, 0)])
    year = ties_of(Spells.of_dyad_years(frame), range(1900, 1902)).year(1900)
    assert year.codes == (1, 2, 3) and year.labels == ("1", "2", "3")
    assert year.valued().tolist() == [[3, 2, 3], [1, 3, 0], [0, 0, 3]]
    assert year.binary().tolist() == [[1, 1, 1], [1, 1, 0], [0, 0, 1]]
    assert year.mutual().valued().tolist() == [[3, 2, 3], [2, 3, 0], [3, 0, 3]]
    assert year.pledge("consul").tolist() == [[False, True, False], [False] * 3, [False] * 3]
    assert year.pledges().shape == (5, 3, 3)
    with pytest.raises(QuestionError, match="trade: no pledge; the five are defense, offense"):
        year.pledge("trade")
    with pytest.raises(QuestionError, match="1950: no ties of this year; there are 1900 to 1901"):
        ties_of(Spells.of_dyad_years(frame), range(1900, 1902)).year(1950)
