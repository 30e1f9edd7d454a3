"""`foedera accounts`: who may read, review, edit and administer a record that a team shares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from foedera.cli.options import json_option
from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.web.accounts import Accounts

_ROLES = ("reader", "reviewer", "editor", "administrator")
_SCOPES = ("read", "review", "edit")
_where = click.option(
    "--accounts", "where", required=True, metavar="FILE",
    help="Where accounts are kept: a file of their own, or postgresql://….",
)  # fmt: skip
_role = click.option("--role", type=click.Choice(_ROLES), help="What the account may do.")


@click.group()
def accounts() -> None:
    """Accounts for a team: made, listed, changed and closed; keys for programs.

    A reader reads; a reviewer also accepts and rejects; an editor also changes, merges and splits; an administrator
    does everything. Passwords are asked for, or read from standard input where that is no terminal.
    """


@accounts.command()
@_where
@click.argument("name")
@_role
@click.option("--openid", "subject", metavar="ISSUER#SUBJECT", help="For OpenID Connect alone: who it is there.")
def add(where: str, name: str, role: Any, subject: str | None) -> None:
    """Makes an account NAME (a reader, unless --role says otherwise)."""
    with _opened(where) as kept:
        made = kept.add(name, role or "reader", None if subject else _password(), subject=subject)
    note(f"{made.name} is {made.role}")


@accounts.command(name="list")
@_where
@json_option
def list_(where: str, as_json: bool | None) -> None:
    """Every account, closed ones too."""
    with _opened(where, create=False) as kept:
        rows = [(user.name, user.role, "open" if user.active else "closed", user.created) for user in kept.users()]
    if wants_json(as_json):
        print_json(
            {"name": name, "role": role, "state": state, "created": created} for name, role, state, created in rows
        )
        return
    shown = [(name, role, state, created.strftime("%Y-%m-%d")) for name, role, state, created in rows]
    print_table("Accounts", ("name", "role", "state", "since"), shown)


@accounts.command()
@_where
@click.argument("name")
@_role
@click.option("--password", "new", is_flag=True, help="Asks for a new password.")
@click.option("--close/--open", "closed", default=None, help="Closes the account, or opens it again.")
def change(where: str, name: str, role: Any, new: bool, closed: bool | None) -> None:
    """Gives the account NAME another role or password, or closes it. Whoever is logged in must log in again."""
    if role is None and not new and closed is None:
        raise UsageError("say what is to change: --role, --password, --close or --open")
    with _opened(where, create=False) as kept:
        password = _password() if new else None
        made = kept.change(name, role=role, password=password, active=None if closed is None else not closed)
    note(f"{made.name} is {made.role}, {'open' if made.active else 'closed'}")


@accounts.command()
@_where
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(_SCOPES), default=("read",), show_default=True,
              help="What the key may do; give it again for more.")  # fmt: skip
@click.option("--label", default="", metavar="WORDS", help="What it is for.")
def token(where: str, name: str, scopes: tuple[Any, ...], label: str) -> None:
    """Makes a key of the account NAME for programs and prints it once: send it as Authorization: Bearer KEY."""
    with _opened(where, create=False) as kept:
        click.echo(kept.make_token(name, label, scopes))


@accounts.command()
@_where
@json_option
def tokens(where: str, as_json: bool | None) -> None:
    """The keys of all accounts, without their secrets."""
    with _opened(where, create=False) as kept:
        found = kept.tokens()
    if wants_json(as_json):
        print_json(
            {"number": t.number, "account": t.user, "scopes": t.scopes, "label": t.label, "created": t.created,
             "used": t.used}
            for t in found
        )  # fmt: skip
        return
    rows = [(str(t.number), t.user, " ".join(t.scopes), t.label, "" if t.used is None else f"{t.used:%Y-%m-%d}")
            for t in found]  # fmt: skip
    print_table("Keys", ("number", "account", "may", "label", "last used"), rows)


@accounts.command()
@_where
@click.argument("number", type=int)
def revoke(where: str, number: int) -> None:
    """Ends a key, given by its NUMBER."""
    with _opened(where, create=False) as kept:
        kept.revoke(number)
    note(f"key {number} ended")


@contextmanager
def _opened(where: str, *, create: bool = True) -> Iterator[Accounts]:
    from foedera.web.accounts import Accounts, opened

    kept = Accounts(opened(where, create=create))
    try:
        yield kept
    finally:
        kept.close()


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
