"""Instruments of one name that were made more than once: guidelines of 1978, of 1997 and of 2015 are three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from foedera.coding.instruments.acts import Done
from foedera.coding.instruments.groups import OPENING, Group, Mentioned

Reports = Callable[[Mentioned], Sequence[Done]]

_DATING = ("signed", "adopted", "ratified", "entered-into-force")


class _Edition(msgspec.Struct):
    """The mentions of one edition, and the years that tell it from others."""

    mentions: list[Mentioned]
    years: set[str]


def editions(group: Group, reports: Reports) -> list[Group]:
    """The group itself, or one group for each instrument of its name, in the order of the text.

    A mention is of another edition where a year in or behind the name, or else the year in which its sentence has the
    instrument made, is none of the years of those before. One that tells no year goes on with the last, or, where no
    name stands there, with the one with which the sentence before begins."""
    found: list[_Edition] = [last := _Edition([], set())]
    topic: tuple[int, _Edition] | None = None
    for mention in sorted(group.mentions, key=lambda mention: mention.start):
        done = [report for report in reports(mention) if report.modality == "actual"]
        told = set(mention.years) or set(_years(report for report in done if _is_made(report)))
        if topic is not None and not mention.named and mention.sentence.start != topic[0]:
            last = topic[1]
        last = _of(found, last, told)
        last.mentions.append(mention)
        last.years |= told | set(_years(report for report in done if report.act.act in _DATING))
        if mention.start - mention.sentence.start <= OPENING or topic is None:
            topic = mention.sentence.start, last
    return [group] if len(found) == 1 else [group.part(each.mentions, frozenset(each.years)) for each in found]


def _of(found: list[_Edition], last: _Edition, told: set[str]) -> _Edition:
    """The edition of which a mention is that tells some years; a new one where no known one has them."""
    if not told or not last.years:
        return last
    known = next((each for each in found if told & each.years), None)
    if known is None:
        found.append(known := _Edition([], set()))
    return known


def _is_made(report: Done) -> bool:
    """Whether all parties made the instrument; that one of several signed it later makes no other."""
    return report.act.act == "adopted" or (report.act.act == "signed" and report.act.actor is None)


def _years(done: Iterable[Done]) -> Iterator[str]:
    """The years of acts whose time lies within one year."""
    for report in done:
        first, last = (None, None) if report.act.when is None else (report.act.when.earliest, report.act.when.latest)
        if first is not None and last is not None and first.year == last.year:
            yield str(first.year)
