"""Numbers as addresses and forms write them."""

from __future__ import annotations

_LONGEST = 17
"""A longer number is none that a record gives out."""


def number(text: str) -> int | None:
    """The number that a text of digits writes; None where it is something else, or longer than any number here.

    Signs that only look like digits, as a raised 2, write none.
    """
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
