import datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foedera.command import Structure, grants, parse, route, routes, starter
from foedera.command.route import Route
from foedera.model import QuestionError
from tests.command.made import SOUND, structures

DAY = datetime.date(2031, 12, 1)


def steps(way: Route) -> list[tuple[str, str]]:
    return [(step.post, step.does) for step in way.steps]


@pytest.fixture
def after() -> Structure:
    return parse(SOUND).on(DAY, "after")


def test_the_path_goes_up_to_who_may_decide() -> None:
    before = parse(SOUND).on(DAY, "before")
    assert steps(route(before, "patrol")) == [("forces", "report"), ("east", "decide")]
    assert steps(route(before, "patrol", origin="east")) == [("east", "decide")]


def test_the_nearest_decider_comes_first_and_asks_whom_it_must(after: Structure) -> None:
    nearest, above, below = routes(after, "patrol")
    assert steps(nearest) == [("staff", "consult"), ("forces", "decide")]
    assert nearest.steps[0].hours == 2
    assert nearest.delegated == ("east",)
    assert below.decider == "task"
    assert below.delegated == ("east", "forces")
    assert steps(above) == [("forces", "report"), ("east", "decide")]
    assert (above.distance, above.length, above.posts) == (1, 2, ("forces", "east"))


def test_what_exceeds_a_limit_is_decided_above(after: Structure) -> None:
    assert route(after, "patrol", size={"ships": 12}).decider == "forces"
    assert {way.decider for way in routes(after, "patrol", size={"ships": 13})} == {"east", "task"}


def test_consent_is_listed_and_reached_over_those_between() -> None:
    rule = "  - {post: east, kind: patrol"
    found = parse(SOUND.replace(rule, rule + ", consent: {post: staff, hours: 6, silence: refused}", 1))
    way = route(found.on(DAY, "before"), "patrol")
    assert steps(way) == [("forces", "report"), ("forces", "report"), ("staff", "consent"), ("east", "decide")]
    assert way.consents == ("staff",)
    assert (way.steps[2].hours, way.steps[2].silence) == (6, "refused")


def test_who_is_asked_in_vain_uses_up_its_time(after: Structure) -> None:
    way = routes(after, "patrol", lost=["staff"])[0]
    assert (way.steps[0].post, way.steps[0].hours, way.steps[0].answers) == ("staff", 2, False)
    untimed = parse(SOUND.replace("{post: staff, hours: 2}", "staff")).on(DAY, "after")
    assert "forces" not in {one.decider for one in routes(untimed, "patrol", lost=["staff"])}


def test_reviews_before_a_decision_stand_on_the_path_and_those_after_it_do_not() -> None:
    found = parse(SOUND.replace("stage: after, hours: 24", "stage: before, hours: 24")).on(DAY, "before")
    assert steps(route(found, "patrol")) == [("forces", "report"), ("east", "review"), ("east", "decide")]


def test_a_decision_through_another_post_passes_it() -> None:
    found = starter("norvane-ilmara").on(datetime.date(2031, 9, 30))
    assert [post for post, _ in steps(route(found, "force"))] == ["nfi", "eastcom", "secretary", "president"]


def test_a_delegation_ends_with_its_day() -> None:
    found = starter("norvane-ilmara")
    deciders = {
        day: route(found.on(datetime.date.fromisoformat(day)), "evacuation").decider
        for day in ("2031-09-30", "2031-10-01", "2033-09-30", "2033-10-01")
    }
    assert list(deciders.values()) == ["secretary", "nfi", "nfi", "secretary"]


def test_questions_about_what_is_not_there(after: Structure) -> None:
    with pytest.raises(QuestionError, match="no kind of decision 'war': there are patrol"):
        routes(after, "war")
    with pytest.raises(QuestionError, match="no post 'moon': there are east, forces"):
        routes(after, "patrol", origin="moon")
    with pytest.raises(QuestionError, match="no post 'moon'"):
        routes(after, "patrol", lost=["moon"])
    with pytest.raises(QuestionError, match="no path leads to a post that may decide 'patrol'"):
        route(parse(SOUND.replace("  - {above: east, below: forces, type: cocom}\n", "")).on(DAY, "before"), "patrol")


@settings(max_examples=40)
@given(structures(), st.data())
def test_the_loss_of_a_post_or_link_never_adds_a_path(drawn: Structure, data: st.DataObject) -> None:
    lost = data.draw(st.lists(st.sampled_from([post.id for post in drawn.posts]), max_size=2))
    ids = [link.id for link in drawn.links]
    cut = data.draw(st.lists(st.sampled_from(ids), max_size=2)) if ids else []
    for kind in ("k", "m"):
        before = {way.decider: way for way in routes(drawn, kind)}
        for way in routes(drawn, kind, lost=lost, cut=cut):
            assert way.decider in before
            assert not {step.post for step in way.steps if step.answers} & set(lost)


@settings(max_examples=40)
@given(structures())
def test_every_path_ends_with_its_only_decision_by_one_who_may(drawn: Structure) -> None:
    for kind in ("k", "m"):
        found = routes(drawn, kind)
        assume(found)
        for way in found:
            assert [step.does for step in way.steps].count("decide") == 1
            assert way.steps[-1].does == "decide"
            assert way.decider in {grant.post for grant in grants(drawn, kind)}
        assert [way.distance for way in found] == sorted(way.distance for way in found)


def test_a_need_that_arises_where_no_post_is_yet_has_no_path() -> None:
    found = parse(SOUND.replace("arises: forces", "arises: task"))
    assert routes(found.on(datetime.date(2031, 10, 1), "after"), "patrol") == ()
    assert route(found.on(DAY, "after"), "patrol").decider == "task"
