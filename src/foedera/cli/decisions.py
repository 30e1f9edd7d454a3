"""`foedera record review|history|retract|erase`: what a person decides about claims and documents."""

from __future__ import annotations

import getpass
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click

from foedera.cli.options import document_option, json_option, kind_option, limit_option
from foedera.cli.output import print_json, print_table, wants_json
from foedera.cli.rows import open_record, pages, print_rows

if TYPE_CHECKING:
    from foedera.model import Claim

_who = click.option("--by", "who", metavar="NAME", help="Who decides (default: the name of this computer's user).")
_why = click.option("--why", metavar="TEXT", help="Why.")


@click.command()
@click.argument("claim", required=False)
@click.option("--accept", is_flag=True, help="It is right.")
@click.option("--reject", is_flag=True, help="It is wrong.")
@click.option(
    "--edit",
    "edited",
    type=click.File("rb"),
    metavar="FILE",
    help="Put the claim in this JSON file (or the last version in it) in its place; - reads standard input.",
)
@click.option("--undo", is_flag=True, help="Bring back what stood before the last decision.")
@_who
@_why
@click.option("--version", "expected", type=int, help="Refuse if the claim has changed since this version.")
@kind_option
@document_option
@limit_option
@json_option
@click.pass_obj
def review(
    where: str, claim: str | None, accept: bool, reject: bool, edited: Any, undo: bool, who: str | None,
    why: str | None, expected: int | None, kind: str | None, document: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """Decide about CLAIM, or, without one, list the claims that wait for a decision.

    To edit: print the claim with `foedera record history CLAIM --json`, change it, and give it with --edit FILE.
    """
    from foedera.model import UsageError

    given = {"accept": accept, "reject": reject, "edit": edited is not None, "undo": undo}
    decisions: list[Any] = [name for name, chosen in given.items() if chosen]
    if len(decisions) != (claim is not None):
        raise UsageError(
            "give a claim with one of --accept, --reject, --edit and --undo; or give none of these, to list what waits"
        )
    if claim is None:
        with open_record(where, read_only=True) as kept:
            print_rows(pages(partial(kept.queue, kind=kind, document=document), limit), wants_json(as_json), None)
        return
    new = None if edited is None else _edited(edited)
    with open_record(where) as kept:
        row = kept.review(
            _claim_key(claim), decisions[0], by=who or _user(), why=why, edited=new, expected_version=expected
        )
    print_rows([row], wants_json(as_json), None)


def _edited(file: IO[bytes]) -> Claim:
    """The claim in a JSON object; of versions as `record history --json` prints them, one a line, that of the last.

    Raises `UsageError`, which names the file, where there is none in it.
    """
    import msgspec

    from foedera.model import Claim, ClaimError, UsageError

    raw = file.read()
    newest = raw.strip().rsplit(b"\n{", 1)
    text = raw if len(newest) == 1 else b"{" + newest[1]
    try:
        version = msgspec.json.decode(text)
        whole = isinstance(version, dict) and isinstance(version.get("claim"), dict)
        return Claim.from_json(msgspec.json.encode(version["claim"]) if whole else text)
    except msgspec.DecodeError as error:
        raise UsageError(f"--edit {file.name}: not a claim: {error}") from error
    except ClaimError as error:
        raise UsageError(f"--edit {file.name}: {error}") from error


@click.command()
@click.argument("claim")
@json_option
@click.pass_obj
def history(where: str, claim: str, as_json: bool | None) -> None:
    """Every version of CLAIM: what it was, since when, why and by whom."""
    from foedera.exchange import line

    with open_record(where, read_only=True) as kept:
        versions = kept.history(_claim_key(claim))
    if wants_json(as_json):
        print_json(
            {
                "lineage": v.lineage, "version": v.version, "status": v.status, "cause": v.cause, "who": v.who,
                "why": v.why, "known_from": v.known_from, "known_to": v.known_to,
                "claim": v.claim and v.claim.to_dict(), "proposed": v.proposed and v.proposed.to_dict(),
            }
            for v in versions
        )  # fmt: skip
        return
    print_table(
        None,
        ("version", "since", "status", "cause", "who", "why", "says"),
        (
            (v.version, f"{v.known_from:%Y-%m-%d %H:%M:%S}", v.status, v.cause, v.who, v.why, v.claim and line(v.claim))
            for v in versions
        ),
    )


@click.command()
@click.argument("claim")
@click.option("--why", required=True, metavar="TEXT", help="Why it is taken back.")
@_who
@json_option
@click.pass_obj
def retract(where: str, claim: str, why: str, who: str | None, as_json: bool | None) -> None:
    """Take CLAIM back; it stays away when its document is read again, and its history stays."""
    with open_record(where) as kept:
        print_rows([kept.retract(_claim_key(claim), why=why, by=who or _user())], wants_json(as_json), None)


@click.command()
@click.argument("document")
@click.option("--why", required=True, metavar="TEXT", help="The legal reason.")
@_who
@click.confirmation_option(
    prompt="The text, the original file and the words of its claims will be gone for good. Erase?"
)
@click.pass_obj
def erase(where: str, document: str, why: str, who: str | None) -> None:
    """Erase DOCUMENT for legal reasons; when, by whom and why stays, its words do not."""
    with open_record(where) as kept:
        stone = kept.erase(document, why=why, by=who or _user())
    click.echo(f"erased on {stone.at:%Y-%m-%d} by {stone.who}: {stone.why}")


def _claim_key(claim: str) -> int | str:
    return int(claim) if claim.isdigit() else claim


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
