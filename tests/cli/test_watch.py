import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.model import SourceError
from foedera.reading.alone import alone
from foedera.record import Record
from tests.documents.conftest import Site, site

__all__ = ["site"]

PROSE = "Australia will raise its defence budget to $3 billion by 2034, the paper says. "


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    for number in (1, 2):
        prose = PROSE.replace("$3", f"${number + 2}") * 4
        site.page(f"/{number}", f"<html><body><article><h1>Item {number}</h1><p>{prose}</p></article></body></html>")
    items = "".join(f"<item><title>Item {n}</title><link>{site.url}/{n}</link></item>" for n in (1, 2))
    site.page(
        "/rss", f'<rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>', "application/rss+xml"
    )
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nname = "Herald"\nurl = "{site.url}/rss"\n', "utf-8")
    return path


def run(*arguments: object, code: int = 0) -> Result:
    words = ["watch", *map(str, arguments)]
    done = CliRunner().invoke(main, words, env={"COLUMNS": "200"}, standalone_mode=False)
    if code == 2:
        assert done.exception is not None
    else:
        assert done.exception is None and done.return_value == code, f"{done.output}{done.exception}"
    return done


def test_once_reads_what_is_new_and_reports_it(feeds: Path, site: Site) -> None:
    where = feeds.with_name("record.db")
    done = run(feeds, "--record", where, "--once", "--allow-private", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["title"] for row in rows] == ["Item 1", "Item 2"]
    assert all(row["publisher"] == "Herald" and row["claims"] > 0 for row in rows)
    assert rows[0]["new_entries"] and set(rows[0]["new_entries"]).isdisjoint(rows[1]["new_entries"])
    assert feeds.with_name("feeds.state.json").exists()
    again = run(feeds, "--record", where, "--once", "--all", "--allow-private", "--json")
    assert again.output == ""
    with Record.open(where, read_only=True) as record:
        assert record.summary().documents == 2


def test_a_second_run_says_so_and_ends(feeds: Path) -> None:
    where, state = feeds.with_name("record.db"), feeds.with_name("feeds.state.json")
    with alone(state) as first:
        assert first
        done = run(feeds, "--record", where, "--once", "--allow-private", "--json")
        assert done.stdout == ""
        assert done.stderr.splitlines() == [f"foedera: another run watches with {state}: this one ends"]
        assert not where.exists()
        with alone(feeds.with_name("other.json")) as other:
            assert other
    assert run(feeds, "--record", where, "--once", "--allow-private", "--json").stdout.count("\n") == 2


def test_where_no_lock_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"), alone(tmp_path / "nowhere" / "state.json"):
        pass


def test_a_failed_feed_is_reported_and_the_others_are_read(feeds: Path, site: Site) -> None:
    feeds.write_text(f'[[feed]]\nname = "Gone"\nurl = "{site.url}/gone"\n{feeds.read_text("utf-8")}', "utf-8")
    feeds.with_name("feeds.state.json").write_text("{", "utf-8")
    arguments = (feeds, "--record", feeds.with_name("record.db"), "--once", "--allow-private", "--table")
    done = run(*arguments, code=3)
    assert "Item 1" in done.stdout
    first, second = done.stderr.splitlines()
    assert "is damaged" in first and second.startswith("foedera: Gone: ") and "404" in second and "next try" in second


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["feeds.toml", "--record", "r.db", "--all"], "--all goes with --once"),
        (["none.toml", "--record", "r.db", "--once"], "there is no such file"),
        (["feeds.toml", "--once"], "Missing"),
    ],
)
def test_bad_input_is_one_clear_line(
    feeds: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(feeds.parent)
    monkeypatch.delenv("FOEDERA_RECORD", raising=False)
    done = run(*arguments, code=2)
    assert said in f"{done.output}{done.exception}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be sent")
def test_as_a_service_it_ends_cleanly(feeds: Path) -> None:
    where = feeds.with_name("record.db")
    code = "from foedera.cli.main import run; run()"
    command = [sys.executable, "-c", code, "watch", str(feeds), "--record", str(where), "--allow-private", "--json"]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as service:
        wait_for(lambda: feeds.with_name("feeds.state.json").exists())
        service.send_signal(signal.SIGTERM)
        output, errors = service.communicate(timeout=60)
        assert service.returncode == 0, errors
    assert [json.loads(line)["title"] for line in output.splitlines()] == ["Item 1", "Item 2"]
    assert errors.splitlines()[0] == "foedera: watching 1 feeds; stop with Ctrl-C"
    assert errors.splitlines()[-1] == "foedera: stopped"
    with Record.open(where, read_only=True) as record:
        assert record.summary().documents == 2 and list(record.verify()) == []


def wait_for(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)
