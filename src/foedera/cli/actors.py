"""`foedera actors …`: who is who."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import actors_option, json_option
from foedera.cli.output import print_json, print_table, wants_json

if TYPE_CHECKING:
    from foedera.actors import Base

_BASE_WRONG = 5


@click.group()
def actors() -> None:
    """Find, show and check who is who."""


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
    rows: list[dict[str, Any]] = [
        {"what": f"name ({name.type})", "value": name.name, "when": name.when.text, "source": name.source}
        for name in base.names(id)
    ]
    rows += [{"what": c.scheme, "value": c.code, "when": c.when.text, "source": c.source} for c in base.codes(id)]
    rows += [{"what": m.standing, "value": m.group, "when": m.when.text, "source": m.source} for m in base.groups(id)]
    rows += [{"what": "holds", "value": h.post, "when": h.when.text, "source": h.source} for h in base.posts_of(id)]
    rows += [{"what": "under", "value": p.parent, "when": p.when.text, "source": p.source} for p in base.parents(id)]
    if wants_json(as_json):
        print_json(rows)
    else:
        print_table(base.name_of(id), ("what", "value", "when", "source"), (tuple(row.values()) for row in rows))


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
