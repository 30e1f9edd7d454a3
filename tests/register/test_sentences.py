from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Affiliation, Asset, Claim, Command, Event, Figure, Span, Statement
from foedera.register.passages import passage
from foedera.register.quoting import quote
from foedera.register.sentences import is_telling, sentence
from foedera.register.undertakings import is_clear, undertaking
from tests.register.made import (
    ILMARA,
    KARVOSSA,
    NORVANE,
    PROFESSOR,
    UNNAMED,
    by,
    count,
    instrument,
    member,
    named,
    prediction,
    promise,
)

TEXT = "Norvane will deliver 200 Halberd missiles."


def claim(body: Any, text: str = TEXT, **options: Any) -> Claim:
    return member(body, text=text, **options).claim


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("intended", "XNV intends to deliver 200 Halberd missiles."),
        ("committed", "XNV is to deliver 200 Halberd missiles."),
        ("ongoing", "XNV is delivering 200 Halberd missiles."),
        ("completed", "XNV has delivered 200 Halberd missiles."),
        ("reaffirmed", "XNV has reaffirmed the undertaking to deliver 200 Halberd missiles."),
        ("withdrawn", "The undertaking of XNV to deliver 200 Halberd missiles is withdrawn."),
        ("decided", "XNV has decided to deliver 200 Halberd missiles."),
    ],
)
def test_a_commitment_by_its_status(status: str, said: str) -> None:
    assert sentence(claim(promise(status))) == said


def test_a_commitment_of_several_with_its_date_and_its_source() -> None:
    body = promise(parties=(NORVANE, ILMARA), due=by("2032-06-30", text="by June 2032"))
    assert sentence(claim(body)) == "XNV and XIL are to deliver 200 Halberd missiles, by the end of June 2032."
    again = promise(object="200 missiles by June 2032", due=by("2032-06-30", text="by June 2032"))
    assert sentence(claim(again)) == "XNV is to deliver 200 missiles by June 2032."
    said = sentence(claim(promise(), attribution=named(PROFESSOR)))
    assert said == "XNV is to deliver 200 Halberd missiles, according to professor."
    assert sentence(claim(promise(), attribution=UNNAMED)).endswith(", according to a source that is not named.")
    assert sentence(claim(promise(), attribution=named(NORVANE))) == "XNV is to deliver 200 Halberd missiles."


def test_what_is_done_by_saying_it() -> None:
    welcomed = promise("decided", action="welcome", object="the talks")
    assert sentence(claim(welcomed, "We strongly welcome the talks")) == "XNV welcomes the talks."
    both = promise("decided", action="welcome", object="the talks", parties=(NORVANE, ILMARA))
    assert sentence(claim(both, "we welcome the talks")) == "XNV and XIL welcome the talks."
    approved = promise("decided", action="approve", object="the plan")
    assert sentence(claim(approved, "The Senate approved the plan")) == "XNV has approved the plan."
    again = promise("reaffirmed", action="reaffirm", object="its commitment to the treaty")
    assert sentence(claim(again)) == "XNV has reaffirmed its commitment to the treaty."
    promised = promise(action="pledge", object="30 ships")
    assert sentence(claim(promised)) == "XNV has pledged 30 ships."


def test_a_commitment_that_is_not_sure() -> None:
    assert sentence(claim(promise(), modality="possible")) == "XNV may deliver 200 Halberd missiles."
    assert sentence(claim(promise(), modality="denied")).startswith("It is denied that XNV will deliver")
    assert sentence(claim(promise(exploratory=True))) == "XNV is exploring whether to deliver 200 Halberd missiles."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (promise(object="by Norvane and Ilmara"), "The treaty was signed by Norvane and Ilmara"),
        (promise(object="it, with effect on 1 January"), "Norvane ended it"),
        (promise(object="what we need"), "we deliver what we need"),
        (promise(action="Deliver!", object="missiles"), "Norvane will deliver missiles"),
        (promise(object="missiles"), "Norvane will not deliver missiles"),
        (promise(object="in May 2032"), "The centre will deliver in May 2032"),
        (promise(object="missiles and"), "Norvane will deliver missiles and"),
        (promise(action="found", object="a house"), "The house was founded"),
    ],
)
def test_where_the_fields_make_no_sentence_the_source_is_quoted(body: Any, text: str) -> None:
    made = claim(body, text)
    assert undertaking(made) is None and not is_clear(made)
    assert sentence(made) == f"Of XNV the source says: {quote(text)}."
    assert sentence(made, "The whole sentence.") == "Of XNV the source says: “The whole sentence”."


def test_what_points_elsewhere_is_not_clear() -> None:
    assert is_clear(claim(promise())) and not is_clear(claim(promise(object="them to Ilmara")))


def statement(content: str, **changes: Any) -> Statement:
    fields: dict[str, Any] = {
        "speakers": (PROFESSOR,), "affiliation": None, "cue": "said", "content": (Span(0, len(content), content),),
        "quotation": "indirect", "about": (), "outlook": False, "horizon": None, "likelihood": None, "expected": None,
    }  # fmt: skip
    return Statement(**{**fields, **changes})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (statement("that it will come"), "Professor said: “it will come”."),
        (statement("We wait.", quotation="direct"), "Professor said: “We wait”."),
        (statement("the new guidelines", cue="welcomed"), "Professor welcomed “the new guidelines”."),
        (statement("that it came", cue="told"), "Professor said: “it came”."),
        (statement("that it came", affiliation="a spokesman at"), "A spokesman at professor said: “it came”."),
        (statement("that it came", affiliation="The dean, who left"), "Professor (the dean) said: “it came”."),
        (statement("that it came", speakers=(), affiliation="an official"), "An official said: “it came”."),
        (statement("he said “no” twice", quotation="direct"), "Professor said: “he said ‘no’ twice”."),
        (statement("that “half", quotation="mixed"), "Professor said: “‘half’”."),
        (statement("to be done", cue="is expected"), "Of professor the source says: “Norvane will deliver 200 Halberd "
         "missiles”."),
    ],
)  # fmt: skip
def test_what_somebody_said(body: Statement, said: str) -> None:
    assert sentence(claim(body)) == said


def test_other_kinds() -> None:
    signed = instrument("Agreement on Access", acts=[("signed", "2033-03-17")])
    assert sentence(claim(signed)) == "The Agreement on Access was signed by XNV and XIL on 17 March 2033."
    planned = instrument("Agreement on Access", acts=[("ratified", None)])
    assert sentence(claim(planned, modality="planned")) == "The Agreement on Access is to be ratified by XNV and XIL."
    new = instrument("The Protocol", relations=[("supersedes", "the Treaty of 1960")])
    assert sentence(claim(new)) == "The Protocol supersedes the Treaty of 1960."
    event = Event(actors=(KARVOSSA,), recipients=(ILMARA,), type="PROTEST", mode=None, contexts=(), place=None)
    assert sentence(claim(event, "Karvossa protested.")) == "XKV protested against XIL: “Karvossa protested”."
    post = Affiliation(member=PROFESSOR, group=ILMARA, role="adviser", standing="holder")
    assert sentence(claim(post)) == "Professor is adviser of XIL."


def test_commands_assets_and_figures() -> None:
    unit = Command(
        change="create", unit=NORVANE, post=None, rank=None, from_=None, parent=ILMARA, relationship="opcon",
        place="Port Ruvane", authority=None, conditions=(),
    )  # fmt: skip
    said = "XNV was set up under the operational control of XIL in Port Ruvane on 1 November 2031."
    assert sentence(claim(unit, when="2031-11-01")) == said
    asset = Asset(
        name="patrol vessels", type="platform", action="sell", owners=(NORVANE,), counterparties=(ILMARA,), quantity=2,
        place=None, purpose=None,
    )  # fmt: skip
    assert sentence(claim(asset, modality="planned")) == "XNV is to provide two patrol vessels to XIL."
    assert sentence(claim(asset)) == "XNV has provided two patrol vessels to XIL."
    assert sentence(claim(count(80, "missiles"))) == f"A figure of 80 missiles is given: {quote(TEXT)}."
    money = Figure(
        quantity="cost", value=None, low=48e9, high=55e9, bound="about", unit="EUR", of=None, actor=ILMARA, base=None,
        due=None,
    )  # fmt: skip
    assert sentence(claim(money)).startswith("On cost of XIL, a figure of about EUR 48 billion to 55 billion is given")


def test_what_says_nothing_by_itself() -> None:
    assert is_telling(claim(promise()))
    assert not is_telling(claim(promise(), "Sources: [1] a book that nobody has"))
    assert not is_telling(claim(promise(), "see https://a.example for all of it"))
    assert not is_telling(claim(promise(), "will deliver"))
    assert not is_telling(claim(prediction("soon"), TEXT))


DOCUMENT = (
    "Head\n\n17. Both governments, said Gen. A. Smith, will act in 2032. It will open in May 2032. "
    "The U.S. Navy left.\n"
    "TOVASEL, 6 October 2032 (Ormund Wire) - The last ship came. Nobody cheered.\n"
)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("will act", "17. Both governments, said Gen. A. Smith, will act in 2032."),
        ("open in May", "17. Both governments, said Gen. A. Smith, will act in 2032. It will open in May 2032."),
        ("Navy left", "The U.S. Navy left."),
        ("last ship", "The last ship came."),
        ("Head", "Head"),
        (
            "act in 2032. It will open",
            "17. Both governments, said Gen. A. Smith, will act in 2032. It will open in May 2032.",
        ),
    ],
)
def test_the_sentence_around_some_words(words: str, whole: str) -> None:
    start = DOCUMENT.index(words)
    assert passage(DOCUMENT, start, start + len(words)) == whole


@given(st.text(min_size=1), st.data())
def test_a_passage_has_the_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert " ".join(text[start:end].split()) in passage(text, start, end)


@given(st.text())
def test_a_quotation_closes_what_it_opens(text: str) -> None:
    made = quote(text)
    assert made[0] == "“" and made[-1] == "”"
    assert made.count("“") == made.count("”") == 1 and '"' not in made
