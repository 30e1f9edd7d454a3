from pathlib import Path

import pytest

from foedera.coding import Assets
from foedera.coding.assets import Lexicon
from foedera.model import Asset, Claim, SourceError
from tests.coding.conftest import Code


def coded(code: Code, text: str) -> list[tuple[Claim, Asset]]:
    return [(claim, claim.body) for claim in code(Assets(), text) if isinstance(claim.body, Asset)]


def ids(refs: tuple[object, ...]) -> list[str]:
    return [str(getattr(ref, "id", None)) for ref in refs]


@pytest.mark.parametrize(
    ("text", "action", "name", "owners", "others", "quantity", "modality"),
    [
        ("Australia will buy three Virginia-class submarines from the United States.", "buy",
         "Virginia-class submarines", ["state:AUS"], ["state:USA"], 3, "planned"),
        ("The United States intends to sell Australia three Virginia class submarines.", "sell",
         "Virginia class submarines", ["state:USA"], ["state:AUS"], 3, "planned"),
        ("Japan and the United Kingdom are developing a stealth fighter with Italy.", "develop", "stealth fighter",
         ["state:JPN", "state:GBR"], ["state:ITA"], None, "actual"),
        ("The United States has deployed two THAAD batteries in South Korea.", "deploy", "THAAD batteries",
         ["state:USA"], ["state:KOR"], 2, "actual"),
        ("China built a naval base in Cambodia in 2024.", "build", "naval base", ["state:CHN"], [], None, "actual"),
        ("Japan is considering the purchase of Tomahawk missiles.", "buy", "Tomahawk missiles", ["state:JPN"], [], None,
         "possible"),
        ("Germany may close the naval base at Rostock.", "close", "naval base", ["state:DEU"], [], None, "possible"),
        ("Japan and the Philippines launched a Maritime Security Dialogue in 2030.", "launch",
         "Maritime Security Dialogue", ["state:JPN", "state:PHL"], [], None, "actual"),
    ],
)  # fmt: skip
def test_what_is_done_with_a_thing(
    code: Code,
    text: str,
    action: str,
    name: str,
    owners: list[str],
    others: list[str],
    quantity: int | None,
    modality: str,
) -> None:
    ((claim, body),) = coded(code, text)
    assert (body.action, body.name, body.quantity, claim.modality) == (action, name, quantity, modality)
    assert ids(body.owners) == owners
    assert ids(body.counterparties) == others


@pytest.mark.parametrize(
    "text",
    [
        "North Korea launched a ballistic missile on Sunday.",
        "The submarine sank.",
        "Japan did not buy Tomahawk missiles.",
        "If Japan buys Tomahawk missiles, China will protest.",
        "Japan should buy Tomahawk missiles.",
        "Will Japan buy Tomahawk missiles?",
        "The company bought fishing vessels.",
        "They built a base of support in Ohio.",
    ],
)
def test_what_is_not_done(code: Code, text: str) -> None:
    assert coded(code, text) == []


def test_who_opposes_a_deployment_does_not_deploy(code: Code) -> None:
    ((claim, body),) = coded(code, "China opposes the deployment of the THAAD system in South Korea.")
    assert body.owners == ()
    assert claim.modality == "possible"
    assert ids(body.counterparties) == ["state:KOR"]


def test_one_claim_for_one_thing_and_action(code: Code) -> None:
    text = "Japan will buy 400 Tomahawk missiles.\n\nThe Tomahawks will be bought by Japan from the United States."
    ((claim, body),) = coded(code, text)
    assert len(claim.evidence) == 2
    assert body.quantity == 400
    assert ids(body.counterparties) == ["state:USA"]


def test_on_whose_word(code: Code) -> None:
    ((claim, _),) = coded(code, "China has deployed a missile system on the island, Japan said.")
    assert claim.attribution.voice == "named"
    assert ids(claim.attribution.sources) == ["state:JPN"]


def test_after_the_documents_date_it_is_planned(code: Code) -> None:
    ((claim, _),) = coded(code, "Japan opens a naval base in Djibouti on 1 May 2031.")
    assert claim.modality == "planned"


def test_place_and_purpose(code: Code) -> None:
    text = "Australia plans to establish a submarine base at Port Kembla to support future submarines."
    ((_, body),) = coded(code, text)
    assert body.place == "Port Kembla"
    assert body.purpose == "to support future submarines"


def test_a_user_adds_words(tmp_path: Path, code: Code) -> None:
    (tmp_path / "names.csv").write_text("name,type,comment\nHalberd,weapon,\n", encoding="utf-8")
    for text in ("Japan bought 200 Halberds.", "Japan bought the Halberd from Norway."):
        assert not list(code(Assets(), text))
        claims = list(code(Assets(Lexicon([tmp_path])), text))
        assert [claim.body.type for claim in claims if isinstance(claim.body, Asset)] == ["weapon"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Germany will sign a letter of interest with Norway to purchase MQ-4C Tritons.", [("MQ-4C Tritons", "buy")]),
        ("The U.S. transfer included 400 M203 grenade launchers.", [("M203 grenade launchers", "sell")]),
        ("The United States plans to begin rotations of SSNs to Australia.", [("SSNs", "deploy")]),
        ("The USS Halsey entered the Persian Gulf on Friday.", [("USS Halsey", "deploy")]),
        ("A neighbour, North Korea, has developed hypersonic weapons.", [("hypersonic weapons", "develop")]),
        ("The warships sailed through the strait.", []),
        ("The U.S. Navy's battle force is approximately 293 ships.", [("ships", "hold")]),
        ("China has built runways on the islands.", [("runways", "build")]),
        ("The frigates will be built and deployed by Australia.", [("frigates", "build"), ("frigates", "deploy")]),
        ("India bought weapons such as Harpoon missiles.", [("Harpoon missiles", "buy")]),
        (
            "The allies plan a rotational presence of one Astute class submarine and two Virginia class submarines "
            "at the base.",
            [("Astute class submarine", "deploy"), ("Virginia class submarines", "deploy")],
        ),
        ("The United States sent the USNS John Ericsson.", [("USNS John Ericsson", "deploy")]),
    ],
)
def test_forms_of_telling(code: Code, text: str, found: list[tuple[str, str]]) -> None:
    assert [(body.name, body.action) for _, body in coded(code, text)] == found


def test_parties_that_share_nobody_are_told_apart(code: Code) -> None:
    bodies = [body for _, body in coded(code, "Norway bought two submarines. Canada bought eight submarines.")]
    assert [(body.owners[0].name, body.quantity) for body in bodies] == [("Norway", 2), ("Canada", 8)]


@pytest.mark.parametrize("row", ["Halberd,ghost,", "Halberd"])
def test_a_malformed_table_is_one_clear_error(tmp_path: Path, row: str) -> None:
    (tmp_path / "names.csv").write_text(f"name,type,comment\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        Lexicon([tmp_path])
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'names.csv'}:2: ")


def test_it_wants_few_sentences() -> None:
    coder = Assets()
    assert coder.wants("Japan will buy F-35 jets.", 1)
    assert coder.wants("They agreed to upgrade the facilities.", 0)
    assert not coder.wants("The minister praised the talks.", 2)


def test_figures_out_of_all_measure_are_not_guessed(code: Code) -> None:
    for _, body in coded(code, "Japan will buy $-3 billion% missiles on 31 April from the United States."):
        assert body.quantity is None


@pytest.mark.parametrize(
    ("text", "action", "modality"),
    [
        ("North Korea has not only developed nuclear weapons, but sold them.", "develop", "actual"),
        ("The United States is modernizing the safety and reliability of its nuclear deterrent.", "upgrade", "actual"),
        ("Australia is taking steps to build the Northern Submarine Construction Yard.", "build", "planned"),
    ],
)
def test_what_stands_between_an_act_and_its_thing(code: Code, text: str, action: str, modality: str) -> None:
    ((claim, body),) = coded(code, text)
    assert (body.action, claim.modality) == (action, modality)


@pytest.mark.parametrize(
    "text",
    [
        "Narvik Air Base, where officers of both countries plan and exchange data, lies in the north.",
        "Narvik Air Base, at which officers of both countries plan and exchange data, lies in the north.",
    ],
)
def test_what_is_planned_at_a_base_is_not_the_base(code: Code, text: str) -> None:
    assert coded(code, text) == []


def test_a_base_that_somebody_opened_was_made(code: Code) -> None:
    ((_, body),) = coded(code, "The naval base that Norway opened in April lies in the north.")
    assert (body.action, [owner.id for owner in body.owners]) == ("create", ["state:NOR"])
