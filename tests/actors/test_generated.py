"""Every state by name, adjective and capital in generated sentences: for its years, and not outside them."""

from collections.abc import Iterator

import pytest

from foedera.actors import Name, Period, bundled
from foedera.model import Edtf

BASE = bundled()
SENTENCES = {
    "name": "Yesterday {} signed the treaty.",
    "adjective": "Some {} ships left port.",
    "capital": "An envoy from {} arrived.",
}
STATES = sorted({actor.id for actor in BASE.rows("actors") if actor.kind == "state"})
# Those that have no capital apart from themselves, or whose adjective is their name.
NO_CAPITAL = {"state:HKG", "state:MAC", "state:ESH"}


def rows(kind: str) -> Iterator[Name]:
    for name in BASE.rows("names"):
        if name.type == kind and name.actor.startswith("state:") and not name.name.endswith("-"):
            yield name


def found(sentence: str, at: Period) -> set[str]:
    return {id for match in BASE.scan(sentence) for id in match.on(at)}


@pytest.mark.parametrize("kind", SENTENCES)
def test_found_for_its_years_and_not_outside_them(kind: str) -> None:
    wrong = []
    for row in rows(kind):
        sentence = SENTENCES[kind].format(row.name)
        first, last = row.when.edtf.earliest, row.when.edtf.latest
        assert first is not None
        for year in {first.year + 1, last.year - 1 if last else 2026}:
            day = Period.of(Edtf.parse(f"{year:04d}-06-30"))
            if day.meets(row.when) and row.actor not in found(sentence, day):
                wrong.append((row.name, row.actor, year, "not found"))
        for year in {first.year - 1, last.year + 1 if last else 9999}:
            day = Period.of(Edtf.parse(f"{year:04d}-06-30"))
            others = [n for n in BASE.names(row.actor) if n.name == row.name and n.when.meets(day)]
            if year < 9999 and not others and row.actor in found(sentence, day):
                wrong.append((row.name, row.actor, year, "found outside"))
    assert wrong == []


def test_every_member_of_the_united_nations_has_name_adjective_and_capital_today() -> None:
    today = Edtf.parse("2026-01-01")
    members = [row.member for row in BASE.members("organisation:united-nations", today)]
    assert len(set(members)) == 193
    missing = []
    for id in members:
        types = {name.type for name in BASE.names(id, today)}
        adjectives = "adjective" in types or id in {"state:NZL", "state:LIE"}
        if not ({"name", "capital"} <= types and adjectives):
            missing.append((id, sorted({"name", "adjective", "capital"} - types)))
    assert missing == []


@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_every_state_of_both_systems_has_name_and_capital(scheme: str) -> None:
    coded = {code.actor for code in BASE.rows("codes") if code.scheme == scheme}
    assert len(coded) > 210
    for id in sorted(coded):
        assert {"name", "capital"} <= {name.type for name in BASE.names(id)}, id


def test_states_have_one_name_at_each_time_and_a_source() -> None:
    for id in STATES:
        assert BASE.names(id)
        assert all(name.source for name in BASE.names(id))
        assert id in NO_CAPITAL or any(name.type == "capital" for name in BASE.names(id)), id
