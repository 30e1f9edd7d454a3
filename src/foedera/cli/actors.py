"""`foedera actors …`: who is who."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import actors_option, json_option
from foedera.cli.output import note, print_json, print_table, wants_json

if TYPE_CHECKING:
    from foedera.actors import Base

_BASE_WRONG = 5
_JSON = (".json", ".jsonl", ".ndjson", ".ftm", ".ijson")


@click.group()
def actors() -> None:
    """Find, show, check, import and export who is who."""


def _base(bases: tuple[Path, ...]) -> Base:
    from foedera.actors import bundled, load

    return load(*bases) if bases else bundled()


@actors.command()
@click.argument("name")
@click.option("--on", metavar="DATE", help="Who bore the name on this day (default: ever).")
@actors_option
@json_option
def find(name: str, on: str | None, bases: tuple[Path, ...], as_json: bool | None) -> int:
    """Who is meant by NAME; exit code 1 where nobody is."""
    from foedera.model import Edtf

    base = _base(bases)
    found = base.find(name, None if on is None else Edtf.parse(on))
    if wants_json(as_json):
        print_json({"id": a.id, "kind": a.kind, "name": a.name, "state": a.state, "sector": a.sector} for a in found)
    else:
        print_table(
            None, ("id", "kind", "name", "state", "sector"), ((a.id, a.kind, a.name, a.state, a.sector) for a in found)
        )
    if not found:
        note(f"nobody is called {name}{'' if on is None else f' on {on}'}")
    return 0 if found else 1


@actors.command()
@click.argument("id")
@actors_option
@json_option
def show(id: str, bases: tuple[Path, ...], as_json: bool | None) -> None:
    """Everything the base has on the actor with this ID (state:JPN)."""
    from foedera.model import UsageError

    base = _base(bases)
    if base.actor(id) is None:
        raise UsageError(f"there is no actor {id}; look for a name with `foedera actors find NAME`")
    rows = list(_facts(base, id))
    if wants_json(as_json):
        print_json(rows)
    else:
        print_table(base.name_of(id), ("what", "value", "when", "source"), (tuple(row.values()) for row in rows))


def _facts(base: Base, id: str) -> list[dict[str, Any]]:
    """Everything that the base has on an actor, table by table."""
    found = [*_own(base, id), *_groups(base, id), *_posts(base, id)]
    return [{"what": what, "value": value, "when": row.when.text, "source": row.source} for what, value, row in found]


def _own(base: Base, id: str) -> Iterator[tuple[str, str, Any]]:
    yield from (
        (f"{row.kind} ({row.sector or 'no sector'})", row.state or row.name, row) for row in base.actor_rows(id)
    )
    yield from ((f"name ({row.type})", row.name, row) for row in base.names(id))
    yield from ((row.scheme, row.code, row) for row in base.codes(id))
    yield from ((f"{row.kind} from", row.predecessor, row) for row in base.predecessors(id))
    yield from ((f"{row.kind} into", row.successor, row) for row in base.successors(id))


def _groups(base: Base, id: str) -> Iterator[tuple[str, str, Any]]:
    yield from ((row.standing, row.group, row) for row in base.groups(id))
    for standing in ("member", "partner", "observer", "candidate", "guest"):
        yield from ((f"has {standing}", row.member, row) for row in base.members(id, standing=standing))


def _posts(base: Base, id: str) -> Iterator[tuple[str, str, Any]]:
    yield from (("holds", row.post, row) for row in base.posts_of(id))
    for post in base.posts(id):
        yield from ((post.role, row.person, row) for row in base.holders(post.post))
    yield from (("under", f"{row.parent} {row.relationship}".strip(), row) for row in base.parents(id))
    yield from (("over", row.command, row) for row in base.subordinates(id))


@actors.command()
@actors_option
def check(bases: tuple[Path, ...]) -> int:
    """Look for contradictions in the actor base, and say each; then the exit code is 5."""
    from foedera.actors import check as contradictions

    found = contradictions(_base(bases))
    for contradiction in found:
        click.echo(str(contradiction))
    click.echo("no contradictions" if not found else f"{len(found)} contradictions")
    return _BASE_WRONG if found else 0


@actors.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--into", "folder", metavar="FOLDER", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="Your folder of actor tables, made where it is missing; give it to `--actors` later.",
)  # fmt: skip
@click.option("--since", metavar="DATE", help="From when actors count for which FILE has no date.")
@actors_option
def import_(file: Path, folder: Path, since: str | None, bases: tuple[Path, ...]) -> None:
    """Add the actors of FILE to your own tables: all of them, or none where one is wrong.

    FILE is a CSV with the columns of one of our tables, or FollowTheMoney entities as JSON Lines (OpenSanctions' PEP
    data): Person, Organization, PublicBody, Company, Position, Occupancy, Membership.
    """
    from foedera.actors import load
    from foedera.actors.sheets import add, rows_of_csv

    left_out: dict[str, int] = {}
    if file.suffix.lower() in _JSON:
        from foedera.actors.followthemoney import rows_of_entities

        own = [folder] if any(folder.glob("*.csv")) else []
        found = rows_of_entities(file, load(*bases, *own), since)
        additions, left_out = found.additions, found.left_out
    else:
        additions = rows_of_csv(file)
    added = add(file, additions, folder, bases)
    for table, count in sorted(added.items()):
        click.echo(f"{count} rows in {table}.csv", err=True)
    for reason, count in sorted(left_out.items()):
        click.echo(f"left out: {count} {reason}", err=True)


@actors.command()
@click.argument("target", type=click.Path(path_type=Path))
@actors_option
def export(target: Path, bases: tuple[Path, ...]) -> None:
    """Write the whole base to TARGET: a folder of CSV tables, or FollowTheMoney entities where it ends in .json."""
    from foedera.model import UsageError

    if target.suffix.lower() not in _JSON and target.is_file():
        raise UsageError(f"{target}: is a file; give a folder, or a name that ends in .json")
    base = _base(bases)
    try:
        if target.suffix.lower() in _JSON:
            count = _write_entities(base, target)
            click.echo(f"{count} entities", err=True)
            return
        from foedera.actors.sheets import write_tables

        for table, count in write_tables(base, target).items():
            click.echo(f"{count} rows in {table}.csv", err=True)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _write_entities(base: Base, target: Path) -> int:
    import msgspec

    from foedera.actors.followthemoney import entities

    lines = [msgspec.json.encode(entity) for entity in entities(base)]
    target.write_bytes(b"\n".join(lines) + b"\n")
    return len(lines)
