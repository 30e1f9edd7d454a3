"""`foedera networks similarity`, `structure` and `record`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import networkx
import polars as pl
import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.cli.networks_structure import _KINDS, _PLEDGES
from foedera.model.errors import FoederaError
from foedera.networks.measures import MEASURES
from foedera.networks.spells import PLEDGES
from foedera.networks.tie import TieKind
from foedera.record import Record
from tests.networks.recordings import filled
from tests.networks.world import PLEDGED, STATES, written

CAPABILITIES = "ccode,year,cinc,milex,milper,irst,pec,tpop,upop,version\n" + "".join(
    f"{code},{year},0.2,1,1,1,1,1,1,2021\n" for code in (901, 902, 904) for year in (1816, 1817)
)


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """Options that name the files of the invented system."""
    states, ties = written(tmp_path, "states.csv", STATES), written(tmp_path, "ties.csv", PLEDGED)
    return ["--states", f"cow-states={states}", "--ties", f"atop-ddyr@5.1={ties}"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with ties of every kind."""
    where = tmp_path_factory.mktemp("networks") / "record.db"
    with Record.open(where) as record:
        filled(record)
    return where


def ask(*words: object) -> Result:
    """The command's answer."""
    return CliRunner().invoke(main, ["networks", *map(str, words)])


def rows(answer: Result) -> list[dict[str, Any]]:
    """The JSON Lines of an answer."""
    assert answer.exit_code == 0, answer.exception or answer.output
    return [json.loads(line) for line in answer.stdout.splitlines()]


def complaint(answer: Result) -> str:
    """The one line of a question that was refused."""
    assert isinstance(answer.exception, FoederaError), answer.exception
    assert "\n" not in str(answer.exception)
    return str(answer.exception)


def test_similarity_by_pair_and_year(given: list[str]) -> None:
    found = rows(ask("similarity", *given, "--from", 1816, "--to", 1817, "--measure", "sallyva", "--measure", "taub"))
    assert [(row["ccode1"], row["ccode2"], row["year"]) for row in found] == [
        (one, other, year) for year in (1816, 1817) for one, other in ((901, 902), (901, 904), (902, 904))
    ]
    # 901 owes 902 defence, 902 owes 901 neutrality: portfolios 3 3 0 and 2 3 0.
    assert found[0]["sallyva"] == pytest.approx(1 - 2 * 1 / 9)
    one = rows(ask("similarity", *given, "--from", 1816, "--to", 1817, "--pair", 902, 901, "--measure", "taub"))
    assert len(one) == 2


def test_similarity_weighted_and_drawn(given: list[str], tmp_path: Path) -> None:
    held = written(tmp_path, "nmc.csv", CAPABILITIES)
    found = rows(ask("similarity", *given, "--from", 1816, "--to", 1816, "--weights", f"nmc@6.0={held}"))
    assert set(found[0]) == {"ccode1", "ccode2", "year", *MEASURES}
    assert found[0]["sallywva"] == pytest.approx(found[0]["sallyva"])
    for words in (("--pair", 901, 902, "--to", 1817), ("--to", 1816)):
        answer = ask("similarity", *given, "--from", 1816, *words, "--plot", tmp_path / "s.svg", "--json")
        assert answer.exit_code == 0, answer.exception
        assert (tmp_path / "s.svg").read_text().startswith("<svg")
        (tmp_path / "s.svg").unlink()


def test_similarity_as_a_graph_of_one_year(given: list[str], tmp_path: Path) -> None:
    graph = tmp_path / "s.graphml"
    found = ask("similarity", *given, "--from", 1816, "--to", 1816, "--measure", "sallyva", "-o", graph)
    assert found.exit_code == 0, found.exception
    back = networkx.read_graphml(graph)
    assert back.edges["901", "902"]["weight"] == pytest.approx(1 - 2 * 1 / 9)
    assert back.graph["kind"] == "sallyva"
    refused = complaint(ask("similarity", *given, "--from", 1816, "--to", 1817, "-o", graph))
    assert "a graph file holds the network of one year, not of 2" in refused


def test_similarity_that_cannot_be_told(given: list[str], tmp_path: Path) -> None:
    years = ("--from", 1816, "--to", 1817)
    assert "fame: no such measure" in complaint(ask("similarity", *given, *years, "--measure", "fame"))
    assert "need capabilities" in complaint(ask("similarity", *given, *years, "--measure", "sallywva"))
    assert "needs a --pair" in complaint(ask("similarity", *given, *years, "--plot", tmp_path / "s.svg"))
    assert "901-999: no such pair" in complaint(ask("similarity", *given, *years, "--pair", 901, 999))
    assert "covers 1816 to 1830" in complaint(ask("similarity", *given, "--from", 1816, "--to", 1850))
    twisted = [given[0], given[1], "--ties", given[1]]
    assert "ties are made of atop-ddyr=FILE, atop-members=FILE or cow-alliances=FILE" in complaint(
        ask("similarity", *twisted, *years)
    )


def test_structure_as_a_row_a_year_and_in_its_other_views(given: list[str], tmp_path: Path) -> None:
    years = ("--from", 1816, "--to", 1817)
    shape = rows(ask("structure", *given, *years, "--bootstrap", 10))
    assert [(row["year"], row["nodes"], row["ties"]) for row in shape] == [(1816, 3, 1), (1817, 3, 1)]
    assert shape[0]["density_low"] <= shape[0]["density_high"]
    members = rows(ask("structure", *given, *years, "--show", "members", "--pledge", "neutral"))
    assert [row["out_degree"] for row in members if row["year"] == 1816] == [0.0, 1.0, 0.0]
    assert rows(ask("structure", *given, *years, "--show", "bridges"))[0]["cut"] == 1
    assert rows(ask("structure", *given, *years, "--show", "leaving"))[0]["left_alone"] == 1
    out = tmp_path / "members.parquet"
    assert ask("structure", *given, *years, "--show", "members", "-o", out).exit_code == 0
    assert pl.read_parquet(out).height == 6


def test_structure_with_rivals(given: list[str], tmp_path: Path) -> None:
    columns = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary"
    rivals = written(tmp_path, "rivals.csv", f"{columns}\n1,A-D,901,904,1817,1820,1,,,\n")
    found = rows(ask("structure", *given, "--from", 1816, "--to", 1817, "--hostile", f"rivalries-tss={rivals}"))
    assert [(row["hostile"], row["frustration"]) for row in found] == [(0, None), (1, 0.0)]


def test_structure_among_some_states(given: list[str]) -> None:
    words = ("structure", *given, "--from", 1817, "--to", 1818, "--among", 901, "--among", 903)
    answer = ask(*words)
    assert [(row["nodes"], row["ties"]) for row in rows(answer)] == [(1, 0), (2, 0)]
    assert "not in the system in 1817: 903" in answer.stderr
    assert "none of these states is in the system in 1817" in complaint(ask(*words[:-4], "--among", 999))


def test_structure_as_graph_and_drawing(given: list[str], tmp_path: Path) -> None:
    graph, plot = tmp_path / "g.graphml", tmp_path / "g.svg"
    answer = ask("structure", *given, "--from", 1816, "--to", 1816, "-o", graph, "--plot", plot)
    assert answer.exit_code == 0, answer.exception
    assert networkx.read_graphml(graph).number_of_edges() == 1
    assert "ARL" in plot.read_text()
    lines = ask("structure", *given, "--from", 1816, "--to", 1817, "--plot", plot)
    assert lines.exit_code == 0, lines.exception
    refused = ask("structure", *given, "--from", 1816, "--to", 1817, "-o", graph)
    assert "holds the network of one year, not of 2" in complaint(refused)
    late = ask("structure", *given, "--from", 2020, "--to", 2021, "--extend")
    assert "covers none of these years" in complaint(late)


def test_the_ties_of_a_record_with_their_sentences(base: Path, tmp_path: Path) -> None:
    words = ("record", "--record", base, "--on", "2031-06-15")
    found = rows(ask(*words))
    assert {row["kind"] for row in found} == set(get_args(TieKind))
    assert all(row["sentence"] for row in found)
    assert len(rows(ask(*words, "--kind", "obligation", "--sort", "defense"))) == 1
    unknown = complaint(ask(*words, "--kind", "obligation", "--sort", "defence"))
    assert unknown == "defence: no sort of obligation on 2031-06-15; there are consultation, defense"
    table = ask(*words, "--table", "--limit", 2)
    assert "ties on 2031-06-15" in table.stdout
    assert "raise --limit" in table.stderr
    for name in ("t.csv", "t.gexf", "t.dta"):
        assert ask(*words, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_size


def test_the_structure_of_one_kind_of_ties(base: Path, tmp_path: Path) -> None:
    words = ("record", "--record", base, "--on", "2031-06-15")
    shape = ask(*words, "--kind", "event", "--show", "shape", "--bootstrap", 20)
    assert rows(shape)[0]["nodes"] == 3
    assert "draws of documents" in shape.stderr
    assert len(rows(ask(*words, "--kind", "arrangement", "--show", "members"))) == 4
    plot = tmp_path / "n.png"
    assert ask(*words, "--kind", "event", "--plot", plot).exit_code == 0
    assert plot.read_bytes().startswith(b"\x89PNG")
    assert "need one --kind" in complaint(ask(*words, "--show", "shape"))
    assert "no tie of this kind" in complaint(ask("record", "--record", base, "--on", "1800-01-01", "--kind", "event",
                                                  "--show", "shape"))  # fmt: skip
    assert "not a day" in complaint(ask("record", "--record", base, "--on", "soon"))


def test_the_choices_are_those_of_the_package() -> None:
    assert get_args(TieKind) == _KINDS
    assert PLEDGES == _PLEDGES
