"""Foedera's data out: a line for a person, flat rows for a spreadsheet or R."""

from foedera.exchange.events import LAYOUTS, Count, Dyad, LeftOut, counts, dyads, write_events
from foedera.exchange.flat import COLUMNS, Exported, columns, flat, flat_of_kind, write_csv, write_parquet
from foedera.exchange.lines import deadline, fields, line, names

__all__ = [
    "COLUMNS", "LAYOUTS", "Count", "Dyad", "Exported", "LeftOut", "columns", "counts", "deadline", "dyads", "fields",
    "flat", "flat_of_kind", "line", "names", "write_csv", "write_events", "write_parquet",
]  # fmt: skip
