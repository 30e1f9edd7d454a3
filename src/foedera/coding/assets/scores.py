"""How sure a report of an asset is, by what stands beside the thing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from foedera.coding.assets.lexicon import Frame
from foedera.coding.assets.things import Thing
from foedera.language import Tree
from foedera.model import ActorRef

MEETING = frozenset("meet meeting session round convene".split())
_MASS = frozenset(["ammunition", "munition", "munitions", "weaponry", "armament", "artillery"])
_MET = MEETING | {"hold", "host", "co-host", "co-chair"}
_JOINT = ("body", "programme")
_BESIDE = ("amod", "compound", "nmod", "poss")
_SURE = frozenset(
    "acquire acquisition aid arrive assemble assembly assistance base basing be become build building buy "
    "circle close closure co-develop co-development co-produce co-production commission comprise construct "
    "construction contain decommission decommissioning deliver delivery deploy deployment develop development "
    "dismantle dispatch donate donation drawdown enlarge enter establish expand expansion export extend "
    "feature field fielding fly go hand harden homeport import include install installation launch lease "
    "lengthen loan manufacture manufacturing mass-produce modernisation modernise modernization modernize open "
    "order outfit package placement pledge procure procurement produce production purchase reach redeploy "
    "redeployment refurbish refurbishment rehabilitate relocate relocation renovate repair retire retirement "
    "rotation sail sale satellite scrap sell send sending ship shipment station stationing supply tranche "
    "transfer transit unveil upgrade visit widen withdraw withdrawal".split()
)
_PLAIN = frozenset(["have", "maintain", "provide", "send", "place", "put", "give", "receive", "begin", "start"])
_WISHED = frozenset(
    "explore seek eye consider pursue scout mull weigh study want request cooperation collaboration".split()
)
_ORDINARY = frozenset(
    "new other own more such various several additional future first second its their advanced modern important key "
    "existing own different".split()
)


class Beside(msgspec.Struct, frozen=True):
    """Who does it, to or with whom, where, and how many; `service`: by armed forces of a state not named; `listed`: the
    same is done to another thing before it."""

    owners: Sequence[ActorRef]
    counterparties: Sequence[ActorRef]
    place: str | None
    number: int | None
    service: bool = False
    listed: bool = False

    @property
    def party(self) -> bool:
        """Whether anybody is told."""
        return bool(self.owners or self.counterparties)

    @property
    def given(self) -> bool:
        """Whether it is clear who gets it, or that it is done at all."""
        return bool(self.owners and self.counterparties) or self.listed or self.service

    @property
    def anywhere(self) -> bool:
        """Whether anybody or a place is told."""
        return self.party or bool(self.place)


def score(tree: Tree, thing: Thing, word: int, frame: Frame, beside: Beside) -> float | None:
    """The score of what `word` says of a thing; None where too little stands beside it."""
    token = tree.tokens[thing.noun]
    titled = thing.known is not None or token.text[:1].isupper() or token.end <= thing.start
    plain = tree.lemma(word) in _PLAIN
    heading = tree.tokens[word].tag == "VBG" and tree.tokens[word].head == word and not beside.anywhere
    if (
        heading
        or not _is_named(tree, thing, word, beside, titled=titled)
        or not _is_told(tree, thing, word, frame, beside, titled=titled)
    ):
        return None
    if not _is_act(tree, thing, word, frame, beside, titled=titled):
        return None
    return 0.9 - 0.1 * (not beside.owners) - 0.1 * (frame.pos == "noun") - 0.15 * plain - 0.05 * (not titled)


def _is_named(tree: Tree, thing: Thing, word: int, beside: Beside, *, titled: bool) -> bool:
    """Whether a thing is named, described or counted; or else something certain is done with it by somebody or
    somewhere."""
    if beside.listed or tree.lemma(thing.noun) in _MASS or _is_marked(tree, thing, beside, titled=titled):
        return True
    certain = _is_sure(tree, thing, word)
    if not beside.owners:
        return certain and beside.anywhere
    return certain or beside.service or bool(beside.counterparties or beside.place)


def _is_marked(tree: Tree, thing: Thing, beside: Beside, *, titled: bool) -> bool:
    """Whether a thing is named, counted or described."""
    return titled or bool(beside.number or _described(tree, thing))


def _is_sure(tree: Tree, thing: Thing, word: int) -> bool:
    """Whether a word says enough of a thing by itself; of bodies and programmes, which may be anybody's, none does."""
    return thing.type not in _JOINT and tree.lemma(word) in _SURE


def _is_told(tree: Tree, thing: Thing, word: int, frame: Frame, beside: Beside, *, titled: bool) -> bool:
    """Whether anything besides the act is told of a thing, or the act is certain; of a body that is founded, what for
    is enough."""
    if titled or beside.anywhere or beside.listed or _is_sure(tree, thing, word):
        return True
    described = _described(tree, thing)
    if thing.type in _JOINT and frame.action in ("create", "launch"):
        return bool(described or beside.number)
    return bool(described and (beside.number or beside.service))


def _is_act(tree: Tree, thing: Thing, word: int, frame: Frame, beside: Beside, *, titled: bool) -> bool:
    """Whether a word that says little by itself ("have", "provide", "strengthen") says enough of this thing."""
    lemma = tree.lemma(word)
    marked = beside.listed or _is_marked(tree, thing, beside, titled=titled)
    if frame.action == "upgrade" and thing.type in _JOINT:
        return bool(beside.owners) and _is_titled(thing, titled=titled)
    if lemma in _WISHED and not beside.party:
        return thing.known is not None
    if frame.action == "hold":
        return lemma in _MET or (marked and bool(beside.owners))
    if lemma not in _PLAIN or frame.action == "launch":
        return True
    return beside.given or (marked and beside.anywhere)


def _is_titled(thing: Thing, *, titled: bool) -> bool:
    """Whether a thing has a name, or more than one word in capitals."""
    return titled or sum(word[:1].isupper() for word in thing.name.split()) > 1


def _described(tree: Tree, thing: Thing) -> int:
    """How many words before a thing say what kind of thing it is."""
    kids = (kid for kid in tree.kids(thing.noun, *_BESIDE) if kid < thing.noun)
    joint = thing.type in _JOINT and tree.tokens[thing.noun].tag not in ("NNS", "NNPS")
    behind = joint and any(True for _ in tree.objects(thing.noun, "for", "on"))
    return sum(tree.word(kid) not in _ORDINARY for kid in kids) + behind
