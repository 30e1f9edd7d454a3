"""The phrases of an act: the name of a thing, how many, where, what for, when."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.coding.events.tree import Tree
from foedera.dates import dates
from foedera.model import Edtf

_BEFORE = frozenset("amod compound nmod poss nummod quantmod".split())
_DROPPED = frozenset(
    "new additional first second third more further other current existing planned proposed future more several various "
    "many own such same last next recent latest remaining potential possible controversial upcoming so-called apparent "
    "extra initial certain different fourth fifth two three".split()
)
_TAIL = re.compile(r"(?:-[A-Z][\w-]*|\s(?:(?:of|on|for|and|the|in|to)\s)*[A-Z][\w’'-]*)+")
_BRACKET = re.compile(r"\s\([A-Z][\w/ -]{1,14}\)")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "dozen": 12, "both": 2, "pair": 2}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_WHERE = ("in", "at", "on", "to", "off", "near", "into", "along", "through", "around", "across", "onto", "from")
_PLACED = frozenset(["GPE", "LOC", "FAC"])
_LONGEST = 200
_NEAR = 90
_LETTER = re.compile(r"[A-Za-z]")


def name(reading: Reading, tree: Tree, noun: int) -> tuple[int, int]:
    """Where the name of a thing stands: the noun with what stands before it, less articles, numbers, owners and
    "new"; of a title also what follows in capitals ("Working Group on Cyber Activities")."""
    first = noun
    for kid in reversed([kid for kid in tree.kids(noun, *_BEFORE) if kid < noun]):
        start = _leftmost(tree, kid)
        if _loose(tree, kid):
            break
        first = min(first, start)
    while first < noun and (tree.word(first) in _DROPPED or tree.tokens[first].pos in ("DET", "NUM", "PUNCT", "ADV", "PART")):
        first += 1
    start, end = tree.tokens[first].start, tree.tokens[noun].end
    text, stop = reading.document.text, tree.sentence.end
    if tree.tokens[noun].text[:1].isupper():
        tail = _TAIL.match(text, end, stop)
        if tail is not None and (bracket := _BRACKET.match(text, end, stop)) is None:
            end = tail.end()
    bracket = _BRACKET.match(text, end, stop)
    return start, bracket.end() if bracket else end


def _leftmost(tree: Tree, token: int) -> int:
    return min(tree.below(token, 3), default=token)


def _loose(tree: Tree, token: int) -> bool:
    """Whether a word before a noun is no part of its name: an owner, a number."""
    place = tree.tokens[token]
    if place.dep == "poss":
        return not place.text[:1].isupper() or any(tree.tokens[k].dep == "case" for k in tree.kids(token))
    return place.dep in ("nummod", "quantmod") and not place.text[:1].isupper()


def quantity(tree: Tree, noun: int, top: int) -> int | None:
    """The number that counts a noun, or what stands for it ("two batteries of"); None where none or not sure."""
    for counted in dict.fromkeys((noun, top)):
        for kid in tree.kids(counted, "nummod"):
            number = _number(tree.word(kid))
            if number is not None and kid < counted:
                return number * (12 if tree.word(counted) == "dozen" else 1)
        if counted != noun and tree.tokens[counted].pos == "NUM":
            return _number(tree.word(counted))
        if counted != noun and tree.word(counted) in ("pair", "dozen"):
            return _number(tree.word(counted))
    return None


def _number(word: str) -> int | None:
    if _DIGITS.fullmatch(word):
        value = int(word.replace(",", ""))
        return None if 1900 <= value <= 2100 and "," not in word else value
    tens, _, ones = word.partition("-")
    if ones and tens in _NUMBERS and ones in _NUMBERS:
        return _NUMBERS[tens] + _NUMBERS[ones]
    return _NUMBERS.get(word)


def place(reading: Reading, tree: Tree, *words: int, where: tuple[str, ...] = _WHERE) -> str | None:
    """The place behind "in", "at" or the like of one of these words; None where no place is named."""
    for word in words:
        for noun in tree.objects(word, *where):
            if _is_place(reading, tree, noun):
                start, end = name(reading, tree, noun)
                return reading.document.text[start:end]
    return None


def placed(reading: Reading, tree: Tree, *words: int, where: tuple[str, ...] = _WHERE) -> list[int]:
    """The nouns of the places behind "in", "at" or the like of these words."""
    return [noun for word in words for noun in tree.objects(word, *where) if _is_place(reading, tree, noun)]


def _is_place(reading: Reading, tree: Tree, noun: int) -> bool:
    token = tree.tokens[noun]
    if any(entity.start <= token.start < entity.end for entity in tree.sentence.names if entity.label in _PLACED):
        return True
    mention = reading.mentions.at(token.start)
    if mention is not None and mention.refs:
        return mention.refs[0].kind == "state" and mention.how not in ("role", "pronoun", "set")
    dated = any(e.start <= token.start < e.end for e in tree.sentence.names if e.label in ("DATE", "TIME", "PERSON"))
    return token.pos == "PROPN" and token.text[:1].isupper() and not dated and mention is None


def purpose(reading: Reading, tree: Tree, *words: int) -> str | None:
    """What an act is for: an infinitive that hangs on it ("to deter attacks"), in the text's words."""
    for word in words:
        for kid in tree.kids(word, "advcl", "acl", "relcl", "xcomp"):
            token = tree.tokens[kid]
            if kid > word and token.tag == "VB" and any(tree.word(k) == "to" for k in tree.kids(kid, "aux")):
                start, end = tree.sentence.phrase(kid)
                text = reading.document.text[start:end].strip(" ,;“”\"")
                if text.startswith("to ") and len(text) <= _LONGEST:
                    return text
    return None


def when(reading: Reading, tree: Tree, word: int) -> Edtf | None:
    """The date near an act: one close behind it, or else the only date of the sentence."""
    sentence = tree.sentence
    at = tree.tokens[word].end - sentence.start
    found = dates(reading.document.text[sentence.start : sentence.end], reading.document.published)
    close = [date for date in found if 0 <= date.start - at <= _NEAR]
    best = close or (found if len(found) == 1 else [])
    return best[0].when if best else None
