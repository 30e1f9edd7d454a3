import json
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from foedera.model.errors import DatasetError, FoederaError, QuestionError, UsageError
from foedera.networks import STATUSES, Column, Table, cell_status, dyad_years, write
from tests.networks.world import states, table


def panel(folder: Path) -> Table:
    frame = pl.DataFrame({"ccode": [901, 902], "year": [1816, 1816], "cinc": [0.25, None]})
    return dyad_years(states(folder), 1816, 1817).join(table("nmc", frame, 1816, 1816)).table()


def test_values_come_back_from_every_format(tmp_path: Path) -> None:
    made = panel(tmp_path)
    for ending in ("parquet", "csv", "dta", "json"):
        write(made, tmp_path / f"out.{ending}")
    assert pl.read_parquet(tmp_path / "out.parquet").equals(made.frame)
    plain = made.frame.with_columns(pl.col(pl.Int16).cast(pl.Int64), pl.col(pl.Enum(STATUSES)).cast(pl.String))
    assert pl.read_csv(tmp_path / "out.csv").equals(plain)
    assert pl.DataFrame(json.loads((tmp_path / "out.json").read_text("utf-8"))["data"]).equals(plain)
    read, meta = pyreadstat.read_dta(str(tmp_path / "out.dta"), output_format="polars", apply_value_formats=True)
    assert read["nmc_status1"].to_list() == plain["nmc_status1"].to_list()
    assert read["cinc1"].to_list() == plain["cinc1"].to_list()
    assert meta.column_names_to_labels["ccode1"] == "State (COW number)"


def test_the_metadata_goes_with_the_values(tmp_path: Path) -> None:
    made = panel(tmp_path)
    for ending in ("parquet", "csv", "dta", "json"):
        write(made, tmp_path / f"out.{ending}")
    said = [
        json.loads(pl.read_parquet_metadata(tmp_path / "out.parquet")["foedera"]),
        json.loads((tmp_path / "out.csv.meta.json").read_text("utf-8")),
        json.loads((tmp_path / "out.dta.meta.json").read_text("utf-8")),
        {key: value for key, value in json.loads((tmp_path / "out.json").read_text("utf-8")).items() if key != "data"},
    ]
    assert all(one == made.described() for one in said)
    assert said[0]["report"]["steps"][0]["used"] == 2
    assert [source["id"] for source in said[0]["sources"]] == ["cow-states", "nmc"]


def test_the_same_table_is_written_the_same(tmp_path: Path) -> None:
    for ending in ("parquet", "csv", "json"):
        write(panel(tmp_path), tmp_path / f"one.{ending}")
        write(panel(tmp_path), tmp_path / f"two.{ending}")
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    made = panel(tmp_path)
    with pytest.raises(UsageError, match=r"a table is written as \.parquet, \.csv, \.dta, \.json"):
        write(made, tmp_path / "out.xlsx")
    with pytest.raises(FoederaError, match="cannot be written"):
        write(made, tmp_path / "none" / "out.csv")
    with pytest.raises(DatasetError, match=r"Stata's names have 32 characters at most: a{33}"):
        write(made.with_frame(made.frame.rename({"cinc1": "a" * 33})), tmp_path / "out.dta")


def test_the_status_of_each_cell(tmp_path: Path) -> None:
    made = panel(tmp_path)
    rows = dict(zip(made.frame.select("ccode1", "year").rows(), cell_status(made, "cinc1").to_list(), strict=True))
    assert rows[901, 1816] == "known" and rows[902, 1816] == "unknown" and rows[904, 1816] == "unknown"
    assert rows[901, 1817] == "not_covered"
    assert made.column("cinc2") == Column(name="cinc2", source="nmc", status="nmc_status2")
    with pytest.raises(QuestionError, match="year: no status stands beside this column"):
        cell_status(made, "year")
