"""From vectors to types: a linear layer over the encoder, ours or one that a user trained on labels of their own."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import msgspec

from foedera.coding.events.calibration import Calibration
from foedera.coding.events.encoder import Floats
from foedera.model import EventType, SourceError

NONE: Literal["NONE"] = "NONE"

WEIGHTS = Path(__file__).parent / "weights"


class Labels(msgspec.Struct, frozen=True):
    """The labels of a layer in the order of its rows, the type of PLOVER (or NONE) that each is, and the least score by
    which a candidate counts as an event. `own` says that labels are a user's: then events keep them as their mode."""

    labels: tuple[str, ...]
    types: dict[str, EventType | Literal["NONE"]]
    own: bool = False
    least: float = 0.5
    version: str = ""


class Heads:
    """A layer in a folder: `heads.npz`, `labels.json` and `calibration.json`. Nothing is read before it is needed."""

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
    def _layer(self) -> tuple[Floats, Floats]:
        import numpy as np

        path = self.folder / "heads.npz"
        try:
            with np.load(path) as saved:
                return saved["weight"], saved["bias"]
        except (OSError, KeyError, ValueError) as error:
            raise SourceError(f"{path} holds no layer: {error}") from error

    def probabilities(self, vectors: Floats) -> Floats:
        """The probability of each label, one row for each vector. Where a user's labels know no NONE, ours says how
        likely there is no event, and the rows add up to less than one."""
        weight, bias = self._layer
        found = softmax(vectors @ weight.T + bias)
        if NONE in self.labels.types.values():
            return found
        ours = heads()
        none = ours.probabilities(vectors)[:, ours.labels.labels.index(NONE)]
        sure: Floats = found * (1 - none)[:, None]
        return sure


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
