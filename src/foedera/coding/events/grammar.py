"""Where in a sentence the parties of an act stand: subjects, agents, objects, and what is behind prepositions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.language import Tree
from foedera.model import EventType

STEPS = 5
"""How many verbs above may lend their subject."""

ORDINALS = frozenset("first second third last only latest youngest oldest".split())
"""Words that put a noun into a row."""

_CONDITIONS = ("if", "once", "unless")
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_NAMES = ("NOUN", "PROPN", "PRON")
_INNER = ("of", "in", "on", "for")
_CLOSED = frozenset(["relcl", "advcl", "ccomp", "parataxis"])
_RAISING = frozenset(["acomp", "oprd", "pcomp", "conj", "advcl"])


def passive(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if any(True for _ in tree.kids(verb, "nsubjpass", "auxpass", "csubjpass")):
        return True
    seen = token.dep == "xcomp" and not any(
        True for _ in tree.kids(verb, "nsubj", "aux")
    )  # "have seen stepped up patrols"
    if token.tag == "VBN" and (token.dep == "acl" or seen):
        return True
    own = any(True for _ in tree.kids(verb, "nsubj", "aux", "dobj"))
    return token.dep == "conj" and token.tag == "VBN" and not own and passive(tree, token.head)


def agents(tree: Tree, verb: int) -> Iterator[int]:
    """The nouns behind "by" of a passive, its own or that of the verbs beside it."""
    found = list(tree.objects(verb, "by"))
    if not found:
        found = [noun for kid in tree.kids(verb, "conj") for noun in tree.objects(kid, "by")]
    yield from found


def subject(tree: Tree, verb: int, steps: int) -> int | None:
    """The token that names who acts: the verb's subject, or that of the verb above."""
    token = tree.tokens[verb]
    for kid in reversed([*tree.kids(verb, "nsubj")]):
        if tree.relative(kid):
            return token.head if token.dep == "relcl" else None
        return kid
    if token.head == verb:
        return _left(tree, verb)
    return _inherited(tree, verb, steps) if steps else None


def torn(tree: Tree, verb: int) -> int | None:
    """The verb beside which a finite verb stands that the parser puts beside a noun, an infinitive or a gerund
    ("reiterate their commitment to achieving peace and call on"): the nearest above that is finite, of the same time,
    and has a subject; None where a verb stands where it should."""
    token = tree.tokens[verb]
    if token.dep != "conj" or not (finite(tree, verb) or _bare(tree, verb)) or finite(tree, token.head):
        return None
    above = verb
    for _ in range(3 * STEPS):
        if tree.tokens[above].head == above or tree.tokens[above].dep in _CLOSED:
            return None
        above = tree.tokens[above].head
        if finite(tree, above) and any(True for _ in tree.kids(above, "nsubj", "nsubjpass")):
            return above if _past(tree, above) == _past(tree, verb) else None
    return None


def _bare(tree: Tree, verb: int) -> bool:
    """Whether a verb without helpers that looks like an infinitive stands beside a gerund or a noun, which no
    infinitive does."""
    token = tree.tokens[verb]
    beside = tree.head(verb).tag == "VBG" or tree.head(verb).pos in ("NOUN", "PROPN")
    return token.tag == "VB" and beside and not any(True for _ in tree.kids(verb, "aux", "nsubj"))


def _past(tree: Tree, verb: int) -> bool:
    """Whether a finite verb, or what helps it, stands in the past tense."""
    return any(tree.tokens[word].tag == "VBD" for word in (verb, *tree.kids(verb, "aux", "auxpass")))


def finite(tree: Tree, verb: int) -> bool:
    """Whether a verb tells by its form, or by that of its helpers, when it is done."""
    token = tree.tokens[verb]
    if token.pos not in ("VERB", "AUX"):
        return False
    helpers = [tree.tokens[kid] for kid in tree.kids(verb, "aux", "auxpass")]
    if any(helper.tag == "TO" for helper in helpers):
        return False
    plain = token.tag in _FINITE or (token.tag == "VB" and any(True for _ in tree.kids(verb, "nsubj")))
    return plain or any(helper.tag in _FINITE or helper.tag == "MD" for helper in helpers)


def _left(tree: Tree, verb: int) -> int | None:
    """The noun right before a verb and its helpers, where the parser has found it no subject."""
    if tree.tokens[verb].tag not in _FINITE and not any(True for _ in tree.kids(verb, "aux")):
        return None
    if any(True for _ in tree.kids(verb, "nsubjpass", "expl")):
        return None
    at = min([verb, *(kid for kid in tree.kids(verb, "aux", "neg", "advmod", "auxpass") if kid < verb)]) - 1
    bracketed = at >= 0 and tree.word(at) == ")"
    if bracketed:  # "the Republic of Korea (ROK) launched"
        at = max((one for one in range(at) if tree.word(one) == "("), default=0) - 1
    if at < 0 or tree.tokens[at].pos not in ("PROPN", "NOUN"):
        return None
    while _inside(tree, at, bracketed=bracketed) and tree.tokens[at].head != at:
        at = tree.tokens[at].head
    return at


def _inside(tree: Tree, noun: int, *, bracketed: bool) -> bool:
    """Whether a noun is a member or a part of a longer phrase ("of Korea")."""
    dep = tree.tokens[noun].dep
    part = bracketed and (dep == "pobj" or tree.word(noun) == "of")
    return dep in ("conj", "compound") or (part and (dep == "prep" or tree.word(tree.tokens[noun].head) == "of"))


def _of_its_year(tree: Tree, verb: int) -> bool:
    """Whether a participle has a year of its own: who speaks of "the pact signed in 1950" need not have signed it."""
    return any(_YEAR.fullmatch(tree.word(noun)) for noun in tree.objects(verb, "in"))


def _inherited(tree: Tree, verb: int, steps: int) -> int | None:
    """Who acts where a verb has no subject of its own, by how it hangs on what stands above."""
    token = tree.tokens[verb]
    above = token.head
    if token.dep == "relcl" and _one_of_a_row(tree, above):
        return _decider(tree, above, steps)
    if token.dep == "acl":
        return _described(tree, verb, steps)
    if token.dep == "xcomp":
        found = next(tree.kids(above, "dobj"), None)
        return found if found is not None else _raised(tree, above, steps)
    if token.dep == "pcomp":
        above = tree.tokens[above].head
        if tree.tokens[above].pos == "NOUN":  # "makes no apology for accusing"
            return _decider(tree, above, steps)
        if tree.tokens[above].dep == "acomp" and tree.word(token.head) == "in":  # "are united in condemning"
            return subject(tree, tree.tokens[above].head, steps - 1)
    beside = torn(tree, verb)
    if beside is not None:
        return _raised(tree, beside, steps)
    if token.dep in ("pcomp", "conj", "advcl") and tree.tokens[above].pos not in ("VERB", "AUX"):
        return None
    return _raised(tree, above, steps) if token.dep in _RAISING else None


def _described(tree: Tree, verb: int, steps: int) -> int | None:
    """Who acts where a verb describes a noun: the noun itself, or whose noun it is."""
    token = tree.tokens[verb]
    if token.tag == "VBG":
        return token.head
    return None if _of_its_year(tree, verb) else _decider(tree, token.head, steps)


def _one_of_a_row(tree: Tree, noun: int) -> bool:
    """Whether a noun is one of a row, so that an infinitive beside it tells a fact ("the first leader to visit")."""
    return tree.tokens[noun].dep == "attr" and any(tree.word(kid) in ORDINALS for kid in tree.kids(noun, "amod"))


def _decider(tree: Tree, noun: int, steps: int) -> int | None:
    """Whose noun it is that an infinitive hangs on: "its decision to withdraw"."""
    owner = next(tree.kids(noun, "poss"), None)
    return owner if owner is not None else subject(tree, tree.tokens[noun].head, steps - 1)


def _raised(tree: Tree, above: int, steps: int) -> int | None:
    """The subject of the verb above; of a passive one ("is expected to"), what it is said of."""
    for kid in tree.kids(above, "nsubjpass"):
        if not tree.relative(kid):
            return kid
        return tree.tokens[above].head if tree.tokens[above].dep == "relcl" else None
    return subject(tree, above, steps - 1)


def objects(tree: Tree, verb: int, type: EventType) -> list[int]:
    """The nouns to which something is done by a verb; of a passive, what it is said of."""
    if passive(tree, verb):
        return _undergoing(tree, verb)
    found = [*tree.kids(verb, "dobj", "iobj")]
    for kid in tree.kids(verb, "dative"):
        found += [kid] if tree.tokens[kid].pos in _NAMES else tree.kids(kid, "pobj")
    if type in ("REQUEST", "ACCUSE"):  # "demands that they leave"
        found += [noun for kid in tree.kids(verb, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
        found += [noun for kid in tree.kids(verb, "advcl") for noun in tree.kids(kid, "nsubj") if _meant(tree, kid)]
    return found or _shared(tree, verb)


def _meant(tree: Tree, clause: int) -> bool:
    """Whether a clause says what somebody is pushed for ("are pushing for A to stay")."""
    return any(tree.word(kid) == "for" for kid in tree.kids(clause, "mark"))


def _undergoing(tree: Tree, verb: int) -> list[int]:
    token = tree.tokens[verb]
    own = [*tree.kids(verb, "nsubjpass")]
    if (own and tree.relative(own[0])) or (not own and token.dep == "acl"):
        return [token.head]
    if not own and token.dep == "conj":
        return [*tree.kids(token.head, "nsubjpass")]
    return own


def _shared(tree: Tree, verb: int) -> list[int]:
    """The object that a verb has from the noun which its clause describes, or together with the verbs beside it."""
    if tree.tokens[verb].dep == "relcl" and any(tree.relative(kid) for kid in tree.kids(verb, "dobj")):
        return [tree.tokens[verb].head]
    beside = [kid for kid in tree.kids(verb, "conj") if not any(True for _ in tree.kids(kid, "nsubj", "nsubjpass"))]
    return [noun for kid in beside for noun in tree.kids(kid, "dobj")]


def behind(tree: Tree, word: int, nouns: Sequence[int], preposition: str) -> Iterator[int]:
    """The nouns behind a preposition of a word, of its objects, or of a noun behind another preposition of it ("in
    talks with")."""
    yield from tree.objects(word, preposition)
    for noun in nouns:
        yield from tree.objects(noun, preposition)
        for inner in tree.objects(noun, *_INNER):
            yield from tree.objects(inner, preposition)
    for kid in tree.kids(word, "prep"):
        for noun in tree.kids(kid, "pobj"):
            yield from tree.objects(noun, preposition)
    for kid in tree.kids(word, "xcomp"):
        yield from tree.objects(kid, preposition)


def conditions(tree: Tree, verb: int, *, threat: bool = False) -> list[int]:
    """The verbs of the conditions for what a verb, or one beside it, says will be done; or, of a `threat`, for it."""
    if not threat and not any(tree.word(kid) in ("will", "would") for kid in tree.kids(verb, "aux")):
        return []
    clauses = [clause for word in (verb, *tree.kids(verb, "conj")) for clause in tree.kids(word, "advcl")]
    marks = _CONDITIONS if threat else _CONDITIONS[:1]
    return [clause for clause in clauses if any(tree.word(kid) in marks for kid in tree.kids(clause, "mark", "advmod"))]
