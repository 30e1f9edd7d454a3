"""Other people's data: event streams (`foedera.datasets.streams`) and tables of states and dyads (`.tables`)."""

from __future__ import annotations

__all__: list[str] = []
