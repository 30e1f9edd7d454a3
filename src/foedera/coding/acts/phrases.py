"""The phrases of an act: the name of a thing, how many, where, what for, when."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.dates import DateMention, dates
from foedera.language import Tree
from foedera.model import Edtf

_BEFORE = frozenset("amod compound nmod poss nummod quantmod".split())
_DROPPED = frozenset(
    "new additional first second third more further other current existing planned proposed future several "
    "various many own such same last next recent latest remaining potential possible controversial upcoming "
    "so-called apparent extra initial certain different fourth fifth two three advanced sophisticated powerful "
    "long-overdue limited state-of-the-art permanent heavy modern long-planned".split()
)
_DAYS = r"(?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b)"
_TAIL = re.compile(rf"(?:-[A-Z][\w-]*|\s(?:(?:of|on|for|and|the)\s)*{_DAYS}[A-Z][\w’'-]*)+")
_LEAD = re.compile(r"(?:[A-Z][\w’-]*,? )+and $")
_BRACKET = re.compile(r"\s\([A-Z][\w/ -]{1,14}\)")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "dozen": 12, "both": 2, "pair": 2}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_WHERE = ("to", "in", "at", "on", "off", "near", "into", "along", "through", "around", "across", "onto")
_STATIONS = frozenset("base camp station fort port airport airfield shipyard island harbor harbour".split())
HYPHENS = ("-", "\u2010", "\u2011")
_PLACED = frozenset(["GPE", "LOC", "FAC"])
_LONGEST = 200
_NEAR = 90
_FIRST = 20


def name(reading: Reading, tree: Tree, noun: int) -> tuple[int, int]:
    """Where the name of a thing stands: the noun with what stands before it, less articles, numbers, owners and
    "new"; of a title also what follows in capitals ("Working Group on Cyber Activities")."""
    first = noun
    for kid in reversed([kid for kid in tree.kids(noun, *_BEFORE) if kid < noun]):
        start = _leftmost(tree, kid)
        if _loose(tree, kid):
            break
        first = min(first, start)
    while first < noun and _is_dropped(reading, tree, first, noun):
        first += 1
    start, end = tree.tokens[first].start, tree.tokens[noun].end
    text, stop = reading.document.text, tree.sentence.end
    if tree.tokens[noun].text[:1].isupper():
        lead = _LEAD.search(text[max(tree.sentence.start, start - _NEAR) : start])
        start = start if lead is None else start - len(lead[0])
        tail = _TAIL.match(text, end, stop)
        if tail is not None and (bracket := _BRACKET.match(text, end, stop)) is None:
            end = tail.end()
    bracket = _BRACKET.match(text, end, stop)
    return start, bracket.end() if bracket else end


def _is_dropped(reading: Reading, tree: Tree, token: int, noun: int) -> bool:
    """Whether a word at the beginning of a phrase is no part of a name; a part of a compound with a hyphen is one."""
    place = tree.tokens[token]
    if tree.tokens[token + 1].text.startswith(HYPHENS) or (place.dep == "advmod" and place.head != noun):
        return False
    if (place.text[0].islower() and tree.word(token) in _DROPPED) or place.pos in (
        "DET",
        "NUM",
        "PUNCT",
        "ADV",
        "PART",
        "CCONJ",
    ):
        return True
    return _of_state(reading, tree, token, noun)


def _of_state(reading: Reading, tree: Tree, token: int, noun: int) -> bool:
    """Whether a word only says whose a thing is: a state before what is no title ("a U.S. missile system")."""
    mention = reading.mentions.at(tree.tokens[token].start)
    if (
        mention is None
        or len(mention.refs) != 1
        or mention.refs[0].kind != "state"
        or mention.end > tree.tokens[token].end
    ):
        return False
    titled = tree.tokens[noun].text[:1].isupper() and tree.tokens[noun].text[1:].islower()
    return mention.how in ("name", "adjective", "acronym") and not titled


def _leftmost(tree: Tree, token: int) -> int:
    return min(tree.below(token, 3), default=token)


def _loose(tree: Tree, token: int) -> bool:
    """Whether a word before a noun is no part of its name: an owner, a number."""
    place = tree.tokens[token]
    if place.dep == "poss":
        return not place.text[:1].isupper() or any(tree.tokens[k].dep == "case" for k in tree.kids(token))
    joined = any(hyphen in place.text for hyphen in HYPHENS[1:])  # as typesetters write "nuclear-powered"
    return place.dep in ("nummod", "quantmod") and not place.text[:1].isupper() and not joined


def quantity(tree: Tree, noun: int, top: int, start: int) -> int | None:
    """The number that counts a noun whose name begins at `start`, or what stands for it ("two batteries of"); None
    where there is none or it is not sure."""
    before = next((t for t in reversed(tree.tokens[:noun]) if t.end <= start), None)
    if (
        before is not None
        and before.tag == "CD"
        and start - before.end == 1
        and (number := _number(before.text.lower()))
    ):
        return number
    # What is joined to another thing by "and" has a number of its own, or none.
    joined = tree.tokens[noun].dep == "conj"
    counting = (_counted(tree, counted, noun, start) for counted in dict.fromkeys((noun,) if joined else (noun, top)))
    return next((number for number in counting if number is not None), None)


def _counted(tree: Tree, counted: int, noun: int, start: int) -> int | None:
    """The number before a noun, or which it is itself, where it stands for another ("two batteries", "a pair")."""
    for kid in tree.kids(counted, "nummod"):
        number = _number(tree.word(kid))
        if number is not None and kid < counted and tree.tokens[kid].end <= start:
            return number * (12 if tree.word(counted) == "dozen" else 1)
    if counted != noun and (tree.tokens[counted].pos == "NUM" or tree.word(counted) in ("pair", "dozen")):
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


def place(reading: Reading, tree: Tree, *words: int, where: tuple[str, ...] = _WHERE, after: int = 0) -> str | None:
    """The place behind "in", "at" or the like of one of these words, from an offset on; None where none is named."""
    for word in words:
        for noun in _behind(tree, word, where):
            if tree.tokens[noun].start >= after and _is_place(reading, tree, noun):
                start, end = name(reading, tree, noun)
                return reading.document.text[start:end]
    return None


def _behind(tree: Tree, word: int, where: tuple[str, ...]) -> list[int]:
    """The nouns behind these prepositions of a word, and of a preposition of its own ("from A to B")."""
    found = list(tree.objects(word, *where))
    for kid in tree.kids(word, "prep"):
        found += tree.objects(kid, *where)
        for noun in tree.kids(kid, "pobj"):
            if tree.word(kid) == "from":
                found += tree.objects(noun, "to")
    return found


def _is_place(reading: Reading, tree: Tree, noun: int) -> bool:
    token = tree.tokens[noun]
    if any(entity.start <= token.start < entity.end for entity in tree.sentence.names if entity.label in _PLACED):
        return True
    mention = reading.mentions.at(token.start)
    if mention is not None and mention.refs:
        return mention.refs[0].kind == "state" and mention.how not in ("role", "pronoun", "set")
    if any(
        tree.word(k) in _STATIONS and tree.tokens[k].text[:1].isupper() for k in (noun, *tree.kids(noun, "compound"))
    ):
        return True
    dated = any(e.start <= token.start < e.end for e in tree.sentence.names if e.label in ("DATE", "TIME", "PERSON"))
    if token.pos != "PROPN" or not token.text[:1].isupper() or dated or mention is not None:
        return False
    return tree.word(token.head) in ("in", "at", "to", "near", "off")


def purpose(reading: Reading, tree: Tree, *words: int) -> str | None:
    """What an act is for: an infinitive that hangs on it ("to deter attacks"), in the text's words."""
    for word in words:
        for kid in tree.kids(word, "advcl", "acl", "relcl", "xcomp"):
            token = tree.tokens[kid]
            if kid > word and token.tag == "VB" and any(tree.word(k) == "to" for k in tree.kids(kid, "aux")):
                start, end = tree.sentence.phrase(kid)
                text = reading.document.text[start:end].strip(' ,;“”"')
                if text.startswith("to ") and len(text) <= _LONGEST:
                    return text
    return None


def when(reading: Reading, tree: Tree, word: int, near: int = _NEAR) -> Edtf | None:
    """The date near an act: one within `near` characters behind it, or else, of an act with the usual reach, the only
    date of the sentence."""
    found = _dates(reading, tree)
    at = tree.tokens[word].end - tree.sentence.start
    close = [date for date in found if 0 <= date.start - at <= near]
    return _certain(close or (found if len(found) == 1 and near == _NEAR else []))


def dated(reading: Reading, tree: Tree, noun: int) -> Edtf | None:
    """The date of an act that a noun names: one right before it ("the 2025 deployment"), near behind it, or with which
    the sentence begins."""
    found, token, start = _dates(reading, tree), tree.tokens[noun], tree.sentence.start
    before = [date for date in found if 0 < token.start - start - date.end <= 1]
    behind = [date for date in found if 0 <= date.start - (token.end - start) <= _NEAR]
    return _certain(before or behind or [date for date in found if date.start <= _FIRST])


def ahead(reading: Reading, tree: Tree, word: int) -> bool:
    """Whether the first date behind an act, however rough ("in the 2030s"), is later than the document."""
    at, published = tree.tokens[word].end - tree.sentence.start, reading.document.published
    behind = [date for date in _dates(reading, tree) if 0 <= date.start - at <= _NEAR]
    return published is not None and bool(behind) and behind[0].when.after(published)


def _dates(reading: Reading, tree: Tree) -> list[DateMention]:
    sentence = tree.sentence
    return dates(reading.document.text[sentence.start : sentence.end], reading.document.published)


def _certain(found: list[DateMention]) -> Edtf | None:
    """The first of some dates, if it tells a year."""
    return None if not found or "X" in found[0].when.text or "Y" in found[0].when.text else found[0].when
