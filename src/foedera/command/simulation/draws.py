"""Random numbers by counter: each source has a stream of its own, each decision a number of its own in it.

A draw is a function of seed, replication, source and decision, and of nothing else. So two structures that are compared
meet the same decisions at the same times with the same work, in whatever order their posts take them (common random
numbers), and replications may run on any number of cores.

The generator is SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, "Fast splittable pseudorandom number generators") with
Stafford's thirteenth mixing function; it is read at any place without the places before.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np

from foedera.command.simulation.compiled import compiled, folded
from foedera.command.simulation.tables import Table, Whole

__all__ = [
    "CONSTANT", "ERLANG", "EXPONENTIAL", "FIRST", "HYPEREXPONENTIAL", "LOGNORMAL", "UNIFORM", "at", "begun", "drawn",
    "key", "mixed", "plainly_mixed", "run", "uniform",
]  # fmt: skip

CONSTANT, EXPONENTIAL, UNIFORM, ERLANG, LOGNORMAL, HYPEREXPONENTIAL = range(6)
"""Codes of the shapes of laws in the flat arrays."""

FIRST = np.int64(0)
"""The turn of a decision that was never sent back."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_ALL = 2**64 - 1
_ELEVEN, _TWENTY_SEVEN, _THIRTY, _THIRTY_ONE, _THIRTY_TWO = map(np.uint64, (11, 27, 30, 31, 32))


def key(source: str) -> int:
    """The 64-bit number by which a source of randomness is known, from its name."""
    return int.from_bytes(hashlib.blake2b(source.encode(), digest_size=8).digest(), "little")


@folded
def mixed(z: np.uint64) -> np.uint64:
    """The 64 bits of `z`, mixed so that each depends on all."""
    z = (z ^ (z >> _THIRTY)) * _FIRST
    z = (z ^ (z >> _TWENTY_SEVEN)) * _SECOND
    return z ^ (z >> _THIRTY_ONE)


def run(seed: int, replication: int) -> int:
    """The 64-bit number from which a replication of a seed takes all its random numbers."""
    golden = int(_GOLDEN)
    return plainly_mixed(plainly_mixed((seed + 1) * golden) + replication * golden)


def begun(flows: Table, stages: Table, run: int) -> None:
    """Moves the keys of all sources, in a network's tables, to where their streams begin in a replication."""
    for table in (flows, stages):
        for column in table.dtype.names or ():
            if column.startswith("random"):
                table[column] = [plainly_mixed(int(source) ^ run) for source in table[column]]


def plainly_mixed(z: int) -> int:
    """What `mixed` gives, without machine code."""
    z &= _ALL
    z = ((z ^ (z >> 30)) * int(_FIRST)) & _ALL
    z = ((z ^ (z >> 27)) * int(_SECOND)) & _ALL
    return z ^ (z >> 31)


@folded
def at(offset: np.uint64, number: Whole, turn: Whole) -> np.uint64:
    """The 64 random bits of the stream at `offset` for a decision's number, at its `turn`-th return (0: the first)."""
    return mixed(offset + (np.uint64(number) + (np.uint64(turn) << _THIRTY_TWO)) * _GOLDEN)


@folded
def uniform(z: np.uint64) -> float:
    """A number between 0 and 1, neither of them included, from 64 random bits."""
    return np.float64(z >> _ELEVEN) * 1.1102230246251565e-16 + 5.551115123125783e-17


@folded
def drawn(shape: int, mean: float, form: float, z: np.uint64) -> float:
    """Hours by a law, from 64 random bits; what `form` is, `foedera.command.simulation.plan` says."""
    if shape == EXPONENTIAL:
        return -mean * math.log(uniform(z))
    if shape == CONSTANT:
        return mean
    return _less_common(shape, mean, form, z)


@compiled
def _less_common(shape: int, mean: float, form: float, z: np.uint64) -> float:
    if shape == UNIFORM:
        return mean * (1.0 + form * (2.0 * uniform(z) - 1.0))
    if shape == ERLANG:
        return _erlang(mean, form, z)
    second = uniform(mixed(z + _GOLDEN))
    if shape == LOGNORMAL:
        normal = math.sqrt(-2.0 * math.log(uniform(z))) * math.cos(2.0 * math.pi * second)
        return mean * math.exp(form * normal - 0.5 * form * form)
    return -mean * math.log(uniform(z)) / (2.0 * form if second < form else 2.0 * (1.0 - form))


@compiled
def _erlang(mean: float, phases: float, z: np.uint64) -> float:
    total = 0.0
    for _ in range(int(phases)):
        total -= math.log(uniform(z))
        z = mixed(z + _GOLDEN)
    return total * mean / phases
