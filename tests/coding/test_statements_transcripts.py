from foedera.coding.statements.transcripts import turn_at, turns
from foedera.model import Document, Paragraph


def document(*paragraphs: str) -> Document:
    text, spans = "\n\n".join(paragraphs), []
    start = 0
    for part in paragraphs:
        spans.append(Paragraph(start, start + len(part), "body"))
        start += len(part) + 2
    return Document(text=text, paragraphs=tuple(spans))


def test_turns_run_to_the_next_label() -> None:
    whole = document(
        "MODERATOR: We begin with the treaty.",
        "PRESIDENT MALT: It holds, as it always has.",
        "It will hold next year.",
        "Q Will it hold?",
        "PRESIDENT MALT: Thank you.",
    )
    found = turns(whole)
    assert [turn.name for turn in found] == ["MODERATOR", "PRESIDENT MALT", "Q", "PRESIDENT MALT"]
    assert [whole.text[s:e] for s, e in found[1].paragraphs] == [
        "It holds, as it always has.",
        "It will hold next year.",
    ]
    assert found[3].paragraphs == ()
    assert [turn.is_nameless for turn in found] == [True, False, True, False]
    assert turn_at(found, whole.text.index("next year")) == found[1]
    assert turn_at(found, whole.text.index("MODERATOR")) == found[0]


def test_what_is_no_transcript() -> None:
    assert turns(document("One paragraph.", "And another: here.")) == ()
    assert turns(document("NOTE: a remark.", "ARTICLE 1: a treaty.", "ARTICLE 2: it ends.", "ARTICLE 3: done.")) == ()
    assert turns(document("A treaty is here.", "A pact is there.", "A dog barks.", "A cat too.")) == ()
    assert turns(document("MODERATOR: Hello there to you.", "No more labels.")) == ()


def test_a_transcript_without_speakers_is_no_transcript() -> None:
    assert turns(document(*(["(Applause.)"] * 50))) == ()


def test_a_label_that_only_tells_a_question_describes_nobody() -> None:
    whole = document(
        "QUESTION: Will the treaty be signed in the spring?",
        "MODERATOR: The minister will take that.",
        "QUESTION: And what if one of the two does not agree?",
    )
    assert [turn.description for turn in turns(whole)] == [None, "MODERATOR", None]
