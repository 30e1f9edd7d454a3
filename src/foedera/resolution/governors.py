"""What grammar says of a pronoun in its sentence: who owns or does what holds it, and who cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.language import Sentence, Token
from foedera.resolution.anaphors import PRONOUNS, Anaphor
from foedera.resolution.syntax import has
from foedera.resolution.units import SUBJECTS, Key, Unit

_OWNERS = frozenset(["poss", "amod", "compound", "nmod"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ"])
_NOUNS = frozenset(["NOUN", "PROPN"])
_CONTROLLED = frozenset(["xcomp", "ccomp", "acl"])
_ASKED = frozenset(["dobj", "dative"])
_LIKE = frozenset(["like", "unlike", "alongside"])
_FRONT = frozenset(["prep", "advcl", "npadvmod", "advmod", "mark"])
_PLURAL = frozenset(["NNS", "NNPS"])
_SEVERAL = frozenset(["NNS", "NNPS", "NNP", "JJ"])
_HUMAN = frozenset(
    "official officer spokesman spokeswoman spokesperson man woman person soldier admiral general minister president "
    "leader adviser advisor analyst expert professor author diplomat ambassador senator commander secretary journalist "
    "lawmaker chairman director chief mother father wife son daughter source prince king".split()
)


def governors(sentence: Sentence, who: Anaphor) -> list[int]:
    """The tokens before a pronoun that own or do what holds it and agree with it, the nearest first.

    A relative pronoun stands for the noun that its clause describes. Who does something does it to another, unless it
    is done to "himself"; and one of several who do something is not "it".
    """
    found = [number for number in dict.fromkeys(_above(sentence, who.index)) if _agrees(sentence.tokens[number], who)]
    if who.type != "they":
        found = [number for number in found if not _joint(sentence, number, who.index)]
    if who.case == "object" and not who.reflexive:
        verb = _verb(sentence, who.index)
        found = [number for number in found if not _does(sentence, number, verb)]
    return found


def barred(sentence: Sentence, who: Anaphor, units: Sequence[Unit]) -> frozenset[Key]:
    """Who cannot be meant: who does what is done to the pronoun, unless it is "itself", and whom it is held against."""
    here = [unit for unit in units if unit.sentence == who.sentence]
    if who.case == "subject":
        return frozenset(unit.key for unit in here if _likened(sentence, unit.head))
    if who.case != "object" or who.reflexive:
        return frozenset()
    verb = _doing(sentence, _verb(sentence, who.index))
    return frozenset(unit.key for unit in here if _does(sentence, unit.head, verb))


def _likened(sentence: Sentence, head: int) -> bool:
    """Whether somebody is compared with another: "like Japan, it"."""
    token = sentence.tokens[head]
    return token.dep == "pobj" and sentence.tokens[token.head].text.lower() in _LIKE


def reachable(sentence: Sentence, who: Anaphor, unit: Unit) -> bool:
    """Whether a unit stands where a pronoun may refer to it: before it, or behind it as the subject whose sentence a
    phrase with the pronoun opens ("In its statement, Japan")."""
    if unit.sentence != who.sentence or unit.start < who.token.start:
        return True
    return unit.role == "subject" and unit.main and _fronted(sentence, who.index)


def _above(sentence: Sentence, index: int) -> Iterator[int]:
    child = index
    while sentence.tokens[child].head != child:
        yield from _over(sentence, child, index)
        child = sentence.tokens[child].head


def _over(sentence: Sentence, child: int, index: int) -> Iterator[int]:
    """What stands right above a token on the way up from the pronoun, and who owns or does it."""
    tokens, current = sentence.tokens, sentence.tokens[child].head
    if current < index and tokens[current].pos in _NOUNS and not _able(sentence, current, child):
        yield current
    if tokens[child].dep in _CONTROLLED:
        yield from _controllers(sentence, current, child)
    wanted = SUBJECTS | _OWNERS if tokens[current].pos in _NOMINAL else SUBJECTS
    for number in sentence.children(current, wanted):
        if number < index and number != child:
            yield _described(sentence, number)


def _able(sentence: Sentence, noun: int, child: int) -> bool:
    """Whether a noun with an owner only says what he may or wants to do ("Ukraine's ability to defend")."""
    return sentence.tokens[child].dep in _CONTROLLED and has(sentence, noun, ("poss",))


def _controllers(sentence: Sentence, verb: int, child: int) -> Iterator[int]:
    """Who is to do what another one asks of him: "urged Japan to", "told Japan that", "pressure on Japan to"."""
    tokens = sentence.tokens
    for number in sentence.children(verb, _ASKED):
        if number > child:
            return
        yield number
    if tokens[verb].pos == "NOUN":
        for preposition in sentence.children(verb, ("prep",)):
            if preposition < child and tokens[preposition].text in ("on", "for"):
                yield from sentence.children(preposition, ("pobj",))


def _described(sentence: Sentence, number: int) -> int:
    """The noun that a relative pronoun stands for; any other token is itself."""
    tokens = sentence.tokens
    if tokens[number].text.lower() not in _RELATIVE:
        return number
    clause = next((n for n in sentence.ancestors(number) if tokens[n].dep in ("relcl", "acl")), None)
    return number if clause is None else tokens[clause].head


def _joint(sentence: Sentence, governor: int, index: int) -> bool:
    """Whether a subject is one of several ("Japan and its partners will stand by Ukraine as it fights")."""
    inside = {index, *sentence.ancestors(index)}
    return any(child < index and child not in inside for child in sentence.children(governor, ("conj",)))


def _does(sentence: Sentence, number: int, verb: int) -> bool:
    """Whether a token is the subject of a verb."""
    return sentence.tokens[number].dep in SUBJECTS and sentence.tokens[number].head == verb


def _verb(sentence: Sentence, index: int) -> int:
    """The verb on which an object depends, through its preposition."""
    head = sentence.tokens[index].head
    return sentence.tokens[head].head if sentence.tokens[head].pos == "ADP" else head


def _doing(sentence: Sentence, verb: int) -> int:
    """The verb, or that above it which has its subject ("Japan hopes to defend it")."""
    for number in (verb, *sentence.ancestors(verb)):
        if has(sentence, number, SUBJECTS):
            return number
    return verb


def _agrees(token: Token, who: Anaphor) -> bool:
    """Whether a token may be what a pronoun refers to, by number and kind, an actor or not."""
    if token.pos == "PRON":
        return PRONOUNS.get(token.text.lower()) == who.type
    if who.type == "they":
        return token.tag in _SEVERAL
    if who.type == "it":
        return token.tag not in _PLURAL
    return token.pos == "PROPN" or (who.type != "country" and token.lemma.lower() in _HUMAN)


def _fronted(sentence: Sentence, index: int) -> bool:
    """Whether a token stands in a phrase before its sentence's subject."""
    path = [index, *sentence.ancestors(index)]
    top = path[-2] if len(path) > 1 else index
    return sentence.tokens[top].dep in _FRONT and top < path[-1]
