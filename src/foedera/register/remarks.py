"""Remarks of a briefing: a few sentences on one thing, each part with the footnotes that show it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from foedera.model import Commitment, Statement
from foedera.register import english
from foedera.register.days import published_on
from foedera.register.deliverables import Deliverable
from foedera.register.dues import Due, Slip
from foedera.register.english import capital, listed
from foedera.register.entry import Member
from foedera.register.footnotes import Footnotes, Part, Remark
from foedera.register.graph import Stale
from foedera.register.quoting import quote
from foedera.register.reports import PROMISES, body_of
from foedera.register.sentences import sentence
from foedera.register.stages import Stage, Step
from foedera.register.undertakings import is_clear

Days = tuple[datetime.date, datetime.date]
"""The first and the last day of the time that a briefing is about."""


_MOST = 4
"""So many sources are footnoted for one sentence; the others are counted."""


def on_entry(id: str, members: Sequence[Member], notes: Footnotes) -> Remark:
    """What is new: the best of what was said of an entry, given by its id, and by how many documents."""
    best = min(members, key=_plainness)
    others = [member for member in members if member.claim.document != best.claim.document]
    shown = [best, *_one_each(others)][:_MOST]
    parts = [Part(sentence(best.claim, notes.words(best)), notes.of(shown))]
    documents = len({member.claim.document for member in members})
    if documents > len(shown):
        parts.append(Part(f"In all, {documents} documents say so."))
    return Remark(parts=tuple(parts), day=_day(members), entry=id)


def has_moved(found: Deliverable, within: Days) -> bool:
    """Whether a commitment took a step in some days, or its date was moved."""
    return bool(_moves(found, within) or _slips(found, within))


def on_moves(found: Deliverable, within: Days, notes: Footnotes) -> Remark:
    """What moved in some days: the new steps of a commitment, its date if that slipped, and third parties' words."""
    steps, slips = _moves(found, within), _slips(found, within)
    promise = _promise(found, within)
    judged = [step for step in found.progress.judgements if _within(step.since, within)]
    parts = [Part(sentence(promise.claim, notes.words(promise)), notes.of([promise])), *_steps(steps, notes)]
    parts.extend(_slipped(slip, notes) for slip in slips[-1:])
    parts.extend(_judged(step, notes) for step in judged[-1:])
    days = [day for day in (*(s.since for s in steps), *(s.after.said for s in slips)) if day is not None]
    return Remark(parts=tuple(parts), day=max(days, default=None), entry=found.entry.id)


def _moves(found: Deliverable, within: Days) -> list[Step]:
    """The steps in some days that tell something new: a stage not reached before, or a disruption told again."""
    steps = found.progress.steps
    before = {step.stage for step in steps if step.since is None or step.since < within[0]}
    again = ("partly delivered", "delayed", "reaffirmed")
    new = [step for step in steps if _within(step.since, within) and (step.stage in again or step.stage not in before)]
    told = _promise(found, within) if new else None
    return [step for step in new if step.member is not told]


def _slips(found: Deliverable, within: Days) -> list[Slip]:
    return [slip for slip in found.progress.slips if _within(slip.after.said, within)]


def on_overdue(found: Deliverable, as_of: datetime.date, notes: Footnotes) -> Remark | None:
    """What is overdue: since when, what else is reported of it, which condition is open, who says otherwise."""
    state = found.progress
    if state.due is None:
        return None
    late = english.days((as_of - state.due.latest).days)
    parts = [_promised(found, notes, state.due)]
    done = state.current("execution")
    rest = "no delivery is reported" if done is None or done.stage == "under way" else "only a part is reported"
    due = notes.of([state.due.member])
    parts.append(Part(f"It was due by {english.ended(state.due.latest)}; {late} later {rest}.", due))
    parts.extend(_last(found, notes))
    parts.extend(
        Part(f"It is not known whether the condition is met: {quote(one.text)}.", notes.of([one.member]))
        for one in state.unmet[:2]
    )
    parts.extend(_judged(step, notes) for step in state.judgements[-1:])
    return Remark(parts=tuple(parts), day=state.due.latest, entry=found.entry.id)


def on_due(found: Deliverable, notes: Footnotes) -> Remark | None:
    """What falls due next, and where it stands."""
    state = found.progress
    if state.due is None:
        return None
    parts = [_promised(found, notes, state.due), *_last(found, notes)]
    if state.slips:
        parts.append(_slipped(state.slips[-1], notes))
    return Remark(parts=tuple(parts), day=state.due.latest, entry=found.entry.id)


def on_conflict(found: Deliverable, notes: Footnotes) -> Remark | None:
    """What reports say differently of one commitment, both sides."""
    for conflict in found.progress.conflicts:
        one, other = conflict.one, conflict.other
        if isinstance(one, Due) and isinstance(other, Due):
            said = [
                (f"the date is given as {english.ended(due.latest)}", notes.of([due.member]), due.names)
                for due in (one, other)
            ]
        elif isinstance(one, Step) and isinstance(other, Step):
            said = [(f"it is reported as {step.stage}", notes.of_step(step), step.names) for step in (one, other)]
        else:
            continue
        parts = [Part(f"{capital(text)}{_by(names)}.", numbers) for text, numbers, names in said]
        return Remark(parts=(_promised(found, notes), *parts), entry=found.entry.id)
    return None


def on_statement(members: Sequence[Member], notes: Footnotes) -> Remark:
    """What somebody said, by one or several documents."""
    best = min(members, key=_plainness)
    shown = [best, *_one_each(member for member in members if member.claim.document != best.claim.document)][:_MOST]
    text = sentence(best.claim, notes.words(best))
    body = best.claim.body
    if isinstance(body, Statement) and body.horizon is not None:
        text = f"{text} Horizon: {english.dated(body.horizon.text)}."
    return Remark(parts=(Part(text, notes.of(shown)),), day=_day(members))


def on_stale(found: Sequence[Stale], notes: Footnotes) -> Remark:
    """Why an instrument is out of date: every chain of reasons."""
    parts: list[Part] = []
    for one in found:
        if one.cause == "no longer in force":
            name, on = capital(_the(one.node.name)), _the(one.on.name)
            parts.append(Part(f"{name} rests on {on}, which is no longer in force."))
        for reason in one.chain:
            numbers = notes.of_reason(reason)
            who, calls, rest = reason.text.partition(" calls ")
            text = f"{english.the(who)}{calls}{rest}" if calls else reason.text
            for name in {one.node.name, one.on.name}:
                text = re.sub(rf"(?<!the )(?<!The ){re.escape(name)}", _the(name), text)
            parts.append(Part(f"{capital(text).rstrip('.')}.", numbers))
    return Remark(parts=tuple(dict.fromkeys(parts)), entry=found[0].node.id)


_STEPS: dict[Stage, str] = {
    "explored": "being explored", "intended": "intended", "agreed": "agreed", "reaffirmed": "reaffirmed",
    "authorised": "authorised", "funded": "funded", "under way": "under way", "partly delivered": "delivered in part",
    "delivered": "delivered", "delayed": "delayed", "suspended": "suspended", "withdrawn": "withdrawn",
    "lapsed": "lapsed", "superseded": "superseded",
}  # fmt: skip


def _promised(found: Deliverable, notes: Footnotes, due: Due | None = None) -> Part:
    """What the commitment is: the sentence of the claim that sets the date, if that can be said, or promises it."""
    best = due.member if due is not None and is_clear(due.member.claim) else _promise(found)
    return Part(sentence(best.claim, notes.words(best)), notes.of([best]))


def _promise(found: Deliverable, within: Days | None = None) -> Member:
    """The claim that promises a thing, one that can be said if there is any; with `within`, from before if possible."""
    members = [member for member in found.entry.members if member.claim.kind == "commitment"]
    earlier = [] if within is None else [member for member in members if _is_before(published_on(member), within[0])]
    some = earlier or members
    promises = [member for member in some if body_of(member.claim).status in PROMISES]
    clear = (member for member in (*promises, *some) if is_clear(member.claim))
    return next(clear, (promises or some)[0])


def _is_before(day: datetime.date | None, first: datetime.date) -> bool:
    return day is not None and day < first


def _steps(steps: Sequence[Step], notes: Footnotes) -> Iterator[Part]:
    """The steps in order, the same stage from several sources once."""
    for stage in dict.fromkeys(step.stage for step in steps):
        same = [step for step in steps if step.stage == stage]
        numbers = tuple(dict.fromkeys(number for step in same[:_MOST] for number in notes.of_step(step)))
        yield Part(_step_in_words(same[0]), numbers)


def _step_in_words(step: Step) -> str:
    who = _who(step.names)
    what = f"reported it as {_STEPS[step.stage]}" if who else f"it was reported as {_STEPS[step.stage]}"
    if step.dated and step.when is not None:
        return f"{capital(f'{who} {what}'.strip())} {english.on(step.when)}."
    day = "" if step.since is None else f"On {english.date(step.since)} "
    return f"{capital(f'{day}{who} {what}' if who else f'{day}{what}')}."


def _last(found: Deliverable, notes: Footnotes) -> Iterator[Part]:
    """Where it stands, if more is known than that it was promised."""
    state = found.progress
    for track in ("execution", "disruption", "funding"):
        step = state.current(track)
        if step is not None:
            yield from _steps([step], notes)
            return
    again = [step for step in state.track("agreement") if step.stage == "reaffirmed"]
    yield from _steps(again[-1:], notes)


def _slipped(slip: Slip, notes: Footnotes) -> Part:
    before, after = english.ended(slip.before.latest), english.ended(slip.after.latest)
    moved = f"{english.days(abs(slip.days))} {'later' if slip.days > 0 else 'earlier'}"
    return Part(f"The date moved from {before} to {after}, {moved}.", notes.of([slip.before.member, slip.after.member]))


def _judged(step: Step, notes: Footnotes) -> Part:
    who = _who(step.names) or "a source that is not named"
    return Part(f"{capital(who)} {'say' if len(step.names) > 1 else 'says'}: {quote(step.text)}.", notes.of_step(step))


def _who(names: Sequence[str]) -> str:
    """Who says something; nothing where nobody is known."""
    if names == ("unnamed source",):
        return "a source that is not named"
    return listed([english.the(name) for name in names])


def _by(names: Sequence[str]) -> str:
    who = _who(names)
    return f", according to {who}" if who else ""


def _the(name: str) -> str:
    return f"the {name.removeprefix('The ').removeprefix('the ')}"


def _plainness(member: Member) -> tuple[bool, bool, float, str, str]:
    """By this the claim of several is chosen that says it best: fields that make a sentence, what is promised before
    what became of it, then confidence, then the first published."""
    body = member.claim.body
    rough = isinstance(body, Commitment) and not is_clear(member.claim)
    done = isinstance(body, Commitment) and body.status in ("completed", "delayed", "suspended", "withdrawn")
    return rough, done, -member.claim.confidence, member.source.published or "~", member.claim.id


def _one_each(members: Iterable[Member]) -> list[Member]:
    """One claim of each document, in their order."""
    found: dict[str, Member] = {}
    for member in members:
        found.setdefault(member.claim.document, member)
    return list(found.values())


def _day(members: Sequence[Member]) -> datetime.date | None:
    days = [day for day in map(published_on, members) if day is not None]
    return min(days, default=None)


def _within(day: datetime.date | None, within: Days) -> bool:
    return day is not None and within[0] <= day <= within[1]
