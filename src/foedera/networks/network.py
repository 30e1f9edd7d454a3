"""The network of one moment: who is in it, and who is tied to whom, how strongly and in which direction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.spells import PLEDGES, Code

if TYPE_CHECKING:
    from foedera.networks.ties import YearOfTies

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Network:
    """Ties among some actors at one moment.

    `nodes` are codes of states (numbers of COW or Gleditsch-Ward) or ids of actors, each once; `ties` is a matrix of
    their number squared: what row i is tied to column j by, 0 for no tie, negative for hostile ones. The diagonal is 0.
    `when` is the year or day, `kind` what the ties are. `names` are what to show for the nodes, where they have names.

    Whoever asks by year whether a source covers it asks `YearOfTies.covered`: `network_of` makes no network of a year
    that is not covered, for its zeros would mean nothing.
    """

    nodes: tuple[Code, ...]
    ties: Floats
    when: str
    kind: str = "tie"
    names: tuple[str, ...] = field(default=())

    @classmethod
    def of(
        cls, nodes: tuple[Code, ...] | list[Any], ties: ArrayLike, when: object = "", *, kind: str = "tie",
        names: tuple[str, ...] = (),
    ) -> Network:  # fmt: skip
        """A network of a matrix of ties; what stands in its diagonal is left out.

        Raises `DatasetError` where the matrix is not square, does not fit the nodes, or holds what is no number, and
        where a node comes twice or nodes are partly numbers and partly words (two systems of codes).
        """
        found, made = tuple(nodes), np.array(ties, dtype=np.float64)
        where = f"network of {when}" if when != "" else "network"
        if made.ndim != 2 or made.shape != (len(found), len(found)):
            raise DatasetError(
                f"{where}: {len(found)} nodes need a matrix of as many rows and columns, not {made.shape}"
            )
        if not np.isfinite(made).all():
            at = np.argwhere(~np.isfinite(made))[0]
            raise DatasetError(f"{where}: the tie of {found[at[0]]} to {found[at[1]]} is no number")
        twice = sorted({str(node) for node in found if found.count(node) > 1}) if len(set(found)) < len(found) else []
        if twice:
            raise DatasetError(f"{where}: {twice[0]} comes twice among its nodes")
        if len({isinstance(node, str) for node in found}) > 1:
            raise DatasetError(f"{where}: nodes are partly numbers and partly words: use one system of codes")
        np.fill_diagonal(made, 0.0)
        made.setflags(write=False)
        return cls(found, made, str(when), kind, names)

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def labels(self) -> tuple[str, ...]:
        """What to show for the nodes: their names, or else their codes."""
        return self.names or tuple(map(str, self.nodes))

    @property
    def is_directed(self) -> bool:
        """Whether any tie differs from its reverse."""
        return not np.array_equal(self.ties, self.ties.T)

    @property
    def is_signed(self) -> bool:
        """Whether any tie is hostile."""
        return bool((self.ties < 0).any())

    @property
    def mutual(self) -> Floats:
        """The ties without direction: of each pair the one that is stronger, whichever sign it has; a friendly and a
        hostile tie of one strength cancel out."""
        back = self.ties.T
        stronger = np.where(np.abs(self.ties) >= np.abs(back), self.ties, back)
        return np.where(self.ties == -back, 0.0, stronger)

    @property
    def linked(self) -> NDArray[np.bool_]:
        """Which pairs have a friendly tie in any direction; symmetric, with an empty diagonal."""
        return self.mutual > 0

    def index(self, node: Code) -> int:
        """Where a node stands. Raises `DatasetError` where the network does not have it."""
        try:
            return self.nodes.index(node)
        except ValueError:
            raise DatasetError(f"{node} is not in the network of {self.when or 'this moment'}") from None

    def among(self, nodes: tuple[Code, ...] | list[Any]) -> Network:
        """The same network among some of its nodes, in the order given. Raises `DatasetError` for one it lacks."""
        at = [self.index(node) for node in nodes]
        names = tuple(self.names[i] for i in at) if self.names else ()
        return Network.of(tuple(nodes), self.ties[np.ix_(at, at)], self.when, kind=self.kind, names=names)

    def without(self, node: Code) -> Network:
        """The same network without one of its nodes. Raises `DatasetError` where it lacks it."""
        self.index(node)
        return self.among([other for other in self.nodes if other != node])


def network_of(year: YearOfTies, pledges: tuple[str, ...] = PLEDGES, *, valued: bool = False) -> Network:
    """The network of a year: i is tied to j where i owes j any of these pledges.

    A tie counts 1; with `valued` it counts as the strongest of all pledges on the scale of similarity (1 to 3).

    Raises:
        QuestionError: a year that the source does not cover, or an unknown pledge.
    """
    if not year.covered:
        raise QuestionError(f"{year.year}: the source does not cover this year, so it has no network")
    owed = np.zeros(year.bits.shape, dtype=bool)
    for pledge in pledges:
        owed |= year.pledge(pledge)
    ties = np.where(owed, year.valued(), 0) if valued else owed
    kind = "alliance" if tuple(pledges) == PLEDGES else "+".join(pledges)
    return Network.of(year.codes, ties, year.year, kind=kind, names=year.labels)
