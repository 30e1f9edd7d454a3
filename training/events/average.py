"""Averages the weights of several runs of `encoder.py`, which begin from the same heads.

python training/events/average.py --out FOLDER RUN=SHARE ...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("runs", nargs="+", metavar="RUN=SHARE")
    settings = parser.parse_args()
    total: dict[str, torch.Tensor] = {}
    for run in settings.runs:
        folder, _, share = run.rpartition("=")
        for name, value in torch.load(Path(folder) / "model.pt")["state"].items():
            total[name] = total.get(name, 0) + value * float(share)
    settings.out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": total}, settings.out / "model.pt")


if __name__ == "__main__":
    main()
