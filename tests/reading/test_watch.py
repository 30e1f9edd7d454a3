import datetime
import email.utils
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from foedera.coding.figures import Figures
from foedera.reading import Reader, reader
from foedera.reading.feeds import Feed
from foedera.reading.watch import Looked, Watch
from foedera.record import Record
from tests.documents.conftest import Site

START = datetime.datetime(2031, 4, 10, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
PROSE = "Australia will raise its defence budget to $3 billion by 2034, the paper says. "


class Time:
    """A clock that a test sets; waiting moves it, and is written down."""

    def __init__(self) -> None:
        self.at = START
        self.waits: list[float] = []
        self.stops = False

    def clock(self) -> datetime.datetime:
        return self.at

    def pause(self, seconds: float) -> bool:
        if seconds and not self.stops:
            self.waits.append(seconds)
            self.at += datetime.timedelta(seconds=seconds)
        return self.stops


@pytest.fixture(scope="module")
def usual() -> Reader:
    return reader(coders=[Figures()])


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def watch(usual: Reader, record: Record, tmp_path: Path, time: Time, site: Site) -> Any:
    def made(*feeds: Feed) -> Watch:
        return Watch(
            feeds or (Feed(name="Herald", url=f"{site.url}/rss", every=6 * HOUR),), usual, record,
            tmp_path / "feeds.state.json", clock=time.clock, pause=time.pause, allow_private=True,
        )  # fmt: skip

    return made


def serve(site: Site, *numbers: int, path: str = "/rss", **headers: str) -> None:
    """A feed of some items, and their pages."""
    for number in numbers:
        prose = PROSE.replace("$3", f"${number}") * 4
        site.page(f"/{number}", f"<html><body><article><h1>Item {number}</h1><p>{prose}</p></article></body></html>")
    items = "".join(f"<item><title>Item {number}</title><link>{site.url}/{number}</link></item>" for number in numbers)
    text = f'<rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'
    site.answers[path] = (200, {"Content-Type": "application/rss+xml", **headers}, text.encode())


def look(watch: Watch, **options: bool) -> Looked:
    (looked,) = watch.looks(**options)
    return looked


def titles(looked: Looked) -> list[str | None]:
    return [taken.document.title for taken in looked.new]


def pages(site: Site) -> list[str]:
    """The items that were asked for since the last time."""
    asked = [path for path in site.asked if path not in ("/rss", "/robots.txt")]
    site.asked.clear()
    return asked


def test_what_is_new_is_read_once(watch: Any, site: Site, time: Time, record: Record) -> None:
    serve(site, 2, 1)
    first = watch()
    looked = look(first)
    assert titles(looked) == ["Item 2", "Item 1"]
    assert (looked.at, looked.next, first.next) == (START, START + 6 * HOUR, START + 6 * HOUR)
    assert all(taken.claims for taken in looked.new)
    assert list(first.looks()) == []
    assert pages(site) == ["/2", "/1"]
    serve(site, 3, 2, 1)
    time.at += 6 * HOUR
    assert titles(look(watch())) == ["Item 3"]
    assert pages(site) == ["/3"]
    assert record.summary().documents == 3
    assert titles(look(watch(), all=True)) == []


def test_the_server_is_told_what_is_known(watch: Any, site: Site, time: Time) -> None:
    serve(site, 1, **{"ETag": '"one"', "Last-Modified": "Thu, 10 Apr 2031 10:00:00 GMT"})
    look(watch())
    asked: list[tuple[str | None, str | None]] = []

    def unchanged(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]))
        handler.send_response(304)
        handler.end_headers()

    site.answers["/rss"] = unchanged
    looked = look(watch(), all=True)
    assert looked.unchanged and looked.error is None and looked.taken == ()
    assert asked == [('"one"', "Thu, 10 Apr 2031 10:00:00 GMT")]


def test_a_failed_feed_is_reported_and_tried_again_after_growing_waits(watch: Any, site: Site, time: Time) -> None:
    serve(site, 1)
    site.answers["/down"] = (503, {}, b"")
    down = Feed(name="Down", url=f"{site.url}/down", every=6 * HOUR)
    both = watch(down, Feed(name="Herald", url=f"{site.url}/rss", every=6 * HOUR))
    failed, well = both.looks()
    assert failed.error is not None and "503" in failed.error and well.error is None
    assert titles(well) == ["Item 1"]
    assert time.waits == [2.0, 10.0]
    waits = []
    for _ in range(12):
        waits.append(both._standing(down).next - time.at)
        time.at = both._standing(down).next
        next(looked for looked in both.looks() if looked.feed is down)
    minutes = [round(wait.total_seconds() / 60) for wait in waits]
    assert minutes[:4] == [5, 10, 20, 40] and minutes[-1] == 24 * 60
    assert minutes == sorted(minutes)
    serve(site, 1, path="/down")
    time.at = both._standing(down).next
    mended = next(looked for looked in both.looks() if looked.feed is down)
    assert mended.error is None and mended.next == time.at + 6 * HOUR
    assert both._standing(down).failures == 0


def test_a_server_that_asks_for_time_gets_it(watch: Any, site: Site, time: Time) -> None:
    site.answers["/rss"] = (429, {"Retry-After": "7200"}, b"")
    assert look(watch()).next == START + 2 * HOUR
    assert time.waits == []
    site.answers["/rss"] = (404, {"Retry-After": email.utils.formatdate(usegmt=True)}, b"")
    looked = look(watch(), all=True)
    assert looked.error is not None and "404" in looked.error
    assert time.waits == []


def test_an_item_that_cannot_be_read_is_tried_three_times(watch: Any, site: Site, time: Time) -> None:
    serve(site, 1, 2, ETag='"one"')
    del site.answers["/2"]
    for _ in range(3):
        looked = look(watch(), all=True)
        assert len(looked.missed) == 1 and "/2: the server answered 404" in looked.missed[0]
    assert look(watch(), all=True).missed == ()
    assert pages(site) == ["/1", "/2", "/2", "/2"]


def test_only_what_has_the_words_is_kept(watch: Any, site: Site, record: Record) -> None:
    serve(site, 1, 2)
    looked = look(watch(Feed(name="Herald", url=f"{site.url}/rss", keep=("$2 billion", "item 7"))))
    assert titles(looked) == ["Item 2"] and looked.left == 1
    assert look(watch(), all=True).taken == ()
    assert record.summary().documents == 1


def test_a_publisher_that_is_given_goes_before_the_title_of_the_feed(watch: Any, site: Site) -> None:
    serve(site, 1)
    looked = look(watch(Feed(name="Herald", url=f"{site.url}/rss", publisher="The Daily Herald")))
    assert looked.new[0].document.publisher == "The Daily Herald"


def test_damaged_memory_reads_nothing_twice(watch: Any, site: Site, tmp_path: Path, record: Record) -> None:
    serve(site, 1, 2)
    look(watch())
    (tmp_path / "feeds.state.json").write_text("{", "utf-8")
    again = watch()
    assert again.warning is not None and "is damaged" in again.warning
    looked = look(again)
    assert [taken.known for taken in looked.taken] == [True, True]
    assert looked.new == () and record.summary().documents == 2
    assert watch().warning is None


def test_memory_of_a_record_that_is_empty_counts_for_nothing(
    watch: Any, usual: Reader, site: Site, tmp_path: Path, time: Time
) -> None:
    serve(site, 1)
    look(watch())
    with Record.open(tmp_path / "other.db") as other:
        feed = Feed(name="Herald", url=f"{site.url}/rss")
        elsewhere = Watch(
            [feed], usual, other, tmp_path / "feeds.state.json", clock=time.clock, pause=time.pause, allow_private=True
        )
        assert elsewhere.warning is not None and "is about the record" in elsewhere.warning
        assert titles(look(elsewhere)) == ["Item 1"]


def test_a_watch_that_is_stopped_in_the_middle_goes_on_where_it_was(watch: Any, site: Site, time: Time) -> None:
    serve(site, 1, 2, 3)
    first = watch()

    def stopping(seconds: float) -> bool:
        time.stops = len([path for path in site.asked if path == "/1"]) > 0
        return time.stops

    first._pause = stopping
    (stopped,) = first.looks()
    assert stopped.next == START
    time.stops = False
    rest = look(watch())
    assert sorted(titles(stopped) + titles(rest)) == ["Item 1", "Item 2", "Item 3"]


def test_turns_go_on_until_it_is_stopped(watch: Any, site: Site, time: Time) -> None:
    serve(site, 1)
    seen = []
    running = watch()
    for number, turn in enumerate(running.turns(), 1):
        seen.append([titles(looked) for looked in turn])
        serve(site, *range(number + 1, 0, -1))
        time.stops = number == 3
    assert seen == [[["Item 1"]], [["Item 2"]], [["Item 3"]]]
    assert time.at == START + 12 * HOUR
    assert time.waits == [6 * 3600.0] * 2


def test_what_is_no_feed_is_a_failure_of_one_line(watch: Any, site: Site) -> None:
    site.page("/rss", "<html><body>gone</body></html>")
    looked = look(watch())
    assert looked.error is not None and "no feed" in looked.error and "\n" not in looked.error


def test_robots_are_asked(watch: Any, site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    looked = look(watch())
    assert looked.error is not None and "robots.txt" in looked.error
