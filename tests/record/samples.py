"""Documents and claims to fill records with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.model import ActorRef, Claim, Commitment, Document, Edtf, Event, Paragraph, Span, Statement
from foedera.record.tables import METADATA

TEXT = (
    "Avaria and Borland agreed on Tuesday to build a joint depot at Port Cressy.\n\n"
    "The minister said the depot would open in May. A spokeswoman called the plan “sound”."
)


def document(text: str = TEXT, *, published: str | None = "2031-04-10", title: str | None = "Depot agreed") -> Document:
    """A document; its paragraphs are separated by empty lines."""
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Paragraph(start, start + len(part), "body"))
        start += len(part) + 2
    return Document(
        text=text, paragraphs=tuple(paragraphs), title=title, publisher="The Example Courier", language="en",
        published=None if published is None else Edtf.parse(published), source="example.txt",
    )  # fmt: skip


def actor(text: str, start: int, end: int, id: str | None = "state:AVA", name: str = "Avaria") -> ActorRef:
    """An actor that the words from `start` to `end` name."""
    kind = "person" if id is None else id.partition(":")[0]
    return ActorRef(
        id=id,
        name=name,
        kind=kind,
        state=None,
        sector=None,
        text=text[start:end],
        start=start,
        end=end,  # type: ignore[arg-type]
    )


def claim(
    doc: Document, start: int = 0, end: int = 6, *, kind: str = "statement", coder: str = "test/1.0",
    when: str | None = "2031-04-09", confidence: float = 0.7, word: str = "said",
    actors: Sequence[tuple[str | None, str]] = (("state:AVA", "Avaria"),),
) -> Claim:  # fmt: skip
    """A claim whose evidence are the words from `start` to `end`; `word` makes otherwise equal ones differ."""
    evidence = Span.of(doc.text, start, end)
    refs = tuple(actor(doc.text, start, end, id, name) for id, name in actors)
    body: Statement | Event | Commitment
    if kind == "statement":
        body = Statement(
            speakers=refs, affiliation=None, cue=word, content=(evidence,), quotation="direct", about=(),
            outlook=False, horizon=None, likelihood=None, expected=None,
        )  # fmt: skip
    elif kind == "event":
        body = Event(actors=refs, recipients=(), type="AGREE", mode=word, contexts=(), place=None)
    else:
        body = Commitment(
            parties=refs, action=word, object="a depot", status="committed", exploratory=False, beneficiaries=(),
            counterparties=(), conditions=(), due=None, figures=(),
        )  # fmt: skip
    return Claim.coded(
        document=doc.id, published=doc.published, evidence=(evidence,), body=body, coder=coder, confidence=confidence,
        when=None if when is None else Edtf.parse(when),
    )  # fmt: skip


def emptying(words: str) -> Iterator[str]:
    """The SQL that empties a record, which is faster than making another; `words` empties a full-text index."""
    yield from (words.format(table) for table in ("claim_words", "passage_words"))
    for table in reversed(METADATA.sorted_tables):
        if table.name != "clock":
            yield f"DELETE FROM {table.name}" + (" WHERE number > 0" if table.name == "actors" else "")
    yield "UPDATE clock SET last = 0"
