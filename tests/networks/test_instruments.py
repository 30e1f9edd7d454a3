"""Ties by instruments: who is a party by whose word, who has left, and which sentence shows an obligation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from foedera.model import Span
from foedera.networks.instruments import is_legal, ties_by_instruments, undecided
from foedera.networks.tie import Tie
from foedera.register import Entry
from foedera.register.graph import graph
from foedera.register.nodes import node_of
from tests.register.made import ILMARA, KARVOSSA, NORVANE, PROFESSOR, entry, instrument, member, named

from .recordings import ESTMERE, owing

PACT = "Treaty of Three"
THREE = (NORVANE, ILMARA, ESTMERE)
BEGUN = [("entered-into-force", "1975-02-01")]


def pact(*members: object) -> Entry:
    """An entry of these claims."""
    return entry(*members, id=PACT, kind="instrument", label=PACT)  # type: ignore[arg-type]


def ties(found: Entry, day: str = "1990-01-01") -> list[Tie]:
    """Its ties on a day."""
    return list(ties_by_instruments(graph([found]).in_force(day), "state"))


def ends(found: Sequence[Tie]) -> set[tuple[str, str]]:
    """Who is tied to whom."""
    return {(tie.one, tie.other) for tie in found}


def test_nobody_is_a_party_by_a_third_partys_word() -> None:
    own = member(instrument(PACT, "treaty", acts=BEGUN), "1975-02-01")
    rumour = member(
        instrument(PACT, "treaty", parties=(NORVANE, KARVOSSA)), "1980-01-01", attribution=named(PROFESSOR), lineage=2
    )
    found = ties(pact(own, rumour))
    assert ends(found) == {("state:XIL", "state:XNV")}
    assert [shown for tie in found for shown, _ in tie.shown] == [own]


def test_a_party_that_left_or_came_later_is_not_tied() -> None:
    own = member(instrument(PACT, "treaty", acts=BEGUN, parties=THREE), "1975-02-01")
    gone = member(
        instrument(PACT, "treaty", acts=[("withdrawn", "1985-06-30")], parties=(), actor=ESTMERE),
        "1985-07-01",
        lineage=2,
    )
    assert len(ties(pact(own, gone), "1985-06-29")) == 3
    assert ends(ties(pact(own, gone), "1985-06-30")) == {("state:XIL", "state:XNV")}
    late = member(instrument(PACT, "treaty", acts=[("acceded", "1999-01-01")], parties=(), actor=ESTMERE), lineage=3)
    assert ends(ties(pact(own, late), "1990-01-01")) == {("state:XIL", "state:XNV")}
    assert len(ties(pact(own, late), "1999-01-01")) == 3


def test_parties_that_no_claim_names_together_are_shown_by_those_that_name_either() -> None:
    first = member(instrument(PACT, "treaty", acts=BEGUN, parties=(NORVANE,)), "1975-02-01")
    second = member(instrument(PACT, "treaty", parties=(ILMARA,)), "1976-02-01", lineage=2)
    (tie,) = ties(pact(first, second))
    assert [shown for shown, _ in tie.shown] == [first, second]


@pytest.mark.parametrize(
    ("type", "binding", "legal"),
    [
        ("treaty", None, True), ("exchange-of-notes", None, True), ("memorandum", None, False),
        ("memorandum", "legal", True), ("agreement", "political", False), ("communique", None, False),
    ],
)  # fmt: skip
def test_what_binds_in_law(type: str, binding: str | None, legal: bool) -> None:
    body = msgspec.structs.replace(instrument(PACT, type), binding=binding)
    assert is_legal(node_of(pact(member(body)))) is legal


def test_political_texts_carry_no_obligation_whatever_they_say() -> None:
    body = owing(instrument(PACT, "guidelines", acts=[("adopted", "1980-01-01")]), ("defense", (NORVANE,), (ILMARA,)))
    assert {tie.kind for tie in ties(pact(member(body)))} == {"arrangement"}


def test_an_obligation_is_shown_by_its_clause_and_not_by_a_title() -> None:
    said = (
        "TREATY OF DEFENCE AND CONSULTATION",
        "The Parties shall consult together.",
        "Each Party shall assist the other.",
    )
    spans = tuple(Span(at * 100, at * 100 + len(text), text) for at, text in enumerate(said))
    both = (NORVANE, ILMARA)
    body = owing(
        instrument(PACT, "treaty", acts=BEGUN), ("consultation", both, both), ("defense", (NORVANE,), (ILMARA,))
    )
    made = member(body)
    made = msgspec.structs.replace(
        made, row=msgspec.structs.replace(made.row, claim=msgspec.structs.replace(made.claim, evidence=spans))
    )
    found = {tie.sort: tie for tie in ties(pact(made)) if tie.kind == "obligation"}
    assert found["consultation"].sentences[0].text == said[1]
    assert found["defense"].sentences[0].text == said[2]
    assert (found["defense"].one, found["defense"].other) == ("state:XNV", "state:XIL")


def test_undecided_names_what_is_not_known_to_be_in_force() -> None:
    signed = pact(member(instrument(PACT, "treaty", acts=[("signed", "1974-05-12")])))
    standings = graph([signed]).in_force("1990-01-01")
    assert [one.name for one in undecided(standings)] == [PACT]
    assert list(ties_by_instruments(standings, "state")) == []


def test_what_is_only_signed_gives_ties_where_asked_for_and_says_so() -> None:
    both = (NORVANE, ILMARA)
    text = owing(instrument(PACT, "treaty", acts=[("signed", "1974-05-12")]), ("defense", (NORVANE,), (ILMARA,)))
    assert set(text.parties) == set(both)
    signed = pact(member(text, "1974-05-12"))
    for day, kinds in (("1990-01-01", ["treaty", "obligation"]), ("1970-01-01", [])):
        standings = graph([signed]).in_force(day)
        assert list(ties_by_instruments(standings, "state")) == []
        found = list(ties_by_instruments(standings, "state", signed=True))
        assert [tie.kind for tie in found] == kinds and all(tie.signed for tie in found)
    ended = pact(member(text, "1974-05-12"), member(instrument(PACT, "treaty", acts=[("terminated", "1980-01-01")])))
    assert not list(ties_by_instruments(graph([ended]).in_force("1979-01-01"), "state", signed=True))
    assert not any(tie.signed for tie in ties(pact(member(instrument(PACT, "treaty", acts=BEGUN), "1975-02-01"))))


def test_a_party_that_gave_notice_is_not_tied_and_named_as_not_known() -> None:
    own = member(instrument(PACT, "treaty", acts=BEGUN, parties=THREE), "1975-02-01")
    notice = instrument(PACT, "treaty", acts=[("denounced", "1985-06-30")], parties=(), actor=ESTMERE)
    found = pact(own, member(notice, "1985-07-01", lineage=2))
    assert undecided(graph([found]).in_force("1985-06-29")) == ()
    (one,) = undecided(graph([found]).in_force("1986-01-01"))
    assert one.name.startswith(f"{PACT} (for ") and "when that took effect is not known" in one.reasons[0].text
    assert ends(ties(found, "1986-01-01")) == {("state:XIL", "state:XNV")}


def test_the_sentence_that_names_an_instrument_stands_first() -> None:
    said = ("Joint Statement", "We adopt today the Treaty of Three in this place.")
    spans = tuple(Span(at * 100, at * 100 + len(text), text) for at, text in enumerate(said))
    made = member(instrument(PACT, "treaty", acts=BEGUN), "1975-02-01")
    made = msgspec.structs.replace(
        made, row=msgspec.structs.replace(made.row, claim=msgspec.structs.replace(made.claim, evidence=spans))
    )
    assert ties(pact(made))[0].sentences[0].text == said[1]
