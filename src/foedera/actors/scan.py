"""Finding the base's names in text: longest first from the left, whole words only, place names protected.

Offsets are code points of the text as given. Text is matched in its own case (or all capitals); typographic
apostrophes, hyphens and spaces count as their plain forms, and a single line break as a space.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from foedera.actors.forms import ALIKE, capitals, forms, plain
from foedera.actors.patterns import Patterns
from foedera.actors.rows import NAME_TYPES, Caution, Name, Period

# Marks that end a word as a plain quotation mark does.
_MARKS = dict.fromkeys("\u201c\u201d\u201e\u2014\u2026\u2022", '"')
_READ = ALIKE | _MARKS
# Text is matched as Latin-1, one byte a character, so that offsets are code points. Bytes that are control characters
# in Latin-1 stand for the characters of `_READ` and then become their plain forms; "?" may stand for anything else.
_WIDE = "".join(wide for wide in _READ if wide > "\xff")
_LATIN = codecs.charmap_build("".join(map(chr, range(128))) + _WIDE + "".join(map(chr, range(128 + len(_WIDE), 256))))
_PLAINLY = bytes.maketrans(
    bytes(range(128, 128 + len(_WIDE))) + b"\xa0\t\n\r", "".join(map(_READ.__getitem__, _WIDE)).encode() + b"    "
)
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


_Fields = tuple[tuple[str, ...], str, str | None, tuple[Name, ...]]


_Found = tuple[int, int, _Fields]


class Listed(NamedTuple):
    """The names of a base: their spellings, and by position the row and whether it is a person's."""

    names: Sequence[str]
    row: Callable[[int], Name]
    person: Callable[[int], bool]


class _Entry(msgspec.Struct, frozen=True, gc=False):
    """What a form of a name stands for; `trim` characters at its end belong to what follows ("Sino-")."""

    form: str
    fields: _Fields
    cautions: tuple[tuple[str, frozenset[str]], ...]
    trim: int
    exact: bool

    @property
    def careful(self) -> bool:
        """Whether more than its neighbours must be looked at."""
        return self.exact or self.trim > 0 or len(self.cautions) > 0


class _Meanings:
    """What forms mean: rows of names, a place, a phrase, cautions."""

    def __init__(self, listed: Listed) -> None:
        self._row = listed.row
        self.named: dict[str, int] = {}
        self.others: dict[str, list[int]] = {}  # further rows of the same form
        self.places: dict[str, str] = {}
        self.phrases: set[str] = set()
        self.warned: dict[str, list[Caution]] = {}

    def add(
        self,
        spelled: Callable[[str], tuple[str, ...]],
        names: Iterable[tuple[int, str]],
        places: Iterable[tuple[str, str]],
        phrases: Iterable[str],
        cautions: Iterable[Caution],
    ) -> None:
        """Add what is written in the forms that `spelled` gives."""
        named, others = self.named, self.others
        for at, name in names:
            for form in spelled(name):
                if named.setdefault(form, at) != at:
                    others.setdefault(form, []).append(at)
        for name, place in places:
            for form in spelled(name):
                self.places.setdefault(form, place)
        self.phrases.update(form for phrase in phrases for form in spelled(phrase))
        for caution in cautions:
            for form in spelled(caution.name):
                self.warned.setdefault(form, []).append(caution)

    def forms(self) -> list[str]:
        """Every form once."""
        return list(dict.fromkeys([*self.named, *self.places, *self.phrases]))

    def rows(self, form: str) -> tuple[Name, ...]:
        """The rows with a form."""
        first = self.named.get(form)
        return () if first is None else tuple(map(self._row, [first, *self.others.get(form, ())]))

    def entry(self, form: str) -> _Entry:
        """What a form stands for."""
        rows, place = self.rows(form), self.places.get(form)
        if rows:
            kind = min([row.type for row in rows], key=_RANK.__getitem__)
        else:
            kind = "phrase" if place is None else "place"
        return _Entry(
            form=form,
            fields=(tuple(dict.fromkeys([row.actor for row in rows])), kind, place, rows),
            cautions=tuple((row.side, frozenset(row.words.split())) for row in self.warned.get(form, ())),
            trim=1 if form.endswith("-") else 0,
            exact=not form.isascii() and bool(_BEYOND.search(form)),
        )


class _Index:
    """Finds forms in Latin-1 bytes; what one stands for is put together when it is first met, as most never are."""

    def __init__(self, meanings: _Meanings, *, whole: bool) -> None:
        self.meanings = meanings
        self.forms = meanings.forms()
        self._encoded = [form.encode("latin-1", "replace") for form in self.forms]
        self.patterns = Patterns(self._encoded, whole=whole)
        self.careful = bytearray(b"\1" * len(self.forms))
        self.fields: list[_Fields] = [((), "phrase", None, ())] * len(self.forms)
        self._entries: list[_Entry | None] = [None] * len(self.forms)
        heads = self.patterns.heads
        # By head, noted when it is first met: what it means where that needs no second look, else None, and where in it
        # the last other name may begin (0: nowhere).
        self.ready: list[_Fields | None] = [None] * len(heads)
        self.inner = bytearray(len(heads))
        self.seen = bytearray(len(heads))

    def entry(self, number: int) -> _Entry:
        """What a pattern stands for."""
        entry = self._entries[number]
        if entry is None:
            entry = self._entries[number] = self.meanings.entry(self.forms[number])
            self.fields[number] = entry.fields
            self.careful[number] = entry.careful
        return entry

    def look(self, head: int) -> None:
        """Note what a head tells by itself."""
        self.seen[head] = 1
        pattern = self.patterns.heads[head]
        for at in range(1, len(pattern)):
            before, here = _BYTES[pattern[at - 1]], _BYTES[pattern[at]]
            if before != _JOINED and self.patterns.begins(pattern[at:]):
                self.inner[head] = at
            elif here != _JOINED and self.patterns.known(pattern[:at]):
                self.inner[head] = max(1, self.inner[head])
        number = self.patterns.alone(head)
        if number >= 0:
            entry = self.entry(number)
            self.ready[head] = None if entry.careful else entry.fields

    def found(self, text: str, data: bytes, head: int, at: int, start: int, end: int) -> list[_Found]:
        """The names that begin from `at` on where a head stands between `start` and `end`."""
        if not self.seen[head]:
            self.look(head)
        made: list[_Found] = []
        if at == start:
            before = _BYTES[data[start - 1]] & _INWARD
            number, high = (-1, end) if before == _JOINED else self.patterns.longest(data, head, start)
            if number >= 0:
                if not before and not self.careful[number] and _ends(data, high):
                    made.append((start, high, self.fields[number]))
                    at = high
                elif (entry := self.standing(text, data, number, start, high)) is not None:
                    made.append((start, high - entry.trim, entry.fields))
                    at = high
            # Nothing else begins within: the usual case.
            if at > start + self.inner[head] or (at == start and not self.inner[head]):
                return made
        return made + self._within(text, data, at, end)

    def _within(self, text: str, data: bytes, at: int, end: int) -> list[_Found]:
        """The names that begin between `at` and `end` where they stand, longest first from the left."""
        found: list[_Found] = []
        while at < end:
            past = at + 1
            if _BYTES[data[at - 1]] != _JOINED and self.patterns.may(data, at):
                for number, high in self.patterns.at(data, at):
                    entry = self.standing(text, data, number, at, high) if high <= len(text) else None
                    if entry is not None:
                        found.append((at, high - entry.trim, entry.fields))
                        past = high
                        break
            at = past
        return found

    def standing(self, text: str, data: bytes, number: int, start: int, end: int) -> _Entry | None:
        """What a pattern stands for at this place, if anything."""
        entry = self.entry(number)
        twins = map(self.entry, self._twins[self._encoded[number]]) if entry.exact else (entry,)
        return next((twin for twin in twins if _stands(twin, text, data, start, end)), None)

    @cached_property
    def _twins(self) -> dict[bytes, list[int]]:
        """The names that look alike in Latin-1, by how they look."""
        twins: dict[bytes, list[int]] = {}
        for number, pattern in enumerate(self._encoded):
            twins.setdefault(pattern, []).append(number)
        return twins


class Scanner:
    """An index of all names, built once; `scan` is pure.

    Forms in capitals are as many as all others: they are indexed when a text first has a word in capitals.
    """

    def __init__(
        self,
        listed: Listed,
        places: Iterable[tuple[str, str]],
        phrases: Iterable[str],
        cautions: Iterable[Caution],
    ) -> None:
        """`places` are pairs of name and place id; `phrases` contain names but name nothing."""
        self._listed = listed
        self._rest = (tuple(places), tuple(phrases), tuple(cautions))
        self._plain = _Index(self._meanings(), whole=False)

    def named(self, form: str) -> tuple[Name, ...]:
        """The rows with this name, written in any of its forms but capitals."""
        return self._plain.meanings.rows(" ".join(plain(form).split()))

    def scan(self, text: str) -> list[Match]:
        """The names in `text`, sorted, not overlapping."""
        # Padded behind, so that every match has a byte on either side: data[-1] is the one before the first.
        data = _encoded(text).translate(_PLAINLY) + b"   "
        quiet = "_whole" not in self.__dict__ and b"AAAA" not in data.translate(_CASES)
        return _matches(self._plain if quiet else self._whole, text, data)

    def _meanings(self) -> _Meanings:
        made = _Meanings(self._listed)
        made.add(forms, enumerate(self._listed.names), *self._rest)
        return made

    @cached_property
    def _whole(self) -> _Index:
        """All forms, those in capitals too; names of persons are not looked for in capitals."""
        made, person = self._meanings(), self._listed.person
        names = ((at, name) for at, name in enumerate(self._listed.names) if not (name.isascii() and person(at)))
        made.add(capitals, names, *self._rest)
        return _Index(made, whole=True)


def _encoded(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else codecs.charmap_encode(text, "replace", _LATIN)[0]


def _matches(index: _Index, text: str, data: bytes) -> list[Match]:
    """The names of an index in `text`, which `data` encodes."""
    kinds, ready = _BYTES, index.ready
    matches: list[Match] = []
    past = 0
    for head, start, end in index.patterns.hits(data):
        known = ready[head]
        if known is not None and start >= past and not kinds[data[end]] and not kinds[data[start - 1]] & _INWARD:
            matches.append(Match(start, end, *known))
            past = end
        elif end > past:
            for low, high, fields in index.found(text, data, head, max(start, past), start, end):
                matches.append(Match(low, high, *fields))
                past = high
    return matches


def _ends(data: bytes, end: int) -> bool:
    """Whether a word surely ends here."""
    kind = _BYTES[data[end]]
    return kind == _PLAIN or (kind == _DOT and not _in_address(data, end))


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
    for side, words in entry.cautions:
        if side == "before":
            found = _LAST_WORD.search(data, max(0, start - 40), start)
            if found is not None and _listed(found[1], words):
                return True
            continue
        found = _NEXT_WORD.match(data, end)
        if found is None:
            continue
        if side == "after" and _listed(found[1], words):
            return True
        if side == "person" and data[end] == 0x20 and found[1][:1].isupper() and not _listed(found[1], words):
            return True
    return False


def _listed(word: bytes, words: frozenset[str]) -> bool:
    text = word.decode("latin-1").rstrip(".'")
    return text in words or text.removesuffix("'s") in words
