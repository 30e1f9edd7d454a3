"""A tie out of a record: between whom, of what kind, since when, and the claims whose sentences show it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import msgspec

from foedera.model import ActorRef, Span
from foedera.register import Member

TieKind = Literal["treaty", "arrangement", "obligation", "commitment", "event", "asset", "membership", "grouping"]
"""What a tie is. None is ever shown as another:

- `treaty`: both are parties of a legal instrument in force (sort: its type).
- `arrangement`: both take part in a political one that applies: guidelines, a communiqué, a strategy, a memorandum.
- `obligation`: the one owes the other what a legal instrument in force contains (sort: ATOP's type), by direction.
- `commitment`: the one undertakes something for, with or together with the other that was agreed and is neither
  delivered nor ended (sort: where it stands).
- `event`: the one acts towards the other (sort: PLOVER's type; weight: its conflict-cooperation score).
- `asset`: both own a programme, body, base or weapon, or one hosts, sells to or joins the other's (sort: its type).
- `membership`: a member belongs to a group.
- `grouping`: both belong to the same group (sort: the group). A summit attended is no membership.
"""

TIE_KINDS: tuple[TieKind, ...] = get_args(TieKind)

By = Literal["state", "actor"]
"""Whether governments, forces and legislatures count as their states, or everybody for itself."""

_OFFICIAL = ("GOV", "MIL", "LEG")
_STATE_LIKE = ("state", "command")


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """The words that show a tie, and where they stand."""

    text: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    claim: str


class Tie(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One tie, as one entry of the register shows it.

    `one` and `other` are ids of actors; with `mutual` the tie goes both ways, else from the one to the other. `what` is
    the entry's label, `entry` its id. `since` is the day from which it counts, None where that is not known. `shown`
    are claims with the sentence of each that shows it. `signed` is true of a tie by an instrument that was signed or
    adopted, and of which the record says neither that it came into force nor that it ended.
    """

    kind: TieKind
    sort: str
    one: str
    other: str
    mutual: bool
    weight: float
    what: str
    entry: str
    since: datetime.date | None
    shown: tuple[tuple[Member, Span], ...]
    signed: bool = False

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that show it, each once, in the order of its claims."""
        made = (
            Sentence(
                text=span.text, document=member.claim.document, title=member.source.title,
                publisher=member.source.publisher, published=member.source.published, claim=member.claim.id,
            )
            for member, span in self.shown
        )  # fmt: skip
        return tuple(dict.fromkeys(made))

    @property
    def documents(self) -> frozenset[str]:
        """The documents that show it."""
        return frozenset(member.claim.document for member, _ in self.shown)


def party(ref: ActorRef, by: By) -> str | None:
    """As whom an actor counts: by id, or by name where it has none; None for nobody.

    By `state`, a state counts as itself, and its government, forces, legislature and commands count as the state. Other
    organisations and persons count only where asked for by `actor`.
    """
    if by == "actor":
        return ref.id or ref.name
    if ref.kind == "state":
        return ref.id or ref.name
    official = ref.kind in _STATE_LIKE or ref.sector in _OFFICIAL
    return ref.state if official else None


def parties(refs: Iterable[ActorRef], by: By) -> tuple[str, ...]:
    """As whom some actors count, each once, in their order."""
    found = (party(ref, by) for ref in refs)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def pairs(among: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every pair of them, each once, the ids in order."""
    ordered = sorted(set(among))
    return ((one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :])


def crossed(ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of the ones with each of the others, but nobody with itself."""
    towards = tuple(others)
    return ((one, other) for one in ones for other in towards if one != other)


def best(members: Iterable[Member]) -> tuple[tuple[Member, Span], ...]:
    """Claims with the first sentence of each."""
    return tuple((member, member.claim.evidence[0]) for member in members)
