"""`foedera networks similarity`, `structure`, `record`: how alike states are tied, the shape of it, our own ties."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import asked, known_option, required_record
from foedera.cli.networks_given import put, table_given, ties_given
from foedera.cli.networks_options import drawn, extend_option, from_option, plot_option, states_option, to_option
from foedera.cli.options import json_option, limit_option, output_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.networks import Table, Ties
    from foedera.networks.network import Network
    from foedera.networks.recorded import Recorded

_KINDS = ("treaty", "arrangement", "obligation", "commitment", "event", "asset", "membership", "grouping")
_PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
_SHAPE = ("density", "hub_index")
_LEADS = {"members": "betweenness", "bridges": "betweenness", "leaving": "parted"}
"""What a plot over years shows of each table of members or ties."""

_ties_option = click.option(
    "--ties", "pledges", metavar="DATASET=FILE", required=True,
    help="Who owes whom what: atop-ddyr@5.1=FILE, or members of pacts: atop-members=FILE, cow-alliances=FILE.",
)  # fmt: skip
_seed_option = click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Of communities and draws."
)
_draws_option = click.option(
    "--bootstrap", "draws", type=click.IntRange(0), default=0, show_default=True,
    help="Draws of the bootstrap for intervals of shape; 0 for none.",
)  # fmt: skip
_out_option = output_option("Write to .parquet, .csv, .dta or .json, or as a graph to .graphml or .gexf.")


@click.command()
@states_option
@_ties_option
@from_option
@to_option
@click.option("--measure", "measures", metavar="NAME", multiple=True, help="Only this measure; may be repeated.")
@click.option("--pair", "pairs", nargs=2, type=int, multiple=True, help="Only these two states; may be repeated.")
@click.option("--weights", metavar="DATASET=FILE", help="Capabilities for weighted measures: nmc@7.0=FILE.")
@click.option("--own", is_flag=True, help="Also each state with itself.")
@extend_option
@plot_option
@_out_option
@json_option
def similarity(
    states: str, pledges: str, start: int, end: int, measures: tuple[str, ...], pairs: tuple[tuple[int, int], ...],
    weights: str | None, own: bool, extend: bool, plot: Path | None, out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """How alike the commitments of states are: S, Scott's pi, Cohen's kappa, tau-b, by pair and year.

    Names of measures: sallyva, sallyvs, sallyb (S valued absolute, valued squared, binary), sallywva, sallywvs, sallywb
    (weighted by capabilities), pallyva, pallyvs, pallyb, pallyv, kallyva, kallyvs, kallyb, kallyv, taub, taubb.
    pallyv and kallyv are as the R package fpsim computes them. --plot draws the pairs over time, or the matrix of a
    single year. A file .graphml or .gexf holds the first measure of a single year as a network of all its states.
    """
    from foedera.networks.graph_files import GRAPH_ENDINGS
    from foedera.networks.measures import MEASURES, UNWEIGHTED
    from foedera.networks.similarity import capabilities_of, network_of_similarity, pairs_of, similarities

    ties, _ = ties_given(states, pledges, start, end, extend=extend)
    table = None if weights is None else table_given(weights)
    wanted = measures or (UNWEIGHTED if table is None else tuple(MEASURES))
    found = similarities(
        ties, wanted, own=own, capabilities=None if table is None else capabilities_of(table),
        weighted_by=None if table is None else table.sources[0],
    )  # fmt: skip
    if plot is not None:
        _plot_similarity(ties, found, wanted[0], pairs, plot)
    if out is not None and out.suffix.lower() in GRAPH_ENDINGS:
        _write_graph([network_of_similarity(found, wanted[0], ties.year(year)) for year in ties.years], out)
        return
    put(pairs_of(found, pairs) if pairs else found, out, as_json)


@click.command()
@states_option
@_ties_option
@from_option
@to_option
@click.option("--pledge", "only", type=click.Choice(_PLEDGES), multiple=True, help="Only ties with this pledge.")
@click.option(
    "--show", type=click.Choice(["shape", "members", "bridges", "leaving"]), default="shape", show_default=True,
    help="shape: a row a year. members: a row for each state and year. bridges: for each tie. leaving: what falls "
    "apart if a state leaves.",
)  # fmt: skip
@click.option("--among", type=int, multiple=True, help="Only among these states, by number; may be repeated.")
@click.option(
    "--hostile", metavar="DATASET=FILE", help="Rivalries as hostile ties: rivalries-tss=FILE or rivalries-dg=FILE."
)
@_draws_option
@_seed_option
@extend_option
@plot_option
@_out_option
@json_option
def structure(
    states: str, pledges: str, start: int, end: int, only: tuple[str, ...], among: tuple[int, ...],
    show: str, hostile: str | None, draws: int,
    seed: int, extend: bool, plot: Path | None, out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """The structure of networks by year: places, communities, balance, hub or lattice, cores, bridges, departures.

    --plot draws the network of a single year. Of several years it draws density and the hub index, or the eight members
    or ties with the highest betweenness (members, bridges) or with whom most pairs part (leaving). Where --ties are
    members of pacts, leaving also says what is lost if the pacts of who leaves end with it. With a file .graphml or
    .gexf the network of a single year is written.
    """
    from foedera.networks.leaving import pacts_of_spells
    from foedera.networks.structure import networks_of

    ties, spells = ties_given(states, pledges, start, end, extend=extend)
    made = list(networks_of(ties, only or _PLEDGES))
    if among:
        made = [_among(network, among) for network in made]
    if hostile is not None:
        from foedera.networks.hostility import with_rivals

        made = list(with_rivals(made, table_given(hostile)))
    if not made:
        raise UsageError(f"{start} to {end}: {ties.sources[0].title} covers none of these years")
    skipped = len(ties.years) - len(made)
    if skipped:
        some = "1 year" if skipped == 1 else f"{skipped} years"
        note(f"{some} left out, since {ties.sources[0].title} does not cover {'it' if skipped == 1 else 'them'}")
    pacts = None if spells is None else pacts_of_spells(spells, only or _PLEDGES)
    _show(
        made, show, draws, seed, plot, out, as_json, pacts=pacts, sources=ties.sources, system=ties.system,
        report=ties.report,
    )  # fmt: skip


@click.command()
@required_record
@click.option("--on", "day", metavar="DAY", required=True, help="The day: what was in force, stood or was held on it.")
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--sort", metavar="SORT", help="Only this sort of the one kind: defense, SUPPORT, treaty.")
@click.option(
    "--days", type=click.IntRange(1), default=365, show_default=True, help="Events of so many days until the day."
)
@click.option(
    "--by", type=click.Choice(["state", "actor"]), default="state", show_default=True,
    help="Whether governments and forces count as their states, or everybody for itself.",
)  # fmt: skip
@click.option(
    "--show", type=click.Choice(["ties", "shape", "members", "bridges", "leaving"]), default="ties",
    show_default=True, help="The ties with their sentences, or the structure of one kind of them.",
)  # fmt: skip
@click.option(
    "--signed", is_flag=True,
    help="Also instruments that were signed or adopted and are not known to be in force; they are marked.",
)  # fmt: skip
@known_option
@_draws_option
@_seed_option
@limit_option
@plot_option
@_out_option
@json_option
def record(
    where: str, day: str, kinds: tuple[Any, ...], sort: str | None, days: int, by: Any, show: str, signed: bool,
    known: str | None, draws: int, seed: int, limit: int, plot: Path | None, out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """The ties of a record on a day, each as what it is, with the sentence that shows it.

    Kinds: treaty (parties of a legal instrument in force), arrangement (of a political one), obligation (what a legal
    instrument contains, by direction), commitment (promises that stand), event (weighted by PLOVER's score), asset
    (joint programmes, bodies, bases), membership, grouping (members of one group).
    """
    from foedera.networks.recorded import ties_on

    if len(kinds) != 1 and (sort is not None or show != "ties" or plot is not None):
        raise UsageError("--sort, --show and --plot need one --kind of ties")
    with asked(where) as kept:
        found = ties_on(kept, day, kinds=kinds or _KINDS, known=known, days=days, by=by, signed=signed)
    if sort is not None:
        found = found.only(kinds[0], sort)
    if show == "ties":
        if plot is not None:
            drawn(_network_chart(found.network(kinds[0])), plot)
        _print_ties(found, out, limit, as_json)
        return
    if not found.ties:
        raise UsageError(f"{kinds[0]}: no tie of this kind on {day}")
    if draws and show == "shape":
        _say_documents(found, kinds[0], draws, seed)
    from foedera.networks.leaving import pacts_of_ties

    _show([found.network(kinds[0])], show, 0, seed, plot, out, as_json, pacts=pacts_of_ties(found.of(kinds[0])))


def _among(network: Network, codes: tuple[int, ...]) -> Network:
    there = [code for code in codes if code in network.nodes]
    if not there:
        raise UsageError(f"--among: none of these states is in the system in {network.when}")
    if missing := [str(code) for code in codes if code not in there]:
        note(f"not in the system in {network.when}: {', '.join(missing)}")
    return network.among(there)


def _plot_similarity(ties: Ties, found: Any, measure: str, pairs: tuple[tuple[int, int], ...], plot: Path) -> None:
    from foedera.networks.network import network_of
    from foedera.networks.plots import by_community, matrix_chart, similarity_chart
    from foedera.networks.similarity import matrix_of

    if pairs:
        drawn(similarity_chart(found, measure, pairs), plot)
        return
    if len(ties.years) > 1:
        raise UsageError("--plot of several years needs a --pair to draw; of one year it draws the matrix")
    year = ties.year(ties.years[0])
    order = by_community(network_of(year))
    shown = f"{found.column(measure).label.split(':')[0]}, {year.year}"
    drawn(matrix_chart(matrix_of(found, measure, year), year.labels, title=shown, order=order), plot)


def _show(
    made: list[Network], show: str, draws: int, seed: int, plot: Path | None, out: Path | None, as_json: bool | None,
    pacts: Any = None, **about: Any,
) -> None:  # fmt: skip
    from foedera.networks import structure as found

    if out is not None and out.suffix.lower() in (".graphml", ".gexf"):
        if plot is not None:
            drawn(_network_chart(made[0]), plot)
        _write_graph(made, out)
        return
    table = {
        "shape": lambda: found.shapes(made, draws=draws, seed=seed, **about),
        "members": lambda: found.places(made, seed=seed, **about),
        "bridges": lambda: found.bridging(made, **about),
        "leaving": lambda: found.leaving(made, pacts=pacts, **about),
    }[show]()
    if plot is not None:
        drawn(_network_chart(made[0]) if len(made) == 1 else _chart(table, show, made[0].kind), plot)
    put(table, out, as_json)


def _write_graph(made: list[Network], out: Path) -> None:
    from foedera.networks.graph_files import write_graph

    if len(made) != 1:
        raise UsageError(f"{out}: a graph file holds the network of one year, not of {len(made)}")
    write_graph(made[0], out)
    note(f"the network of {made[0].when} written to {out}")


def _print_ties(found: Recorded, out: Path | None, limit: int, as_json: bool | None) -> None:
    from foedera.networks.graph_files import GRAPH_ENDINGS, write_graph
    from foedera.networks.tie_table import table_of_ties

    table = table_of_ties(found)
    if out is not None and out.suffix.lower() in GRAPH_ENDINGS:
        write_graph(found, out)
        note(f"{len(found.ties)} ties written to {out}")
    elif out is not None:
        put(table, out, as_json)
    elif wants_json(as_json):
        print_json({**row, "since": row["since"] and str(row["since"])} for row in table.frame.iter_rows(named=True))
    else:
        rows = [
            (
                tie.kind, tie.sort, found.names.get(tie.one), "--" if tie.mutual else "->", found.names.get(tie.other),
                f"{tie.weight:g}", shorten(tie.what, 60), shorten(tie.sentences[0].text, 120) if tie.sentences else "",
            )
            for tie in found.ties[:limit]
        ]  # fmt: skip
        columns = ("kind", "sort", "one", "", "other", "weight", "what", "because it says")
        print_table(table.title, columns, rows)
        if len(found.ties) > limit:
            note(f"{limit} of {len(found.ties)} ties: raise --limit")
    if out is None:
        for line in table.report.lines():
            note(line)


def _say_documents(found: Recorded, kind: Any, draws: int, seed: int) -> None:
    from foedera.networks.recorded import bootstrap_documents

    for name, one in bootstrap_documents(found, kind, draws=draws, seed=seed).items():
        if one.value is not None and one.low is not None and one.high is not None:
            note(f"{name} {one.value:.3f}: 95 % of {draws} draws of documents from {one.low:.3f} to {one.high:.3f}")


def _network_chart(network: Network) -> Any:
    from foedera.networks.plots import network_chart

    return network_chart(network)


def _chart(table: Table, show: str, kind: str) -> Any:
    """Figures over the years: of shape, or of those members or ties that reach the highest value in any year."""
    from foedera.networks.plots import leaders_chart, lines_chart

    if show == "shape":
        return lines_chart(table, _SHAPE, by=table.frame.columns[0], title=f"shape of the network: {kind}")
    return leaders_chart(table, _LEADS[show], title=f"{table.title}: {kind}")
