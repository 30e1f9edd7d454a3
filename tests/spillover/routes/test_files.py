from pathlib import Path

import pytest

from foedera.model.errors import DatasetError
from foedera.spillover.routes import capacity_file, change, flow_file, passage_file

PLAIN = """origin,destination,commodity,amount,unit,since
PERSIAN_GULF,JPN,crude oil,1.6,million barrels a day,2024
AUS,JPN,coal,100,tonnes,2024
"""
COMTRADE = """refYear,reporterISO,partnerISO,flowCode,cmdCode,primaryValue
2023,JPN,AUS,M,2701,4000000
2023,JPN,KOR,X,7208,2500000
2023,JPN,JPN,M,7208,1
"""


def written(folder: Path, text: str, name: str = "flows.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_plain_flows_are_read(tmp_path: Path) -> None:
    oil, coal = flow_file(written(tmp_path, PLAIN))
    assert (oil.origin, oil.destination, oil.low, oil.high, oil.unit) == (
        "PERSIAN_GULF", "JPN", 1.6, 1.6, "million barrels a day"
    )  # fmt: skip
    assert (coal.commodity, coal.since, coal.note) == ("coal", "2024", "flows.csv")


def test_ranges_are_read(tmp_path: Path) -> None:
    text = "origin,destination,commodity,low,high,unit\nAUS,JPN,coal,90,110,tonnes\n"
    (coal,) = flow_file(written(tmp_path, text))
    assert (coal.low, coal.high) == (90, 110)


def test_rows_of_comtrade_are_read_in_the_direction_of_the_goods(tmp_path: Path) -> None:
    imports, exports = flow_file(written(tmp_path, COMTRADE))
    assert (imports.origin, imports.destination, imports.unit) == ("AUS", "JPN", "US dollars")
    assert (exports.origin, exports.destination) == ("JPN", "KOR")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("origin,destination,amount\nAUS,JPN,1\n", "no column commodity, unit (there are: origin, "),
        ("", "no rows"),
        (PLAIN.splitlines()[0] + "\n", "no rows"),
        (PLAIN.replace("AUS", "ASU"), ":3: no ports are known of 'ASU'"),
        (PLAIN.replace("1.6", "a lot"), ":2: amount is 'a lot', which is no amount"),
        (PLAIN.replace("1.6", "-1"), ":2: amount is '-1', which is no amount"),
        (PLAIN.replace("tonnes", "tons"), ":3: unit 'tons' is not known (near: tonnes)"),
        (PLAIN + "USA,JPN,coal,5,US dollars,2024\n", ":4: coal in US dollars, but in tonnes above: units are mixed"),
        ("origin,destination,commodity,low,high,unit\nAUS,JPN,coal,9,1,tonnes\n", ":2: low 9 is above high 1"),
        ("origin,destination,commodity,amount,unit\nJPN,JPN,coal,9,tonnes\n", "no flow in it"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_flows_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DatasetError) as error:
        flow_file(path)
    assert told in str(error.value) and str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.csv: cannot be read as CSV"):
        flow_file(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(DatasetError, match=r"bad\.csv: cannot be read as CSV"):
        flow_file(tmp_path / "bad.csv")


def test_capacities_are_read_and_places_checked(tmp_path: Path) -> None:
    text = "node,unit,low,high\nlombok,tonnes,5,9\n"
    (row,) = capacity_file(written(tmp_path, text))
    assert (row.node, row.unit, row.low, row.high) == ("LOMBOK", "tonnes", 5, 9)
    with pytest.raises(DatasetError, match=r":2: no place 'LOMBOC' in the network \(near: LOMBOK\)"):
        capacity_file(written(tmp_path, text.replace("lombok", "lomboc")))
    with pytest.raises(DatasetError, match="no column unit; capacities need"):
        capacity_file(written(tmp_path, "node,low,high\nLOMBOK,5,9\n"))


def test_transits_of_portwatch_are_read_and_compared(tmp_path: Path) -> None:
    text = """date,portid,portname,n_total,capacity
2023/01/05 00:00:00+00,chokepoint1,Suez Canal,70,5000000
2023-02-05,chokepoint1,Suez Canal,74,
2024-01-05,chokepoint1,Suez Canal,36,2000000
2023-01-05,chokepoint7,Cape of Good Hope,40,
"""
    rows = passage_file(written(tmp_path, text))
    assert rows[0].date == "2023-01-05" and rows[0].tonnes == 5e6 and rows[1].tonnes is None
    cape, suez = change(rows)
    assert (suez.name, suez.before, suez.after, suez.percent) == ("Suez Canal", 72.0, 36.0, -50.0)
    assert cape.after is None and cape.percent is None
    with pytest.raises(DatasetError, match="no column n_total; PortWatch"):
        passage_file(written(tmp_path, text.replace("n_total", "ships")))
    with pytest.raises(DatasetError, match=":3: n_total is 'many'"):
        passage_file(written(tmp_path, text.replace(",74,", ",many,")))
