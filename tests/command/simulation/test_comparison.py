"""Structures under assumptions: ranks, break-even points, where each loses, what the loss of a post does."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from foedera.command.simulation import (
    Assumptions,
    Defeat,
    Effort,
    KindAssumption,
    PostAssumption,
    Range,
    contest,
    critical_posts,
    defeat_sentence,
    network,
    networks,
    ranges_of,
    read,
    scaled,
    sensitivity,
    sentence,
    undecidable,
    undelegated,
)
from foedera.command.simulation.assumptions import most_factor
from foedera.command.simulation.plots import circumstances_chart, load_chart, time_chart
from foedera.command.simulation.structures import named
from foedera.command.structure import Ask, Authority, Delegation, Kind, Link, Post, Structure, Window
from foedera.model.errors import DatasetError, UsageError


def structure(*, near: bool) -> Structure:
    """A theatre and a headquarters: who decides is the theatre (near), or the headquarters after a report."""
    return Structure(
        name="near" if near else "far",
        posts=(Post(id="theatre", name="Theatre"), Post(id="hq", name="Headquarters")),
        links=(Link(above="hq", below="theatre", type="OPCOM", doctrine="NATO"),),
        kinds=(Kind(id="strike", name="Strike", arises="theatre", deadline=6.0),),
        authorities=(Authority(post="theatre" if near else "hq", kind="strike"),),
    )


QUICK = Effort(circumstances=16, replications=4, decisions=150, side=3, lines=8, points=7)


def test_networks_of_structures() -> None:
    """Each kind takes its path; the same work draws the same random numbers in both."""
    near, far = network(structure(near=True), Assumptions()), network(structure(near=False), Assumptions())
    assert [stage.station for stage in near.flows[0].stages] == ["theatre"]
    assert [stage.station for stage in far.flows[0].stages] == ["theatre", "hq"]
    assert near.flows[0].stages[0].late is None
    assert far.flows[0].stages[1].late is not None
    assert far.flows[0].stages[1].source == "strike/hq/decide"


def test_nobody_decides() -> None:
    """A kind that nobody may decide is an error; after the loss of a post, it is left out."""
    nobody = msgspec.structs.replace(structure(near=True), authorities=())
    with pytest.raises(DatasetError, match="near: kind 'strike': nobody may decide it"):
        network(nobody, Assumptions())
    assert undecidable(structure(near=True), lost=("theatre",)) == ("strike",)


def test_contest_ranks() -> None:
    """The near structure is first, and by how much, with an interval; a structure ties with itself."""
    found = contest([structure(near=False), structure(near=True)], Assumptions(), decisions=400, count=10)
    far, near = found.standings
    assert (far.rank, near.rank) == (2, 1)
    assert near.against is not None and near.against.high < 1.0
    assert far.against is not None and far.against.value == 1.0
    same = contest([structure(near=True)] * 2, Assumptions(), decisions=100, count=4)
    assert [each.rank for each in same.standings] == [1, 1]
    with pytest.raises(UsageError, match="two structures"):
        contest([structure(near=True)], Assumptions())


def test_break_even() -> None:
    """The near structure wins unless its work takes some times as long; in between the report's work is its margin."""
    found = sensitivity(
        [structure(near=True), structure(near=False)], Assumptions(late=0.0, rate=0.001, wrong=0.0),
        [Range("work:theatre", 0.2, 20.0), Range("work:hq", 0.05, 5.0)], effort=QUICK,
    )  # fmt: skip
    local = next(each for each in found.breaks if each.of == "work:theatre")
    assert local.at is not None and (local.below, local.above) == ("near", "far")
    # Deciding takes 1 hour, reporting 0.5: far takes 0.5 f + 1, near f, so that they are even at f = 2.
    assert local.at.low < 2.0 < local.at.high and local.at.value == pytest.approx(2.0, rel=0.15)
    assert sentence(local).startswith("near wins against far unless work at theatre takes more than ")
    losses = {each.name: each for each in found.defeats}
    assert losses["near"].share > 0 and losses["near"].winners == ("far",)
    assert losses["near"].marks["work:theatre"] > 2.0
    assert "near loses to far in" in defeat_sentence(losses["near"])
    assert len(found.map) == 9 and set(found.axes) == {"work:theatre", "work:hq"}
    assert {cell.winner for cell in found.map} >= {"near", "far"}
    assert sum(share.wins for share in found.shares) + found.ties == pytest.approx(1.0)


def test_ranges_are_widened() -> None:
    """Where a structure never loses, the ranges are widened twice, and it is said."""
    found = sensitivity(
        [structure(near=True), structure(near=False)], Assumptions(late=5.0, lacking=1.0),
        [Range("late", 0.8, 1.2), Range("rate", 0.9, 1.1)], effort=QUICK,
    )  # fmt: skip
    near = found.defeats[0]
    assert (near.share, near.widened, near.winners) == (0.0, 2, ())
    assert (
        defeat_sentence(near)
        == "near: no circumstance was found in which it loses, after the ranges were widened twice"
    )
    assert found.breaks[0].at is None and found.breaks[0].below == "near"
    assert "wins against far wherever" in sentence(found.breaks[0])


def test_critical_posts() -> None:
    """Without its only decider a kind cannot be decided."""
    (worst, *_) = critical_posts(structure(near=False), Assumptions(), decisions=100, count=4)
    assert worst.undecidable == ("strike",)
    assert worst.longer is None


def test_assumptions_from_a_file(tmp_path: Path) -> None:
    """A file of assumptions, and errors that name the file and the place."""
    path = tmp_path / "assumed.yaml"
    path.write_text(
        "rate: 0.2\nposts:\n  hq: {work: 2, staff: 3, late: 4}\n"
        "kinds:\n  strike: {surge: {start: 10, end: 20, factor: 3}}\n"
    )
    found = read(path)
    assert found.post("hq") == PostAssumption(work=2.0, staff=3, late=4.0)
    made = network(structure(near=False), found)
    assert made.station("hq").staff == 3 and made.flows[0].rates() == (
        (0.0, 0.2),
        (10.0, pytest.approx(0.6)),
        (20.0, 0.2),
    )
    path.write_text("work: {report: 3}\n")
    assert read(path).work == {**Assumptions().work, "report": 3}
    for text, said in (
        ("rates: 1", "line 1: rates: unknown key; known are work, shape, spread, rate"),
        ("rate: 1\nposts:\n  hq: {latte: 1}", "line 3: posts.hq.latte: unknown key; known are work, staff, late"),
        ("kinds: {strike: {rate: often}}", "line 1: kinds.strike.rate: expected float | null, got str"),
        ("- 1", "line 1: write keys and values, such as late: 2"),
        ("late: 1\nrate: -1", "line 2: rate: -1: it cannot be negative"),
        ("posts: {hq: {late: -2}}", "posts.hq.late: -2"),
        ("posts: {hq: {wrong: 2}}", "posts.hq.wrong: 2: a share is from 0 to 1"),
        ("work: {report: 1, guess: 1}", "work.guess: no such deed"),
        ("rate: 1e999", "rate: without end"),
        ("rate: 1\nrate: 2", "line 2: rate: stands there twice"),
        ("posts: {hq: {staff: 0}}", "posts.hq.staff: 0: a post needs at least one"),
        ("kinds: {strike: {rate: -2}}", "kinds.strike.rate: -2"),
        ("surge: {start: 9, end: 3, factor: 2}", "surge: it ends at hour 3, before it starts (9)"),
        ("surge: {start: 1, end: 3, factor: -2}", "surge: start and factor cannot be negative"),
        ("rate: [", "no YAML"),
    ):
        path.write_text(text)
        with pytest.raises(DatasetError) as caught:
            read(path)
        assert said in str(caught.value) and "assumed.yaml" in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(DatasetError, match="cannot be read"):
        read(tmp_path / "none.yaml")


def test_without_delegations() -> None:
    """What delegation is weighed against; nothing, where none is used or nobody could decide without."""
    far = structure(near=False)
    given_ = msgspec.structs.replace(far, delegations=(Delegation(giver="hq", receiver="theatre", kinds=("strike",)),))
    without = undelegated(given_)
    assert without is not None and without.short == "without delegation" and without.delegations == ()
    assert [stage.station for stage in network(given_, Assumptions()).flows[0].stages] == ["theatre"]
    assert [stage.station for stage in network(without, Assumptions()).flows[0].stages] == ["theatre", "hq"]
    assert undelegated(far) is None
    unlinked = msgspec.structs.replace(given_, links=())
    assert undelegated(unlinked) is None


def test_names_that_are_nowhere() -> None:
    """An assumption about a post or a kind that no structure has is no silent slip."""
    both = [structure(near=True), structure(near=False)]
    for given, said in (
        (Assumptions(posts={"headquarters": PostAssumption(work=2.0)}), "posts.headquarters: near, far has none"),
        (Assumptions(kinds={"strik": KindAssumption(rate=2.0)}), "kinds.strik: near, far has none"),
    ):
        with pytest.raises(DatasetError, match=said):
            networks(both, given)
    with pytest.raises(DatasetError, match=r"posts\.hqq: near, far has none"):
        sensitivity(both, Assumptions(), [Range("work:hqq", 0.5, 2.0), Range("rate", 0.5, 2.0)], effort=QUICK)


def test_structures_of_one_name_are_told_apart() -> None:
    """The same day in two files: their names; the same file twice: numbers."""
    day = datetime.date(2030, 1, 1)
    near, far = (structure(near=each).on(day) for each in (True, False))
    assert named([near, far]) == ("near, 2030-01-01", "far, 2030-01-01")
    assert named([near, near]) == ("near, 2030-01-01 (1)", "near, 2030-01-01 (2)")
    forms = [near.on(None, "before"), near.on(None, "after")]
    assert named(forms) == ("before", "after")
    assert named([forms[0], forms[1].on(datetime.date(2031, 1, 1))]) == ("before, 2030-01-01", "after, 2031-01-01")
    assert [each.name for each in networks([near, far], Assumptions())] == list(named([near, far]))


def test_deadlines_that_nobody_has() -> None:
    """Missed deadlines cannot be compared where there is none; kinds that one cannot decide are named."""
    without = [
        msgspec.structs.replace(each, kinds=(Kind(id="strike", name="Strike", arises="theatre"),))
        for each in (structure(near=True), structure(near=False))
    ]
    with pytest.raises(UsageError, match="no kind of decision has a deadline"):
        contest(without, Assumptions(), measure="missed")
    near = structure(near=True)
    more = msgspec.structs.replace(
        near,
        kinds=(*near.kinds, Kind(id="patrol", name="Patrol")),
        authorities=(*near.authorities, Authority(post="hq", kind="patrol")),
    )
    assert contest([more, structure(near=False)], Assumptions(), decisions=100, count=4).left == ("patrol",)


def test_a_consent_that_is_not_given_is_waited_for() -> None:
    """The time of a consultation ends it; that of a consent only where silence grants it."""
    for does, silence, within in (
        ("consult", None, 3.0), ("consent", "granted", 3.0), ("consent", "refused", None), ("consent", None, None),
    ):  # fmt: skip
        ask = (Ask(post="hq", hours=3.0, silence=cast(Any, silence)),)
        rule = Authority(post="theatre", kind="strike", **{does: ask})  # type: ignore[arg-type]
        made = network(msgspec.structs.replace(structure(near=True), authorities=(rule,)), Assumptions())
        assert [stage.within for stage in made.flows[0].stages] == [within, None]


def test_nothing_marks_what_is_always_lost() -> None:
    """Who loses everywhere loses in all circumstances, which nothing marks."""
    always = Defeat(name="far", share=1.0, winners=("near",), marks={}, widened=0)
    assert defeat_sentence(always) == "far loses to near in all circumstances"
    often = Defeat(name="far", share=0.9, winners=("near",), marks={}, widened=1)
    assert defeat_sentence(often).endswith("widened once, which nothing marks")


def test_scaled_assumptions() -> None:
    """Factors on rates, work, lateness and quality; shares stay shares."""
    base = Assumptions(posts={"hq": PostAssumption(late=2.0)})
    assert scaled(base, {"rate": 2.0}).rate == pytest.approx(0.1)
    assert scaled(base, {"rate:strike": 2.0}).kind("strike").rate == pytest.approx(0.1)
    assert scaled(base, {"work:decide": 3.0}).work["decide"] == 3.0
    assert scaled(base, {"work:hq": 3.0}).post("hq").work == 3.0
    assert scaled(base, {"late": 2.0}).post("hq").late == 4.0
    assert scaled(base, {"lacking": 10.0}).lacking == 1.0
    assert scaled(base, {"wrong:hq": 100.0}).post("hq").wrong == 0.9
    with pytest.raises(DatasetError, match="colour: cannot be varied"):
        scaled(base, {"colour": 2.0})
    with pytest.raises(DatasetError, match="is no range of factors"):
        Range("rate", 2.0, 1.0).check()
    assert {each.of for each in ranges_of([structure(near=True), structure(near=False)])} == {
        "rate", "late", "work:theatre", "work:hq", "wrong:theatre", "wrong:hq",
    }  # fmt: skip


def test_relief_that_relieves_nobody() -> None:
    """Duty hours of the relief that never go beyond those of the post."""
    made = same_hours()
    with pytest.raises(DatasetError, match="'theatre' is never on duty when it is not"):
        network(made, Assumptions(posts={"hq": PostAssumption(relief="theatre")}))


def same_hours() -> Structure:
    """The far structure, where both posts work from nine to five in one zone."""
    base = structure(near=False)
    posts = tuple(
        msgspec.structs.replace(post, zone="Asia/Tokyo", duty=(Window((0, 1, 2, 3, 4), 540, 1020),))
        for post in base.posts
    )
    return msgspec.structs.replace(base, posts=posts)


def test_charts() -> None:
    """The three charts can be drawn."""
    from foedera.command.simulation import simulated
    from foedera.drawing import svg

    pair = [structure(near=True), structure(near=False)]
    answers = [simulated(network(each, Assumptions()), decisions=100, count=3) for each in pair]
    found = sensitivity(pair, Assumptions(), [Range("work:theatre", 0.2, 5.0), Range("rate", 0.5, 2.0)], effort=QUICK)
    for chart in (time_chart(answers), load_chart(answers), circumstances_chart(found)):
        assert "near" in svg(chart, "a chart")


def test_ranges_end_where_a_share_cannot_grow() -> None:
    """A factor on a share is told only as far as it changes anything."""
    base = Assumptions(wrong=0.3, posts={"hq": PostAssumption(wrong=0.6)})
    assert most_factor(base, "wrong:theatre") == pytest.approx(3.0)
    assert most_factor(base, "wrong:hq") == pytest.approx(1.5)
    assert most_factor(base, "wrong") == pytest.approx(3.0)
    assert most_factor(base, "lacking") == pytest.approx(2.0)
    assert most_factor(base, "work:hq") == most_factor(Assumptions(wrong=0.0), "wrong") == float("inf")
    ranges = [Range("wrong:theatre", 0.1, 10.0), Range("rate", 0.5, 2.0)]
    found = sensitivity([structure(near=True), structure(near=False)], base, ranges, effort=QUICK)
    assert {each.of: each.high for each in found.ranges} == {"wrong:theatre": pytest.approx(3.0), "rate": 2.0}
