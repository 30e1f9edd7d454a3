"""Whether a link may be: by whose doctrine its term is, and whose forces its ends are."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.command.structure import Chain, Link, Structure
from foedera.command.terms import WORDS

_FREE = ("direction", "coordination", "liaison")


def command_problems(structure: Structure, link: Link) -> Iterator[tuple[str, str]]:
    """What is wrong with a link: the key, and the reason."""
    if link.above == link.below:
        yield "below", f"{link.below} {'is linked with' if link.lateral else 'reports to'} itself"
        return
    yield from _term(structure, link)
    if link.commands:
        yield from _sovereigns(structure, link)
    if link.type == "cocom":
        yield from _passed_on(structure, link)


def _term(structure: Structure, link: Link) -> Iterator[tuple[str, str]]:
    """The term must be one of its doctrine, and the doctrine that of the superior's chain, as far as they are known."""
    if link.type is None:
        return
    if link.type in _FREE:
        if link.doctrine is not None:
            yield "doctrine", f"{link.type} belongs to no doctrine: leave it out"
        return
    doctrine = next((each for each in structure.doctrines if each.id == link.doctrine), None)
    if doctrine is None:
        return
    chain = _chain(structure, link.above)
    if chain is not None and chain.doctrine not in (None, doctrine.id):
        yield (
            "doctrine",
            f"doctrines are mixed: {link.above} commands by that of {chain.doctrine!r}, the link is of {doctrine.id!r}",
        )
    elif link.type not in doctrine.terms:
        yield (
            "type",
            f"doctrines are mixed: {link.type.upper()} ({WORDS[link.type]}) is no term of {doctrine.name}, "
            f"which knows {', '.join(doctrine.terms)}",
        )


def _sovereigns(structure: Structure, link: Link) -> Iterator[tuple[str, str]]:
    """No officer of one sovereign commands forces of another, but in a combined chain of both."""
    above, below = _chain(structure, link.above), _chain(structure, link.below)
    if above is None or below is None:
        return
    mine, theirs = set(above.sovereigns), set(below.sovereigns)
    if not (mine <= theirs or theirs <= mine):
        yield (
            "type",
            f"{link.above} and {link.below} have no common sovereign: two chains meet by coordination, liaison, or in "
            "a chain of both",
        )


def _passed_on(structure: Structure, link: Link) -> Iterator[tuple[str, str]]:
    """Who stands under a combatant command cannot hold it over others: it cannot be delegated (10 U.S.C. 164)."""
    for other in structure.superiors(link.above):
        if other.type == "cocom" and _together(other, link):
            yield "type", f"COCOM cannot be delegated: {other.above} has it over {link.above}, which cannot pass it on"


def _together(one: Link, other: Link) -> bool:
    """Whether two links may hold at the same time in the same variant."""
    apart = one.variants and other.variants and not set(one.variants) & set(other.variants)
    return not apart and (one.when is None or other.when is None or one.when.overlaps(other.when))


def _chain(structure: Structure, post: str) -> Chain | None:
    found = structure.post(post)
    return None if found is None else structure.chain(found.chain)
