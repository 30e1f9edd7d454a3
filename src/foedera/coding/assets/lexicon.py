"""The words by which assets are found, as data: nouns and names of things, and the verbs and nouns for what is done.

`nouns.csv`: a `noun` (lemma) with the `type` of asset that it names; of the lemmas in `needs` one must stand before
it, of those in `unless` none may. `names.csv`: names of platforms, weapons, bases and programmes ("USS *": with the
words in capitals that follow). Designations of arms ("MQ-4C", "SM-6", "M203") are known by their form.

`verbs.csv`: a `lemma` (with a `particle`), where the asset stands beside it (`slot`: `obj` or a preposition; `compound`
before a noun), the `action` that it means for the `types` of asset (all where empty), and behind which prepositions the
counterparties stand (`dative`, `obj` too). A user's folder with files of these names adds rows, which come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast, get_args

import msgspec

from foedera.coding.tables import Row, rows
from foedera.language import either
from foedera.model.vocabulary import AssetAction, AssetType

DATA = Path(__file__).parent / "data"
_NOUNS = ("noun", "type", "needs", "unless", "comment")
_NAMES = ("name", "type", "comment")
_VERBS = ("lemma", "particle", "pos", "slot", "action", "types", "counterparties", "comment")
_DESIGNATIONS: tuple[tuple[AssetType, str], ...] = (
    (
        "platform",
        r"(?:[FBEP]|[KRWEMHO]?C|EA|EC|EP|F/A|FA|KF|JF|[MR]Q|[MUACHSNET]H|OH|[CM]V|TB|TC|J[Aa][Ss]|KJ|WZ|Su|MiG|Tu|Il|Ka|An|JH|Y|T)"
        r"-\d{1,3}[A-Z]{0,3}",
    ),
    (
        "platform",
        r"M[12]A\d|K[129]A?\d?|K-\d{1,2}[A-Z]{0,2}|Mi-\d{1,2}[A-Z]{0,2}|B(?:MP|TR|MD)-\d{1,3}[A-Z]?|PzH ?2000|CV90|"
        r"Type[- ]\d{2,3}[A-Z]?|Leopard \d(?:A\d)?|Mark VI?",
    ),
    (
        "weapon",
        r"(?:SM|DF|JL|HQ|YJ|CJ|PL|KN|AIM|AGM|GBU|RIM|MIM|FIM|BGM|RGM|UGM|LGM|SA|PAC|ASM|BM|SSC|Hwasong|Pukguksong|"
        r"Hyunmoo|Barracuda|Mk)-\d{1,3}[A-Z]{0,3}",
    ),
    ("weapon", r"S-[2-5]00|M\d{2,4}(?:A\d)?|AT-4|AK-\d{2,3}|RPG-\d{1,2}|B61(?:-\d{2})?"),
)
_HYPHEN = "[-\u2011\u2013]"  # as typesetters write it
_OPEN = " *"  # of a name that words in capitals end
_CAPITALS = r"(?: [A-Z](?:\.(?= [A-Z])|\w*(?:[.-]\w+)*)){1,3}"
_DESIGNED = tuple((type, re.compile(pattern.replace(")-", f"){_HYPHEN}"))) for type, pattern in _DESIGNATIONS)
_TYPES: tuple[str, ...] = get_args(AssetType)
_ACTIONS: tuple[str, ...] = get_args(AssetAction)


class Noun(msgspec.Struct, frozen=True):
    """A noun for a type of asset, and the lemmas before it that make it one or keep it from being one."""

    type: AssetType
    needs: frozenset[str]
    unless: frozenset[str]


class Frame(msgspec.Struct, frozen=True):
    """A word for something done with an asset of one of `types`; `counter` are the places of the counterparties."""

    particle: str
    pos: str
    slot: str
    action: AssetAction
    types: frozenset[str]
    counter: tuple[str, ...]


class Lexicon:
    """Nouns, names and frames; with a user's own from `folders`. Raises `SourceError` where a table is malformed."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        every = [*folders, DATA]
        self.nouns: dict[str, list[Noun]] = {}
        for row in rows("nouns.csv", _NOUNS, every):
            noun = Noun(_type(row), row.words("needs"), row.words("unless"))
            self.nouns.setdefault(row["noun"], []).append(noun)
        self.names: dict[str, AssetType] = {}
        for row in rows("names.csv", _NAMES, every):
            self.names.setdefault(row["name"], _type(row))
        self.frames: dict[str, list[Frame]] = {}
        for row in rows("verbs.csv", _VERBS, every):
            self.frames.setdefault(row["lemma"], []).append(_frame(row))
        plain = either(name for name in self.names if not name.endswith(_OPEN))
        begun = either(name.removesuffix(_OPEN) for name in self.names if name.endswith(_OPEN))
        # A longer name goes before the designation in it, and a ship before the word that its name begins with.
        names = [rf"{begun}{_CAPITALS}", plain, *(pattern.pattern for _, pattern in _DESIGNED)]
        self.name = re.compile(rf"(?<![\w-])(?:{'|'.join(names).replace(re.escape('-'), _HYPHEN)})s?(?!\w)")
        nouns = either(noun.removesuffix("y") for noun in self.nouns)
        self._noun = re.compile(rf"\b{nouns}(?:s|es|y|ys|ies)?\b", re.IGNORECASE)

    def type_of(self, name: str) -> AssetType:
        """The type of what a name of the table stands for."""
        name = re.sub(_HYPHEN, "-", name)
        stem, begun = name.removesuffix("s"), self.begun(name)
        for known in (name, stem, f"{begun}{_OPEN}"):
            if known in self.names:
                return self.names[known]
        return next(type for type, pattern in _DESIGNED if pattern.fullmatch(stem))

    def begun(self, name: str) -> str | None:
        """With what a name of the table begins that words in capitals end ("USS Halsey": "USS"); None of others."""
        words = name.split()
        begun = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
        return next((each for each in begun if each + _OPEN in self.names), None)

    def wants(self, sentence: str) -> bool:
        """Whether a sentence has a word for an asset."""
        return self._noun.search(sentence) is not None or self.name.search(sentence) is not None


def _type(row: Row) -> AssetType:
    return cast(AssetType, row.one_of("type", _TYPES))


def _frame(row: Row) -> Frame:
    action = cast(AssetAction, row.one_of("action", _ACTIONS))
    types = row.some_of("types", _TYPES) or frozenset(_TYPES)
    return Frame(row["particle"], row["pos"], row["slot"], action, types, tuple(row["counterparties"].split()))


@cache
def lexicon() -> Lexicon:
    """Foedera's own lexicon, read once."""
    return Lexicon()
