"""The sea as a network: great circles between places, and the shortest way that a ship of a given draught may take."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from foedera.spillover.routes.facts import Facts, Place, taken

if TYPE_CHECKING:
    import networkx

__all__ = ["Way", "great_circle", "sea", "way", "ways"]

_RADIUS = 3440.065
"""The Earth's mean radius in nautical miles: 6371.0088 km (IUGG) by 1.852."""


class Way(msgspec.Struct, frozen=True):
    """A way from one region to another: its length in nautical miles and the places on it, in order."""

    origin: str
    destination: str
    miles: float
    places: tuple[str, ...]

    def through(self, found: Facts | None = None) -> tuple[str, ...]:
        """The chokepoints on the way, in order."""
        known = taken(found).places
        return tuple(id for id in self.places if id in known and known[id].kind == "chokepoint")


def great_circle(a: Place, b: Place) -> float:
    """The distance between two places on the sphere, in nautical miles (haversine formula)."""
    north, south = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))


def sea(cut: Collection[str] = (), *, draught: float = 0.0, found: Facts | None = None) -> networkx.Graph:
    """The network (edges have `miles`) without the chokepoints that are cut or too shallow, and without pipelines.

    Args:
        cut: ids of chokepoints that nothing passes.
        draught: of the ship, in metres.
        found: the facts, where they are not those of the package.
    """
    import networkx as nx

    known = taken(found)
    closed = set(cut) | {
        id
        for id, place in known.places.items()
        if place.kind == "pipeline" or (place.draught is not None and place.draught < draught)
    }
    graph = nx.Graph()
    graph.add_nodes_from(id for id in known.places if id not in closed)
    graph.add_edges_from(
        (a, b, {"miles": great_circle(known.places[a], known.places[b])})
        for a, b in known.legs
        if a not in closed and b not in closed
    )
    return graph


def way(graph: networkx.Graph, origin: str, destination: str) -> Way | None:
    """The shortest way in the network; None where there is none."""
    return next(iter(ways(graph, origin, [destination])), None)


def ways(graph: networkx.Graph, origin: str, destinations: Iterable[str]) -> list[Way]:
    """The shortest ways from one region to several; those that cannot be reached are left out."""
    import networkx as nx

    miles, paths = nx.single_source_dijkstra(graph, origin, weight="miles")
    return [Way(origin, end, float(miles[end]), tuple(paths[end])) for end in destinations if end in miles]
