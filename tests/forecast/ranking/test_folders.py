from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from foedera.forecast.ranking.evaluation import Figures, figures, ranks
from foedera.forecast.ranking.folders import evaluated, folder, written
from foedera.forecast.ranking.index import Ints
from foedera.forecast.ranking.ranker import Ranking
from foedera.model.errors import DatasetError
from tests.forecast.ranking.worlds import ACTORS, NAMES, PLAN, SHAPE, TYPES, world
from tests.forecast.ranking.worlds import written as made


def parts(events: Ints) -> dict[str, Ints]:
    days = events[:, 3]
    return {"train": events[days < 30], "valid": events[(days >= 30) & (days < 35)], "test": events[days >= 35]}


def run(path: Path, out: Path, setting: str = "single-step") -> Figures:
    given = folder(path)
    return written(given, evaluated(given, setting, plan=PLAN, shape=SHAPE), out)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("world"), parts(world()), unit=24)


def test_every_question_both_ways_is_written_once_with_the_times_of_the_file(given: Path, tmp_path: Path) -> None:
    found = run(given, tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    test = parts(world())["test"]
    asked = {(s, r, t * 24) for s, r, _, t in test.tolist()} | {(o, r + TYPES, t * 24) for _, r, o, t in test.tolist()}
    assert len(lines) == len(asked)
    assert {(line["s"], line["r"], line["t"]) for line in lines} == asked
    assert found.answers == 2 * len(test)
    for line in lines:
        scores = list(line["c"].values())
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= int(actor) < ACTORS for actor in line["c"])


def test_it_foresees_habits_and_the_visit_back(given: Path, tmp_path: Path) -> None:
    found = run(given, tmp_path / "out.jsonl")
    assert found.mrr > 45  # a random order of 24 actors has 16
    assert found.hits1 <= found.hits3 <= found.hits10


def test_the_same_seed_writes_the_same_bytes(given: Path, tmp_path: Path) -> None:
    run(given, tmp_path / "a.jsonl")
    run(given, tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.parametrize(("setting", "uses"), [("single-step", True), ("multi-step", False)])
def test_only_single_step_uses_earlier_days_of_the_scored_part(tmp_path: Path, setting: str, uses: bool) -> None:
    events = world()
    other = events.copy()
    changed = other[:, 3] == 35
    other[changed, 2] = (other[changed, 2] + 5) % ACTORS
    written_ = []
    for name, world_ in (("a", events), ("b", other)):
        path = made(tmp_path / name, parts(world_))
        run(path, tmp_path / f"{name}.jsonl", setting)
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        written_.append([line for line in lines if json.loads(line)["t"] > 35])
    assert len(written_[0]) == len(written_[1])
    assert (written_[0] != written_[1]) is uses


def test_valid_is_scored_where_there_is_no_test(tmp_path: Path) -> None:
    split = parts(world())
    given = folder(made(tmp_path / "w", {"train": split["train"], "valid": split["valid"]}))
    assert len(given.scored) == len(split["valid"])
    assert len(given.known) == len(split["train"])


def test_steps_apart_are_counted_as_one(given: Path) -> None:
    read = folder(given)
    assert read.unit == 24
    assert set(np.unique(read.scored[:, 3])) == set(range(35, 40))


def test_lines_out_of_order_and_twice_are_taken(tmp_path: Path) -> None:
    split = parts(world())
    split["train"] = np.concatenate([split["train"][::-1], split["train"][:5]])
    split["test"] = np.concatenate([split["test"], split["test"][:1]])
    found = run(made(tmp_path / "w", split), tmp_path / "out.jsonl")
    assert found.answers == 2 * len(split["test"])


@pytest.mark.parametrize(
    ("part", "line", "reason"),
    [
        ("train", "1\t2\tx\t3", "line 4"),
        ("test", "1\t2\t3", "line 4"),
        ("train", "99\t2\t3\t4", "line 4: 99 is no subject"),
        ("test", "1\t9\t3\t36", "line 4: 9 is no relation"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, part: str, line: str, reason: str) -> None:
    path = made(tmp_path / "w", parts(world()))
    lines = (path / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    lines[3] = f"{line}\t0" if line.count("\t") == 3 else line
    (path / f"{part}.txt").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DatasetError, match=rf"{part}\.txt: {reason}"):
        folder(path)


def test_a_folder_with_nothing_to_score_or_learn_is_refused(tmp_path: Path) -> None:
    split = parts(world())
    with pytest.raises(DatasetError, match="nothing to score"):
        folder(made(tmp_path / "a", {"train": split["train"]}))
    with pytest.raises(DatasetError, match="no event is known"):
        folder(made(tmp_path / "b", {"train": split["test"], "test": split["train"]}))
    one = made(tmp_path / "c", {"train": split["train"][:1], "test": split["test"][:1]})
    with pytest.raises(DatasetError, match="too few"):
        run(one, tmp_path / "out.jsonl")


def test_ranks_leave_out_other_answers_and_share_ties() -> None:
    ranking = Ranking(np.array([4, 7, 1, 3], np.int32), np.array([9.0, 5.0, 5.0, 1.0], np.float32))
    assert ranks(ranking, np.array([7, 4], np.int32), 10) == [1 + 0 + 1 / 2, 1.0]
    assert ranks(ranking, np.array([3], np.int32), 10) == [4.5 - 0.5 + 0.0]
    # Of ten actors, nine are not the answer and four of those are listed: five share the places after them.
    assert ranks(ranking, np.array([9], np.int32), 10) == [1 + 4 + 5 / 2]


def test_figures_of_no_ranks_are_zero() -> None:
    assert figures([]) == Figures(0, 0.0, 0.0, 0.0, 0.0)
    assert figures([1.0, 2.0]).mrr == pytest.approx(75.0)


def test_the_names_are_kept(given: Path) -> None:
    assert folder(given).names == NAMES
