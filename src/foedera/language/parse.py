"""What the language room hands on: sentences with their syntax and names, as offsets into the canonical text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Protocol

import msgspec

from foedera.model import Document, Role

Wanted = Callable[[Document, int, int], bool]
"""Whether the sentence of a document from `start` to `end` is worth parsing."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token: `text` is the slice of the canonical text from `start` to `end` (code points, end exclusive).

    `pos` is the universal part of speech, `tag` the Penn Treebank tag, `dep` the dependency label (ClearNLP's, as
    spaCy's English models have it). `head` is the index of the syntactic head among the tokens of the same sentence; a
    root is its own head.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


class Name(msgspec.Struct, frozen=True, gc=False):
    """A named entity from `start` to `end`, with its OntoNotes label (PERSON, GPE, ORG, DATE, MONEY, and so on)."""

    start: int
    end: int
    label: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence from `start` to `end`, in the document's paragraph number `paragraph`.

    `tokens` and `names` are empty where the sentence was not parsed.
    """

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def parsed(self) -> bool:
        """Whether the sentence has its tokens."""
        return bool(self.tokens)

    def children(self, token: int, deps: Collection[str] | None = None) -> Iterator[int]:
        """The indexes of the tokens whose head is number `token`, in order; only those with one of `deps`, if given."""
        for index, other in enumerate(self.tokens):
            if other.head == token and index != token and (deps is None or other.dep in deps):
                yield index

    def ancestors(self, token: int) -> Iterator[int]:
        """The indexes of the heads above token number `token`, the nearest first, up to the root."""
        while self.tokens[token].head != token:
            token = self.tokens[token].head
            yield token

    def phrase(self, head: int, without: Collection[str] = ()) -> tuple[int, int]:
        """Start and end of what hangs on token number `head`, less what hangs on it by a dependency in `without`, and
        less the punctuation at its end."""
        inside = [index for index in range(len(self.tokens)) if self._hangs(index, head, without)]
        while len(inside) > 1 and self.tokens[inside[-1]].pos == "PUNCT":
            inside.pop()
        return self.tokens[inside[0]].start, self.tokens[inside[-1]].end

    def _hangs(self, token: int, head: int, without: Collection[str]) -> bool:
        while token != head:
            above = self.tokens[token]
            if above.head == token or above.dep in without:
                return False
            token = above.head
        return True


class Parse(msgspec.Struct, frozen=True):
    """A document and its sentences, in the order of the text; they never overlap nor cross a paragraph."""

    document: Document
    sentences: tuple[Sentence, ...]

    def text(self, part: Sentence | Token | Name) -> str:
        """The words of a sentence, token or name, as they stand in the document."""
        return self.document.text[part.start : part.end]

    def role(self, sentence: Sentence) -> Role:
        """The role of the paragraph in which the sentence stands."""
        return self.document.paragraphs[sentence.paragraph].role

    def at(self, offset: int) -> Sentence | None:
        """The sentence that includes the character at `offset`; None in the white space between sentences."""
        index = bisect_right(self.sentences, offset, key=_start) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]


class Language(Protocol):
    """A language's parser: a pure function of each document, whatever documents come before or after it."""

    @property
    def name(self) -> str:
        """The name of the model, as in `en_core_web_sm`."""

    @property
    def version(self) -> str:
        """The version of the model."""

    def parse(self, documents: Iterable[Document], wanted: Wanted | None = None) -> Iterator[Parse]:
        """The documents' parses, in their order; only sentences that are `wanted` (all where None) get tokens."""


def _start(sentence: Sentence) -> int:
    return sentence.start
