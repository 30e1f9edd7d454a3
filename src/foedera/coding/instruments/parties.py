"""Whose an instrument is where neither its name nor a signature tells: by who does what the sentence says of it."""

from __future__ import annotations

from foedera.coding.acts.actors import refs, states
from foedera.coding.acts.clauses import doers
from foedera.coding.coder import Reading
from foedera.coding.instruments.groups import Group, Mentioned
from foedera.language import Tree
from foedera.model import ActorRef

_OWN = ("strategy", "law", "guidelines")
_MADE = frozenset(
    "release publish issue unveil adopt pass enact draft prepare update approve announce launch "
    "present write sign".split()
)
_JOINT = frozenset(
    "sign formalize formalise conclude ink negotiate agree reach say announce recall issue release".split()
)
_STEPS = 5
_MANY = 5  # parties beyond which a subject names a crowd and no parties


def told_parties(reading: Reading, group: Group) -> tuple[ActorRef, ...]:
    """The state that made a strategy or law; the states that together concluded or issued anything else.

    Empty where the sentences that name it do not tell."""
    for mention in group.mentions:
        found = _parties(reading, mention, own=group.type in _OWN)
        if found:
            known = list(group.states.values())
            return tuple({ref.id: ref for ref in [*known, *found]}.values())
    return ()


def _parties(reading: Reading, mention: Mentioned, *, own: bool) -> tuple[ActorRef, ...]:
    """By the verb that governs a mention: one party of what one makes, two to five of what is joint."""
    tree = reading.tree(mention.sentence)
    verb = _verb(tree, mention)
    if verb is None or tree.lemma(verb) not in (_MADE if own else _JOINT):
        return ()
    found = {ref.id: ref for ref in states(reading, refs(reading, tree, _doers(tree, verb))) if ref.kind == "state"}
    fitting = len(found) == 1 if own else 2 <= len(found) <= _MANY
    return tuple(found.values()) if fitting else ()


def _verb(tree: Tree, mention: Mentioned) -> int | None:
    """The verb above the last word of a mention."""
    at = next((n for n, token in enumerate(tree.tokens) if token.start < mention.end <= token.end), None)
    for _ in range(_STEPS):
        if at is None or tree.tokens[at].pos == "VERB":
            return at
        at = None if tree.tokens[at].head == at else tree.tokens[at].head
    return None


def _doers(tree: Tree, verb: int) -> list[int]:
    """Who does it, those joined by "and" too."""
    found = doers(tree, verb)
    return [*found, *(kid for noun in found for kid in tree.kids(noun, "conj"))]
