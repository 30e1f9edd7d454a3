"""Documents of a small made-up press, with claims that are more or less alike, to consolidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedera.model import ActorRef, Claim, Commitment, Document, Edtf, Event, Instrument, Paragraph, Span
from foedera.record import Record
from foedera.register import entries

STATES = {"Norvane": "state:XNV", "Ilmara": "state:XIL", "Pelluria": "state:XPL"}
OBJECTS = (
    "80 Halberd coastal missiles of the first tranche to Tolmer",
    "Halberd coastal missiles of the first tranche",
    "120 Halberd coastal missiles of the second tranche",
    "a Combined Coordination Centre at Tolmer Air Base",
    "the Combined Coordination Centre at Tolmer",
    "the CCC",
    "peace and security",
    "two patrol vessels to the coast guard of Sandovar",
    "patrol vessels for the Sandovar coast guard",
)


class Told(NamedTuple):
    """A claim to be made: who, what, and how it is said."""

    party: str
    object: str
    kind: str = "commitment"
    status: str = "committed"


def document(number: int, told: Sequence[Told], published: str | None = "2031-04-10") -> Document:
    """A document with one sentence for each claim that it might bear."""
    text = f"Letter {number}. " + "\n\n".join(sentence(each) for each in told)
    return Document(
        text=text, paragraphs=(Paragraph(0, len(text), "body"),), title=f"Letter {number}", publisher="The Ledger",
        published=None if published is None else Edtf.parse(published), language="en", source=f"letter-{number}.txt",
    )  # fmt: skip


def sentence(told: Told) -> str:
    """The words of a claim."""
    return f"{told.party} will deliver {told.object}."


def claims(doc: Document, told: Iterable[Told], coder: str = "test/1.0") -> list[Claim]:
    """The claims of a document, each with its sentence for evidence."""
    return [_claim(doc, each, coder) for each in told]


def _claim(doc: Document, told: Told, coder: str) -> Claim:
    start = doc.text.index(sentence(told))
    evidence = Span.of(doc.text, start, start + len(sentence(told)))
    party = ActorRef(
        id=STATES[told.party], name=told.party, kind="state", state=STATES[told.party], sector=None, text=told.party,
        start=start, end=start + len(told.party),
    )  # fmt: skip
    body: Commitment | Event | Instrument
    if told.kind == "commitment":
        body = Commitment(
            parties=(party,), action="deliver", object=told.object, status=told.status, exploratory=False,  # type: ignore[arg-type]
            beneficiaries=(), counterparties=(), conditions=(), due=None, figures=(),
        )  # fmt: skip
    elif told.kind == "event":
        body = Event(actors=(party,), recipients=(), type="AID", mode=None, contexts=(), place=None)
    else:
        body = Instrument(
            name=told.object, type="agreement", binding=None, parties=(party,), acts=(), obligations=(), relations=(),
        )  # fmt: skip
    return Claim.coded(
        document=doc.id, published=doc.published, evidence=(evidence,), body=body, coder=coder, confidence=0.8,
    )  # fmt: skip


def put(record: Record, number: int, told: Sequence[Told], published: str | None = "2031-04-10") -> list[Claim]:
    """Adds a document with its claims."""
    doc = document(number, told, published)
    made = claims(doc, told)
    record.add(doc, made)
    return made


def partition(record: Record, known: object = None) -> dict[str, frozenset[tuple[str, str]]]:
    """The entries by id, each as its claims: document and key, which are the same in any record."""
    return {
        entry.id: frozenset((m.claim.document, m.claim.key) for m in entry.members)
        for entry in entries(record, known=known)  # type: ignore[arg-type]
    }
