"""The small pipeline in less time finds what spaCy finds by itself, whatever it remembers."""

from __future__ import annotations

import sys
from importlib.resources import files

import pytest
import spacy

from foedera.language import Parse, english
from foedera.language.english import MODEL
from foedera.model import Document, Paragraph

DOSSIER = files("foedera.dossiers") / "fictional"
READ = (
    "2031-04-18-critical-follow-up.txt",
    "1974-05-12-treaty-of-mutual-defence.txt",
    "2032-10-06-what-was-delivered.txt",
)
SPOKEN = """\
There are two of them, and there were none. There's been one. They're gonna go, and he ain't there.
I've got ta leave; let's go. C'mon, y'all know who it is. 'Nuff said: you won't, I can't, she shan't.
But that is what they had done, if not what Japan, the United States and 12 others in NATO did in May 2024.
"""


def parsed(texts: list[str]) -> list[Parse]:
    """The parses of texts, a paragraph a line."""
    documents = []
    for text in texts:
        paragraphs, at = [], 0
        for line in text.splitlines():
            if line.strip():
                paragraphs.append(Paragraph(at, at + len(line), "body"))
            at += len(line) + 1
        documents.append(Document(text=text, paragraphs=tuple(paragraphs)))
    return list(english().parse(documents))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [SPOKEN, *((DOSSIER / name).read_text(encoding="utf-8") for name in READ)]


@pytest.fixture(scope="module")
def parses(texts: list[str]) -> list[Parse]:
    return parsed(texts)


def test_the_pipeline_finds_what_spacy_finds(parses: list[Parse]) -> None:
    pipeline = spacy.load(MODEL)
    for parse in parses:
        for sentence in parse.sentences:
            doc = pipeline.make_doc(parse.text(sentence))
            for token in doc[1:]:
                token.is_sent_start = False
            doc = pipeline(doc)
            found = [(t.text, t.lemma, t.pos, t.tag, t.dep, t.head) for t in sentence.tokens]
            assert found == [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i) for t in doc]
            names = [(parse.text(name), name.label) for name in sentence.names]
            assert names == [(name.text, name.label_) for name in doc.ents]


@pytest.mark.parametrize("full", ["lean._WORDS", "lean._TOKENS", "english._STRINGS"])
def test_forgetting_changes_nothing(
    full: str, texts: list[str], parses: list[Parse], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = full.split(".")
    monkeypatch.setattr(sys.modules[f"foedera.language.{module}"], name, 100)
    assert parsed(texts[::-1]) == parses[::-1]
