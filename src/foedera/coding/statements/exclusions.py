"""What is no statement of its own, though its form is that of one.

Whoever reports speech in general counts much that an analyst of alliances does not: what an author or speaker says of
himself, acts told with a verb that seldom reports, subjects that cannot speak, claims to territory, talks between two
sides, and what an official text announces that its parties will do. The guideline of the gold has the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedera.coding.statements.features import PERSONAL_ENDINGS, sources
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.transcripts import Turn, turn_at
from foedera.coding.statements.trees import VERBAL, Tree
from foedera.model import Document

_OWN = frozenset({"i", "we", "my", "our", "you", "it", "this", "that", "let"})
_GENERIC = frozenset(
    "anyone anybody everyone everybody someone somebody nobody none one you anything everything something "
    "nothing".split()
)
_POINTING = frozenset({"this", "that", "these", "those", "there", "such"})
_ORDERS = frozenset("appreciate compare consider imagine let note notice recall remember see speak thank".split())
_TALKS = frozenset({"discuss", "negotiate", "debate"})
_CLAIMED = frozenset("credit responsibility victory success".split())
_FACTS = frozenset({"allow", "mean", "show", "demonstrate", "prove", "reflect", "need", "happen", "remain"})
_SILENT = frozenset({"intention", "attitude"})
_PERSONAL = frozenset("covet respond want need wish hope fear consider believe deserve".split())
_VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_PARTS = frozenset("article section chapter annex part clause paragraph title appendix".split())
_SPEAKING = frozenset(["PERSON", "ORG", "GPE", "NORP"])
_BARE = frozenset({"nominal", "light", "adjective", "acl"})
_NOTICES = frozenset({"inform", "notify", "consult"})
_ABSTRACT = re.compile(r"(?:tion|sion|ity|ship|ness|ence|concept|polic(?:y|ies))s?$")
_THINGS = frozenset("factor sector corridor error indicator matter order number letter floor border behavior".split())
_ON_BEHALF = frozenset({"for", "from", "signed", "done"})
_REPUTED = frozenset(
    "expect predict forecast project believe think say report understand estimate suspect fear allege consider assume "
    "rumour rumor anticipate hope announce agree decide note state tell".split()
)
_CONDITIONS = frozenset("if unless until till whether once lest".split())
_TO_COME = frozenset({"will", "shall"})
_DEONTIC = frozenset({"may", "shall"})
_WEAK, _SURE = 0.3, 0.6
_OFFICIAL = re.compile(
    r"\b(?:joint|declaration|communiqu|treaty|agreement|charter|pact|protocol|statement (?:by|of|from)|readout|"
    r"fact sheet|leaders['’]? statement|memorandum|principles)\b",
    re.IGNORECASE,
)


def is_own(proposal: Proposal, document: Document, spoken: Sequence[Turn], *, nested: bool) -> bool:
    """Whether a proposal is no statement of its own. Without `nested`, as annotated corpora of news count them, only
    what stands in a turn of a transcript is none, since the turn is one attribution."""
    turn = turn_at(spoken, proposal.cue[0][0])
    if not nested:
        return turn is not None
    if turn is not None and _is_said_by(turn, proposal, document):
        return True
    return _is_authors(proposal, document) or _is_told(proposal, document)


def is_official(document: Document) -> bool:
    """Whether a document is an official text in which its issuers speak, by its title or first words."""
    return _OFFICIAL.search(document.title or document.text[:200]) is not None


def _words(proposal: Proposal, document: Document) -> set[str]:
    """What the spans of a source read, in lower case."""
    return {document.text[start:end].lower() for start, end in proposal.source}


def _is_said_by(turn: Turn, proposal: Proposal, document: Document) -> bool:
    """Whether something in a turn is what its speaker says of himself, or is too weak to be another's words."""
    first = _words(proposal, document)
    beside = any(start < turn.label[1] for start, _ in (*proposal.source, *proposal.cue))
    return beside or not first or not first.isdisjoint(_OWN) or proposal.candidate.strength < _SURE / 2


def _is_authors(proposal: Proposal, document: Document) -> bool:
    """Whether the author, or in quotation marks the one quoted, speaks of himself or bids his readers do something."""
    tree, head = proposal.tree, proposal.candidate.head
    if not proposal.source and not proposal.passages and tree.tokens[head].tag in ("VB", "VBP"):
        return tree.lemma(head) in _ORDERS
    own = ("i", "my", "we", "our") if tree.quoted[head] else ("i", "my")
    return not _words(proposal, document).isdisjoint(own)


def _is_told(proposal: Proposal, document: Document) -> bool:
    """Whether a sentence tells what happens or is done, and not what somebody says or thinks."""
    candidate = proposal.candidate
    if any(test(proposal) for test in (_is_nobody, _is_attribute, _is_heading, _is_signature)):
        return True
    if proposal.passages or candidate.form in ("colon", "dash"):
        return False
    if candidate.strength < _WEAK and (not proposal.share or proposal.tree.quoted[candidate.head]):
        return True
    if not proposal.source and candidate.form in _BARE:
        return True
    if any(test(proposal) for test in (_is_unsaid, _is_supposed, _is_greeting, _cannot_speak)):
        return True
    return _is_act(proposal, document)


def _is_nobody(proposal: Proposal) -> bool:
    """Whether the subject is nobody: a clause, "this", "what", "anyone"."""
    speaker, tree = proposal.candidate.speaker, proposal.tree
    if speaker is None or not proposal.source:
        return False
    lower, tag = tree.tokens[speaker].text.lower(), tree.tokens[speaker].tag
    pointing = (tag == "DT" and lower in _POINTING) or (tag == "WP" and lower == "what")
    some = any(tree.lemma(kid) == "of" for kid in tree.children(speaker, ("prep",)))  # "one of the officials"
    anyone = lower in _GENERIC and not some and not proposal.passages
    return pointing or anyone or tag == "EX" or tag in _VERBS


def _is_attribute(proposal: Proposal) -> bool:
    """Whether a verb only stands beside a noun: "the self-ruled island"."""
    token = proposal.tree.tokens[proposal.candidate.head]
    return token.dep == "amod" and token.tag == "VBN"


def _is_heading(proposal: Proposal) -> bool:
    """Whether a colon stands between the number or topic of a passage and its text."""
    speaker = proposal.candidate.speaker
    if proposal.candidate.form != "colon" or speaker is None or proposal.passages:
        return False
    words = {proposal.tree.lemma(i) for i in (speaker, *proposal.tree.subtree(speaker))}
    return not words.isdisjoint(_PARTS) or _is_topic(proposal.tree, speaker)


def _is_signature(proposal: Proposal) -> bool:
    """Whether a name follows a colon, and nothing that anybody says: "For the Government of Norvane: Ada Lindqvane"."""
    tree, candidate = proposal.tree, proposal.candidate
    if candidate.form != "colon" or proposal.passages or tree.lemma(0) not in _ON_BEHALF:
        return False
    return not any(tree.tokens[i].pos in VERBAL for i in candidate.content)


def _is_unsaid(proposal: Proposal) -> bool:
    """Whether a passive without anybody who does it tells what a thing is or what happens to it: "is treated as an
    attack", "was selected as partner", "is intended to help". What "is expected" is somebody's expectation."""
    candidate, tree = proposal.candidate, proposal.tree
    if candidate.form == "advcl" and tree.tokens[candidate.head].tag == "VBN":
        return not tree.children(candidate.head, ("aux", "nsubj"))  # "touted as a leader, she"
    if candidate.form != "passive" or proposal.source or proposal.share:
        return False
    return candidate.frame not in ("clause", "infinitive") or tree.lemma(candidate.head) not in _REPUTED


def _is_supposed(proposal: Proposal) -> bool:
    """Whether a cue stands in a condition: "until the parties agree to end it", "if he wants talks"."""
    tree, at = proposal.tree, proposal.candidate.head
    while tree.tokens[at].dep in ("conj", "xcomp") and tree.tokens[at].head != at:
        at = tree.tokens[at].head
    if tree.tokens[at].dep != "advcl":
        return False
    mark = tree.child(at, "mark", "advmod")
    if mark is not None and tree.lemma(mark) == "when":
        return any(tree.lemma(i) in _TO_COME for i in tree.children(tree.tokens[at].head, ("aux",)))
    return mark is not None and tree.lemma(mark) in _CONDITIONS


def _is_greeting(proposal: Proposal) -> bool:
    """Whether somebody welcomes a guest: "welcomed Prime Minister Orvelle to the palace"."""
    tree, head = proposal.tree, proposal.candidate.head
    guest = tree.child(head, "dobj")
    if tree.lemma(head) != "welcome" or guest is None:
        return False
    at = tree.tokens[guest].start
    named = any(name.label == "PERSON" and name.start <= at < name.end for name in tree.sentence.names)
    return named and any(tree.lemma(i) in ("to", "at", "in") for i in tree.children(head, ("prep",)))


def _is_topic(tree: Tree, last: int) -> bool:
    """Whether what stands before a colon ends with what is done, and not with who says so: "Deeper Cooperation:"."""
    lemma = tree.lemma(last).lower()
    named = any(
        name.label == "PERSON" and name.start <= tree.tokens[last].start < name.end for name in tree.sentence.names
    )
    return _ABSTRACT.search(lemma) is not None and not named and sources().get(lemma.removesuffix("s")) is None


def _cannot_speak(proposal: Proposal) -> bool:
    """Whether the subject is a thing or a fact; or a document that would have to want something."""
    speaker, tree = proposal.candidate.speaker, proposal.tree
    if speaker is None or not proposal.source:
        return False
    tag, lemma = tree.tokens[speaker].tag, tree.lemma(speaker)
    if lemma in _THINGS or (tag == "CD" and any(tree.tokens[i].tag == "$" for i in tree.subtree(speaker))):
        return True
    kind = sources().get(lemma) or sources().get(lemma.removesuffix("s"))
    if kind == "document":
        return proposal.candidate.entry.kind in _SILENT or tree.lemma(proposal.candidate.head) in _PERSONAL
    return tag in ("NN", "NNS") and kind is None and not _may_speak(tree, speaker)


def _may_speak(tree: Tree, noun: int) -> bool:
    """Whether a common noun may be a person's or a body's: by its ending, or as part of a name."""
    token = tree.tokens[noun]
    if token.text.lower().removesuffix("s").endswith(PERSONAL_ENDINGS):
        return True
    names = (name for name in tree.sentence.names if name.label in _SPEAKING)
    return any(name.start <= token.start < name.end for name in names)


def _is_act(proposal: Proposal, document: Document) -> bool:
    """Whether a cue tells an act or a fact in this frame: talks, claims to territory, "this shows", "we will seek"."""
    candidate, tree = proposal.candidate, proposal.tree
    lemma, frame = candidate.entry.lemma, candidate.frame
    if frame == "object" and lemma in _TALKS:
        return True
    if frame == "object" and lemma == "claim":
        return not any(tree.lemma(index) in _CLAIMED for index in candidate.content)
    if lemma in _FACTS and candidate.strength <= _SURE:
        return True
    if lemma in _NOTICES and any(tree.lemma(i) == "other" for i in tree.children(candidate.head, ("dobj",))):
        return True  # "the parties inform each other of friction"
    return is_official(document) and _will_be_done(proposal)


def _will_be_done(proposal: Proposal) -> bool:
    """Whether a verb of wanting says what the parties of an official text will do: "we will seek opportunities"."""
    tree, head = proposal.tree, proposal.candidate.head
    if tree.tokens[head].pos not in VERBAL:
        return False
    modals = [tree.lemma(i) for i in tree.children(head, ("aux",)) if tree.tokens[i].tag == "MD"]
    if proposal.candidate.entry.kind == "speech":
        return not _DEONTIC.isdisjoint(modals)  # "a party may request assistance" gives a right
    return bool(modals)
