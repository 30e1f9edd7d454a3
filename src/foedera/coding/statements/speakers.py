"""Who speaks: from the words that name a source to actors, to a description of somebody unnamed, or to the document
itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.attributions import Said
from foedera.coding.statements.features import sources
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.transcripts import Turn
from foedera.coding.statements.trees import DOCUMENTS, Tree
from foedera.model import ActorRef, Voice

PRONOUNS = frozenset("he she they it we i you him her them us me his their its our my your".split())
_ALL_PRONOUNS = PRONOUNS | {"both"}
_FIRST = frozenset("we i us me our my".split())
_SINGLE = frozenset("he she him her his".split())
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BODIES = frozenset("administration army government military ministry navy parliament side delegation embassy".split())
_WHOSE = frozenset({"amod", "compound", "poss", "nmod"})
_PARTIES = re.compile(
    r"(?:the )?(?:(?:two|three|four|five|both|contracting|high contracting|participating|member) )*"
    r"(?:parties|leaders|sides|ministers|governments|states|countries|secretaries|heads of (?:state|government)|"
    r"allies|members|presidents|participants)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:joint|declaration|communiqu|treaty|agreement|charter|pact|protocol|statement of the leaders|"
    r"leaders['’]? statement|memorandum|principles)\b",
    re.IGNORECASE,
)
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: the actors, the words that describe them or whoever is not named, and the voice."""

    actors: tuple[ActorRef, ...]
    description: str | None
    voice: Voice


def key(ref: ActorRef) -> str:
    """By what an actor is the same within a document."""
    return ref.id or ref.name


def speaker(reading: Reading, said: Said, before: Speaker | None) -> Speaker:
    """Who says an attribution. `before` is who spoke last, in the same paragraph or the one above."""
    if said.turn is not None:
        return _of_turn(reading, said.turn)
    proposal = said.proposal
    if proposal is None or not proposal.source:
        return Speaker((), None, "unnamed")
    words = " ".join(reading.document.text[start:end] for start, end in proposal.source)
    token = proposal.candidate.speaker
    assert token is not None
    lower = proposal.tree.tokens[token].text.lower()
    if _speaks_for_parties(reading, proposal, lower, words):
        return Speaker(_at(reading, proposal.tree, token), None, "author")
    if lower in _ALL_PRONOUNS:
        return _of_pronoun(reading, said, token, lower, before)
    if lower in _RELATIVE:
        token = _antecedent(proposal.tree, token)
        start, end = proposal.tree.sentence.phrase(token, _CLAUSES)
        words = reading.document.text[start:end]
    actors = _named(reading, proposal.tree, token)
    if actors:
        return Speaker(actors, _post(reading, proposal, actors), "named")
    return Speaker((), words, "unnamed")


def _of_turn(reading: Reading, turn: Turn) -> Speaker:
    """The person of a label in a transcript: by the resolver, else by the surname elsewhere in the document."""
    if turn.is_nameless:
        return Speaker((), turn.name, "unnamed")
    start, end = turn.label
    mentions = [m for at in (end - 1, start) if (m := reading.mentions.at(at)) is not None]
    persons = [ref for m in mentions for ref in m.refs if ref.kind == "person"]
    if not persons:
        surname = turn.name.split()[-1].lower()
        persons = [
            ref for m in reading.mentions for ref in m.refs
            if ref.kind == "person" and ref.name.split()[-1].lower() == surname
        ]  # fmt: skip
    names = {key(ref) for ref in persons}
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


def _speaks_for_parties(reading: Reading, proposal: Proposal, lower: str, words: str) -> bool:
    """Whether the document itself speaks for its parties: "we", "the Parties", in an official text of several."""
    if proposal.tree.quoted[proposal.candidate.head]:
        return False
    if lower not in ("we", "our", "us") and _PARTIES.match(words) is None:
        return False
    title = reading.document.title or reading.document.text[:200]
    return _OFFICIAL.search(title) is not None


def _of_pronoun(reading: Reading, said: Said, token: int, lower: str, before: Speaker | None) -> Speaker:
    """Whom a pronoun means: by the resolver, else who spoke right before; nobody whom the content names."""
    assert said.proposal is not None
    place = said.proposal.tree.tokens[token]
    mention = reading.mentions.at(place.start)
    inside = _named_in(reading, said)
    if mention is not None:
        actors = tuple(ref for ref in mention.refs if key(ref) not in inside)
    elif before is not None and before.voice == "unnamed" and lower in _SINGLE:
        return before
    else:
        actors = tuple(
            msgspec.structs.replace(ref, text=place.text, start=place.start, end=place.end)
            for ref in (() if before is None else before.actors)
            if before is not None and _may_be(ref, lower, len(before.actors)) and key(ref) not in inside
        )
    return Speaker(actors, None, "author" if lower in _FIRST and not actors and lower != "we" else "named")


def _named_in(reading: Reading, said: Said) -> set[str]:
    """The actors whom a content names otherwise than by a pronoun."""
    mentions = (m for start, end in said.content for m in reading.mentions.within(start, end))
    return {key(ref) for mention in mentions if mention.text.lower() not in PRONOUNS for ref in mention.refs}


def _may_be(ref: ActorRef, pronoun: str, several: int) -> bool:
    """Whether a pronoun may mean one of those who spoke last: "he" the one person, "it" the one body, "they" all."""
    if pronoun in _SINGLE:
        return ref.kind == "person" and several == 1
    if pronoun in ("it", "its"):
        return ref.kind != "person" and several == 1
    return pronoun in ("they", "their", "both") and several > 1


def _antecedent(tree: Tree, token: int) -> int:
    """The noun for which a relative pronoun stands."""
    at = token
    for _ in range(6):
        if tree.tokens[at].dep == "relcl":
            return tree.tokens[at].head
        if tree.tokens[at].head == at:
            break
        at = tree.tokens[at].head
    return token


def _named(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """The actors that a source names, itself or beside it by "and" or a comma; of a body ("the Japanese military") that
    is not known, whose it is. None where it only describes somebody."""
    together = [source, *_joined(tree, source, "conj")]
    named = _all_at(reading, tree, together)
    described = _all_at(reading, tree, [each for index in together for each in _joined(tree, index, "appos")])
    if named or described:
        persons = [ref for ref in (*named, *described) if ref.kind == "person"]
        return _each(persons or named or described)
    lemma = tree.lemma(source)
    if lemma in DOCUMENTS or sources().get(lemma) == "document":
        return _issuer(reading, tree, source)
    if lemma not in _BODIES:
        return _by_name(reading, tree, source)
    whose = _all_at(reading, tree, tree.children(source, _WHOSE))
    return tuple(_state_of(reading, ref) for ref in whose) if len(whose) == 1 else ()


def _all_at(reading: Reading, tree: Tree, tokens: Iterable[int]) -> list[ActorRef]:
    return [ref for index in tokens for ref in _at(reading, tree, index)]


def _issuer(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """Who issued a document that speaks: "the Turkish statement", "a statement released by the ministry"."""
    inside = [i for i in tree.subtree(source) if i != source]
    start, end = min([*inside, source]), max([*inside, source])
    found = [
        ref for m in reading.mentions.within(tree.tokens[start].start, tree.tokens[end].end) for ref in m.refs
    ]  # fmt: skip
    nearest = [ref for index in tree.children(source, _WHOSE) for ref in _at(reading, tree, index)]
    return _each(nearest or found[:1])


def _state_of(reading: Reading, ref: ActorRef) -> ActorRef:
    """The state of a person whose government speaks, where the document names the state anywhere."""
    if ref.kind != "person" or ref.state is None:
        return ref
    named = next((each for m in reading.mentions for each in m.refs if each.id == ref.state), None)
    return ref if named is None else msgspec.structs.replace(named, text=ref.text, start=ref.start, end=ref.end)


def _by_name(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """A person whom nothing else knows, by two or more names after a post: "the spokesman Bekir Bozdag"."""
    if tree.tokens[source].tag != "NNP":
        return ()
    first = source
    while first > 0 and tree.tokens[first - 1].tag == "NNP" and tree.tokens[first - 1].head == source:
        if reading.mentions.at(tree.tokens[first - 1].start) is not None or tree.lemma(first - 1) in sources():
            break
        first -= 1
    posts = [i for i in tree.subtree(source) if i < first and tree.lemma(i) in sources()]
    if first == source or not posts:
        return ()
    start, end = tree.tokens[first].start, tree.tokens[source].end
    name = reading.document.text[start:end]
    return (ActorRef(id=None, name=name, kind="person", state=None, sector=None, text=name, start=start, end=end),)


def _joined(tree: Tree, source: int, dep: str) -> list[int]:
    """What is joined to a token by one dependency, and further to that."""
    found, todo = [], [source]
    while todo:
        below = tree.children(todo.pop(), (dep,))
        found += below
        todo += below
    return sorted(found)


def _each(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    once: dict[str, ActorRef] = {}
    for ref in refs:
        once.setdefault(key(ref), ref)
    return tuple(once.values())


def _at(reading: Reading, tree: Tree, token: int) -> tuple[ActorRef, ...]:
    """Whom a token mentions; a proper name that nobody knows is a person where the language model takes it for one."""
    place = tree.tokens[token]
    mention = reading.mentions.at(place.start)
    if mention is not None:
        return mention.refs
    name = next((n for n in tree.sentence.names if n.label == "PERSON" and n.start <= place.start < n.end), None)
    if name is None or place.tag not in ("NNP", "NNPS"):
        return ()
    text = reading.document.text[name.start : name.end]
    return (
        ActorRef(id=None, name=text, kind="person", state=None, sector=None, text=text, start=name.start, end=name.end),
    )


def _post(reading: Reading, proposal: Proposal, actors: Sequence[ActorRef]) -> str | None:
    """What a source says of a person beside the name: "the defence minister", "a scholar at the institute"."""
    if len(actors) != 1 or actors[0].kind != "person":
        return None
    ref = actors[0]
    start, end = proposal.source[0]
    if not start <= ref.start < end:
        return None
    text = reading.document.text
    left = text[start : ref.start].strip(" ,")
    right = text[ref.end : end].strip(" ,")
    for words in (right, left):
        if " " in words and len(words) <= _LONGEST and words.split()[0] not in ("and", "who", "or", "(", "—"):
            return words
    return left if left and left.lower() not in ("mr.", "mr", "ms.", "mrs.", "dr.", "the", "said") else None


_LONGEST = 120
