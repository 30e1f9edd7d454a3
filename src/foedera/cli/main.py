"""The command `foedera`: its subcommands are imported only when they are called, so that `--help` is quick.

Exit codes: 0 all went well; 1 something else failed; 2 the command was not understood; 3 a source could not be read
(the others were); 4 the record could not be opened, read or written, or `verify` found defects; 5 a row of the actor
base is wrong; 6 a data set, stream or structure file is wrong or too thin; 130 interrupted.
"""

from __future__ import annotations

import difflib
import gc
import importlib.util
import os
import sys

import click

from foedera import __version__
from foedera.cli.groups import imported
from foedera.model.errors import FoederaError, UsageError

_COMMANDS = {
    "read": ("foedera.cli.read:read", "Read documents into claims, printed or kept in a record."),
    "record": ("foedera.cli.record:record", "Ask, review, correct and check a record."),
    "statements": ("foedera.cli.kinds:statements", "Who said, expects, believes or denies what."),
    "events": ("foedera.cli.kinds:events", "Who did what to whom."),
    "commitments": ("foedera.cli.kinds:commitments", "What was promised, by whom, and by when."),
    "instruments": ("foedera.cli.kinds:instruments", "Treaties, agreements, guidelines, strategies and laws."),
    "commands": ("foedera.cli.kinds:commands", "Command relationships, and their changes."),
    "assets": ("foedera.cli.kinds:assets", "Bases, platforms, weapons, programmes and bodies."),
    "figures": ("foedera.cli.kinds:figures", "Numbers that matter: spending, troops, shares, counts."),
    "affiliations": ("foedera.cli.kinds:affiliations", "Who holds a post, and who belongs to a group."),
    "deliverables": ("foedera.cli.deliverables:deliverables", "What was promised, where it stands, what is overdue."),
    "diff": ("foedera.cli.changes:diff", "What changed between two days, and what came to be known."),
    "wording": ("foedera.cli.wording:wording", "What is new in the wording; a phrase through time."),
    "timeline": ("foedera.cli.changes:timeline", "What happened when."),
    "brief": ("foedera.cli.brief:brief", "Write a briefing, each sentence with its source."),
    "outlook": ("foedera.cli.outlook:outlook", "What was predicted, and what became of it."),
    "entries": ("foedera.cli.entries:entries", "List, show and correct what claims of one thing make together."),
    "calendar": ("foedera.cli.deliverables:calendar", "Write due dates as an iCalendar."),
    "feed": ("foedera.cli.feed:feed", "Write what is new and changed as an Atom feed."),
    "networks": ("foedera.cli.networks:networks", "Alliances by dyad and year, and as networks."),
    "command": ("foedera.cli.command:command", "Who may decide what, on which path, in which structure."),
    "watch": ("foedera.cli.watch:watch", "Read the new items of feeds, on a schedule."),
    "actors": ("foedera.cli.actors:actors", "Find, show and check who is who."),
    "evaluate": ("foedera.cli.evaluate:evaluate", "Measure coders on texts that people annotated."),
    "train": ("foedera.cli.train:train", "Train coders on annotations of your own."),
    "serve": ("foedera.cli.serve:serve", "Show a record in the browser."),
    "publish": ("foedera.cli.publish:publish", "Write the accepted record as a site of plain files."),
    "accounts": ("foedera.cli.accounts:accounts", "Who of a team may read, review and edit."),
    "forecast": ("foedera.cli.forecast:forecast", "Which event comes next, how likely, and why."),
    "spillover": ("foedera.cli.spillover:spillover", "Which event streams excite which."),
    "routes": ("foedera.cli.routes:routes", "What if a strait or a canal is cut."),
    "demo": ("foedera.cli.demo:demo", "Read the bundled dossiers and show them."),
}

_EXTRAS: dict[str, tuple[str, tuple[str, ...]]] = {
    "networks": ("networks", ("igraph", "leidenalg", "scipy", "numba")),
    "command": ("command", ("numba", "scipy", "yaml")),
    "forecast": ("forecast", ("numba", "scipy", "sklearn")),
    "spillover": ("spillover", ("numba", "scipy")),
    "routes": ("spillover", ("numba", "scipy")),
}
"""The analyses: the extra to which each belongs, and the packages that this extra brings."""

_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What numpy's libraries ask for before they start: its products are small, and threads would wait for each other."""


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which a person meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name. Raises `UsageError` where there is none, with the names that are like it."""
        if cmd_name not in _COMMANDS:
            if ctx.resilient_parsing or cmd_name.startswith("-"):
                return None
            like = "".join(f" Did you mean `{name}`?" for name in difflib.get_close_matches(cmd_name, _COMMANDS, 1))
            raise click.UsageError(f"No such command '{cmd_name}'.{like}", ctx)
        extra, needed = _EXTRAS.get(cmd_name, ("", ()))
        if missing := [package for package in needed if importlib.util.find_spec(package) is None]:
            raise UsageError(
                f"`foedera {cmd_name}` needs packages that are not installed ({', '.join(missing)}): "
                f"python -m pip install 'foedera[{extra}]'"
            )
        return imported(_COMMANDS[cmd_name][0])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in _COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="foedera %(version)s")
@click.option("--quiet", "-q", is_flag=True, help="No progress bars, notes and summaries; errors are still told.")
@click.option("--verbose", "-v", is_flag=True, help="Also tell what came of every source.")
def main(quiet: bool, verbose: bool) -> None:
    """Foedera keeps the record of an alliance: who agreed what, who said what, what was promised by when.

    It reads reporting and official documents and writes down claims, each with the sentence that says so.
    Start with `foedera demo`, or `foedera read FILE`.
    """
    # Whoever prints asks for these: foedera.cli.output.is_quiet and is_verbose.
    del quiet, verbose


def run() -> None:
    """Runs the command line and ends the process: one clear line and a code of its own for each kind of error."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    gc.set_threshold(100_000, 50, 100)  # a language model is many small objects: collecting while it loads takes 0.3 s
    try:
        code = main.main(prog_name="foedera", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        code = _failed(_told(error), error.exit_code)
    except click.Abort:
        code = _failed("interrupted", 130)
    except FoederaError as error:
        code = _failed(str(error), error.exit_code)
    except OSError as error:
        _drop_output()
        code = _failed(f"{error.filename or 'the output'}: {(error.strerror or str(error)).lower()}", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _failed(why: str, code: int) -> int:
    click.echo(f"foedera: {why}", err=True)
    return code


def _told(error: click.ClickException) -> str:
    """What is wrong with a command, on one line, and where its options are told."""
    said = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return said if context is None else f"{said} See: {context.command_path} --help"


def _drop_output() -> None:
    """What waits to be written nowhere can go: the end of the process shall not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
