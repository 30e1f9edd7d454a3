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
from foedera.coding.events.grammar import agents, conditions
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.modality import Mood, mood
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.coding.events.sides import CAUSES, HARM, MUTUAL, PREPARING, key, post, sides
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Modality

_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "COERCE", "RETREAT"])
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
_VAGUE = frozenset(
    "cooperate collaborate coordinate work partner strengthen deepen enhance expand consult support back engage "
    "team uphold defend welcome".split()
)
_NOUNS_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "RETREAT"])
_AGAINST = frozenset(["of", "against", "near", "toward", "towards", "off", "over", "around", "past"])
_GATHER = frozenset(["meet", "convene", "gather", "assemble", "reconvene", "hold"])
_WARNS = frozenset(["warn", "caution", "warning", "alert"])
_HARM = frozenset(
    "consequence retaliate retaliation respond response reprisal revenge punish punishment price pay countermeasure "
    "sanction tariff strike shoot destroy force counterattack retribution".split()
)
_LOOSE = frozenset("hit fight beat battle storm level eliminate flatten trap defeat assail bump target hammer".split())
_SIGNS = frozenset(["sign", "ink", "initial", "ratify"])
_DECIDES = frozenset(["decide", "resolve"])
_LASTING = frozenset(["continue", "keep", "remain", "maintain"])
_RELATIONS = frozenset(
    "cooperate co-operate collaborate coordinate work partner strengthen deepen enhance expand improve align defend "
    "uphold occupy besiege".split()
)
_FORCE = frozenset(["ASSAULT", "PROTEST"])
_OWN = frozenset(["arrest", "resign", "deport", "martial-law", "censor"])
_OFTEN = frozenset("regularly routinely annually usually often frequently always yearly".split())
_UNASKED = frozenset(["COOPERATE", "MOBILIZE", "CONCEDE"])
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
    tree = reading.tree(sentence)
    if strict and _unreal(tree):
        return
    parties = Parties(reading, tree, lexicon, before)
    taken: set[int] = set()
    made: dict[int, Candidate] = {}
    nouns = {index for index, token in enumerate(tree.tokens) if token.pos in ("NOUN", "PROPN")}
    for token in sorted(range(len(tree.tokens)), key=lambda index: (index in nouns, index)):
        passed = token in taken or _in_name(reading, tree, token)
        entries = () if passed else _threats(tree, lexicon, token, entries_at(tree, lexicon, token), strict=strict)
        found = _candidate(tree, parties, lexicon, token, entries, strict=strict) if entries else None
        if found is not None:
            made[token] = found
            if token not in nouns:
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


def _threats(
    tree: Tree, lexicon: Lexicon, token: int, entries: tuple[Entry, ...], *, strict: bool
) -> tuple[Entry, ...]:
    """The frames of a word; to promise harm is to threaten, and so is to say what one will do if somebody acts. To warn
    somebody against something is to ask, and to warn of what others do is nothing."""
    if strict and entries and tree.lemma(token) in _WARNS:
        entries = tuple(_warning(tree, token, entry) for entry in entries)
        return tuple(entry for entry in entries if entry.type != "THREATEN" or _menacing(tree, token))
    if not entries and tree.lemma(token) in _ANSWERS and conditions(tree, token):
        lemma = tree.lemma(token)
        return (Entry(lemma, (), "verb", frozenset(), frozenset(), "THREATEN", None, (), ("against", "to")),)
    if not entries or entries[0].pos == "noun" or entries[0].type != "AGREE":
        return entries
    for clause in tree.kids(token, "xcomp", "ccomp"):
        promised = entries_at(tree, lexicon, clause)
        if promised and promised[0].type in ("ASSAULT", "COERCE", "PROTEST"):
            threat = msgspec.structs.replace(entries[0], type="THREATEN", mode=None, recipient=promised[0].recipient)
            return (threat, *entries)
    return entries


def _warning(tree: Tree, verb: int, entry: Entry) -> Entry:
    """The frame of a warning, which asks where it is one against something or not to do something."""
    against = any(tree.word(kid) == "against" for kid in tree.kids(verb, "prep"))
    inner = any(True for _ in tree.kids(verb, "xcomp")) and any(True for _ in tree.kids(verb, "dobj"))
    if entry.type == "THREATEN" and (against or inner):
        return msgspec.structs.replace(entry, type="REQUEST", mode=None, recipient=("obj",))
    return entry


def _menacing(tree: Tree, verb: int) -> bool:
    """Whether a warning is one of harm that the speaker would do."""
    return any(tree.lemma(token) in _HARM for token in tree.below(verb, 4))


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
    if strict and entries[0].type == "MOBILIZE":  # where forces go is no recipient; against whom they are shown is
        shown = tuple(place for place in entries[0].recipient if place in _AGAINST)
        entries = (msgspec.structs.replace(entries[0], recipient=shown), *entries[1:])
    actors, recipients = sides(tree, parties, lexicon, token, entries[0])
    if strict and bool(actors) != bool(recipients) and entries[0].type not in _UNASKED:
        actors, recipients = sides(tree, parties.with_unnamed(), lexicon, token, entries[0])
    doers = refs_of(actors)
    if not doers:
        return None
    known = {key(ref) for ref in doers}
    home = {ref.state or key(ref) for ref in doers} if strict and len(doers) > 1 else known
    others = tuple(ref for ref in refs_of(recipients) if key(ref) not in known and (ref.state or key(ref)) not in home)
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
    if mood is None or _vague(tree, candidate.trigger, mood):
        return False
    entry = candidate.entries[0]
    if mood == "denied" and entry.type in HARM and candidate.mood.refused:
        return False
    if tree.lemma(candidate.trigger) == "demonstrate" and any(True for _ in tree.kids(candidate.trigger, "dobj")):
        return False
    if entry.type == "AGREE" and _bound(candidate):
        return False
    if entry.type == "PROTEST" and entry.pos == "noun" and tree.lemma(tree.tokens[candidate.trigger].head) in CAUSES:
        return False
    if (
        _habitual(tree, candidate.trigger)
        or _lasting(tree, candidate)
        or (mood == "denied" and not candidate.mood.refused and not candidate.recipients)
    ):
        return False
    if entry.type == "AGREE" and tree.lemma(candidate.trigger) in _DECIDES:
        return len(candidate.actors) > 1
    if candidate.recipients:
        return entry.type in _FORCE or entry.mode in _OWN or not _within(candidate)
    if entry.must and entry.type == "AGREE":
        return False
    if len(candidate.actors) > 1 and entry.type in MUTUAL and not _transitive(tree, candidate):
        signed = not _PACTS.isdisjoint(entry.needs) or tree.lemma(candidate.trigger) in _SIGNS
        return entry.type != "SUPPORT" or signed
    if candidate.actors[0].sector == "IGO" and entry.type == "CONSULT":
        return tree.lemma(candidate.trigger) in _GATHER or _asserted(tree, candidate.trigger)
    return entry.type in _ALONE and not entry.must and _sure(tree, candidate)


def _bound(candidate: Candidate) -> bool:
    """Whether a treaty speaks of its parties, whom it obliges."""
    start, end = candidate.actor_span
    return any(start <= token.start < end and token.text in ("Parties", "Party") for token in candidate.sentence.tokens)


def _transitive(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is done to somebody or something, not with each other ("welcomed the outcome")."""
    entry = candidate.entries[0]
    governs = any(True for _ in tree.kids(candidate.trigger, "dobj"))
    return governs and not entry.weight and entry.type == "CONSULT" and entry.recipient[:1] == ("obj",)


def _asserted(tree: Tree, noun: int) -> bool:
    """Whether a noun that names a meeting of an organisation's members is said to be held, not only spoken of."""
    token = tree.tokens[noun]
    if token.pos != "NOUN":
        return False
    of = any(tree.word(kid) == "of" for kid in tree.kids(noun, "prep"))
    if token.dep == "dobj":
        return tree.lemma(token.head) not in PREPARING
    return of and token.dep == "pobj" and tree.word(token.head) in ("at", "during")


def _sure(tree: Tree, candidate: Candidate) -> bool:
    """Whether an act without a recipient is told plainly enough: by a frame that asks for something, or with what it is
    done to."""
    entry, token = candidate.entries[0], candidate.trigger
    if candidate.mood.modality == "possible":
        return False
    if entry.pos == "noun":
        many = tree.tokens[token].tag in ("NNS", "NNPS") and tree.tokens[token].dep != "dobj"
        return entry.type in _NOUNS_ALONE and not many
    if not entry.weight and tree.lemma(token) in _LOOSE:
        return False
    done = entry.type != "RETREAT" and any(True for _ in tree.kids(token, "dobj", "nsubjpass"))
    return entry.weight > 1 or done


def _vague(tree: Tree, verb: int, modality: Modality) -> bool:
    """Whether it is no more than a relation or an intention in general ("work together", "will continue to help")."""
    while tree.tokens[verb].dep == "conj" and tree.tokens[verb].head != verb:
        if tree.lemma(verb) in _VAGUE:
            break
        verb = tree.tokens[verb].head
    above, lemma = tree.tokens[verb], tree.lemma(verb)
    if lemma in _LASTING or (above.dep in ("xcomp", "dobj") and tree.lemma(above.head) in _LASTING):
        return True
    if lemma in _RELATIONS and above.tag not in ("VBD", "VBN"):
        return True
    return modality in ("planned", "possible") and lemma in _VAGUE


def _habitual(tree: Tree, verb: int) -> bool:
    """Whether it is said to be done again and again."""
    if tree.tokens[verb].pos == "NOUN":
        verb = tree.tokens[post(tree, verb)].head
    if tree.tokens[verb].tag in ("VBD", "VBN"):
        return False
    around = (verb, *tree.kids(verb, "dobj"), *(k for o in tree.kids(verb, "dobj") for k in tree.kids(o, "conj")))
    for kid in (kid for word in around for kid in tree.kids(word, "advmod", "npadvmod")):
        if tree.word(kid) in _OFTEN or any(tree.word(word) in ("every", "each") for word in tree.kids(kid, "det")):
            return True
    return False


def _lasting(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is a state rather than an act ("marines stationed aboard")."""
    token = tree.tokens[candidate.trigger]
    told = any(True for _ in agents(tree, candidate.trigger))
    return candidate.entries[0].type == "MOBILIZE" and token.dep == "acl" and token.tag == "VBN" and not told


def _within(candidate: Candidate) -> bool:
    """Whether both sides are of one state only."""
    states = {ref.state or ref.id for ref in (*candidate.actors, *candidate.recipients)}
    return len(states) == 1 and None not in states
