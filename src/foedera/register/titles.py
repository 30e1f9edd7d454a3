"""Which instrument a text means by some words: found by name, by a part of it, by acronym, or by year and type."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

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
_SMALL = frozenset("a an and between concerning for in of on or the to with".split())


class Found(msgspec.Struct, frozen=True):
    """The nodes that some words may mean, and by what they were found; `how` is None where none was."""

    nodes: tuple[str, ...]
    how: str | None


class Titles:
    """An index of instruments by what they may be called."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._acronyms: dict[str, list[str]] = defaultdict(list)
        for node in self._nodes.values():
            for form in dict.fromkeys(bare(name) for name in node.names):
                self._exact[form].append(node.id)
            for acronym in dict.fromkeys(a for name in node.names for a in acronyms(name)):
                self._acronyms[acronym].append(node.id)

    def find(self, words: str, source: Node) -> Found:
        """The nodes that `words` may mean in a text about `source`, which is never meant itself.

        A year in the words must be one of the instrument's, where any is known of it. Of several with the name, those
        count that have the year, and of these those that share most parties with `source`.
        """
        searches: tuple[tuple[str, Callable[[str, Node], Iterable[str]]], ...] = (
            ("name", self._by_name), ("acronym", self._by_acronym), ("part of its name", self._by_part),
            ("year and type", self._by_year),
        )  # fmt: skip
        for how, search in searches:
            found = [id for id in search(words, source) if id != source.id and _fits(self._nodes[id], words)]
            if found:
                dated = [id for id in found if set(_YEAR.findall(words)) & years_of(self._nodes[id])]
                return Found(tuple(self._nearest(dated or found, source)), how)
        return Found((), None)

    def _by_name(self, words: str, _: Node) -> Iterable[str]:
        return self._exact.get(bare(words), ())

    def _by_acronym(self, words: str, _: Node) -> Iterable[str]:
        return [id for word in words.split() if word.isupper() for id in self._acronyms.get(word.strip("()."), ())]

    def _by_part(self, words: str, _: Node) -> Iterator[str]:
        short = bare(words)
        if " " in short:
            yield from (id for id, node in self._nodes.items() if any(_begins(short, bare(n)) for n in node.names))

    def _by_year(self, words: str, source: Node) -> Iterator[str]:
        years, types = set(_YEAR.findall(words)), _types(words)
        parties = known_parties(source)
        for id, node in self._nodes.items():
            alike = node.type in types and bool(years & years_of(node))
            if alike and (parties & known_parties(node) or not parties or not node.parties):
                yield id

    def _nearest(self, found: list[str], source: Node) -> list[str]:
        parties = known_parties(source)
        shared = {id: len(parties & known_parties(self._nodes[id])) for id in dict.fromkeys(found)}
        return [id for id, count in shared.items() if count == max(shared.values())]


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


def _fits(node: Node, words: str) -> bool:
    wanted, known = set(_YEAR.findall(words)), years_of(node)
    return not wanted or not known or bool(wanted & known)


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(f"{short} ")
    return " " in short and rest != long and rest.split()[0] in _JOINS


def _types(words: str) -> set[str]:
    return {type for word in folded(words).split() for type in _TYPES.get(word, ())}
