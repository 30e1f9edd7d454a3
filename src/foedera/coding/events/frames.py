"""Which frames of the lexicon a word in a sentence fills: its phrase follows, and what it needs stands below it."""

from __future__ import annotations

from collections.abc import Mapping

from foedera.coding.events.lexicon import Entry, Lexicon
from foedera.language import Tree

_GOVERNED = frozenset("dobj dative nsubjpass attr xcomp ccomp prep agent prt oprd acomp pobj pcomp".split())
_INSIDE = frozenset("compound amod conj prep pobj nmod poss appos pcomp".split())
_OUTSIDE = frozenset(
    ["between", "among", "under", "against", "during", "after", "before", "despite", "like", "than", "since"]
)
_LANDS = frozenset("country region city area island province border base territory town capital".split())
_REACH = 12
_SURE = 5
"""The weight of a frame of visits, with both a phrase and words that it needs, beside which the bare word means nothing
else ("welcomed him to Washington")."""
_DEEPEST = 4
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def entries_at(tree: Tree, lexicon: Lexicon, token: int) -> tuple[Entry, ...]:
    """The frames that a token fills, the most specific first, one for each type; of equals the lexicon's first."""
    entries = _known(tree, lexicon, token)
    if not entries:
        return ()
    asking = any(entry.needs or entry.unless for entry in entries)
    governed = _governed(tree, token) if asking else {}
    fitting = [entry for entry in entries if _fits(tree, token, entry, governed)]
    found: dict[str, Entry] = {}
    for entry in sorted(fitting, key=lambda entry: (-entry.weight, _depth(entry, governed))):
        found.setdefault(entry.type, entry)
    visits = any(entry.mode == "visit" and entry.weight >= _SURE for entry in found.values())
    return tuple(entry for entry in found.values() if entry.weight or not visits)


def _known(tree: Tree, lexicon: Lexicon, token: int) -> tuple[Entry, ...]:
    """All frames of a word; of a participle without an object those of an adjective come first ("disappointed by")."""
    pos = None if _is_month(tree, token) else _POS.get(tree.tokens[token].pos)
    entries = lexicon.entries(pos, tree.lemma(token)) if pos else ()
    if tree.lemma(token) == "tell" and _told_to(tree, token):
        return (Entry("tell", (), "verb", frozenset(), frozenset(), "REQUEST", None, (), ("obj",), must=True), *entries)
    if tree.tokens[token].tag == "VBN" and not any(True for _ in tree.kids(token, "dobj")):
        return (*lexicon.entries("adjective", tree.word(token)), *entries)
    return entries


def _told_to(tree: Tree, verb: int) -> bool:
    """Whether somebody is told to do something, or not to."""
    clauses = tree.kids(verb, "xcomp", "advcl", "ccomp") if any(True for _ in tree.kids(verb, "dobj")) else ()
    return any(tree.tokens[aux].tag == "TO" for clause in clauses for aux in tree.kids(clause, "aux"))


def _fits(tree: Tree, token: int, entry: Entry, governed: Mapping[str, int]) -> bool:
    """Whether a frame's phrase follows, and of the words that a token governs one is needed and none excluded."""
    if entry.phrase and not _follows(tree, token, entry.phrase):
        return False
    needed = not entry.needs or not entry.needs.isdisjoint(governed)
    return needed and entry.unless.isdisjoint(governed)


def _is_month(tree: Tree, token: int) -> bool:
    """Whether a word that could name an act is the month of a date ("29 March 2016")."""
    month = tree.tokens[token]
    if month.tag != "NNP" or month.text != "March":
        return False
    counted = any(True for _ in tree.kids(token, "nummod"))
    return counted or any(n.label == "DATE" and n.start <= month.start < n.end for n in tree.sentence.names)


def _depth(entry: Entry, governed: Mapping[str, int]) -> int:
    """How far below the word stands what the frame needs."""
    return min((governed[lemma] for lemma in entry.needs if lemma in governed), default=0)


def _follows(tree: Tree, token: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words of a phrase follow: right behind, or a single one as particle or preposition of the token."""
    beside = tree.kids(token, "prt", "prep", "dative", "advmod")
    if len(phrase) == 1 and any(tree.word(kid) == phrase[0] for kid in beside):
        return True
    words = [tree.word(index) for index in range(token + 1, min(len(tree.tokens), token + 1 + _REACH))]
    if len(phrase) == 1:
        return words[:1] == [phrase[0]]
    at = 0
    for word in words:
        at += word == phrase[at]
        if at == len(phrase):
            return True
    return False


def _governed(tree: Tree, token: int) -> dict[str, int]:
    """The lemmas of the nouns and verbs that a token governs, with those inside the nouns, and how many steps below it
    they stand, four at most. Of a verb without an object, its subject counts too."""
    found: dict[str, int] = {}
    # "ordered the army to attack": the army attacks; but "troops left the country": the troops leave
    told = any(not _land(tree, kid) for kid in tree.kids(token, "dobj"))
    for kid in tree.kids(token):
        dep = tree.tokens[kid].dep
        clause = dep in ("xcomp", "ccomp") and (told or any(True for _ in tree.kids(kid, "nsubj")))
        inside = tree.tokens[token].pos in ("NOUN", "PROPN") and dep in ("amod", "compound")
        if tree.word(kid) in _OUTSIDE:
            continue
        if (dep in _GOVERNED and not clause) or (dep == "nsubj" and not told) or inside:
            _collect(tree, kid, 1, found, token)
    if tree.tokens[token].dep in ("acl", "relcl"):
        found.setdefault(tree.lemma(tree.tokens[token].head), 1)
    return found


def _land(tree: Tree, noun: int) -> bool:
    """Whether a noun is where troops go or whence they come, so that who moves is told by the subject."""
    return tree.tokens[noun].pos == "PROPN" or tree.lemma(noun) in _LANDS


def _collect(tree: Tree, token: int, depth: int, found: dict[str, int], without: int) -> None:
    lemma = tree.lemma(token)
    found[lemma] = min(depth, found.get(lemma, depth))
    if depth < _DEEPEST:
        for kid in tree.kids(token):
            if kid != without and tree.tokens[kid].dep in _INSIDE and tree.word(kid) not in _OUTSIDE:
                _collect(tree, kid, depth + 1, found, without)
