"""What a phrase names: the act, the noun on which all else hangs, and what stands before it."""

from __future__ import annotations

import pytest

from foedera.register.heads import heads, unsaid
from foedera.register.wording import meanings, stem_of, wording


@pytest.mark.parametrize(
    ("action", "thing", "act", "head", "beside"),
    [
        ("deliver", "twelve transport helicopters", "deliver", "helicopter", "transport"),
        ("reaffirm", "their commitment to the full demilitarisation of the islands", None, "demilitarisation", None),
        ("welcome", "the establishment of a bilateral Pilot Training Board", "establish", "board", "bilateral"),
        ("renew", "its pledge to the delivery of coastal radars", "delivery", "radar", "coastal"),
        ("provide", "Ilmara with a long-range patrol vessel", "provide", "vessel", "patrol"),
        ("buy", "nuclear-powered, defensive aerial platforms", "buy", "platform", "aerial"),
        ("support", "Norvane's harbour", None, "harbour", "norvane"),
        ("enlarge", "the eastern ferry terminal", "enlarge", "terminal", "eastern"),
    ],
)
def test_heads_are_found_by_form(action: str, thing: str, act: str | None, head: str, beside: str | None) -> None:
    found = heads(action, thing)
    assert found.acts == (meanings(stem_of(act)) if act else frozenset())
    assert meanings(stem_of(head)) <= found.things
    assert beside is None or stem_of(beside) in found.beside


def test_two_nouns_joined_are_both_meant() -> None:
    found = heads("protect", "cables and pipelines on the seabed")
    assert {stem_of("cables"), stem_of("pipelines")} <= found.things
    assert stem_of("seabed") not in found.things


def test_nothing_is_found_in_nothing() -> None:
    found = heads("", "")
    assert not found.acts and not found.things and not found.beside


def test_what_another_wording_says_in_other_words_is_not_unsaid() -> None:
    beside = heads("sell", "shiny transport aircraft").beside
    assert unsaid(beside, wording("transport planes")) == beside[stem_of("shiny")]
    assert unsaid(beside, wording("shiny transport aircraft")) == 0
