"""What a coder is: a pure function from a parsed document with its resolved mentions to claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from foedera.language import Parse, Sentence, Tree
from foedera.model import Body, Claim, Document, Edtf, Modality, Role, Span
from foedera.model.claim import AUTHOR, Attribution
from foedera.resolution import Mentions

READ: frozenset[Role] = frozenset({"body", "list", "heading", "caption"})
"""The roles of paragraphs that coders read; navigation, teasers and footers say nothing about the world."""


class Reading(msgspec.Struct, frozen=True):
    """A document as coders see it: its syntax, who is mentioned where, and its id.

    `trees` are those of its sentences that were asked for, by where they start.
    """

    parse: Parse
    mentions: Mentions
    document_id: str
    trees: dict[int, Tree] = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, parse: Parse, mentions: Mentions) -> Reading:
        """The reading of a parse; the document's id is computed once."""
        return cls(parse, mentions, parse.document.id)

    @property
    def document(self) -> Document:
        """The document that is read."""
        return self.parse.document

    def sentences(self, roles: Iterable[Role] = READ) -> Iterator[Sentence]:
        """The parsed sentences of paragraphs with one of these roles, in the order of the text."""
        wanted = frozenset(roles)
        paragraphs = self.document.paragraphs
        return (s for s in self.parse.sentences if s.tokens and paragraphs[s.paragraph].role in wanted)

    def tree(self, sentence: Sentence) -> Tree:
        """The tree of one of the sentences, made once for all coders."""
        tree = self.trees.get(sentence.start)
        if tree is None or tree.sentence is not sentence:
            tree = self.trees[sentence.start] = Tree(sentence)
        return tree

    def claim(
        self,
        coder: Coder,
        body: Body,
        evidence: tuple[Span, ...],
        confidence: float,
        *,
        when: Edtf | None = None,
        modality: Modality = "actual",
        attribution: Attribution = AUTHOR,
    ) -> Claim:
        """A claim of this document by `coder`. Raises `ClaimError` where it breaks the contract."""
        return Claim.coded(
            document=self.document_id, published=self.document.published, evidence=evidence, body=body,
            coder=f"{coder.name}/{coder.version}", confidence=confidence, when=when, modality=modality,
            attribution=attribution,
        )  # fmt: skip


class Coder(Protocol):
    """A coder of one kind of claim: no clock, no network, no randomness, no state."""

    @property
    def name(self) -> str:
        """A plural noun, as in `statements`."""

    @property
    def version(self) -> str:
        """It changes whenever the same document may give other claims."""

    def wants(self, sentence: str, actors: int) -> bool:
        """Whether the coder may find something in a sentence in which `actors` names of actors stand."""

    def code(self, reading: Reading) -> Iterator[Claim]:
        """The claims of a document."""
