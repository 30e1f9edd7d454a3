"""A briefing: what is new, what moved, what is overdue and due next, who said what, what is expected, what is out of
date. Each sentence is made by a template from the fields of claims, and footnoted to where it is said.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, Literal, TypeVar

import msgspec

from foedera.model import Claim, Instrument, Kind, QuestionError, Statement
from foedera.record import Belonging, Record, time
from foedera.record.time import Known
from foedera.register import english
from foedera.register.actors import actor_of
from foedera.register.days import day as day_of
from foedera.register.days import published_on
from foedera.register.deliverables import Deliverable, deliverables, speaks_of
from foedera.register.entry import Entry, Member
from foedera.register.footnotes import Footnote, Footnotes, Remark, renumbered
from foedera.register.foremost import is_outlined, number
from foedera.register.graph import Stale, instruments
from foedera.register.heap import held
from foedera.register.remarks import (
    Days,
    has_moved,
    on_conflict,
    on_due,
    on_entry,
    on_moves,
    on_overdue,
    on_stale,
    on_statement,
)
from foedera.register.sentences import is_telling

T = TypeVar("T")
Topic = Literal["new", "moved", "overdue", "due", "contradictory", "said", "expected", "out of date"]

SHOWN: Final = 15
"""So many remarks a section shows; the others are counted."""

_LIKELY = 0.5
_DUE = '"due":{'
"""What a claim with a due date has as JSON."""

_EACH = 3
"""What one speaker said beyond so many times comes after what others said."""

_HEADINGS: dict[Topic, tuple[str, str]] = {
    "new": ("What is new", "Nothing new was reported."),
    "moved": ("What moved", "Nothing that was promised before is reported to have moved."),
    "overdue": ("What is overdue", "Nothing that was agreed is known to be overdue."),
    "due": ("What falls due next", "Nothing that was promised has a date still to come."),
    "contradictory": ("Where reports contradict each other", "No reports contradict each other."),
    "said": ("Who said what", "Nobody is quoted."),
    "expected": ("What is expected", "Nobody is reported to expect anything."),
    "out of date": ("What is out of date", "No instrument is known to be out of date."),
}
_NEW: tuple[Kind, ...] = ("instrument", "commitment", "command", "asset", "event", "figure")
"""What may be told as new, in this order; who holds a post is not."""

_ORDER: tuple[Kind, ...] = (*_NEW, "affiliation", "statement")
_TIERS: dict[Kind, int] = {kind: {"event": 1, "figure": 2}.get(kind, 0) for kind in _ORDER}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a briefing: its remarks, the most important first; `more` were left out. Where there is nothing, `text`
    says so."""

    topic: Topic
    heading: str
    remarks: tuple[Remark, ...]
    more: int = 0

    @property
    def text(self) -> str:
        """What to say where there are no remarks, or more than are shown; else nothing."""
        if not self.remarks:
            return _HEADINGS[self.topic][1]
        return f"{self.more} more {'is' if self.more == 1 else 'are'} in the record." if self.more else ""


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A briefing about the documents published from `since` to `until`, and about where things stand on `until`.

    `about` is what was asked for, an actor by its name; `known` the moment of record time that it answers for, None for
    now; `documents` and `publishers` count what was published in that time; a document without a date is in none.
    """

    since: datetime.date
    until: datetime.date
    about: str | None
    known: datetime.datetime | None
    documents: int
    publishers: int
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def title(self) -> str:
        """The heading of the whole."""
        about = "" if self.about is None else f" on {self.about}"
        return f"Briefing{about}, {english.date(self.since)} to {english.date(self.until)}"

    @property
    def lead(self) -> str:
        """What it covers, in two or three sentences."""
        if self.documents == 0:
            found = "The record holds no documents that were published in that time"
        else:
            count = "one document" if self.documents == 1 else f"{self.documents:,} documents"
            by = "" if self.publishers < 2 else f" by {self.publishers:,} publishers"
            found = f"The record holds {count} published in that time{by}"
        about = "" if self.about is None else f" that {'speaks' if self.documents == 1 else 'speak'} of {self.about}"
        knew = "" if self.known is None else f", as the record knew it on {english.date(self.known.date())}"
        return f"{found}{about}. Where things stand is told as of {english.date(self.until)}{knew}."


def brief(
    record: Record, *, since: datetime.date | str, until: datetime.date | str | None = None, about: str | None = None,
    known: Known | None = None,
) -> Brief:  # fmt: skip
    """The briefing for the time from the day `since` to the day `until` (None: that of the newest document), both ends
    included, as the record knew it at `known`.

    `about` is an actor (an id, a name, a state's code) or words: then only what names the actor, or has all the words.
    New is what no document before `since` speaks of. The more publishers, then documents, speak of a thing, the more
    important it is; what is overdue or falls due comes by date. Raises `QuestionError` where a day is none, or `since`
    comes after `until`.
    """
    first = day_of(since)
    last = record.newest(known=known) or first if until is None else day_of(until)
    if first > last:
        raise QuestionError(f"{first} comes after {last}: a briefing needs an earlier day to begin with")
    return _Desk(record, (first, last), about, known).brief()


class _Desk:
    """What a briefing is written from, each thing asked of the record once."""

    def __init__(self, record: Record, within: Days, about: str | None, known: Known | None) -> None:
        self._record = record
        self._within = within
        self._about = about
        self._actor = None if about is None else actor_of(about)
        self._known = known
        self._notes = Footnotes(cache(lambda id: record.document(id, known=known).text))
        self._start = number(within[0])
        self._told: dict[str, list[tuple[int, int]]] = defaultdict(list)

    @property
    def _is_by_id(self) -> bool:
        return self._actor is not None and ":" in self._actor

    def brief(self) -> Brief:
        """The briefing, section by section, so that what was told in one is not told again in another."""
        first, last = self._within
        with held():
            claims, meant, older = self._read()
            every = list(self._sections(meant, older))
        sections, footnotes = self._numbered([s for s in every if s.remarks or s.topic != "contradictory"])
        sources = {each.source.id: each.source for each in (claims if self._about is None else meant)}
        return Brief(
            since=first, until=last, about=self._subject(meant), known=_moment(self._known), documents=len(sources),
            publishers=len({source.publisher for source in sources.values() if source.publisher}), sections=sections,
            footnotes=footnotes,
        )  # fmt: skip

    def _subject(self, claims: Iterable[Belonging]) -> str | None:
        """Whom or what it is about, as a reader would say it: an actor by the name that it has in the claims."""
        if self._about is None:
            return None
        refs = (ref for each in claims for _, ref in each.row.claim.actors() if ref.id == self._actor)
        found = next(refs, None)
        return self._about if found is None else english.the(found.name)

    def _read(self) -> tuple[list[Belonging], list[Belonging], set[str]]:
        """The claims of the documents published in the time, those that are meant, and the entries of these of which
        earlier documents speak. Of a question about an id, only claims that hold it are read."""
        start, end = map(number, self._within)
        with self._record.ledger(self._known) as ledger:
            claims = ledger.published(start, end, containing=self._actor if self._is_by_id else None)
            meant = [each for each in claims if self._is_meant([each])]
            ids = {each.entry for each in meant if each.row.claim.kind in _NEW}
            return claims, meant, ledger.spoken_of_before(ids, start)

    def _numbered(self, sections: Sequence[Section]) -> tuple[tuple[Section, ...], tuple[Footnote, ...]]:
        remarks, footnotes = renumbered([section.remarks for section in sections], self._notes.all)
        again = (msgspec.structs.replace(s, remarks=some) for s, some in zip(sections, remarks, strict=True))
        return tuple(again), footnotes

    def _sections(self, claims: Sequence[Belonging], older: Collection[str]) -> Iterator[Section]:
        spoken: dict[str, list[Member]] = defaultdict(list)
        statements: list[Member] = []
        for each in claims:
            member = Member(row=each.row, source=each.source)
            if each.row.claim.kind in _NEW:
                spoken[each.entry].append(member)
            elif each.row.claim.kind == "statement" and is_telling(each.row.claim) and _is_sure(member):
                statements.append(member)
        yield self._new({id: members for id, members in spoken.items() if id not in older})
        yield from self._promises({id for id in spoken if id in older}, spoken.keys())
        yield self._said("said", [member for member in statements if not _predicts(member)])
        yield self._said("expected", [member for member in statements if _predicts(member)])
        yield self._stale()

    def _promises(self, older: Collection[str], spoken: Collection[str]) -> Iterator[Section]:
        """What moved, is overdue, falls due, and is contradictory: `older` and `spoken` are ids of entries that were
        spoken of in the time, the first also before it."""
        last = self._within[1]
        every = deliverables(self._record, as_of=last, known=self._known, ids=self._pending(older, spoken))
        found = [_until(one, last) for one in every if self._is_about(one.entry)]
        found.sort(key=lambda one: _importance(one.entry.members))
        moved = [one for one in found if one.entry.id in older and has_moved(one, self._within)]
        yield self._section("moved", moved, lambda one: on_moves(one, self._within, self._notes))
        overdue = sorted((one for one in found if one.progress.is_overdue), key=_due_day, reverse=True)
        yield self._section("overdue", overdue, lambda one: on_overdue(one, last, self._notes))
        ahead = sorted((one for one in found if _is_ahead(one, last)), key=_due_day)
        yield self._section("due", ahead, lambda one: on_due(one, self._notes))
        contrary = [one for one in found if one.entry.id in spoken and one.progress.conflicts]
        yield self._section("contradictory", contrary, lambda one: on_conflict(one, self._notes))

    def _pending(self, older: Collection[str], spoken: Collection[str]) -> set[str]:
        """The commitments that may be overdue, fall due, have moved or be told differently: those that were spoken of
        in the time and before it, and of others those with a date."""
        with self._record.ledger(self._known) as ledger:
            if is_outlined(ledger, self._known):
                dated = ledger.entries_with(_DUE, kind="commitment", among=spoken)
                found = dated.union(older, ledger.commitments_pending(number(self._within[1])))
            else:
                found = ledger.entries_with(_DUE, kind="commitment").union(older)
            if not self._is_by_id:
                return found
            return ledger.entries_with(f'"{self._actor}"', kind="commitment", among=found)

    def _new(self, found: dict[str, list[Member]]) -> Section:
        remarks = []
        for id, members in sorted(found.items(), key=lambda each: _importance(each[1])):
            new = [member for member in members if self._is_untold(member) and self._is_news(member)]
            if new:
                self._tell(members)
                remarks.append((id, new))
        return self._section("new", remarks, lambda one: on_entry(one[0], one[1], self._notes))

    def _said(self, topic: Topic, found: Sequence[Member]) -> Section:
        alike: dict[str, list[Member]] = defaultdict(list)
        for member in found:
            if self._is_untold(member) or _is_direct(member):
                alike[_words(member)].append(member)
        ordered = sorted(alike.values(), key=_weight)
        return self._section(topic, list(_varied(ordered)), lambda some: on_statement(some, self._notes))

    def _stale(self) -> Section:
        graph = instruments(self._record, known=self._known)
        found: dict[str, list[Stale]] = defaultdict(list)
        members: dict[str, tuple[Member, ...]] = {}
        for one in graph.stale(self._within[1]):
            if one.node.entry is not None and self._is_about(one.node.entry):
                found[one.node.id].append(one)
                members[one.node.id] = one.node.entry.members
        ordered = sorted(found.values(), key=lambda some: _importance(members[some[0].node.id]))
        return self._section("out of date", ordered, lambda one: on_stale(one, self._notes))

    def _section(self, topic: Topic, found: Sequence[T], told: Callable[[T], Remark | None]) -> Section:
        """The remarks on the first of some things; what is not shown is counted, and gets no footnotes."""
        remarks: list[Remark] = []
        for at, one in enumerate(found):
            if len(remarks) == SHOWN:
                return Section(topic=topic, heading=_HEADINGS[topic][0], remarks=tuple(remarks), more=len(found) - at)
            remark = told(one)
            if remark is not None and remark.text not in {other.text for other in remarks}:
                remarks.append(remark)
        return Section(topic=topic, heading=_HEADINGS[topic][0], remarks=tuple(remarks))

    def _is_news(self, member: Member) -> bool:
        """Whether a claim says something of the time, and not of its history: what was signed long ago is none."""
        if not is_telling(member.claim) or not _is_sure(member):
            return False
        body = member.claim.body
        dates = [act.when for act in body.acts] if isinstance(body, Instrument) else [member.claim.when]
        return any(when is None or when.latest is None or when.latest.number >= self._start for when in dates)

    def _is_untold(self, member: Member) -> bool:
        """Whether nothing was told yet of the words on which a claim rests."""
        span = member.claim.evidence[0]
        return not any(start < span.end and span.start < end for start, end in self._told[member.claim.document])

    def _tell(self, members: Iterable[Member]) -> None:
        for member in members:
            span = member.claim.evidence[0]
            self._told[member.claim.document].append((span.start, span.end))

    def _is_about(self, entry: Entry) -> bool:
        return self._is_meant(entry.members) or (self._about is not None and speaks_of(entry, self._about))

    def _is_meant(self, members: Iterable[Member | Belonging]) -> bool:
        """Whether claims name the actor that the briefing is about, or have its words."""
        if self._about is None or self._actor is None:
            return True
        name, words = self._actor.casefold(), self._about.casefold().split()
        for member in members:
            refs = member.row.claim.actors()
            if any(self._actor in (ref.id, ref.state) or ref.name.casefold() == name for _, ref in refs):
                return True
            if all(word in _text(member.row.claim) for word in words):
                return True
        return False


def _text(claim: Claim) -> str:
    """The words of a claim among which those of a question are looked for."""
    own = (str(getattr(claim.body, field, "") or "") for field in ("action", "object", "name"))
    return " ".join([claim.evidence[0].text, *own]).casefold()


def _moment(known: Known | None) -> datetime.datetime | None:
    return None if known is None else time.moment(time.known(known))


def _importance(members: Sequence[Member]) -> tuple[int, int, int, int, str, str, int]:
    """By this things are ordered: what was done or promised before events and figures; then how many publishers, then
    how many documents speak of them; then instruments before commitments and so on; then as they were published."""
    publishers = {member.source.publisher for member in members if member.source.publisher}
    documents = {member.claim.document for member in members}
    kind = min((_ORDER.index(member.claim.kind) for member in members), default=0)
    places = [
        (member.source.published or "~", member.claim.document, member.claim.evidence[0].start) for member in members
    ]
    return _TIERS[_ORDER[kind]], -len(publishers), -len(documents), kind, *min(places, default=("~", "", 0))


def _is_sure(member: Member) -> bool:
    """Whether a claim is more likely right than wrong, or a person accepted it."""
    return member.claim.confidence >= _LIKELY or member.row.status != "unreviewed"


def _until(found: Deliverable, day: datetime.date) -> Deliverable:
    """The same with the claims only that were published by a day, or nobody knows when."""
    members = [(member, published_on(member)) for member in found.entry.members]
    kept = tuple(member for member, published in members if published is None or published <= day)
    entry = msgspec.structs.replace(found.entry, members=kept)
    return msgspec.structs.replace(found, entry=entry)


def _due_day(found: Deliverable) -> datetime.date:
    return datetime.date.max if found.progress.due is None else found.progress.due.latest


def _is_ahead(found: Deliverable, day: datetime.date) -> bool:
    state = found.progress
    return state.due is not None and state.due.latest > day and not state.is_delivered and not state.is_ended


def _predicts(member: Member) -> bool:
    return isinstance(member.claim.body, Statement) and member.claim.body.outlook


def _is_direct(member: Member) -> bool:
    return isinstance(member.claim.body, Statement) and member.claim.body.quotation != "indirect"


def _weight(members: Sequence[Member]) -> tuple[object, ...]:
    """As `_importance`, but for who said what: then a person before governments, and a quotation before a report."""
    _, publishers, documents, *place = _importance(members)
    body = members[0].claim.body
    alone = isinstance(body, Statement) and [ref.kind for ref in body.speakers] == ["person"]
    return publishers, documents, not alone, not any(map(_is_direct, members)), *place


def _varied(ordered: Sequence[list[Member]]) -> Iterator[list[Member]]:
    """The same, but for what one speaker said beyond so many times, which comes last."""
    said: Counter[tuple[str, ...]] = Counter()
    late = []
    for members in ordered:
        body = members[0].claim.body
        who = tuple(sorted(ref.id or ref.name for ref in body.speakers)) if isinstance(body, Statement) else ()
        said[who] += 1
        if said[who] > _EACH:
            late.append(members)
        else:
            yield members
    yield from late


def _words(member: Member) -> str:
    """The words of a statement by which it is told from others, and who said them."""
    body = member.claim.body
    if not isinstance(body, Statement):
        return member.claim.id
    who = sorted(ref.id or ref.name for ref in body.speakers)
    return " ".join([*who, *(" ".join(span.text.casefold().split()) for span in body.content)])
