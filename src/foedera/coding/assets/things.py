"""Assets that a sentence names: nouns of the table with what qualifies them, names, and designations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.assets.lexicon import Lexicon, Noun
from foedera.coding.coder import Reading
from foedera.language import Tree
from foedera.model.vocabulary import AssetType

_NOMINAL = ("NOUN", "PROPN")
_BESIDE = ("amod", "compound", "nmod", "poss")
_NAMING = ("compound", "nmod", "npadvmod", "amod", "nummod")
_BRACKET = 4  # tokens up to an acronym in brackets
_FURTHER = re.compile(r"(?:, and |, | and )([A-Z][\w-]+(?: [A-Z][\w-]+){0,2})(?![\w-])")
_SINGLE: tuple[AssetType, ...] = ("base", "platform", "weapon")  # their names join no two things
_ELSE = frozenset("DATE TIME GPE NORP MONEY PERCENT QUANTITY CARDINAL".split())
_LEAD = re.compile(r",? (?:the )?")
_DEFINED = re.compile(r"((?:[A-Z][\w.-]+ (?:(?:of|on|for|the|and) ){0,2}){1,7}[A-Z][\w-]+) \(([A-Z][A-Za-z]*[A-Z]s?)\)")
_SIZES = frozenset("mm cm km metre meter foot feet ft inch millimetre millimeter tonne ton kiloton kt".split())
_NUMBER = re.compile(r"\((\d{1,3}(?:,\d{3})*|\d{1,6})\) ")
_COUNT = re.compile(r"(?:[\w-]+ \(\d[\d,]*\) |(?:newly|recently)[- ]\w+ )?")  # is no part of a name
_JOINED = re.compile(r"[\u2013-] (?:[A-Z]\w+ )*\Z")  # of a name that begins before
_NEAR = 40
_ENOUGH = frozenset(["titled"])  # in a row of the table: one word in capitals before the noun makes it a name


Acronyms = Mapping[str, tuple[AssetType, str]]


class Thing(msgspec.Struct, frozen=True):
    """A noun that names an asset: token number `noun`, its type, its name, and whether that is one of the table."""

    noun: int
    type: AssetType
    start: int
    end: int
    name: str
    known: str | None


def things(reading: Reading, tree: Tree, lexicon: Lexicon, acronyms: Acronyms) -> Iterator[Thing]:
    """The assets that a sentence names, in order; `acronyms` are those of the document."""
    named = _names(reading, tree, lexicon)
    taken: set[int] = set()
    for index, token in enumerate(tree.tokens):
        found = None if index in taken else _thing(reading, tree, lexicon, named, index)
        if found is None and index not in taken and token.text in acronyms and token.dep not in ("compound", "appos"):
            type, name = acronyms[token.text]
            found = Thing(index, type, token.start, token.end, name, None)
        if found is not None:
            taken.update(k for k, other in enumerate(tree.tokens) if index <= k and other.end <= found.end)
            yield found


def count(reading: Reading, tree: Tree, thing: Thing, top: int) -> int | None:
    """How many there are of a thing for which the noun `top` stands: a number in brackets before it ("fifty (50)")
    says it for sure."""
    written = _NUMBER.search(reading.document.text, tree.sentence.start, thing.start)
    if written is not None and written.end() == thing.start:
        return int(written[1].replace(",", ""))
    size = thing.name.split(maxsplit=1)[0].lower() in _SIZES
    return None if size else phrases.quantity(tree, thing.noun, top, thing.start)


def acronyms(text: str, lexicon: Lexicon) -> Acronyms:
    """The acronyms that a document gives behind the names of bodies and programmes, with their types and those names
    ("the Energy Policy Dialogue (EPD)")."""
    found: dict[str, tuple[AssetType, str]] = {}
    for match in _DEFINED.finditer(text):
        name = match[0].removeprefix("The ")
        words = match[1].split()
        whole = _JOINED.search(text, max(0, match.start() - _NEAR), match.start()) is None
        if whole and sum(word[0].isupper() for word in words) > 1:
            entries = lexicon.nouns.get(words[-1].lower()) or lexicon.nouns.get(words[-1].lower().removesuffix("s"), [])
            type = next((entry.type for entry in entries if entry.type in ("body", "programme")), None)
            if type is not None:
                found.setdefault(match[2], (type, name))
    return found


def _thing(reading: Reading, tree: Tree, lexicon: Lexicon, named: dict[int, str], index: int) -> Thing | None:
    """The asset that a token names; None where it names none, or another token stands for it."""
    type, known = _known(tree, lexicon, named, index)
    if _is_countered(tree, index) or (type in ("platform", "weapon") and _is_organisation(reading, tree, index)):
        return None
    if type is None:
        return _baptised(reading, tree, index) if _of_class(tree, lexicon, index) else None
    if _is_told_elsewhere(reading, tree, lexicon, named, index, known):
        return None
    if known is not None and known.endswith(tree.tokens[index].text) and lexicon.begun(known) is not None:
        return _ship(reading, tree, type, known, index)
    start, end = _bounds(reading, tree, lexicon, index, type, known)
    return Thing(index, type, start, end, reading.document.text[start:end], known)


def _is_countered(tree: Tree, index: int) -> bool:
    """Whether a word only says against what something is ("counter-drone equipment")."""
    return index > 1 and tree.tokens[index - 1].text in phrases.HYPHENS and tree.word(index - 2) in ("counter", "anti")


def _is_organisation(reading: Reading, tree: Tree, index: int) -> bool:
    """Whether a noun in capitals ends the name of an organisation that is known ("Marine Systems")."""
    mention = reading.mentions.at(tree.tokens[index].start)
    known = mention is not None and any(ref.id is not None and ref.kind == "organisation" for ref in mention.refs)
    return known and tree.tokens[index].pos == "PROPN"


def _is_told_elsewhere(
    reading: Reading, tree: Tree, lexicon: Lexicon, named: dict[int, str], index: int, known: str | None
) -> bool:
    """Whether a noun only qualifies another, or is named by what follows it."""
    if tree.tokens[index].dep in ("compound", "nmod") and not known and _inside(tree, lexicon, index):
        return True
    return _renamed(tree, lexicon, named, index) or _bears(reading, tree, lexicon, index)


def _bounds(
    reading: Reading, tree: Tree, lexicon: Lexicon, index: int, type: AssetType, known: str | None
) -> tuple[int, int]:
    """Where the name of a thing stands."""
    text = reading.document.text
    named_by = _christened(tree, type, index)
    start, end = phrases.name(reading, tree, _title(reading, tree, index) if named_by is None else named_by)
    at = text.rfind(known, tree.sentence.start, end) if known else -1
    start = min(start, at) if at >= 0 else start
    start += text[start:end].rfind(", ") + 2 if _listed(text[start:end]) else 0
    start = counted.end() if (counted := _COUNT.match(text, start, end)) else start
    if type in _SINGLE:
        start, end = _alone(tree, lexicon, index, text, start, end)
    return start, end - text[start:end].endswith(("’", "'"))


def _alone(tree: Tree, lexicon: Lexicon, noun: int, text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a name without what is joined to it, and without the act that it specifies."""
    token = tree.tokens[noun]
    if _before_act(tree, lexicon, noun):
        end = min(end, max(token.end, tree.head(noun).start - 1))
        start = min([start, *(tree.tokens[kid].start for kid in _beside(tree, noun))])
    titled = token.text[:1].isupper()
    joined = text.rfind(" and ", start, token.start) if titled else -1
    behind = text.find(" and ", token.end, end)
    return (start if joined < 0 else joined + len(" and ")), (end if behind < 0 else behind)


def _before_act(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun only specifies an act of the table, which is no part of its name ("Long-Range Fires Test")."""
    return tree.tokens[noun].dep in ("compound", "nmod") and not _inside(tree, lexicon, noun)


def _bears(reading: Reading, tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a ship's name follows its class, which then only explains it ("the destroyer USS Halsey")."""
    text = reading.document.text
    lead = _LEAD.match(text, tree.tokens[noun].end, tree.sentence.end)
    ship = None if lead is None else lexicon.name.match(text, lead.end(), tree.sentence.end)
    if ship is not None and lexicon.begun(ship[0]) is not None:
        return True
    if any(_of_class(tree, lexicon, kid) and _baptised(reading, tree, kid) for kid in tree.kids(noun, "appos")):
        return True
    last = noun + 1
    while last + 1 < len(tree.tokens) and tree.tokens[last].pos == "PROPN" and tree.tokens[last].head == last + 1:
        last += 1
    return last < len(tree.tokens) and _first(tree, last) == noun + 1 and _of_class(tree, lexicon, last)


def _ship(reading: Reading, tree: Tree, type: AssetType, known: str, index: int) -> Thing | None:
    """A ship by its name with the prefix that all of its navy bear, which stands before the first of several."""
    text, end = reading.document.text, tree.tokens[index].end
    start = text.rfind(known, tree.sentence.start, end)
    if start < 0:
        start = text.rfind(known.split(maxsplit=1)[1], tree.sentence.start, end)
    return Thing(index, type, start, end, text[start:end], known) if start >= 0 else None


def _of_class(tree: Tree, lexicon: Lexicon, index: int) -> bool:
    """Whether a name in capitals stands behind the class of ship or aircraft that bears it, or behind another such name
    ("the destroyers Halsey and Mustin")."""
    for _ in range(_BRACKET):
        token = tree.tokens[index]
        if token.pos != "PROPN" or not token.text[:1].isupper():
            return False
        if token.dep == "appos" and any(tree.word(kid) == "the" for kid in tree.kids(index, "det")):
            return tree.head(index).text.islower() and _noun(tree, lexicon, token.head) == "platform"
        beside = list(tree.kids(index, "compound", "nmod"))
        class_ = [*beside, _first(tree, index) - 1]
        if any(k >= 0 and tree.tokens[k].text.islower() and _noun(tree, lexicon, k) == "platform" for k in class_):
            return True
        if token.dep != "conj" or beside != [kid for kid in beside if tree.tokens[kid].pos == "PROPN"]:
            return False
        index = token.head
    return False


def _baptised(reading: Reading, tree: Tree, index: int) -> Thing | None:
    """The ship or aircraft that bears a name, which no actor bears."""
    start, end = tree.tokens[_first(tree, index)].start, tree.tokens[index].end
    named = {name.label for name in tree.sentence.names if name.start < end and start < name.end}
    if reading.mentions.at(start) is not None or reading.mentions.at(end - 1) is not None or named & _ELSE:
        return None
    text = reading.document.text[start:end]
    return Thing(index, "platform", start, end, text, text)


def _first(tree: Tree, index: int) -> int:
    """The first of the words in capitals that belong to one, right before it."""
    first = index
    while first > 0 and tree.tokens[first - 1].head == index and tree.tokens[first - 1].pos == "PROPN":
        first -= 1
    return first


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
    if token.dep in ("compound", "nmod") and _inside(tree, lexicon, index) and tree.head(index).pos in _NOMINAL:
        return None  # "F-35 fighter jets"
    beside = (k for k in tree.kids(index, *_NAMING) if k in named and k < index)
    return next((lexicon.type_of(named[k]) for k in beside), None)


def _qualifies(tree: Tree, lexicon: Lexicon, index: int) -> bool:
    """Whether a name only stands before a noun that names the thing."""
    token = tree.tokens[index]
    above = tree.tokens[token.head]
    before = token.dep in _NAMING and index < token.head
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
    common = common and any(True for _ in tree.kids(noun, "det"))
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
        found.update(dict.fromkeys(_ending(tree, match.end()), match[0]))
        if (begun := lexicon.begun(match[0])) is not None:
            for name, end in _further(reading, tree, match.end()):
                found.update(dict.fromkeys(_ending(tree, end), f"{begun} {name}"))
    return found


def _ending(tree: Tree, end: int) -> list[int]:
    """The token in which an offset ends."""
    return [index for index, token in enumerate(tree.tokens) if token.start < end <= token.end]


def _further(reading: Reading, tree: Tree, end: int) -> Iterator[tuple[str, int]]:
    """The names that follow a ship's, with where they end ("HMAS Stuart and Arunta")."""
    while (match := _FURTHER.match(reading.document.text, end, tree.sentence.end)) is not None:
        joined = any(tree.tokens[index].dep in ("conj", "appos") for index in _ending(tree, match.end(1)))
        if not joined or reading.mentions.at(match.start(1)) is not None:
            return
        end = match.end(1)
        yield match[1], end


def _noun(tree: Tree, lexicon: Lexicon, index: int) -> AssetType | None:
    """The type of asset that a noun names with what stands before it."""
    word = tree.word(index)
    entries = lexicon.nouns.get(tree.lemma(index)) or lexicon.nouns.get(word) or lexicon.nouns.get(_single(tree, index))
    if not entries or tree.tokens[index].pos not in _NOMINAL:
        return None
    before = _before(tree, index)
    behind = {tree.lemma(noun) for noun in tree.objects(index, "of")}  # "a base of support"
    fitting = [entry for entry in entries if entry.unless.isdisjoint(before | behind)]
    sure = next((entry for entry in fitting if not entry.needs or not entry.needs.isdisjoint(before)), None)
    sure = sure or _by_title(tree, fitting, index)
    return None if sure is None else sure.type


def _by_title(tree: Tree, fitting: list[Noun], index: int) -> Noun | None:
    """The entry of a noun that a title in capitals makes one of the table."""
    if (
        fitting
        and (_titled(tree, index) or _continues(tree, fitting[0], index))
        and not _is_company(tree, fitting[0], index)
    ):
        return fitting[0]
    return next((entry for entry in fitting if entry.needs >= _ENOUGH), None) if _titled(tree, index, 0) else None


def _continues(tree: Tree, entry: Noun, index: int) -> bool:
    """Whether the title of a body or programme in capitals goes on behind its noun ("Institute for Ocean Science")."""
    behind = tree.tokens[index + 1 : index + 3]
    titled = tree.tokens[index].text[:1].isupper() and index > 0 and entry.type in ("body", "programme")
    if not titled or len(behind) < 2 or any(tree.tokens[kid].pos == "PROPN" for kid in tree.kids(index, "compound")):
        return False
    return behind[0].text in ("for", "on") and behind[1].pos == "PROPN"


def _is_company(tree: Tree, entry: Noun, index: int) -> bool:
    """Whether a title is more likely that of a maker of ships or arms than of one of them ("Marine Systems")."""
    end = tree.tokens[index].end
    named = any(name.label == "ORG" and name.end == end for name in tree.sentence.names)
    bracket = index + 1 < len(tree.tokens) and tree.tokens[index + 1].text == "("
    return named and not bracket and entry.type in ("platform", "weapon")


def _before(tree: Tree, noun: int) -> set[str]:
    """The words and lemmas that qualify a noun, compounds whole and in parts ("long-range": also "long", "range")."""
    near = [kid for kid in tree.below(noun, 2) if kid < noun]
    near += _beside(tree, noun)
    before = {word for kid in near for word in (tree.lemma(kid), tree.word(kid))}
    for kid in near:
        for at in range(max(0, kid - 2), kid + 1):
            if tree.tokens[at].text in phrases.HYPHENS and 0 < at < noun:
                before |= {f"{tree.word(at - 1)}-{tree.word(at + 1)}", tree.word(at - 1), tree.word(at + 1)}
    return before | {part for word in before for part in word.split("-")}


def _beside(tree: Tree, noun: int) -> list[int]:
    """The words right before a noun that the parser hangs on what the noun specifies ("guided weapons production")."""
    token = tree.tokens[noun]
    found: list[int] = []
    if token.dep in ("compound", "nmod"):
        for kid in range(noun - 1, -1, -1):
            if tree.tokens[kid].text in phrases.HYPHENS:
                continue
            if tree.tokens[kid].head != token.head or tree.tokens[kid].dep not in _BESIDE[:-1]:
                break
            found.append(kid)
    return found


def _single(tree: Tree, noun: int) -> str:
    """A proper noun without the ending of the plural, which is no part of its lemma ("Steering Groups")."""
    word = tree.word(noun)
    return word.removesuffix("s") if tree.tokens[noun].pos == "PROPN" else word


def _titled(tree: Tree, noun: int, more: int = 1) -> bool:
    """Whether a noun is the end of a title in capitals ("Kennedy Space Center", "Foreign Military Sales program"): one
    with `more` such words before it besides the first, or one more where the noun itself is small."""
    if not more and not tree.tokens[noun].text[:1].isupper():
        return False
    before = [kid for kid in tree.below(noun, 3) if kid < noun and tree.tokens[kid].dep in _BESIDE[:-1]]
    capitals = sum(tree.tokens[kid].text[:1].isupper() for kid in before if tree.tokens[kid].pos == "PROPN")
    return capitals > (more if tree.tokens[noun].text[:1].isupper() else 2)
