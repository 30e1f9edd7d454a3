"""Coders with a user's own models and tables."""

from pathlib import Path

import pytest

from foedera.coding import coders
from foedera.coding.own import Own, own
from foedera.coding.statements import cues
from foedera.model import SourceError, UsageError

HEADERS = {
    "events": ("agents.csv", "noun,comment"),
    "commitments": ("nouns.csv", "noun,class,status,comment"),
    "instruments": ("leads.csv", "word,comment"),
    "affiliations": ("fields.csv", "word,comment"),
    "commands": ("units.csv", "noun,kind,needs,unless,comment"),
    "assets": ("names.csv", "name,type,comment"),
    "figures": ("figure-measures.csv", "lemma,kind,comment"),
}


def version(name: str, *paths: Path) -> str:
    (found,) = (coder for coder in own(coders(), {}, {name: paths}) if coder.name == name)
    return found.version


def test_without_files_the_coders_stay_as_they_are() -> None:
    usual = coders()
    assert own(usual, {}, {}) == usual


@pytest.mark.parametrize("name", HEADERS)
def test_every_coder_takes_tables_and_its_version_tells_their_content(name: str, tmp_path: Path) -> None:
    file, header = HEADERS[name]
    (usual,) = (coder.version for coder in coders() if coder.name == name)
    (tmp_path / file).write_text(header + "\n", "utf-8")
    first = version(name, tmp_path)
    assert first.startswith(f"{usual}-own")
    assert version(name, tmp_path) == first
    (tmp_path / "notes.txt").write_text("more", "utf-8")
    assert version(name, tmp_path) != first


@pytest.mark.parametrize("name", HEADERS)
def test_a_table_with_another_header_is_told_with_its_file(name: str, tmp_path: Path) -> None:
    (tmp_path / HEADERS[name][0]).write_text("colour\n", "utf-8")
    with pytest.raises(SourceError, match=HEADERS[name][0]):
        own(coders(), {}, {name: [tmp_path]})


def test_statements_take_a_table_of_cues(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text((Path(cues.__file__).parent / "cues.csv").read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert "-own" in version("statements", table)


@pytest.mark.parametrize(("models", "tables"), [({"weather": Path()}, {}), ({"figures": Path()}, {})])
def test_what_takes_none_is_told(models: dict[str, Path], tables: dict[str, list[Path]]) -> None:
    with pytest.raises(UsageError, match="of your own"):
        own(coders(), models, tables)


def test_an_own_coder_wants_what_the_coder_wants(tmp_path: Path) -> None:
    (found,) = (coder for coder in own(coders(), {}, {"assets": [tmp_path]}) if coder.name == "assets")
    assert isinstance(found, Own)
    assert found.wants("Japan will buy F-35 jets.", 1) and not found.wants("The minister praised the talks.", 2)
