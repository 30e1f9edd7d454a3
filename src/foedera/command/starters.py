"""Structures that come with Foedera: real commands as far as public sources tell of them, and the sample dossier's."""

from __future__ import annotations

from pathlib import Path

from foedera.command.file import load
from foedera.command.structure import Structure
from foedera.model.errors import QuestionError

_DATA = Path(__file__).parent / "data"


def starters() -> tuple[str, ...]:
    """The names of the structures that come with Foedera."""
    return tuple(sorted(path.stem for path in _DATA.glob("*.yaml")))


def starter(name: str) -> Structure:
    """A structure that comes with Foedera, all variants and times of it.

    Raises:
        QuestionError: there is none of that name.
    """
    if name not in starters():
        raise QuestionError(f"no structure {name!r} comes with Foedera: there are {', '.join(starters())}")
    return load(_DATA / f"{name}.yaml")


def starter_text(name: str) -> str:
    """The file of a structure that comes with Foedera, to be copied and changed.

    Raises:
        QuestionError: there is none of that name.
    """
    if name not in starters():
        raise QuestionError(f"no structure {name!r} comes with Foedera: there are {', '.join(starters())}")
    return (_DATA / f"{name}.yaml").read_text(encoding="utf-8")
