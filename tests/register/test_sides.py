"""Instruments that are called by common words are one only where they are of the same states."""

from __future__ import annotations

import msgspec
import pytest

from foedera import actors
from foedera.model import Act, ActorRef, Claim, Edtf, Instrument, Span
from foedera.register import sides as module
from foedera.register.matching import score, weights
from foedera.register.sides import sides, whose_apart
from foedera.register.traits import traits

LIMITS = weights()["instrument"]


def _state(code: str) -> ActorRef:
    id = f"state:{code}"
    return ActorRef(id=id, name=code, kind="state", state=id, sector=None, text=code, start=0, end=3)


def _claim(
    text: str, name: str, *, document: str = "a", type: str = "agreement", parties: tuple[str, ...] = ()
) -> Claim:
    body = Instrument(
        name=name, type=type, binding=None, parties=tuple(map(_state, parties)), acts=(), obligations=(), relations=()  # type: ignore[arg-type]
    )  # fmt: skip
    return Claim.coded(
        document="sha256:" + document * 64, published=None, evidence=(Span.of(text, 0, len(text)),), body=body,
        coder="test/1.0", confidence=0.8,
    )  # fmt: skip


def _score(one: Claim, other: Claim) -> int:
    return score(traits(one, 20320101), traits(other, 20320101))


CHILE = "Chile and Portugal will meet again under the Trade Cooperation Agreement."
KENYA = "Kenya and Portugal recalled the Trade Cooperation Agreement."


def test_one_name_of_two_pairs_of_states_is_two_instruments() -> None:
    one, other = (
        _claim(CHILE, "Trade Cooperation Agreement"),
        _claim(KENYA, "Trade Cooperation Agreement", document="b"),
    )
    assert _score(one, other) < LIMITS.doubtful


def test_one_name_of_the_same_two_states_is_one_instrument() -> None:
    again = "Portuguese and Chilean officials spoke of it, and Spain listened."
    one, other = (
        _claim(CHILE, "Trade Cooperation Agreement"),
        _claim(again, "Trade Cooperation Agreement", document="b"),
    )
    assert _score(one, other) >= LIMITS.merged
    assert _score(one, _claim(CHILE, "Trade Cooperation Agreement", document="b")) >= LIMITS.merged


def test_the_parties_count_before_the_sentence() -> None:
    named = ("XNV", "XIL")
    one = _claim("Chile welcomed it.", "Trade Cooperation Agreement", parties=named)
    other = _claim("Kenya welcomed it.", "Trade Cooperation Agreement", document="b", parties=named)
    assert _score(one, other) >= LIMITS.merged


def test_where_nobody_is_named_a_person_is_asked_and_a_document_means_one() -> None:
    text = "The Trade Cooperation Agreement was praised."
    one, other = _claim(text, "Trade Cooperation Agreement"), _claim(text, "Trade Cooperation Agreement", document="b")
    assert LIMITS.doubtful <= _score(one, other) < LIMITS.merged
    assert _score(one, one) >= LIMITS.merged


def test_the_states_in_a_name_tell_whose_it_is() -> None:
    text = "The text was published."
    one = _claim(text, "Chile-Portugal Trade Agreement")
    other = _claim(text, "Kenya-Portugal Trade Agreement", document="b")
    assert sides(one) == {"state:CHL", "state:PRT"}
    assert _score(one, other) < LIMITS.doubtful


@pytest.mark.parametrize("name", ["North Atlantic Treaty", "Treaty of 1974", "Convention on Cluster Munitions"])
def test_a_name_that_says_what_is_meant_needs_no_states(name: str) -> None:
    assert sides(_claim(CHILE, name)) == frozenset()


def test_of_a_strategy_one_state_is_enough() -> None:
    text = "Chile published its National Security Strategy."
    one = _claim(text, "National Security Strategy", type="strategy")
    other = _claim(text, "National Security Strategy", type="strategy", document="b")
    assert sides(one) == {"state:CHL"}
    assert _score(one, other) >= LIMITS.merged
    kenya = _claim("Kenya published its own.", "National Security Strategy", type="strategy", document="b")
    assert _score(one, kenya) < LIMITS.doubtful


def test_whose_is_the_same_from_both_sides() -> None:
    some = [frozenset(each) for each in (("state:A", "state:B"), ("state:A", "x"), ("x",), ("state:C", "y"), ())]
    for a in some:
        for b in some:
            assert whose_apart(a, b) == whose_apart(b, a)
    assert whose_apart(some[0], some[3]) == 1
    assert whose_apart(some[0], some[1]) == 0.75
    assert whose_apart(some[1], some[2]) == 0


def test_a_name_without_states_is_not_put_to_the_same_words_of_two_states() -> None:
    bare = "The Guidelines for Defence Cooperation were revised after the storm."
    named = "Guidelines for Chile-Portugal Defence Cooperation of 1997"
    other = _claim(named, named, document="b", type="guidelines", parties=("CHL", "PRT"))
    one = _claim(bare, "Guidelines for Defence Cooperation", type="guidelines")
    assert whose_apart(sides(one), sides(other)) == 0.75
    assert _score(one, other) < LIMITS.merged
    again = _claim(bare, "Guidelines for Defence Cooperation", document="c", type="guidelines")
    assert whose_apart(sides(one), sides(again)) == 0.0
    assert _score(one, again) >= LIMITS.merged


def test_the_base_is_loaded_once_for_all_instruments(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[actors.Base] = []

    def counted() -> actors.Base:
        loaded.append(actors.bundled())
        return loaded[-1]

    monkeypatch.setattr(module, "bundled", counted)
    module._base.cache_clear()
    for name in ("Trade Agreement", "Treaty on Fisheries", "Agreement"):
        sides(_claim("Ruritania and Graustark signed it.", name))
    assert len(loaded) == 1


def _made(name: str, *signed: str) -> Claim:
    claim = _claim(f"The {name} was made.", name, parties=("JPN", "PER"))
    acts = tuple(Act(act="signed", actor=None, when=Edtf.parse(day), place=None) for day in signed)
    return msgspec.structs.replace(claim, body=msgspec.structs.replace(claim.body, acts=acts))


def test_instruments_of_one_name_that_were_made_in_other_years_are_several() -> None:
    name = "Guidelines for Japan-Peru Defense Cooperation"
    assert _score(_made(f"{name} of 1978"), _made(f"{name} of 1997")) < LIMITS.doubtful
    assert _score(_made(name, "1978-11-27"), _made(name, "1997-09-23")) < LIMITS.doubtful
    assert _score(_made(name, "1978-11-27"), _made(f"{name} of 1978")) >= LIMITS.merged
    assert _score(_made(name, "1978-11-27", "1981"), _made(f"{name} of 1981")) >= LIMITS.merged
