import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import feedparser
import pytest
import vobject
from click.testing import CliRunner, Result

from foedera.cli.changes import _KINDS
from foedera.cli.deliverables import _STAGES
from foedera.cli.main import main
from foedera.cli.outlook import _STATUSES
from foedera.record import Record
from foedera.register import update
from foedera.register.items import ItemKind
from foedera.register.predictions import Status
from foedera.register.stages import Stage
from tests.register.made import ILMARA, NORVANE, by, instrument, prediction, promise, written

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("register") / "record.db"
    missiles = promise(due=by("2032-06-30", text="by June 2032"))
    with Record.open(where) as record:
        written(
            record, missiles, promise(action="open", object="a consulate in Ruvane", due=by("2033-12-31")),
            instrument("Guidelines for Cooperation", "guidelines", acts=[("adopted", "2019-06-14")]),
            instrument("Agreement on Access", acts=[("signed", "2031-04-10")]),
            prediction(horizon="2032", likelihood="likely"), published="2031-04-10", publisher="Ansel House",
        )  # fmt: skip
        written(record, missiles, published="2031-04-11", publisher="The Ledger")
        written(
            record, instrument("Charter of the Joint Command", "guidelines", acts=[("adopted", "2031-09-01")],
                               relations=[("supersedes", "Guidelines for Cooperation")]),
            instrument("Implementing Plan", relations=[("implements", "Guidelines for Cooperation")]),
            published="2031-09-02", publisher="Ansel House",
        )  # fmt: skip
        written(record, promise("delayed"), published="2032-07-15", publisher="Ormund Wire")
        update(record)
    return where


@pytest.fixture
def ask(base: Path) -> Ask:
    return asker(base)


@pytest.fixture
def own(base: Path, tmp_path: Path) -> Ask:
    """The same, of a copy that may be changed."""
    copy = tmp_path / "copy.db"
    with Record.open(base) as record:
        record.backup(copy)
    return asker(copy)


def asker(where: Path) -> Ask:
    def asked(*arguments: object) -> Result:
        words = [str(argument) for argument in arguments]
        place = 2 if words[0] in ("outlook", "entries") else 1
        words[place:place] = ["--record", str(where)]
        return CliRunner().invoke(main, words, env={"COLUMNS": "240"})

    return asked


def rows(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, f"{done.output}{done.exception}"
    return [json.loads(line) for line in done.stdout.splitlines()]


def flat(done: Result) -> str:
    assert done.exit_code == 0, f"{done.output}{done.exception}"
    return " ".join(done.output.split())


def test_the_closed_lists_of_options_are_those_of_the_register() -> None:
    assert get_args(Stage) == _STAGES and get_args(ItemKind) == _KINDS and get_args(Status) == _STATUSES


def test_deliverables_and_what_is_overdue(ask: Ask) -> None:
    every = rows(ask("deliverables", "--json"))
    assert [(row["due"]["latest"], row["stage"]) for row in every] == [
        ("2032-06-30", "delayed"),
        ("2033-12-31", "agreed"),
    ]
    first = every[0]
    assert first["as_of"] == "2032-07-15" and first["overdue"] and first["days_late"] == 15
    assert {each["publisher"] for each in first["evidence"]} == {"Ansel House", "The Ledger", "Ormund Wire"}
    assert rows(ask("deliverables", "--json", "--as-of", "2032-06-30", "--overdue")) == []
    (late,) = rows(ask("deliverables", "--json", "--as-of", "2032-07-01", "--overdue", "--party", "state:XNV"))
    assert late["stage"] == "agreed" and late["days_late"] == 1
    assert rows(ask("deliverables", "--json", "--party", "JPN")) == []
    assert len(rows(ask("deliverables", "--json", "--about", "consulate ruvane"))) == 1
    assert len(rows(ask("deliverables", "--json", "--stage", "delayed"))) == 1
    assert len(rows(ask("deliverables", "--json", "--since", "2033-01-01"))) == 1
    assert len(rows(ask("deliverables", "--json", "--until", "2033-01-01"))) == 1
    assert rows(ask("deliverables", "--json", "--reaffirmed")) == []
    assert rows(ask("deliverables", "--json", "--known", "2020-01-01")) == []


def test_deliverables_as_a_table_show_the_sentence(ask: Ask) -> None:
    shown = flat(ask("deliverables", "--table"))
    assert "As of 15 July 2032" in shown and "15 days overdue" in shown and "in Ansel House" in shown


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "ics"])
def test_deliverables_in_files(ask: Ask, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    done = ask("deliverables", "--output", file)
    assert done.exit_code == 0 and "2 d" in done.output, done.output
    if ending == "csv":
        with file.open(encoding="utf-8") as opened:
            assert [row["overdue"] for row in csv.DictReader(opened)] == ["True", "False"]
    elif ending == "ics":
        assert len(vobject.readOne(file.read_text("utf-8")).vevent_list) == 2
    elif ending == "jsonl":
        assert len(file.read_text("utf-8").splitlines()) == 2


def test_a_calendar_of_due_dates(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    assert "1 due dates written" in ask("calendar", "--output", file, "--since", "2033-01-01", "--name", "Ours").output
    made = vobject.readOne(file.read_text("utf-8"))
    assert made.x_wr_calname.value == "Ours"
    assert made.vevent.summary.value.startswith("Due: XNV is to open a consulate in Ruvane")
    before = file.read_bytes()
    assert ask("calendar", "--output", file, "--since", "2033-01-01", "--name", "Ours").exit_code == 0
    assert file.read_bytes() == before


def test_a_feed_of_entries(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "new.atom"
    done = ask("feed", "--output", file, "--kind", "commitment", "--address", "https://x.example/new.atom")
    assert "2 entries written" in done.output
    feed = feedparser.parse(file.read_bytes())
    assert not feed.bozo and len(feed.entries) == 2
    assert "0 entries written" in ask("feed", "--output", file, "--since", "2100-01-01").output
    assert not feedparser.parse(file.read_bytes()).bozo
    assert "1 entries written" in ask("feed", "--output", file, "--about", "consulate").output
    assert ask("feed", "--output", "-", "--limit", "1").stdout.startswith("<?xml")


def test_instruments_in_force_on_a_day(ask: Ask) -> None:
    found = rows(ask("instruments", "--in-force-on", "2031-12-31", "--json"))
    answers = {row["name"]: row["answer"] for row in found}
    assert answers == {
        "Agreement on Access": "unknown",
        "Charter of the Joint Command": "in force",
        "Implementing Plan": "unknown",
    }
    before = {row["name"]: row["answer"] for row in rows(ask("instruments", "--in-force-on", "2031-05-01", "--json"))}
    assert before["Guidelines for Cooperation"] == "in force" and "Charter of the Joint Command" not in before
    assert "1 others were not in force" in ask("instruments", "--in-force-on", "2031-12-31", "--table").output
    named = rows(ask("instruments", "--in-force-on", "2031-05-01", "--name", "cooperation", "--json"))
    assert [row["name"] for row in named] == ["Guidelines for Cooperation"]
    assert named[0]["reasons"][0]["evidence"]["publisher"] == "Ansel House"
    assert rows(ask("instruments", "--in-force-on", "2031-05-01", "--party", "JPN", "--json")) == []


def test_instruments_that_are_out_of_date(ask: Ask) -> None:
    (stale,) = rows(ask("instruments", "--stale", "--json"))
    assert (stale["name"], stale["on"]["name"]) == ("Implementing Plan", "Guidelines for Cooperation")
    assert stale["cause"] == "no longer in force" and len(stale["reasons"]) >= 2
    assert all(reason["evidence"]["text"] for reason in stale["reasons"])
    assert rows(ask("instruments", "--stale", "--in-force-on", "2031-05-01", "--json")) == []
    assert "Implementing Plan" in flat(ask("instruments", "--stale", "--table"))
    assert len(rows(ask("instruments", "--json"))) == 4  # without these options: claims


def test_what_changed_between_two_days(ask: Ask) -> None:
    found = rows(ask("diff", "2031-04-09", "2031-04-12", "--json"))
    assert {row["part"] for row in found} == {"alliance", "known"}
    assert {row["what"] for row in found if row["part"] == "alliance"} >= {"agreed", "signed"}
    assert all(each["text"] for row in found for each in row["evidence"])
    shown = flat(ask("diff", "2032-06-29", "2032-07-20", "--table"))
    assert "What changed in the alliance" in shown and "delayed" in shown and "overdue" in shown
    one = ask("diff", "2031-04-09", "2031-04-12", "--json", "--about", "consulate")
    assert len(rows(one)) == 1 and "nothing found" not in one.stderr
    assert "nothing found" in ask("diff", "2031-04-09", "2031-04-12", "--json", "--about", "submarine").stderr


def test_a_timeline(ask: Ask) -> None:
    found = rows(ask("timeline", "--since", "2031-04-01", "--until", "2033-12-31", "--json"))
    days = [row["day"] for row in found]
    assert days == sorted(days) and days[0] == "2031-04-10" and days[-1] == "2033-12-31"
    (due,) = rows(ask("timeline", "--kind", "due", "--about", "consulate", "--json"))
    assert due["what"] == "due" and due["evidence"][0]["publisher"] == "Ansel House"
    assert "because it says" in flat(ask("timeline", "--table"))


def test_a_briefing(ask: Ask, tmp_path: Path) -> None:
    printed = ask("brief", "--since", "2031-04-01", "--until", "2031-04-30")
    assert printed.exit_code == 0 and printed.stdout.startswith("# Briefing, 1 April 2031 to 30 April 2031\n")
    for ending in ("md", "html", "docx", "json"):
        done = ask("brief", "--since", "2031-04-01", "--until", "2031-04-30", "--output", tmp_path / f"brief.{ending}")
        assert done.exit_code == 0 and "footnotes" in done.output
    assert (tmp_path / "brief.md").read_text("utf-8") == printed.stdout
    assert (tmp_path / "brief.docx").read_bytes()[:2] == b"PK"
    assert "<title>Briefing" in (tmp_path / "brief.html").read_text("utf-8")
    (made,) = rows(ask("brief", "--since", "2031-04-01", "--until", "2031-04-30", "--json"))
    assert json.loads((tmp_path / "brief.json").read_text("utf-8")) == made
    assert made["footnotes"][0]["publisher"] == "Ansel House"
    about = ask("brief", "--since", "2031-04-01", "--about", "JPN").stdout
    assert "Briefing on state:JPN" in about and "Nothing new was reported" in about
    assert ask("brief", "--since", "2031-04-01", "--about", "consulate").stderr == ""


def test_predictions_are_listed_resolved_and_scored(own: Ask) -> None:
    (first,) = rows(own("outlook", "list", "--json"))
    assert (first["status"], first["horizon"], first["likelihood"]) == ("open", "2032", "likely")
    done = own("outlook", "resolve", first["prediction"], "true", "--evidence", "A letter", "--by", "A. Reader")
    assert done.exit_code == 0 and "came true, by A. Reader" in done.output
    (after,) = rows(own("outlook", "list", "--json", "--status", "came true"))
    assert after["outcome"]["payload"]["evidence"] == "A letter"
    scores = rows(own("outlook", "scores", "--json"))
    assert [(row["of"], row["resolved"], row["true"], row["few"]) for row in scores] == [
        ("speaker", 1, 1, True), ("source", 1, 1, True),
    ]  # fmt: skip
    number = done.output.split()[1].rstrip(":")
    assert own("entries", "undo", number, "--by", "A. Reader").exit_code == 0
    assert rows(own("outlook", "list", "--json"))[0]["status"] == "open"
    assert "95 %" in flat(own("outlook", "scores", "--table")) and "likely" not in flat(
        own("outlook", "list", "--table")
    )


def test_entries_are_listed_shown_put_together_and_parted(own: Ask) -> None:
    listed = rows(own("entries", "list", "--kind", "commitment", "--json"))
    assert sorted(row["documents"] for row in listed) == [1, 3]
    big = next(row for row in listed if row["documents"] == 3)
    other = next(row for row in listed if row["documents"] == 1)
    (whole,) = rows(own("entries", "show", big["entry"], "--json"))
    assert whole == big
    lineage = big["evidence"][-1]["lineage"]
    parted = own("entries", "split", big["entry"], lineage, "--by", "A. Reader", "--why", "another tranche")
    assert parted.exit_code == 0 and len(parted.output.splitlines()) == 2
    assert len(rows(own("entries", "list", "--kind", "commitment", "--json"))) == 3
    merged = own("entries", "merge", big["entry"], other["entry"], "--by", "A. Reader")
    assert merged.exit_code == 0 and "claims)" in merged.output
    assert "decided by a person" in flat(own("entries", "show", other["entry"], "--table"))
    assert own("entries", "review", "--json").exit_code == 0
    assert own("entries", "review", "--table").exit_code == 0


def test_a_note_on_progress(own: Ask) -> None:
    (entry,) = [row["entry"] for row in rows(own("deliverables", "--json", "--about", "consulate"))]
    done = own(
        "entries", "note", entry, "--track", "execution", "--stage", "delivered", "--when", "2032-07-10", "--source",
        "A visit", "--by", "A. Reader",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (after,) = rows(own("deliverables", "--json", "--about", "consulate"))
    assert after["stage"] == "delivered" and after["tracks"]["execution"][0]["note"]["who"] == "A. Reader"
    bad = own("entries", "note", entry, "--track", "funding", "--stage", "delivered", "--when", "2032", "--source", "x")
    assert bad.exit_code != 0 and "no stage" in str(bad.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deliverables", "--as-of", "soon"), "not a day"),
        (("deliverables", "--output", "out.xlsx"), "name the file .csv, .parquet, .jsonl or .ics"),
        (("deliverables", "--party", "Defence Ministry"), "may be any of"),
        (("deliverables", "--stage", "done"), "Invalid value"),
        (("diff", "2031-04-12", "2031-04-09"), "comes after"),
        (("diff", "then", "now"), "comes after|not a day"),
        (("timeline", "--since", "1"), "not a day"),
        (("brief", "--since", "2031"), "not a day"),
        (("brief",), "Missing option"),
        (("brief", "--since", "2031-04-01", "--output", "brief.pdf"), "name the file .md, .html, .docx or .json"),
        (("brief", "--since", "2031-04-01", "--about", " "), "--about: name an actor or some words"),
        (("instruments", "--stale", "--modality", "planned"), "--modality asks for claims"),
        (("instruments", "--in-force-on", "2031-02-30"), "not a day"),
        (("outlook", "resolve", "c-none", "true", "--evidence", "x"), "c-none"),
        (("outlook", "resolve", "c-none", "maybe", "--evidence", "x"), "Invalid value"),
        (("entries", "show", "e-none"), "no entry e-none"),
        (("entries", "merge", "e-none", "e-other"), "no entry"),
        (("entries", "undo", "99"), "99"),
        (("calendar", "--output", "/nowhere/at/all.ics"), "cannot be written"),
        (("feed", "--output", "/nowhere/at/all.atom"), "cannot be written"),
        (("feed", "--output", "-", "--since", "soon"), "not a moment"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(own: Ask, arguments: tuple[str, ...], said: str) -> None:
    done = own(*arguments)
    assert done.exit_code != 0
    told = (
        str(done.exception)
        if done.exception is not None and not isinstance(done.exception, SystemExit)
        else done.output
    )
    assert any(part in told for part in said.split("|")), told
    assert "Traceback" not in done.output


def test_a_record_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    for command in (["deliverables"], ["timeline"], ["brief", "--since", "2031-01-01"], ["entries", "list"]):
        done = CliRunner().invoke(main, [*command, "--record", str(tmp_path / "none.db")])
        assert done.exit_code != 0 and "none.db" in str(done.exception)


def test_names_of_actors(ask: Ask) -> None:
    assert ILMARA.id == "state:XIL" and NORVANE.name == "XNV"
    by_name = rows(ask("deliverables", "--json", "--party", "XNV"))
    assert len(by_name) == 2
