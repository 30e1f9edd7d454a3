"""Tables of states and dyads that the field publishes: descriptions, one reader, and the table with its metadata."""

from __future__ import annotations

from foedera.datasets.tables.catalogue import Dataset, Field, Layout, Version, dataset, datasets
from foedera.datasets.tables.fetching import Fetched, fetch, offered
from foedera.datasets.tables.reading import read
from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table

__all__ = [
    "Column",
    "Dataset",
    "Dropped",
    "Fetched",
    "Field",
    "Join",
    "Layout",
    "Report",
    "Source",
    "System",
    "Table",
    "Version",
    "dataset",
    "datasets",
    "fetch",
    "offered",
    "read",
]
