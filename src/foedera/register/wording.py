"""Words as the register compares them: stems with fixed weights, names, initials, numbers that tell things apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from snowballstemmer import stemmer

from foedera.register.tables import rows

WHOLE = 100

_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_NUMBER = re.compile(r"(?<![\w-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=(?:bn|k|m|mn|tn)?\b)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_SERIES = "tranche phase block batch stage round pillar lot part annex edition increment flight mark protocol".split()
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "1st first i one", "2nd second ii two", "3rd third iii three", "4th fourth iv four", "5th fifth v five",
            "6th sixth vi six", "7th seventh vii seven", "8th eighth viii eight", "9th ninth ix nine",
            "10th tenth x ten",
        ), 1,
    )
    for word in words.split()
}  # fmt: skip
_ALIASES = {
    "UN": ("United", "Nations"), "US": ("United", "States"), "USA": ("United", "States"), "UK": ("United", "Kingdom"),
    "ROK": ("South", "Korea"), "DPRK": ("North", "Korea"),
}  # fmt: skip
_CHANGES = frozenset(
    "arrang protocol amend amendment annex addendum supplement supplementari revis implement renew extens new".split()
)
_INSIDE = frozenset("of and for the on in".split())
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_TEENS = (
    "two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_COUNTED = _TENS | dict(zip(_TEENS.split(), range(2, 20), strict=True))
_ALONE = frozenset(word for word in _ORDINALS if word.endswith(("st", "nd", "rd", "th"))) | frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split()
)


class Meant(NamedTuple):
    """Stems with their weights, where those of one meaning count as one, and the sum of the weights."""

    words: Mapping[str, int]
    total: int


class Wording(NamedTuple):
    """What a text says in words: weights by stem, names, abbreviations, initials of names of several words, and numbers
    with what marks one of a row: a year, a place in it such as a tranche, a word that makes another text of a text. The
    initials lead to the stems of the words that they are of.

    `meant` are the stems again, where words of one meaning count as one.
    """

    stems: Mapping[str, int]
    total: int
    meant: Meant
    names: frozenset[str]
    short: frozenset[str]
    initials: Mapping[str, tuple[str, ...]]
    changed: frozenset[str]
    numbers: frozenset[float]
    years: frozenset[int]
    places: frozenset[int]


NOWHERE = Meant(MappingProxyType({}), 0)
NOTHING = Wording(
    stems=MappingProxyType({}),
    total=0,
    meant=NOWHERE,
    names=frozenset(),
    short=frozenset(),
    initials=MappingProxyType({}),
    changed=frozenset(),
    numbers=frozenset(),
    years=frozenset(),
    places=frozenset(),
)


def wording(text: str) -> Wording:
    """The wording of a text. `places` are places in a row: tranche 2, the first, phase IV."""
    spelt = [whole for word in _WORD.findall(text) for whole in _ALIASES.get(word.replace(".", ""), (word,))]
    words = [_folded(word) for word in spelt]
    found = stems(word for _, word in words)
    years = frozenset(int(word) for _, word in words if _YEAR.fullmatch(word))
    numbers = {float(number.replace(",", "")) for number in _NUMBER.findall(text)}
    numbers |= {float(_COUNTED[word]) for _, word in words if word in _COUNTED}
    bare = [word for word, _ in words]
    return Wording(
        stems=found,
        total=sum(found.values()),
        meant=meant(found),
        names=frozenset(found.keys() & {_weighted(_folded(word)[1])[0] for word in bare if word[:1].isupper()}),
        short=frozenset(found.keys() & {word.casefold() for word in bare if len(word) > 1 and word.isupper()}),
        initials=dict(_initials(bare)),
        changed=frozenset(found.keys() & _CHANGES),
        numbers=frozenset(numbers - {float(year) for year in years}),
        years=years,
        places=frozenset(_places([word for _, word in words])),
    )


def stems(words: Iterable[str]) -> Mapping[str, int]:
    """The stems of folded words that say something, with their weights in hundredths: whole, so that sums are exact."""
    weighted = (_weighted(word) for word in words)
    return {stem: weight for stem, weight in weighted if weight > 0}


def meant(some: Mapping[str, int]) -> Meant:
    """Stems, where those of one meaning are replaced by their group, with its weight."""
    groups = _groups()
    found: dict[str, int] = {}
    for stem, weight in some.items():
        found.update(groups.get(stem) or ((stem, weight),))
    return Meant(found, sum(found.values()))


def long_forms(some: Wording, other: Wording) -> dict[str, tuple[str, ...]]:
    """The abbreviations of a wording of which another has the words, with the stems of these."""
    return {short: other.initials[short] for short in some.short & other.initials.keys()}


def spelt(some: Wording, other: Wording) -> Wording:
    """A wording with its abbreviations in the words that the other wording has them in (CCC, Combined Coordination
    Centre), as the other weighs these."""
    longer = long_forms(some, other)
    if not longer:
        return some
    found = {stem: weight for stem, weight in some.stems.items() if stem not in longer}
    found |= {stem: other.stems[stem] for stems_of in longer.values() for stem in stems_of if stem in other.stems}
    return some._replace(stems=found, total=sum(found.values()), meant=meant(found))


def folded(word: str) -> str:
    """A word in lower case, without diacritics, points and possessive."""
    return _folded(word)[1]


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """The stem of a folded word."""
    return _stem(word)


@lru_cache(maxsize=200_000)
def meanings(stem: str) -> frozenset[str]:
    """A stem and the groups of stems of its meaning."""
    return frozenset((stem, *(group for group, _ in _groups().get(stem, ()))))


def folded_words(text: str) -> list[str]:
    """The words of a text in lower case, without diacritics, points and possessives."""
    return [_folded(word)[1] for word in _WORD.findall(text)]


def content(text: str) -> Mapping[str, int]:
    """The stems of a text that say something, with their weights in hundredths."""
    return stems(folded_words(text))


@lru_cache(maxsize=200_000)
def _weighted(word: str) -> tuple[str, int]:
    if len(word) < 2 or word.isdigit() or _NUMBER.fullmatch(word):
        return word, 0
    stem = _stem(word)
    return stem, _weights().get(stem, WHOLE)


@cache
def _weights() -> Mapping[str, int]:
    """Weights of stems that say little (below `WHOLE`) or nothing (0). They are given, never counted in the record."""
    return MappingProxyType({row["stem"]: round(float(row["weight"]) * WHOLE) for row in rows("words")})


def _stem(word: str) -> str:
    found: str = _stemmer().stemWord(word)
    return _forms().get(found, found)


@cache
def _forms() -> Mapping[str, str]:
    """The stem that stands for another of the same word: of another spelling, of an irregular form, of who is from
    there."""
    found: dict[str, str] = {}
    for row in rows("synonyms"):
        if row["grade"] == "same":
            first, *others = (str(_stemmer().stemWord(word)) for word in row["words"].split())
            found.update(dict.fromkeys(others, first))
    return MappingProxyType(found)


@cache
def _groups() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The groups of stems of one meaning to which a stem belongs, with the mean weight of their stems."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for number, row in enumerate(rows("synonyms")):
        if row["grade"] == "near":
            weighted = dict(_weighted(word) for word in row["words"].split())
            group = (f"={number}", round(sum(weighted.values()) / len(weighted)))
            for stem, weight in weighted.items():
                if weight:
                    found[stem] = (*found.get(stem, ()), group)
    return MappingProxyType(found)


@cache
def _stemmer() -> Any:
    return stemmer("english")


@lru_cache(maxsize=200_000)
def _folded(word: str) -> tuple[str, str]:
    """A word as written, without the possessive, and folded: lower case without diacritics and points."""
    bare = re.sub(r"[’']s$|[’']$", "", word).replace(".", "")
    plain = "".join(c for c in unicodedata.normalize("NFD", bare) if unicodedata.category(c) != "Mn")
    return bare, plain.casefold()


def _initials(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The initials of several words with capitals in a row (Combined Coordination Centre: ccc), with their stems."""
    run: list[str] = []
    for word in [*words, ""]:
        if word[:1].isupper() and not word.isupper() and _weighted(_folded(word)[1])[1] > 0:
            run.append(word)
        elif word not in _INSIDE and not word.isupper():
            if len(run) > 1:
                yield "".join(part[0] for part in run).casefold(), tuple(stem_of(folded(part)) for part in run)
            run = []


def _places(words: list[str]) -> Iterator[int]:
    for before, word in zip(["", *words], [*words, ""], strict=True):
        if word in _ALONE or (before in _SERIES and word in _ORDINALS):
            yield _ORDINALS[word]
        elif before in _SERIES and word.isdigit() and len(word) < 3:
            yield int(word)
