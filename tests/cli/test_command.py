import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.model import FoederaError
from foedera.model.errors import DatasetError, QuestionError, UsageError
from foedera.record import Record
from foedera.register import update
from tests.command.made import SOUND
from tests.command.test_recorded import EAST, FORCES, JOINT, told
from tests.register.made import written

BEFORE, AFTER = "norvane-ilmara@2031-09-30", "norvane-ilmara@2031-12-01"


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["command", *words], catch_exceptions=False, env={"COLUMNS": "250"})


def answer(*words: str) -> Any:
    found = ask(*words, "--json")
    assert found.exit_code == 0
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    return rows[0] if len(rows) == 1 else rows


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "allies.yaml").write_text(SOUND)
    return str(tmp_path / "allies.yaml")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = tmp_path_factory.mktemp("command") / "record.db"
    with Record.open(where) as kept:
        written(kept, told(FORCES, parent=EAST, relationship="cocom"), published="2031-01-01", text="East has command.")
        written(kept, told(JOINT, "create"), modality="planned", published="2031-02-01", text="Joint will come.")
        update(kept)
    return str(where)


def test_show_tells_all_that_is_known_without_simulation() -> None:
    found = answer("show", AFTER)
    assert found["day"] == "2031-12-01"
    assert {post["id"] for post in found["posts"]} > {"eastcom", "nfi", "jtf"}
    assert next(post["duty"] for post in found["posts"] if post["id"] == "nfi") == "always"
    assert next(post["capacity"] for post in found["posts"] if post["id"] == "nfi") is None
    assert [loss["stopped"] for loss in found["losses"] if loss["id"] == "eastcom"] == [
        ["evacuation", "movement", "force"]
    ]
    assert {one["post"] for one in found["without_authority"]} == {"jtf", "minister", "joint-staff", "johq"}
    assert found["loops"] == []
    table = ask("show", AFTER, "--table").stdout
    assert "Duty without authority: Ilmara Joint Operations Headquarters" in table
    assert "Source order: General Order 2031-17" in table
    assert "The loss of the link eastcom > nfi (cocom) stops evacuation, movement, force" in table


def test_all_that_come_with_foedera_can_be_asked_who_decides() -> None:
    for name, deciders in (
        ("korea@2026-01-01", {"republic-of-korea", "combined-forces-command"}),
        ("nato-aco@2026-01-01", {"north-atlantic-council", "shape"}),
        ("us-indopacom@2026-01-01", {"indopacom", "secretary-of-defense"}),
    ):
        assert {row["paths"][0]["decider"] for row in answer("path", name)} == deciders


def test_hours_of_duty_are_compared_as_they_are_written(tmp_path: Path) -> None:
    one = "name: One\nposts: {a: {name: A, zone: Asia/Tokyo, duty: always}}\n"
    (tmp_path / "one.yaml").write_text(one)
    (tmp_path / "two.yaml").write_text(one.replace("always", "mon-fri 08:00-17:00"))
    table = ask("compare", str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml"), "--table").stdout
    assert "always" in table and "mon-fri" in table and "Window" not in table


def test_path_follows_limits_losses_and_other_beginnings() -> None:
    paths = {row["kind"]: row["paths"] for row in answer("path", AFTER)}
    assert paths["escort"][0]["steps"][0] | {"source": None} == {
        "post": "johq", "does": "consult", "hours": 2.0, "silence": None, "answers": True, "together": None,
        "source": None,
    }  # fmt: skip
    assert paths["evacuation"][0]["consents"] == ["eastcom"]
    assert paths["patrols"][0]["sources"][0]["id"] == "order"
    large = answer("path", AFTER, "--kind", "patrols", "--size", "ships=15")
    assert [way["decider"] for way in large["paths"]] == ["eastcom"]
    slip = ask("path", AFTER, "--kind", "patrols", "--size", "shps=15").stderr
    assert "--size shps: no limit speaks of it, so it changes nothing; limits there: aircraft, days" in slip
    assert answer("path", AFTER, "--kind", "force", "--lost", "secretary")["paths"] == []
    assert answer("path", AFTER, "--kind", "movement", "--from", "jtf")["paths"][0]["length"] == 3
    table = ask("path", AFTER, "--kind", "escort", "--lost", "johq", "--table").stdout
    assert "not answer" in table
    assert "nobody" in ask("path", AFTER, "--kind", "force", "--lost", "secretary", "--table").stdout


def test_compare_says_where_two_differ(tmp_path: Path) -> None:
    found = answer("compare", BEFORE, AFTER)
    assert found["posts"]["only_second"] == ["jtf", "johq"]
    assert [each["kind"] for each in found["paths"] if each["differs"]] == ["patrols", "escort", "evacuation"]
    assert not answer("compare", AFTER, AFTER)["differs"]
    assert ask("compare", AFTER, AFTER, "--table").stdout == "The two do not differ.\n"
    assert "eastcom > wing (cocom)" in ask("compare", BEFORE, AFTER, "--table").stdout
    ask("compare", BEFORE, AFTER, "--plot", str(tmp_path / "both.svg"))
    assert (tmp_path / "both.svg").read_text("utf-8").startswith("<svg")


def test_a_variant_is_chosen_in_the_name_or_by_an_option(file: str) -> None:
    assert answer("show", f"{file}#before")["variant"] == "before"
    assert answer("show", f"{file}#after@2031-12-01")["day"] == "2031-12-01"
    assert answer("show", file, "--variant", "after", "--on", "2031-12-01") == answer(
        "show", f"{file}#after@2031-12-01"
    )
    with pytest.raises(UsageError, match=r"choose a variant: .*allies\.yaml#before, .*allies\.yaml#after"):
        ask("show", file)
    with pytest.raises(UsageError, match="no variant 'never': there are before, after"):
        ask("show", f"{file}#never")


def test_a_record_gives_the_structure_of_a_day_and_its_proposals(record: str, tmp_path: Path) -> None:
    assert [post["id"] for post in answer("show", "--record", record)["posts"]] == [FORCES.id, EAST.id]
    assert answer("compare", "record", "record#proposed", "--record", record)["posts"]["only_second"] == [JOINT.id]
    assert answer("compare", "record@2031-01-15", "record", "--record", record)["differs"] is False
    assert "East has command." in ask("show", "--record", record, "--table").stdout
    out = tmp_path / "own.yaml"
    assert ask("show", "--record", record, "--output", str(out)).exit_code == 0
    assert answer("show", f"{out}#proposed")["links"][0]["type"] == "cocom"
    assert "duty: null" in out.read_text("utf-8")
    with pytest.raises(QuestionError, match="no variant 'never'"):
        ask("show", "record#never", "--record", record)


def test_a_record_knows_no_kinds_of_decision_and_says_so(record: str) -> None:
    found = ask("path", "--record", record, "--json")
    assert found.stdout == ""
    assert "no kinds of decision are known" in found.stderr


def test_the_chart_is_drawn_and_the_export_is_read_again(file: str, tmp_path: Path) -> None:
    assert ask("show", f"{file}#after", "--plot", str(tmp_path / "chart.png")).exit_code == 0
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert ask("show", file, "-o", str(tmp_path / "again.yaml")).exit_code == 0
    assert answer("show", f"{tmp_path / 'again.yaml'}#after") == answer("show", f"{file}#after")


def test_what_comes_with_foedera_is_listed() -> None:
    found = {row["id"]: row for row in answer("list")}
    assert found["japan-us"]["variants"] == ["before", "proposed-2024"]
    assert "Norvane and Ilmara" in ask("list", "--table").stdout


def test_the_schema_is_printed() -> None:
    assert json.loads(ask("schema").stdout)["title"] == "A structure of command"


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (["show"], UsageError, "name a FILE"),
        (["show", "none.yaml"], UsageError, "none.yaml: no such file"),
        (["show", "record"], UsageError, "say which with --record"),
        (["show", AFTER, "--plot", "chart.pdf"], UsageError, "written as .svg or .png"),
        (["show", "norvane-ilmara@someday"], UsageError, "someday is no day"),
        (["path", AFTER, "--size", "ships"], UsageError, "--size ships=15"),
        (["path", AFTER, "--size", "ships=many"], UsageError, "--size ships=15"),
        (["path", AFTER, "--kind", "war"], QuestionError, "no kind of decision 'war'"),
        (["path", AFTER, "--from", "moon"], QuestionError, "no post 'moon'"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(words: list[str], error: type[FoederaError], message: str) -> None:
    with pytest.raises(error) as caught:
        ask(*words)
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_with_an_error_is_named_with_line_and_key(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(SOUND.replace("capacity: 3", "capacity: 0"))
    with pytest.raises(DatasetError, match=r"bad\.yaml, line 9: posts\.east\.capacity: write a whole number"):
        ask("show", str(tmp_path / "bad.yaml"))


def test_without_a_day_everything_of_all_times_is_shown_and_said_to_be() -> None:
    assert "norvane-ilmara: everything of all times is in it" in ask("show", "norvane-ilmara", "--json").stderr
    assert ask("show", AFTER, "--json").stderr == ""
