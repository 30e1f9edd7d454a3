"""Words of likelihood, and scores with their uncertainty."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.register.likelihood import probability
from foedera.register.scores import score, wilson


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("almost certain", 0.97),
        ("will probably", 0.675),
        ("is very likely", 0.875),
        ("is unlikely", 0.325),
        ("almost certainly not", 0.03),
        ("70 percent", 0.7),
        ("one in three", 1 / 3),
        ("70 to 30", 0.7),
        ("0 in 0", None),
        ("five in three", None),
        ("more likely", None),
        ("may", None),
        ("", None),
        (None, None),
    ],
)
def test_words_as_probabilities(words: str | None, value: float | None) -> None:
    found = probability(words)
    assert (found is None) == (value is None)
    assert found is None or (found.value == pytest.approx(value) and found.low <= found.value <= found.high)


def test_an_interval_of_wilson_as_published() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for true, n, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        assert wilson(true, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert wilson(0, 0) is None


def test_the_score_expected_of_right_probabilities_is_exact() -> None:
    chances = (0.97, 0.675, 0.2)
    scores, weights = [], []
    for outcome in itertools.product((True, False), repeat=3):
        scores.append(sum((p - came) ** 2 for p, came in zip(chances, outcome, strict=True)) / 3)
        weights.append(math.prod(p if came else 1 - p for p, came in zip(chances, outcome, strict=True)))
    mean = sum(w * s for w, s in zip(weights, scores, strict=True))
    spread = math.sqrt(sum(w * (s - mean) ** 2 for w, s in zip(weights, scores, strict=True)))
    found = score("x", [True] * 3, [(p, True) for p in chances], predictions=3)
    assert (found.expected, found.deviation) == (pytest.approx(mean), pytest.approx(spread))


def test_nothing_resolved_gives_no_numbers() -> None:
    found = score("x", [], [], predictions=4, void=1)
    assert (found.share, found.interval, found.brier, found.expected, found.deviation) == (None,) * 5
    assert found.is_few


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_every_interval_holds_its_number(rated: list[tuple[float, bool]]) -> None:
    found = score("x", [came for _, came in rated], rated, predictions=len(rated))
    assert found.share is not None and found.interval is not None
    assert found.brier is not None and found.brier_interval is not None
    assert 0 <= found.interval[0] <= found.share <= found.interval[1] <= 1
    assert 0 <= found.brier_interval[0] <= found.brier <= found.brier_interval[1] <= 1
    assert found.is_few == (len(rated) < 10)
