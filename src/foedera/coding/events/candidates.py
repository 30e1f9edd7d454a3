"""Candidates for events in a parsed sentence: a word that means an act, who does it, and to whom.

A verb's actor is its subject, or of a passive its agent; infinitives, participles and verbs in conjunction take theirs
from the verb above. The recipient stands where the frame of the lexicon says, or else belongs to what does stand there
("condemned Russia's invasion"). A noun names an act where both stand beside it ("talks between", "attack by ... on").
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.frames import entries_at
from foedera.coding.events.grammar import conditions
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.modality import Mood, mood
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.coding.events.sides import MUTUAL, key, sides
from foedera.language import Sentence, Tree
from foedera.model import ActorRef

_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "COERCE", "RETREAT"])
_FICTION = frozenset(
    "novel novelist film movie opera comic manga screenplay thriller musical saga sequel cartoon fiction heroine "
    "ballet sitcom".split()
)
_VAGUE = frozenset(
    "cooperate collaborate coordinate work partner strengthen deepen enhance expand consult support back engage "
    "team uphold defend welcome".split()
)
_FORCE = frozenset(["ASSAULT", "PROTEST"])
_OWN = frozenset(["arrest", "resign", "deport", "martial-law", "censor"])
_OFTEN = frozenset("regularly routinely annually usually often frequently always yearly".split())
_UNASKED = frozenset(["CONSULT", "COOPERATE", "AID", "MOBILIZE", "SUPPORT", "CONCEDE"])
_ANSWERS = frozenset("use respond retaliate answer act take hit react".split())
_PACTS = frozenset(["treaty", "tie", "relation", "document", "deal"])

Before = tuple[ActorRef, ...]


class Candidate(msgspec.Struct, frozen=True):
    """A possible event: its frames, the parties on both sides, the words that name them, and the mood.

    `trigger` is the number of the token that names the act. `entries` are the frames that it fills, the most specific
    first, each of another type; the parties are those of the first.
    """

    sentence: Sentence
    trigger: int
    entries: tuple[Entry, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    actor_span: tuple[int, int]
    recipient_span: tuple[int, int] | None
    mood: Mood


def candidates(
    reading: Reading, sentence: Sentence, lexicon: Lexicon, *, strict: bool = True, before: Before = ()
) -> Iterator[Candidate]:
    """The candidates of one sentence, in the order of their words; `before` are the actors of the sentence before.

    Conditions, duties, questions and fiction give none, nor acts without a party that they need; where not `strict`,
    they do.
    """
    if not sentence.tokens or not _mentions(reading, sentence, before):
        return
    tree = Tree(sentence)
    if strict and _unreal(tree):
        return
    parties = Parties(reading, tree, lexicon, before)
    taken: set[int] = set()
    made: dict[int, Candidate] = {}
    nouns = {index for index, token in enumerate(tree.tokens) if token.pos in ("NOUN", "PROPN")}
    for token in sorted(range(len(tree.tokens)), key=lambda index: (index in nouns, index)):
        entries = () if token in taken else _threats(tree, lexicon, token, entries_at(tree, lexicon, token))
        found = _candidate(tree, parties, lexicon, token, entries, strict=strict) if entries else None
        if found is not None:
            made[token] = found
            if token not in nouns:
                taken |= {kid for kid in tree.below(token, 3) if tree.lemma(kid) in entries[0].needs}
    yield from (made[token] for token in sorted(made))


def _unreal(tree: Tree) -> bool:
    """Whether a sentence asks, or tells of fiction."""
    return tree.tokens[-1].text == "?" or any(tree.lemma(token) in _FICTION for token in range(len(tree.tokens)))


def spoken_of(reading: Reading, sentence: Sentence, lexicon: Lexicon, before: Before = ()) -> Before:
    """The several actors of whom a sentence speaks, as its main verb has them for subject; none where it is one."""
    tree = Tree(sentence)
    parties = Parties(reading, tree, lexicon, before)
    for root in range(len(tree.tokens)):
        if tree.tokens[root].head == root:
            for noun in tree.kids(root, "nsubj", "nsubjpass"):
                refs = refs_of(parties.named(noun))
                if len(refs) > 1:
                    return refs
    return ()


def _threats(tree: Tree, lexicon: Lexicon, token: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The frames of a word; to promise harm is to threaten, and so is to say what one will do if somebody acts."""
    if not entries and tree.lemma(token) in _ANSWERS and conditions(tree, token):
        lemma = tree.lemma(token)
        return (Entry(lemma, (), "verb", frozenset(), frozenset(), "THREATEN", None, (), ("against", "to")),)
    if not entries or entries[0].pos == "noun" or entries[0].type != "AGREE":
        return entries
    for clause in tree.kids(token, "xcomp", "ccomp"):
        promised = entries_at(tree, lexicon, clause)
        if promised and promised[0].type in ("ASSAULT", "COERCE", "SANCTION", "PROTEST"):
            threat = msgspec.structs.replace(entries[0], type="THREATEN", mode=None, recipient=promised[0].recipient)
            return (threat, *entries)
    return entries


def _mentions(reading: Reading, sentence: Sentence, before: Before) -> bool:
    return bool(before) or any(mention.refs for mention in reading.mentions.within(sentence.start, sentence.end))


def _candidate(
    tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entries: tuple[Entry, ...], *, strict: bool
) -> Candidate | None:
    """A candidate where somebody acts. One side, not both, may be somebody whom the base does not know."""
    actors, recipients = sides(tree, parties, lexicon, token, entries[0])
    if strict and bool(actors) != bool(recipients) and entries[0].type not in _UNASKED:
        actors, recipients = sides(tree, parties.with_unnamed(), lexicon, token, entries[0])
    doers = refs_of(actors)
    if not doers:
        return None
    known = {key(ref) for ref in doers}
    others = tuple(ref for ref in refs_of(recipients) if key(ref) not in known)
    if strict and not any(ref.id or ref.kind == "person" for ref in (*doers, *others)):
        return None
    second = _second(actors, recipients, known)
    found = Candidate(
        tree.sentence, token, entries, doers, others, (actors[0].start, actors[0].end),
        None if second is None else (second.start, second.end), mood(tree, parties, lexicon, token),
    )  # fmt: skip
    return found if not strict or _complete(tree, found) else None


def _second(actors: Sequence[Party], recipients: Sequence[Party], known: Container[str]) -> Party | None:
    """The party to mark as the recipient; of several actors alone, the second."""
    for party in recipients:
        if any(key(ref) not in known for ref in party.refs):
            return party
    return actors[1] if len(actors) > 1 else None


def _complete(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is an act, and there is somebody to whom it is done, or it needs nobody."""
    mood = candidate.mood.modality
    if mood is None or (mood in ("planned", "possible") and tree.lemma(candidate.trigger) in _VAGUE):
        return False
    if _habitual(tree, candidate.trigger):
        return False
    entry = candidate.entries[0]
    if candidate.recipients:
        return entry.type in _FORCE or entry.mode in _OWN or not _within(candidate)
    if len(candidate.actors) > 1 and entry.type in MUTUAL:
        return entry.type != "SUPPORT" or not _PACTS.isdisjoint(entry.needs)
    if candidate.actors[0].sector == "IGO" and entry.type in ("AGREE", "CONSULT"):
        return True  # its members among themselves
    return entry.type in _ALONE and entry.weight > 1 and not _lasting(tree, candidate)


def _habitual(tree: Tree, verb: int) -> bool:
    """Whether it is said to be done again and again."""
    for kid in tree.kids(verb, "advmod", "npadvmod"):
        if tree.word(kid) in _OFTEN or any(tree.word(word) in ("every", "each") for word in tree.kids(kid, "det")):
            return True
    return False


def _lasting(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is a state rather than an act ("marines stationed aboard")."""
    token = tree.tokens[candidate.trigger]
    return candidate.entries[0].type == "MOBILIZE" and token.dep == "acl" and token.tag == "VBN"


def _within(candidate: Candidate) -> bool:
    """Whether both sides are of one state only."""
    states = {ref.state or ref.id for ref in (*candidate.actors, *candidate.recipients)}
    return len(states) == 1 and None not in states
