from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.datasets.tables import read
from foedera.model.errors import DatasetError
from foedera.networks import PLEDGES, Table, dyad_years, roster_of, state_years
from tests.networks.world import PLEDGED, SPANS, STATES, states, table, written


def pledged(folder: Path) -> Table:
    return read("atop-ddyr", written(folder, "ddyr.csv", PLEDGED))


def test_pledges_keep_their_direction(tmp_path: Path) -> None:
    made = dyad_years(states(tmp_path), 1816, 1820).join(pledged(tmp_path)).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert rows[901, 902, 1816] == (1, 1, 0, 0, 1, 0, "known")
    assert rows[902, 901, 1816] == (1, 0, 0, 1, 1, 0, "known")
    assert rows[901, 903, 1820] == (1, 0, 0, 0, 0, 0, "known")
    assert rows[901, 903, 1818] == (0, 0, 0, 0, 0, 0, "no")
    # The file has no row at all of 1819, so it says nothing of that year.
    assert rows[901, 903, 1819] == (None, None, None, None, None, None, "not_covered")
    assert "rows of 1815 to 1820 without 1819 only" in made.report.notes[0]


def test_without_direction_a_pledge_of_either_counts(tmp_path: Path) -> None:
    made = dyad_years(states(tmp_path), 1816, 1820, directed=False).join(pledged(tmp_path)).table()
    assert made.frame.row(0) == (901, 902, 1816, 1, 1, 0, 1, 1, 0, "known")


def test_every_row_that_is_dropped_is_reported(tmp_path: Path) -> None:
    made = dyad_years(states(tmp_path), 1816, 1820).join(pledged(tmp_path)).table()
    (step,) = made.report.steps
    assert (step.rows, step.used) == (9, 6)
    assert {drop.reason: (drop.rows, drop.examples) for drop in step.dropped} == {
        "year outside 1816 to 1820": (1, ("901-902 1815",)),
        "no state of COW state system membership": (1, ("901-999 1818",)),
        "a state not in the system in that year": (1, ("901-903 1817",)),
    }
    assert step.used + sum(drop.rows for drop in step.dropped) == step.rows
    assert sum(step.statuses.values()) == len(made)
    assert "ATOP, directed dyad-years: 6 of 9 rows used" in made.report.lines()


def test_years_that_are_not_covered_are_null_and_not_zero(tmp_path: Path) -> None:
    late = STATES.replace("1830,12,31", "2020,12,31")
    roster = roster_of(read("cow-states", written(tmp_path, "late.csv", late)))
    whole = read("atop-ddyr", written(tmp_path, "whole.csv", PLEDGED + "901,998,2018,0,0,0,0,1,1,5.1\n"))
    made = dyad_years(roster, 2018, 2019).join(whole).table().frame
    for year, value, status in ((2018, 0, "no"), (2019, None, "not_covered")):
        rows = made.filter(pl.col("year") == year)
        for name in PLEDGES:
            assert set(rows[f"atop_{name}"].to_list()) == {value}
        assert set(rows["atop_ddyr_status"].to_list()) == {status}
    parity = dyad_years(roster, 2018, 2019, mode="parity").join(whole).table().frame
    assert parity.columns == ["ccode1", "ccode2", "year", "atop_alliance", *(f"atop_{name}" for name in PLEDGES)]
    assert parity.filter(pl.col("year") == 2019)["atop_consul"].to_list() == [None] * 12


def test_parity_says_of_which_joins_it_was_not_compared(tmp_path: Path) -> None:
    near = pl.DataFrame({"ccode1": [901], "ccode2": [902], "conttype": [1], "stdate": ["1816-01-01"]})
    near = near.with_columns(pl.col("stdate").str.to_date(), enddate=pl.col("stdate").str.to_date())
    panel = dyad_years(states(tmp_path), 1816, 1816, mode="parity").join(table("contiguity", near, 1816, 1816))
    assert "not compared with a run of it" in panel.report.notes[-1]
    assert not any("run of it" in note for note in panel.join(capable()).report.notes[1:])


def test_a_source_is_joined_once(tmp_path: Path) -> None:
    panel = dyad_years(states(tmp_path), 1816, 1820).join(pledged(tmp_path))
    with pytest.raises(DatasetError, match="joined to this panel already"):
        panel.join(pledged(tmp_path))


def capable() -> Table:
    frame = pl.DataFrame({"ccode": [901, 901, 902], "year": [1816, 1817, 1816], "milex": [5, None, 7]})
    return table("nmc", frame, 1816, 1818)


def test_values_of_states_stand_once_for_each_side(tmp_path: Path) -> None:
    made = dyad_years(states(tmp_path), 1816, 1819).join(capable()).table().frame
    rows = {row[:3]: row[3:] for row in made.rows()}
    assert made.columns[3:] == ["milex1", "nmc_status1", "milex2", "nmc_status2"]
    assert rows[901, 902, 1816] == (5, "known", 7, "known")
    assert rows[901, 902, 1817] == (None, "known", None, "unknown")
    assert rows[901, 902, 1819] == (None, "not_covered", None, "not_covered")
    alone = state_years(states(tmp_path), 1816, 1817).join(capable()).table().frame
    assert alone.filter(pl.col("ccode") == 901).rows() == [(901, 1816, 5, "known"), (901, 1817, None, "known")]


def test_a_table_of_pairs_holds_for_both_directions(tmp_path: Path) -> None:
    frame = pl.DataFrame({"ccode1": [901, 904], "ccode2": [902, 901], "year": [1816, 1816], "mindist": [10.0, 20.0]})
    made = dyad_years(states(tmp_path), 1816, 1816).join(table("cow-mindist", frame, 1816, 1816)).table().frame
    rows = {row[:2]: row[3:] for row in made.rows()}
    assert rows[901, 902] == rows[902, 901] == (10.0, "known")
    assert rows[901, 904] == rows[904, 901] == (20.0, "known")
    assert rows[902, 904] == (None, "unknown")


def test_directions_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    frame = pl.DataFrame({"ccode1": [901, 902], "ccode2": [902, 901], "year": [1816, 1816], "mindist": [10.0, 20.0]})
    with pytest.raises(DatasetError, match="cow-mindist: 901-902 1816: mindist differs by direction"):
        dyad_years(states(tmp_path), 1816, 1816).join(table("cow-mindist", frame))


def test_agreements_that_are_not_listed_are_no(tmp_path: Path) -> None:
    frame = pl.DataFrame({"ccode1": [901], "ccode2": [902], "year": [1816], "dcaAnyV1": [1]})
    made = dyad_years(states(tmp_path), 1816, 1817).join(table("dcad", frame, 1816, 1816)).table().frame
    rows = {row[:3]: row[3:] for row in made.rows()}
    assert rows[902, 901, 1816] == (1, "known")
    assert rows[902, 904, 1816] == (0, "no")
    assert rows[901, 902, 1817] == (None, "not_covered")


def test_what_cannot_be_joined_is_named(tmp_path: Path) -> None:
    roster = states(tmp_path)
    frame = pl.DataFrame({"gwcode": [901], "year": [1816], "milex": [5]})
    with pytest.raises(DatasetError, match=r"nmc: states have gwcode numbers, the panel ccode: .* never mixed"):
        state_years(roster, 1816, 1816).join(table("nmc", frame))
    with pytest.raises(DatasetError, match="membership: cannot be joined to state-years; those that can: archigos"):
        state_years(roster, 1816, 1816).join(read("cow-states", tmp_path / "states.csv"))
    twice = pl.DataFrame({"ccode": [901, 901], "year": [1816, 1816], "milex": [5, 6]})
    with pytest.raises(DatasetError, match="nmc: 901 occurs twice in 1816"):
        state_years(roster, 1816, 1816).join(table("nmc", twice))
    with pytest.raises(DatasetError, match="without a source cannot be joined"):
        state_years(roster, 1816, 1816).join(Table(frame, "mine"))


dyads = st.dictionaries(
    st.tuples(st.sampled_from([901, 902, 903, 904, 905, 906]), st.sampled_from([901, 902, 903, 904, 905]),
              st.integers(1814, 1832)).filter(lambda key: key[0] != key[1]),
    st.tuples(*[st.integers(0, 1)] * 5), max_size=30,
)  # fmt: skip


@settings(max_examples=40)
@given(dyads)
def test_cells_are_those_of_a_naive_join(
    tmp_path_factory: pytest.TempPathFactory, held: dict[tuple[int, int, int], tuple[int, ...]]
) -> None:
    roster = states(tmp_path_factory.mktemp("states"))
    schema = dict.fromkeys(("ccode1", "ccode2", "year", *(f"atop_{name}" for name in PLEDGES)), pl.Int64)
    frame = pl.DataFrame([(*key, *value) for key, value in held.items()], schema=schema, orient="row")
    made = dyad_years(roster, 1816, 1830).join(table("atop-ddyr", frame, 1817, 1829)).table()
    inside = 0
    for row in made.frame.rows():
        key, cells = row[:3], row[3:]
        if key in held:
            inside += 1
            assert cells == (1, *held[key], "known")
        else:
            covered = 1817 <= key[2] <= 1829
            assert cells == ((0,) * 6 + ("no",) if covered else (None,) * 6 + ("not_covered",))
    expected = sum(
        all(any(low <= key[2] <= high for low, high in SPANS.get(code, [])) for code in key[:2])
        and not (set(key[:2]) == {904, 905} and key[2] == 1820)
        for key in held
    )
    assert inside == expected == made.report.steps[0].used


def test_formal_alliances_are_summed_over_all_of_a_dyad(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "version4id": ["1", "2", "1"],
            "ccode1": [901, 901, 902],
            "ccode2": [902, 902, 901],
            "year": [1816, 1816, 1816],
            "defense": [1, 0, 1],
            "neutrality": [0, 0, 0],
            "nonaggression": [0, 1, None],
            "entente": [0, 0, 0],
        }
    )
    made = dyad_years(states(tmp_path), 1816, 1817).join(table("cow-alliances-ddyr", frame, 1816, 1816)).table().frame
    rows = {row[:3]: row[3:] for row in made.rows()}
    assert made.columns[3:7] == ["cow_defense", "cow_neutral", "cow_nonagg", "cow_entente"]
    assert rows[901, 902, 1816] == rows[902, 901, 1816] == (1, 0, 1, 0, "known")
    assert rows[901, 904, 1816] == (0, 0, 0, 0, "no")
    assert rows[901, 902, 1817] == (None, None, None, None, "not_covered")
