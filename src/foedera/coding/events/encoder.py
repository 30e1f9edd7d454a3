"""The small encoder: from framed words to vectors, and from vectors to the probabilities of types.

The weights are those of all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019), fine-tuned on our own
sentences, as 8-bit integers. They are read at the first use; one thread computes, so that results never depend on the
machine's number of cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from foedera.coding.events.wordpiece import WordPieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
else:
    Floats = Any

_WEIGHTS = Path(__file__).parent / "weights"
_LONGEST = 160
_BATCH = 16


class Encoder:
    """Vectors of framed sentences, by the weights in a folder."""

    def __init__(self, folder: Path = _WEIGHTS) -> None:
        """The encoder in `folder`, which is not read yet."""
        self.folder = folder
        self._pieces = WordPieces(folder / "vocab.txt")

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = str(self.folder / "encoder.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def vectors(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """One row of 1,152 numbers for each framed sentence: the mean of its pieces, and the vectors at both marks."""
        import numpy as np

        ids = [self._pieces.ids(["[CLS]", *words, "[SEP]"])[:_LONGEST] for words in sentences]
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        found: Floats = np.zeros((len(ids), 1152), np.float32)
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            batch = np.zeros((len(part), len(ids[part[-1]])), np.int64)
            for row, at in enumerate(part):
                batch[row, : len(ids[at])] = ids[at]
            found[part] = self._session.run(None, {"ids": batch})[0]
        return found

    @cached_property
    def heads(self) -> Heads:
        """The heads that were trained with the encoder."""
        return Heads.load(self.folder)


class Heads:
    """Linear layers over the encoder's vectors: the scores of types, NONE among them."""

    def __init__(self, parts: dict[str, Floats], types: Sequence[str]) -> None:
        """`parts` holds `type_weight` (types, 1152) and `type_bias` (types)."""
        self.types = tuple(types)
        self._parts = parts

    @classmethod
    def load(cls, folder: Path) -> Heads:
        """The heads in a folder: `heads.npz` and `labels.json`."""
        import numpy as np

        labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=dict[str, list[str]])
        with np.load(folder / "heads.npz") as saved:
            return cls({name: saved[name] for name in saved.files}, labels["types"])

    def scores(self, vectors: Floats) -> Floats:
        """Logarithms of the types' probabilities up to a constant, one row for each vector."""
        found: Floats = vectors @ self._parts["type_weight"].T + self._parts["type_bias"]
        return found


@cache
def encoder() -> Encoder:
    """The encoder that comes with Foedera."""
    return Encoder()
