"""Predictions about wording (that a statement will mention a thing) held against the documents that followed.

Nothing is resolved by itself: a proposal shows the sentence, and a person settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from foedera.model import QuestionError
from foedera.record import Listed, Note, Record
from foedera.record.time import Known
from foedera.register import Outlook, Prediction, outlook, resolve
from foedera.register.days import last_day
from foedera.wording.phrases import Use, uses
from foedera.wording.series import dated_documents, form_of

Proposed = Literal["came true", "did not"]

_PAPER = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declarations?|wording|language|text|strateg(?:y|ies)|guidelines|fact sheets?)\b",
    re.I,
)
_SPOKEN = ("background calls", "press conferences", "memoranda")
_QUOTED = re.compile(r"(?<!\w)[“\"‘'’]([^”\"’']{3,120})[”\"’'](?!\w)")
_VERBS = r"mention|refer to|contain|include|repeat|use|name|condemn|oppose|reaffirm"
_LOST = r"drop|omit|lose|leave out|not mention|no longer (?:mention|contain|include)"
_LOSES = re.compile(rf"\b(?:{_LOST})\w{{0,3}}\b", re.I)
_NAMED = re.compile(
    rf"\b(?:{_LOST}|{_VERBS})(?:s|es|d|ed|ing)?\b (?:a reference to |the phrase |the words? )?(?:the |an? )?"
    r"(?P<phrase>[^,.;:“”\"]{3,80}?)(?= in (?:the|its|their|a|any|this)\b| by \d{4}|[,.;:]|$)", re.I,
)  # fmt: skip


class Proposal(msgspec.Struct, frozen=True):
    """A prediction about wording and what the documents after it say: the `phrase` that was looked for, how many
    documents were looked through, its first `use`. `outcome` is None where it is too early to tell."""

    prediction: Prediction
    phrase: str
    wanted: bool
    documents: int
    use: Use | None
    outcome: Proposed | None


def proposals(
    record: Record, *, as_of: str | None = None, known: Known | None = None, found: Outlook | None = None,
    papers: Sequence[Listed] | None = None,
) -> tuple[Proposal, ...]:  # fmt: skip
    """The open predictions about wording, each with the outcome that the documents since suggest.

    `found` are the predictions of the day, and `papers` what `official_papers` gives, where somebody has them at hand.
    """
    predictions = (outlook(record, as_of=as_of, known=known) if found is None else found).predictions
    return tuple(_proposals(record, predictions, official_papers(record, known) if papers is None else papers, known))


def official_papers(record: Record, known: Known | None = None) -> tuple[Listed, ...]:
    """The documents with a date that have a form in which wording counts: no remarks or interviews."""
    return tuple(
        each for each in dated_documents(record, known)
        if (form := form_of(each.title or "")) is not None and form not in _SPOKEN
    )  # fmt: skip


def settle(
    record: Record, prediction: str, *, by: str, why: str | None = None, as_of: str | None = None
) -> Note:  # fmt: skip
    """Writes down, in a person's name, the outcome that is proposed for a prediction on the day `as_of`, with the
    sentence as evidence.

    Raises:
        QuestionError: it is no open prediction about wording, or it is too early to tell.
    """
    proposal = next((each for each in proposals(record, as_of=as_of) if each.prediction.id == prediction), None)
    if proposal is None:
        raise QuestionError(f"{prediction} is no open prediction about wording: `--predictions` lists those that are")
    if proposal.outcome is None:
        raise QuestionError(f"{prediction}: it is too early to tell; {proposal.documents} documents followed so far")
    evidence = _evidence(proposal)
    when = None if proposal.use is None else proposal.use.published
    return resolve(record, prediction, proposal.outcome, evidence=evidence, by=by, when=when, why=why)


def asked_of(text: str) -> tuple[str, bool] | None:
    """The phrase that a prediction says a document will have (True) or lose (False); None where it says no such
    thing."""
    if _PAPER.search(text) is None:
        return None
    named = _NAMED.search(text)
    lost = _LOSES.search(text) is not None
    quoted = _QUOTED.search(text)
    if quoted is not None:
        return quoted[1].strip(" ,."), not lost
    return None if named is None else (named["phrase"].strip(), not lost)


def _proposals(
    record: Record, predictions: tuple[Prediction, ...], papers: Sequence[Listed], known: Known | None
) -> Iterator[Proposal]:
    for each in predictions:
        asked = asked_of(each.text)
        if asked is not None and each.outcome is None and each.said is not None and each.happens is not None:
            phrase, has = asked
            after = [paper.id for paper in papers if _follows(paper, each)]
            found = uses(record, phrase, within=after, known=known, limit=1).uses if after else ()
            wanted = has == each.happens
            outcome = _outcome(each, wanted, bool(found), bool(after))
            yield Proposal(each, phrase, wanted, len(after), found[0] if found else None, outcome)


def _follows(paper: Listed, prediction: Prediction) -> bool:
    """Whether a document came after a prediction was made, and not after its horizon."""
    last = None if prediction.horizon is None else last_day(prediction.horizon.text)
    until = "9999" if last is None else last.isoformat()
    return prediction.said is not None and prediction.said.isoformat() < str(paper.published) <= until


def _outcome(prediction: Prediction, wanted: bool, found: bool, followed: bool) -> Proposed | None:
    """What the documents suggest: a use settles it; that there is none does when the horizon has passed."""
    if found:
        return "came true" if wanted else "did not"
    if followed and prediction.status == "past its horizon":
        return "did not" if wanted else "came true"
    return None


def _evidence(proposal: Proposal) -> str:
    if proposal.use is None:
        return f"{proposal.documents} documents until {proposal.prediction.horizon} have no “{proposal.phrase}”"
    return f"{proposal.use.document}: “{proposal.use.sentence.text}”"
