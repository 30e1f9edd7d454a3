"""Networks as files of other programs: read back they are the same."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import networkx
import pytest

from foedera.model.errors import FoederaError, UsageError
from foedera.networks.graph_files import write_graph
from foedera.networks.network import Network
from foedera.networks.recorded import Recorded, ties_on
from foedera.record import Record

from .drawn import network
from .recordings import filled

SIGNED = network((0, 1, 2.5), (1, 2, -1.0), nodes=4)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The ties of a day of a record."""
    with Record.open(tmp_path_factory.mktemp("graphs") / "record.db") as record:
        return ties_on(filled(record), "2031-06-15")


def test_graphml_read_back(tmp_path: Path) -> None:
    write_graph(SIGNED, tmp_path / "a.graphml")
    back = networkx.read_graphml(tmp_path / "a.graphml")
    assert not back.is_directed()
    assert {(a, b): data["weight"] for a, b, data in back.edges(data=True)} == {("0", "1"): 2.5, ("1", "2"): -1.0}
    assert set(back.nodes) == {"0", "1", "2", "3"}
    assert back.graph["when"] == "1914"


def test_gexf_read_back_with_direction(tmp_path: Path) -> None:
    owing = Network.of(["state:GBR", "state:PRT"], [[0, 3], [0, 0]], 1914, names=("United Kingdom", "Portugal"))
    write_graph(owing, tmp_path / "a.gexf")
    back = networkx.read_gexf(tmp_path / "a.gexf")
    assert [(a, b, data["weight"]) for a, b, data in back.edges(data=True)] == [("state:GBR", "state:PRT", 3.0)]
    assert back.nodes["state:GBR"]["label"] == "United Kingdom"


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_the_same_bytes_each_time_and_no_clock(found: Recorded, tmp_path: Path, ending: str) -> None:
    for made in (SIGNED, found):
        write_graph(made, tmp_path / f"a{ending}")
        write_graph(made, tmp_path / f"b{ending}")
        assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()
        assert b"lastmodified" not in (tmp_path / f"a{ending}").read_bytes()


def test_ties_of_a_record_are_edges_of_their_own_with_sentences(found: Recorded, tmp_path: Path) -> None:
    write_graph(found, tmp_path / "a.graphml")
    back = networkx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    edges = list(back.edges(data=True))
    assert len(edges) == sum(2 if tie.mutual else 1 for tie in found.ties)
    assert {data["kind"] for _, _, data in edges} == set(found.kinds)
    defence = [(a, b) for a, b, data in edges if data["sort"] == "defense"]
    assert defence == [("state:XNV", "state:XIL")]
    assert all(data["sentence"] for _, _, data in edges)


def test_control_characters_do_not_break_the_file(found: Recorded, tmp_path: Path) -> None:
    odd = dataclasses.replace(found, names=dict.fromkeys(found.names, "A\x00\x0bB"))
    write_graph(odd, tmp_path / "a.gexf")
    assert networkx.read_gexf(tmp_path / "a.gexf").number_of_nodes() == len(
        {id for tie in found.ties for id in (tie.one, tie.other)}
    )


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a graph is written as \.graphml, \.gexf"):
        write_graph(SIGNED, tmp_path / "a.dot")
    with pytest.raises(FoederaError, match="cannot be written: no such file or directory"):
        write_graph(SIGNED, tmp_path / "nowhere" / "a.gexf")
