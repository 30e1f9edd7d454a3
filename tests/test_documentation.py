"""Nothing public is undocumented: commands, options, settings, names, pages."""

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from foedera.cli.main import main
from foedera.web import PAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGES = sorted(
    f"foedera.{path.parent.name}"
    for path in (ROOT / "src" / "foedera").glob("*/__init__.py")
    if path.parent.name != "cli"
)


def commands(group: click.Command = main, path: tuple[str, ...] = ("foedera",)) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from commands(command, (*path, name))


COMMANDS = list(commands())


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_command_and_option_says_what_it_does(path: str, command: click.Command) -> None:
    assert command.help and command.help.strip().endswith((".", "`.")), path
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help and parameter.help.rstrip().endswith((".", "?")), f"{path} {parameter.opts}"
        else:
            shown = (parameter.metavar or parameter.human_readable_name).rstrip(".").split("|")[0].strip("[]")
            assert shown in (command.help or ""), f"{path}: {shown} is not explained"


def test_the_short_help_of_the_list_is_that_of_the_commands() -> None:
    listed = click.Context(main)
    page = main.get_help(listed)
    for name in main.list_commands(listed):
        assert f"\n  {name} " in page


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_listed_and_described(package: str) -> None:
    module = importlib.import_module(package)
    assert f".. automodule:: {package}\n" in (DOCS / "reference" / "api.md").read_text("utf-8")
    assert module.__doc__
    assert sorted(module.__all__) == sorted(set(module.__all__))
    for name in module.__all__:
        value = getattr(module, name)
        if not (inspect.isclass(value) or inspect.isroutine(value)):
            continue
        assert inspect.getdoc(value), f"{package}.{name}"
        if inspect.isclass(value):
            for member, part in vars(value).items():
                public = not member.startswith("_") and (inspect.isroutine(part) or isinstance(part, property))
                assert not public or inspect.getdoc(part), f"{package}.{name}.{member}"


def test_every_setting_is_documented() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    page = (DOCS / "reference" / "commands.md").read_text("utf-8")
    for setting in set(re.findall(r"\bFOEDERA_[A-Z_]+\b", source)):
        assert setting in page, setting


def test_every_page_of_the_reading_room_is_documented() -> None:
    told = (DOCS / "howto" / "room.md").read_text("utf-8")
    for page in PAGES:
        assert f"`{page.path}`" in told


def test_links_between_pages_lead_somewhere() -> None:
    for path in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        if "_build" in path.parts:
            continue
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)}: {target}"


def test_every_page_is_in_the_table_of_contents() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for path in DOCS.rglob("*.md"):
        name = path.relative_to(DOCS).with_suffix("").as_posix()
        assert "_build" in path.parts or name == "index" or f"\n{name}\n" in index, name


def test_every_target_of_make_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
