"""Remarks of a briefing: a few sentences on one thing, each part with the footnotes that show it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.model import Commitment, Statement
from foedera.register import english
from foedera.register.days import published_on
from foedera.register.deliverables import Deliverable
from foedera.register.dues import Due, Slip
from foedera.register.english import capital, listed
from foedera.register.entry import Entry, Member
from foedera.register.graph import Stale
from foedera.register.reports import promise_of
from foedera.register.sentences import is_clear, quote, sentence
from foedera.register.stages import Stage, Step

Days = tuple[datetime.date, datetime.date]
"""The first and the last day of the time that a briefing is about."""


class Footnote(msgspec.Struct, frozen=True, kw_only=True):
    """Where something is said: the quoted words, their place, and the document. `publisher`, `published` (EDTF), `url`
    are None where they are not known; of a person's note, `quote` is the source that the note names."""

    number: int
    quote: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    document: str | None = None
    claim: str | None = None
    start: int | None = None
    end: int | None = None


class Part(msgspec.Struct, frozen=True):
    """A sentence, and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one thing, on its day where it has one; `entry` is the id of what it is about, if it is one."""

    parts: tuple[Part, ...]
    day: datetime.date | None = None
    entry: str | None = None

    @property
    def text(self) -> str:
        """All its sentences, without footnotes."""
        return " ".join(part.text for part in self.parts)


class Footnotes:
    """The footnotes of a briefing, numbered in the order in which they are asked for; the same place is one."""

    def __init__(self) -> None:
        self._found: dict[object, Footnote] = {}

    @property
    def all(self) -> tuple[Footnote, ...]:
        """Every footnote, in the order of their numbers."""
        return tuple(self._found.values())

    def of(self, members: Iterable[Member]) -> tuple[int, ...]:
        """The numbers of the footnotes for what these claims say."""
        return tuple(dict.fromkeys(self._of(member) for member in members))

    def of_step(self, step: Step) -> tuple[int, ...]:
        """The numbers for what shows a step: a claim, or a person's note."""
        if step.member is not None:
            return self.of([step.member])
        if step.note is None:
            return ()
        source = f"{step.note.payload.get('source', '')} (noted by {step.note.who})"
        key = ("note", step.note.number)
        self._found.setdefault(key, Footnote(number=len(self._found) + 1, quote=source))
        return (self._found[key].number,)

    def _of(self, member: Member) -> int:
        claim, source = member.claim, member.source
        span = claim.evidence[0]
        key = (claim.document, span.start, span.end)
        if key not in self._found:
            self._found[key] = Footnote(
                number=len(self._found) + 1, quote=" ".join(span.text.split()), title=source.title,
                publisher=source.publisher, published=source.published, url=source.url, document=claim.document,
                claim=claim.id, start=span.start, end=span.end,
            )  # fmt: skip
        return self._found[key].number


_MOST = 4
"""So many sources are footnoted for one sentence; the others are counted."""


def on_entry(entry: Entry, members: Sequence[Member], notes: Footnotes) -> Remark:
    """What is new: the best of what was said of an entry, by how many documents."""
    best = min(members, key=_plainness)
    others = [member for member in members if member.claim.document != best.claim.document]
    shown = [best, *_one_each(others)][:_MOST]
    parts = [Part(sentence(best.claim), notes.of(shown))]
    documents = len({member.claim.document for member in members})
    if documents > len(shown):
        parts.append(Part(f"In all, {documents} documents say so."))
    return Remark(parts=tuple(parts), day=_day(members), entry=entry.id)


def on_moves(found: Deliverable, within: Days, notes: Footnotes) -> Remark | None:
    """What moved in some days: the new steps of a commitment, its date if that slipped, and third parties' words."""
    state = found.progress
    steps = [step for step in state.steps if _within(step.since, within)]
    slips = [slip for slip in state.slips if _within(slip.after.said, within)]
    judged = [step for step in state.judgements if _within(step.since, within)]
    if not steps and not slips:
        return None
    parts = [_promised(found, notes), *_steps(steps, notes), *(_slipped(slip, notes) for slip in slips[-1:])]
    parts.extend(_judged(step, notes) for step in judged[-1:])
    days = [step.since for step in steps] + [slip.after.said for slip in slips]
    return Remark(parts=tuple(parts), day=max(day for day in days if day is not None), entry=found.entry.id)


def on_overdue(found: Deliverable, as_of: datetime.date, notes: Footnotes) -> Remark | None:
    """What is overdue: since when, what else is reported of it, which condition is open, who says otherwise."""
    state = found.progress
    if state.due is None:
        return None
    late = english.days((as_of - state.due.latest).days)
    parts = [_promised(found, notes)]
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
    parts = [_promised(found, notes), *_last(found, notes)]
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
    text = sentence(best.claim)
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
            numbers = () if reason.member is None else notes.of([reason.member])
            text = reason.text
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


def _promised(found: Deliverable, notes: Footnotes) -> Part:
    """What the commitment is: the sentence of the claim that promises it."""
    members = [member for member in found.entry.members if member.claim.kind == "commitment"]
    good = [member for member in members if is_clear(member.claim)] or members
    promise = promise_of([member.claim for member in good])
    best = next((member for member in good if member.claim is promise), members[0])
    return Part(sentence(best.claim), notes.of([best]))


def _steps(steps: Sequence[Step], notes: Footnotes) -> Iterator[Part]:
    """The steps in order, the same stage from several sources once."""
    stages = dict.fromkeys((step.stage, step.since) for step in steps)
    for stage, since in stages:
        same = [step for step in steps if (step.stage, step.since) == (stage, since)]
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


def _plainness(member: Member) -> tuple[bool, float, str]:
    """By this the claim of several is chosen that says it best: fields that make a sentence, then confidence."""
    body = member.claim.body
    rough = isinstance(body, Commitment) and not is_clear(member.claim)
    return rough, -member.claim.confidence, member.claim.id


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
