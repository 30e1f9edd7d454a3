"""Whose an amount is: by who owns what is measured, who does what the verb says, and whose the clause around it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foedera.coding.acts.actors import refs, states
from foedera.coding.acts.clauses import doers
from foedera.coding.coder import Reading
from foedera.coding.figures.measures import Measured
from foedera.language import Tree
from foedera.model import ActorRef

_HANDLING = frozenset(
    "buy purchase acquire procure obtain receive sell export deliver donate supply provide give send deploy "
    "dispatch transfer ship station build produce manufacture field operate have own possess lease".split()
)
_SAYING = frozenset(
    "say tell report claim state add confirm declare note reveal show estimate find warn predict announce argue "
    "write accord explain suggest believe expect".split()
)
_PRAISE = frozenset(
    "welcome applaud note recognize recognise condemn hail mark celebrate commend secure praise criticize support "
    "appreciate acknowledge identify".split()
)
_PLEDGING = frozenset(
    "announce pledge promise commit approve authorize authorise allocate sign order spend give offer request propose "
    "earmark unveil donate grant invest want seek vow plan".split()
)
_WHOLES = frozenset("gdp product output economy income gni".split())
_APART = frozenset("against amid compared than unlike despite versus after before following near outside".split())
_MADE_OF = frozenset("consist amount comprise total".split())
_STEPS = 8


def actor(reading: Reading, tree: Tree, measured: Measured) -> ActorRef | None:
    """Whose an amount is; None where that is nobody, several, or nobody whom the document names in its clause.

    First comes who possesses what is measured, or that of which it is a share; then, of things that are bought, sold,
    sent or had, who does that; then whose the adjective beside it says it is, who does what the verb says, and whose
    what stands above it is.
    """
    if measured.quantity == "distance":
        return None
    verb = _verb(tree, measured)
    by = _doers(reading, tree, verb)
    own = _owned(reading, tree, measured)
    handled = verb is not None and tree.lemma(verb) in _HANDLING
    beside = _known(
        reading, tree, () if measured.noun is None or _is_put(tree, measured) else _beside(tree, measured.noun)
    )
    for found in (own, by if handled else [], beside, by):
        if found:
            return _one(found)
    if verb is not None and doers(tree, verb) and tree.lemma(verb) not in _PRAISE:
        return None
    return _above(reading, tree, measured.word if verb is None else verb)


def _owned(reading: Reading, tree: Tree, measured: Measured) -> list[ActorRef]:
    """To whom belongs what is measured, or that of which it is a share ("1.3 percent of Norway's output")."""
    possessing = () if measured.noun is None or _is_put(tree, measured) else _possessors(tree, measured.noun)
    if own := _known(reading, tree, possessing):
        return own
    wholes = (noun for noun in range(len(tree.tokens)) if tree.lemma(noun) in _WHOLES)
    return _known(reading, tree, (kid for noun in wholes for kid in tree.kids(noun, "poss")))


def _doers(reading: Reading, tree: Tree, verb: int | None) -> list[ActorRef]:
    """Who does what a verb says, or to whom what does it belongs; a person only where he pledges for a state."""
    if verb is None or tree.lemma(verb) in _PRAISE:
        return []
    doing = doers(tree, verb)
    own = refs(reading, tree, doing)
    if any(ref.kind == "person" for ref in own) and tree.lemma(verb) not in _PLEDGING:
        return []
    whose = (kid for noun in doing for kid in _whose(tree, noun))
    return (
        _meant(reading, tree, doing)
        or [ref for ref in own if ref.id is None and ref.kind != "person"]
        or _known(reading, tree, whose)
    )


def _is_put(tree: Tree, measured: Measured) -> bool:
    """Whether the noun only says what something is invested in, which belongs to others."""
    noun = measured.noun
    return noun is not None and measured.quantity.startswith("investment in ") and tree.lemma(noun) != "investment"


def _meant(reading: Reading, tree: Tree, nouns: Iterable[int]) -> list[ActorRef]:
    """The states and organisations whom nouns mean; who speaks for a state that the document names stands for it."""
    return [ref for ref in states(reading, refs(reading, tree, nouns)) if ref.id is not None and ref.kind != "person"]


def _known(reading: Reading, tree: Tree, nouns: Iterable[int]) -> list[ActorRef]:
    """The known actors among nouns, but for capitals that only name something ("the Vilnius commitments")."""
    kept = [noun for noun in nouns if not _is_seat(reading, tree, noun)]
    return _meant(reading, tree, kept)


def _whose(tree: Tree, noun: int) -> Iterator[int]:
    yield from _possessors(tree, noun)
    yield from _beside(tree, noun)


def _possessors(tree: Tree, noun: int) -> Iterator[int]:
    """The possessor of what a noun names, before or behind it ("Japan's", "by Japan", "of the government")."""
    yield from tree.kids(noun, "poss")
    yield from tree.objects(noun, "by")
    yield from (kid for kid in tree.objects(noun, "of") if tree.tokens[kid].pos == "PROPN")


def _beside(tree: Tree, noun: int) -> Iterator[int]:
    """The names and adjectives before a noun that say whose it is; not what is only named after somebody."""
    for kid in tree.kids(noun, "amod", "compound", "nmod"):
        if tree.tokens[kid].tag in ("JJ", "NNP", "NNPS"):
            yield kid


def _verb(tree: Tree, measured: Measured) -> int | None:
    """The verb that governs what is measured."""
    at = measured.word
    for _ in range(_STEPS):
        token = tree.tokens[at]
        if token.pos in ("VERB", "AUX"):
            return at
        if token.head == at or token.dep in ("nsubj", "nsubjpass", "relcl") or not _is_object(tree, at):
            return None
        at = token.head
    return None


def _is_object(tree: Tree, at: int) -> bool:
    """Whether a word stands to the one above it as its object, or beside one that does."""
    token = tree.tokens[at]
    above = tree.tokens[token.head]
    if token.dep == "conj":
        return above.pos in ("NOUN", "PROPN", "NUM")
    if token.dep in ("pobj", "prep"):
        verb = tree.head(token.head) if token.dep == "pobj" else above
        return verb.lemma.lower() in _MADE_OF
    return True


def _above(reading: Reading, tree: Tree, word: int) -> ActorRef | None:
    """Whose the nearest noun or clause above a word is that says so; who only tells of it is passed over."""
    for _ in range(_STEPS):
        token = tree.tokens[word]
        above = token.head
        if above == word or token.dep == "relcl" or (token.dep == "prep" and tree.word(word) in _APART):
            return None
        found = _stated(reading, tree, above)
        if found or _is_done(tree, above):
            return _one(found)
        word = above
    return None


def _stated(reading: Reading, tree: Tree, above: int) -> list[ActorRef]:
    """Whose a noun says it is, or who does what a verb says that does more than tell of it."""
    if tree.tokens[above].pos in ("NOUN", "PROPN"):
        return _known(reading, tree, _whose(tree, above))
    if tree.tokens[above].pos not in ("VERB", "AUX") or tree.lemma(above) in _SAYING:
        return []
    return _doers(reading, tree, above)


def _is_done(tree: Tree, word: int) -> bool:
    """Whether somebody does what a verb says that does more than tell or praise."""
    acting = tree.tokens[word].pos == "VERB" and tree.lemma(word) not in _SAYING | _PRAISE
    return acting and bool(doers(tree, word))


def _one(found: Sequence[ActorRef]) -> ActorRef | None:
    kept = {ref.id: ref for ref in found if not ref.name.startswith("@")}
    return next(iter(kept.values())) if len(kept) == 1 else None


def _is_seat(reading: Reading, tree: Tree, noun: int) -> bool:
    """Whether a capital only names something ("the Vilnius commitments")."""
    mention = reading.mentions.at(tree.tokens[noun].start)
    return mention is not None and mention.how in ("capital", "seat") and tree.tokens[noun].dep != "poss"
