"""Finds commitments in a document: the drafts of each sentence, who undertakes them, and how much speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.commitments.clauses import Syntax, title_end
from foedera.coding.commitments.context import By, inferred, promiser
from foedera.coding.commitments.lexicon import Lexicon
from foedera.coding.commitments.nominal import evidenced, greeted, nominals, reduced, welcomed
from foedera.coding.commitments.outline import Lead, announces, is_open, led
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import Draft, apart, drafts
from foedera.coding.commitments.weighing import Seen, reasons_of
from foedera.language import Sentence
from foedera.model import ActorRef, Role

_HEADED = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z(][\w.’'()-]*|of|the|and|in|for|on|to|with|a|an)){1,9}(?<![.:;])")
_NEAR = 2
"""How many characters part a sentence from the next in a paragraph."""

_ASKED = re.compile(r"\?[\s”\"’')]*$")
_ROLES: tuple[Role, ...] = ("body", "list")


class Item(msgspec.Struct, frozen=True):
    """A commitment that was found: its words from `start` to `end`, its parties, and how specific it is."""

    sentence: Sentence
    tree: Syntax
    draft: Draft
    start: int
    end: int
    parties: tuple[ActorRef, ...]
    score: float
    reasons: tuple[str, ...]


class _Place(msgspec.Struct):
    """Where the reading stands: the sentence that leads in to a list, the last paragraph that began with a bullet, and
    the parties of the item before with the end of its sentence."""

    lead: Lead | None = None
    itemised: int = -1
    last: tuple[ActorRef, ...] = ()
    end: int = 0

    def passed(self, item: Item) -> None:
        """Go on from an item."""
        self.last, self.end = item.parties, item.sentence.end


class Finder:
    """The commitments of one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.parties = Parties(reading, lexicon.agents)

    def items(self, least: float) -> Iterator[Item]:
        """What weighs at least `least`, in the order of the text, without overlaps."""
        place = _Place()
        for tree, found in self._sentences(place):
            for item in _kept(tree, found, least):
                place.passed(item)
                yield item

    def drafted(self) -> Iterator[Item]:
        """Every draft that has parties, whatever it weighs; they may overlap."""
        place = _Place()
        for _, found in self._sentences(place):
            for item in found:
                if item.parties:
                    place.passed(item)
                    yield item

    def _sentences(self, place: _Place) -> Iterator[tuple[Syntax, Sequence[Item]]]:
        """The sentences that may hold commitments, with their drafts."""
        text, paragraphs = self.reading.document.text, self.reading.document.paragraphs
        for sentence in self.reading.sentences(_ROLES):
            words = text[sentence.start : sentence.end]
            if words.count(" | ") > 1 or _HEADED.fullmatch(words) or _ASKED.search(words):
                continue  # a row of a table, a heading that stands as a paragraph, a question
            tree = Syntax(sentence, words)
            role = paragraphs[sentence.paragraph].role
            inherits = place.lead if role == "list" or title_end(words) > 0 else None
            near = self.parties.official or sentence.start - place.end <= _NEAR
            found = list(self._found(tree, inherits, place.last if near else ()))
            self._move(place, tree, found, role, inherits)
            if not (place.lead is not None and is_open(words) and announces(words)):
                yield tree, found

    def _move(self, place: _Place, tree: Syntax, found: Sequence[Item], role: Role, inherits: Lead | None) -> None:
        """Begin or end a list at a sentence."""
        words = self.reading.document.text[tree.sentence.start : tree.sentence.end]
        if inherits is not None:
            place.itemised = tree.sentence.paragraph
        if is_open(words) or (role == "body" and announces(words)):
            place.lead = self._lead(tree, found) or place.lead
        elif role == "body" and place.itemised != tree.sentence.paragraph:
            place.lead = None

    def _found(self, tree: Syntax, lead: Lead | None, last: tuple[ActorRef, ...]) -> Iterator[Item]:
        """All drafts of a sentence with their parties and weights; `last` are the parties of the item before."""
        inherited = [] if lead is None else led(tree, self.lexicon, lead)
        for draft in inherited:
            yield self._weighed(tree, draft, tree.tokens[draft.first].start, lead.parties if lead else (), "lead")
        if inherited:
            return
        lexicon, who = self.lexicon, self.parties
        for draft in _drafted(tree, lexicon):
            start, parties = _subject(who, tree, draft)
            by: By = "named"
            if not parties and _needs_name(tree, draft):
                continue  # a promise of nobody who is named beside it
            if not parties:
                parties, by = inferred(who, tree, draft, last)
            yield self._weighed(tree, draft, start, parties, by)

    def _weighed(self, tree: Syntax, draft: Draft, start: int, parties: tuple[ActorRef, ...], by: By) -> Item:
        words = self.reading.document.text[start : tree.tokens[draft.last].end]
        opens = tree.sentence.paragraph <= self.parties.opening
        sole = _sole(self.reading, tree)
        seen = Seen(tree, self.lexicon, draft, words, by, sole, self.parties.official, opens)
        reasons = tuple(dict.fromkeys(reasons_of(seen)))
        return Item(
            tree.sentence, tree, draft, start, start + len(words), parties, self.lexicon.weigh(reasons), reasons
        )

    def _lead(self, tree: Syntax, found: Sequence[Item]) -> Lead | None:
        """What a sentence that ends with a colon hands on to the list below it."""
        who = self.parties
        for item in found:
            if item.parties:
                return Lead(item.parties, item.draft.status, tree.lemma(item.draft.act))
        for clause in tree.clauses():
            refs = () if clause.subject is None else who.of(tree, clause.subject) or who.own
            operator = self.lexicon.operator(tree.lemma(clause.verb), "to")
            if refs and clause.group.tense == "will":
                return Lead(refs, "committed", "do")
            if refs and operator is not None and operator.status is not None:
                return Lead(refs, operator.status, "do")
        return Lead(who.own, "decided", "do") if who.own else None


def _drafted(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The drafts of a sentence; what is welcomed takes the place of the clause that only welcomes it."""
    given, row = list(reduced(tree, lexicon)), list(welcomed(tree, lexicon))
    greeting = {greeted(tree, draft) for draft in given} | {draft.path[0] for draft in row}
    yield from (draft for draft in drafts(tree, lexicon) if draft.clause.verb not in greeting)
    own = {draft.clause.verb for draft in row}
    yield from (draft for draft in nominals(tree, lexicon) if draft.clause.verb not in own)
    yield from (*given, *row, *evidenced(tree, lexicon))


def _needs_name(tree: Syntax, draft: Draft) -> bool:
    """Whether who undertakes a draft must stand beside it: of a noun, and of what is told of in passing."""
    verb = draft.clause.verb
    return not tree.is_verb(verb) or (tree.tokens[verb].dep == "acl" and draft.clause.group.passive)


def _is_cut(tree: Syntax, draft: Draft) -> bool:
    """Whether a draft only leads in to what follows: "will expand their cooperation through"."""
    last = draft.last
    if tree.word(last) == "others" and tree.word(last - 1) == "among":
        last -= 3 if tree.word(last - 2) == "," else 2
    words = [tree.word(index) for index in range(last + 1, min(last + 3, len(tree.tokens)))]
    opens = not words or words[0] == ":" or words[-1] == "among"
    leads = tree.tokens[last].tag in ("TO", "IN") or tree.word(last) in ("through", "by")
    return opens and leads and last > draft.first


def _kept(tree: Syntax, found: Sequence[Item], least: float) -> Iterator[Item]:
    """The items of a sentence that weigh enough and have parties, without overlaps."""
    best = {(item.draft.clause.verb, item.draft.act): item for item in found if item.score >= least}
    for draft in apart(tree, (item.draft for item in best.values())):
        item = best[draft.clause.verb, draft.act]
        end = tree.tokens[draft.last].end
        if item.parties and end > item.start and not _is_cut(tree, draft):
            yield msgspec.structs.replace(item, draft=draft, end=end)


def _subject(who: Parties, tree: Syntax, draft: Draft) -> tuple[int, tuple[ActorRef, ...]]:
    """Where an item begins, and the parties that its subject names."""
    start = tree.tokens[draft.first].start
    subject = draft.clause.subject
    whose = promiser(who, tree, draft)
    if whose:
        return who.start(tree, subject) if draft.led and subject is not None else start, whose
    if subject is None:
        mention = who.before(tree, draft.clause.verb)
        if mention is None or draft.act == draft.first != draft.clause.verb:
            return start, () if mention is None else who.undertakers([mention])
        return who.first(mention), who.listed(mention)
    if draft.clause.group.passive:
        operates = len(draft.path) > 1
        refs = who.of(tree, subject) if operates else who.agent(tree, draft.clause.verb)
        return who.start(tree, subject) if draft.led else start, refs
    parties = who.of(tree, subject)
    return who.start(tree, subject) if draft.led else start, parties


def _sole(reading: Reading, tree: Syntax) -> frozenset[int]:
    """The tokens that do no more than name states and persons."""
    found: set[int] = set()
    for index, token in enumerate(tree.tokens):
        mention = reading.mentions.at(token.start)
        if mention is not None and any(ref.kind in ("state", "person") for ref in mention.refs):
            found.add(index)
    return frozenset(found)
