"""Who may decide, on which path, and what remains when a post is lost: structures of command as dated data."""

from foedera.command.answers import comparison_of, loss_of, post_of, route_of, structure_of
from foedera.command.comparison import Changed, Comparison, Part, Paths, compare
from foedera.command.deciding import Grant, grants
from foedera.command.file import load, parse
from foedera.command.loops import Loop, Powerless, loops, powerless
from foedera.command.losses import Loss, Moved, loss, losses
from foedera.command.recorded import recorded
from foedera.command.recorded import variant as recorded_variant
from foedera.command.route import Route, Step, route, routes
from foedera.command.schema import schema
from foedera.command.soundness import Problem, problems
from foedera.command.spans import Span, spans
from foedera.command.starters import starter, starter_text, starters
from foedera.command.structure import (
    ALWAYS,
    Ask,
    Authority,
    Chain,
    Delegation,
    Item,
    Kind,
    Limit,
    Link,
    Post,
    Review,
    Source,
    Structure,
    Variant,
    Window,
)
from foedera.command.terms import Doctrine
from foedera.command.writing import text

__all__ = [
    "ALWAYS",
    "Ask",
    "Authority",
    "Chain",
    "Changed",
    "Comparison",
    "Delegation",
    "Doctrine",
    "Grant",
    "Item",
    "Kind",
    "Limit",
    "Link",
    "Loop",
    "Loss",
    "Moved",
    "Part",
    "Paths",
    "Post",
    "Powerless",
    "Problem",
    "Review",
    "Route",
    "Source",
    "Span",
    "Step",
    "Structure",
    "Variant",
    "Window",
    "compare",
    "comparison_of",
    "grants",
    "load",
    "loops",
    "loss",
    "loss_of",
    "losses",
    "parse",
    "post_of",
    "powerless",
    "problems",
    "recorded",
    "recorded_variant",
    "route",
    "route_of",
    "routes",
    "schema",
    "spans",
    "starter",
    "starter_text",
    "starters",
    "structure_of",
    "text",
]
