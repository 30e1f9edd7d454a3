from pathlib import Path

import pytest

from foedera.actors import bundled, check, load

HEADS = {
    "actors": "id,kind,name,state,sector,when,source",
    "names": "actor,name,type,when,source",
    "codes": "actor,scheme,code,when,source",
    "successions": "predecessor,successor,kind,when,source",
    "memberships": "member,group,standing,when,source",
    "posts": "post,body,role,rank,source",
    "holders": "person,post,when,source",
    "commands": "command,parent,relationship,seat,when,source",
    "places": "place,name,type,state,latitude,longitude,when,source",
    "place_names": "place,name,when,source",
}
SOUND = {
    "actors": [
        "state:XAA,state,Aland,,GOV,1900/..,x",
        "state:XAB,state,Bland,,GOV,1900/1990-01-01,x",
        "organisation:pact,organisation,Pact,,IGO,1950-01-01/..,x",
        "person:a-a,person,A A,state:XAA,GOV,1940/..,x",
        "person:b-b,person,B B,state:XAA,GOV,1940/..,x",
        "command:c,command,C,state:XAA,MIL,1950/..,x",
    ],
    "names": [
        f"{id},{name},name,{when},x"
        for id, name, when in [
            ("state:XAA", "Aland", "1900/.."), ("state:XAB", "Bland", "1900/1990-01-01"),
            ("organisation:pact", "Pact", "1950-01-01/.."), ("person:a-a", "A A", "1940/.."),
            ("person:b-b", "B B", "1940/.."), ("command:c", "C C", "1950/.."),
        ]
    ],
    "codes": ["state:XAA,cow,9001,1900/..,x"],
    "successions": ["state:XAB,state:XAA,absorbed,1990-01-01,x"],
    "memberships": ["state:XAA,organisation:pact,member,1950/..,x"],
    "posts": ["premier,state:XAA,Premier,head-of-government,x"],
    "holders": ["person:a-a,premier,2000-01-01/2004-05-05,x", "person:b-b,premier,2004-05-05/..,x"],
    "commands": ["command:c,state:XAA,full,port,1950/..,x"],
    "places": ["port,Port,city,state:XAA,1,2,1900/..,x"],
    "place_names": ["port,The Port,1900/..,x"],
}  # fmt: skip


def found(path: Path, **more: str) -> list[str]:
    for name, rows in SOUND.items():
        lines = [HEADS[name], *rows, *([more[name]] if name in more else [])]
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [str(contradiction) for contradiction in check(load(path, bundle=False))]


def test_the_bundled_base_does_not_contradict_itself() -> None:
    assert [str(contradiction) for contradiction in check(bundled())] == []


def test_a_sound_base_has_no_contradiction(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("actors", "state:XAA,state,Other,,GOV,1950/..,x", "two actors with one id state:XAA at one time"),
        ("actors", "person:d,person,D,state:XAD,GOV,1950/..,x", "person:d belongs to state:XAD, which does not exist"),
        ("actors", "person:e,state,E,,GOV,1950/..,x", "person:e has the kind state"),
        ("names", "state:XAC,Cland,name,1900/..,x", "names state:XAC, which does not exist"),
        ("names", "state:XAB,Blandia,name,1900/..,x", "outside its life"),
        ("codes", "state:XAB,cow,9001,1950/1960,x", "cow 9001 is of state:XAA and state:XAB at one time"),
        ("successions", "state:XAA,state:XAB,continues,1950,x", "state:XAA still exists after state:XAB followed it"),
        ("memberships", "state:XAB,organisation:pact,member,1949/1960,x", "before it existed"),
        ("memberships", "state:XAB,organisation:pact,member,1960/..,x", "outside its own life"),
        ("memberships", "state:XAA,organisation:pact,observer,1960/1970,x", "twice at one time"),
        ("posts", "premier,state:XAC,Premier,other,x", "premier is in state:XAC, which does not exist"),
        ("posts", "premier,state:XAA,Premier,other,x", "two posts with one id premier"),
        ("holders", "person:a-a,premier,2010/2011,x", "both hold premier"),
        ("holders", "person:a-a,king,2010/2011,x", "no such post"),
        ("holders", "person:z,premier,1990/1991,x", "person:z holds premier but does not exist"),
        ("commands", "command:c,command:c,,,1960/1970,x", "its own parent"),
        ("commands", "command:c,state:XAA,,,1940/1970,x", "outside its life"),
        ("commands", "command:d,state:XAA,,,1940/1970,x", "command:d does not exist"),
        ("places", "port,Porto,city,,1,2,1900/..,x", "two places with one id port"),
        ("places", "cape,Cape,city,state:XAC,1,2,1900/..,x", "no such state"),
        ("place_names", "quay,Quay,1900/..,x", "names quay, which does not exist"),
    ],
)
def test_contradictions_are_found(tmp_path: Path, table: str, row: str, reason: str) -> None:
    reasons = found(tmp_path, **{table: row})
    assert any(reason in line for line in reasons), reasons


def test_the_day_of_a_handover_may_belong_to_both_holders(tmp_path: Path) -> None:
    assert not any("both hold" in line for line in found(tmp_path))
