"""The index in which a published site is searched: a script that holds data, as a page that lies on a disk may load
scripts beside it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from foedera.model import KINDS
from foedera.record import Listed
from foedera.register import Entry
from foedera.web.pages.actors import Named
from foedera.web.publishing.links import file_of

_WORDS = 240


class Finding:
    """Collects what can be found: of each thing its sort, label, file, day, and some words more."""

    sorts = (*KINDS, "document", "actor")

    def __init__(self) -> None:
        self._rows: list[tuple[int, str, str, str, str]] = []

    def entry(self, entry: Entry) -> None:
        """Takes an entry in, with the beginning of its first evidence."""
        first = entry.members[0]
        day = str(first.claim.when or first.source.published or "")
        words = " ".join(first.claim.evidence[0].text.split())[:_WORDS]
        self.add(entry.kind, entry.label, f"/entries/{entry.id}", day, words)

    def script(self, documents: Iterable[Listed], actors: Iterable[Named]) -> bytes:
        """A script that makes `foederaIndex` of it all, and of documents and actors."""
        for row in documents:
            self.add("document", row.title or row.source, f"/documents/{row.id}", row.published or "", row.publisher)
        for each in actors:
            self.add("actor", each.name, f"/actors/{each.id}", "", each.id)
        found: dict[str, Any] = {"sorts": self.sorts, "rows": self._rows}
        return b"globalThis.foederaIndex = " + msgspec.json.encode(found) + b";\n"

    def add(self, sort: str, label: str, path: str, day: str, words: str | None) -> None:
        """Takes in something of a sort, with its label, the path of its page, its day, and words to find it by."""
        self._rows.append((self.sorts.index(sort), label, file_of(path), day, words or ""))
