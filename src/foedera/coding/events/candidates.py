"""Candidates for events in a parsed sentence: a word that means an act, who does it, and to whom.

A verb's actor is its subject, or of a passive its agent; infinitives, participles and verbs in conjunction take theirs
from the verb above. The recipient stands where the frame of the lexicon says, or else belongs to what does stand there
("condemned Russia's invasion"). A noun names an act where both stand beside it ("talks between", "attack by ... on").
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.acts import complete
from foedera.coding.events.candidate import Candidate
from foedera.coding.events.frames import entries_at
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.modality import mood
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.coding.events.sides import sides
from foedera.coding.events.threats import threatening
from foedera.language import Sentence, Tree
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_FICTION = frozenset(
    "novel novelist film movie opera comic manga screenplay thriller musical saga sequel cartoon fiction heroine "
    "ballet sitcom episode epic fairy tale legend myth fable song lyric protagonist villain playwright screenwriter "
    "trilogy franchise animation puppet".split()
)
_SPORT = frozenset(
    "qualifier qualifying bowler batsman innings wicket striker midfielder goalkeeper halftime semifinal semi-final "
    "quarterfinal quarter-final playoff play-off referee tournament medal marathon sprinter scrum rugby cricket "
    "football soccer tennis basketball hockey volleyball handball golf badminton swimmer cyclist peloton champion "
    "championship footballer equaliser equalizer hat-trick shootout offside".split()
)
_AGAINST = frozenset(["of", "against", "near", "toward", "towards", "off", "over", "around", "past"])
_UNASKED = frozenset(["COOPERATE", "MOBILIZE", "CONCEDE"])

Before = tuple[ActorRef, ...]


def candidates(
    reading: Reading, sentence: Sentence, lexicon: Lexicon, *, strict: bool = True, before: Before = ()
) -> Iterator[Candidate]:
    """The candidates of one sentence, in the order of their words; `before` are the actors of the sentence before.

    Conditions, duties, questions and fiction give none, nor acts without a party that they need; where not `strict`,
    they do.
    """
    if not sentence.tokens or not _mentions(reading, sentence, before):
        return
    tree = reading.tree(sentence)
    if strict and _unreal(tree):
        return
    parties = Parties(reading, tree, lexicon, before)
    taken: set[int] = set()
    made: dict[int, Candidate] = {}
    nouns = {index for index, token in enumerate(tree.tokens) if token.pos in ("NOUN", "PROPN")}
    for token in sorted(range(len(tree.tokens)), key=lambda index: (index in nouns, index)):
        passed = token in taken or _in_name(reading, tree, token)
        entries = () if passed else threatening(tree, lexicon, token, entries_at(tree, lexicon, token), strict=strict)
        found = _candidate(tree, parties, lexicon, token, entries, strict=strict) if entries else None
        if found is not None:
            made[token] = found
            if token not in nouns and entries[0].type != "ACCUSE":  # what is condemned is an act of its own
                taken |= {kid for kid in tree.below(token, 3) if tree.lemma(kid) in entries[0].needs}
    yield from (made[token] for token in sorted(made))


def _in_name(reading: Reading, tree: Tree, token: int) -> bool:
    """Whether a word is part of an actor's name ("Popular Mobilization Forces")."""
    return tree.tokens[token].pos == "PROPN" and reading.mentions.at(tree.tokens[token].start) is not None


def _unreal(tree: Tree) -> bool:
    """Whether a sentence asks, or tells of fiction or sport."""
    lemmas = {tree.lemma(token) for token in range(len(tree.tokens))}
    return tree.tokens[-1].text == "?" or not lemmas.isdisjoint(_FICTION | _SPORT)


def spoken_of(reading: Reading, sentence: Sentence, lexicon: Lexicon, before: Before = ()) -> Before:
    """The actors of whom a sentence speaks, as its main verb, or the clause that it tells, has them for subject."""
    tree = reading.tree(sentence)
    parties = Parties(reading, tree, lexicon, before)
    for root in range(len(tree.tokens)):
        if tree.tokens[root].head == root:
            for noun in tree.kids(root, "nsubj", "nsubjpass"):
                refs = refs_of(parties.named(noun))
                if refs:
                    return refs
    return ()


def _mentions(reading: Reading, sentence: Sentence, before: Before) -> bool:
    return bool(before) or any(mention.refs for mention in reading.mentions.within(sentence.start, sentence.end))


def _candidate(
    tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entries: tuple[Entry, ...], *, strict: bool
) -> Candidate | None:
    """A candidate where somebody acts, in the first frame that the sentence fills: an exercise without a partner is
    another act than one with him."""
    first = _filled(tree, parties, lexicon, token, entries, strict=strict)
    if first is not None or not strict:
        return first
    others = ((entry, *(other for other in entries if other != entry)) for entry in entries[1:])
    tried = (_filled(tree, parties, lexicon, token, order, strict=strict) for order in others)
    return next((one for one in tried if one is not None), None)


def _filled(
    tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entries: tuple[Entry, ...], *, strict: bool
) -> Candidate | None:
    """A candidate in the first of these frames. One side, not both, may be somebody whom the base does not know."""
    actors, recipients = _sides(tree, parties, lexicon, token, entries[0], strict=strict)
    doers = refs_of(actors)
    if not doers:
        return None
    known = {key_of(ref) for ref in doers}
    others = _others(doers, refs_of(recipients), strict=strict)
    if strict and not others:
        others = _praised(tree, parties, token, entries[0], doers)
    if strict and not any(ref.id or ref.kind == "person" for ref in (*doers, *others)):
        return None
    second = _second(actors, recipients, known)
    found = Candidate(
        tree.sentence, token, entries, doers, others, (actors[0].start, actors[0].end),
        None if second is None else (second.start, second.end), mood(tree, parties, lexicon, token),
    )  # fmt: skip
    return found if not strict or complete(tree, found) else None


def _sides(
    tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entry: Entry, *, strict: bool
) -> tuple[list[Party], list[Party]]:
    """Both sides; with groups and names that the base does not know where one side is known alone."""
    if not strict:
        return sides(tree, parties, lexicon, token, entry)
    if entry.type == "MOBILIZE":  # where forces go is no recipient; against whom they are shown is
        entry = _shown(entry)
    actors, recipients = sides(tree, parties, lexicon, token, entry)
    if bool(actors) != bool(recipients) and entry.type not in _UNASKED:
        return sides(tree, parties.with_unnamed(places=entry.type == "CONSULT"), lexicon, token, entry)
    return actors, recipients


def _shown(entry: Entry) -> Entry:
    """The frame in which a recipient is only who is threatened or whose waters are entered, not where forces go."""
    against = tuple(place for place in entry.recipient if place in _AGAINST)
    phrase = entry.phrase if entry.phrase[-1:] and entry.phrase[-1] in _AGAINST else ()
    return msgspec.structs.replace(entry, recipient=against, phrase=phrase, must="waters" not in entry.needs)


def _others(doers: Sequence[ActorRef], met: Sequence[ActorRef], *, strict: bool) -> tuple[ActorRef, ...]:
    """The recipients that do not act themselves, nor, where several act, stand for them ("committed to their nations'
    partnership")."""
    known = {key_of(ref) for ref in doers}
    home = {ref.state or key_of(ref) for ref in doers} if strict and len(doers) > 1 else known
    return tuple(ref for ref in met if key_of(ref) not in known and (ref.state or key_of(ref)) not in home)


def _praised(tree: Tree, parties: Parties, verb: int, entry: Entry, doers: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Whose deed several support or accuse together, where it is that of one of them ("both leaders welcomed India's
    decision")."""
    if len(doers) < 2 or entry.type not in ("SUPPORT", "ACCUSE") or entry.needs:
        return ()
    found = [party for noun in tree.kids(verb, "dobj") for kid in tree.kids(noun, "poss") for party in parties.at(kid)]
    refs = refs_of(found)
    return refs if len(refs) == 1 else ()


def _second(actors: Sequence[Party], recipients: Sequence[Party], known: Container[str]) -> Party | None:
    """The party to mark as the recipient; of several actors alone, the second."""
    for party in recipients:
        if any(key_of(ref) not in known for ref in party.refs):
            return party
    return actors[1] if len(actors) > 1 else None
