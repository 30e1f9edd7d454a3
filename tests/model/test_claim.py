import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import (
    BODIES,
    KINDS,
    ActorRef,
    Attribution,
    Claim,
    ClaimError,
    Command,
    Document,
    Edtf,
    Figure,
    Paragraph,
    Span,
)

DOCUMENT = "sha256:" + "0" * 64

words = st.text(min_size=1, max_size=8)
dates = st.sampled_from(
    ["2024-04-10", "1951-09", "2027", "1960/..", "2024~", "2024-04-10/2024-04-14", "2023-24", "/1950"]
)
numbers = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12))


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.integers(0, 1000))
    text = draw(words)
    return {"start": start, "end": start + len(text), "text": text}


@st.composite
def actors(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["state", "organisation", "person", "command"]))
    id = draw(st.sampled_from(["state:JPN", "state:SUHH", "state:gw-300"] if kind == "state" else [f"{kind}:a-1"]))
    state = draw(st.sampled_from([None, "state:JPN"]))
    known = draw(st.sampled_from([id, None]))
    sector = draw(st.sampled_from([None, "GOV"]))
    return {"id": known, "name": draw(words), "kind": kind, "state": state, "sector": sector, **draw(spans())}


def some(items: st.SearchStrategy[Any], at_least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=at_least, max_size=2)


def or_none(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | value


def one_of(names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names.split())


days = or_none(st.dates().map(str))
deadlines = st.fixed_dictionaries({"earliest": days, "latest": days, "text": words})
FIGURE = {
    "quantity": words, "value": or_none(numbers), "low": or_none(numbers), "high": or_none(numbers),
    "bound": one_of("exact about at-least at-most"), "unit": words, "of": or_none(words), "actor": or_none(actors()),
    "base": or_none(dates), "due": or_none(deadlines),
}  # fmt: skip
ACT = {
    "act": one_of(
        "adopted signed ratified acceded entered-into-force provisionally-applied reserved extended suspended "
        "denounced withdrawn terminated"
    ),
    "actor": or_none(actors()), "when": or_none(dates), "place": or_none(words),
}  # fmt: skip
OBLIGATION = {
    "type": one_of("defense offense neutrality nonaggression consultation"),
    "by": some(actors()), "toward": some(actors()),
}  # fmt: skip
RELATION = {
    "relation": one_of("amends supersedes implements extends reaffirms terminates outdates"), "target": words,
}  # fmt: skip
# The contract's bodies, written down a second time: field by field, in its order.
SHAPES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "statement": {
        "speakers": some(actors()), "affiliation": or_none(words), "cue": or_none(words), "content": some(spans(), 1),
        "quotation": one_of("direct indirect mixed"), "about": some(actors()), "outlook": st.booleans(),
        "horizon": or_none(dates), "likelihood": or_none(words), "expected": or_none(st.booleans()),
    },
    "event": {
        "actors": some(actors(), 1), "recipients": some(actors()),
        "type": one_of(
            "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
            "MOBILIZE COERCE ASSAULT"
        ),
        "mode": or_none(words), "contexts": some(words), "place": or_none(words),
    },
    "commitment": {
        "parties": some(actors(), 1), "action": words, "object": words,
        "status": one_of("intended committed decided ongoing completed reaffirmed delayed suspended withdrawn"),
        "exploratory": st.booleans(), "beneficiaries": some(actors()), "counterparties": some(actors()),
        "conditions": some(spans()), "due": or_none(deadlines), "figures": some(st.fixed_dictionaries(FIGURE)),
    },
    "instrument": {
        "name": words,
        "type": one_of(
            "treaty protocol agreement exchange-of-notes memorandum guidelines communique strategy law other"
        ),
        "binding": or_none(one_of("legal political")), "parties": some(actors()),
        "acts": some(st.fixed_dictionaries(ACT)), "obligations": some(st.fixed_dictionaries(OBLIGATION)),
        "relations": some(st.fixed_dictionaries(RELATION)),
    },
    "affiliation": {
        "member": actors(), "group": actors(), "role": or_none(words),
        "standing": one_of("holder member candidate partner observer guest former"),
    },
    "command": {
        "change": one_of("hold create upgrade attach delegate relocate restructure disband"),
        "unit": or_none(actors()), "post": or_none(words), "rank": or_none(words), "from": or_none(actors()),
        "parent": or_none(actors()),
        "relationship": or_none(one_of("full cocom opcom opcon tacom tacon adcon support coordination liaison")),
        "place": or_none(words), "authority": or_none(words), "conditions": some(spans()),
    },
    "asset": {
        "name": words, "type": one_of("base platform weapon programme body"),
        "action": one_of("hold build buy sell develop deploy launch upgrade create close"),
        "owners": some(actors()), "counterparties": some(actors()), "quantity": or_none(numbers),
        "place": or_none(words), "purpose": or_none(words),
    },
    "figure": FIGURE,
}  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(SHAPES)))
    attribution = st.fixed_dictionaries({"voice": one_of("author named unnamed"), "sources": some(actors())})
    return {
        "id": draw(words), "kind": kind, "document": DOCUMENT, "evidence": draw(some(spans(), 1)),
        "when": draw(or_none(dates)), "modality": draw(one_of("actual planned possible denied")),
        "attribution": draw(attribution), "confidence": draw(st.floats(0, 1)), "coder": "statements/1.2",
        "body": draw(st.fixed_dictionaries(SHAPES[kind])),
    }  # fmt: skip


@given(claims())
def test_whatever_the_contract_allows_round_trips_exactly(value: dict[str, Any]) -> None:
    claim = Claim.from_json(json.dumps(value))
    again = json.loads(claim.to_json())
    assert again == value
    assert Claim.from_json(claim.to_json()) == claim
    assert claim.kind == value["kind"]


@given(claims(), st.data())
def test_a_missing_or_foreign_field_is_refused(value: dict[str, Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(value["body"])))
    broken = {**value, "body": {name: part for name, part in value["body"].items() if name != field}}
    with pytest.raises(ClaimError, match="not a claim"):
        Claim.from_json(json.dumps(broken))
    with pytest.raises(ClaimError, match="not a claim"):
        Claim.from_json(json.dumps({**value, "colour": "red"}))


def test_the_bodies_have_the_contracts_fields_in_its_order() -> None:
    assert list(KINDS) == list(SHAPES) == list(BODIES)
    for kind, shape in SHAPES.items():
        assert list(BODIES[kind].__struct_encode_fields__) == list(shape)  # type: ignore[index]


def figure(**changes: Any) -> Figure:
    fields: dict[str, Any] = {
        "quantity": "defence spending", "value": 2, "low": None, "high": None, "bound": "exact", "unit": "percent",
        "of": "GDP", "actor": None, "base": None, "due": None,
    }  # fmt: skip
    return Figure(**{**fields, **changes})


def coded(**changes: Any) -> Claim:
    fields: dict[str, Any] = {
        "document": DOCUMENT, "published": Edtf.parse("2024-04-10"), "evidence": (Span(0, 5, "Tokyo"),),
        "body": figure(), "coder": "figures/1.0", "confidence": 0.5,
    }  # fmt: skip
    return Claim.coded(**{**fields, **changes})


def test_ids_follow_from_content_and_publication_date() -> None:
    assert coded().id == coded().id
    others = [coded(published=None), coded(coder="figures/1.1"), coded(body=figure(value=3)), coded(confidence=0.6)]
    assert len({claim.id for claim in [coded(), *others]}) == 5


def test_the_key_ignores_who_coded_it() -> None:
    assert coded().key == coded(coder="figures/2.0", confidence=0.9, published=None).key
    assert coded().key != coded(modality="planned").key


def test_out_of_bounds_is_refused() -> None:
    for wrong in ({"confidence": 1.2}, {"confidence": float("nan")}, {"evidence": ()}, {"when": Edtf.parse("201X")}):
        with pytest.raises(ClaimError):
            coded(**wrong)


def test_spans_and_actors_are_checked_when_made() -> None:
    with pytest.raises(ClaimError):
        Span(3, 3, "")
    with pytest.raises(ClaimError):
        Span.of("abc", 1, 9)
    fields: dict[str, Any] = {"name": "Japan", "state": None, "sector": None, "text": "Japan", "start": 0, "end": 5}
    for id, kind in (
        ("state:Japan", "state"),
        ("JPN", "state"),
        ("person:x", "command"),
        ("organisation:A", "organisation"),
    ):
        with pytest.raises(ClaimError, match="no id of"):
            ActorRef(id=id, kind=kind, **fields)  # type: ignore[arg-type]


def test_every_actor_of_a_claim_is_found_with_its_field() -> None:
    japan = ActorRef(
        id="state:JPN", name="Japan", kind="state", state="state:JPN", sector="GOV", text="Tokyo", start=0, end=5
    )
    body = Command(
        change="hold", unit=japan, post=None, rank=None, from_=japan, parent=None, relationship=None, place=None,
        authority=None, conditions=(),
    )  # fmt: skip
    claim = coded(body=body, attribution=Attribution("named", (japan,)))
    assert [field for field, _ in claim.actors()] == ["sources", "unit", "from"]
    assert json.loads(claim.to_json())["body"]["from"]["id"] == "state:JPN"


def test_errors_say_where() -> None:
    value = coded().to_dict()
    value["body"]["bound"] = "roughly"
    with pytest.raises(ClaimError, match=r"roughly.*\$\.bound"):
        Claim.from_json(json.dumps(value))
    with pytest.raises(ClaimError):
        Claim.from_json(b"\xff")
    value["when"] = 2024
    with pytest.raises(ClaimError):
        Claim.from_json(json.dumps(value))


def test_documents_know_their_id_and_slices() -> None:
    document = Document(text="Tokyo agreed.", paragraphs=(Paragraph(0, 13, "body"),), published=Edtf.parse("2024"))
    assert document.id == "sha256:" + hashlib.sha256(b"Tokyo agreed.").hexdigest()
    assert document.span(0, 5) == Span(0, 5, "Tokyo")
    assert "text" not in document.summary()
    assert document.summary(text=True)["paragraphs"] == [{"start": 0, "end": 13, "role": "body"}]
