"""A copy of a record can keep the moments of the original: what is written gets the moment that its clock tells."""

import datetime
from pathlib import Path

from foedera.record import Record


def test_what_is_written_has_the_moment_of_the_given_clock(tmp_path: Path) -> None:
    moments = [datetime.datetime(2031, 5, day, 12, tzinfo=datetime.UTC) for day in (1, 2)]
    told = iter(moments)
    with Record.open(tmp_path / "copy.db", clock=lambda: next(told)) as copy:
        first = copy.write_note("series", "One", {"documents": []}, by="ada")
        second = copy.write_note("series", "Two", {"documents": []}, by="ada")
        assert [first.at, second.at] == moments and copy.last() == moments[-1]
        assert [note.subject for note in copy.notes(known="2031-05-01")] == ["One"]


def test_a_clock_that_stands_or_goes_back_never_gives_a_moment_twice(tmp_path: Path) -> None:
    moments = iter(
        (datetime.datetime(2031, 5, 2, tzinfo=datetime.UTC), datetime.datetime(2031, 5, 1, tzinfo=datetime.UTC))
    )
    with Record.open(tmp_path / "copy.db", clock=lambda: next(moments)) as copy:
        first = copy.write_note("series", "One", {"documents": []}, by="ada")
        second = copy.write_note("series", "Two", {"documents": []}, by="ada")
        assert second.at - first.at == datetime.timedelta(microseconds=1)
