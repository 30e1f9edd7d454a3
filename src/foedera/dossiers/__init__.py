"""The dossiers that come with Foedera: folders of documents, with an actor base where they need one of their own.

``fictional`` is the sample dossier, an invented alliance over three years; ``real`` is a chronicle and a register of
treaties in the project's own words. Each folder has a README that says what is in it.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from foedera.model import FoederaError

__all__ = ["NAMES", "folder"]

NAMES = ("fictional", "real")
"""The names of the bundled dossiers."""


def folder(name: str) -> Path:
    """The folder of a bundled dossier.

    Raises `FoederaError` for a name that is not in `NAMES`, and where the installation lacks the folder.
    """
    if name not in NAMES:
        raise FoederaError(f"there is no bundled dossier {name!r}: choose one of {', '.join(NAMES)}")
    path = Path(str(files(__name__))) / name
    if not path.is_dir():
        raise FoederaError(f"the bundled dossier {name!r} is missing at {path}: install Foedera again")
    return path
