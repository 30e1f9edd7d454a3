"""Words that take up an actor: pronouns of the third person, and "the country" for a state."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from foedera.language import Sentence, Token
from foedera.resolution.syntax import has
from foedera.resolution.units import SUBJECTS

_HE = dict.fromkeys(("he", "him", "his", "himself"), "he")
_SHE = dict.fromkeys(("she", "her", "hers", "herself"), "she")
_IT = dict.fromkeys(("it", "its", "itself"), "it")
_THEY = dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they")
PRONOUNS: Mapping[str, str] = MappingProxyType({**_HE, **_SHE, **_IT, **_THEY})
"""The pronouns of the third person and the nominative of each."""
_COUNTRY = frozenset("country nation state kingdom government regime".split())
_DETERMINERS = frozenset(["the", "this", "that"])
_DESCRIBED = frozenset(["prep", "relcl", "acl", "appos"])
_STYLES = frozenset(["Excellency", "Majesty", "Highness", "Honour", "Honor", "kind"])  # "his Majesty", "of its kind"
_STRESSING = frozenset("itself himself herself themselves".split())
_DEEMS = frozenset("make find consider deem think believe".split())
_IMPERSONAL = frozenset("seem appear happen matter remain take follow rain snow".split())
_CLAUSES = frozenset(["ccomp", "advcl", "xcomp", "attr", "csubj"])


class Anaphor(msgspec.Struct, frozen=True):
    """Token number `index` of sentence number `sentence`, which takes up an actor.

    `type` is "he", "she", "it", "they" or "country"; `case` is "owner", "subject" or "object", whichever part it plays.
    """

    sentence: int
    index: int
    token: Token
    type: str
    case: str
    quoted: bool

    @property
    def reflexive(self) -> bool:
        """Whether it takes up the subject of its own clause ("itself")."""
        return self.token.text.lower().endswith(("self", "selves"))

    @property
    def model(self) -> str:
        """By which weights it is judged: "she" as "he"."""
        return "he" if self.type == "she" else self.type


def pronoun(sentence: Sentence, number: int, index: int, *, quoted: bool) -> Anaphor | None:
    """The pronoun of the third person at token number `index`; None where there is none that refers to somebody."""
    token = sentence.tokens[index]
    type = PRONOUNS.get(token.text.lower())
    if type is None or sentence.tokens[token.head].text in _STYLES:
        return None
    if _emphatic(sentence, index) or (type == "it" and _expletive(sentence, index)):
        return None
    return Anaphor(number, index, token, type, _case(token, token.tag == "PRP$"), quoted)


def country(sentence: Sentence, number: int, index: int, *, quoted: bool) -> Anaphor | None:
    """ "The country" at token number `index`, which is found like a pronoun; None where it is another thing."""
    token = sentence.tokens[index]
    if token.lemma.lower() not in _COUNTRY or token.tag != "NN" or token.dep in ("compound", "attr"):
        return None
    if token.text.isupper() or not _definite(sentence, index) or _quantified(sentence, index):
        return None
    return Anaphor(number, index, token, "country", _case(token, token.dep == "poss"), quoted)


def _case(token: Token, owns: bool) -> str:
    if owns:
        return "owner"
    return "subject" if token.dep in SUBJECTS else "object"


def _definite(sentence: Sentence, index: int) -> bool:
    """Whether only "the", "this" or "that" stands before a noun, and nothing behind it tells which."""
    before = [sentence.tokens[i] for i in sentence.children(index) if i < index]
    if not before or before[0].text.lower() not in _DETERMINERS or has(sentence, index, _DESCRIBED):
        return False
    return all(token.pos == "DET" for token in before)


def _quantified(sentence: Sentence, index: int) -> bool:
    """Whether "that nation" takes up "any nation" rather than a state."""
    first = sentence.tokens[next(iter(sentence.children(index)))].text.lower()
    return first == "that" and sentence.tokens[index].lemma.lower() not in ("government", "regime")


def _emphatic(sentence: Sentence, index: int) -> bool:
    """Whether "itself" only stresses the noun before it ("the threat to Japan itself")."""
    before = sentence.tokens[index - 1] if index else None
    return before is not None and before.pos in ("NOUN", "PROPN") and sentence.tokens[index].text.lower() in _STRESSING


def _expletive(sentence: Sentence, index: int) -> bool:
    """Whether "it" stands for a clause or for nothing ("it is clear that", "make it plain")."""
    token, verb = sentence.tokens[index], sentence.tokens[index].head
    lemma = sentence.tokens[verb].lemma
    if {lemma, sentence.tokens[sentence.tokens[verb].head].lemma} & _DEEMS:
        return index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].tag == "JJ"
    if token.dep not in SUBJECTS:
        return token.dep == "expl" or lemma == "put"  # "as the minister put it"
    if lemma != "be":
        return lemma in _IMPERSONAL
    return any(child > index for child in sentence.children(verb, _CLAUSES))
