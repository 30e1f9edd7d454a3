"""Lists of things under a line that says what is done with them."""

import pytest

from foedera.coding import Assets
from foedera.coding.assets.items import is_lead
from foedera.model import Asset, Claim
from tests.coding.conftest import Code

DELIVERED = "Sweden has delivered the following equipment to Norway:\n\n"


def coded(code: Code, text: str) -> list[tuple[Claim, Asset]]:
    return [(claim, claim.body) for claim in code(Assets(), text) if isinstance(claim.body, Asset)]


def test_items_take_act_and_parties_from_the_line_above(code: Code) -> None:
    found = coded(code, DELIVERED + "- 31 Leopard tanks;\n\n- More than 2,000 Stinger missiles and ammunition;")
    assert {(body.name, body.action, body.quantity) for _, body in found} == {
        ("Leopard tanks", "sell", 31), ("Stinger missiles", "sell", 2000), ("ammunition", "sell", None),
    }  # fmt: skip
    for claim, body in found:
        assert [ref.id for ref in body.owners] == ["state:SWE"]
        assert [ref.id for ref in body.counterparties] == ["state:NOR"]
        assert claim.evidence[1].text.startswith("Sweden has delivered")


@pytest.mark.parametrize(
    ("lead", "modality"),
    [
        ("Military aid to Norway in preparation:", "planned"),
        ("Delivered military support to Norway:", "actual"),
        ("Sweden will donate the following systems to Norway:", "planned"),
    ],
)
def test_the_line_above_says_whether_it_is_done(code: Code, lead: str, modality: str) -> None:
    ((claim, body),) = coded(code, f"{lead}\n\n- 20 Marder vehicles")
    assert (body.action, body.quantity, claim.modality) == ("sell", 20, modality)


def test_an_item_may_stand_above_further_items(code: Code) -> None:
    text = "The leaders agreed:\n\n- Sweden will sell 90 Halberd missiles to Norway in two tranches:\n\n"
    found = coded(code, text + "- a first tranche of 40 missiles and 5 launchers by 2032")
    assert [(body.quantity, [ref.id for ref in body.owners]) for _, body in found if body.name == "launchers"] == [
        (5, ["state:SWE"])
    ]


def test_a_heading_within_a_list_leaves_the_line_above_in_force(code: Code) -> None:
    found = coded(code, DELIVERED + "Air defence\n\n- 2 Skynex systems")
    assert [(body.action, body.quantity) for _, body in found] == [("sell", 2)]


@pytest.mark.parametrize(
    "item",
    ["- The tanks were lost in the north.", "- 40 field kitchens", "- Spare parts for helicopters"],
)
def test_an_item_that_is_a_sentence_or_no_asset_is_none(code: Code, item: str) -> None:
    assert coded(code, DELIVERED + item) == []


def test_an_item_after_a_sentence_stands_for_itself(code: Code) -> None:
    assert coded(code, "The mayor of Oslo spoke about the following things.\n\n- 31 Leopard tanks") == []


@pytest.mark.parametrize(
    ("line", "leads"),
    [("Delivered to Norway:", True), ("Air defence", True), ("Norway bought tanks.", False), ("Is it so?", False)],
)
def test_which_lines_may_stand_above_a_list(line: str, leads: bool) -> None:
    assert is_lead(line) is leads
