"""The small encoder: from framed words to vectors.

The weights are those of all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019), fine-tuned on our own
sentences, as 8-bit integers. They are read at the first use; one thread computes, so that results never depend on the
machine's number of cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.coding.events.wordpiece import WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]
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


@cache
def encoder() -> Encoder:
    """The encoder that comes with Foedera."""
    return Encoder()
