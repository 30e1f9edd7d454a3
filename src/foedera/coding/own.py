"""Coders with a user's own models and tables in place of, or beside, Foedera's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from foedera.coding import affiliations, assets, commands, commitments, events, figures, instruments, statements
from foedera.coding.coder import Coder, Reading
from foedera.coding.commitments.lexicon import Lexicon as Undertakings
from foedera.model import Claim, UsageError

Lexicons = Sequence[Path]


class Own:
    """A coder with a user's own model or tables: its version says so, and its claims carry that version."""

    def __init__(self, inner: Coder, files: Iterable[Path]) -> None:
        """The coder `inner`, which was made from these files and folders; their content is part of the version."""
        self.inner = inner
        self.name = inner.name
        self.version = f"{inner.version}-own{_digest(files)}"

    def wants(self, sentence: str, actors: int) -> bool:
        """What the coder wants."""
        return self.inner.wants(sentence, actors)

    def code(self, reading: Reading) -> Iterator[Claim]:
        """The coder's claims, under the version that says whose they are."""
        for claim in self.inner.code(reading):
            yield reading.claim(
                self, claim.body, claim.evidence, claim.confidence, when=claim.when, modality=claim.modality,
                attribution=claim.attribution,
            )  # fmt: skip


def own(coders: Sequence[Coder], models: Mapping[str, Path], lexicons: Mapping[str, Lexicons]) -> tuple[Coder, ...]:
    """The coders, some with a user's model (by coder's name) and tables.

    Raises `UsageError` where there is no such coder or it takes none, and what reading the files raises.
    """
    for what, named, known in (("model", models, _MODELS), ("tables", lexicons, _LEXICONS)):
        for name in named:
            if name not in known:
                raise UsageError(f"{name}: takes no {what} of your own; those that do: {', '.join(sorted(known))}")
    return tuple(_changed(coder, models.get(coder.name), lexicons.get(coder.name, ())) for coder in coders)


def _changed(coder: Coder, model: Path | None, lexicons: Lexicons) -> Coder:
    if model is None and not lexicons:
        return coder
    files = [*([] if model is None else [model]), *lexicons]
    made = _MODELS[coder.name](model, lexicons) if coder.name in _MODELS else _LEXICONS[coder.name](lexicons)
    return Own(made, files)


def _statements(model: Path | None, lexicons: Lexicons) -> Coder:
    return statements.Statements(statements.Finder(statements.lexicon(*lexicons), statements.ranker(model)))


def _events(model: Path | None, lexicons: Lexicons) -> Coder:
    if model is not None:
        return events.trained(model, lexicons)
    return events.Events(events.Lexicon(lexicons))


_MODELS: Mapping[str, Callable[[Path | None, Lexicons], Coder]] = {"statements": _statements, "events": _events}
_LEXICONS: Mapping[str, Callable[[Lexicons], Coder]] = {
    "statements": lambda paths: _statements(None, paths),
    "events": lambda paths: _events(None, paths),
    "commitments": lambda paths: commitments.Commitments(Undertakings(paths)),
    "instruments": lambda paths: instruments.Instruments(instruments.Lexicon(paths)),
    "affiliations": lambda paths: affiliations.Affiliations(affiliations.Lexicon(paths)),
    "commands": lambda paths: commands.Commands(commands.Lexicon(paths)),
    "assets": lambda paths: assets.Assets(assets.Lexicon(paths)),
    "figures": lambda paths: figures.Figures(figures.lexicon(*paths)),
}


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                whole.update(file.read_bytes())
    return whole.hexdigest()[:8]
