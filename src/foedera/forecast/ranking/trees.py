"""Gradient-boosted trees that put the true answer before the other candidates of its question.

The loss of a true answer is minus the logarithm of its share in the softmax over itself and the candidates that are
not true (so that true answers never compete with each other, as in the time-aware filter by which rankings are
scored). Trees grow level by level on features cut into at most 64 bins, with Newton steps and with histograms of the
smaller child only, the sibling's being the difference (Ke et al. 2017, LightGBM).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.kernels import inner
from foedera.forecast.ranking.state import Floats

Bytes = NDArray[np.uint8]
BINS: Final = 64


class Settings(NamedTuple):
    """How trees are grown: their number and depth, the step, the shares of rows and of features that a tree sees,
    the least sum of second derivatives in a leaf, the penalty on a leaf's value, how much less answers far down
    count (see `slopes`), and the seed."""

    trees: int = 320
    depth: int = 6
    step: float = 0.06
    rows: float = 0.1
    features: float = 0.5
    least: float = 3.0
    penalty: float = 5.0
    focus: float = 0.4
    seed: int = 0


class Forest(NamedTuple):
    """`edges` (features, 63): upper bounds of the bins; for every tree, complete to its depth, `feature` and `cut`
    (trees, 2^depth - 1): go left where the bin is at most the cut; `value` (trees, 2^depth): of the leaves."""

    edges: Floats
    feature: Ints
    cut: Ints
    value: Floats


def bin_edges(features: Floats) -> Floats:
    """Upper bounds of up to 64 bins of a sample of rows, at its quantiles; unused bounds are infinite."""
    edges = np.full((features.shape[1], BINS - 1), np.inf, np.float32)
    for f in range(features.shape[1]):
        values = np.unique(features[:, f])
        if len(values) > BINS:
            # Quantiles of the distinct values and of all values, so that a heavy point mass takes no more than one bin.
            both = np.concatenate([np.quantile(features[:, f], np.linspace(0, 1, 34)[1:-1], method="nearest"),
                                   np.quantile(values, np.linspace(0, 1, 33)[1:-1], method="nearest")])  # fmt: skip
            cuts = np.unique(both)[: BINS - 1]
        else:
            cuts = values[:-1]
        edges[f, : len(cuts)] = cuts
    return edges


@njit(cache=True)
def binned(features: Floats, edges: Floats) -> Bytes:
    """The bin of every value, (rows, features)."""
    out = np.empty(features.shape, np.uint8)
    for i in range(features.shape[0]):
        for f in range(features.shape[1]):
            value = features[i, f]
            low, high = 0, edges.shape[1]
            while low < high:
                middle = (low + high) // 2
                if edges[f, middle] < value:
                    low = middle + 1
                else:
                    high = middle
            out[i, f] = low
    return out


@njit(cache=True)
def slopes(
    score: Floats, true: NDArray[np.bool_], weight: Floats, start: Ints, focus: float, first: Floats, second: Floats
) -> None:
    """First and second derivatives of the loss at every row; start (questions + 1) says where each question begins.

    An answer counts as its share in the softmax to the power of `focus`: with 0 all count the same, with more those
    that are far down count less, as they do in the mean reciprocal rank.
    """
    for q in range(len(start) - 1):
        begin, end = start[q], start[q + 1]
        top = score[begin:end].max()
        rest = 1e-12
        for i in range(begin, end):
            if not true[i]:
                rest += weight[i] * np.exp(score[i] - top)
        pull = pull2 = 0.0
        for i in range(begin, end):
            if true[i]:
                own = np.exp(score[i] - top)
                share = own / (own + rest)
                counts = (share + 0.02) ** focus
                first[i] = counts * (share - 1.0)
                second[i] = counts * max(share * (1.0 - share), 1e-6)
                pull += counts / (own + rest)
                pull2 += counts / (own + rest) ** 2
        for i in range(begin, end):
            if not true[i]:
                own = weight[i] * np.exp(score[i] - top)
                first[i] = own * pull
                second[i] = max(own * pull - own * own * pull2, 1e-7)


@inner
def _histogram(bins: Bytes, rows: Ints, first: Floats, second: Floats, used: Ints, out: Floats) -> None:
    out[:] = 0.0
    for i in rows:
        g, h = first[i], second[i]
        for j in range(len(used)):
            b = bins[i, used[j]]
            out[j, b, 0] += g
            out[j, b, 1] += h


@inner
def _best(histogram: Floats, least: float, penalty: float) -> tuple[int, int]:
    """The split of the greatest gain, (position in the histogram, bin); (-1, 0) where none gains."""
    total, weight = histogram[0, :, 0].sum(), histogram[0, :, 1].sum()
    base = total * total / (weight + penalty)
    best, where, cut = 1e-6, -1, 0
    for j in range(len(histogram)):
        g = h = 0.0
        for b in range(histogram.shape[1] - 1):
            g += histogram[j, b, 0]
            h += histogram[j, b, 1]
            if h < least or weight - h < least:
                continue
            gain = g * g / (h + penalty) + (total - g) ** 2 / (weight - h + penalty) - base
            if gain > best:
                best, where, cut = gain, j, b
    return where, cut


@inner
def _parted(bins: Bytes, rows: Ints, feature: int, cut: int) -> int:
    """Put the rows that go left before the others, each in their order, and return how many go left."""
    right = np.empty(len(rows), np.int32)
    left = 0
    n = 0
    for i in rows:
        if bins[i, feature] <= cut:
            rows[left] = i
            left += 1
        else:
            right[n] = i
            n += 1
    rows[left:] = right[:n]
    return left


@njit(cache=True)
def grown(
    bins: Bytes, rows: Ints, first: Floats, second: Floats, used: Ints, depth: int, least: float, penalty: float,
    feature: Ints, cut: Ints, value: Floats,
) -> None:  # fmt: skip
    """Grow one tree on some rows and some features into feature, cut (2^depth - 1) and value (2^depth)."""
    size = 2**depth
    begin, end = np.zeros(2 * size, np.int32), np.zeros(2 * size, np.int32)
    end[0] = len(rows)
    histograms = np.zeros((2 * size, len(used), 64, 2), np.float32)
    _histogram(bins, rows, first, second, used, histograms[0])
    for node in range(size - 1):
        left, right = 2 * node + 1, 2 * node + 2
        where, at = -1, 0
        if end[node] > begin[node]:
            where, at = _best(histograms[node], least, penalty)
        middle = end[node]
        cut[node] = 255
        if where >= 0:
            feature[node], cut[node] = used[where], at
            middle = begin[node] + _parted(bins, rows[begin[node] : end[node]], used[where], at)
        begin[left], end[left], begin[right], end[right] = begin[node], middle, middle, end[node]
        if where < 0:
            histograms[left] = histograms[node]
        elif left < size - 1:
            small, large = (left, right) if middle - begin[node] <= end[node] - middle else (right, left)
            _histogram(bins, rows[begin[small] : end[small]], first, second, used, histograms[small])
            histograms[large] = histograms[node] - histograms[small]
    for leaf in range(size):
        g = h = 0.0
        for i in rows[begin[size - 1 + leaf] : end[size - 1 + leaf]]:
            g += first[i]
            h += second[i]
        value[leaf] = -g / (h + penalty)


@njit(cache=True)
def summed(bins: Bytes, feature: Ints, cut: Ints, value: Floats, score: Floats) -> None:
    """Add the values of the trees to the scores of rows of bins."""
    inner = feature.shape[1]
    for tree in range(len(feature)):
        for i in range(len(bins)):
            node = 0
            while node < inner:
                node = 2 * node + (1 if bins[i, feature[tree, node]] <= cut[tree, node] else 2)
            score[i] += value[tree, node - inner]


def boosted(
    bins: Bytes, edges: Floats, true: NDArray[np.bool_], weight: Floats, start: Ints, settings: Settings
) -> Forest:
    """Trees fitted to the rows of all questions. `weight` counts a row as that many (for sampled candidates)."""
    rng = np.random.default_rng(settings.seed)
    n, inner = settings.trees, 2**settings.depth - 1
    forest = Forest(edges, np.zeros((n, inner), np.int32), np.zeros((n, inner), np.int32),
                    np.zeros((n, inner + 1), np.float32))  # fmt: skip
    score = np.zeros(len(bins), np.float32)
    first, second = np.zeros_like(score), np.zeros_like(score)
    for tree in range(n):
        slopes(score, true, weight, start, settings.focus, first, second)
        rows = _sampled(first, second, settings.rows, rng)
        used = np.sort(rng.permutation(bins.shape[1])[: int(bins.shape[1] * settings.features)]).astype(np.int32)
        one = slice(tree, tree + 1)
        grown(bins, rows, first, second, used, settings.depth, settings.least, settings.penalty,
              forest.feature[tree], forest.cut[tree], forest.value[tree])  # fmt: skip
        forest.value[tree] *= settings.step
        summed(bins, forest.feature[one], forest.cut[one], forest.value[one], score)
    return forest


def _sampled(first: Floats, second: Floats, share: float, rng: np.random.Generator) -> Ints:
    """About this share of the rows, those with steep slopes always, the others in proportion; their slopes are raised
    to stand for those left out (minimal variance sampling, Ibragimov and Gusev 2019)."""
    steep = np.abs(first)
    bound = max(float(steep.mean()) / max(share, 1e-6), 1e-12)
    chance = np.minimum(steep / np.float32(bound) + np.float32(0.02), 1.0)
    rows = np.flatnonzero(rng.random(len(first), dtype=np.float32) < chance).astype(np.int32)
    first[rows] /= chance[rows]
    second[rows] /= chance[rows]
    return rows


def scores(forest: Forest, features: Floats) -> Floats:
    """The sum of the trees for rows of features."""
    score = np.zeros(len(features), np.float32)
    summed(binned(features, forest.edges), forest.feature, forest.cut, forest.value, score)
    return score
