"""Views of spells and panels as tables."""

from __future__ import annotations

from typing import Literal

import polars as pl

from foedera.datasets.tables.table import Column, Join, Table
from foedera.model.errors import QuestionError
from foedera.networks.spells import PLEDGES, Kad, Pledge, Spells

View = Literal["members", "dyads", "kads"]


def spell_table(spells: Spells, view: View = "members") -> Table:
    """The spells as a table: as they are kept (`members`), by pair (`dyads`), or as sets of members (`kads`).

    Columns: `pact`, `member`, `partner` (null: all others; not for k-ads, which have `members`), `start`, `end`, the
    five pledges (0, 1; for k-ads how many members made it), `precision` (not for k-ads).
    """
    if view == "kads":
        return _kads(spells)
    rows = spells.directed() if view == "dyads" else spells
    codes = pl.Series(list(spells.codes))
    towards = pl.Series("partner", rows.towards)
    named = codes.gather(rows.towards.clip(0)).alias("partner")
    frame = pl.DataFrame(
        {
            "pact": pl.Series(list(spells.pacts), dtype=pl.String).gather(rows.pact),
            "member": codes.gather(rows.member),
            "partner": pl.select(pl.when(towards >= 0).then(named)).to_series(),
            "start": rows.start,
            "end": rows.end,
            **{name: (rows.pledges >> bit & 1).astype("int8") for bit, name in enumerate(PLEDGES)},
            "precision": pl.Series(["day", "month", "year"]).gather(rows.precision),
        }
    )
    return Table(frame, f"spells of {view}", spells.sources, _NOTES, system=spells.system)


def _kads(spells: Spells) -> Table:
    found = spells.kads()
    frame = pl.DataFrame(
        {
            "pact": pl.Series([kad.pact for kad in found], dtype=pl.String),
            "k": pl.Series([len(kad.members) for kad in found], dtype=pl.Int16),
            "members": pl.Series(["-".join(str(code) for code in kad.members) for kad in found], dtype=pl.String),
            "start": pl.Series([kad.start for kad in found], dtype=pl.Date),
            "end": pl.Series([kad.end for kad in found], dtype=pl.Date),
            **{name: _made(found, Pledge(1 << bit)) for bit, name in enumerate(PLEDGES)},
        }
    )
    return Table(frame, "k-ads", spells.sources, _NOTES, system=spells.system)


def _made(found: list[Kad], pledge: Pledge) -> pl.Series:
    """How many members of each k-ad made a pledge."""
    return pl.Series([sum(pledge in made for made in kad.pledges) for kad in found], dtype=pl.Int16)


def politically_relevant(table: Table) -> Table:
    """The dyad-years that are politically relevant: contiguous by land or water, or with a major power (Weede 1976).

    Rows of which neither is known (both are null) are dropped too, and the report says how many.

    Raises:
        QuestionError: contiguity or major powers are not joined.
    """
    missing = {"conttype", "cowmaj1", "cowmaj2"} - set(table.frame.columns)
    if missing:
        raise QuestionError(f"politically relevant dyads need contiguity and cow-majors: {min(missing)} is missing")
    relevant = (pl.col("conttype") >= 1) | (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    kept = table.frame.filter(relevant.fill_null(value=False))
    unknown = table.frame.select(relevant.is_null().sum()).item()
    step = Join(source="politically relevant dyads", rows=len(table), used=kept.height)
    report = table.report.with_step(step)
    if unknown:
        report = report.with_note(f"{unknown:,} dyad-years dropped of which nobody says whether they are relevant")
    return table.with_frame(kept, report=report)


_NOTES = (
    Column(name="pact", label="The pact; empty for all together"),
    Column(name="member", label="Who owes"),
    Column(name="partner", label="To whom; missing: to all other members"),
    Column(name="start", label="First day"),
    Column(name="end", label="Last day; missing where it is not known"),
)
