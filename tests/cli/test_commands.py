import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars
import pytest

from foedera.model import Claim
from foedera.record import Record

EMPTY = "an empty record"
TEXT = "The fleet leaves\n\n“Japan will keep its word,” Anna Kestrel said.\n\nThe fleet of 14 warships left port.\n"


def run(*arguments: str | Path, code: int = 0, env: dict[str, str] | None = None, stdin: str | None = None) -> Any:
    """Runs the command as a user does, and returns its output; standard error must be as short as its errors."""
    command = [sys.executable, "-c", "from foedera.cli.main import run; run()", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": "error", **(env or {})},
        input=stdin, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "one.json").write_text('{"title": "One", "date": "2031-04-10"}', "utf-8")
    run("read", folder / "one.txt", "--record", folder / "record.db", "--table")
    return folder


def test_help_lists_every_command_without_importing_them() -> None:
    done = run("--help")
    for command in ("read", "record", "actors", "serve", "demo"):
        assert f"\n  {command} " in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import foedera.cli.main"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "spacy" not in loaded and "sqlalchemy" not in loaded and "rich" not in loaded


def test_read_prints_claims_as_json_lines_to_a_pipe(place: Path) -> None:
    done = run("read", place / "one.txt")
    claims = [Claim.from_json(line) for line in done.stdout.splitlines()]
    assert [claim.kind for claim in claims] == ["statement", "figure"]
    assert done.stdout == run("read", place / "one.txt", "--json").stdout
    assert "because it says" in run("read", place / "one.txt", "--table").stdout


def test_read_prints_documents_with_their_text(place: Path) -> None:
    (line,) = run("read", place / "one.txt", "--documents", "--text").stdout.splitlines()
    document = json.loads(line)
    assert document["text"] == TEXT
    assert (document["title"], document["published"]) == ("One", "2031-04-10")
    assert [paragraph["role"] for paragraph in document["paragraphs"]] == ["heading", "body", "body"]
    other = run("read", place / "one.txt", "--documents", "--title", "Two", "--published", "2031-05").stdout
    assert (json.loads(other)["title"], json.loads(other)["published"]) == ("Two", "2031-05")


def test_a_bad_source_is_one_line_and_the_others_are_read(place: Path) -> None:
    done = run("read", place / "none.txt", place / "one.txt", code=3)
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("\n") == 1
    assert "none.txt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["read"], 2, "Missing argument"),
        (["read", "x.txt", "--text"], 2, "--text goes with --documents"),
        (["read", "x.txt", "--published", "1949-02-30"], 2, "--published: not a date"),
        (["read", "x.txt", "--url", "nowhere"], 2, "is no address"),
        (["record", "--record", "none.db", "review", "c-1", "--accept", "--reject"], 2, "one of --accept"),
        (["record", "--record", "none.db", "diff", "2031-04-12", "2031-04-09"], 2, "comes after"),
        (["record", "--record", "none.db", "show"], 4, "none.db"),
        (["record", "--record", "none.db", "review", "--accept"], 2, "give a claim"),
        (["record", "--record", EMPTY, "as-of", "--known", "2024-13-01"], 2, "not a moment"),
        (["record", "--record", EMPTY, "search", '"'], 2, "nothing to search for"),
        (["actors", "show", "state:ZZZ"], 2, "no actor"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_mistakes_end_in_one_clear_line(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    empty = tmp_path / "empty.db"
    Record.open(empty).close()
    done = run(*(str(empty) if argument == EMPTY else argument for argument in arguments), code=code)
    assert said in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_record_answers(place: Path) -> None:
    record = ("record", "--record", place / "record.db")
    (listed,) = [json.loads(line) for line in run(*record, "show").stdout.splitlines()]
    assert listed["title"] == "One"
    rows = [json.loads(line) for line in run(*record, "as-of", "--known", "2099-01-01").stdout.splitlines()]
    assert {row["claim"]["kind"] for row in rows} == {"statement", "figure"}
    early = run(*record, "as-of", "--known", "2001-01-01")
    assert (early.stdout, early.stderr) == ("", "foedera: nothing found\n")
    japan = [json.loads(line) for line in run(*record, "as-of", "--actor", "state:JPN").stdout.splitlines()]
    assert [row["claim"]["kind"] for row in japan] == ["statement"]
    assert run(*record, "as-of", "--actor", "jpn").stdout == run(*record, "as-of", "--actor", "Japan").stdout != ""
    unknown = run(*record, "as-of", "--actor", "Ruritania")
    assert "--actor Ruritania: no actor of the base is called so" in unknown.stderr
    hits = [json.loads(line) for line in run(*record, "search", "warships").stdout.splitlines()]
    assert hits[0]["text"].startswith("The fleet")
    changes = [json.loads(line) for line in run(*record, "diff", "2001-01-01", "2099-01-01").stdout.splitlines()]
    assert {change["change"] for change in changes} == {"added"}
    assert "One" in run(*record, "show", "--table").stdout
    assert "whole" in run(*record, "verify").stdout
    assert run("record", "show", env={"FOEDERA_RECORD": str(place / "record.db")}).stdout


def test_review_edit_undo_retract_and_history(place: Path, tmp_path: Path) -> None:
    own = tmp_path / "record.db"
    run("record", "--record", place / "record.db", "backup", own)
    record = ("record", "--record", own)
    row = next(json.loads(line) for line in run(*record, "review").stdout.splitlines() if '"figure"' in line)
    claim = row["claim"]
    run(*record, "review", claim["id"], "--accept", "--by", "ana", "--why", "seen in print")
    claim["body"]["value"] = 15
    run(*record, "review", claim["id"], "--edit", "-", "--by", "ben", stdin=json.dumps(claim))
    run(*record, "review", claim["id"], "--reject", "--version", "1", code=4)
    steps = [json.loads(line) for line in run(*record, "history", claim["id"]).stdout.splitlines()]
    assert [(step["cause"], step["who"]) for step in steps] == [("read", None), ("accept", "ana"), ("edit", "ben")]
    assert steps[-1]["claim"]["body"]["value"] == 15
    assert steps[-1]["proposed"]["body"]["value"] == 14
    again = run(*record, "history", claim["id"], "--json").stdout.replace('"value":15', '"value":16')
    (edited,) = run(*record, "review", claim["id"], "--edit", "-", "--json", stdin=again).stdout.splitlines()
    assert json.loads(edited)["claim"]["body"]["value"] == 16
    run(*record, "review", claim["id"], "--edit", "-", stdin=again.replace('"claim":{', '"claim":['), code=2)
    run(*record, "review", claim["id"], "--undo", "--by", "ben")
    run(*record, "review", claim["id"], "--undo", "--by", "ben")
    run(*record, "retract", claim["id"], "--why", "wrong fleet", "--by", "ana")
    assert "retract" in run(*record, "history", claim["id"], "--table").stdout
    left = [json.loads(line)["claim"]["kind"] for line in run(*record, "as-of").stdout.splitlines()]
    assert left == ["statement"]


def test_erase_asks_first(place: Path, tmp_path: Path) -> None:
    own = tmp_path / "record.db"
    run("record", "--record", place / "record.db", "backup", own)
    id = json.loads(run("record", "--record", own, "show").stdout)["id"]
    run("record", "--record", own, "erase", id, "--why", "a court", "--by", "ana", code=130, stdin="n\n")
    run("record", "--record", own, "erase", id, "--why", "a court", "--by", "ana", "--yes")
    done = run("read", place / "one.txt", "--record", own, "--table")
    assert "one.txt: not read" in done.stderr and "erased" in done.stderr


def test_quiet_and_verbose(place: Path, tmp_path: Path) -> None:
    file, record = place / "one.txt", tmp_path / "record.db"
    told = run("--verbose", "read", file, "--record", record, "--table")
    assert "2 added" in told.stderr and "1 new to the record" in told.stdout
    again = run("--quiet", "read", file, "--record", record, "--table")
    assert (again.stdout, again.stderr) == ("", "")
    assert run("--quiet", "record", "--record", record, "as-of", "--limit", "1").stderr == ""
    assert "raise --limit" in run("record", "--record", record, "as-of", "--limit", "1").stderr


def test_exports(place: Path, tmp_path: Path) -> None:
    record = ("record", "--record", place / "record.db")
    for form in ("jsonl", "csv", "parquet"):
        assert "2 claims" in run(*record, "export", tmp_path / f"out.{form}").stderr
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert {Claim.from_json(line).kind for line in lines} == {"statement", "figure"}
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert {row["title"] for row in csv.DictReader(file)} == {"One"}
    assert polars.read_parquet(tmp_path / "out.parquet").height == 2
    run(*record, "export", tmp_path / "out.xml", code=2)
    run(*record, "export", tmp_path / "none" / "out.csv", code=1)


def test_actors(tmp_path: Path) -> None:
    found = [json.loads(line) for line in run("actors", "find", "Japan", "--on", "2024-04-11").stdout.splitlines()]
    assert [actor["id"] for actor in found] == ["state:JPN"]
    assert run("actors", "find", "Nowhereland", code=1).stdout == ""
    assert any(json.loads(line)["value"] == "740" for line in run("actors", "show", "state:JPN").stdout.splitlines())
    assert "no contradictions" in run("actors", "check").stdout


def test_the_demonstration(tmp_path: Path) -> None:
    done = run("demo", "--no-serve", "--record", tmp_path / "demo.db")
    assert "Norvane" in done.stdout
    assert "documents read" in done.stdout
    assert "Speaker not resolved" not in " ".join(done.stdout.split())
    assert done.stderr == ""
    assert "whole" in run("record", "--record", tmp_path / "demo.db", "verify").stdout
