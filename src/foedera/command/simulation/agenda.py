"""What happens next: a winner tree over the sources of events.

A winner tree (Knuth, The Art of Computer Programming 3, 5.4.1) holds the next time of each source (a post's duty, a
member of its staff, the timers, the arrivals) in its leaves and the earliest of each pair above it. A change costs one
comparison for each level, whatever the values, which suits a compiled loop better than a heap of events.
Of equal times the source with the lower number comes first.
"""

from __future__ import annotations

import numpy as np

from foedera.command.simulation.compiled import folded
from foedera.command.simulation.tables import NODE, Table

__all__ = ["schedule", "tree"]


def tree(sources: int) -> Table:
    """An empty tree for so many sources: rows `NODE`; row 1 is the top, row `size / 2 + s` the leaf of source s."""
    half = 1 << max(0, sources - 1).bit_length()
    nodes = np.empty(2 * half, NODE)
    nodes["time"] = np.inf
    nodes["source"][half:] = np.arange(half)
    for node in range(half - 1, 0, -1):
        nodes[node] = nodes[2 * node]
    return nodes


@folded
def schedule(nodes: Table, source: int, time: float) -> None:
    """Sets when a source is next (infinity: not at all)."""
    node = (nodes.size >> 1) + source
    nodes[node]["time"] = time
    while node > 1:
        other = nodes[node ^ 1]
        rival = other["time"]
        if rival < time or (rival == time and other["source"] < source):
            time = rival
            source = other["source"]
        node >>= 1
        above = nodes[node]
        above["time"] = time
        above["source"] = source
