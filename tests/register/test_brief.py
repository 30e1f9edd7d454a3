import datetime
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from foedera.model import Claim, Document, Edtf, Paragraph, QuestionError, Span, Statement
from foedera.record import Record
from foedera.register import Brief, brief, update
from tests.register.made import ILMARA, NORVANE, PROFESSOR, RIVAL, by, instrument, named, promise, written


def spoken(record: Record, content: str, published: str, publisher: str, **changes: Any) -> None:
    """Writes a document of one sentence into a record, in which the professor says something."""
    text = f"{content} The professor said so."
    words = Span.of(text, 0, len(content))
    who = msgspec.structs.replace(PROFESSOR, text="professor", start=text.index("professor"), end=text.index(" said"))
    fields: dict[str, Any] = {
        "speakers": (who,), "affiliation": None, "cue": "said", "content": (words,), "quotation": "direct", "about": (),
        "outlook": False, "horizon": None, "likelihood": None, "expected": None,
    }  # fmt: skip
    date = Edtf.parse(published)
    document = Document(
        text=text, paragraphs=(Paragraph(0, len(text), "body"),), title=content, publisher=publisher, published=date
    )
    claim = Claim.coded(
        document=document.id, published=date, evidence=(Span.of(text, 0, len(text)),), confidence=0.9, coder="made/1",
        body=Statement(**{**fields, **changes}),
    )  # fmt: skip
    record.add(document, [claim])


@pytest.fixture
def told(record: Record) -> Record:
    """Three publishers and two years: a promise that is delayed, another that is only made, words about them."""
    missiles = promise(due=by("2032-06-30", text="by June 2032"))
    written(
        record, missiles, promise(action="open", object="a consulate in Ruvane", due=by("2033-12-31")),
        instrument("Agreement on Access", acts=[("signed", "2031-04-10")]),
        published="2031-04-10", publisher="Ansel House",
    )  # fmt: skip
    written(record, missiles, published="2031-04-11", publisher="The Ledger")
    spoken(record, "The list is long and the years are short.", "2031-04-10", "Ansel House")
    spoken(record, "The missiles will come late.", "2031-04-11", "The Ledger", outlook=True, expected=True)
    delayed = promise("delayed", due=by("2033-06-30", text="by June 2033"))
    written(record, delayed, published="2032-07-15", publisher="Ormund Wire")
    written(record, promise("completed"), published="2032-08-01", publisher="Karvossa Today", attribution=named(RIVAL))
    update(record)
    return record


def section(made: Brief, topic: str) -> list[str]:
    return next(([one.text for one in part.remarks] for part in made.sections if part.topic == topic), [])


def test_what_is_new_is_what_no_earlier_document_speaks_of(told: Record) -> None:
    made = brief(told, since="2031-04-01", until="2031-04-30")
    new = section(made, "new")
    assert new[0] == "XNV is to deliver 200 Halberd missiles, by the end of June 2032."
    assert len([text for text in new if "Halberd" in text]) == 1
    assert "The Agreement on Access was signed by XNV and XIL on 10 April 2031." in new
    later = brief(told, since="2031-04-11", until="2031-04-30")
    assert section(later, "new") == [] and later.documents == 2


def test_what_moved_tells_the_step_the_date_and_a_third_party(told: Record) -> None:
    made = brief(told, since="2032-07-01", until="2032-12-31")
    (moved,) = section(made, "moved")
    assert moved.startswith("XNV is to deliver 200 Halberd missiles")
    assert "On 15 July 2032 Ormund Wire reported it as delayed." in moved
    assert "The date moved from the end of June 2032 to the end of June 2033, 365 days later." in moved
    assert "Rival says: “" in moved
    assert section(made, "new") == []


def test_what_is_overdue_and_what_falls_due_next(told: Record) -> None:
    early = brief(told, since="2031-04-01", until="2032-01-01")
    assert section(early, "overdue") == []
    assert [text.split(",")[0] for text in section(early, "due")] == [
        "XNV is to deliver 200 Halberd missiles", "XNV is to open a consulate in Ruvane",
    ]  # fmt: skip
    late = brief(told, since="2031-04-01", until="2032-07-04")
    (overdue,) = section(late, "overdue")
    assert "It was due by the end of June 2032; 4 days later no delivery is reported." in overdue


def test_who_said_what_and_what_is_expected(told: Record) -> None:
    made = brief(told, since="2031-04-01", until="2031-04-30")
    assert section(made, "said") == ["Professor said: “The list is long and the years are short”."]
    assert section(made, "expected") == ["Professor said: “The missiles will come late”."]


def test_every_sentence_has_its_source(told: Record) -> None:
    made = brief(told, since="2031-04-01", until="2032-12-31")
    numbers = [note.number for note in made.footnotes]
    assert numbers == list(range(1, len(numbers) + 1))
    parts = [part for one in made.sections for remark in one.remarks for part in remark.parts]
    assert all(part.notes for part in parts)
    read = list(dict.fromkeys(number for part in parts for number in part.notes))
    assert read == sorted(read) == numbers
    for note in made.footnotes:
        assert note.document is not None and note.start is not None and note.end is not None
        text = told.document(note.document).text
        assert text[note.start : note.end] in note.quote and note.quote in text
        assert note.publisher in ("Ansel House", "The Ledger", "Ormund Wire", "Karvossa Today")


def test_nothing_that_was_published_later_is_told(told: Record) -> None:
    made = brief(told, since="2031-04-01", until="2031-12-31")
    assert {note.published for note in made.footnotes} <= {"2031-04-10", "2031-04-11"}


def test_it_can_be_about_an_actor_or_words(told: Record) -> None:
    assert section(brief(told, since="2031-04-01", until="2031-04-30", about="state:XLM"), "new") == []
    some = brief(told, since="2031-04-01", until="2031-04-30", about="halberd missiles")
    assert len(section(some, "new")) == len(section(some, "due")) == 1 and section(some, "said") == []
    assert len(section(brief(told, since="2031-04-01", until="2031-04-30", about="missiles late"), "expected")) == 1
    about = brief(told, since="2031-04-01", until="2031-04-30", about="state:XIL")
    assert section(about, "new") == ["The Agreement on Access was signed by XNV and XIL on 10 April 2031."]
    assert "that speak of XIL" in about.lead


def test_nothing_new_is_said(told: Record, record: Record) -> None:
    made = brief(told, since="2040-01-01", until="2040-12-31")
    assert made.documents == 0 and "The record holds no documents" in made.lead
    texts = {one.topic: one.text for one in made.sections}
    assert texts["new"] == "Nothing new was reported." and texts["said"] == "Nobody is quoted."
    assert len(section(made, "overdue")) == 2


def test_an_empty_record(record: Record) -> None:
    made = brief(record, since="2031-04-01")
    assert (made.since, made.until) == (datetime.date(2031, 4, 1), datetime.date(2031, 4, 1))
    assert made.footnotes == () and all(not one.remarks and one.text for one in made.sections)


@pytest.mark.parametrize(
    ("since", "until"), [("soon", None), ("2031-04-01", "later"), ("2031-04-02", "2031-04-01"), ("2031-02-30", None)]
)
def test_days_that_are_none(record: Record, since: str, until: str | None) -> None:
    with pytest.raises(QuestionError) as error:
        brief(record, since=since, until=until)
    assert "\n" not in str(error.value)


def test_it_comes_out_the_same_again_and_as_it_was_known(told: Record) -> None:
    first = brief(told, since="2031-04-01", until="2032-12-31")
    known = told.summary().last
    assert known is not None
    written(told, promise(action="close", object="a base in Tolmer"), published="2031-04-12", publisher="The Ledger")
    update(told)
    again = brief(told, since="2031-04-01", until="2032-12-31", known=known)
    assert msgspec.structs.replace(again, known=None) == first
    assert "as the record knew it on" in again.lead
    assert brief(told, since="2031-04-01", until="2032-12-31") != first


def test_more_than_is_shown_is_counted(record: Record) -> None:
    actions = [promise(action="open", object=f"office number {number} in Tolmer") for number in range(40)]
    for number, body in enumerate(actions):
        written(record, body, published=f"2031-{1 + number // 28:02d}-{1 + number % 28:02d}", publisher=f"P{number}")
    made = next(one for one in brief(record, since="2031-01-01").sections if one.topic == "new")
    assert len(made.remarks) + made.more == 40 and made.text == f"{made.more} more are in the record."


def test_the_more_publishers_the_earlier(record: Record) -> None:
    things = {"open": "a consulate in Ruvane", "close": "the depot at Arden", "build": "two frigates"}
    for publishers, action in ((1, "open"), (3, "close"), (2, "build")):
        for number in range(publishers):
            written(record, promise(action=action, object=things[action]), publisher=f"P{number} of {action}")
    update(record)
    made = section(brief(record, since="2031-01-01"), "new")
    assert [text.split()[3] for text in made] == ["close", "build", "open"]


def test_overdue_comes_latest_first_and_due_soonest_first(record: Record) -> None:
    dues = ["2031-01-31", "2030-06-30", "2031-03-31", "2033-01-31", "2032-06-30", "2034-03-31"]
    for number, due in enumerate(dues):
        body = promise(
            action="open", object=f"office {number} in town {number}", due=by(due), parties=(NORVANE, ILMARA)
        )
        written(record, body, published="2030-01-01", publisher=f"P{number}")
    made = brief(record, since="2030-01-01", until="2031-06-30")
    days = {one.topic: [remark.day for remark in one.remarks] for one in made.sections}
    assert all(a > b for a, b in pairwise(days["overdue"])) and len(days["overdue"]) == 3
    assert all(a < b for a, b in pairwise(days["due"])) and len(days["due"]) == 3


def test_it_is_about_nobody_where_nobody_was_asked_for(record: Record) -> None:
    unknown = msgspec.structs.replace(NORVANE, id=None, name="Fort Amory")
    written(record, promise(parties=(unknown,)), published="2031-04-10", publisher="Ansel House")
    update(record)
    made = brief(record, since="2031-04-01", until="2031-04-30")
    assert made.about is None
    assert made.title == "Briefing, 1 April 2031 to 30 April 2031"
