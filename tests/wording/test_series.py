"""Series of documents, and what is new in the newest."""

from pathlib import Path

import pytest

from foedera.actors import bundled
from foedera.model import ActorRef, Affiliation, Claim, Document, Edtf, Span, UsageError
from foedera.record import Record
from foedera.wording import name_series, novelty, one, series
from foedera.wording.series import form_of, parties
from tests.wording.conftest import made


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Joint Leaders' Statement", "joint statements"),
        ("FACT SHEET: A Summit", "fact sheets"),
        ("Joint Statement of the Security Consultative Committee (“2+2”)", "ministers' joint statements"),
        ("Joint Statement by Prime Minister Ott and President Aalto", "joint statements"),
        ("Statement of the Prime Minister and the Foreign Minister", "ministers' joint statements"),
        ("Summit Communiqué", "communiqués"),
        ("National Defence Strategy", "strategies"),
        ("Remarks by the President", "press conferences"),
        ("Harvest report", None),
    ],
)
def test_the_form_stands_in_the_title(title: str, form: str | None) -> None:
    assert form_of(title) == form


def test_a_group_stands_for_its_members_and_a_lead_for_a_title() -> None:
    on = Edtf.parse("2023-05-20")
    quad = parties("Quad Leaders' Joint Statement", (), on, bundled())
    assert quad == ("state:AUS", "state:IND", "state:JPN", "state:USA")
    assert (
        parties("Joint Statement", ["We, Australia, Japan, India and the United States, met."], on, bundled()) == quad
    )


def test_documents_of_one_form_by_the_same_parties_are_a_series(record: Record) -> None:
    (found,) = series(record)
    assert found.name == "Joint statements of Australia and Japan"
    assert [each.published for each in found.documents] == ["2031-05-04", "2031-06-09", "2032-05-09"]


def test_states_that_only_the_record_knows_make_a_series(tmp_path: Path) -> None:
    text = "Joint Statement by President Ott and Prime Minister Aalto\n\nOtt of Vestmark met Aalto of Japan today."
    with Record.open(tmp_path / "own.db") as kept:
        for year in ("2031", "2032"):
            kept.add(*_told_of_vestmark(text.replace("today", f"in {year}"), f"{year}-05-04"))
        (found,) = series(kept)
    assert found.name == "Joint statements of Japan and Vestmark"
    assert found.parties == ("state:JPN", "state:XVM")
    assert [each.published for each in found.documents] == ["2031-05-04", "2032-05-04"]


def _told_of_vestmark(text: str, on: str) -> tuple[Document, tuple[Claim, ...]]:
    """A document with a claim that names a state which the bundled base does not have."""
    document = made(text, text.split("\n", maxsplit=1)[0], on)
    at = text.index("Vestmark")
    state = ActorRef(
        id="state:XVM", name="Vestmark", kind="state", state="state:XVM", sector="GOV", text="Vestmark", start=at,
        end=at + 8,
    )  # fmt: skip
    claim = Claim.coded(
        document=document.id, published=document.published, evidence=(Span.of(text, at, at + 8),), confidence=0.5,
        coder="affiliations/1.0", body=Affiliation(member=state, group=state, role=None, standing="holder"),
    )  # fmt: skip
    return document, (claim,)


def test_a_person_names_a_series(record: Record) -> None:
    ids = [row.id for row in record.documents().rows][:2]
    name_series(record, "Odd pair", ids, by="A. Reader")
    first = series(record)[0]
    assert (first.name, first.named, {each.id for each in first.documents}) == ("Odd pair", True, set(ids))
    assert one(record, "odd PAIR") == first
    name_series(record, "Odd pair", [row.id for row in record.documents().rows][:3], by="A. Reader")
    assert len(one(record, "Odd pair").documents) == 3


def test_a_series_that_is_none(record: Record) -> None:
    with pytest.raises(UsageError, match="needs two documents at least"):
        name_series(record, "Alone", [record.documents().rows[0].id], by="A. Reader")
    with pytest.raises(UsageError, match="there is no series 'Nowhere'"):
        one(record, "Nowhere")


def test_what_appeared_and_what_vanished(record: Record) -> None:
    found = one(record, "Australia Japan")
    new = novelty([record.document(each.id) for each in found.documents])
    assert [phrase.text for phrase in new.appeared] == ["Sunda Strait"]
    assert "Taiwan Straits" in [phrase.text for phrase in new.vanished]
    assert all(phrase.documents == 2 for phrase in new.vanished)
    assert not any("Lombok" in phrase.text for phrase in new.vanished)


def test_a_phrase_is_taken_from_its_document(record: Record) -> None:
    documents = [record.document(each.id) for each in one(record, "Australia Japan").documents]
    new = novelty(documents)
    for phrase in (*new.appeared, *new.vanished):
        assert " ".join(documents[phrase.document].text[phrase.start : phrase.end].split()) == phrase.text
