"""`foedera command simulate` and `sensitivity`: what they print and draw, and what they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.model.errors import DatasetError, UsageError

PAIR = ("japan-us#before", "japan-us#proposed-2024")


def run(*arguments: str) -> Result:
    """Runs `foedera command …`; errors are raised."""
    return CliRunner().invoke(main, ["command", *arguments], catch_exceptions=False, standalone_mode=False)


def rows(result: Result) -> list[dict[str, Any]]:
    """The lines of JSON."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_simulate_one(tmp_path: Path) -> None:
    """One structure: a table with intervals, what the loss of posts does, and two drawings."""
    times, load = tmp_path / "times.svg", tmp_path / "load.png"
    result = run(
        "simulate", "norvane-ilmara", "--decisions", "100", "--replications", "4", "--critical", "--table",
        "--plot", str(times), "--plot-load", str(load),
    )  # fmt: skip
    assert "multiples of the work on the path" in " ".join(result.stdout.split())
    assert "what the loss of a post does" in " ".join(result.stdout.split())
    assert re.search(r"\d hours", result.stdout) is None
    assert "To be read with it:" in result.stdout and "taken to be always on duty" in result.stdout
    assert times.read_text("utf-8").startswith("<svg") and load.read_bytes().startswith(b"\x89PNG")


def test_delegation_is_weighed_against_none() -> None:
    """One structure with delegations is compared with what it would be without, and where delegation loses is said."""
    found = rows(run("simulate", "norvane-ilmara@2032-01-15", "--decisions", "50", "--replications", "4", "--json"))
    assert [row["what"] for row in found] == ["assumptions", "answer", "comparison", "sensitivity", "caveats"]
    assert [each["name"] for each in found[2]["standings"]] == ["2032-01-15", "without delegation, 2032-01-15"]
    assert any(each.startswith("2032-01-15 loses to without delegation") for each in found[3]["losses"])


def test_simulate_two() -> None:
    """Two structures: assumptions, answers, ranks and where each loses; the same seed gives the same bytes."""
    arguments = ("simulate", *PAIR, "--decisions", "50", "--replications", "4", "--json")
    first, second = run(*arguments, "--cores", "1"), run(*arguments, "--cores", "2")
    assert first.stdout == second.stdout
    found = rows(first)
    assert [row["what"] for row in found] == ["assumptions", "answer", "answer", "comparison", "sensitivity", "caveats"]
    assert [each["rank"] for each in found[3]["standings"]] == [2, 1]
    assert any("loses to" in each for each in found[4]["losses"])
    assert found[5]["said"][0].startswith("Steps follow one another")


def test_sensitivity(tmp_path: Path) -> None:
    """Break-even points in words, and the map."""
    path = tmp_path / "map.svg"
    result = run(
        "sensitivity", *PAIR, "--vary", "work:forces-japan=0.2:8", "--vary", "rate=0.5:2", "--circumstances", "8",
        "--decisions", "50", "--plot", str(path), "--table",
    )  # fmt: skip
    assert "proposed-2024 wins against before unless work at forces-japan takes more than" in result.stdout
    assert "Where each loses:" in result.stdout
    assert "proposed-2024" in path.read_text("utf-8")


def test_overload_is_said(tmp_path: Path) -> None:
    """An overloaded post is named with its load."""
    path = tmp_path / "assumed.yaml"
    path.write_text("rate: 2\n")
    result = run("simulate", PAIR[0], "--assume", str(path), "--decisions", "50", "--replications", "3", "--table")
    assert "is overloaded: its load is" in result.stdout
    assert "none:" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sensitivity", PAIR[0]), "name two"),
        (("sensitivity", *PAIR, "--vary", "rate"), "--vary rate: write a name and two factors"),
        (("sensitivity", *PAIR, "--vary", "rate=5:2"), "--vary rate=5:2: write a name and two factors"),
        (("sensitivity", *PAIR, "--measure", "missed"), "no kind of decision has a deadline"),
    ],
)
def test_refused(arguments: tuple[str, ...], said: str) -> None:
    """What cannot be asked is refused in one line."""
    with pytest.raises(UsageError, match=said):
        run(*arguments)


def test_bad_assumptions(tmp_path: Path) -> None:
    """Assumptions with a negative time: file, place, reason."""
    path = tmp_path / "assumed.yaml"
    path.write_text("late: -2\n")
    with pytest.raises(DatasetError, match=r"assumed.yaml, line 1: late: -2: it cannot be negative"):
        run("simulate", PAIR[0], "--assume", str(path))
