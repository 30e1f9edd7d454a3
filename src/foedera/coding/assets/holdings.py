"""Things that a sentence tells of without an act: what somebody has, where a headquarters is, what goes where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import Voices, refs, states
from foedera.coding.acts.clauses import doers, owners, whole
from foedera.coding.assets.parties import named_in, possessors
from foedera.coding.assets.report import Report, key
from foedera.coding.assets.things import Thing, count
from foedera.coding.coder import Reading
from foedera.language import Tree
from foedera.model import ActorRef, Modality

_FUTURE = frozenset(["future", "planned", "proposed"])
_UNDERTAKEN = frozenset("programme program project".split())
_STRENGTH = frozenset("force fleet navy inventory arsenal stockpile strength".split())
_SEATS = frozenset(["headquarters", "headquarter", "seat"])
_PERSONAL = frozenset(["his", "her", "my"])
_USING = frozenset("use utilize utilise leverage employ".split())
_THROUGH = frozenset("through under via within".split())
_SCORE = 0.65


def holdings(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """What a sentence tells of a thing with which it does nothing; the first that fits."""
    for told in (_itemised, _counted, _numbered, _held):
        found = list(told(reading, tree, voices, thing))
        if found:
            yield from found
            return


def _held(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """A base that is only said to be somebody's ("Australia's existing base in the west"), or a body or programme that
    is introduced by its name as what something is done by."""
    if thing.type != "base" and not _is_introduced(reading, tree, thing):
        return
    possessors = [kid for kid in tree.kids(thing.noun, "poss") if tree.word(kid) not in _PERSONAL]
    owning = states(reading, refs(reading, tree, possessors))
    where = phrases.place(reading, tree, thing.noun, after=thing.end)
    if not owning and where is not None:
        owning = states(reading, refs(reading, tree, owners(tree, thing.noun)))
    if thing.type == "base" and not _is_owned(tree, thing, owning):
        return
    future = any(tree.word(kid) in _FUTURE for kid in tree.kids(thing.noun, "amod"))
    yield _told(
        reading, tree, voices, thing, owners=owning, place=where, modality="planned" if future else "actual"
    )  # fmt: skip


def _itemised(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """An item of a list without a verb that says what goes where: "Two squadrons of F-35 aircraft to Norway"."""
    top = whole(tree, thing.noun)
    number = count(reading, tree, thing, top)
    hosts = states(reading, refs(reading, tree, tree.objects(top, "to")))
    alone = tree.tokens[top].head == top and not any(token.pos in ("VERB", "AUX") for token in tree.tokens)
    if alone and number is not None and len(hosts) == 1 and thing.type in ("platform", "weapon"):
        yield Report(
            tree.sentence, thing.name, key(reading, tree, thing), thing.type, "deploy", (), hosts, number,
            phrases.place(reading, tree, top, after=thing.end), None, None, "planned", voices.of(tree, top, None),
            _SCORE,
        )  # fmt: skip


def _counted(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """What somebody's force is said to be ("its battle force is 293 ships"), or where a headquarters is."""
    top = whole(tree, thing.noun)
    if tree.tokens[thing.noun].dep == "conj":
        return
    above = tree.tokens[top].head
    whose = [kid for kid in tree.kids(above, "nsubj") if tree.tokens[top].dep == "attr"]
    if tree.tokens[top].dep == "pobj" and tree.word(above) == "of":
        whose = [tree.tokens[above].head]
    wanted = _SEATS if thing.type == "base" else _STRENGTH
    whose = [noun for noun in whose if tree.lemma(noun) in wanted]
    number = count(reading, tree, thing, top)
    owning = states(reading, refs(reading, tree, [one for noun in whose for one in possessors(tree, noun)]))
    if owning and (thing.type == "base" or number is not None):
        yield _told(reading, tree, voices, thing, owners=owning, number=number)


def _numbered(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """Ships, aircraft and arms that are somebody's and are counted ("Russia's 41 icebreakers")."""
    top = whole(tree, thing.noun)
    number = count(reading, tree, thing, top)
    owning = states(reading, refs(reading, tree, [*tree.kids(thing.noun, "poss"), *_with(tree, top)]))
    if thing.type in ("platform", "weapon") and number is not None and _are_states(owning):
        yield _told(reading, tree, voices, thing, owners=owning, number=number)


def _with(tree: Tree, top: int) -> list[int]:
    """Who is said to do something "with" a number of things of his own ("stood firm with 300 tanks")."""
    token = tree.tokens[top]
    above = tree.head(token.head)
    if token.dep != "pobj" or tree.word(token.head) != "with" or above.pos not in ("VERB", "AUX"):
        return []
    return doers(tree, tree.tokens[token.head].head)


def _told(
    reading: Reading,
    tree: Tree,
    voices: Voices,
    thing: Thing,
    *,
    owners: tuple[ActorRef, ...],
    number: int | None = None,
    place: str | None = None,
    modality: Modality = "actual",
) -> Report:
    """The report that somebody has a thing."""
    return Report(
        tree.sentence, thing.name, key(reading, tree, thing), thing.type, "hold", owners, (), number,
        place, None, None, modality, voices.of(tree, whole(tree, thing.noun), None), _SCORE,
    )  # fmt: skip


def _is_owned(tree: Tree, thing: Thing, owning: Sequence[ActorRef]) -> bool:
    """Whether one thing belongs to states only."""
    return tree.tokens[thing.noun].tag not in ("NNS", "NNPS") and _are_states(owning)


def _are_states(owning: Sequence[ActorRef]) -> bool:
    return bool(owning) and all(ref.kind == "state" for ref in owning)


def _is_introduced(reading: Reading, tree: Tree, thing: Thing) -> bool:
    """Whether a body or programme that no actor base knows stands with its acronym: "the Robotics Project (RP)"."""
    if thing.end - thing.start < len(thing.name):
        return False  # only its acronym
    mention = reading.mentions.at(thing.end - 3)
    token = tree.tokens[thing.noun]
    joint = tree.lemma(thing.noun) in _UNDERTAKEN and token.tag in ("NN", "NNP")
    if thing.type == "programme" and joint and len(named_in(reading, thing)) > 1:
        return True
    used = token.dep == "dobj" and tree.lemma(token.head) in _USING
    if not (token.dep.startswith("nsubj") or used or tree.word(token.head) in _THROUGH):
        return False
    unknown = mention is None or not any(ref.id for ref in mention.refs)
    return thing.type in ("body", "programme") and thing.name.endswith(")") and thing.name[:1].isupper() and unknown
