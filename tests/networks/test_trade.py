"""Trade of dyads and states, out of small files in the layout of COW's trade data."""

from pathlib import Path

import pytest

from foedera.datasets.tables import Table, read
from foedera.model.errors import DatasetError
from foedera.networks import Roster, dyad_years, roster_of, state_years
from tests.networks.world import STATES, written

HEADER = (
    "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,"
    "trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version\n"
)
REST = "0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0"
TRADE = HEADER + (
    f"901,902,1870,Arlen,Borea,5.5,2,5.5,2,7.5,{REST}\n901,902,1871,Arlen,Borea,-9,0,6,1,7,{REST}\n"
    f"901,999,1871,Arlen,Far,1,1,1,1,2,{REST}\n"
)


def later(folder: Path) -> Roster:
    """The invented system, half a century later."""
    text = STATES
    for year in range(1830, 1815, -1):
        text = text.replace(str(year), str(year + 54))
    return roster_of(read("cow-states", written(folder, "later.csv", text)))


def given(folder: Path, text: str = TRADE) -> Table:
    return read("cow-trade", written(folder, "trade.csv", text))


def test_flows_are_those_of_the_panels_first_and_second(tmp_path: Path) -> None:
    made = dyad_years(later(tmp_path), 1870, 1872).join(given(tmp_path)).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert made.frame.columns[3:8] == ["flow1", "flow2", "smoothflow1", "smoothflow2", "smoothtotrade"]
    assert rows[901, 902, 1870] == (5.5, 2.0, 5.5, 2.0, 7.5, "known")
    assert rows[902, 901, 1870] == (2.0, 5.5, 2.0, 5.5, 7.5, "known")
    assert rows[901, 902, 1871] == (None, 0.0, 6.0, 1.0, 7.0, "known")
    assert rows[902, 901, 1871] == (0.0, None, 1.0, 6.0, 7.0, "known")


def test_what_the_source_does_not_say_is_not_no_trade(tmp_path: Path) -> None:
    made = dyad_years(later(tmp_path), 1870, 1872).join(given(tmp_path)).table()
    rows = {row[:3]: row[3:] for row in made.frame.rows()}
    assert rows[901, 904, 1871] == (None, None, None, None, None, "unknown")
    assert rows[901, 902, 1872] == (None, None, None, None, None, "not_covered")
    assert "the file has rows of 1870 to 1871 only" in " ".join(made.report.lines())


def test_a_pair_in_both_orders_is_named(tmp_path: Path) -> None:
    text = TRADE + f"902,901,1870,Borea,Arlen,2,5.5,2,5.5,7.5,{REST}\n"
    with pytest.raises(DatasetError, match="901-902 1870 is there in both orders"):
        dyad_years(later(tmp_path), 1870, 1871).join(given(tmp_path, text))


def test_trade_of_states(tmp_path: Path) -> None:
    text = "ccode,statename,stateabb,year,imports,exports,alt_imports,alt_exports,source1,source2,version\n"
    text += "901,Arlen,ARL,1870,10.5,-9,-9,-9,1,1,4.0\n901,Arlen,ARL,1871,11,12,-9,-9,1,1,4.0\n"
    held = read("cow-trade-states", written(tmp_path, "national.csv", text))
    made = state_years(later(tmp_path), 1870, 1871).join(held).table().frame
    rows = {row[:2]: row[2:] for row in made.rows()}
    assert made.columns[2:] == ["imports", "exports", "cow_trade_states_status"]
    assert rows[901, 1870] == (10.5, None, "known")
    assert rows[902, 1871] == (None, None, "unknown")
    both = dyad_years(later(tmp_path), 1870, 1870).join(held).table().frame
    assert {"imports1", "exports1", "imports2", "exports2"} <= set(both.columns)
