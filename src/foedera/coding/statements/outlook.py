"""Whether a statement looks ahead: predictions, expectations, hopes, fears and warnings of what will happen.

A content looks ahead where its cue predicts or warns, or where it says itself that something will or may happen. What
somebody promises, plans or refuses to do is no outlook, nor is what is demanded or asked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from foedera.dates import dates, deadline
from foedera.model import Edtf, Span

_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|wouldn['’]t)\b(?! like\b| want\b| rather\b| have been\b| have had\b)|"
    r"['’](?:ll|d) (?!like|rather)|\b(?:is|are|was|were) going to\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|we|he|she|they|it)(?:['’]ll| will| shall| would| won['’]t|['’]d)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:(?:will|would|shall|could|may|might|is|are|be|do|does) (?:almost certainly |probably |likely |certainly )?"
    r"(?:not|never)|won['’]t|wouldn['’]t|couldn['’]t|never|no longer|no \w+ (?:will|would)|nobody|nothing|fail to)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?:\d{1,3}(?:\.\d)?(?: percent| per cent|%)|one-in-\w+|fifty-fifty|50-50) "
    r"(?:chance|probability|likelihood|risk)\b"
)
_PAST = re.compile(r"\b(?:could|might|would|may) have\b", re.IGNORECASE)
_ABLE = ("could", "may", "might", "possible", "certain", "set to", "remote", "perhaps")
_FEARS = frozenset("fear dread worry hope".split())


class Outlook(msgspec.Struct, frozen=True):
    """What a content predicts: by or at when, in which words how likely, and whether it is expected to happen."""

    horizon: Edtf | None
    likelihood: str | None
    expected: bool


def outlook(
    content: Sequence[Span], cue: str, mark: str, published: Edtf | None, *, question: bool = False, own: bool = False
) -> Outlook | None:
    """The outlook of a content, or None where it has none.

    `mark` is the lexicon's: what the cue, whose words are `cue`, predicts of its content ("expect", "warn", "promise",
    "plan" or nothing). `question` says that somebody asks, `own` that the speaker talks of what he will do himself.
    """
    words = " ".join(span.text for span in content)
    if (mark in ("promise", "plan") and not any(fear in cue for fear in ("hope", "threat"))) or question:
        return None
    likely = likelihood(words)
    ahead = _AHEAD.search(words)
    if mark in ("expect", "warn") or (ahead is not None and not (own and _is_own(words))):
        sure = likely[1] if likely is not None else True
        return Outlook(
            horizon(words, published), None if likely is None else likely[0], sure and _NOT.search(words) is None
        )
    if likely is not None and (likely[0].lower() not in _ABLE or likely[0].lower() in ("could", "may", "might")):
        if _PAST.search(words) is not None:
            return None
        return Outlook(horizon(words, published), likely[0], likely[1] and _NOT.search(words) is None)
    return None


def likelihood(words: str) -> tuple[str, bool] | None:
    """The first words that say how likely something is, and whether they expect it."""
    chance = _CHANCE.search(words)
    if chance is not None:
        return chance[0], True
    pattern, expected = _markers()
    found = pattern.search(words)
    return None if found is None else (found[0], expected[found[0].lower()])


def horizon(words: str, published: Edtf | None) -> Edtf | None:
    """When what is predicted is to happen: the first date after publication, else a deadline counted from it."""
    if published is None or published.latest is None:
        return None
    today = published.latest
    for found in dates(words, published):
        latest = found.when.latest
        if latest is not None and latest > today and not ("X" in found.when.text or "Y" in found.when.text):
            return found.when
    due = deadline(words, published)
    if due is None or due.latest is None or due.latest <= today.isoformat():
        return None
    start = due.earliest or (published.earliest or today).isoformat()
    return Edtf.parse(f"{start}/{due.latest}") if start < due.latest else Edtf.parse(due.latest)


def _is_own(words: str) -> bool:
    """Whether all that will happen is what somebody says of himself."""
    return len(_OWN.findall(words)) >= len(_AHEAD.findall(words))


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, bool]]:
    with (files(__package__) / "likelihoods.csv").open(encoding="utf-8") as table:
        rows = {row["words"]: row["expected"] == "true" for row in csv.DictReader(table)}
    longest = sorted(rows, key=lambda words: -len(words))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE), rows
