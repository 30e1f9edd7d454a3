"""Texts that break readers of quotations: no crash, no statement of half the document, work as long as the text."""

import sys
from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace

from foedera.coding import Reading
from foedera.coding.statements import Finder, Statements
from foedera.language import Parse, Sentence, english
from foedera.model import Claim, Document, Paragraph, Statement
from foedera.resolution import Mentions

SENTENCES = "The talks in the port had failed by noon. Nobody had told the crews of the ships about it. "


def document(text: str) -> Document:
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(start, start + len(part), "body"))
        start += len(part) + 2
    return Document(text=text, paragraphs=tuple(paragraphs))


def bodies(text: str) -> list[Statement]:
    (parse,) = english().parse([document(text)])
    claims = Statements().code(Reading.of(parse, Mentions([])))
    return [claim.body for claim in claims if isinstance(claim.body, Statement)]


ODD = {
    "never closed": "Anna Kestrel said: “The war is over. " + SENTENCES * 30,
    "quoted from end to end": "“" + (SENTENCES * 30).strip() + "”",
    "quoted paragraph by paragraph": "\n\n".join(f"“{SENTENCES.strip()}" for _ in range(40)) + "”",
    "nested": "Anna Kestrel said " + "“and he ‘said " * 600 + "so" + "’ twice”" * 600,
    "only marks": "“” ‘’ \"\" '' " * 300,
    "a transcript without speakers": "\n\n".join(["(Applause.)", ": and then?", "Q", "—"] * 60),
    "labels alone": "\n\n".join(["MODERATOR:", "Q", "MODERATOR:"] * 40),
    "an introduction to everything": "Anna Kestrel said:\n\n" + SENTENCES * 40,
}


@pytest.mark.parametrize("name", ODD)
def test_no_statement_is_half_of_an_odd_document(name: str) -> None:
    text = ODD[name]
    for body in bodies(text):
        size = sum(span.end - span.start for span in body.content)
        assert size <= 1_500 or 2 * size <= len(text)


def calls(work: Callable[[], object]) -> int:
    """How many functions of Foedera are called to do some work."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


GROWING: dict[str, Callable[[int], str]] = {
    "prose": lambda n: "Anna Kestrel said that the talks had failed, adding that she was sad. " * n,
    "quotations": lambda n: "“We have time,” Anna Kestrel said. “It is enough for us all.”\n\n" * n,
    "one paragraph of quotations": lambda n: "“We have time,” she said. “It is enough for us all.” " * n,
    "open marks": lambda n: "“We have “time and “more of it, she said. " * n,
    "turns": lambda n: "MODERATOR: The talks have failed.\n\nQ Why have they failed?\n\n" * n,
}


def repeated(parse: Parse, times: int, text: str) -> Parse:
    """The parse of a text that repeats the parsed one, made without the parser."""
    size = len(parse.document.text)
    whole = document(text)
    paragraphs = [p.start for p in whole.paragraphs]
    sentences = []
    for turn in range(times):
        for sentence in parse.sentences:
            shift = turn * size
            tokens = tuple(replace(t, start=t.start + shift, end=t.end + shift) for t in sentence.tokens)
            number = sum(start <= sentence.start + shift for start in paragraphs) - 1
            sentences.append(Sentence(sentence.start + shift, sentence.end + shift, number, tokens))
    return Parse(whole, tuple(sentences))


def coded(finder: Finder, reading: Reading) -> list[Claim]:
    """The claims of a reading."""
    return list(Statements(finder).code(reading))


@pytest.mark.parametrize("name", GROWING)
def test_the_work_grows_with_the_text(name: str) -> None:
    make, finder, work = GROWING[name], Finder.usual(), []
    (parse,) = english().parse([document(make(10))])
    for times in (2, 8):
        reading = Reading.of(repeated(parse, times, make(10 * times)), Mentions([]))
        work.append(calls(partial(coded, finder, reading)))
    assert work[0] > 0
    assert work[1] < 5 * work[0]
