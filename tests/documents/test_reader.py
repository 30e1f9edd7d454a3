from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foedera.documents import Loaded, Metadata, Options, Source, document, documents, read, sources
from foedera.model import Edtf, SourceError

Put = Callable[[str, bytes | str], Path]
TEXT = (
    "Old friends meet again\n\nBy Ann Lee\n\n10 April 2031\n\nThe ministers met in the capital and agreed on a plan.\n"
)


def only(path: Path | str, options: Options | None = None) -> Loaded | SourceError:
    (source,) = sources([path])
    (result,) = read(source, options or Options())
    return result


def test_a_file_becomes_a_document_with_its_bytes(put: Put) -> None:
    path = put("a.txt", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    result = only(path)
    assert isinstance(result, Loaded)
    assert result.original == path.read_bytes()
    found = result.document
    assert found.text == TEXT
    assert (found.title, found.authors, found.published) == (
        "Old friends meet again",
        ("Ann Lee",),
        Edtf.parse("2031-04-10"),
    )
    assert (found.language, found.media_type, found.source) == ("en", "text/plain", str(path))


def test_options_go_before_the_sidecar_and_that_before_the_text(put: Put) -> None:
    put("a.json", '{"title": "Sidecar", "publisher": "P", "date": "2031-05", "licence": "CC0"}')
    options = Options(metadata=Metadata(title="Option"))
    found = document(put("a.txt", TEXT), options)
    assert (found.title, found.publisher, str(found.published), found.authors) == (
        "Option",
        "P",
        "2031-05",
        ("Ann Lee",),
    )
    assert found.licence == "CC0"
    assert found.redistributable is None


def test_a_malformed_sidecar_stops_only_its_document(put: Put, tmp_path: Path) -> None:
    put("a.txt", TEXT)
    put("a.json", "{")
    put("b.txt", TEXT)
    results = [result for source in sources([tmp_path]) for result in read(source)]
    assert [type(result) for result in results] == [SourceError, Loaded]


def test_bytes_are_read_by_their_content() -> None:
    (result,) = read(Source("memory", data=b"<html><body><p>" + TEXT.encode() * 3 + b"</p></body></html>"))
    assert isinstance(result, Loaded)
    assert result.document.media_type == "text/html"
    (error,) = read(Source("memory", data=b""))
    assert str(error) == "memory: is empty"


def test_documents_raises_the_first_error(put: Put, tmp_path: Path) -> None:
    put("a.txt", TEXT)
    put("b.txt", b"")
    found = documents(tmp_path)
    assert next(found).title == "Old friends meet again"
    with pytest.raises(SourceError, match=r"b\.txt: is empty"):
        next(found)


def test_document_wants_exactly_one(put: Put) -> None:
    path = put("a.jsonl", '{"text": "one"}\n{"text": "two"}\n')
    with pytest.raises(SourceError, match="holds 2 documents, not one"):
        document(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\n \n", "has no text"),
        ("a.txt", b"ab\0cd", "is binary"),
        ("a.txt", b"words \xff\xfe\x81 more", "is not valid UTF-8"),
        ("a.txt", b"words " * 1000 + b"\0" + b"words", "NUL character at 6,000"),
        ("a.html", b"<html></html>", "no main text was found|has no text"),
    ],
)
def test_bad_files_give_one_clear_line(put: Put, name: str, data: bytes, message: str) -> None:
    path = put(name, data)
    with pytest.raises(SourceError, match=message) as caught:
        list(documents(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_hundred_megabytes_on_one_line_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"word ")
        file.truncate(100_000_000)
    error = only(path)
    assert "is binary" in str(error)
    path.write_bytes(b"word " * 16_000_001)
    assert "are more than the 80,000,000 that a text file may have; split it" in str(only(path))


def test_too_large_a_page_is_refused(put: Put) -> None:
    error = only(put("a.html", b"<html>" + b" " * 10_000_000))
    assert "10,000,006 bytes are more than the 10,000,000 that a html file may have" in str(error)


def test_an_unreadable_file_is_named(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.txt", "x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert str(only(path)) == f"{path}: cannot be read: permission denied"


def test_short_texts_have_no_language(put: Put) -> None:
    assert document(put("a.txt", "Two words")).language is None
    french = "Les deux gouvernements ont décidé de renforcer leur alliance et de se consulter chaque année à Paris."
    assert document(put("b.txt", french)).language == "fr"
    assert document(put("c.txt", french), Options(metadata=Metadata(language="oc"))).language == "oc"


def test_heavy_libraries_wait_until_a_format_needs_them(put: Put) -> None:
    code = (
        "import sys; from foedera.documents import documents; list(documents(sys.argv[1]));"
        "heavy = {'trafilatura', 'pypdfium2', 'docx', 'polars', 'httpx', 'feedparser', 'spacy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(put("a.txt", TEXT))], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("known", ["sidecar", "option", "row"])
def test_a_known_title_keeps_the_first_sentence_in_the_body(put: Put, known: str) -> None:
    text = "Norvane acts.\n\nThe minister said on Friday that two frigates would sail for the shoals in May.\n"
    if known == "sidecar":
        put("a.json", '{"title": "Ships at sea"}')
    options = Options(metadata=Metadata(title="Ships at sea")) if known == "option" else Options()
    row = json.dumps({"text": text, "title": "Ships at sea"})
    found = document(put("a.jsonl", row) if known == "row" else put("a.txt", text), options)
    assert (found.title, found.paragraphs[0].role) == ("Ships at sea", "body")
