import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from foedera.cli.networks import networks
from foedera.model.errors import DatasetError, FoederaError, UsageError
from tests.networks.world import PLEDGED, STATES, written

MEMBERS = """atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul,version
1,0,901,1818,5,3,1820,2,1,1,0,0,1,0,5.1
1,0,902,1818,5,3,0,0,0,0,0,1,0,0,5.1
"""


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(networks, [*map(str, arguments)], standalone_mode=False, input=input)


def rows(result: Result) -> list[dict[str, object]]:
    if result.exception:
        raise result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def system(tmp_path: Path) -> list[str]:
    return ["--states", f"cow-states={written(tmp_path, 'states.csv', STATES)}"]


def test_dyads_are_joined_and_what_is_dropped_is_told(system: list[str], tmp_path: Path) -> None:
    pledged = written(tmp_path, "d.csv", PLEDGED.replace(",", ";"))
    found = run("dyads", *system, "--from", "1816", "--to", "1817", "--join", f"atop-ddyr,semicolon={pledged}")
    assert rows(found)[0] == {
        "ccode1": 901, "ccode2": 902, "year": 1816, "atop_alliance": 1, "atop_defense": 1, "atop_offense": 0,
        "atop_neutral": 0, "atop_nonagg": 1, "atop_consul": 0, "atop_ddyr_status": "known",
    }  # fmt: skip
    assert "dropped 3: year outside 1816 to 1817" not in found.stderr
    assert "a state not in the system in that year (first: 901-903 1817)" in found.stderr
    plain = run("dyads", *system, "--from", "1816", "--to", "1817", "--undirected", "--parity")
    assert rows(plain)[0] == {"ccode1": 901, "ccode2": 902, "year": 1816}


def test_states_are_written_with_spells(system: list[str], tmp_path: Path) -> None:
    majors = written(tmp_path, "m.csv", STATES)
    out = tmp_path / "states.parquet"
    found = run("states", *system, "--from", "1816", "--to", "1820", "--join", f"cow-majors={majors}",
                "--since", "cowmaj", "-o", out)  # fmt: skip
    assert found.exception is None and "19 rows written to" in found.stderr
    frame = pl.read_parquet(out)
    assert frame.columns == ["ccode", "year", "cowmaj", "cow_majors_status", "cowmaj_spell", "cowmaj_spell_censored"]
    assert set(frame["cowmaj"]) == {1}


def test_groups_and_spells(system: list[str], tmp_path: Path) -> None:
    members = written(tmp_path, "m.csv", MEMBERS)
    found = rows(run("kads", *system, "--from", "1816", "--to", "1820", "--pacts", f"atop-members={members}",
                     "--seed", "3", "--controls", "2"))  # fmt: skip
    assert [row["event"] for row in found] == [1, 0, 0] and found[0]["members"] == "901-902"
    spells = rows(run("spells", f"atop-members={members}", "--as", "dyads"))
    assert [(row["member"], row["partner"], row["end"]) for row in spells] == [
        (901, 902, "1820-02-01"), (902, 901, "1820-02-01"),
    ]  # fmt: skip


def test_data_sets_are_listed() -> None:
    assert {row["id"] for row in rows(run("datasets"))} >= {"atop-ddyr", "nmc", "cow-alliances"}
    (one,) = rows(run("datasets", "nmc"))
    assert one["citation"] and one["versions"]
    assert "cow-alliances" in run("datasets", "--table").stdout
    shown = run("datasets", "nmc", "--table").stdout
    assert "Singer, J. David" in shown and "milper" in shown and "7.0" in shown
    assert isinstance(run("datasets", "atlas").exception, FoederaError)


def test_fetching_asks_first_and_leaves_cow_alliances_alone(tmp_path: Path) -> None:
    refused = run("fetch", "cow-alliances", "--yes", "--into", tmp_path)
    assert isinstance(refused.exception, DatasetError) and "not fetched" in str(refused.exception)
    asked = run("fetch", "atop-ddyr", "--into", tmp_path / "new", input="n\n")
    assert asked.exception is not None and "from   http://www.atopdata.org/" in asked.stderr
    assert "terms  " in asked.stderr and not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ("nmc", "a data set is given as DATASET=FILE"),
        ("nmc,colon=x.csv", "after the data set stands a separator"),
        ("nmc,tab,comma=x.csv", "each once"),
        ("atlas=x.csv", "atlas: no known data set"),
        ("nmc@1=x.csv", "version 1 is not known"),
        ("nmc=none.csv", "none.csv: cannot be read"),
    ],
)
def test_wrong_files_are_named(given: str, match: str, system: list[str]) -> None:
    found = run("states", *system, "--from", "1816", "--to", "1817", "--join", given)
    assert isinstance(found.exception, FoederaError) and match in str(found.exception)
    assert isinstance(run("spells", "x").exception, UsageError)


def test_years_are_asked_for(system: list[str]) -> None:
    assert run("states", *system, "--from", "1816").exit_code != 0
    found = run("states", *system, "--from", "1816", "--to", "1840")
    assert "covers 1816 to 1830" in str(found.exception)
    assert len(rows(run("states", *system, "--from", "1830", "--to", "1831", "--extend"))) == 8
    assert len(rows(run("states", *system, "--from", "1816", "--to", "1816", "--balanced"))) == 5


def test_all_that_lists_years_is_drawn(system: list[str], tmp_path: Path) -> None:
    years, plot = ["--from", "1816", "--to", "1820"], tmp_path / "p.svg"
    pledged, members = written(tmp_path, "d.csv", PLEDGED), written(tmp_path, "m.csv", MEMBERS)
    joined = ["--join", f"atop-ddyr={pledged}"]
    found = run("dyads", *system, *years, *joined, "--plot", plot, "--draw", "atop_defense")
    assert found.exception is None and f"drawn in {plot}" in found.stderr
    assert "atop_defense" in plot.read_text() and "atop_offense" not in plot.read_text()
    again = plot.read_bytes()
    run("dyads", *system, *years, *joined, "--plot", plot, "--draw", "atop_defense")
    assert plot.read_bytes() == again
    majors = ["--join", f"cow-majors={written(tmp_path, 'j.csv', STATES)}"]
    assert run("states", *system, *years, *majors, "--plot", tmp_path / "s.png").exception is None
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")
    pacts = ["--pacts", f"atop-members={members}", "--seed", "1", "--plot", plot]
    assert run("kads", *system, *years, *pacts).exception is None and "pacts made" in plot.read_text()
    assert run("spells", f"atop-members={members}", "--plot", plot).exception is None
    assert "pacts in force" in plot.read_text()
    complaint = run("dyads", *system, *years, *joined, "--draw", "atop_defense").exception
    assert isinstance(complaint, UsageError) and "--plot FILE" in str(complaint)


def test_a_file_of_another_version_is_named(system: list[str], tmp_path: Path) -> None:
    years = ["--from", "1816", "--to", "1820"]
    later = written(tmp_path, "d.csv", PLEDGED.replace(",5.1\n", ",6.0\n"))
    found = run("dyads", *system, *years, "--join", f"atop-ddyr={later}").exception
    assert isinstance(found, DatasetError) and "version 6.0 is not known; known are 3.0, 4.0" in str(found)
    found = run("dyads", *system, *years, "--join", f"atop-ddyr@5.0={later}").exception
    assert isinstance(found, DatasetError) and "version 5.0 was asked for; the file's column version says 6.0" in str(
        found
    )
    odd = written(tmp_path, "n.csv", "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n901,1819,1,1,1,1,1,1,0.1\n")
    found = run("states", *system, *years, "--join", f"nmc={odd}").exception
    assert isinstance(found, DatasetError) and "the last year is 1819, which is that of no known version" in str(found)


def test_the_numbers_that_differ_are_listed() -> None:
    shown = run("datasets", "polity", "--table").stdout
    assert "numbers that differ" in shown and "Soviet Union is Russia" in shown
    assert "numbers that differ" not in run("datasets", "nmc", "--table").stdout
