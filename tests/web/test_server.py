"""Serving: what is told, and when."""

import re
import socket
from typing import Any

import pytest
import uvicorn

from foedera.record import Record
from foedera.web import run


def test_the_address_is_told_once_somebody_answers_there(dossier: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def tell(line: str, **_: Any) -> None:
        told.append(line)
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert port is not None
        socket.create_connection(("127.0.0.1", int(port[1])), timeout=5).close()

    async def at_once(_: uvicorn.Server) -> None:
        assert told

    monkeypatch.setattr("builtins.print", tell)
    monkeypatch.setattr(uvicorn.Server, "main_loop", at_once)
    run(dossier, "127.0.0.1", 0)
    assert len(told) == 1 and "Ctrl-C stops it" in told[0]
