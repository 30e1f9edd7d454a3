import pytest

from foedera.actors import bundled
from foedera.model import Edtf

BASE = bundled()


def on(text: str) -> Edtf:
    return Edtf.parse(text)


@pytest.mark.parametrize(
    ("name", "date", "id"),
    [
        ("INDOPACOM", "2024-04-11", "command:us-indo-pacific-command"),
        ("PACOM", "2010", "command:us-indo-pacific-command"),
        ("Persia", "1900", "state:IRN"),
        ("Germany", "1930", "state:gw-255"),
        ("Germany", "1960", "state:DEU"),
        ("Korea", "1890", "state:gw-730"),
        ("Bonn", "1970", "state:DEU"),
        ("Saigon", "1970", "state:gw-817"),
        ("nato", "2000", "organisation:nato"),
        ("state:JPN", "2000", "state:JPN"),
    ],
)
def test_find_gives_the_actor_of_that_time(name: str, date: str, id: str) -> None:
    assert [actor.id for actor in BASE.find(name, on(date))] == [id]


@pytest.mark.parametrize(
    ("name", "date"), [("INDOPACOM", "2010"), ("Bonn", "2010"), ("Soviet Union", "2010"), ("Siam", "1975"), ("no", "1")]
)
def test_find_gives_nothing_outside_its_time(name: str, date: str) -> None:
    assert BASE.find(name, on(date.zfill(4))) == ()


@pytest.mark.parametrize(
    ("date", "count"),
    [("1949-09-01", 12), ("1953", 14), ("1960", 15), ("1990", 16), ("2000", 19), ("2005", 26), ("2010", 28),
     ("2018", 29), ("2021", 30), ("2023-05", 31), ("2024-05", 32)],
)  # fmt: skip
def test_every_accession_to_nato(date: str, count: int) -> None:
    assert len(BASE.members("organisation:nato", on(date))) == count


@pytest.mark.parametrize(
    ("group", "date", "count"),
    [
        ("united-nations", "2024", 193), ("united-nations", "1945-12", 47), ("european-union", "2024", 27),
        ("european-union", "2010", 27), ("quad", "2024", 4), ("quad", "2012", 0), ("aukus", "2024", 3),
        ("five-eyes", "2024", 5), ("asean", "2024", 10), ("asean", "2026", 11), ("csto", "2024", 6), ("g7", "2024", 7),
        ("g8", "2010", 8), ("g20", "2024", 21), ("gcc", "2024", 6), ("african-union", "2024", 55), ("osce", "2024", 57),
        ("warsaw-pact", "1960", 8), ("warsaw-pact", "1970", 7), ("seato", "1960", 8),
        ("shanghai-cooperation-organisation", "2024-08", 10),
    ],
)  # fmt: skip
def test_members_of_groups(group: str, date: str, count: int) -> None:
    assert len(BASE.members(f"organisation:{group}", on(date))) == count


def test_standings_are_kept_apart() -> None:
    partners = {row.member for row in BASE.members("organisation:nato", on("2024"), "partner")}
    assert partners == {"state:JPN", "state:KOR", "state:AUS", "state:NZL"}


def test_state_sector_and_name_at_a_date() -> None:
    assert BASE.state_of("organisation:japan-self-defense-forces") == "state:JPN"
    assert BASE.state_of("state:JPN") == "state:JPN"
    assert BASE.sector_of("command:us-forces-korea", on("2020")) == "MIL"
    assert BASE.sector_of("state:JPN") == "GOV"
    assert BASE.name_of("state:IRN", on("1900")) == "Persia"
    assert BASE.name_of("state:IRN", on("2000")) == "Iran"
    assert BASE.state_of("organisation:nobody") is None
    assert BASE.actor("state:SUHH", on("2000")) is None


def test_codes_and_successions() -> None:
    assert BASE.coded("cow", "255", on("1930")) == ("state:gw-255",)
    assert BASE.coded("cow", "255", on("2000")) == ("state:DEU",)
    assert BASE.coded("cow", "260", on("1970")) == ("state:DEU",)
    assert {row.scheme: row.code for row in BASE.codes("state:JPN")} == {
        "iso2": "JP", "iso3": "JPN", "cow": "740", "cowabb": "JPN", "gw": "740", "gwabb": "JPN"
    }  # fmt: skip
    assert {row.successor for row in BASE.successors("state:CSHH")} == {"state:CZE", "state:SVK"}
    assert "state:gw-300" in {row.predecessor for row in BASE.predecessors("state:AUT")}


def test_commands_have_parents_and_seats() -> None:
    rows = BASE.parents("command:us-forces-korea", on("2024"))
    assert [(row.parent, row.seat) for row in rows] == [("command:us-indo-pacific-command", "camp-humphreys")]
    below = {row.command for row in BASE.subordinates("command:us-indo-pacific-command", on("2024"))}
    assert {"command:us-forces-japan", "command:us-pacific-fleet"} <= below


def test_places_have_coordinates() -> None:
    (place,) = BASE.places("tokyo")
    assert (place.type, place.state) == ("capital", "state:JPN")
    assert place.latitude == pytest.approx(35.7, abs=0.1)
    assert BASE.place("taiwan-strait") is not None
    assert BASE.place("nowhere") is None
