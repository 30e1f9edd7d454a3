import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from foedera.command import Post, Structure, parse, schema, starter, starter_text, starters, text
from foedera.command.lines import lines
from foedera.command.structure import Source
from tests.command.made import SOUND

VALID = Draft202012Validator(schema())


@pytest.mark.parametrize("name", starters())
def test_what_is_written_reads_as_the_same(name: str) -> None:
    found = starter(name)
    assert parse(text(found)) == found
    assert text(parse(text(found))) == text(found)


def test_the_sound_file_too() -> None:
    assert parse(text(parse(SOUND))) == parse(SOUND)


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20).filter(
    lambda name: bool(name.strip()) and "\ufeff" not in name
)


@given(names, names, st.sampled_from(["null", "true", "1", "1e3", "~", "2031-10-01", "yes", "a: b", "# c", "- d", "n"]))
def test_any_name_is_kept(name: str, seat: str, tricky: str) -> None:
    made = Structure(
        name=name,
        posts=(Post(id="p", name=tricky, seat=seat, source=("s",)),),
        sources=(Source(id="s", title=name, sentence=tricky),),
    )
    assert parse(text(made)) == made


def test_what_is_not_known_stands_there_to_be_completed() -> None:
    written = text(Structure(name="s", posts=(Post(id="p", name="P"),)))
    assert "duty: null" in written
    assert "capacity: null" in written


def test_the_schema_is_one_and_takes_what_the_reader_takes() -> None:
    Draft202012Validator.check_schema(schema())
    json.dumps(schema())
    for one in (SOUND, *(starter_text(name) for name in starters())):
        VALID.validate(lines("f", one).value)
        VALID.validate(lines("f", text(parse(one))).value)


@pytest.mark.parametrize(
    ("good", "bad"),
    [("capacity: 3", "capacty: 3"), ("type: cocom", "type: command"), ("hours: 2", "hours: -2"),
     ("name: East Command, ", ""), ("capacity: 3", "capacity: 0"), ("stage: after", "stage: during")],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(good: str, bad: str) -> None:
    assert good in SOUND
    assert not VALID.is_valid(lines("f", SOUND.replace(good, bad, 1)).value)


def test_the_written_starters_differ_from_each_other() -> None:
    assert len({text(starter(name)) for name in starters()}) == len(starters())
    assert msgspec.structs.replace(starter("korea"), name="x") != starter("korea")
