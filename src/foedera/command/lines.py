"""The values of a YAML file with the line of each, so that what is wrong can be shown where it stands.

Read is what YAML 1.2 calls the core schema: text, numbers, true, false and null; dates and times stay text. Anchors,
aliases, tags and repeated keys are refused: a person's structure file needs none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from foedera.model.errors import DatasetError

if TYPE_CHECKING:
    import yaml

Path = tuple[str | int, ...]
"""Where a value stands: keys and numbers in lists, from the top."""

_DEEPEST = 12
_LONGEST = 4_000_000
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Lines(msgspec.Struct, frozen=True):
    """The content of a file: `value` (dictionaries, lists, text, numbers), and the line of each value and key."""

    name: str
    value: Any
    numbers: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest one around it."""
        while path and path not in self.numbers:
            path = path[:-1]
        return self.numbers.get(path, 1)

    def fail(self, path: Path, reason: str) -> NoReturn:
        """Raises the `DatasetError` for what is wrong at a place: file, line, key, reason."""
        where = _shown(path)
        raise DatasetError(f"{self.name}, line {self.line(path)}{': ' + where if where else ''}: {reason}")


def lines(name: str, text: str) -> Lines:
    """The values of a YAML text with their lines; `name` is that of the file, for errors.

    Raises:
        DatasetError: no YAML, or YAML that uses what is not read here.
    """
    # Whoever asks a structure from the record needs no YAML.
    import yaml

    if len(text) > _LONGEST:
        raise DatasetError(f"{name}: more than {_LONGEST:,} characters are no structure that a person wrote")
    try:
        _refuse(name, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = "" if mark is None else f", line {mark.line + 1}"
        problem = " ".join((error.problem or error.context or "it cannot be read").split())
        raise DatasetError(f"{name}{line}: no YAML: {problem}") from error
    except yaml.YAMLError as error:
        raise DatasetError(f"{name}: no YAML: {' '.join(str(error).split())}") from error
    found = Lines(name, None, {})
    return msgspec.structs.replace(found, value=None if node is None else _value(found, (), node))


def _refuse(name: str, text: str) -> None:
    """Refuses anchors, aliases and tags, and what is nested too deep to be composed."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = 1 if event.start_mark is None else event.start_mark.line + 1
        tag: str | None = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise DatasetError(f"{name}, line {line}: anchors and aliases (& and *) are not read: write it out")
        if tag is not None:
            raise DatasetError(f"{name}, line {line}: tags (!) are not read: {tag}")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise DatasetError(f"{name}, line {line}: nested deeper than {_DEEPEST} levels")


def _value(found: Lines, path: Path, node: yaml.Node) -> Any:
    import yaml

    found.numbers.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(found, (*path, number), each) for number, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Any] = {}
        for key, each in node.value:
            if not isinstance(key, yaml.ScalarNode):
                found.fail(path, "a key must be a word")
            inner = (*path, key.value)
            if key.value in made:
                raise DatasetError(f"{found.name}, line {key.start_mark.line + 1}: {_shown(inner)}: stands there twice")
            found.numbers[inner] = key.start_mark.line + 1
            made[key.value] = _value(found, inner, each)
        return made
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _shown(path: Path) -> str:
    """A place as a person reads it: links[2].type, counted from 1."""
    made = ""
    for part in path:
        made += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if made else part
    return made
