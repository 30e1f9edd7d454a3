"""Who presents himself as "we" where a text begins to speak: "We, Prime Minister X, President Y and President Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.model import ActorRef
from foedera.resolution.mentions import Mention, Mentions

_WE = re.compile(r"(?:^|(?<=[“\"]))We,? (?:[-–—] )?(?=the |[A-Z])", re.MULTILINE)
# What may stand between two of a list: titles in capitals, and words that belong to no verb.
_BETWEEN = re.compile(
    r"(?:[\s,;.]|\b(?:and|of|for|the|his|her|as|well|leaders|ministers|heads|representatives|presidents|governments|"
    r"peoples?|members|secretaries|advis[eo]rs|foreign|defen[cs]e|prime|state|government)\b|[A-Z][\w.’'-]*)*"
)
_SPAN = 1500


class Opening(msgspec.Struct, frozen=True):
    """The "We" at `start`, the persons named behind it, and the states that they or the words name, once each."""

    start: int
    persons: tuple[ActorRef, ...]
    states: tuple[str, ...]


def opening(text: str, named: Mentions) -> Opening | None:
    """The first place where several present themselves as "we"; None where none do."""
    for found in _WE.finditer(text):
        listed = list(_listed(text, found.end(), named))
        persons = {ref.name: ref for mention in listed for ref in mention.refs if ref.kind == "person"}
        states = tuple(dict.fromkeys(state for mention in listed for state in _states(mention)))
        if len(states) > 1:
            return Opening(found.start(), tuple(persons.values()), states)
    return None


def _listed(text: str, start: int, named: Mentions) -> Iterator[Mention]:
    """The mentions that follow one another from `start` on, until the verb."""
    line = text.find("\n", start)
    past = start
    for mention in named.within(start, min(start + _SPAN, line if line >= 0 else len(text))):
        if _BETWEEN.fullmatch(text, past, mention.start) is None:
            return
        yield mention
        past = mention.end


def _states(mention: Mention) -> Iterator[str]:
    for ref in mention.refs:
        state = ref.id if ref.kind == "state" else ref.state if ref.kind == "person" else None
        if state is not None:
            yield state
