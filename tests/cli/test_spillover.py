"""`foedera spillover …` from a plain table to edges, forecasts and checks."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from foedera.cli.main import main
from foedera.model.errors import DatasetError, UsageError
from foedera.record import Record
from foedera.spillover import hawkes
from tests.networks.recordings import filled
from tests.spillover.worlds import excited

STATES = ("Japan", "Nigeria", "Brazil", "France", "India")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    made, _ = excited(days=700)
    lines = ["actor,type,recipient,day"]
    for day, row in enumerate(made.values):
        on = datetime.date(2014, 1, 1) + datetime.timedelta(days=day)
        lines += [f"{state},COERCE,Kenya,{on}" for state, n in zip(STATES, row, strict=True) for _ in range(int(n))]
    path: Path = tmp_path_factory.mktemp("events") / "events.csv"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def asked(*words: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, ["spillover", *words, "--controls", "19", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_edges_are_printed_and_drawn(table: str, tmp_path: Path) -> None:
    plot, net = tmp_path / "map.svg", tmp_path / "net.svg"
    rows = asked("edges", table, "--plot", str(plot), "--network", str(net))
    assert rows
    assert {"source", "target", "weight", "low", "high", "delay", "half", "z", "family", "false"} == set(rows[0])
    assert plot.exists() and net.exists()


def test_the_fit_is_summed_up(table: str) -> None:
    (row,) = asked("fit", table)
    assert row["streams"] == 5
    assert row["common_factor"] is True
    assert 0 <= row["radius_low"] <= row["radius"] <= row["radius_high"]  # type: ignore[operator]


def test_days_to_come_are_simulated(table: str) -> None:
    rows = asked("simulate", table, "--days", "10", "--runs", "20", "--add", "Eastern Asia=50")
    assert len(rows) == 5
    more = asked("simulate", table, "--one-more", "Eastern Asia")
    assert {row["days"] for row in more} == {30}
    with pytest.raises(UsageError, match="STREAM=NUMBER"):
        asked("simulate", table, "--add", "Eastern Asia")


def test_the_events_of_a_record_are_asked_and_too_few_are_refused(tmp_path: Path) -> None:
    where = tmp_path / "record.db"
    with Record.open(where) as record:
        filled(record)
    words = ["spillover", "edges", "--by", "type", "--record", str(where)]
    refused = CliRunner().invoke(main, words)
    assert isinstance(refused.exception, DatasetError)
    assert "too sparse" in str(refused.exception)
    with pytest.raises(UsageError, match="PATHS, or --record DB"):
        asked("edges")


def test_the_fit_is_checked(table: str) -> None:
    (row,) = asked("check", table)
    assert set(row) == {
        "held_out", "residuals", "controls", "controls_as_strong_as_the_weakest_edge", "changes",
    }  # fmt: skip
    shown = CliRunner().invoke(main, ["spillover", "check", table, "--controls", "9", "--table"])
    assert "common factor" in shown.stdout


def test_events_with_times_have_edges_too(tmp_path: Path) -> None:
    matrix = np.array([[0.3, 0.0], [0.4, 0.2]])
    made = hawkes(np.array([0.2, 0.2]), matrix, horizon=2000.0, seed=3)
    file = tmp_path / "moments.csv"
    rows = [f"{time},{'ab'[mark]}" for time, mark in zip(made.times, made.marks, strict=True)]
    file.write_text("\n".join(["time,stream", *rows]))
    result = CliRunner().invoke(main, ["spillover", "moments", str(file), "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    found = {(row["source"], row["target"]) for row in map(json.loads, result.stdout.splitlines())}
    assert found == {("a", "a"), ("a", "b"), ("b", "b")}
