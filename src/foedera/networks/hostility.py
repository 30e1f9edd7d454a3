"""Hostile ties from the field's lists of rivalries, for communities and structural balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from foedera.datasets.tables.table import Table
from foedera.model.errors import DatasetError, QuestionError
from foedera.networks.network import Floats, Network


def with_rivals(networks: Iterable[Network], rivalries: Table) -> Iterator[Network]:
    """The networks of years with a hostile tie of -1 added in both directions for each rivalry of that year.

    A pair that has a friendly tie of 1 and a rivalry has the sum, 0: neither friends nor foes. Rivalries with states
    that a network does not have are left out.

    Args:
        networks: of years.
        rivalries: columns `ccode1`, `ccode2` (or `gwcode1`, `gwcode2`), `start` and `end` (years; null: it goes on).

    Raises:
        DatasetError: a table without these columns.
        QuestionError: a network of what is no year, or of one that the rivalries do not cover.
    """
    code = "gwcode" if "gwcode1" in rivalries.frame.columns else "ccode"
    names = [f"{code}1", f"{code}2", "start", "end"]
    if missing := [name for name in names if name not in rivalries.frame.columns]:
        raise DatasetError(f"{rivalries.title or 'rivalries'}: column {', '.join(missing)} is missing")
    rows = rivalries.frame.select(names).rows()
    for network in networks:
        year = _year(network, rivalries)
        pairs = [(one, other) for one, other, start, end in rows if start <= year <= (year if end is None else end)]
        yield Network.of(
            network.nodes, network.ties + _hostile(network, pairs), network.when, kind=f"{network.kind}, rivalry",
            names=network.names,
        )  # fmt: skip


def _year(network: Network, rivalries: Table) -> int:
    if not network.when.lstrip("-").isdigit():
        raise QuestionError(f"{network.when}: rivalries are known by year")
    year = int(network.when)
    for source in rivalries.sources:
        if not (source.first or year) <= year <= (source.last or year):
            raise QuestionError(f"{year}: {source.title} covers {source.first} to {source.last}")
    return year


def _hostile(network: Network, pairs: Iterable[tuple[int, int]]) -> Floats:
    at = {node: place for place, node in enumerate(network.nodes)}
    made = np.zeros(network.ties.shape)
    for one, other in pairs:
        if one in at and other in at:
            made[at[one], at[other]] = made[at[other], at[one]] = -1.0
    return made
