"""A coder of one's own ontology: from some hundred labelled pairs to a folder that reading can use.

The encoder stays as it is; a layer over its vectors is fitted by logistic regression, its settings chosen and its
confidences calibrated by cross-validation. That takes minutes on a processor, and scikit-learn but no PyTorch.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from foedera.coding.events.calibration import Calibration
from foedera.coding.events.encoder import Floats, encoder
from foedera.coding.events.evaluation import pair_of, rows
from foedera.coding.events.given import Pair, reckoned
from foedera.coding.events.heads import NONE, Labels, heads, softmax
from foedera.coding.events.lexicon import lexicon
from foedera.language import Language
from foedera.model import EVENT_TYPES, EventType, SourceError, UsageError

FOLDS = 5
_STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
_TRUSTS = (0.0, 1.0, 2.0, 3.0, 4.0)
_Type = EventType | Literal["NONE"]


class Labelled(msgspec.Struct, frozen=True):
    """A pair with a label of the user's own."""

    pair: Pair
    label: str


class Trained(msgspec.Struct, frozen=True):
    """What came of training: the folder, the number of pairs and labels, and macro-F1 and accuracy (0 to 1) over the
    user's labels by cross-validation."""

    folder: Path
    pairs: int
    labels: int
    macro_f1: float
    accuracy: float


def mapping(path: Path) -> dict[str, _Type]:
    """The table from a user's labels to types of PLOVER: CSV with the header `label,type`, type possibly NONE.

    Raises `SourceError` with file, line and reason.
    """
    found: dict[str, _Type] = {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    reader = csv.reader(lines)
    if next(reader, []) != ["label", "type"]:
        raise SourceError(f"{path}:1: the header must be label,type")
    for cells in reader:
        where = f"{path}:{reader.line_num}"
        if len(cells) != 2 or not cells[0]:
            raise SourceError(f"{where}: give a label and a type")
        if cells[1] not in (*EVENT_TYPES, NONE):
            raise SourceError(f"{where}: {cells[1]!r} is no type; use one of {', '.join(EVENT_TYPES)} or {NONE}")
        if cells[0] in found:
            raise SourceError(f"{where}: {cells[0]!r} stands there twice")
        found[cells[0]] = cells[1]
    return found


def labelled(path: Path, types: Mapping[str, _Type], field: str = "label") -> Iterator[Labelled]:
    """The pairs in a file of given pairs (as `evaluation.given` reads them), with their label in `field`.

    Raises `SourceError` with file, line and reason: a label that `types` does not have, spans that overlap.
    """
    for line, row in rows(path):
        where = f"{path}:{line}"
        label = row.get(field)
        if not isinstance(label, str) or not label:
            raise SourceError(f"{where}: {field} is missing")
        if label not in types:
            raise SourceError(f"{where}: {label!r} is not in the table of labels; add a row for it")
        pair = pair_of(row, where)
        if pair.recipient is not None and max(pair.actor[0], pair.recipient[0]) < min(pair.actor[1], pair.recipient[1]):
            raise SourceError(f"{where}: the spans of source and target overlap; mark each on its own")
        yield Labelled(pair, label)


def train(examples: Sequence[Labelled], types: Mapping[str, _Type], language: Language, folder: Path) -> Trained:
    """Fit a layer for the user's labels and save it in `folder`, from which `Heads` reads it.

    Raises `UsageError` where scikit-learn is missing or a label has too few examples.
    """
    counts = Counter(one.label for one in examples)
    for label, count in counts.items():
        if count < FOLDS:
            raise UsageError(f"label {label!r} has {count} examples; give at least {FOLDS}, or leave it out")
    if len(counts) < 2:
        raise UsageError("the examples have one label only; a coder needs at least two")
    known = list(reckoned((one.pair for one in examples), language, lexicon()))
    vectors = encoder().vectors([one.words for one in known])
    fitting = _Fitting(vectors, [one.label for one in examples], [one.types for one in known], types)
    settings, scores = fitting.best()
    weight, bias = fitting.layer(settings.strength)
    right = [fitting.names[at] == label for at, label in zip(scores.argmax(axis=1), fitting.labels, strict=True)]
    _save(folder, fitting, settings, weight, bias)
    _write(folder / "calibration.json", calibrated(softmax(scores).max(axis=1).tolist(), right))
    return Trained(folder, len(examples), len(counts), settings.macro_f1, sum(right) / len(right))


class _Settings(msgspec.Struct, frozen=True):
    strength: float
    trust: float
    macro_f1: float


class _Fitting:
    """Examples as vectors, and the layers that can be fitted to them."""

    def __init__(
        self, vectors: Floats, labels: Sequence[str], hints: Sequence[Sequence[str]], types: Mapping[str, _Type]
    ) -> None:
        import numpy as np

        self.labels = list(labels)
        self.names = sorted(set(labels))
        self.types = {name: types[name] for name in self.names}
        self._hints = np.array([[float(types[name] in found[:1]) for name in self.names] for found in hints])
        self._ours = heads().layer
        self._scale = vectors.std(axis=0) + 1e-6
        self._inputs = self._features(vectors)

    def best(self) -> tuple[_Settings, Floats]:
        """The settings with the best macro-F1 in cross-validation, and the scores of the examples held out in it."""
        import numpy as np

        best = _Settings(0.0, 0.0, -1.0)
        kept: Floats = np.zeros((0, 0))
        for strength in _STRENGTHS:
            held = self._held_out(strength)
            for trust in _TRUSTS:
                scores = held + trust * self._hints
                f1 = self._macro_f1([self.names[at] for at in scores.argmax(axis=1)])
                if f1 > best.macro_f1:
                    best, kept = _Settings(strength, trust, f1), scores
        return best, kept

    def layer(self, strength: float) -> tuple[Floats, Floats]:
        """The weights and the bias of a layer over the encoder's vectors, fitted to all examples."""
        model = self._fitted(range(len(self.labels)), strength)
        width = len(self._scale)
        weight, (ours, bias) = model.coef_, self._ours
        if len(self.names) == 2:  # scikit-learn keeps one row for two classes
            weight = [-weight[0] / 2, weight[0] / 2]
        import numpy as np

        weight = np.asarray(weight, np.float32)
        added = weight[:, width:] / _OURS
        offset = model.intercept_ if len(self.names) > 2 else np.array([-model.intercept_[0], model.intercept_[0]]) / 2
        return (
            (weight[:, :width] / self._scale + added @ ours).astype(np.float32),
            (offset + added @ bias).astype(np.float32),
        )

    def _features(self, vectors: Floats) -> Floats:
        import numpy as np

        weight, bias = self._ours
        found: Floats = np.hstack([vectors / self._scale, (vectors @ weight.T + bias) / _OURS])
        return found

    def _fitted(self, chosen: Sequence[int], strength: float) -> Any:
        try:
            from sklearn.linear_model import LogisticRegression
        except ImportError as error:
            raise UsageError("training needs scikit-learn; install it with: pip install 'foedera[train]'") from error
        model = LogisticRegression(C=strength, max_iter=500)
        return model.fit(self._inputs[list(chosen)], [self.labels[at] for at in chosen])

    def _held_out(self, strength: float) -> Floats:
        """The scores of every example by a layer that was fitted without its fold."""
        import numpy as np

        seen: Counter[str] = Counter()
        folds = []
        for label in self.labels:
            folds.append(seen[label] % FOLDS)
            seen[label] += 1
        scores = np.zeros((len(self.labels), len(self.names)), np.float32)
        for fold in range(FOLDS):
            model = self._fitted([at for at, other in enumerate(folds) if other != fold], strength)
            held = [at for at, other in enumerate(folds) if other == fold]
            likely = model.predict_log_proba(self._inputs[held])
            scores[held] = np.maximum(likely, -30)
        return scores

    def _macro_f1(self, found: Sequence[str]) -> float:
        total = 0.0
        for name in self.names:
            hits = sum(a == b == name for a, b in zip(self.labels, found, strict=True))
            total += 2 * hits / (self.labels.count(name) + list(found).count(name))
        return total / len(self.names)


_OURS = 3.0  # our own layer's scores among the features, scaled to the spread of the vectors


def calibrated(
    scores: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None, least: float = 20
) -> Calibration:
    """The monotone table that fits best (isotonic regression, by pooling adjacent violators), each of whose steps holds
    examples of at least the weight `least`."""
    blocks: list[list[float]] = []
    for score, hit, weight in sorted(zip(scores, right, weights or [1.0] * len(scores), strict=True)):
        blocks.append([score, weight * hit, weight])
        while len(blocks) > 1 and (
            blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2] or blocks[-2][2] < least
        ):
            _, hits, total = blocks.pop()
            blocks[-1][1] += hits
            blocks[-1][2] += total
    if len(blocks) > 1 and blocks[-1][2] < least:
        _, hits, total = blocks.pop()
        blocks[-1][1] += hits
        blocks[-1][2] += total
    # half a success and half a failure in each step, so that no confidence is quite 0 or 1
    steps = [(round(low, 4), round((hits + 0.5) / (total + 1), 3)) for low, hits, total in blocks]
    return Calibration(tuple(low for low, _ in steps), tuple(share for _, share in steps))


def _save(folder: Path, fitting: _Fitting, settings: _Settings, weight: Floats, bias: Floats) -> None:
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "heads.npz", weight=weight, bias=bias)
    version = hashlib.sha256(weight.tobytes() + bias.tobytes()).hexdigest()[:8]
    labels = Labels(
        tuple(fitting.names), fitting.types, trust=(settings.trust, 0.0), own=True, least=heads().labels.least,
        version=version,
    )  # fmt: skip
    _write(folder / "labels.json", labels)


def _write(path: Path, value: msgspec.Struct) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
