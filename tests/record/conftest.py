"""Records to test with: a SQLite file, and a PostgreSQL database on a server of our own or one that is given."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from foedera.record import Record

from .samples import emptying


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of an empty record, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "record.db"
    Record.open(path).close()
    return path


@pytest.fixture
def record(tmp_path: Path, blank: Path) -> Iterator[Record]:
    """An empty record in a SQLite file."""
    with Record.open(shutil.copy(blank, tmp_path / "record.db")) as opened:
        yield opened


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """An empty record, once in each back end."""
    if request.param == "sqlite":
        yield request.getfixturevalue("record")
        return
    with Record.open(request.getfixturevalue("emptied_database")) as opened:
        yield opened


@pytest.fixture
def database(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    yield from _database(postgres_server)


@pytest.fixture(scope="session")
def lasting_database(postgres_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database with a record, for all tests that empty it first."""
    for address in _database(postgres_server):
        Record.open(address).close()
        yield address


@pytest.fixture
def emptied_database(lasting_database: str) -> str:
    """The address of a PostgreSQL database with an empty record: emptying takes a tenth of the time of making one."""
    engine = create_engine(make_url(lasting_database).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("; ".join(emptying("DELETE FROM {0}"))))
    engine.dispose()
    return lasting_database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server: `FOEDERA_TEST_POSTGRES`, or one that is started for the tests."""
    given = os.environ.get("FOEDERA_TEST_POSTGRES")
    if given:
        yield given
        return
    programs = {name: _program(name) for name in ("initdb", "pg_ctl")}
    user = _user()
    missing = [name for name, path in programs.items() if path is None]
    if missing or (user is None and os.geteuid() == 0):
        reason = f"no PostgreSQL: {', '.join(missing) or 'a user other than root to run it as'} not found"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # The path of a socket must be short, and the folder must be open to the other user.
    folder = Path(tempfile.mkdtemp(prefix="fpg-"))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if user is not None:
        for path in (folder, data):
            os.chown(path, *user)
    try:
        _run([str(programs["initdb"]), "-D", str(data), "-A", "trust", "-U", "foedera", "-E", "UTF8", "-N"], user)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
        log = str(folder / "log")
        _run([str(programs["pg_ctl"]), "-D", str(data), "-w", "-o", options, "-l", log, "start"], user)
        try:
            yield f"postgresql://foedera@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _run([str(programs["pg_ctl"]), "-D", str(data), "-m", "immediate", "-w", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(server: str) -> Iterator[str]:
    name = f"foedera_{uuid.uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


def _program(name: str) -> str | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(folder / name) for folder in folders if (folder / name).exists()), None)


def _user() -> tuple[int, int] | None:
    """PostgreSQL refuses to run as root: whom to run it as instead, if need be and possible."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return None


def _run(command: list[str], user: tuple[int, int] | None) -> None:
    uid, gid = user or (None, None)
    groups: list[int] | None = None if user is None else []
    done = subprocess.run(
        command, user=uid, group=gid, extra_groups=groups, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name} failed with {done.returncode}")
