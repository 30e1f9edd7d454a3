import datetime

from hypothesis import given, settings

from foedera.command import Structure, compare, parse, starter
from tests.command.made import SOUND, structures

DAY = datetime.date(2031, 12, 1)


@settings(max_examples=40)
@given(structures())
def test_a_structure_does_not_differ_from_itself(drawn: Structure) -> None:
    found = compare(drawn, drawn)
    assert not found.differs
    assert found.posts.first == found.posts.second == found.posts.changed == ()
    assert found.posts.alike == len(drawn.posts)
    assert all(not each.differs for each in found.paths)


@settings(max_examples=40)
@given(structures(), structures())
def test_the_other_way_round_it_is_the_same_mirrored(one: Structure, other: Structure) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.posts.first, there.posts.second) == (back.posts.second, back.posts.first)
    assert (set(there.links.first), there.links.alike) == (set(back.links.second), back.links.alike)
    assert there.differs == back.differs


def test_what_the_order_of_the_sample_changes() -> None:
    sample = starter("norvane-ilmara")
    found = compare(sample.on(datetime.date(2031, 9, 30)), sample.on(DAY))
    assert found.posts.second == ("jtf", "johq")
    assert "nfi > jtf (opcon)" in found.links.second
    assert "eastcom > destroyers (cocom)" in found.links.first
    assert {each.kind for each in found.paths if each.differs} == {"patrols", "escort", "evacuation"}


def test_fields_that_differ_are_told_and_sources_and_notes_are_not() -> None:
    one = parse(SOUND).on(DAY, "after")
    text = SOUND.replace("capacity: 3", "capacity: 5, note: More staff").replace(", source: order", "")
    other = parse(text).on(DAY, "after")
    (changed,) = compare(one, other).posts.changed
    assert (changed.id, changed.fields) == ("east", {"capacity": (3, 5)})
    assert not compare(one, parse(SOUND.replace(", source: order", "")).on(DAY, "after")).differs


def test_a_kind_that_one_does_not_know_has_no_path_there() -> None:
    one = parse(SOUND).on(DAY, "before")
    only = next(each for each in compare(one, starter("us-indopacom")).paths if each.kind == "patrol")
    assert only.first is not None
    assert only.second is None
    assert only.differs


def test_forms_of_one_structure_are_told_apart_by_variant_and_day() -> None:
    found = parse(SOUND)
    assert found.short == "Two allies"
    assert found.on(DAY, "after").short == "after, 2031-12-01"
    assert found.on(None, "before").short == "before"
