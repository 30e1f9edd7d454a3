"""Foedera's data out: a line for a person, flat rows for a spreadsheet or R."""

from foedera.exchange.flat import COLUMNS, Exported, flat, write_csv, write_parquet
from foedera.exchange.lines import deadline, fields, line, names

__all__ = ["COLUMNS", "Exported", "deadline", "fields", "flat", "line", "names", "write_csv", "write_parquet"]
