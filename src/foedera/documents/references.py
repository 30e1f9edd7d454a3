"""Lists of references: the sources, notes and works that a text gives for what it says.

Their words are titles and names of others ("Leaders strengthen bonds, https://..."): the text says nothing with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from foedera.model import Role

_NAMES = r"(?:sources?|references?|bibliography|citations?|(?:end|foot)?notes?|works\ cited|literature(?:\ cited)?)"
_HEADING = re.compile(
    rf"(?:\#+\s*)?(?:[\dIVX]{{1,4}}[.)]?\s+)?(?:(?:selected|primary|list\ of)\ )?{_NAMES}(?:\ and\ {_NAMES})?\s*:?",
    re.I | re.X,
)
_ADDRESS = r"(?:https?://|www\.|doi:|doi\.org/)"
_RUN_IN = re.compile(
    rf"(?:published\ (?:as|in)\ .{{1,80}}\.\s)?{_NAMES}:\s*(?:[\[(]1[\])]\s|1[.)]\s.*{_ADDRESS}|{_ADDRESS})",
    re.I | re.X | re.S,
)
_MARK = re.compile(r"(?:[\[(](\d{1,3})[\])]|(\d{1,3})[.)]?(?=\s)|\^|[¹²³⁰⁴-⁹]+|[-*•–])\s*(?=\S)")
_CITED = re.compile(
    rf"""{_ADDRESS}\S
    | \b(?:pp?|vols?|nos?|paras?|ch|cf)\.\s\d|\bISBN\b|\bet\ al\b|\b(?:[Ii]bid|[Oo]p\.\ cit)\b
    | \b(?:[Aa]ccessed|[Rr]etrieved)\ (?:on\ |from\ )?(?:\d|[JFMASOND][a-z]+\.?\ \d)
    | ^[A-Z][\w'’-]+,\ (?:[A-Z]\.\s?){{1,3}}.*\b(?:19|20)\d\d\b
    | \b(?:Press|Publishers|Routledge|Springer),\ (?:19|20)\d\d\b
    """,
    re.X,
)
_ENDS_IN_ADDRESS = re.compile(rf"{_ADDRESS}\S+$")
_LONGEST = 700
"""No entry of a list of references is longer, in characters."""

_FEWEST = 3
"""So many entries make a list of references that has no heading."""


def references(texts: Sequence[str], roles: Sequence[Role | None]) -> Iterator[int]:
    """The indices of the paragraphs that are entries of lists of references, in order.

    Under a heading such as "Sources" those are the entries that follow, where at least half of them have an address or
    name a page or a volume. Without a heading it takes three with numbers that follow each other, each ending in an
    address. A paragraph that holds a whole list ("Sources: [1] ...; [2] ...") is one entry. `roles` has what is
    known of the paragraphs.
    """
    end = 0
    for at, text in enumerate(texts):
        if at < end:
            continue
        if _RUN_IN.match(text):
            yield at
        headed = _HEADING.fullmatch(text) is not None
        start = at + headed
        end = _end_under_heading(texts, roles, start) if headed else _end_of_numbers(texts, at)
        yield from range(start, end)


def _end_under_heading(texts: Sequence[str], roles: Sequence[Role | None], start: int) -> int:
    """Where the entries end that begin after a heading: known by a number or mark, as items of a list, or by what they
    cite."""
    run = list(takewhile(lambda i: _is_entry(texts[i], roles[i]), range(start, len(texts))))
    cited = sum(_is_cited(texts[i]) for i in run)
    return start + len(run) if 2 * cited >= len(run) else start


def _is_entry(text: str, role: Role | None) -> bool:
    return len(text) <= _LONGEST and (role == "list" or _MARK.match(text) is not None or _is_cited(text))


def _end_of_numbers(texts: Sequence[str], start: int) -> int:
    """Where the entries of a list without a heading end; `start` itself where no such list begins there."""
    first = _number(texts[start])
    if first is None:
        return start
    run = takewhile(lambda i: _is_addressed(texts[i], first + i - start), range(start, len(texts)))
    count = sum(1 for _ in run)
    return start + count if count >= _FEWEST else start


def _is_addressed(text: str, number: int) -> bool:
    return _number(text) == number and _ENDS_IN_ADDRESS.search(text) is not None


def _number(text: str) -> int | None:
    """The number before an entry, where it has one."""
    mark = _MARK.match(text)
    given = mark and (mark[1] or mark[2])
    return int(given) if given else None


def _is_cited(text: str) -> bool:
    """Whether an entry has an address, or names what it cites as a bibliography does."""
    mark = _MARK.match(text)
    return _CITED.search(text[mark.end() :] if mark else text) is not None
