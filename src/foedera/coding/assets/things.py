"""Assets that a sentence names: nouns of the table with what qualifies them, names, and designations."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.assets.lexicon import Lexicon
from foedera.coding.coder import Reading
from foedera.language import Tree
from foedera.model.vocabulary import AssetType

_NOMINAL = ("NOUN", "PROPN")
_BESIDE = ("amod", "compound", "nmod", "poss")
_BRACKET = 4  # tokens up to an acronym in brackets


class Thing(msgspec.Struct, frozen=True):
    """A noun that names an asset: token number `noun`, its type, its name, and whether that is one of the table."""

    noun: int
    type: AssetType
    start: int
    end: int
    name: str
    known: str | None


def things(reading: Reading, tree: Tree, lexicon: Lexicon) -> Iterator[Thing]:
    """The assets that a sentence names, in order."""
    named = _names(reading, tree, lexicon)
    taken: set[int] = set()
    for index in range(len(tree.tokens)):
        found = None if index in taken else _thing(reading, tree, lexicon, named, index)
        if found is not None:
            taken.update(k for k, other in enumerate(tree.tokens) if index <= k and other.end <= found.end)
            yield found


def _thing(reading: Reading, tree: Tree, lexicon: Lexicon, named: dict[int, str], index: int) -> Thing | None:
    """The asset that a token names; None where it names none, or another token stands for it."""
    type, known = _known(tree, lexicon, named, index)
    before = tree.tokens[index].dep in ("compound", "nmod") and not known and _inside(tree, lexicon, index)
    if type is None or before or _renamed(tree, lexicon, named, index):
        return None
    text = reading.document.text
    named_by = _christened(tree, type, index)
    start, end = phrases.name(reading, tree, _title(reading, tree, index) if named_by is None else named_by)
    at = text.rfind(known, tree.sentence.start, end) if known else -1
    start = min(start, at) if at >= 0 else start
    start += text[start:end].rfind(", ") + 2 if _listed(text[start:end]) else 0
    return Thing(index, type, start, end, text[start:end], known)


def _known(
    tree: Tree, lexicon: Lexicon, named: dict[int, str], index: int
) -> tuple[AssetType | None, str | None]:  # fmt: skip
    """The type of asset that a token names, if any, and the name of the table beside it."""
    type = _noun(tree, lexicon, index) or _system(tree, lexicon, named, index)
    if type is None:
        name = None if _qualifies(tree, lexicon, index) else named.get(index)
        return (lexicon.type_of(name), name) if name else (None, named.get(index))
    beside = [k for k in tree.below(index, 2) if k <= index]
    beside += [k for k in tree.kids(index, "appos") if k < index + _BRACKET]
    name = next((named[k] for k in beside if k in named), None)
    return (lexicon.type_of(name) if name and type in ("platform", "weapon") else type), name


def _listed(name: str) -> bool:
    """Whether a name without capitals begins with another thing of a list ("airstrip, radar stations")."""
    return ", " in name and name.islower() and "-" not in name.rsplit(", ", 1)[0]


def _system(tree: Tree, lexicon: Lexicon, named: dict[int, str], index: int) -> AssetType | None:
    """The type of what a noun stands for that follows a name of the table ("F-35 aircraft")."""
    token = tree.tokens[index]
    if token.pos not in _NOMINAL or (tree.lemma(index) not in lexicon.nouns and not token.text[:1].isupper()):
        return None
    beside = (k for k in tree.kids(index, "compound", "nmod", "npadvmod") if k in named and k < index)
    return next((lexicon.type_of(named[k]) for k in beside), None)


def _qualifies(tree: Tree, lexicon: Lexicon, index: int) -> bool:
    """Whether a name only stands before a noun that names the thing."""
    token = tree.tokens[index]
    above = tree.tokens[token.head]
    before = token.dep in ("compound", "nmod", "npadvmod") and index < token.head
    return before and (above.text[:1].isupper() or _noun(tree, lexicon, token.head) is not None)


def _renamed(tree: Tree, lexicon: Lexicon, named: dict[int, str], noun: int) -> bool:
    """Whether a thing is named in capitals right behind ("a group, the Vaccine Experts Group"), and so told there."""
    if tree.tokens[noun].text[:1].isupper():
        return False
    beside = [k for k in tree.kids(noun, "appos") if tree.tokens[k].text[:1].isupper() and k > noun + 1]
    return any(_noun(tree, lexicon, k) or (k in named and tree.tokens[k - 1].text != "(") for k in beside)


def _christened(tree: Tree, type: AssetType, noun: int) -> int | None:
    """The noun behind that gives a body or programme its name ("a new initiative - the X Compact")."""
    if type not in ("body", "programme") or tree.tokens[noun].text[:1].isupper():
        return None
    beside = [k for k in tree.kids(noun, "appos") if k > noun + 1 and tree.tokens[k].text[:1].isupper()]
    named = (k for k in beside if any(tree.tokens[n].text in ("the", "“", "‘", '"', "'") for n in range(noun + 1, k)))
    return next(named, None)


def _title(reading: Reading, tree: Tree, noun: int) -> int:
    """The noun whose phrase is the thing's name, which a common noun only explains ("the Venture, a new forum")."""
    token = tree.tokens[noun]
    above = tree.tokens[token.head]
    common = token.dep == "appos" and not token.text[:1].isupper() and above.pos == "PROPN" and token.head < noun
    if common and reading.mentions.at(above.start) is None:
        return token.head
    return noun


def _inside(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun only qualifies another ("missile test"), which names no act of the table."""
    above = tree.tokens[noun].head
    frames = lexicon.frames.get(tree.lemma(above), ())
    return not any(frame.pos == "noun" and frame.slot == "compound" for frame in frames)


def _names(reading: Reading, tree: Tree, lexicon: Lexicon) -> dict[int, str]:
    """The tokens at which names of the table end."""
    found: dict[int, str] = {}
    sentence = tree.sentence
    for match in lexicon.name.finditer(reading.document.text, sentence.start, sentence.end):
        for index, token in enumerate(tree.tokens):
            if token.start < match.end() <= token.end:
                found[index] = match[0]
    return found


def _noun(tree: Tree, lexicon: Lexicon, index: int) -> AssetType | None:
    """The type of asset that a noun names with what stands before it."""
    word = tree.word(index)
    entries = lexicon.nouns.get(tree.lemma(index)) or lexicon.nouns.get(word) or lexicon.nouns.get(_single(tree, index))
    if not entries or tree.tokens[index].pos not in _NOMINAL:
        return None
    before = _before(tree, index)
    fitting = [entry for entry in entries if entry.unless.isdisjoint(before)]
    sure = next((entry for entry in fitting if not entry.needs or not entry.needs.isdisjoint(before)), None)
    if sure is None and fitting and _titled(tree, index):
        sure = fitting[0]
    return None if sure is None else sure.type


def _before(tree: Tree, noun: int) -> set[str]:
    """The words and lemmas that qualify a noun, compounds whole and in parts ("long-range": also "long", "range")."""
    near = [kid for kid in tree.below(noun, 2) if kid < noun]
    before = {word for kid in near for word in (tree.lemma(kid), tree.word(kid))}
    for kid in near:
        for at in range(max(0, kid - 2), kid + 1):
            if tree.tokens[at].text == "-" and 0 < at < noun:
                before |= {f"{tree.word(at - 1)}-{tree.word(at + 1)}", tree.word(at - 1), tree.word(at + 1)}
    return before | {part for word in before for part in word.split("-")}


def _single(tree: Tree, noun: int) -> str:
    """A proper noun without the ending of the plural, which is no part of its lemma ("Steering Groups")."""
    word = tree.word(noun)
    return word.removesuffix("s") if tree.tokens[noun].pos == "PROPN" else word


def _titled(tree: Tree, noun: int) -> bool:
    """Whether a noun is the end of a title in capitals ("Kennedy Space Center", "Foreign Military Sales program")."""
    before = [kid for kid in tree.below(noun, 3) if kid < noun and tree.tokens[kid].dep in _BESIDE[:-1]]
    capitals = sum(tree.tokens[kid].text[:1].isupper() for kid in before if tree.tokens[kid].pos == "PROPN")
    return capitals > (1 if tree.tokens[noun].text[:1].isupper() else 2)
