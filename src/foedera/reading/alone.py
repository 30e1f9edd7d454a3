"""Keeping two runs of one watch from each other: a file that only one process can hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from foedera.model import SourceError

if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(state: Path) -> Iterator[bool]:
    """Holds the file beside `state` with the ending .lock until the block ends; False where another process has it.

    The system lets go of it when the process ends, however it ends; the empty file stays. Raises `SourceError` where it
    cannot be written.
    """
    path = state.with_name(state.name + ".lock")
    try:
        file = path.open("ab")
    except OSError as error:
        raise SourceError(f"{path}: cannot be written ({error.strerror}); choose another place with --state") from None
    with file:
        try:
            _hold(file)
        except OSError:
            yield False
        else:
            yield True
