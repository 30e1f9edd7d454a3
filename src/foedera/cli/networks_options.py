"""Options that the commands of `foedera networks` share, and how a chart is drawn to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import output_option
from foedera.cli.output import note

if TYPE_CHECKING:
    from foedera.networks import Table

from_option = click.option("--from", "start", type=int, required=True, help="The first year.")
to_option = click.option("--to", "end", type=int, required=True, help="The last year.")
states_option = click.option(
    "--states", "states", metavar="DATASET=FILE", required=True,
    help="The list of states whose system it is: cow-states=FILE or gw-states=FILE.",
)  # fmt: skip
extend_option = click.option(
    "--extend", is_flag=True, help="Allow years after the list's last: its last states are carried on."
)
plot_option = click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Draw it as .svg or .png."
)
draw_option = click.option(
    "--draw", "columns", metavar="COLUMN", multiple=True,
    help="With --plot: this column, as its mean by year; may be repeated, of one unit. Default: the first six joined.",
)  # fmt: skip
out_option = output_option("Write to this file: .parquet, .csv, .dta or .json, with the metadata. Default: print.")


def drawn(chart: Any, plot: Path) -> None:
    """Writes a chart to a file, and says so."""
    from foedera.drawing import save

    save(chart, plot)
    note(f"drawn in {plot}")


def drawn_by_year(table: Table, plot: Path, title: str, columns: Sequence[str] | None = None) -> None:
    """Draws the columns of a table of years as lines."""
    from foedera.networks.plots import lines_chart

    names = columns or [name for name in table.frame.columns if name != "year"]
    drawn(lines_chart(table, names, title=title), plot)
