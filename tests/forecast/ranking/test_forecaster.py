from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from foedera.forecast.ranking.forecaster import Forecaster, load, quads_of, save, trained
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.reasons import GROUPS
from foedera.model.errors import DatasetError
from tests.forecast.ranking.worlds import ACTORS, NAMES, PLAN, SHAPE, TYPES, stream, world


@pytest.fixture(scope="module")
def events() -> Ints:
    return world()


@pytest.fixture(scope="module")
def forecaster(events: Ints) -> Forecaster:
    return trained(stream(events[events[:, 3] < 38]), plan=PLAN, shape=SHAPE)


def test_actors_and_types_are_ranked_for_a_later_day(forecaster: Forecaster, events: Ints) -> None:
    places = {"whom": [], "who": [], "what": []}
    for s, r, o, t in events[events[:, 3] == 38].tolist():
        places["whom"].append(forecaster.whom(s, r, t).others.tolist().index(o))
        places["who"].append(forecaster.who(r, o, t).others.tolist().index(s))
        places["what"].append(forecaster.what(s, o, t).others.tolist().index(r))
    assert np.mean(places["whom"]) < ACTORS / 4
    assert np.mean(places["who"]) < ACTORS / 4
    assert np.mean(places["what"]) < (TYPES - 1) / 2
    assert sorted(forecaster.what(0, 1, 38).others.tolist()) == list(range(TYPES))


def test_a_day_that_was_learned_is_not_asked_about(forecaster: Forecaster) -> None:
    with pytest.raises(DatasetError, match="lies in the past"):
        forecaster.whom(0, 0, 37)
    with pytest.raises(DatasetError, match="too far ahead: ask up to 99"):
        forecaster.whom(0, 0, 100)
    assert len(forecaster.whom(0, 0, 99).others) > 0


def test_reasons_name_past_events_of_the_two(forecaster: Forecaster, events: Ints) -> None:
    known = events[events[:, 3] < 38]
    s, r, o, _ = next(e for e in events[events[:, 3] == 38].tolist()
                      if ((known[:, 0] == e[0]) & (known[:, 1] == e[1]) & (known[:, 2] == e[2])).sum() > 3)  # fmt: skip
    reasons = forecaster.why(s, r, o, 38)
    assert {reason.group for reason in reasons} <= set(GROUPS)
    assert [reason.adds for reason in reasons] == sorted((reason.adds for reason in reasons), reverse=True)
    same = next(reason for reason in reasons if reason.group == "same")
    times = int(((known[:, :3] == [s, r, o]).all(axis=1)).sum())
    assert f"{times} times" in same.words
    assert 0 < len(same.events) <= 5
    for row in same.events:
        assert known[row, :3].tolist() == [s, r, o]
    days = known[list(same.events), 3].tolist()
    assert days == sorted(days, reverse=True)
    pair = next(reason for reason in reasons if reason.group == "pair")
    assert all({known[row, 0], known[row, 2]} == {s, o} for row in pair.events)


def test_reasons_for_who_did_it_rest_on_the_same_events(forecaster: Forecaster, events: Ints) -> None:
    known = events[events[:, 3] < 38]
    s, r, o, _ = known[-1].tolist()
    from foedera.forecast.ranking.reasons import reasons

    past = forecaster.past
    found = reasons(past, forecaster.forest, forecaster.quads, (o, r + TYPES, 38), s, depth=PLAN.depth)
    same = next(reason for reason in found if reason.group == "same")
    assert all(known[row, :3].tolist() == [s, r, o] for row in same.events)


def test_nobody_beyond_the_candidates_has_reasons(forecaster: Forecaster) -> None:
    far = [o for o in range(ACTORS) if o not in forecaster.whom(0, 0, 38).others[: PLAN.depth].tolist()]
    assert far
    assert forecaster.why(0, 0, far[0], 38) == ()


def test_a_file_gives_back_the_same_forecasts(forecaster: Forecaster, tmp_path: Path) -> None:
    save(forecaster, tmp_path / "model")
    again = load(tmp_path / "model", forecaster.stream)
    for actor in range(0, ACTORS, 5):
        ours, theirs = forecaster.whom(actor, 1, 39), again.whom(actor, 1, 39)
        np.testing.assert_array_equal(ours.others, theirs.others)
        np.testing.assert_allclose(ours.scores, theirs.scores, rtol=1e-5)
        np.testing.assert_array_equal(forecaster.what(actor, 3, 39).others, again.what(actor, 3, 39).others)


def test_new_events_and_actors_are_taken_in(forecaster: Forecaster, events: Ints, tmp_path: Path) -> None:
    save(forecaster, tmp_path / "model")
    new = np.array([[0, 1, ACTORS, 38], [0, 1, ACTORS, 39]], np.int32)
    later = load(tmp_path / "model", stream(np.concatenate([events[events[:, 3] < 38], new]), (*NAMES, "Newcomer")))
    assert later.last == 39
    assert ACTORS in later.whom(0, 1, 40).others[:10].tolist()


def test_names_may_stand_elsewhere(forecaster: Forecaster, events: Ints, tmp_path: Path) -> None:
    save(forecaster, tmp_path / "model")
    known = events[events[:, 3] < 38].copy()
    known[:, [0, 2]] += 1
    moved = load(tmp_path / "model", stream(known, ("A newcomer", *NAMES)))
    assert (moved.whom(4, 1, 39).others[:5] - 1).tolist() == forecaster.whom(3, 1, 39).others[:5].tolist()


def test_what_is_no_model_or_of_another_stream_is_refused(forecaster: Forecaster, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("nothing", encoding="utf-8")
    for path in (tmp_path / "text", tmp_path / "missing"):
        with pytest.raises(DatasetError, match="no file of a trained"):
            load(path, forecaster.stream)
    save(forecaster, tmp_path / "model")
    others = ("Police_(Aland)", *(f"X{i}" for i in range(ACTORS - 1)))
    with pytest.raises(DatasetError, match=r"'Citizen_\(Aland\)'"):
        load(tmp_path / "model", stream(world(), others))


def test_a_stream_of_one_event_is_too_thin() -> None:
    with pytest.raises(DatasetError, match=r"too few|nothing to learn"):
        trained(stream(np.array([[0, 1, 2, 5]], np.int32)), plan=PLAN, shape=SHAPE)


def test_steps_of_a_file_and_days_of_dates() -> None:
    quads, first, unit = quads_of(stream(np.array([[0, 1, 2, 48], [0, 1, 2, 72]], np.int32)))
    assert (first, unit, quads[:, 3].tolist()) == (48, 24, [0, 1])
