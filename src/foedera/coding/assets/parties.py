"""Whose an asset is, and with whom, to whom, from whom or on whose ground something is done with it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from foedera.coding.acts.actors import refs, states
from foedera.coding.acts.clauses import doers, holders, owners, passive, whole
from foedera.coding.assets.lexicon import Frame
from foedera.coding.assets.things import Thing
from foedera.coding.coder import Reading
from foedera.language import Tree
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_FLAGS = {
    "USS": "state:USA", "U.S.S.": "state:USA", "USNS": "state:USA", "USCGC": "state:USA", "HMS": "state:GBR",
    "RFA": "state:GBR", "HMAS": "state:AUS", "HMCS": "state:CAN", "HMNZS": "state:NZL", "JS": "state:JPN",
    "JDS": "state:JPN", "ROKS": "state:KOR", "BRP": "state:PHL", "KRI": "state:IDN", "KD": "state:MYS",
    "RSS": "state:SGP", "HTMS": "state:THA", "HNLMS": "state:NLD", "FGS": "state:DEU", "ORP": "state:POL",
    "HDMS": "state:DNK", "HNoMS": "state:NOR", "HSwMS": "state:SWE", "TCG": "state:TUR",
}  # fmt: skip
_SERVICES = frozenset("army navy military marine coastguard".split())


def owning(reading: Reading, tree: Tree, thing: Thing, word: int, frame: Frame) -> tuple[ActorRef, ...]:
    """Who does it, else to whom the thing belongs, else who does what governs it."""
    if frame.pos == "verb":
        *nearest, last = _doing(reading, tree, thing, word)
    else:
        if joint := _joint(reading, tree, thing, word):
            return joint
        *nearest, last = _naming(reading, tree, thing, word, frame)
    return (
        _first(reading, tree, thing, nearest) or serving(reading, thing) or _first(reading, tree, thing, [last])
        or named_in(reading, thing) or _first(reading, tree, thing, [_behind(tree, [*nearest, last][0])])
        or _flagged(reading, thing)
    )  # fmt: skip


def _doing(reading: Reading, tree: Tree, thing: Thing, verb: int) -> list[list[int]]:
    """The words for who does what a verb says, and for whose the thing is."""
    # "Norwegian-built" says who did it.
    before = list(tree.kids(verb, "npadvmod")) if tree.tokens[verb].dep == "amod" else []
    doing = before or doers(tree, verb)
    if whole(tree, thing.noun) in doing:  # it does something itself, or the parser gives it to the verb above
        doing = doers(tree, tree.tokens[verb].head) if tree.tokens[verb].dep == "xcomp" else []
    several = len(named_in(reading, thing)) > 1
    return [doing, _own(reading, tree, thing) if (passive(tree, verb) or not doing) and not several else []]


def _naming(reading: Reading, tree: Tree, thing: Thing, act: int, frame: Frame) -> list[list[int]]:
    """The words for who does what a noun names, and for whose the thing is."""
    own = _own(reading, tree, thing)
    if frame.slot == "by":
        return [own]
    return [owners(tree, act), own, holders(tree, act, shared=thing.type in ("body", "programme"))]


def _joint(reading: Reading, tree: Tree, thing: Thing, act: int) -> tuple[ActorRef, ...]:
    """The states before a thing that several have together, where the act is nobody else's."""
    inside = [m for m in reading.mentions.within(thing.start, thing.end) if m.refs and m.refs[0].kind == "state"]
    several = len(inside) > 1 and not owners(tree, act)
    return tuple(ref for mention in inside for ref in mention.refs) if several else ()


def _behind(tree: Tree, nouns: Sequence[int]) -> list[int]:
    """The words for whose that is which does something ("its plan includes")."""
    return [kid for noun in nouns for kid in tree.kids(noun, "poss")]


def _first(reading: Reading, tree: Tree, thing: Thing, candidates: Sequence[Sequence[int]]) -> tuple[ActorRef, ...]:
    """Whom the first of some lists of words means that means anybody."""
    found = (_others(thing, states(reading, refs(reading, tree, nouns))) for nouns in candidates)
    return next((each for each in found if each), ())


def _flagged(reading: Reading, thing: Thing) -> tuple[ActorRef, ...]:
    """The state in whose navy a ship serves by the letters before its name ("HMAS Perth"), if the document names it."""
    return _named(reading, {home for letters, home in _FLAGS.items() if thing.name.startswith(f"{letters} ")})


def _named(reading: Reading, homes: Container[str | None]) -> tuple[ActorRef, ...]:
    """Those of some states that the document names, in the order of their ids."""
    found = {ref.id: ref for mention in reading.mentions for ref in mention.refs if ref.id in homes}
    return tuple(found[home] for home in sorted(found, key=str))


def serving(reading: Reading, thing: Thing) -> tuple[ActorRef, ...]:
    """The state whose armed forces stand in the name of a thing ("U.S. Army watercraft"), if the document names it."""
    told = (m for m in reading.mentions.within(thing.start, thing.end) if " " in reading.document.text[m.start : m.end])
    inside = [ref for mention in told for ref in mention.refs]
    homes = {ref.state for ref in inside if ref.sector == "MIL" and ref.kind != "state" and ref.state is not None}
    return _named(reading, homes) if homes else ()


def named_in(reading: Reading, thing: Thing) -> tuple[ActorRef, ...]:
    """The states in the name of a body or programme ("U.S.-ROK Consultative Group")."""
    low = reading.document.text.rfind(" ", 0, thing.start) + 1
    high = thing.start + len(thing.name.split(" on ")[0])
    inside = reading.mentions.refs(low, high, "state") if thing.type in ("body", "programme") else ()
    return tuple({ref.id: ref for ref in inside}.values())


def counterparties(
    reading: Reading, tree: Tree, thing: Thing, word: int, frame: Frame, known: Sequence[ActorRef]
) -> tuple[ActorRef, ...]:
    """With whom, to whom, from whom, or on whose ground; none of those `known` to own it."""
    nouns: list[int] = []
    for slot in frame.counter:
        if slot in ("obj", "dative"):
            nouns += _given(reading, tree, thing, word, slot)
        else:
            top = whole(tree, thing.noun)
            nouns += [*tree.objects(word, slot), *tree.objects(thing.noun, slot), *tree.objects(top, slot)]
            if frame.pos == "noun" and slot == "to" and not nouns:
                nouns += tree.objects(tree.tokens[word].head, slot)
    names = {key_of(ref) for ref in known}
    found = refs(reading, tree, nouns)
    if frame.action == "deploy":
        found = tuple(ref for ref in found if ref.kind == "state")
    return tuple(ref for ref in states(reading, found) if key_of(ref) not in names and ref.kind != "person")


def serves(tree: Tree, word: int, frame: Frame) -> bool:
    """Whether armed forces do it, of a state that the sentence leaves out ("the army receiving 26 landing craft")."""
    if frame.pos != "verb":
        return False
    return any(
        tree.lemma(noun) in _SERVICES or (tree.lemma(noun) == "force" and tree.word(noun - 1) == "air")
        for noun in doers(tree, word)
    )


def possessors(tree: Tree, noun: int) -> Iterator[int]:
    """Whose a force or headquarters is: its owner, who has it, or of whom "whose" is said."""
    for kid in owners(tree, noun):
        clause = tree.tokens[noun].head
        yield tree.tokens[clause].head if tree.tokens[kid].tag == "WP$" else kid
    yield from holders(tree, noun)


def _own(reading: Reading, tree: Tree, thing: Thing) -> list[int]:
    """The words beside a thing that say whose it is, those before its name first."""
    beside = owners(tree, thing.noun)
    top = whole(tree, thing.noun)
    beside += [] if top == thing.noun else list(tree.kids(top, "poss"))
    own = [kid for kid in beside if tree.tokens[kid].start < thing.start or tree.tokens[kid].dep == "poss"]
    return own + [kid for kid in beside if kid not in own and reading.mentions.at(tree.tokens[kid].start)]


def _others(thing: Thing, found: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """These actors without the thing itself, which may be an organisation, and without ships."""
    return tuple(ref for ref in found if ref.kind == "state" or not (_is_part(thing, ref) or _is_ship(ref)))


def _is_ship(ref: ActorRef) -> bool:
    return ref.id is None and ref.text.startswith(tuple(f"{letters} " for letters in _FLAGS))


def _is_part(thing: Thing, ref: ActorRef) -> bool:
    """Whether an organisation is named by the words of the thing's own name."""
    inside = thing.start < ref.end and ref.start < thing.end
    return inside or ref.name.lower() in thing.name.lower() or ref.text in thing.name.split()


def _given(reading: Reading, tree: Tree, thing: Thing, word: int, slot: str) -> Iterator[int]:
    """The object or dative of a verb; the parser may take a dative in capitals for part of the thing."""
    yield from tree.kids(word, "dobj" if slot == "obj" else "dative")
    behind = word + 1
    named = slot == "dative" and behind < thing.noun and tree.tokens[behind].pos == "PROPN"
    if named and reading.mentions.at(tree.tokens[behind].start) is not None:
        yield behind
