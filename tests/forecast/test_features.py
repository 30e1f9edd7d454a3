"""No feature sees the day it predicts: the future is deleted, and nothing changes."""

from __future__ import annotations

import datetime

import msgspec
import numpy as np
import pytest

from foedera.datasets.streams import made
from foedera.forecast import Forecaster, forecaster, odds
from foedera.forecast.baselines import climatology, no_change, windows_of
from foedera.forecast.candidates import candidates, is_candidate, strata_of
from foedera.forecast.counting import RATES, table
from foedera.forecast.counts import came_of, law_of, rates_of
from foedera.forecast.features import NAMES, REASON_OF, REASONS, Lens, features
from foedera.forecast.following import rules_of
from foedera.forecast.observed import observed
from foedera.forecast.odds import fit
from foedera.forecast.state import ACTORS, TYPES, blocs_of, query_of, state_of

from .made import DAY, world


@pytest.mark.parametrize("day", [120, 200, 230])
def test_features_are_the_same_without_the_future(fitted: Forecaster, day: int) -> None:
    whole, cut = world(), world().until(day)
    assert len(cut) < len(whole)
    model = fitted.model(7)
    found = []
    for stream in (whole, cut):
        state = state_of(stream, day, model.blocs)
        lens = msgspec.structs.replace(model.lens, observed=observed(stream, day))
        some = candidates(state, lens)
        windows = windows_of(stream, state, lens.observed, 7)
        triples = state.keys(some.query)["triple"]
        found.append((
            features(state, some.query, lens), some.stratum, triples, some.weight,
            climatology(windows, triples, some.stratum, model.baselines.mean),
            no_change(windows, triples, some.stratum, model.baselines),
        ))  # fmt: skip
    assert found[0][0].shape == (len(found[0][2]), len(NAMES))
    for with_future, without_future in zip(*found, strict=True):
        assert np.array_equal(with_future, without_future)


def test_models_are_the_same_without_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odds, "_MORNINGS", 5)
    whole, cut = world(), world().until(180)
    a, b = (fit(stream, observed(stream, 180), 3) for stream in (whole, cut))
    assert a.curves == b.curves
    assert np.array_equal(a.lens.rules.same, b.lens.rules.same)
    some = np.random.default_rng(0).normal(size=(50, len(NAMES)))
    assert np.array_equal(a.raw(some, np.arange(50) % 5), b.raw(some, np.arange(50) % 5))
    laws = [law_of(stream.until(180), observed(stream, 180)) for stream in (whole, cut)]
    assert msgspec.structs.astuple(laws[0]) == msgspec.structs.astuple(laws[1])


def test_changing_the_last_day_changes_nothing_before() -> None:
    stream = world()
    today = stream.day == 229
    other = msgspec.structs.replace(stream, type=np.where(today, (stream.type + 1) % 4, stream.type).astype(np.int16))
    for day, same in ((229, True), (230, False)):
        tables = [state_of(each, day).tables["triple"] for each in (stream, other)]
        equal = np.array_equal(tables[0].keys, tables[1].keys) and np.array_equal(tables[0].counts, tables[1].counts)
        assert equal is same


def test_counts_decay_by_half_lives() -> None:
    found = table(np.array([7, 7, 3]), np.array([0, 9, 10], np.int32), 11)
    counts, ages = found.read(np.array([3, 7, 99]), 11)
    assert ages.tolist() == [1, 2, 9999]
    assert counts[:, -1].tolist() == [1, 2, 0]
    assert counts[0].tolist() == [1, 1, 1, 1]
    assert counts[1] == pytest.approx(np.exp(-RATES * 10) + np.exp(-RATES * 1), rel=1e-6)


def test_a_state_brought_forward_is_the_state_counted_at_once() -> None:
    stream = world()
    forward = state_of(stream, 100).advance(stream, 130)
    at_once = state_of(stream, 130)
    for name, table_ in at_once.tables.items():
        assert np.array_equal(forward.tables[name].keys, table_.keys), name
        assert np.array_equal(forward.tables[name].last, table_.last), name
        assert forward.tables[name].counts == pytest.approx(table_.counts, rel=1e-4, abs=1e-6), name


def test_every_candidate_passes_and_strata_are_told_by_history(fitted: Forecaster) -> None:
    state, lens = fitted.state, fitted.model(7).lens
    some = candidates(state, lens)
    assert is_candidate(state, lens, some.query).all()
    assert np.array_equal(some.stratum, strata_of(state, some.query))
    triples = state.keys(some.query)["triple"]
    assert len(np.unique(triples)) == len(triples)
    actors = len(fitted.stream.actors)
    a, t, r = (part.ravel() for part in np.meshgrid(range(actors), range(4), range(actors), indexing="ij"))
    passing = is_candidate(state, lens, (a, t, r)) & (a != r)
    assert passing.sum() == len(triples)
    drawn = candidates(state, lens, {"few": 20, "pair": 30})
    assert drawn.weight[drawn.stratum == 1].sum() == pytest.approx((some.stratum == 1).sum())


def test_what_came_true_is_taken_whole(fitted: Forecaster) -> None:
    stream, model = world(), fitted.model(7)
    true = np.unique(fitted.state.keys(query_of(stream.between(230, 237)))["triple"])
    some = candidates(fitted.state, model.lens, dict.fromkeys(("often", "few", "once", "pair", "new"), 5), true)
    triples = fitted.state.keys(some.query)["triple"]
    came = np.isin(triples, true)
    assert came.sum() == is_candidate(fitted.state, model.lens, fitted.state.parts(true)).sum()
    assert (some.weight[came] == 1).all()


def test_blocs_stay_when_actors_are_added() -> None:
    names = ("Citizen_(Norvia)", "Norvia", "The Bank")
    first = blocs_of(names)
    assert first[0] == first[1] != 0
    assert first[2] == 0
    more = blocs_of((*names, "Army (Suthland)", "Police (Norvia)"), names, first)
    assert more[:3].tolist() == first.tolist()
    assert more[4] == first[0]
    assert more[3] not in first


def test_keys_are_told_apart(fitted: Forecaster) -> None:
    query = np.array([ACTORS - 1]), np.array([TYPES - 1]), np.array([ACTORS - 2])
    key = (query[0].astype(np.int64) * ACTORS + query[2]) * TYPES + query[1]
    assert [int(part[0]) for part in fitted.state.parts(key)] == [ACTORS - 1, TYPES - 1, ACTORS - 2]
    assert set(REASONS) == set(REASON_OF) - {"window"}
    assert forecaster(world(), day=230).day == 230


def test_counts_follow_the_last_window() -> None:
    """A lull in the windows before the last does not make the law say too few events for ordinary days."""
    random = np.random.default_rng(1)
    rates = random.gamma(0.15, 0.15, (60, 60))
    rows = []
    for number in range(240):
        lull = 0.5 if 120 <= number < 180 else 1.0
        day = DAY + datetime.timedelta(days=number)
        rows += [(f"a{a}", "T", f"b{b}", day) for a, b in np.argwhere(random.random((60, 60)) < rates * lull)]
    stream = made("a lull", rows)
    pairs, days = stream.actor.astype(np.int64) * ACTORS + stream.recipient, stream.day.astype(np.int64)
    seen = observed(stream, 210)
    known, rate, age = rates_of(pairs[days < 210], days[days < 210], 210, seen, 30)
    mean, _ = law_of(stream.until(210), seen).of(rate, age, 1.0)
    came = came_of(pairs, days, known, 210, 30)
    assert came.sum() > 2000
    assert mean.sum() == pytest.approx(came.sum(), rel=0.1)


def test_numbers_of_actors_and_types_tell_nothing() -> None:
    """Numbers given in the order of first appearance would leak the future; shuffled, every feature stays."""
    stream = world().until(200)
    random = np.random.default_rng(4)
    actors, types = random.permutation(len(stream.actors)), random.permutation(len(stream.types))
    other = msgspec.structs.replace(
        stream,
        actor=actors[stream.actor].astype(stream.actor.dtype),
        type=types[stream.type].astype(stream.type.dtype),
        recipient=actors[stream.recipient].astype(stream.recipient.dtype),
        actors=tuple(stream.actors[i] for i in np.argsort(actors)),
        types=tuple(stream.types[i] for i in np.argsort(types)),
    )
    a, t, r = (part[:300] for part in query_of(stream))
    found = []
    for each, query in ((stream, (a, t, r)), (other, (actors[a], types[t], actors[r]))):
        blocs = blocs_of(each.actors)
        seen = observed(each, 190)
        lens = Lens(rules=rules_of(each, [60, 90, 120], 7, blocs), observed=seen, horizon=7)
        found.append(features(state_of(each, 190, blocs), query, lens))
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5, atol=1e-5)
