"""`foedera command simulate` and `sensitivity`: how long decisions take under load, and under which circumstances."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from foedera.cli.asked import known_option
from foedera.cli.command_targets import structure
from foedera.cli.options import json_option, record_option
from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.command import Structure
    from foedera.command.simulation import Answer, Assumptions, Contest, Critical, Estimate, Range, Sensitivity

F = TypeVar("F", bound=Callable[..., Any])

_files = click.argument("files", metavar="FILE...", nargs=-1, required=True)
_record = record_option("The record, for the structure `record`: a file, or postgresql://….")
_assume = click.option(
    "--assume", "assumed", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="What to assume of times, rates and information (YAML); else the same for all posts.",
)  # fmt: skip
_seed = click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Where random numbers begin.")
_cores = click.option("--cores", type=click.IntRange(1), help="How many cores to use (default: all).")
_measure = click.option(
    "--measure", type=click.Choice(("time", "missed")), default="time", show_default=True,
    help="What is compared: the mean time to decide, or the share of missed deadlines.",
)  # fmt: skip
_range = re.compile(r"(?P<of>[^=]+)=(?P<low>[^:]+):(?P<high>[^:]+)")


def _asked(function: F) -> F:
    """The options that both commands have."""
    for option in (json_option, _cores, _seed, _assume, known_option, _record, _files):
        function = option(function)
    return function


@click.command()
@_asked
@_measure
@click.option("--decisions", type=click.IntRange(10), default=2000, show_default=True, help="In each replication.")
@click.option("--replications", type=click.IntRange(2), default=40, show_default=True, help="How many.")
@click.option("--critical", is_flag=True, help="Also what the loss of each post does.")
@click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the times to decide into this file, .svg or .png.",
)  # fmt: skip
@click.option(
    "--plot-load", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the load of each post into this file, .svg or .png.",
)  # fmt: skip
def simulate(
    files: tuple[str, ...], where: str | None, known: str | None, assumed: Path | None, seed: int, cores: int | None,
    as_json: bool | None, measure: Any, decisions: int, replications: int, critical: bool, plot: Path | None,
    plot_load: Path | None,
) -> None:  # fmt: skip
    """Simulate decisions in structures, each FILE[#VARIANT][@DAY], under load.

    Times are multiples of the work on a decision's path. Of several structures, the first is compared with the others
    on the same decisions, and it is said in which circumstances each of them loses; one by itself is compared with what
    it would be without its delegations.
    """
    from foedera.command.simulation import Effort, contest, critical_posts, networks, sensitivity, simulated

    structures = [structure(each, where=where, known=known) for each in files]
    assumptions = _assumptions(assumed)
    options: dict[str, Any] = {"decisions": decisions, "count": replications, "seed": seed, "cores": cores}
    answers = [simulated(each, **options) for each in networks(structures, assumptions)]
    posts = [critical_posts(each, assumptions, **options) for each in structures] if critical else []
    sides = _sides(structures)
    compared = contest(sides, assumptions, measure=measure, **options) if len(sides) > 1 else None
    effort = Effort(circumstances=64, side=0, points=9, lines=16, seed=seed, cores=cores)
    varied = sensitivity(sides, assumptions, measure=measure, effort=effort) if len(sides) > 1 else None
    _draw(answers, plot, plot_load)
    said = _caveats(structures, assumptions)
    if wants_json(as_json):
        _json(assumptions, said, [*answers], posts, compared, varied)
        return
    _tell(answers)
    for answer, lost in zip(answers, posts, strict=False):
        _tell_critical(answer.name, lost)
    if compared is not None and varied is not None:
        _tell_contest(compared)
        _tell_sensitivity(varied)
    _tell_caveats(said)


@click.command()
@_asked
@_measure
@click.option(
    "--vary", "varied", metavar="NAME=LOW:HIGH", multiple=True,
    help="Vary this by factors from LOW to HIGH: rate, late, work:POST, late:POST, wrong:POST … (default: all).",
)  # fmt: skip
@click.option("--circumstances", type=click.IntRange(2), default=128, show_default=True, help="How many are drawn.")
@click.option("--decisions", type=click.IntRange(10), default=500, show_default=True, help="In each replication.")
@click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the map of circumstances into this file, .svg or .png.",
)  # fmt: skip
def sensitivity(
    files: tuple[str, ...], where: str | None, known: str | None, assumed: Path | None, seed: int, cores: int | None,
    as_json: bool | None, measure: Any, varied: tuple[str, ...], circumstances: int, decisions: int,
    plot: Path | None,
) -> None:  # fmt: skip
    """Say under which circumstances which of the structures, each FILE[#VARIANT][@DAY], wins.

    What nobody outside can know is varied over wide ranges: how long work takes at each post, how often decisions
    arise, how late and how good information is.
    """
    from foedera.command.simulation import Effort
    from foedera.command.simulation import sensitivity as found_by

    structures = [structure(each, where=where, known=known) for each in files]
    if len(structures) < 2:
        raise UsageError("sensitivity compares structures: name two, such as FILE#before FILE#proposed")
    assumptions = _assumptions(assumed)
    effort = Effort(circumstances=circumstances, decisions=decisions, seed=seed, cores=cores)
    found = found_by(structures, assumptions, _ranges(varied), measure=measure, effort=effort)
    if plot is not None:
        _draw_map(found, plot)
    said = _caveats(structures, assumptions)
    if wants_json(as_json):
        _json(assumptions, said, [], [], None, found)
    else:
        _tell_sensitivity(found)
        _tell_caveats(said)


def _sides(structures: Sequence[Structure]) -> list[Structure]:
    """What is compared: a structure by itself with what it would be without its delegations, if it has any."""
    from foedera.command.simulation import undelegated

    without = undelegated(structures[0]) if len(structures) == 1 else None
    return [*structures, *([] if without is None else [without])]


def _caveats(structures: Sequence[Structure], assumptions: Assumptions) -> tuple[str, ...]:
    from foedera.command.simulation import caveats
    from foedera.command.simulation.structures import named

    return caveats(structures, assumptions, named(structures))


def _tell_caveats(said: Sequence[str]) -> None:
    click.echo("\nTo be read with it:")
    for each in said:
        click.echo(f"  {each}")


def _assumptions(path: Path | None) -> Assumptions:
    from foedera.command.simulation import Assumptions, read

    return Assumptions() if path is None else read(path)


def _ranges(given: Sequence[str]) -> tuple[Range, ...]:
    from foedera.command.simulation import Range

    found = []
    for each in given:
        parts = _range.fullmatch(each)
        try:
            low, high = (float("nan"), float("nan")) if parts is None else (float(parts["low"]), float(parts["high"]))
        except ValueError:
            low, high = float("nan"), float("nan")
        if parts is None or not low < high:
            raise UsageError(f"--vary {each}: write a name and two factors, such as work:theatre=0.25:4")
        found.append(Range(parts["of"], low, high))
    return tuple(found)


def _draw(answers: Sequence[Answer], times: Path | None, load: Path | None) -> None:
    from foedera.command.simulation.plots import load_chart, time_chart
    from foedera.drawing import save

    if times is not None:
        save(time_chart(answers), times)
        note(f"times to decide: {times}")
    if load is not None:
        save(load_chart(answers), load)
        note(f"load by post: {load}")


def _draw_map(found: Sensitivity, path: Path) -> None:
    from foedera.command.simulation.plots import circumstances_chart
    from foedera.drawing import save

    if not found.map:
        raise UsageError("--plot: a map needs two ranges: name two with --vary, or none")
    save(circumstances_chart(found), path)
    note(f"map of circumstances: {path}")


def _json(
    assumptions: Assumptions, said: Sequence[str], answers: Sequence[Answer], posts: Sequence[Sequence[Critical]],
    compared: Contest | None, varied: Sensitivity | None,
) -> None:  # fmt: skip
    from foedera.command.simulation import defeat_sentence, sentence

    rows: list[dict[str, Any]] = [{"what": "assumptions", **msgspec.to_builtins(assumptions)}]
    rows += [{"what": "answer", **msgspec.to_builtins(answer)} for answer in answers]
    for answer, lost in zip(answers, posts, strict=False):
        rows += [{"what": "critical post", "structure": answer.name, **msgspec.to_builtins(each)} for each in lost]
    if compared is not None:
        rows.append({"what": "comparison", **msgspec.to_builtins(compared)})
    if varied is not None:
        even = [sentence(each, varied.measure) for each in varied.breaks]
        lost_in = [defeat_sentence(each) for each in varied.defeats]
        rows.append({"what": "sensitivity", **msgspec.to_builtins(varied), "break_evens": even, "losses": lost_in})
    rows.append({"what": "caveats", "said": list(said)})
    print_json(rows)


def _tell(answers: Sequence[Answer]) -> None:
    from foedera.command.simulation import LEVELS, overload_sentence

    middle, late = LEVELS.index(0.5), LEVELS.index(0.9)
    print_table(
        "time to decide, in multiples of the work on the path (95 % interval), under the assumptions",
        ("structure", "kind", "mean", "half by", "nine in ten by", "deadline missed"),
        (
            (answer.name, kind.kind, _shown(kind.mean, "none: some stay open"), _shown(kind.quantiles[middle], "open"),
             _shown(kind.quantiles[late], "open"), _share(kind.missed))
            for answer in answers
            for kind in answer.kinds
        ),
    )  # fmt: skip
    print_table(
        "load by post; waiting in multiples of the work there",
        ("structure", "post", "load", "at worst", "busy", "wait"),
        (
            (
                answer.name,
                post.post,
                f"{post.load.quiet:.2f}",
                "" if post.load.peak is None else f"{post.load.peak:.2f}",
                _share(post.busy),
                _shown(post.wait, ""),
            )
            for answer in answers
            for post in answer.posts
        ),
    )
    for answer in answers:
        for post in answer.posts:
            if max(post.load.quiet, post.load.peak or 0.0) >= 1.0:
                click.echo(f"{answer.name}: {overload_sentence(post.load)}")


def _tell_critical(name: str, posts: Sequence[Critical]) -> None:
    print_table(
        f"{name}: what the loss of a post does",
        ("post", "nobody can decide", "the rest takes, times as long", "overloaded then"),
        (
            (each.post, ", ".join(each.undecidable), _shown(each.longer, ""),
             ", ".join(load.station for load in each.overloaded))
            for each in posts
        ),
    )  # fmt: skip


def _tell_contest(found: Contest) -> None:
    time = found.measure == "time"
    print_table(
        "against the first, on the same decisions",
        ("rank", "structure", "times as long" if time else "more missed", *found.kinds),
        (
            (each.rank, each.name, _shown(each.against, ""), *(_shown(each.kinds[kind], "") for kind in found.kinds))
            for each in sorted(found.standings, key=lambda each: each.rank)
        ),
    )
    _tell_left(found)


def _tell_left(found: Contest) -> None:
    if found.left:
        click.echo(f"Not compared, because not all of them can decide it: {', '.join(found.left)}")


def _tell_sensitivity(found: Sensitivity) -> None:
    from foedera.command.simulation import defeat_sentence, sentence

    shares = (f"{share.name} in {share.wins:.0%}" for share in found.shares)
    click.echo(f"Of {found.effort.circumstances} circumstances: {', '.join(shares)}; tied in {found.ties:.0%}.")
    click.echo("\nBreak-even points, all else as assumed:")
    for each in found.breaks:
        click.echo(f"  {sentence(each, found.measure)}")
    click.echo("\nWhere each loses:")
    for defeat in found.defeats:
        click.echo(f"  {defeat_sentence(defeat)}")


def _shown(found: Estimate | None, otherwise: str) -> str:
    return otherwise if found is None else f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _share(found: Estimate | None) -> str:
    return "" if found is None else f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})"
