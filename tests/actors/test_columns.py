import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.actors.columns import columns, printable

CELLS = st.text(alphabet=st.sampled_from('ab,"\n\x00\x01\x02é '), max_size=6)


def written(rows: list[list[str]], quoting: int) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator="\n").writerows(rows)
    return text.getvalue()


@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_columns_are_those_of_a_csv_reader(rows: list[list[str]], quoting: int) -> None:
    found = columns(written(rows, quoting))
    assert found is not None
    assert [list(column) for column in found] == [list(column) for column in zip(*rows, strict=True)]


@given(st.text(alphabet=st.sampled_from('ab,"\n'), max_size=30))
def test_odd_text_is_read_as_a_csv_reader_reads_it(text: str) -> None:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error:
        with pytest.raises(csv.Error):
            columns(text)
        return
    found = columns(text)
    if len({len(row) for row in rows}) == 1:
        assert found is not None
        assert [list(column) for column in found] == [list(column) for column in zip(*rows, strict=True)]
    else:
        assert found is None


@pytest.mark.parametrize(
    ("text", "is_so"), [("a,b\r\nç", True), ("\ufeffa", True), ("a\tb", False), ("a\u200bb", False), ("\x00", False)]
)
def test_hidden_characters_are_seen(text: str, is_so: bool) -> None:
    assert printable(text.encode()) is is_so
