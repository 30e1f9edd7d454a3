"""Predictions about wording, and their outcome with a person's consent."""

import pytest

from foedera.model import ActorRef, Attribution, Claim, Document, Edtf, QuestionError, Span, Statement
from foedera.record import Record
from foedera.register import outlook
from foedera.wording import official_papers, proposals, settle
from foedera.wording.expected import asked_of
from tests.wording.conftest import made


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the next joint statement will mention the Sunda Strait", ("Sunda Strait", True)),
        ("the communiqué will drop the reference “strongly oppose”", ("strongly oppose", False)),
        ("the declaration will omit the Taiwan Strait in its second part", ("Taiwan Strait", False)),
        ("the leaders will use the words 'strategic trust' in their statement", ("strategic trust", True)),
        ("prices will mention no one", None),
        ("the statement will be long", None),
    ],
)
def test_what_a_prediction_says_of_wording(text: str, phrase: tuple[str, bool] | None) -> None:
    assert asked_of(text) == phrase


def predicted(record: Record, content: str, *, on: str = "2031-08-01", horizon: str | None = None) -> Claim:
    """A document in which an analyst predicts that."""
    document = made(f"{content}, an analyst said.\n", "An expectation", on)
    analyst = at(document, "analyst")
    body = Statement(
        speakers=(analyst,), affiliation=None, cue="said", content=(document.span(0, len(content)),),
        quotation="indirect", about=(), outlook=True, horizon=None if horizon is None else Edtf.parse(horizon),
        likelihood=None, expected=True,
    )  # fmt: skip
    claim = Claim.coded(
        document=document.id, published=document.published, evidence=(document.span(0, len(document.text) - 1),),
        body=body, coder="made/1", confidence=0.9, when=None, modality="actual",
        attribution=Attribution(voice="author", sources=()),
    )  # fmt: skip
    record.add(document, (claim,))
    return claim


def at(document: Document, word: str) -> ActorRef:
    start = document.text.index(word)
    span = Span(start, start + len(word), word)
    return ActorRef(
        id=None, name=word, kind="person", state=None, sector=None, text=span.text, start=span.start, end=span.end
    )


def test_a_use_settles_it_when_a_person_says_so(record: Record) -> None:
    claim = predicted(record, "The next joint statement will mention the Sunda Strait")
    (proposal,) = proposals(record)
    assert proposals(record, found=outlook(record), papers=official_papers(record)) == (proposal,)
    assert (proposal.phrase, proposal.documents, proposal.outcome) == ("Sunda Strait", 1, "came true")
    assert proposal.use is not None
    assert proposal.use.sentence.text.endswith("near the Sunda Strait.")
    assert outlook(record).predictions[0].outcome is None
    note = settle(record, claim.id, by="A. Reader")
    assert outlook(record).predictions[0].status == "came true"
    assert "Sunda Strait" in note.payload["evidence"]
    assert proposals(record) == ()


def test_that_nothing_came_settles_it_only_after_the_horizon(record: Record) -> None:
    soon = predicted(record, "The next statement will mention the Malacca Strait", horizon="2032-06")
    assert proposals(record)[0].outcome is None
    with pytest.raises(QuestionError, match="too early to tell; 1 documents followed"):
        settle(record, soon.id, by="A. Reader")
    (proposal,) = proposals(record, as_of="2032-12-31")
    assert proposal.outcome == "did not"


def test_what_was_said_to_be_lost(record: Record) -> None:
    predicted(record, "The next statement will drop the Taiwan Strait", horizon="2032-05-31")
    assert [each.outcome for each in proposals(record, as_of="2032-12-31")] == ["came true"]
    predicted(record, "The next statement will omit the Lombok passage", horizon="2032-05-31")
    assert {each.outcome for each in proposals(record, as_of="2032-12-31")} == {"came true", "did not"}


def test_a_prediction_of_something_else(record: Record) -> None:
    claim = predicted(record, "The harbour will open by June")
    assert proposals(record) == ()
    with pytest.raises(QuestionError, match="is no open prediction about wording"):
        settle(record, claim.id, by="A. Reader")
