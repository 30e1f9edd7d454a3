"""Writes the fine-tuned encoder as a small ONNX file, with its heads and vocabulary.

    python training/events/export.py --run FOLDER --model FOLDER [--out src/foedera/coding/events/weights]

Weights become 8-bit integers per channel (about 23 MB). Needs PyTorch, onnx and onnxruntime.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import onnx
import torch
from encoder import TYPES, Encoder, fresh
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from foedera.coding.events.wordpiece import WordPieces

TRUST, LEAST = (4.0, 0.5), 0.3
WEIGHTS = Path(__file__).parents[2] / "src" / "foedera" / "coding" / "events" / "weights"


class Vectors(nn.Module):
    """The encoder without its heads; the vectors of the marks are part of the table of words."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.encoder.vector(ids)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    settings = parser.parse_args()
    saved = torch.load(settings.run / "model.pt")
    pieces = WordPieces(settings.model / "vocab.txt")
    encoder = fresh(settings.model, pieces)
    encoder.load_state_dict(saved["state"])
    encoder.eval()
    with torch.no_grad():
        encoder.words.weight[list(encoder.mark_ids)] += encoder.marks
        encoder.marks.zero_()
    settings.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        sample = torch.tensor([[101, *encoder.mark_ids, 2003, 102], [101, *encoder.mark_ids, 102, 0]])
        torch.onnx.export(
            Vectors(encoder), (sample,), str(plain), input_names=["ids"], output_names=["vectors"],
            dynamic_axes={"ids": {0: "pair", 1: "piece"}, "vectors": {0: "pair"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(str(plain))
        quantize_dynamic(plain, settings.out / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8)
    shutil.copy(settings.model / "vocab.txt", settings.out / "vocab.txt")
    head = {name: getattr(encoder.type_head, name).detach().numpy() for name in ("weight", "bias")}
    np.savez(settings.out / "heads.npz", **head)
    labels = {"labels": TYPES, "types": {name: name for name in TYPES}, "trust": TRUST, "least": LEAST}
    (settings.out / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels), indent=1) + b"\n")


if __name__ == "__main__":
    main()
