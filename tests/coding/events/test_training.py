import json
from pathlib import Path

import pytest

from foedera.coding.events import trained
from foedera.coding.events.training import Labelled, labelled, mapping, train
from foedera.language import english
from foedera.model import Event, SourceError, UsageError
from tests.coding.conftest import Code

VERBS = {
    "scold": ["condemned", "blamed", "criticised", "denounced", "accused"],
    "strike": ["bombed", "shelled", "attacked", "invaded", "raided"],
    "greet": ["met", "visited", "telephoned", "hosted", "received"],
}
TYPES = {"scold": "ACCUSE", "strike": "ASSAULT", "greet": "CONSULT"}


def examples() -> list[str]:
    lines = []
    for label, verbs in VERBS.items():
        for at, verb in enumerate(verbs * 2):
            text = f"{['France', 'Japan'][at % 2]} {verb} {['Mali', 'China', 'Peru'][at % 3]} in week {at}."
            actor, recipient = text.split(maxsplit=1)[0], text.split()[2]
            spans = {
                name: {"spans": [[text.index(words), text.index(words) + len(words)]]}
                for name, words in (("source", actor), ("target", recipient))
            }
            lines.append(json.dumps({"text": text, "label": label, **spans}))
    return lines


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "types.csv"
    path.write_text("label,type\n" + "".join(f"{label},{type}\n" for label, type in TYPES.items()), "utf-8")
    return path


def read(tmp_path: Path, table: Path, *lines: str) -> list[Labelled]:
    path = tmp_path / "examples.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return list(labelled(path, mapping(table)))


def test_a_coder_of_ones_own(tmp_path: Path, table: Path, code: Code) -> None:
    done = train(read(tmp_path, table, *examples()), mapping(table), english(), tmp_path / "coder")
    assert (done.pairs, done.labels) == (30, 3)
    assert done.accuracy > 0.8
    coder = trained(tmp_path / "coder")
    (claim,) = code(coder, "Germany condemned Russia on Tuesday.")
    assert isinstance(claim.body, Event)
    assert (claim.body.type, claim.body.mode) == ("ACCUSE", "scold")
    assert 0 < claim.confidence < 1
    assert claim.coder.startswith("events/0.") and len(claim.coder) > len("events/0.1")


def test_training_twice_gives_the_same(tmp_path: Path, table: Path) -> None:
    rows = read(tmp_path, table, *examples())
    for name in ("a", "b"):
        train(rows, mapping(table), english(), tmp_path / name)
    for file in ("labels.json", "calibration.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_too_few_examples(tmp_path: Path, table: Path) -> None:
    rows = read(tmp_path, table, *examples())
    with pytest.raises(UsageError, match="label 'greet' has 2 examples; give at least 5"):
        train(rows[:-8], mapping(table), english(), tmp_path / "coder")
    with pytest.raises(UsageError, match="one label only"):
        train(rows[:10], mapping(table), english(), tmp_path / "coder")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("name,type\n", r"types\.csv:1: the header must be label,type"),
        ("label,type\nhug,EMBRACE\n", r"types\.csv:2: 'EMBRACE' is no type"),
        ("label,type\nhug,SUPPORT\nhug,AID\n", r"types\.csv:3: 'hug' stands there twice"),
        ("label,type\nhug\n", r"types\.csv:2: give a label and a type"),
    ],
)
def test_a_malformed_table(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "types.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(SourceError, match=reason):
        mapping(path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"label": "hug"}, r"examples\.jsonl:1: 'hug' is not in the table"),
        ({"label": None}, r"examples\.jsonl:1: label is missing"),
        ({"target": {"spans": [[3, 12]]}}, r"examples\.jsonl:1: the spans of source and target overlap"),
    ],
)
def test_a_malformed_example(tmp_path: Path, table: Path, change: dict[str, object], reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(tmp_path, table, json.dumps({**json.loads(examples()[0]), **change}))


def test_a_folder_without_a_coder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="describes no coder of events"):
        trained(tmp_path)
