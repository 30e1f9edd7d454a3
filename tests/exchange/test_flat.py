import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import polars
import pytest

from foedera.exchange import COLUMNS, Exported, columns, fields, flat, flat_of_kind, line, write_csv, write_parquet
from foedera.model import (
    BODIES,
    Act,
    ActorRef,
    Affiliation,
    Attribution,
    Body,
    Claim,
    Command,
    Commitment,
    Deadline,
    Edtf,
    Event,
    Figure,
    Instrument,
    Relation,
    Span,
    Statement,
)

NORVANE = ActorRef(
    id="state:XNO", name="Norvane", kind="state", state="state:XNO", sector="GOV", text="Norvane", start=0, end=7
)
AVEN = ActorRef(id=None, name="Ila Aven", kind="person", state=None, sector=None, text="Aven", start=20, end=24)
SPENDING = Figure(
    quantity="defence spending", value=2.4, low=None, high=None, bound="at-least", unit="percent", of="GDP",
    actor=NORVANE, base=None, due=Deadline(None, "2034-12-31", "by 2034"),
)  # fmt: skip


def claim(body: Body, text: str = "Norvane will spend more.", **changes: Any) -> Claim:
    given: dict[str, Any] = {"when": Edtf.parse("2031-04"), "confidence": 0.8, **changes}
    return Claim.coded(
        document="sha256:" + "1" * 64, published=None, evidence=(Span(0, len(text), text),), body=body,
        coder="figures/0.1", **given,
    )  # fmt: skip


def statement(**changes: Any) -> Statement:
    given: dict[str, Any] = {
        "speakers": (AVEN,), "affiliation": None, "cue": "said", "content": (Span(0, 7, "We stay"),),
        "quotation": "direct", "about": (NORVANE,), "outlook": False, "horizon": None, "likelihood": None,
        "expected": None, **changes,
    }  # fmt: skip
    return Statement(**given)


def command(**changes: Any) -> Command:
    fleet = msgspec.structs.replace(NORVANE, id=None, name="Fleet", kind="command")
    given: dict[str, Any] = {
        "change": "hold", "unit": fleet, "post": None, "rank": None, "from_": None, "parent": None,
        "relationship": None, "place": None, "authority": None, "conditions": (), **changes,
    }  # fmt: skip
    return Command(**given)


LINES: list[tuple[Body, str]] = [
    (SPENDING, "defence spending: at least 2.4 percent of GDP"),
    (
        Figure(quantity="troops", value=None, low=1000, high=2000.0, bound="exact", unit="troops", of=None, actor=None,
               base=None, due=None),
        "troops: 1,000 to 2,000 troops",
    ),
    (statement(), "Ila Aven said: “We stay”"),
    (statement(speakers=(), affiliation="a senior official", cue=None), "a senior official said: “We stay”"),
    (
        Instrument(name="Treaty of Lindmoor", type="treaty", binding=None, parties=(NORVANE,), obligations=(),
                   relations=(), acts=(Act(act="signed", actor=None, when=Edtf.parse("1974-05-12"), place=None),)),
        "Treaty of Lindmoor: signed 1974-05-12",
    ),
    (
        Event(actors=(NORVANE,), recipients=(AVEN,), type="CONSULT", mode=None, contexts=(), place=None),
        "Norvane: CONSULT → Ila Aven",
    ),
    (
        Commitment(parties=(NORVANE,), action="build", object="a pier", status="committed", exploratory=False,
                   beneficiaries=(), counterparties=(), conditions=(), due=None, figures=()),
        "Norvane: build a pier (committed)",
    ),
    (statement(cue=":"), "Ila Aven: “We stay”"),
    (statement(cue="According to"), "According to Ila Aven: “We stay”"),
    (statement(speakers=(), cue="is expected"), "“We stay”: is expected"),
    (statement(speakers=()), "Speaker not resolved, said: “We stay”"),
    (statement(speakers=(), cue="is not seeking"), "Speaker not resolved, is not seeking: “We stay”"),
    (
        Instrument(name="Lindmoor Pact", type="treaty", binding=None, parties=(NORVANE,), obligations=(), acts=(),
                   relations=()),
        "Lindmoor Pact (treaty, Norvane)",
    ),
    (
        Instrument(name="Lindmoor Pact", type="treaty", binding=None, parties=(), obligations=(), acts=(),
                   relations=(Relation(relation="supersedes", target="Oslo Pact"),)),
        "Lindmoor Pact: supersedes Oslo Pact",
    ),
    (Affiliation(member=AVEN, group=NORVANE, role=None, standing="holder"), "Ila Aven: Norvane"),
    (Affiliation(member=AVEN, group=NORVANE, role="envoy", standing="former"), "Ila Aven: former envoy, Norvane"),
    (Affiliation(member=AVEN, group=NORVANE, role=None, standing="observer"), "Ila Aven: observer, Norvane"),
    (command(change="hold", relationship="liaison", parent=NORVANE), "liaison between Fleet and Norvane"),
    (command(change="upgrade", rank="four-star"), "upgrade Fleet to four-star rank"),
    (command(change="relocate", place="Olvanne"), "relocate Fleet to Olvanne"),
    (command(change="create", parent=NORVANE, place="Olvanne"), "create Fleet under Norvane in Olvanne"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LINES)
def test_a_claim_is_one_plain_line(body: Body, expected: str) -> None:
    assert line(claim(body)) == expected


def test_fields_leave_out_what_is_not_known() -> None:
    assert fields(claim(SPENDING)) == [("when", "2031-04"), ("due", "by 2034-12-31")]
    assert fields(claim(statement(about=()), when=None)) == [("words", "direct")]
    doubtful = claim(SPENDING, modality="planned", attribution=Attribution("unnamed", ()))
    assert ("modality", "planned") in fields(doubtful)
    assert ("according to", "unnamed sources") in fields(doubtful)


def test_a_flat_row_has_every_column() -> None:
    row = flat(Exported(claim=claim(SPENDING), title="Summit", status="accepted"))
    assert list(row) == list(COLUMNS)
    assert row["actors"] == "state:XNO"
    assert (row["earliest"], row["latest"]) == ("2031-04-01", "2031-04-30")
    assert json.loads(row["body"])["value"] == 2.4
    assert (row["start"], row["end"], row["evidence"]) == (0, 24, "Norvane will spend more.")


def test_csv_reads_back_and_formulas_are_defused() -> None:
    text = '=HYPERLINK("x"), said the "source",\nthen more'
    file = io.StringIO()
    assert write_csv([Exported(claim=claim(SPENDING, text)), Exported(claim=claim(SPENDING))], file) == 2
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [row["evidence"] for row in rows] == ["'" + text, "Norvane will spend more."]
    assert rows[0]["confidence"] == "0.8"


def test_no_rows_make_a_header() -> None:
    file = io.StringIO()
    assert write_csv([], file) == 0
    assert file.getvalue() == ",".join(COLUMNS) + "\n"


def test_parquet_reads_back_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    assert write_parquet([Exported(claim=claim(SPENDING)), Exported(claim=claim(statement(), when=None))], path) == 2
    frame = polars.read_parquet(path)
    assert frame.columns == list(COLUMNS)
    assert frame["kind"].to_list() == ["figure", "statement"]
    assert frame["when"].to_list() == ["2031-04", None]
    assert frame.schema["confidence"] == polars.Float64
    assert write_parquet([], tmp_path / "none.parquet") == 0
    assert polars.read_parquet(tmp_path / "none.parquet").columns == list(COLUMNS)


def test_the_columns_of_a_kind_hold_every_field_of_its_body() -> None:
    for kind, body in BODIES.items():
        named = list(columns(kind))
        assert not {"body", "actors"} & set(named) or kind == "event"
        assert set(body.__struct_encode_fields__) <= set(named)
        assert len(named) == len(set(named))


def test_a_statement_as_a_row_of_its_kind() -> None:
    two = statement(speakers=(AVEN, NORVANE), horizon=Edtf.parse("2032"), outlook=True, expected=False)
    row = flat_of_kind(Exported(claim=claim(two), status="accepted"))
    assert list(row) == list(columns("statement"))
    assert (row["speakers"], row["speakers_ids"]) == ("Ila Aven; Norvane", "; state:XNO")
    assert (row["speakers_states"], row["speakers_sectors"]) == ("; state:XNO", "; GOV")
    assert (row["content"], row["outlook"], row["expected"], row["horizon"]) == ("We stay", True, False, "2032")
    assert row["review"] == "accepted"


def test_a_commitment_keeps_its_own_status_beside_the_review(tmp_path: Path) -> None:
    body = Commitment(
        parties=(NORVANE,), action="build", object="a pier", status="committed", exploratory=False, beneficiaries=(),
        counterparties=(), conditions=(), due=Deadline(None, "2034-12-31", "by 2034"), figures=(SPENDING,),
    )  # fmt: skip
    rows = [Exported(claim=claim(body), status="unreviewed")]
    file = io.StringIO()
    assert write_csv(rows, file, "commitment") == 1
    (row,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert (row["status"], row["review"], row["exploratory"]) == ("committed", "unreviewed", "False")
    assert (row["due"], row["due_earliest"], row["due_latest"]) == ("by 2034", "", "2034-12-31")
    assert json.loads(row["figures"])[0]["value"] == 2.4
    assert write_parquet(rows, tmp_path / "rows.parquet", "commitment") == 1
    assert polars.read_parquet(tmp_path / "rows.parquet")["exploratory"].to_list() == [False]


def test_numbers_of_a_kind_are_numbers() -> None:
    assert {name: type for name, type in columns("figure").items() if name in ("value", "low", "high")} == {
        "value": float, "low": float, "high": float
    }  # fmt: skip
    row = flat_of_kind(Exported(claim=claim(SPENDING)))
    assert (row["value"], row["low"], row["actor_ids"]) == (2.4, None, "state:XNO")


def test_many_whom_one_phrase_names_are_called_by_it() -> None:
    def allies(count: int) -> tuple[ActorRef, ...]:
        given: dict[str, Any] = {"id": None, "kind": "state", "state": None, "sector": None, "start": 0, "end": 11}
        return tuple(ActorRef(name=f"State {number}", text="NATO allies", **given) for number in range(count))

    body = Event(actors=allies(32), recipients=(NORVANE,), type="AGREE", mode=None, contexts=(), place=None)
    assert line(claim(body)) == "NATO allies (32): AGREE → Norvane"
    few = Event(actors=allies(2), recipients=(), type="AGREE", mode=None, contexts=(), place=None)
    assert line(claim(few)) == "State 0, State 1: AGREE"
