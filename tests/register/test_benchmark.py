"""The labelled world is what its sources say, and the scorer counts pairs rightly."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from benchmarks import bench_register
from benchmarks.bench_register import Label, Score, Span
from benchmarks.gold.register import build
from hypothesis import given
from hypothesis import strategies as st

from foedera.dossiers import folder
from foedera.model import Claim, Commitment, Document, Figure, Paragraph

GOLD = Path(build.__file__).parent
HEAD = "! c.one stages: a promise\n! f.two budget: a sum\n=== 2031-05-02 | Ormund Wire | A title\n"


def world(tmp_path: Path, text: str) -> build.World:
    path = tmp_path / "fit-1.txt"
    path.write_text(text, encoding="utf-8")
    return build.built([path])


@pytest.fixture(scope="module")
def made() -> build.World:
    return build.built([path for half in build.HALVES for path in sorted(GOLD.glob(f"{half}*.txt"))])


def test_files_are_what_the_sources_say(made: build.World) -> None:
    assert made.faults == []
    for name, text in build.files(made).items():
        assert (GOLD / name).read_text(encoding="utf-8") == text, f"run {build.__file__}"


def test_claims_quote_their_documents(made: build.World) -> None:
    texts = {row["id"]: str(row["text"]) for row in made.documents}
    for claim in made.claims:
        text = texts[claim.document]
        for span in (*claim.evidence, *(actor for _, actor in claim.actors())):
            assert text[span.start : span.end] == span.text
        assert Claim.from_json(claim.to_json()) == claim


def test_labels_hold_for_one_kind_and_one_half(made: build.World) -> None:
    with (GOLD / "labels.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kinds = {claim.id: claim.kind for claim in made.claims}
    assert len(rows) == len(kinds) >= 300
    assert len({(row["entry"], kinds[row["claim"]], row["half"]) for row in rows}) == len(
        {row["entry"] for row in rows}
    )
    assert set(kinds.values()) == set(build.LETTERS.values())


def test_a_claim_is_built_from_its_notation(tmp_path: Path) -> None:
    made = world(
        tmp_path,
        HEAD + "Norvane will pay its ally 3.4 billion euros by June 2032, Halvard said.\n"
        "> c.one #late [Norvane will pay .. June 2032] parties=Norvane; action=pay; object=its ally; "
        "beneficiaries=its ally=XIL; due=..2032-06-30 by June 2032; figures=3.4bn EUR: pay; by=named Halvard\n"
        "> f.two is=~3.4bn EUR: pay; actor=Norvane\n",
    )
    assert made.faults == []
    promise, amount = made.claims
    body = promise.body
    assert isinstance(body, Commitment)
    assert promise.evidence[0].text == "Norvane will pay its ally 3.4 billion euros by June 2032"
    assert [actor.id for actor in body.parties] == ["state:XNV"]
    assert [(actor.id, actor.text) for actor in body.beneficiaries] == [("state:XIL", "its ally")]
    assert body.due is not None
    assert (body.due.earliest, body.due.latest) == (None, "2032-06-30")
    assert promise.attribution.sources[0].id == "person:corin-halvard"
    assert isinstance(amount.body, Figure)
    assert (amount.body.value, amount.body.bound, amount.body.unit) == (3_400_000_000, "about", "EUR")
    assert [label[1:] for label in made.labels] == [("c.one", "late stages", "fit"), ("f.two", "budget", "fit")]


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("> c.one parties=Ilmara; action=pay; object=its ally", "'Ilmara' is not in the document"),
        ("> c.one parties=its ally; action=pay; object=its ally", "no actor is named 'its ally'"),
        ("> c.one parties=its ally=XXX; action=pay; object=its ally", "'XXX' is no actor"),
        ("> c.one [Norvane .. tomorrow] parties=Norvane; action=pay; object=its ally", "'tomorrow' does not follow"),
        ("> c.one parties=Norvane; action=pay; object=its ally; status=perhaps", "Invalid enum value"),
        ("> c.one parties=Norvane; action", "'action' is no field=value"),
        ("> c.three parties=Norvane; action=pay; object=its ally", "no entry of this half"),
        ("> f.two is=many EUR: pay", "'many' is no number"),
    ],
)
def test_what_cannot_be_built_is_said_with_its_line(tmp_path: Path, claim: str, fault: str) -> None:
    made = world(tmp_path, f"{HEAD}Norvane will pay its ally.\n{claim}\n")
    assert made.faults[0].startswith("fit-1.txt:5: ")
    assert fault in made.faults[0]
    assert made.claims == []


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit", "of"),
    [
        ("2.4 percent of GDP: defence", 2.4, None, None, "percent", "GDP"),
        (">40 missiles: missiles", 40, None, None, "missiles", None),
        ("10-12 ships: ships", None, 10, 12, "ships", None),
    ],
)
def test_figures(text: str, value: object, low: object, high: object, unit: str, of: object) -> None:
    made = build.figure(text)
    assert (made["value"], made["low"], made["high"], made["unit"], made["of"]) == (value, low, high, unit, of)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=12))
def test_pairs_are_counted_as_one_by_one(rows: list[tuple[str, str]]) -> None:
    pairs = list(combinations(rows, 2))
    assert bench_register.score(rows) == Score(
        right=sum(a == b for a, b in pairs),
        found=sum(a[1] == b[1] for a, b in pairs),
        labelled=sum(a[0] == b[0] for a, b in pairs),
    )


def test_scores_by_kind_and_case() -> None:
    case = frozenset({"tranche"})
    labels = {
        "1": Label("c.a", "commitment", case), "2": Label("c.a", "commitment"), "3": Label("c.b", "commitment", case),
        "4": Label("f.a", "figure"),
    }  # fmt: skip
    entries = {"1": "e-1", "2": "e-1", "3": "e-1"}
    scores = bench_register.scores(labels, entries)
    assert scores == {
        "all": Score(1, 3, 1), "commitment": Score(1, 3, 1), "#tranche": Score(1, 3, 1),
    }  # fmt: skip
    assert str(Score(1, 2, 4)).split() == ["0.500", "0.250", "1", "2", "4"]
    assert bench_register.wrong(labels, entries) == [("+", "1", "3"), ("+", "2", "3")]


def test_claims_of_different_kinds_are_no_pair() -> None:
    labels = {"1": Label("a", "figure"), "2": Label("a", "asset")}
    assert bench_register.scores(labels, {"1": "e-1", "2": "e-1"}) == {}


def figure(start: int, end: int, value: int) -> Claim:
    text = "Norvane has 80 missiles and 12 ships at sea, and more than that in port. " * 2
    document = Document(text=text, paragraphs=(Paragraph(0, len(text), "body"),))
    body = msgspec.convert(
        {**build.figure(f"{value} missiles: missiles"), "actor": None, "base": None, "due": None}, Figure
    )
    return Claim.coded(
        document=document.id, published=None, evidence=(document.span(start, end),), body=body, coder="figures/1.0",
        confidence=0.8,
    )  # fmt: skip


def test_a_claim_stands_for_the_span_that_it_overlaps_best() -> None:
    near, far = Span("figure", 0, 40, "", "near"), Span("figure", 30, 72, "", "far")
    claim = figure(0, 44, 80)
    assert bench_register.overlap(claim, near) == pytest.approx(40 / 44)
    assert bench_register.matched([claim], [far, near]) == {claim.id: near}
    assert bench_register.matched([claim], [far]) == {}
    assert bench_register.matched([claim], [Span("asset", 0, 44, "", "other")]) == {}


def test_claims_of_one_sentence_are_told_apart_by_what_they_name() -> None:
    eighty, twelve = figure(0, 44, 80), figure(0, 44, 12)
    spans = [Span("figure", 0, 44, bench_register.mark(claim), str(n)) for n, claim in enumerate((twelve, eighty))]
    assert bench_register.matched([eighty, twelve], spans) == {eighty.id: spans[1], twelve.id: spans[0]}
    assert len(bench_register.matched([eighty, twelve], spans[:1])) == 1


def test_the_actors_are_those_of_the_dossier() -> None:
    actors = build.Actors(folder("fictional") / "actors")
    assert actors.named("Ilmaran") == actors.id("XIL") == "state:XIL"
    assert actors.named("Soleth") == "person:katrin-soleth"


@pytest.mark.parametrize("half", ["fit", "test"])
def test_every_claim_of_a_half_is_labelled(half: str) -> None:
    works, labels = bench_register.world(half)
    assert {claim.id for _, claims in works for claim in claims} == set(labels)
    assert all(claim.document == document.id for document, claims in works for claim in claims)


def test_labels_of_real_documents_are_whole() -> None:
    halves = {half: bench_register.labelled(half) for half in ("development", "held-out")}
    assert sum(map(len, halves.values())) >= 40
    assert not set(halves["development"]) & set(halves["held-out"])
    for half, gold in halves.items():
        with (GOLD / f"real-{half}-groups.csv").open(encoding="utf-8", newline="") as lines:
            described = {row["group"]: row["kind"] for row in csv.DictReader(lines)}
        spans = [span for document in gold.values() for span in document]
        groups = [span for span in spans if not span.group.startswith("sha256:")]
        assert {(span.group, span.kind) for span in groups} == set(described.items())
        assert all(sum(span.group == group for span in groups) > 1 for group in described)
        assert all(0 <= span.start < span.end and len(span.mark) == 8 for span in spans)
