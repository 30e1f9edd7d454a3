"""A fitted forecaster is kept in a file and says the same again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from foedera.forecast import Forecaster, load, save
from foedera.model.errors import DatasetError

from .made import world

A, B = "Actor A (South)", "Actor B (North)"


@pytest.fixture(scope="module")
def file(fitted: Forecaster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "odds.npz"
    fitted.law(7)
    save(fitted, path)
    return path


def test_what_was_kept_says_the_same(fitted: Forecaster, file: Path) -> None:
    again = load(file, world(), day=230)
    assert again.models.keys() == fitted.models.keys()
    for pair in ((A, B), ("Actor C (South)", "Actor F (North)")):
        assert again.forecast(*pair, days=7) == fitted.forecast(*pair, days=7)
        assert again.counted(*pair, days=7) == fitted.counted(*pair, days=7)


def test_a_stream_that_goes_on_is_asked_with_the_same_models(fitted: Forecaster, file: Path) -> None:
    later = load(file, world(), day=240)
    assert later.made == "2030-08-29"
    assert later.forecast(A, B, days=7)[0].type == "CONSULT"
    renamed = msgspec.structs.replace(
        world(), types=("ZZZ ACCUSE", *world().types[1:]), type=world().type
    )  # the numbers stay, a name is lost
    with pytest.raises(DatasetError, match="with events of type ACCUSE, of which the world has none"):
        load(file, renamed, day=230)


def test_other_numbers_for_the_types_change_nothing(fitted: Forecaster, file: Path) -> None:
    stream = world()
    turned = np.array([3, 2, 1, 0])
    other = msgspec.structs.replace(stream, types=stream.types[::-1], type=turned[stream.type].astype(np.int16))
    asked = {each.type: each.probability for each in load(file, other, day=230).forecast(A, B, days=7)}
    assert asked == {each.type: each.probability for each in fitted.forecast(A, B, days=7)}


def test_models_are_not_asked_about_their_own_past(file: Path) -> None:
    with pytest.raises(DatasetError, match="fitted on what happened before 2030-08-19: it knows what"):
        load(file, world(), day=229)


def test_other_files_are_refused(tmp_path: Path, file: Path) -> None:
    text, empty = tmp_path / "text", tmp_path / "empty.npz"
    text.write_text("no arrays")
    np.savez(empty, nothing=np.zeros(1))
    for path in (text, empty, tmp_path / "missing"):
        with pytest.raises(DatasetError, match="no file of fitted probabilities"):
            load(path, world())
    with pytest.raises(DatasetError, match="cannot be written"):
        save(load(file, world(), day=230), tmp_path / "missing" / "file")
