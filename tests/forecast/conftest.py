"""One fitted forecaster for all tests: fitting takes a second or two."""

from __future__ import annotations

import pytest

from foedera.forecast import Forecaster, forecaster

from .made import world


@pytest.fixture(scope="session")
def fitted() -> Forecaster:
    """The forecaster on the morning of day 230 of the world; not to be advanced."""
    found = forecaster(world(), day=230)
    found.model(7)
    return found
