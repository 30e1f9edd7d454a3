import json
from pathlib import Path

import pytest

from foedera.coding.commitments.evaluation import Gold, Item, golds, matched, predictions, scores
from foedera.coding.commitments.lexicon import Lexicon
from foedera.model import SourceError, UsageError
from tests.coding.commitments.conftest import Find

TEXT = "Japan will deliver five patrol vessels to Fiji by June 2025. Japan decided to buy twelve drones."


def item(start: int, end: int, status: str = "committed", parties: frozenset[str] = frozenset({"state:JPN"})) -> Item:
    return Item(start, end, parties, status, False, (None, None), frozenset(), frozenset())


def write(folder: Path) -> Path:
    (folder / "one.txt").write_text(TEXT, "utf-8")
    gold = {
        "text_file": "one.txt",
        "document_date": "2024-05-20",
        "annotated_region": [0, len(TEXT)],
        "items": [
            {
                "start": 0, "end": 59, "parties": ["Japan"], "status_class": "committed", "exploratory": False,
                "beneficiary": ["Fiji"], "target_date": {"not_before": None, "not_after": "2025-06-30"},
                "figures": [{"value": 5.0, "unit": "patrol vessels"}],
            },
            {"start": 61, "end": 95, "parties": ["Japan"], "status_class": "intended", "figures": []},
        ],
    }  # fmt: skip
    (folder / "one.gold.json").write_text(json.dumps(gold), "utf-8")
    return folder / "one.gold.json"


def test_claims_are_scored_against_a_gold_file_beside_its_text(tmp_path: Path, find: Find) -> None:
    lines = [claim.to_json() for _, claim, _ in find(TEXT)]
    found = scores(golds(write(tmp_path)), predictions(lines))
    assert set(found) == {"all", "official"}
    score = found["all"]
    assert (score.predicted, score.annotated, score.matched) == (2, 2, 2)
    assert (score.precision, score.recall, score.f1) == (100, 100, 100)
    assert score.status == 50  # one is decided, not intended
    assert score.parties == 100
    assert (score.with_due, score.due_named) == (1, 100)
    assert (score.with_figures, score.figures_named) == (2, 50)  # nobody annotated the twelve drones
    assert score.beneficiaries == 100


def test_the_best_overlaps_match_one_to_one() -> None:
    predicted = [item(0, 10), item(0, 8), item(20, 30)]
    annotated = [item(0, 9), item(24, 40)]
    assert matched(predicted, annotated) == [(0, 0)]


def test_what_lies_outside_of_the_annotated_part_does_not_count() -> None:
    gold = Gold("sha256:" + "0" * 64, "news", (item(0, 10),), (0, 50))
    score = scores([gold], {gold.document or "": [item(0, 10), item(60, 70)]})["news"]
    assert (score.predicted, score.precision) == (1, 100)


def test_an_alliance_is_the_same_as_its_members() -> None:
    whole = item(0, 10, parties=frozenset({"organisation:aukus"}))
    states = item(0, 10, parties=frozenset({"state:AUS", "state:GBR", "state:USA"}))
    gold = Gold("sha256:" + "0" * 64, "official", (states,))
    assert scores([gold], {gold.document or "": [whole]})["all"].parties == 100


def test_no_predictions_score_nothing() -> None:
    gold = Gold("sha256:" + "0" * 64, "news", (item(0, 10),))
    score = scores([gold], {})["all"]
    assert (score.precision, score.recall, score.f1, score.matched) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"items": [{"start": 1}], "document": "x"}', '{"document": 1}', "\xff"]
)
def test_a_malformed_gold_file_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content.encode("latin-1"))
    if content:
        with pytest.raises(UsageError, match=r"bad\.jsonl"):
            golds(path)
    else:
        assert golds(path) == []


def test_a_malformed_prediction_is_said_with_its_line() -> None:
    with pytest.raises(UsageError, match="line 2"):
        predictions([b"", b"{}"])


def test_rows_of_a_user_come_first(tmp_path: Path) -> None:
    (tmp_path / "verbs.csv").write_text("lemma,class,past,comment\nfrobnicate,concrete,completed,\n", "utf-8")
    (tmp_path / "operators.csv").write_text("lemma,takes,status,exploratory,comment\nplan,to,committed,,\n", "utf-8")
    own = Lexicon([tmp_path])
    assert own.act("frobnicate") == "concrete" and own.past("frobnicate") == "completed"
    operator = own.operator("plan", "to")
    assert operator is not None and operator.status == "committed"


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("verbs", "build,odd,,", "no class"),
        ("verbs", "build,concrete,", "cells"),
        ("operators", "plan,nowhere,,,", "no takes"),
        ("operators", "plan,to,perhaps,,", "no status"),
        ("nouns", ",institution,,", "empty"),
        ("exclusions", "clause,(,", "regular expression"),
        ("weights", "number,much", "no number"),
        ("weights", "number,inf", "no finite number"),
    ],
)
def test_a_malformed_table_is_said_with_its_line(tmp_path: Path, table: str, row: str, reason: str) -> None:
    from foedera.coding.commitments import lexicon as module

    header = ",".join(module.COLUMNS[table])
    (tmp_path / f"{table}.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with pytest.raises(SourceError, match=reason):
        Lexicon([tmp_path])
