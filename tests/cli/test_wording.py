"""`foedera wording` on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.record import Record
from tests.wording.conftest import EARLIER, LATER, made

Ask = Callable[..., Result]
TITLE = "Joint Statement of the Leaders of Japan and Australia"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text(EARLIER, "utf-8")
    (tmp_path / "b.txt").write_text(LATER, "utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


@pytest.fixture
def where(tmp_path: Path) -> str:
    with Record.open(tmp_path / "record.db") as record:
        record.add(made(EARLIER, TITLE, "2031-05-04"), ())
        record.add(made(LATER, TITLE, "2032-05-09"), ())
    return str(tmp_path / "record.db")


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["wording", *words], env={"FOEDERA_RECORD": None})


def told(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout.splitlines()[0])
    return found


def test_two_files(files: tuple[str, str]) -> None:
    found = told(ask(*files))
    assert found["counts"] == {
        "new": 1, "dropped": 1, "strengthened": 2, "weakened": 0, "mixed": 0, "changed": 1, "moved": 1, "same": 3,
    }  # fmt: skip
    table = ask(*files, "--table")
    assert "1 new, 1 dropped, 2 strengthened" in table.stdout
    assert "Named for the first time: Sunda Strait" in table.stdout


def test_names_that_are_many_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ministers met.\n", "utf-8")
    ports = "".join(f"They spoke of Port {name}ville.\n\n" for name in "ABCDEFGHIJKLMNOPQRSTUVWXY")
    (tmp_path / "b.txt").write_text(ports, "utf-8")
    pair = (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    (line,) = [line for line in ask(*pair, "--table").stdout.splitlines() if line.startswith("Named for")]
    named = told(ask(*pair))["first"]
    assert isinstance(named, list)
    assert len(named) > 20 and line.count(";") == 20
    assert line.endswith(f"; and {len(named) - 20} more (--json has all)")


def test_two_files_ask_no_record(files: tuple[str, str], tmp_path: Path) -> None:
    assert told(ask(*files, "--record", str(tmp_path / "none.db"))) == told(ask(*files))


@pytest.mark.parametrize(("name", "starts"), [("c.html", b"<!doctype html>"), ("c.docx", b"PK"), ("c.json", b"{")])
def test_files_that_others_read(files: tuple[str, str], tmp_path: Path, name: str, starts: bytes) -> None:
    assert ask(*files, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(starts)


def test_documents_of_a_record(where: str) -> None:
    listed = told(ask("--record", where, "--list-series"))
    assert listed["name"] == "Joint statements of Australia and Japan"
    ids = [each["id"] for each in listed["documents"]]  # type: ignore[attr-defined]
    assert told(ask("--record", where, *ids))["common"] == pytest.approx(0.87, abs=0.1)


def test_a_phrase_in_a_series(where: str) -> None:
    found = told(ask("--record", where, "--phrase", "Taiwan Strait", "--series", "Japan Australia"))
    assert [(each["published"], each["uses"]) for each in found["counts"]] == [  # type: ignore[attr-defined]
        ("2031-05-04", 1), ("2032-05-09", 0),
    ]  # fmt: skip
    assert "as given" in ask("--record", where, "--phrase", "Taiwan Strait", "--table").stdout


def test_the_newest_of_a_series(where: str) -> None:
    found = told(ask("--record", where, "--series", "Japan Australia"))
    assert [each["text"] for each in found["appeared"]] == ["Sunda Strait"]  # type: ignore[attr-defined]


def test_a_series_is_named(where: str) -> None:
    ids = [each["id"] for each in told(ask("--record", where, "--list-series"))["documents"]]  # type: ignore[attr-defined]
    assert ask("--record", where, "--name-series", "Ours", *ids, "--by", "A. Reader").exit_code == 0
    assert told(ask("--record", where, "--list-series"))["name"] == "Ours"


def test_the_scale_is_printed_and_given_back(files: tuple[str, str], tmp_path: Path) -> None:
    scale = tmp_path / "scale.csv"
    scale.write_text(
        ask("--print-scale").stdout.replace("undertaking,4,stem,intend,", "undertaking,4,stem,resist,"), "utf-8"
    )
    assert told(ask(*files, "--scale", str(scale)))["counts"]["strengthened"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "give two documents, the earlier one first; 0 given"),
        (("--phrase", "x"), "--phrase asks a record: give --record FILE"),
        (("a.txt", "b.txt", "-o", "c.pdf"), "c.pdf: name the file .html, .docx or .json"),
    ],
)
def test_what_does_not_fit(words: tuple[str, ...], said: str) -> None:
    result = ask(*words)
    assert result.exit_code != 0
    assert said in str(result.exception)


def test_predictions_where_there_are_none(where: str) -> None:
    assert ask("--record", where, "--predictions").stdout == ""
