"""Candidates for events in a parsed sentence: a word that means an act, who does it, and to whom.

A verb's actor is its subject, or of a passive its agent; infinitives, participles and verbs in conjunction take theirs
from the verb above. The recipient stands where the frame of the lexicon says, or else belongs to what does stand there
("condemned Russia's invasion"). A noun names an act where both stand beside it ("talks between", "attack by ... on").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.events.frames import entries_at
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.coding.events.modality import Mood, mood
from foedera.coding.events.parties import Parties, Party, refs_of
from foedera.coding.events.tree import Tree
from foedera.language import Sentence
from foedera.model import ActorRef

MUTUAL = frozenset(["CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"])
"""Types of which several actors may be the parties without any recipient."""

_ALONE = frozenset(["MOBILIZE", "ASSAULT", "PROTEST", "COERCE", "RETREAT"])
_BY_OWNER = ("by", "between")
_FICTION = frozenset(
    "novel novelist film movie opera comic manga screenplay thriller musical saga sequel cartoon fiction heroine "
    "ballet sitcom".split()
)
_VAGUE = frozenset(
    "cooperate collaborate coordinate work partner strengthen deepen enhance expand consult support back engage "
    "team uphold defend".split()
)
_LENT = ("light", "same", "REQUEST")
_PRONOUNS = frozenset(["it", "he", "she", "they"])
_WHOSE = ("by", "from")
_ANY = ("with", "to", "against", "on", "from", "for", "in", "of", "over", "at")
_PACTS = frozenset(["treaty", "tie", "relation"])
_STEPS = 5


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


def candidates(reading: Reading, sentence: Sentence, lexicon: Lexicon, *, strict: bool = True) -> Iterator[Candidate]:
    """The candidates of one sentence, in the order of their words.

    Conditions, duties, questions and fiction give none, nor acts without a party that they need; where not `strict`,
    they do.
    """
    if not sentence.tokens or not _mentions(reading, sentence) or (strict and sentence.tokens[-1].text == "?"):
        return
    tree = Tree(sentence)
    if strict and any(tree.lemma(token) in _FICTION for token in range(len(tree.tokens))):
        return
    parties = Parties(reading, tree, lexicon)
    taken: set[int] = set()
    made: dict[int, Candidate] = {}
    nouns = {index for index, token in enumerate(tree.tokens) if token.pos in ("NOUN", "PROPN")}
    for token in sorted(range(len(tree.tokens)), key=lambda index: (index in nouns, index)):
        entries = () if token in taken else entries_at(tree, lexicon, token)
        if not entries:
            continue
        if entries[0].pos == "noun":
            sides = _noun_sides(tree, parties, lexicon, token, entries[0])
        else:
            entries = _threats(tree, lexicon, token, entries)
            sides = _verb_sides(tree, parties, token, entries[0])
        found = _candidate(tree, parties, lexicon, token, entries, *sides)
        if found is not None and (not strict or _complete(tree, found)):
            made[token] = found
            if token not in nouns:
                taken |= {kid for kid in tree.below(token, 3) if tree.lemma(kid) in entries[0].needs}
    yield from (made[token] for token in sorted(made))


def _threats(tree: Tree, lexicon: Lexicon, token: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The frames of a promise; to promise harm is to threaten."""
    if entries[0].type != "AGREE":
        return entries
    for clause in tree.kids(token, "xcomp", "ccomp"):
        promised = entries_at(tree, lexicon, clause)
        if promised and promised[0].type in ("ASSAULT", "COERCE", "SANCTION", "PROTEST"):
            threat = msgspec.structs.replace(entries[0], type="THREATEN", mode=None, recipient=promised[0].recipient)
            return (threat, *entries)
    return entries


def _mentions(reading: Reading, sentence: Sentence) -> bool:
    return any(mention.refs for mention in reading.mentions.within(sentence.start, sentence.end))


def _candidate(
    tree: Tree, parties: Parties, lexicon: Lexicon, token: int, entries: tuple[Entry, ...], actors: Sequence[Party],
    recipients: Sequence[Party],
) -> Candidate | None:  # fmt: skip
    """A candidate where somebody acts."""
    doers = refs_of(actors)
    known = {_key(ref) for ref in doers}
    others = tuple(ref for ref in refs_of(recipients) if _key(ref) not in known)
    if not doers:
        return None
    second = next((p for p in recipients if any(_key(ref) not in known for ref in p.refs)), None)
    if second is None and len(actors) > 1:
        second = actors[1]
    return Candidate(
        tree.sentence, token, entries, doers, others, (actors[0].start, actors[0].end),
        None if second is None else (second.start, second.end), mood(tree, parties, lexicon, token),
    )  # fmt: skip


def _complete(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is an act, and there is somebody to whom it is done, or it needs nobody."""
    mood = candidate.mood.modality
    if mood is None or (mood in ("planned", "possible") and tree.lemma(candidate.trigger) in _VAGUE):
        return False
    entry = candidate.entries[0]
    if candidate.recipients:
        return entry.type in _ALONE or not _within(candidate)
    if len(candidate.actors) > 1 and entry.type in MUTUAL:
        return entry.type != "SUPPORT" or not _PACTS.isdisjoint(entry.needs)
    if candidate.actors[0].sector == "IGO" and entry.type in ("AGREE", "CONSULT"):
        return True  # its members among themselves
    return entry.type in _ALONE and entry.weight > 1


def _within(candidate: Candidate) -> bool:
    """Whether both sides are of one state only."""
    states = {ref.state or ref.id for ref in (*candidate.actors, *candidate.recipients)}
    return len(states) == 1 and None not in states


def _verb_sides(tree: Tree, parties: Parties, verb: int, entry: Entry) -> tuple[list[Party], list[Party]]:
    """The actors and the recipients of a verb or an adjective."""
    if tree.tokens[verb].dep == "aux":
        return _duty(tree, parties, tree.tokens[verb].head)
    passive = _passive(tree, verb)
    actors = _doers_of_passive(tree, parties, verb, entry) if passive else _doers(tree, parties, verb)
    recipients = _recipients(tree, parties, verb, entry, actors, passive=passive)
    if not actors and entry.type in MUTUAL:
        between = [p for noun in _objects(tree, verb, entry, passive=passive) for p in _between(tree, parties, noun)]
        actors = between or (recipients if len(refs_of(recipients)) > 1 else [])
    return actors, recipients


def _doers_of_passive(tree: Tree, parties: Parties, verb: int, entry: Entry) -> list[Party]:
    """The parties behind "by"; where nobody stands there, those whom the act of such a type is owed to."""
    actors = [party for noun in _agents(tree, verb) for party in parties.named(noun)]
    if actors:
        return actors
    objects = _objects(tree, verb, entry, passive=True)
    match entry.type:
        case "COERCE" if entry.mode == "arrest":  # where somebody "was arrested in"
            return [party for noun in tree.objects(verb, "in") for party in parties.named(noun)]
        case "SANCTION":  # whose aid "will be cut"
            return [party for noun in objects for party in parties.owner(noun)]
        case "MOBILIZE" | "AID":  # whose forces "were deployed to" a place
            return [party for noun in objects for party in parties.named(noun)]
    return []


def _duty(tree: Tree, parties: Parties, verb: int) -> tuple[list[Party], list[Party]]:
    """Who says that somebody must do something, and who must do it."""
    clause = verb
    while tree.tokens[clause].dep in ("conj", "xcomp") and tree.tokens[clause].head != clause:
        clause = tree.tokens[clause].head
    token = tree.tokens[clause]
    subject = _subject(tree, verb, 1)
    if token.dep != "ccomp" or token.head == clause or subject is None:
        return [], []
    speaker = _subject(tree, token.head, _STEPS)
    return ([] if speaker is None else parties.named(speaker)), parties.named(subject) or parties.owner(subject, "of")


def _doers(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties of a verb's subject; where that is a pronoun of nobody known in what somebody says, the speaker."""
    subject = _subject(tree, verb, _STEPS)
    if subject is None:
        return []
    found = parties.named(subject)
    token = tree.tokens[verb]
    if not found and tree.word(subject) in _PRONOUNS and token.dep == "ccomp" and token.head != verb:
        speaker = _subject(tree, token.head, 1)
        return [] if speaker is None else parties.named(speaker)
    return found


def _noun_sides(
    tree: Tree, parties: Parties, lexicon: Lexicon, noun: int, entry: Entry
) -> tuple[list[Party], list[Party]]:
    """The actors and the recipients of a noun that names an act."""
    actors = _between(tree, parties, noun)
    if actors:
        return actors, []
    actors = parties.owner(noun, *_WHOSE)
    token = tree.tokens[noun]
    if not actors and token.dep == "dobj" and lexicon.operators.get(tree.lemma(token.head)) in _LENT:
        actors = _doers(tree, parties, token.head)
    recipients: list[Party] = []
    for preposition in entry.recipient:
        nouns = tree.objects(noun, preposition)
        recipients += [p for other in nouns for p in parties.named(other) or parties.owner(other, *_BY_OWNER)]
        if recipients:
            return actors, recipients
    return (actors, []) if len(refs_of(actors)) == 1 else ([], [])


def _between(tree: Tree, parties: Parties, noun: int) -> list[Party]:
    """The parties behind "between" or "among"."""
    nouns = tree.objects(noun, "between", "among", "involving")
    found = [party for other in nouns for party in parties.named(other)]
    return found if len(refs_of(found)) > 1 else []


def _passive(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if any(True for _ in tree.kids(verb, "nsubjpass", "auxpass", "csubjpass")):
        return True
    if token.dep == "acl" and token.tag == "VBN":
        return True
    own = any(True for _ in tree.kids(verb, "nsubj", "aux", "dobj"))
    return token.dep == "conj" and token.tag == "VBN" and not own and _passive(tree, token.head)


def _agents(tree: Tree, verb: int) -> Iterator[int]:
    """The nouns behind "by" of a passive, its own or that of the verbs beside it."""
    found = list(tree.objects(verb, "by"))
    if not found:
        found = [noun for kid in tree.kids(verb, "conj") for noun in tree.objects(kid, "by")]
    yield from found


def _subject(tree: Tree, verb: int, steps: int) -> int | None:
    """The token that names who acts: the verb's subject, or that of the verb above."""
    token = tree.tokens[verb]
    for kid in reversed([*tree.kids(verb, "nsubj")]):
        if tree.relative(kid):
            return token.head if token.dep == "relcl" else None
        return kid
    if not steps or token.head == verb:
        return None
    above = token.head
    if token.dep in ("acomp", "oprd"):
        return _raised(tree, above, steps)
    if token.dep == "acl" and token.tag == "VBG":
        return above
    if token.dep == "acl":  # "its decision to withdraw"
        owner = next(tree.kids(above, "poss"), None)
        verb_above = tree.tokens[above].head
        return owner if owner is not None else _subject(tree, verb_above, steps - 1)
    if token.dep == "pcomp":
        above = tree.tokens[above].head
        if tree.tokens[above].pos not in ("VERB", "AUX"):
            return None
        return _raised(tree, above, steps)
    if token.dep == "xcomp":
        objects = list(tree.kids(above, "dobj"))
        return objects[0] if objects else _raised(tree, above, steps)
    if token.dep in ("conj", "advcl") and tree.tokens[above].pos in ("VERB", "AUX"):
        return _raised(tree, above, steps)
    return None


def _raised(tree: Tree, above: int, steps: int) -> int | None:
    """The subject of the verb above; of a passive one ("is expected to"), what it is said of."""
    for kid in tree.kids(above, "nsubjpass"):
        return None if tree.relative(kid) else kid
    return _subject(tree, above, steps - 1)


def _objects(tree: Tree, verb: int, entry: Entry, *, passive: bool) -> Iterator[int]:
    """The nouns to which something is done."""
    token = tree.tokens[verb]
    if passive:
        own = list(tree.kids(verb, "nsubjpass"))
        if own and tree.relative(own[0]):
            own = [token.head]
        if not own and token.dep == "acl":
            own = [token.head]
        if not own and token.dep == "conj":
            own = list(tree.kids(token.head, "nsubjpass"))
        yield from own
        return
    found = list(tree.kids(verb, "dobj", "iobj"))
    for kid in tree.kids(verb, "dative"):
        found += [kid] if tree.tokens[kid].pos in ("NOUN", "PROPN", "PRON") else list(tree.kids(kid, "pobj"))
    if entry.type == "REQUEST":  # "demands that they leave"
        found += [noun for kid in tree.kids(verb, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
    if not found and token.dep in ("relcl",):
        found = [token.head] if any(tree.relative(kid) for kid in tree.kids(verb, "dobj")) else []
    if not found:
        for kid in tree.kids(verb, "conj"):
            if not any(True for _ in tree.kids(kid, "nsubj", "nsubjpass")):
                found += tree.kids(kid, "dobj")
    yield from found


def _recipients(
    tree: Tree, parties: Parties, verb: int, entry: Entry, actors: Sequence[Party], *, passive: bool
) -> list[Party]:
    """The first parties other than the actors in the places that the frame names, then inside what it governs."""
    objects = list(_objects(tree, verb, entry, passive=passive))
    known = {_key(ref) for ref in refs_of(actors)}

    def others(found: Sequence[Party]) -> list[Party]:
        return [party for party in found if any(_key(ref) not in known for ref in party.refs)]

    for place in (*entry.phrase[-1:], *entry.recipient):
        nouns = objects if place == "obj" else list(_behind(tree, verb, objects, place))
        found = others([party for noun in nouns for party in parties.named(noun)])
        if not found and place == "obj":
            found = others([party for noun in nouns for party in parties.owner(noun)])
        if found:
            return found
    behind = [n for place in entry.recipient if place != "obj" for n in _behind(tree, verb, objects, place)]
    for noun in [*objects, *behind]:
        found = others(parties.owner(noun, *_BY_OWNER))
        if found:
            return found
    return others(_embedded(tree, parties, verb))


def _behind(tree: Tree, verb: int, objects: Sequence[int], preposition: str) -> Iterator[int]:
    """The nouns behind a preposition of a verb, of its objects, or of a noun behind another preposition of it ("in
    talks with")."""
    yield from tree.objects(verb, preposition)
    for noun in objects:
        yield from tree.objects(noun, preposition)
        for inner in tree.objects(noun, "of", "in", "on", "for"):
            yield from tree.objects(inner, preposition)
    for kid in tree.kids(verb, "prep"):
        for noun in tree.kids(kid, "pobj"):
            yield from tree.objects(noun, preposition)
    for kid in tree.kids(verb, "xcomp", "conj"):
        if tree.tokens[kid].dep == "xcomp":
            yield from tree.objects(kid, preposition)


def _embedded(tree: Tree, parties: Parties, verb: int) -> list[Party]:
    """The parties in the clause or the gerund that a verb governs ("refused to meet", "agreed to send aid to")."""
    inner = [*tree.kids(verb, "xcomp", "ccomp")]
    inner += [clause for kid in tree.kids(verb, "prep") for clause in tree.kids(kid, "pcomp")]
    for clause in inner:
        objects = list(tree.kids(clause, "dobj", "dative"))
        objects += [noun for kid in tree.kids(clause, "ccomp", "xcomp") for noun in tree.kids(kid, "nsubj")]
        nouns = [*objects, *(noun for place in _ANY for noun in _behind(tree, clause, objects, place))]
        for noun in nouns:
            found = parties.named(noun) or parties.owner(noun, *_BY_OWNER)
            if found:
                return found
    return []


def _key(ref: ActorRef) -> str:
    return ref.id or ref.name
