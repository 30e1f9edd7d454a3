import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model.errors import DatasetError, QuestionError
from foedera.networks import Table, years_since


def counted(rows: list[tuple[int, int, int | None]], **how: str) -> list[tuple[int | None, bool | None]]:
    frame = pl.DataFrame(rows, schema={"ccode": pl.Int16, "year": pl.Int16, "war": pl.Int8}, orient="row")
    made = years_since(Table(frame), "war", **how)  # type: ignore[arg-type]
    return made.frame.select("war_spell", "war_spell_censored").rows()


def test_years_are_counted_from_the_year_after_an_event() -> None:
    rows = [(1, 1900 + at, event) for at, event in enumerate([0, 0, 1, 0, 0, 1, 1, 0])]
    assert counted(rows) == [
        (0, True),
        (1, True),
        (2, True),
        (0, False),
        (1, False),
        (2, False),
        (0, False),
        (0, False),
    ]


def test_what_is_not_known_stays_so_until_the_next_event() -> None:
    rows = [(1, 1900 + at, event) for at, event in enumerate([0, 1, None, 0, 1, 0])]
    assert counted(rows) == [(0, True), (1, True), (None, None), (None, None), (None, None), (0, False)]


def test_wrong_questions_are_named() -> None:
    frame = pl.DataFrame({"ccode": [1, 1], "year": [1900, 1900], "war": [0, 1], "n": [2, 0]})
    with pytest.raises(DatasetError, match="a unit has two rows in 1900"):
        years_since(Table(frame), "war")
    with pytest.raises(QuestionError, match="n: an event is 0 or 1"):
        years_since(Table(frame), "n")
    with pytest.raises(QuestionError, match="peace: no column"):
        years_since(Table(frame), "peace")
    with pytest.raises(QuestionError, match="n: a column of this name is there already"):
        years_since(Table(frame), "war", name="n")
    with pytest.raises(QuestionError, match="spells need state-years or dyad-years"):
        years_since(Table(frame.drop("year")), "war")


cases = st.dictionaries(
    st.tuples(st.integers(1, 3), st.integers(1900, 1910)), st.sampled_from([0, 0, 1, None]), min_size=1, max_size=25
)


@given(cases, st.randoms())
def test_counts_are_those_of_a_walk(held: dict[tuple[int, int], int | None], drawn: object) -> None:
    rows = [(unit, year, event) for (unit, year), event in held.items()]
    found = dict(zip([(unit, year) for unit, year, _ in rows], counted(rows), strict=True))
    for unit in (1, 2, 3):
        count: int | None = 0
        seen, before = False, None
        for year in sorted(year for one, year in held if one == unit):
            if before is not None and year != before + 1:
                count, seen = 0, False
            event = held[unit, year]
            if event is None:
                count = None
            assert found[unit, year] == ((count, not seen) if count is not None else (None, None))
            if event == 1:
                count, seen = 0, True
            elif count is not None:
                count += 1
            before = year
