"""Whether a draft is specific enough that somebody could later check it: the guideline's line between a commitment and
framing."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    "framework guideline guidelines strategy plan principle principles alliance charter summit law act budget "
    "resolution".split()
)
_EFFECTS = frozenset("enable help allow reflect demonstrate underscore represent permit benefit mark serve".split())
_CONTENT = ("dobj", "xcomp", "ccomp", "attr", "dative")
_WEIGHTS: dict[Sort, float] = {
    "institution": 2.0, "instrument": 1.5, "deliverable": 1.5, "measure": 1.5, "operator": 0.5, "support": -0.5,
    "attitude": -0.6, "framing": -0.4,
}  # fmt: skip
_ACT = {"concrete": 1.2, "exploratory": 0.8, "framing": -0.3, "stative": -4.0}
_STATUS = {
    "intended": 0.3, "committed": 0.6, "decided": 0.2, "ongoing": -0.2, "completed": 0.0, "reaffirmed": 0.2,
    "delayed": 0.5, "suspended": 0.5, "withdrawn": 0.5,
}  # fmt: skip
_SINCE = re.compile(r"\b[Ss]ince\b")
_NEEDED = re.compile(r"\bneed to (?:continue|further|complete|finish|keep)\b")
_NEAR = 110
_VALUES = re.compile(
    r"\b(?:(?:common|shared|universal|democratic|fundamental) (?:\w+ )?values|"
    r"(?:commitment|support|committed) (?:to|for) (?:a |the )?"
    r"(?:free and open|rules-based|rule of law|multilateral|human rights|international law|democracy))\b",
    re.IGNORECASE,
)
_ATTESTING = frozenset("underscore underline emphasise emphasize stress note confirm acknowledge highlight".split())
_WELCOMING = frozenset("welcome applaud celebrate note commend recognize recognise acknowledge".split())


class Weight(msgspec.Struct, frozen=True):
    """How specific a draft is; what speaks for and against it, by name."""

    score: float
    reasons: tuple[str, ...]


def weight(tree: Syntax, lexicon: Lexicon, draft: Draft, words: str, *, named: bool, sole: frozenset[int]) -> Weight:
    """The weight of a draft. `words` is its text; `named` says that its subject names its parties; `sole` are the
    tokens that do no more than name actors."""
    reasons: list[tuple[str, float]] = [(draft.status, _STATUS[draft.status])]
    reasons += _act(tree, lexicon, draft)
    reasons += _objects(tree, lexicon, draft, sole)
    reasons += _aside(tree, draft)
    if not tree.is_verb(draft.clause.verb):
        reasons.append(("noun alone", -0.8))
    reasons += _attitude(tree, lexicon, draft)
    reasons += _welcome(tree, draft, sole)
    if draft.status in ("reaffirmed", "committed") and _VALUES.search(words, 0, _NEAR):
        reasons.append(("values", -2.0))
    if lexicon.excluded("clause", words):
        reasons.append(("excluded", -4.0))
    if not named:
        reasons += _nobody(tree, draft)
    if draft.status == "completed" and _SINCE.search(words):
        reasons.append(("since", -2.0))
    return Weight(sum(value for _, value in reasons), tuple(name for name, _ in reasons))


def _act(tree: Syntax, lexicon: Lexicon, draft: Draft) -> Iterator[tuple[str, float]]:
    """What the act is worth by itself."""
    if not tree.is_verb(draft.act):
        return
    sort = lexicon.act(tree.verb(draft.act))
    yield f"act {sort}", -1.0 if sort == "stative" and len(draft.path) > 1 else _ACT[sort]
    if draft.status == "ongoing" and not lexicon.knows(tree.verb(draft.act)):
        yield "unknown", -1.2
    if any(tree.word(kid) == "shall" for kid in tree.kids(draft.clause.verb, "aux")):
        yield "shall", 1.0


def _aside(tree: Syntax, draft: Draft) -> Iterator[tuple[str, float]]:
    """What speaks against a relative clause: it tells what something does, or its object stands outside."""
    verb = tree.tokens[draft.clause.verb]
    if verb.dep != "relcl":
        return
    thing = draft.clause.subject == verb.head and not tree.tokens[verb.head].tag.startswith("NNP")
    gap = not thing and not any(True for _ in tree.kids(draft.clause.verb, *_CONTENT))
    yield ("relative", -3.0) if thing or gap else ("aside", -2.2)


def _welcome(tree: Syntax, draft: Draft, sole: frozenset[int]) -> Iterator[tuple[str, float]]:
    """What speaks against welcoming: a guest, or something that nobody has announced."""
    if tree.lemma(draft.clause.verb) not in _WELCOMING:
        return
    if draft.clause.group.passive or any(kid in sole for kid in tree.kids(draft.clause.verb, "dobj")):
        yield "greets", -4.0
    elif len(draft.path) == 1:
        yield "welcome", -1.6


def _attitude(tree: Syntax, lexicon: Lexicon, draft: Draft) -> Iterator[tuple[str, float]]:
    """Whether a promise is confirmed, or only an opinion: "underscored its commitment", "expressed appreciation"."""
    promises = any(_sort(tree, lexicon, index) == "operator" for index in draft.path[1:2])
    if promises and draft.status == "reaffirmed":
        yield "promise", 0.2 if _sort(tree, lexicon, draft.act) == "framing" else 1.6
    elif promises and draft.status in ("intended", "committed"):
        yield "promise of", 0.8
    verb = tree.lemma(draft.clause.verb)
    if verb in _ATTESTING and not promises and not _foretells(tree, draft):
        yield "attests", -2.0
    if draft.status == "reaffirmed" and _NEEDED.search(" ".join(map(tree.word, range(draft.first, draft.last + 1)))):
        yield "needed", 1.5
    elif verb == "acknowledge" or (tree.is_verb(draft.act) and _opines(tree, lexicon, draft.act)):
        yield "attitude", -3.0


def _opines(tree: Syntax, lexicon: Lexicon, act: int) -> bool:
    """Whether the object of a verb is an attitude: "concern", "importance"."""
    return any(_sort(tree, lexicon, kid) == "attitude" for kid in tree.kids(act, "dobj", "attr"))


def _foretells(tree: Syntax, draft: Draft) -> bool:
    """Whether what is attested is itself an undertaking: "underscored that it remains committed", "will be met"."""
    words = {tree.word(index) for index in range(draft.path[0], draft.last + 1)}
    return not words.isdisjoint({"will", "shall", "remain", "remains", "commitment", "commitments", "committed"})


def _sort(tree: Syntax, lexicon: Lexicon, token: int) -> Sort | None:
    noun = lexicon.noun(tree.lemma(token)) if tree.tokens[token].pos in ("NOUN", "PROPN") else None
    return None if noun is None else noun.sort


def _objects(tree: Syntax, lexicon: Lexicon, draft: Draft, sole: frozenset[int]) -> list[tuple[str, float]]:
    """What the object names: the best of its nouns, proper names, numbers."""
    best: dict[str, float] = {}
    behind = draft.path[0] < draft.last and not draft.clause.group.passive
    for index in range(draft.path[0] + 1 if behind else draft.first, draft.last + 1):
        if index not in sole and index not in draft.path[:-1]:
            best.update(_worth(tree, lexicon, index))
    worth = sorted(best.items(), key=lambda pair: -pair[1])
    good = [pair for pair in worth if pair[1] > 0]
    return good[:3] or [*worth[:1], ("empty", -0.8)]


def _worth(tree: Syntax, lexicon: Lexicon, index: int) -> Iterator[tuple[str, float]]:
    """What a word of the object is worth."""
    token = tree.tokens[index]
    if token.pos == "PROPN" and tree.word(index) not in _REGIONS and token.text[0].isupper():
        yield "name", 1.1
    elif token.tag == "CD":
        yield "number", 0.9
    if token.pos not in ("NOUN", "PROPN"):
        return
    two = f"{tree.word(index - 1)} {tree.lemma(index)}" if index else ""
    noun = lexicon.noun(two) or lexicon.noun(tree.lemma(index)) or lexicon.noun(tree.word(index))
    if noun is None:
        yield "noun", 0.5
    else:
        yield noun.sort, _WEIGHTS[noun.sort]


def _nobody(tree: Syntax, draft: Draft) -> Iterator[tuple[str, float]]:
    """What speaks against a clause whose subject names no party: effects of things, comments."""
    subject, act = draft.clause.subject, tree.verb(draft.act)
    if draft.clause.group.passive:
        yield "passive", -0.4
    elif subject is None:
        yield "no subject", -2.2
    elif act in _EFFECTS or draft.status == "ongoing":
        yield "effect", -3.0
    elif tree.lemma(subject) in _INSTRUMENTS:
        yield "instrument", -0.3
    else:
        yield "thing", -2.4
