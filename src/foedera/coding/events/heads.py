"""From vectors to types: a linear layer over the encoder, ours or one that a user trained on labels of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import msgspec

from foedera.coding.events.calibration import Calibration
from foedera.coding.events.encoder import Floats
from foedera.coding.events.evidence import Evidence
from foedera.model import EventType, SourceError

NONE: Literal["NONE"] = "NONE"

WEIGHTS = Path(__file__).parent / "weights"


class Labels(msgspec.Struct, frozen=True):
    """The labels of a layer in the order of its rows, and the type of PLOVER (or NONE) that each is.

    `trust` is what the lexicon's first and other types add to the score of a label, in nats; `least` the probability
    from which a candidate counts as an event. `own` says that labels are a user's: then events keep them as their mode.
    """

    labels: tuple[str, ...]
    types: dict[str, EventType | Literal["NONE"]]
    trust: tuple[float, float] = (0.0, 0.0)
    own: bool = False
    least: float = 0.5
    version: str = ""


class Heads:
    """A layer in a folder: `heads.npz`, `labels.json`, `calibration.json`, and of ours `evidence.json`.

    Nothing is read before it is needed.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.folder = folder

    @cached_property
    def labels(self) -> Labels:
        """Its labels. Raises `SourceError` where the folder holds no layer."""
        path = self.folder / "labels.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=Labels)
        except (OSError, msgspec.MsgspecError) as error:
            raise SourceError(f"{path} describes no coder of events: {error}") from error

    @cached_property
    def calibration(self) -> Calibration:
        """Its table of confidences."""
        return Calibration.load(self.folder / "calibration.json")

    @cached_property
    def evidence(self) -> Evidence | None:
        """What other signs say; None where the layer has only the encoder's answer."""
        path = self.folder / "evidence.json"
        return Evidence.load(path) if path.exists() else None

    @cached_property
    def layer(self) -> tuple[Floats, Floats]:
        """Weights (labels, 1152) and bias (labels). Raises `SourceError` where the folder holds none."""
        import numpy as np

        path = self.folder / "heads.npz"
        try:
            with np.load(path) as saved:
                return saved["weight"], saved["bias"]
        except (OSError, KeyError, ValueError) as error:
            raise SourceError(f"{path} holds no layer: {error}") from error

    def probabilities(self, vectors: Floats, hints: Sequence[Sequence[EventType]]) -> Floats:
        """The probability of each label, one row for each vector, given the lexicon's types for it.

        Whether there is an event, the encoder alone says; of which type, both. Where a user's labels know no NONE, ours
        says how likely there is none, and a row adds up to less than one.
        """
        import numpy as np

        scores = self._scores(vectors)
        kinds = [self.labels.types[label] for label in self.labels.labels]
        events = np.array([kind != NONE for kind in kinds])
        none = softmax(scores)[:, ~events].sum(axis=1) if not events.all() else heads().none(vectors)
        rows = {type: np.array([kind == type for kind in kinds]) for type in set(kinds)}
        for score, types in zip(scores, hints, strict=True):
            for step, type in enumerate(types):
                if type in rows:
                    score[rows[type]] += self.labels.trust[min(step, 1)]
        found: Floats = np.zeros_like(scores)
        found[:, events] = softmax(scores[:, events]) * (1 - none)[:, None]
        if not events.all():
            found[:, ~events] = softmax(scores[:, ~events]) * none[:, None]
        return found

    def none(self, vectors: Floats) -> Floats:
        """The probability that there is no event, for each vector."""
        found: Floats = softmax(self._scores(vectors))[:, self.labels.labels.index(NONE)]
        return found

    def _scores(self, vectors: Floats) -> Floats:
        weight, bias = self.layer
        found: Floats = vectors @ weight.T + bias
        return found


@cache
def heads() -> Heads:
    """The layer that comes with Foedera."""
    return Heads()


def softmax(scores: Floats) -> Floats:
    """Probabilities from scores, row by row."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found
