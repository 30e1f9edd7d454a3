"""Taking changed claims in: their forms, the keys of these, and the links of new forms with what they may match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from foedera.model import Kind
from foedera.record import Keeper, Ledger
from foedera.register.blocking import comparable, keys
from foedera.register.clustering import Pair
from foedera.register.matching import score
from foedera.register.scales import Scales, Seen
from foedera.register.traits import Traits, form_of, traits


class Taken(NamedTuple):
    """What taking claims in did: the forms that are touched by it, and how many pairs of forms were compared."""

    touched: set[int]
    compared: int


class _Form(NamedTuple):
    """A form: the traits that make it, and the keys that follow from them."""

    traits: Traits
    keys: frozenset[int]


def taken(keeper: Keeper, kind: Kind, changed: list[int], beside: Ledger | None = None) -> Taken:
    """Takes the claims of a kind in that changed, and out that stand no longer.

    `beside` is the register of a record that has all claims of this one: what was compared there is not again.
    """
    old = keeper.forms(changed)
    stated = {stand.lineage: traits(stand.claim, stand.published) for stand in keeper.standing(changed)}
    forms = {lineage: form_of(some) for lineage, some in stated.items()}
    left = [lineage for lineage, form in old.items() if forms.get(lineage) != form]
    come = {lineage: form for lineage, form in forms.items() if old.get(lineage) != form}
    # A claim that kept its form may have another place among others now, as where a date was corrected.
    touched = {*forms.values(), *old.values()}
    touched |= {form for pair in keeper.links(old[lineage] for lineage in left) for form in pair}
    keeper.drop_forms(left)
    there = keeper.of_forms(sorted(set(come.values()))).keys()
    keeper.put_forms(come)
    keeper.write()
    fresh = {come[lineage]: some for lineage, some in stated.items() if lineage in come and come[lineage] not in there}
    links, compared = _compared(
        keeper, kind, {form: _Form(fresh[form], keys(fresh[form])) for form in sorted(fresh)}, beside
    )
    keeper.put_links(links)
    return Taken(touched | {form for pair in links for form in pair}, compared)


def _compared(
    keeper: Keeper, kind: Kind, fresh: Mapping[int, _Form], beside: Ledger | None
) -> tuple[dict[Pair, int], int]:
    """The links of new forms with each other and with the old ones, and how many pairs were looked at."""
    blocked: dict[int, list[int]] = keeper.blocked(sorted({key for some in fresh.values() for key in some.keys}))
    keeper.put_blocks((key, form) for form, some in fresh.items() for key in some.keys)
    if beside is not None and not any(blocked.values()) and beside.of_forms(sorted(fresh)).keys() >= fresh.keys():
        return _taken_over(beside, fresh), 0
    sizes = keeper.sizes(sorted({form for forms in blocked.values() for form in forms}))
    known = _known(keeper, _wanted(fresh, blocked, sizes)) | {form: some.traits for form, some in fresh.items()}
    return _each_linked(
        Scales(kind), fresh, known, blocked, sizes | {form: len(some.keys) for form, some in fresh.items()}
    )


def _each_linked(
    scales: Scales, fresh: Mapping[int, _Form], known: Mapping[int, Traits], blocked: dict[int, list[int]],
    sizes: Mapping[int, int],
) -> tuple[dict[Pair, int], int]:  # fmt: skip
    """The links of each new form with those that were blocked before it, and how many pairs were looked at."""
    seen = {form: scales.seen(some) for form, some in known.items()}
    links: dict[Pair, int] = {}
    compared = 0
    for form in sorted(fresh, key=lambda form: (seen[form].phrase, form)):
        near = _beside(fresh[form], blocked, sizes)
        links |= _linked(scales, form, seen, near)
        compared += len(near) + 1
        for key in fresh[form].keys:
            blocked.setdefault(key, []).append(form)
    return links, compared


def _taken_over(beside: Ledger, fresh: Mapping[int, _Form]) -> dict[Pair, int]:
    """The links that another register has among these forms."""
    return {pair: value for pair, value in beside.links(sorted(fresh)).items() if fresh.keys() >= set(pair)}


def _wanted(fresh: Mapping[int, _Form], blocked: Mapping[int, list[int]], sizes: Mapping[int, int]) -> set[int]:
    """The old forms with which new ones are compared."""
    return {other for some in fresh.values() for other in _beside(some, blocked, sizes)} if sizes else set()


def _linked(scales: Scales, form: int, seen: Mapping[int, Seen], near: Iterable[int]) -> dict[Pair, int]:
    """The links of a form with itself and with those others that it is like enough."""
    mine = seen[form]
    links = {(form, form): score(mine.traits, mine.traits)}
    found = scales.links(mine, ((other, seen[other]) for other in near))
    links.update(((form, other) if form < other else (other, form), value) for other, value in found)
    return links


def _beside(some: _Form, blocked: Mapping[int, list[int]], sizes: Mapping[int, int]) -> list[int]:
    """The forms that a new one is compared with; `sizes` are their numbers of keys."""
    shared = Counter(other for key in some.keys for other in blocked.get(key, ()))
    return [form for form, count in shared.items() if comparable(count, len(some.keys), sizes[form])]


def _known(keeper: Keeper, forms: Iterable[int]) -> dict[int, Traits]:
    """The traits of forms that the record has, from the first claim of each."""
    first = {mine[0]: form for form, mine in keeper.of_forms(sorted(forms)).items()}
    return {first[stand.lineage]: traits(stand.claim, stand.published) for stand in keeper.standing(sorted(first))}
