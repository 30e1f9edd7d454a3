"""Ties out of a record: each as what it is, on its day, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from foedera.model.errors import QuestionError
from foedera.networks.recorded import Recorded, bootstrap_documents, ties_on
from foedera.networks.shape import density
from foedera.networks.similarity import similarities
from foedera.networks.tie import TIE_KINDS
from foedera.record import Record

from .recordings import TALKS, TREATY, filled

NORVANE, ILMARA, KARVOSSA, ESTMERE = "state:XNV", "state:XIL", "state:XKV", "state:XES"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of `filled`."""
    with Record.open(tmp_path_factory.mktemp("ties") / "record.db") as record:
        yield filled(record)


@pytest.fixture(scope="module")
def found(kept: Record) -> Recorded:
    """Its ties of a day in the middle of 2031."""
    return ties_on(kept, "2031-06-15")


def seen(found: Recorded, kind: str) -> list[tuple[str, str, str, bool]]:
    """Sort, ends and whether mutual, of the ties of a kind."""
    return [(tie.sort, tie.one, tie.other, tie.mutual) for tie in found.of(kind)]  # type: ignore[arg-type]


def test_a_treaty_in_force_and_what_it_contains_by_direction(found: Recorded) -> None:
    assert seen(found, "treaty") == [("treaty", ILMARA, NORVANE, True)]
    assert seen(found, "obligation") == [
        ("consultation", ILMARA, NORVANE, False), ("consultation", NORVANE, ILMARA, False),
        ("defense", NORVANE, ILMARA, False),
    ]  # fmt: skip
    assert {tie.what for tie in found.of("obligation")} == {TREATY}


def test_a_consultative_grouping_is_an_arrangement_and_carries_no_obligation(found: Recorded) -> None:
    ties = found.of("arrangement")
    assert len(ties) == 6
    assert {(tie.what, tie.sort, tie.mutual) for tie in ties} == {(TALKS, "communique", True)}
    assert not [tie for tie in found.of("obligation") if {KARVOSSA, ESTMERE} & {tie.one, tie.other}]
    pledged = found.pledges()
    assert pledged.codes == (ILMARA, NORVANE)
    assert pledged.pledge("defense").tolist() == [[False, False], [True, False]]


def test_what_only_a_third_party_says_ties_nobody(found: Recorded) -> None:
    assert not found.between(NORVANE, ESTMERE) or {tie.kind for tie in found.between(NORVANE, ESTMERE)} == {
        "arrangement", "asset",
    }  # fmt: skip
    assert "Secret Pact" not in {tie.what for tie in found.ties}


def test_what_is_not_known_to_be_in_force_gives_no_tie_and_is_named(found: Recorded) -> None:
    assert "Basing Agreement" not in {tie.what for tie in found.ties}
    assert "Basing Agreement" in {one.name for one in found.undecided}
    reasons = next(one.reasons for one in found.undecided if one.name == "Basing Agreement")
    assert any("no entry into force is in the record" in reason.text for reason in reasons)


def test_days_before_and_after(kept: Record) -> None:
    before = ties_on(kept, "1974-12-31")
    assert not before.of("treaty")
    assert not before.of("obligation")
    later = {tie.kind for tie in ties_on(kept, "2029-12-31").ties}
    assert later == {"treaty", "obligation", "event", "membership", "grouping"}


def test_promises_that_stand_and_not_those_withdrawn(found: Recorded) -> None:
    assert seen(found, "commitment") == [("agreed", NORVANE, ILMARA, False)]


def test_events_by_score_direction_and_days(kept: Record, found: Recorded) -> None:
    assert [(tie.sort, tie.one, tie.other, tie.weight) for tie in found.of("event")] == [
        ("COOPERATE", NORVANE, ILMARA, 6.8), ("THREATEN", KARVOSSA, ILMARA, -5.1),
    ]  # fmt: skip
    long = ties_on(kept, "2031-06-15", kinds=["event"], days=1000)
    assert ("CONSULT", ILMARA, NORVANE, True) in seen(long, "event")
    network = long.network("event")
    assert network.nodes == (ILMARA, KARVOSSA, NORVANE)
    assert network.ties[2, 0] == pytest.approx(6.8 + 2.1)
    assert network.ties[1, 0] == pytest.approx(-5.1)
    assert long.network("event", summed="count").ties[2, 0] == 2
    assert long.network("event", summed="mean").ties[2, 0] == pytest.approx((6.8 + 2.1) / 2)
    assert long.network("event", "CONSULT").kind == "event:CONSULT"


def test_governments_count_as_their_states_unless_asked_otherwise(kept: Record) -> None:
    own = ties_on(kept, "2031-06-15", kinds=["event"], by="actor")
    assert ("THREATEN", KARVOSSA, "organisation:external-affairs", False) in seen(own, "event")


def test_joint_programmes_and_not_what_was_closed(found: Recorded) -> None:
    assert seen(found, "asset") == [
        ("programme", ILMARA, NORVANE, True), ("programme", NORVANE, ESTMERE, False),
        ("programme", ILMARA, ESTMERE, False),
    ]  # fmt: skip


def test_members_of_a_group_are_tied_guests_are_not_and_who_left_is_gone(kept: Record, found: Recorded) -> None:
    assert seen(found, "grouping") == [("ormund-forum", KARVOSSA, NORVANE, True)]
    assert {tie.one for tie in found.of("membership")} == {KARVOSSA, NORVANE}
    assert not ties_on(kept, "2032-06-15", kinds=["grouping"]).ties
    assert {tie.one for tie in ties_on(kept, "2032-06-15", kinds=["membership"]).ties} == {NORVANE}


def test_every_tie_shows_its_sentence(kept: Record, found: Recorded) -> None:
    assert {tie.kind for tie in found.ties} == set(TIE_KINDS)
    for tie in found.ties:
        for sentence in tie.sentences:
            assert sentence.text in kept.document(sentence.document).text
        assert tie.sentences
        assert tie.documents == {sentence.document for sentence in tie.sentences}


def test_as_the_record_knew_it(kept: Record, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    kept.backup(copy)
    with Record.open(copy) as record:
        assert ties_on(record, "2031-06-15", known="2020-01-01").ties == ()
        assert len(ties_on(record, "2031-06-15").ties) == len(ties_on(kept, "2031-06-15").ties)


def test_similarity_of_what_a_record_contains(found: Recorded) -> None:
    table = similarities([found.pledges()], ["sallyva"])
    # Norvane owes defence (3), Ilmara consultation (2): portfolios 2 3 and 3 3 differ by 1 of 2 * 3.
    assert table.frame["sallyva"].to_list() == pytest.approx([1 - 2 * 1 / (2 * 3)])


def test_one_kind_only(found: Recorded) -> None:
    defence = found.only("obligation", "defense")
    assert [(tie.one, tie.other) for tie in defence.ties] == [(NORVANE, ILMARA)]
    with pytest.raises(QuestionError, match="event: not among the kinds of ties asked for: obligation"):
        defence.network("event")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"day": "soon"}, "not a day: 'soon'"),
        ({"day": "2031-01-01", "kinds": ["friendship"]}, "friendship: no such kind of tie"),
        ({"day": "2031-01-01", "days": 0}, "at least 1 is needed"),
    ],
)
def test_questions_that_make_no_sense(kept: Record, question: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        ties_on(kept, **question)  # type: ignore[arg-type]


def test_the_interval_over_documents(found: Recorded) -> None:
    one = bootstrap_documents(found, "asset", {"density": density}, draws=50)["density"]
    assert (one.value, one.low, one.high) == (1, 1, 1)
    events = bootstrap_documents(found, "event", {"density": density}, draws=200, seed=1)["density"]
    assert events == bootstrap_documents(found, "event", {"density": density}, draws=200, seed=1)["density"]
    assert events.value == pytest.approx(2 / 3)
    assert events.low is not None
    assert events.high is not None
    assert 0 < events.low < 2 / 3 < events.high <= 1
    with pytest.raises(QuestionError, match="grouping: no tie of this kind"):
        empty = Recorded(found.day, (), {}, (), found.since, ("grouping",))
        bootstrap_documents(empty, "grouping")


def test_an_empty_record(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.db") as record:
        nothing = ties_on(record, "2031-01-01")
    assert (nothing.ties, nothing.undecided) == ((), ())
    assert np.array_equal(nothing.network("treaty").ties, np.zeros((0, 0)))
