from collections.abc import Iterator
from pathlib import Path

import anyio
import httpx
import pytest

from foedera.documents import Options, sources
from foedera.model import UsageError
from foedera.reading import Intake, reader
from foedera.record import Record
from foedera.web import app, run

EVIL = (
    "The fleet leaves\n\n"
    "“Japan will <script>alert(1)</script> keep its word,” Anna <img src=x onerror=alert(1)> Kestrel said.\n\n"
    "The fleet of 14 warships left port.\n"
)


class Client:
    """Asks the application as a browser that opened `base`."""

    def __init__(self, record: Record, base: str = "http://127.0.0.1") -> None:
        self.app, self.base = app(record), base

    def get(self, address: str, method: str = "GET", **params: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url=self.base, follow_redirects=True) as client:
                return await client.request(method, address, params=params or None)

        return anyio.run(ask)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "one.txt").write_text(EVIL, "utf-8")
    (folder / "one.json").write_text(
        '{"title": "<b>One</b> \\"quoted\\"", "date": "2031-04-10", "url": "https://example.org/?a=1&b=<2>"}', "utf-8"
    )
    with Record.open(folder / "record.db") as kept:
        list(Intake(reader(), Options(), kept).steps(sources([folder / "one.txt"])))
        yield kept


@pytest.fixture
def client(record: Record) -> Client:
    return Client(record)


def document_id(record: Record) -> str:
    return record.documents().rows[0].id


def test_the_list_and_the_search(client: Client) -> None:
    for address in ("/", "/documents"):
        page = client.get(address)
        assert page.status_code == 200
        assert "&lt;b&gt;One&lt;/b&gt;" in page.text
    found = client.get("/search", q="warships")
    assert "The fleet of 14 warships" in found.text
    assert "Nothing found" in client.get("/search", q='zebra" OR * (').text


def test_a_document_shows_its_evidence_and_its_claims(client: Client, record: Record) -> None:
    page = client.get(f"/documents/{document_id(record)}")
    assert page.status_code == 200
    assert 'data-claims="1"' in page.text
    assert page.text.count('class="claim ') == len(record.claims(document_id(record)))
    assert "The fleet of" in page.text


def test_markup_of_a_document_is_text(client: Client, record: Record) -> None:
    for address in (
        "/",
        f"/documents/{document_id(record)}",
        "/search?q=warships",
        "/search?q=<script>alert(1)</script>",
    ):
        page = client.get(address)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"


def test_the_original_is_an_attachment(client: Client, record: Record) -> None:
    answer = client.get(f"/documents/{document_id(record)}/original")
    assert answer.content.decode() == EVIL
    assert answer.headers["content-disposition"] == 'attachment; filename="b-One-b-quoted.txt"'
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "application/octet-stream"


def test_claims_as_json_lines(client: Client, record: Record) -> None:
    lines = client.get(f"/documents/{document_id(record)}/claims.jsonl").text.splitlines()
    assert len(lines) == len(record.claims(document_id(record)))


@pytest.mark.parametrize("address", ["/documents/sha256:00", "/nothing", "/static/none.css", "/static/../app.py"])
def test_unknown_addresses_say_so(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_a_cursor_that_cannot_be_is_a_plain_page(client: Client) -> None:
    answer = client.get("/documents", after="x.y")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_it_answers_only_to_its_own_names(record: Record) -> None:
    assert Client(record, "http://evil.example").get("/").status_code == 400
    assert Client(record, "http://localhost:8642").get("/").status_code == 200


def test_writing_is_not_offered(client: Client) -> None:
    assert client.get("/", method="POST").status_code == 405


def test_static_files_come_from_the_package(client: Client) -> None:
    for name in ("room.css", "room.js", "mark.svg"):
        assert client.get(f"/static/{name}").status_code == 200


def test_serving_elsewhere_is_refused(record: Record) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "example.org", "::"):
        with pytest.raises(UsageError, match="reached from elsewhere"):
            run(record, host, 0)


def test_it_runs_where_it_is_empty(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.db") as empty:
        assert "The record is empty" in Client(empty).get("/").text
