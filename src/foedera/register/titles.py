"""Which instrument a text means by some words: found by name, by a part of it, by acronym, or by year and type."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

import msgspec

from foedera.register.nodes import Node, known_parties

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
_DATE = re.compile(
    r"\b(?:of|dated|on)? ?(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december) (?:\d{1,2} )?(?:1[6-9]|20)\d\d\b"
)
_TYPES = {
    "treaty": ("treaty",), "pact": ("treaty",), "convention": ("treaty", "agreement"), "charter": ("treaty",),
    "protocol": ("protocol",), "agreement": ("agreement", "memorandum", "exchange-of-notes"),
    "accord": ("agreement",), "notes": ("exchange-of-notes",), "memorandum": ("memorandum",),
    "guidelines": ("guidelines",), "strategy": ("strategy",), "statement": ("communique",),
    "communique": ("communique",), "declaration": ("communique",), "law": ("law",), "act": ("law",),
}  # fmt: skip
_JOINS = ("between", "of", "on", "with", "concerning", "regarding", "and", "for")
K = TypeVar("K")

_SMALL = frozenset("a an and between concerning for in of on or the to with".split())


class Found(msgspec.Struct, frozen=True):
    """The nodes that some words may mean, and by what they were found; `how` is None where none was."""

    nodes: tuple[str, ...]
    how: str | None


class Titles:
    """An index of instruments by what they may be called."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._dated = {id: years_of(node) for id, node in self._nodes.items()}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._begun: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._acronyms: dict[str, list[str]] = defaultdict(list)
        self._years: dict[str, list[str]] = defaultdict(list)
        for node in self._nodes.values():
            forms = dict.fromkeys(form for form in map(bare, node.names) if form)
            _enter(self._exact, forms, node.id)
            _enter(self._begun, dict.fromkeys(map(_opening, forms)), node.id)
            _enter(self._acronyms, dict.fromkeys(a for name in node.names for a in acronyms(name)), node.id)
            _enter(self._years, sorted(self._dated[node.id]), node.id)

    def find(self, words: str, source: Node) -> Found:
        """The nodes that `words` may mean in a text about `source`, which is never meant itself.

        A year in the words must be one of the instrument's, where any is known of it. Of several with the name, those
        count that have the year, and of these those that share most parties with `source`.
        """
        searches: tuple[tuple[str, Callable[[str, Node], Iterable[str]]], ...] = (
            ("name", self._by_name), ("acronym", self._by_acronym), ("part of its name", self._by_part),
            ("year and type", self._by_year),
        )  # fmt: skip
        years = set(_YEAR.findall(words))
        for how, search in searches:
            found = [id for id in search(words, source) if id != source.id and self._fits(id, years)]
            if found:
                dated = [id for id in found if years & self._dated[id]]
                return Found(tuple(self._nearest(dated or found, source)), how)
        return Found((), None)

    def _by_name(self, words: str, _: Node) -> Iterable[str]:
        return self._exact.get(bare(words), ())

    def _by_acronym(self, words: str, _: Node) -> Iterable[str]:
        return [id for word in words.split() if word.isupper() for id in self._acronyms.get(word.strip("()."), ())]

    def _by_part(self, words: str, _: Node) -> Iterator[str]:
        form = bare(words)
        for id in self._begun.get(_opening(form), ()):
            if any(_begins(form, bare(name)) for name in self._nodes[id].names):
                yield id

    def _by_year(self, words: str, source: Node) -> Iterator[str]:
        types, parties = _types(words), known_parties(source)
        for id in dict.fromkeys(id for year in _YEAR.findall(words) for id in self._years.get(year, ())):
            theirs = known_parties(self._nodes[id])
            if self._nodes[id].type in types and (parties & theirs or not parties or not theirs):
                yield id

    def _fits(self, id: str, years: set[str]) -> bool:
        known = self._dated[id]
        return not years or not known or bool(years & known)

    def _nearest(self, found: list[str], source: Node) -> list[str]:
        if len(found) == 1:
            return found
        parties = known_parties(source)
        shared = {id: len(parties & known_parties(self._nodes[id])) for id in dict.fromkeys(found)}
        most = max(shared.values())
        return [id for id, count in shared.items() if count == most]


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name in small letters, without accents and signs, words parted by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("u.s.", "us").replace("u.k.", "uk")).split())


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A folded name without article, dates and years, by which names are compared."""
    form = _YEAR.sub(" ", _DATE.sub(" ", folded(name)))
    words = form.split()
    while words and words[0] in ("the", "this", "that", "revised", "a", "an"):
        words = words[1:]
    while words and words[-1] in ("of", "in", "on"):
        words = words[:-1]
    return " ".join(words)


def acronyms(name: str) -> Iterator[str]:
    """The acronyms of a name: those in brackets, and the first letters of its words if there are at least three."""
    yield from re.findall(r"\(([A-Z]{3,})\)", name)
    letters = "".join(word[0] for word in bare(name).split() if word not in _SMALL)
    if len(letters) >= 3:
        yield letters.upper()


def years_of(node: Node) -> set[str]:
    """The years that are an instrument's: in its names, and of its acts."""
    found = {year for name in node.names for year in _YEAR.findall(name)}
    return found | {str(act.first.year) for act in node.acts if act.first is not None}


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(f"{short} ")
    return " " in short and rest != long and rest.split()[0] in _JOINS


def _opening(form: str) -> tuple[str, ...]:
    return tuple(form.split()[:2])


def _enter(index: dict[K, list[str]], keys: Iterable[K], id: str) -> None:
    for key in keys:
        index[key].append(id)


def _types(words: str) -> set[str]:
    return {type for word in folded(words).split() for type in _TYPES.get(word, ())}
