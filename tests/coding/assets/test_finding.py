"""What is found of things in lists, by class, by acronym or without an act, and what is taken for none."""

import pytest

from foedera.coding import Assets
from foedera.model import Asset, Claim
from tests.coding.conftest import Code


def coded(code: Code, text: str) -> list[tuple[Claim, Asset]]:
    return [(claim, claim.body) for claim in code(Assets(), text) if isinstance(claim.body, Asset)]


def ids(body: Asset) -> list[str | None]:
    return [ref.id for ref in body.owners]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Australian frigates HMAS Perth and Toowoomba sailed into the harbour of Darwin.",
         [("HMAS Perth", "deploy"), ("Toowoomba", "deploy")]),
        ("South Korea sent destroyers Gwanggaeto and Euljimun to the Gulf.",
         [("Gwanggaeto", "deploy"), ("Euljimun", "deploy")]),
        ("Norway commissioned its third icebreaker vessel, the Kronprins.", [("Kronprins", "launch")]),
        ("The U.S.S. Halsey has completed a port visit to Norway.", [("U.S.S. Halsey", "deploy")]),
        ("Norway gave Poland patrol boats, radars, and more.", [("patrol boats", "sell"), ("radars", "sell")]),
        ("Sweden sent the destroyer USS Halsey to Norway.", [("USS Halsey", "deploy")]),
        ("Norway will rehabilitate Narvik Wharf and Bergen Wharf.",
         [("Narvik Wharf", "upgrade"), ("Bergen Wharf", "upgrade")]),
        ("They will launch an experts group, the Baltic Vaccine Experts Group.",
         [("Baltic Vaccine Experts Group", "launch")]),
        ("Norway is installing military outposts in the north.", [("military outposts", "build")]),
    ],
)  # fmt: skip
def test_things_by_name(code: Code, text: str, found: list[tuple[str, str]]) -> None:
    assert [(body.name, body.action) for _, body in coded(code, text)] == found


@pytest.mark.parametrize(
    ("text", "name", "quantity", "owner"),
    [
        ("This is fewer than Russia's 41 icebreakers.", "icebreakers", 41, "state:RUS"),
        ("China boasts a large fleet, with 219 warships in service.", "warships", 219, "state:CHN"),
        ("Norway defends the north with 350 tanks.", "tanks", 350, "state:NOR"),
    ],
)
def test_what_is_counted_is_held(code: Code, text: str, name: str, quantity: int, owner: str) -> None:
    held = [body for _, body in coded(code, text) if body.name == name]
    assert [(body.action, body.quantity, ids(body)) for body in held] == [("hold", quantity, [owner])]


def test_what_is_said_behind_a_list_is_said_of_all(code: Code) -> None:
    text = "Its quartet of Iron Dome, Arrow 2, Taurus and Hellfire, developed with Norway, is modern."
    told = {body.name: body.action for _, body in coded(code, text)}
    assert told["Iron Dome"] == told["Hellfire"] == "develop"


def test_an_acronym_stands_for_the_body_that_bears_it(code: Code) -> None:
    text = "The Nordic Energy Dialogue (NED) is a forum.\n\nNorway and Sweden have launched the NED."
    launched = [body for _, body in coded(code, text) if body.action == "launch"]
    assert [body.name for body in launched] == ["Nordic Energy Dialogue (NED)"]
    assert ids(launched[0]) == ["state:NOR", "state:SWE"]


def test_the_forces_in_a_name_are_those_of_their_state(code: Code) -> None:
    text = "Norway and the United States welcome the arrival and rotation of U.S. Army tanks in Norway."
    ((_, body),) = coded(code, text)
    assert ids(body) == ["state:USA"]


def test_what_only_mentions_an_act_is_no_act_of_its_own(code: Code) -> None:
    text = "The United States will deploy THAAD in South Korea.\n\nThe THAAD deployment was part of a plan."
    ((claim, _),) = coded(code, text)
    assert claim.modality == "planned"
    assert len(claim.evidence) == 2


def test_a_purchase_that_is_somebodys_is_planned_where_it_is_an_aim(code: Code) -> None:
    ((claim, body),) = coded(code, "Progress was made to support Norway's acquisition of submarines.")
    assert (body.action, claim.modality, ids(body)) == ("buy", "planned", ["state:NOR"])


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Norway welcomed the 2029 deployment of the HIMARS launchers.", "2029"),
        ("Norway, which was occupied in 1940, saw the deployment of HIMARS launchers.", None),
    ],
)
def test_the_date_of_what_a_noun_tells(code: Code, text: str, when: str | None) -> None:
    dates = {None if claim.when is None else claim.when.text for claim, _ in coded(code, text)}
    assert dates == {when}


def test_a_decade_to_come_is_planned(code: Code) -> None:
    ((claim, _),) = coded(code, "Norway's submarines are retired in the 2040s.")
    assert claim.modality == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Firms such as Germany's Brandkrupp Marine Systems will be sold.",
        "Creating Diverse Innovation Networks",
        "Both pledged to enhance coordination in fora such as the Nordic Regional Forum.",
        "Norway will expand exchange programs.",
        "It thought that the news would be a win for his base.",
        "North Korea can deliver warheads to the mainland.",
        "THAAD is designed to intercept missiles.",
        "Norway brought down the number of Patriot systems.",
        "They will cooperate on ballistic missile defense.",
        "Norway wants to give a reply about the frigates.",
    ],
)
def test_what_is_no_asset(code: Code, text: str) -> None:
    assert coded(code, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway plans to base two frigates in Bergen, deploying missiles on the island.",
         [("frigates", "deploy"), ("missiles", "deploy")]),
        ("A Swedish destroyer sailed within 12 miles of Jan Mayen.", [("destroyer", "deploy")]),
        ("Swedish bombers flew over the Norwegian Sea on Monday.", [("bombers", "deploy")]),
        ("Two Swedish P-8A Poseidon aircraft operate from Evenes.", [("Swedish P-8A Poseidon aircraft", "deploy")]),
        ("Four F-22 Raptors arrived at Kadena Air Base.", [("F-22 Raptors", "deploy")]),
        ("The HMAS Perth is in Bergen.", [("HMAS Perth", "deploy")]),
        ("The Norwegian frigate entered service in 2024.", [("frigate", "launch")]),
        ("The radar station in Norway became operational.", [("radar station", "launch")]),
        ("Norway's stealth frigate is under construction.", [("stealth frigate", "build")]),
        ("Norway intends to transfer to the navy of Sweden, two Oslo-class ships.", [("Oslo-class ships", "sell")]),
        ("They praised the Swedish-built submarines.", [("Swedish-built submarines", "build")]),
        ("Saab won an order for 40 Gripen fighters.", [("Gripen fighters", "sell")]),
        ("The aid package includes air defence missiles and ammunition.",
         [("air defence missiles", "sell"), ("ammunition", "sell")]),
        ("Norway announced $40 million in aid for Sweden, including Leopard tanks.", [("Leopard tanks", "sell")]),
        ("Two frigates are due to be deployed in Norway.", [("frigates", "deploy")]),
        ("The repair facility in Norway waited for years and will open in May.", [("repair facility", "create")]),
        ("The last of 80 missiles that Norway promised to Sweden has arrived in Oslo.",
         [("missiles", "deploy"), ("missiles", "sell")]),
        ("Norway bought K-2 tanks and Mi-17 helicopters.", [("K-2 tanks", "buy"), ("Mi-17 helicopters", "buy")]),
        ("Norway picked the F-35A fighter jets.", [("F-35A fighter jets", "buy")]),
        ("Satellite images show two missile launchers on Jan Mayen.", [("missile launchers", "deploy")]),
        ("Norway has been building small reefs into military bases with airstrips.", [("military bases", "build")]),
        ("Norway will supply nine more of the frigates to Sweden.", [("frigates", "sell")]),
        ("The army will reposition two Patriot batteries to Norway.", [("Patriot batteries", "deploy")]),
        ("They fear the long-range missiles that Norway plans to buy.", [("long-range missiles", "buy")]),
        ("The regiment, equipped with HIMARS launchers, was moved north.", [("HIMARS launchers", "hold")]),
    ],
)  # fmt: skip
def test_acts_that_stand_apart_or_need_no_party(code: Code, text: str, found: list[tuple[str, str]]) -> None:
    assert sorted((body.name, body.action) for _, body in coded(code, text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Canada watched as the HMCS Regina sailed into the port of Oslo.", "state:CAN"),
        ("Norwegian-built frigates are based in Gdynia.", "state:NOR"),
        ("Norway's plan includes a deal to buy S-400 systems.", "state:NOR"),
    ],
)
def test_whose_a_thing_is_by_its_name_maker_or_plan(code: Code, text: str, owner: str) -> None:
    assert owner in {one for _, body in coded(code, text) for one in ids(body)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway is accused of building a naval base in Sweden.",
        "Sweden accused Norway of building a naval base on the island.",
        "Sweden rejected allegations that Norway was building a naval base on the island.",
        "Norway allegedly built a naval base in Sweden.",
    ],
)
def test_what_somebody_is_accused_of_is_possible(code: Code, text: str) -> None:
    ((claim, body),) = coded(code, text)
    assert (body.action, claim.modality, ids(body)) == ("build", "possible", ["state:NOR"])


def test_a_number_in_brackets_counts(code: Code) -> None:
    ((_, body),) = coded(code, "Norway has requested to buy sixty-one (61) Javelin missiles.")
    assert (body.name, body.quantity) == ("Javelin missiles", 61)


def test_a_calibre_counts_nothing(code: Code) -> None:
    ((_, body),) = coded(code, "The 155 mm shells will be produced in Norway.")
    assert body.quantity is None


@pytest.mark.parametrize(
    "text",
    [
        "Norway gave Sweden counter-drone and demining equipment.",
        "The exercise brought tanks to bear on the enemy.",
        "The deployed forces built a base of knowledge in Ohio.",
        "The warship is in trouble.",
        "Both houses of Congress established committees.",
    ],
)
def test_what_only_looks_like_a_thing_with_an_act(code: Code, text: str) -> None:
    assert coded(code, text) == []
