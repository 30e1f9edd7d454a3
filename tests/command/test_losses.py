import datetime

import pytest
from hypothesis import given, settings

from foedera.command import Structure, loss, losses, parse, routes, starter
from foedera.model import QuestionError
from tests.command.made import SOUND, structures

DAY = datetime.date(2031, 12, 1)


def test_what_the_loss_of_a_post_stops_moves_and_severs() -> None:
    found = parse(SOUND).on(DAY, "after")
    gone = loss(found, "forces")
    assert gone.stopped == ("patrol",)
    assert gone.severed == ("task",)
    assert gone.critical
    head = loss(found, "east")
    assert head.kept == ("patrol",)
    assert head.severed == ("forces", "task")
    waits = loss(found, "staff")
    assert [(each.kind, each.decider, each.now) for each in waits.moved] == [("patrol", "forces", "forces")]
    assert not waits.critical


def test_the_loss_of_a_link_is_asked_by_its_name() -> None:
    found = parse(SOUND).on(DAY, "before")
    cut = loss(found, "east > forces (cocom)")
    assert (cut.of, cut.stopped, cut.severed) == ("link", ("patrol",), ("forces",))
    with pytest.raises(QuestionError, match="no post or link 'east > moon', and nobody of that name"):
        loss(found, "east > moon")


def test_the_sample_hangs_on_its_forward_command_after_the_order_and_on_the_far_one_before() -> None:
    sample = starter("norvane-ilmara")
    before, after = (sample.on(day) for day in (datetime.date(2031, 9, 30), DAY))
    assert len(loss(before, "eastcom").stopped) == 5
    assert loss(after, "eastcom").stopped == ("evacuation", "movement", "force")
    assert len(loss(after, "nfi").stopped) == 5


def test_the_loss_of_one_who_holds_several_posts_is_that_of_all_of_them() -> None:
    name = "the senior United States officer in Korea"
    gone = loss(starter("korea"), name)
    assert gone.of == "holder"
    assert losses(starter("korea"))[-1] == gone
    text = SOUND.replace("name: East Command", "name: East Command, holder: she").replace(
        "name: Forces,", "name: Forces, holder: she,"
    )
    both = loss(parse(text).on(DAY, "after"), "she")
    assert both.stopped == ("patrol",)
    assert both.severed == ("task",)


@settings(max_examples=40)
@given(structures())
def test_every_loss_parts_the_kinds_that_could_be_decided(drawn: Structure) -> None:
    decided = {kind.id for kind in drawn.kinds if routes(drawn, kind.id)}
    found = losses(drawn)
    assert [one.id for one in found] == [post.id for post in drawn.posts] + [link.id for link in drawn.links]
    for one in found:
        moved = {each.kind for each in one.moved}
        assert set(one.stopped) | moved | set(one.kept) == decided
        assert len(one.stopped) + len(moved) + len(one.kept) == len(decided)
        assert one.id not in one.severed
