"""Communities: groups with more ties within, and fewer hostile ones, than their members' number of ties explains.

Found by the Leiden algorithm (Traag, Waltman and van Eck 2019, Scientific Reports 9: 5233), which maximises modularity
(Newman and Girvan 2004). With hostile ties, modularity of the friendly ties minus that of the hostile ones, weighted by
their sums (Gómez, Jensen and Arenas 2009, Physical Review E 80: 016114; Traag and Bruggeman 2009, ibid.: 036115).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedera.model.errors import QuestionError
from foedera.networks.graphs import graph, seeded
from foedera.networks.network import Floats, Network


@dataclass(frozen=True, eq=False)
class Communities:
    """A division of a network's nodes.

    `group` has the shape (nodes,): the number of each node's community, 0 the largest (of equal ones that of the node
    that comes first). A node without ties is a community of its own. `modularity` is what the division reaches.
    """

    group: NDArray[np.intp]
    modularity: float

    @property
    def count(self) -> int:
        """How many communities there are, those of a single node included."""
        return int(self.group.max()) + 1 if self.group.size else 0


def communities_of(network: Network, *, resolution: float = 1.0, seed: int = 0, runs: int = 3) -> Communities:
    """The communities of a network; with hostile ties in it, those that keep them between groups.

    Args:
        network: ties count by their weights, without direction.
        resolution: above 1 for more and smaller communities, below 1 for fewer.
        seed: of the algorithm's random order; the same seed gives the same communities.
        runs: how often the algorithm is run; the division with the greatest modularity is taken, the first of equals.

    Raises:
        QuestionError: a resolution or a number of runs that is not positive.
    """
    if resolution <= 0 or runs < 1:
        raise QuestionError(f"resolution and runs must be positive, not {resolution} and {runs}")
    if not network.ties.any():
        return Communities(np.arange(len(network)), 0.0)
    divide = _signed if network.is_signed else _friendly
    found = [_ordered(membership) for membership in divide(network, resolution, seed, runs)]
    quality = [round(modularity(network, group, resolution=resolution), 12) for group in found]
    best = int(np.argmax(quality))
    return Communities(found[best], quality[best])


def _friendly(network: Network, resolution: float, seed: int, runs: int) -> list[Sequence[int]]:
    made = graph(network, weighted=True)
    with seeded(seed):
        return [
            made.community_leiden(
                objective_function="modularity", weights="weight", resolution=resolution, n_iterations=-1
            ).membership
            for _ in range(runs)
        ]


def _signed(network: Network, resolution: float, seed: int, runs: int) -> list[Sequence[int]]:
    import leidenalg

    hostile = Network.of(network.nodes, -network.mutual)
    parts = [(graph(network, weighted=True), 1.0), (graph(hostile, weighted=True), -1.0)]
    optimiser = leidenalg.Optimiser()
    found = []
    for run in range(runs):
        # The quality of a layer is not divided by its weights, so that layers count by their sums of weights.
        divided = [
            (leidenalg.RBConfigurationVertexPartition(part, weights="weight", resolution_parameter=resolution), sign)
            for part, sign in parts
            if part.ecount()
        ]
        optimiser.set_rng_seed(seed + run)
        layers, signs = zip(*divided, strict=True)
        optimiser.optimise_partition_multiplex(list(layers), layer_weights=list(signs), n_iterations=-1)
        found.append(layers[0].membership)
    return found


def modularity(network: Network, group: Sequence[int] | NDArray[np.intp], *, resolution: float = 1.0) -> float:
    """The modularity of a division: friendly ties within groups beyond what chance gives, less hostile ones so."""
    division = np.asarray(group)
    same = division[:, None] == division[None, :]
    ties = network.mutual
    total = np.abs(ties).sum()
    if not total:
        return 0.0
    return float(
        (_excess(np.maximum(ties, 0), same, resolution) - _excess(np.maximum(-ties, 0), same, resolution)) / total
    )


def _excess(ties: Floats, same: NDArray[np.bool_], resolution: float) -> float:
    sums = ties.sum(1)
    total = sums.sum()
    return float(((ties - resolution * np.outer(sums, sums) / total) * same).sum()) if total else 0.0


def _ordered(membership: Sequence[int]) -> NDArray[np.intp]:
    """The communities numbered by size, then by their first node."""
    given = np.asarray(membership)
    names, first, sizes = np.unique(given, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(int(names.max()) + 1, dtype=np.intp)
    number[names[order]] = np.arange(len(names))
    return np.asarray(number[given])
