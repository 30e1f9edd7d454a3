"""From a score to a confidence: a monotone table fitted beforehand (isotonic regression), kept as data."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import msgspec

from foedera.model import SourceError


class Calibration(msgspec.Struct, frozen=True):
    """Steps of a fitted table: a score from `scores[i]` up to the next has the confidence `confidences[i]`."""

    scores: tuple[float, ...]
    confidences: tuple[float, ...]

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """The table in a JSON file. Raises `SourceError` where it is none."""
        try:
            found = msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.MsgspecError) as error:
            raise SourceError(f"{path} is no table of calibration: {error}") from error
        if not found.scores or len(found.scores) != len(found.confidences):
            raise SourceError(f"{path} is no table of calibration: scores and confidences must be as many")
        return found

    def confidence(self, score: float) -> float:
        """The confidence of a score, by the step that holds it."""
        return self.confidences[max(0, bisect_right(self.scores, score) - 1)]
