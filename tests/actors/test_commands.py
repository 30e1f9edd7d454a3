"""The tables of commands and places in `data/commands`, on top of the bundled states and organisations."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import foedera.actors
from foedera.actors import Base, check, load
from foedera.actors.rows import Actor, Period, Place, Subordination
from foedera.model import Edge, Edtf

FOLDER = Path(foedera.actors.__file__).parent / "data" / "commands"
BASE = load(FOLDER)
OURS = load(FOLDER, bundle=False)
COMMANDS: tuple[Subordination, ...] = OURS.rows("commands")
PLACES: tuple[Place, ...] = OURS.rows("places")
DAYS = [Edtf.parse(f"{year}-07-15") for year in range(1942, 2027)]

# Generous bounds (south, north, west, east) of where a state's own places in this folder may lie.
BOUNDS = {
    "state:JPN": (20, 46, 122, 154),
    "state:KOR": (33, 39, 124, 132),
    "state:PRK": (37, 43, 124, 131),
    "state:PHL": (4, 22, 116, 127),
    "state:SGP": (1, 2, 103, 105),
    "state:TWN": (20, 27, 118, 123),
    "state:CHN": (18, 54, 73, 136),
    "state:AUS": (-44, -9, 96, 154),
    "state:NZL": (-48, -34, 166, 179),
    "state:DEU": (47, 56, 5, 16),
    "state:POL": (49, 55, 14, 25),
    "state:ISR": (29, 34, 34, 36),
    "state:UKR": (44, 53, 22, 41),
    "state:TUR": (35, 43, 25, 45),
    "state:IND": (6, 36, 68, 98),
    "state:ITA": (35, 48, 6, 19),
    "state:CAN": (41, 84, -142, -52),
    "state:IRN": (25, 40, 44, 64),
    "state:VNM": (8, 24, 102, 110),
    "state:MYS": (0, 8, 99, 120),
}


def on(day: str) -> Edtf:
    return Edtf.parse(day)


def parents(command: str, day: str) -> set[str]:
    return {row.parent for row in BASE.parents(command, on(day))}


def seats(command: str, day: str) -> set[str]:
    return {row.seat for row in BASE.parents(command, on(day)) if row.seat}


def lives(base: Base) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for row in base.rows("actors"):
        found.setdefault(row.id, []).append(row)
    return found


LIVES = lives(BASE)
IDS = {row.id for row in OURS.rows("actors")}


def test_nothing_in_the_folder_contradicts_itself_or_the_bundled_base() -> None:
    ours = IDS | {row.place for row in PLACES} | {row.command for row in COMMANDS}
    assert [str(found) for found in check(BASE) if ours.intersection(found.ids)] == []


def test_every_id_resolves() -> None:
    places = {row.place for row in BASE.rows("places")}
    assert {row.parent for row in COMMANDS} | {row.command for row in COMMANDS} <= set(LIVES)
    assert {row.seat for row in COMMANDS if row.seat} <= places
    assert {row.state for row in OURS.rows("actors") if row.state} <= set(LIVES)
    assert {row.state for row in PLACES if row.state} <= set(LIVES)
    assert {row.place for row in OURS.rows("place_names")} <= places
    for row in OURS.rows("successions"):
        assert {row.predecessor, row.successor} <= set(LIVES)
    assert {row.body for row in OURS.rows("posts")} <= IDS


def test_every_command_has_a_parent_and_its_usual_name_as_a_name() -> None:
    named = {(row.actor, row.name) for row in OURS.rows("names")}
    under = {row.command for row in COMMANDS}
    assert under >= IDS
    for row in OURS.rows("actors"):
        assert row.kind == "command"
        assert (row.id, row.name) in named, row.name


def test_no_command_is_above_itself_on_any_day() -> None:
    for day in DAYS:
        above: dict[str, set[str]] = {}
        for row in BASE.rows("commands"):
            if row.when.meets(Period.of(day)):
                above.setdefault(row.command, set()).add(row.parent)
        for start, directly in above.items():
            seen: set[str] = set()
            reach = list(directly)
            while reach:
                parent = reach.pop()
                assert parent != start, f"{start} is above itself on {day.text}"
                if parent not in seen:
                    seen.add(parent)
                    reach.extend(above.get(parent, ()))


def first_and_last(row: Subordination) -> tuple[int, int]:
    """The days for which a row certainly holds: the latest start and the earliest end that it allows."""
    edtf = row.when.edtf
    start, end = edtf.start, edtf.end
    first = row.when.first if isinstance(start, Edge) else start.latest.number
    last = row.when.last if isinstance(end, Edge) else end.earliest.number
    return first, last


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: f"{row.command}-{row.parent}-{row.when.text}")
def test_a_command_is_under_its_parent_only_while_both_exist(row: Subordination) -> None:
    first, last = first_and_last(row)
    for id in (row.command, row.parent):
        begun, ended = min(a.when.first for a in LIVES[id]), max(a.when.last for a in LIVES[id])
        assert begun <= first, f"{id} begins later"
        assert last <= ended, f"{id} ends earlier"


def test_combatant_command_authority_ends_at_combatant_commands_and_begins_in_1986() -> None:
    rows = [row for row in COMMANDS if row.relationship == "cocom"]
    assert len(rows) > 20
    assert {row.parent for row in rows} <= {
        f"command:us-{name}-command"
        for name in (
            "indo-pacific european africa central southern northern strategic transportation special-operations".split()
        )
    }
    for row in rows:
        assert first_and_last(row)[0] >= 19861001
        assert BASE.state_of(row.command) == "state:USA"


def test_no_link_joins_the_chains_of_two_states_but_where_one_is_named_as_such() -> None:
    for row in COMMANDS:
        own, parent = BASE.state_of(row.command), BASE.state_of(row.parent)
        if own is not None and parent is not None:
            assert own == parent, f"{row.command} under {row.parent}"


def test_the_pacific_command_took_its_name_of_today_on_30_may_2018() -> None:
    assert BASE.name_of("command:us-indo-pacific-command", on("2018-05-29")) == "U.S. Pacific Command"
    assert BASE.name_of("command:us-indo-pacific-command", on("2018-05-30")) == "U.S. Indo-Pacific Command"
    assert seats("command:us-indo-pacific-command", "2024-04-11") == {"camp-h-m-smith"}


@pytest.mark.parametrize(
    ("name", "day", "id"),
    [
        ("INDOPACOM", "2024-04-11", "us-indo-pacific-command"),
        ("USINDOPACOM", "2024-04-11", "us-indo-pacific-command"),
        ("US Indo-Pacific Command", "2024-04-11", "us-indo-pacific-command"),
        ("PACOM", "2005-01-01", "us-indo-pacific-command"),
        ("USFJ", "2024-07-28", "us-forces-japan"),
        ("U.S. Forces Japan", "2024-07-28", "us-forces-japan"),
        ("JJOC", "2025-03-24", "japan-joint-operations-command"),
        ("JFC Norfolk", "2021-07-15", "joint-force-command-norfolk"),
        ("7th Fleet", "2020-01-01", "us-seventh-fleet"),
        ("Seventh Fleet", "1965-01-01", "us-seventh-fleet"),
        ("U.S. 7th Fleet", "2020-01-01", "us-seventh-fleet"),
        ("Joint Task Force-Micronesia", "2024-06-14", "joint-task-force-micronesia"),
        ("Israel's Northern Command", "2024-10-01", "idf-northern-command"),
        ("India's Northern Command", "2024-10-01", "indian-army-northern-command"),
        ("Cyber & Specialist Operations Command", "2025-10-01", "uk-strategic-command"),
        ("MACV", "1968-01-31", "military-assistance-command-vietnam"),
        ("Group of Soviet Forces in Germany", "1985-01-01", "group-of-soviet-forces-in-germany"),
    ],
)
def test_usual_names_are_found_at_their_time(name: str, day: str, id: str) -> None:
    assert [actor.id for actor in BASE.find(name, on(day))] == [f"command:{id}"]


@pytest.mark.parametrize(
    ("name", "day"),
    [("INDOPACOM", "2017-01-01"), ("JJOC", "2025-03-23"), ("MACV", "1980-01-01"), ("Far East Command", "1960-01-01")],
)
def test_names_do_not_hold_outside_their_time(name: str, day: str) -> None:
    assert BASE.find(name, on(day)) == ()


@pytest.mark.parametrize(
    ("command", "day", "above"),
    [
        ("us-forces-japan", "2025-01-01", {"command:us-indo-pacific-command"}),
        ("us-cyber-command", "2015-01-01", {"command:us-strategic-command"}),
        ("us-cyber-command", "2019-01-01", {"organisation:us-defense-department"}),
        ("us-africa-command", "2008-01-01", {"command:us-european-command"}),
        ("combined-forces-command", "2024-01-01", {"state:KOR", "state:USA"}),
        ("norad", "2024-01-01", {"state:USA", "state:CAN"}),
        ("united-nations-command-rear", "2024-01-01", {"command:united-nations-command"}),
        ("joint-force-command-norfolk", "2021-01-01", {"command:allied-command-operations"}),
        ("allied-forces-central-europe", "1980-01-01", {"command:allied-command-europe"}),
        ("multi-corps-land-component-command-northwest", "2026-01-01", {"command:joint-force-command-norfolk"}),
        ("joint-task-force-micronesia", "2025-01-01", {"command:us-indo-pacific-command"}),
    ],
)
def test_parents_at_a_date(command: str, day: str, above: set[str]) -> None:
    assert parents(f"command:{command}", day) == above


@pytest.mark.parametrize(
    ("command", "day", "seat"),
    [
        ("us-forces-japan", "1960-01-01", "fuchu-air-base"),
        ("us-forces-japan", "2020-01-01", "yokota-air-base"),
        ("united-nations-command", "1951-01-01", "tokyo"),
        ("united-nations-command", "2020-01-01", "camp-humphreys"),
        ("combined-forces-command", "2022-11-14", "yongsan"),
        ("combined-forces-command", "2022-11-15", "camp-humphreys"),
        ("united-nations-command-rear", "2007-11-02", "yokota-air-base"),
        ("shape", "1960-01-01", "rocquencourt"),
        ("shape", "2020-01-01", "mons"),
        ("japan-joint-operations-command", "2025-04-01", "ichigaya"),
    ],
)
def test_seats_at_a_date(command: str, day: str, seat: str) -> None:
    assert seats(f"command:{command}", day) == {seat}


@pytest.mark.parametrize(
    ("command", "absent", "present"),
    [
        ("us-space-command", "2010-01-01", "2019-08-29"),
        ("us-second-fleet", "2015-01-01", "2018-08-24"),
        ("japan-joint-operations-command", "2025-03-23", "2025-03-24"),
        ("pla-eastern-theater-command", "2016-01-31", "2016-02-01"),
        ("pla-strategic-support-force", "2024-04-20", "2024-04-19"),
        ("leningrad-military-district", "2020-01-01", "2024-03-01"),
        ("russian-western-military-district", "2024-03-01", "2024-02-29"),
        ("bundeswehr-operational-command", "2024-09-30", "2024-10-01"),
        ("us-army-forces-command", "2026-01-01", "2020-01-01"),
        ("rok-strategic-command", "2024-09-30", "2024-10-01"),
    ],
)
def test_creation_and_end(command: str, absent: str, present: str) -> None:
    assert BASE.actor(f"command:{command}", on(absent)) is None
    assert BASE.actor(f"command:{command}", on(present)) is not None


def test_words_in_a_sentence_become_the_right_commands_and_places() -> None:
    text = "The U.S. 7th Fleet in Yokosuka and Japan's Joint Operations Command watched the Bohai Sea and Camp Blaz."
    found = [(text[m.start : m.end], m.actors, m.place) for m in BASE.scan(text)]
    assert found == [
        ("U.S. 7th Fleet", ("command:us-seventh-fleet",), None),
        ("Yokosuka", (), "yokosuka"),
        ("Japan's Joint Operations Command", ("command:japan-joint-operations-command",), None),
        ("Bohai Sea", (), "bohai-sea"),
        ("Camp Blaz", (), "camp-blaz"),
    ]


def test_places_lie_within_the_bounds_of_their_state() -> None:
    checked = 0
    for place in PLACES:
        if place.state in BOUNDS:
            south, north, west, east = BOUNDS[place.state]
            assert place.latitude is not None and place.longitude is not None
            assert south <= place.latitude <= north, place.place
            assert west <= place.longitude <= east, place.place
            checked += 1
    assert checked > 100


def test_places_have_coordinates_of_four_decimals_and_one_name_means_one_place() -> None:
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("latitude", "longitude"):
                assert len(row[column].partition(".")[2]) == 4, row["place"]
    named: dict[str, str] = {}
    for name, place in [(row.name, row.place) for row in (*PLACES, *OURS.rows("place_names"))]:
        assert named.setdefault(name.casefold(), place) == place, name


def test_every_row_has_a_source_that_names_more_than_a_word() -> None:
    for table in ("actors", "names", "commands", "places", "place_names", "successions", "posts"):
        for row in OURS.rows(table):
            assert len(row.source) >= 6, row
