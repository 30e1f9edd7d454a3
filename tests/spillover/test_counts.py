"""What can be fitted, and what is refused with how much would be needed."""

import datetime

import numpy as np
import pytest

from foedera.model.errors import DatasetError
from foedera.spillover import counts, moments


def test_thin_streams_are_left_out_and_named() -> None:
    table = np.ones((200, 3))
    table[:, 2] = 0
    table[:4, 2] = 1
    made = counts(table, ("a", "b", "c"), origin=datetime.date(2014, 1, 1))
    assert made.names == ("a", "b")
    assert made.notes == ("left out, with fewer than 25 events: c (4 events)",)
    assert made.between(10, 20).origin == datetime.date(2014, 1, 11)
    with pytest.raises(DatasetError, match="no stream 'z'"):
        made.number("z")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (np.ones((30, 2)), "90 are needed, 60 more"),
        (np.eye(200, 2), "at this pace that takes 5000 days"),
        (np.vstack([np.full((1, 2), 50), np.zeros((150, 2))]), "lie on one day"),
        (np.zeros((150, 2)), "no events"),
        (np.full((150, 2), 0.5), "cannot be mixed"),
        (-np.ones((150, 2)), "cannot be mixed"),
        (np.ones(150), "two dimensions"),
    ],
)
def test_what_says_nothing_is_refused(table: np.ndarray, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        counts(table)


def test_names_must_fit() -> None:
    with pytest.raises(DatasetError, match="a name twice"):
        counts(np.ones((100, 2)), ("a", "a"))


def test_moments_are_no_days() -> None:
    marks = np.zeros(100, np.int32)
    times = np.sort(np.random.default_rng(1).random(100)) * 50
    assert moments(times, marks).horizon == times[-1]
    assert moments(times, marks, 60.0).until(25.0).times.max() < 25
    for given, message in (
        (np.floor(times), "give them as counts"),
        (np.where(times < 25, np.floor(times), times), "mixed"),
        (times[::-1], "rise from 0"),
        (np.full(100, 3.0), "at one time"),
        (times[:50], "as many of each"),
    ):
        with pytest.raises(DatasetError, match=message):
            moments(given, marks)
    with pytest.raises(DatasetError, match="whole, from 0"):
        moments(times, marks - 1)
    with pytest.raises(DatasetError, match="1 names for 2 streams"):
        moments(times, np.append(marks[:-1], 1), names=("a",))
