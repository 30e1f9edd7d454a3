"""The coder of commitments: who undertook to do what, by when, with which status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.commitments.calibration import confidence
from foedera.coding.commitments.clauses import Syntax, title_end
from foedera.coding.commitments.context import By, inferred, promiser
from foedera.coding.commitments.lexicon import Lexicon, lexicon
from foedera.coding.commitments.nominal import nominals, reduced
from foedera.coding.commitments.numbers import figures
from foedera.coding.commitments.outline import Lead, announces, is_open, led
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import Draft, apart, drafts
from foedera.coding.commitments.terms import beneficiaries, conditions, counterparties, due
from foedera.coding.commitments.voices import attribution
from foedera.coding.commitments.weighing import Seen, reasons_of
from foedera.dates import dates
from foedera.language import Quotations, Sentence, either, quotations
from foedera.model import ActorRef, Claim, Commitment, Deadline, Document, Edtf, Modality, Role

VERSION = "0.2"
LEAST = 0.0
"""The least weight of what is coded."""

_CLOSE = 60
_ROLES: tuple[Role, ...] = ("body", "list")
_WILL = r"will|shall|would|won['’]t|['’]ll|to be|set to|due|ready to|has to|going to"
_WHO = re.compile(
    r"\b(?:we|our|they|their|he|she|his|her|its|it|both|each|leaders?|ministers?|presidents?|part(?:y|ies)|sides?|"
    r"countries|nations|states|governments?|ministry|military|navy|army|forces?|officials?|participants|allies|partners|"
    r"alliance|compan(?:y|ies)|firms?|council|commission|committee|cent(?:re|er)|forum|treaty|agreement)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-•*–—▪◦·]|\(?[a-z0-9]{1,3}[.)])\s|.*[:;]\s*$", re.DOTALL)


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


class Commitments:
    """Codes commitments, with the lexicon that comes with Foedera or with others."""

    name = "commitments"

    def __init__(self, words: Lexicon | None = None, least: float = LEAST) -> None:
        """`least` is the least weight of what is coded. Nothing is read before the first document."""
        self._words, self.least = words, least

    @property
    def version(self) -> str:
        """The version of the coder."""
        return VERSION

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon in use."""
        return self._words or lexicon()

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a word that may promise or report a deed, of somebody who may do so; and items of lists."""
        if _ITEM.match(sentence) is not None:
            return True
        return (actors > 0 or _WHO.search(sentence) is not None) and self._cue.search(sentence) is not None

    @cached_property
    def _cue(self) -> re.Pattern[str]:
        """The forms of all operators, of what is reported as done, and of being at work."""
        forms = either(self.lexicon.forms())
        doing = r"(?:is|are|be|been|['’]re) (?:\w+ )?\w+ing"
        return re.compile(rf"\b(?:{_WILL}|{doing}|{forms}(?:s|es|ed|d|ing|ting|ted)?)\b", re.IGNORECASE)

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One commitment for each item, in the order of the text; its first evidence is the words of the item alone,
        the second its sentence."""
        quoted = quotations(reading.document)
        parties = Parties(reading, self.lexicon.agents)
        for item in self.items(reading, parties):
            yield self._claim(reading, parties, item, quoted)

    def items(self, reading: Reading, parties: Parties | None = None) -> Iterator[Item]:
        """The commitments found, before they become claims."""
        who = parties or Parties(reading, self.lexicon.agents)
        text, paragraphs = reading.document.text, reading.document.paragraphs
        lead: Lead | None = None
        itemised = -1
        last: tuple[ActorRef, ...] = ()
        for sentence in reading.sentences(_ROLES):
            words = text[sentence.start : sentence.end]
            if words.count(" | ") > 1:
                continue  # a row of a table
            tree = Syntax(sentence, words)
            role = paragraphs[sentence.paragraph].role
            inherits = lead if role == "list" or title_end(words) > 0 else None
            found = list(self._found(reading, who, tree, inherits, last))
            leads = is_open(words) or (role == "body" and announces(words))
            if inherits is not None:
                itemised = sentence.paragraph
            if leads:
                lead = self._lead(tree, who, found) or lead
            elif role == "body" and itemised != sentence.paragraph:
                lead = None
            if not (lead is not None and is_open(words) and announces(words)):
                for item in self._kept(tree, found):
                    last = item.parties
                    yield item

    def _kept(self, tree: Syntax, found: Sequence[Item]) -> Iterator[Item]:
        """The items of a sentence that weigh enough and have parties, without overlaps."""
        best = {(item.draft.clause.verb, item.draft.act): item for item in found if item.score >= self.least}
        for draft in apart(tree, (item.draft for item in best.values())):
            item = best[draft.clause.verb, draft.act]
            end = tree.tokens[draft.last].end
            if item.parties and end > item.start:
                yield msgspec.structs.replace(item, draft=draft, end=end)

    def _found(
        self, reading: Reading, who: Parties, tree: Syntax, lead: Lead | None, last: tuple[ActorRef, ...]
    ) -> Iterator[Item]:
        """All drafts of a sentence with their parties and weights; `last` are the parties of the item before."""
        inherited = [] if lead is None else led(tree, self.lexicon, lead)
        for draft in inherited:
            assert lead is not None
            yield self._weighed(reading, who, tree, draft, tree.tokens[draft.first].start, (lead.parties, "lead"))
        if inherited:
            return
        lexicon = self.lexicon
        for draft in (*drafts(tree, lexicon), *nominals(tree, lexicon), *reduced(tree, lexicon)):
            start, parties = _subject(who, tree, draft)
            by: By = "named"
            if not parties and not tree.is_verb(draft.clause.verb):
                continue  # a promise of nobody who is named beside it
            if not parties:
                parties, by = inferred(who, tree, draft, last)
            yield self._weighed(reading, who, tree, draft, start, (parties, by))

    def _weighed(
        self, reading: Reading, who: Parties, tree: Syntax, draft: Draft, start: int, found: tuple[tuple[ActorRef, ...], By]
    ) -> Item:
        parties, by = found
        words = reading.document.text[start : tree.tokens[draft.last].end]
        seen = Seen(tree, self.lexicon, draft, words, by, _sole(reading, tree), who.official, tree.sentence.paragraph <= who.opening)
        reasons = tuple(dict.fromkeys(reasons_of(seen)))
        return Item(tree.sentence, tree, draft, start, start + len(words), parties, self.lexicon.weigh(reasons), reasons)

    def _lead(self, tree: Syntax, who: Parties, found: list[Item]) -> Lead | None:
        """What a sentence that ends with a colon hands on to the list below it."""
        for item in found:
            if item.parties:
                return Lead(item.parties, item.draft.status, tree.lemma(item.draft.act))
        for clause in tree.clauses():
            refs = () if clause.subject is None else who.of(tree, clause.subject)
            operator = self.lexicon.operator(tree.lemma(clause.verb), "to")
            if refs and clause.group.tense == "will":
                return Lead(refs, "committed", "do")
            if refs and operator is not None and operator.status is not None:
                return Lead(refs, operator.status, "do")
        return Lead(who.own, "decided", "do") if who.own else None

    def _claim(self, reading: Reading, parties: Parties, item: Item, quoted: Quotations) -> Claim:
        document, tree, draft = reading.document, item.tree, item.draft
        words = document.text[item.start : item.end]
        told = tree.tokens[draft.clause.verb].dep == "ccomp"
        before = document.text[item.sentence.start : item.start] if draft.led and not told else ""
        actor = item.parties[0] if len(item.parties) == 1 else None
        received = beneficiaries(tree, draft, parties, item.parties)
        action = tree.verb(_verb(tree, draft))
        body = Commitment(
            parties=item.parties, action=action, object=_object(tree, draft, document.text, item.end),
            status=draft.status, exploratory=draft.exploratory, beneficiaries=received,
            counterparties=counterparties(tree, draft, parties, item.parties, received),
            conditions=conditions(
                tree, draft, document.text[item.sentence.start : item.sentence.end], item.sentence.start, document.text
            ),
            due=_due(item, words, before, document),
            figures=figures(tree, words, item.start, action, actor),
        )  # fmt: skip
        evidence = [document.span(item.start, item.end)]
        if (item.sentence.start, item.sentence.end) != (item.start, item.end):
            evidence.append(document.span(item.sentence.start, item.sentence.end))
        return reading.claim(
            self, body, tuple(evidence), confidence(item.score), when=_when(item, before + words, document.published),
            modality=_modality(draft), attribution=attribution(reading, tree, draft.clause.verb, quoted),
        )  # fmt: skip


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


def _verb(tree: Syntax, draft: Draft) -> int:
    """The innermost verb on the way to the act; the act where there is none."""
    return next((index for index in reversed(draft.path) if tree.is_verb(index)), draft.act)


def _object(tree: Syntax, draft: Draft, text: str, end: int) -> str:
    """What the act is done to: the words behind it, or the whole item where none are behind."""
    verb = _verb(tree, draft)
    particles = set(tree.kids(verb, "prt"))
    after = next((i for i in range(verb + 1, draft.last + 1) if i not in particles), None)
    if after is None or not tree.is_verb(verb):
        return text[tree.tokens[draft.first].start : end]
    return text[tree.tokens[after].start : end].strip()


def _due(item: Item, words: str, before: str, document: Document) -> Deadline | None:
    """By when an item is due: in its words, before them, or close behind them in what was cut off."""
    behind = document.text[item.end : min(item.end + _CLOSE, item.sentence.end)]
    texts = (words, before, behind if behind.startswith((" in ", " by ", ", by ", ", in ", " this ", " next ")) else "")
    return next((one for text in texts if (one := due(text, item.draft.status, document.published))), None)


def _when(item: Item, words: str, published: Edtf | None) -> Edtf | None:
    """When it was decided or done, for what lies behind the document's date."""
    if item.draft.status not in ("completed", "decided") or published is None or published.latest is None:
        return None
    for date in dates(words, published):
        first = date.when.earliest
        if first is not None and first <= published.latest and not {"X", "Y"} & set(date.when.text):
            return date.when
    return None


def _modality(draft: Draft) -> Modality:
    """The undertaking itself happened; one that is denied did not."""
    return "denied" if draft.clause.group.negated and draft.clause.group.tense not in ("will", "would") else "actual"
