"""Fine-tunes the encoder of events on framed sentences, and saves its weights for `export.py`.

    python training/events/encoder.py --sentences FRAMED.jsonl --model FOLDER --out FOLDER [--folds 5 | --seeds 3]

Needs PyTorch, which Foedera does not: use an environment of its own, with Foedera's source on the path. The sentences
are those that `frame.py` writes; `--model` is the folder of all-MiniLM-L6-v2 (Apache-2.0): model.safetensors and
vocab.txt. With `--folds` it only measures; without, it trains on everything and averages the weights of the seeds.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from foedera.coding.events.wordpiece import WordPieces

LAYERS, WIDTH, HEADS, LONGEST = 6, 384, 12, 160
TYPES = (
    "NONE AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()
NAMES = "france kenya peru moscow beijing smith ahmed tanaka brazil ankara".split()


class Row:
    """A framed sentence with its type, as the numbers of its pieces."""

    def __init__(self, line: str, pieces: WordPieces) -> None:
        fields = json.loads(line)
        self.family, self.text, self.hints = fields["family"], fields["text"], fields["hints"]
        self.type = TYPES.index(fields["type"])
        self.ids = pieces.ids(["[CLS]", *fields["words"], "[SEP]"])[:LONGEST]


class Encoder(nn.Module):
    """BERT without its pooler. The vector of a sentence is the mean of all and those at the two marks, end to end."""

    def __init__(self, weights: dict[str, torch.Tensor], marks: tuple[int, int]) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        self.places = nn.Parameter(weights["embeddings.position_embeddings.weight"].clone(), requires_grad=False)
        self.segment = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone(), requires_grad=False)
        self.norm = layer_norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{n}") for n in range(LAYERS))
        self.mark_ids = marks
        self.marks = nn.Parameter(torch.zeros(2, WIDTH))
        self.drop = nn.Dropout(0.1)
        self.type_head = nn.Linear(3 * WIDTH, len(TYPES))

    def vector(self, ids: torch.Tensor) -> torch.Tensor:
        mask = (ids != 0).float()
        x = self.words(ids)
        actor, recipient = ((ids == mark).float().unsqueeze(-1) for mark in self.mark_ids)
        x = x + actor * self.marks[0] + recipient * self.marks[1]
        x = self.drop(self.norm(x + self.places[: ids.shape[1]] + self.segment))
        bias = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        full = mask.unsqueeze(-1)
        mean = (x * full).sum(1) / full.sum(1)
        return torch.cat([mean, (x * actor).sum(1), (x * recipient).sum(1)], 1)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.type_head(self.drop(self.vector(ids)))
        return scores


class Layer(nn.Module):
    def __init__(self, weights: dict[str, torch.Tensor], name: str) -> None:
        super().__init__()
        self.query = linear(weights, f"{name}.attention.self.query")
        self.key = linear(weights, f"{name}.attention.self.key")
        self.value = linear(weights, f"{name}.attention.self.value")
        self.out = linear(weights, f"{name}.attention.output.dense")
        self.norm = layer_norm(weights, f"{name}.attention.output.LayerNorm")
        self.up = linear(weights, f"{name}.intermediate.dense")
        self.down = linear(weights, f"{name}.output.dense")
        self.last = layer_norm(weights, f"{name}.output.LayerNorm")
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        batch, length, _ = x.shape
        split = (batch, length, HEADS, WIDTH // HEADS)
        q, k, v = (part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        mixed = (self.drop(scores.softmax(-1)) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.last(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


def linear(weights: dict[str, torch.Tensor], name: str) -> nn.Linear:
    weight = weights[f"{name}.weight"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data.copy_(weight)
    made.bias.data.copy_(weights[f"{name}.bias"])
    return made


def layer_norm(weights: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data.copy_(weights[f"{name}.weight"])
    made.bias.data.copy_(weights[f"{name}.bias"])
    return made


def safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file: eight bytes of length, a JSON header, the numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    found = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            numbers = np.frombuffer(data, np.float32, (end - start) // 4, 8 + size + start)
            found[name] = torch.from_numpy(numbers.copy()).reshape(entry["shape"])
    return found


def fresh(model: Path, pieces: WordPieces) -> Encoder:
    """The pretrained encoder; both marks start as the mean of some names."""
    weights = safetensors(model / "model.safetensors")
    table = weights["embeddings.word_embeddings.weight"]
    marks = pieces.ids(["[unused0]", "[unused1]"])
    table[marks] = table[pieces.ids(NAMES)].mean(0)
    return Encoder(weights, (marks[0], marks[1]))


def batches(data: Sequence[Row], size: int) -> list[list[Row]]:
    """Rows of like length together, in random order."""
    ordered = sorted(random.sample(data, len(data)), key=lambda row: len(row.ids) // 6)
    made = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    random.shuffle(made)
    return made


def padded(data: Sequence[Row]) -> torch.Tensor:
    longest = max(len(row.ids) for row in data)
    return torch.tensor([row.ids + [0] * (longest - len(row.ids)) for row in data])


def train(model: Encoder, data: Sequence[Row], settings: argparse.Namespace) -> None:
    """AdamW with warm-up and linear decay. Rare types count somewhat more."""
    counts = Counter(row.type for row in data)
    balance = torch.tensor([(len(data) / max(counts[t], 1)) ** settings.balance for t in range(len(TYPES))])
    balance = balance / balance.mean()
    heads = [p for n, p in model.named_parameters() if n.startswith(("type_head", "marks"))]
    chosen = {id(p) for p in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in chosen]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = settings.epochs * (len(data) // settings.batch + 1)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    model.train()
    for epoch in range(settings.epochs):
        started, total = time.process_time(), 0.0
        for batch in batches(data, settings.batch):
            gold = torch.tensor([row.type for row in batch])
            scores = model(padded(batch))
            loss = nn.functional.cross_entropy(scores, gold, weight=balance, label_smoothing=settings.smoothing)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            plan.step()
            total += loss.item()
        print(f"  epoch {epoch + 1}: loss {total / (len(data) // settings.batch + 1):.3f}, "
              f"{time.process_time() - started:.0f} s", flush=True)  # fmt: skip


@torch.no_grad()
def predicted(model: Encoder, data: Sequence[Row]) -> np.ndarray:
    """Scores (rows, types), which softmax makes probabilities."""
    model.eval()
    order = sorted(range(len(data)), key=lambda at: len(data[at].ids))
    found = np.zeros((len(data), len(TYPES)))
    for at in range(0, len(order), 64):
        part = order[at : at + 64]
        found[part] = model(padded([data[i] for i in part])).numpy()
    return found


def report(data: Sequence[Row], found: np.ndarray) -> None:
    """Print F1 by type, and where it took an event for none or none for an event, by family."""
    best = found.argmax(1)
    scores = {}
    for t, name in enumerate(TYPES):
        gold = np.array([row.type == t for row in data])
        scores[name] = 2 * (gold & (best == t)).sum() / max(gold.sum() + (best == t).sum(), 1)
    print("  " + " ".join(f"{name} {score:.2f}" for name, score in scores.items()))
    right = np.mean([b == row.type for b, row in zip(best, data, strict=True)])
    print(f"  macro-F1 {np.mean(list(scores.values())):.3f} accuracy {right:.3f}")
    families = Counter(row.family for row in data)
    wrong = Counter(row.family for row, b in zip(data, best, strict=True) if (b == 0) != (row.type == 0))
    print("  event or none wrong:", ", ".join(f"{f} {wrong[f]}/{families[f]}" for f in families), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, help="of the folds, measure only the first so many")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--balance", type=float, default=0.3)
    settings = parser.parse_args()
    torch.set_num_threads(1)
    pieces = WordPieces(settings.model / "vocab.txt")
    data = [Row(line, pieces) for line in settings.sentences.read_text("utf-8").splitlines()]
    print(f"{len(data)} sentences", Counter(TYPES[row.type] for row in data))
    random.Random(0).shuffle(data)
    kept = []
    for fold in range(settings.folds if settings.only is None else settings.only):
        random.seed(fold)
        torch.manual_seed(fold)
        model = fresh(settings.model, pieces)
        held = data[fold :: settings.folds]
        train(model, [row for at, row in enumerate(data) if at % settings.folds != fold], settings)
        found = predicted(model, held)
        report(held, found)
        for row, scores in zip(held, found, strict=True):
            line = {"text": row.text, "family": row.family, "type": TYPES[row.type], "hints": row.hints}
            kept.append({**line, "scores": scores.tolist()})
    if settings.folds:
        if settings.out:
            settings.out.mkdir(parents=True, exist_ok=True)
            (settings.out / "folds.jsonl").write_text("\n".join(map(json.dumps, kept)), "utf-8")
        return
    total: dict[str, torch.Tensor] = {}
    for seed in range(settings.seeds):
        random.seed(seed)
        torch.manual_seed(100)  # the same new heads for every seed, so that their weights can be averaged
        model = fresh(settings.model, pieces)
        torch.manual_seed(seed)
        train(model, data, settings)
        for name, value in model.state_dict().items():
            total[name] = total.get(name, 0) + value / settings.seeds
    settings.out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": total}, settings.out / "model.pt")


if __name__ == "__main__":
    main()
