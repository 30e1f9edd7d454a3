"""Whether a word of the table means what it says there of a thing: a missile that is launched is fired."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.acts.clauses import whole
from foedera.coding.acts.mood import operators
from foedera.coding.assets.lexicon import Frame
from foedera.coding.assets.scores import MEETING
from foedera.coding.assets.things import Thing
from foedera.language import Tree

_SENT_UP = frozenset(
    "satellite submarine ship vessel frigate destroyer carrier constellation warship spacecraft "
    "telescope probe rover lander orbiter observatory capsule".split()
)
_WORKING = frozenset("service operation operations operational".split())
_STATES = {
    ("enter", "launch"): _WORKING, ("become", "launch"): _WORKING, ("go", "launch"): _WORKING | {"online"},
    ("reach", "launch"): frozenset(["capability"]), ("be", "build"): frozenset(["construction"]),
    ("be", "hold"): _WORKING, ("be", "develop"): frozenset(["development"]),
}  # fmt: skip
_PICTURES = frozenset("image imagery picture photo photograph footage satellite".split())
_FORMED = frozenset("unit force rotation deployment presence group squadron contingent fleet".split())
_ORBIT = frozenset(["launch", "commission"])
_HANDED = frozenset("transfer package delivery shipment sale aid assistance donation tranche drawdown handover".split())
_KINDS = frozenset("body group dialogue mechanism forum program programme initiative".split())
_ABLE = frozenset("ability capability capacity plan intention".split())
_COMING = frozenset("in to into at on off near".split())
_AWAY = frozenset("through past from".split())
_PASSING = ("through", "past", "within", "over", "near", "around", "across", "along", "toward", "towards")
_REACHING = frozenset("enter visit transit circle".split())


def means(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """Whether the word means that: a missile that is launched is fired."""
    if frame.slot == "subj":
        return _of_subject(tree, thing, word, frame)
    lemma = tree.lemma(word)
    if lemma in _ORBIT and thing.type == "platform":
        return tree.lemma(thing.noun) in _SENT_UP or lemma == "commission"
    if frame.action == "hold":
        return _holds(tree, thing, word, frame)
    if frame.slot == "with" and frame.action == "deploy":
        return _comes(tree, word) and not list(tree.objects(thing.noun, "from"))
    by_lemma = _BY_LEMMA.get(lemma)
    return _is_direct(tree, thing, word, frame) and (by_lemma is None or by_lemma(tree, thing, word, frame))


def _of_subject(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """Whether the word means that of its subject."""
    lemma = tree.lemma(word)
    if (state := _STATES.get((lemma, frame.action))) is not None:
        return not state.isdisjoint(map(tree.word, _complements(tree, word)))
    if frame.action == "hold":
        return _holds(tree, thing, word, frame)
    if lemma in ("open", "close"):
        return not list(tree.kids(word, "dobj"))
    return _is_there(tree, thing, word) if lemma == "be" else _comes(tree, word)


def _complements(tree: Tree, verb: int) -> Iterator[int]:
    """What a verb says of its subject: "operational", "into service", "under construction"."""
    yield from tree.kids(verb, "dobj", "acomp", "attr", "oprd")
    for kid in tree.kids(verb, "prep"):
        yield from tree.kids(kid, "pobj")


def _is_direct(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """Whether a word governs a body itself, or one beside it: who enhances work in a forum enhances no forum."""
    if frame.action != "upgrade" or thing.type not in ("body", "programme"):
        return True
    head = tree.tokens[whole(tree, thing.noun)].head
    above = tree.tokens[head].head
    return word in (head, above) or any(tree.lemma(kid) in _KINDS for kid in tree.kids(word, "dobj"))


def _wanted(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """Who wants to do something with a thing does not want to have it."""
    return not any(True for _ in tree.kids(word, "xcomp"))


def _delivered(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """A warhead that is delivered is fired."""
    return tree.lemma(thing.noun) not in ("warhead", "payload", "bomb")


def _holds(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """Whether something is there: told by a finite verb, or a body in capitals that meets."""
    if frame.pos == "verb" and not _finite(tree, word):
        return False
    if thing.type == "body" and tree.lemma(word) in MEETING:
        return tree.tokens[thing.noun].text[:1].isupper()
    return frame.slot != "subj" or _comes(tree, word)


def _made(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """Who cooperates on defence against missiles makes nothing."""
    return tree.lemma(thing.noun) not in ("defense", "defence")


def _put(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """What is put somewhere is launched if it is a satellite; a base is built there if it is put in or on a place."""
    if frame.action == "build":
        return any(True for _ in tree.objects(word, "in", "on", "at"))
    return frame.action != "launch" or tree.lemma(thing.noun) in ("satellite", "spacecraft")


def _based(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What is based on a design is not deployed."""
    return all(tree.tokens[noun].pos == "PROPN" for noun in tree.objects(word, "on", "upon"))


def _formed(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """A force, or one with a name, consists of what is deployed."""
    return any(tree.lemma(kid) in _FORMED or tree.tokens[kid].pos == "PROPN" for kid in tree.kids(word, "nsubj"))


def _handed(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:
    """A package or transfer includes what is handed over, a force what is deployed."""
    if frame.action == "deploy":
        return _formed(tree, thing, word, frame)
    return any(tree.lemma(kid) in _HANDED for kid in tree.kids(word, "nsubj"))


def _promised(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What is promised to somebody will be handed over."""
    return any(True for _ in tree.objects(word, "to", "for")) or any(True for _ in tree.kids(word, "dative"))


def _pictured(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What pictures show is there."""
    return any(tree.lemma(kid) in _PICTURES for kid in tree.kids(word, "nsubj"))


def _founded(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What is founded on something is not created."""
    return not any(tree.word(kid) in ("on", "upon") for kid in tree.kids(word, "prep"))


def _raised(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What something builds upon is not built."""
    upon = any(tree.word(kid) in ("on", "upon") for kid in tree.kids(word, "prep"))
    return not upon or bool(list(tree.kids(word, "dobj", "nsubjpass")))


def _comes(tree: Tree, verb: int) -> bool:
    """Whether a thing comes to where a verb says: it arrives in, enters, sails into, is moved to a place, or passes one
    that has a name."""
    if tree.tokens[verb].pos != "VERB":
        return False
    if tree.lemma(verb) in _REACHING:
        return any(tree.tokens[kid].pos == "PROPN" for kid in tree.kids(verb, "dobj"))
    lead = {tree.word(kid) for kid in tree.kids(verb, "prep")}
    if tree.lemma(verb) == "operate" and "from" in lead:
        return True
    return (not _COMING.isdisjoint(lead) and _AWAY.isdisjoint(lead)) or _passes(tree, verb)


def _passes(tree: Tree, verb: int) -> bool:
    """Whether somewhere with a name is said to be passed, or to be near."""
    places = (noun for place in tree.objects(verb, *_PASSING) for noun in tree.below(place, 3))
    return any(tree.tokens[noun].pos == "PROPN" for noun in places)


def _is_there(tree: Tree, thing: Thing, word: int) -> bool:
    """A thing with a name is deployed in a place with one if it only is there."""
    named = thing.known is not None and tree.tokens[thing.noun].text[:1].isupper()
    return named and any(tree.tokens[noun].pos == "PROPN" for noun in tree.objects(word, "in", "at", "off"))


def _brought(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """What is brought is deployed where it is brought to a place with a name."""
    return any(tree.tokens[noun].pos == "PROPN" for noun in tree.objects(word, "to", "into", "in", "on"))


def _rotates(tree: Tree, thing: Thing, word: int, frame: Frame) -> bool:  # noqa: ARG001
    """A force that is there in turns is deployed."""
    return any(tree.lemma(kid) in ("rotational", "forward", "permanent") for kid in tree.kids(word, "amod"))


def _finite(tree: Tree, verb: int) -> bool:
    """Whether a verb says that something holds or will: "operates", "has been operating", "plans to operate", "troops
    operating the base"; not "by operating", "to operate"."""
    helpers = [tree.word(kid) for kid in tree.kids(verb, "aux")]
    token = tree.tokens[verb]
    if token.dep == "acl" and token.tag == "VBG":
        return any(tree.word(kid) == "the" for noun in tree.kids(verb, "dobj") for kid in tree.kids(noun, "det"))
    if "to" in helpers:
        able = token.dep == "acl" and tree.lemma(token.head) in _ABLE
        return able or (token.dep == "xcomp" and operators().get(tree.lemma(token.head)) == "planned")
    return token.tag in ("VBZ", "VBP", "VBD") or bool(helpers)


_BY_LEMMA = {
    "build": _raised, "deliver": _delivered, "feature": _formed, "put": _put, "place": _put, "cooperate": _made,
    "cooperation": _made, "collaboration": _made, "base": _based, "consist": _formed, "include": _handed,
    "comprise": _handed, "contain": _handed, "want": _wanted, "seek": _wanted, "found": _founded,
    "force": _rotates, "promise": _promised, "show": _pictured, "reveal": _pictured, "bring": _brought,
}  # fmt: skip
