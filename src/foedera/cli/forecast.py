"""`foedera forecast …`: which event comes next, how likely it is, why, and how good such forecasts have been."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from foedera.cli.forecast_odds import explain, predict, score
from foedera.cli.output import print_json, print_table, wants_json

_JSON = click.option(
    "--json/--table", "as_json", default=None,
    help="Print the figures as JSON Lines, or as a table. Default: a table on a terminal.",
)  # fmt: skip


@click.group()
def forecast() -> None:
    """Forecast events between actors, with reasons, and keep score."""


@forecast.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--setting", type=click.Choice(["single-step", "multi-step"]), default="single-step", show_default=True,
    help="single-step: all days before the one asked about are known. multi-step: only those before the scored part.",
)  # fmt: skip
@click.option(
    "--candidates", "out", metavar="OUT.jsonl", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the candidates of every question, with scores, to this file.",
)  # fmt: skip
@click.option("--length", default=500, show_default=True, type=click.IntRange(1), help="How many candidates, at most.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of all that is drawn by chance.")
@_JSON
def evaluate(folder: Path, setting: Any, out: Path | None, length: int, seed: int, as_json: bool | None) -> None:
    """Train on a folder's past and rank who comes next in its scored part.

    DIR holds train.txt, valid.txt, test.txt (subject, relation, object and time, in numbers), entity2id.txt and
    relation2id.txt. Without test.txt, valid.txt is scored. The figures are time-aware filtered: other true answers are
    left out, and ties count as their average.
    """
    from foedera.forecast.ranking.folders import evaluated, written
    from foedera.forecast.ranking.folders import folder as read
    from foedera.forecast.ranking.ranker import Plan

    given = read(folder)
    found = written(given, evaluated(given, setting, plan=Plan(length=length).seeded(seed)), out)
    row: dict[str, Any] = {"set": given.name, "setting": setting, **found._asdict()}
    if wants_json(as_json):
        print_json([row])
    else:
        cells = [given.name, setting, found.answers, *(f"{value:.2f}" for value in found[1:])]
        print_table(None, ["set", "setting", "answers", "MRR", "hits@1", "hits@3", "hits@10"], [cells])


for _command in (predict, explain, score):
    forecast.add_command(_command)
