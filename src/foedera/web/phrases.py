"""Words of a page put into the code of its template, once and in the language of the page: no row looks them up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_PLACE = re.compile(r"%\((\w+)\)s")
_CALLED = ("_", "gettext")


class Phrases(NodeTransformer):
    """Puts what `say` gives for the messages of a template in their place; as Jinja does it, they are markup.

    Left as it is, for Jinja to fill in, is a message that is chosen by a number, and one whose places are not those of
    its values.
    """

    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - the name is Jinja's
        """A message: its words, and between them the values for its places."""
        self.generic_visit(node)
        message = _message(node)
        if message is None:
            return node
        values = {each.key: each.value for each in node.kwargs}
        text = self._say(message)
        if "%" in _PLACE.sub("", text).replace("%%", "") or not values.keys() >= set(_PLACE.findall(text)):
            return node
        parts = list(_parts(text, values))
        made = parts[0] if len(parts) == 1 and not values else nodes.Concat(parts)
        made.set_lineno(node.lineno)
        if node.environment is not None:
            made.set_environment(node.environment)
        return made

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the name is Jinja's
        """What is joined to be written is written part by part."""
        self.generic_visit(node)
        joined = ((each.nodes if isinstance(each, nodes.Concat) else [each]) for each in node.nodes)
        node.nodes = list(chain.from_iterable(joined))
        return node


def _message(node: nodes.Call) -> str | None:
    """The message that a call is about; None where it is another call."""
    if not isinstance(node.node, nodes.Name) or node.node.name not in _CALLED or len(node.args) != 1:
        return None
    given = node.args[0]
    return given.value if isinstance(given, nodes.Const) and isinstance(given.value, str) else None


def _parts(text: str, values: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
    """The words of a message, and the values for its places."""
    for at, part in enumerate(_PLACE.split(text)):
        if at % 2:
            yield values[part]
        elif part:
            yield nodes.Const(Markup(part.replace("%%", "%")))  # noqa: S704 - words of a catalogue, as Jinja takes them
    if not text:
        yield nodes.Const(Markup(""))
