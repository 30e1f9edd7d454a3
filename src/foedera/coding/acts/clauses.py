"""What governs a noun in a parsed sentence, and who does what a verb says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.coding.acts.mood import operators
from foedera.language import Tree

_NOMINAL = ("NOUN", "PROPN")
_MEASURES = frozenset(
    "handful number size fleet pair series trio quartet suite array variety host family mix wave "
    "dozen hundred thousand set couple total version tranche batch battery "
    "batteries squadron half stock most majority some all each several many one group unit component element "
    "generation type last first rest remainder bulk lot constellation more thousands hundreds dozens "
    "class range package safety security reliability effectiveness readiness survivability credibility".split()
)
_SPOKEN = frozenset(
    "welcome applaud hail note commend confirm support celebrate appreciate recognize discuss sign "
    "refer ask answer raise talk speak think hear".split()
)
_CARRY = ("of", "for", "on", "about", "to", "in", "with", "through", "by", "including")
_SLOTS = {"dobj": "obj", "nsubjpass": "obj", "oprd": "oprd", "dative": "dative"}
_AMONG = frozenset(["including", "like"])
_STEPS = 5


class Government(msgspec.Struct, frozen=True):
    """A word that governs a noun: number `word`, as its `obj`, `subj`, or behind a preposition."""

    word: int
    slot: str


def governments(tree: Tree, noun: int) -> Iterator[Government]:
    """The words that govern a noun, the nearest first: verbs, and nouns that may name an act ("the sale of")."""
    top = whole(tree, noun)
    token = tree.tokens[top]
    for carrier in dict.fromkeys((top, noun, *_last(tree, top))):
        for kid in tree.kids(carrier, "acl", "relcl"):
            yield from _below(tree, kid)
    yield from (Government(act, "of") for act in _beside(tree, noun))
    if token.head == top:
        return
    if token.dep in _SLOTS or token.dep == "nsubj":
        yield from _by_verb(tree, top)
    elif _qualifies(tree, top) or token.dep == "poss":
        yield from _before(tree, top)
    elif token.dep == "pobj":
        yield from _behind(tree, top, noun)
    elif token.dep == "npadvmod" and token.pos == "PROPN" and any(True for _ in tree.kids(token.head, "dobj")):
        yield Government(token.head, "obj")


def _last(tree: Tree, top: int) -> Iterator[int]:
    """The last of several things, if what is said behind a comma is said of all ("A, B and C, developed with")."""
    *others, last = tree.members(top)
    if others and any(tree.tokens[kid - 1].text == "," for kid in tree.kids(last, "acl")):
        yield last


def _before(tree: Tree, top: int) -> Iterator[Government]:
    """The nouns that a noun before them specifies: the nearest between ("missile production volume"), and the last."""
    head = tree.tokens[top].head
    between = [kid for kid in tree.kids(head, "compound") if top < kid and tree.tokens[kid].tag == "NN"]
    yield from (Government(kid, "compound") for kid in between[-1:])
    yield Government(head, "compound")


def _by_verb(tree: Tree, top: int) -> Iterator[Government]:
    """What a verb says of its subject or object, and the passives that share a subject."""
    token = tree.tokens[top]
    yield Government(token.head, _SLOTS.get(token.dep, "subj"))
    if token.dep.startswith("nsubj"):
        yield from (Government(kid, "obj") for kid in _shared(tree, token.head))


def _behind(tree: Tree, top: int, noun: int) -> Iterator[Government]:
    """What governs a noun behind a preposition; "completion of procurement for": the act before it too."""
    preposition = tree.tokens[top].head
    above, word = tree.tokens[preposition].head, tree.word(preposition)
    if word in _AMONG or _such(tree, preposition):
        yield from _among(tree, above, noun)
        return
    if word != "of":
        yield from (Government(act, word) for act in tree.objects(above, "of") if act < preposition)
    yield Government(above, word)


def _such(tree: Tree, preposition: int) -> bool:
    """Whether a preposition is that of "such as"."""
    return tree.word(preposition) == "as" and any(tree.word(kid) == "such" for kid in tree.kids(preposition, "amod"))


def _beside(tree: Tree, noun: int) -> Iterator[int]:
    """The nouns of acts to which a thing is tied that another is the object of ("the deployment of X and Y at Z")."""
    token = tree.tokens[noun]
    if token.dep != "conj" or tree.tokens[token.head].pos not in _NOMINAL:
        return
    if any(tree.lemma(other) not in _MEASURES for other in tree.objects(token.head, "of") if other < noun):
        yield token.head


def _among(tree: Tree, above: int, noun: int) -> Iterator[Government]:
    """What governs a noun behind "including", by the verb or noun above that."""
    if tree.tokens[above].pos == "VERB":
        yield from (Government(kid, "of") for kid in tree.kids(above, "dobj"))
        yield Government(above, "obj")
    elif tree.tokens[above].pos in _NOMINAL and above != noun:
        yield Government(above, "of")
        yield from governments(tree, above)
        yield from (Government(verb, "obj") for verb in _verbs(tree, above))


def _verbs(tree: Tree, noun: int) -> Iterator[int]:
    """The verb above a noun, if any."""
    for _ in range(3 * _STEPS):
        if tree.tokens[noun].pos == "VERB":
            yield noun
            return
        noun = tree.tokens[noun].head


def _qualifies(tree: Tree, noun: int) -> bool:
    """Whether a word stands before a noun that it specifies; "F-35" may be taken for a number there."""
    token = tree.tokens[noun]
    named = token.dep == "nummod" and any(letter.isalpha() for letter in token.text)
    return (token.dep in ("compound", "nmod", "amod") or named) and tree.tokens[token.head].pos in _NOMINAL


def whole(tree: Tree, noun: int) -> int:
    """The noun that stands for it in the sentence: the first of several, and what counts it ("a fleet of")."""
    for _ in range(3 * _STEPS):
        token = tree.tokens[noun]
        above = token.head
        if above == noun:
            return noun
        if token.dep in ("conj", "appos") and tree.tokens[above].pos in (*_NOMINAL, "NUM"):
            noun = above
        elif (
            token.dep == "pobj" and tree.word(above) == "of" and tree.lemma(tree.tokens[above].head) in _MEASURES
        ) or (token.dep == "pobj" and tree.word(above) == "of" and tree.tokens[tree.tokens[above].head].pos == "NUM"):
            noun = tree.tokens[above].head
        elif token.dep in ("compound", "nmod") and tree.lemma(above) in _MEASURES:
            noun = above
        else:
            return noun
    return noun


def _shared(tree: Tree, verb: int) -> Iterator[int]:
    """The passives beside a verb that share its subject."""
    for kid in tree.kids(verb, "conj"):
        if tree.tokens[kid].tag == "VBN" and not any(True for _ in tree.kids(kid, "nsubj", "nsubjpass", "dobj")):
            yield kid
            yield from _shared(tree, kid)


def _below(tree: Tree, verb: int) -> Iterator[Government]:
    """How a verb in a clause that hangs on a noun governs it."""
    token = tree.tokens[verb]
    if token.dep == "acl":
        if token.tag == "VBN":
            yield Government(verb, "obj")
        elif token.tag == "VBG":
            yield Government(verb, "subj")
        return
    for kid in tree.kids(verb, "nsubj", "nsubjpass", "dobj"):
        if tree.relative(kid):
            yield Government(verb, "subj" if tree.tokens[kid].dep == "nsubj" else "obj")
            return
    complete = any(True for _ in tree.kids(verb, "dobj")) or _is_occasion(tree, verb)
    if any(True for _ in tree.kids(verb, "nsubj")) and not complete:
        yield Government(verb, "obj")


def _is_occasion(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what happens at the noun it hangs on, not to it ("the base where they plan")."""
    behind = (kid for prep in tree.kids(verb, "prep") for kid in tree.kids(prep, "pobj"))
    opening = tree.tokens[tree.tokens[verb].head + 1 : verb]
    return any(token.tag == "WRB" for token in opening) or any(map(tree.relative, behind))


def passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is passive."""
    token = tree.tokens[verb]
    if any(True for _ in tree.kids(verb, "nsubjpass", "auxpass")):
        return True
    if token.dep == "acl" and token.tag == "VBN":
        return True
    own = any(True for _ in tree.kids(verb, "nsubj", "aux", "dobj"))
    above = tree.tokens[token.head]
    return token.dep == "conj" and token.tag == "VBN" and not own and above.head != verb and passive(tree, token.head)


def doers(tree: Tree, verb: int, steps: int = _STEPS) -> list[int]:
    """The nouns of those who do what a verb says: its subject, of a passive its agent, or that of the verb above."""
    if passive(tree, verb):
        beside = (noun for kid in tree.kids(verb, "conj") for noun in tree.objects(kid, "by"))
        return list(tree.objects(verb, "by")) or list(beside)
    token = tree.tokens[verb]
    for kid in tree.kids(verb, "nsubj"):
        if tree.relative(kid):
            return [token.head] if token.dep == "relcl" else []
        return [kid]
    if not steps or token.head == verb:
        return []
    return _above(tree, verb, steps)


def _above(tree: Tree, verb: int, steps: int) -> list[int]:
    """Who does what a verb without a subject of its own says."""
    token, above = tree.tokens[verb], tree.tokens[verb].head
    if token.dep == "acl" and token.tag == "VBG":
        return [above]
    if token.dep in ("xcomp", "ccomp"):
        objects = list(tree.kids(above, "dobj", "nsubjpass"))
        return objects or doers(tree, above, steps - 1)
    if token.dep == "pcomp":
        preposition, above = above, tree.tokens[above].head
        if tree.word(preposition) in ("of", "from") and (objects := list(tree.kids(above, "dobj", "nsubjpass"))):
            return objects
    if tree.tokens[above].pos in _NOMINAL:
        return holders(tree, above, steps - 1)
    if token.dep in ("conj", "advcl", "pcomp", "acomp", "prep", "dep"):
        found = doers(tree, above, steps - 1)
        return found or list(tree.kids(above, "nsubjpass"))
    return []


def owners(tree: Tree, noun: int) -> list[int]:
    """To whom belongs what a noun names, by what stands beside it: "Japan's", "U.S.", "by China"."""
    beside = [
        kid for kid in tree.kids(noun, "amod", "compound", "nmod") if tree.tokens[kid].tag in ("JJ", "NNP", "NNPS")
    ]
    return [*tree.kids(noun, "poss"), *tree.objects(noun, "by", "between"), *beside]


def holders(tree: Tree, noun: int, steps: int = _STEPS, *, shared: bool = True) -> list[int]:
    """Who does what a noun names: its owner, or who does what governs it ("announced plans to"), unless he opposes it;
    or, where not `shared`, only speaks of it."""
    own = [*tree.kids(noun, "poss"), *tree.objects(noun, "by", "between")]
    if own or steps <= 0:
        return own
    token = tree.tokens[noun]
    above = token.head
    if token.dep == "pobj":
        if tree.word(above) not in _CARRY:
            return owners(tree, noun)
        above = tree.tokens[above].head
    if token.dep not in ("dobj", "attr", "pobj", "conj", "oprd", "appos", "xcomp") or above == noun:
        return owners(tree, noun)
    if operators().get(tree.lemma(above)) == "opposed" or (not shared and tree.lemma(above) in _SPOKEN):
        return owners(tree, noun)
    if tree.tokens[above].pos in ("VERB", "AUX"):
        return [*owners(tree, noun), *doers(tree, above, steps - 1)]
    return [*owners(tree, noun), *holders(tree, above, steps - 1, shared=shared)]
