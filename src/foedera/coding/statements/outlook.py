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
from foedera.language import either
from foedera.model import Day, Edtf, Span

_AHEAD = re.compile(
    r"\b(?:will|won['’]t|would|wouldn['’]t)\b(?! like\b| want\b| rather\b)"
    r"(?!(?: not| never| still)? have \w+(?:ed|en|ad)\b)|"
    r"['’](?:ll|d) (?!like|rather)|(?:\b(?:is|are|was|were)|['’]re|['’]s) going to\b",
    re.IGNORECASE,
)
_GOING = re.compile(r"(?:['’]re|['’]s|\bare|\bis) going to\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|he|she|they|it|who)(?: also| both| all| now)?$", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:in|over|within|during) (?:(?:the )?(?:next|coming|following) |(?=\w+ (?:year|decade)s\b))"
    r"(?:(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|fifty) )?"
    r"(?P<unit>year|decade)s?\b(?! ago| of\b)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:first|only|last|most|worst|best|\w{3,}est)\b[^.;]{0,60}? in (?:the |more than |over |about |nearly )*"
    r"(?:last |past )?[\w-]+ (?:years|decades)\b",
    re.IGNORECASE,
)
"""What has not been so for long: "the first visit in 15 years"."""

_CONTRAST = re.compile(r"\btoday\b.*\btomorrow\b", re.IGNORECASE | re.DOTALL)
"""A figure of speech and no day: "their fate today may be ours tomorrow"."""

_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBERS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50}
_PASSIVE = frozenset("is are was were be been".split())
_NEAR = 90
_LAST = 9999
_NOT = re.compile(
    r"\b(?:(?:will|would|shall|could|may|might|is|are|be|do|does) (?:almost certainly |probably |likely |certainly )?"
    r"(?:not|never\b(?! before))|won['’]t|wouldn['’]t|couldn['’]t|never\b(?! before)|no longer|no \w+ (?:will|would)|"
    r"nobody|nothing|fail to|(?:do|does|did)(?: not|n['’]t) (?:think|believe|expect|anticipate|foresee)|"
    r"(?:is|are|was|were|been)(?: not|n['’]t) expected)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?:\d{1,3}(?:\.\d)?(?: percent| per cent|%)|one-in-\w+|fifty-fifty|50-50) "
    r"(?:chance|probability|likelihood|risk)\b"
)
_PAST = re.compile(
    r"\b(?:could|might|would|may)(?: not|n['’]t)? have\b|\bprobability that .{1,40} (?:had|has)\b", re.IGNORECASE
)
_GUESS = re.compile(r"\b(?:could|may|might)(?: also| well)? (?:indicate|suggest|mean|explain|reflect)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:could|may|might)\b", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"(?:\d|\b(?:in|of|by|until|till|since|from|on|before|after|during|between|and|early|late|mid|last|next|this))[ -]$"
)
_BEHIND_MONTH = re.compile(r",? (?:\d|of\b)")
_SUBJECT = re.compile(
    r"(?:['’]s? (?:own )?(?:government|military|army|navy|forces|troops|administration|parliament))?(?: [a-z]+){0,12}"
)
_ABLE = ("could", "may", "might", "possible", "certain", "set to", "remote", "perhaps")


class Outlook(msgspec.Struct, frozen=True):
    """What a content predicts: by or at when, in which words how likely, and whether it is expected to happen."""

    horizon: Edtf | None
    likelihood: str | None
    expected: bool


def outlook(
    content: Sequence[Span],
    cue: str,
    mark: str,
    published: Edtf | None,
    *,
    question: bool = False,
    own: frozenset[str] = frozenset(),
    spoken: bool = False,
) -> Outlook | None:
    """The outlook of a content, or None where it has none.

    `mark` is the lexicon's: what the cue, whose words are `cue`, predicts of its content ("expect", "warn", "promise",
    "plan" or nothing). `question` says that somebody asks; `own` are the words for the speaker himself, whose own plans
    are no outlook. `spoken` is for the turns of transcripts, where "will" alone mostly announces.
    """
    words = " ".join(span.text for span in content)
    if question or _is_resolve(cue, mark):
        return None
    likely = likelihood(words) or _of_cue(cue, mark)
    ahead = (_GOING if spoken and likely is None else _AHEAD).search(words)
    predicts = mark in ("expect", "warn") or (ahead is not None and not _is_own(words, own))
    if not predicts and not (likely is not None and _may_come(words, likely[0], own)):
        return None
    how, expected = likely or (None, True)
    return Outlook(horizon(words, published), how, expected and _NOT.search(words) is None)


def _is_resolve(cue: str, mark: str) -> bool:
    """Whether a cue reports what somebody will do himself."""
    return mark in ("promise", "plan") and "hope" not in cue and "threat" not in cue


def _of_cue(cue: str, mark: str) -> tuple[str, bool] | None:
    """How likely a cue itself calls what it reports: "is expected"."""
    if mark != "expect" or cue.split(maxsplit=1)[0] not in _PASSIVE:
        return None
    return cue, "not" not in cue and "n't" not in cue


def _is_sign(likely: str) -> bool:
    """Whether such words make an outlook by themselves."""
    return likely.lower() not in _ABLE or likely.lower() in ("could", "may", "might")


def likelihood(words: str) -> tuple[str, bool] | None:
    """The first words that say how likely something is, and whether they expect it."""
    chance = _CHANCE.search(words)
    if chance is not None:
        return chance[0], True
    pattern, expected = _markers()
    found = next((match for match in pattern.finditer(words) if not _is_month(words, match)), None)
    return None if found is None else (found[0].removesuffix(" to"), expected[found[0].lower()])


def _is_month(words: str, found: re.Match[str]) -> bool:
    """Whether "May" is the month: "in May", "May 12", "May of"."""
    if found[0] != "May":
        return False
    return (
        _BEFORE_MONTH.search(words, 0, found.start()) is not None or _BEHIND_MONTH.match(words, found.end()) is not None
    )


def horizon(words: str, published: Edtf | None) -> Edtf | None:
    """When what is predicted is to happen: the first date after publication, or the years or the deadline counted from
    it."""
    if published is None or published.latest is None:
        return None
    today = published.latest
    words = _CONTRAST.sub("", _SINCE.sub("", words))
    for found in dates(words, published):
        if _is_ahead(found.when, today):
            return found.when
    years = _YEARS.search(words)
    return _until(words, published, today) if years is None else _counted(years, today)


def _is_ahead(when: Edtf, today: Day) -> bool:
    """Whether a date is certain and ends after today, and begins no earlier than this year."""
    first, last = when.earliest, when.latest
    if first is None or last is None or "X" in when.text or "Y" in when.text:
        return False
    return last > today and (first >= today or first.year == today.year)


def _counted(years: re.Match[str], today: Day) -> Edtf | None:
    """The years from this one: "within five years", "over the next decade"."""
    count = _NUMBERS.get((years["count"] or "one").lower()) or int(years["count"])
    last = today.year + count * (10 if years["unit"].lower() == "decade" else 1)
    return Edtf.parse(f"{today.year:04d}/{last:04d}") if last <= _LAST else None


def _until(words: str, published: Edtf, today: Day) -> Edtf | None:
    """The time from publication to a deadline."""
    due = deadline(words, published)
    if due is None or due.latest is None or due.latest <= today.isoformat():
        return None
    if due.earliest is not None and due.earliest < today.isoformat():
        return None
    start = due.earliest or (published.earliest or today).isoformat()
    return Edtf.parse(f"{start}/{due.latest}") if start < due.latest else Edtf.parse(due.latest)


def _may_come(words: str, likely: str, own: frozenset[str]) -> bool:
    """Whether words of likelihood alone make an outlook: of what is still to come, and not in the speaker's hands."""
    if not _is_sign(likely) or _PAST.search(words) is not None or _GUESS.search(words) is not None:
        return False
    return likely.lower() not in ("could", "may", "might") or not _is_own(words, own, _MAY)


def _is_own(words: str, names: frozenset[str], ahead: re.Pattern[str] = _AHEAD) -> bool:
    """Whether all that will happen is what somebody says of himself: "we will", "Norvane will" by its minister."""
    return all(_is_own_act(words, found.start(), names) for found in ahead.finditer(words))


def _is_own_act(words: str, at: int, names: frozenset[str]) -> bool:
    """Whether the subject of the verb at an offset is the speaker: a pronoun right before it, or one of his names with
    no other name between."""
    before = words[max(0, at - _NEAR) : at].rstrip()
    if _OWN.search(before) is not None:
        return True
    return any(
        (place := before.rfind(name)) >= 0 and _SUBJECT.fullmatch(before, place + len(name)) is not None
        for name in names
    )


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, bool]]:
    with (files(__package__) / "likelihoods.csv").open(encoding="utf-8") as table:
        rows = {row["words"]: row["expected"] == "true" for row in csv.DictReader(table)}
    return re.compile(rf"\b{either(rows)}\b", re.IGNORECASE), rows
