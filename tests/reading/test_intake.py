from pathlib import Path

import pytest

from foedera.documents import Metadata, Options, sources
from foedera.model import Claim, Edtf
from foedera.reading import Intake, Missed, Reader, Started, Taken, reader
from foedera.record import Record

ONE = "The fleet leaves\n\n“Japan will keep its word,” Anna Kestrel said.\n\nThe fleet of 14 warships left port.\n"
TWO = "The budget is out\n\nAustralia will raise its defence budget to $3 billion by 2034, the paper says.\n"


@pytest.fixture(scope="module")
def usual() -> Reader:
    return reader()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ONE, "utf-8")
    (tmp_path / "a.json").write_text('{"title": "One", "date": "2031-04-10"}', "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(TWO, "utf-8")
    (tmp_path / "d.txt").write_text(ONE, "utf-8")
    (tmp_path / "d.json").write_text('{"title": "One", "date": "2031-04-10"}', "utf-8")
    return tmp_path


def test_steps_come_in_order_and_a_bad_source_stops_nothing(usual: Reader, folder: Path) -> None:
    steps = list(Intake(usual, Options()).steps(sources([folder])))
    names = [type(step).__name__ for step in steps]
    assert names == ["Started", "Taken", "Started", "Missed", "Started", "Taken", "Started"]
    missed = next(step for step in steps if isinstance(step, Missed))
    assert "b.txt" in str(missed.error) and "empty" in str(missed.error)
    assert [step.number for step in steps if isinstance(step, Started)] == [1, 2, 3, 4]
    first = next(step for step in steps if isinstance(step, Taken))
    assert {claim.kind for claim in first.claims} == {"statement", "figure"}
    assert first.document.title == "One"


def test_claims_are_sorted_quote_their_text_and_come_out_the_same_twice(usual: Reader, folder: Path) -> None:
    def claims() -> list[Claim]:
        steps = Intake(usual, Options()).steps(sources([folder]))
        return [claim for step in steps if isinstance(step, Taken) for claim in step.claims]

    first = claims()
    assert [claim.to_json() for claim in first] == [claim.to_json() for claim in claims()]
    assert len({claim.id for claim in first}) == len(first) > 2


def test_a_record_keeps_what_was_read_and_knows_it_again(usual: Reader, folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        intake = Intake(usual, Options(), record)
        first = [step for step in intake.steps(sources([folder])) if isinstance(step, Taken)]
        assert [step.added.new for step in first if step.added] == [True, True]
        second = [step for step in intake.steps(sources([folder])) if isinstance(step, Taken)]
        assert [step.known for step in second] == [True, True]
        again = Intake(usual, Options(), record, again=True)
        third = [step for step in again.steps(sources([folder])) if isinstance(step, Taken)]
        assert all(step.added is not None and step.added.at is None for step in third)
        assert sum(record.summary().claims.values()) == sum(len(step.claims) for step in first)
        assert list(record.verify()) == []


def test_another_publication_date_is_read_again(usual: Reader, folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        list(Intake(usual, Options(), record).steps(sources([folder / "c.txt"])))
        dated = Options(metadata=Metadata(published=Edtf.parse("2031-05-01")))
        (step,) = [s for s in Intake(usual, dated, record).steps(sources([folder / "c.txt"])) if isinstance(s, Taken)]
        assert not step.known
        assert str(record.document(step.document.id).published) == "2031-05-01"


def test_an_erased_document_is_missed_and_the_others_are_read(usual: Reader, folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        first, _ = [s for s in Intake(usual, Options(), record).steps(sources([folder])) if isinstance(s, Taken)]
        record.erase(first.document.id, why="a court said so", by="tester")
        steps = list(Intake(usual, Options(), record).steps(sources([folder])))
        errors = [str(step.error) for step in steps if isinstance(step, Missed)]
        assert any("erased" in error for error in errors)
        assert any(isinstance(step, Taken) and step.known for step in steps)


def test_versions_name_what_claims_depend_on(usual: Reader) -> None:
    assert usual.coder_versions[-1].startswith("statements/")
    assert "actors/" in usual.base_version and "en_" in usual.base_version
