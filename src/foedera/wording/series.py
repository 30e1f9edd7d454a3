"""Series of documents: those of one form by the same parties (leaders' joint statements, fact sheets, strategies)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from foedera.actors import Base, bundled
from foedera.language import sentence_bounds
from foedera.model import Document, Edtf, UsageError
from foedera.record import Listed, Note, Record
from foedera.record.time import Known

SERIES = "series"

_LEAD = 3  # sentences that may name the parties where the title does not
_SMALL = 6  # members of a group that stands for its members
_PAGE = 1_000


class Series(msgspec.Struct, frozen=True):
    """Documents of one series, the earliest first. `parties` are ids of actors; `named` tells that a person named the
    series, and then it has no form or parties of its own."""

    name: str
    form: str | None
    parties: tuple[str, ...]
    documents: tuple[Listed, ...]
    named: bool = False


def series(record: Record, *, known: Known | None = None, base: Base | None = None) -> tuple[Series, ...]:
    """The series of a record that have two documents at least: those that persons named, then those that were found,
    the longest first."""
    listed = {each.id: each for each in _listed(record, known)}
    actors = base or bundled()
    called: dict[str, str] = {}
    found: dict[tuple[str, tuple[str, ...]], list[Listed]] = {}
    for each in listed.values():
        form = form_of(each.title or "")
        told = form is not None and each.published is not None
        who = _parties(record, each, actors, called, known) if told else ()
        if form is not None and who:
            found.setdefault((form, who), []).append(each)
    made = [
        Series(_named(form, who, actors, called), form, who, _ordered(some))
        for (form, who), some in found.items() if len(some) > 1
    ]  # fmt: skip
    return (*_given(record, listed, known), *sorted(made, key=lambda s: (-len(s.documents), s.name)))


def one(record: Record, name: str, *, known: Known | None = None) -> Series:
    """The series of that name, or the only one whose name has these words.

    Raises:
        UsageError: none has, or several have.
    """
    every = series(record, known=known)
    asked = name.casefold().split()
    fitting = [each for each in every if each.name.casefold() == name.casefold()] or [
        each for each in every if all(word in each.name.casefold() for word in asked)
    ]
    if not fitting:
        raise UsageError(f"there is no series {name!r}; `foedera wording --list-series` shows those that there are")
    if len(fitting) > 1:
        raise UsageError(
            f"{name!r} may be any of {'; '.join(each.name for each in fitting[:6])}: give more of its name"
        )
    return fitting[0]


def name_series(record: Record, name: str, documents: Sequence[str], *, by: str, why: str | None = None) -> Note:
    """Names a series: its documents are these from now on, given by id or a beginning of it.

    Raises:
        UsageError: fewer than two documents, or no name. RecordError: a document that the record does not have.
    """
    if not name.strip():
        raise UsageError("a series needs a name")
    ids = list(dict.fromkeys(record.document(id).id for id in documents))
    if len(ids) < 2:
        raise UsageError(f"the series {name!r} needs two documents at least")
    return record.write_note(SERIES, " ".join(name.split()), {"documents": ids}, by=by, why=why)


def form_of(title: str) -> str | None:
    """The form of a document, by its title; None where the title does not tell."""
    return next((name for name, pattern in _forms() if pattern.search(title)), None)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (files("foedera.wording") / "data" / "forms.csv").read_text("utf-8")
    return tuple((row["form"], re.compile(row["pattern"], re.I)) for row in csv.DictReader(io.StringIO(text)))


def parties(
    title: str, lead: Iterable[str], on: Edtf | None, base: Base, called: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The states that made a document, by its title or else by the first sentence that names two; a group of a few
    stands for its members. `called` has the names of further states, by id."""
    found = _states(title, on, base, called or {})
    for sentence in lead:
        if len(found) > 1:
            break
        found |= _states(sentence, on, base, called or {})
    return tuple(sorted(found))


def _states(text: str, on: Edtf | None, base: Base, called: Mapping[str, str]) -> set[str]:
    found = {id for id, name in called.items() if re.search(rf"\b{re.escape(name)}\b", text)}
    named = (match.on(None) for match in base.scan(text))
    return found.union(*(_members(ids[0], on, base) for ids in named if len(ids) == 1))


def _members(actor: str, on: Edtf | None, base: Base) -> set[str]:
    """A state itself, or the states of a small group; none of another actor."""
    if actor.startswith("state:"):
        return {actor}
    members = [each.member for each in base.members(actor, on)] if actor.startswith("organisation:") else []
    small = 1 < len(members) <= _SMALL and all(member.startswith("state:") for member in members)
    return set(members) if small else set()


def _parties(
    record: Record, listed: Listed, base: Base, called: dict[str, str], known: Known | None
) -> tuple[str, ...]:  # fmt: skip
    """The states that made a document of the record. Where the base does not know two, those that only the claims of
    the document know (states of a base of the user's own) count, too; what they are called is put into `called`."""
    on = None if listed.published is None else Edtf.parse(str(listed.published))
    title = listed.title or ""
    found = parties(title, (), on, base)
    if len(found) > 1:
        return found
    lead = tuple(_lead(record.document(listed.id, known=known)))
    found = parties(title, lead, on, base)
    if len(found) > 1:
        return found
    own = _own(record, listed.id, base, known)
    called.update(own)
    return parties(title, lead, on, base, own) if own else found


def _own(record: Record, document: str, base: Base, known: Known | None) -> dict[str, str]:
    """The states that the claims of a document name and the base does not have: names, by id."""
    return {
        ref.id: ref.name
        for row in record.claims(document, known=known) for _, ref in row.claim.actors()
        if ref.kind == "state" and ref.id is not None and base.name_of(ref.id) is None
    }  # fmt: skip


def _lead(document: Document) -> Iterator[str]:
    shown = 0
    for start, end, paragraph in sentence_bounds(document):
        text = document.text[start:end]
        if document.paragraphs[paragraph].role == "body" and text != document.title and len(text.split()) > 5:
            yield text
            shown += 1
        if shown == _LEAD:
            return


def _named(form: str, who: Sequence[str], base: Base, called: Mapping[str, str]) -> str:
    names = sorted(base.name_of(actor) or called.get(actor, actor) for actor in who)
    return f"{form[0].upper()}{form[1:]} of {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"


def _ordered(some: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(some, key=lambda each: (str(each.published or "9999"), each.id)))


def _given(record: Record, listed: dict[str, Listed], known: Known | None) -> Iterator[Series]:
    """The series that persons named; of several of one name the last."""
    notes = {note.subject: note for note in record.notes(kind=SERIES, known=known) if note.subject}
    for name in sorted(notes):
        some = [listed[id] for id in notes[name].payload["documents"] if id in listed]
        if some:
            yield Series(name, None, (), _ordered(some), named=True)


def dated_documents(record: Record, known: Known | None = None) -> Iterator[Listed]:
    """The documents of a record that have a date, the last added first."""
    return (each for each in _listed(record, known) if each.published is not None)


def _listed(record: Record, known: Known | None) -> Iterator[Listed]:
    after: str | None = None
    while True:
        page = record.documents(known=known, limit=_PAGE, after=after)
        yield from page.rows
        after = page.cursor
        if after is None:
            return
