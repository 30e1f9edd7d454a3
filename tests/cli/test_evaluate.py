import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foedera.cli.main import main
from foedera.coding.statements import cues

WORDS = "The minister said the bridge would open in May."
SAID = {"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 46]]}
PLEDGE = "Norvane and Castavia will build a joint radar station by 2034."


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=True)


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_statements_are_predicted_and_scored(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", [{"id": "a", "text": WORDS, "attributions": [SAID]}])
    done = call("evaluate", "statements", gold, "--predictions", tmp_path / "out.jsonl", "--json")
    assert done.exit_code == 0, done.output
    (row,) = read(tmp_path / "out.jsonl")
    assert row["id"] == "a"
    (found,) = row["attributions"]
    assert (found["source"], found["cue"]) == ([[0, 12]], [[13, 17]])
    scores = {row["what"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert (scores["attribution"]["f1"], scores["attribution"]["annotated"]) == (100.0, 1)


def test_statements_without_annotations_are_only_predicted(tmp_path: Path) -> None:
    gold = written(tmp_path / "texts.jsonl", [{"id": "a", "text": WORDS}])
    done = call("evaluate", "statements", gold, "--predictions", tmp_path / "out.jsonl", "--json")
    assert done.exit_code == 0 and done.stdout == ""
    assert "no annotations" in done.stderr
    assert len(read(tmp_path / "out.jsonl")[0]["attributions"]) == 1


def test_commitments_are_claims_with_the_span_first(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(PLEDGE, "utf-8")
    item = {
        "start": 0, "end": len(PLEDGE) - 1, "parties": ["Norvane", "Castavia"], "status_class": "committed",
        "exploratory": False, "target_date": {"not_before": None, "not_after": "2034-12-31"}, "figures": [],
        "beneficiary": None,
    }  # fmt: skip
    gold = tmp_path / "one.gold.json"
    gold.write_text(json.dumps({"text_file": "one.txt", "document_date": "2031-04-10", "items": [item]}), "utf-8")
    done = call("evaluate", "commitments", gold, "--predictions", tmp_path / "out.jsonl", "--json")
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    claims = read(tmp_path / "out.jsonl")
    assert all(claim["kind"] == "commitment" and claim["evidence"][0]["text"] in PLEDGE for claim in claims)
    assert json.loads(done.stdout.splitlines()[0])["annotated"] == 1


def test_commitments_take_actors_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Norvane will deliver five patrol vessels to Castavia by 2034.", "utf-8")
    gold = tmp_path / "one.gold.json"
    gold.write_text(json.dumps({"text_file": "one.txt", "document_date": "2031-04-10"}), "utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "names.csv").write_text("actor,name,type,when,source\nstate:JPN,Norvane,alias,1900-01-01/..,own\n", "utf-8")
    out = tmp_path / "out.jsonl"
    done = call("evaluate", "commitments", gold, "--predictions", out, "--actors", own, "--json")
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    assert [claim["body"]["parties"][0]["id"] for claim in read(out)] == ["state:JPN"]


def test_commitments_find_their_text_by_hash_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    gold = written(tmp_path / "gold.jsonl", [{"document": "sha256:" + "0" * 64, "items": []}])
    done = call("evaluate", "commitments", gold, "--predictions", tmp_path / "out.jsonl", "--documents", folder)
    assert "is not in" in str(done.exception)


@pytest.mark.parametrize(
    ("command", "line", "said"),
    [
        ("statements", '{"id": 1}', "line 1"),
        ("statements", "[", "line 1"),
        ("events", '{"id": "a"}', "text is missing"),
        ("events", '{"text": "A met B.", "root": "MET", "source": {"spans": [[0, 1]]}}', "MET"),
        ("commitments", "[", "no annot"),
    ],
)
def test_a_malformed_file_is_told_with_its_line(tmp_path: Path, command: str, line: str, said: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n", "utf-8")
    done = call("evaluate", command, gold, "--predictions", tmp_path / "out.jsonl")
    assert done.exit_code != 0
    assert said in str(done.exception)
    assert not (tmp_path / "out.jsonl").exists()


def test_training_says_what_is_too_little(tmp_path: Path) -> None:
    articles = written(tmp_path / "few.jsonl", [{"id": "a", "text": WORDS, "attributions": [SAID]}])
    done = call("train", "statements", articles, "--output", tmp_path / "ranker.json")
    assert "at least" in str(done.exception)
    assert not (tmp_path / "ranker.json").exists()


def test_a_ranker_of_ones_own_reads_and_is_measured(tmp_path: Path) -> None:
    names = "minister envoy general senator mayor judge teacher bishop pilot doctor farmer banker".split()
    rows = []
    for name in names:
        text = f"The {name} said the bridge would open in May. The {name} built a wall and told a story."
        end = 5 + len(name)
        said = {"source": [[0, end - 1]], "cue": [[end, end + 4]], "content": [[end + 5, end + 33]]}
        rows.append({"id": name, "text": text, "attributions": [said]})
    articles = written(tmp_path / "own.jsonl", rows)
    done = call("train", "statements", articles, "--output", tmp_path / "ranker.json")
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    scored = call(
        "evaluate", "statements", articles, "--model", tmp_path / "ranker.json", "--predictions", tmp_path / "out.jsonl"
    )
    assert scored.exit_code == 0, f"{scored.output} {scored.exception}"
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == names


def test_reading_with_tables_of_ones_own_says_so_in_the_version(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(WORDS, "utf-8")
    header = (Path(cues.__file__).parent / "cues.csv").read_text("utf-8").splitlines()[0]
    (tmp_path / "own.csv").write_text(header + "\n", "utf-8")
    plain = call("read", tmp_path / "one.txt", "--json")
    own = call("read", tmp_path / "one.txt", "--json", "--lexicon", f"statements={tmp_path / 'own.csv'}")
    (one,), (other,) = ([json.loads(line) for line in done.stdout.splitlines()] for done in (plain, own))
    assert other["coder"].startswith(one["coder"] + "-own")
    assert other["body"] == one["body"] and other["id"] != one["id"]


@pytest.mark.parametrize("option", ["--model", "--lexicon"])
@pytest.mark.parametrize(("given", "said"), [("events", "give the name"), ("weather=.", "of your own")])
def test_a_model_that_cannot_be_used_is_told(tmp_path: Path, option: str, given: str, said: str) -> None:
    (tmp_path / "one.txt").write_text(WORDS, "utf-8")
    assert said in str(call("read", tmp_path / "one.txt", option, given).exception)


def test_commitments_without_annotations_are_only_predicted(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(PLEDGE, "utf-8")
    gold = tmp_path / "two.gold.json"
    gold.write_text(json.dumps({"text_file": "two.txt", "document_date": "2031-04-10"}), "utf-8")
    done = call("evaluate", "commitments", gold, "--predictions", tmp_path / "out.jsonl", "--json")
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    assert "no annotations" in done.stderr
    assert (tmp_path / "out.jsonl").exists()
