"""One fitted forecaster for all tests: fitting takes a second or two."""

from __future__ import annotations

import pytest

from foedera.forecast import Forecaster, forecaster, odds

from .made import world


@pytest.fixture(scope="session")
def fitted() -> Forecaster:
    """The forecaster on the morning of day 230 of the world; not to be advanced."""
    found = forecaster(world(), day=230)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(odds, "_MORNINGS", 10)
        found.model(7)
    return found
