"""Pages fetched with care: http and https only, no private address, few redirects, little time, a bounded size.

The name of a host is resolved here, every address of it is checked, and the connection goes to the address that was
checked, so that a name cannot point elsewhere a moment later. Each redirect is checked in the same way. Proxies of the
environment are not used: they would connect in our stead.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import urllib.robotparser
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
import httpx
import msgspec

from foedera import __version__
from foedera.model import SourceError

MAX_BYTES = 50_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 5
USER_AGENT = f"Foedera/{__version__} (open source; reads documents for one reader)"

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536
_OPEN_SECONDS = 10.0
_CARRIER_GRADE = ipaddress.ip_network("100.64.0.0/10")
_TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)


class Page(msgspec.Struct, frozen=True):
    """What an address gave: where it was found in the end, its bytes, and what the server said of them.

    `etag` and `modified` are what to tell the server the next time, so that it need not send the same again.
    """

    url: str
    data: bytes
    media_type: str | None
    charset: str | None
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Fetches addresses for one call, and remembers what each host's robots.txt said.

    `allow_private` allows addresses of this machine and its network; `max_bytes` and `max_seconds` bound one address,
    all its redirects together.
    """

    def __init__(
        self, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, max_seconds: float = MAX_SECONDS
    ) -> None:
        self._allow_private = allow_private
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds
        self._robots: dict[str, urllib.robotparser.RobotFileParser | SourceError] = {}

    def page(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Page:
        """What lies at an address. Raises `SourceError` where it may not or cannot be fetched.

        With the `etag` or `modified` of an earlier page, raises `UnchangedError` where it is still the same.
        """
        deadline = time.monotonic() + self._max_seconds
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            page = self._step(at, url, deadline, _sendable(conditions))
            if isinstance(page, Page):
                return page
            at = page
        raise SourceError(f"{url}: redirects more than {MAX_REDIRECTS} times; give the final address")

    def allows(self, url: str) -> bool:
        """Whether the robots.txt of the host lets this program fetch an address.

        Where there is none, everything is allowed; where the server fails to give it, nothing is. Raises `SourceError`
        where the host may not or cannot be reached.
        """
        parts = urlsplit(url)
        root = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if root not in self._robots:
            self._robots[root] = self._rules(root)
        rules = self._robots[root]
        if isinstance(rules, SourceError):
            raise rules
        return rules.can_fetch("Foedera", url)

    def _rules(self, root: str) -> urllib.robotparser.RobotFileParser | SourceError:
        rules = urllib.robotparser.RobotFileParser()
        try:
            rules.parse(self.page(root).data[:500_000].decode("utf-8", "replace").splitlines())
        except RefusedError as error:
            rules.parse(["User-agent: *", "Disallow: /"] if error.status >= 500 else [])
        except SourceError as error:
            return error
        return rules

    def _step(self, at: str, url: str, deadline: float, conditions: dict[str, str]) -> Page | str:
        """The page at an address, or the address to which it redirects."""
        target = _checked_url(at, url)
        transport = _Transport(deadline, self._allow_private)
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate", **conditions}
        try:
            with (
                httpx.Client(transport=transport, trust_env=False, timeout=_OPEN_SECONDS) as client,
                client.stream("GET", target, headers=headers) as response,
            ):
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return urljoin(at, response.headers["location"])
                if response.status_code == 304 and conditions:
                    raise UnchangedError(f"{url}: has not changed")
                if response.status_code != 200:
                    raise RefusedError(url, response.status_code, response.reason_phrase, _wait(response))
                media_type, charset = _content_type(response)
                etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
                return Page(at, self._body(response, url), media_type, charset, etag, modified)
        except (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError) as error:
            seconds = f"{self._max_seconds:g} seconds"
            raise UnreachableError(f"{url}: gave no whole answer within {seconds}; try again") from error
        except _ForbiddenError as error:
            raise SourceError(f"{url}: {error}") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise UnreachableError(f"{url}: cannot be fetched: {_reason(error)}") from error

    def _body(self, response: httpx.Response, url: str) -> bytes:
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise SourceError(f"{url}: comes compressed as {encoding[:40]!r}, which was not asked for")
        unpack = None if encoding in ("identity", "") else zlib.decompressobj(47)
        body = bytearray()
        for chunk in response.iter_raw(_CHUNK):
            room = self._max_bytes - len(body) + 1
            try:
                body += chunk if unpack is None else unpack.decompress(chunk, room)
            except zlib.error as error:
                raise SourceError(f"{url}: its compressed answer is damaged; try again") from error
            if len(body) > self._max_bytes:
                raise SourceError(f"{url}: is larger than {self._max_bytes:,} bytes; save what you need as a file")
        return bytes(body)


class RefusedError(SourceError):
    """An answer other than 200; `status` is its code, `wait` how many seconds the server asks to be left alone."""

    def __init__(self, url: str, status: int, reason: str, wait: int = 0) -> None:
        super().__init__(f"{url}: the server answered {status} {reason}".rstrip())
        self.status = status
        self.wait = wait


class UnreachableError(SourceError):
    """No answer, or none that is whole: there may be one the next time."""


class UnchangedError(SourceError):
    """The page is still what it was when its `etag` or `modified` was given."""


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet: neither private, loopback, link-local, multicast, reserved,
    nor an IPv6 form that carries such an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return _is_public_6(ip) if ip.ipv4_mapped is None else is_public(str(ip.ipv4_mapped))
    return ip not in _CARRIER_GRADE and _is_global(ip)


def _is_public_6(ip: ipaddress.IPv6Address) -> bool:
    translated = any(ip in network for network in _TRANSLATED)
    return not translated and not ip.is_site_local and _is_global(ip)


def _is_global(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class _ForbiddenError(Exception):
    """An address that may not be connected to."""


class _Network(httpcore.NetworkBackend):
    """Connects only to checked addresses, and gives up at the deadline, however slowly the bytes drip."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address of `host` that answers, once all of them are checked."""
        left = _left(self._deadline, timeout)
        error: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                left = _left(self._deadline, timeout)
            else:
                return _Stream(stream, self._deadline)
        raise error or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise httpcore.ConnectError(f"no host is called {host}") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    shown = host if host == address else f"{host} ({address})"
                    raise _ForbiddenError(f"{shown} is in a private network; allow it with --allow-private")
        return addresses[:4]


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What the server sent, within the time that is left."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends within the time that is left."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, and checked against the name that was asked for."""
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of the connection."""
        return self._stream.get_extra_info(info)


class _Transport(httpx.BaseTransport):
    """httpx over httpcore with a network of our own."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_Network(deadline, allow_private),
            max_connections=1,
            max_keepalive_connections=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request, its body not yet read."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Answer(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


class _Answer(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Gives the connection back."""
        self._answer.close()


def _sendable(headers: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()}


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left if timeout is None else min(left, timeout)


def _checked_url(at: str, url: str) -> str:
    try:
        parts = urlsplit(at)
        host = parts.hostname
    except ValueError as error:
        raise SourceError(f"{url}: is no address: {error}") from error
    whence = "" if at == url else f"redirects to {at[:200]}; "
    if parts.scheme not in ("http", "https"):
        raise SourceError(f"{url}: {whence}only http and https addresses are fetched")
    if not host:
        raise SourceError(f"{url}: {whence}an address needs a host")
    return urlunsplit(parts._replace(fragment=""))


def _content_type(response: httpx.Response) -> tuple[str | None, str | None]:
    header = response.headers.get("content-type", "")
    media_type = header.partition(";")[0].strip().lower()
    return media_type or None, response.charset_encoding


def _wait(response: httpx.Response) -> int:
    header = response.headers.get("retry-after", "").strip()
    return min(int(header), 86_400) if header.isascii() and header.isdigit() and len(header) < 10 else 0


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
