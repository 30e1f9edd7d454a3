"""The parties for whom a joint statement or a treaty itself speaks."""

from __future__ import annotations

import re

from foedera.coding.coder import Reading
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.named import at
from foedera.model import ActorRef, Document

FIRST = frozenset("we i us me our my".split())
"""The pronouns of whoever speaks."""

_PARTIES = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,2}"
    r"(?:parties|leaders|sides|ministers|governments|states|countries|secretaries|heads of (?:state|government)|"
    r"allies|members|presidents|participants)",
    re.IGNORECASE,
)
_EACH = re.compile(r"each (?:of the )?(?:party|parties|side|sides|government|governments)", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:joint|declaration|communiqu|treaty|agreement|charter|pact|protocol|statement of the leaders|"
    r"leaders['’]? statement|memorandum|principles)\b",
    re.IGNORECASE,
)


def parties(reading: Reading, proposal: Proposal, token: int, words: str) -> tuple[ActorRef, ...] | None:
    """The parties for whom the document itself speaks: "we", "the Parties", in an official text of several; None where
    it does not."""
    lower = proposal.tree.tokens[token].text.lower()
    if proposal.tree.quoted[proposal.candidate.head]:
        return None
    if lower not in ("we", "our", "us") and not (_PARTIES.fullmatch(words) or _EACH.fullmatch(words)):
        return None
    if not is_joint(reading.document):
        return None
    found = at(reading, proposal.tree, token) or ourselves(reading)
    return found if found or lower in FIRST else None


def preamble(reading: Reading, proposal: Proposal | None) -> tuple[ActorRef, ...]:
    """The parties of a joint text for whom its preamble speaks without a subject: "Having resolved to conclude"."""
    if proposal is None or not is_joint(reading.document):
        return ()
    tree, head = proposal.tree, proposal.candidate.head
    leads = tree.tokens[0].tag == "VBG" and (head == 0 or 0 in tree.children(head, ("aux",)))
    return ourselves(reading) if leads else ()


def is_joint(document: Document) -> bool:
    """Whether a document is an official text of several parties, by its title or first words."""
    return _OFFICIAL.search(document.title or document.text[:200]) is not None


def ourselves(reading: Reading) -> tuple[ActorRef, ...]:
    """Whom the first "we", "our" or "the leaders" of a document means that is known."""
    known = [m for m in reading.mentions if m.refs]
    ours = [m.refs for m in known if m.text.lower() in FIRST or _PARTIES.fullmatch(m.text) is not None]
    return ours[0] if ours else ()
