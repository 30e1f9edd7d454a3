"""The folder of a site: written beside its place, and put there whole, so that no reader ever meets half of one."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

from foedera.model import UsageError

MARK = ".foedera-site"
"""The file by which a folder is known as a site that was published here; it lists the files of the site."""
_CARRIED = ".foedera-carried"
"""What the mark of an older site is called when nothing in it is needed any more."""
_LOCK = "lock"
"""A file that whoever writes a site holds locked: of a run that was killed it is free."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to write a site into, which takes the place of `folder` at the end, and only if all went well.

    Whatever lies in an older site that was not published (`.git`, `CNAME`) stays. An interruption between the steps
    at the end is mended by the next time, and what a killed run left beside the folder is removed. Raises `UsageError`
    where `folder` has files and is no such site.
    """
    folder = folder.resolve()
    before = folder.with_name(f".{folder.name}.before")
    _mend(folder, before)
    _check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{folder.name}.part-"
    for left in sorted(path for path in folder.parent.iterdir() if path.name.startswith(prefix)):
        _clear(left, folder.name)
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=folder.parent) as place,
        closing(sqlite3.connect(Path(place) / _LOCK, isolation_level=None)) as lock,
    ):
        lock.execute("BEGIN EXCLUSIVE")
        part = Path(place) / folder.name
        part.mkdir()
        yield part
        names = sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())
        (part / MARK).write_text("".join(f"{name}\n" for name in names), "utf-8")
        _put(part, folder, before)


def _clear(left: Path, name: str) -> None:
    """Removes what a run left that was killed; what another run is writing at this moment stays."""
    if (left / _LOCK).is_file():
        with closing(sqlite3.connect(left / _LOCK, isolation_level=None, timeout=0)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                return
    elif not (left / name).is_dir():
        return
    shutil.rmtree(left)


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give a folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(f"{folder} has files that foedera publish did not write: give a new folder")


def _mend(folder: Path, before: Path) -> None:
    """Ends what an interruption left: the older site is put back, or what of it was not published is carried over."""
    if not before.exists():
        return
    if not (before / MARK).is_file() and not (before / _CARRIED).is_file():
        raise UsageError(f"{before} is in the way: move it elsewhere")
    if folder.exists():
        _carry_all(before, folder)
    else:
        before.rename(folder)


def _put(part: Path, folder: Path, before: Path) -> None:
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
    if folder.exists():
        folder.rename(before)
    try:
        part.rename(folder)
    except OSError:
        if before.exists():
            before.rename(folder)
        raise
    if before.exists():
        _carry_all(before, folder)


def _carry_all(before: Path, folder: Path) -> None:
    """Moves what was not published out of an older site into the new one, and removes the older one."""
    mark = before / MARK
    if mark.is_file():
        ours = set(mark.read_text("utf-8").splitlines())
        folders = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
        _carry(before, folder, ours | {MARK}, folders)
        mark.rename(before / _CARRIED)
    shutil.rmtree(before)


def _carry(before: Path, folder: Path, ours: Collection[str], folders: Collection[str], at: str = "") -> None:
    for path in sorted(before.iterdir()):
        name = f"{at}{path.name}"
        if name in ours:
            continue
        if name in folders and path.is_dir():
            _carry(path, folder, ours, folders, f"{name}/")
            continue
        to = folder / name
        while to.exists():
            to = to.with_name(f"{to.name}.kept")
        to.parent.mkdir(parents=True, exist_ok=True)
        path.rename(to)
