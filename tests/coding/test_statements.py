import pytest

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


def one(code: Code, text: str) -> Statement:
    (body,) = bodies(code(Statements(), text))
    return body


def by_cue(code: Code, text: str, cue: str) -> Statement:
    (body,) = (body for body in bodies(code(Statements(), text)) if body.cue == cue)
    return body


@pytest.mark.parametrize(
    ("text", "cue", "speakers", "content", "quotation"),
    [
        ("Anna Kestrel said that Japan would sign the treaty.", "said", ["Anna Kestrel"],
         ["that Japan would sign the treaty"], "indirect"),
        ("According to Anna Kestrel, the talks have failed.", "According to", ["Anna Kestrel"],
         ["the talks have failed"], "indirect"),
        ("Japan accused China of breaking the agreement.", "accused", ["Japan"],
         ["China of breaking the agreement"], "indirect"),
        ("The plan was condemned by Japan as a mistake.", "was condemned by", ["Japan"],
         ["The plan", "as a mistake"], "indirect"),
        ("Japan believes that the treaty still holds.", "believes", ["Japan"],
         ["that the treaty still holds"], "indirect"),
        ("The treaty, Anna Kestrel said, still holds.", "said", ["Anna Kestrel"],
         ["The treaty", "still holds"], "indirect"),
    ],
)  # fmt: skip
def test_forms_of_attribution(
    code: Code, text: str, cue: str, speakers: list[str], content: list[str], quotation: str
) -> None:
    body = by_cue(code, text, cue)
    assert [ref.name for ref in body.speakers] == speakers
    assert [span.text for span in body.content] == content
    assert body.quotation == quotation


def test_a_statement_within_a_statement_is_a_second_one(code: Code) -> None:
    claims = code(Statements(), "Anna Kestrel said that Japan believes the treaty still holds.")
    assert [(c.body.cue, [r.name for r in c.body.speakers]) for c in claims if isinstance(c.body, Statement)] == [
        ("said", ["Anna Kestrel"]),
        ("believes", ["Japan"]),
    ]


def test_a_participle_shares_the_subject_of_its_verb(code: Code) -> None:
    text = "Anna Kestrel said the talks had failed, adding that Japan would try again."
    assert [s.name for s in by_cue(code, text, "adding").speakers] == ["Anna Kestrel"]
    assert [span.text for span in by_cue(code, text, "said").content] == ["the talks had failed"]


def test_a_second_verb_of_saying_is_not_part_of_what_the_first_says(code: Code) -> None:
    text = "Anna Kestrel said the talks had failed, and warned that Japan would leave."
    assert [span.text for span in by_cue(code, text, "said").content] == ["the talks had failed"]
    assert by_cue(code, text, "warned").outlook


def test_he_who_added_is_who_spoke_before(code: Code) -> None:
    text = "“We have time,” the Norvane envoy Boris Malt said. “It is enough,” he added."
    said, added = bodies(code(Statements(), text))
    assert [s.name for s in said.speakers] == [s.name for s in added.speakers] == ["Boris Malt"]


def test_several_speakers_of_one_statement(code: Code) -> None:
    body = one(code, "Japan and Australia said that the sea lanes must stay open.")
    assert [ref.id for ref in body.speakers] == ["state:JPN", "state:AUS"]


def test_what_is_expected_of_somebody_has_no_speaker(code: Code) -> None:
    (claim,) = code(Statements(), "Japan is expected to sign the treaty by June 2032.")
    body = claim.body
    assert isinstance(body, Statement)
    assert (body.speakers, body.affiliation, claim.attribution.voice) == ((), None, "unnamed")
    assert (body.outlook, body.expected, body.likelihood) == (True, True, "is expected")
    assert body.horizon is not None
    assert body.horizon.latest == (2032, 6, 30)


def test_a_post_beside_the_name_is_the_affiliation(code: Code) -> None:
    body = one(code, "“The treaty still holds and will hold,” said Anna Kestrel, a scholar at the Institute for Peace.")
    assert [ref.name for ref in body.speakers] == ["Anna Kestrel"]
    assert body.affiliation == "a scholar at the Institute for Peace"


def test_who_negates_a_saying_denies_it_and_who_will_say_plans_it(code: Code) -> None:
    (denied,) = code(Statements(), "Japan did not say that the treaty had lapsed.")
    assert denied.modality == "denied"
    (planned,) = code(Statements(), "Japan will announce that the treaty has lapsed.")
    assert planned.modality == "planned"


def test_a_transcript_is_read_by_its_form(code: Code) -> None:
    text = (
        "MODERATOR: We will now take questions from the press.\n\n"
        "Q Mr. Prime Minister, will Japan sign the treaty this year?\n\n"
        "PRIME MINISTER KESTREL: I think Japan has kept its word.\n\n"
        "The treaty is older than any of us in this room.\n\n"
        "MODERATOR: Thank you very much."
    )
    claims = code(Statements(), text)
    found = [
        (c.attribution.voice, c.body.affiliation, c.body.quotation) for c in claims if isinstance(c.body, Statement)
    ]
    assert found == [
        ("unnamed", "MODERATOR", "direct"),
        ("unnamed", None, "direct"),
        ("named", None, "direct"),
        ("named", None, "direct"),
    ]
    assert [[r.name for r in body.speakers] for body in bodies(claims)[2:]] == [["Kestrel"]] * 2
    assert [body.cue for body in bodies(claims)] == [None] * 4


def test_a_joint_statement_speaks_for_its_parties(code: Code) -> None:
    text = (
        "Joint Statement of the Leaders of Japan and Australia\n\n"
        "We condemn the attack on the ferry. We welcome the agreement on trade."
    )
    claims = code(Statements(), text)
    assert [claim.attribution.voice for claim in claims] == ["author", "author"]
    assert [body.cue for body in bodies(claims)] == ["condemn", "welcome"]


def test_offsets_of_every_claim_are_true(code: Code) -> None:
    text = "“We have  time,”\u00a0Anna Kestrel\nsaid. She called it “a  risk worth taking” for Japan."
    for claim in code(Statements(), text):
        assert isinstance(claim.body, Statement)
        for span in (*claim.body.content, *claim.evidence):
            assert span.text == text[span.start : span.end]


def test_she_is_not_the_man_who_spoke_last(code: Code) -> None:
    text = (
        "The mission failed, spokeswoman Anna Kestrel said.\n\nThe talks will go on, John Orr told a briefing.\n\n"
        "The other side should keep its promises, she said."
    )
    last = bodies(code(Statements(), text))[-1]
    assert [ref.name for ref in last.speakers] == ["Anna Kestrel"]
    alone = bodies(code(Statements(), text.split("\n\n", 1)[1]))[-1]
    assert [ref.name for ref in alone.speakers] == []


def test_what_a_headline_calls_itself_says_nothing(code: Code) -> None:
    assert code(Statements(), "Fact Sheet: Norway Secures New Investment in Defence From Its Allies") == []
    (body,) = bodies(code(Statements(), "Norway: Allies Must Spend More on Defence This Year"))
    assert [ref.id for ref in body.speakers] == ["state:NOR"]
