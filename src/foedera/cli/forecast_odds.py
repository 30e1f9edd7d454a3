"""`foedera forecast predict|explain|score`: probabilities with baselines and reasons, and how good they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import asked, limited
from foedera.cli.dyads import day_of, dyad_of, stream_of, stream_options
from foedera.cli.options import json_option, limit_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.datasets.streams import EventStream
    from foedera.forecast import Counted, Forecast, Forecaster, Past, Score

_dyad = click.option(
    "--dyad", metavar="A-B", required=True, help="Who towards whom: CHN-JPN; ids, codes of states, or names."
)
_days = click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="How many days ahead.")
_as_of = click.option(
    "--as-of", "as_of", metavar="DAY",
    help="Forecast on the morning of this day, from what happened before it. Default: after the last day observed.",
)  # fmt: skip
_model = click.option(
    "--model", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The fitted probabilities, from `foedera forecast train`. Default: fit them anew, which takes a while.",
)  # fmt: skip
_type = click.option(
    "--type", "wanted", metavar="TYPE", multiple=True, help="Only events of this type; may be repeated."
)

_REASONS = 3
_HAPPENED = {"often": "10 times or more", "few": "2 to 9 times", "once": "once", "pair": "never", "new": "never met"}


@click.command()
@stream_options
@_dyad
@_days
@_type
@_as_of
@_model
@click.option("--keep", is_flag=True, help="Put the forecasts into the ledger of the record, to be scored later.")
@click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the probabilities beside the baselines (.svg or .png).",
)  # fmt: skip
@limit_option
@json_option
def predict(
    where: str | None, paths: tuple[Path, ...], read_file: Path | None, systematic: bool, who: str, types: str,
    dyad: str, days: int, wanted: tuple[str, ...], as_of: str | None, model: Path | None, keep: bool,
    plot: Path | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """How probable at least one event of each type is between two actors in the next days, and why.

    Beside each probability stand climatology (how often it was so before) and no change (as it was last time). Where a
    probability cannot be calibrated, none is printed, and the reason is. Last stands how many events of any type
    there will be: in JSON an object without a type.
    """
    if keep and where is None:
        raise UsageError("--keep needs the record whose ledger is meant: --record DB")
    stream = stream_of(where, paths, read_file, systematic, who, types)
    made, found, counted = _made(stream, dyad, days, wanted, as_of, model)
    if keep and where is not None:
        from foedera.forecast import keep as kept

        with asked(where) as record:
            notes = kept(record, [*found, counted], made.stream)
        note(f"{len(notes)} forecasts stand in the ledger of {where}")
    if plot is not None:
        from foedera.drawing import save
        from foedera.forecast.plots import probabilities_plot

        save(probabilities_plot(found), plot)
    if wants_json(as_json):
        print_json([*map(_object, limited(found, limit)), _object(counted)])
        return
    columns = ["type", "probability", "climatology", "no change", "happened", "no probability because"]
    rows = [_row(each) for each in limited(found, limit)]
    shown = len(columns) if any(row[-1] for row in rows) else -1
    print_table(_title(counted), columns[:shown], [row[:shown] for row in rows])
    for each in found:
        if each.reasons:
            click.echo(f"{each.type}:")
            for reason in each.reasons[:_REASONS]:
                click.echo(f"  odds times {reason.factor:.2f}: {reason.words}")
    low, high = counted.most
    click.echo(f"Events of any type: {counted.median}, with 90 % between {low} and {high}.")


@click.command()
@stream_options
@_dyad
@_days
@click.option("--type", "wanted", metavar="TYPE", required=True, help="The type of event.")
@_as_of
@_model
@json_option
def explain(
    where: str | None, paths: tuple[Path, ...], read_file: Path | None, systematic: bool, who: str, types: str,
    dyad: str, days: int, wanted: str, as_of: str | None, model: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """The reasons of one forecast: the past events and rules that carried it, with their sentences.

    Each reason multiplies the odds by what they would lose without it. Where the events are from a record, the sentence
    that tells of each stands beside it.
    """
    stream = stream_of(where, paths, read_file, systematic, who, types)
    _, found, counted = _made(stream, dyad, days, (wanted,), as_of, model)
    told = _sentences(where if not paths else None)
    if wants_json(as_json):
        print_json([{**_object(found[0]), "sentences": [told(e) for r in found[0].reasons for e in r.events]}])
        return
    said = found[0]
    click.echo(f"{said.type}: {_percent(said.probability) if said.unfit is None else 'no probability: ' + said.unfit}")
    rows: list[tuple[object, ...]] = []
    for reason in said.reasons:
        rows.append((f"{reason.factor:.2f}", reason.words, ""))
        rows += [("", f"  {e.date} {e.type}, {e.actor} to {e.recipient}", told(e)) for e in reason.events]
    print_table(_title(counted), ("odds times", "because", "sentence"), rows)


@click.command()
@stream_options
@click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw what came true against what was said (.svg or .png).",
)  # fmt: skip
@json_option
def score(
    where: str | None, paths: tuple[Path, ...], read_file: Path | None, systematic: bool, who: str, types: str,
    plot: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """Resolve the forecasts of the ledger whose time has come, and tell how good they were.

    They are resolved by the events of the stream. Skill is over a baseline: above 0 is better than it.
    """
    from foedera.forecast import scored, settle, waiting

    if where is None:
        raise UsageError("say which ledger: --record DB")
    stream = stream_of(where, paths, read_file, systematic, who, types)
    with asked(where) as record:
        settled = settle(record, stream)
        left = waiting(record, stream)
        card = scored(record)
    note(f"{len(settled)} forecasts were resolved")
    for reason, count in left.items():
        note(f"{count} stay open: {reason}")
    if plot is not None:
        from foedera.drawing import save
        from foedera.forecast.plots import reliability_plot

        save(reliability_plot(card.bins), plot)
    if wants_json(as_json):
        print_json([card])
        return
    columns = (
        "forecasts",
        "number",
        "came true",
        "said",
        "Brier",
        "log",
        "error",
        "over climatology",
        "over no change",
    )
    print_table(None, columns, map(_score, card.scores))
    if card.crps is not None:
        click.echo(f"Counts: {card.counts}, mean CRPS {card.crps:.3f} events.")


def _made(
    stream: EventStream, dyad: str, days: int, wanted: tuple[str, ...], as_of: str | None, model: Path | None
) -> tuple[Forecaster, tuple[Forecast, ...], Counted]:
    from foedera.forecast import forecaster, load

    actor, recipient = dyad_of(stream, dyad)
    day = day_of(stream, as_of)
    made = forecaster(stream, day=day) if model is None else load(model, stream, day=day)
    if model is not None and days not in made.models:
        there = ", ".join(map(str, sorted(made.models)))
        raise UsageError(f"{model}: it has models for {there} days: ask for one of them, or train with --days {days}")
    found = made.forecast(actor, recipient, days=days, types=wanted or None)
    return made, found, made.counted(actor, recipient, days=days)


def _sentences(where: str | None) -> Callable[[Past], str]:
    """What tells of an event: the first sentence of its claim, where it comes from a record."""
    if where is None:
        return lambda _: ""

    def told(event: Past) -> str:
        if event.source is None or event.source < 0:
            return ""
        with asked(where) as record:
            claim = record.history(event.source)[-1].claim
        return "" if claim is None else f"{shorten(claim.evidence[0].text, 160)} ({claim.id})"

    return told


def _object(found: Forecast | Counted) -> dict[str, Any]:
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(found)
    return made


def _row(found: Forecast) -> tuple[object, ...]:
    figures = (_percent(each) for each in (found.probability, found.climatology, found.no_change))
    return found.type, *figures, _HAPPENED[found.stratum], found.unfit


def _score(score: Score) -> tuple[object, ...]:
    figures = (score.said, score.brier, score.log, score.error, score.over_climatology, score.over_no_change)
    return score.name, score.forecasts, score.came, *("" if each is None else f"{each:.3f}" for each in figures)


def _title(counted: Counted) -> str:
    days = f"{counted.days} day{'s' if counted.days > 1 else ''}"
    return f"{counted.actor} towards {counted.recipient}, {days} from {counted.made}"


def _percent(value: float | None) -> str:
    if value is None:
        return ""
    return "over 99.9%" if value > 0.999 else f"{value:.1%}"
