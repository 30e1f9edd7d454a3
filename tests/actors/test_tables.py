from pathlib import Path

import pytest

from foedera.actors import bundled, check, load
from foedera.model import BaseError, Edtf

ACTORS = "id,kind,name,state,sector,when,source\n"
NAMES = "actor,name,type,when,source\n"


def folder(path: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("state:japan,state,Japan,,GOV,1816/..,x", "row 3: id 'state:japan' is no actor id"),
        ("state:JPN,country,Japan,,GOV,1816/..,x", "row 3: kind 'country' is none of state, organisation"),
        ("state:JPN,state,Japan,,ARMY,1816/..,x", "row 3: sector 'ARMY' is no PLOVER sector"),
        ("state:JPN,state,Japan,,GOV,1949-02-30,x", "row 3: when: not a date in EDTF"),
        ("state:JPN,state,Japan,,GOV,,x", "row 3: when is empty"),
        ("state:JPN,state,Japan,,GOV,1816/..,", "row 3: source is empty"),
        ("state:JPN,state,Jap\u200ban,,GOV,1816/..,x", "row 3: name holds a hidden"),
        ("state:JPN,state,Japan,,GOV,1816/..", "row 3: has 6 cells where the header has 7"),
        ('state:JPN,state,"Japan,,GOV,1816/..,x', "unexpected end of data"),
    ],
)
def test_a_malformed_row_is_refused_with_file_row_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    good = "state:XAA,state,Aland,,GOV,1816/..,x\n"
    folder(tmp_path, actors=ACTORS + good + row + "\n")
    with pytest.raises(BaseError) as error:
        load(tmp_path)
    assert reason in str(error.value)
    assert "actors.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_header_with_missing_or_unknown_columns_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, names="actor,name,kind,when,source\n")
    with pytest.raises(BaseError, match="row 1: the header must be actor,name,type,when,source"):
        load(tmp_path)


def test_broken_utf_8_is_refused_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes(NAMES.encode() + b"state:JPN,Jap\xff,name,1816/..,x\n")
    with pytest.raises(BaseError, match="row 2: is not UTF-8"):
        load(tmp_path)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BaseError, match="holds no table"):
        load(tmp_path)


def test_coordinates_are_checked(tmp_path: Path) -> None:
    head = "place,name,type,state,latitude,longitude,when,source\n"
    folder(tmp_path, places=head + "tokyo,Tokyo,city,state:JPN,95,139,1816/..,x\n")
    with pytest.raises(BaseError, match="latitude 95 lies outside"):
        load(tmp_path)


def test_columns_may_come_in_any_order_and_with_a_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufeffname,type,actor,source,when\nNippon-koku,alias,state:JPN,x,1816/..\n"
    folder(tmp_path, names=text)
    assert [actor.id for actor in load(tmp_path).find("Nippon-koku")] == ["state:JPN"]


def test_the_users_rows_override_ours_by_key(tmp_path: Path) -> None:
    folder(tmp_path, actors=ACTORS + "organisation:nato,organisation,The Club,,IGO,1949-04-04/..,mine\n")
    mine = load(tmp_path)
    assert mine.name_of("organisation:nato") == "The Club"
    assert bundled().name_of("organisation:nato") == "North Atlantic Treaty Organization"
    assert mine.actor("state:JPN") == bundled().actor("state:JPN")


def test_the_version_follows_the_rows(tmp_path: Path) -> None:
    folder(tmp_path, actors=ACTORS + "state:XAA,state,Aland,,GOV,1816/..,x\n")
    first = load(tmp_path).version
    assert first == load(tmp_path).version != bundled().version
    folder(tmp_path, actors=ACTORS + "state:XAA,state,Aland,,GOV,1817/..,x\n")
    assert load(tmp_path).version != first


def test_a_folder_alone_needs_no_bundle(tmp_path: Path) -> None:
    folder(tmp_path, actors=ACTORS + "state:XAA,state,Aland,,GOV,1816/..,x\n")
    base = load(tmp_path, bundle=False)
    assert base.actor("state:JPN") is None
    assert base.scan("Aland") == []
    assert base.actor("state:XAA", Edtf.parse("1900")) is not None
    assert [str(found) for found in check(base)] == ["names.csv: state:XAA has no name"]
