"""Closed forms of queueing theory, against which the simulation is tested, and which tell an overloaded post.

Rates are per hour, times in hours. Sources: L. Kleinrock, Queueing Systems 1 (1975) for M/M/c, M/G/1 and Jackson
networks; A. Cobham, Operations Research 2 (1954) for priorities; F. Baskett, K. M. Chandy, R. R. Muntz and
F. G. Palacios, Journal of the ACM 22 (1975) for networks with several classes and with stations where all are served at
once; J. Little, Operations Research 9 (1961).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from foedera.command.simulation.network import Flow

__all__ = [
    "backlog_growth", "closed_wait", "cobham_waits", "erlang_c", "hypoexponential_tail", "mmc_tail", "mmc_wait",
    "pollaczek_khinchine", "visits",
]  # fmt: skip


def erlang_c(rate: float, service: float, staff: int) -> float:
    """The probability that an arrival at M/M/c waits (Erlang's second formula), by recursion over Erlang's first.

    `service` is the rate of one of the staff; the load `rate / (staff service)` is under 1.
    """
    offered = rate / service
    blocked = 1.0
    for number in range(1, staff + 1):
        blocked = offered * blocked / (number + offered * blocked)
    load = offered / staff
    return blocked / (1.0 - load * (1.0 - blocked))


def mmc_wait(rate: float, service: float, staff: int) -> float:
    """The mean wait at M/M/c."""
    return erlang_c(rate, service, staff) / (staff * service - rate)


def mmc_tail(rate: float, service: float, staff: int, hours: float) -> float:
    """The probability that waiting and work at M/M/c take longer than so many hours."""
    waits = erlang_c(rate, service, staff)
    spare = staff * service - rate
    alone = math.exp(-service * hours)
    if math.isclose(spare, service):
        return alone * (1.0 + waits * service * hours)
    return alone * (1.0 + waits * service * -math.expm1(-(spare - service) * hours) / (spare - service))


def pollaczek_khinchine(rate: float, mean: float, spread: float) -> float:
    """The mean wait at M/G/1 with work of this mean and coefficient of variation."""
    load = rate * mean
    return load * mean * (1.0 + spread * spread) / (2.0 * (1.0 - load))


def cobham_waits(rates: Sequence[float], means: Sequence[float], spreads: Sequence[float]) -> list[float]:
    """The mean wait of each class at one server with priorities that do not interrupt, the first class first."""
    residual = sum(
        rate * mean * mean * (1 + spread**2) / 2 for rate, mean, spread in zip(rates, means, spreads, strict=True)
    )
    waits, above = [], 0.0
    for rate, mean in zip(rates, means, strict=True):
        below = above + rate * mean
        waits.append(residual / ((1.0 - above) * (1.0 - below)))
        above = below
    return waits


def hypoexponential_tail(rates: Sequence[float], hours: float) -> float:
    """The probability that a sum of independent exponential times with different rates is longer than so many hours.

    The time through M/M/1 stations in a row is such a sum, of rates `service - rate`.
    """
    return sum(
        math.exp(-own * hours) * math.prod(other / (other - own) for other in rates if other != own) for own in rates
    )


def closed_wait(closed: float, period: float = 24.0) -> float:
    """The mean wait of what comes at any hour to a post that is off duty for `closed` of `period` hours (h²/48)."""
    return closed * closed / (2.0 * period)


def backlog_growth(rate: float, service: float, staff: int) -> float:
    """Decisions an hour by which the queue of an overloaded post grows."""
    return rate - staff * service


def visits(flow: Flow) -> npt.NDArray[np.float64]:
    """How often a decision of a flow comes to each of its stages, on average (traffic equations)."""
    size = len(flow.stages)
    moves = np.zeros((size, size))
    for number, stage in enumerate(flow.stages):
        moves[number, stage.to] += stage.back
        if number + 1 < size:
            moves[number, number + 1] += 1.0 - stage.back - stage.settled
    start = np.zeros(size)
    start[0] = 1.0
    return np.asarray(np.linalg.solve(np.eye(size) - moves.T, start), np.float64)
