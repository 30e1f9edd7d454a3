from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Claim, Document, Figure, Paragraph, Span
from foedera.web.marks import marked

TEXT = "Norvane will spend more. Ilmara will follow.\n\nNobody objects."
DOCUMENT = Document(text=TEXT, paragraphs=(Paragraph(0, 44, "body"), Paragraph(46, 61, "heading")))


def claim(*spans: tuple[int, int]) -> Claim:
    body = Figure(
        quantity="x", value=1, low=None, high=None, bound="exact", unit="x", of=None, actor=None, base=None, due=None
    )
    return Claim.coded(
        document=DOCUMENT.id, published=None, evidence=tuple(Span(a, b, TEXT[a:b]) for a, b in spans), body=body,
        coder="figures/0.1", confidence=0.5,
    )  # fmt: skip


def test_pieces_join_to_the_paragraph_and_know_their_claims() -> None:
    first, second = marked(DOCUMENT, [claim((0, 24)), claim((8, 44), (46, 52))])
    assert [(piece.text, piece.claims, piece.opens) for piece in first.pieces] == [
        ("Norvane ", (1,), (1,)),
        ("will spend more.", (1, 2), (2,)),
        (" Ilmara will follow.", (2,), ()),
    ]
    assert second.role == "heading"
    assert [(piece.text, piece.claims, piece.opens) for piece in second.pieces] == [
        ("Nobody", (2,), ()),
        (" objects.", (), ()),
    ]


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).filter(lambda s: s[0] < s[1]).map(tuple)


@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5))
def test_nothing_is_lost_or_marked_wrongly(evidence: list[list[tuple[int, int]]]) -> None:
    claims = [claim(*each) for each in evidence]
    for paragraph, marks in zip(DOCUMENT.paragraphs, marked(DOCUMENT, claims), strict=True):
        assert "".join(piece.text for piece in marks.pieces) == TEXT[paragraph.start : paragraph.end]
        at = paragraph.start
        for piece in marks.pieces:
            expected = {n for n, each in enumerate(evidence, 1) if any(a <= at < b for a, b in each)}
            assert set(piece.claims) == expected
            at += len(piece.text)
