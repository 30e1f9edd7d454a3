"""Break-even points: where a difference is told, how often, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from foedera.command.simulation import BreakEven, Estimate, Range, sentence
from foedera.command.simulation.crossings import break_evens

Gap = Callable[[float], float]


def measured(gap: Gap, noise: float = 0.01) -> Callable[[dict[str, float], int], npt.NDArray[np.float64]]:
    """Measures of two structures whose gap is a function of the logarithm of one factor, with noise."""

    def at(factors: dict[str, float], count: int) -> npt.NDArray[np.float64]:
        (factor,) = factors.values()
        wobble = noise * np.random.default_rng(int(factor * 1e6)).standard_normal(count)
        return np.array([np.ones(count), 1.0 + gap(float(np.log(factor))) + wobble])

    return at


def found_by(gap: Gap, noise: float = 0.01, names: Sequence[str] = ("a", "b")) -> tuple[BreakEven, ...]:
    return break_evens(measured(gap, noise), names, [Range("work:p", 0.1, 10.0)], count=20, points=21)


def test_no_difference_is_no_win() -> None:
    """Structures that are the same, or differ by noise alone, have no winner anywhere."""
    for noise in (0.0, 0.05):
        (found,) = found_by(lambda log: 0.0, noise)
        assert (found.at, found.below, found.above) == (None, None, None)
        assert sentence(found).startswith("no structure can be told to be better wherever work at p takes 0.1 to 10")


def test_one_change() -> None:
    """One change of places: the factor, and the sentence told from who wins as assumed."""
    (found,) = found_by(lambda log: np.log(2.0) - log)
    assert found.at is not None and found.at.value == pytest.approx(2.0, rel=0.02)
    assert (found.below, found.above, found.partial) == ("a", "b", False)
    assert sentence(found).startswith("a wins against b unless work at p takes more than 2 times (")
    (found,) = found_by(lambda log: np.log(0.5) - log)
    assert sentence(found).startswith("b wins against a unless work at p takes less than 0.5 times (")
    assert "misses fewer deadlines than a unless" in sentence(found, "missed")


def test_two_changes() -> None:
    """Two changes: each holds as far as the other, and says so."""
    first, second = found_by(lambda log: (log - np.log(0.4)) * (log - np.log(3.0)))
    assert first.at is not None and second.at is not None
    assert (first.below, first.above, second.below, second.above) == ("a", "b", "b", "a")
    assert first.at.value == pytest.approx(0.4, rel=0.1) and first.high == pytest.approx(second.at.value)
    assert second.low == pytest.approx(first.at.value) and second.high == pytest.approx(10.0)
    assert sentence(first).endswith("(within 0.1 to 3 times)") and sentence(second).endswith("(within 0.4 to 10 times)")


def test_always_and_partly_even() -> None:
    """Better everywhere, and better where a difference can be told."""
    (found,) = found_by(lambda log: 1.0)
    assert sentence(found) == "a wins against b wherever work at p takes 0.1 to 10 times as long as assumed"
    (found,) = found_by(lambda log: max(0.0, log), 0.0)
    assert found.even and sentence(found).endswith(", or cannot be told apart from it")


def test_interval_of_a_change() -> None:
    """The interval holds the factor at which the gap is zero."""
    (found,) = found_by(lambda log: np.log(2.0) - log, 0.5)
    assert isinstance(found.at, Estimate) and found.at.low < 2.0 < found.at.high
