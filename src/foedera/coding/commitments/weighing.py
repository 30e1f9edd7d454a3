"""Whether a draft is specific enough that somebody could later check it: the guideline's line between a commitment and
framing."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.commitments.clauses import Syntax
from foedera.coding.commitments.lexicon import Lexicon, Sort
from foedera.coding.commitments.parting import Draft

_REGIONS = frozenset(
    "indo pacific indo-pacific asia europe africa atlantic euro euro-atlantic middle east west western eastern "
    "northern "
    "southern south north southeast northeast latin america americas world international global today".split()
)
_INSTRUMENTS = frozenset(
    "agreement treaty declaration pact accord protocol convention memorandum arrangement deal package statement "
    "framework "
    "guideline guidelines strategy plan principle principles alliance charter summit law act budget resolution".split()
)
_EFFECTS = frozenset(
    "enable help allow facilitate ensure strengthen bolster enhance contribute improve promote boost benefit reflect "
    "demonstrate underscore represent permit mark build advance support serve play deliver create maximize maximise "
    "increase reduce lower lead require allow accelerate deepen expand open unlock save affect".split()
)
_CONTENT = ("dobj", "xcomp", "ccomp", "attr", "dative")
_WEIGHTS: dict[Sort, float] = {
    "institution": 2.0, "instrument": 1.5, "deliverable": 1.5, "measure": 1.5, "operator": 0.3, "support": -0.5,
    "attitude": -0.6, "framing": -0.4,
}  # fmt: skip
_ACT = {"concrete": 1.2, "exploratory": 0.8, "framing": -0.3, "stative": -4.0}
_STATUS = {
    "intended": 0.3, "committed": 0.4, "decided": 0.2, "ongoing": -0.2, "completed": 0.2, "reaffirmed": 0.2,
    "delayed": 0.5, "suspended": 0.5, "withdrawn": 0.5,
}  # fmt: skip
_SINCE = re.compile(r"\b[Ss]ince\b")
_ATTESTING = frozenset("underscore underline emphasise emphasize stress note confirm acknowledge highlight".split())
_WELCOMING = frozenset("welcome applaud celebrate note commend recognize recognise acknowledge".split())


class Weight(msgspec.Struct, frozen=True):
    """How specific a draft is; what speaks for and against it, by name."""

    score: float
    reasons: tuple[str, ...]


def weight(tree: Syntax, lexicon: Lexicon, draft: Draft, words: str, *, named: bool, sole: frozenset[int]) -> Weight:
    """The weight of a draft. `words` is its text; `named` says that its subject names its parties; `sole` are the
    tokens that do no more than name them or a region."""
    reasons: list[tuple[str, float]] = [(draft.status, _STATUS[draft.status])]
    verb = tree.lemma(draft.clause.verb)
    act = tree.verb(draft.act)
    is_verb = tree.tokens[draft.act].pos in ("VERB", "AUX")
    if is_verb:
        sort = lexicon.act(act)
        reasons.append((f"act {sort}", _ACT[sort] if len(draft.path) == 1 or sort != "stative" else -1.0))
        if draft.status == "ongoing" and not lexicon.knows(act):
            reasons.append(("unknown", -0.7))
    reasons += _objects(tree, lexicon, draft, sole)
    if lexicon.excluded("clause", words):
        reasons.append(("excluded", -4.0))
    if not named:
        reasons += _nobody(tree, draft, act)
    if tree.tokens[draft.clause.verb].dep == "relcl":
        things = draft.clause.subject == tree.tokens[draft.clause.verb].head and not tree.tokens[
            draft.clause.subject
        ].tag.startswith("NNP")
        gap = is_verb and not things and not any(True for _ in tree.kids(draft.clause.verb, *_CONTENT))
        reasons.append(("aside", -3.0 if things or gap else -1.5))
    if any(tree.word(kid) == "shall" for kid in tree.kids(draft.clause.verb, "aux")):
        reasons.append(("shall", 1.0))
    if verb in _WELCOMING and any(kid in sole for kid in tree.kids(draft.clause.verb, "dobj")):
        reasons.append(("greets", -4.0))
    if draft.status == "reaffirmed" and _promises(tree, lexicon, draft):
        reasons.append(("promise", 1.6))
    if draft.status == "completed" and _SINCE.search(words):
        reasons.append(("since", -2.0))
    if verb in _WELCOMING and len(draft.path) == 1:
        reasons.append(("welcome", -1.6))
    if verb in _ATTESTING and not _promises(tree, lexicon, draft):
        reasons.append(("attests", -2.0))
    if verb == "acknowledge" or _attitude(tree, lexicon, draft):
        reasons.append(("attitude", -3.0))
    return Weight(sum(value for _, value in reasons), tuple(name for name, _ in reasons))


def _objects(tree: Syntax, lexicon: Lexicon, draft: Draft, sole: frozenset[int]) -> list[tuple[str, float]]:
    """What the object names: the best of its nouns, proper names, numbers."""
    best: dict[str, float] = {}
    behind = range(draft.path[0] + 1 if draft.path[0] < draft.last else draft.first, draft.last + 1)
    for index in behind:
        token = tree.tokens[index]
        if index in sole or index in draft.path[:-1]:
            continue
        if token.pos == "PROPN" and tree.word(index) not in _REGIONS and token.text[0].isupper():
            best["name"] = 1.1
        elif token.pos == "NUM" or token.tag == "CD":
            best["number"] = 0.9
        if token.pos not in ("NOUN", "PROPN"):
            continue
        noun = lexicon.noun(tree.lemma(index)) or lexicon.noun(tree.word(index))
        if index:
            noun = lexicon.noun(f"{tree.word(index - 1)} {tree.lemma(index)}") or noun
        if noun is None:
            best["noun"] = 0.5
        else:
            best[noun.sort] = _WEIGHTS[noun.sort]
    worth = sorted(best.items(), key=lambda pair: -pair[1])
    good = [pair for pair in worth if pair[1] > 0]
    return good[:3] or [*worth[:1], ("empty", -0.8)]


def _nobody(tree: Syntax, draft: Draft, act: str) -> list[tuple[str, float]]:
    """What speaks against a clause whose subject names no party: effects of things, comments."""
    subject = draft.clause.subject
    if draft.clause.group.passive:
        return [("passive", -0.4)]
    if subject is None:
        return [("no subject", -1.5)]
    if tree.lemma(subject) in _INSTRUMENTS and act not in _EFFECTS:
        return [("instrument", -0.3)]
    return [("effect", -3.0 if act in _EFFECTS else -1.6)]


def _promises(tree: Syntax, lexicon: Lexicon, draft: Draft) -> bool:
    """Whether what is attested is a promise: "underscored its commitment to"."""
    return any(
        (noun := lexicon.noun(tree.lemma(index))) is not None and noun.sort == "operator" for index in draft.path[1:2]
    )


def _attitude(tree: Syntax, lexicon: Lexicon, draft: Draft) -> bool:
    """Whether the object is an attitude: "expressed appreciation", "share concerns"."""
    verb = draft.path[-1]
    if tree.tokens[verb].pos in ("NOUN", "PROPN"):
        return False
    for kid in tree.kids(verb, "dobj", "attr"):
        noun = lexicon.noun(tree.lemma(kid))
        if noun is not None and noun.sort == "attitude":
            return True
    return False
