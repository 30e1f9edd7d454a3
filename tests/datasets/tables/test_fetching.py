import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest

from foedera.datasets.tables import Dataset, Version, dataset, fetch, offered
from foedera.model.errors import DatasetError, SourceError

CONTENT = b"stateabb,ccode\nARL,901\n"


def packed() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("folder/states.csv", CONTENT)
        made.writestr("folder/readme.txt", "words")
    return held.getvalue()


class Publisher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = {"/states.csv": CONTENT, "/states.zip": packed(), "/old.csv": None}.get(self.path, b"")
        if answer is None:
            self.send_response(302)
            self.send_header("Location", "/states.csv")
            self.end_headers()
            return
        self.send_response(200 if answer else 404)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = HTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


def described(address: str, member: str | None = None, sha256: tuple[str, ...] = ()) -> tuple[Dataset, Version]:
    version = Version(version="1", layouts=("cow",), address=address, member=member, sha256=sha256)
    return msgspec.structs.replace(dataset("cow-states"), versions=(version,)), version


def test_a_file_is_fetched_and_its_hash_told(server: str, tmp_path: Path) -> None:
    got = fetch(*described(f"{server}/states.csv"), tmp_path / "new")
    assert got.file.read_bytes() == CONTENT and got.file.name == "states.csv"
    assert got.sha256 == hashlib.sha256(CONTENT).hexdigest() and not got.checked
    with pytest.raises(DatasetError, match="is there already"):
        fetch(*described(f"{server}/states.csv"), tmp_path / "new")


def test_a_known_hash_is_checked(server: str, tmp_path: Path) -> None:
    right = hashlib.sha256(CONTENT).hexdigest()
    assert fetch(*described(f"{server}/old.csv", sha256=(right,)), tmp_path).checked
    with pytest.raises(DatasetError, match="none of the known ones: not kept"):
        fetch(*described(f"{server}/states.csv", sha256=("0" * 64,)), tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_the_file_is_taken_out_of_its_zip(server: str, tmp_path: Path) -> None:
    got = fetch(*described(f"{server}/states.zip", member="*states.csv"), tmp_path)
    assert got.file == tmp_path / "states.csv" and got.file.read_bytes() == CONTENT
    with pytest.raises(SourceError, match=r"2 files of the ZIP are named \*; one was expected"):
        fetch(*described(f"{server}/states.zip", member="*"), tmp_path)
    with pytest.raises(SourceError, match="sent no ZIP"):
        fetch(*described(f"{server}/states.csv", member="*"), tmp_path)


def test_an_address_that_does_not_answer_is_named(server: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="answered 404"):
        fetch(*described(f"{server}/gone.csv"), tmp_path)
    with pytest.raises(SourceError, match="does not answer"):
        fetch(*described("http://127.0.0.1:1/states.csv"), tmp_path)


def test_what_is_not_offered_is_not_fetched(tmp_path: Path) -> None:
    assert offered(dataset("atop-ddyr")).version == "5.1"
    with pytest.raises(DatasetError, match="COW formal alliances, members: not fetched: The maintainers ask"):
        offered(dataset("cow-alliances"))
    with pytest.raises(DatasetError, match=r"directed dyad-years: version 4\.0 is not fetched"):
        offered(dataset("atop-ddyr"), "4.0")
    data = dataset("cow-alliances")
    with pytest.raises(DatasetError, match="not fetched"):
        fetch(data, data.versions[0], tmp_path)
