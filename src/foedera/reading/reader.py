"""From documents to their claims: parse what is worth it, resolve who is named, and let every coder read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from foedera.actors import Base, bundled, load
from foedera.coding import Coder
from foedera.coding import Reading as Coded
from foedera.coding import coders as usual_coders
from foedera.language import Language, Parse, Wanted, english
from foedera.model import KINDS, Claim, Document
from foedera.resolution import VERSION as RESOLVER
from foedera.resolution import resolve


class Read(msgspec.Struct, frozen=True):
    """A document with its claims, in the order of their first evidence, each id once."""

    document: Document
    claims: tuple[Claim, ...]


class Reader:
    """Reads documents with one language model, one actor base and some coders: a pure function of each document."""

    def __init__(self, language: Language, base: Base, coders: Sequence[Coder]) -> None:
        self.language = language
        self.base = base
        self.coders = tuple(coders)

    @property
    def coder_versions(self) -> tuple[str, ...]:
        """The coders with their versions, as claims name them, sorted."""
        return tuple(sorted(f"{coder.name}/{coder.version}" for coder in self.coders))

    @property
    def base_version(self) -> str:
        """On what else claims depend: the versions of the actor base, of its resolver and of the language model."""
        return f"actors/{self.base.version} resolution/{RESOLVER} {self.language.name}/{self.language.version}"

    def read(self, documents: Iterable[Document]) -> Iterator[Read]:
        """The documents with their claims, in their order."""
        for parse in self.language.parse(documents, self.wanted()):
            yield Read(parse.document, self.code(parse))

    def code(self, parse: Parse) -> tuple[Claim, ...]:
        """The claims of a parsed document, in the order of their first evidence."""
        reading = Coded.of(parse, resolve(parse, self.base))
        claims = {claim.id: claim for coder in self.coders for claim in coder.code(reading)}
        return tuple(sorted(claims.values(), key=_place))

    def wanted(self) -> Wanted:
        """Whether any coder wants a sentence; names are looked up once for each document."""
        starts: list[int] = []
        scanned: Document | None = None

        def any_wants(document: Document, start: int, end: int) -> bool:
            nonlocal scanned, starts
            if scanned is not document:
                scanned = document
                starts = [match.start for match in self.base.scan(document.text) if match.actors]
            actors = bisect_left(starts, end) - bisect_left(starts, start)
            sentence = document.text[start:end]
            return any(coder.wants(sentence, actors) for coder in self.coders)

        return any_wants


def reader(*folders: Path, coders: Sequence[Coder] | None = None) -> Reader:
    """The usual reader: English by the bundled model, all coders (or those given), the bundled actor base under the
    tables in `folders`.

    Raises `BaseError` where a folder's tables are malformed.
    """
    chosen = usual_coders() if coders is None else coders
    return Reader(english(), load(*folders) if folders else bundled(), chosen)


def _place(claim: Claim) -> tuple[int, int, int, str]:
    first = claim.evidence[0]
    return first.start, first.end, KINDS.index(claim.kind), claim.id
