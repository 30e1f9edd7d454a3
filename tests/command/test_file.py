"""What a structure file says, and what is wrong in it: file, line, key, reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.command import ALWAYS, Ask, Limit, load, parse
from foedera.model.errors import DatasetError
from tests.command.made import SOUND


def test_a_sound_file_gives_its_structure() -> None:
    found = parse(SOUND)
    assert [post.id for post in found.posts] == ["east", "forces", "staff", "task"]
    assert found.posts[0].capacity == 3
    assert found.posts[1].duty == ALWAYS
    assert found.posts[2].capacity is None
    assert found.links[0].doctrine == "us"
    assert found.links[2].doctrine is None
    assert found.delegations[0].consult == (Ask(post="staff", hours=2.0),)
    assert found.delegations[0].limits == (Limit(of="ships", most=12.0),)
    assert str(found.delegations[0].when) == "2031-10-01/2033-09-30"
    assert [each.id for each in found.offered] == ["before", "after"]


BAD = [
    ("below: forces, type: cocom", "below: east, type: cocom", "line 14: links[1].below: east reports to itself"),
    ("kinds:\n  patrol", "kinds:\n  war: {name: War}\n  patrol", "line 18: kinds.war: nobody may take this decision"),
    ("when: 2031-11-01/2033-09-30", "when: 2031-11-01/2040", "delegations[2].when: the delegation outlives task"),
    ("when: 2031-11-01/2033-09-30", "when: 2031-11-01/..", "delegations[2].when: the delegation outlives task"),
    ("kinds: patrol, when: 2031-11-01/2033-09-30", "kinds: patrol",
     "line 31: delegations[2].when: the delegation outlives task, which exists 2031-11-01/2035"),
    ("when: 2031-11-01/2033-09-30", "when: 2031-10-15/2033-09-30",
     "line 31: delegations[2].to: the delegation begins before task exists"),
    ("post: staff, hours: 2", "post: staff, hours: -2",
     "line 26: delegations[1].consult.hours: -2 hours: a time cannot be negative"),
    ("hours: 24", "hours: -1", "line 33: reviews[1].hours: -1 hours: a time cannot be negative"),
    ("arises: forces", "arises: forces, deadline: -3", "kinds.patrol.deadline: -3 hours: a time cannot be negative"),
    ("capacity: 3", "capacty: 3", "line 9: posts.east.capacty: unknown key; known are name, chain"),
    ("reviews:", "revews:", "line 32: revews: unknown key; known are name, variants"),
    ("capacity: 3", "capacity: 0", "line 9: posts.east.capacity: write a whole number of at least 1"),
    ("type: opcon}", "type: opcom}", "line 15: links[2].type: doctrines are mixed: OPCOM (operational command) is no"),
    ("type: opcon}", "type: opcon, doctrine: nato}", "line 15: links[2].doctrine: doctrines are mixed: forces"),
    ("type: coordination", "type: coordination, doctrine: us", "links[3].doctrine: coordination belongs to no doctr"),
    ("term: opcon", "term: cocom", "line 25: delegations[1].term: COCOM cannot be delegated"),
    ("type: opcon}", "type: cocom}", "line 15: links[2].type: COCOM cannot be delegated: east has it over forces"),
    ("term: opcon", "term: opcom", "line 25: delegations[1].term: OPCOM is no term of United States"),
    ("  - {between: [forces, staff], type: coordination}", "  - {above: staff, below: forces, type: opcon}",
     "line 16: links[3].type: staff and forces have no common sovereign"),
    ("  - {between: [forces, staff], type: coordination}", "  - {above: task, below: east, type: opcon}",
     "line 14: links[1]: a circle of command: forces under east under task under forces"),
    ("    further: task\n", "", "delegations[2].to: forces has 'patrol' by delegation, which does not let it delegate"),
    ("{from: forces, to: task", "{from: staff, to: task", "delegations[2].kinds: staff may not decide 'patrol' itself"),
    ("{from: forces, to: task", "{from: forces, to: forces", "delegations[2].to: forces delegates to itself"),
    ("consult: {post: staff, hours: 2}", "consult: {post: forces, hours: 2}",
     "line 26: delegations[1].consult[1]: forces asks itself"),
    ("arises: forces", "arises: nobody", "line 18: kinds.patrol.arises: there is no post 'nobody'"),
    ("post: staff, hours: 2", "post: stuff, hours: 2", "delegations[1].consult[1]: there is no post 'stuff'"),
    ("source: order}", "source: ordr}", "line 9: posts.east.source: there is no source 'ordr'"),
    ("chain: isle", "chain: ile", "posts.staff.chain: there is no chain 'ile'"),
    ("doctrine: nato", "doctrine: wto", "chains.isle.doctrine: there is no doctrine 'wto'"),
    ("2031-11-01/2035, variants: after", "2031-11-01/2035, variants: later", "posts.task.variants: there is no vari"),
    ("most: 12}", "most: 12, least: 20}", "delegations[1].limits[1]: at least 20 and at most 12 ships: nothing lies"),
    ("zone: Etc/GMT+8", "zone: Tokyo", "line 10: posts.forces.zone: 'Tokyo' is no IANA time zone"),
    ('"daily 16:00-23:00"', '"daily 16-23"', "line 11: posts.staff.duty: 'daily 16-23' says no hours"),
    ("2031-11-01/2035", "2031-13-01/2035", "line 12: posts.task.when: "),
    ("name: East Command, ", "", "line 9: posts.east: name is missing"),
    ("type: cocom", "type: command", "line 14: links[1].type: 'command' is none of direction, full, cocom"),
    ("above: east, below", "below", "line 14: links[1]: above and below are missing"),
    ("type: coordination", "type: opcon", "line 16: links[3].between: only coordination and liaison are between two"),
    ("[forces, staff]", "[forces, staff, east]", "line 16: links[3]: between names the two ends"),
    ("[forces, staff]", "[forces, forces]", "line 16: links[3].below: forces is linked with itself"),
    ("name: Two allies\n", "", "name is missing"),
    ("links:\n", "links: all\nmore:\n", "unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "message"), BAD, ids=[message[:60] for *_, message in BAD])
def test_what_is_wrong_is_said_with_file_line_key_and_reason(good: str, bad: str, message: str) -> None:
    assert good in SOUND
    with pytest.raises(DatasetError) as caught:
        parse(SOUND.replace(good, bad, 1), "allies.yaml")
    assert str(caught.value).startswith("allies.yaml, line ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 6


def test_posts_that_must_be_on_duty_together_and_never_are() -> None:
    text = SOUND.replace(
        "  - {post: east, kind: patrol}", "  - {post: east, kind: patrol, consent: {post: staff, together: true}}"
    )
    with pytest.raises(
        DatasetError, match=r"line 20: authorities\[1\].consent\[1\]: east and staff must be on duty tog"
    ):
        parse(text, "allies.yaml")
    assert parse(text.replace("16:00-23:00", "15:59-23:00")).authorities[0].consent[0].together
    assert parse(text.replace('duty: "daily 16:00-23:00"', "duty: null"))


def test_chains_of_different_days_are_no_circle() -> None:
    turned = SOUND.replace(
        "  - {between", "  - {above: task, below: forces, type: opcon, when: ../2031-10-31}\n  - {between"
    ).replace("below: task, type: opcon}", "below: task, type: opcon, when: 2031-11-01/..}")
    assert len(parse(turned).links) == 4


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.yaml: cannot be read: no such file"):
        load(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"name: \xff")
    with pytest.raises(DatasetError, match="no text in UTF-8"):
        load(tmp_path / "bad.yaml")
    (tmp_path / "list.yaml").write_text("- a\n")
    with pytest.raises(DatasetError, match="no structure: write name: and posts:"):
        load(tmp_path / "list.yaml")
    (tmp_path / "good.yaml").write_text(SOUND)
    assert load(tmp_path / "good.yaml") == parse(SOUND)


def test_the_first_of_several_errors_is_told_with_their_number() -> None:
    text = SOUND.replace("chain: isle", "chain: ile").replace("arises: forces", "arises: nobody")
    with pytest.raises(DatasetError, match=r"posts\.staff\.chain: there is no chain 'ile' \(and 1 more\)"):
        parse(text)


@given(st.integers(0, len(SOUND)), st.integers(0, 12), st.text(alphabet="ab:{}[]-,\n 01&*!#'\"", max_size=5))
def test_a_damaged_file_is_read_or_refused_in_one_line(at: int, cut: int, put: str) -> None:
    try:
        parse(SOUND[:at] + put + SOUND[at + cut :])
    except DatasetError as error:
        assert "\n" not in str(error)
