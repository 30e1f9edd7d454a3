from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import polars
import pytest

from foedera.documents import Loaded, Metadata, Options, Source, read
from foedera.documents import corpus as corpus_module
from foedera.model import SourceError

Put = Callable[[str, bytes | str], Path]
TEXT = "The ministers met in the capital and agreed on a plan."


def results(path: Path, options: Options | None = None) -> list[Loaded | SourceError]:
    return list(read(Source(path.name, path), options or Options()))


def test_rows_become_documents(put: Put) -> None:
    row = {
        "id": "x/1",
        "text": TEXT,
        "title": "T",
        "published": "2031-04",
        "url": "https://x.example/1",
        "publisher": "P",
    }
    path = put("c.jsonl", "\ufeff" + json.dumps(row) + "\r\n\n" + json.dumps({"text": TEXT, "more": [1]}) + "\n")
    first, second = results(path)
    assert isinstance(first, Loaded)
    assert isinstance(second, Loaded)
    assert first.document.text == TEXT
    assert first.document.source == "c.jsonl#x/1"
    assert (first.document.title, str(first.document.published), first.document.publisher) == ("T", "2031-04", "P")
    assert json.loads(first.original) == row
    assert second.document.source == "c.jsonl#3"
    assert second.document.media_type == "application/json"


def test_the_text_of_a_row_is_unchanged(put: Put) -> None:
    text = " \tA line.\n\n\n  Another  line \n"
    (result,) = results(put("c.jsonl", json.dumps({"text": text})))
    assert isinstance(result, Loaded)
    assert result.document.text == text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1, 2]", "must be a JSON object with text, not list"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"title": "x"}', "has no field text"),
        ('{"text": 5}', "text must be a string, not 5"),
        ('{"text": " "}', "has no text"),
        ('{"text": "a\\u0000b"}', "NUL character"),
        ('{"text": "a", "id": [1]}', "id must be"),
        ('{"text": "a", "id": "ok"}', "the id 'ok' stands in an earlier row"),
        ('{"text": "a", "date": "soon"}', "date: not a date"),
    ],
)
def test_a_bad_row_names_file_and_line_and_the_others_are_read(put: Put, line: str, message: str) -> None:
    path = put("c.jsonl", f'{{"id": "ok", "text": "{TEXT}"}}\n{line}\n{{"text": "{TEXT}"}}\n')
    first, error, last = results(path)
    assert isinstance(first, Loaded)
    assert isinstance(last, Loaded)
    assert isinstance(error, SourceError)
    assert str(error).startswith("c.jsonl, line 2: ")
    assert message in str(error)
    assert "\n" not in str(error)


def test_broken_utf_8_in_a_row(put: Put) -> None:
    (error,) = results(put("c.jsonl", b'{"text": "caf\xe9"}'))
    assert "line 1: is not" in str(error)


def test_a_line_without_end_is_not_held(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_module, "_LONGEST_LINE", 200)
    error, last = results(put("c.jsonl", '{"text": "' + "x" * 1000 + '"}\n{"text": "short"}\n'))
    assert "line 1: is longer than 200 bytes" in str(error)
    assert isinstance(last, Loaded)


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_module, "_BATCH", 2)
    path = tmp_path / "c.parquet"
    frame = polars.DataFrame(
        {
            "id": [1, 2, 2, 4],
            "text": [TEXT, None, TEXT, TEXT],
            "published": [datetime.date(2031, 4, 10), None, None, None],
        }
    )
    frame.write_parquet(path)
    for source in (Source("c.parquet", path), Source("c.parquet", data=path.read_bytes())):
        first, missing, third, last = read(source)
        assert isinstance(first, Loaded)
        assert (first.document.source, str(first.document.published)) == ("c.parquet#1", "2031-04-10")
        assert json.loads(first.original) == {"id": 1, "text": TEXT, "published": "2031-04-10"}
        assert str(missing) == "c.parquet, row 2: has no field text; put the text of the document into it"
        assert isinstance(third, Loaded)
        assert isinstance(last, Loaded)


def test_parquet_that_is_none(put: Put, tmp_path: Path) -> None:
    (error,) = results(put("c.parquet", b"PAR1 and then nothing of the kind PAR1"))
    assert str(error).startswith("c.parquet: is a damaged Parquet file")
    polars.DataFrame({"body": ["x"]}).write_parquet(tmp_path / "d.parquet")
    (error,) = results(tmp_path / "d.parquet")
    assert "needs a column text of strings" in str(error)


def test_options_override_every_row(put: Put) -> None:
    path = put("c.jsonl", f'{{"text": "{TEXT}", "publisher": "Row"}}\n{{"text": "{TEXT}"}}\n')
    for result in results(path, Options(metadata=Metadata(publisher="Mine"))):
        assert isinstance(result, Loaded)
        assert result.document.publisher == "Mine"
