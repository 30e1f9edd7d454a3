from foedera.coding import Statements
from foedera.model import Claim, Statement
from tests.coding.conftest import Code


def bodies(claims: list[Claim]) -> list[Statement]:
    assert all(isinstance(claim.body, Statement) for claim in claims)
    return [claim.body for claim in claims if isinstance(claim.body, Statement)]


def test_a_quotation_goes_to_the_subject_of_its_cue(code: Code) -> None:
    (claim,) = code(Statements(), "“Japan will keep its word,” Prime Minister Anna Kestrel said on Tuesday.")
    (body,) = bodies([claim])
    assert [speaker.name for speaker in body.speakers] == ["Anna Kestrel"]
    assert (body.cue, body.quotation) == ("said", "direct")
    assert [span.text for span in body.content] == ["Japan will keep its word,"]
    assert [ref.id for ref in body.about] == ["state:JPN"]
    assert claim.attribution.voice == "named"
    assert str(claim.when) == "2031-04-08"


def test_interrupted_words_make_one_statement(code: Code) -> None:
    text = "“We have time,” Anna Kestrel said, “and we will use it.”"
    (body,) = bodies(code(Statements(), text))
    assert [span.text for span in body.content] == ["We have time,", "and we will use it."]


def test_a_paragraph_without_a_cue_goes_on_with_the_statement_before(code: Code) -> None:
    text = "“We have time,” Anna Kestrel said.\n\n“The work has begun already in both ports.”"
    (claim,) = code(Statements(), text)
    (body,) = bodies([claim])
    assert [s.name for s in body.speakers] == ["Anna Kestrel"]
    assert [span.text for span in body.content] == ["We have time,", "The work has begun already in both ports."]
    assert len(claim.evidence) == 1


def test_an_unnamed_source_keeps_its_description(code: Code) -> None:
    (claim,) = code(Statements(), "“Nobody asked us about the new command,” a senior official said.")
    (body,) = bodies([claim])
    assert body.speakers == ()
    assert body.affiliation == "a senior official"
    assert claim.attribution.voice == "unnamed"


def test_the_speaker_is_the_head_of_the_subject(code: Code) -> None:
    text = "China, the only ally of North Korea, said it was “resolutely opposed” to the test."
    (body,) = bodies(code(Statements(), text))
    assert [speaker.id for speaker in body.speakers] == ["state:CHN"]
    (body,) = bodies(code(Statements(), "“We lost two men on a patrol today,” the Japanese military said."))
    assert [speaker.id for speaker in body.speakers] == ["state:JPN"]


def test_a_date_in_the_sentence_is_not_when_it_was_said(code: Code) -> None:
    (claim,) = code(Statements(), "“They shall be disarmed by 2030,” Anna Kestrel said of the bands of 3 March 2029.")
    assert claim.when is None


def test_nobody_whom_the_quotation_names_is_its_he(code: Code) -> None:
    text = "Anna Kestrel spoke first.\n\n“I told Secretary Boris Malt not to prepare anything for next year,” he said."
    assert all("Boris Malt" not in [s.name for s in body.speakers] for body in bodies(code(Statements(), text)))
    assert len(code(Statements(), text)) == 1


def test_a_passive_has_no_speaker(code: Code) -> None:
    assert (
        code(Statements(), "The following shall be added to Article 4: “The Parties shall also consult at once.”") == []
    )


def test_names_in_marks_are_no_statement(code: Code) -> None:
    assert code(Statements(), "She called her ship the “Northern Alliance”.") == []


def test_words_in_marks_within_a_sentence_are_mixed(code: Code) -> None:
    (body,) = bodies(code(Statements(), "Tokyo said that the step was “deeply regrettable and dangerous” for all."))
    assert body.quotation == "mixed"
    assert [speaker.id for speaker in body.speakers] == ["state:JPN"]


def test_marks_that_nobody_says_are_no_statement(code: Code) -> None:
    for text in (
        "The “Halberd” missile has a range of 900 km.",
        "The word “deliverable” is on every page of the paper.",
    ):
        assert code(Statements(), text) == []


def test_each_cue_has_its_own_speaker(code: Code) -> None:
    text = "Anna Kestrel said the talks had failed, but Boris Malt insisted that they were “alive and well for now”."
    said, insisted = bodies(code(Statements(), text))
    assert (said.cue, [s.name for s in said.speakers]) == ("said", ["Anna Kestrel"])
    assert (insisted.cue, [s.name for s in insisted.speakers]) == ("insisted", ["Boris Malt"])
    assert (said.quotation, insisted.quotation) == ("indirect", "mixed")


def test_no_statement_is_half_the_document(code: Code) -> None:
    text = "“It never ends. " + "One more sentence stands here. " * 400 + "”"
    assert code(Statements(), text) == []
