"""A stream is cut by days and masks, and knows its dates and what was read."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.datasets.streams import documents_read, made
from foedera.model.errors import DatasetError

DAY = datetime.date(2030, 1, 1)
EVENTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("XY"), st.sampled_from("ABC"), st.integers(0, 20)), min_size=1
)


@given(EVENTS, st.integers(0, 25), st.integers(0, 25))
def test_until_and_between_cut_by_day(rows: list[tuple[str, str, str, int]], a: int, b: int) -> None:
    stream = made("x", [(x, t, y, DAY + datetime.timedelta(d)) for x, t, y, d in rows])
    low = min(d for *_, d in rows)
    assert len(stream.until(a)) == sum(d - low < a for *_, d in rows)
    assert len(stream.between(a, b)) == sum(a <= d - low < b for *_, d in rows)
    assert (np.diff(stream.day) >= 0).all()
    assert len(stream.distinct()) == len(set(rows))


def test_days_are_dates_from_the_origin() -> None:
    stream = made("x", [("A", "T", "B", DAY)], read={DAY - datetime.timedelta(2): 5, DAY: 1})
    assert stream.day.tolist() == [2]
    assert stream.date(2) == DAY
    assert stream.number(DAY) == 2
    assert stream.read is not None
    assert stream.read.tolist() == [5, 0, 1]
    assert stream.until(2).read is not None
    assert stream.until(2).read.tolist() == [5, 0]  # type: ignore[union-attr]


def test_nothing_has_no_first_day() -> None:
    empty = made("x", [])
    assert len(empty) == 0
    with pytest.raises(DatasetError, match="no events"):
        _ = empty.first


def test_documents_read_move_the_origin(tmp_path: Path) -> None:
    stream = made("x", [("A", "T", "B", DAY), ("A", "T", "B", DAY + datetime.timedelta(3))])
    path = tmp_path / "read.csv"
    path.write_text("day,documents\n2029-12-30,4\n2030-01-01,2\n")
    with_read = documents_read(stream, path)
    assert with_read.read is not None
    assert with_read.read.tolist() == [4, 0, 2, 0, 0, 0]
    assert with_read.date(int(with_read.day[0])) == DAY
    path.write_text("day,documents\n2029-12-30,few\n")
    with pytest.raises(DatasetError, match="line 2: not a day and a number of documents"):
        documents_read(stream, path)
    path.write_text("date,n\n")
    with pytest.raises(DatasetError, match="the columns must be day and documents"):
        documents_read(stream, path)
