"""Where a commitment stands: parallel tracks, and what moves nothing."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.register import Member
from foedera.register.progress import Progress, progress
from foedera.register.stages import Stage

from .made import (
    AUTHOR,
    ILMARA,
    KARVOSSA,
    MINISTER,
    NORVANE,
    PROFESSOR,
    RIVAL,
    UNNAMED,
    actor,
    by,
    count,
    entry,
    member,
    named,
    note,
    promise,
)

DAY = datetime.date.fromisoformat
MADE = member(promise(due="2032-06-30"), "2031-04-10")


def of(*members: Member, on: str | None = "2033-04-01", notes: tuple[object, ...] = ()) -> Progress:
    return progress(entry(*members), notes, as_of=None if on is None else DAY(on))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "action", "track", "stage"),
    [
        ("intended", "deliver", "agreement", "intended"),
        ("committed", "deliver", "agreement", "agreed"),
        ("decided", "deliver", "agreement", "agreed"),
        ("reaffirmed", "deliver", "agreement", "reaffirmed"),
        ("ongoing", "deliver", "execution", "under way"),
        ("completed", "deliver", "execution", "delivered"),
        ("completed", "hand over", "execution", "delivered"),
        ("decided", "appropriate", "funding", "funded"),
        ("completed", "approve", "authorisation", "authorised"),
        ("completed", "begin", "execution", "under way"),
        ("completed", "expire", "disruption", "lapsed"),
        ("delayed", "deliver", "disruption", "delayed"),
        ("suspended", "deliver", "disruption", "suspended"),
        ("withdrawn", "deliver", "disruption", "withdrawn"),
    ],
)
def test_status_and_verb_give_the_step(status: str, action: str, track: str, stage: Stage) -> None:
    shown = of(MADE, member(promise(status, action=action), "2032-01-22")).steps
    assert (shown[-1].track, shown[-1].stage) == (track, stage)
    assert shown[-1].member is not None
    assert shown[-1].names == ("The Ledger",)


def test_tracks_run_side_by_side() -> None:
    found = of(
        MADE,
        member(promise("completed", action="fund"), "2031-06-01", when="2031-05"),
        member(promise("delayed"), "2032-01-22"),
        member(promise("completed", object="52 of 80 missiles"), "2032-04-09"),
    )
    assert [found.current(track).stage for track in ("agreement", "funding", "execution")] == [  # type: ignore[union-attr]
        "agreed", "funded", "partly delivered",
    ]  # fmt: skip
    assert found.current("authorisation") is None
    assert found.track("funding")[0].since == DAY("2031-05-31")


def test_what_was_promised_itself_is_delivered_when_it_is_done() -> None:
    signing = promise(action="sign", object="a memorandum")
    assert of(member(signing), member(promise("completed", action="sign"), "2032-01-01")).is_delivered
    assert not of(MADE, member(promise("completed", action="sign"), "2032-01-01")).is_delivered


@pytest.mark.parametrize(
    ("promised", "reported"),
    [
        (promise(), promise("completed", object="the first tranche")),
        (promise(), promise("completed", object="four of the first six missiles")),
        (promise(figures=[count(200, "missile")]), promise("completed", figures=[count(80, "missile")])),
    ],
)
def test_a_part_is_not_the_whole(promised: object, reported: object) -> None:
    found = of(member(promised), member(reported, "2032-04-09"))  # type: ignore[arg-type]
    assert found.stage == "partly delivered"
    assert not found.is_delivered


TWO = promise(object="two frigates")


@pytest.mark.parametrize(
    ("action", "object", "status", "text"),
    [
        ("deliver", "two frigates", "decided", "The two sides announced that they have delivered two frigates."),
        ("deliver", "two frigates", "reaffirmed", "The ministers confirmed that the frigates had now been delivered."),
        ("hand over", "two frigates", "decided", "Norvane said it has already handed over two frigates."),
        ("confirm", "the completion of both frigates", "reaffirmed", "They confirmed the completion of both frigates."),
        ("note", "the delivery of two frigates", "decided", "The ministers noted the delivery of two frigates."),
    ],
)
def test_a_progress_report_of_what_is_done_is_the_delivery(action: str, object: str, status: str, text: str) -> None:
    told = member(promise(status, action=action, object=object), "2032-01-10", text=text)
    found = of(member(TWO), told)
    assert found.stage == "delivered"
    assert [step.member for step in found.track("execution")] == [told]
    assert of(told).is_delivered


@pytest.mark.parametrize(
    ("action", "object", "text"),
    [
        ("deliver", "two frigates", "Norvane announced that it will have delivered two frigates."),
        ("deliver", "two frigates", "Norvane said the yard closes once it has delivered two frigates."),
        ("deliver", "two frigates", "Norvane admitted that it has not delivered two frigates."),
        ("order", "two frigates", "Norvane has ordered two frigates."),
        ("deliver", "two frigates", "Norvane has decided to deliver two frigates."),
        ("announce", "the delivery of two frigates", "Norvane announced the delivery of two frigates."),
        ("note", "the planned delivery of two frigates", "They noted the planned delivery of two frigates."),
    ],
)
def test_what_is_only_decided_is_not_delivered(action: str, object: str, text: str) -> None:
    told = member(promise("decided", action=action, object=object), "2032-01-10", text=text)
    assert of(member(TWO), told).stage == "agreed"


def test_what_is_still_due_is_not_delivered() -> None:
    text = "Norvane noted the delivery of two frigates, which has slipped to June."
    told = member(promise("decided", action="note", object="the delivery of two frigates", due="2032-06-30"), text=text)
    assert not of(told).is_delivered


def test_the_first_of_several_is_a_part() -> None:
    first = member(promise("completed", object="the first frigate"), "2032-01-10")
    assert of(member(TWO), first).stage == "partly delivered"
    assert of(member(promise(object="a frigate")), first).stage == "delivered"
    assert of(first).stage == "delivered"


def test_the_first_tranche_is_the_whole_where_only_that_was_promised() -> None:
    tranche = promise(object="a first tranche of 80 missiles")
    assert of(member(tranche), member(promise("completed", object="the first tranche"), "2032-10-01")).is_delivered


def test_overdue_only_past_its_date_and_until_delivered() -> None:
    assert not of(MADE, on="2032-06-30").is_overdue
    overdue = of(MADE, on="2032-07-10")
    assert (overdue.is_overdue, overdue.late) == (True, 10)
    delivered = of(MADE, member(promise("completed"), "2032-10-06", when="2032-09-29"))
    assert (delivered.is_overdue, delivered.late) == (False, 91)
    assert of(MADE, member(promise("completed"), "2032-10-06", when="2032-09-29"), on="2032-09-01").is_overdue


@pytest.mark.parametrize("status", ["withdrawn", "ended by note"])
def test_what_ended_is_not_overdue(status: str) -> None:
    if status == "withdrawn":
        found = of(MADE, member(promise("withdrawn"), "2032-04-09"))
    else:
        written = note("progress", "e-1", track="disruption", stage="lapsed", when="2032-05", source="Gazette 12")
        found = of(MADE, notes=(written,))
        assert found.steps[-1].text == "Gazette 12"
        assert found.steps[-1].names == ("A. Reader",)
    assert found.is_ended
    assert not found.is_overdue


def test_agreed_anew_after_a_withdrawal_it_can_be_overdue_again() -> None:
    again = member(promise(due="2032-12-31"), "2032-08-01")
    assert of(MADE, member(promise("withdrawn"), "2032-04-09"), again).is_overdue


@pytest.mark.parametrize(
    "body",
    [
        promise(exploratory=True, due="2032-06-30"),
        promise("intended", due="2032-06-30"),
        promise(due=by(None, "2032-01-01")),
        promise(),
    ],
)
def test_what_is_not_agreed_and_dated_is_never_overdue(body: object) -> None:
    assert not of(member(body)).is_overdue  # type: ignore[arg-type]


def test_a_suspension_ends_when_the_thing_goes_on() -> None:
    suspended = [MADE, member(promise("suspended"), "2032-01-22")]
    assert of(*suspended).stage == "suspended"
    assert of(*suspended, member(promise("ongoing"), "2032-05-01")).stage == "under way"


def test_a_third_party_is_shown_and_moves_nothing() -> None:
    found = of(MADE, member(promise("completed"), "2032-02-01", attribution=named(RIVAL)))
    assert found.stage == "agreed"
    assert [(step.stage, step.names) for step in found.judgements] == [("delivered", ("rival",))]
    assert [conflict.about for conflict in found.conflicts] == ["stage"]


@pytest.mark.parametrize(
    ("source", "voice"), [(NORVANE, "parties"), (MINISTER, "other"), (PROFESSOR, "other"), (KARVOSSA, "other")]
)
def test_who_speaks_for_the_parties(source: object, voice: str) -> None:
    found = of(MADE, member(promise("completed"), "2032-02-01", attribution=named(source)))  # type: ignore[arg-type]
    steps = {step.voice: step for step in (*found.steps, *found.judgements) if step.stage == "delivered"}
    assert list(steps) == [voice]


def test_the_government_of_a_party_speaks_for_it_but_not_its_professors() -> None:
    ours = member(promise(parties=[NORVANE, ILMARA]))
    assert of(ours, member(promise("completed"), "2032-02-01", attribution=named(MINISTER))).is_delivered
    assert not of(ours, member(promise("completed"), "2032-02-01", attribution=named(PROFESSOR))).is_delivered
    assert not of(ours, member(promise("completed"), "2032-02-01", attribution=UNNAMED)).is_delivered


def test_contradictory_reports_are_both_shown() -> None:
    found = of(
        MADE,
        member(promise("completed"), "2032-10-06", when="2032-09-29"),
        member(promise("delayed"), "2032-10-06", attribution=AUTHOR, lineage=2),
    )
    (conflict,) = found.conflicts
    assert (conflict.one.stage, conflict.other.stage) == ("delivered", "delayed")  # type: ignore[union-attr]
    assert found.is_delivered


def test_a_delay_before_the_delivery_is_no_contradiction() -> None:
    assert (
        of(MADE, member(promise("delayed"), "2032-01-22"), member(promise("completed"), "2032-10-06")).conflicts == ()
    )


def test_due_dates_slip_and_the_latest_of_the_parties_counts() -> None:
    found = of(
        MADE,
        member(promise("intended", due="2035-12-31"), "2033-03-17"),
        member(promise(due="2032-06-30"), "2033-03-18", lineage=2),
        member(promise(due="2036-12-31"), "2033-03-19", attribution=named(RIVAL)),
    )
    assert found.due is not None
    assert found.due.latest == DAY("2035-12-31")
    assert [slip.days for slip in found.slips] == [1279]
    assert [due.ahead for due in found.dues] == [True, True, False, True]
    assert [(c.about, c.other.names) for c in found.conflicts] == [("due", ("rival",))]


def test_two_due_dates_of_one_day_are_a_conflict_and_no_slip() -> None:
    found = of(MADE, member(promise(due="2032-09-30"), "2031-04-10", lineage=2))
    assert [conflict.about for conflict in found.conflicts] == ["due"]
    assert found.slips == ()


def test_reaffirmed_without_progress() -> None:
    again = member(promise("reaffirmed"), "2033-03-17")
    assert of(MADE, again).is_only_reaffirmed
    assert not of(MADE).is_only_reaffirmed
    assert not of(MADE, again, member(promise("ongoing"), "2032-01-22")).is_only_reaffirmed
    assert not of(MADE, again, on="2033-03-16").is_only_reaffirmed


def test_conditions_are_unmet_until_somebody_finds_them_met() -> None:
    bound = member(promise(conditions=["subject to the  vote"]))
    assert [condition.text for condition in of(bound).unmet] == ["subject to the vote"]
    met = note("progress", "e-1", track="condition", stage="Subject to the vote", when="2032", source="Gazette 3")
    assert of(bound, notes=(met,)).unmet == ()
    assert of(bound, notes=(met,)).conditions[0].met == met


def test_as_of_an_earlier_day_later_documents_do_not_count() -> None:
    later = member(promise(due="2033-12-31"), "2032-05-01")
    found = of(MADE, later, on="2032-04-30")
    assert len(found.steps) == 1
    assert found.due is not None
    assert found.due.latest == DAY("2032-06-30")


def test_without_dates_and_actors_it_is_shown_as_what_it_is() -> None:
    found = of(member(promise("completed"), None))
    assert (found.stage, found.steps[0].since, found.late) == ("delivered", None, None)
    nobody = member(promise(parties=[actor("organisation:x")]), None, attribution=named())
    assert of(nobody).stage is None
    assert [step.voice for step in of(nobody).judgements] == ["unnamed"]
    assert progress(entry(), as_of=DAY("2032-01-01")).stage is None


def test_a_denial_is_no_step() -> None:
    found = of(MADE, member(promise("completed"), "2032-01-01", modality="denied"))
    assert found.stage == "agreed"
    assert len(found.denials) == 1


def test_what_may_happen_is_explored_and_what_will_be_agreed_intended() -> None:
    assert of(member(promise(), modality="possible")).stage == "explored"
    assert of(member(promise("completed"), modality="planned")).stage == "intended"


STATUSES = st.sampled_from(
    ["intended", "committed", "decided", "ongoing", "completed", "reaffirmed", "delayed", "suspended", "withdrawn"]
)
DATES = st.dates(DAY("2031-01-01"), DAY("2034-12-31")).map(datetime.date.isoformat)
VOICES = st.sampled_from([AUTHOR, UNNAMED, named(RIVAL), named(NORVANE)])


@st.composite
def members(draw: st.DrawFn, *, due: bool = True, third: bool = False) -> Member:
    attribution = draw(st.sampled_from([UNNAMED, named(RIVAL), named(PROFESSOR)])) if third else draw(VOICES)
    body = promise(
        draw(STATUSES), due=draw(st.none() | DATES) if due else None, exploratory=draw(st.booleans()),
        action=draw(st.sampled_from(["deliver", "approve", "fund", "sign", "begin"])),
    )  # fmt: skip
    return member(
        body, draw(st.none() | DATES), when=draw(st.none() | DATES), attribution=attribution,
        modality=draw(st.sampled_from(["actual", "actual", "planned", "possible", "denied"])),
        lineage=draw(st.integers(1, 10**6)),
    )  # fmt: skip


@given(st.lists(members(), max_size=6), members(third=True), DATES)
def test_a_third_party_never_moves_a_commitment(some: list[Member], third: Member, on: str) -> None:
    before, after = of(*some, on=on), of(*some, third, on=on)
    assert after.steps == before.steps
    assert (after.stage, after.due, after.is_overdue) == (before.stage, before.due, before.is_overdue)


@given(st.lists(members(due=False), max_size=6), members(due=False), DATES)
def test_a_step_never_makes_an_undated_commitment_overdue(some: list[Member], more: Member, on: str) -> None:
    assert not of(*some, more, on=on).is_overdue


@given(st.lists(members(), max_size=6), DATES)
def test_an_answer_for_a_day_holds_only_what_lay_before_it(some: list[Member], on: str) -> None:
    found = of(*some, on=on)
    assert all(step.since is None or step.since <= DAY(on) for step in (*found.steps, *found.judgements))
    assert found.is_overdue <= found.is_past
    assert not (found.is_overdue and found.is_delivered)
    assert all(conflict.one != conflict.other for conflict in found.conflicts)
