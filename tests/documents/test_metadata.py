from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedera.documents.metadata import Metadata, metadata_of, names_in, sidecar, sidecar_path
from foedera.model import Edtf, SourceError

Put = Callable[[str, bytes | str], Path]


def test_a_sidecar_gives_the_fields_of_the_contract(put: Put) -> None:
    put("a.json", '\ufeff{"title": " A  title ", "publisher": "P", "authors": ["Ann Lee"], "url": "https://x.example/a",'
        ' "date": "2031-04", "language": "en", "licence": "CC0", "redistributable": false, "other": [1]}')  # fmt: skip
    assert sidecar(put("a.txt", "x")) == Metadata(
        title="A title", publisher="P", authors=("Ann Lee",), url="https://x.example/a",
        published=Edtf.parse("2031-04"), language="en", licence="CC0", redistributable=False,
    )  # fmt: skip


def test_without_a_sidecar_nothing_is_known(put: Put) -> None:
    assert sidecar(put("a.txt", "x")) == Metadata()


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.htm", "a.pdf", "a.docx", "a.b.TXT"])
def test_documents_have_sidecars(name: str) -> None:
    assert sidecar_path(Path(name)) == Path(name).with_suffix(".json")


def test_corpora_have_none() -> None:
    assert sidecar_path(Path("a.jsonl")) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published": "2024-04-10"}, "2024-04-10"),
        ({"date": "2024"}, "2024"),
        ({"date": "1951-09~"}, "1951-09~"),
        ({"published_time": "2021-09-15 17:56:30-04:00"}, "2021-09-15"),
        ({"published": "2021-09-15T23:56:30Z", "date": "2020"}, "2021-09-15"),
        ({"date": None, "published_time": "2020-01-02"}, "2020-01-02"),
    ],
)
def test_dates_of_publication(fields: dict[str, str], expected: str) -> None:
    assert metadata_of(fields, "x").published == Edtf.parse(expected)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee and Bo Berg", ("Ann Lee", "Bo Berg")),
        ("Ann Lee, Bo Berg and Cy Day", ("Ann Lee", "Bo Berg", "Cy Day")),
        ("Lee, Ann; Berg, Bo", ("Lee, Ann", "Berg, Bo")),
        ("", ()),
    ],
)
def test_authors_in_one_string(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names
    assert metadata_of({"author": text}, "x").authors == names


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        (b'{"title": "\xff"}', "is not JSON"),
        ("[1]", "must hold one JSON object"),
        ('{"title": 3}', "title must be a string"),
        ('{"authors": [1]}', "authors must be a list of names"),
        ('{"date": "10 April"}', "date: not a date"),
        ('{"published": "2024-02-30"}', "published: .*no day 30"),
        ('{"redistributable": "no"}', "redistributable must be"),
        ('{"title": "' + "x" * 1_000_001 + '"}', "larger than a megabyte"),
    ],
)
def test_a_malformed_sidecar_is_named(put: Put, data: bytes | str, message: str) -> None:
    beside = put("a.json", data)
    with pytest.raises(SourceError, match=message) as caught:
        sidecar(put("a.txt", "x"))
    assert str(caught.value).startswith(f"{beside}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "(not recorded)", "/news/1", "ftp://x.example/"])
def test_only_web_addresses_are_kept(url: str) -> None:
    assert metadata_of({"url": url}, "x").url is None


def test_what_is_given_goes_first() -> None:
    given = Metadata(title="Given", published=Edtf.parse("2020"))
    found = Metadata(title="Found", publisher="P", authors=("A B",), redistributable=True)
    assert given.over(found) == Metadata(
        title="Given", publisher="P", authors=("A B",), published=Edtf.parse("2020"), redistributable=True
    )
    assert Metadata(redistributable=False).over(found).redistributable is False
