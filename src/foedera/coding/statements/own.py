"""The coder of statements with a user's own ranker or cues, under a version of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from foedera.coding.statements.attributions import Finder
from foedera.coding.statements.coder import Statements
from foedera.coding.statements.cues import lexicon
from foedera.coding.statements.ranking import ranker


def own(model: Path | None, lexicons: Sequence[Path] = ()) -> Statements:
    """The coder with the ranker in the file `model` (Foedera's own where None) and the cues of these tables over
    Foedera's. Its version ends in the first eight hexadecimal digits of the SHA-256 of the files' bytes, in this order,
    so that a record can tell its claims from others; without any file it is the usual coder.

    Raises `UsageError` where a file cannot be read or is none of its kind.
    """
    finder = Finder(lexicon(*lexicons), ranker(model))
    files = [*([] if model is None else [model]), *lexicons]
    if not files:
        return Statements(finder)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return Statements(finder, f"{Statements.version}-{digest[:8]}")
