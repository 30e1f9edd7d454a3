import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedera.cli.routes import routes
from foedera.model.errors import DatasetError, FoederaError, QuestionError, UsageError

TABLE = """row,unit,refining,rest,output
refining,million yen,0,20,100
rest,million yen,10,50,300
import:crude oil,million yen,50,0,
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(routes, [*map(str, arguments)], standalone_mode=False, env={"COLUMNS": "200"})


def rows(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run(*arguments)
    if result.exception:
        raise result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def said(*arguments: str | Path) -> str:
    result = run(*arguments, "--table")
    if result.exception:
        raise result.exception
    return result.stdout


def of(found: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [row for row in found if row["what"] == what]


def test_the_command_of_the_issue() -> None:
    found = rows("cut", "MALACCA", "--on", "2024-04", "--state", "JPN")
    assert found[0]["what"] == "cut" and found[0]["state"] == "JPN"
    assert {row["what"] for row in found} == {"cut", "detour", "dependence", "gap", "assumption", "source"}
    assert {row["state"] for row in of(found, "detour")} == {"longer"}
    assert of(found, "dependence")[0]["of"] == "imports of crude oil"
    assert {"id", "title", "publisher", "date", "address"} <= set(of(found, "source")[0])
    told = said("cut", "MALACCA", "--on", "2024-04", "--state", "JPN")
    assert "Straits of Malacca and Singapore cut, 2024-04" in told
    assert "assumed: nothing passes what is cut" in told and "source meti-oil:" in told
    assert "GDP" in told and "80 to 95.1" in told


def test_the_whole_is_told_when_asked() -> None:
    some, whole = (rows("cut", "SUEZ", "--on", "2024", "--state", "JPN", *more) for more in ((), ("--all",)))
    assert len(of(whole, "detour")) == 26 > len(of(some, "detour"))


def test_a_closure_of_days_and_a_state_without_facts() -> None:
    told = said("cut", "SUEZ", "--on", "2021-03", "--state", "NLD", "--days", "6.5")
    assert "SUEZ closed for 6.5 days: 335 to 368 ships wait, passed in 3.45 to 5.04 days" in told
    assert "not known: how much of the trade of NLD passes the Suez Canal" in told


def test_own_files(tmp_path: Path) -> None:
    (tmp_path / "io.csv").write_text(TABLE, "utf-8")
    (tmp_path / "flows.csv").write_text(
        "origin,destination,commodity,amount,unit\nPERSIAN_GULF,JPN,crude oil,4,tonnes\n", "utf-8"
    )
    (tmp_path / "limits.csv").write_text("node,unit,low,high\nGULF_PIPELINES,tonnes,1,2\n", "utf-8")
    asked = (
        "cut", "HORMUZ", "--on", "2024-04", "--state", "JPN", "--ship", "vlcc", "--fuel", "400:500",
        "--flows", tmp_path / "flows.csv", "--capacities", tmp_path / "limits.csv",
        "--io", tmp_path / "io.csv", "--missing", "crude oil=0.2:0.9",
    )  # fmt: skip
    found = rows(*asked)
    (arrival,) = of(found, "arrival")
    assert arrival["arrives"] == {"low": 1.0, "high": 2.0} and arrival["limits"] == ["GULF_PIPELINES", "HORMUZ"]
    first, second = of(found, "loss")
    assert first["sector"] == "refining" and first["limit"] == second["limit"] == {"low": 0.2, "high": 0.9}
    told = said(*asked)
    assert "what still arrives" in told and "if nothing is replaced" in told and "400 to 500 US dollars" in told


def test_plots_are_written(tmp_path: Path) -> None:
    run("cut", "MALACCA", "--on", "2024-04", "--state", "JPN", "--plot", tmp_path / "map.svg", "--bars",
        tmp_path / "bars.svg")  # fmt: skip
    assert (tmp_path / "map.svg").stat().st_size > 10_000
    assert "days more at sea" in (tmp_path / "bars.svg").read_text("utf-8")


def test_list_and_show() -> None:
    found = rows("list")
    assert {row["what"] for row in found} == {"chokepoint", "region", "ship", "state"}
    assert "MALACCA" in said("list") and "states: ARE" in said("list")
    of_panama = rows("show", "panama canal", "--on", "2024-02")
    assert [(row["low"], row["high"]) for row in of(of_panama, "capacity")] == [(22, 32)]
    assert len(of(rows("show", "HORMUZ"), "traffic")) == 7
    told = said("show", "SUEZ")
    assert "Suez Canal (SUEZ)" in told and "Deepest draught that passes: 20.1 m" in told
    assert "no limit is known" in said("show", "LOMBOK")


def test_check_tells_hits_and_misses(tmp_path: Path) -> None:
    assert len(rows("check")) == 36
    told = said("check")
    assert "25 of 29 hit; 7 not modelled" in told and "MISS" in told
    (tmp_path / "daily.csv").write_text(
        "date,portname,n_total\n2023-01-01,Suez Canal,70\n2024-01-01,Suez Canal,35\n", "utf-8"
    )
    assert rows("check", "--transits", tmp_path / "daily.csv")[-1] == {
        "name": "Suez Canal", "before": 70.0, "after": 35.0, "percent": -50.0
    }  # fmt: skip
    assert "January and February 2024 against 2023" in said("check", "--transits", tmp_path / "daily.csv")


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        (("cut", "MALLACA", "--on", "2024-04"), QuestionError, "no chokepoint 'MALLACA' is known (near: MALACCA"),
        (("cut", "SUEZ", "--on", "1956"), QuestionError, "1956: the facts on routes reach from 2017-10"),
        (("cut", "SUEZ", "--on", "soon"), QuestionError, "soon: write a year, a month or a day"),
        (("cut", "SUEZ", "--on", "2024", "--state", "JPP"), QuestionError, "no ports are known of 'JPP'"),
        (("cut", "SUEZ", "--on", "2024", "--ship", "raft"), QuestionError, "no kind of ship 'raft'"),
        (("cut", "SUEZ", "--on", "2024", "--fuel", "700:450"), UsageError, "--fuel 700:450: write two numbers"),
        (("cut", "SUEZ", "--on", "2024", "--fuel", "cheap"), UsageError, "--fuel cheap: write two numbers"),
        (("cut", "SUEZ", "--on", "2024", "--missing", "oil=0:1"), UsageError, "--io and --missing go together"),
        (("cut", "SUEZ", "--on", "2024", "--flows", "none.csv"), DatasetError, "none.csv: cannot be read"),
        (("show", "KIEV"), QuestionError, "no chokepoint 'KIEV' is known (near: KIEL)"),
        (("check", "--transits", "none.csv"), DatasetError, "none.csv: cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_in_one_line(arguments: tuple[str, ...], error: type[FoederaError], told: str) -> None:
    found = run(*arguments).exception
    assert isinstance(found, error)
    assert told in str(found) and "\n" not in str(found)


def test_a_product_without_shares_is_refused(tmp_path: Path) -> None:
    (tmp_path / "io.csv").write_text(TABLE, "utf-8")
    found = run("cut", "SUEZ", "--on", "2024", "--io", tmp_path / "io.csv", "--missing", "oil").exception
    assert isinstance(found, UsageError) and "--missing oil: write a product and two shares" in str(found)
