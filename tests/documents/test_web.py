from __future__ import annotations

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import httpcore
import pytest

from foedera.documents import Loaded, Options, Source, read
from foedera.documents.web import USER_AGENT, Fetcher, is_public
from foedera.model import SourceError

if TYPE_CHECKING:
    from tests.documents.conftest import Site

PROSE = "The two governments decided to keep their forces under separate command for the time being, officials said. "
OPTIONS = Options(allow_private=True)


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(allow_private=True, **limits)  # type: ignore[arg-type]


def test_a_page_becomes_a_document(site: Site) -> None:
    html = f"<html><head><title>Ships sail</title></head><body><article><p>{PROSE * 3}</p></article></body></html>"
    url = site.page("/a?b=c", html.encode("latin-1"), "text/html; charset=iso-8859-1")
    (result,) = read(Source(url + "#part"), OPTIONS)
    assert isinstance(result, Loaded)
    assert (result.document.source, result.document.url, result.document.media_type) == (
        url + "#part",
        url + "#part",
        "text/html",
    )
    assert result.original == html.encode()
    assert site.agents == [USER_AGENT]
    assert USER_AGENT.startswith("Foedera/")


def test_text_and_rows_from_the_web(site: Site) -> None:
    (text,) = read(Source(site.page("/a", PROSE, "text/plain")), OPTIONS)
    assert isinstance(text, Loaded)
    assert text.document.text == PROSE
    url = site.page("/c.jsonl", '{"text": "one"}\n{"text": 2}\n', "application/octet-stream")
    one, two = read(Source(url), OPTIONS)
    assert isinstance(one, Loaded)
    assert one.document.source == f"{url}#1"
    assert str(two) == f"{url}, line 2: text must be a string, not 2"


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    for step in range(6):
        site.answers[f"/{step}"] = (302, {"Location": f"/{step + 1}"}, b"")
    site.page("/6", PROSE, "text/plain")
    assert fetcher().page(f"{site.url}/1").url == f"{site.url}/6"
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        fetcher().page(f"{site.url}/0")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("file:///etc/passwd", "redirects to file:///etc/passwd; only http and https"),
        ("http://[::1", "cannot be fetched: Invalid URL"),
    ],
)
def test_redirects_elsewhere_are_refused(site: Site, target: str, message: str) -> None:
    site.answers["/a"] = (301, {"Location": target}, b"")
    with pytest.raises(SourceError, match=message):
        fetcher().page(f"{site.url}/a")


def test_a_redirect_to_this_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/a"] = (302, {"Location": f"http://127.0.0.1:{site.server.server_port}/secret"}, b"")
    site.page("/secret", PROSE, "text/plain")
    plain = httpcore.SyncBackend.connect_tcp

    def lead(self: httpcore.SyncBackend, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        assert host == "93.184.215.14", "the connection goes to the address that was checked"
        return plain(self, "127.0.0.1", *args, **kwargs)  # type: ignore[arg-type]

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        address = "93.184.215.14" if host == "public.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lead)
    monkeypatch.setattr("foedera.documents.web.socket.getaddrinfo", resolve)
    url = f"http://public.example:{site.server.server_port}/a"
    with pytest.raises(SourceError, match=r": 127\.0\.0\.1 is in a private network; allow it with --allow-private"):
        Fetcher().page(url)
    assert site.asked == ["/a"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "2130706433", "[::ffff:127.0.0.1]", "10.1.2.3"],
)
def test_private_hosts_are_refused(host: str, site: Site) -> None:
    with pytest.raises(SourceError, match=r"private network|cannot be fetched"):
        Fetcher(max_seconds=3).page(f"http://{host}:{site.server.server_port}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.1.1", False), ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("fec0::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2001:0:1::", False),
        ("198.18.0.1", False), ("192.0.2.1", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_too_large_a_page_stops(site: Site) -> None:
    site.page("/a", b"x" * 100_001, "text/plain")
    with pytest.raises(SourceError, match="is larger than 100,000 bytes"):
        fetcher(max_bytes=100_000).page(f"{site.url}/a")


def test_compressed_pages_and_bombs(site: Site) -> None:
    site.answers["/a"] = (
        200,
        {"Content-Encoding": "gzip", "Content-Type": "text/plain"},
        gzip.compress(PROSE.encode()),
    )
    assert fetcher().page(f"{site.url}/a").data == PROSE.encode()
    site.answers["/b"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(20_000_000)))
    with pytest.raises(SourceError, match="is larger than 1,000,000 bytes"):
        fetcher(max_bytes=1_000_000).page(f"{site.url}/b")
    site.answers["/c"] = (200, {"Content-Encoding": "gzip"}, b"no gzip at all")
    with pytest.raises(SourceError, match="its compressed answer is damaged"):
        fetcher().page(f"{site.url}/c")
    site.answers["/d"] = (200, {"Content-Encoding": "gzip, gzip"}, b"x")
    with pytest.raises(SourceError, match="which was not asked for"):
        fetcher().page(f"{site.url}/d")


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.05)
    except OSError:
        return


def stall(handler: BaseHTTPRequestHandler) -> None:
    try:
        while True:
            handler.wfile.write(b"H")
            time.sleep(0.05)
    except OSError:
        return


@pytest.mark.parametrize("answer", [drip, stall])
def test_an_answer_that_never_ends_is_cut_off(site: Site, answer: object) -> None:
    site.answers["/a"] = answer  # type: ignore[assignment]
    start = time.monotonic()
    with pytest.raises(SourceError, match=r"gave no whole answer within 0\.5 seconds|cannot be fetched"):
        fetcher(max_seconds=0.5).page(f"{site.url}/a")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://x.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://no-such-host.invalid/", "no host is called no-such-host.invalid"),
        ("http://" + "a" * 80 + ".example/", "cannot be fetched"),
        ("http://x.example:99999/", "is no address|cannot be fetched"),
        ("http://a b/", "cannot be fetched|no host|is no address"),
    ],
)
def test_bad_addresses(url: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(host: str, *_: object, **__: object) -> None:
        host.encode("idna")
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("foedera.documents.web.socket.getaddrinfo", fail)
    (error,) = read(Source(url))
    assert isinstance(error, SourceError)
    assert message.partition("|")[0] in str(error) or any(part in str(error) for part in message.split("|"))
    assert "\n" not in str(error)


def test_an_empty_page_and_a_refusal(site: Site) -> None:
    (empty,) = read(Source(site.page("/a", b"", "text/html")), OPTIONS)
    assert str(empty) == f"{site.url}/a: is empty"
    (gone,) = read(Source(f"{site.url}/b"), OPTIONS)
    assert str(gone) == f"{site.url}/b: the server answered 404 Not Found"


def test_a_shut_port_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(SourceError, match="cannot be fetched"):
        fetcher(max_seconds=3).page(f"http://127.0.0.1:{port}/")
