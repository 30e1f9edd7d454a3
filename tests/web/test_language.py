"""Pages in another language: words, days and numbers come from its catalogue, and what is escaped stays escaped."""

import datetime
import runpy
import struct
from pathlib import Path

import pytest

from foedera.model import UsageError
from foedera.record import Record
from foedera.web import app
from foedera.web.language import Language, language_of

from .conftest import Browser

WORDS = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "Deliverables on %(day)s": "Zusagen am %(day)s",
    "Deliverables": "Zusagen <&>",
    "agreed": "vereinbart <b>",
    "%(num)s commitment\0%(num)s commitments": "%(num)s Zusage\0%(num)s Zusagen",
    "format\x04{day} {month} {year}": "{day}. {month} {year}",
    "month\x04June": "Juni",
    "weekday\x04Mon": "Mo",
    "first weekday\x04Monday": "Sunday",
    "number\x04,": ".",
    "number\x04.": ",",
}


def catalogue(words: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it: two tables of lengths and places, then the words."""
    pairs = sorted((key.encode(), value.encode()) for key, value in words.items())
    start, places, text = 28 + 16 * len(pairs), ([], []), b""
    for side in (0, 1):
        for pair in pairs:
            places[side].append(struct.pack("<II", len(pair[side]), start + len(text)))
            text += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(places[0]) + b"".join(places[1]) + text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "catalogues" / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "foedera.mo").write_bytes(catalogue(WORDS))
    return tmp_path / "catalogues"


def test_a_page_speaks_the_language_of_its_catalogue(dossier: Record, folder: Path) -> None:
    page = Browser(app(dossier, name="ada", language=language_of("de", folder))).get("/deliverables?on=2032-06-15").text
    assert '<html lang="de">' in page
    assert "<h1>Zusagen am 15. Juni 2032</h1>" in page
    assert " Zusagen ·" in page
    assert "Zusagen &lt;&amp;&gt;</a>" in page and "vereinbart &lt;b&gt;" in page
    assert "Publisher" not in page


def test_what_the_record_says_is_marked_as_english_within_another_language(dossier: Record, folder: Path) -> None:
    german = language_of("de", folder)
    assert german.said("<b>") == '<span lang="en">&lt;b&gt;</span>' and Language().said("<b>") == "&lt;b&gt;"
    assert german.told("agreed") == "vereinbart &lt;b&gt;" and german.told("other") == '<span lang="en">other</span>'
    page = Browser(app(dossier, name="ada", language=german)).get("/deliverables?on=2032-06-15").text
    assert page.count('lang="en"') > 100
    assert 'lang="en">' not in Browser(app(dossier, name="ada")).get("/").text.split("<body")[1]


def test_english_needs_no_catalogue(dossier: Record) -> None:
    page = Browser(app(dossier, name="ada", language=language_of("en"))).get("/deliverables?on=2032-06-15").text
    assert '<html lang="en">' in page and "<h1>Deliverables on 15 June 2032</h1>" in page


def test_days_and_numbers_are_written_as_the_language_writes_them(folder: Path) -> None:
    english, german = Language(), language_of("de", folder)
    monday = datetime.date(2032, 6, 14)
    assert [english.day(monday), german.day("2032-06-14")] == ["14 June 2032", "14. Juni 2032"]
    assert [english.day("2032-06~"), english.month(monday), german.weekday(monday)] == ["2032-06~", "June 2032", "Mo"]
    assert [english.number(1234567), german.number(1234567), german.number(1234.5)] == [
        "1,234,567", "1.234.567", "1.234,5",
    ]  # fmt: skip
    assert [english.date("2032-06-14"), english.date("2032-06"), english.date(None)] == ["2032-06-14", "2032-06", ""]
    assert [english.date(loose) for loose in ("1945-22", "1949~", "1949-04?", "195X", "1949-04-04%", "1949/1951")] == [
        "summer 1945", "about 1949", "perhaps 1949-04", "1950s", "perhaps about 1949-04-04", "1949 to 1951",
    ]  # fmt: skip
    assert [english.date(open) for open in ("1949/..", "../1951", "/1951")] == ["1949/..", "../1951", "/1951"]
    assert english.date("1949~/2031-06-05") == "about 1949 to 2031-06-05"
    assert [english.decimal(0.642), german.decimal(1234.5, 1)] == ["0.64", "1.234,5"]
    assert [english.percent(0.642), german.percent(0.5, 1)] == ["64 %", "50,0 %"]
    assert [english.period("1951-09-20/.."), english.period("../1960"), english.period("1951/1960")] == [
        "since 1951-09-20", "until 1960", "1951 to 1960",
    ]  # fmt: skip
    assert [english.period("/.."), english.period(None), english.period("1951")] == ["", "", "1951"]
    assert [english.first_weekday, german.first_weekday] == [0, 6]
    assert english.word(None) == "" == german.word("")


@pytest.mark.parametrize("tag", ["fr", "../de", "de/LC_MESSAGES/.."])
def test_a_language_without_a_catalogue_is_refused(folder: Path, tag: str) -> None:
    with pytest.raises(UsageError, match="no catalogue for the language"):
        language_of(tag, folder)


def test_a_catalogue_that_is_none_is_refused(folder: Path) -> None:
    (folder / "de" / "LC_MESSAGES" / "foedera.mo").write_bytes(b"not a catalogue")
    with pytest.raises(UsageError, match="is no catalogue that can be read"):
        language_of("de", folder)


def test_translators_get_every_message_of_the_templates(capsys: pytest.CaptureFixture[str]) -> None:
    tool = Path(__file__).parents[2] / "tools" / "messages.py"
    runpy.run_path(str(tool), run_name="__main__")
    printed = capsys.readouterr().out
    for expected in ('msgid "Skip to the text"', 'msgid_plural "%(num)s documents"', 'msgctxt "month"', "delivered"):
        assert expected in printed
    messages = [part for part in printed.split("\n\n") if "msgid " in part]
    assert len({part[part.index("msg") :] for part in messages}) == len(messages) > 300
