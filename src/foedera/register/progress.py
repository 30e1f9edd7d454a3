"""What became of a commitment: five histories side by side, each step with what shows it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.model import Claim, Span
from foedera.record import Note
from foedera.register.conflicts import Conflict, conflicts_of
from foedera.register.days import happened_by, published_on
from foedera.register.dues import Due, Slip, binding, dues_of, slips_of
from foedera.register.entry import Entry, Member
from foedera.register.noting import conditions_met, steps_of
from foedera.register.reports import body_of, promise_of, shown
from foedera.register.stages import ENDED, STAGES, Stage, Step, Track, place
from foedera.register.voices import moves, names_of, parties_of, voice_of


class Condition(msgspec.Struct, frozen=True, gc=False):
    """A condition that a claim sets, in its words; `met` is the note of the person who found that it was met."""

    text: str
    member: Member
    met: Note | None


class Progress(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a commitment stood on the day `as_of` (None: at the end of all that is known).

    `steps` are those that count, in order, of all tracks; `judgements` are what third parties and unnamed sources say,
    which moves nothing; `denials` are claims that deny the act. `dues` is every due date that was given, by whomever,
    and `due` the one that counts. `conditions` are those set so far.
    """

    as_of: datetime.date | None
    steps: tuple[Step, ...]
    judgements: tuple[Step, ...]
    denials: tuple[Member, ...]
    dues: tuple[Due, ...]
    due: Due | None
    slips: tuple[Slip, ...]
    conditions: tuple[Condition, ...]
    conflicts: tuple[Conflict, ...]

    def track(self, track: Track) -> tuple[Step, ...]:
        """The history of one track."""
        return tuple(step for step in self.steps if step.track == track)

    def current(self, track: Track) -> Step | None:
        """Where a track stands: its last step, or of execution the furthest, for what was delivered stays delivered.

        A suspension is over once the thing is under way again, and whatever ended a commitment once it is agreed anew.
        """
        history = self.track(track)
        if track == "execution":
            return max(history, key=lambda step: STAGES["execution"].index(step.stage), default=None)
        last = history[-1] if history else None
        return None if last is None or (track == "disruption" and self._is_over(last)) else last

    @property
    def stage(self) -> Stage | None:
        """Where it stands, in one word: ended, delivered, disrupted, or the furthest of what was shown."""
        execution, disruption = self.current("execution"), self.current("disruption")
        if disruption is not None and (disruption.stage in ENDED or _none_or_not(execution, "delivered")):
            return disruption.stage
        tracks: tuple[Track, ...] = ("funding", "authorisation", "agreement")
        found = (execution, *(self.current(track) for track in tracks))
        return next((step.stage for step in found if step is not None), None)

    @property
    def is_agreed(self) -> bool:
        """Whether it was agreed, in words or by being under way, and is not merely explored since."""
        agreement = self.current("agreement")
        if agreement is not None and agreement.stage == "explored":
            return False
        agreed = any(step.stage in ("agreed", "reaffirmed") for step in self.track("agreement"))
        return agreed or self.current("execution") is not None

    @property
    def is_delivered(self) -> bool:
        """Whether it was delivered, wholly."""
        return any(step.stage == "delivered" for step in self.steps)

    @property
    def is_ended(self) -> bool:
        """Whether it was withdrawn, lapsed or was superseded, and not agreed anew since."""
        disruption = self.current("disruption")
        return disruption is not None and disruption.stage in ENDED

    @property
    def is_past(self) -> bool:
        """Whether its due date is past and it was neither delivered nor ended, be it agreed or not.

        The date must have lain ahead when it was given: what a later report recalls is no promise that is still waited
        for. Of an undated document only "by then" looks ahead; "in 1949" may tell what happened.
        """
        if self.due is None or self.as_of is None or self.due.latest >= self.as_of:
            return False
        given = self.due.ahead and (self.due.said is not None or self.due.earliest is None)
        return given and not self.is_delivered and not self.is_ended

    @property
    def is_overdue(self) -> bool:
        """Whether it is past its due date and was agreed. Conditions that are not known to be met stand beside."""
        return self.is_past and self.is_agreed

    @property
    def late(self) -> int | None:
        """How many days after its due date it was delivered (negative: before), or is overdue; None where unknown."""
        if self.due is None:
            return None
        first = next((step.since for step in self.steps if step.stage == "delivered"), None)
        day = first if first is not None else self.as_of if self.is_overdue else None
        return None if day is None else (day - self.due.latest).days

    @property
    def is_only_reaffirmed(self) -> bool:
        """Whether it was reaffirmed after it was first agreed, and nothing was ever authorised, funded or done."""
        agreement = [step for step in self.track("agreement") if step.stage in ("agreed", "reaffirmed", "intended")]
        moved = any(step.track in ("authorisation", "funding", "execution") for step in self.steps)
        if moved or self.is_ended or not agreement or agreement[0].since is None:
            return False
        return any(s.stage == "reaffirmed" and s.since is not None and s.since > agreement[0].since for s in agreement)

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """The conditions that nobody has found to be met."""
        return tuple(condition for condition in self.conditions if condition.met is None)

    def _is_over(self, last: Step) -> bool:
        if last.stage in ENDED:
            return any(step.stage == "agreed" and _after(step, last) for step in self.steps)
        ends = ("execution", "agreement") if last.stage == "suspended" else ("execution",)
        return any(step.track in ends and step.stage != "reaffirmed" and _after(step, last) for step in self.steps)


def progress(entry: Entry, notes: Iterable[Note] = (), *, as_of: datetime.date | None = None) -> Progress:
    """Where a commitment stood on the day `as_of`, from its claims and from persons' notes of the kind `progress`.

    A step counts from the day of its own date, or else from its document's publication; one without either counts
    always, before all others. A due date and a condition count from the publication. `as_of=None`: everything counts.
    """
    members = [member for member in entry.members if member.claim.kind == "commitment"]
    parties = parties_of(entry)
    notes = tuple(notes)
    promise = promise_of([m.claim for m in members if moves(voice_of(m.claim, parties))])
    read = [step for member in members for step in _steps(member, parties, promise)]
    every = sorted((step for step in [*read, *steps_of(notes)] if _by(step.since, as_of)), key=place)
    steps = tuple(step for step in every if moves(step.voice))
    judgements = tuple(step for step in every if not moves(step.voice))
    said = [member for member in members if _by(published_on(member), as_of)]
    dues = dues_of(said, parties)
    counting = binding(dues)
    return Progress(
        as_of=as_of, steps=steps, judgements=judgements,
        denials=tuple(member for member in said if member.claim.modality == "denied"),
        dues=dues, due=counting[-1] if counting else None, slips=slips_of(dues),
        conditions=tuple(_conditions(said, notes)), conflicts=conflicts_of(steps, judgements, dues),
    )  # fmt: skip


def _steps(member: Member, parties: frozenset[str], promise: Claim | None) -> Iterator[Step]:
    claim = member.claim
    published = published_on(member)
    since = happened_by(claim.when, published)
    for track, stage in shown(claim, promise):
        yield Step(
            track=track, stage=stage, since=since, dated=claim.when is not None, when=claim.when,
            voice=voice_of(claim, parties), names=names_of(member), member=member,
        )  # fmt: skip


def _conditions(members: Sequence[Member], notes: Sequence[Note]) -> Iterator[Condition]:
    met = conditions_met(notes)
    seen: set[str] = set()
    for member in members:
        spans: tuple[Span, ...] = body_of(member.claim).conditions
        for text in (" ".join(span.text.split()) for span in spans):
            if text.casefold() not in seen:
                seen.add(text.casefold())
                yield Condition(text, member, met.get(text.casefold()))


def _by(day: datetime.date | None, as_of: datetime.date | None) -> bool:
    return day is None or as_of is None or day <= as_of


def _after(step: Step, other: Step) -> bool:
    return step.since is not None and (other.since is None or step.since > other.since)


def _none_or_not(step: Step | None, stage: Stage) -> bool:
    return step is None or step.stage != stage
