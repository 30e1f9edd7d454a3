"""`foedera instruments --in-force-on … --stale`: what is in force on a day, and what is out of date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from foedera.cli.asked import actor_named, asked, because, limited
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.register.force import Reason, Standing
    from foedera.register.graph import Stale
    from foedera.register.nodes import Node

_CLAIMS_ONLY = ("binding", "modality", "confidence", "since", "until", "document", "output")


def ask_graph(given: dict[str, Any]) -> None:
    """Answers from the graph of instruments. Raises `UsageError` for options that ask for claims."""
    for name in _CLAIMS_ONLY:
        if given[name]:
            option = "min-confidence" if name == "confidence" else name
            raise UsageError(f"--{option} asks for claims, and goes neither with --in-force-on nor with --stale")
    from foedera.exchange.answers import stale_of, standing_of
    from foedera.register import instruments

    with asked(given["where"]) as kept:
        graph = instruments(kept, party=actor_named("--party", given["in_parties"]), known=given["known"])
        newest = kept.newest(known=given["known"])
    day = given["day"] or newest
    if day is None:
        raise UsageError("--stale: no document has a date; say for which day with --in-force-on")
    if given["stale"]:
        found = [one for one in graph.stale(day) if _is_asked(one.node, given)]
        _print(found, given, stale_of, _print_stale)
    else:
        every = [one for one in graph.in_force(day) if _is_asked(one.node, given)]
        over = sum(one.answer == "not in force" for one in every)
        _print([one for one in every if one.answer != "not in force"], given, standing_of, _print_standing)
        note(f"{over} others were not in force on {day}")


def _is_asked(node: Node, given: dict[str, Any]) -> bool:
    words = " ".join((given["name"] or "").split()).casefold()
    named = not words or any(words in name.casefold() for name in node.names)
    return named and given["type"] in (None, node.type)


def _print(found: list[Any], given: dict[str, Any], as_values: Any, as_table: Any) -> None:
    shown = limited(found, given["limit"])
    if wants_json(given["as_json"]):
        print_json(map(as_values, shown))
    else:
        as_table(list(shown))


def _print_standing(found: Iterable[Standing]) -> None:
    cells = (
        (one.answer + (", suspended" if one.suspended else ""), shorten(one.node.name, 90), *_why(one.reasons))
        for one in found
    )
    print_table(None, ("answer", "instrument", "why", "because it says"), cells)


def _print_stale(found: Iterable[Stale]) -> None:
    by_node: dict[str, list[Stale]] = defaultdict(list)
    for one in found:
        by_node[one.node.id].append(one)
    cells = (
        (shorten(one.node.name, 90) if number == 0 else "", one.cause, *_why(one.chain))
        for some in by_node.values()
        for number, one in enumerate(some)
    )
    print_table(None, ("instrument", "out of date because", "why", "because it says"), cells)


def _why(reasons: Iterable[Reason]) -> tuple[str, str]:
    told = list(reasons)
    shown = dict.fromkeys(because(reason.member, reason.span) for reason in told if reason.member is not None)
    return "; ".join(reason.text for reason in told), " ".join(shown)
