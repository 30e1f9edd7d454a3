"""Entries made by hand, to test what is said of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec

from foedera.model import (
    ActorRef,
    Attribution,
    Body,
    Claim,
    Commitment,
    Deadline,
    Document,
    Edtf,
    Figure,
    Instrument,
    Kind,
    Paragraph,
    Relation,
    Span,
    Statement,
)
from foedera.model.bodies import Act
from foedera.record import Listed, Note, Record, Row
from foedera.register import Entry, Member

MOMENT = datetime.datetime(2034, 1, 1, tzinfo=datetime.UTC)


def actor(id: str, *, sector: str | None = None, state: str | None = None) -> ActorRef:
    """An actor by id; a state is its own state."""
    kind, _, name = id.partition(":")
    own = id if kind == "state" else state
    return ActorRef(id=id, name=name, kind=kind, state=own, sector=sector, text=name, start=0, end=len(name))  # type: ignore[arg-type]


NORVANE, ILMARA, KARVOSSA = actor("state:XNV"), actor("state:XIL"), actor("state:XKV")
MINISTER = actor("person:minister", sector="GOV", state="state:XIL")
RIVAL = actor("person:rival", sector="GOV", state="state:XKV")
PROFESSOR = actor("person:professor", sector="EDU", state="state:XIL")
AUTHOR = Attribution("author", ())
UNNAMED = Attribution("unnamed", ())


def named(*sources: ActorRef) -> Attribution:
    """What named sources vouch for."""
    return Attribution("named", sources)


def by(latest: str | None, earliest: str | None = None, text: str = "by then") -> Deadline:
    """A deadline."""
    return Deadline(earliest, latest, text)


def promise(
    status: str = "committed", *, action: str = "deliver", object: str = "200 Halberd missiles", due: Any = None,
    exploratory: bool = False, parties: Sequence[ActorRef] = (NORVANE,), conditions: Sequence[str] = (),
    figures: Sequence[Figure] = (),
) -> Commitment:  # fmt: skip
    """The body of a commitment."""
    spans = tuple(Span(0, len(text), text) for text in conditions)
    return Commitment(
        parties=tuple(parties), action=action, object=object, status=status, exploratory=exploratory,  # type: ignore[arg-type]
        beneficiaries=(), counterparties=(), conditions=spans, due=by(due) if isinstance(due, str) else due,
        figures=tuple(figures),
    )  # fmt: skip


def count(value: float, unit: str) -> Figure:
    """A number of things."""
    return Figure(
        quantity=unit, value=value, low=None, high=None, bound="exact", unit=unit, of=None, actor=None, base=None,
        due=None,
    )  # fmt: skip


def member(
    body: Body, published: str | None = "2031-04-10", *, when: str | None = None, modality: str = "actual",
    attribution: Attribution = AUTHOR, text: str = "So it was written.", publisher: str | None = "The Ledger",
    document: str | None = None, lineage: int = 1, start: int = 0, title: str | None = None,
) -> Member:  # fmt: skip
    """A claim in an entry, of a document of its own unless one is named."""
    number = (document or f"{published}{lineage}").encode().hex()[:64].ljust(64, "0")
    claim = Claim.coded(
        document=f"sha256:{number}", published=None if published is None else Edtf.parse(published),
        evidence=(Span(start, start + len(text), text),), body=body, coder="made/1", confidence=0.9,
        when=None if when is None else Edtf.parse(when), modality=modality, attribution=attribution,  # type: ignore[arg-type]
    )  # fmt: skip
    row = Row(
        claim=claim, lineage=lineage, version=1, status="unreviewed", known_from=MOMENT, known_to=None,
    )  # fmt: skip
    listed = Listed(id=claim.document, added=MOMENT, title=title, publisher=publisher, published=published)
    return Member(row=row, source=listed)


def entry(*members: Member, id: str = "e-1", kind: Kind = "commitment", label: str = "a thing") -> Entry:
    """An entry of these members."""
    return Entry(id=id, kind=kind, label=label, members=members)


def note(kind: str, subject: str | None, number: int = 1, **payload: Any) -> Note:
    """A note by a person."""
    return Note(number, MOMENT, kind, subject, payload, "A. Reader", None)


def instrument(
    name: str, type: str = "agreement", *, acts: Sequence[tuple[str, str | None]] = (),
    relations: Sequence[tuple[str, str]] = (), parties: Sequence[ActorRef] = (NORVANE, ILMARA),
    actor: ActorRef | None = None,
) -> Instrument:  # fmt: skip
    """The body of an instrument; acts are pairs of act and date, relations of relation and target."""
    done = tuple(Act(act=act, actor=actor, when=when and Edtf.parse(when), place=None) for act, when in acts)  # type: ignore[arg-type]
    return Instrument(
        name=name, type=type, binding=None, parties=tuple(parties), acts=done, obligations=(),  # type: ignore[arg-type]
        relations=tuple(Relation(relation=relation, target=target) for relation, target in relations),  # type: ignore[arg-type]
    )  # fmt: skip


def prediction(
    content: str = "It will come.", *, horizon: str | None = None, likelihood: str | None = None,
    expected: bool | None = True, speakers: Sequence[ActorRef] = (PROFESSOR,), outlook: bool = True,
) -> Statement:  # fmt: skip
    """The body of a statement that predicts."""
    return Statement(
        speakers=tuple(speakers), affiliation=None, cue="said", content=(Span(0, len(content), content),),
        quotation="indirect", about=(), outlook=outlook, horizon=None if horizon is None else Edtf.parse(horizon),
        likelihood=likelihood, expected=expected,
    )  # fmt: skip


def written(
    record: Record, *bodies: Body, published: str | None = "2031-04-10", publisher: str = "The Ledger",
    text: str | None = None, attribution: Attribution = AUTHOR, when: str | None = None, modality: str = "actual",
) -> tuple[Claim, ...]:  # fmt: skip
    """Writes a document with a sentence for each body into a record; the claims are returned."""
    sentences = [f"{text or 'Sentence'} {number} of {published} in {publisher}." for number, _ in enumerate(bodies)]
    whole = "\n\n".join(sentences)
    starts = [sum(len(s) + 2 for s in sentences[:i]) for i in range(len(sentences))]
    spans = tuple(Paragraph(start, start + len(s), "body") for start, s in zip(starts, sentences, strict=True))
    date = None if published is None else Edtf.parse(published)
    document = Document(text=whole, paragraphs=spans, title=sentences[0], publisher=publisher, published=date)
    claims = tuple(
        Claim.coded(
            document=document.id, published=date, evidence=(document.span(span.start, span.end),),
            body=_placed(body, document), coder="made/1", confidence=0.9, when=when and Edtf.parse(when),
            modality=modality, attribution=_placed(attribution, document),  # type: ignore[arg-type]
        )
        for span, body in zip(spans, bodies, strict=True)
    )  # fmt: skip
    record.add(document, claims)
    return claims


def _placed(value: Any, document: Document) -> Any:
    """The same value with every quotation being the first words of the document, so that it quotes rightly."""
    if isinstance(value, Span | ActorRef):
        return msgspec.structs.replace(value, start=0, end=8, text=document.text[:8])
    if isinstance(value, tuple):
        return tuple(_placed(item, document) for item in value)
    if isinstance(value, msgspec.Struct) and not isinstance(value, Deadline):
        changed = {name: _placed(getattr(value, name), document) for name in value.__struct_fields__}
        return type(value)(**changed)
    return value
