import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from foedera.cli.actors import actors
from foedera.model import BaseError, UsageError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(actors, [*map(str, arguments)], standalone_mode=False)


def values(result: Result, what: str) -> list[str]:
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [row["value"] for row in rows if row["what"] == what]


def test_find_answers_for_a_date() -> None:
    found = run("find", "INDOPACOM", "--on", "2024-04-11")
    assert [json.loads(line)["id"] for line in found.stdout.splitlines()] == ["command:us-indo-pacific-command"]
    nobody = run("find", "INDOPACOM", "--on", "1990")
    assert nobody.return_value == 1 and "nobody is called INDOPACOM on 1990" in nobody.stderr


def test_show_has_posts_members_and_successions() -> None:
    assert "person:fumio-kishida" in values(run("show", "state:JPN"), "Prime Minister")
    assert "state:FIN" in values(run("show", "organisation:nato"), "has member")
    assert values(run("show", "command:us-forces-japan"), "under")
    with pytest.raises(UsageError, match="no actor state:ZZZ"):
        raise run("show", "state:ZZZ").exception or AssertionError


def test_import_is_used_by_the_other_commands(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("actor,name,type,when,source\nstate:JPN,Zipang,alias,1900/..,mine\n", encoding="utf-8")
    assert "1 rows in names.csv" in run("import", rows, "--into", tmp_path / "own").stderr
    found = run("find", "Zipang", "--actors", tmp_path / "own")
    assert json.loads(found.stdout)["id"] == "state:JPN"
    assert run("check", "--actors", tmp_path / "own").stdout == "no contradictions\n"
    rows.write_text("actor,name,type,when,source\nstate:JPN,Zipang,alias,never,mine\n", encoding="utf-8")
    assert isinstance(run("import", rows, "--into", tmp_path / "own").exception, BaseError)


def test_import_of_entities_says_what_it_left_out(tmp_path: Path) -> None:
    lines = [
        {"id": "p", "schema": "Person", "properties": {"name": ["Ana Testova"], "birthDate": ["1960"]}},
        {"id": "a", "schema": "Address", "properties": {}},
    ]
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = run("import", path, "--into", tmp_path / "own")
    assert done.stderr.splitlines() == ["1 rows in actors.csv", "1 rows in names.csv", "left out: 1 of schema Address"]


def test_export_writes_tables_and_entities(tmp_path: Path) -> None:
    assert "rows in places.csv" in run("export", tmp_path / "out").stderr
    assert (tmp_path / "out" / "actors.csv").read_text("utf-8").startswith("id,kind,name,state,sector,when,source\n")
    run("export", tmp_path / "out.json")
    assert {"id", "schema", "properties"} == set(json.loads((tmp_path / "out.json").read_text("utf-8").splitlines()[0]))
