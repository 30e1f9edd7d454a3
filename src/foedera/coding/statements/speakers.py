"""Who speaks: from the words that name a source to actors, to a description of somebody unnamed, or to the document
itself."""

from __future__ import annotations

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.attributions import Said
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.joint import parties, preamble
from foedera.coding.statements.memory import Memory, Speaker
from foedera.coding.statements.named import each_once, last_name, named
from foedera.coding.statements.posts import dateline, post
from foedera.coding.statements.pronouns import PRONOUNS, antecedent, of_pronoun
from foedera.coding.statements.transcripts import Turn
from foedera.coding.statements.trees import DOCUMENTS
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_ALL_PRONOUNS = PRONOUNS | {"both"}
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_DEFINITE = ("the ", "this ", "that ", "its ", "it")
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


def speaker(reading: Reading, said: Said, paragraph: int, memory: Memory) -> Speaker:
    """Who says an attribution that stands in a paragraph; `memory` knows who spoke before."""
    if said.turn is not None:
        return _of_turn(reading, said.turn)
    proposal = said.proposal
    if proposal is None or not proposal.source:
        own = preamble(reading, proposal)
        return Speaker(own, None, "author" if own else "unnamed")
    token = proposal.candidate.speaker
    assert token is not None
    words = " ".join(reading.document.text[start:end] for start, end in proposal.source)
    lower = proposal.tree.tokens[token].text.lower()
    together = parties(reading, proposal, token, words)
    if together is not None:
        return Speaker(together, None, "author")
    if lower in _ALL_PRONOUNS:
        who = of_pronoun(reading, said, token, lower, memory.last(paragraph, said.cue[0][0], lower))
        memory.learn(who, lower)
        return who
    if lower in _RELATIVE:
        token = antecedent(reading, proposal.tree, token)
        start, end = proposal.tree.sentence.phrase(token, _CLAUSES)
        words = reading.document.text[start:end]
    actors = _after_dateline(reading, proposal) or named(reading, proposal.tree, token)
    actors = actors or _remembered(reading, proposal, token, words, memory)
    if actors:
        return Speaker(actors, post(reading, proposal, actors), "named")
    return Speaker((), words, "unnamed")


def _remembered(
    reading: Reading, proposal: Proposal, token: int, words: str, memory: Memory
) -> tuple[ActorRef, ...]:  # fmt: skip
    """Whom only what was read before tells: the bearer of a surname, the issuer of "the report"; or a name that nobody
    knows, at the end of the source."""
    tree = proposal.tree
    lemma = tree.lemma(token)
    if lemma in DOCUMENTS or lemma == "document":
        return memory.issuer(lemma, tree.tokens[token].start) if words.lower().startswith(_DEFINITE) else ()
    known = memory.named(words) if tree.tokens[token].tag in ("NNP", "NNPS") else None
    if known is not None:
        start, end = proposal.source[0]
        return (msgspec.structs.replace(known, text=words, start=start, end=end),)
    return last_name(reading, proposal)


def _after_dateline(reading: Reading, proposal: Proposal) -> tuple[ActorRef, ...]:
    """The person between a dateline, which the parser takes for the source, and the cue."""
    start, end = proposal.source[0]
    after, cue = dateline(reading, start), proposal.cue[0][0]
    if after == start or after < end or cue < after:
        return ()
    found = [ref for m in reading.mentions.within(after, cue) for ref in m.refs]
    return each_once([ref for ref in found if ref.kind == "person"] or found[:1])


def _of_turn(reading: Reading, turn: Turn) -> Speaker:
    """The person of a label in a transcript: by the resolver, else by the surname elsewhere in the document."""
    if turn.is_nameless:
        return Speaker((), turn.description, "unnamed")
    start, end = turn.label
    mentions = [m for at in (end - 1, start) if (m := reading.mentions.at(at)) is not None]
    persons = [ref for m in mentions for ref in m.refs if ref.kind == "person"]
    if not persons:
        surname = turn.name.split()[-1].lower()
        persons = [
            ref for m in reading.mentions for ref in m.refs
            if ref.kind == "person" and ref.name.split()[-1].lower() == surname
        ]  # fmt: skip
    names = {key_of(ref) for ref in persons}
    if len(names) == 1:
        name = persons[0].name.title() if persons[0].name.isupper() else persons[0].name
        ref = msgspec.structs.replace(
            persons[0], name=name, text=reading.document.text[start:end], start=start, end=end
        )
        return Speaker((ref,), None, "named")
    ref = ActorRef(
        id=None, name=turn.name.title(), kind="person", state=None, sector=None, text=turn.name, start=start, end=end
    )
    return Speaker((ref,), None, "named")
