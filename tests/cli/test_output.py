"""Tables that can be read at any width, notes below them, and one line for whatever goes wrong."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from foedera.cli.output import print_table
from foedera.record import Record

COLUMNS = ("claim", "says", "because it says", "count")
SENTENCE = "The harbour master told the council that the third pier would be dredged before the winter storms."
ROWS = (("c-01234567890123456789", "the pier is dredged before winter", SENTENCE, 3), ("c-2", None, "Short.", 12))


def run(*arguments: str | Path, code: int, **more: Any) -> Any:
    """Runs the command as a user does, and returns its output."""
    command = [sys.executable, "-c", "from foedera.cli.main import run; run()", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "FOEDERA_RECORD"}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment, **more}
    done = subprocess.run(command, timeout=120, check=False, **given)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in (done.stderr or "")
    return done


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("output") / "empty.db"
    Record.open(where).close()
    return where


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of two statements."""
    folder = tmp_path_factory.mktemp("room")
    said = "“The pier is safe,” Anna Kestrel said.\n\n“The crane is not,” Anna Kestrel said.\n"
    (folder / "pier.txt").write_text(said, "utf-8")
    run("read", folder / "pier.txt", "--record", folder / "record.db", code=0)
    return folder


def lines(capsys: pytest.CaptureFixture[str], width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    print_table("Piers", COLUMNS, ROWS)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_wide_terminal_shows_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = lines(capsys, 150, monkeypatch)
    assert any(line.split() == "claim says because it says count".split() for line in shown)


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_shows_paragraphs_and_breaks_no_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    shown = lines(capsys, width, monkeypatch)
    assert shown[0] == "Piers"
    assert "c-01234567890123456789" in shown and "c-2" in shown
    assert max(map(len, shown)) <= width
    words = " ".join(shown).split()
    assert all(word in words for word in SENTENCE.split())
    assert "  count            12" in shown
    assert sum("says  " in line and "because" not in line for line in shown) == 1  # the second row has no such cell


def test_no_rows_are_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(None, COLUMNS, ())
    assert capsys.readouterr().out == ""
    print_table("Piers", COLUMNS, ())
    assert capsys.readouterr().out == "Piers: nothing\n"


def test_that_there_is_more_is_said_below_the_rows(place: Path) -> None:
    ask = ("statements", "--record", place / "record.db", "--table", "--limit", "1")
    both = run(*ask, code=0, stderr=subprocess.STDOUT).stdout
    assert both.splitlines()[-1] == "foedera: the first 1 are shown, and there are more: raise --limit"
    assert both.count("raise --limit") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["raed", "x.txt"], "foedera: No such command 'raed'. Did you mean `read`? See: foedera --help"),
        (["read"], "foedera: Missing argument 'FILE|FOLDER|URL...'. See: foedera read --help"),
        (["record", "shwo"], "foedera: No such command 'shwo'."),
        (["statements"], "Missing option '--record' (env var: 'FOEDERA_RECORD'). See: foedera statements --help"),
        (["events", "--since", "soon", "--record", "EMPTY"], "foedera: --since: not a date in EDTF level 1: 'soon'"),
        (["events", "--since", "2031-12", "--until", "2031-01", "--record", "EMPTY"], "ends before it starts"),
        (["record", "--record", "EMPTY", "as-of", "--valid", "soon"], "foedera: not a date in EDTF level 1: 'soon'"),
        (["record", "--record", "EMPTY", "review", "c-1", "--edit", "pier.txt"], "--edit pier.txt: not a claim"),
        (["read", "pier.txt", "--lexicon", "events=hollow"], "--lexicon events=hollow: the folder holds no table"),
        (["actors", "export", "pier.txt"], "foedera: pier.txt: is a file; give a folder"),
    ],
)  # fmt: skip
def test_a_slip_ends_in_one_line_that_says_where(place: Path, empty: Path, arguments: list[str], said: str) -> None:
    (place / "hollow").mkdir(exist_ok=True)
    done = run(*(str(empty) if each == "EMPTY" else each for each in arguments), code=2, cwd=place)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1 and done.stdout == ""


def test_a_group_without_a_command_shows_its_help() -> None:
    assert "Commands:" in run("record", code=2).stderr


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "hollow").mkdir()
    done = run("read", "hollow", code=3, cwd=tmp_path)
    assert done.stderr == "foedera: hollow: there is nothing to read\n"


def test_where_no_record_is_named_it_is_said_how(tmp_path: Path) -> None:
    said = run("record", "show", code=4, cwd=tmp_path).stderr
    assert (
        said == "foedera: no record is named and there is no foedera.db here: say --record DB, or set FOEDERA_RECORD\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("form", ["--json", "--table"])
def test_a_full_disk_is_one_line(place: Path, form: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = run("statements", "--record", place / "record.db", form, code=1, stdout=full)
    assert done.stderr == "foedera: the output: no space left on device\n"


def test_a_reader_who_has_seen_enough_is_told_nothing(place: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = run("record", "--record", place / "record.db", "export", "-", "--format", "csv", code=1, stdout=writer)
    os.close(writer)
    assert done.stderr == ""


def test_a_record_that_may_only_be_read_is_backed_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from foedera.cli.main import main
    from foedera.model import RecordError

    opened = Record.open

    def guarded(where: str, *, create: bool = True, read_only: bool = False) -> Record:
        if not read_only:
            raise RecordError(f"{where} is read-only")
        return opened(where, create=create, read_only=read_only)

    monkeypatch.setattr(Record, "open", guarded)
    copy = place / "copy.db"
    done = CliRunner().invoke(main, ["record", "--record", str(place / "record.db"), "backup", str(copy)])
    assert done.exit_code == 0, done.output
    monkeypatch.undo()
    with Record.open(copy, read_only=True) as kept:
        assert kept.summary().documents == 1


def test_tables_are_written_with_the_same_option_everywhere(tmp_path: Path) -> None:
    from foedera.cli.networks import networks
    from foedera.cli.networks_structure import record as ties

    for command in (*networks.commands.values(), ties):
        for option in command.params:
            if "-o" in option.opts:
                assert option.opts[1:] == ["--output", "--out"], command.name
