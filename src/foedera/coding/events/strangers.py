"""Parties that the actor base does not know: persons by the parser's names, and groups ("several governments").

A name that the parser takes for a person's may be a weapon's, a ship's, an exercise's or a programme's. It stands for
a person only where its form and the document speak for it.
"""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.language import Name, Tree
from foedera.model import ActorKind, ActorRef

_PEOPLE = frozenset(["NNPS", "NNS", "JJ"])
_GROUPS = frozenset(
    "ally country diplomat force fighter government gunman insurgent leader militant militia minister nation official "
    "power protester demonstrator rebel separatist settler soldier terrorist troop warship activist lawmaker party "
    "side state member partner neighbour neighbor people worker student resident villager fisherman citizen authority "
    "opponent critic civilian police hacker dissident refugee migrant prisoner hostage".split()
)
_BODIES = frozenset(["court", "tribunal"])
_WHERE = frozenset(["in", "at", "near", "off", "inside", "outside"])
_SHIPS = re.compile(r"\b(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|INS|BRP|JS|ROKS|RFA|RFS|FS|TCG)\b")
_FORM = re.compile(r"[^\W\d_][\w'’.\-‑]*(?: [^\W\d_][\w'’.\-‑]*)*")
_LEAST = 3
"""Letters of a word below which it may well stand small elsewhere ("al", "de")."""


def person(reading: Reading, tree: Tree, token: int) -> ActorRef | None:
    """The person whose name ends with a token; None where the name may be another thing's.

    A word of a person's name does not occur as a common noun in the same document, a single word needs a title, and
    neither an article nor the letters of a ship stand before it.
    """
    name = _name(tree, token, "PERSON")
    if name is None or tree.tokens[token].tag != "NNP":
        return None
    text = reading.document.text[name.start : name.end]
    before = reading.document.text[max(0, name.start - 6) : name.start]
    if not _FORM.fullmatch(text) or any(letter.isdigit() for letter in text) or _SHIPS.search(before + text):
        return None
    if any(True for _ in tree.kids(token, "det")) or not _known_form(reading, tree, token, name, text):
        return None
    return _ref(text, name.start, name.end, "person")


def people(reading: Reading, tree: Tree, token: int) -> ActorRef | None:
    """The people of a land or a faith whose name ends with a token ("Kurds")."""
    name = _name(tree, token, "NORP")
    return None if name is None else _ref(reading.document.text[name.start : name.end], name.start, name.end)


def group(reading: Reading, tree: Tree, noun: int, *, places: bool) -> ActorRef | None:
    """The group, the court or, where `places` may be meant, the town that a noun names and of which nothing else is
    known."""
    start, end = tree.phrase(noun)
    token = tree.tokens[noun]
    if start and reading.document.text[start - 1] in "-‑":
        return None  # half of a compound: "US-backed forces"
    several = token.tag in ("NNS", "NNPS")
    if not (_named(tree, noun, places=places) or tree.lemma(noun) in _BODIES or (several and _grouped(tree, noun))):
        return None
    return _ref(reading.document.text[start:end], start, end)


def _grouped(tree: Tree, noun: int) -> bool:
    return tree.lemma(noun) in _GROUPS


def _named(tree: Tree, noun: int, *, places: bool) -> bool:
    """Whether a noun is part of the name of a people, or of a place that may be meant and is not merely where
    something happens."""
    token = tree.tokens[noun]
    if token.dep == "pobj" and tree.word(token.head) in _WHERE:
        return False
    labels = {"NORP"} if token.tag in _PEOPLE else set[str]()
    labels |= {"GPE"} if places else set()
    return any(name.label in labels and name.start <= token.start < name.end for name in tree.sentence.names)


def _name(tree: Tree, token: int, label: str) -> Name | None:
    """The name of this label that ends with a token."""
    place = tree.tokens[token]
    names = (name for name in tree.sentence.names if name.label == label and name.start <= place.start)
    return next((name for name in names if name.end == place.end), None)


def _known_form(reading: Reading, tree: Tree, token: int, name: Name, text: str) -> bool:
    """Whether a name looks like a person's: several words, none of them a common one here, or one behind a title."""
    words = text.split()
    if len(words) == 1:
        titles = [kid for kid in tree.kids(token, "compound") if tree.tokens[kid].end <= name.start]
        return bool(titles) and not text.isupper()
    return not common(reading, text)


def common(reading: Reading, name: str) -> bool:
    """Whether a word of a name of several occurs as a common one in the document ("Freedom Edge", "for freedom")."""
    words = name.split()
    long = (word.lower() for word in words if len(word) > _LEAST and not word.isupper())
    return len(words) > 1 and any(re.search(rf"\b{re.escape(word)}\b", reading.document.text) for word in long)


def _ref(text: str, start: int, end: int, kind: ActorKind = "organisation") -> ActorRef:
    return ActorRef(
        id=None, name=" ".join(text.split()), kind=kind, state=None, sector=None, text=text, start=start, end=end
    )
