from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.events.evidence import Evidence
from foedera.coding.events.heads import heads
from foedera.model import SourceError

SIGNS = st.dictionaries(st.sampled_from(["event", "share", "noun", "unnamed", "never seen"]), st.floats(-6, 6))


def test_signs_add_up() -> None:
    table = Evidence(0.0, {"good": 2.0, "bad": -1.0})
    assert table.score({}) == 0.5
    assert table.score({"good": 1.0}) > table.score({"good": 1.0, "bad": 1.0}) > table.score({"bad": 1.0})
    assert table.score({"unheard of": 9.0}) == 0.5


@given(SIGNS)
def test_a_score_is_a_probability(signs: dict[str, float]) -> None:
    table = heads().evidence
    assert table is not None
    assert 0 < table.score(signs) < 1


def test_the_encoders_answer_speaks_for_an_event() -> None:
    table = heads().evidence
    assert table is not None and table.score({"event": 4.0}) > table.score({"event": -4.0})


def test_a_malformed_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(SourceError, match=r"evidence\.json is no table of evidence"):
        Evidence.load(path)
