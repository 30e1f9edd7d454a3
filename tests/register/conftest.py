"""An empty record to put claims into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedera.record import Record


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty record, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "record.db"
    Record.open(path).close()
    return path


@pytest.fixture
def record(tmp_path: Path, blank: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(shutil.copy(blank, tmp_path / "record.db")) as opened:
        yield opened
