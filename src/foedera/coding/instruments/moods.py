"""Whether an act happened, is planned, is only possible or is denied: from its own helpers up through its governors."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.instruments.lexicon import Lexicon
from foedera.language import Sentence
from foedera.model import Modality

_ORDER: tuple[Modality, ...] = ("actual", "planned", "possible", "denied")
_SAYING = frozenset("say tell report announce claim state add confirm declare note write".split())
_CLAUSES = frozenset(
    "xcomp ccomp conj pobj prep dobj pcomp acl parataxis nsubj nsubjpass".split()
)  # what hangs on a verb or noun so that its mood reaches down to it
_GOVERNED = frozenset("xcomp ccomp pobj dobj nsubj nsubjpass acl pcomp".split())
_REACHED = frozenset({"of", "for", "to"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_MOST = 6


def mood(sentence: Sentence, verb: int, lexicon: Lexicon) -> tuple[Modality, int | None]:
    """The modality of the act that a verb or noun tells, and the verb of saying that reports it, if any."""
    found: Modality = "actual"
    current = verb
    for _ in range(_MOST):
        for modality in _own(sentence, current, lexicon):
            found = worse(found, modality)
        token = sentence.tokens[current]
        if token.head == current:
            break
        if _is_reported(sentence, current):
            return found, token.head
        if token.dep == "pobj" and sentence.tokens[token.head].text.lower() not in _REACHED:
            return _helped(sentence, token.head, lexicon, found), None
        if token.dep not in _CLAUSES:
            break
        current = token.head
    return found, None


def worse(one: Modality, other: Modality) -> Modality:
    """The modality that is farther from fact."""
    return max(one, other, key=_ORDER.index)


def _own(sentence: Sentence, word: int, lexicon: Lexicon) -> Iterator[Modality]:
    """What a word's helpers, its form and what governs it say."""
    token, above = sentence.tokens[word], sentence.tokens[sentence.tokens[word].head]
    helpers = [sentence.tokens[i].text.lower() for i in sentence.children(word, {"aux", "neg", "det"})]
    yield from (lexicon.moods[helper] for helper in helpers if helper in lexicon.moods)
    if any(sentence.tokens[i].text.lower() == "never" for i in sentence.children(word, {"advmod"})):
        yield "denied"
    if any(sentence.tokens[i].text.lower() in _CONDITIONS for i in sentence.children(word, {"mark"})):
        yield "possible"
    if "to" in helpers:
        yield "possible" if token.dep in ("acl", "advcl", "relcl") else "planned"
    governed = token.dep in _GOVERNED or (token.dep == "prep" and token.text.lower() in _REACHED)
    if governed and above.pos != "AUX":
        yield lexicon.moods.get(above.lemma.lower(), "actual")


def _is_reported(sentence: Sentence, word: int) -> bool:
    """Whether a clause is what somebody says."""
    token = sentence.tokens[word]
    return token.dep in ("ccomp", "parataxis") and sentence.tokens[token.head].lemma.lower() in _SAYING


def _helped(sentence: Sentence, preposition: int, lexicon: Lexicon, found: Modality) -> Modality:
    """The modality with the helpers of the verb on which a preposition hangs: "will be strengthened by the signing"."""
    governor = sentence.tokens[preposition].head
    helpers = [sentence.tokens[i].text.lower() for i in sentence.children(governor, {"aux"})]
    for helper in helpers:
        found = worse(found, lexicon.moods.get(helper, "actual"))
    return found
