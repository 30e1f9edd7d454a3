"""The structure of networks over time: a row for each node and moment, or one for each moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from foedera.datasets.tables.table import Column, Report, Source, System, Table
from foedera.model.errors import QuestionError
from foedera.networks.balance import frustration, triads
from foedera.networks.bootstrap import bootstrap_states
from foedera.networks.bridges import bridges_of, constraint, departures
from foedera.networks.centralities import CENTRALITIES, centralities_of
from foedera.networks.communities import communities_of
from foedera.networks.cores import core, coreness
from foedera.networks.leaving import Pacts, fall
from foedera.networks.network import Network, network_of
from foedera.networks.shape import SHAPES, reciprocity, shape_of
from foedera.networks.similarity import sourced
from foedera.networks.spells import PLEDGES, Code

if TYPE_CHECKING:
    import polars as pl

    from foedera.networks.ties import Ties, YearOfTies

_LABELS = {
    "degree": "how many others it is tied to",
    "out_degree": "how many others it owes something",
    "in_degree": "how many others owe it something",
    "strength": "sum of its ties' weights",
    "betweenness": "share of pairs of others whose shortest paths lead through it",
    "closeness": "1 / mean distance to those it can reach",
    "harmonic": "mean of 1 / distance to all others",
    "eigenvector": "eigenvector centrality, greatest 1",
    "pagerank": "PageRank, damping 0.85",
    "community": "number of its community (Leiden on modularity), 0 the largest",
    "coreness": "greatest k for which it is in the k-core",
    "core": "whether it is in the core (Borgatti and Everett, discrete)",
    "constraint": "Burt's constraint; low where it bridges",
    "nodes": "states in the network",
    "ties": "pairs with a tie",
    "density": "share of pairs with a tie",
    "mean_degree": "mean number of ties",
    "centralisation": "Freeman's degree centralisation; 1 for a star",
    "transitivity": "share of pairs of partners that are tied to each other",
    "hub_index": "centralisation minus transitivity among the tied; 1 for hub and spokes, -1 for all with all",
    "hub_share": "share of ties that the most tied has a part in",
    "spoke_density": "share of pairs of the hub's partners tied to each other",
    "isolates": "share of states without ties",
    "components": "components of two states and more",
    "reciprocity": "share of ties that are returned",
    "modularity": "modularity of the communities",
    "communities": "communities of two states and more",
    "core_size": "states in the core",
    "core_fit": "correlation with a complete core and an empty periphery",
    "balanced": "share of triads that are balanced",
    "triads": "triads with all three ties",
    "hostile": "pairs with a hostile tie",
    "pacts": "pacts that tie it to anybody",
    "pacts_of_two": "of them, those that tie nobody else",
    "ties_fall": "ties among the others that end if its pacts do",
    "left_alone_fall": "members left without any tie if its pacts end",
    "parted_fall": "pairs of others that are parted if its pacts end",
    "components_fall": "components if its pacts end",
    "largest_fall": "largest component if its pacts end",
    "efficiency_fall": "mean of 1 / distance among the others if its pacts end",
    "frustration": "share of ties that stand against the best division into two sides",
}


def networks_of(
    ties: Ties | Iterable[YearOfTies], pledges: Sequence[str] = PLEDGES, *, valued: bool = False
) -> Iterator[Network]:
    """The networks of the years that their source covers, in order (see `network_of`)."""
    return (network_of(year, tuple(pledges), valued=valued) for year in ties if year.covered)


def places(
    networks: Iterable[Network], *, names: Sequence[str] = tuple(CENTRALITIES), seed: int = 0,
    sources: tuple[Source, ...] = (), system: System | None = None, report: Report | None = None,
) -> Table:  # fmt: skip
    """The place of every node: a row for each node and moment.

    Columns: the node's code and name, `when` (`year`, where the moments are years), the centralities, `community`,
    `coreness`, `core`, `constraint`. What is not defined is null.

    Raises:
        QuestionError: an unknown centrality, or no network.
    """
    import polars as pl

    frames = [_nodes(network, names, seed) for network in networks]
    if not frames:
        raise QuestionError("structure: there is no network of any year asked for")
    return _table(pl.concat(frames), "place of each member", sources, system, report)


def shapes(
    networks: Iterable[Network], *, draws: int = 0, seed: int = 0, level: float = 0.95,
    sources: tuple[Source, ...] = (), system: System | None = None, report: Report | None = None,
) -> Table:  # fmt: skip
    """The shape of every network: a row for each moment.

    With `draws`, each figure of shape has columns `NAME_low` and `NAME_high` from the vertex bootstrap. What is not
    defined is null.

    Raises:
        QuestionError: no network, or draws or a level out of bounds.
    """
    import polars as pl

    rows = [_row(network, draws, seed, level) for network in networks]
    if not rows:
        raise QuestionError("structure: there is no network of any year asked for")
    made = report or Report()
    if draws:
        made = made.with_note(
            f"_low and _high: {level:.0%} of {draws} draws of the vertex bootstrap (Snijders and Borgatti 1999), "
            f"seed {seed}: how much a figure rests on which states there are"
        )
    frame = pl.DataFrame(rows, infer_schema_length=None).with_columns(pl.selectors.float().fill_nan(None))
    return _table(frame, "shape of the network", sources, system, made)


def bridging(
    networks: Iterable[Network], *, sources: tuple[Source, ...] = (), system: System | None = None,
    report: Report | None = None,
) -> Table:  # fmt: skip
    """Every tie with what it holds together: a row for each tie and moment (see `Bridge`).

    Raises:
        QuestionError: no tie in any of the networks.
    """
    import polars as pl

    rows = [
        {
            "node1": tie.one, "node2": tie.other, "when": network.when, "betweenness": tie.betweenness,
            "partners": tie.partners, "span": tie.span, "cut": tie.cut,
        }
        for network in networks
        for tie in bridges_of(network)
    ]  # fmt: skip
    if not rows:
        raise QuestionError("structure: the networks asked for have no ties")
    schema = {"betweenness": pl.Float64, "partners": pl.Int64, "span": pl.Int64, "cut": pl.Int64}
    frame = pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)
    return _table(frame, "ties and what they hold together", sources, system, report)


def leaving(
    networks: Iterable[Network], *, pacts: Callable[[str], Pacts] | None = None, sources: tuple[Source, ...] = (),
    system: System | None = None, report: Report | None = None,
) -> Table:  # fmt: skip
    """What falls apart if a member leaves: a row for each member with ties and moment (see `Departure`).

    Without `pacts` every pact is taken to go on among the others. With them (which pairs each pact ties at a moment)
    columns ending in `_fall` say what is left if the pacts of who leaves end with it (see `foedera.networks.leaving`).

    Raises:
        QuestionError: no tie in any of the networks.
    """
    import polars as pl

    rows = [
        {
            "node": one.member, "when": network.when, "ties": one.ties, "left_alone": len(one.left_alone),
            "parted": one.parted, "components_before": one.components_before, "components": one.components,
            "largest_before": one.largest_before, "largest": one.largest,
            "efficiency_before": one.efficiency_before, "efficiency": one.efficiency,
            **(_fallen(network, one.member, pacts(network.when)) if pacts is not None else {}),
        }
        for network in networks
        for one in departures(network)
    ]  # fmt: skip
    if not rows:
        raise QuestionError("structure: the networks asked for have no ties")
    made = (report or Report()).with_note(_PACTS_FALL if pacts is not None else _PACTS_STAY)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return _table(frame, "what falls apart if a member leaves", sources, system, made)


_PACTS_STAY = "pacts of several are taken to go on among the others; a file of members of pacts says more"
_PACTS_FALL = (
    "left_alone to efficiency: pacts of several go on among the others; columns that end in _fall: all pacts of who "
    "leaves end with it. Which of the two happens, the treaty says; no data set does"
)


def _fallen(network: Network, member: Code, pacts: Pacts) -> dict[str, object]:
    """The columns on pacts that end with a member."""
    made = fall(network, member, pacts)
    return {
        "pacts": made.pacts, "pacts_of_two": made.pacts_of_two, "ties_fall": made.among_others,
        "left_alone_fall": len(made.left.left_alone), "parted_fall": made.left.parted,
        "components_fall": made.left.components, "largest_fall": made.left.largest,
        "efficiency_fall": made.left.efficiency,
    }  # fmt: skip


def _nodes(network: Network, names: Sequence[str], seed: int) -> pl.DataFrame:
    import polars as pl

    frame = pl.DataFrame(
        {
            "node": list(network.nodes),
            "name": list(network.labels),
            "when": [network.when] * len(network),
            **centralities_of(network, names),
            "community": communities_of(network, seed=seed).group,
            "coreness": coreness(network),
            "core": core(network).core,
            "constraint": constraint(network),
        }
    )
    return frame.with_columns(pl.selectors.float().fill_nan(None))


def _row(network: Network, draws: int, seed: int, level: float) -> dict[str, object]:
    divided, middle, closed = communities_of(network, seed=seed), core(network), triads(network)
    row: dict[str, object] = {
        "when": network.when, "nodes": len(network), "ties": int(network.linked.sum()) // 2, **shape_of(network),
        "reciprocity": reciprocity(network), "modularity": divided.modularity,
        "communities": int((np.bincount(divided.group) > 1).sum()) if len(network) else 0,
        "core_size": int(middle.core.sum()), "core_fit": middle.fit, "triads": closed.count,
        "balanced": closed.balanced, "hostile": int((network.mutual < 0).sum()) // 2,
        "frustration": frustration(network, seed=seed).share if network.is_signed else None,
    }  # fmt: skip
    if draws:
        for name, found in bootstrap_states(network, SHAPES, draws=draws, seed=seed, level=level).items():
            row[f"{name}_low"], row[f"{name}_high"] = found.low, found.high
    return row


def _table(
    frame: pl.DataFrame, title: str, sources: tuple[Source, ...], system: System | None, report: Report | None
) -> Table:
    """The table, its columns called as in the field's panels: `year` where all moments are years, codes by system."""
    import polars as pl

    code = {"cow": "ccode", "gw": "gwcode"}.get(system or "", "node")
    made = frame.rename(
        {name: name.replace("node", code) for name in ("node", "node1", "node2") if name in frame.columns}
    )
    if made["when"].str.contains(r"^-?\d+$").all():
        made = made.with_columns(pl.col("when").cast(pl.Int32)).rename({"when": "year"})
    noted = (Column(name=name, label=_LABELS[name]) for name in made.columns if name in _LABELS)
    columns = tuple(sourced(column, sources) for column in noted)
    return Table(made, title=title, sources=sources, columns=columns, report=report or Report(), system=system)
