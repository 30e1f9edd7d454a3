from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from foedera.model.errors import DatasetError, UsageError
from foedera.spillover.routes import Economy, Range, economy, gap, losses

TABLE = """row,unit,refining,power,rest,output
refining,million yen,0,20,10,100
power,million yen,5,0,30,80
rest,million yen,10,10,50,300
import:crude oil,million yen,50,0,0,
import:gas,million yen,0,20,0,
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_table_is_read(tmp_path: Path) -> None:
    found = economy(written(tmp_path, TABLE))
    assert found.sectors == ("refining", "power", "rest") and found.products == ("crude oil", "gas")
    assert found.unit == "million yen"
    assert found.uses[0].tolist() == [0, 20, 10] and found.imports[1].tolist() == [0, 20, 0]
    assert found.output.tolist() == [100, 80, 300]


def test_the_three_assumptions_by_hand(tmp_path: Path) -> None:
    found = {e.sector: e for e in losses(economy(written(tmp_path, TABLE)), {"crude oil": Range(0.1, 0.4)})}
    assert found["refining"].direct == Range(pytest.approx(0.05), pytest.approx(0.2))
    assert found["power"].direct == Range(0.0, 0.0)
    # Nothing can be replaced: power and the rest need what is refined.
    assert {sector: each.limit for sector, each in found.items()} == dict.fromkeys(found, Range(0.1, 0.4))
    # Ghosh: lost output x solves x = x B + v with B the shares of output that each sector sells to each other.
    shares = np.array([[0, 20, 10], [5, 0, 30], [10, 10, 50]]) / np.array([[100], [80], [300]])
    lost = np.zeros(3)
    for _ in range(500):
        lost = lost @ shares + np.array([0.4 * 50, 0, 0])
    assert [each.chain.high for each in found.values()] == pytest.approx((lost / [100, 80, 300]).tolist())


@st.composite
def tables(draw: st.DrawFn) -> tuple[Economy, dict[str, Range]]:
    n, products = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    cells = st.floats(0, 10).map(lambda value: round(value, 3))
    uses = draw(hnp.arrays(np.float64, (n, n), elements=cells))
    imports = draw(hnp.arrays(np.float64, (products, n), elements=cells))
    floor = np.maximum(uses.sum(axis=0) + imports.sum(axis=0), uses.sum(axis=1))
    output = floor * draw(st.floats(1.05, 3.0)) + 0.1
    names = tuple(f"p{k}" for k in range(products))
    ends = [sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1)))) for _ in names]
    missing = {name: Range(*pair) for name, pair in zip(names, ends, strict=True)}
    return Economy(tuple(f"s{k}" for k in range(n)), names, uses, imports, output, "yen"), missing


@given(tables())
def test_bounds_are_ordered_by_what_they_assume(drawn: tuple[Economy, dict[str, Range]]) -> None:
    table, missing = drawn
    most = max(share.high for share in missing.values())
    for each in losses(table, missing):
        for end in ("low", "high"):
            direct, chain, limit = (getattr(part, end) for part in (each.direct, each.chain, each.limit))
            assert -1e-12 <= direct <= chain + 1e-9 and chain <= limit + 1e-9 and limit <= most + 1e-12
        assert each.direct.low <= each.direct.high and each.chain.low <= each.chain.high + 1e-12
        assert each.limit.low <= each.limit.high


@given(tables())
def test_nothing_missing_is_nothing_lost(drawn: tuple[Economy, dict[str, Range]]) -> None:
    for each in losses(drawn[0], {}):
        assert each.direct == each.chain == each.limit == Range(0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the first line must be row,unit,SECTOR,...,output"),
        ("a,b,c\n1,2,3\n", "the first line must be row,unit,SECTOR,...,output"),
        (TABLE.replace("import:gas,million yen", "import:gas,million dollars"), "units are mixed: million dollars"),
        (TABLE.replace("power,million yen,5,0,30,80\n", ""), "no row for power"),
        ("row,unit,a,output\na,yen,0,10\n", "no row for import:PRODUCT"),
        (TABLE.replace("rest,million yen,10", "rest,million yen,ten"), ":4: 'ten' is no amount"),
        (TABLE.replace("20,10,100", "20,-1,100"), ":2: '-1' is no amount"),
        (TABLE.replace("0,20,10,100", "0,20,10"), ":2: 5 cells, but 6 columns"),
        (TABLE.replace("5,0,30,80", "5,0,30,40"), "power uses 50 million yen, but its output is only 40"),
        (TABLE + "imports,million yen,1,1,1,\n", "row 'imports' is neither a sector nor import:PRODUCT"),
        (TABLE.replace("0,20,10,100", "0,90,10,100").replace("30,80", "30,200"), ""),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    if not told:
        assert economy(path).output.tolist() == [100, 200, 300]
        return
    with pytest.raises(DatasetError) as error:
        economy(path)
    assert told in str(error.value) and str(path) in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"nowhere\.csv: cannot be read"):
        economy(tmp_path / "nowhere.csv")


def test_a_product_or_a_share_that_is_none_is_named(tmp_path: Path) -> None:
    table = economy(written(tmp_path, TABLE))
    with pytest.raises(UsageError, match=r"no row import:crude oli in the table \(near: crude oil\)"):
        losses(table, {"crude oli": Range(0.1, 0.2)})
    with pytest.raises(UsageError, match="20 to 90 is no share"):
        losses(table, {"crude oil": Range(20, 90)})


def test_the_simple_bound() -> None:
    assert gap(Range(0.4, 0.5), None) == Range(0.4, 0.5)
    late = gap(Range(0.4, 0.5), Range(7.3, 14.6))
    assert (late.low, late.high) == pytest.approx((0.008, 0.02))
    assert gap(Range(0.4, 0.5), Range(400.0, 900.0)) == Range(0.4, 0.5)
