"""Groups of commands that stand in modules of their own, imported only when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Spread(click.Group):
    """A group of which some commands stand `elsewhere`: by name, the module and the command in it, `module:command`."""

    def __init__(self, *arguments: Any, elsewhere: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._elsewhere = dict(elsewhere)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return [*super().list_commands(ctx), *self._elsewhere]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        where = self._elsewhere.get(cmd_name)
        return super().get_command(ctx, cmd_name) if where is None else imported(where)


def imported(where: str) -> click.Command:
    """The command that stands at `module:command`."""
    module, _, name = where.partition(":")
    command: click.Command = getattr(importlib.import_module(module), name)
    return command
