"""Event files of every layout become the same columns; what is no such file is refused with line and reason."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from foedera.datasets.streams import EventStream, read, read_steps
from foedera.model.errors import DatasetError
from tests.datasets.streams.made import CLINE, POLECAT, gdelt, icews, steps, table


def rows(stream: EventStream) -> list[tuple[str, str, str, str]]:
    return [
        (str(stream.date(d)), stream.actors[a], stream.types[t], stream.actors[r])
        for a, t, r, d in zip(stream.actor, stream.type, stream.recipient, stream.day, strict=True)
    ]


def test_icews_names_and_plover_types(tmp_path: Path) -> None:
    path = icews(tmp_path / "events.2014.tab", [
        (1, "2014-03-02", "Foreign Ministry Norvia", "057", "Suthland"),
        (2, "2014-03-01", "Norvia", "010", "Suthland"),
        (3, "2014-03-01", "Suthland", "190", "Norvia"),
    ])  # fmt: skip
    stream = read(path)
    assert rows(stream) == [
        ("2014-03-01", "Suthland", "ASSAULT", "Norvia"),
        ("2014-03-02", "Foreign Ministry Norvia", "SUPPORT", "Suthland"),
    ]
    assert stream.origin == datetime.date(2014, 3, 1)
    assert any("not coded" in note and "1 rows" in note for note in stream.notes)
    assert any("it was sorted" in note for note in stream.notes)
    assert stream.read is None
    assert not stream.chosen


def test_icews_states_and_cameo_codes(tmp_path: Path) -> None:
    path = icews(tmp_path / "events.tab", [
        (1, "2014-03-01", "Foreign Ministry Norvia", "057", "Citizen Suthland"),
        (2, "2014-03-01", "Norvia", "010", "Suthland"),
    ])  # fmt: skip
    assert rows(read(path, who="state", types="cameo")) == [
        ("2014-03-01", "Norvia", "057", "Suthland"),
        ("2014-03-01", "Norvia", "010", "Suthland"),
    ]
    assert read(path, types="root").types == ("01", "05")


def test_an_id_counts_once_and_equal_rows_are_said(tmp_path: Path) -> None:
    same = (1, "2014-03-01", "Norvia", "036", "Suthland")
    stream = read([
        icews(tmp_path / "a.tab", [same, (2, *same[1:])]),
        icews(tmp_path / "b.tab", [same]),
    ])  # fmt: skip
    assert len(stream) == 2
    assert len(stream.distinct()) == 1
    assert any("id that stood before" in note for note in stream.notes)
    assert any(note.startswith("1 rows repeat") for note in stream.notes)


def test_polecat_cells_with_several_actors(tmp_path: Path) -> None:
    path = table(tmp_path / "ngec.txt", POLECAT, [
        {"Event ID": "x1", "Event Date": "2023-01-05", "Event Type": "consult", "Actor Name": "Ann; Bob",
         "Actor Country": "NOR; NOR", "Recipient Name": "Suthland", "Recipient Country": "SUT",
         "Publication Date": "2023-01-06"},
        {"Event ID": "x2", "Event Date": "2023-01-05", "Event Type": "AID", "Actor Name": "Ann",
         "Recipient Name": "None", "Publication Date": "2023-01-06"},
        {"Event ID": "x3", "Event Date": "2023-02-05", "Event Type": "AID", "Actor Name": "Ann",
         "Recipient Name": "Bob", "Publication Date": "2023-01-06"},
    ])  # fmt: skip
    stream = read(path)
    assert rows(stream) == [("2023-01-05", "Ann", "CONSULT", "Suthland"), ("2023-01-05", "Bob", "CONSULT", "Suthland")]
    assert any("without an actor or a recipient" in note for note in stream.notes)
    assert any("dated after their publication" in note for note in stream.notes)
    assert rows(read(path, who="state")) == [("2023-01-05", "NOR", "CONSULT", "SUT")]
    with pytest.raises(DatasetError, match="has PLOVER's types"):
        read(path, types="cameo")


@pytest.mark.parametrize(("columns", "added"), [(57, "20200102"), (58, "20200102"), (61, "20200102000000")])
def test_gdelt_versions_by_columns(tmp_path: Path, columns: int, added: str) -> None:
    path = gdelt(tmp_path / "export.CSV", columns, [
        (1, "20200101", "NORGOV", "042", "SUT", added),
        (2, "20200101", "NOR", "---", "SUT", added),
        (3, "20200301", "NOR", "042", "SUT", added),
    ])  # fmt: skip
    stream = read(path)
    assert rows(stream) == [("2020-01-01", "NORGOV", "CONSULT", "SUT")]
    assert stream.name.startswith("GDELT events 2" if columns == 61 else "GDELT events 1")
    assert rows(read(path, who="state")) == [("2020-01-01", "NOR", "CONSULT", "SUT")]


def test_phoenix_of_both_houses(tmp_path: Path) -> None:
    cline = table(tmp_path / "PhoenixNYT.csv", CLINE, [
        {"eid": "NYT1", "story_date": "3/1/1950", "year": 1950, "month": 3, "day": 1, "source": "NORGOV",
         "source_root": "NOR", "target": "SUT", "target_root": "SUT", "code": "042"},
    ], separator=",")  # fmt: skip
    assert rows(read(cline)) == [("1950-03-01", "NORGOV", "CONSULT", "SUT")]
    cells = ["7_v0.2", "20140620", "2014", "6", "20", "NORGOV", "NOR", "GOV", "", "SUT", "SUT", "", "", "042", "04"]
    oeda = tmp_path / "events.full.20140620.txt"
    oeda.write_text("\t".join(cells + [""] * 11) + "\n")
    assert rows(read(oeda, who="state")) == [("2014-06-20", "NOR", "CONSULT", "SUT")]


def test_a_folder_of_files_in_one_layout(tmp_path: Path) -> None:
    for year in (2014, 2015):
        icews(tmp_path / f"{year}.tab", [(year, f"{year}-01-01", "Norvia", "036", "Suthland")])
    assert len(read(tmp_path)) == 2
    gdelt(tmp_path / "export.csv", 61, [(1, "20200101", "NOR", "042", "SUT", "20200102000000")])
    with pytest.raises(DatasetError, match=r"export\.csv: line 1|2014\.tab: line 1"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\tb\tc\n1\t2\t3\n", "line 1: 3 or 1 columns and no known header"),
        ("", "line 1: there is nothing in it"),
        ("PK\x03\x04", "is packed"),
        ("actor,type,recipient,day\nA,T,B,2020-13-01\n", "line 2: '2020-13-01' is no date"),
        ("actor,type,recipient,day\nA,T,B,2020-01-01\nA,,B,2020-01-02\n", "line 3: no type"),
        ("actor,type,recipient,day\nA,T,B,2020-01-01,9\n", "line 2: 5 columns where the first line has 4"),
        ("actor,type,recipient,day,weight\nA,T,B,2020-01-01,much\n", "line 2: 'much' is no weight"),
        ("actor,type,recipient,day\nA,T,B,2031-01-01\n", "line 2: 2031-01-01 lies after 2026-01-01"),
        ("actor,type,recipient,day\n", "no events are left"),
    ],
)
def test_another_layout_is_refused_with_line_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(text)
    with pytest.raises(DatasetError) as caught:
        read(path, latest=datetime.date(2026, 1, 1))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(path.name) in str(caught.value)


def test_a_wrong_date_in_icews_has_its_line(tmp_path: Path) -> None:
    path = icews(tmp_path / "e.tab", [
        (1, "2014-03-01", "Norvia", "036", "Suthland"), (2, "01/03/2014", "Norvia", "036", "Suthland"),
    ])  # fmt: skip
    with pytest.raises(DatasetError, match=r"e\.tab: line 3: '01/03/2014' is no date"):
        read(path)


def test_plain_tables_have_dates_or_steps(tmp_path: Path) -> None:
    dated, stepped = tmp_path / "dated.csv", tmp_path / "steps.csv"
    dated.write_text('actor,type,recipient,day,weight\nB,T,A,2020-01-03,2\n"A, the first",T,B,2020-01-01,0.5\n')
    stream = read(dated)
    assert rows(stream) == [("2020-01-01", "A, the first", "T", "B"), ("2020-01-03", "B", "T", "A")]
    assert stream.weight is not None
    assert stream.weight.tolist() == [0.5, 2.0]
    assert stream.chosen
    stepped.write_text("actor,type,recipient,day\nA,T,B,4\nB,T,A,7\n")
    counted = read(stepped)
    assert counted.day.tolist() == [4, 7]
    assert counted.origin is None
    with pytest.raises(DatasetError, match="counts steps"):
        counted.number(datetime.date(2020, 1, 1))


def test_steps_keep_the_numbers_of_the_files(tmp_path: Path) -> None:
    folder = steps(tmp_path / "f", [(3, 1, 0, 1, 0), (0, 0, 3, 0, 0)])
    (folder / "valid.txt").write_text("1 0 2 5\n")
    stream = read_steps(folder)
    assert stream.actor.tolist() == [0, 3, 1]
    assert stream.actors[3] == "Actor 3"
    assert stream.day.tolist() == [0, 1, 5]
    assert "sorted" in stream.notes[0]
    assert len(read_steps(folder, parts=("train",))) == 2
    assert len(read(folder)) == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("9\t0\t0\t1", "9 is no subject (0 to 3)"),
        ("0\t0\tx\t1", "is no object"),
        ("0\t0\t1\t-1", "-1 is no time"),
        ("0\t0\t1", "line 2: 3 columns where the first line has 4"),
    ],
)
def test_wrong_steps_are_refused(tmp_path: Path, row: str, reason: str) -> None:
    folder = steps(tmp_path / "f", [(0, 0, 1, 1)])
    with (folder / "train.txt").open("a") as file:
        file.write(row + "\n")
    with pytest.raises(DatasetError) as caught:
        read_steps(folder)
    assert reason in str(caught.value)
    assert "train.txt" in str(caught.value)


def test_names_of_steps_are_checked(tmp_path: Path) -> None:
    folder = steps(tmp_path / "f", [(0, 0, 1, 1)])
    (folder / "entity2id.txt").write_text("A\t0\nB\t0\n")
    with pytest.raises(DatasetError, match="line 2: not a name and a number of its own"):
        read_steps(folder)
    (folder / "entity2id.txt").write_text("A\t0\nB\t2\n")
    with pytest.raises(DatasetError, match="do not run from 0 to 1"):
        read_steps(folder)
    (folder / "train.txt").write_text("")
    (folder / "entity2id.txt").write_text("A\t0\nB\t1\n")
    with pytest.raises(DatasetError, match=r"no train\.txt"):
        read_steps(folder)
