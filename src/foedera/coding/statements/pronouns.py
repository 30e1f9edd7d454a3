"""Whom a pronoun means that is the source of a statement."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.attributions import Said
from foedera.coding.statements.features import sources
from foedera.coding.statements.joint import FIRST, is_joint, ourselves
from foedera.coding.statements.memory import Speaker
from foedera.coding.statements.named import at
from foedera.coding.statements.trees import Tree
from foedera.language import Token
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

PRONOUNS = frozenset("he she they it we i you him her them us me his their its our my your".split())
_SINGLE = frozenset("he she him her his".split())


def of_pronoun(reading: Reading, said: Said, token: int, lower: str, before: Speaker | None) -> Speaker:
    """Whom a pronoun means: by the resolver, else who spoke right before; nobody whom the content names. "It" goes on
    with a body or document that spoke."""
    assert said.proposal is not None
    place = said.proposal.tree.tokens[token]
    mention = reading.mentions.at(place.start)
    if before is not None and (mention is None or lower in ("it", "they")) and _may_mean(before, lower):
        return before
    inside = _named_in(reading, said)
    if mention is not None and not (lower == "it" and _is_body(before, inside)):
        actors = tuple(ref for ref in mention.refs if key_of(ref) not in inside)
    else:
        actors = _gone_on(place, lower, before, inside)
    return Speaker(actors, None, "named") if actors else _unlinked(reading, lower, before)


def _gone_on(place: Token, lower: str, before: Speaker | None, inside: set[str]) -> tuple[ActorRef, ...]:
    """Those who spoke before, where a pronoun may mean them and the content does not name them."""
    spoke = () if before is None else before.actors
    return tuple(
        msgspec.structs.replace(ref, text=place.text, start=place.start, end=place.end)
        for ref in spoke
        if _may_be(ref, lower, len(spoke)) and key_of(ref) not in inside
    )


def _unlinked(reading: Reading, lower: str, before: Speaker | None) -> Speaker:
    """Who a pronoun is that nothing links: the parties of a joint text, a body that speaks of itself, or the author."""
    if lower in ("they", "their") and is_joint(reading.document):
        return Speaker(ourselves(reading), None, "author")
    if lower == "it" and before is not None and _is_body(before, set()):
        return Speaker(before.actors, None, "named")
    return Speaker((), None, "author" if lower in FIRST and lower != "we" else "named")


def _is_body(who: Speaker | None, inside: set[str]) -> bool:
    """Whether one state or body spoke, which the content does not name."""
    if who is None or len(who.actors) != 1:
        return False
    (ref,) = who.actors
    return ref.kind != "person" and key_of(ref) not in inside


def _may_mean(who: Speaker, pronoun: str) -> bool:
    """Whether a pronoun may mean somebody unnamed, by the words that describe him."""
    if who.voice != "unnamed":
        return False
    words = re.findall(r"[a-z]+", (who.description or "").lower())
    kinds = {sources().get(word) or sources().get(word.removesuffix("s")) for word in words}
    plural = any(word.endswith("s") and sources().get(word.removesuffix("s")) for word in words)
    if pronoun in _SINGLE:
        return "person" in kinds and not plural
    if pronoun in ("they", "their"):
        return plural and "document" not in kinds
    return pronoun in ("it", "its") and not plural and bool(kinds & {"document", "group"}) and "person" not in kinds


def _named_in(reading: Reading, said: Said) -> set[str]:
    """The actors whom a content names otherwise than by a pronoun."""
    mentions = (m for start, end in said.content for m in reading.mentions.within(start, end))
    return {key_of(ref) for mention in mentions if mention.text.lower() not in PRONOUNS for ref in mention.refs}


def _may_be(ref: ActorRef, pronoun: str, several: int) -> bool:
    """Whether a pronoun may mean one of those who spoke last: "he" the one person, "it" the one body, "they" all."""
    if pronoun in _SINGLE:
        return ref.kind == "person" and several == 1
    if pronoun in ("it", "its"):
        return ref.kind != "person" and several == 1
    return pronoun in ("they", "their", "both") and several > 1


def antecedent(reading: Reading, tree: Tree, token: int) -> int:
    """The noun for which a relative pronoun stands: that of the clause, or the actor right before the pronoun where the
    clause hangs on a noun that cannot speak."""
    head = _relative_head(tree, token)
    before = token - 2 if token > 1 and tree.tokens[token - 1].text == "," else token - 1
    if before < 0 or before == head or at(reading, tree, head) or sources().get(tree.lemma(head)) is not None:
        return head
    return before if at(reading, tree, before) else head


def _relative_head(tree: Tree, token: int) -> int:
    at = token
    for _ in range(6):
        if tree.tokens[at].dep == "relcl":
            return tree.tokens[at].head
        if tree.tokens[at].head == at:
            break
        at = tree.tokens[at].head
    return token
