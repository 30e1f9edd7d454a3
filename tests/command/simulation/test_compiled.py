"""How the loop is compiled where nothing can be kept."""

from __future__ import annotations

import pytest
from numba.core.caching import CacheImpl

from foedera.command.simulation.compiled import entry


def test_without_a_folder_for_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder for numba's cache can be written, a function is compiled in each process, and works."""
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])

    def twice(number: int) -> int:
        return 2 * number

    assert entry(twice)(21) == 42
