"""`foedera serve`."""

from __future__ import annotations

from pathlib import Path

import click

from foedera.cli.options import actors_option, catalogue_option, language_option, record_option

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@record_option("The record to show: a file, or an address postgresql://….", required=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="The port; 0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--read-only", is_flag=True, help="Nobody may decide anything.")
@click.option(
    "--accounts",
    "accounts_file",
    metavar="FILE",
    help="The accounts of a team (see foedera accounts); needed as soon as others can reach it.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name by which others reach it.")
@click.option("--certificate", type=_FILE, metavar="FILE", help="The certificate for TLS.")
@click.option("--key", type=_FILE, metavar="FILE", help="The key of the certificate.")
@click.option("--behind-proxy", "proxied", is_flag=True, help="Another server in front of it speaks TLS.")
@click.option("--openid", "openid_file", type=_FILE, metavar="FILE.toml", help="How to log in by OpenID Connect.")
@actors_option
@language_option
@catalogue_option
def serve(
    where: str, port: int, host: str, read_only: bool, accounts_file: str | None, names: tuple[str, ...],
    certificate: Path | None, key: Path | None, proxied: bool, openid_file: Path | None,
    bases: tuple[Path, ...], language: str, catalogues: Path | None,
) -> None:  # fmt: skip
    """Show a record in the browser, on this machine only, or for a team with accounts.

    It prints the address to open; Ctrl-C stops it. On this machine no account is needed, and what you decide is
    written down under your name on it.
    """
    from foedera.actors import load
    from foedera.model import UsageError
    from foedera.record import Record
    from foedera.register import current
    from foedera.web import run
    from foedera.web.accounts import Accounts, opened
    from foedera.web.language import language_of
    from foedera.web.openid import settings

    if (certificate is None) != (key is None):
        raise UsageError("--certificate and --key go together")
    if openid_file is not None and accounts_file is None:
        raise UsageError("--openid goes with --accounts: it says who of them logs in")
    accounts = None if accounts_file is None else Accounts(opened(accounts_file, create=False))
    openid = None if openid_file is None else settings(openid_file)
    with Record.open(where, create=False, read_only=read_only) as record:
        run(
            current(record), host, port, accounts=accounts, names=names, certificate=certificate, key=key,
            proxied=proxied, openid=openid, base=load(*bases) if bases else None,
            language=language_of(language, catalogues),
        )  # fmt: skip
