"""Instruments and what they do to each other: names, force, chains of reasons, circles."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Span
from foedera.record import Record
from foedera.register import Entry
from foedera.register.graph import Graph, graph, instruments

from .made import ILMARA, NORVANE, RIVAL, actor, entry, instrument, member, named, prediction, written

TREATY = "Treaty of Mutual Defence and Consultation"
PACT, ESTMERE = "Security Pact", actor("state:XES")


def about(
    name: str, type: str = "agreement", *, id: str = "", published: str = "2031-04-10", when: str | None = None,
    modality: str = "actual", source: object = None, text: str = "It says so.", **fields: object,
) -> Entry:  # fmt: skip
    """An entry of one claim about an instrument."""
    attribution = {} if source is None else {"attribution": named(source)}  # type: ignore[arg-type]
    body = instrument(name, type, **fields)  # type: ignore[arg-type]
    made = member(body, published, when=when, modality=modality, text=text, document=name, **attribution)  # type: ignore[arg-type]
    return entry(made, id=id or name, kind="instrument", label=name)


OLD = about(PACT, "treaty", acts=[("signed", "1951-09-08"), ("entered-into-force", "1952-04-28")])
NEW = about(
    TREATY, "treaty", acts=[("signed", "1974-05-12"), ("entered-into-force", "1975-02-01")],
    relations=[("supersedes", PACT)],
)  # fmt: skip


def texts(reasons: object) -> str:
    return "; ".join(reason.text for reason in reasons)  # type: ignore[attr-defined]


def test_in_force_from_its_entry_into_force_and_not_from_signature() -> None:
    made = graph([NEW])
    assert [made.standing(TREATY, day).answer for day in ("1974-05-11", "1974-06-01", "1975-02-01", "2030-01-01")] == [
        "not in force", "not in force", "in force", "in force",
    ]  # fmt: skip
    signed = graph([about(TREATY, "treaty", acts=[("signed", "1974-05-12")])])
    assert signed.standing(TREATY, "1974-05-11").answer == "not in force"
    found = signed.standing(TREATY, "1980-01-01")
    assert (found.answer, "no entry into force is in the record" in texts(found.reasons)) == ("unknown", True)
    assert graph([about(TREATY)]).standing(TREATY, "1980-01-01").answer == "unknown"


def test_an_imprecise_date_leaves_the_days_in_it_open() -> None:
    made = graph([about(PACT, "treaty", acts=[("entered-into-force", "1952")])])
    assert [made.standing(PACT, day).answer for day in ("1951-12-31", "1952-05-01", "1952-12-31")] == [
        "not in force", "unknown", "in force",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "told"),
    [("1945-22", "signed in the summer of 1945"), ("1949~", "signed around 1949"), ("1923-08", "signed in August 1923"),
     ("1974-05-12", "signed on 1974-05-12")],
)  # fmt: skip
def test_a_reason_has_no_signs_of_edtf(when: str, told: str) -> None:
    assert texts(graph([about(PACT, "treaty", acts=[("signed", when)])]).standing(PACT, "1980-01-01").reasons) == (
        f"{told}; no entry into force is in the record"
    )


def test_a_reason_tells_a_month_before_which_it_was_not_in_force() -> None:
    found = graph([about(PACT, "treaty", acts=[("signed", "1923-08")])]).standing(PACT, "1920-01-01")
    assert (found.answer, texts(found.reasons)) == ("not in force", "signed only in August 1923")


def test_guidelines_apply_once_adopted() -> None:
    made = graph([about("Guidelines", "guidelines", acts=[("adopted", "2019-06-14")])])
    assert made.standing("Guidelines", "2019-06-14").answer == "in force"


def test_replaced_from_the_day_the_other_enters_into_force() -> None:
    made = graph([OLD, NEW])
    assert made.standing(PACT, "1975-01-31").answer == "in force"
    found = made.standing(PACT, "1975-02-01")
    assert (found.answer, found.reasons[-1].text) == (
        "not in force", f"replaced by {TREATY}: entered into force on 1975-02-01",
    )  # fmt: skip
    assert found.reasons[-1].member == NEW.members[0]


def test_replaced_by_something_merely_signed_is_unknown() -> None:
    signed = about(TREATY, acts=[("signed", "1974-05-12")], relations=[("supersedes", PACT)], published="1974-06-01")
    made = graph([OLD, signed])
    assert made.standing(PACT, "1974-05-31").answer == "in force"
    assert made.standing(PACT, "1980-01-01").answer == "unknown"


@pytest.mark.parametrize("third", [{"modality": "planned"}, {"source": RIVAL}, {"modality": "denied"}])
def test_what_is_planned_denied_or_said_by_a_third_party_moves_nothing(third: dict[str, object]) -> None:
    entered = about(TREATY, acts=[("entered-into-force", "1975")])
    claims = about(TREATY, id=TREATY, relations=[("terminates", PACT)], published="1976-01-01", **third)  # type: ignore[arg-type]
    both = entry(*entered.members, *claims.members, id=TREATY, kind="instrument", label=TREATY)
    found = graph([OLD, both]).standing(PACT, "1980-01-01")
    assert found.answer == "in force"
    assert "terminates" in texts(found.reasons)


def test_acts_end_it_too() -> None:
    begun = ("entered-into-force", "1952-04-28")
    assert (
        graph([about(PACT, acts=[begun, ("terminated", "1960")])]).standing(PACT, "1961-01-01").answer == "not in force"
    )
    assert graph([about(PACT, acts=[begun, ("denounced", "1960")])]).standing(PACT, "1961-01-01").answer == "unknown"
    many = about(PACT, acts=[begun, ("withdrawn", "1960")], parties=[NORVANE, ILMARA, ESTMERE], actor=ESTMERE)
    assert graph([many]).standing(PACT, "1961-01-01").answer == "in force"
    assert [act.act for act in graph([many]).node(PACT).acts_of("state:XES")] == ["entered-into-force", "withdrawn"]
    paused = graph([about(PACT, acts=[begun, ("suspended", "1960")])]).standing(PACT, "1961-01-01")
    assert (paused.answer, paused.suspended) == ("in force", True)


def test_a_term_that_ran_out_and_one_that_was_extended() -> None:
    term = about(PACT, when="1952-04-28/1962-04-28")
    assert graph([term]).standing(PACT, "1962-04-28").answer == "in force"
    assert graph([term]).standing(PACT, "1962-04-29").answer == "not in force"
    longer = about(PACT, when="1952-04-28/1962-04-28", acts=[("extended", "1962-01-01")])
    assert graph([longer]).standing(PACT, "1962-04-29").answer == "unknown"


def test_it_rests_on_what_has_fallen_with_the_chain_of_reasons() -> None:
    notes = about("Notes on Bases", relations=[("implements", PACT)], published="1953-01-01")
    order = about("Order on Harbours", relations=[("amends", "the Notes on Bases")], published="1954-01-01")
    made = graph([OLD, NEW, notes, order])
    assert made.stale("1975-01-31") == ()
    found = {stale.node.name: stale for stale in made.stale("1975-02-01")}
    assert set(found) == {"Notes on Bases", "Order on Harbours"}
    assert [reason.text for reason in found["Order on Harbours"].chain] == [
        "Order on Harbours amends Notes on Bases",
        "Notes on Bases implements Security Pact",
        f"Security Pact: replaced by {TREATY}: entered into force on 1975-02-01",
    ]
    assert all(reason.member is not None for reason in found["Order on Harbours"].chain)


def test_called_out_of_date_it_stays_in_force_and_the_judge_is_named() -> None:
    text = "A professor said that the Guidelines for Defence had been out of date for years."
    body = instrument("Guidelines for Defence", "guidelines", acts=[("adopted", "2019-06-14")])
    claim = member(body, "2031-04-11", text=text, document="d")
    said = member(
        prediction("out of date"), "2031-04-11", text=text, document="d", attribution=named(actor("person:tisdorf"))
    )
    made = graph([entry(claim, id="g", kind="instrument", label="Guidelines for Defence")], [said])
    assert made.standing("g", "2032-01-01").answer == "in force"
    assert "tisdorf calls Guidelines for Defence “out of date”" in texts(made.standing("g", "2032-01-01").reasons)
    (stale,) = made.stale("2031-04-11")
    assert (stale.cause, stale.chain[0].member) == ("declared out of date", said)
    assert made.stale("2031-04-10") == ()


def test_the_words_are_meant_for_the_instrument_before_them() -> None:
    text = "The new Strategy leaves the Guidelines for Defence obsolete."
    strategy = member(instrument("Strategy", "strategy"), text=text, document="d")
    guide = member(instrument("Guidelines for Defence", "guidelines"), text=text, document="d")
    made = graph(
        [entry(m, id=m.claim.body.name, kind="instrument", label=m.claim.body.name) for m in (strategy, guide)],  # type: ignore[union-attr]
        [strategy, guide],
    )
    assert [judgement.node for judgement in made.judgements] == ["Guidelines for Defence"]


def test_outdates_is_a_judgement() -> None:
    strategy = about("Strategy", "strategy", relations=[("outdates", PACT)], source=RIVAL)
    made = graph([OLD, strategy])
    assert made.standing(PACT, "2032-01-01").answer == "in force"
    assert [(stale.node.name, stale.cause) for stale in made.stale("2032-01-01")] == [(PACT, "declared out of date")]
    assert "rival" in made.stale("2032-01-01")[0].chain[0].text


@pytest.mark.parametrize(
    ("words", "how"),
    [
        (TREATY, "name"),
        ("the Treaty of Mutual Defence and Consultation of 12 May 1974", "name"),
        ("Treaty of Mutual Defence and Consultation between Norvane and Ilmara", "part of its name"),
        ("TMDC", "acronym"),
        ("the 1974 treaty", "year and type"),
        ("the 1973 treaty", None),
        ("Treaty of Something Else", None),
    ],
)
def test_what_a_text_means(words: str, how: str | None) -> None:
    made = graph([NEW, OLD, about("Protocol", "protocol", relations=[("amends", words)])])
    (edge,) = made.out_of("Protocol")
    assert edge.how == how
    assert (edge.target == TREATY) == (how is not None)
    assert made.node(edge.target).entry is (NEW if how else None)


def test_a_target_that_is_nowhere_stays_a_node_with_a_name() -> None:
    made = graph([about("Protocol", relations=[("amends", "Exchange of Notes on Harbour Facilities of 9 July 1961")])])
    (node,) = (node for node in made.nodes if node.entry is None)
    assert node.name == "Exchange of Notes on Harbour Facilities of 9 July 1961"
    assert made.standing(node.id, "2032-01-01").answer == "unknown"
    assert [found.node.name for found in made.in_force("2032-01-01")] == ["Protocol"]


def test_of_two_with_the_name_parties_decide_or_nothing_does() -> None:
    theirs = about("Logistics Agreement", id="theirs", parties=[ESTMERE, actor("state:XTO")])
    ours = about("Logistics Agreement", id="ours")
    annex = about("Annex on Fuel", relations=[("amends", "Logistics Agreement")])
    assert graph([theirs, ours, annex]).out_of("Annex on Fuel")[0].target == "ours"
    twice = graph([about("Logistics Agreement", id="second"), ours, annex]).out_of("Annex on Fuel")[0]
    assert (twice.how, set(twice.candidates)) == (None, {"second", "ours"})


def test_a_name_that_says_what_it_amends() -> None:
    made = graph([NEW, about(f"Protocol Amending the {TREATY} of 12 May 1974", "protocol")])
    (edge,) = made.onto(TREATY)
    assert (edge.relation, edge.how) == ("amends", "name")


def test_a_relation_said_twice_is_one_with_both_claims() -> None:
    twice = entry(*NEW.members, *NEW.members, id=TREATY, kind="instrument", label=TREATY)
    (edge,) = graph([OLD, twice]).edges
    assert (edge.member, edge.more) == (NEW.members[0], NEW.members)


def test_a_circle_of_supersession_is_named_and_decides_nothing() -> None:
    names = ("First Accord", "Second Accord", "Third Accord")
    some = [
        about(name, acts=[("entered-into-force", "1960")], relations=[("supersedes", names[i - 1])])
        for i, name in enumerate(names)
    ]
    made = graph(some)
    (cycle,) = made.cycles
    assert cycle.text == "First Accord supersedes Third Accord supersedes Second Accord supersedes First Accord"
    assert len(cycle.edges) == 3
    found = made.standing("First Accord", "1970-01-01")
    assert (found.answer, cycle.text in texts(found.reasons)) == ("unknown", True)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["supersedes", "implements", "amends"]), st.integers(0, 5)))
)
def test_any_relations_give_answers(pairs: list[tuple[int, str, int]]) -> None:
    some = [
        about(
            f"Accord on {'ABCDEF'[i]} Matters", acts=[("entered-into-force", f"196{i}")],
            relations=[(relation, f"Accord on {'ABCDEF'[to]} Matters") for at, relation, to in pairs if at == i],
        )
        for i in range(6)
    ]  # fmt: skip
    made = graph(some)
    assert isinstance(made, Graph)
    in_circles = {node.id for cycle in made.cycles for node in cycle.nodes}
    for found in made.in_force("1999-01-01"):
        assert found.reasons
        assert found.node.id not in in_circles or found.answer == "unknown"
    assert all(len(stale.chain) >= 2 for stale in made.stale("1999-01-01"))


def test_each_reason_has_the_sentence_that_shows_it() -> None:
    title, clause, end = (
        "TREATY OF X",
        "This Treaty supersedes the Security Pact of 1951.",
        "Entered into force 1 February 1975",
    )
    body = instrument(TREATY, "treaty", acts=[("entered-into-force", "1975-02-01")], relations=[("supersedes", PACT)])
    claim = member(body, text=title)
    spans = tuple(Span(n, n + len(text), text) for n, text in ((0, title), (50, clause), (200, end)))
    row = msgspec.structs.replace(claim.row, claim=msgspec.structs.replace(claim.claim, evidence=spans))
    treaty = entry(msgspec.structs.replace(claim, row=row), id=TREATY, kind="instrument", label=TREATY)
    made = graph([OLD, treaty])
    begun, endless = made.standing(TREATY, "1980-01-01").reasons
    assert begun.span == spans[2]
    assert (endless.text, endless.span) == ("no end of it is in the record", None)
    assert made.standing(PACT, "1980-01-01").reasons[-1].span == spans[1]


def test_limited_to_some_entries_the_others_still_count() -> None:
    limited = graph([OLD, NEW]).limited({PACT})
    assert [found.node.name for found in limited.in_force("1980-01-01")] == [PACT]
    assert limited.in_force("1980-01-01")[0].answer == "not in force"


def test_the_instruments_of_a_record(record: Record) -> None:
    written(record, instrument(PACT, acts=[("entered-into-force", "1952-04-28")], parties=[NORVANE]))
    ours = instrument(TREATY, acts=[("entered-into-force", "1975")], relations=[("supersedes", PACT)], parties=[ILMARA])
    written(record, ours, publisher="The Courier")
    made = instruments(record, party="XNV")
    assert [(found.node.name, found.answer) for found in made.in_force("1980-01-01")] == [(PACT, "not in force")]
    assert len(made.nodes) == 2
    assert instruments(record, known="2000-01-01").nodes == ()


@pytest.mark.parametrize(("act", "published", "answer"), [
    ("terminated", "2031-04-10", "unknown"),
    ("terminated", "1990-01-01", "not in force"),
    ("denounced", "1990-01-01", "unknown"),
])  # fmt: skip
def test_an_end_without_a_date_had_come_when_it_was_published(act: str, published: str, answer: str) -> None:
    begun = ("entered-into-force", "1952-04-28")
    found = graph([about(PACT, "treaty", published=published, acts=[begun, (act, None)])])
    standing = found.standing(PACT, "2000-01-01")
    assert standing.answer == answer
    assert found.standing(PACT, "1951-01-01").answer == "not in force"
