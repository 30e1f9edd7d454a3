"""The structures that come with Foedera: every fact has its source."""

import datetime

import pytest

from foedera.command import Structure, route, starter, starters, structure_of
from foedera.command.soundness import problems
from foedera.model import QuestionError


@pytest.fixture(params=starters())
def found(request: pytest.FixtureRequest) -> Structure:
    return starter(request.param)


def test_every_fact_has_a_source_with_title_publisher_date_and_address(found: Structure) -> None:
    sources = {source.id: source for source in found.sources}
    facts = (
        *found.chains, *found.posts, *found.links, *found.kinds, *found.authorities, *found.delegations, *found.reviews,
    )  # fmt: skip
    for fact in facts:
        assert fact.source, fact
    for source in sources.values():
        assert source.publisher, source
        assert source.date, source
        assert source.address, source


def test_every_source_is_used(found: Structure) -> None:
    facts = (*found.chains, *found.posts, *found.links, *found.kinds, *found.authorities, *found.delegations)
    used = {id for fact in (*facts, *found.reviews, *found.doctrines) for id in fact.source}
    assert {source.id for source in found.sources} == used


def test_they_are_sound_and_can_be_told(found: Structure) -> None:
    assert problems(found) == []
    for variant in [each.id for each in found.offered] or [None]:
        told = structure_of(found.on(datetime.date(2025, 6, 1), variant))
        assert told["posts"]


def test_the_allies_of_the_sample_and_japan_have_two_roots_and_no_common_commander() -> None:
    for name, variant in (("norvane-ilmara", None), ("japan-us", "proposed-2024")):
        now = starter(name).on(datetime.date(2032, 6, 1), variant)
        roots = {post.chain for post in now.posts if not now.superiors(post.id) and now.subordinates(post.id)}
        assert len(roots) == 2
        for link in now.links:
            one, other = now.post(link.above), now.post(link.below)
            assert one is not None
            assert other is not None
            assert not link.commands or one.chain == other.chain


def test_the_command_of_japans_operations_changed_hands_in_march_2025() -> None:
    japan = starter("japan-us")
    deciders = [
        route(japan.on(datetime.date.fromisoformat(day), "before"), "japan-operations").decider
        for day in ("2025-03-23", "2025-03-24")
    ]
    assert deciders == ["joint-staff", "joint-operations-command"]


def test_nobody_is_said_to_command_japans_operations_before_the_joint_staff() -> None:
    japan = starter("japan-us")
    before, first = (japan.on(datetime.date.fromisoformat(day), "before") for day in ("2006-03-26", "2006-03-27"))
    with pytest.raises(QuestionError, match="no path leads to a post that may decide 'japan-operations'"):
        route(before, "japan-operations")
    assert route(first, "japan-operations").decider == "joint-staff"


def test_one_officer_holds_three_commands_in_korea() -> None:
    holders = [post.holder for post in starter("korea").posts if post.holder is not None]
    assert len(holders) == 3
    assert len(set(holders)) == 1


def test_there_is_no_other() -> None:
    with pytest.raises(QuestionError, match="no structure 'aukus' comes with Foedera: there are japan-us"):
        starter("aukus")
