import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedera.cli.kinds import QUESTIONS
from foedera.cli.main import main
from foedera.model import (
    KINDS,
    ActorRef,
    Body,
    Claim,
    Commitment,
    Deadline,
    Document,
    Edtf,
    Event,
    Paragraph,
    Span,
    Statement,
)
from foedera.record import Record

TEXT = (
    "Norvane's envoy, Ila Aven, expects a treaty. Japan will build a pier by 2034 for Norvane. Chinese ships shadowed "
    "a Japanese cutter. Japan said nothing."
)
DOCUMENT = Document(text=TEXT, paragraphs=(Paragraph(0, len(TEXT), "body"),))

Ask = Callable[..., Result]


def ref(words: str, id: str | None, kind: Any = "state", state: str | None = None) -> ActorRef:
    start = TEXT.index(words)
    return ActorRef(
        id=id, name=words, kind=kind, state=state, sector=None, text=words, start=start, end=start + len(words)
    )


def claim(body: Body, words: str, confidence: float = 0.8, **changes: Any) -> Claim:
    start = TEXT.index(words)
    return Claim.coded(
        document=DOCUMENT.id, published=None, evidence=(Span.of(TEXT, start, start + len(words)),), body=body,
        coder="hand/1", confidence=confidence, **changes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    where = str(tmp_path_factory.mktemp("kinds") / "record.db")
    aven, japan = ref("Ila Aven", None, "person", "state:XNO"), ref("Japan", "state:JPN", state="state:JPN")
    cutter = ref("a Japanese cutter", None, "organisation", "state:JPN")
    treaty = Span.of(TEXT, TEXT.index("a treaty"), TEXT.index("a treaty") + 8)
    claims = [
        claim(
            Statement(speakers=(aven,), affiliation="Norvane's envoy", cue="expects", content=(treaty,), about=(),
                      quotation="indirect", outlook=True, horizon=None, likelihood=None, expected=True),
            "Ila Aven, expects a treaty", when=Edtf.parse("2031-04-10"),
        ),
        claim(
            Statement(speakers=(japan,), affiliation=None, cue="said", content=(treaty,), about=(), outlook=False,
                      quotation="indirect", horizon=None, likelihood=None, expected=None),
            "Japan said nothing", confidence=0.3, when=Edtf.parse("2032"),
        ),
        claim(
            Commitment(parties=(japan,), action="build", object="a pier", status="committed", exploratory=False,
                       beneficiaries=(), counterparties=(), conditions=(), due=Deadline(None, "2034-12-31", "by 2034"),
                       figures=()),
            "Japan will build a pier by 2034",
        ),
        claim(
            Event(actors=(ref("Chinese", "state:CHN", state="state:CHN"),), recipients=(cutter,), type="MOBILIZE",
                  mode=None, contexts=("military",), place=None),
            "Chinese ships shadowed a Japanese cutter", modality="actual",
        ),
    ]  # fmt: skip
    with Record.open(where) as record:
        record.add(DOCUMENT, claims)

    def asked(command: str, *arguments: str) -> Result:
        return CliRunner().invoke(main, [command, "--record", where, *arguments], env={"COLUMNS": "220"})

    return asked


def cues(done: Result) -> list[str]:
    assert done.exit_code == 0, done.output
    return [json.loads(line)["claim"]["body"]["cue"] for line in done.stdout.splitlines()]


def test_every_kind_of_claim_has_a_command_of_its_own() -> None:
    assert sorted(question.kind for question in QUESTIONS.values()) == sorted(KINDS)
    listed = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in listed for name in QUESTIONS)


def test_statements_by_speaker_outlook_confidence_and_date(ask: Ask) -> None:
    assert sorted(cues(ask("statements", "--json"))) == ["expects", "said"]
    assert cues(ask("statements", "--json", "--speaker", "ila  aven")) == ["expects"]
    assert cues(ask("statements", "--json", "--speaker", "Aven")) == ["expects"]
    assert cues(ask("statements", "--json", "--speaker", "Japan")) == ["said"]
    assert cues(ask("statements", "--json", "--outlook")) == ["expects"]
    assert cues(ask("statements", "--json", "--no-outlook")) == ["said"]
    assert cues(ask("statements", "--json", "--min-confidence", "0.5")) == ["expects"]
    assert cues(ask("statements", "--json", "--since", "2032-01-01")) == ["said"]
    assert cues(ask("statements", "--json", "--until", "2031-12-31")) == ["expects"]
    assert cues(ask("statements", "--json", "--affiliation", "envoy")) == ["expects"]


def test_a_state_stands_for_its_people_and_bodies(ask: Ask) -> None:
    (line,) = ask("events", "--json", "--recipient", "state:JPN", "--type", "MOBILIZE").stdout.splitlines()
    found = json.loads(line)["claim"]
    assert found["body"]["recipients"][0]["text"] == "a Japanese cutter"
    assert "nothing found" in ask("events", "--json", "--actor", "state:JPN").output


def test_a_table_shows_the_sentence(ask: Ask) -> None:
    shown = " ".join(ask("commitments", "--table", "--party", "Japan").output.split())
    assert "because it says" in shown and "build a pier" in shown


def test_a_file_has_a_column_for_every_field(ask: Ask, tmp_path: Path) -> None:
    done = ask("commitments", "--output", str(tmp_path / "out.csv"))
    assert "1 commitment claims written" in done.output
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["parties_ids"], row["action"], row["due_latest"]) == ("state:JPN", "build", "2034-12-31")
    assert row["evidence"].startswith("Japan will build")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("statements", "--quotation", "shouted"), "Invalid value"),
        (("events", "--min-confidence", "2"), "Invalid value"),
        (("events", "--since", "soon"), "'soon': write"),
        (("events", "--output", "events.xlsx"), "events.xlsx"),
        (("events", "--actor", "Defence Ministry"), "may be any of"),
    ],
)
def test_what_cannot_be_asked_is_told(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    done = ask(*arguments)
    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"


def test_events_in_the_fields_layouts_and_counts(ask: Ask, tmp_path: Path) -> None:
    done = ask("events", "--layout", "polecat", "--output", str(tmp_path / "out.tsv"))
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    assert "left out: 1 without a date" in done.output
    assert "goes with --output" in str(ask("events", "--layout", "icews").exception)
    counted = ask("events", "--counts", "--json")
    assert counted.exit_code == 0 and counted.stdout == ""
    assert ask("events", "--counts", "--output", str(tmp_path / "counts.csv")).exit_code == 0
    assert (tmp_path / "counts.csv").read_text("utf-8") == "month,actor,recipient,type,quad,events\n"
