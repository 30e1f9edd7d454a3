"""Values that a text does not give are not made from words beside them."""

from foedera.coding import Assets, Commitments
from foedera.model import Asset, Commitment

from .conftest import Code


def test_a_century_is_no_due_date(code: Code) -> None:
    for words in (
        "21st-century challenges",
        "the challenges of the 21st century",
        "the challenges of the twenty-first century",
    ):
        (claim,) = code(Commitments(), f"Japan and Australia will build a joint radar station to meet {words}.")
        assert isinstance(claim.body, Commitment)
        assert claim.body.due is None


def test_a_count_is_not_handed_on_to_what_is_joined_to_it(code: Code) -> None:
    claims = code(
        Assets(), "The United States delivered 400 grenade launchers, 85 sniper rifles, and a Raven drone to Japan."
    )
    counts = {claim.body.name: claim.body.quantity for claim in claims if isinstance(claim.body, Asset)}
    assert counts.get("grenade launchers") == 400 and counts.get("sniper rifles") == 85
    assert [count for name, count in counts.items() if "Raven" in name] in ([None], [1])


def test_he_is_no_organisation_that_undertook_something_before(code: Code) -> None:
    text = (
        "The Group of Seven will lend Ukraine 50 billion dollars. Trump sparked criticism from Western officials for "
        "suggesting he would not protect countries that failed to meet the spending targets."
    )
    parties = [ref.name for c in code(Commitments(), text) if isinstance(c.body, Commitment) for ref in c.body.parties
               if "protect" in c.evidence[0].text]  # fmt: skip
    assert parties == []
