"""Which of a claim's sentences shows what: a claim about an instrument has many."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from foedera.model import ActName, Claim, Span
from foedera.register.nodes import Done, Edge
from foedera.register.titles import folded

_STEMS: Mapping[ActName, str] = MappingProxyType(
    {
        "adopted": "adopt", "signed": "sign", "ratified": "ratif", "acceded": "acce", "entered-into-force": "force",
        "provisionally-applied": "provisional", "reserved": "reserv", "extended": "exten", "suspended": "suspen",
        "denounced": "denounc", "withdrawn": "withdr", "terminated": "terminat",
    }
)  # fmt: skip


def span_with(claim: Claim, *words: str) -> Span:
    """The evidence of a claim that has most of these words (or beginnings of words); of equals, the first."""
    wanted = [folded(word) for word in words if word]
    return max(claim.evidence, key=lambda span: sum(f" {word}" in f" {folded(span.text)}" for word in wanted))


def span_of_act(act: Done) -> Span:
    """The sentence that shows an act: with its verb, and its year if it has one."""
    year = "" if act.first is None else str(act.first.year)
    return span_with(act.member.claim, _STEMS[act.act], year)


def span_of_edge(edge: Edge, verb: str) -> Span:
    """The sentence that shows a relation: with its target and its verb."""
    return span_with(edge.member.claim, edge.words, verb[:6])
