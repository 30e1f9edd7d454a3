"""The coder of assets: one claim for each thing and what is done with it in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from foedera.coding.acts.actors import Voices
from foedera.coding.acts.calibration import confidence
from foedera.coding.acts.lists import Lists
from foedera.coding.acts.mood import to_come
from foedera.coding.assets.finding import reports
from foedera.coding.assets.items import Leads, is_lead, items
from foedera.coding.assets.lexicon import DATA, Lexicon, lexicon
from foedera.coding.assets.report import Report
from foedera.coding.assets.things import acronyms, things
from foedera.coding.coder import Reading
from foedera.language import quotations
from foedera.model import Asset, Claim
from foedera.resolution.mentions import key_of

_Key = tuple[str, str, bool]
_ORDER = ("denied", "possible", "planned", "actual")


class Assets:
    """Codes assets, with the lexicon that comes with Foedera or with others."""

    name = "assets"
    version = "1.5"

    def __init__(self, words: Lexicon | None = None) -> None:
        """Nothing is read before the first document."""
        self._words = words

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._words or lexicon()

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a word for an asset, and lines that may stand above a list of them."""
        return self._lexicon.wants(sentence) or is_lead(sentence)

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each asset and action, with all sentences that tell of it; in the order of the text."""
        voices = Voices(reading, quotations(reading.document))
        groups: dict[_Key, list[list[Report]]] = {}
        loose: list[Report] = []
        for report in self._reports(reading, voices):
            if report.loose:
                loose.append(report)
            elif report.modality != "denied":
                _join(groups.setdefault(_key(report), []), report)
        for report in loose:
            _add(groups, report)
        for same in (each for alike in groups.values() for each in alike):
            yield self._claim(reading, same)

    def _reports(self, reading: Reading, voices: Voices) -> Iterator[Report]:
        """What each sentence says of each asset, in the order of the text."""
        text, words = reading.document.text, self._lexicon
        lists, leads, short = Lists(reading), Leads(reading, words), acronyms(text, words)
        for sentence in reading.sentences():
            line, lead = text[sentence.start : sentence.end], leads.over(sentence)
            told: list[Report] = []
            if lead is not None and words.wants(line):
                tree = reading.tree(sentence)
                told += items(reading, voices, lead, tree, things(reading, tree, words, short))
            if not told and (words.wants(line) or any(acronym in line for acronym in short)):
                told += reports(reading, sentence, words, voices, short)
            for report in told:
                yield msgspec.structs.replace(report, modality=lists.modality(sentence, report.modality))

    def _claim(self, reading: Reading, same: Sequence[Report]) -> Claim:
        """The claim of the reports of one asset and action: the surest leads, the others add what it lacks."""
        ranked = sorted(same, key=lambda one: (-one.score, -_ORDER.index(one.modality)))
        best = ranked[0]
        told = (sentence for one in ranked for sentence in (one.sentence, one.above) if sentence is not None)
        sentences = dict.fromkeys((sentence.start, sentence.end) for sentence in told)
        owning = next((one.owners for one in ranked if one.owners), ())
        others = next((one.counterparties for one in ranked if one.counterparties), ())
        known = {key_of(ref) for ref in owning}
        body = Asset(
            name=max((one.name for one in ranked), key=len) if len(best.name) < 8 else best.name, type=best.type,
            action=best.action, owners=owning, counterparties=tuple(ref for ref in others if key_of(ref) not in known),
            quantity=next((one.quantity for one in ranked if one.quantity is not None), None),
            place=next((one.place for one in ranked if one.place), None),
            purpose=next((one.purpose for one in ranked if one.purpose), None),
        )  # fmt: skip
        when = next((one.when for one in ranked if one.when), None)
        return reading.claim(
            self, body, tuple(reading.document.span(*span) for span in sentences), confidence(DATA, best.score),
            when=when,
            modality=to_come(best.modality, when, reading.document.published),
            attribution=best.attribution,
        )  # fmt: skip


def _key(report: Report) -> _Key:
    return report.key, report.action, report.modality == "actual"


def _add(groups: dict[_Key, list[list[Report]]], report: Report) -> None:
    """Put a report that only mentions an act to those that tell of it, to come or done; else to those like it."""
    if report.modality == "denied":
        return
    key, action, done = _key(report)
    if (same := _shared(groups.get((key, action, done), []), report)) is not None:
        same.append(report)
    elif (same := _shared(groups.get((key, action, not done), []), report)) is not None:
        # Of another time, it is no more than evidence: its number and place may be others.
        bare = msgspec.structs.replace(report, quantity=None, place=None, counterparties=(), when=None, score=0.0)
        same.append(msgspec.structs.replace(bare, modality=same[0].modality))
    else:
        _join(groups.setdefault((key, action, done), []), report)


def _join(alike: list[list[Report]], report: Report) -> None:
    """Put a report to those that share a party with it, or where none is told; else begin another."""
    same = _shared(alike, report)
    if same is None:
        alike.append([report])
    else:
        same.append(report)


def _shared(alike: list[list[Report]], report: Report) -> list[Report] | None:
    """Of some reports of one thing those that share an owner with this one, or of which one tells none."""
    mine = {key_of(ref) for ref in report.owners}
    for same in alike:
        theirs = {key_of(ref) for one in same for ref in one.owners}
        if not mine or not theirs or mine & theirs:
            return same
    return None
