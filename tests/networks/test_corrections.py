"""Each published difference between corrected panels and peacesciencer, shown on invented data."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedera.datasets.tables import read
from foedera.networks import Mode, Table, dyad_years, roster_of, state_years, years_since
from foedera.networks.corrections import CORRECTIONS
from tests.networks.world import PLEDGED, STATES, states, table, written

PAGE = Path(__file__).parents[2] / "docs" / "coming-from-peacesciencer.md"


def cell(made: Table, column: str, year: int, *codes: int) -> object:
    keys = ("ccode1", "ccode2") if len(codes) == 2 else ("ccode",)
    rows = made.frame.filter(
        *(pl.col(key) == code for key, code in zip(keys, codes, strict=True)), pl.col("year") == year
    )
    return rows[column].item()


def contiguous() -> Table:
    frame = pl.DataFrame({
        "ccode1": [901, 901], "ccode2": [902, 902], "conttype": [0, 1],
        "stdate": [date(1816, 1, 1), date(1818, 6, 1)], "enddate": [date(1818, 5, 1), date(1819, 12, 1)],
    })  # fmt: skip
    return table("contiguity", frame, 1816, 1820)


def by_mode(folder: Path, joined: Table, column: str, year: int, *codes: int) -> list[object]:
    modes: tuple[Mode, Mode] = ("parity", "corrected")
    return [cell(dyad_years(states(folder), 1816, 1830, mode=mode).join(joined).table(), column, year, *codes)
            for mode in modes]  # fmt: skip


def contiguity_after(folder: Path) -> None:
    assert by_mode(folder, contiguous(), "conttype", 1827, 901, 902) == [0, None]
    assert by_mode(folder, contiguous(), "conttype", 1820, 901, 902) == [0, 0]
    made = dyad_years(states(folder), 1816, 1830).join(contiguous()).table()
    assert cell(made, "contiguity_status", 1827, 901, 902) == "not_covered"
    assert cell(made, "contiguity_status", 1820, 902, 901) == "no"


def contiguity_none(folder: Path) -> None:
    assert by_mode(folder, contiguous(), "conttype", 1818, 902, 901) == [0, 1]
    assert by_mode(folder, contiguous(), "conttype", 1819, 902, 901) == [1, 1]


def majors_after(folder: Path) -> None:
    frame = pl.DataFrame({"ccode": [901], "start": [date(1816, 1, 1)], "end": [date(1818, 12, 31)]})
    great = table("cow-majors", frame, 1816, 1820)
    assert by_mode(folder, great, "cowmaj1", 1818, 901, 903) == [1, 1]
    assert by_mode(folder, great, "cowmaj1", 1820, 901, 903) == [0, 0]
    assert by_mode(folder, great, "cowmaj2", 1821, 903, 901) == [0, None]


def rivals(first: int, second: int, start: int, end: int) -> Table:
    frame = pl.DataFrame({"tssr_id": [1], "ccode1": [first], "ccode2": [second], "start": [start], "end": [end],
                          "positional": [None], "spatial": [1]}, schema_overrides={"positional": pl.Int64})  # fmt: skip
    return table("rivalries-tss", frame, 1494, 1825)


def rivalry_after(folder: Path) -> None:
    held = rivals(901, 903, 1700, 1820)
    assert by_mode(folder, held, "ongoingrivalry", 1820, 903, 901) == [1, 1]
    assert by_mode(folder, held, "ongoingrivalry", 1821, 903, 901) == [0, 0]
    assert by_mode(folder, held, "ongoingrivalry", 1826, 903, 901) == [1, None]
    assert by_mode(folder, held, "spatial", 1820, 901, 903) == [1, 1]
    assert by_mode(folder, held, "positional", 1820, 901, 903) == [0, 0]


def rivalry_austria(folder: Path) -> None:
    rows = "AUH,300,Austria-Hungary,1816,1,1,1918,11,12,2016\nAUS,305,Austria,1919,9,10,1930,12,31,2016\n"
    both = STATES.replace("1830,12,31", "1930,12,31") + rows
    roster = roster_of(read("cow-states", written(folder, "both.csv", both)))
    held = rivals(300, 901, 1900, 1920)
    held = held.with_frame(held.frame, sources=(*table("rivalries-tss", held.frame, 1494, 2020).sources,))
    parity = dyad_years(roster, 1916, 1922, mode="parity").join(held).table()
    corrected = dyad_years(roster, 1916, 1922).join(held).table()
    assert [cell(parity, "ongoingrivalry", year, 305, 901) for year in (1919, 1920, 1921)] == [1, 1, 0]
    assert [cell(corrected, "ongoingrivalry", year, 305, 901) for year in (1919, 1920, 1921)] == [0, 0, 0]
    assert [cell(made, "ongoingrivalry", 1918, 901, 300) for made in (parity, corrected)] == [1, 1]
    (drop,) = corrected.report.steps[0].dropped
    assert (drop.rows, drop.examples) == (2, ("300-901 1919", "300-901 1920"))


def status(folder: Path) -> None:
    frame = pl.DataFrame({"ccode": [901, 903], "year": [1818, 1818], "milex": [None, 3]},
                         schema_overrides={"milex": pl.Int64})  # fmt: skip
    capable = table("nmc", frame, 1816, 1820)
    parity = state_years(states(folder), 1816, 1830, mode="parity").join(capable).table()
    assert parity.frame.columns == ["ccode", "year", "milex"]
    made = state_years(states(folder), 1816, 1830, balanced=True).join(capable).table()
    assert [cell(made, "milex", year, code) for code, year in ((901, 1818), (901, 1819), (901, 1821))] == [None] * 3
    assert cell(made, "nmc_status", 1818, 901) == "known"
    assert cell(made, "nmc_status", 1819, 901) == "unknown"
    assert cell(made, "nmc_status", 1821, 901) == "not_covered"
    assert cell(made, "nmc_status", 1816, 903) == "not_in_system"


def dropped(folder: Path) -> None:
    given = read("atop-ddyr", written(folder, "d.csv", PLEDGED))
    modes: tuple[Mode, Mode] = ("parity", "corrected")
    frames = []
    for mode in modes:
        made = dyad_years(states(folder), 1816, 1820, mode=mode).join(given).table()
        assert sum(drop.rows for drop in made.report.steps[0].dropped) == 3
        frames.append(made.frame.select("ccode1", "ccode2", "year", "atop_defense", "atop_consul"))
    assert frames[0].equals(frames[1])


def spell_gap(folder: Path) -> None:
    frame = pl.DataFrame({"dispnum": [1], "ccode1": [902], "ccode2": [901], "year": [1820], "midongoing": [1],
                          "midonset": [1]})  # fmt: skip
    made = dyad_years(states(folder), 1816, 1830).join(table("gml-ddyr", frame, 1816, 1830)).table()
    restart = years_since(made, "gmlmidongoing")
    running = years_since(made, "gmlmidongoing", gaps="continue")
    years = (1820, 1821, 1822, 1826, 1827)
    assert [cell(restart, "gmlmidongoing_spell", year, 901, 902) for year in years] == [4, 0, 1, 0, 1]
    assert [cell(running, "gmlmidongoing_spell", year, 901, 902) for year in years] == [4, 0, 1, 2, 3]
    assert cell(restart, "gmlmidongoing_spell_censored", 1826, 901, 902) is True
    assert cell(running, "gmlmidongoing_spell_censored", 1826, 901, 902) is False


def leader_irregular(folder: Path) -> None:
    left = leader_years(folder, "corrected")["irregular"]
    counted = leader_years(folder, "parity")["irregular"]
    assert (left.to_list(), counted.to_list()) == ([0, 1], [1, 0])


def leader_years(folder: Path, mode: Mode) -> pl.DataFrame:
    """A state in 1895, when a leader comes who is overthrown in 1896, the year after; no other comes then."""
    listed = "gwcode,gw_abb,gw_name,start,end\n901,ARL,Arlen,1875-01-01,2017-12-31\n"
    text = "obsid,leadid,ccode,leader,startdate,enddate,entry,exit,exitcode,gender,yrborn\n"
    text += "A1,a1,901,Vance,1890-05-01,1895-06-30,Regular,Regular,Regular,M,1840\n"
    text += "A2,a2,901,Tolland,1895-06-30,1896-11-01,Regular,Irregular,Coup,F,1850\n"
    roster = roster_of(read("gw-states", written(folder, f"gw-{mode}.csv", listed)))
    given = read("archigos", written(folder, f"archigos-{mode}.csv", text))
    return state_years(roster, 1895, 1896, mode=mode).join(given).table().frame


SHOWN: dict[str, Callable[[Path], None]] = {
    "contiguity-after": contiguity_after,
    "contiguity-none": contiguity_none,
    "majors-after": majors_after,
    "rivalry-after": rivalry_after,
    "rivalry-austria": rivalry_austria,
    "status": status,
    "dropped": dropped,
    "leader-irregular": leader_irregular,
    "spell-gap": spell_gap,
}


@pytest.mark.parametrize("id", [correction.id for correction in CORRECTIONS])
def test_each_difference_is_as_published(id: str, tmp_path: Path) -> None:
    SHOWN[id](tmp_path)


def test_the_page_lists_them_all() -> None:
    page = PAGE.read_text("utf-8")
    for correction in CORRECTIONS:
        assert f"| `{correction.id}` | {correction.function} | {correction.parity} | {correction.corrected} |" in page
