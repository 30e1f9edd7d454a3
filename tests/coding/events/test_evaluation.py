import json
from pathlib import Path

import pytest

from foedera.coding.events.evaluation import ROOTS, Given, Prediction, given, predictions, scores
from foedera.coding.events.given import Pair
from foedera.language import english
from foedera.model import SourceError

TEXTS = [
    ("Ruritania condemned Zenda on Monday.", "Ruritania", "Zenda", "ACCUSE"),
    ("Zenda was bombed by Ruritania overnight.", "Ruritania", "Zenda", "ASSAULT"),
    ("Ruritania will visit Zenda in June.", "Ruritania", "Zenda", "AGREE"),
    ("Ruritania freed two soldiers of Zenda.", "Ruritania", "Zenda", "YIELD"),
]


def line(text: str, actor: str, recipient: str, root: str | None = None) -> str:
    spans = {
        name: {"text": words, "spans": [[text.index(words), text.index(words) + len(words)]]}
        for name, words in (("source", actor), ("target", recipient))
    }
    return json.dumps({"id": text[:9], "text": text, **spans, **({"root": root} if root else {})})


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_plain_pairs_get_the_labels_of_the_gold_standard(tmp_path: Path) -> None:
    pairs = list(given(written(tmp_path, *(line(*row) for row in TEXTS))))
    found = list(predictions(pairs, english()))
    assert [one.root for one in found] == [root for *_, root in TEXTS]
    for one in found:
        assert tuple(one.probabilities) == ROOTS
        assert sum(one.probabilities.values()) == pytest.approx(1, abs=1e-4)
    (score,) = scores(pairs, found)
    assert (score.level, score.macro_f1, score.accuracy, score.pairs) == ("root", 1.0, 1.0, 4)


def test_without_labels_there_is_no_score_but_a_label_for_every_pair(tmp_path: Path) -> None:
    strange = {"text": "!!", "source": {"spans": [[0, 1]]}, "target": None}
    pairs = list(given(written(tmp_path, json.dumps(strange), "", line(*TEXTS[0][:3]))))
    found = list(predictions(pairs, english()))
    assert [one.id for one in found] == ["1", "Ruritania"]
    assert all(one.root in ROOTS for one in found)
    assert scores(pairs, found) == ()
    assert list(predictions([], english())) == []


def test_a_label_that_only_predictions_use_counts_zero() -> None:
    pairs = [Given(str(n), Pair("a b", (0, 1), (2, 3)), {"root": root}) for n, root in enumerate(["AID", "AID"])]
    found = [Prediction("0", "AID", {}), Prediction("1", "REJECT", {})]
    (score,) = scores(pairs, found)
    assert score.labels == {"AID": (pytest.approx(2 / 3), 2), "REJECT": (0.0, 0)}
    assert score.macro_f1 == pytest.approx(1 / 3)


def test_coarser_levels_follow_from_the_root() -> None:
    labels = {"root": "YIELD", "quad": "M-COOP", "binary": "COOP"}
    pairs = [Given("0", Pair("a b", (0, 1), (2, 3)), labels)]
    assert [s.macro_f1 for s in scores(pairs, [Prediction("0", "YIELD", {})])] == [1.0, 1.0, 1.0]
    by_level = {s.level: s.macro_f1 for s in scores(pairs, [Prediction("0", "AID", {})])}
    assert by_level == {"binary": 1.0, "quad": 1.0, "root": 0.0}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", r"pairs\.jsonl:1: not a JSON object"),
        ("[1]", r"pairs\.jsonl:1: not a JSON object"),
        ('{"source": {"spans": []}}', r"pairs\.jsonl:1: text is missing"),
        ('{"text": "ab", "source": {"spans": [[0, 9]]}}', r"pairs\.jsonl:1: source: \[0, 9\] is no span"),
        ('{"text": "ab", "source": "a"}', r"pairs\.jsonl:1: source: give an object with spans"),
        ('{"text": "ab", "source": null, "root": "HUG"}', r"pairs\.jsonl:1: 'HUG' is no root"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, bad: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        list(given(written(tmp_path, bad)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(given(tmp_path / "none.jsonl"))
