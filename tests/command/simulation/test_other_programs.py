"""Agreement with SimPy and Ciw on random networks, within confidence intervals."""

from __future__ import annotations

import pytest

from tests.command.simulation.others import by_ciw, by_simpy, drawn_network, ours


@pytest.mark.parametrize("number", range(2))
def test_simpy(number: int) -> None:
    """Mean times by kind lie within four joint standard errors of SimPy's."""
    network = drawn_network(number)
    mine, other = ours(network, 30, 1000), by_simpy(network, 10, 1000)
    for kind in range(len(network.flows)):
        error = (mine[:, kind].var(ddof=1) / 30 + other[:, kind].var(ddof=1) / 10) ** 0.5
        assert abs(mine[:, kind].mean() - other[:, kind].mean()) < 4 * error


def test_ciw() -> None:
    """The same with Ciw."""
    network = drawn_network(5)
    mine, other = ours(network, 30, 800), by_ciw(network, 8, 800)
    for kind in range(len(network.flows)):
        error = (mine[:, kind].var(ddof=1) / 30 + other[:, kind].var(ddof=1) / 8) ** 0.5
        assert abs(mine[:, kind].mean() - other[:, kind].mean()) < 4 * error
