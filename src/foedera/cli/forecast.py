"""`foedera forecast …`: which event comes next, how likely it is, why, and how good such forecasts have been."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.dyads import source_options, stream_of
from foedera.cli.forecast_odds import explain, predict, score
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import DatasetError, QuestionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedera.datasets.streams import EventStream
    from foedera.forecast import Forecaster as Odds
    from foedera.forecast.ranking import Forecaster, Ranking

_STREAM = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
_FILE = click.Path(path_type=Path, dir_okay=False)

_JSON = click.option(
    "--json/--table", "as_json", default=None,
    help="Print the figures as JSON Lines, or as a table. Default: a table on a terminal.",
)  # fmt: skip


@click.group()
def forecast() -> None:
    """Forecast events between actors, with reasons, and keep score."""


@forecast.command()
@_STREAM
@click.option("--model", "out", metavar="FILE", required=True, type=_FILE, help="Write what was trained to it.")
@click.option(
    "--only", type=click.Choice(["rankings", "probabilities"]), help="Train only one of the two. Default: both."
)
@click.option(
    "--days", type=click.IntRange(1, 366), multiple=True, default=(30,), show_default=True,
    help="For how many days ahead probabilities are fitted; may be repeated.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of all that is drawn by chance.")
@source_options
def train(
    paths: tuple[Path, ...], out: Path, only: str | None, days: tuple[int, ...], seed: int, where: str | None,
    read_file: Path | None, systematic: bool, who: str, types: str,
) -> None:  # fmt: skip
    """Train on the events of PATH, or of a record: rankings of who comes next, and probabilities.

    PATH is an event file (ICEWS, POLECAT, GDELT, Phoenix, or a table of actor, type, recipient and day), several of one
    layout, or a folder of them or of the benchmark's format. `rank`, `predict` and `explain` take the file by --model.
    """
    from foedera.forecast import arrays_of, save
    from foedera.forecast.ranking import Plan, trained
    from foedera.forecast.ranking import save as save_ranker

    stream = stream_of(where, paths, read_file, systematic, who, types)
    odds = None if only == "rankings" else _fitted(stream, days, seed, needed=only is not None)
    if only == "probabilities" and odds is not None:
        save(odds, out)
    else:
        save_ranker(trained(stream, plan=Plan().seeded(seed)), out, {} if odds is None else arrays_of(odds))
    click.echo(f"{out}: trained on {len(stream)} events up to {_shown(stream, stream.last)}")


def _fitted(stream: EventStream, days: tuple[int, ...], seed: int, *, needed: bool) -> Odds | None:
    """The forecaster with its models; where the stream is too thin and they are not `needed`, a note and None."""
    from foedera.forecast import forecaster

    try:
        made = forecaster(stream, seed=seed)
        for each in days:
            made.model(each)
            made.law(each)
    except DatasetError as error:
        if needed or stream.chosen:
            raise
        note(f"no probabilities, rankings only: {error}")
        return None
    return made


@forecast.command()
@_STREAM
@click.option("--model", metavar="FILE", required=True, type=_FILE, help="The ranker, from `foedera forecast train`.")
@click.option("--actor", metavar="NAME", help="Who acts.")
@click.option("--type", "kind", metavar="TYPE", help="What is done.")
@click.option("--recipient", metavar="NAME", help="Towards whom.")
@click.option("--ahead", default=1, show_default=True, type=click.IntRange(1, 60), help="How many days or steps ahead.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="How many candidates to show.")
@source_options
@_JSON
def rank(
    paths: tuple[Path, ...], model: Path, actor: str | None, kind: str | None, recipient: str | None, ahead: int,
    limit: int, where: str | None, read_file: Path | None, systematic: bool, who: str, types: str, as_json: bool | None,
) -> None:  # fmt: skip
    """Rank who, to whom, or what comes next, with reasons.

    Give two of --actor, --type and --recipient; the third is ranked. PATH is the stream that the ranker was trained on,
    or the same with newer events, which are taken in first. A place in the list is no probability.
    """
    from foedera.forecast.ranking import load

    if [actor, kind, recipient].count(None) != 1:
        raise UsageError("give two of --actor, --type and --recipient: the third is ranked")
    stream = stream_of(where, paths, read_file, systematic, who, types)
    given = (_number(stream.actors, actor), _number(stream.types, kind), _number(stream.actors, recipient))
    forecaster = load(model, stream)
    day = forecaster.last + ahead * forecaster.unit
    rows = list(_ranked(forecaster, given, day, limit))
    if wants_json(as_json):
        print_json(rows)
    else:
        why = ["; ".join(shorten(reason["words"], 90) for reason in row["reasons"][:3]) for row in rows]
        cells = [(row["place"], row["candidate"], f"{row['score']:.2f}", why[i]) for i, row in enumerate(rows)]
        print_table(_shown(stream, day), ["place", "candidate", "score", "why"], cells)


def _number(names: tuple[str, ...], name: str | None) -> int | None:
    """The number of a name, however it is capitalised and spaced."""
    if name is None:
        return None
    plain = {text.replace("_", " ").casefold(): i for i, text in enumerate(names)}
    found = plain.get(name.replace("_", " ").casefold())
    if found is None:
        raise QuestionError(f"{name}: no event of the stream has this name")
    return found


def _ranked(
    forecaster: Forecaster, given: tuple[int | None, int | None, int | None], day: int, limit: int
) -> Iterator[dict[str, Any]]:
    actor, kind, recipient = given
    names = forecaster.stream.actors if kind is not None else forecaster.stream.types
    if actor is not None and kind is not None:
        ranking: Ranking = forecaster.whom(actor, kind, day)
    elif kind is not None and recipient is not None:
        ranking = forecaster.who(kind, recipient, day)
    else:
        ranking = forecaster.what(actor or 0, recipient or 0, day)
    for i, candidate in enumerate(ranking.others[:limit].tolist()):
        filled = [candidate if part is None else part for part in given]
        why = forecaster.why(filled[0], filled[1], filled[2], day)
        yield {
            "place": i + 1, "candidate": names[candidate], "score": float(ranking.scores[i]),
            "reasons": [{"group": reason.group, "adds": reason.adds, "words": reason.words,
                         "events": [_event(forecaster.stream, row) for row in reason.events]} for reason in why],
        }  # fmt: skip


def _event(stream: EventStream, row: int) -> dict[str, Any]:
    return {
        "row": row, "actor": stream.actors[stream.actor[row]], "type": stream.types[stream.type[row]],
        "recipient": stream.actors[stream.recipient[row]], "day": _shown(stream, int(stream.day[row])),
    }  # fmt: skip


def _shown(stream: EventStream, day: int) -> str:
    return str(stream.date(day) or f"step {day}")


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
