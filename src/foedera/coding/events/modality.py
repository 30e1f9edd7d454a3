"""Whether an act happened, is planned, is only possible or is denied, and who says so; read off the syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

import msgspec

from foedera.coding.events.grammar import ORDINALS, torn
from foedera.coding.events.lexicon import Lexicon
from foedera.coding.events.parties import Parties, refs_of
from foedera.language import Tree
from foedera.model import AUTHOR, Attribution, Modality

_ORDER: tuple[Modality, ...] = ("actual", "planned", "possible", "denied")
_PLANNED = frozenset(["will", "'ll", "’ll", "wo"])
_POSSIBLE = frozenset(["would", "could", "may", "might", "can", "'d", "’d"])
_PAST_FUTURE = frozenset(["would", "'d", "’d"])
_OBLIGED = frozenset(["should", "must", "ought", "shall"])
_CONDITIONS = frozenset(["if", "unless", "whether", "lest", "should", "in case"])
_NEVER = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no"])
_BESIDES = frozenset("after as when while since because though although".split())
_AFTER = frozenset("after following amid despite since".split())
_NEEDFUL = frozenset("important essential vital crucial urgent necessary imperative critical better time".split())
_NOBODY = frozenset(["neither", "no"])
_SAYING = frozenset(
    "say tell report announce claim state add confirm declare note reveal allege assert explain disclose write insist "
    "argue maintain acknowledge admit suggest indicate stress testify believe think understand know accord show "
    "reaffirm reiterate affirm underscore recall emphasise emphasize underline".split()
)
_CONSENT = frozenset("accept agree allow approve join sign recognise recognize consent meet ratify back".split())
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|is said to|are said to|is believed to|rumou?red)\b", re.I)
_CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "pcomp", "conj", "relcl", "parataxis")
_NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "attr", "conj", "dative")
_UNREAL = frozenset(
    [
        "any",
        "no",
        "possible",
        "potential",
        "future",
        "hypothetical",
        "another",
        "imminent",
        "further",
        "impending",
        "eventual",
        "threatened",
    ]
)
_HARMS = frozenset("aggression invasion annexation occupation assault war".split())
_AWAITED = frozenset(["when", "once", "until", "till", "whenever"])
_BEHIND = frozenset(["recent", "latest", "previous", "earlier", "past"])
_TO_COME = frozenset(["planned", "upcoming", "forthcoming", "scheduled", "proposed", "next"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_STEPS = 6


class Mood(msgspec.Struct, frozen=True):
    """The modality of an act; None where it is no act at all but a condition, a duty or part of another act.

    `refused` where it is said that it will not be done, or was not agreed to.
    """

    modality: Modality | None
    attribution: Attribution = AUTHOR
    refused: bool = False


NO_ACT = Mood(None)
_INFINITIVES: Mapping[str, Modality | None] = {
    "advcl": None, "acl": None,  # a purpose
    "xcomp": "planned", "ccomp": "planned",
}  # fmt: skip
"""What an infinitive is under a verb that says nothing about it."""


def mood(tree: Tree, parties: Parties, lexicon: Lexicon, verb: int) -> Mood:
    """The mood of a verb, from its own helpers up through the verbs that govern it."""
    attribution = _hearsay(tree, parties)
    current, found = _starting(tree, lexicon, verb)
    beside = False
    for _ in range(_STEPS):
        found = found if beside else _both(found, _own(tree, current))
        token = tree.tokens[current]
        if found is None or _ends(tree, current):
            break
        above, beside = _next(tree, current)
        if not (token.dep == "conj" and _helped(tree, current)):
            found = _both(found, _governed(tree, lexicon, current, above))
            if attribution is AUTHOR and _is_said(tree, current, above):
                attribution = _said(tree, parties, above)
        if token.dep == "acl" and tree.tokens[above].pos == "NOUN":
            found = _both(found, _around(tree, lexicon, above))
            break
        if token.dep == "relcl":
            break
        current = above
    return NO_ACT if found is None else Mood(found, attribution, found == "denied" and _refused(tree, verb))


def _next(tree: Tree, verb: int) -> tuple[int, bool]:
    """The word above a verb on which its mood hangs, and whether the two only stand beside each other."""
    token, clause = tree.tokens[verb], torn(tree, verb)
    if clause is not None:
        return clause, True
    above = tree.tokens[token.head].head if token.dep == "pcomp" else token.head
    return above, _independent(tree, verb)


def _around(tree: Tree, lexicon: Lexicon, noun: int) -> Modality | None:
    """What the verb says that governs a noun beside which a clause stands."""
    verb, named = _named(tree, lexicon, noun)
    return _own(tree, verb) if named else None


def _ends(tree: Tree, verb: int) -> bool:
    """Whether nothing above a verb bears on it."""
    token = tree.tokens[verb]
    return token.dep not in _CLAUSES or token.head == verb or _beside(tree, verb) or _apart(tree, verb)


def _independent(tree: Tree, verb: int) -> bool:
    """Whether a verb in conjunction has a subject of its own, so that what is said of its neighbour is not of it."""
    return tree.tokens[verb].dep == "conj" and any(True for _ in tree.kids(verb, "nsubj"))


def _apart(tree: Tree, verb: int) -> bool:
    """Whether a semicolon parts a clause from the verb behind it, of which the parser takes it for the object."""
    between = range(verb + 1, tree.tokens[verb].head)
    return tree.tokens[verb].dep == "ccomp" and any(tree.tokens[at].text == ";" for at in between)


def _beside(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what happened besides ("after a destroyer sailed by"), whatever the verb above says."""
    helped = any(tree.tokens[kid].tag in _FINITE for kid in tree.kids(verb, "aux", "auxpass"))
    finite = tree.tokens[verb].tag in _FINITE or helped
    marked = any(tree.word(kid) in _BESIDES for kid in tree.kids(verb, "mark", "advmod"))
    return tree.tokens[verb].dep == "advcl" and finite and marked


def _starting(tree: Tree, lexicon: Lexicon, act: int) -> tuple[int, Modality | None]:
    """Where the way up from an act begins, and what stands beside it there makes of the act."""
    if tree.tokens[act].pos in ("NOUN", "PROPN"):
        return _named(tree, lexicon, act)
    return (tree.tokens[act].head if tree.tokens[act].dep == "acomp" else act), "actual"


def _is_said(tree: Tree, verb: int, above: int) -> bool:
    """Whether a clause is what the verb above says."""
    return tree.tokens[verb].dep in ("ccomp", "parataxis") and tree.lemma(above) in _SAYING


def _refused(tree: Tree, verb: int) -> bool:
    """Whether a denied verb is a refusal: it lies in the future, or means consent."""
    return tree.lemma(verb) in _CONSENT or any(
        tree.word(kid) in _PLANNED | _PAST_FUTURE | {"would"} for kid in tree.kids(verb, "aux")
    )


def _named(tree: Tree, lexicon: Lexicon, noun: int) -> tuple[int, Modality | None]:
    """The verb that governs a noun which names an act, and what the two make of it."""
    found, settled = _described(tree, noun)
    if found is None or settled:
        return noun, found
    current = noun
    while tree.tokens[current].dep in _NOMINAL and tree.tokens[current].head != current:
        if _independent(tree, current):
            break  # another clause: "no group claimed it, but some made threats"
        current = tree.tokens[current].head
        if tree.word(current) in _AFTER:
            return noun, found
        if tree.word(current) in ("during", "at") and tree.head(current).pos == "VERB":
            return tree.tokens[current].head, found  # "vowed at a summit": the summit is no part of the vow
        if tree.lemma(current) == "order":  # "ordered the withdrawal": his own forces obey
            return current, found
        effect = lexicon.operators.get(tree.lemma(current))
        if effect in ("planned", "possible", "denied"):
            found = _worse(found, cast(Modality, effect))
        elif effect not in (None, "same", "light"):
            return current, None
    return current, found


def _described(tree: Tree, noun: int) -> tuple[Modality | None, bool]:
    """What the words before a noun make of the act, and whether that settles it."""
    found: Modality = "actual"
    known = known_harm(tree, noun)
    for kid in tree.kids(noun, "det", "amod", "compound"):
        word = tree.word(kid)
        if word in _UNREAL and not (known and word in ("further", "another")):
            return None, True
        if word in _BEHIND:
            return "actual", True
        if word in _TO_COME:
            found = "planned"
    return found, known and found == "actual"


def known_harm(tree: Tree, noun: int) -> bool:
    """Whether a noun takes harm between two for granted ("condemning Russia's further aggression against Ukraine")."""
    if tree.lemma(noun) not in _HARMS or not any(True for _ in tree.kids(noun, "poss")):
        return False
    suffered = tree.tokens[noun].dep == "pobj" and tree.word(tree.tokens[noun].head) == "against"
    return suffered or any(tree.word(kid) in ("against", "of", "on") for kid in tree.kids(noun, "prep"))


def _own(tree: Tree, verb: int) -> Modality | None:
    """What a verb's own helpers say: None under a condition or a duty."""
    found: Modality | None = None if _in_case(tree, verb) else "actual"
    for kid in tree.kids(verb, "aux", "neg", "auxpass", "mark", "advmod", "det"):
        found = _both(found, _helper(tree, verb, kid))
    nouns = tree.kids(verb, "nsubj", "nsubjpass", "dobj")
    nobody = (kid for noun in nouns for kid in tree.kids(noun, "preconj", "cc", "det"))
    return "denied" if found and any(tree.word(kid) in _NOBODY for kid in nobody) else found


def _in_case(tree: Tree, verb: int) -> bool:
    """Whether a clause tells for which case something is done ("in case they act")."""
    subjects = [*tree.kids(verb, "nsubj")]
    above = tree.tokens[verb].head if tree.tokens[verb].dep == "acl" else None
    cases = [noun for noun in (above, *tree.objects(verb, "in")) if noun is not None and tree.lemma(noun) == "case"]
    return any(noun + 1 <= subject and tree.word(noun - 1) == "in" for noun in cases for subject in subjects[-1:])


def _helper(tree: Tree, verb: int, kid: int) -> Modality | None:
    """What one helper of a verb says."""
    word, dep = tree.word(kid), tree.tokens[kid].dep
    if dep == "aux":
        return _modal(tree, verb, word)
    if (dep == "mark" and word in _CONDITIONS) or (word in _AWAITED and tree.tokens[verb].tag in ("VBP", "VBZ")):
        return None  # also "when allies agree"
    never = (word == "longer" and dep == "advmod") or (word in _NEVER and dep in ("neg", "advmod", "det"))
    return "denied" if never else "actual"


def _modal(tree: Tree, verb: int, word: str) -> Modality | None:
    """What an auxiliary says; "would" behind something said in the past is the future of the past."""
    if word in _OBLIGED:
        return None
    if word in _PLANNED:
        return "planned"
    if word not in _POSSIBLE:
        return "actual"
    told = word in _PAST_FUTURE and tree.tokens[verb].dep == "ccomp" and tree.head(verb).tag in ("VBD", "VBN")
    return "planned" if told else "possible"


def _helped(tree: Tree, verb: int) -> bool:
    """Whether a verb in conjunction has helpers or a subject of its own, and so takes none from its neighbour."""
    return any(True for _ in tree.kids(verb, "aux", "nsubj", "nsubjpass"))


def _governed(tree: Tree, lexicon: Lexicon, verb: int, above: int) -> Modality | None:
    """What the verb or noun above makes of a clause: None where the clause is only part of another act."""
    dep, lemma = tree.tokens[verb].dep, tree.lemma(above)
    if dep in ("conj", "relcl", "parataxis") or (dep == "ccomp" and lemma in _SAYING):
        return "actual"
    effect = lexicon.operators.get(lemma) if dep != "advcl" else None
    if effect in ("same", "light"):
        return "actual"
    if dep == "ccomp" and any(tree.word(kid) in _NEEDFUL for kid in tree.kids(above, "acomp", "attr")):
        return None
    if effect is not None:
        return cast(Modality, effect) if effect in ("planned", "possible", "denied") else None
    return "actual" if dep in ("advcl", "acl") and _first(tree, verb, above) else _clause(tree, lexicon, verb, lemma)


def _first(tree: Tree, verb: int, above: int) -> bool:
    """Whether an infinitive tells what somebody was the first to do."""
    nouns = [above, *tree.kids(above, "attr"), *tree.objects(above, "of")]
    nouns += [inner for noun in (*nouns,) for inner in tree.objects(noun, "of")]
    to = any(tree.word(kid) == "to" for kid in tree.kids(verb, "aux"))
    return to and any(tree.word(kid) in ORDINALS for noun in nouns for kid in tree.kids(noun, "amod"))


def _clause(tree: Tree, lexicon: Lexicon, verb: int, above: str) -> Modality | None:
    """What the form of a clause says under a word that says nothing about it."""
    dep = tree.tokens[verb].dep
    if dep != "pcomp" and any(tree.word(kid) == "to" for kid in tree.kids(verb, "aux")):
        return _INFINITIVES.get(dep, "actual")
    if dep not in ("pcomp", "ccomp") or above == "be" or (dep == "pcomp" and _told_beside(tree, verb)):
        return "actual"
    return None if any(not entry.needs for entry in lexicon.entries("verb", above)) else "actual"


def _told_beside(tree: Tree, verb: int) -> bool:
    """Whether a gerund says by what something was done, or a clause what somebody called it ("in what they called")."""
    word = tree.head(verb).text.lower()
    return word == "by" or (word == "in" and any(tree.word(kid) == "what" for kid in tree.kids(verb)))


def _said(tree: Tree, parties: Parties, verb: int) -> Attribution:
    """Who says it, as the subject of a verb of saying has it."""
    for subject in tree.kids(verb, "nsubj"):
        refs = refs_of(parties.named(subject))
        return Attribution("named", refs) if refs else Attribution("unnamed", ())
    passive = any(True for _ in tree.kids(verb, "nsubjpass", "auxpass"))
    return Attribution("unnamed", ()) if passive else AUTHOR


def _hearsay(tree: Tree, parties: Parties) -> Attribution:
    """Attribution by "according to", or by an adverb."""
    for index in range(len(tree.tokens) - 1):
        if tree.lemma(index) == "accord" and tree.word(index + 1) == "to":
            nouns = [*tree.kids(index + 1, "pobj"), *tree.kids(index, "pobj")]
            refs = refs_of([party for noun in nouns for party in parties.named(noun)])
            return Attribution("named", refs) if refs else Attribution("unnamed", ())
    sentence = tree.sentence
    text = parties.reading.document.text
    return Attribution("unnamed", ()) if _HEARSAY.search(text, sentence.start, sentence.end) else AUTHOR


def _worse(a: Modality, b: Modality) -> Modality:
    return max(a, b, key=_ORDER.index)


def _both(a: Modality | None, b: Modality | None) -> Modality | None:
    """The worse of two; None where either says that there is no act."""
    return None if a is None or b is None else _worse(a, b)
