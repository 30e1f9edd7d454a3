"""`foedera command ...`: who may decide, on which path, and where two structures of command differ."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from foedera.cli.asked import known_option, written
from foedera.cli.command_targets import RECORD, structure
from foedera.cli.groups import Spread
from foedera.cli.options import json_option, record_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.command import Comparison, Part, Route, Source, Structure

_ELSEWHERE = {
    "simulate": "foedera.cli.command_simulation:simulate",
    "sensitivity": "foedera.cli.command_simulation:sensitivity",
}
"""Commands that stand in another module, imported when they are called."""


@click.group(cls=Spread, elsewhere=_ELSEWHERE)
def command() -> None:
    """Who may decide what, on which path, and what changes with another structure of command.

    A structure is given as FILE[#VARIANT][@DAY]: a YAML file, the name of a structure that comes with Foedera
    (`foedera command list`), or `record` for what the record of --record tells: `japan-us#before@2025-06-01`.
    """


_file = click.argument("file", metavar="FILE", required=False)
_record = record_option("The record, for the structure `record`: a file, or postgresql://….")
_on = click.option(
    "--on", metavar="DAY", help="As it is on this day (default: all times; of a record, its newest day)."
)
_variant = click.option("--variant", metavar="ID", help="Which variant of a structure that has several.")
_plot = click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the command chart into this file, .svg or .png.",
)  # fmt: skip


@command.command(name="list")
@json_option
def list_(as_json: bool | None) -> None:
    """List the structures that come with Foedera, with their variants."""
    from foedera.command import starter, starters

    found = {name: starter(name) for name in starters()}
    if wants_json(as_json):
        print_json(
            {"id": name, "name": each.name, "variants": [one.id for one in each.offered], "posts": len(each.posts)}
            for name, each in found.items()
        )
        return
    print_table(
        None,
        ("structure", "what it is", "variants", "posts"),
        [(name, each.name, ", ".join(one.id for one in each.offered), len(each.posts)) for name, each in found.items()],
    )


@command.command()
def schema() -> None:
    """Print the JSON Schema of structure files."""
    from foedera.command import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))


@command.command()
@_file
@_record
@_on
@_variant
@known_option
@_plot
@click.option(
    "--output", "-o", "out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the structure, all variants of it, as a YAML file to complete; - is standard output.",
)  # fmt: skip
@json_option
def show(
    file: str | None, where: str | None, on: str | None, variant: str | None, known: str | None, plot: Path | None,
    out: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """Show a structure: who stands under whom, what hangs on each post, and what its loss stops.

    FILE is FILE[#VARIANT][@DAY], a name of `foedera command list`, or `record` (which is meant where only --record is
    given).
    """
    given = _given(file, where)
    if out is not None:
        _export(given, where, on, known, out)
        return
    found = structure(given, where=where, on=on, variant=variant, known=known)
    if plot is not None:
        _draw(plot, found)
    if wants_json(as_json):
        from foedera.command import structure_of

        print_json([structure_of(found)])
    elif plot is None:
        _show(found)


@command.command()
@_file
@_record
@_on
@_variant
@known_option
@click.option("--kind", metavar="ID", help="Only this kind of decision.")
@click.option("--from", "origin", metavar="POST", help="Where the need is seen (default: as the file says).")
@click.option(
    "--size",
    "sizes",
    metavar="WHAT=NUMBER",
    multiple=True,
    help="What the decision comprises: ships=15; may be repeated.",
)
@click.option("--lost", metavar="POST", multiple=True, help="A post that is out of action; may be repeated.")
@json_option
def path(
    file: str | None, where: str | None, on: str | None, variant: str | None, known: str | None, kind: str | None,
    origin: str | None, sizes: tuple[str, ...], lost: tuple[str, ...], as_json: bool | None,
) -> None:  # fmt: skip
    """Show the paths on which decisions are taken: who reports, who is asked, who decides.

    FILE is FILE[#VARIANT][@DAY], a name of `foedera command list`, or `record`. Of several posts that may decide, the
    one nearest to where the need is seen comes first.
    """
    from foedera.command import route_of, routes

    found = structure(_given(file, where), where=where, on=on, variant=variant, known=known)
    size = dict(_sized(each) for each in sizes)
    asked_for = [each.id for each in found.kinds] if kind is None else [kind]
    ways = {each: routes(found, each, origin=origin, size=size, lost=lost) for each in asked_for}
    _say_unlimited(found, size)
    if not asked_for:
        note(
            "no kinds of decision are known: write `kinds` and `authorities` into the file "
            "(docs/command.md has an example)"
        )
    if wants_json(as_json):
        print_json({"kind": each, "paths": [route_of(way, found) for way in some]} for each, some in ways.items())
    elif ways:
        _print_paths(found, ways)


@command.command()
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@_record
@_on
@known_option
@_plot
@json_option
def compare(
    first: str, second: str, where: str | None, on: str | None, known: str | None, plot: Path | None,
    as_json: bool | None,
) -> None:  # fmt: skip
    """Show what two structures have in common and where they differ: posts, links, rules, paths of decisions.

    FIRST and SECOND are each FILE[#VARIANT][@DAY], a name of `foedera command list`, or `record`, which goes with
    --record: `norvane-ilmara@2031-09-30 norvane-ilmara@2031-12-01`, or `record record#proposed`.
    """
    from foedera.command import compare as compared
    from foedera.command import comparison_of

    one = structure(first, where=where, on=on, known=known)
    other = structure(second, where=where, on=on, known=known)
    found = compared(one, other)
    if plot is not None:
        _draw(plot, one, other)
    if wants_json(as_json):
        print_json([comparison_of(found, one, other)])
    elif plot is None:
        _print_comparison(found)


def _given(file: str | None, where: str | None) -> str:
    if file is None and where is None:
        raise UsageError("name a FILE, a structure of `foedera command list`, or a record with --record")
    return file or RECORD


def _sized(text: str) -> tuple[str, float]:
    what, _, number = text.rpartition("=")
    try:
        amount = float(number)
    except ValueError:
        amount = -1.0
    return (what.strip(), amount) if what.strip() and 0 <= amount < math.inf else _no_size(text)


def _say_unlimited(structure: Structure, size: Mapping[str, float]) -> None:
    """A size that no limit speaks of changes nothing, and may be a slip of the pen."""
    ruled = (*(each.limits for each in structure.authorities), *(each.limits for each in structure.delegations))
    limited = {limit.of for limits in ruled for limit in limits}
    for name in sorted(set(size) - limited):
        there = ", ".join(sorted(limited)) or "none"
        note(f"--size {name}: no limit speaks of it, so it changes nothing; limits there: {there}")


def _no_size(text: str) -> NoReturn:
    raise UsageError(f"--size {text}: write what and how much, from 0: --size ships=15")


def _export(given: str, where: str | None, on: str | None, known: str | None, out: Path) -> None:
    from foedera.cli.command_targets import asked_day, target, whole
    from foedera.command import text

    asked_for = target(given)
    day = asked_for.day or (None if on is None else asked_day(on))
    found = whole(asked_for.name, where, day, known)
    written(out, text(found))
    if str(out) != "-":
        note(f"{len(found.posts)} posts and {len(found.links)} links written to {out}")


def _draw(plot: Path, *structures: Structure) -> None:
    from foedera.command.plots import chart, side_by_side
    from foedera.drawing import save

    save(chart(structures[0]) if len(structures) == 1 else side_by_side(*structures), plot)
    note(f"drawn into {plot}")


def _show(found: Structure) -> None:
    from foedera.command import losses, spans

    names = {post.id: post.name for post in found.posts}
    print_table(
        _title(found),
        ("above", "below", "relationship", "when", "because it says"),
        [
            (
                names[link.above],
                names[link.below],
                link.type or "not told",
                link.when or "",
                _because(found, link.source),
            )
            for link in found.links
        ],
    )
    by_loss = {loss.id: loss for loss in losses(found)}
    print_table(
        "What hangs on each post",
        ("post", "directly below", "below in all", "betweenness", "its loss stops", "its loss severs"),
        [
            (
                names[one.post], len(one.direct), one.below, f"{one.betweenness:g}",
                ", ".join(by_loss[one.post].stopped), len(by_loss[one.post].severed) or "",
            )
            for one in spans(found)
        ],
    )  # fmt: skip
    _print_warnings(found, names)
    for loss in (each for each in by_loss.values() if each.of == "link" and each.stopped):
        click.echo(f"The loss of the link {loss.id} stops {', '.join(loss.stopped)}")
    for loss in (each for each in by_loss.values() if each.of == "holder"):
        held = [post.name for post in found.posts if post.holder == loss.id]
        stops = f" stops {', '.join(loss.stopped)}," if loss.stopped else ""
        click.echo(f"One person holds {', '.join(held)} ({loss.id}): this loss{stops} severs {len(loss.severed)}")
    _print_sources(found)


def _because(found: Structure, ids: Sequence[str]) -> str:
    """The first sentence that says so, and who published it when; where there is none, the ids of the sources."""
    source = next((each for each in found.sources if each.id in ids and each.sentence is not None), None)
    if source is None:
        return ", ".join(ids)
    return shorten(source.sentence or "", 160) + _published(source)


def _published(source: Source) -> str:
    about = ", ".join(str(part) for part in (source.publisher, source.date) if part is not None)
    return f" ({about})" if about else ""


def _print_sources(found: Structure) -> None:
    """The sources of links that are named by their ids only."""
    used = {id for link in found.links for id in link.source}
    for source in found.sources:
        if source.id in used and source.sentence is None:
            click.echo(f"Source {source.id}: {source.title}{_published(source)}")


def _print_warnings(found: Structure, names: dict[str, str]) -> None:
    from foedera.command import loops, powerless

    for loop in loops(found):
        circle = ", which asks ".join(names[post] for post in (*loop.posts, loop.posts[0]))
        click.echo(f"Loop of consultation ({', '.join(loop.kinds)}): {circle}")
    for one in powerless(found):
        duties = [f"commands {one.commands}"] if one.commands else []
        duties += [f"sees {', '.join(one.sees)}"] if one.sees else []
        duties += [f"is asked about {', '.join(one.asked)}"] if one.asked else []
        click.echo(f"Duty without authority: {names[one.post]} ({'; '.join(duties)})")


def _print_paths(found: Structure, ways: dict[str, tuple[Route, ...]]) -> None:
    rows = []
    for kind, some in ways.items():
        named = found.kind(kind)
        for number, way in enumerate(some or (None,)):
            first = "" if number or named is None else named.name
            rows.append((first, *_path_cells(found, way)))
    print_table(_title(found), ("decision", "decides", "path", "steps", "consents", "within"), rows)


def _path_cells(found: Structure, way: Route | None) -> tuple[object, ...]:
    if way is None:
        return "nobody", "no path leads to a post that may decide", "", "", ""
    steps = [f"{_name(found, step.post)} {_does(step)}" for step in way.steps]
    limits = ", ".join(_limit(limit) for limit in way.limits)
    asked = ", ".join(_name(found, post) for post in way.consents)
    return _name(found, way.decider), " > ".join(steps), way.length, asked, limits


def _does(step: Any) -> str:
    deeds = {"report": "reports", "review": "reviews", "consult": "is consulted", "consent": "consents"}
    hours = "" if step.hours is None else f" (within {step.hours:g} h)"
    lost = "" if step.answers else ", but does not answer"
    return deeds.get(step.does, "decides") + hours + lost


def _limit(limit: Any) -> str:
    parts = [f"at most {limit.most:g}"] if limit.most is not None else []
    parts += [f"at least {limit.least:g}"] if limit.least is not None else []
    return f"{' and '.join(parts)} {limit.of}".strip()


def _print_comparison(found: Comparison) -> None:
    if not found.differs:
        click.echo("The two do not differ.")
        return
    parts = (("post", found.posts), ("link", found.links), ("rule", found.rules))
    rows = [row for what, part in parts for row in _part_rows(what, part)]
    print_table("Where they differ", ("what", "in the first", "in the second"), rows)
    if not found.paths:
        return
    print_table(
        "Who decides, and in how many steps",
        ("decision", "in the first", "in the second", "differs"),
        [
            (each.kind, _short(each.first), _short(each.second), "yes" if each.differs else "")
            for each in found.paths
        ],
    )  # fmt: skip


def _part_rows(what: str, part: Part) -> list[tuple[str, str, str]]:
    rows = [(what, one, "") for one in part.first] + [(what, "", one) for one in part.second]
    for each in part.changed:
        for field, (one, other) in each.fields.items():
            rows.append((f"{each.id}: {field}", _value(one), _value(other)))
    return rows


def _value(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, tuple):
        return ", ".join(_value(each) for each in value)
    return str(getattr(value, "post", None) or getattr(value, "of", None) or value)


def _short(way: Route | None) -> str:
    return "nobody" if way is None else f"{way.decider}, {way.length}"


def _name(found: Structure, post: str) -> str:
    named = found.post(post)
    return post if named is None else named.name


def _title(found: Structure) -> str:
    offered = next((each.name for each in found.offered if each.id == found.variant), found.variant)
    return ", ".join(part for part in (found.name, offered, None if found.day is None else str(found.day)) if part)
