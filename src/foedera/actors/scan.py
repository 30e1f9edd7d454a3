"""Finding the base's names in text: longest first from the left, whole words only, place names protected.

Offsets are code points of the text as given. Text is matched in its own case (or all capitals); typographic
apostrophes, hyphens and spaces count as their plain forms, and a single line break as a space.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

import msgspec
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from foedera.actors.rows import NAME_TYPES, Caution, Name, Period

_ALIKE = {
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
# Text is matched as Latin-1, one byte a character, so that offsets are code points. Bytes that are control characters
# in Latin-1 stand for the characters of `_ALIKE` and then become their plain forms; "?" may stand for anything else.
_WIDE = "".join(wide for wide in _ALIKE if wide > "\xff")
_LATIN = codecs.charmap_build("".join(map(chr, range(128))) + _WIDE + "".join(map(chr, range(128 + len(_WIDE), 256))))
_PLAINLY = bytes.maketrans(
    bytes(range(128, 128 + len(_WIDE))) + b"\xa0\t\n\r", "".join(map(_ALIKE.__getitem__, _WIDE)).encode() + b"    "
)
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d", "ð": "d"})
_PLAIN, _JOINED, _OTHER, _DOT = 0, 1, 2, 4
_INWARD = _JOINED | _OTHER
_KINDS = {0x3F: _OTHER, 0xAD: _OTHER, 0x2E: _DOT, 0x5F: _JOINED, 0x40: _JOINED}
_BYTES = bytes(_KINDS.get(byte, _JOINED if chr(byte).isalnum() else _PLAIN) for byte in range(256))
# Capitals, small letters, and all else, to find words in capitals.
_CASES = bytes(0x41 if chr(byte).isupper() else 0x61 if chr(byte).islower() else 0x20 for byte in range(256))
_RANK = {type: rank for rank, type in enumerate(NAME_TYPES)}
_BEYOND = re.compile(r"[^\x00-\xff]")
_NEXT_WORD = re.compile(rb" ?-?([\w'.]+)", re.ASCII)
_LAST_WORD = re.compile(rb"([\w'.]+)[ -]?$", re.ASCII)


class Match(msgspec.Struct, frozen=True, gc=False):
    """Words that name something in the base, from `start` to `end` (code points, end exclusive).

    `actors` are the ids of all actors that the words may name at any date, `names` the rows that say so; `type` is the
    rows' type ("name", "adjective", "capital"), "place" where only a place is named, and "phrase" where the words hold
    a name but name nothing in the base. `place` is the id of the place of that name, or None.
    """

    start: int
    end: int
    actors: tuple[str, ...]
    type: str
    place: str | None
    names: tuple[Name, ...]

    def on(self, period: Period | None) -> tuple[str, ...]:
        """The actors that the words may name in that period; at any time where it is None."""
        if period is None:
            return self.actors
        return tuple(dict.fromkeys(name.actor for name in self.names if name.when.meets(period)))


_Row = TypeVar("_Row")
_Fields = tuple[tuple[str, ...], str, str | None, tuple[Name, ...]]


class _Entry(msgspec.Struct, frozen=True, gc=False):
    """What a form of a name stands for; `trim` characters at its end belong to what follows ("Sino-")."""

    form: str
    fields: _Fields
    cautions: tuple[Caution, ...]
    trim: int
    exact: bool
    compound: bool

    @property
    def careful(self) -> bool:
        """Whether more than its neighbours must be looked at."""
        return self.exact or self.trim > 0 or len(self.cautions) > 0


class _Meanings(msgspec.Struct):
    """What forms mean: rows of names, a place, a phrase, cautions."""

    named: dict[str, list[Name]]
    places: dict[str, str]
    phrases: set[str]
    warned: dict[str, list[Caution]]

    def forms(self) -> list[str]:
        """Every form once."""
        return list(dict.fromkeys([*self.named, *self.places, *self.phrases]))

    def joined(self, other: _Meanings) -> _Meanings:
        """These meanings and those of `other`."""
        return _Meanings(
            _merged(self.named, other.named),
            other.places | self.places,
            self.phrases | other.phrases,
            _merged(self.warned, other.warned),
        )

    def entry(self, form: str) -> _Entry:
        """What a form stands for."""
        rows = tuple(self.named.get(form, ()))
        place = self.places.get(form)
        if rows:
            kind = min([row.type for row in rows], key=_RANK.__getitem__)
        else:
            kind = "phrase" if place is None else "place"
        return _Entry(
            form=form,
            fields=(tuple(dict.fromkeys([row.actor for row in rows])), kind, place, rows),
            cautions=tuple(self.warned.get(form, ())),
            trim=1 if form.endswith("-") else 0,
            exact=not form.isascii() and bool(_BEYOND.search(form)),
            compound=not form.isalnum(),
        )


def _merged(first: dict[str, list[_Row]], second: dict[str, list[_Row]]) -> dict[str, list[_Row]]:
    made = dict(first)
    for form, rows in second.items():
        made[form] = [*first.get(form, ()), *rows]
    return made


def plain(text: str) -> str:
    """`text` with typographic apostrophes, hyphens and spaces in their plain forms; as long as before."""
    if text.isascii():
        return text
    for wide, narrow in _ALIKE.items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def forms(name: str) -> tuple[str, ...]:
    """The ways in which a name may stand in plain text, but for capitals: as it is, and without accents; each once."""
    if name.isascii():
        return (" ".join(name.split()) if "  " in name else name,)
    name = " ".join(plain(name).split())
    split = unicodedata.normalize("NFD", name.translate(LETTERS))
    bare = "".join(c for c in split if not unicodedata.combining(c))
    return tuple(dict.fromkeys([name, unicodedata.normalize("NFD", name), bare]))


def capitals(name: str) -> tuple[str, ...]:
    """The forms of a name in capitals; none where it is too short to be told from an acronym."""
    return tuple(form.upper() for form in forms(name) if len(form) > 3 and not form.isupper())


def _meanings(
    spelled: Callable[[str], tuple[str, ...]], names: Iterable[Name], places: Iterable[tuple[str, str]],
    phrases: Iterable[str], cautions: Iterable[Caution],
) -> _Meanings:  # fmt: skip
    made = _Meanings({}, {}, set(), {})
    named = made.named
    for row in names:
        for form in spelled(row.name):
            if form in named:
                named[form].append(row)
            else:
                named[form] = [row]
    for name, place in places:
        for form in spelled(name):
            made.places.setdefault(form, place)
    made.phrases.update(form for phrase in phrases for form in spelled(phrase))
    for caution in cautions:
        for form in spelled(caution.name):
            made.warned.setdefault(form, []).append(caution)
    return made


class _Index:
    """Finds forms in Latin-1 bytes; what one stands for is put together when it is first met, as most never are."""

    def __init__(self, meanings: _Meanings) -> None:
        self.meanings = meanings
        self.forms = meanings.forms()
        self.patterns = [form.encode("latin-1", "replace") for form in self.forms]
        self.longest = BytesAhoCorasick(self.patterns, MatchKind.LeftmostLongest) if self.forms else None
        self.fields: list[_Fields] = [((), "phrase", None, ())] * len(self.forms)
        self.careful = bytearray(b"\1" * len(self.forms))
        self._entries: list[_Entry | None] = [None] * len(self.forms)

    def entry(self, index: int) -> _Entry:
        """What a pattern stands for."""
        entry = self._entries[index]
        if entry is None:
            entry = self._entries[index] = self.meanings.entry(self.forms[index])
            self.fields[index] = entry.fields
            self.careful[index] = entry.careful
        return entry

    def judged(self, text: str, data: bytes, index: int, start: int, end: int) -> Iterator[tuple[_Entry, int, int]]:
        """The match itself where it stands, or else the shorter names that begin within it."""
        entry = self.entry(index)
        for twin in map(self.entry, self._twins[self.patterns[index]]) if entry.exact else (entry,):
            if _stands(twin, text, data, start, end):
                yield twin, start, end
                return
        if entry.compound:
            yield from self._inside(text, data, start, end)

    def _inside(self, text: str, data: bytes, start: int, end: int) -> Iterator[tuple[_Entry, int, int]]:
        """Shorter names that begin within a name that was refused at this place, longest first from the left."""
        found = [
            (start + first, -(start + last), index)
            for index, first, last in self._inner.find_matches_as_indexes(data[start : end + 64], overlapping=True)
            if start + first < end
        ]
        past = start
        for first, minus, index in sorted(found):
            last, entry = -minus, self.entry(index)
            if first < past or last >= len(data) or (first == start and last == end):
                continue
            if _stands(entry, text, data, first, last):
                yield entry, first, last
                past = last

    @cached_property
    def _twins(self) -> dict[bytes, list[int]]:
        """The names that look alike in Latin-1, by how they look."""
        twins: dict[bytes, list[int]] = {}
        for index, pattern in enumerate(self.patterns):
            twins.setdefault(pattern, []).append(index)
        return twins

    @cached_property
    def _inner(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self.patterns)


class Scanner:
    """An index of all names, built once; `scan` is pure.

    Forms in capitals are as many as all others: they are indexed when a text first has a word in capitals.
    """

    def __init__(
        self,
        names: Iterable[Name],
        places: Iterable[tuple[str, str]],
        phrases: Iterable[str],
        cautions: Iterable[Caution],
    ) -> None:
        """`places` are pairs of name and place id; `phrases` contain names but name nothing."""
        self._names, self._places = tuple(names), tuple(places)
        self._phrases, self._cautions = tuple(phrases), tuple(cautions)
        self._plain = _Index(_meanings(forms, self._names, self._places, self._phrases, self._cautions))

    def named(self, form: str) -> tuple[Name, ...]:
        """The rows with this name, written in any of its forms but capitals."""
        return tuple(self._plain.meanings.named.get(" ".join(plain(form).split()), ()))

    def scan(self, text: str) -> list[Match]:
        """The names in `text`, sorted, not overlapping."""
        # Padded behind, so that every match has a byte on either side: data[-1] is the one before the first.
        data = codecs.charmap_encode(text, "replace", _LATIN)[0].translate(_PLAINLY) + b"   "
        quiet = "_whole" not in self.__dict__ and b"AAAA" not in data.translate(_CASES)
        return _matches(self._plain if quiet else self._whole, text, data)

    @cached_property
    def _whole(self) -> _Index:
        """All forms, those in capitals too; names of persons are not looked for in capitals."""
        names = [row for row in self._names if not (row.actor.startswith("person:") and row.name.isascii())]
        loud = _meanings(capitals, names, self._places, self._phrases, self._cautions)
        return _Index(self._plain.meanings.joined(loud))


def _matches(index: _Index, text: str, data: bytes) -> list[Match]:
    """The names of an index in `text`, which `data` encodes."""
    if index.longest is None:
        return []
    kinds, fields, careful = _BYTES, index.fields, index.careful
    matches: list[Match] = []
    past = 0
    for number, start, end in index.longest.find_matches_as_indexes(data):
        if start < past:
            continue
        after = kinds[data[end]]
        if after == _DOT and not 0x61 <= data[end + 1] <= 0x7A:
            after = _PLAIN
        if after or careful[number] or kinds[data[start - 1]] & _INWARD:
            for entry, low, high in index.judged(text, data, number, start, end):
                matches.append(Match(low, high - entry.trim, *entry.fields))
                past = high
        else:
            matches.append(Match(start, end, *fields[number]))
            past = end
    return matches


def _stands(entry: _Entry, text: str, data: bytes, start: int, end: int) -> bool:
    """Whether a match is a whole word, is written as its name, and means it here."""
    if _joins(text, data, start - 1, -1):
        return False
    if not entry.trim and (_joins(text, data, end, 1) or _in_address(data, end)):
        return False
    if entry.exact and plain(text[start:end]).split() != entry.form.split():
        return False
    return not (entry.cautions and _warned(entry, data, start, end))


def _joins(text: str, data: bytes, at: int, step: int) -> bool:
    """Whether the character at `at` goes on with the word of a name; invisible ones are looked through."""
    while 0 <= at < len(text):
        kind = _BYTES[data[at]]
        if kind != _OTHER:
            return kind == _JOINED
        category = unicodedata.category(text[at])
        if category != "Cf":
            return category[0] in "LMN"
        at += step
    return False


def _in_address(data: bytes, end: int) -> bool:
    """Whether a name is the beginning of a host name ("China.org")."""
    return data[end] == 0x2E and 0x61 <= data[end + 1] <= 0x7A


def _warned(entry: _Entry, data: bytes, start: int, end: int) -> bool:
    """Whether the words beside a name say that it means something else here."""
    for caution in entry.cautions:
        words = caution.words.split()
        if caution.side == "before":
            found = _LAST_WORD.search(data, max(0, start - 40), start)
            if found is not None and _listed(found[1], words):
                return True
            continue
        found = _NEXT_WORD.match(data, end)
        if found is None:
            continue
        if caution.side == "after" and _listed(found[1], words):
            return True
        if caution.side == "person" and data[end] == 0x20 and found[1][:1].isupper() and not _listed(found[1], words):
            return True
    return False


def _listed(word: bytes, words: list[str]) -> bool:
    text = word.decode("latin-1").rstrip(".'")
    return text in words or text.removesuffix("'s") in words
