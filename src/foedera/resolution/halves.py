""" "The North" and "the South": one of two states that share a name, where the document names it in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.resolution.mentions import Mention, only
from foedera.resolution.naming import Naming
from foedera.resolution.spans import Taken

_HALF = re.compile(
    r"(?:\b[Tt]he |(?<=[;:] )|^)(North|South)\b(?![\w-])(?! (?:[A-Z]|of\b)|,? (?:and|or) (?:North|South|East|West)\b)",
    re.MULTILINE,
)
_TOLD = re.compile(r"(North|South) [A-Z]")
_BOTH = {"North": "state:PRK", "South": "state:KOR"}


def halves(text: str, naming: Naming, named: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of states by half of their name; none where the document names no such state in full."""
    found = {_TOLD.match(m.text): only(m, "state") for m in named if m.text.startswith(("North ", "South "))}
    known = {told[1]: state.id for told, state in found.items() if told is not None and state is not None and state.id}
    if set(_BOTH.values()) & set(known.values()):
        known = _BOTH
    taken = Taken(len(text), ((m.start, m.end) for m in named))
    for match in _HALF.finditer(text) if known else ():
        start, end = match.span(1)
        if match[1] in known and not taken.touches((start, end)):
            yield Mention(start, end, match[1], (naming.ref(known[match[1]], start, end),), "name")
