"""The real dossier: the register of treaties, the corpus made from it, the chronicle."""

import csv
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from foedera.actors import bundled
from foedera.model import Edtf, is_actor_id

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "foedera" / "dossiers" / "real"
COLUMNS = (
    "id name type parties signed place in_force ended_by amends supersedes implements obligations "
    "depositary_reference source_1 source_2 note"
)
TYPES = {"treaty", "protocol", "agreement", "exchange-of-notes", "memorandum", "guidelines", "communique", "other"}
ENDS = {"", "denounced", "terminated", "expired", "superseded"}
OBLIGATIONS = {"defense", "offense", "neutrality", "nonaggression", "consultation"}
LINKS = ("amends", "supersedes", "implements")


def read_register() -> list[dict[str, str]]:
    with (FOLDER / "treaties.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGISTER = {row["id"]: row for row in read_register()}
every_row = pytest.mark.parametrize("row", REGISTER.values(), ids=REGISTER.keys())


def targets(row: dict[str, str], column: str) -> list[str]:
    return [target for target in row[column].split(" ; ") if target]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    path = ROOT / "tools" / "make_treaties.py"
    spec = importlib.util.spec_from_file_location("make_treaties", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents() -> list[dict[str, str | None]]:
    return [json.loads(line) for line in (FOLDER / "treaties.jsonl").read_text(encoding="utf-8").splitlines()]


def test_register_has_the_columns_and_no_row_twice() -> None:
    rows = read_register()
    assert list(rows[0]) == COLUMNS.split()
    assert len(rows) == len(REGISTER) >= 60
    assert [row["signed"] for row in rows] == sorted(row["signed"] for row in rows)


@every_row
def test_row_is_well_formed(row: dict[str, str]) -> None:
    assert None not in row.values()
    assert all(value == value.strip() for value in row.values())
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", row["id"])
    assert row["type"] in TYPES
    assert row["ended_by"] in ENDS
    words = row["obligations"].split()
    assert set(words) <= OBLIGATIONS
    assert len(words) == len(set(words))
    parties = row["parties"].split(" ; ")
    assert all(is_actor_id(party, "state") or is_actor_id(party, "organisation") for party in parties)
    assert len(parties) == len(set(parties))
    assert len(parties) > 1 or parties[0].startswith("organisation:")


@every_row
def test_parties_exist_in_the_actor_base_on_the_day_of_signature(row: dict[str, str]) -> None:
    base, signed = bundled(), Edtf.parse(row["signed"])
    missing = [party for party in row["parties"].split(" ; ") if base.actor(party, signed) is None]
    assert not missing, f"{row['id']}: not in the base in {row['signed']}"


@pytest.mark.parametrize(
    "row", [row for row in REGISTER.values() if len(row["signed"]) == 10], ids=lambda row: row["id"]
)
def test_corpus_names_a_party_as_the_base_knows_it(row: dict[str, str], maker: ModuleType) -> None:
    base, signed = bundled(), Edtf.parse(row["signed"])
    for party in row["parties"].split(" ; "):
        name = maker.party(party, row["signed"]).removeprefix("the ")
        known = {entry.name for entry in base.names(party, signed)}
        assert name in known, f"{name} is no name of {party} in {row['signed']}"


@every_row
def test_dates_are_edtf_and_in_order(row: dict[str, str]) -> None:
    signed = Edtf.parse(row["signed"])
    assert not signed.is_interval
    assert row["id"].endswith(row["signed"][:4])
    if not row["in_force"]:
        return
    force = Edtf.parse(row["in_force"])
    assert force.is_interval
    start = Edtf.parse(row["in_force"].partition("/")[0]) if not row["in_force"].startswith("/") else None
    if start is not None:
        assert start.latest is not None
        assert signed.earliest is not None
        assert signed.earliest <= start.latest
    assert not (force.is_ongoing and row["ended_by"])


@every_row
def test_row_has_two_different_sources(row: dict[str, str]) -> None:
    assert row["source_1"]
    assert row["source_2"]
    assert row["source_1"] != row["source_2"]
    addresses = [re.search(r"https?://\S+", row[column]) for column in ("source_1", "source_2")]
    if all(addresses):
        assert addresses[0].group() != addresses[1].group()  # type: ignore[union-attr]


@every_row
def test_links_lead_to_older_rows(row: dict[str, str]) -> None:
    for column in LINKS:
        for target in targets(row, column):
            assert target in REGISTER, f"{row['id']} {column} {target}"
            assert REGISTER[target]["signed"] <= row["signed"]
            assert target != row["id"]


def test_supersession_has_no_cycle() -> None:
    for start, row in REGISTER.items():
        seen: set[str] = set()
        ahead = targets(row, "supersedes")
        while ahead:
            now = ahead.pop()
            assert now != start, f"{start} supersedes itself"
            if now not in seen:
                seen.add(now)
                ahead.extend(targets(REGISTER[now], "supersedes"))


def test_what_is_superseded_is_not_in_force() -> None:
    pairs = [(row, REGISTER[old]) for row in REGISTER.values() for old in targets(row, "supersedes")]
    assert pairs
    for new, old in pairs:
        assert not old["in_force"].endswith(".."), old["id"]
        if new["in_force"] and old["in_force"]:
            end = Edtf.parse(old["in_force"]).latest
            start = new["in_force"].partition("/")[0]
            if end is not None and start:
                assert end >= Edtf.parse(start).earliest  # type: ignore[operator]
    named = {old["id"] for _, old in pairs}
    unnamed = {row["id"] for row in REGISTER.values() if row["ended_by"] == "superseded"} - named
    assert not unnamed, "what superseded it must have a row"


def test_treaty_of_1951_ends_when_that_of_1960_enters_into_force() -> None:
    old, new = REGISTER["us-japan-1951"], REGISTER["us-japan-1960"]
    assert targets(new, "supersedes") == ["us-japan-1951"]
    assert old["in_force"] == "1952-04-28/1960-06-23"
    assert new["in_force"] == "1960-06-23/.."
    assert old["in_force"].partition("/")[2] == new["in_force"].partition("/")[0]
    assert old["ended_by"] == "superseded"


@pytest.mark.parametrize(
    "id",
    ["triple-alliance-1882", "ukusa-1946", "arab-joint-defence-1950", "au-common-defence-2005"],
)
def test_an_entry_into_force_without_two_sources_is_left_out(id: str) -> None:
    assert not REGISTER[id]["in_force"].partition("/")[0]


def test_corpus_is_up_to_date_with_the_register(maker: ModuleType) -> None:
    made = maker.corpus(FOLDER / "treaties.csv")
    assert made.encode() == (FOLDER / "treaties.jsonl").read_bytes(), "run python tools/make_treaties.py"


def test_corpus_has_a_document_for_every_row(documents: list[dict[str, str | None]]) -> None:
    assert [document["id"] for document in documents] == list(REGISTER)
    for document in documents:
        assert set(document) == {"id", "title", "published", "publisher", "text"}
        assert document["title"] == REGISTER[str(document["id"])]["name"]
        assert document["published"] is None
        assert document["publisher"] == "Foedera starter dossier"


def test_text_states_the_facts_and_quotes_nothing(documents: list[dict[str, str | None]]) -> None:
    for document in documents:
        row = REGISTER[str(document["id"])]
        facts, _, citations = str(document["text"]).partition("\n\n")
        assert row["source_1"] in citations
        assert row["source_2"] in citations
        assert row["name"] in facts
        assert row["place"] in facts
        assert row["signed"][:4] in facts
        sentences = re.findall(r"\.(?= |$)", facts.replace("U.S.", "US"))
        assert 2 <= len(sentences) <= 5, facts
        assert not re.search(r"[\"“”«»]", facts), facts
        assert not re.search(r"  |\.\.| ,|None", facts), facts


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        (
            "us-korea-1953",
            "The Mutual Defense Treaty between the Republic of Korea and the United States was signed by South Korea "
            "and the United States in Washington on 1 October 1953. It entered into force on 17 November 1954 and "
            "remains in force.",
        ),
        (
            "us-japan-1951",
            "It entered into force on 28 April 1952 and was in force until 23 June 1960, when it was superseded by the "
            "Treaty of Mutual Cooperation and Security between Japan and the United States of 1960.",
        ),
        ("india-bhutan-1949", "It was in force until 2 March 2007, when it was superseded by the India-Bhutan"),
        (
            "us-japan-guidelines-1997",
            "They took effect on 23 September 1997 and were in force until 27 April 2015, when",
        ),
        ("uk-malaya-1957", "was signed by the United Kingdom and Malaya in Kuala Lumpur"),
        ("ecowas-nonaggression-1978", "was adopted within the Economic Community of West African States in 1978."),
        ("uk-egypt-1936", "It entered into force on 22 December 1936 and was denounced later."),
        ("nato-accession-1951", "was signed by 12 states in London in October 1951: "),
        ("nato-accession-1951", "It was signed on 17 and 22 October 1951;"),
        ("nato-headquarters-1952", "France withdrew from it in 1967 and acceded to it again in 2016."),
        (
            "china-ussr-1950",
            "It entered into force on 11 April 1950 and was in force until 11 April 1980, when it expired.",
        ),
        ("china-ussr-1950", "It contains duties of defence and consultation."),
        ("china-dprk-1961", "It contains duties of defence and consultation."),
        ("dunkirk-1947", "It contains duties of defence and consultation."),
        (
            "uk-ussr-1942",
            "It entered into force on 4 July 1942 and was in force until May 1955, when it was denounced.",
        ),
        ("russia-dprk-2000", "was signed by North Korea and Russia in Pyongyang on 9 February 2000."),
    ],
)
def test_wording(id: str, sentence: str, documents: list[dict[str, str | None]]) -> None:
    (text,) = [str(document["text"]) for document in documents if document["id"] == id]
    assert sentence in text


@pytest.mark.parametrize(
    ("edtf", "words"), [("1949-04-04", "on 4 April 1949"), ("1955-05", "in May 1955"), ("1950", "in 1950")]
)
def test_moment(edtf: str, words: str, maker: ModuleType) -> None:
    assert maker.moment(edtf) == words


def test_chronicle_cites_what_it_says() -> None:
    text = (FOLDER / "us-japan-alliance.txt").read_text(encoding="utf-8")
    body, _, sources = text.partition("\nSources\n")
    assert 1200 <= len(text.split()) <= 2500
    numbers = [int(number) for number in re.findall(r"^\[(\d+)\] \S", sources, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(number) for number in re.findall(r"\[(\d+)\]", body)} == set(numbers)
    entries = [line for line in body.splitlines() if re.match(r"(On|In) ", line)]
    assert len(entries) > 30
    assert all(re.search(r"\[\d+\]", entry) for entry in entries)
    assert not re.search(r"[\"“”]", body)


def test_chronicle_is_in_order_of_time(maker: ModuleType) -> None:
    months = maker.MONTHS
    body = (FOLDER / "us-japan-alliance.txt").read_text(encoding="utf-8").partition("\nSources\n")[0]
    days = []
    for line in body.splitlines():
        found = re.match(rf"(?:On|In) (?:(\d{{1,2}}) )?(?:({'|'.join(months)}) )?(\d{{4}}),", line)
        if found:
            day, month, year = found.groups()
            parts = [year] + ([f"{months.index(month) + 1:02}"] if month else []) + ([f"{int(day):02}"] if day else [])
            days.append(Edtf.parse("-".join(parts)).earliest)
    assert len(days) > 30
    assert days == sorted(days)  # type: ignore[type-var]


def test_chronicle_sidecar() -> None:
    sidecar = json.loads((FOLDER / "us-japan-alliance.json").read_text(encoding="utf-8"))
    first = (FOLDER / "us-japan-alliance.txt").read_text(encoding="utf-8").splitlines()[0]
    assert sidecar["title"] == first
    assert sidecar["publisher"] == "Foedera starter dossier"
    assert Edtf.parse(sidecar["date"]).earliest is not None


def test_chronicle_agrees_with_the_register() -> None:
    body = (FOLDER / "us-japan-alliance.txt").read_text(encoding="utf-8")
    assert "On 23 June 1960, the Treaty of Mutual Cooperation and Security entered into force." in body
    for id, day in {
        "us-japan-1951": "8 September 1951",
        "us-japan-administrative-1952": "28 February 1952",
        "us-japan-mda-1954": "8 March 1954",
        "us-japan-okinawa-1971": "17 June 1971",
        "us-japan-guidelines-1978": "27 November 1978",
        "us-japan-declaration-1996": "17 April 1996",
        "us-japan-guidelines-1997": "23 September 1997",
        "us-japan-sma-2008": "25 January 2008",
        "us-japan-guam-2009": "17 February 2009",
        "us-japan-guidelines-2015": "27 April 2015",
    }.items():
        number, month, year = day.split()
        assert REGISTER[id]["signed"].startswith(year)
        assert REGISTER[id]["signed"].endswith(f"-{int(number):02}")
        assert f"On {number} {month} {year}," in body


def test_every_row_is_accounted_for_in_sources() -> None:
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    told = re.findall(r"`([a-z0-9-]+-\d{4})`", text)
    assert sorted(told) == sorted(REGISTER)
