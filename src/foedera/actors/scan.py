"""Finding the base's names in text: longest first from the left, whole words only, place names protected.

Offsets are code points of the text as given. Text is matched in its own case (or all capitals); typographic
apostrophes, hyphens and spaces count as their plain forms, and a single line break as a space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from foedera.actors.rows import NAME_TYPES, Caution, Name, Period

_ALIKE = {
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_SPACES = bytes(32 if byte in b"\t\n\r" else byte for byte in range(256))
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d", "ð": "d"})
_PLAIN, _JOINED, _WIDE, _DOT = 0, 1, 2, 3
_BYTES = bytes(
    _WIDE if byte >= 0x80 else _JOINED if chr(byte).isalnum() or byte in b"_@" else _DOT if byte == 0x2E else _PLAIN
    for byte in range(256)
)
_RANK = {type: rank for rank, type in enumerate(NAME_TYPES)}
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


class _Entry(msgspec.Struct, frozen=True, gc=False):
    actors: tuple[str, ...]
    type: str
    place: str | None
    names: tuple[Name, ...]
    trim: int
    compound: bool
    cautions: tuple[Caution, ...]


def plain(text: str) -> str:
    """`text` with typographic apostrophes, hyphens and spaces in their plain forms; as long as before."""
    for wide, narrow in _ALIKE.items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def forms(name: str) -> Iterator[str]:
    """The ways in which a name may stand in plain text: as it is, without accents, and in capitals."""
    name = " ".join(plain(name).split())
    spelled = [name]
    if not name.isascii():
        split = unicodedata.normalize("NFD", name.translate(_LETTERS))
        spelled += [unicodedata.normalize("NFD", name), "".join(c for c in split if not unicodedata.combining(c))]
    yield from spelled
    if len(name) > 3 and not name.isupper():
        yield from (form.upper() for form in spelled)


class Scanner:
    """An index of all names, built once; `scan` is pure."""

    def __init__(
        self,
        names: Iterable[Name],
        places: Iterable[tuple[str, str]],
        phrases: Iterable[str],
        cautions: Iterable[Caution],
    ) -> None:
        """`places` are pairs of name and place id; `phrases` contain names but name nothing."""
        self._named: dict[str, list[Name]] = {}
        for row in names:
            for form in forms(row.name):
                self._named.setdefault(form, []).append(row)
        self._places: dict[str, str] = {}
        for name, place in places:
            for form in forms(name):
                self._places.setdefault(form, place)
        self._phrases = {form for phrase in phrases for form in forms(phrase)}
        warned: dict[str, list[Caution]] = {}
        for caution in cautions:
            for form in forms(caution.name):
                warned.setdefault(form, []).append(caution)
        wanted = sorted({*self._named, *self._places, *self._phrases})
        self._entries = [self._entry(form, tuple(warned.get(form, ()))) for form in wanted]
        self._patterns = [form.encode() for form in wanted]
        self._longest = BytesAhoCorasick(self._patterns, MatchKind.LeftmostLongest) if wanted else None
        self._inner: BytesAhoCorasick | None = None

    def named(self, form: str) -> tuple[Name, ...]:
        """The rows with this name, written in any of its forms."""
        return tuple(self._named.get(" ".join(plain(form).split()), ()))

    def scan(self, text: str) -> list[Match]:
        """The names in `text`, sorted, not overlapping."""
        if self._longest is None:
            return []
        ascii = text.isascii()
        data = b" " + (text if ascii else plain(text)).encode("utf-8", "replace").translate(_SPACES) + b"  "
        accepted = self._accepted(data, self._longest.find_matches_as_indexes(data))
        return _ascii(accepted) if ascii else _wide(accepted, data)

    def _entry(self, form: str, cautions: tuple[Caution, ...]) -> _Entry:
        rows = tuple(dict.fromkeys(self._named.get(form, ())))
        place = self._places.get(form)
        if rows:
            kind = min((row.type for row in rows), key=_RANK.__getitem__)
        else:
            kind = "phrase" if place is None else "place"
        actors = tuple(dict.fromkeys(row.actor for row in rows))
        compound = not form.isalnum()
        return _Entry(actors, kind, place, rows, 1 if form.endswith("-") else 0, compound, cautions)

    def _accepted(self, data: bytes, found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[_Entry, int, int]]:
        entries, kinds, past = self._entries, _BYTES, 0
        for index, start, end in found:
            if start < past:
                continue
            entry = entries[index]
            if (
                (kinds[data[start - 1]] and _joined_left(data, start))
                or (kinds[data[end]] and _joined_right(data, end, entry))
                or (entry.cautions and _warned(entry, data, start, end))
            ):
                if entry.compound:
                    for inside in self._inside(data, start, end):
                        yield inside
                        past = inside[2]
                continue
            yield entry, start, end
            past = end

    def _inside(self, data: bytes, start: int, end: int) -> Iterator[tuple[_Entry, int, int]]:
        """Shorter names that begin within a name that was refused at this place, longest first from the left."""
        if self._inner is None:
            self._inner = BytesAhoCorasick(self._patterns)
        stop = end
        found = [
            (start + first, -(start + last), index)
            for index, first, last in self._inner.find_matches_as_indexes(data[start : end + 64], overlapping=True)
            if start + first < stop
        ]
        past = start
        for first, minus, index in sorted(found):
            last, entry = -minus, self._entries[index]
            if first < past or (first == start and last == end):
                continue
            if (
                not (_BYTES[data[first - 1]] and _joined_left(data, first))
                and not (_BYTES[data[last]] and _joined_right(data, last, entry))
                and not (entry.cautions and _warned(entry, data, first, last))
            ):
                yield entry, first, last
                past = last


def _ascii(accepted: Iterable[tuple[_Entry, int, int]]) -> list[Match]:
    return [
        Match(start - 1, end - 1 - entry.trim, entry.actors, entry.type, entry.place, entry.names)
        for entry, start, end in accepted
    ]


def _wide(accepted: Iterable[tuple[_Entry, int, int]], data: bytes) -> list[Match]:
    matches, seen, points = [], 1, 0
    for entry, start, end in accepted:
        points += len(data[seen:start].decode())
        length = len(data[start:end].decode())
        matches.append(Match(points, points + length - entry.trim, entry.actors, entry.type, entry.place, entry.names))
        seen, points = end, points + length
    return matches


def _joined_left(data: bytes, start: int) -> bool:
    kind = _BYTES[data[start - 1]]
    if kind != _WIDE:
        return kind == _JOINED
    return _in_word(reversed(data[max(0, start - 24) : start].decode("utf-8", "ignore")))


def _joined_right(data: bytes, end: int, entry: _Entry) -> bool:
    kind = _BYTES[data[end]]
    if entry.trim:
        return False
    if kind == _JOINED:
        return True
    if kind == _DOT:
        return 0x61 <= data[end + 1] <= 0x7A  # the host name of an address: "China.org"
    return kind == _WIDE and _in_word(data[end : end + 24].decode("utf-8", "ignore"))


def _in_word(beside: Iterable[str]) -> bool:
    """Whether the characters outward from a name go on with its word; invisible ones are looked through."""
    for character in beside:
        category = unicodedata.category(character)
        if category != "Cf":
            return category[0] in "LMN" or character == "_"
    return False


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
    text = word.decode().rstrip(".'")
    return text in words or text.removesuffix("'s") in words
