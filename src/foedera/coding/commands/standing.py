"""Relationships that stand, and authority that is given: reporting, subordination, control, coordination, liaison,
delegation, and where a headquarters lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import refs
from foedera.coding.acts.clauses import doers, governments, owners
from foedera.coding.acts.mood import Mood, mood
from foedera.coding.commands.finding import Report, Scene
from foedera.coding.commands.units import Unit, rank
from foedera.model import ActorRef

_REMAIN = frozenset("be remain stay operate serve fall come function continue work report act".split())
_EXERCISE = frozenset("exercise retain have hold assume keep take maintain".split())
_GIVE = frozenset("delegate devolve transfer hand grant give return cede relinquish pass".split())
_TAKE = frozenset("take assume have hold exercise".split())
_GAIN = frozenset("gain receive obtain acquire assume get".split())
_AUTHORITY = frozenset("authority control command opcon tacon power responsibility".split())
_SEAT = frozenset(["headquarter", "locate", "base"])
_LEAD = frozenset(["command", "lead"])
_LONGEST = 200
_NEAR = 120
_OVER = re.compile(r"\b(?:over|of)\b")
_COMMAND = frozenset(["command", "control", "leadership"])
_OFFICER = re.compile(
    r"\b(?:appoint|nam|plac|put|install|assign|station)(?:e|ed|es|ing|s|ting)? (?:an? |the )?(?:new )?"
    r"((?:[a-z]+-star |[A-Z]\w+ |senior )*(?:general|admiral|commander|officer)) "
    r"(?:to (?:oversee|command|lead|direct|head|run)|in charge of|at the head of|over) "
    r"(?:(?:its|the|all|their|[A-Z][\w.]*) )?",
    re.IGNORECASE,
)
_LED = re.compile(r"\b([A-Z][\w.]*)-(?:led|commanded)(?: [\w-]+){0,5}$")
_BETWEEN = re.compile(
    r"\brelationship between\b[^.;]*?\b(?:is|remains|will be|would be) (?:one of )?(coordination|liaison|support)\b"
)
_WARTIME = re.compile(
    r"\b(?:(?:transition|transfer|return|handover|hand-over) of (?:the )?(?:wartime )?(?:operational control|OPCON)|"
    r"(?:wartime )?(?:OPCON|operational control) (?:transition|transfer|handover))\b",
    re.IGNORECASE,
)


def standings(scene: Scene) -> Iterator[Report]:
    """The relationships and delegations of a sentence."""
    tree = scene.tree
    for index, token in enumerate(tree.tokens):
        if token.pos in ("VERB", "AUX"):
            lemma = tree.lemma(index)
            if lemma in ("report", "answer"):
                yield from _reporting(scene, index)
            elif lemma in _GIVE or lemma in _GAIN or lemma in _EXERCISE:
                yield from _empowered(scene, index)
                yield from _taken(scene, index)
            if lemma in _REMAIN and lemma != "report":
                yield from _placed_under(scene, index)
            if lemma in _SEAT:
                yield from _seated(scene, index)
    yield from _commanded(scene)
    yield from _led(scene)
    yield from _passed(scene)
    yield from _charged(scene)
    yield from _beside(scene)
    yield from _liaising(scene)
    yield from _handed_over(scene)


def _reporting(scene: Scene, verb: int) -> Iterator[Report]:
    """Who reports to whom: a unit, or the one who leads it."""
    tree = scene.tree
    found = mood(tree, verb)
    subject = _unit(
        scene, [*doers(tree, verb), *(k for k in [tree.tokens[verb].head] if tree.tokens[verb].dep == "acl")]
    )
    if subject is None or found.modality is None or subject.ref is None:
        return
    above = scene.under(tree.tokens[verb].start, subject.ref)
    if above is not None and above.start < tree.tokens[verb].end + 30:
        yield scene.report("hold", verb, found, subject.ref, post=subject.post, parent=above.ref, score=0.85)


def _unit(scene: Scene, nouns: list[int]) -> Unit | None:
    """The unit that one of these nouns means, or of which it is the post."""
    for noun in nouns:
        for unit in scene.units:
            if unit.kind in ("unit", "post", "troops") and noun in (unit.noun, unit.top):
                return unit
        for below in scene.tree.objects(noun, "of"):
            if scene.tree.lemma(noun) in ("commander", "headquarters", "head"):
                unit_below = _unit(scene, [below])
                if unit_below is not None:
                    return unit_below
    return None


def _placed_under(scene: Scene, verb: int) -> Iterator[Report]:
    """Units that are, remain or operate under somebody."""
    tree = scene.tree
    found = mood(tree, verb)
    subject = _unit(scene, doers(tree, verb))
    if subject is None or subject.ref is None or found.modality is None:
        return
    above = scene.under(tree.tokens[verb].start, subject.ref)
    if above is None or above.start > tree.tokens[verb].end + 40:
        return
    text = scene.text[above.start : above.end].lower()
    if text.startswith(("under", "subordinate", "part of", "report", "attached", "assigned", "forms")):
        yield scene.report(
            "hold", verb, found, subject.ref, parent=above.ref, relationship=above.relationship, score=0.8
        )


def _empowered(scene: Scene, verb: int) -> Iterator[Report]:
    """Who has, gives or gains control or authority, over whom."""
    tree = scene.tree
    thing = next((k for k in tree.kids(verb, "dobj", "nsubjpass") if tree.lemma(k) in _AUTHORITY), None)
    found = mood(tree, verb)
    if thing is None or found.modality is None:
        return
    start, end = tree.sentence.phrase(thing, ("relcl", "advcl"))
    words = scene.text[start : min(end, start + _LONGEST)]
    relationship = scene.lexicon.relationship(scene.text, start, end)
    actor = _unit(scene, doers(tree, verb)) or _before(scene, verb)
    lemma = tree.lemma(verb)
    if lemma in _GIVE:
        given: dict[str, object] = {"relationship": relationship, "authority": words}
        yield from _given(scene, verb, found, actor, given)
    elif lemma in _GAIN and actor is not None:
        yield scene.report(
            "delegate", verb, found, actor.ref, post=actor.post, relationship=relationship, authority=words, score=0.75
        )
    elif actor is not None and (relationship is not None or tree.lemma(thing) == "authority"):
        yield from _over(scene, verb, thing, actor.ref, words)


def _given(
    scene: Scene, verb: int, found: Mood, actor: Unit | None, given: dict[str, object]
) -> Iterator[Report]:  # fmt: skip
    """Who gives authority, to which unit."""
    tree = scene.tree
    gainer = _unit(scene, [*tree.objects(verb, "to"), *tree.kids(verb, "dative")])
    if gainer is not None or actor is not None:
        yield scene.report(
            "delegate", verb, found, gainer.ref if gainer else None, post=gainer.post if gainer else None,
            loser=actor.ref if actor else None, score=0.85, **given,
        )  # fmt: skip


def _taken(scene: Scene, verb: int) -> Iterator[Report]:
    """A state or body that takes or has command of a formation."""
    tree = scene.tree
    thing = next((k for k in tree.kids(verb, "dobj") if tree.lemma(k) == "command"), None)
    if thing is None or tree.lemma(verb) not in _TAKE:
        return
    unit = _unit(scene, [*tree.objects(verb, "of"), *tree.objects(thing, "of")])
    found = mood(tree, verb)
    if unit is None or unit.ref is None or found.modality is None:
        return
    where = phrases.place(scene.reading, tree, unit.noun, where=("in", "at"))
    for ref in _leaders(scene, verb, unit.ref):
        if ref is not None:
            yield scene.report("hold", verb, found, unit.ref, parent=ref, place=where, score=0.75)


def _passed(scene: Scene) -> Iterator[Report]:
    """Command of a formation that one state or body hands to another."""
    tree = scene.tree
    for verb in range(len(tree.tokens)):
        if tree.tokens[verb].pos != "VERB" or tree.lemma(verb) not in _GIVE:
            continue
        thing = next((k for k in tree.kids(verb, "dobj", "nsubjpass") if tree.lemma(k) in _COMMAND), None)
        unit = None if thing is None else _unit(scene, list(tree.objects(thing, "of")))
        found = mood(tree, verb)
        if unit is None or unit.ref is None or found.modality is None:
            continue
        to = refs(scene.reading, tree, [*tree.objects(verb, "to"), *tree.kids(verb, "dative")])
        by = refs(scene.reading, tree, doers(tree, verb))
        if to and to[0].kind != "person":
            yield scene.report("delegate", verb, found, unit.ref, parent=to[0], loser=next(iter(by), None), score=0.75)


def _charged(scene: Scene) -> Iterator[Report]:
    """An officer who is to be put over forces: "appoint a four-star admiral to oversee its forces in the north"."""
    sentence, tree = scene.tree.sentence, scene.tree
    match = _OFFICER.search(scene.text, sentence.start, sentence.end)
    if match is None:
        return
    word = next((i for i, t in enumerate(tree.tokens) if t.end > match.start()), 0)
    unit = next((u for u in scene.units if u.ref is not None and 0 <= u.ref.start - match.end() < _NEAR // 2), None)
    found = mood(tree, word)
    if unit is not None and found.modality is not None:
        yield scene.report(
            "create", word, found, unit.ref, post=match[1], rank=rank(scene.text, match.start(), match.end()),
            score=0.75,
        )  # fmt: skip


def _before(scene: Scene, verb: int) -> Unit | None:
    """The unit named in the sentence before, where "its commander" or "it" does something."""
    tree, ref = scene.tree, scene.before
    for noun in doers(tree, verb):
        own = tree.word(noun) == "it" or any(tree.word(kid) == "its" for kid in tree.kids(noun, "poss"))
        if ref is not None and own and tree.lemma(noun) in ("it", "commander", "headquarters", "chief"):
            return Unit(noun, noun, "unit", ref, None, ref.id is not None)
    return None


def _over(scene: Scene, verb: int, thing: int, holder: ActorRef | None, words: str) -> Iterator[Report]:
    """The units over which somebody has control: one report for each."""
    tree = scene.tree
    found = mood(tree, verb)
    start, end = tree.sentence.phrase(thing, ("relcl",))
    relationship = scene.lexicon.relationship(scene.text, start, end)
    last = tree.tokens[thing].end
    below = [
        u for u in scene.units
        if u.ref and u.kind != "post" and last <= u.ref.start <= max(end, last + _NEAR)
        and _OVER.search(scene.text, last, u.ref.start)
    ]  # fmt: skip
    for unit in below:
        yield scene.report(
            "hold", verb, found, unit.ref, parent=holder, relationship=relationship, authority=words, score=0.8
        )


def _seated(scene: Scene, verb: int) -> Iterator[Report]:
    """Where a named unit has its headquarters."""
    tree = scene.tree
    token = tree.tokens[verb]
    nouns = [token.head] if token.dep == "acl" else list(tree.kids(verb, "nsubjpass"))
    unit = _unit(scene, nouns)
    named = unit is not None and unit.ref is not None and (unit.known or unit.ref.name[:1].isupper())
    if unit is None or unit.ref is None or not named or token.tag != "VBN":
        return
    found = mood(tree, verb)
    where = phrases.place(scene.reading, tree, verb, where=("in", "at", "on"))
    if where is not None and found.modality is not None:
        yield scene.report("hold", verb, found, unit.ref, place=where, score=0.85)


def _commanded(scene: Scene) -> Iterator[Report]:
    """Formations that a state, an organisation or a unit commands or leads; a person who does holds a post."""
    tree = scene.tree
    for unit in scene.units:
        if unit.kind != "unit" or unit.ref is None:
            continue
        for government in governments(tree, unit.noun):
            verb = government.word
            found = mood(tree, verb)
            leads = government.slot == "obj" and tree.lemma(verb) in _LEAD and tree.tokens[verb].pos == "VERB"
            if not leads or found.modality is None:
                continue
            where = phrases.place(scene.reading, tree, verb, unit.noun, where=("in", "at"))
            for ref in _leaders(scene, verb, unit.ref):
                yield scene.report("hold", verb, found, unit.ref, parent=ref, place=where, score=0.75)


def _led(scene: Scene) -> Iterator[Report]:
    """Formations that are called somebody's by who leads them ("the NATO-led KFOR", "a German-led battlegroup")."""
    for unit in scene.units:
        if unit.kind != "unit" or unit.ref is None:
            continue
        before = _LED.search(scene.text, scene.tree.sentence.start, unit.ref.end)
        mention = None if before is None else scene.reading.mentions.at(before.start(1))
        if before is None or mention is None or len(mention.refs) != 1 or before.end() < unit.ref.start:
            continue
        found = mood(scene.tree, unit.noun)
        if found.modality is not None:
            yield scene.report("hold", unit.noun, found, unit.ref, parent=mention.refs[0], score=0.75)


def _leaders(scene: Scene, verb: int, unit: ActorRef) -> list[ActorRef | None]:
    """Who leads a unit; one unknown leader of a unit with a name where the text does not say."""
    tree = scene.tree
    offered = owners(tree, tree.tokens[verb].head) if tree.tokens[verb].dep == "acl" else []
    found = refs(scene.reading, tree, offered) or refs(scene.reading, tree, doers(tree, verb))
    if not found and unit.name[:1].isupper():
        return [None]
    return [ref for ref in found if ref.kind != "person" and ref != unit]


def _beside(scene: Scene) -> Iterator[Report]:
    """Two units whose relationship is said to be one of coordination."""
    sentence = scene.tree.sentence
    match = _BETWEEN.search(scene.text, sentence.start, sentence.end)
    if match is None:
        return
    both = _distinct([u for u in scene.units if u.ref and u.ref.end <= match.end()])
    if len(both) == 2:
        word = next(i for i, t in enumerate(scene.tree.tokens) if t.end > match.end() - 1)
        yield scene.report(
            "hold", word, mood(scene.tree, word), both[0], parent=both[1],
            relationship=scene.lexicon.relationship(scene.text, match.start(1), match.end(1)), score=0.85,
        )  # fmt: skip


def _liaising(scene: Scene) -> Iterator[Report]:
    """Liaison officers or teams that one unit sends to another, or both exchange."""
    tree = scene.tree
    for index in range(len(tree.tokens) - 1):
        if tree.word(index) != "liaison" or tree.lemma(tree.tokens[index].head) not in (
            "officer",
            "team",
            "element",
            "cell",
        ):
            continue
        team = tree.tokens[index].head
        verb = tree.tokens[team].head
        if tree.tokens[team].dep not in ("dobj", "nsubjpass") or tree.lemma(verb) not in (
            "send", "exchange", "assign", "embed", "post", "receive", "place", "station", "dispatch",
        ):  # fmt: skip
            continue
        found = mood(tree, verb)
        ends = _distinct([*_all(scene, doers(tree, verb)), *_after(scene, tree.tokens[team].end)])
        if found.modality is not None and len(ends) == 2:
            yield scene.report("hold", verb, found, ends[0], parent=ends[1], relationship="liaison", score=0.8)


def _handed_over(scene: Scene) -> Iterator[Report]:
    """The transfer of operational control from one ally to the other."""
    sentence, tree = scene.tree.sentence, scene.tree
    match = _WARTIME.search(scene.text, sentence.start, sentence.end)
    if match is None:
        return
    word = next((i for i, t in enumerate(tree.tokens) if match.start() <= t.start and tree.lemma(i) in (
        "transition", "transfer", "return", "handover", "hand")), None)  # fmt: skip
    if word is None:
        return
    found = mood(tree, word)
    to = refs(scene.reading, tree, tree.objects(word, "to"))
    if found.modality is not None:
        modality = "planned" if found.modality == "actual" else found.modality
        yield scene.report(
            "delegate", word, found, None, parent=to[0] if len(to) == 1 else None, relationship="opcon",
            loser=next(iter(refs(scene.reading, tree, tree.objects(word, "from"))), None), modality=modality,
            authority="wartime operational control" if "wartime operational control" in match[0] else match[0],
            score=0.75,
        )  # fmt: skip


def _all(scene: Scene, nouns: list[int]) -> list[Unit]:
    return [unit for unit in scene.units if unit.noun in nouns or unit.top in nouns]


def _after(scene: Scene, offset: int) -> list[Unit]:
    return [unit for unit in scene.units if unit.ref and unit.ref.start >= offset]


def _distinct(found: list[Unit]) -> list[ActorRef]:
    kept: dict[str, ActorRef] = {}
    for unit in found:
        if unit.ref is not None and unit.kind in ("unit", "post"):
            kept.setdefault(unit.ref.id or unit.ref.name, unit.ref)
    return list(kept.values())
