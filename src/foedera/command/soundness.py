"""What is wrong in a structure: what it names and does not have, contradictions, and what its doctrine forbids."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any, NamedTuple

from foedera.command.deciding import grants
from foedera.command.duty import shared_minutes
from foedera.command.relations import command_problems
from foedera.command.structure import Ask, Authority, Delegation, Item, Structure
from foedera.command.times import covers, starts, starts_before

_Field = tuple[str | int, ...]


class Problem(NamedTuple):
    """What is wrong: the section, the number of its item (from 0), the keys below it, and the reason."""

    section: str
    number: int
    field: _Field
    reason: str


def problems(structure: Structure) -> list[Problem]:
    """Everything that is wrong in a structure. What builds on names is only looked at where all names are known."""
    found = [*_names(structure)]
    if found:
        return found
    checks: Sequence[Callable[[Structure], Iterator[Problem]]] = (
        _chains, _relations, _asks, _limits, _delegations, _undecided,
    )  # fmt: skip
    return [problem for check in checks for problem in check(structure)]


def _names(structure: Structure) -> Iterator[Problem]:
    """Names of posts, kinds, chains, doctrines, sources and variants that the structure does not have."""
    known = _known(structure)
    for section, items in _sections(structure):
        for number, item in enumerate(items):
            for field, what, name in (*_named(section, item), *_asked_names(item)):
                if name not in known[what]:
                    yield Problem(section, number, field, f"there is no {what} {name!r}")


def _known(structure: Structure) -> dict[str, set[str]]:
    """The ids that there are, by what they name."""
    return {
        "post": {each.id for each in structure.posts},
        "kind of decision": {each.id for each in structure.kinds},
        "chain": {each.id for each in structure.chains},
        "doctrine": {each.id for each in structure.doctrines},
        "source": {each.id for each in structure.sources},
        "variant": {each.id for each in structure.offered},
    }


def _named(section: str, item: Any) -> Iterator[tuple[_Field, str, str]]:
    """What an item names: the key, what it is, and the name."""
    for attribute, what in _WHAT.items():
        for name in _listed(getattr(item, attribute, None)):
            yield (_KEYS.get((section, attribute), attribute),), what, name


def _asked_names(item: Any) -> Iterator[tuple[_Field, str, str]]:
    for key, at, ask in _asked(item):
        yield (key, at), "post", ask.post


def _chains(structure: Structure) -> Iterator[Problem]:
    for number, link in enumerate(structure.links):
        for field, reason in command_problems(structure, link):
            yield Problem("links", number, (field,), reason)


def _relations(structure: Structure) -> Iterator[Problem]:
    """Circles of command: somebody above whom he himself stands, on some day in some variant."""
    told: set[frozenset[str]] = set()
    for now in moments(structure):
        circle = _circle(now)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            pairs = set(pairwise(circle))
            number = next(n for n, link in enumerate(structure.links) if (link.below, link.above) in pairs)
            yield Problem(
                "links", number, (), f"a circle of command: {' under '.join(_turned(circle, structure, number))}"
            )


def _circle(structure: Structure) -> list[str]:
    """A circle, each post under the next and the last one the first again; empty where there is none."""
    above: dict[str, dict[str, None]] = defaultdict(dict)  # in the order of the links, so that the same circle is told
    for link in structure.links:
        if link.commands and link.above != link.below:
            above[link.below][link.above] = None
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        # The sorter lists predecessors first: from the top down.
        return list(reversed(error.args[1]))
    return []


def _turned(circle: Sequence[str], structure: Structure, number: int) -> list[str]:
    """The circle, told from the subordinate of a link on."""
    start = circle.index(structure.links[number].below)
    return [*circle[start:-1], *circle[:start], circle[start]]


def _asks(structure: Structure) -> Iterator[Problem]:
    """Who asks himself, and who must be on duty together and never is."""
    for section, items in _sections(structure):
        for number, item in enumerate(items):
            asker = getattr(item, "post", None) or getattr(item, "receiver", None)
            for key, at, ask in _asked(item):
                if ask.post == asker:
                    yield Problem(section, number, (key, at), f"{asker} asks itself")
                elif ask.together and asker is not None and _apart(structure, item, asker, ask.post):
                    reason = f"{asker} and {ask.post} must be on duty together, and their duty hours never overlap"
                    yield Problem(section, number, (key, at), reason)


def _apart(structure: Structure, item: Item, one: str, other: str) -> bool:
    """Whether two posts are known to be never on duty at the same time, in the year in which the rule begins."""
    first, second = structure.post(one), structure.post(other)
    if first is None or second is None or first.duty is None or second.duty is None:
        return False
    if first.zone is None or second.zone is None:
        return False
    return shared_minutes(first.duty, first.zone, second.duty, second.zone, year=_year(item)) == 0


def _year(item: Item) -> int:
    """The year in which a rule begins, as far as the clocks of time zones are known for it."""
    begins = None if item.when is None else item.when.earliest
    return begins.year if begins is not None and 1970 <= begins.year <= 2037 else 2025


def _limits(structure: Structure) -> Iterator[Problem]:
    for section, items in _sections(structure):
        for number, item in enumerate(items):
            for at, limit in enumerate(getattr(item, "limits", ())):
                if limit.most is not None and limit.least is not None and limit.least > limit.most:
                    reason = f"at least {limit.least:g} and at most {limit.most:g} {limit.of}: nothing lies between"
                    yield Problem(section, number, ("limits", at), reason)


def _delegations(structure: Structure) -> Iterator[Problem]:
    for number, given in enumerate(structure.delegations):
        for field, reason in _delegation(structure, given):
            yield Problem("delegations", number, (field,), reason)


def _delegation(structure: Structure, given: Delegation) -> Iterator[tuple[str, str]]:
    if given.giver == given.receiver:
        yield "to", f"{given.giver} delegates to itself"
    for field, end in (("from", given.giver), ("to", given.receiver)):
        post = structure.post(end)
        if post is not None and not covers(post.when, given.when):
            yield "when", f"the delegation outlives {end}, which exists {post.when}: end it by then"
        elif post is not None and starts_before(given.when, post.when):
            yield field, f"the delegation begins before {end} exists ({post.when})"
    yield from _term(structure, given)
    yield from _source_of(structure, given)


def _term(structure: Structure, given: Delegation) -> Iterator[tuple[str, str]]:
    """Whether what is delegated is a term of the giver's doctrine that can be delegated."""
    giver = structure.post(given.giver)
    chain = structure.chain(None if giver is None else giver.chain)
    doctrine = next((each for each in structure.doctrines if chain is not None and each.id == chain.doctrine), None)
    if given.term is None or doctrine is None:
        return
    if given.term in doctrine.reserved:
        yield "term", f"{given.term.upper()} cannot be delegated ({doctrine.name})"
    elif given.term not in doctrine.terms:
        yield "term", f"{given.term.upper()} is no term of {doctrine.name}"


def _source_of(structure: Structure, given: Delegation) -> Iterator[tuple[str, str]]:
    """Whether who delegates may decide, and if only by delegation, may delegate further to that post."""
    for kind in given.kinds:
        rules = [grant.rule for grant in grants(structure, kind) if grant.post == given.giver]
        own = [rule for rule in rules if isinstance(rule, Authority)]
        if not rules:
            yield "kinds", f"{given.giver} may not decide {kind!r} itself, and cannot delegate it"
        elif not own and not any(isinstance(rule, Delegation) and given.receiver in rule.further for rule in rules):
            yield "to", f"{given.giver} has {kind!r} by delegation, which does not let it delegate to {given.receiver}"


def _undecided(structure: Structure) -> Iterator[Problem]:
    """Kinds of decision that nobody may take on any day, in some variant to which they belong."""
    for number, kind in enumerate(structure.kinds):
        for variant in _variants(structure):
            part = structure.on(None, variant)
            if kind in part.kinds and not grants(part, kind.id):
                where = "" if variant is None else f" in the variant {variant!r}"
                yield Problem("kinds", number, (), f"nobody may take this decision{where}: write an authority")
                break


def moments(structure: Structure) -> Iterator[Structure]:
    """The structure after each day on which something in it begins, and before all of them, in each variant."""
    for day in (None if not starts(structure) else datetime.date.min, *starts(structure)):
        for variant in _variants(structure):
            yield structure.on(day, variant)


def _variants(structure: Structure) -> tuple[str | None, ...]:
    return tuple(each.id for each in structure.offered) or (None,)


_KEYS = {("delegations", "giver"): "from", ("delegations", "receiver"): "to"}
_WHAT = {
    "post": "post", "above": "post", "below": "post", "arises": "post", "giver": "post", "receiver": "post",
    "through": "post", "further": "post", "kind": "kind of decision", "kinds": "kind of decision", "chain": "chain",
    "doctrine": "doctrine", "source": "source", "variants": "variant",
}  # fmt: skip
"""What the names in a field are."""


def _sections(structure: Structure) -> tuple[tuple[str, Sequence[Any]], ...]:
    return (
        ("doctrines", [each for each in structure.doctrines if each.source]),
        ("chains", structure.chains),
        ("posts", structure.posts),
        ("links", structure.links),
        ("kinds", structure.kinds),
        ("authorities", structure.authorities),
        ("delegations", structure.delegations),
        ("reviews", structure.reviews),
    )


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _asked(item: Any) -> Iterator[tuple[str, int, Ask]]:
    for key in ("consult", "consent"):
        for at, ask in enumerate(getattr(item, key, ())):
            yield key, at, ask
