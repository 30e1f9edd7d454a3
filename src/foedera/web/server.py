"""Serving the room: on this machine alone, or elsewhere for a team with accounts."""

from __future__ import annotations

import ipaddress
import socket
import threading
from pathlib import Path

import uvicorn

from foedera.actors import Base
from foedera.model import UsageError
from foedera.record import Record
from foedera.web.accounts import Accounts
from foedera.web.app import app
from foedera.web.language import Language
from foedera.web.openid import Provider, Settings


def run(
    record: Record, host: str, port: int, *, accounts: Accounts | None = None, names: tuple[str, ...] = (),
    certificate: Path | None = None, key: Path | None = None, proxied: bool = False,
    openid: Settings | None = None, base: Base | None = None, language: Language | None = None,
) -> None:  # fmt: skip
    """Serves `record` until it is interrupted, and prints the address.

    `names` are the host names by which others reach it; `certificate` and `key` are files for TLS; `proxied` says that
    it stands behind a server that speaks TLS; `openid` says how accounts may log in by OpenID Connect; `base` and
    `language` are those of the pages. Raises
    `UsageError` where `host` is not an address of this machine alone and there are no accounts with an administrator,
    or no TLS, or the port is taken.
    """
    loopback = host == "localhost" or _is_loopback(host)
    if not loopback:
        _check(host, accounts, secure=certificate is not None or proxied)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"port {port} on {host} cannot be used ({error.strerror}); choose another: --port 0"
            ) from error
        shown = f"[{host}]" if ":" in host else host
        scheme = "http" if certificate is None else "https"
        address = f"{scheme}://{shown}:{listening.getsockname()[1]}/"
        provider = None if openid is None else Provider(openid)
        web = app(
            record, accounts, hosts=names, secure=certificate is not None or proxied, provider=provider, base=base,
            language=language,
        )  # fmt: skip
        # What every page needs is made before the first of them is asked for.
        threading.Thread(target=web.state.room.warm, daemon=True).start()
        config = uvicorn.Config(
            web, log_level="warning", server_header=False, proxy_headers=proxied,
            ssl_certfile=certificate, ssl_keyfile=key,
        )  # fmt: skip
        web.state.room.pictures.hire()
        try:
            _Server(config, f"Serving {record.where} at {address} (Ctrl-C stops it)").run(sockets=[listening])
        finally:
            web.state.room.pictures.dismiss()


class _Server(uvicorn.Server):
    """A server that says where it is once it listens, so that whoever reads the line gets an answer there."""

    def __init__(self, config: uvicorn.Config, line: str) -> None:
        super().__init__(config)
        self._line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, and then prints the line."""
        await super().startup(sockets)
        if self.started:
            print(self._line, flush=True)


def _check(host: str, accounts: Accounts | None, *, secure: bool) -> None:
    if accounts is None:
        raise UsageError(
            f"{host} can be reached from elsewhere, and there are no accounts: make some (foedera accounts add) and "
            "give --accounts, or listen on 127.0.0.1"
        )
    if not any(user.active and user.role == "administrator" for user in accounts.users()):
        raise UsageError("no account is an administrator: foedera accounts add NAME --role administrator")
    if not secure:
        raise UsageError(
            f"passwords would travel in the clear to {host}: give --certificate and --key, or --behind-proxy where "
            "another server speaks TLS"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
