"""The coder of commands: one claim for each unit and change, or relationship, in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from foedera.coding.acts.actors import Voices
from foedera.coding.acts.calibration import confidence
from foedera.coding.acts.lists import Lists
from foedera.coding.acts.mood import to_come
from foedera.coding.coder import Reading
from foedera.coding.commands.finding import Report, Scene, changes
from foedera.coding.commands.lexicon import DATA, Lexicon, lexicon
from foedera.coding.commands.standing import standings
from foedera.coding.commands.surface import listed, spelled
from foedera.language import quotations
from foedera.model import ActorRef, Claim, Command

_FORCES = re.compile(r"\b(?:forces|troops|personnel)\b(?! [A-Z])")
_BARE = 2  # words of a name: fewer tell no unit from another
_ORDER = ("denied", "possible", "planned", "actual")
_Key = tuple[str, str, str, str, bool]


class Commands:
    """Codes commands, with the lexicon that comes with Foedera or with others."""

    name = "commands"
    version = "1.4"

    def __init__(self, words: Lexicon | None = None) -> None:
        """Nothing is read before the first document."""
        self._words = words

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._words or lexicon()

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a word for a unit and one for a change or a relationship."""
        return self._lexicon.wants(sentence)

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each unit and change, with all sentences that tell of it; in the order of the text."""
        text = reading.document.text
        voices = Voices(reading, quotations(reading.document))
        groups: dict[_Key, list[Report]] = {}
        before: ActorRef | None = None
        lists = Lists(reading)
        for sentence in reading.sentences():
            if not self._lexicon.wants(text[sentence.start : sentence.end]) or sentence.tokens[-1].text == "?":
                continue
            scene = Scene.of(reading, sentence, self._lexicon, voices, before)
            before = next((unit.ref for unit in reversed(scene.units) if unit.ref and unit.kind == "unit"), before)
            changed = (*changes(scene), *spelled(scene))
            above = {report.parent for report in changed if report.parent is not None}
            standing = (report for report in standings(scene) if report.change != "hold" or report.parent not in above)
            for told in (*changed, *standing):
                report = msgspec.structs.replace(told, modality=lists.modality(sentence, told.modality))
                groups.setdefault(_key(report), []).append(report)
        for report in listed(reading, self._lexicon):
            groups.setdefault(_key(report), []).append(report)
        for same in _named(groups):
            yield self._claim(reading, same)

    def _claim(self, reading: Reading, same: Sequence[Report]) -> Claim:
        """The claim of the reports of one change: the surest leads, the others add what it lacks."""
        ranked = sorted(same, key=lambda one: (-one.score, -_ORDER.index(one.modality)))
        best = ranked[0]
        sentences = dict.fromkeys((one.sentence.start, one.sentence.end) for one in ranked)
        body = Command(
            change=best.change, unit=best.unit, post=next((one.post for one in ranked if one.post), None),
            rank=next((one.rank for one in ranked if one.rank), None),
            from_=next((one.loser for one in ranked if one.loser), None),
            parent=next((one.parent for one in ranked if one.parent), None),
            relationship=next((one.relationship for one in ranked if one.relationship), None),
            place=next((one.place for one in ranked if one.place), None),
            authority=next((one.authority for one in ranked if one.authority), None), conditions=best.conditions,
        )  # fmt: skip
        when = next((one.when for one in ranked if one.when), None)
        return reading.claim(
            self, body, tuple(reading.document.span(*span) for span in sentences), confidence(DATA, best.score),
            when=when,
            modality=to_come(best.modality, when, reading.document.published),
            attribution=best.attribution,
        )  # fmt: skip


def _called(unit: ActorRef) -> str:
    """What the names of one unknown unit have in common: forces of a state are one, whatever stands beside them."""
    return f"{unit.state} forces" if _FORCES.search(unit.name) else unit.name.lower()


def _named(groups: Mapping[_Key, list[Report]]) -> Iterator[list[Report]]:
    """The groups, where those of a unit that is told by its noun alone ("a headquarters") join those of its kind."""
    kept: dict[_Key, list[Report]] = {}
    for key, same in groups.items():
        noun = key[0].split()[-1] if key[0] else ""
        bare = same[0].unit is not None and same[0].unit.id is None and noun in key[0] and len(key[0].split()) < _BARE
        home = next((k for k in kept if k[1:] == key[1:] and k[0].split()[-1:] == [noun]), None)
        if bare and home is not None and noun:
            kept[home].extend(same)
        else:
            kept[key] = list(same)
    yield from kept.values()


def _key(report: Report) -> _Key:
    """What the reports of one change in a document have in common."""
    unit = "" if report.unit is None else (report.unit.id or _called(report.unit))
    beside = "" if report.change != "hold" or report.parent is None else (report.parent.id or report.parent.name)
    return unit, report.change, beside, report.relationship or "", report.modality == "actual"
