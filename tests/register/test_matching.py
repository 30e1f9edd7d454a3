"""The score of two claims: the same both ways, made of its parts, and of nothing but the two claims."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from snowballstemmer import stemmer

from foedera.model import Claim, QuestionError
from foedera.register import explained
from foedera.register.blocking import comparable, keys
from foedera.register.matching import WHOLE, model, score, weights
from foedera.register.pairs import FEATURES, features
from foedera.register.tables import rows
from foedera.register.traits import Traits, Who, form_of, traits
from foedera.register.wording import wording

from .pledges import OBJECTS, STATES, Told, claims, document

told = st.builds(
    Told,
    st.sampled_from(sorted(STATES)),
    st.sampled_from(OBJECTS),
    st.sampled_from(["commitment", "instrument", "event"]),
    st.just("committed"),
)
days = st.sampled_from([None, 20310410, 20330101])


def _claim(some: Told) -> Claim:
    return claims(document(1, [some]), [some])[0]


def _traits(object: str, party: str = "Norvane", kind: str = "commitment") -> Traits:
    return traits(_claim(Told(party, object, kind)), 20310410)


@given(told, told, days, days)
@settings(max_examples=150, deadline=None)
def test_a_score_is_the_same_both_ways_and_made_of_its_parts(
    first: Told, second: Told, a: int | None, b: int | None
) -> None:
    one, two = _claim(first), _claim(second)
    if one.kind != two.kind:
        with pytest.raises(QuestionError, match="are never one entry"):
            explained(one, two)
        return
    left, right = traits(one, a), traits(two, b)
    assert all(0 <= value <= 1 for value in features(left, right))
    assert score(left, right) == score(right, left)
    found = explained(one, two, (a, b))
    odds = found.bias + sum(part.weight for part in found.parts)
    assert found.value == score(left, right) / WHOLE
    assert math.isclose(found.value, 1 / (1 + math.exp(-odds)), abs_tol=0.001)
    assert [abs(part.weight) for part in found.parts] == sorted((abs(p.weight) for p in found.parts), reverse=True)


def test_every_feature_has_a_weight_for_every_kind() -> None:
    table = rows("weights")
    assert [row["feature"] for row in table] == ["merged", "doubtful", "bias", *FEATURES]
    assert set(weights()) == {"commitment", "instrument", "event", "affiliation", "command", "asset", "figure"}
    assert all(0 < each.doubtful < each.merged < WHOLE for each in weights().values())
    assert model().startswith("register/2-")


def test_what_tells_alike_things_apart_is_seen() -> None:
    first, again, second, other = (
        _traits("80 Halberd coastal missiles of the first tranche"),
        _traits("eighty Halberd missiles, the first tranche"),
        _traits("120 Halberd coastal missiles of the second tranche"),
        _traits("80 Halberd coastal missiles of the first tranche", "Pelluria"),
    )
    least = weights()["commitment"].merged
    assert score(first, again) >= least
    assert score(first, second) < least
    assert score(first, other) < score(first, again)
    treaty = _traits("Treaty of Harrowmere", kind="instrument")
    protocol = _traits("Protocol to the Treaty of Harrowmere", kind="instrument")
    assert score(treaty, protocol) < weights()["instrument"].merged <= score(treaty, treaty)


def test_a_form_is_that_of_what_looks_the_same() -> None:
    same = {form_of(_traits(OBJECTS[0])), form_of(traits(_claim(Told("Norvane", OBJECTS[0])), 20330101))}
    assert len(same) == 1
    assert form_of(_traits(OBJECTS[1])) not in same
    assert -(2**63) <= same.pop() < 2**63


@given(told, told)
@settings(max_examples=60, deadline=None)
def test_keys_are_those_of_the_kind_and_fit_into_the_record(first: Told, second: Told) -> None:
    one, two = keys(traits(_claim(first), 20310410)), keys(traits(_claim(second), 20310410))
    assert all(-(2**63) <= key < 2**63 for key in one)
    if first.kind != second.kind:
        assert one.isdisjoint(two)
    assert comparable(2, 30, 30) and comparable(1, 3, 30) and not comparable(1, 30, 30)


def test_wording_finds_names_initials_numbers_and_places_in_a_row() -> None:
    said = wording("the Combined Coordination Centre and 1,200 people of phase II, on 1 May 2031")
    assert "ccc" in said.initials
    assert said.numbers == {1200.0, 1.0}
    assert said.years == {2031}
    assert said.places == {2}
    assert said.total == sum(said.stems.values())
    assert wording("the CCC's third batch").short == {"ccc"}
    assert wording("the CCC's third batch").places == {3}
    assert wording("eighty ships").numbers == {80.0}
    assert wording("the UN").stems == wording("United Nations").stems
    assert wording("a protocol").changed == {"protocol"}
    assert wording("").total == 0


def test_words_of_one_meaning_count_nearly_as_the_same_word() -> None:
    first = _traits("two patrol vessels")
    near, far = _traits("a pair of patrol ships"), _traits("a pair of patrol dogs")
    assert _feature("meaning", first, near) > _feature("meaning", first, far)
    assert score(first, far) < score(first, near)
    assert wording("the defence of Japan").stems == wording("Japanese defense").stems


def test_the_table_of_synonyms_knows_each_form_once() -> None:
    same = [row["words"].split() for row in rows("synonyms") if row["grade"] == "same"]
    forms = [stem for words in same for stem in {_stem(word) for word in words}]
    assert len(forms) == len(set(forms))
    assert {row["grade"] for row in rows("synonyms")} == {"same", "near"}
    near = [row["words"].split() for row in rows("synonyms") if row["grade"] == "near"]
    assert all(len(words) > 1 and len(words) == len(set(words)) for words in near)


def test_what_is_told_of_a_thing_is_no_part_of_what_it_is() -> None:
    long = _traits("an Open RAN Laboratory in Manila, pending notification, to strengthen the security of networks")
    assert long.core == _traits("an Open RAN Laboratory in Manila").core
    assert _traits("in order to strengthen networks").core.total > 0


def test_digits_inside_a_name_are_no_number() -> None:
    assert wording("COVID-19, the G7, an E-7A and the 7th Battalion").numbers == frozenset()
    assert wording("1,200 people, 3.9bn euros, 18-month, 40 percent").numbers == {1200, 3.9, 18, 40}


def test_one_may_tell_of_it_as_the_giver_and_another_as_the_receiver() -> None:
    states = [Who(frozenset({f"state:{name}"}), frozenset({name})) for name in ("XNV", "XSD")]
    nobody = Who(frozenset(), frozenset())
    some = _traits("two harbour tugs")
    giver, receiver = some._replace(who=states[0], whom=states[1]), some._replace(who=states[1], whom=nobody)
    answer = some._replace(who=states[1], whom=states[0])
    assert _feature("turned", giver, receiver) == _feature("turned", receiver, giver) == 1
    assert _feature("turned", giver, answer) == _feature("turned", giver, giver) == 0


def test_a_form_has_the_same_number_in_every_process() -> None:
    told = "the Combined Coordination Centre (CCC) at Tolmer Air Base of Norvane, Ilmara, Pelluria and Sandovar"
    code = (
        "from foedera.model import Claim; from foedera.register.traits import form_of, traits; import sys;"
        "print(form_of(traits(Claim.from_json(sys.stdin.read()), 20310410)))"
    )
    claim = _claim(Told("Norvane", told))
    numbers = {
        subprocess.run(
            [sys.executable, "-c", code], input=claim.to_json(), env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed in "123"
    }  # fmt: skip
    assert numbers == {f"{form_of(traits(claim, 20310410))}".encode() + os.linesep.encode()}


def _feature(name: str, a: Traits, b: Traits) -> float:
    return features(a, b)[FEATURES.index(name)]


def _stem(word: str) -> str:
    return str(stemmer("english").stemWord(word))
