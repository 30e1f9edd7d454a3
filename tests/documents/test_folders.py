from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from foedera.documents import Source, read, sources
from foedera.model import SourceError

Put = Callable[[str, bytes | str], Path]


def test_a_folder_is_listed_by_name_without_hidden_files_and_sidecars(put: Put, tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "b.json",
        "a/z.html",
        "a/z.json",
        "a/.hidden",
        ".git/x.txt",
        "c.json",
        "B.txt",
        "d.PDF",
        "d.json",
    ):
        put(name, "x")
    names = [source.name for source in sources([tmp_path])]
    assert names == [str(tmp_path / name) for name in ("B.txt", "a/z.html", "b.txt", "c.json", "d.PDF")]


def test_places_keep_their_order_and_names(put: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put("f/a.txt", "x")
    put("b.txt", "x")
    monkeypatch.chdir(tmp_path)
    found = list(sources(["https://x.example/b?c=1", "b.txt", Path("f"), "C:notes.txt"]))
    assert [source.name for source in found] == ["https://x.example/b?c=1", "b.txt", "f/a.txt", "C:notes.txt"]
    assert found[0] == Source("https://x.example/b?c=1")
    assert [source.is_address for source in found] == [True, False, False, False]


def test_a_loop_of_links_ends(put: Put, tmp_path: Path) -> None:
    put("a/b/x.txt", "x")
    (tmp_path / "a/b/loop").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a/self").symlink_to("self")
    names = [source.name for source in sources([tmp_path / "a"])]
    assert names == [str(tmp_path / "a/b/x.txt"), str(tmp_path / "a/self")]


def test_what_cannot_be_read_is_a_source_that_says_so(put: Put, tmp_path: Path) -> None:
    put("image.png", b"\x89PNG\r\n\x1a\n")
    os.mkfifo(tmp_path / "pipe.txt")
    put("z.csv", "a,b")
    found = [result for source in sources([tmp_path, tmp_path / "none.txt"]) for result in read(source)]
    assert [str(error).removeprefix(f"{tmp_path}/").partition(":")[0] for error in found] == [
        "image.png", "pipe.txt", "z.csv", "none.txt"]  # fmt: skip
    assert all(isinstance(error, SourceError) for error in found)


def test_a_shut_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("foedera.documents.folders.os.listdir", refuse)
    (source,) = sources([tmp_path])
    (error,) = read(source)
    assert str(error) == f"{tmp_path}: the folder cannot be opened; check its permissions"


def test_names_that_are_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("The ministers met in the capital and agreed on a plan.")
    (source,) = sources([tmp_path])
    (result,) = read(source)
    assert not isinstance(result, SourceError)
    assert result.document.source.endswith("caf\ufffd.txt")


def test_a_sidecar_beside_its_document_is_left_out_where_a_shell_lists_both(put: Put) -> None:
    places = [put(name, "x") for name in ("a.json", "a.txt", "b.json")]
    assert [source.name for source in sources(places)] == [str(places[1]), str(places[2])]
    assert [source.name for source in sources(places[:1])] == [str(places[0])]
