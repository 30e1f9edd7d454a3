"""Event streams: who did what to whom on which day, as columns, from the files of the field and from plain tables."""

from foedera.datasets.streams.exposure import documents_read
from foedera.datasets.streams.layouts import LAYOUTS, Layout
from foedera.datasets.streams.reading import read
from foedera.datasets.streams.steps import PARTS, read_steps
from foedera.datasets.streams.stream import EventStream, made
from foedera.datasets.streams.tables import read_table

__all__ = ["LAYOUTS", "PARTS", "EventStream", "Layout", "documents_read", "made", "read", "read_steps", "read_table"]
