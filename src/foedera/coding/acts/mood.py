"""Whether an act happened, is planned, is only possible or is denied, and on whose word; read off the syntax.

Unlike the mood of events, what is agreed, promised or decided is an act to come: a headquarters that leaders agree to
establish is planned. A purpose, a condition, a duty and a question are no acts.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

import msgspec

from foedera.coding.tables import rows
from foedera.language import Tree
from foedera.model import Edtf, Modality

_DATA = Path(__file__).parent / "data"
_ORDER: tuple[Modality, ...] = ("actual", "planned", "possible", "denied")
_PLANNED = frozenset(["will", "shall", "'ll", "’ll", "wo", "sha"])
_PAST_FUTURE = frozenset(["would", "'d", "’d"])
_POSSIBLE = frozenset(["could", "may", "might", "can"])
_OBLIGED = frozenset(["should", "must", "ought"])
_CONDITIONS = frozenset(["if", "unless", "whether", "lest", "should"])
_NEVER = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no"])
_ONLY = frozenset(["only", "just", "merely", "simply"])
_CHARGES = frozenset("accusation allegation charge suspicion speculation rumour rumor possibility fear".split())
_MAYBE = frozenset(
    ["allegedly", "supposedly", "purportedly", "possibly", "perhaps", "potentially", "probably", "likely"]
)
_TO_COME = frozenset("planned upcoming forthcoming scheduled proposed future eventual prospective expected".split())
_DOUBTED = frozenset("possible potential proposed alleged hypothetical suspected".split())
_NONE = frozenset(["any", "no", "without"])
_SAYING = frozenset(
    "say tell report claim state add confirm declare note reveal allege assert explain disclose write insist argue "
    "maintain acknowledge admit indicate stress testify believe think understand show announce estimate emphasize "
    "emphasise reaffirm affirm reiterate underscore highlight recognize recognise assess".split()
)
_TELLING = frozenset("accord say tell report claim announce add declare note argue believe testify write".split())
_AIMS = frozenset("intent intention plan aim goal objective".split())
_NOMINAL = ("NOUN", "PROPN")
_MODAL = ("planned", "possible", "denied")
_TOWARDS = ("to", "toward", "towards")
_SIGNING = frozenset(
    "sign conclude ink award partner team cooperate collaborate join invest spend fund engage coordinate".split()
)
_TAKING = frozenset(
    "provide give offer take begin start continue launch initiate accelerate pursue make step do".split()
)
_WORK = frozenset(
    "support assistance funding step work effort preparation measure action move process progress project".split()
)
_SINCE = frozenset("build follow base include recall note welcome recognize recognise give consider".split())
_FACTIVE = frozenset("condemn criticize criticise denounce deplore protest blast slam".split())
_TO_BE = {"be": "planned", "have": "planned"}
_STEPS = 7


class Mood(msgspec.Struct, frozen=True):
    """The modality of an act, None where it is none; `sayer` is the number of the verb that reports it, if any."""

    modality: Modality | None
    sayer: int | None = None


@cache
def operators() -> dict[str, str]:
    """What a governing word makes of an act."""
    return {row["lemma"]: row["effect"] for row in rows("operators.csv", ("lemma", "effect", "comment"), [_DATA])}


def mood(tree: Tree, word: int) -> Mood:
    """The mood of a verb, or of a noun that names an act, from its own helpers up through what governs it."""
    found: Modality = "actual"
    sayer: int | None = None
    current = word
    for _ in range(_STEPS):
        own = _noun(tree, current) if tree.tokens[current].pos in _NOMINAL else _verb(tree, current)
        if own is None:
            return Mood(None)
        found = worse(found, own)
        above = _next(tree, current)
        if above is None:
            break
        step = _step(tree, current, above)
        if step is None:
            return Mood(None)
        if step == "said":
            sayer = above
        elif step == "end":
            break
        else:
            found = worse(found, cast(Modality, step))
        current = above
    return Mood(found, sayer)


def to_come(modality: Modality, when: Edtf | None, published: Edtf | None) -> Modality:
    """The modality of an act that is told as done; one after the document's own date is planned."""
    if modality != "actual" or when is None or published is None:
        return modality
    first, last = when.earliest, published.latest
    return "planned" if first is not None and last is not None and first > last else modality


def worse(one: Modality, other: Modality) -> Modality:
    """The less certain of two modalities."""
    return max(one, other, key=_ORDER.index)


def _next(tree: Tree, word: int) -> int | None:
    """The word above that may change the mood: through prepositions; None at the top."""
    token = tree.tokens[word]
    above = token.head
    if above == word:
        return None
    if token.dep in ("pobj", "pcomp") and tree.tokens[above].head != above:
        return tree.tokens[above].head
    return above


def _verb(tree: Tree, verb: int) -> Modality | None:
    """What a verb's own helpers say; None under a condition or a duty."""
    found: Modality = "planned" if _headline(tree, verb) else "actual"
    for kid in tree.kids(verb, "aux", "neg", "auxpass", "mark", "advmod", "acomp", "preconj"):
        if tree.word(kid) == "not" and tree.word(kid + 1) in _ONLY:
            continue
        own = _helper(tree, verb, tree.word(kid), tree.tokens[kid].dep)
        if own is None:
            return None
        found = worse(found, own)
    return found


def _headline(tree: Tree, verb: int) -> bool:
    """Whether an infinitive stands for the future, as in headlines ("Japan to open") and in lists of what to do."""
    token = tree.tokens[verb]
    if token.head != verb or token.tag != "VB":
        return False
    helpers = [tree.word(kid) for kid in tree.kids(verb, "aux")]
    return "to" in helpers or (not helpers and not any(True for _ in tree.kids(verb, "nsubj")))


def _helper(tree: Tree, verb: int, word: str, dep: str) -> Modality | None:
    if (dep == "mark" and word in _CONDITIONS) or (dep == "aux" and word in _OBLIGED):
        return None
    if dep == "aux" and word in _PLANNED:
        return "planned"
    if dep == "aux" and word in _PAST_FUTURE:
        return "planned" if _told(tree, verb) else "possible"
    if (dep == "aux" and word in _POSSIBLE) or word in _MAYBE:
        return "possible"
    if word in _NEVER and dep in ("neg", "advmod", "preconj"):
        return "denied"
    return "actual"


def _told(tree: Tree, verb: int) -> bool:
    """Whether "would" is the future of the past: in what was said, or beside a plan."""
    token = tree.tokens[verb]
    if token.dep in ("ccomp", "relcl") and tree.head(verb).tag in ("VBD", "VBN"):
        return True
    words = {t.text.lower() for t in tree.tokens[:verb]}
    return not words.isdisjoint({"plan", "plans", "agreement", "deal"})


def _noun(tree: Tree, noun: int) -> Modality | None:
    """What stands before a noun that names an act."""
    found: Modality = "actual"
    for kid in tree.kids(noun, "det", "amod", "compound", "advmod"):
        word = tree.word(kid)
        if word in _NONE:
            return None
        if word in _DOUBTED:
            found = worse(found, "possible")
        elif word in _TO_COME:
            found = worse(found, "planned")
    return found


def _step(tree: Tree, word: int, above: int) -> str | None:
    """What the word above makes of an act: a modality, "said", "end" where it says nothing of it, None for no act."""
    token = tree.tokens[word]
    lemma = tree.lemma(above)
    effect = _effect(tree, above)
    if token.dep == "appos" or _parted(tree, word, above) or (token.dep == "relcl" and not _infinitive(tree, word)):
        return "end"
    if token.dep in ("conj", "dep"):
        return "end" if _helped(tree, word) else "actual"
    if (token.dep in ("ccomp", "parataxis") and lemma in _SAYING) or (token.dep == "pcomp" and lemma == "accuse"):
        return "said"
    if token.dep == "pobj" and tree.word(token.head) in ("against", "despite"):
        return "possible"
    if token.pos in _NOMINAL:
        return _nominal(tree, word, effect)
    return _clausal(tree, word, above, effect)


def _parted(tree: Tree, word: int, above: int) -> bool:
    """Whether a semicolon stands between a word and the one above it, which then says nothing of it."""
    return any(tree.tokens[at].text == ";" for at in range(min(word, above), max(word, above)))


def _effect(tree: Tree, above: int) -> str | None:
    """What the table says of a governing word."""
    lemma = tree.lemma(above)
    as_noun = operators().get(f"{lemma}-noun") if tree.tokens[above].pos in _NOMINAL else None
    effect = as_noun or operators().get(lemma)
    if effect == "opposed":
        return "same" if lemma in _FACTIVE else "possible"
    return effect


def _nominal(tree: Tree, noun: int, effect: str | None) -> str:
    """What becomes of an act that a noun names."""
    dep = tree.tokens[noun].dep
    if effect in ("planned", "possible", "denied") and dep in ("dobj", "pobj", "nsubjpass", "compound", "oprd", "attr"):
        return effect
    return "actual"


def _clausal(tree: Tree, verb: int, above: int, effect: str | None) -> str | None:
    """What becomes of an act that a verb in a clause names."""
    dep = tree.tokens[verb].dep
    if dep == "advcl":
        return _adverbial(tree, verb, above, effect)
    if dep in ("acl", "relcl"):
        return _adnominal(tree, verb, above, effect)
    if effect in _MODAL:
        return effect
    infinitive = _infinitive(tree, verb)
    if infinitive and (effect == "announced" or tree.lemma(above) in _SIGNING):
        return "planned"
    if effect == "announced":
        return "said"
    if effect == "same":
        return "actual"
    if dep == "pcomp" and tree.tokens[above].pos in _NOMINAL and effect is None:
        return "planned" if tree.word(tree.tokens[verb].head) in _TOWARDS else None
    if infinitive:
        return _TO_BE.get(tree.lemma(above))
    return "actual" if dep in ("ccomp", "pcomp", "prep") else "end"


def _adverbial(tree: Tree, verb: int, above: int, effect: str | None) -> str | None:
    """What becomes of an act in an adverbial clause: an infinitive is a purpose, unless what governs it is a plan."""
    if not _infinitive(tree, verb):
        return "actual" if _goes_on(tree, verb, above) else "end"
    if _aims(tree, above) or _steps_to(tree, above) or tree.lemma(above) in _SIGNING:
        return "planned"
    return effect if effect in _MODAL else None


def _goes_on(tree: Tree, verb: int, above: int) -> bool:
    """Whether a participle behind a verb tells what is done by the same act ("will sign ..., expanding ...")."""
    if tree.tokens[verb].tag != "VBG" or verb < above or any(True for _ in tree.kids(verb, "mark", "aux")):
        return False
    return tree.lemma(verb) not in _SINCE


def _adnominal(tree: Tree, verb: int, above: int, effect: str | None) -> str | None:
    """What becomes of an act in a clause that hangs on a noun ("a plan to build", "land on which to build")."""
    if not _infinitive(tree, verb):
        if tree.lemma(above) in _CHARGES and any(tree.word(kid) == "that" for kid in tree.kids(verb, "mark")):
            return "possible"
        return "planned" if tree.tokens[verb].tag == "VBG" and _aimed(tree, above) else "end"
    if tree.lemma(above) == "opportunity" and tree.lemma(tree.tokens[above].head) == "take":
        return "actual"
    if effect in _MODAL:
        return effect
    return "planned" if tree.tokens[verb].dep == "relcl" else None


def _aimed(tree: Tree, noun: int) -> bool:
    """Whether a noun with a participle is what another noun leads to ("the pathway to Australia acquiring")."""
    token = tree.tokens[noun]
    above = tree.tokens[token.head]
    return token.dep == "pobj" and above.text.lower() in _TOWARDS and tree.tokens[above.head].pos == "NOUN"


def _aims(tree: Tree, verb: int) -> bool:
    """Whether a verb only says what an aim is ("the intent is for the force to become")."""
    return tree.lemma(verb) == "be" and any(tree.lemma(kid) in _AIMS for kid in tree.kids(verb, "nsubj"))


def _steps_to(tree: Tree, verb: int) -> bool:
    """Whether a verb says that steps towards something are taken ("take steps to", "begin work to")."""
    return tree.lemma(verb) in _TAKING and any(tree.lemma(kid) in _WORK for kid in tree.kids(verb, "dobj"))


def _infinitive(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].tag == "VB" and any(tree.word(kid) == "to" for kid in tree.kids(verb, "aux"))


def _helped(tree: Tree, verb: int) -> bool:
    return any(True for _ in tree.kids(verb, "aux", "nsubj", "nsubjpass"))


_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|(?:is|are|was|were) (?:understood|said|believed|reported|thought) to|"
    r"rumou?red|sources (?:said|say)|according to (?:sources|reports|officials|media))\b",
    re.IGNORECASE,
)


def hearsay(text: str, start: int, end: int) -> bool:
    """Whether a sentence passes on what nobody named has said."""
    return _HEARSAY.search(text, start, end) is not None


def teller(tree: Tree, word: int, sayer: int | None) -> int | None:
    """The verb by which somebody tells of an act: `sayer`, or one that stands beside it ("..., he said")."""
    if sayer is not None:
        return sayer
    current = word
    for _ in range(3 * _STEPS):
        for kid in tree.kids(current, "ccomp", "parataxis", "advcl"):
            if (
                tree.lemma(kid) in _TELLING
                and tree.tokens[kid].tag in ("VBD", "VBZ", "VBP")
                and any(True for _ in tree.kids(kid, "nsubj"))
                and kid > word
            ):
                return kid
        above = tree.tokens[current].head
        if above == current:
            break
        if tree.tokens[current].dep in ("ccomp", "parataxis") and tree.lemma(above) in _SAYING:
            return above
        current = above
    return None
