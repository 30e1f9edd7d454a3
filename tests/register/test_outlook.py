"""The ledger of predictions."""

from __future__ import annotations

import pytest

from foedera.model import EdtfError, QuestionError, RecordError
from foedera.record import Record
from foedera.register.outlook import outlook, resolve, write_forecast

from .made import NORVANE, PROFESSOR, prediction, promise, written

LATE = prediction("It will come late.", horizon="2032-06", likelihood="will probably")
NEVER = prediction("It will not come.", horizon="2033", likelihood="unlikely", expected=False)


def test_open_until_its_horizon_and_then_waiting(record: Record) -> None:
    written(record, LATE, NEVER, prediction(outlook=False))
    found = outlook(record, as_of="2032-07-01")
    assert [each.status for each in found.predictions] == ["past its horizon", "open"]
    assert [each.speakers for each in found.predictions] == [("professor",)] * 2
    assert [each.source for each in found.predictions] == ["The Ledger"] * 2
    assert outlook(record).as_of is not None
    assert [each.status for each in outlook(record).predictions] == ["open", "open"]
    assert outlook(record, as_of="2031-04-09").predictions == ()


def test_a_person_resolves_it_and_the_last_word_counts(record: Record) -> None:
    late, never = written(record, LATE, NEVER)
    resolve(record, late.id, "did not", evidence="Gazette 12", by="Ann", when="2032-06-15")
    resolve(record, never.id, "void", evidence="Gazette 13", by="Ann")
    second = resolve(record, never.id, "came true", evidence="Gazette 14", by="Bo")
    found = outlook(record, as_of="2034-01-01")
    assert [each.status for each in found.predictions] == ["did not", "came true"]
    assert found.predictions[1].outcome == second
    assert outlook(record, as_of="2032-06-14").predictions[0].status == "open"
    record.write_note("undo", str(second.number), {}, by="Bo")
    assert outlook(record, as_of="2034-01-01").predictions[1].status == "void"
    assert outlook(record, as_of="2034-01-01", known=second.at).predictions[1].status == "came true"


def test_scores_of_speakers_and_sources(record: Record) -> None:
    late, never = written(record, LATE, NEVER)
    written(record, prediction("Norvane will.", speakers=[NORVANE]), publisher="The Courier")
    resolve(record, late.id, "did not", evidence="Gazette 12", by="Ann")
    resolve(record, never.id, "came true", evidence="Gazette 12", by="Ann")
    found = outlook(record)
    assert [(s.name, s.predictions, s.resolved, s.true) for s in found.speakers] == [
        ("professor", 2, 2, 1), ("XNV", 1, 0, 0),
    ]  # fmt: skip
    assert [s.name for s in found.sources] == ["The Ledger", "The Courier"]
    # Probably (0.675) and did not; unlikely (0.325) of what was said not to happen, which came true.
    assert found.speakers[0].brier == pytest.approx((0.675**2 + (1 - 0.675) ** 2) / 2)


def test_a_denied_expectation_predicts_the_contrary(record: Record) -> None:
    written(record, prediction("any delay"), modality="denied")
    assert outlook(record).predictions[0].happens is False


def test_an_outcome_holds_when_the_document_is_read_again(record: Record) -> None:
    (claim,) = written(record, LATE)
    resolve(record, claim.id, "came true", evidence="Gazette 12", by="Ann")
    written(record, prediction("It will come late.", horizon="2032-07", likelihood="may"))
    (found,) = outlook(record).predictions
    assert (found.likelihood, found.status) == ("may", "came true")


def test_forecasts_stand_in_the_same_ledger(record: Record) -> None:
    written(record, LATE)
    note = write_forecast(record, "All 80 by June 2032?", 0.4, by="foedera/1", made="2031-05-01", horizon="2032-06-30")
    resolve(record, f"f-{note.number}", "did not", evidence="Gazette 12", by="Ann")
    found = outlook(record, as_of="2031-05-01", source="foedera")
    assert [(each.text, each.status) for each in found.predictions] == [("All 80 by June 2032?", "did not")]
    assert found.sources[0].brier == pytest.approx(0.16)
    assert len(outlook(record, as_of="2031-04-30").predictions) == 1


def test_asking_for_some(record: Record) -> None:
    written(record, LATE, NEVER)
    assert len(outlook(record, speaker="PROF").predictions) == 2
    assert outlook(record, speaker="somebody else").predictions == ()
    assert [each.text[-1] for each in outlook(record, about="sentence", status="open").predictions] == ["e", "e"]
    assert outlook(record, about="nothing of it").predictions == ()


def test_what_cannot_be_resolved(record: Record) -> None:
    late, plain, other = written(record, LATE, prediction(outlook=False), promise(parties=[PROFESSOR]))
    for claim in (plain, other):
        with pytest.raises(QuestionError, match="predicts nothing"):
            resolve(record, claim.id, "came true", evidence="x", by="Ann")
    with pytest.raises(QuestionError, match="no such outcome"):
        resolve(record, late.id, "maybe", evidence="x", by="Ann")
    with pytest.raises(QuestionError, match="evidence"):
        resolve(record, late.id, "void", evidence=" ", by="Ann")
    with pytest.raises(RecordError, match="no forecast f-7"):
        resolve(record, "f-7", "void", evidence="x", by="Ann")
    with pytest.raises(QuestionError, match="no probability"):
        write_forecast(record, "x", 1.2, by="Ann", made="2031")
    with pytest.raises(EdtfError):
        write_forecast(record, "x", 0.2, by="Ann", made="soon")
