from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from foedera.cli.forecast import forecast
from foedera.model.errors import FoederaError, QuestionError, UsageError
from tests.forecast.ranking.worlds import NAMES, world, written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    events = world()
    path = tmp_path_factory.mktemp("forecast") / "world"
    return written(path, {"train": events[events[:, 3] < 35], "valid": events[events[:, 3] >= 35]})


@pytest.fixture(scope="module")
def model(folder: Path) -> Path:
    out = folder.parent / "ranker"
    result = CliRunner().invoke(forecast, ["train", str(folder), "--model", str(out)])
    assert result.exit_code == 0, result.output
    assert "up to step 39" in result.output
    return out


def run(*arguments: str) -> str:
    result = CliRunner().invoke(forecast, list(arguments))
    if isinstance(result.exception, FoederaError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("setting", ["single-step", "multi-step"])
def test_evaluate_prints_figures_and_writes_candidates(folder: Path, tmp_path: Path, setting: str) -> None:
    out = tmp_path / "out.jsonl"
    row = json.loads(run("evaluate", str(folder), "--setting", setting, "--candidates", str(out), "--json"))
    assert row["setting"] == setting
    assert 16 < row["mrr"] <= 100
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {"s", "r", "t", "c"} == set(lines[0])


def test_rank_shows_candidates_with_reasons_and_their_events(folder: Path, model: Path) -> None:
    asked = ("rank", str(folder), "--model", str(model), "--type", "consult", "--actor", NAMES[1].replace("_", " "))
    rows = [json.loads(line) for line in run(*asked, "--limit", "3", "--json").splitlines()]
    assert [row["place"] for row in rows] == [1, 2, 3]
    assert all(row["candidate"] in NAMES for row in rows)
    events = [event for row in rows for reason in row["reasons"] for event in reason["events"]]
    assert events
    assert all(event["day"].startswith("step ") for event in events)
    assert "place" in run(*asked, "--table")


def test_types_are_ranked_where_both_actors_are_given(folder: Path, model: Path) -> None:
    out = run("rank", str(folder), "--model", str(model), "--actor", NAMES[1], "--recipient", NAMES[2], "--json")
    assert sorted(json.loads(line)["candidate"] for line in out.splitlines()) == ["Consult", "Demand", "Fight", "Visit"]


def test_what_cannot_be_asked_is_refused(folder: Path, model: Path, tmp_path: Path) -> None:
    base = ("rank", str(folder), "--model", str(model))
    with pytest.raises(UsageError, match="two of"):
        run(*base, "--actor", NAMES[1])
    with pytest.raises(QuestionError, match="Nobody: no event"):
        run(*base, "--actor", "Nobody", "--type", "Visit")
    with pytest.raises(UsageError, match="cannot be written"):
        run("evaluate", str(folder), "--candidates", str(tmp_path / "no" / "out.jsonl"))
