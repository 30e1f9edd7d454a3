"""Short plain clauses made from the frames of the lexicon, so that the encoder knows what the lexicon knows.

Each frame gives a clause or two ("ACTOR imposed an embargo on RECIPIENT on Tuesday"), half of them with the lexicon's
hint. They are framed already: actor and recipient are marks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from foedera.coding.events.framing import ACTOR, RECIPIENT, TRIGGER
from foedera.coding.events.lexicon import Entry, Lexicon

_IRREGULAR = {
    word.partition("/")[0]: word.partition("/")[2]
    for word in """
    begin/began break/broke bring/brought build/built buy/bought call/called cut/cut deal/dealt draw/drew
    drive/drove eat/ate feed/fed fight/fought find/found fly/flew forbid/forbade forgive/forgave freeze/froze
    get/got give/gave go/went hang/hanged have/had hear/heard hit/hit hold/held keep/kept lay/laid lead/led
    leave/left lend/lent let/let make/made meet/met pay/paid put/put quit/quit resume/resumed ride/rode run/ran
    say/said seek/sought sell/sold send/sent set/set shake/shook shoot/shot shut/shut sing/sang sink/sank sit/sat
    speak/spoke spend/spent spread/spread stand/stood steal/stole stick/stuck strike/struck swear/swore
    sweep/swept take/took teach/taught tear/tore tell/told think/thought throw/threw uphold/upheld win/won
    withdraw/withdrew withhold/withheld write/wrote overthrow/overthrew undertake/undertook come/came fall/fell
    beset/beset be/was become/became rise/rose overrun/overran oversee/oversaw rebut/rebutted rebuild/rebuilt
    beat/beat stab/stabbed ban/banned bar/barred admit/admitted refer/referred commit/committed permit/permitted
    expel/expelled repel/repelled swap/swapped ship/shipped drop/dropped stop/stopped rebuff/rebuffed slam/slammed
    ram/rammed gag/gagged plan/planned pull/pulled rob/robbed hug/hugged
    """.split()
}
_TAILS = (
    "", "", "", "on Tuesday", "last week", ", officials said", "in a statement", "after weeks of tension", "on Monday ,"
    " state media reported", "for the first time in years", "over the dispute", "late on Friday", "in March",
)  # fmt: skip
_HEADS = ("", "", "", "On Thursday", "In a statement ,", "Last month ,", "Meanwhile ,", "Hours later ,")
_DOERS = ("", "", "'s government", "'s foreign ministry", "officials", "'s president")
_FORMS = ("past", "past", "past", "has", "passive")
_INTERNAL = frozenset(["xcomp"])


def phrases(lexicon: Lexicon, seed: int = 0) -> Iterator[dict[str, object]]:
    """Framed clauses with their types, one or two for each frame of a verb."""
    chance = random.Random(seed)
    for lemma in sorted(lexicon.lemmas()):
        for entry in lexicon.entries("verb", lemma):
            for _ in range(2 if entry.needs else 1):
                hinted = chance.random() < 0.5
                words = _clause(entry, chance, hinted=hinted)
                hint = [entry.type] if hinted else []
                yield {
                    "words": [*words, "[SEP]", *(h.lower() for h in hint)], "type": entry.type, "family": "lexicon",
                    "text": " ".join(words), "hints": hint,
                }  # fmt: skip


def _clause(entry: Entry, chance: random.Random, *, hinted: bool) -> list[str]:
    """The words of one clause."""
    form = chance.choice(_FORMS)
    thing = chance.choice(sorted(word for word in entry.needs if word.isalpha() and word.islower()) or [""])
    place = (*entry.recipient, "obj")[0]
    verb = {"has": f"has {_past(entry.lemma)}", "passive": _past(entry.lemma)}.get(form, _past(entry.lemma))
    mark = [TRIGGER] if hinted else []
    head, tail = chance.choice(_HEADS).split(), chance.choice(_TAILS).split()
    who = [ACTOR, *chance.choice(_DOERS).split()]
    rest = list(entry.phrase)
    behind = [place, RECIPIENT] if place not in ("obj", "that") else []
    if form == "passive" and place == "obj" and not thing and not rest:
        return [*head, RECIPIENT, "was", *mark, verb, "by", *who, *tail, "."]
    if rest and place == rest[-1]:
        behind = [RECIPIENT]
    if place == "obj":
        behind = [RECIPIENT, *([f"'s {thing}"] if thing else [])] if not thing or chance.random() < 0.7 else [thing]
        if thing and RECIPIENT not in behind:
            behind = [thing, "of", RECIPIENT]
        return [*head, *who, *mark, *verb.split(), *rest, *behind, *tail, "."]
    return [*head, *who, *mark, *verb.split(), *rest, *([thing] if thing else []), *behind, *tail, "."]


def _past(lemma: str) -> str:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"
