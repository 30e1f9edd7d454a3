"""Which frames of a word are threats: promised harm, answers to what others may do, warnings of one's own harm."""

from __future__ import annotations

import msgspec

from foedera.coding.events.frames import entries_at
from foedera.coding.events.grammar import conditions
from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.language import Tree

_WARNS = frozenset(["warn", "caution", "warning", "alert"])
_HARM = frozenset(
    "consequence retaliate retaliation respond response reprisal revenge punish punishment price pay countermeasure "
    "sanction tariff strike shoot destroy force counterattack retribution".split()
)
_DANGERS = frozenset("danger risk possibility prospect threat peril".split())
_ANSWERS = frozenset("use respond retaliate answer act take hit react".split())


def threatening(
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
    return _promised(tree, lexicon, token, entries)


def _promised(tree: Tree, lexicon: Lexicon, token: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The frames of a promise, of which the first is a threat where harm is promised."""
    for clause in tree.kids(token, "xcomp", "ccomp"):
        promised = entries_at(tree, lexicon, clause)
        if promised and promised[0].type in ("ASSAULT", "COERCE", "PROTEST"):
            threat = msgspec.structs.replace(entries[0], type="THREATEN", mode=None, recipient=promised[0].recipient)
            return (threat, *entries)
    return entries


def _warning(tree: Tree, verb: int, entry: Entry) -> Entry:
    """The frame of a warning, which asks where it is one against something or not to do something."""
    against = any(tree.word(kid) == "against" for kid in tree.kids(verb, "prep"))
    inner = any(True for _ in tree.kids(verb, "dobj")) and (
        any(True for _ in tree.kids(verb, "xcomp")) or _forbidding(tree, verb)
    )
    if entry.type == "THREATEN" and (against or inner):
        return msgspec.structs.replace(entry, type="REQUEST", mode=None, recipient=("obj",))
    return entry


def _forbidding(tree: Tree, verb: int) -> bool:
    """Whether somewhere below a verb stands what not to do, wherever the parser hangs it up."""
    return any(
        tree.tokens[kid].dep == "neg"
        and any(tree.tokens[aux].tag == "TO" for aux in tree.kids(tree.tokens[kid].head, "aux"))
        for kid in tree.below(verb, 5)
    )


def _menacing(tree: Tree, verb: int) -> bool:
    """Whether a warning is one of harm that the speaker would do, not of a danger that he sees."""
    if any(tree.lemma(token) in _DANGERS for token in tree.below(verb, 2)):
        return False
    return any(tree.lemma(token) in _HARM for token in tree.below(verb, 4))
