"""Claims that are alike in all but one thing are apart; claims that look apart and are of one thing are together."""

from __future__ import annotations

import pytest

from foedera.model import ActorRef, Claim, Commitment, Edtf, Event, Instrument, Span
from foedera.register.blocking import keys
from foedera.register.matching import score, weights
from foedera.register.pairs import FEATURES, features
from foedera.register.traits import Traits, form_of, traits

STATES = {"Norvane": "state:XNV", "Estmere": "state:XES", "Karvossa": "state:XKV", "Tolvany": "state:XTV"}


def _state(text: str, name: str) -> ActorRef:
    start = text.index(name)
    return ActorRef(
        id=STATES[name], name=name, kind="state", state=STATES[name], sector=None, text=name, start=start,
        end=start + len(name),
    )  # fmt: skip


def _promise(text: str, action: str, thing: str, party: str = "Norvane") -> Traits:
    body = Commitment(
        parties=(_state(text, party),), action=action, object=thing, status="committed", exploratory=False,
        beneficiaries=(), counterparties=(), conditions=(), due=None, figures=(),
    )  # fmt: skip
    return traits(_claim(text, body), 20320101)


def _event(text: str, published: int, type: str = "ASSAULT", when: str | None = None) -> Traits:
    body = Event(
        actors=(_state(text, "Karvossa"),), recipients=(_state(text, "Tolvany"),), type=type, mode=None, contexts=(),  # type: ignore[arg-type]
        place=None,
    )  # fmt: skip
    return traits(_claim(text, body, when), published)


def _claim(text: str, body: Commitment | Event | Instrument, when: str | None = None) -> Claim:
    return Claim.coded(
        document="sha256:" + "0" * 64, published=None, evidence=(Span.of(text, 0, len(text)),), body=body,
        coder="test/1.0", confidence=0.8, when=None if when is None else Edtf.parse(when),
    )  # fmt: skip


def _agreement(name: str) -> Instrument:
    return Instrument(
        name=name, type="agreement", binding=None, parties=(), acts=(), obligations=(), relations=()
    )  # fmt: skip


def _feature(name: str, a: Traits, b: Traits) -> float:
    return features(a, b)[FEATURES.index(name)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("twelve transport aircraft", "twelve transport helicopters"),
        ("a coastal radar station", "a coastal gun station"),
        ("the eastern ferry terminal", "the western ferry terminal"),
    ],
)
def test_one_other_noun_or_one_other_word_before_it_keeps_two_things_apart(first: str, second: str) -> None:
    one, other = (
        _promise(f"Norvane will give Estmere {thing} within two years.", "give", thing) for thing in (first, second)
    )
    least = weights()["commitment"].merged
    assert score(one, other) < least <= score(one, one)


def test_what_is_done_and_to_what_is_seen_apart_from_the_words() -> None:
    sold = _promise("Norvane will sell six transport aircraft.", "sell", "six transport aircraft")
    told = _promise("Norvane confirms the sale of transport planes.", "confirm", "the sale of transport planes")
    flown = _promise("Norvane will fly transport aircraft.", "fly", "transport aircraft")
    assert _feature("act", sold, told) == _feature("thing", sold, told) == _feature("phrase", sold, told) == 1
    assert _feature("act-apart", sold, flown) == 1
    assert _feature("act", sold, flown) == 0


def test_an_abbreviation_says_what_its_words_say() -> None:
    long = _promise("Norvane will open the Harbour Safety Office.", "open", "the Harbour Safety Office")
    short = _promise("Norvane is to open the HSO.", "open", "the HSO")
    other = _promise("Norvane is to open the HMO.", "open", "the HMO")
    assert _feature("words", long, short) == 1
    assert keys(long) & keys(short)
    assert score(long, other) < score(long, short) == score(short, long)


def test_a_war_is_one_event_whenever_and_however_it_is_told_of() -> None:
    first = _event("Karvossa wages an unlawful war on Tolvany.", 20310520)
    later = _event("The ministers condemned the invasion of Tolvany by Karvossa and its cost for bread.", 20330611)
    assert first.lasting and later.lasting
    assert form_of(first) == form_of(later)
    assert score(first, later) >= weights()["event"].merged
    assert keys(first) == keys(later) != frozenset()


@pytest.mark.parametrize(
    ("text", "type", "when"),
    [
        ("Karvossa shelled Tolvany's capital.", "ASSAULT", None),
        ("Karvossa began its war on Tolvany.", "ASSAULT", "2031-05-20"),
        ("Karvossa accused Tolvany of war.", "ACCUSE", None),
        ("Karvossa sank one of the warships of Tolvany.", "ASSAULT", None),
    ],
)
def test_one_act_is_no_war(text: str, type: str, when: str | None) -> None:
    assert not _event(text, 20310520, type, when).lasting


def test_one_sentence_in_two_documents_tells_of_one_thing() -> None:
    text = "Karvossa closed the border with Tolvany at the three northern crossings."
    first, copy = _event(text, 20310520, "COERCE"), _event(text, 20310521, "COERCE")
    assert _feature("sibling", first, copy) == 0
    other = _event(text, 20310520, "ACCUSE")
    assert _feature("sibling", first, other) == 1
    assert score(first, other) < weights()["event"].merged <= score(first, copy)


def test_an_agreement_without_a_name_is_no_one_agreement() -> None:
    text = "The agreement with Tolvany is kept, as is the Ferry Agreement."
    bare, named = (traits(_claim(text, _agreement(name)), 20320101) for name in ("agreement", "Ferry Agreement"))
    least = weights()["instrument"].merged
    assert score(bare, bare) < least <= score(named, named)
