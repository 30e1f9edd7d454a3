import json
from pathlib import Path

import pytest

from foedera.actors import Base, bundled, check, load
from foedera.actors.followthemoney import entities, rows_of_entities
from foedera.actors.sheets import add, rows_of_csv, write_tables
from foedera.model import BaseError, Edtf

NAMES = "actor,name,type,when,source\n"
HOLDERS = "person,post,when,source\n"
PERSON = {"name": ["Ana Testova"], "country": ["jp"], "birthDate": ["1960-02-01"], "topics": ["role.pep"]}
MINISTER = {"name": ["Minister of Foreign Affairs of Testland"], "country": ["jp"]}


@pytest.fixture(scope="module")
def base() -> Base:
    return bundled()


def csv_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def entity(id: str, schema: str, **properties: object) -> dict[str, object]:
    return {"id": id, "schema": schema, "properties": properties}


def entity_file(tmp_path: Path, *entities: object) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(entity) for entity in entities), encoding="utf-8")
    return path


def test_rows_of_a_csv_are_added_and_then_found(tmp_path: Path) -> None:
    path = csv_file(tmp_path, NAMES + "state:JPN,Land of Rising Prices,alias,1900/..,mine\n")
    assert add(path, rows_of_csv(path), tmp_path / "own") == {"names": 1}
    assert [actor.id for actor in load(tmp_path / "own").find("Land of Rising Prices")] == ["state:JPN"]


def test_a_row_with_the_same_key_is_replaced_and_others_stay(tmp_path: Path) -> None:
    for when in ("1900/..", "1910/.."):
        path = csv_file(
            tmp_path, NAMES + f"state:JPN,Zipang,alias,{when},mine\nstate:CHN,Kathay {when},alias,1950/..,x\n"
        )
        add(path, rows_of_csv(path), tmp_path / "own")
    found = [(row.name, row.when.text) for row in load(tmp_path / "own").names("state:JPN") if row.name == "Zipang"]
    assert found == [("Zipang", "1910/..")]
    assert len(load(tmp_path / "own", bundle=False).rows("names")) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NAMES + "state:JPN,Zipang,alias,1900/..,x\nstate:JPN,Zip,nickname,1900/..,x\n", "row 3: type 'nickname'"),
        (NAMES + "state:JPN,Zipang,alias,never,x\n", "row 2: when: not a date"),
        (NAMES + "state:JPN,Zipang\n", "row 2: has 2 cells"),
        (NAMES + "state:JPN,Zi\u200bpang,alias,1900/..,x\n", "row 2: name holds a hidden"),
        ("a,b\n1,2\n", "row 1: these are the columns of no table"),
        (NAMES + "state:XAB,Bland,name,1900/..,x\n", "row 2: 'Bland' names state:XAB, which does not exist"),
        ("member,group,standing,when,source\nstate:JPN,organisation:nato,member,1930/..,x\n", "row 2: .* before it"),
        (
            HOLDERS + "person:joe-biden,prime-minister-of-japan,2024-01-01/2024-05-01,x\n",
            "row 2: .* both hold prime-mini",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(tmp_path: Path, text: str, reason: str) -> None:
    good = csv_file(tmp_path, NAMES + "state:JPN,Nippon-koku,alias,1900/..,mine\n")
    add(good, rows_of_csv(good), tmp_path / "own")
    before = {path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()}
    path = csv_file(tmp_path, text)
    with pytest.raises(BaseError, match=reason) as error:
        add(path, rows_of_csv(path), tmp_path / "own")
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)
    assert {path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.csv", "own"]


def test_followthemoney_entities_become_rows(tmp_path: Path, base: Base) -> None:
    path = entity_file(
        tmp_path,
        entity("o1", "Occupancy", holder=["p1"], post=["q1"], startDate=["2001-02-03"], endDate=["2004"]),
        entity("p1", "Person", **{**PERSON, "alias": ["Anna Testova", "\u6b63\u6052", "Ana"]}),
        entity("q1", "Position", **MINISTER),
        entity("c1", "Company", name=["Testa Works Ltd"], country=["jp"], incorporationDate=["1999"]),
        entity("b1", "PublicBody", name=["Testland Weather Office"], country=["jp"], incorporationDate=["1950"]),
        entity("m1", "Membership", member=["p1"], organization=["b1"], startDate=["2010"]),
        entity("a1", "Address", full=["1 Street"]),
    )
    found = rows_of_entities(path, base)
    assert found.left_out == {"of schema Address": 1, "names known or not usable": 2}
    add(path, found.additions, tmp_path / "own")
    mine = load(tmp_path / "own")
    person = mine.actor("person:ana-testova")
    assert person is not None and (person.state, person.sector) == ("state:JPN", "GOV")
    post = mine.post("minister-of-foreign-affairs-of-testland")
    assert post is not None and (post.body, post.rank) == ("state:JPN", "foreign-minister")
    held = mine.holders(post.post, Edtf.parse("2002"))
    assert [(row.person, row.when.text) for row in held] == [("person:ana-testova", "2001-02-03/2004")]
    assert [mine.sector_of(actor.id) for actor in mine.find("Testa Works Ltd")] == ["BUS"]
    assert mine.groups("person:ana-testova")[0].group == "organisation:testland-weather-office"
    assert [match.actors for match in mine.scan("Yesterday Anna Testova spoke.")] == [("person:ana-testova",)]
    again = rows_of_entities(path, mine)
    assert {a.cells["id"] for a in again.additions if a.table == "actors"} == set()


def test_who_is_known_keeps_the_id_of_the_base(tmp_path: Path, base: Base) -> None:
    path = entity_file(tmp_path, entity("x", "Person", name=["Fumio Kishida", "Kishida Fumio"], country=["jp"]))
    found = rows_of_entities(path, base, since="2000")
    assert {addition.cells.get("actor") or addition.cells.get("id") for addition in found.additions} <= {
        "person:fumio-kishida"
    }


def test_two_persons_of_one_name_get_two_ids(tmp_path: Path, base: Base) -> None:
    other = {**PERSON, "birthDate": ["1971"]}
    found = rows_of_entities(
        entity_file(tmp_path, entity("p", "Person", **PERSON), entity("q", "Person", **other)), base
    )
    ids = [addition.cells["id"] for addition in found.additions if addition.table == "actors"]
    assert ids == ["person:ana-testova", "person:ana-testova-1971"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "row 2: is no JSON"),
        ("[1]", "row 2: is no FollowTheMoney entity"),
        (json.dumps(entity("x", "Person", name=["\u6b63\u6052"])), "row 2: Person x: has no name in Latin letters"),
        (json.dumps(entity("x", "Person", name=["Bo Testov"])), "row 2: Person x: has no date; say with --since"),
        (json.dumps(entity("x", "Person", name=["Bo Testov"], birthDate=["soon"])), "row 2: Person x: "),
        (json.dumps(entity("x", "Occupancy", holder=["p"], post=["nowhere"])), "points to 'nowhere'"),
        (json.dumps(entity("x", "Position", name=["Chief"])), "a position needs a country"),
    ],
)  # fmt: skip
def test_a_wrong_entity_is_named(tmp_path: Path, base: Base, line: str, reason: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(entity("p", "Person", **PERSON)) + "\n" + line, encoding="utf-8")
    with pytest.raises(BaseError, match=reason) as error:
        rows_of_entities(path, base)
    assert str(error.value).startswith(str(path))


def test_exported_tables_are_the_base_again(tmp_path: Path, base: Base) -> None:
    counts = write_tables(base, tmp_path / "out")
    again = load(tmp_path / "out", bundle=False)
    for table, count in counts.items():
        assert again.rows(table) == base.rows(table)
        assert len(base.rows(table)) == count
    assert check(again) == check(base)


def test_exported_entities_are_followthemoney(base: Base) -> None:
    found = {entity["id"]: entity for entity in entities(base)}
    japan = found["state:JPN"]
    assert japan["schema"] == "PublicBody"
    assert japan["properties"]["country"] == ["jp"]
    nato = next(e for id, e in found.items() if id.startswith("member:state:FIN:organisation:nato"))
    assert nato["properties"]["startDate"] == ["2023-04-04"]
    assert found["person:fumio-kishida"]["schema"] == "Person"
    assert {e["schema"] for e in found.values()} == {
        "Person", "PublicBody", "Organization", "Company", "Position", "Occupancy", "Membership"
    }  # fmt: skip
