"""Templates that write values as Jinja does, but quicker: most have nothing in them that must be escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from foedera.web.phrases import Phrases

_SPECIAL = re.compile("[&<>'\"]").search


def escaped(value: object) -> str:
    """What a page writes for a value: as `markupsafe.escape` has it, but a text without special characters stays the
    object that it is."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str and not _SPECIAL(value):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)


class _Writer(CodeGenerator):
    """Writes the code of a template, in which a page of a hundred rows escapes some thousand values."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Called(Context):
    """Calls what a template calls; a function that asks for nothing of the template without finding that out twice."""

    def call(self, called: Any, /, *given: Any, **named: Any) -> Any:
        """What a function, a method or a macro gives."""
        kind = type(called)
        if kind is Macro:
            given = (self.eval_ctx, *given)
        elif kind is not MethodType and (kind is not FunctionType or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *given, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(*given, **named)


class Templates(Environment):
    """An environment of templates that escape by `escaped`; `say` gives the words for their messages."""

    code_generator_class = _Writer
    context_class = _Called
    escaped = staticmethod(escaped)
    say: Callable[[str], str] | None = None

    def _generate(self, source: Template, *given: Any, **named: Any) -> str:
        return super()._generate(source if self.say is None else Phrases(self.say).visit(source), *given, **named)
