"""Whom the words of a source name: actors, a person whom nobody knows, the issuer of a document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.features import sources
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.trees import DOCUMENTS, Tree
from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_BODIES = frozenset("administration army government military ministry navy parliament side delegation embassy".split())
_SEEING = frozenset("see review obtain view read get".split())
_PASSAGES = frozenset("article section paragraph chapter clause annex treaty agreement protocol pact".split())
_WHOSE = frozenset({"amod", "compound", "poss", "nmod"})


def named(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """The actors that a source names, itself or beside it by "and" or a comma; of a body ("the Japanese military") that
    is not known, whose it is. None where it only describes somebody."""
    together = [source, *_joined(tree, source, "conj")]
    named = _all_at(reading, tree, together)
    described = _all_at(reading, tree, [each for index in together for each in _joined(tree, index, "appos")])
    if named or described:
        persons = [ref for ref in (*named, *described) if ref.kind == "person"]
        return each_once(persons or named or described)
    lemma = tree.lemma(source)
    if lemma in DOCUMENTS or sources().get(lemma) == "document":
        return issuer_of(reading, tree, source)
    if lemma not in _BODIES:
        return _by_name(reading, tree, source)
    whose = _all_at(reading, tree, tree.children(source, _WHOSE))
    return tuple(_state_of(reading, ref) for ref in whose) if len(whose) == 1 else ()


def issuer_of(reading: Reading, tree: Tree, source: int, *, loose: bool = True) -> tuple[ActorRef, ...]:
    """Who issued a document that speaks: "the Turkish statement", "a statement released by the ministry"; `loose`
    takes the first who is named anywhere in the phrase."""
    seen = {i for i in tree.children(source, ("acl", "relcl")) if tree.lemma(i) in _SEEING}
    seen |= {i for noun in tree.subtree(source) for i in tree.children(noun, ("acl",)) if tree.lemma(i) in _SEEING}
    inside = [i for i in tree.subtree(source, seen) if i != source]
    start, end = min([*inside, source]), max([*inside, source])
    found = [
        ref for m in reading.mentions.within(tree.tokens[start].start, tree.tokens[end].end) for ref in m.refs
    ]  # fmt: skip
    nearest = [ref for index in tree.children(source, _WHOSE) for ref in at(reading, tree, index)]
    states = {key_of(ref) for ref in found if ref.kind == "state"}
    if not nearest and tree.lemma(source) in _PASSAGES and len(states) > 1:
        return ()  # an article of a treaty is no single party's
    return each_once(nearest or (found[:1] if loose else []))


def last_name(reading: Reading, proposal: Proposal) -> tuple[ActorRef, ...]:
    """A person by the name that ends a source after a post: "former ambassador to the council Ada Norvane"."""
    tree = proposal.tree
    start, end = proposal.source[0]
    name = next((n for n in tree.sentence.names if n.end == end and n.start > start), None)
    if name is None or name.label not in ("PERSON", "ORG"):
        return ()
    words = reading.document.text[name.start : name.end]
    before = {tree.lemma(i) for i, token in enumerate(tree.tokens) if start <= token.start < name.start}
    capitals = all(word[0].isupper() for word in words.split())
    if not capitals or not 2 <= len(words.split()) <= 4 or not any(sources().get(word) == "person" for word in before):
        return ()
    if any(ref.kind != "person" for m in reading.mentions.within(name.start, name.end) for ref in m.refs):
        return ()
    return (_stranger(reading, name.start, name.end),)


def _by_name(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """A person whom nothing else knows, by two or more names after a post: "the spokesman Ole Brandvold"."""
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
    return (_stranger(reading, start, end),)


def _state_of(reading: Reading, ref: ActorRef) -> ActorRef:
    """The state of a person whose government speaks, where the document names the state anywhere."""
    if ref.kind != "person" or ref.state is None:
        return ref
    named = next((each for m in reading.mentions for each in m.refs if each.id == ref.state), None)
    return ref if named is None else msgspec.structs.replace(named, text=ref.text, start=ref.start, end=ref.end)


def _joined(tree: Tree, source: int, dep: str) -> list[int]:
    """What is joined to a token by one dependency, and further to that."""
    found, todo = [], [source]
    while todo:
        below = tree.children(todo.pop(), (dep,))
        found += below
        todo += below
    return sorted(found)


def _all_at(reading: Reading, tree: Tree, tokens: Iterable[int]) -> list[ActorRef]:
    return [ref for index in tokens for ref in at(reading, tree, index)]


def at(reading: Reading, tree: Tree, token: int) -> tuple[ActorRef, ...]:
    """Whom a token mentions; a proper name that nobody knows is a person where the language model takes it for one."""
    place = tree.tokens[token]
    mention = reading.mentions.at(place.start)
    if mention is not None:
        return mention.refs
    name = next((n for n in tree.sentence.names if n.label == "PERSON" and n.start <= place.start < n.end), None)
    if name is None or place.tag not in ("NNP", "NNPS"):
        return ()
    return (_stranger(reading, name.start, name.end),)


def _stranger(reading: Reading, start: int, end: int) -> ActorRef:
    """A person of whom no more is known than the name."""
    name = reading.document.text[start:end]
    return ActorRef(id=None, name=name, kind="person", state=None, sector=None, text=name, start=start, end=end)


def each_once(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    once: dict[str, ActorRef] = {}
    for ref in refs:
        once.setdefault(key_of(ref), ref)
    return tuple(once.values())
