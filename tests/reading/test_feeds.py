import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import UsageError
from foedera.reading.feeds import Feed, Memory, Standing, feeds, remember, remembered

NOON = datetime.datetime(2031, 4, 10, 12, tzinfo=datetime.UTC)


def test_a_list_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[[feed]]\nurl = "https://a.example/rss"\nname = "Ministry"\nevery = "30m"\npublisher = "The Ministry"\n'
        'keep = ["guidelines", "joint  command"]\n[[feed]]\nurl = "http://b.example/atom"\n',
        "utf-8",
    )
    first, second = feeds(path)
    assert (first.name, first.every, first.publisher) == ("Ministry", datetime.timedelta(minutes=30), "The Ministry")
    assert first.keep == ("guidelines", "joint  command")
    assert (second.name, second.every, second.keep) == (second.url, datetime.timedelta(hours=6), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lists no feeds"),
        ("[[feed]\n", "cannot be read as TOML"),
        ("feed = 3\n", "lists no feeds"),
        ("feed = [3]\n", "feed 1: is no table"),
        ('[[feeds]]\nurl = "https://a.example"\n', "feeds is not known here"),
        ('[[feed]]\nname = "x"\n', "feed 1: needs a url"),
        ('[[feed]]\nurl = "file:///etc/passwd"\n', "feed 1: needs a url that starts with http"),
        ('[[feed]]\nurl = "https://a.example"\nevry = "6h"\n', "feed 1: evry is not known; a feed has name, url"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "now"\n', "feed 1: every = 'now' is no length of time"),
        ('[[feed]]\nurl = "https://a.example"\nevery = 6\n', "feed 1: every = 6 is no length of time"),
        ('[[feed]]\nurl = "https://a.example"\nkeep = [" "]\n', "feed 1: keep must be words"),
        ('[[feed]]\nurl = "https://a.example"\nname = 3\n', "feed 1: name must be text"),
        ('[[feed]]\nurl = "https://a.example"\n[[feed]]\nurl = "https://a.example"\n', "feed 2: .* stands .* twice"),
    ],
)
def test_a_bad_list_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said) as error:
        feeds(path)
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        feeds(tmp_path / "none.toml")


def test_what_a_feed_keeps() -> None:
    feed = Feed(name="x", url="https://a.example", keep=("Joint command", "deliver*"))
    assert feed.keeps("The JOINT\n command meets.") and feed.keeps("It was delivered.")
    assert not feed.keeps("A joint commander spoke.") and not feed.keeps("undelivered")
    assert Feed(name="x", url="https://a.example").keeps("anything")


@given(st.text(min_size=1).filter(lambda text: text.strip(" *") and text.split()))
def test_any_words_can_be_kept_and_find_themselves(words: str) -> None:
    feed = Feed(name="x", url="https://a.example", keep=(words,))
    assert feed.keeps(f" {words} ")


def test_memory_is_written_whole_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "feeds.state.json"
    memory = Memory(
        record="a.db", feeds={"https://a.example": Standing(next=NOON, failures=2, etag='"x"', seen=("1",))}
    )
    remember(path, memory)
    assert remembered(path, "a.db") == (memory, None)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    other, warning = remembered(path, "b.db")
    assert other == Memory(record="b.db") and warning is not None and "is about the record a.db" in warning


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"record": 3}', b'{"record": "a.db", "feeds": {"u": {"next": "2031-04-10T00:00"}}}',
               b"\xff\xfe"],
)  # fmt: skip
def test_damaged_memory_is_one_line_and_all_is_new(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "feeds.state.json"
    path.write_bytes(damage)
    memory, warning = remembered(path, "a.db")
    assert memory == Memory(record="a.db")
    assert warning is not None and str(path) in warning and "\n" not in warning
