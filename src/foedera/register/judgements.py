"""Who calls an instrument out of date: read off the sentences about it, shown by name, and without effect in law."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import msgspec

from foedera.model import Span
from foedera.register.days import happened_by, published_on
from foedera.register.entry import Member
from foedera.register.nodes import Edge, Node
from foedera.register.showing import span_of_edge
from foedera.register.tables import rows
from foedera.register.titles import folded
from foedera.register.voices import names_of

_LONG = 600


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody calls an instrument (`node`: its id) out of date, in these `words`.

    `span` is the sentence in which the words stand, `member` the claim about the instrument that quotes it;
    `statement` the claim that says who said them, if there is one; `edge` the relation `outdates`, if a claim has it.
    """

    node: str
    words: str
    since: datetime.date | None
    names: tuple[str, ...]
    span: Span
    member: Member
    statement: Member | None = None
    edge: Edge | None = None


def judgements_of(node: Node, beside: Iterable[Member] = ()) -> tuple[Judgement, ...]:
    """The judgements in the sentences about an instrument; `beside` are other claims of the same documents."""
    members = () if node.entry is None else node.entry.members
    others = tuple(beside)
    found: dict[tuple[str, int], Judgement] = {}
    for member in members:
        for span in member.claim.evidence:
            words = outdated(span.text)
            if words is not None and _is_meant(node, span, words, _in_sentence(member, span, others)):
                found.setdefault((member.claim.document, span.start), _judgement(node, words, member, span, others))
    return tuple(found.values())


def declared(edge: Edge, target: str) -> Judgement:
    """The judgement in a relation `outdates`."""
    return Judgement(
        node=target, words=edge.relation, since=edge.since, names=edge.names,
        span=span_of_edge(edge, edge.relation), member=edge.member, edge=edge,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def outdated(sentence: str) -> str | None:
    """The words by which a sentence calls something out of date; None where there are none."""
    if len(sentence) > _LONG:
        return None
    small = sentence.casefold()
    for words in _calling():
        if words in small:
            return words
    return None


@cache
def _calling() -> tuple[str, ...]:
    return tuple(row["words"] for row in rows("outdated"))


def _judgement(node: Node, words: str, member: Member, span: Span, others: Sequence[Member]) -> Judgement:
    said = (other for other in _in_sentence(member, span, others) if other.claim.kind == "statement")
    statement = next((other for other in said if any(words in s.text.casefold() for s in other.claim.evidence)), None)
    of = statement or member
    return Judgement(
        node=node.id, words=words, since=happened_by(of.claim.when, published_on(of)), names=names_of(of), span=span,
        member=member, statement=statement,
    )  # fmt: skip


def _in_sentence(member: Member, span: Span, others: Sequence[Member]) -> list[Member]:
    return [
        other for other in others
        if other.claim.document == member.claim.document
        and any(s.start < span.end and span.start < s.end for s in other.claim.evidence)
    ]  # fmt: skip


def _is_meant(node: Node, span: Span, words: str, others: Sequence[Member]) -> bool:
    """Whether the words are about this instrument: of those named in the sentence, the last before them."""
    text = folded(span.text)
    at = text.find(folded(words))
    own = _named_at(text, at, node.names)
    rivals = {str(getattr(other.claim.body, "name", "")) for other in others if other.claim.kind == "instrument"}
    named = [_named_at(text, at, [name]) for name in rivals.difference(node.names)]
    best = max((place for place in named if place is not None), default=None)
    if own is None:
        return best is None
    return best is None or own >= best


def _named_at(text: str, until: int, names: Iterable[str]) -> int | None:
    places = (text.rfind(folded(name), 0, until) for name in names if name)
    return max((place for place in places if place >= 0), default=None)
