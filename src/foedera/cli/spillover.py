"""`foedera spillover …`: which event streams excite which, what that adds, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
import msgspec

from foedera.cli.asked import asked
from foedera.cli.options import json_option, record_option
from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.spillover import Counts, Fit

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    record_option("The record: its own events, where no PATHS are named."),
    click.option("--by", type=click.Choice(["region", "dyad", "type", "quad"]), default="region", show_default=True,
                 help="What makes a stream: the actor's region, actor and recipient, the type, or its quad category."),
    click.option("--only", multiple=True, metavar="TYPE",
                 help="Only events of this type or quad category (V-CONF, FIGHT); may be repeated."),
    click.option("--most", type=click.IntRange(1), default=60, show_default=True, help="At most so many streams."),
    click.option("--controls", type=click.IntRange(0), default=99, show_default=True,
                 help="Negative controls of each kind."),
    click.option("--seed", type=int, default=1, show_default=True, help="Of the random numbers."),
    json_option,
)  # fmt: skip


def _asking(command: _F) -> _F:
    made: Any = command
    for option in reversed(_OPTIONS):
        made = option(made)
    return cast(_F, made)


@click.group()
def spillover() -> None:
    """Which event streams excite which, how strongly and how fast.

    PATHS are event files of ICEWS, POLECAT, GDELT or Phoenix, a plain table (actor, type, recipient, day), or a folder
    of steps; with --record alone it is the record's own events. An edge says that events of one stream precede events
    of another more often than chance, shared shocks, weeks and trends would have it; it does not say why.
    """


@spillover.command()
@_asking
@click.option("--plot", type=click.Path(path_type=Path), help="Write a heat map of the edges here (.svg or .png).")
@click.option("--network", type=click.Path(path_type=Path), help="Write a network of the edges here (.svg or .png).")
def edges(
    paths: tuple[Path, ...], where: str | None, by: str, only: tuple[str, ...], most: int, controls: int, seed: int,
    as_json: bool | None, plot: Path | None, network: Path | None,
) -> None:  # fmt: skip
    """The edges between streams of the events in PATHS that survive negative controls, with rates of false alarm."""
    from foedera.spillover import drawn
    from foedera.spillover import edges as found

    fitted = _fitted(_counted(paths, where, by, only, most), controls, seed)
    rows = found(fitted, drawn(fitted, seed=seed))
    if not rows:
        note("no edge survives: nothing here excites anything that chance, shared shocks, weeks and trends would not")
    for file, kind in ((plot, "heat_map"), (network, "network")):
        if file is not None:
            from foedera.drawing import save
            from foedera.spillover import plots

            save(getattr(plots, kind)(rows, fitted.counts.names), file)
    _printed(as_json, "Which stream excites which", rows)


@spillover.command()
@_asking
def fit(
    paths: tuple[Path, ...], where: str | None, by: str, only: tuple[str, ...], most: int, controls: int, seed: int,
    as_json: bool | None,
) -> None:  # fmt: skip
    """The fit of PATHS as a whole: streams, baseline, penalty, spectral radius and branching ratio with bounds."""
    from foedera.spillover import drawn, spread

    fitted = _fitted(_counted(paths, where, by, only, most), controls, seed)
    whole = spread(fitted, drawn(fitted, seed=seed))
    if whole.explosive:
        note("the fit is explosive: what is set off never ends; no forecast is made from it")
    row = {
        "streams": len(fitted.counts.names), "days": fitted.counts.days,
        "events": int(fitted.counts.values.sum()), "baseline": fitted.terms, "common_factor": fitted.common,
        "penalty": fitted.penalty, "edges": int(fitted.survival.kept.sum()), **msgspec.structs.asdict(whole),
        "controls": len(fitted.controls), "strongest_control": max(fitted.controls, default=None),
        "strongest_shift": max(fitted.shifts, default=None), "notes": list(fitted.counts.notes),
    }  # fmt: skip
    if wants_json(as_json):
        print_json([row])
    else:
        print_table("The fit", ("what", "value"), [(key, _cell(value)) for key, value in row.items()])


@spillover.command()
@_asking
@click.option("--days", type=click.IntRange(1, 365), default=30, show_default=True, help="How many days.")
@click.option("--one-more", "one_more", metavar="STREAM",
              help="Instead: what one more event of this stream adds elsewhere.")  # fmt: skip
@click.option("--add", "added_events", multiple=True, metavar="STREAM=N", help="So many events more today.")
@click.option("--times", multiple=True, metavar="STREAM=X", help="The stream's baseline so many times as high.")
@click.option("--runs", type=click.IntRange(2, 100_000), default=400, show_default=True, help="How many runs.")
def simulate(
    paths: tuple[Path, ...], where: str | None, by: str, only: tuple[str, ...], most: int, controls: int, seed: int,
    as_json: bool | None, days: int, one_more: str | None, added_events: tuple[str, ...],
    times: tuple[str, ...], runs: int,
) -> None:  # fmt: skip
    """The days after those of PATHS, simulated, with more events today or another baseline; or what one event adds."""
    from foedera.spillover import added, drawn, simulated

    fitted = _fitted(_counted(paths, where, by, only, most), controls, seed)
    if one_more is not None:
        answer = added(fitted, drawn(fitted, seed=seed), one_more, days=days)
        _printed(as_json, f"What one more event of {one_more} adds in {days} days", answer)
        return
    extra = {}
    for name, value in _pairs("--add", added_events):
        if value != int(value):
            raise UsageError(f"--add {name}={value:g}: events are whole: give a whole number")
        extra[name] = int(value)
    outcome = simulated(fitted, days, extra=extra, factors=dict(_pairs("--times", times)), runs=runs, seed=seed)
    _printed(as_json, f"Events in the next {days} days", outcome)


@spillover.command()
@_asking
@click.option("--held", "held_days", type=click.IntRange(1), help="Days held out (default: a sixth of all).")
@click.option("--before-after", "split", type=click.IntRange(1), metavar="DAY",
              help="Also compare the edges before this day (counted from the first) with those from it on.",
)  # fmt: skip
def check(
    paths: tuple[Path, ...], where: str | None, by: str, only: tuple[str, ...], most: int, controls: int, seed: int,
    as_json: bool | None, held_days: int | None, split: int | None,
) -> None:  # fmt: skip
    """What speaks against the fit of PATHS: held-out days against simpler models, residuals, negative controls."""
    from foedera.spillover import compared, held, residuals

    fitted = _fitted(_counted(paths, where, by, only, most), controls, seed)
    told = held(fitted.counts, days=held_days)
    rest = residuals(fitted, seed=seed)
    changes = [] if split is None else list(compared(fitted.counts, split, controls=controls, seed=seed))
    alarms = sum(top > float(fitted.z[fitted.survival.kept].min(initial=99.0)) for top in fitted.controls)
    row = {
        "held_out": msgspec.structs.asdict(told), "residuals": msgspec.structs.asdict(rest),
        "controls": len(fitted.controls), "controls_as_strong_as_the_weakest_edge": alarms,
        "changes": [msgspec.structs.asdict(each) for each in changes],
    }  # fmt: skip
    if wants_json(as_json):
        print_json([row])
        return
    models = [(name, f"{value:.4f}", f"{told.poisson[name]:.4f}") for name, value in told.dispersed.items()]
    print_table(told.said, ("model", "nats an event", "with Poisson's variance"), models)
    print_table("Residuals (uniform if the model were the truth)", ("stream", "distance", "p"),
                [(name, f"{d:.3f}", f"{p:.3f}") for name, (d, p) in rest.streams.items()])  # fmt: skip
    note(f"{alarms} of {len(fitted.controls)} controls without excitation have an edge as strong as the weakest here")
    if changes:
        _printed(False, "Before and after", changes)


@spillover.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--horizon", type=float, help="Until when the streams were watched (default: the last event).")
@click.option("--week", type=click.FloatRange(min=0, min_open=True), default=7.0, show_default=True,
              help="How long a week is in the unit of the times.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Of the random numbers.")
@json_option
def moments(path: Path, horizon: float | None, week: float, seed: int, as_json: bool | None) -> None:
    """The edges between streams of events with exact times: PATH is a CSV file with columns time and stream.

    Days without hours are no times: give those to `foedera spillover edges`.
    """
    from foedera.spillover import drawn_moments, edges_moments, fit_moments, read_moments

    fitted = fit_moments(read_moments(path, horizon=horizon), week=week, seed=seed)
    held = "holds up" if fitted.steady else "does not hold up: strengths are told by where events fall, not when"
    note(f"mean delay {fitted.decay.delay:.3g}, spectral radius {fitted.radius:.3g}; a constant baseline {held}")
    if fitted.radius >= 1:
        note("the fit is explosive: what is set off never ends; no forecast is made from it")
    rows = edges_moments(fitted, drawn_moments(fitted, seed=seed, week=week))
    if not rows:
        note("no edge survives: nothing here excites anything that chance, shared shocks, weeks and trends would not")
    _printed(as_json, "Which stream excites which", rows)


def _fitted(counts: Counts, controls: int, seed: int) -> Fit:
    from foedera.spillover import fit as made

    for line in counts.notes:
        note(line)
    return made(counts, controls=controls, seed=seed)


def _counted(paths: Sequence[Path], where: str | None, by: str, only: Iterable[str], most: int) -> Counts:
    from foedera.datasets.streams import read
    from foedera.spillover import By, streamed

    if paths:
        found = read(list(paths))
    elif where is not None:
        from foedera.register import stream

        with asked(where) as record:
            found = stream(record, who="state")
    else:
        raise UsageError("say whose events: PATHS, or --record DB")
    return streamed(found, cast(By, by), only=tuple(only), most=most)


def _pairs(option: str, given: Iterable[str]) -> list[tuple[str, float]]:
    out = []
    for each in given:
        name, sign, value = each.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        out.append((name, number))
        if not sign or not math.isfinite(number):
            raise UsageError(f"{option} {each}: give STREAM=NUMBER")
    return out


def _printed(as_json: bool | None, title: str, rows: Iterable[msgspec.Struct]) -> None:
    kept = [msgspec.structs.asdict(row) for row in rows]
    if wants_json(as_json):
        print_json(kept)
    elif kept:
        print_table(title, list(kept[0]), [[_cell(value) for value in row.values()] for row in kept])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
