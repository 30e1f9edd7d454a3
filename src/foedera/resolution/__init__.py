"""Who a mention is in its document: names, surnames, acronyms, roles, sets and pronouns become actors at a date.

`resolve(parse, base)` gives the `Mentions` of a document.
"""

from foedera.resolution.mentions import Mention, Mentions
from foedera.resolution.resolve import resolve

VERSION = "0.4.1"
"""It changes whenever the same parse and actor base may give other mentions."""

__all__ = ["VERSION", "Mention", "Mentions", "resolve"]
