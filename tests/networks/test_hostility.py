"""Hostile ties from lists of rivalries."""

from __future__ import annotations

import polars as pl
import pytest

from foedera.datasets.tables.table import Source, Table
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.balance import triads
from foedera.networks.hostility import with_rivals
from foedera.networks.network import Network
from foedera.networks.structure import shapes

ROWS = {"ccode1": [200, 220, 255, 2], "ccode2": [255, 255, 300, 999], "start": [1900, 1871, 1914, 1900],
        "end": [1918, 1913, None, None]}  # fmt: skip
RIVALS = Table(pl.DataFrame(ROWS), "rivalries", (Source(id="r", title="Rivalries", first=1816, last=1950),))


def year(when: object) -> Network:
    """The United Kingdom allied with France, Germany with Austria-Hungary."""
    ties = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    return Network.of([200, 220, 255, 300], ties, when, kind="alliance")


def test_rivals_of_the_year_are_foes_and_allied_rivals_neither() -> None:
    before, after = with_rivals([year(1912), year(1914)], RIVALS)
    assert before.ties.tolist() == [[0, 1, -1, 0], [1, 0, -1, 0], [-1, -1, 0, 1], [0, 0, 1, 0]]
    assert after.ties.tolist() == [[0, 1, -1, 0], [1, 0, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 0]]
    assert before.kind == "alliance, rivalry"
    assert triads(before).balanced == 1


def test_shape_tells_hostile_pairs_and_frustration() -> None:
    row = shapes(with_rivals([year(1912)], RIVALS)).frame.row(0, named=True)
    assert (row["ties"], row["hostile"], row["frustration"], row["balanced"]) == (2, 2, 0.0, 1.0)
    plain = shapes([year(1912)]).frame.row(0, named=True)
    assert (plain["hostile"], plain["frustration"]) == (0, None)


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(QuestionError, match="1960: Rivalries covers 1816 to 1950"):
        list(with_rivals([year(1960)], RIVALS))
    with pytest.raises(QuestionError, match="2024-01-01: rivalries are known by year"):
        list(with_rivals([year("2024-01-01")], RIVALS))
    with pytest.raises(DatasetError, match="rivalries: column start, end is missing"):
        list(with_rivals([year(1912)], RIVALS.with_frame(RIVALS.frame.drop("start", "end"))))
