"""What stands beside the name of a speaker: a dateline, a post, a description."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedera.coding.coder import Reading
from foedera.coding.statements.finding import Proposal
from foedera.model import ActorRef

_DATELINE = re.compile(
    r"(?:[A-Z]{3,}[ ,/]+)+(?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?(?:\([A-Za-z /.]{2,30}\) ?)?(?:--|[—–-])?\s*"
)
_LONGEST = 120


def dateline(reading: Reading, start: int) -> int:
    """Where the text goes on after a dateline that begins at `start` ("MANILA, Sept. 13 (Agency) -- "); `start` itself
    where none does."""
    text = reading.document.text
    if start and text[start - 1] != "\n":
        return start
    found = _DATELINE.match(text, start)
    mention = reading.mentions.at(start)
    if found is None or (mention is not None and any(ref.kind == "organisation" for ref in mention.refs)):
        return start
    return found.end()


def post(reading: Reading, proposal: Proposal, actors: Sequence[ActorRef]) -> str | None:
    """What a source says of a person beside the name: "the defence minister", "a scholar at the institute"."""
    if len(actors) != 1 or actors[0].kind != "person":
        return None
    ref = actors[0]
    start, end = proposal.source[0]
    if not start <= ref.start < end:
        return None
    text = reading.document.text
    left = text[min(dateline(reading, start), ref.start) : ref.start].strip(" ,")
    right = text[ref.end : end].strip(" ,")
    if left and right.startswith("of ") and len(left) + len(right) < _LONGEST:
        return f"{left} {right}"
    return next((words for words in (right, left) if _is_post(words)), _title(left))


def _is_post(words: str) -> bool:
    """Whether words beside a name are a post or description: several words, no clause, no quotation."""
    first = words.partition(" ")[0]
    if " " not in words or len(words) > _LONGEST or any(mark in words for mark in '"“”'):
        return False
    return first not in ("and", "who", "or", "(", "—") and not first.endswith("ing")


def _title(left: str) -> str | None:
    """One word before a name as its post, but for a form of address."""
    return left if left and left.lower() not in ("mr.", "mr", "ms.", "mrs.", "dr.", "the", "said") else None
