"""Many pairs weighed together have the scores that they have one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.model import Kind
from foedera.register import scales as scales_module
from foedera.register.matching import score, weights
from foedera.register.scales import Scales
from foedera.register.traits import Traits, traits

from .made import ILMARA, KARVOSSA, NORVANE, count, instrument, member, promise
from .test_changes import asset, met
from .test_progress import DATES

OBJECTS = (
    "20 Halberd missiles", "the Halberd missiles of the second tranche", "a Combined Coordination Centre", "the CCC",
    "patrol vessels of the CCC", "two vessels in 2033", "what it has", "",
)  # fmt: skip
SENTENCES = ("It will deliver 20 of them.", "The Combined Coordination Centre at Tolmer stays.", "Nothing was said.")

PROMISES = st.builds(
    promise, object=st.sampled_from(OBJECTS), action=st.sampled_from(["deliver", "open", "confirm the transfer of"]),
    parties=st.sampled_from([(NORVANE,), (ILMARA, KARVOSSA), (NORVANE, ILMARA)]), due=st.none() | DATES,
    figures=st.lists(st.builds(count, st.sampled_from([20.0, 40.0]), st.just("missiles")), max_size=1),
)  # fmt: skip
ACCORDS = st.builds(
    instrument, st.sampled_from(["Tolmer Accord", "Accord", "Defence Cooperation Agreement", "Protocol to the Accord"]),
    acts=st.lists(st.tuples(st.just("signed"), DATES), max_size=1),
    parties=st.sampled_from([(NORVANE, ILMARA), (NORVANE, KARVOSSA), ()]),
)  # fmt: skip
BODIES = {"commitment": PROMISES, "instrument": ACCORDS, "event": st.just(met()), "asset": st.just(asset("close"))}


@st.composite
def forms(draw: st.DrawFn) -> tuple[Kind, list[Traits]]:
    kind = draw(st.sampled_from(sorted(BODIES)))
    some = draw(
        st.lists(st.tuples(BODIES[kind], st.none() | DATES, st.sampled_from(SENTENCES)), min_size=2, max_size=8)
    )
    return kind, [_traits(*each) for each in some]  # type: ignore[return-value]


def _traits(body: Any, when: str | None, text: str) -> Traits:
    return traits(member(body, when=when, text=text).claim, 20310410)


def _links(kind: Kind, some: Sequence[Traits]) -> dict[tuple[int, int], int]:
    """The links of each with all, found together."""
    together = Scales(kind)
    seen = list(enumerate(map(together.seen, some)))
    return {(at, number): value for at, mine in seen for number, value in together.links(mine, seen)}


@given(forms())
@settings(deadline=None)
def test_together_as_one_by_one(found: tuple[Kind, list[Traits]]) -> None:
    kind, some = found
    least = weights()[kind].doubtful
    alone = {(at, number): score(a, b) for at, a in enumerate(some) for number, b in enumerate(some)}
    assert _links(kind, some) == {pair: value for pair, value in alone.items() if value >= least}


def test_what_is_kept_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [_traits(promise(parties=[each]), None, SENTENCES[0]) for each in (NORVANE, ILMARA, KARVOSSA)]
    whole = _links("commitment", some)
    monkeypatch.setattr(scales_module, "_KEPT", 1)
    assert _links("commitment", some) == whole != {}


def test_what_is_the_same_has_one_number() -> None:
    together = Scales("commitment")
    one, other, third = (
        together.seen(_traits(promise(parties=[party]), None, text))
        for party, text in ((NORVANE, SENTENCES[0]), (NORVANE, SENTENCES[1]), (ILMARA, SENTENCES[1]))
    )
    assert (one.phrase, one.frame) == (other.phrase, other.frame)
    assert third.phrase == one.phrase and third.frame != one.frame
