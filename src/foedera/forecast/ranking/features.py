"""What is known of a candidate before the day of the question: the features of the ranking, computed from the state.

Every function fills columns of `out` (candidates, features) for one question (actor, kind, ?, day). `slot` (actors)
gives the row of each candidate, -1 for all others.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from foedera.forecast.ranking.index import Index, Ints, Keys
from foedera.forecast.ranking.kernels import inner
from foedera.forecast.ranking.rules import age_class
from foedera.forecast.ranking.state import Counts, Floats, State

NEVER: Final = 999.0

FEATURES: Final = (
    # recurrence of the very triple
    "same_0", "same_35", "same_7", "same_1", "same_share_35", "same_share_7", "same_age", "same_gap",
    # the pair under any kind
    "pair_0", "pair_35", "pair_7", "pair_1", "pair_share_35", "pair_share_7", "pair_age", "pair_gap", "pair_kinds",
    "pair_back_35", "pair_back_7",
    # rules
    "rule_any", "rule_best", "rule_second", "back_7", "back_age",
    # the other under this kind, whoever asks
    "kind_0", "kind_35", "kind_7", "kind_1", "kind_age", "kind_partners",
    # the other at all
    "other_0", "other_35", "other_7", "other_1", "other_age", "other_kind_share",
    # country and sector
    "country_0", "country_35", "sector_0", "sector_35", "from_country", "from_sector", "asked_country", "same_country",
    # paths
    "path_35", "path_7",
    # the question
    "asked_0", "asked_35", "asked_breadth", "asked_age", "kind_total", "kind_fresh", "actor_0", "actor_7", "direction",
    "ahead", "weekday",
    # learned factors
    "factor", "factor_best",
    # places in the list
    "rank_same", "rank_pair", "rank_rule", "rank_kind", "rank_factor", "rank_first",
)  # fmt: skip
COLUMN: Final = {name: i for i, name in enumerate(FEATURES)}
N: Final = len(FEATURES)
_SAME, _PAIR, _RULE, _KIND, _OTHER = (COLUMN[c] for c in ("same_0", "pair_0", "rule_any", "kind_0", "other_0"))
_COUNTRY, _PATH, _ASKED, _FACTOR, _RANK = (
    COLUMN[c] for c in ("country_0", "path_35", "asked_0", "factor", "rank_same")
)


@inner
def faded(counts: Counts, key: int, rate: int, day: int, fade: Floats) -> float:
    """The count of a key, faded to that day; 0 where it was never seen."""
    last = counts.last[key]
    return counts.sum[key, rate] * fade[rate, day - last] if last >= 0 else 0.0


@inner
def age(counts: Counts, key: int, day: int) -> float:
    """Days since a key was last seen, `NEVER` where it was not."""
    return float(day - counts.last[key]) if counts.last[key] >= 0 else 999.0


@inner
def gap(counts: Counts, key: int) -> float:
    """Days between the last two days on which a key was seen."""
    return float(counts.last[key] - counts.before[key]) if counts.before[key] >= 0 else 999.0


@inner
def found(table: Keys, row: int, value: int) -> int:
    """The key with that value in a row of a table, -1 where there is none."""
    low, high = table.start[row], table.start[row + 1]
    while low < high:
        middle = (low + high) // 2
        if table.last[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low if low < table.start[row + 1] and table.last[low] == value else -1


@inner
def recurrence(index: Index, state: State, rule: Floats, asked: Ints, slot: Ints, out: Floats) -> None:
    """The triple, the same in reverse, and the rules."""
    actor, kind, day = asked
    half = index.kinds // 2
    back = kind - half if kind >= half else kind + half
    for key in range(index.triple.start[actor], index.triple.start[actor + 1]):
        row = slot[index.triple.last[key]]
        if state.triple.last[key] < 0 or row < 0:
            continue
        seen = index.triple_kind[key]
        old = day - state.triple.last[key]
        sure = rule[kind, seen, age_class(old, state.triple.sum[key, 1] * state.fade[1, old])]
        out[row, _RULE] = 1.0 - (1.0 - out[row, _RULE]) * (1.0 - sure)
        if sure > out[row, _RULE + 1]:
            out[row, _RULE + 2] = out[row, _RULE + 1]
            out[row, _RULE + 1] = sure
        elif sure > out[row, _RULE + 2]:
            out[row, _RULE + 2] = sure
        out[row, _PAIR + 8] += 1.0
        if seen == back:
            out[row, _RULE + 3] = faded(state.triple, key, 2, day, state.fade)
            out[row, _RULE + 4] = old
        if seen == kind:
            for k in range(4):
                out[row, _SAME + k] = faded(state.triple, key, k, day, state.fade)
            out[row, _SAME + 6] = old
            out[row, _SAME + 7] = gap(state.triple, key)


@inner
def pairs(index: Index, state: State, asked: Ints, slot: Ints, out: Floats) -> None:
    """The pair under any kind, and the shares of the triple and the pair among all that the actor did."""
    actor, kind, day = asked
    whole = np.zeros(4, np.float32)
    for key in range(index.pair.start[actor], index.pair.start[actor + 1]):
        if state.pair.last[key] < 0:
            continue
        whole[0] += faded(state.pair, key, 1, day, state.fade)
        whole[1] += faded(state.pair, key, 2, day, state.fade)
        row = slot[index.pair.last[key]]
        if row >= 0:
            for k in range(4):
                out[row, _PAIR + k] = faded(state.pair, key, k, day, state.fade)
            out[row, _PAIR + 6] = day - state.pair.last[key]
            out[row, _PAIR + 7] = gap(state.pair, key)
    question = found(index.asked, actor, kind)
    if question >= 0:
        whole[2] = faded(state.asked, question, 1, day, state.fade)
        whole[3] = faded(state.asked, question, 2, day, state.fade)
    for row in range(len(out)):
        for k in range(2):
            out[row, _PAIR + 4 + k] = out[row, _PAIR + 1 + k] / (whole[k] + 0.02)
            out[row, _SAME + 4 + k] = out[row, _SAME + 1 + k] / (whole[2 + k] + 0.02)


@inner
def others(index: Index, state: State, asked: Ints, listed: Ints, slot: Ints, out: Floats) -> None:
    """The candidate under this kind whoever asks, and at all."""
    _, kind, day = asked
    whole = np.zeros(4, np.float32)
    for k in range(4):
        whole[k] = faded(state.kind, kind, k, day, state.fade) + 0.02
    for key in range(index.kind_other.start[kind], index.kind_other.start[kind + 1]):
        row = slot[index.kind_other.last[key]]
        if row >= 0 and state.kind_other.last[key] >= 0:
            for k in range(4):
                out[row, _KIND + k] = faded(state.kind_other, key, k, day, state.fade) / whole[k]
            out[row, _KIND + 4] = day - state.kind_other.last[key]
            out[row, _KIND + 5] = state.partners[key]
    for row in range(len(listed)):
        other = listed[row]
        for k in range(4):
            out[row, _OTHER + k] = faded(state.actor, other, k, day, state.fade)
        out[row, _OTHER + 4] = age(state.actor, other, day)
        for k in range(2):
            out[row, _PAIR + 9 + k] = out[row, _PAIR + 1 + k] / (out[row, _OTHER + 1 + k] + 0.05)
        out[row, _OTHER + 5] = out[row, _KIND + 1] * whole[1] / (out[row, _OTHER + 1] + 0.1)


@inner
def _shares(
    table: Keys, counts: Counts, row: int, day: int, fade: Floats, slot: Ints, out: Floats, column: int
) -> None:
    """The share of each candidate among a row of a table, unfaded and faded by 0.02 a day."""
    whole, slow = 1.0, 0.3
    for key in range(table.start[row], table.start[row + 1]):
        whole += faded(counts, key, 0, day, fade)
        slow += faded(counts, key, 1, day, fade)
    for key in range(table.start[row], table.start[row + 1]):
        place = slot[table.last[key]]
        if place >= 0 and counts.last[key] >= 0:
            out[place, column] = faded(counts, key, 0, day, fade) / whole
            out[place, column + 1] = faded(counts, key, 1, day, fade) / slow


@inner
def _groups(table: Keys, counts: Counts, row: int, day: int, fade: Floats, size: int) -> Floats:
    """The share of every group (a country or a sector) among a row of a table, faded by 0.02 a day, (size,)."""
    share = np.zeros(size, np.float32)
    if row >= 0:
        whole = 0.5
        for key in range(table.start[row], table.start[row + 1]):
            share[table.last[key]] = faded(counts, key, 1, day, fade)
            whole += share[table.last[key]]
        for group in range(size):
            share[group] /= whole
    return share


@inner
def origins(index: Index, state: State, asked: Ints, listed: Ints, slot: Ints, out: Floats) -> None:
    """What actors of the same country or sector do, and to whom."""
    actor, kind, day = asked
    home = index.country[actor] * index.kinds + kind
    role = index.sector[actor] * index.kinds + kind
    _shares(index.country_other, state.country_other, home, day, state.fade, slot, out, _COUNTRY)
    _shares(index.sector_other, state.sector_other, role, day, state.fade, slot, out, _COUNTRY + 2)
    countries = _groups(index.country_country, state.country_country, home, day, state.fade, index.countries)
    sectors = _groups(index.sector_sector, state.sector_sector, role, day, state.fade, index.sectors)
    question = found(index.asked, actor, kind)
    own = _groups(index.asked_country, state.asked_country, question, day, state.fade, index.countries)
    for row in range(len(listed)):
        other = listed[row]
        out[row, _COUNTRY + 4] = countries[index.country[other]]
        out[row, _COUNTRY + 5] = sectors[index.sector[other]]
        out[row, _COUNTRY + 6] = own[index.country[other]]
        out[row, _COUNTRY + 7] = index.country[other] == index.country[actor]


@inner
def question(index: Index, state: State, asked: Ints, ahead: int, out: Floats) -> None:
    """What is the same for all candidates: how busy the actor and the kind are, how often the kind meets new ones."""
    actor, kind, day = asked
    same = np.zeros(11, np.float32)
    same[3] = 999.0
    key = found(index.asked, actor, kind)
    if key >= 0:
        same[0] = faded(state.asked, key, 0, day, state.fade)
        same[1] = faded(state.asked, key, 1, day, state.fade)
        same[2] = state.breadth[key]
        same[3] = age(state.asked, key, day)
    same[4] = faded(state.kind, kind, 0, day, state.fade)
    same[5] = (state.fresh[kind, 0] + 5.0) / (state.fresh[kind, 1] + 10.0)
    same[6] = faded(state.actor, actor, 0, day, state.fade)
    same[7] = faded(state.actor, actor, 2, day, state.fade)
    same[8] = kind >= index.kinds // 2
    same[9] = ahead
    same[10] = day % 7
    for row in range(len(out)):
        for i in range(11):
            out[row, _ASKED + i] = same[i]


@inner
def places(out: Floats, column: int, target: int) -> None:
    """The place of each candidate by a column, highest first, those with the lowest value all last."""
    for i in range(len(out)):
        place = 0
        for j in range(len(out)):
            place += out[j, column] > out[i, column]
        out[i, target] = place


@inner
def describe(
    index: Index, state: State, rule: Floats, asked: Ints, ahead: int, listed: Ints, slot: Ints,
    paths: Floats, factor: Floats,
) -> Floats:  # fmt: skip
    """The features of the listed candidates of one question, highest first score first, (candidates, N).

    `paths` (2, actors) and `factor` (actors) are read at the candidates.
    """
    out = np.zeros((len(listed), N), np.float32)
    for row in range(len(listed)):
        slot[listed[row]] = row
        for column in (_SAME + 6, _SAME + 7, _PAIR + 6, _PAIR + 7, _RULE + 4, _KIND + 4):
            out[row, column] = 999.0
    recurrence(index, state, rule, asked, slot, out)
    pairs(index, state, asked, slot, out)
    others(index, state, asked, listed, slot, out)
    origins(index, state, asked, listed, slot, out)
    question(index, state, asked, ahead, out)
    best = factor.max()
    for row in range(len(listed)):
        other = listed[row]
        slot[other] = -1
        out[row, _PATH], out[row, _PATH + 1] = paths[0, other], paths[1, other]
        out[row, _FACTOR], out[row, _FACTOR + 1] = factor[other], factor[other] - best
        out[row, _RANK + 5] = row
    for i, column in enumerate((_SAME + 1, _PAIR + 2, _RULE, _KIND + 1, _FACTOR)):
        places(out, column, _RANK + i)
    return out
