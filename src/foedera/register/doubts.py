"""What waits for a person: entries that may be one, and entries that a person made and the model would part."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations

import msgspec

from foedera.model import Kind
from foedera.record import Belonging, Doubtful, Ledger, Note, Record, Stand
from foedera.record.time import Known
from foedera.register.anchors import Anchor, bound
from foedera.register.clustering import clusters
from foedera.register.deciding import Decision, anchors_of, decisions, rules
from foedera.register.entries import REGISTERED, place
from foedera.register.entry import Member
from foedera.register.matching import WHOLE, score, weights
from foedera.register.traits import traits

LIMIT = 100

_MOST = 200
_KEPT = 2_000


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Two entries that may be one: their ids, and the claim of each that is most like one of the other, with the score
    (0 to 1) of these two."""

    kind: Kind
    entries: tuple[str, str]
    score: float
    claims: tuple[Member, Member]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims of an entry that a person put together (`note`), in parts that the model surely holds apart.

    They are the most alike of the two parts; `score` (0 to 1) is theirs.
    """

    entry: str
    note: Note
    score: float
    claims: tuple[Member, Member]


class Doubtfuls(msgspec.Struct, frozen=True):
    """The likeliest pairs of claims in different entries, as the record held them at `known` and a model saw them.

    `least` is the score of the last of a kind that is kept, where there are more; 0 where these are all.
    """

    known: datetime.datetime | None
    model: str | None
    pairs: tuple[Doubtful, ...]
    least: Mapping[str, int]


def doubtfuls(record: Record, near: Doubtfuls | None = None) -> Doubtfuls:
    """The likeliest doubtful pairs now. With those of an earlier moment (`near`), only what changed since is looked
    at, unless too few of a kind are left of them: gone through anew, millions of pairs take seconds."""
    known = record.last()
    with record.ledger() as ledger:
        last = ledger.consolidated()
        model = None if last is None else last.model
        found = None if near is None or near.model != model or near.known is None else _mended(ledger, near)
        if found is None:
            found = ledger.doubtful(REGISTERED, _KEPT)
            counted = Counter(pair.kind for pair in found)
            least = {kind: _least(found, kind) for kind, number in counted.items() if number == _KEPT}
            return Doubtfuls(known, model, tuple(found), least)
    assert near is not None
    return Doubtfuls(known, model, tuple(found), near.least)


def _least(pairs: Iterable[Doubtful], kind: str) -> int:
    """The lowest score of a kind."""
    return min(pair.score for pair in pairs if pair.kind == kind)


def _mended(ledger: Ledger, near: Doubtfuls) -> list[Doubtful] | None:
    """The pairs of another moment with what changed since; None where too few of a kind are left."""
    assert near.known is not None
    ids = ledger.entries_changed(near.known)
    kept = [pair for pair in near.pairs if pair.entry_a not in ids and pair.entry_b not in ids]
    gone = [pair for pair in near.pairs if pair.entry_a in ids or pair.entry_b in ids]
    # A form may now stand for another claim than the one that it stood for.
    forms = {form for pair in gone for form in pair.forms} | set(ledger.forms(ledger.entered(ids)).values())
    new = ledger.doubtful_of(REGISTERED, forms)
    again = {(pair.a, pair.b) for pair in new}
    found = [pair for pair in kept if (pair.a, pair.b) not in again]
    found += [pair for pair in new if pair.score >= near.least.get(pair.kind, 0)]
    counted = Counter(pair.kind for pair in found)
    few = any(counted[kind] < _KEPT // 2 for kind in near.least)
    return None if few or len(found) > _KEPT * 2 * len(REGISTERED) else found


def doubts(
    record: Record, *, kind: Kind | None = None, limit: int = LIMIT, among: Doubtfuls | None = None
) -> tuple[Doubt, ...]:  # fmt: skip
    """Pairs of entries that the model neither merges nor surely holds apart now, the likeliest to be one first.

    Pairs that a person has parted are left out. Only what `update` has seen is compared; `among` are the pairs to
    choose from, if somebody has them at hand.
    """
    with record.ledger() as ledger:
        found = ledger.doubtful(_kinds(kind), limit * 4) if among is None else _chosen(among, _kinds(kind), limit * 4)
        held = {each.row.lineage: each for each in ledger.belonging(lineages={n for pair in found for n in pair[1:3]})}
        parted = _parted(ledger)
    made: dict[frozenset[str], Doubt] = {}
    for pair in sorted(found, key=_likeliest):
        ids = frozenset((pair.entry_a, pair.entry_b))
        if ids not in parted and ids not in made and pair.a in held and pair.b in held:
            claims = (_member(held[pair.a]), _member(held[pair.b]))
            kind_of = claims[0].claim.kind
            made[ids] = Doubt(
                kind=kind_of, entries=(pair.entry_a, pair.entry_b), score=pair.score / WHOLE, claims=claims
            )
    return tuple(made.values())[:limit]


def _chosen(among: Doubtfuls, kinds: Collection[str], limit: int) -> list[Doubtful]:
    """The likeliest pairs of each kind."""
    return [
        pair
        for kind in kinds
        for pair in nsmallest(limit, (each for each in among.pairs if each.kind == kind), key=_likeliest)
    ]


def _likeliest(pair: Doubtful) -> tuple[int, str, str]:
    return -pair.score, pair.entry_a, pair.entry_b


def _parted(ledger: Ledger) -> set[frozenset[str]]:
    """The pairs of entries that a decision in force keeps apart."""
    some = decisions(ledger)
    decided = rules(some, {each: stand.lineage for each, stand in bound(ledger, anchors_of(some)).items()})
    now = ledger.memberships(decided.lineages)
    entries = {decided.group(lineage): now[lineage][1] for lineage in decided.lineages if lineage in now}
    return {
        frozenset((entry, entries[other]))
        for group, entry in entries.items()
        for other in decided.apart(group)
        if other in entries
    }


def disputes(record: Record, *, known: Known | None = None) -> tuple[Dispute, ...]:
    """Where a person's merge holds claims together that the model, as of `known`, surely holds apart; the surest first.

    The entries stay as the person decided: this is where a later document speaks against it.
    """
    with record.ledger(known) as ledger:
        some = [each for each in decisions(ledger) if not each.others]
        meant = bound(ledger, anchors_of(some))
        now = ledger.memberships(stand.lineage for stand in meant.values())
        entries = {now[stand.lineage][1] for stand in meant.values() if stand.lineage in now}
        held = ledger.belonging(entries=entries)
    found = [dispute for each in some for dispute in _disputed(each, meant, held)]
    return tuple(sorted(found, key=lambda dispute: (dispute.score, dispute.entry, dispute.note.number)))


def _disputed(decision: Decision, meant: Mapping[Anchor, Stand], held: Sequence[Belonging]) -> Iterator[Dispute]:
    """The disputes of one merge: between the parts that the model would make of the entries that it holds."""
    mine = {meant[each].lineage for each in decision.claims if each in meant}
    for id in sorted({each.entry for each in held if each.row.lineage in mine}):
        for likeness, a, b in _apart(_parts([each for each in held if each.entry == id])):
            claims = (_member(a), _member(b))
            yield Dispute(entry=id, note=decision.note, score=likeness / WHOLE, claims=claims)


def _parts(members: Sequence[Belonging]) -> list[list[Belonging]]:
    """What the model alone would make of the claims of an entry."""
    some = sorted(members, key=lambda each: place(each.row.claim, each.key, each.published))[:_MOST]
    scores = {(i, j): _score(some[i], some[j]) for i, j in combinations(range(len(some)), 2)}
    least = weights()[some[0].row.claim.kind].merged
    return [[some[number] for number in part] for part in clusters(len(some), scores, least)]


def _apart(parts: Iterable[Sequence[Belonging]]) -> Iterator[tuple[int, Belonging, Belonging]]:
    for first, second in combinations(parts, 2):
        best = max(((_score(a, b), a, b) for a in first for b in second), key=lambda found: found[0])
        if best[0] < weights()[best[1].row.claim.kind].doubtful:
            yield best


def _score(a: Belonging, b: Belonging) -> int:
    return score(traits(a.row.claim, a.published), traits(b.row.claim, b.published))


def _member(each: Belonging) -> Member:
    return Member(row=each.row, source=each.source)


def _kinds(kind: Kind | None) -> tuple[Kind, ...]:
    return REGISTERED if kind is None else (kind,)
