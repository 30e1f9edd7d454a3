from pathlib import Path
from typing import Any

from foedera.drawing import save
from foedera.spillover.routes import cut
from foedera.spillover.routes.plots import bars_chart, map_chart

LAND = [
    {
        "type": "Feature", "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]},
    }
]  # fmt: skip


def values(chart: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """The rows of a layer; Altair keeps them beside the layers."""
    data = chart["layer"][layer].get("data", chart.get("data"))
    found: list[dict[str, Any]] = data["values"] if "values" in data else chart["datasets"][data["name"]]
    return found


def test_a_map_shows_ways_before_and_after_and_what_is_cut(tmp_path: Path) -> None:
    answer = cut(["MALACCA"], on="2024-04", state="JPN")
    chart = map_chart(answer, LAND).to_dict()
    land, before, after, crosses, names = (values(chart, layer) for layer in range(5))
    assert len(land) == 1 and before and after
    legs = [[tuple(point) for point in row["geometry"]["coordinates"]] for row in after]
    assert len(legs) == len({frozenset(leg) for leg in legs})
    assert crosses[0]["name"] == names[0]["name"] == "Straits of Malacca and Singapore"
    save(map_chart(answer, LAND), tmp_path / "map.svg")
    assert "Malacca" in (tmp_path / "map.svg").read_text("utf-8")


def test_bars_show_ranges_and_name_what_has_no_way(tmp_path: Path) -> None:
    rows = values(bars_chart(cut(["HORMUZ", "MALACCA"], on="2024-04", state="JPN")).to_dict(), 0)
    first, *rest = rows
    assert first["voyage"] == "Persian Gulf to Pacific Japan" and first["word"] == "no way" and first["low"] is None
    assert rest and all(row["low"] < row["high"] and not row["word"] for row in rest)
    assert [row["high"] for row in rest] == sorted((row["high"] for row in rest), reverse=True)
    save(bars_chart(cut(["MALACCA"], on="2024-04", state="JPN")), tmp_path / "bars.svg")
    assert "days more at sea" in (tmp_path / "bars.svg").read_text("utf-8")
