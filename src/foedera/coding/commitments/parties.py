"""Who undertakes something: states and organisations, whatever words stand for them.

A person in office, a ministry, an army or its headquarters undertakes for its state. Where the words name nobody ("a
centre will be established", "the agreement will make"), the parties of the document do, if it has some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property

import msgspec

from foedera.actors import Base, bundled
from foedera.coding.coder import Reading
from foedera.coding.commitments.clauses import Syntax
from foedera.language import Token
from foedera.model import ActorRef
from foedera.resolution import Mention

_OWNERS = ("poss", "amod", "compound", "nmod")
_STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_LISTED = re.compile(r"(?:,|,? and| &|,? as well as)? ?(?:the |our |its |their )?(?:NATO )?")
_NEAR = re.compile(r"\s*(?:\([^)]{1,30}\)\s*)?(?:,[^,]{1,60},\s*)?(?:also |both |each |jointly |further |will )*")
_OFFICIAL = re.compile(
    r"\b(?:joint|fact ?sheet|statement|declaration|communiqu|treaty|agreement|charter|pact|protocol|readout|memorandum|"
    r"principles|guidelines|remarks)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:Treaty|Agreement|Pact|Act|Article|Charter|Declaration|Statement|Initiative|Guidelines|Strategy|"
    r"Program(?:me)?|"
    r"Framework|Plan|Convention|Protocol|Memorandum|MOU|Exercise|Summit|Dialogue|Meeting|Principles|Party)\b"
)
_OFFICERS = frozenset("leader minister president advisor adviser government official delegation participant".split())
_EACH = ("each", "either", "neither", "no", "both")
_MANY = 40
_NOBODY = frozenset("it this that these those which there what".split())


class Parties:
    """Who undertakes what in one document."""

    def __init__(self, reading: Reading, agents: Collection[str]) -> None:
        """`agents` are nouns that act for whom they belong to ("our navies", "the Japanese government")."""
        self.reading, self.agents = reading, agents
        self.mentions = reading.mentions
        self._names = {ref.id: ref.name for mention in reading.mentions for ref in mention.refs if ref.kind == "state"}

    @cached_property
    def own(self) -> tuple[ActorRef, ...]:
        """The states that speak in the document as "we", "the two leaders", "the Parties": the set named most often."""
        title = self.reading.document.title or self.reading.document.text[:200]
        if _OFFICIAL.search(title) is None:
            return ()
        counts: Counter[tuple[str, ...]] = Counter()
        first: dict[tuple[str, ...], tuple[ActorRef, ...]] = {}
        for mention in self.mentions:
            if mention.how not in ("set", "pronoun"):
                continue
            refs = self.undertakers([mention])
            key = tuple(ref.id or ref.name for ref in refs)
            if 1 < len(key) <= _MANY:
                counts[key] += 1
                first.setdefault(key, refs)
        best = max(counts, key=lambda key: counts[key], default=None)
        return () if best is None or counts[best] < 2 else first[best]

    def undertakers(self, mentions: Iterable[Mention]) -> tuple[ActorRef, ...]:
        """The states and organisations that mentions stand for, each once."""
        found: dict[str, ActorRef] = {}
        for mention in mentions:
            for ref in mention.refs:
                party = self._party(ref)
                if party is not None:
                    found.setdefault(party.id or party.name, party)
        return tuple(found.values())

    def _party(self, ref: ActorRef) -> ActorRef | None:
        """The state or organisation for which an actor undertakes something."""
        if ref.kind == "state":
            return ref
        of_state = ref.kind in ("person", "command") or ref.sector in _STATE_SECTORS
        if of_state and ref.state is not None:
            return msgspec.structs.replace(
                ref, id=ref.state, name=self._name(ref.state), kind="state", state=ref.state, sector=None
            )
        return ref if ref.kind == "organisation" else None

    def _name(self, state: str) -> str:
        return self._names.get(state) or _base().name_of(state) or state.partition(":")[2]

    def of(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """The parties that a subject names, with those that stand before it in the same list."""
        alone = (
            not any(True for _ in tree.kids(subject, *_OWNERS, "prep", "appos")) and tree.tokens[subject].tag == "NNS"
        )
        if alone and self.mentions.at(tree.tokens[subject].start) is None and tree.lemma(subject) in _OFFICERS:
            return tuple(_said(ref, tree.tokens[subject]) for ref in self.own)
        each = tree.lemma(subject) == "party" and any(tree.word(kid) in _EACH for kid in tree.kids(subject, "det"))
        if each or (tree.word(subject) == "they" and self.mentions.at(tree.tokens[subject].start) is None):
            return tuple(_said(ref, tree.tokens[subject]) for ref in self.own)
        heads = list(tree.members(subject))
        found = [mention for head in heads for mention in self._at(tree, head)]
        if found:
            found = [*self._listed(found[0]), *found]
        return self.undertakers(found) or self._unknown(tree, subject)

    def _unknown(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """An organisation whose name the actor base does not have, as the language model finds it."""
        token = tree.tokens[subject]
        name = next((n for n in tree.sentence.names if n.label == "ORG" and n.start <= token.start < n.end), None)
        if name is None or token.tag not in ("NNP", "NNPS") or self.mentions.at(token.start) is not None:
            return ()
        text = self.reading.document.text[name.start : name.end]
        if text.lower().startswith("the "):
            text, start = text[4:], name.start + 4
        else:
            start = name.start
        if _THING.search(text):
            return ()
        ref = ActorRef(
            id=None, name=text, kind="organisation", state=None, sector=None, text=text, start=start, end=name.end
        )
        return (ref,)

    def before(self, tree: Syntax, verb: int) -> Mention | None:
        """The mention right before a verb with its helpers, which is its subject where the parser has found none."""
        near = [verb, *(kid for kid in tree.kids(verb, "aux", "auxpass", "neg", "advmod") if kid < verb)]
        first = tree.tokens[min(near)].start
        found = self.mentions.within(max(tree.tokens[tree.floor].start, first - 80), first)
        if not found or not found[-1].refs:
            return None
        between = self.reading.document.text[found[-1].end : first]
        return found[-1] if _NEAR.fullmatch(between) else None

    def listed(self, mention: Mention) -> tuple[ActorRef, ...]:
        """The parties that a list of names names of which `mention` is the last."""
        return self.undertakers([*self._listed(mention), mention])

    def first(self, mention: Mention) -> int:
        """Where the list of names begins of which `mention` is the last."""
        first = next(iter(self._listed(mention)), mention).start
        before = self.reading.document.text[max(0, first - 4) : first].lower()
        return first - 4 if before == "the " else first

    def agent(self, tree: Syntax, verb: int) -> tuple[ActorRef, ...]:
        """By whom something is done in the passive; else the owner of the operator's subject ("the U.S. is
        expected")."""
        nouns = [noun for noun in tree.objects(verb, "by") for noun in tree.members(noun)]
        named = self.undertakers(mention for noun in nouns for mention in self._at(tree, noun))
        if named or self.own:
            return named
        subject = next(tree.kids(verb, "nsubjpass"), None)
        mention = None if subject is None else self.mentions.at(tree.tokens[subject].start)
        if subject is None:
            return ()
        owners = [one for kid in tree.kids(subject, *_OWNERS) if (one := self.mentions.at(tree.tokens[kid].start))]
        return self.of(tree, subject) if mention is not None else self.undertakers(owners)

    def start(self, tree: Syntax, subject: int) -> int:
        """Where the words of a subject begin, as an offset; before the list of which the parser found the end only."""
        left = tree.tokens[tree.left(subject)].start
        own = [mention for mention in self._at(tree, subject) if mention.start >= left]
        listed = self._listed(own[0]) if own and own[0].start - left <= 4 else []
        if not listed:
            return left
        return self.first(own[0])

    def _listed(self, mention: Mention) -> list[Mention]:
        """The names of states that stand before a mention in one list, in the order of the text."""
        text = self.reading.document.text
        found: list[Mention] = []
        here = mention
        while True:
            before = next(iter(self.mentions.within(max(0, here.start - 60), here.start)[-1:]), None)
            between = "" if before is None else text[before.end : here.start]
            if before is None or not between.strip() or _LISTED.fullmatch(between) is None:
                return found
            if (
                any(ref.kind != "state" for ref in before.refs)
                or len(before.refs) != 1
                or here.how not in ("name", "acronym")
            ):
                return found
            found.insert(0, before)
            here = before

    def _at(self, tree: Syntax, head: int) -> Iterator[Mention]:
        """The mentions for which a noun stands: itself, or whose it is."""
        token = tree.tokens[head]
        mention = self.mentions.at(token.start)
        if mention is not None and mention.refs:
            yield mention
            return
        if tree.word(head) in _NOBODY or not self._acts(tree, head):
            return
        found = False
        for kid in tree.kids(head, *_OWNERS):
            inner = self.mentions.at(tree.tokens[kid].start)
            if inner is not None and inner.refs:
                found = True
                yield inner
        for kid in () if found else tree.kids(head, "appos"):
            inner = self.mentions.at(tree.tokens[kid].start)
            if inner is not None and inner.refs:
                found = True
                yield inner
        if found:
            return
        for noun in tree.objects(head, "of", "from", "between"):
            for member in tree.members(noun):
                inner = self.mentions.at(tree.tokens[member].start)
                if inner is not None and inner.refs:
                    yield inner

    def _acts(self, tree: Syntax, head: int) -> bool:
        """Whether a noun acts for whom it belongs to; a proper name does, unless it is one of a thing."""
        lemma = tree.lemma(head)
        return lemma in self.agents or tree.word(head) in self.agents

    def named(self, start: int, end: int, without: Sequence[ActorRef] = ()) -> tuple[ActorRef, ...]:
        """The states and organisations named between two offsets, as they are, less some."""
        known = {ref.id or ref.name for ref in without}
        refs = [ref for mention in self.mentions.within(start, end) for ref in mention.refs]
        once = {ref.id or ref.name: ref for ref in refs if (ref.id or ref.name) not in known}
        return tuple(once.values())


def _said(ref: ActorRef, token: Token) -> ActorRef:
    """An actor as a pronoun means it."""
    return msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end)


@cache
def _base() -> Base:
    return bundled()
