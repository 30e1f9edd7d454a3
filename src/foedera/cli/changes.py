"""`foedera diff` and `foedera timeline`: what changed between two days, and what happened when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import about_option, actor_named, as_of_option, asked, asking, because, limited
from foedera.cli.output import print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.register import Item, Learnt

_KINDS = ("new", "step", "due", "act", "event", "post", "membership", "command", "asset")
_actor = click.option("--actor", metavar="ACTOR", help="Only what names this actor: an id, a state's code, a name.")


@click.command()
@click.argument("a", metavar="FROM")
@click.argument("b", metavar="TO")
@asking(_actor, about_option)
def diff(
    where: str, a: str, b: str, actor: str | None, about: str | None, known: str | None, limit: int,
    as_json: bool | None,
) -> None:  # fmt: skip
    """What changed after the day FROM and until the day TO.

    First what happened in the alliance: commitments, steps, acts, events, posts, commands, and due dates that passed.
    Apart from it, what came to be known of things that were not new. JSON Lines say in `part` which it is. To compare
    what the record held at two moments, use `foedera record diff`.
    """
    from foedera.exchange.answers import item_of, learnt_of
    from foedera.register import changes

    if len(a) == len(b) and a > b:
        raise UsageError(f"{a} comes after {b}: give the earlier day first")
    with asked(where) as kept:
        found = changes(
            kept, a, b, known=known, actor=actor_named("--actor", actor), about=about, limit=limit + 1
        )  # fmt: skip
    happened = limited(found.alliance, limit, some=bool(found.known))
    learnt = limited(found.known, limit, some=True)
    if wants_json(as_json):
        print_json({"part": "alliance", **item_of(item)} for item in happened)
        print_json({"part": "known", **learnt_of(each)} for each in learnt)
        return
    print_table("What changed in the alliance", _COLUMNS, map(_cells, happened))
    columns = ("of", "kind", "what", "because it says", "entry")
    print_table("What changed in what is known", columns, map(_learnt, learnt))


@click.command()
@asking(
    click.option("--since", metavar="DAY", help="From this day on."),
    click.option("--until", metavar="DAY", help="Until this day."),
    _actor,
    about_option,
    click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only this kind; may be repeated."),
    as_of_option,
)
def timeline(
    where: str, since: str | None, until: str | None, actor: str | None, about: str | None, kinds: tuple[Any, ...],
    as_of: str | None, known: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What happened when: promises, steps, acts, events, posts, commands, assets, and due dates among them."""
    from foedera.exchange.answers import item_of
    from foedera.register import timeline as items

    with asked(where) as kept:
        found = items(
            kept, since=since, until=until, actor=actor_named("--actor", actor), about=about, kinds=kinds or None,
            as_of=as_of, known=known, limit=limit + 1,
        )  # fmt: skip
    if wants_json(as_json):
        print_json(map(item_of, limited(found, limit)))
    else:
        print_table(None, _COLUMNS, map(_cells, limited(found, limit)))


_COLUMNS = ("on", "what", "of", "who says so", "because it says", "entry")


def _cells(item: Item) -> tuple[object, ...]:
    shown = item.members[0] if item.members else None
    said = because(shown) if shown is not None or item.step is None else item.step.text
    return item.day, item.what, shorten(item.entry.label, 90), ", ".join(item.names), said, item.entry.id


def _learnt(learnt: Learnt) -> tuple[object, ...]:
    return learnt.day, learnt.entry.kind, shorten(learnt.entry.label, 90), because(learnt.member), learnt.entry.id
