"""The coder of commitments: who undertook to do what, by when, with which status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from foedera.coding.coder import Reading
from foedera.coding.commitments.clauses import Syntax
from foedera.coding.commitments.finding import Finder, Item
from foedera.coding.commitments.lexicon import Lexicon, lexicon
from foedera.coding.commitments.numbers import figures
from foedera.coding.commitments.operating import denied
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import Draft
from foedera.coding.commitments.terms import beneficiaries, conditions, counterparties, due, undated
from foedera.coding.commitments.voices import attribution
from foedera.coding.commitments.wording import INFERRED, Words
from foedera.dates import dates
from foedera.language import Quotations, either, quotations
from foedera.model import Claim, Commitment, Deadline, Document, Edtf, Modality

VERSION = "0.6"
LEAST = 0.0
"""The least weight of what is coded."""

_MADE_LATER = frozenset(
    "agree commit recommit reaffirm affirm underscore endorse approve decide announce adopt declare pledge "
    "welcome".split()
)
_WEIGHED = frozenset("consider weigh mull contemplate ponder".split())
_UNSURE = frozenset("likely hopeful".split())
_PARTIES = 0.7
"""How often parties are right that nothing beside the verb names, in annotated documents (37 of 55)."""

_CLOSE = 60
_WILL = r"will|shall|would|won['’]t|['’]ll|to be|set to|due|ready to|has to|going to"
_WHO = re.compile(
    r"\b(?:we|our|they|their|he|she|his|her|its|it|both|each|leaders?|ministers?|presidents?|part(?:y|ies)|sides?|"
    r"countries|nations|states|governments?|ministry|military|navy|army|forces?|officials?|participants|allies|partners|"
    r"alliance|compan(?:y|ies)|firms?|council|commission|committee|cent(?:re|er)|forum|treaty|agreement)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-•*–—▪◦·]|\(?[a-z0-9]{1,3}[.)])\s|.*[:;]\s*$", re.DOTALL)


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
        finder = Finder(reading, self.lexicon)
        for item in finder.items(self.least):
            yield self._claim(reading, finder.parties, item, quoted)

    def _claim(self, reading: Reading, parties: Parties, item: Item, quoted: Quotations) -> Claim:
        document, tree, draft = reading.document, item.tree, item.draft
        words = document.text[item.start : item.end]
        told = tree.tokens[draft.clause.verb].dep == "ccomp"
        before = document.text[item.sentence.start : item.start] if draft.led and not told else ""
        before = before[before.rfind(";") + 1 :]  # what another clause tells has dates of its own
        actor = item.parties[0] if len(item.parties) == 1 else None
        received = beneficiaries(tree, draft, parties, item.parties)
        said = Words(parties, tree, draft, item.parties, item.reasons)
        action = said.action()
        body = Commitment(
            parties=item.parties, action=action, object=said.object(item.end),
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
            self, body, tuple(evidence), self._confidence(item),
            when=_when(item, before + words, document.published),
            modality=_modality(tree, draft), attribution=attribution(reading, tree, draft.clause.verb, quoted),
        )  # fmt: skip

    def _confidence(self, item: Item) -> float:
        """How often such an item is right, with its parties."""
        share = self.lexicon.confidence(item.score)
        return share if INFERRED.isdisjoint(item.reasons) else round(share * _PARTIES, 2)


def _due(item: Item, words: str, before: str, document: Document) -> Deadline | None:
    """By when an item is due: in its words, before them, or close behind them in what was cut off."""
    behind = document.text[item.end : min(item.end + _CLOSE, item.sentence.end)]
    ahead = behind if behind.startswith((" in ", " by ", ", by ", ", in ", " this ", " next ")) else ""
    told, status = _is_told(item.tree, item.draft), item.draft.status
    texts = (_content(item, words), before, ahead)
    return next((one for text in texts if (one := due(text, status, document.published, told=told))), None)


def _is_told(tree: Syntax, draft: Draft) -> bool:
    """Whether an act is told of as past, so that a date says when it was: "the pact was signed in"."""
    inner = draft.path[1:2]
    past = draft.clause.group.tense == "past" and draft.status != "intended"
    return past and not any(tree.is_verb(one) for one in inner)


def _content(item: Item, words: str) -> str:
    """The words that date what is undertaken; when somebody confirmed it on Monday, what he confirmed."""
    tree, draft = item.tree, item.draft
    inner = next((one for one in draft.path[1:2] if tree.tokens[one].dep == "ccomp"), None)
    if inner is None or draft.clause.group.tense != "past":
        return words
    that = next((one for one in range(draft.path[0], inner) if tree.word(one) == "that"), tree.left(inner))
    return words[max(0, tree.tokens[that].start - item.start) :]


def _when(item: Item, words: str, published: Edtf | None) -> Edtf | None:
    """When it was decided or done: a date before the document's, or of what is told as past in one without a date."""
    past = item.draft.clause.group.tense == "past"
    if item.draft.status in ("withdrawn", "suspended") and past:
        words = _beside(item)
    elif item.draft.status not in ("completed", "decided"):
        return None
    latest = None if published is None else published.latest
    if latest is None and not past:
        return None
    for date in dates(undated(words), published):
        first = date.when.earliest
        if first is not None and (latest is None or first <= latest) and not {"X", "Y"} & set(date.when.text):
            return date.when
    return None


def _beside(item: Item) -> str:
    """The words that say when the verb of an item was done: "abrogated it on 15 March"."""
    tree = item.tree
    under = [tree.under(kid) for kid in tree.kids(item.draft.act, "prep") if tree.word(kid) in ("on", "in")]
    return "; ".join(" ".join(tree.tokens[one].text for one in below) for below in under)


def _modality(tree: Syntax, draft: Draft) -> Modality:
    """The undertaking itself happened; one that is denied did not ("has no plans to"), one that will be made is planned
    ("will agree to"), and what is only offered, weighed or expected is possible."""
    group, verb = draft.clause.group, draft.clause.verb
    negated = group.negated and group.tense not in ("will", "would")
    if negated or any(denied(tree, index) for index in draft.path):
        return "denied"
    if group.tense == "will" and tree.lemma(verb) in _MADE_LATER:
        return "planned"
    return "possible" if _is_open(tree, draft) else "actual"


def _is_open(tree: Syntax, draft: Draft) -> bool:
    """Whether others must accept it, nobody has decided it, or somebody only expects it."""
    verb, group = draft.clause.verb, draft.clause.group
    lemma = tree.lemma(verb)
    if lemma == "expect":
        return group.passive
    weighed = lemma in _WEIGHED and group.tense in ("ongoing", "was", "present")
    likely = any(tree.lemma(kid) in _UNSURE for kid in tree.kids(verb, "acomp"))
    return lemma == "offer" or weighed or likely
