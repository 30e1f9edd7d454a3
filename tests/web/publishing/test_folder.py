"""A site takes its place whole or not at all, and nothing that others put there is lost."""

import contextlib
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import UsageError
from foedera.web.publishing.folder import MARK, replaced


def write(folder: Path, **files: str) -> None:
    with replaced(folder) as part:
        for name, text in files.items():
            path = part / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def held(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MARK}  # fmt: skip


def test_a_site_is_replaced_by_the_next(tmp_path: Path) -> None:
    write(tmp_path / "site", index="one", old__page="gone")
    write(tmp_path / "site", index="two", new__page="here")
    assert held(tmp_path / "site") == {"index": "two", "new/page": "here"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_others_put_into_a_site_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, index="one", pages__a="a")
    (site / ".git" / "refs" / "tags").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref", "utf-8")
    (site / "CNAME").write_text("room.example", "utf-8")
    (site / "pages" / "own").write_text("mine", "utf-8")
    write(site, index="two", pages__b="b", CNAME="theirs")
    assert held(site) == {
        ".git/HEAD": "ref", "CNAME": "theirs", "CNAME.kept": "room.example", "index": "two", "pages/b": "b",
        "pages/own": "mine",
    }  # fmt: skip
    assert (site / ".git" / "refs" / "tags").is_dir()


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="did not write"):
        write(tmp_path, index="one")
    with pytest.raises(UsageError, match="is a file"):
        write(tmp_path / "letter.txt", index="one")
    assert held(tmp_path) == {"letter.txt": "mine"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", index="one")
    assert held(tmp_path / "site") == {"index": "one"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("no space left"), UsageError("no")])
def test_what_is_interrupted_leaves_what_was_there(tmp_path: Path, error: BaseException | type[BaseException]) -> None:
    write(tmp_path / "site", index="one")
    with pytest.raises(BaseException, match=r"no|^$"), replaced(tmp_path / "site") as part:
        (part / "index").write_text("half", "utf-8")
        raise error
    assert held(tmp_path / "site") == {"index": "one"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


class Killed(BaseException):
    """As if the machine stopped."""


@given(st.integers(min_value=1, max_value=8), st.booleans())
def test_wherever_it_stops_at_the_end_nothing_is_lost(at: int, again: bool) -> None:
    """Renaming and removing are the only steps at the end; whichever is the last one done, the next time mends it."""
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        write(site, index="one", old="old")
        (site / "CNAME").write_text("mine", "utf-8")
        steps = 0
        rename, rmtree = Path.rename, shutil.rmtree

        def counted(do: object) -> object:
            def step(*given: object, **more: object) -> object:
                nonlocal steps
                steps += 1
                if steps >= at and "part-" not in str(given[0]).rpartition("/")[2]:
                    raise Killed
                return do(*given, **more)  # type: ignore[operator]

            return step

        with (
            patch.object(Path, "rename", counted(rename)), patch.object(shutil, "rmtree", counted(rmtree)),
            contextlib.suppress(Killed),
        ):  # fmt: skip
            write(site, index="two", new="new")
        write(site, index="three", new="newer")
        assert held(site) == {"CNAME": "mine", "index": "three", "new": "newer"}
        if again:
            assert [path.name for path in Path(place).iterdir() if not path.name.startswith(".site.part-")] == ["site"]


def test_what_a_killed_run_left_is_removed_and_what_is_being_written_stays(tmp_path: Path) -> None:
    """A killed run leaves its folder; its lock is free, as the system gave it back."""
    with replaced(tmp_path / "site"):
        (running,) = tmp_path.glob(".site.part-*")
        dead = tmp_path / ".site.part-dead"
        shutil.copytree(running, dead)
        (dead / "site" / "index").write_text("half", "utf-8")
        (tmp_path / ".sites.part-other").mkdir()
        write(tmp_path / "site", index="two")
        assert running.is_dir() and not dead.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sites.part-other", "site"]


def test_what_a_run_left_before_it_could_lock_stays(tmp_path: Path) -> None:
    """It may be about to lock it."""
    (tmp_path / ".site.part-new").mkdir()
    write(tmp_path / "site", index="one")
    assert (tmp_path / ".site.part-new").is_dir()
