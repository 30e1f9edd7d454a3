from __future__ import annotations

import numpy as np
import pytest

from foedera.forecast.ranking.candidates import described
from foedera.forecast.ranking.factors import Factors
from foedera.forecast.ranking.features import COLUMN, NEVER, N
from foedera.forecast.ranking.index import Ints, doubled
from foedera.forecast.ranking.past import Described, Past, asked
from tests.forecast.ranking.worlds import ACTORS, NAMES, SHAPE, TYPES, world


def past_of(events: Ints) -> Past:
    return Past(events, NAMES, TYPES, Factors(ACTORS, 2 * TYPES, SHAPE))


def seen_at(events: Ints, day: int, questions: Ints) -> Described:
    past = past_of(events)
    past.go(10, 1)
    past.factors.train(past.both[: past.place(10)])
    past.go(day, 1)
    return past.described(questions, 20, 24)


@pytest.mark.parametrize("day", [11, 25, 39])
def test_nothing_changes_when_the_future_is_deleted(day: int) -> None:
    events = world()
    questions = asked(doubled(events[events[:, 3] == day], TYPES)).asked
    whole, cut = seen_at(events, day, questions), seen_at(events[events[:, 3] < day], day, questions)
    assert len(whole.others) == len(cut.others) > 0
    for with_future, without in zip(whole, cut, strict=True):
        np.testing.assert_array_equal(with_future, without)


def test_events_of_the_day_itself_change_nothing_either() -> None:
    events = world()
    questions = asked(doubled(events[events[:, 3] == 30], TYPES)).asked
    other = events.copy()
    other[other[:, 3] >= 30, 2] = (other[other[:, 3] >= 30, 2] + 7) % ACTORS
    for ours, theirs in zip(seen_at(events, 30, questions), seen_at(other, 30, questions), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_features_are_the_counts_that_a_plain_loop_finds() -> None:
    events = world()
    past = past_of(events)
    past.go(33, 1)
    both = past.both[: past.place(33)]
    questions = asked(doubled(events[events[:, 3] == 33], TYPES)).asked
    seen = past.described(questions, 20, 20)
    checked = 0
    for i, (actor, kind, day) in enumerate(questions.tolist()):
        for row, other in enumerate(seen.others[seen.start[i] : seen.start[i + 1]].tolist()):
            feature = seen.features[seen.begin[i] + row]
            pair = both[(both[:, 0] == actor) & (both[:, 2] == other)]
            same = pair[pair[:, 1] == kind]
            assert feature[COLUMN["same_0"]] == len(same)
            assert feature[COLUMN["pair_0"]] == len(pair)
            assert feature[COLUMN["pair_kinds"]] == len(set(pair[:, 1].tolist()))
            assert feature[COLUMN["same_7"]] == pytest.approx(np.exp(-0.1 * (day - same[:, 3])).sum(), rel=1e-4)
            assert feature[COLUMN["same_age"]] == (day - same[:, 3].max() if len(same) else NEVER)
            of_kind = both[(both[:, 1] == kind) & (both[:, 2] == other)]
            assert feature[COLUMN["kind_partners"]] == len(set(of_kind[:, 0].tolist()))
            assert feature[COLUMN["other_0"]] == (both[:, 2] == other).sum()
            checked += 1
    assert checked > 100


def test_the_past_moves_in_one_step_or_many_to_the_same_counts() -> None:
    events = world()
    one, many = past_of(events), past_of(events)
    many.go(35, 1)
    one.resume(35, 0)
    for once, daily in zip(one.state, many.state, strict=True):
        if isinstance(once, tuple):
            for left, right in zip(once, daily, strict=True):
                np.testing.assert_allclose(left, right, rtol=1e-4)
        else:
            np.testing.assert_allclose(once, daily, rtol=1e-4)


def test_the_order_of_events_within_a_day_is_nothing() -> None:
    events = world()
    shuffled = events[np.lexsort((np.random.default_rng(0).random(len(events)), events[:, 3]))]
    questions = asked(doubled(events[events[:, 3] == 30], TYPES)).asked
    for ours, theirs in zip(seen_at(events, 30, questions), seen_at(shuffled, 30, questions), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_one_event_in_all_gives_a_list_of_whoever_was_seen() -> None:
    past = past_of(np.array([[3, 1, 5, 0]], np.int32))
    past.go(1, 1)
    seen = past.described(np.array([[3, 1, 1], [9, 0, 1]], np.int32), 20, 24)
    assert seen.others[seen.start[0]] == 5
    assert set(seen.others.tolist()) <= {3, 5}
    assert seen.features.shape[1] == N
    assert np.isfinite(seen.features).all()


def test_a_question_of_an_actor_never_seen_is_answered_from_the_others() -> None:
    events = world()
    events = events[(events[:, 0] != 2) & (events[:, 2] != 2)]
    seen = seen_at(events, 30, np.array([[2, 0, 30]], np.int32))
    assert len(seen.others) > 0
    assert (seen.features[:, COLUMN["pair_0"]] == 0).all()


def test_candidates_fall_by_their_first_score() -> None:
    events = world()
    seen = seen_at(events, 30, asked(doubled(events[events[:, 3] == 30], TYPES)).asked)
    for begin, end in zip(seen.start[:-1], seen.start[1:], strict=True):
        assert (np.diff(seen.first[begin:end]) <= 0).all()
        assert len(set(seen.others[begin:end].tolist())) == end - begin


def test_described_takes_a_question_at_a_time_as_well_as_many() -> None:
    events = world()
    past = past_of(events)
    past.go(30, 1)
    questions = asked(doubled(events[events[:, 3] == 30], TYPES)).asked
    whole = past.described(questions, 20, 24)
    share = np.zeros((1, ACTORS), np.float32)
    from foedera.forecast.ranking.rules import confidences

    for i in range(0, len(questions), 5):
        one = described(past.index, past.state, confidences(past.rules), questions[i : i + 1], 30, share, 20, 24)
        np.testing.assert_array_equal(one[0], whole.others[whole.start[i] : whole.start[i + 1]])
        np.testing.assert_array_equal(one[3], whole.features[whole.begin[i] : whole.begin[i + 1]])


def test_numbers_of_actors_and_types_tell_nothing() -> None:
    """Numbers given in the order of first appearance would leak the future; shuffled, every feature stays."""
    events, random = world(), np.random.default_rng(4)
    actors, kinds = random.permutation(ACTORS), random.permutation(TYPES)
    other = np.stack([actors[events[:, 0]], kinds[events[:, 1]], actors[events[:, 2]], events[:, 3]], axis=1)
    questions = asked(doubled(events[events[:, 3] == 30], TYPES)).asked
    both = np.concatenate([kinds, kinds + TYPES])
    shuffled = np.stack([actors[questions[:, 0]], both[questions[:, 1]], questions[:, 2]], axis=1).astype(np.int32)
    names = tuple(NAMES[i] for i in np.argsort(actors))
    found = []
    for given, called, these, numbers in (
        (events, NAMES, questions, actors), (other.astype(np.int32), names, shuffled, np.arange(ACTORS)),
    ):  # fmt: skip
        past = Past(given, called, TYPES, Factors(ACTORS, 2 * TYPES, SHAPE))
        past.go(30, 1)
        seen = past.described(these, ACTORS, ACTORS)
        rows = {}
        for i in range(len(these)):
            for place, who in enumerate(numbers[seen.others[seen.start[i] : seen.start[i + 1]]].tolist()):
                rows[i, who] = seen.features[seen.begin[i] + place]
        found.append(rows)
    assert found[0].keys() == found[1].keys()
    assert len(found[0]) > 300
    for key, row in found[0].items():
        np.testing.assert_allclose(row, found[1][key], rtol=1e-4, atol=1e-5)
