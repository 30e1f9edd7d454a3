"""The organisations: every id resolves, memberships lie in the life of both, and well-known facts come out right."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

import foedera.actors
from foedera.actors import Base, Name, check, load
from foedera.model import Edtf

FOLDER = Path(foedera.actors.__file__).parent / "data" / "organisations"
SECTORS = set("GOV MIL LEG JUD PTY REB OPP BUS MED EDU IGO NGO COP SPY CRM REL".split())
# Acronyms that two organisations really share: the context decides, or nobody.
SHARED = {"AFP", "SDF"}
# Names of type short ("Supreme Court") belong to the state beside them.
_SHORT = ("short", "short")


@pytest.fixture(scope="module")
def base() -> Base:
    return load(FOLDER)


@pytest.fixture(scope="module")
def own() -> Base:
    return load(FOLDER, bundle=False)


def members(base: Base, group: str, on: str, standing: str = "member") -> set[str]:
    rows = base.members(f"organisation:{group}", Edtf.parse(on), standing)
    return {row.member.partition(":")[2] for row in rows}


def test_nothing_here_contradicts_itself_or_the_other_tables(base: Base, own: Base) -> None:
    mine = {row.actor for row in own.rows("names")} | {row.group for row in own.rows("memberships")}
    tables = ("actors", "names", "memberships", "successions")
    assert [str(found) for found in check(base) if found.table in tables and mine & set(found.ids)] == []


def test_every_id_resolves(base: Base, own: Base) -> None:
    ids = {row.actor for row in own.rows("names")}
    ids |= {id for row in own.rows("memberships") for id in (row.member, row.group)}
    ids |= {id for row in own.rows("successions") for id in (row.predecessor, row.successor)}
    ids |= {row.state for row in own.rows("actors") if row.state is not None}
    assert [id for id in sorted(ids) if base.actor(id) is None] == []


def test_every_actor_is_an_organisation_with_a_sector(own: Base) -> None:
    assert {row.kind for row in own.rows("actors")} == {"organisation"}
    assert {row.sector for row in own.rows("actors")} <= SECTORS


def test_bodies_of_a_state_name_their_state(own: Base) -> None:
    bodies = [row for row in own.rows("actors") if row.sector in ("GOV", "LEG", "PTY", "SPY")]
    stateless = {row.id for row in bodies if row.state is None}
    assert stateless <= {"organisation:court-of-justice-of-the-european-union"}


@pytest.mark.parametrize(
    ("group", "on", "count"),
    [
        ("nato", "1949-08-24", 12),
        ("nato", "1952-02-18", 14),
        ("nato", "1956", 15),
        ("nato", "1990", 16),
        ("nato", "1999-03-12", 19),
        ("nato", "2004-03-29", 26),
        ("nato", "2023-04-04", 31),
        ("nato", "2024-03-06", 31),
        ("nato", "2024-06-01", 32),
        ("european-economic-community", "1972-12-31", 6),
        ("european-economic-community", "1986-01-01", 12),
        ("european-union", "1995-01-01", 15),
        ("european-union", "2004-05-01", 25),
        ("european-union", "2013-08-01", 28),
        ("european-union", "2020-01-31", 28),
        ("european-union", "2021-01-01", 27),
        ("european-defence-agency", "2022-06-01", 26),
        ("european-defence-agency", "2024-01-01", 27),
        ("pesco", "2018-01-01", 25),
        ("pesco", "2024-01-01", 26),
        ("asean", "1984-01-06", 5),
        ("asean", "2000", 10),
        ("asean", "2025-11-01", 11),
        ("admm-plus", "2015", 18),
        ("east-asia-summit", "2006", 16),
        ("east-asia-summit", "2012", 18),
        ("warsaw-pact", "1960", 8),
        ("warsaw-pact", "1970", 7),
        ("warsaw-pact", "1990-12-01", 6),
        ("seato", "1960", 8),
        ("seato", "1975", 7),
        ("western-european-union", "1996", 10),
        ("shanghai-cooperation-organisation", "2010", 6),
        ("shanghai-cooperation-organisation", "2018", 8),
        ("shanghai-cooperation-organisation", "2024-01-01", 9),
        ("shanghai-cooperation-organisation", "2025", 10),
        ("csto", "2003", 6),
        ("csto", "2010", 7),
        ("csto", "2015", 6),
        ("collective-security-treaty", "1995", 9),
        ("collective-security-treaty", "2000", 6),
        ("brics", "2010-01-01", 4),
        ("brics", "2012", 5),
        ("brics", "2024-06-01", 9),
        ("brics", "2025-02-01", 10),
        ("g7", "1976-01-01", 6),
        ("g7", "1990", 7),
        ("g8", "2010", 8),
        ("g20", "2005", 20),
        ("g20", "2024", 21),
        ("five-eyes", "1947", 2),
        ("five-eyes", "1960", 5),
        ("aukus", "2022", 3),
        ("quad", "2007-09-01", 4),
        ("quad", "2012", 0),
        ("quad", "2020", 4),
        ("ecowas", "2010", 15),
        ("ecowas", "2025-03-01", 12),
        ("council-of-europe", "2010", 47),
        ("council-of-europe", "2023", 46),
        ("osce", "2013", 57),
        ("csce", "1980", 35),
        ("organisation-of-african-unity", "2001", 53),
        ("african-union", "2018", 55),
        ("arab-league", "2000", 22),
        ("gcc", "1990", 6),
        ("oic", "2005", 57),
        ("oas", "1995", 34),
        ("oas", "2024", 32),
        ("apec", "2000", 21),
        ("opec", "2022", 13),
        ("opec", "2024", 12),
        ("bucharest-nine", "2020", 9),
        ("joint-expeditionary-force", "2022", 10),
        ("nordefco", "2015", 5),
        ("cptpp", "2019", 7),
        ("cptpp", "2025", 12),
        ("rcep", "2024", 14),
        ("ipef", "2023", 14),
        ("missile-technology-control-regime", "2010", 34),
        ("missile-technology-control-regime", "2020", 35),
        ("sadc", "2006", 14),
        ("sadc", "2020", 16),
        ("pacific-islands-forum", "2022-09-01", 15),
        ("mercosur", "2010", 4),
        ("united-nations", "1945-12-31", 47),
        ("united-nations", "1990-12-31", 157),
        ("united-nations", "2012", 193),
        ("united-nations", "2024", 193),
        ("un-security-council", "2024-06-01", 15),
        ("un-security-council", "2010-06-01", 15),
    ],
)
def test_how_many_members_a_group_had(base: Base, group: str, on: str, count: int) -> None:
    assert len(members(base, group, on)) == count


@pytest.mark.parametrize("year", range(2001, 2027))
def test_the_security_council_has_five_permanent_and_ten_elected_members(base: Base, year: int) -> None:
    council = members(base, "un-security-council", f"{year}-06-30")
    assert len(council) == 15
    assert {"USA", "GBR", "FRA", "RUS", "CHN"} <= council


def test_who_left_and_who_joined(base: Base) -> None:
    assert "NZL" in members(base, "anzus", "1980")
    assert members(base, "anzus", "1990") == {"AUS", "USA"}
    assert members(base, "anzus", "1990", "partner") == {"NZL"}
    assert "FRA" in members(base, "nato", "1970")
    assert "RUS" in members(base, "g8", "2014-01-01")
    assert "RUS" not in members(base, "council-of-europe", "2022-04-01")
    assert "ALB" not in members(base, "warsaw-pact", "1969")
    assert "GEO" not in members(base, "commonwealth-of-independent-states", "2010")
    assert "UZB" not in members(base, "csto", "2014")
    assert members(base, "ecowas", "2024") - members(base, "ecowas", "2025-02-01") == {"BFA", "MLI", "NER"}
    assert members(base, "alliance-of-sahel-states", "2024") == {"BFA", "MLI", "NER"}
    assert "IDN" not in members(base, "united-nations", "1965-06-01")
    assert "GRC" not in members(base, "council-of-europe", "1972")
    assert "QAT" not in members(base, "opec", "2019-01-01")


def test_one_seat_of_china_and_one_of_russia_at_any_time(base: Base) -> None:
    for year in range(1946, 2025):
        council = members(base, "un-security-council", f"{year}-03-01")
        assert len(council & {"CHN", "TWN"}) == 1
        assert len(council & {"RUS", "SUHH"}) == 1


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("a Pentagon official", "us-defense-department"),
        ("the State Department said", "us-state-department"),
        ("Japanese Foreign Ministry", "japan-foreign-ministry"),
        ("the Dutch Ministry of Defence", "netherlands-defence-ministry"),
        ("Lithuanian Ministry of National Defence", "lithuania-defence-ministry"),
        ("the Japan Coast Guard ship", "japan-coast-guard"),
        ("MI6 and others", "uk-secret-intelligence-service"),
        ("DGSE officers", "france-directorate-general-for-external-security"),
        ("the Storting voted", "norway-storting"),
        ("members of the Eduskunta", "finland-parliament"),
        ("Rheinmetall shares", "rheinmetall"),
        ("Hanwha Aerospace won", "hanwha-aerospace"),
        ("researchers at SIPRI", "sipri"),
        ("the Lowy Institute", "lowy-institute"),
        ("Agence France-Presse reported", "agence-france-presse"),
        ("Yonhap reported", "yonhap"),
        ("the Islamic Revolutionary Guard Corps", "irgc"),
        ("ADMM-Plus ministers", "admm-plus"),
        ("the Weimar Triangle", "weimar-triangle"),
        ("the Ukraine Defense Contact Group", "ukraine-defense-contact-group"),
    ],
)
def test_names_find_their_organisation(base: Base, text: str, id: str) -> None:
    assert f"organisation:{id}" in {actor for match in base.scan(text) for actor in match.actors}


def test_names_hold_in_their_years(base: Base) -> None:
    def found(name: str, on: str) -> set[str]:
        return {actor.id for actor in base.find(name, Edtf.parse(on))}

    assert "organisation:organization-of-turkic-states" in found("Turkic Council", "2015")
    assert "organisation:organization-of-turkic-states" not in found("Turkic Council", "2023")
    assert found("Raytheon Technologies", "2021") == {"organisation:rtx"}
    assert found("Raytheon Technologies", "2024") == set()
    assert "organisation:us-defense-department" in found("U.S. Department of War", "2025-10-01")
    assert "organisation:us-defense-department" not in found("U.S. Department of War", "2020")


def test_the_taliban_govern_when_they_govern(base: Base) -> None:
    sectors = [base.sector_of("organisation:taliban", Edtf.parse(on)) for on in ("1995", "1999", "2010", "2022")]
    assert sectors == ["REB", "GOV", "REB", "GOV"]


def test_no_two_live_actors_share_a_name_of_this_folder(base: Base, own: Base) -> None:
    wary = {row.name for row in base.rows("cautions")}
    by_name: dict[str, list[Name]] = defaultdict(list)
    for row in base.rows("names"):
        by_name[row.name].append(row)
    clashes = {
        name
        for name in {row.name for row in own.rows("names")} - wary - SHARED
        for first, second in combinations(by_name[name], 2)
        if first.actor != second.actor and first.when.meets(second.when) and (first.type, second.type) != _SHORT
    }
    assert clashes == set()


def test_no_name_begins_with_an_article_or_a_possessive_of_a_state(own: Base) -> None:
    names = {row.name for row in own.rows("names")}
    assert [name for name in names if name.lower().startswith("the ")] == []
    states = ("Japan's ", "China's ", "Russia's ", "Britain's ", "France's ", "Iran's ", "Israel's ", "South Korea's ")
    assert [name for name in names if name.startswith(states)] == []


def test_common_words_are_no_names(base: Base) -> None:
    text = "quad bikes and the Quad Cities; army, navy and parliament; the guardian, the economist, time, a diplomat"
    found = {id for match in base.scan(text) for id in match.actors}
    assert found & {"organisation:quad", "organisation:economist", "organisation:guardian"} == set()


def test_the_chinese_navy_is_no_plan(base: Base) -> None:
    def found(text: str) -> set[str]:
        return {id for match in base.scan(text) for id in match.actors}

    assert "organisation:pla-navy" in found("Ships of the PLAN passed the strait.")
    assert "organisation:pla-navy" not in found("ACTION PLAN FOR THE YEAR")
