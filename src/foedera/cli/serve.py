"""`foedera serve`."""

from __future__ import annotations

import click

from foedera.cli.options import record_option


@click.command()
@record_option("The record to show: a file, or an address postgresql://….", required=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="The port; 0 takes any that is free."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on: 127.0.0.1, ::1 or localhost."
)
def serve(where: str, port: int, host: str) -> None:
    """Show a record in the browser, on this machine only.

    It prints the address to open; Ctrl-C stops it.
    """
    from foedera.record import Record
    from foedera.web import run

    with Record.open(where, create=False, read_only=True) as record:
        run(record, host, port)
