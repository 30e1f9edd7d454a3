from itertools import combinations, permutations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.datasets.tables import Source, read
from foedera.model.errors import QuestionError
from foedera.networks import Roster, dyad_years, state_years
from tests.networks.world import PLEDGED, states, written

times = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2000), st.integers(0, 2000)), min_size=1, max_size=10
)  # fmt: skip
DAY = np.datetime64("1816-01-01", "D")


def system(rows: list[tuple[int, int, int]]) -> tuple[Roster, list[SimpleNamespace]]:
    """A system from (state, first day, length), overlapping times of one state left out."""
    kept: list[SimpleNamespace] = []
    for state, start, length in rows:
        span = SimpleNamespace(state=state, start=DAY + start, end=DAY + start + length)
        if all(other.state != state or other.end < span.start or span.end < other.start for other in kept):
            kept.append(span)
    kept.sort(key=lambda span: (span.state, span.start))
    codes = sorted({span.state for span in kept})
    roster = Roster(
        system="cow",
        codes=np.array([900 + code for code in codes], np.int32),
        labels=tuple(map(str, codes)),
        names=tuple(map(str, codes)),
        state=np.array([codes.index(span.state) for span in kept], np.int32),
        start=np.array([span.start for span in kept], "datetime64[D]"),
        end=np.array([span.end for span in kept], "datetime64[D]"),
        source=Source(id="cow-states", title="states"),
        micro=np.zeros(len(codes), bool),
    )
    return roster, kept


def days(spans: list[SimpleNamespace], code: int, year: int) -> set[int]:
    """The days of a year on which a state belongs, one by one."""
    first, after = ((np.datetime64(f"{when}-01-01", "D") - DAY).astype(int) for when in (year, year + 1))
    mine = [(int((span.start - DAY).astype(int)), int((span.end - DAY).astype(int))) for span in spans
            if span.state == code - 900]  # fmt: skip
    return {day for day in range(first, after) if any(low <= day <= high for low, high in mine)}


@settings(max_examples=40)
@given(times)
def test_rows_are_those_of_a_double_loop(rows: list[tuple[int, int, int]]) -> None:
    roster, spans = system(rows)
    start, end = roster.first, roster.last
    codes = roster.codes.tolist()
    by_year = {(code, year): days(spans, code, year) for code in codes for year in range(start, end + 1)}
    alone = [(code, year) for code in codes for year in range(start, end + 1) if by_year[code, year]]
    assert state_years(roster, start, end).table().frame.rows() == alone
    both = [
        (one, other, year) for one, other in permutations(codes, 2) for year in range(start, end + 1)
        if by_year[one, year] & by_year[other, year]
    ]  # fmt: skip
    assert dyad_years(roster, start, end).table().frame.rows() == both
    once = [row for row in both if row[0] < row[1]]
    assert dyad_years(roster, start, end, directed=False).table().frame.rows() == once


def test_balanced_panels_have_every_pair_and_say_who_is_away(tmp_path: Path) -> None:
    roster = states(tmp_path)
    panel = dyad_years(roster, 1819, 1822, directed=False, balanced=True)
    assert len(panel) == 4 * len(list(combinations(range(5), 2)))
    made = panel.join(read("atop-ddyr", written(tmp_path, "d.csv", PLEDGED))).table()
    rows = {(one, two, year): (value, status) for one, two, year, value, status in made.frame.select(
        "ccode1", "ccode2", "year", "atop_defense", "atop_ddyr_status").rows()}  # fmt: skip
    assert rows[904, 905, 1820] == (None, "not_in_system")
    assert rows[901, 904, 1822] == (None, "not_in_system")
    assert rows[901, 904, 1820] == (0, "no")
    assert rows[901, 903, 1820] == (0, "known")
    plain = dyad_years(roster, 1819, 1822, directed=False)
    assert (made.frame["atop_ddyr_status"] != "not_in_system").sum() == len(plain)
    assert len(state_years(roster, 1819, 1822, balanced=True)) == 20


def test_years_after_the_list_are_a_choice_and_noted(tmp_path: Path) -> None:
    roster = states(tmp_path)
    with pytest.raises(QuestionError, match="covers 1816 to 1830"):
        dyad_years(roster, 1816, 1835)
    made = dyad_years(roster, 1829, 1835, extend=True).table()
    assert len(made) == 7 * 12
    assert made.report.notes == ("COW state system membership ends in 1830; its last states are carried on to 1835",)


def test_a_table_says_what_it_is(tmp_path: Path) -> None:
    made = state_years(states(tmp_path), 1816, 1820).table()
    assert made.title == "state-years of COW state system membership, 1816 to 1820"
    assert made.frame.columns == ["ccode", "year"] and made.column("ccode").label == "State (COW number)"
    assert [source.id for source in made.sources] == ["cow-states"]
