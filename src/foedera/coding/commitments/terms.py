"""The terms of a commitment beside its act: by when, under which conditions, for whom, with whom, how much."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from foedera.coding.commitments.clauses import QUALIFIERS, Syntax
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import Draft
from foedera.dates import deadline
from foedera.model import ActorRef, Deadline, Edtf, Span
from foedera.model.vocabulary import CommitmentStatus

_DONE = ("completed",)
_AHEAD = re.compile(
    r"\b(?:by|before|until|no later|not later|as early|as soon|within|from|starting|beginning|early|late|mid)\b", re.I
)
_FROM = re.compile(
    r"\b(?:beginning|starting|effective|as of|from) (?:in |from )?(?:the |early |mid-?|late )*[\w ,]{4,14}$", re.I
)
_PART = re.compile(r"\bfrom (?:the )?(?:early|mid|late)[ -](?:19|20)\d0s\b", re.I)
"""A part of a decade, which has an end: "from the early 2030s"."""

_NAMED_YEAR = re.compile(r"(?<=\bthe )(?:19|20)\d\d (?=[A-Z])")
"""A year that begins a name: "the 2050 Strategy for"."""

_OF_YEAR = re.compile(
    r"\b(?!(?i:end|start|beginning|outset|middle|course|half|quarter|rest|spring|summer|autumn|fall|winter|month|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Za-z]+ of (?:19|20)\d\d\b"
)
"""A year that ends a name: "the treaty of 1960"."""

_SINCE_LONG = re.compile(
    r"\b(?:first|largest|biggest|highest|lowest|most|only|such)\b[^.;]{0,40}?"
    r" in (?:[\w-]+ ){1,4}(?:years|decades|months|weeks)\b",
    re.I,
)
"""What has not been for long: "the first visit in 15 years"."""

_CENTURY = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)[ -]century\b", re.IGNORECASE)
"""What names an age and no date: "to meet 21st-century challenges"."""

_AHEAD_OF = ("intended", "committed", "reaffirmed")
_ON_DAY = re.compile(r"\bon (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SURE = 5
_IF = frozenset("if unless once provided".split())
_SUBJECT_TO = re.compile(
    r"\b(?:subject to|pending|contingent (?:up)?on|conditional (?:up)?on|on (?:the )?condition that|provided that|"
    r"only if|as long as|so long as)\b[^;.,]*",
    re.IGNORECASE,
)
_GIVES = frozenset(
    "provide give deliver transfer donate supply grant send sell lend contribute offer extend export allocate award "
    "lease "
    "return hand ship pay commit pledge make train invest deploy".split()
)
_RECEIVES = frozenset(
    "support assist help equip train arm supply reimburse compensate defend protect fund provide allow permit let "
    "enable".split()
)
_HELPED = frozenset("people force forces government army navy military pilot soldier troop guard effort".split())
_GIVEN = frozenset(
    "aid assistance support help loan delivery transfer sale training provision grant unit equipment vessel".split()
)
_COVERS = {
    "defense": ("of",), "defence": ("of",), "protection": ("of", "for"), "deterrence": ("to", "for"),
    "attack": ("against", "on"), "assurance": ("to", "for"), "guarantee": ("to", "for"), "commitment": ("to",),
    "reassurance": ("to", "of"),
}  # fmt: skip
_WITH = ("with", "alongside", "between")


def due(words: str, status: CommitmentStatus, published: Edtf | None, *, told: bool = False) -> Deadline | None:
    """By when something is due; dates of what is done already are none. `told` says that the words tell of a past
    act."""
    found = _dated(undated(words), status, published)
    if found is None or (_is_over(status, published) and not _AHEAD.search(found.text)):
        return None
    if told and (_is_past(found, published) or _is_day(found)):
        return None
    return _bounded(found, words)


def _dated(plain: str, status: CommitmentStatus, published: Edtf | None) -> Deadline | None:
    """The date in words; what is promised lies ahead, whatever the words before the date."""
    found = deadline(plain, published)
    if found is not None or status not in _AHEAD_OF:
        return found
    return deadline(f"will {plain}", published) or _weekday(plain, published)


def _bounded(found: Deadline, words: str) -> Deadline:
    """A date with only the end that the words before it leave: "from 2026" has no last day, "within a year" no
    first."""
    opens = _FROM.search(words, 0, words.find(found.text) + len(found.text)) is not None
    if opens and _PART.search(words) is None:
        return msgspec.structs.replace(found, latest=None)
    within = found.text.lower().startswith("within")
    return msgspec.structs.replace(found, earliest=None) if within else found


def _is_over(status: CommitmentStatus, published: Edtf | None) -> bool:
    """Whether a date beside what has such a status tells when it was, not by when; in a text without a day, also of
    what goes on."""
    return status in _DONE or (published is None and status not in _AHEAD_OF)


def undated(words: str) -> str:
    """Words in which numbers that are no dates are blanks: years in names, centuries, spans that have passed."""
    for pattern in (_NAMED_YEAR, _OF_YEAR, _SINCE_LONG, _CENTURY):
        words = pattern.sub(_blank, words)
    return words


def _is_past(found: Deadline, published: Edtf | None) -> bool:
    """Whether a date lies before the day of a document; in one without a day, unless the words look ahead."""
    if published is None or published.earliest is None:
        return _AHEAD.search(found.text) is None
    last = found.latest or found.earliest
    return last is not None and last < datetime.date(*published.earliest).isoformat()


def _is_day(found: Deadline) -> bool:
    """Whether a date is one day without a word that looks ahead, on which what is told as past was done."""
    return found.earliest is not None and found.earliest == found.latest and not _AHEAD.search(found.text)


def _weekday(words: str, published: Edtf | None) -> Deadline | None:
    """The next such day: "on Tuesday" in a document of a Monday. None where it may as well be the last one."""
    match = _ON_DAY.search(words)
    if match is None or published is None or published.earliest is None or published.earliest != published.latest:
        return None
    first = datetime.date(*published.earliest)
    day = first + datetime.timedelta((_WEEK.index(match["day"].lower()) - first.weekday()) % 7)
    if (day - first).days > _SURE:
        return None
    return Deadline(day.isoformat(), day.isoformat(), match.group())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def conditions(tree: Syntax, draft: Draft, words: str, start: int, full: str) -> tuple[Span, ...]:
    """The clauses under which something is undertaken. `words` is the sentence, which begins at `start`."""
    found: list[tuple[int, int]] = []
    for kid in {*tree.kids(draft.clause.verb, "advcl"), *tree.kids(draft.act, "advcl")}:
        mark = next((tree.word(one) for one in tree.kids(kid, "mark", "advmod") if one < kid), "")
        if mark in _IF:
            below = tree.under(kid)
            found.append((tree.tokens[below[0]].start, tree.tokens[below[-1]].end))
    for match in _SUBJECT_TO.finditer(words, max(0, tree.tokens[draft.first].start - start)):
        end = min(start + match.end(), max(tree.tokens[draft.last].end, start + match.start() + 1))
        if match.start() + start < end:
            found.append((start + match.start(), end))
    kept: list[tuple[int, int]] = []
    for one in sorted(found):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return tuple(Span.of(full, low, len(full[:high].rstrip(" ,"))) for low, high in kept)


def beneficiaries(tree: Syntax, draft: Draft, parties: Parties, own: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Who is said to receive: "to Ukraine" after giving, the object of supporting; none of the parties."""
    found: list[int] = []
    lemma = tree.lemma(draft.act)
    if lemma in _GIVES:
        found += _behind(tree, draft, "to", "for")
        found += tree.kids(draft.act, "dative")
        if "with" in {tree.word(kid) for kid in tree.kids(draft.act, "prep")}:
            found += tree.kids(draft.act, "dobj")
    if lemma in _RECEIVES:
        found += [one for kid in tree.kids(draft.act, "dobj") for one in _whom(tree, kid)]
        found += [one for kid in tree.kids(draft.act, "ccomp") for one in tree.kids(kid, "nsubj")]
    found += _given(tree, draft)
    found += _defended(tree, draft)
    return _actors(tree, draft, parties, own, found)


def _whom(tree: Syntax, noun: int) -> list[int]:
    """Whom a noun names that is helped: itself, or whose people or forces it names."""
    owners = [*tree.kids(noun, "poss", "amod", "compound", "nmod"), *tree.objects(noun, "of")]
    return [noun, *owners] if tree.lemma(noun) in _HELPED else [noun]


def _defended(tree: Syntax, draft: Draft) -> list[int]:
    """Who is covered by a promise: "the defense of Japan", "deterrence to Korea", "an attack against Korea will"."""
    found: list[int] = []
    for index in range(draft.first, draft.last + 1):
        prepositions = _COVERS.get(tree.lemma(index))
        if prepositions is not None:
            found += [member for noun in tree.objects(index, *prepositions) for member in tree.members(noun)]
    return found


def _given(tree: Syntax, draft: Draft) -> list[int]:
    """The nouns behind "to" or "for" after a noun that names what is given: "its aid to Ukraine"."""
    words = range(draft.first, draft.last + 1)
    first = next((i for i in words if tree.tokens[i].pos == "NOUN" and tree.lemma(i) in _GIVEN), None)
    after = [i for i in words if first is not None and i > first and tree.word(i) in ("to", "for")]
    given = [member for i in after for noun in tree.kids(i, "pobj") for member in tree.members(noun)]
    used = [noun for i in after if tree.tokens[i].dep == "mark" for noun in tree.kids(tree.tokens[i].head, "nsubj")]
    return given + used


def counterparties(
    tree: Syntax, draft: Draft, parties: Parties, own: tuple[ActorRef, ...], others: tuple[ActorRef, ...]
) -> tuple[ActorRef, ...]:
    """With whom something is done."""
    return _actors(tree, draft, parties, (*own, *others), _behind(tree, draft, *_WITH))


def _behind(tree: Syntax, draft: Draft, *prepositions: str) -> list[int]:
    """The nouns behind prepositions that hang on the act, its operators or its object, within the item."""
    heads = [*draft.path, *(kid for head in draft.path for kid in tree.kids(head, "dobj"))]
    nouns = [noun for head in dict.fromkeys(heads) for noun in tree.objects(head, *prepositions)]
    return [member for noun in nouns for member in tree.members(noun)]


def _actors(
    tree: Syntax, draft: Draft, parties: Parties, own: tuple[ActorRef, ...], nouns: list[int]
) -> tuple[ActorRef, ...]:
    known = {ref.id or ref.name for ref in own}
    found: dict[str, ActorRef] = {}
    for ref in _refs(tree, draft, parties, nouns):
        if (ref.id or ref.name) not in known:
            found.setdefault(ref.id or ref.name, ref)
    return tuple(found.values())


def _refs(tree: Syntax, draft: Draft, parties: Parties, nouns: list[int]) -> Iterator[ActorRef]:
    for noun in nouns:
        if draft.first <= noun <= draft.last:
            mention = parties.mentions.at(tree.tokens[noun].start)
            if mention is not None:
                yield from parties.undertakers([mention])
            elif tree.lemma(noun) in parties.agents:
                owners = (parties.mentions.at(tree.tokens[kid].start) for kid in tree.kids(noun, *QUALIFIERS))
                yield from parties.undertakers(owner for owner in owners if owner is not None)
