"""Two days side by side: what changed in the alliance, and what changed in what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from foedera.model import QuestionError
from foedera.register import Member
from foedera.register.days import day
from foedera.web.cards import Dated, Learnt
from foedera.web.pages.deliverables import every
from foedera.web.pages.entries import standings
from foedera.web.pages.page import Page
from foedera.web.room import Ask

_SHOWN = 30
_TOLD = 20


def compare(ask: Ask) -> dict[str, Any]:
    """What changed after the day `from` and until the day of the page; where each thing stood on both."""
    start, moment = ask.given("from"), ask.moment
    actor, about = ask.given("actor"), ask.given("about")
    values: dict[str, Any] = {"start": start, "actor": actor, "about": about, "changes": None}
    if not start:
        return values
    first, last = between(ask, start)
    found = ask.cards.changes(first, last, ask.cards.flags(actor, about))
    alliance = ask.part("/compare", found.alliance, _TOLD, **{"from": start, "actor": actor, "about": about})
    learnt = ask.part("/compare", found.known, _TOLD, **{"from": start, "actor": actor, "about": about})
    before = ask._replace(moment=moment._replace(on=first.isoformat()))
    return values | {
        "changes": found, "alliance": alliance, "learnt": learnt, "moved": moved(before, ask, most=_SHOWN)[0],
        "force": force(before, ask, most=_SHOWN)[0], "cited": _cited(ask, alliance.rows, learnt.rows),
    }  # fmt: skip


def between(ask: Ask, since: str) -> tuple[date, date]:
    """The day since which changes are asked for, and that of the page. Raises `QuestionError` where it is later."""
    first, last = day(since), day(ask.moment.on)
    if last < first:
        raise QuestionError(f"{last} is before {first}: give the earlier day first")
    return first, last


def _cited(ask: Ask, alliance: Sequence[Dated], learnt: Sequence[Learnt]) -> dict[int, Member]:
    """The claims that show what is listed, by lineage."""
    lineages = {item.note.lineages[0] for item in alliance if item.note.lineages}
    lineages |= {each.told.lineage for each in learnt}
    return ask.room.members(ask.moment.known).of(lineages)


def moved(before: Ask, after: Ask, start: int = 0, most: int = _SHOWN) -> tuple[list[tuple[Any, Any, Any]], int]:
    """Some of the commitments that stood elsewhere on the first day, and how many there are: of each the entry, where
    it stood then (None: not known yet), and now."""
    then, now = every(before), every(after)
    marks = np.full(len(after.cards.every), -1)
    marks[then.numbers] = then.marks
    found = now.only(marks[now.numbers] != now.marks)
    shown = found[start : start + most]
    numbers = found.numbers[start : start + most]
    old = {each.entry.id: each for each in then.only(np.isin(then.numbers, numbers))}
    return [(each.entry, old.get(each.entry.id), each) for each in shown], len(found)


def force(before: Ask, after: Ask, start: int = 0, most: int = _SHOWN) -> tuple[list[tuple[Any, str, str]], int]:
    """Some of the instruments that were in another state on the first day, with both states, and how many there are."""
    then, now = standings(before), standings(after)
    other = then.answers != now.answers
    end = start + most
    found = zip(then.only(other)[start:end], now.only(other)[start:end], strict=True)
    return [(new.node.entry, old.answer, new.answer) for old, new in found], int(other.sum())


PAGES = (Page("/compare", "compare.html", compare, "Compare"),)
