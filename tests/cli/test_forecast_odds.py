"""`foedera forecast predict`, `explain` and `score` on a table of events and on a record."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.forecast import odds
from foedera.record import Record
from tests.forecast.made import world


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odds") / "events.csv"
    stream = world()
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["actor", "type", "recipient", "day"])
        for a, t, r, d in zip(stream.actor, stream.type, stream.recipient, stream.day, strict=True):
            date = stream.date(int(d))
            assert date is not None
            name = stream.actors[a].replace("Actor A (South)", "China").replace("Actor B (North)", "Japan")
            other = stream.actors[r].replace("Actor A (South)", "China").replace("Actor B (North)", "Japan")
            writer.writerow([name, stream.types[t], other, date.replace(year=date.year - 10).isoformat()])
    return path


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odds, "_MORNINGS", 5)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["forecast", *map(str, arguments)])


def test_predict_by_codes_keeps_and_scores(table: Path, tmp_path: Path) -> None:
    where, plot = tmp_path / "record.db", tmp_path / "plot.svg"
    Record.open(where).close()
    source = ("--stream", table, "--systematic", "--record", where)
    asked = ("--dyad", "CHN-JPN", "--days", 7, "--as-of", "2020-08-19")
    result = run("predict", *source, *asked, "--keep", "--plot", plot, "--json")
    assert result.exit_code == 0, result.output
    *rows, counted = [json.loads(line) for line in result.stdout.splitlines()]
    assert counted["most"][0] <= counted["median"] <= counted["most"][1]
    assert rows[0]["type"] == "CONSULT"
    assert rows[0]["actor"] == "China"
    assert rows[0]["probability"] > 0.9
    assert rows[0]["reasons"][0]["words"].startswith("CONSULT from China to Japan")
    assert "<svg" in plot.read_text()
    scored = run("score", *source, "--json", "--plot", tmp_path / "reliability.png")
    assert scored.exit_code == 0, scored.output
    card = json.loads(scored.stdout)
    assert card["scores"][0]["forecasts"] == sum(row["probability"] is not None for row in rows)
    assert (tmp_path / "reliability.png").stat().st_size > 1000
    shown = run("score", *source, "--table")
    assert f"Counts: {card['counts']}, mean CRPS" in shown.stdout


def test_explain_by_names(table: Path) -> None:
    asked = ("--dyad", "japan-china", "--days", 7, "--type", "CONSULT", "--as-of", "2020-08-19")
    result = run("explain", "--stream", table, "--systematic", *asked, "--table")
    assert result.exit_code == 0, result.output
    assert "CONSULT:" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--dyad", "CHN-FRA"), "FRA: no such actor has an event"),
        (("--dyad", "China"), "names no two actors"),
        (("--dyad", "CHN-JPN", "--as-of", "soon"), "--as-of soon is no day"),
        (("--dyad", "CHN-JPN"), "the number of documents read on each day is missing"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_one_line(table: Path, arguments: tuple[str, ...], reason: str) -> None:
    result = run("predict", "--stream", table, *arguments)
    assert result.exit_code != 0
    assert reason in str(result.exception)
    assert "\n" not in str(result.exception)


def test_neither_record_nor_stream(table: Path) -> None:
    assert "--record DB or --stream PATH" in str(run("predict", "--dyad", "A-B").exception)
    assert "--keep needs the record" in str(run("predict", "--stream", table, "--dyad", "A-B", "--keep").exception)


def test_a_record_with_few_documents_is_refused(tmp_path: Path) -> None:
    from tests.register.made import written
    from tests.register.test_streams import done

    where = tmp_path / "record.db"
    with Record.open(where) as record:
        written(record, done())
    result = run("predict", "--record", where, "--dyad", "state:XNV-state:XIL")
    assert "1 documents were read, 500 are needed" in str(result.exception)


def test_explain_from_a_record_shows_the_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date, timedelta

    from tests.register.made import ILMARA, KARVOSSA, NORVANE, written
    from tests.register.test_streams import done

    monkeypatch.setattr(odds, "_MORNINGS", 20)
    for name in ("LEAST_DOCUMENTS", "LEAST_EVENTS"):
        monkeypatch.setattr(sys.modules["foedera.forecast.observed"], name, 100)
    monkeypatch.setattr("foedera.forecast.calibration.LEAST_CASES", 50)
    where, random = tmp_path / "record.db", np.random.default_rng(0)
    sides = ((NORVANE, ILMARA), (ILMARA, KARVOSSA), (KARVOSSA, NORVANE), (ILMARA, NORVANE))
    with Record.open(where) as record:
        for number in range(110):
            day = str(date(2031, 1, 1) + timedelta(days=number))
            events = [done(type, (a,), (b,)) for type in ("CONSULT", "ACCUSE", "AID", "THREATEN") for a, b in sides]
            some = [event for event in events if random.random() < 0.4]
            written(record, *some, published=day, when=day)
    asked = ("--dyad", "state:XNV-state:XIL", "--days", 1)
    result = run("explain", "--record", where, *asked, "--type", "CONSULT", "--json")
    assert result.exit_code == 0, result.exception
    row = json.loads(result.stdout)
    assert row["probability"] is not None, row["unfit"]
    events = [event for reason in row["reasons"] for event in reason["events"]]
    assert events
    assert len(row["sentences"]) == len(events)
    for event, sentence in zip(events, row["sentences"], strict=True):
        assert event["source"] is not None
        assert f"of {event['date']} in The Ledger" in sentence
    shown = run("explain", "--record", where, *asked, "--type", "CONSULT", "--table")
    assert "Sentence" in shown.stdout
