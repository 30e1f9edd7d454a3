import csv
from pathlib import Path

import pytest

import foedera.model
from foedera.model import EVENT_TYPES
from foedera.model.plover import from_cameo, plover_contexts, plover_modes, plover_types, to_cameo

DATA = Path(foedera.model.__file__).parent / "data"


def test_the_types_are_those_of_the_contract_in_its_order() -> None:
    assert tuple(plover_types()) == EVENT_TYPES
    assert all(type.definition and -10 <= type.score <= 10 for type in plover_types().values())


def test_scores_and_quads_agree_on_who_is_friend_and_foe() -> None:
    for type in plover_types().values():
        assert (type.score > 0) == type.quad.endswith("COOP")


def test_modes_belong_to_types_and_contexts_are_listed() -> None:
    assert set(plover_modes()) == set(EVENT_TYPES)
    assert "heavy-weapons" in plover_modes()["ASSAULT"]
    assert plover_modes()["SUPPORT"] == {}
    assert {"military", "cbrn", "enviro_disaster", "historical"} <= set(plover_contexts())


def test_every_code_of_cameo_leads_to_a_listed_mode_and_context() -> None:
    with (DATA / "plover_cameo.csv").open(encoding="utf-8") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert len(codes) == len(set(codes)) > 250
    for code in codes:
        found = from_cameo(code)
        assert found is not None and found.code == code
        assert found.mode is None or found.mode in plover_modes()[found.type]
        assert set(found.contexts) <= set(plover_contexts())


@pytest.mark.parametrize(
    ("code", "type", "mode"),
    [
        ("0841", "RETREAT", "release"),
        ("0831", "CONCEDE", None),
        ("112", "ACCUSE", "disapprove"),
        ("1954", "ASSAULT", "heavy-weapons"),
        ("163", "COERCE", "restrict"),
    ],
)
def test_codes_of_cameo_and_their_unlisted_children(code: str, type: str, mode: str | None) -> None:
    found = from_cameo(code)
    assert found is not None
    assert (found.type, found.mode) == (type, mode)


@pytest.mark.parametrize("code", ["01", "010", "02", "0241", "", "9", "xyz"])
def test_comments_appeals_and_nonsense_have_no_type(code: str) -> None:
    assert from_cameo(code) is None


def test_back_to_cameo() -> None:
    assert to_cameo("CONSULT") == "04"
    assert to_cameo("CONSULT", "phone") == "041"
    assert to_cameo("COERCE", "arrest") == "173"
    assert to_cameo("ASSAULT", "heavy-weapons", ("military",)) == "194"
    assert to_cameo("ACCUSE") == "11"
    for type in EVENT_TYPES:
        root = from_cameo(to_cameo(type))
        assert root is not None and (root.type == type or {root.type, type} == {"CONCEDE", "RETREAT"})
