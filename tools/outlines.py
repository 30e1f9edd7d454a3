"""Makes the outlines of the map from Natural Earth's countries (1:110m, public domain), rounded to a tenth of a degree.

    python tools/outlines.py ne_110m_admin_0_countries.shp src/foedera/web/data/outlines.json

Needs `pyshp`. Natural Earth: https://www.naturalearthdata.com/about/terms-of-use/ (public domain).
"""

import json
import sys
from pathlib import Path
from typing import Any


def rounded(ring: list[Any]) -> list[list[float]]:
    """A ring with a tenth of a degree's precision, without points that fall together."""
    points: list[list[float]] = []
    for x, y in ring:
        point = [round(x, 1), round(y, 1)]
        if not points or points[-1] != point:
            points.append(point)
    return points


def rings(geometry: dict[str, Any]) -> list[list[list[list[float]]]]:
    """The polygons of a shape, each with its rings; those that vanish are left out."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    made = [[rounded(ring) for ring in part] for part in parts]
    return [part for part in made if len(part[0]) > 3]


def main() -> None:
    """Reads the shapes and writes one collection."""
    import shapefile

    source, target = sys.argv[1:3]
    with shapefile.Reader(source) as found:
        shapes = [rings(shape.__geo_interface__) for shape in found.shapes()]
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": shape}}
        for shape in shapes
        if shape
    ]
    whole = {"type": "FeatureCollection", "features": features}
    Path(target).write_text(json.dumps(whole, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(features)} shapes, {Path(target).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
