"""Pairs and sets of members out of spells towards all others."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from foedera.networks.spells import Code, Kad, Pledge, Spell, Spells

_FAR = np.datetime64("9999-12-31", "D")


def directed(spells: Spells) -> Spells:
    """The spells by pair: one towards all others becomes one towards each member of its pact for the days shared."""
    open_rows = np.flatnonzero(spells.towards < 0)
    kept = spells.selected(spells.towards >= 0)
    if not open_rows.size:
        return kept
    end = np.where(np.isnat(spells.end), _FAR, spells.end)
    left, right = [], []
    by_pact = open_rows[np.argsort(spells.pact[open_rows], kind="stable")]
    for rows in np.split(by_pact, np.flatnonzero(np.diff(spells.pact[by_pact])) + 1):
        start = np.maximum.outer(spells.start[rows], spells.start[rows])
        stop = np.minimum.outer(end[rows], end[rows])
        one, other = np.nonzero((start <= stop) & (spells.member[rows][:, None] != spells.member[rows][None, :]))
        left.append(rows[one])
        right.append(rows[other])
    one, other = np.concatenate(left), np.concatenate(right)
    start = np.maximum(spells.start[one], spells.start[other])
    stop = np.minimum(end[one], end[other])
    stop[stop == _FAR] = np.datetime64("NaT")
    made = Spells(
        spells.codes,
        spells.pacts,
        np.concatenate([kept.pact, spells.pact[one]]),
        np.concatenate([kept.member, spells.member[one]]),
        np.concatenate([kept.towards, spells.member[other]]),
        np.concatenate([kept.start, start]),
        np.concatenate([kept.end, stop]),
        np.concatenate([kept.pledges, spells.pledges[one]]),
        np.concatenate([kept.precision, np.maximum(spells.precision[one], spells.precision[other])]),
        spells.system,
        spells.sources,
        spells.notes,
    )
    return made.selected(np.lexsort((made.start, made.towards, made.member, made.pact)))


def kads(spells: Spells) -> list[Kad]:
    """Each pact's sets of members in order of pact and time (see `Spells.kads`)."""
    by_pact: dict[str, list[Spell]] = {}
    for row in spells:
        by_pact.setdefault(row.pact, []).append(row)
    return [kad for pact in sorted(by_pact) for kad in _kads(pact, by_pact[pact])]


def _kads(pact: str, rows: list[Spell]) -> list[Kad]:
    days = {row.start for row in rows} | {row.end + timedelta(days=1) for row in rows if row.end is not None}
    marks = sorted(days)
    made: list[Kad] = []
    for at, start in enumerate(marks):
        end = marks[at + 1] - timedelta(days=1) if at + 1 < len(marks) else None
        held = _held(rows, start)
        if len(held) < 2:
            continue
        members = tuple(sorted(held, key=lambda code: (str(type(code)), code)))
        pledges = tuple(held[code] for code in members)
        before = made[-1] if made else None
        if (
            before
            and before.end == start - timedelta(days=1)
            and (before.members, before.pledges) == (members, pledges)
        ):
            made[-1] = Kad(pact=pact, members=members, pledges=pledges, start=before.start, end=end)
        else:
            made.append(Kad(pact=pact, members=members, pledges=pledges, start=start, end=end))
    return made


def _held(rows: list[Spell], day: date) -> dict[Code, Pledge]:
    """The members on a day with all that each owes in the pact; a partner without a spell of its own owes nothing."""
    held: dict[Code, Pledge] = {}
    for row in rows:
        if row.start <= day and (row.end is None or row.end >= day):
            held[row.member] = held.get(row.member, Pledge.NONE) | row.pledges
            if row.towards is not None:
                held.setdefault(row.towards, Pledge.NONE)
    return held
