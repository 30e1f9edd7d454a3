"""`foedera networks ...`: states, dyads and groups by year, joined with the field's data sets; ties as networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.groups import Spread
from foedera.cli.networks_given import put, roster_given, table_given
from foedera.cli.networks_options import (
    draw_option,
    drawn_by_year,
    extend_option,
    from_option,
    out_option,
    plot_option,
    states_option,
    to_option,
)
from foedera.cli.options import json_option
from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.datasets.tables import Dataset
    from foedera.networks import Panel, Table

_ELSEWHERE = {
    "similarity": "foedera.cli.networks_structure:similarity",
    "structure": "foedera.cli.networks_structure:structure",
    "record": "foedera.cli.networks_structure:record",
}
"""Commands that stand in another module, imported when they are called."""


@click.group(cls=Spread, elsewhere=_ELSEWHERE)
def networks() -> None:
    """Dyads, panels and networks of alliances, from the field's data sets or a record.

    A file of a data set is given as DATASET=FILE, with its version where the file does not say it, and its separator
    and encoding where they are no comma and no UTF-8: `nmc=NMC-60-abridged.csv`, `atop-ddyr@5.1=atop.dta`,
    `cow-states,semicolon,latin-1=states.csv`. `foedera networks datasets` lists the data sets.
    """


_join_option = click.option(
    "--join", "joins", metavar="DATASET=FILE", multiple=True, help="A data set to join; may be repeated, in order."
)
_mode_option = click.option(
    "--parity", is_flag=True, help="The values that peacesciencer gives, without status; default: ours, with status."
)
_balanced_option = click.option(
    "--balanced", is_flag=True, help="Every state or pair in every year, those not in the system marked as such."
)
_since_option = click.option(
    "--since", "events", metavar="COLUMN", multiple=True,
    help="Add the years since the last event of this column; may be repeated.",
)  # fmt: skip


@networks.command()
@states_option
@from_option
@to_option
@_join_option
@click.option("--undirected", is_flag=True, help="Each pair once, the lower number first; default: both directions.")
@click.option("--relevant", is_flag=True, help="Only politically relevant dyads: contiguous, or with a major power.")
@_since_option
@_mode_option
@extend_option
@_balanced_option
@plot_option
@draw_option
@out_option
@json_option
def dyads(
    states: str, start: int, end: int, joins: tuple[str, ...], undirected: bool, relevant: bool,
    events: tuple[str, ...], parity: bool, extend: bool, balanced: bool, plot: Path | None, columns: tuple[str, ...],
    out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """Pairs of states by year, with what is joined to them, and what the joins dropped."""
    from foedera.networks import dyad_years, politically_relevant

    mode: Any = "parity" if parity else "corrected"
    panel = dyad_years(
        roster_given(states), start, end, directed=not undirected, extend=extend, balanced=balanced, mode=mode
    )
    table = _joined(panel, joins)
    made = _with_spells(politically_relevant(table) if relevant else table, events, parity)
    _plotted(made, columns, plot)
    put(made, out, as_json)


@networks.command(name="states")
@states_option
@from_option
@to_option
@_join_option
@_since_option
@_mode_option
@extend_option
@_balanced_option
@plot_option
@draw_option
@out_option
@json_option
def states_command(
    states: str, start: int, end: int, joins: tuple[str, ...], events: tuple[str, ...], parity: bool, extend: bool,
    balanced: bool, plot: Path | None, columns: tuple[str, ...], out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """States by year, with what is joined to them, and what the joins dropped."""
    from foedera.networks import state_years

    mode: Any = "parity" if parity else "corrected"
    panel = state_years(roster_given(states), start, end, extend=extend, balanced=balanced, mode=mode)
    made = _with_spells(_joined(panel, joins), events, parity)
    _plotted(made, columns, plot)
    put(made, out, as_json)


@networks.command()
@states_option
@from_option
@to_option
@click.option("--pacts", metavar="DATASET=FILE", required=True, help="Members of pacts: atop-members or cow-alliances.")
@click.option("--controls", type=click.IntRange(1), default=50, show_default=True, help="Drawn groups for each pact.")
@click.option("--most", type=click.IntRange(2), default=20, show_default=True, help="The largest size of a group.")
@click.option("--seed", type=click.IntRange(0), required=True, help="Of the drawing: the same seed, the same groups.")
@plot_option
@out_option
@json_option
def kads(
    states: str, start: int, end: int, pacts: str, controls: int, most: int, seed: int, plot: Path | None,
    out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """Groups that made a pact, beside drawn groups of the same size that did not, with their weights.

    --plot draws how many pacts were made in each year, and how many states made them.
    """
    from foedera.networks import kad_years, spells_of
    from foedera.networks.by_year import pacts_by_year

    made = kad_years(
        spells_of(table_given(pacts)), roster_given(states), start, end, controls=controls, seed=seed, most=most
    )
    if plot is not None:
        drawn_by_year(pacts_by_year(made, start, end), plot, "pacts made")
    put(made, out, as_json)


@networks.command()
@click.argument("pacts", metavar="DATASET=FILE")
@click.option(
    "--as", "view", type=click.Choice(["members", "dyads", "kads"]), default="members", show_default=True,
    help="members: as they are kept. dyads: what each owes each other. kads: sets of members.",
)  # fmt: skip
@plot_option
@out_option
@json_option
def spells(pacts: str, view: str, plot: Path | None, out: Path | None, as_json: bool | None) -> None:
    """Who owed whom what from which day to which, out of the pacts of DATASET=FILE.

    --plot draws how many pacts are in force at the end of each year, and how many members they have.
    """
    from foedera.networks import spell_table, spells_of
    from foedera.networks.by_year import forces_by_year

    held = spells_of(table_given(pacts))
    if plot is not None:
        made = forces_by_year(held)
        drawn_by_year(made, plot, made.title)
    put(spell_table(held, view), out, as_json)  # type: ignore[arg-type]  # click checks the choice


@networks.command()
@click.argument("id", metavar="[ID]", required=False)
@json_option
def datasets(id: str | None, as_json: bool | None) -> None:
    """The data sets that can be read: versions, years, citation and terms; with ID, all about one."""
    from foedera.datasets.tables import dataset
    from foedera.datasets.tables import datasets as known

    chosen = known() if id is None else (dataset(id),)
    if wants_json(as_json):
        print_json(chosen)
        return
    if id is not None:
        _show(chosen[0])
        return
    rows = [
        (one.id, one.title, ", ".join(version.version for version in one.versions), _years(one),
         "yes" if any(version.address for version in one.versions) else "no")
        for one in chosen
    ]  # fmt: skip
    print_table(None, ["id", "title", "versions", "years", "fetch"], rows)


@networks.command()
@click.argument("id", metavar="ID")
@click.option("--version", "version", help="The version; default: the newest that is offered.")
@click.option(
    "--into", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), default=".",
    show_default=True, help="The folder to put it in.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask: the terms are agreed to.")
def fetch(id: str, version: str | None, folder: Path, yes: bool) -> None:
    """Fetch the data set ID from its publisher, after asking; COW's alliances are never fetched."""
    from foedera.datasets.tables import dataset, offered
    from foedera.datasets.tables import fetch as fetched

    data = dataset(id)
    found = offered(data, version)
    click.echo(f"{data.title}, version {found.version}\nfrom   {found.address}\nterms  {data.terms}", err=True)
    click.echo(f"cite   {found.citation or data.citation}", err=True)
    if not yes:
        click.confirm("Fetch it?", abort=True, err=True)
    got = fetched(data, found, folder)
    checked = "as known" if got.checked else "no hash is known to check it by"
    note(f"{got.file}: SHA-256 {got.sha256} ({checked})")
    click.echo(f"{id}@{found.version}={got.file}")


def _show(data: Dataset) -> None:
    """Prints all about one data set: its versions, its columns, citation and terms."""
    versions = [
        (version.version, version.first, version.last, version.address, ", ".join(version.layouts))
        for version in data.versions
    ]
    columns = [(field.name, field.type, field.label, field.unit) for field in data.fields]
    print_table(f"{data.title}: a row is a {data.unit}", ["version", "from", "to", "address", "layouts"], versions)
    print_table(None, ["column", "type", "what", "unit"], columns)
    if data.numbers:
        numbers = [(one.own, one.cow, one.first, one.last, one.name) for one in data.numbers]
        print_table("numbers that differ", ["its own", "COW", "from", "to", "state"], numbers)
    click.echo(f"cite   {data.citation}\nterms  {data.terms}\nsee    {data.homepage}")


def _years(data: Dataset) -> str:
    firsts = [version.first for version in data.versions if version.first is not None]
    lasts = [version.last for version in data.versions if version.last is not None]
    return f"{min(firsts)}-{max(lasts)}" if firsts and lasts else ""


def _joined(panel: Panel, joins: tuple[str, ...]) -> Table:
    for given in joins:
        panel = panel.join(table_given(given))
    return panel.table()


def _plotted(table: Table, columns: tuple[str, ...], plot: Path | None) -> None:
    """Draws the means of a panel's columns by year, if a file is given to draw to.

    Raises:
        UsageError: columns and no file.
    """
    from foedera.networks.by_year import means_by_year

    if plot is not None:
        drawn_by_year(means_by_year(table, columns), plot, f"mean by year: {table.title}")
    elif columns:
        raise UsageError("--draw names what --plot FILE draws: give a file")


def _with_spells(table: Table, events: tuple[str, ...], parity: bool) -> Table:
    from foedera.networks import years_since

    for event in events:
        table = years_since(table, event, gaps="continue" if parity else "restart")
    return table
