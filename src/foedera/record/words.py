"""Words for full-text search: how text is folded, how a query is read, how documents are cut into passages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from foedera.model import ActorRef, Claim, Document, QuestionError

_PART = re.compile(r'"([^"]*)"|(\S+)')
_LONGEST = 100_000
_LABEL = 250


class Phrase(NamedTuple):
    """Words that must follow each other; with `prefix`, the last one may go on."""

    words: tuple[str, ...]
    prefix: bool


def folded(text: str) -> str:
    """The text in lower case without diacritics, and a space for whatever is neither letter nor digit."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", text)
    kept = (c if c.isalnum() else "" if unicodedata.category(c) == "Mn" else " " for c in plain.lower())
    return "".join(kept)


def phrases(query: str) -> tuple[Phrase, ...]:
    """What a user asks for: every word, and every phrase in quotation marks, must be there; `deliver*` is a beginning.

    Any other sign separates words and means nothing. Raises `RecordError` where no word is left.
    """
    found = []
    for match in _PART.finditer(query.translate({0x201C: '"', 0x201D: '"'})):
        quoted, bare = match.groups()
        words = tuple(folded(quoted if bare is None else bare).split())
        if words:
            found.append(Phrase(words, bare is not None and bare.endswith("*")))
    if not found:
        raise QuestionError(f"nothing to search for in {query[:60]!r}: give at least one word")
    return tuple(found)


def passages(document: Document) -> Iterator[tuple[int, int, int]]:
    """The passages of a document that are searched, as (place, start, end): paragraphs, very long ones in pieces.

    The title, which need not stand in the text, is passage 0 and not among them.
    """
    place = 0
    for paragraph in document.paragraphs:
        start = paragraph.start
        while start < paragraph.end:
            end = min(start + _LONGEST, paragraph.end)
            if end < paragraph.end:
                space = document.text.rfind(" ", start + 1, end)
                end = space + 1 if space > 0 else end
            place += 1
            yield place, start, end
            start = end


def claim_text(claim: Claim, actors: Iterable[ActorRef]) -> str:
    """The words by which a claim is found: its evidence and the names of its actors."""
    names = dict.fromkeys(ref.name for ref in actors)
    return "\n".join([*(span.text for span in claim.evidence), *names])


def label_of(id: str | None, name: str) -> str:
    """What an actor is known by in the index: the id, or else the folded name."""
    return id if id is not None else "name:" + folded_name(name)


def folded_name(name: str) -> str:
    """A name as it is compared: folded, single spaces, cut at a length that no real name has."""
    return " ".join(folded(name).split())[:_LABEL]
